"""HTML as a browser reads it, in as far as we use it: a tree in which every element is closed."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

VOID: Final = frozenset({"meta", "br", "col"})


class Element:
    """An element with its attributes, and what it holds."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.holds: list[Element | str] = []

    @property
    def kinds(self) -> set[str]:
        """The names in its `class`."""
        return set(self.attributes.get("class", "").split())

    @property
    def words(self) -> list[str]:
        """The words in it that a reader sees."""
        return self.text.split()

    @property
    def text(self) -> str:
        """The text in it that a reader sees; a line break and an element's edge are blanks."""
        if "unseen" in self.kinds or self.name in ("style", "title", "svg"):
            return ""
        inner = (each if isinstance(each, str) else each.text for each in self.holds)
        blank = "" if self.name in INLINE else " "
        return blank + "".join(inner) + blank

    def all(self, *names: str) -> Iterator[Element]:
        """Yields the elements within it of these names, or every one, in the order of the page."""
        for each in self.holds:
            if isinstance(each, Element):
                if not names or each.name in names:
                    yield each
                yield from each.all(*names)

    def one(self, name: str) -> Element:
        """Returns the only element of a name within it."""
        (found,) = self.all(name)
        return found


INLINE: Final = frozenset(
    {"span", "a", "strong", "ins", "del", "s", "code", "time", "text", "path", "rect", "bdi"}
)


class _Reader(HTMLParser):
    """Builds the tree; an end that closes no beginning, or the wrong one, is a fault."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("#page", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), self.get_starttag_text()
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].holds.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        self.open[-1].holds.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def read(source: str) -> Element:
    """Returns the page as a tree."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    assert reader.open == [reader.root], reader.open[-1].name
    return reader.root


def table_of(element: Element) -> list[list[str]]:
    """Returns the words of each cell of a table, row by row, the head first."""
    return [
        [" ".join(cell.words) for cell in row.holds if isinstance(cell, Element)]
        for row in element.all("tr")
    ]
