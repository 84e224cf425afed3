"""The inspector: what goes between Slack and Heed, what it costs, and what Heed owes."""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.playground.browser import owed
from bot.playground.browser.fixtures import fixture
from bot.playground.browser.look import Look
from bot.playground.browser.statements import Statement
from bot.playground.browser.tags import joined, tag
from bot.playground.browser.telling import Teller
from bot.playground.browser.traffic import Entry, Way
from bot.services import looking

SHOWN = 100  # rows of the ledger and of the outbox
TABS = ("traffic", "ledger", "outbox")


def inspected(look: Look, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return one tab, and the revision that the next look is compared with."""
    tab = asked.get("tab", "")
    tab = tab if tab in TABS else TABS[0]
    if tab == "traffic":
        html, revision = _traffic(look, asked.get("open", "")), 0
    else:
        html, revision = _owed(look, tab, asked.get("seen", ""))
    return {"scene": look.scene.number, "tab": tab, "html": html, "revision": revision}


def _owed(look: Look, tab: str, asked: str) -> tuple[Markup, int]:
    heed = look.scene.stage.heed
    found = looking.owed(heed.desk, heed.workspace.id, limit=SHOWN)
    since = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None
    if tab == "ledger":
        changes = look.scene.ledger
        html = owed.ledger(found, zone=look.zone, changes=changes, seen=since)
    else:
        changes = look.scene.outbox
        teller = Teller(look.slack)
        html = owed.outbox(found, zone=look.zone, teller=teller, changes=changes, seen=since)
    return html, changes.revision


def _traffic(look: Look, opened: str) -> Markup:
    entries, teller = look.scene.traffic.entries(), Teller(look.slack)
    if not entries:
        return tag("p", "Nothing yet: type a command, or press something.", class_="nothing")
    rows = (_entry(look, teller, one, is_open=one.key == opened) for one in entries)
    return tag("ol", *rows, class_="calls", aria_label="Newest first")


def _entry(look: Look, teller: Teller, entry: Entry, *, is_open: bool) -> Markup:
    local, body = entry.at.astimezone(look.zone), f"body-{entry.key}"
    # Hundreds of these are drawn at a time: a template takes an eighth of the time that tags do.
    return Markup(
        '<li class="call"><button type="button" id="{}" data-inspect="open" aria-expanded="{}"{}>'
        '<span class="way {}">{}</span><span class="kind">{}</span><span class="status{}">{}</span>'
        '<span class="line">{}</span><span class="cost">{}</span></button>{}</li>'
    ).format(
        entry.key,
        "true" if is_open else "false",
        Markup(' aria-controls="{}"').format(body) if is_open else "",
        "in" if entry.way is Way.IN else "out",
        entry.way,
        teller.kind(entry),
        "" if entry.is_good else " bad",
        entry.status,
        teller.tell(entry),
        f"{local:%H:%M:%S} · {_ms(entry.seconds)}{_cost(entry)}",
        _body(entry, id=body) if is_open else "",
    )


def _cost(entry: Entry) -> str:
    if entry.key.startswith("out") and not entry.lane:
        return ""
    words = f" · {entry.count} statement{'' if entry.count == 1 else 's'}"
    if entry.lane:
        return f"{words} by the courier"
    return f"{words}, some perhaps of another request" if entry.is_shared else words


def _body(entry: Entry, *, id: str) -> Markup:
    copied = json.dumps(fixture(entry), ensure_ascii=False, separators=(",", ":"))
    copy = tag(
        "button",
        "Copy as a test fixture",
        type="button",
        class_="button",
        data_inspect="copy",
        data_fixture=copied,
    )
    return tag(
        "div",
        tag("p", copy),
        _shown("Request", entry.request),
        _shown("Response", entry.response),
        _statements(entry),
        id=id,
        class_="call-body",
    )


def _shown(title: str, thing: Any) -> Markup:
    if thing is None:
        return joined(
            tag("h3", title), tag("p", "Empty: taken, and nothing to say.", class_="nothing")
        )
    words = thing if isinstance(thing, str) else json.dumps(thing, ensure_ascii=False, indent=2)
    shown = tag("pre", words, tabindex="0", role="region", aria_label=title)
    return joined(tag("h3", title), shown)


def _statements(entry: Entry) -> Markup | None:
    if not entry.statements:
        return None
    title = f"Statements: {entry.count}"
    if entry.lane:
        title += ", by the courier since its last call or rest"
    rows = (_statement(one, entry.began) for one in entry.statements)
    return joined(tag("h3", title), tag("ol", *rows, class_="statements"))


def _statement(one: Statement, began: float) -> Markup:
    at = tag("span", f"{_ms(one.began - began)} + {_ms(one.seconds)}", class_="cost")
    return tag("li", at, tag("code", " ".join(one.words.split())))


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.{1 if abs(seconds) < 0.1 else 0}f} ms"
