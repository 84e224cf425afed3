"""What is wrong with what arrives: fields gone, of another kind, doubled, nested, cut short."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

from tests.campaign import arriving
from tests.campaign.generated import MARK, MARKS, ODD, PINGS, anything_said

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
INTERACTIVE = (
    *("block_actions", "view_submission", "view_closed", "message_action", "shortcut"),
    *("block_suggestion", "interactive_message"),
)
# What Heed and Bolt look at; all else is read by nobody, and mangled as rarely as it deserves.
READ = (
    *("type", "user", "user_id", "team", "team_id", "enterprise", "enterprise_id", "id", "command"),
    *("text", "actions", "action_id", "action_ts", "value", "selected_option", "container", "view"),
    *("message_ts", "channel_id", "response_url", "trigger_id", "callback_id", "private_metadata"),
    *(
        "hash",
        "state",
        "values",
        "event",
        "event_id",
        "event_ts",
        "item",
        "ts",
        "reaction",
        "tokens",
    ),
    *("bot", "channel", "channel_type", "profile", "real_name", "name", "tz", "authorizations"),
    *("selected_date", "selected_time", "selected_user", "is_ephemeral", "message", "payload"),
)
WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, 7, -1, 10**30, 1.5, 1e308, "", " ", "0", "x", [], {}, [[]], [None]),
    *(
        {"id": "U0ADA"},
        {"id": None},
        {"id": {"id": 7}},
        ["U0ADA"],
        [{}],
        {"": ""},
        {"a": {"b": []}},
    ),
    *("T0ELSEWHERE", "U0ONA", "U0GHOST", "U0HEEDBOT1", "USLACKBOT", "E0GRID", "C0NOWHERE", "D0X"),
    *(
        "²",
        "9" * 400,
        "0" * 32,
        "x" * 10_000,
        "1e3",
        "NaN",
        "null",
        '{"n":1}',
        "[]",
        "{",
        '{"d":1}',
    ),
    *("1700000000.000100", "99999999999999999999.9", "-1.0", "0.0", "2026-02-30", "99:99"),
    *("block_actions", "view_submission", "event_callback", "url_verification", "no_such_type"),
    *(
        "message",
        "reaction_added",
        "team_join",
        "im",
        "bot_message",
        "/contact",
        "/no such",
        "thing.kept",
    ),
    *(MARK, *MARKS, *PINGS, *ODD),
)
CONTENT_TYPES = (
    *(JSON, FORM, f"{JSON}; charset=utf-8", f"{FORM}; charset=utf-16", "text/plain", "", "/", ";"),
    *("multipart/form-data; boundary=x", "application/octet-stream", "Application/JSON", "\u00e4"),
)
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that Slack, or somebody who has its secret, sends.

    `body` and `content_type` are what goes over HTTP.
    """

    kind: str
    payload: Any
    body: bytes
    content_type: str
    is_signed: bool = True


def places(value: Any, before: Place = ()) -> Iterator[Place]:
    """Every place in a payload, whatever is in it."""
    inner: Any = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    for name, one in inner:
        yield (*before, name)
        yield from places(one, (*before, name))


@st.composite
def mangled(draw: st.DrawFn) -> Any:
    """A payload with nothing wrong in it, or up to four things."""
    payload = deepcopy(draw(arriving.payloads))
    for _ in range(draw(st.integers(0, 4))):
        found = list(places(payload))
        read = [place for place in found if place[-1] in READ]
        if not found:
            break
        anywhere = not read or draw(st.integers(0, 4)) == 0
        chosen = draw(st.sampled_from(found if anywhere else read))
        _spoil(draw, payload, chosen)
    return payload if draw(st.integers(0, 39)) else deepcopy(draw(st.sampled_from(WRONG)))


def _spoil(draw: st.DrawFn, payload: Any, place: Place) -> None:
    holder = payload
    for name in place[:-1]:
        holder = holder[name]
    name, value = place[-1], holder[place[-1]]
    match draw(st.sampled_from(("gone", "wrong", "wrong", "said", "doubled", "nested", "deep"))):
        case "gone":
            del holder[name]
        case "wrong":
            holder[name] = deepcopy(draw(st.sampled_from(WRONG)))
        case "said":
            holder[name] = draw(anything_said)
        case "doubled":
            holder[name] = (
                [value, deepcopy(value)] if not isinstance(value, list) else value + deepcopy(value)
            )
        case "nested":
            holder[name] = {str(name): value}
        case _:
            for _ in range(draw(st.sampled_from((3, 30, 300)))):
                value = [value]
            holder[name] = value
    if name == "response_url" and str(holder.get(name)).startswith("http"):
        holder[name] = "nowhere"  # nothing here may ask for an address that is not ours


def kind_of(payload: Any) -> str:
    """The type of envelope in which Slack would send it."""
    if isinstance(payload, dict) and "command" in payload:
        return "slash_commands"
    kind = payload.get("type") if isinstance(payload, dict) else None
    return "interactive" if kind in INTERACTIVE else "events_api"


def wire(payload: Any) -> tuple[str, bytes]:
    """How Slack would put it on the wire: (content type, body)."""
    kind = kind_of(payload)
    if kind == "events_api" and not (isinstance(payload, dict) and "ssl_check" in payload):
        return JSON, json.dumps(payload).encode()
    form = {"payload": json.dumps(payload)} if kind == "interactive" else payload
    # What is no text is written as JSON has it, as a sloppy sender would.
    return FORM, urlencode({str(key): _plain(one) for key, one in form.items()}).encode()


def sent(payload: Any) -> Arrival:
    """A payload as it is."""
    content_type, body = wire(payload)
    return Arrival(kind_of(payload), payload, body, content_type)


def _plain(value: Any) -> bytes:
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode(errors="surrogatepass")


@st.composite
def arrivals(draw: st.DrawFn) -> Arrival:
    """A mangled payload, in a body that may be mangled too."""
    payload = draw(mangled())
    content_type, body = wire(payload)
    kind, is_signed = kind_of(payload), True
    match draw(st.integers(0, 30)):
        case 0:
            body = body[: draw(st.integers(0, len(body)))]
        case 1:
            content_type = draw(st.sampled_from(CONTENT_TYPES))
        case 2:
            at = draw(st.integers(0, len(body)))
            body = body[:at] + draw(st.binary(max_size=8)) + body[at:]
        case 3:
            body = body + b"&" + body
        case 4:
            content_type, body = FORM, urlencode({"payload": body}).encode()
        case 5:
            body = draw(st.sampled_from((b"[" * 100_000, b'{"a":' * 5_000, b"\x00", b"", b"null")))
        case 6:
            kind = draw(
                st.sampled_from(("unheard_of", "events_api", "interactive", "slash_commands"))
            )
        case 7:
            is_signed = False
    return Arrival(kind, payload, body, content_type, is_signed)
