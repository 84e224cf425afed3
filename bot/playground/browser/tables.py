"""Draws tables, and charts as tables with bars."""

from markupsafe import Markup

from bot.playground.browser.reader import Reader
from bot.playground.browser.rich_text import rich_text
from bot.playground.browser.tags import joined, tag, unsupported_word
from bot.playground.slack.errors import Json

_LONGEST_BAR = 200


def table(block: Json, *, reader: Reader) -> Markup:
    """Return a table; its first row names the columns."""
    settings = block.get("column_settings") or ()
    aligned = [str((each or {}).get("align") or "left") for each in settings]
    rows = [
        tag("tr", *(_cell(cell, at, place, aligned, reader) for at, cell in enumerate(row)))
        for place, row in enumerate(block.get("rows") or ())
    ]
    caption = tag("caption", block["caption"]) if block.get("caption") else None
    inside = tag("table", caption, tag("thead", *rows[:1]), tag("tbody", *rows[1:]))
    # Whoever has only a keyboard must reach what lies beyond the edge.
    name = block.get("caption") or "Table"
    return tag("div", inside, class_="block table", tabindex="0", role="region", aria_label=name)


def _cell(cell: Json, at: int, row: int, aligned: list[str], reader: Reader) -> Markup:
    kind = cell.get("type")
    if kind == "rich_text":
        inside = rich_text(cell, reader=reader)
    elif kind in ("raw_text", "raw_number"):
        inside = joined(cell["text"] if cell.get("text") is not None else cell.get("value"))
    else:
        inside = unsupported_word(kind)
    align = aligned[at] if at < len(aligned) else ("right" if kind == "raw_number" else "left")
    if row == 0:
        return tag("th", inside, scope="col", class_=align)
    return tag("td", inside, class_=align)


def chart(block: Json) -> Markup:
    """Return a chart: every figure in words, with a bar beside it."""
    drawn = block.get("chart") or block
    pie = [{"data": drawn.get("segments") or []}]
    series = joined(*(_series(each) for each in drawn.get("series") or pie))
    caption = tag("figcaption", drawn.get("title", ""))
    return tag("figure", caption, series, class_="block chart")


def _series(series: Json) -> Markup:
    points = series.get("data") or []
    values = [float(each.get("value") or 0) for each in points]
    largest = max((abs(value) for value in values), default=0.0) or 1.0
    rows = (
        tag(
            "tr",
            tag("th", point.get("label", ""), scope="row"),
            tag("td", _bar(abs(value) / largest)),
            tag("td", f"{value:g}", class_="right"),
        )
        for point, value in zip(points, values, strict=True)
    )
    caption = tag("caption", series["name"]) if series.get("name") else None
    return tag("table", caption, tag("tbody", *rows))


def _bar(share: float) -> Markup:
    bar = tag("rect", width=f"{share * _LONGEST_BAR:.0f}", height="12", rx="2")
    return tag("svg", bar, width=_LONGEST_BAR, height="12", class_="bar", aria_hidden="true")
