"""Shows a message or a view as readable plain text of a given width, for a terminal."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from bot.playground.slack.controls import INTERACTIVE, words
from bot.playground.slack.errors import Json
from bot.playground.slack.messages import Message
from bot.playground.slack.plain import Names, emojis, glyph, plain
from bot.playground.slack.views import State, View

_INDENT = "  "
_MOST_OPTIONS = 6
_LONGEST_BAR = 20


def render_message(message: Message, *, names: Names, width: int = 80) -> str:
    """Return a message: who and when, its content, marks and reactions."""
    seconds = float(message.ts)
    sender = names.members.get(message.user, message.user)
    head = f"{sender}  {names.local(seconds):%-H:%M}"
    if message.is_ephemeral:
        head += "  · only visible to you"
    if message.is_edited:
        head += "  (edited)"
    lines = [head]
    inner = width - len(_INDENT)
    if message.blocks:
        lines += _indented(render_blocks(message.blocks, names=names, width=inner))
    else:
        lines += _indented(_wrapped(plain(message.text, names=names), inner))
    lines += [f"{_INDENT}[file: {file.get('title') or file.get('name')}]" for file in message.files]
    if message.reactions:
        shown = (f"{glyph(each.name)} {len(each.users)}" for each in message.reactions)
        lines.append(_INDENT + "   ".join(shown))
    return "\n".join(lines)


def render_view(view: View, *, names: Names, width: int = 80) -> str:
    """Return a modal with its title and buttons, or a Home tab."""
    lines = render_blocks(view.blocks, names=names, width=width, state=view.state)
    for block_id, complaint in view.errors.items():
        label = next((each.label for each in view.controls if each.block_id == block_id), block_id)
        lines += _wrapped(f"! {label}: {complaint}", width)
    if view.type == "home":
        return "\n".join(lines)
    title = emojis(words(view.title))
    buttons = [f"[{words(view.close) or 'Cancel'}]"]
    if view.submit:
        buttons.append(f"[{emojis(words(view.submit))}]")
    top = f"┌─ {title} ".ljust(width, "─")
    return "\n".join([top, *lines, " ".join(buttons), "└".ljust(width, "─")])


def render_blocks(
    blocks: Iterable[Json], *, names: Names, width: int, state: State | None = None
) -> list[str]:
    """Return the lines of some blocks."""
    lines: list[str] = []
    for block in blocks:
        typed = (state or {}).get(str(block.get("block_id", "")), {})
        lines += _block(block, names, width, typed)
    return lines


def _block(block: Json, names: Names, width: int, typed: dict[str, Json]) -> list[str]:
    kind = block.get("type")
    if kind == "divider":
        return ["─" * width]
    if kind == "header":
        return ["", *_wrapped(emojis(words(block.get("text"))).upper(), width)]
    if kind == "actions":
        shown = [_control(each, typed) for each in block.get("elements", ())]
        return _wrapped("  ".join(shown), width, glue=True)
    if kind == "input":
        return _input(block, width, typed)
    if kind == "image":
        title = words(block.get("title"))
        return _wrapped(f"[image: {title or block.get('alt_text', '')}]", width)
    if kind == "table":
        return _table(block, names, width)
    if kind == "data_visualization":
        return _chart(block.get("chart") or block)
    return _wrapped(_prose(block, names, typed), width)


def _prose(block: Json, names: Names, typed: dict[str, Json]) -> str:
    kind = block.get("type")
    if kind == "context":
        return "  ".join(_text(each, names) for each in block.get("elements", ()))
    if kind == "rich_text":
        return "\n".join(_rich(each, names) for each in block.get("elements", ()))
    if kind == "markdown":
        return emojis(str(block.get("text", ""))).replace("**", "")
    parts = [_text(block.get("text"), names)]
    parts += [_text(each, names) for each in block.get("fields", ())]
    if accessory := block.get("accessory"):
        shown = _text(accessory, names) if accessory.get("type") == "image" else None
        parts.append(shown or _control(accessory, typed))
    return "\n".join(part for part in parts if part)


def _text(thing: Any, names: Names) -> str:
    if not isinstance(thing, dict):
        return ""
    if thing.get("type") == "image":
        return f"[image: {thing.get('alt_text', '')}]"
    if thing.get("type") == "mrkdwn":
        return plain(words(thing), names=names)
    return emojis(words(thing))


def _rich(element: Json, names: Names) -> str:
    kind = element.get("type", "")
    if kind == "rich_text_list":
        return "\n".join(f"• {_rich(each, names)}" for each in element.get("elements", ()))
    if kind.startswith("rich_text"):
        return "".join(_rich(each, names) for each in element.get("elements", ()))
    if kind == "user":
        return "@" + names.members.get(element["user_id"], element["user_id"])
    if kind == "channel":
        return "#" + names.channels.get(element["channel_id"], element["channel_id"])
    if kind == "emoji":
        return glyph(str(element.get("name")))
    if kind == "link":
        return str(element.get("text") or element.get("url", ""))
    return str(element.get("text", ""))


def _control(element: Json, typed: dict[str, Json]) -> str:
    kind = element.get("type")
    if kind not in INTERACTIVE:
        return ""
    state = typed.get(str(element.get("action_id", "")), {})
    if kind == "button":
        return f"[{emojis(words(element.get('text')))}{' ↗' if element.get('url') else ''}]"
    if kind == "overflow":
        return f"[⋯ {_choices(element)}]"
    if kind in ("radio_buttons", "checkboxes"):
        return _boxes(element, state)
    chosen = _chosen(state)
    asked = words(element.get("placeholder"))
    if kind in ("static_select", "multi_static_select"):
        return f"[{chosen or asked or 'Choose'} ▾ {_choices(element)}]"
    if "select" in str(kind) or "picker" in str(kind):
        return f"[{chosen or asked or 'Choose'} ▾]"
    return f"[{chosen or asked or ' ' * 12}]"


def _choices(element: Json) -> str:
    groups = element.get("option_groups") or [element]
    options = [each for group in groups for each in group.get("options", ())]
    shown = [emojis(words(each.get("text"))) for each in options[:_MOST_OPTIONS]]
    return " | ".join([*shown, "…"] if len(options) > _MOST_OPTIONS else shown)


def _boxes(element: Json, state: Json) -> str:
    on, off = ("(•)", "( )") if element["type"] == "radio_buttons" else ("[x]", "[ ]")
    chosen = [state.get("selected_option"), *(state.get("selected_options") or ())]
    values = [each["value"] for each in chosen if each]
    return "  ".join(
        f"{on if each.get('value') in values else off} {emojis(words(each.get('text')))}"
        for each in element.get("options", ())
    )


def _chosen(state: Json) -> str:
    for key, value in state.items():
        if key == "type" or not value:
            continue
        if isinstance(value, dict):
            return emojis(words(value.get("text")))
        if isinstance(value, list):
            return ", ".join(
                words(each.get("text")) if isinstance(each, dict) else str(each) for each in value
            )
        return str(value)
    return ""


def _input(block: Json, width: int, typed: dict[str, Json]) -> list[str]:
    label = emojis(words(block.get("label")))
    optional = " (optional)" if block.get("optional") else ""
    lines = _wrapped(f"{label}{optional}: {_control(block['element'], typed)}", width)
    if hint := words(block.get("hint")):
        lines += _wrapped(_INDENT + emojis(hint), width)
    return lines


def _table(block: Json, names: Names, width: int) -> list[str]:
    rows = [[_cell(cell, names) for cell in row] for row in block.get("rows", ())]
    columns = max(map(len, rows), default=0)
    wide = [max(len(row[at]) for row in rows if at < len(row)) for at in range(columns)]
    lines = ["  ".join(cell.ljust(wide[at]) for at, cell in enumerate(row)) for row in rows]
    return [line.rstrip()[:width] for line in lines]


def _cell(cell: Json, names: Names) -> str:
    return _rich(cell, names) if cell.get("type") == "rich_text" else str(cell.get("text", ""))


def _chart(chart: Json) -> list[str]:
    lines = [str(chart.get("title", ""))]
    for series in chart.get("series") or [{"data": chart.get("segments") or []}]:
        points = series.get("data") or []
        largest = max((float(each.get("value", 0)) for each in points), default=0.0) or 1.0
        if series.get("name"):
            lines.append(f"{series['name']}:")
        longest = max((len(str(each.get("label", ""))) for each in points), default=0)
        for point in points:
            value = float(point.get("value", 0))
            bar = "▇" * round(value / largest * _LONGEST_BAR)
            lines.append(f"{_INDENT}{point.get('label', '')!s:<{longest}} {bar} {value:g}")
    return lines


def _wrapped(text: str, width: int, *, glue: bool = False) -> list[str]:
    lines: list[str] = []
    # Buttons must not be torn apart, so blanks inside brackets hold.
    text = _glued(text) if glue else text
    for line in text.split("\n"):
        hang = _INDENT if line.lstrip().startswith(("•", "- ")) else ""
        wrapped = textwrap.wrap(
            line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
        )
        lines += wrapped or [""]
    return [line.replace("\u00a0", " ") for line in lines]


def _glued(text: str) -> str:
    depth, result = 0, ""
    for sign in text:
        depth += (sign == "[") - (sign == "]")
        result += "\u00a0" if sign == " " and depth > 0 else sign
    # A menu may break between its entries.
    return result.replace("\u00a0|\u00a0", " |\u00a0")


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"{_INDENT}{line}".rstrip() for line in lines]
