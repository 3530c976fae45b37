"""Markdown through pandoc, which is how a report gets into Word: every text arrives as text."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise, product
from shutil import which
from subprocess import run
from typing import Final
from unicodedata import normalize
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from bptip.pages.document import (
    Align,
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    Link,
    Role,
    Row,
    Table,
    Text,
    paragraph,
    plain,
)
from bptip.render.layout.canvas import Canvas
from bptip.render.markdown.page import draw
from bptip.render.visible import visible
from render.hostile_texts import HOSTILE
from render.isolates import without_isolates
from render.specimen import LONG_TITLE, NOTE, SPECIMEN

pytestmark = pytest.mark.skipif(not which("pandoc"), reason="needs pandoc")

FLAVOURS: Final = ("gfm", "markdown")

TYPOGRAPHIC: Final = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "---", "–": "--", "…": "..."}
"""The signs that pandoc's own Markdown makes of straight ones; it changes no word."""


def pandoc(source: bytes, flavour: str, to: str) -> bytes:
    """Returns a source as pandoc turns it over; raises where pandoc does."""
    command = ["pandoc", "--from", flavour, "--to", to, "--output", "-"]
    return run(command, input=source, capture_output=True, check=True).stdout


def straight(text: str) -> list[str]:
    """Returns the words of a text, with straight signs, and letters with their accents in one."""
    for sign, plain_sign in TYPOGRAPHIC.items():
        text = text.replace(sign, plain_sign)
    return normalize("NFC", text).split()


class Section(HTMLParser):
    """A stretch of HTML: its text, and how often each tag stands there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.tags[tag] += tag not in ("col", "colgroup")
        self.text += " " if tag in ("p", "li", "th", "td", "br", "dt", "dd") else ""

    def handle_data(self, data: str) -> None:
        self.text += data


def around(text: str) -> tuple[Block, ...]:
    """Returns a text in the places that a report has most of."""
    table = Table((Column("Title"), Column("Next")), (Row((plain(text), plain("beside"))),))
    return (
        paragraph(plain(text)),
        table,
        paragraph(plain(text)),
        Bullets((plain(text), (Link("https://example.org", (Text(text),)),))),
        Facts((("Label", (plain(text),)),)),
    )


CASES: Final = {"harmless": "harmless", **HOSTILE}


@cache
def sections(flavour: str) -> dict[str, Section]:
    """Returns all cases in one document, turned into HTML at once, and taken apart again."""
    blocks = [
        block
        for name, text in CASES.items()
        for block in (Heading(plain(name)), *around(text), Heading(plain("end")))
    ]
    html = pandoc(draw(Document(tuple(blocks)), Canvas()), flavour, "html").decode()
    return {
        name: Section(found[1])
        for name in CASES
        if (found := re.search(rf">{re.escape(name)}</h2>(.*?)<h2[^>]*>end<", html, re.DOTALL))
    }


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("name", CASES)
def test_a_text_arrives_as_text(name: str, flavour: str) -> None:
    found, harmless = sections(flavour)[name], sections(flavour)["harmless"]
    expected = harmless.text.replace("harmless", visible(CASES[name]).strip())
    assert straight(without_isolates(found.text)) == straight(expected)
    assert found.tags == harmless.tags


MARKED: Final = {
    Role.PLAIN: set(),
    Role.STRONG: {"strong"},
    Role.EMPHASIS: {"em"},
    Role.STRONG_EMPHASIS: {"strong", "em"},
}
BEHIND: Final = {(strong, Role.EMPHASIS) for strong in (Role.STRONG, Role.STRONG_EMPHASIS)}
"""Marks that pandoc's own Markdown cannot write within a word: emphasis after a strong text."""

TOUCHING: Final = tuple(
    roles for roles in product(MARKED, repeat=3) if BEHIND.isdisjoint(pairwise(roles))
)
"""The roles of three texts that touch."""


class Marked(HTMLParser):
    """The letters of a stretch of HTML, each with the marks around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.standing: list[str] = []
        self.letters: list[tuple[str, set[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.standing.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.standing.remove(tag)

    def handle_data(self, data: str) -> None:
        marks = {"strong", "em"}.intersection(self.standing)
        self.letters += [(each, marks) for each in data if each.isalnum()]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_emphasis_arrives_whatever_it_touches(flavour: str) -> None:
    """In a paragraph, in a link, and beside signs."""
    told = [tuple(map(Text, "abc", roles)) for roles in TOUCHING]
    signs = [tuple(map(Text, ("(a", "b", "c)"), roles)) for roles in TOUCHING]
    in_links = [Link("https://example.org", each) for each in told]
    blocks = [
        *map(paragraph, told),
        *map(paragraph, signs),
        *(paragraph((each,)) for each in in_links),
    ]
    found = Marked(pandoc(draw(Document(tuple(blocks)), Canvas()), flavour, "html").decode())
    expected = [(letter, MARKED[role]) for roles in 3 * TOUCHING
                for letter, role in zip("abc", roles, strict=True)]  # fmt: skip
    assert found.letters == expected


def words_of_docx(docx: bytes) -> str:
    """Returns the text of a Word file."""
    with ZipFile(BytesIO(docx)) as parts:
        document = ET.fromstring(parts.read("word/document.xml"))
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return " ".join(
        "".join(text.text or "" for text in paragraph.iter(f"{name}t"))
        for paragraph in document.iter(f"{name}p")
    )


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_word_has_the_report(flavour: str) -> None:
    blocks = tuple(block for text in CASES.values() for block in around(text))
    source = draw(Document((*SPECIMEN.blocks, *blocks)), Canvas())
    told = " ".join(straight(words_of_docx(pandoc(source, flavour, "docx"))))
    for text in (LONG_TITLE, NOTE, "Report of the meeting", "minutes/2025-12.docx"):
        assert " ".join(straight(text)) in told


def grid_of_docx(docx: bytes) -> list[int]:
    """Returns the widths of the columns of a Word file's first table."""
    with ZipFile(BytesIO(docx)) as parts:
        told = parts.read("word/document.xml").decode()
    first = told.partition("<w:tblGrid>")[2].partition("</w:tblGrid>")[0]
    return [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', first)]


def test_columns_in_word_are_as_wide_as_what_they_hold() -> None:
    """Once a row is longer than a line, pandoc's own Markdown shares the page as the dashes do."""
    columns = (Column("#"), Column("Title", wrapping=True), Column("Due", Align.RIGHT))
    table = Table(columns, (Row(tuple(map(plain, ("1.10", LONG_TITLE, "31 Dec 2026")))),))
    source = draw(Document((table,)), Canvas())
    grid = grid_of_docx(pandoc(source, "markdown", "docx"))
    dashes = [len(cell) for cell in re.findall("-[-:]+", source.decode().splitlines()[1])]
    assert [width / sum(grid) for width in grid] == [
        pytest.approx(width / sum(dashes), abs=0.01) for width in dashes
    ]
    assert dashes[1] > 2 * dashes[2] > 2 * dashes[0]
    assert len(set(grid_of_docx(pandoc(source, "gfm", "docx")))) == 1  # as it knows no widths
