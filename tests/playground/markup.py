"""HTML as a browser would build it, strictly: what is not closed is a mistake."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input"})


@dataclass
class Node:
    """One element; `words` are those directly in it and below it."""

    name: str
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    words: str = ""

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def get(self, attribute: str) -> str | None:
        return self.attributes.get(attribute)

    def all(self, *names: str, **attributes: str) -> list["Node"]:
        """Every element below, of these names and with these attributes (`_` for `-`)."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            node
            for node in self._below()
            if (not names or node.name in names)
            and all(node.get(key) == value for key, value in wanted.items())
        ]

    def one(self, *names: str, **attributes: str) -> "Node":
        (node,) = self.all(*names, **attributes)
        return node

    def _below(self) -> Iterator["Node"]:
        for child in self.children:
            yield child
            yield from child._below()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"<{tag}> says something twice"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag == "br":
            self.handle_data("\n")
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for node in self.open:
            node.words += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")


def tree(html: str) -> Node:
    """Return what the HTML builds."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert [node.name for node in builder.open] == [""]
    return builder.open[0]
