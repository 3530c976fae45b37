"""Markdown: read as GitHub and pandoc read it, every text is text and every block what it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from bptip.pages.document import (
    Align,
    Block,
    Bullets,
    Citation,
    Column,
    Day,
    Document,
    Example,
    Facts,
    Heading,
    Line,
    Link,
    Notice,
    OutlookMark,
    Paragraph,
    References,
    Role,
    Row,
    Span,
    StatusMark,
    Table,
    Text,
    Timeline,
    paragraph,
    plain,
)
from bptip.plan.addresses import is_link
from bptip.plan.model import Status
from bptip.plan.vocabulary import day
from bptip.render.layout.canvas import Canvas
from bptip.render.markdown.page import draw
from bptip.render.visible import visible
from render.arbitrary_documents import documents, lines, pieces
from render.hostile_texts import HOSTILE, SAFE_ADDRESSES, UNSAFE_ADDRESSES, addresses, texts
from render.markdown_reading import (
    BARE_ADDRESS,
    Character,
    blocks_of_text,
    characters,
    shape,
    words,
)
from render.markdown_reading import addresses as linked_to
from render.markdown_reading import tokens as read
from render.specimen import ADDRESS, OBJECTIVES, SPECIMEN, inlines_of, lines_of

A_DAY: Final = next(part.date for part in inlines_of(SPECIMEN) if isinstance(part, Day))


def markdown(*blocks: Block, foot: Line = ()) -> str:
    return draw(Document(blocks, foot), Canvas()).decode()


def table(cell: Line, *, heading: bool = False, struck: bool = False) -> Table:
    """Returns two columns and two rows, with the cell among them."""
    columns = (Column("#"), Column("Title"))
    first = Row((cell, plain("beside")), heading=heading, struck=struck)
    return Table(columns, (first, Row((plain("below"), plain("last")))))


AFTER: Final = (paragraph(plain("after")),)

PLACES: Final[dict[str, Callable[[str], str]]] = {
    "title": lambda text: markdown(Heading(plain(text), level=1), *AFTER),
    "heading": lambda text: markdown(Heading(plain(text)), *AFTER),
    "aside": lambda text: markdown(Heading(plain("title"), aside=plain(text)), *AFTER),
    "paragraph": lambda text: markdown(paragraph(plain(text)), *AFTER),
    "second line": lambda text: markdown(Paragraph((plain("first"), plain(text))), *AFTER),
    "paragraph before a table": lambda text: markdown(paragraph(plain(text)), table(plain("cell"))),
    "paragraph after a table": lambda text: markdown(table(plain("cell")), paragraph(plain(text))),
    "notice": lambda text: markdown(Notice(plain(text)), *AFTER),
    "bullet": lambda text: markdown(Bullets((plain(text), plain("last"))), *AFTER),
    "numbered": lambda text: markdown(Bullets((plain("first"), plain(text)), numbered=True)),
    "label": lambda text: markdown(Facts(((text, (plain("said"),)),)), *AFTER),
    "fact": lambda text: markdown(Facts((("label", (plain(text), plain("said"))),)), *AFTER),
    "column title": lambda text: markdown(Table((Column(text), Column("b")), ())),
    "cell": lambda text: markdown(table(plain(text)), *AFTER),
    "cell of a heading": lambda text: markdown(table(plain(text), heading=True)),
    "struck cell": lambda text: markdown(table(plain(text), struck=True)),
    "status": lambda text: markdown(paragraph((StatusMark(Status.DELAYED, text),))),
    "strong": lambda text: markdown(paragraph((Text(text, Role.STRONG), Text(" after")))),
    "added": lambda text: markdown(paragraph((Text("before "), Text(text, Role.ADDED)))),
    "removed": lambda text: markdown(paragraph((Text(text, Role.REMOVED), Text(" after")))),
    "code": lambda text: markdown(paragraph((Text("paste "), Text(text, Role.CODE)))),
    "code in a cell": lambda text: markdown(table((Text(text, Role.CODE),))),
    "text before a link": lambda text: markdown(
        paragraph((Text(visible(text).strip()), Link("https://example.org", (Text("report"),))))
    ),
    "text of a link": lambda text: markdown(
        paragraph((Link("https://example.org", (Text(text),)),))
    ),
    "text of a link in a cell": lambda text: markdown(
        table((Link("https://example.org", (Text(text),)),))
    ),
    "unsafe address": lambda text: markdown(
        paragraph((Link("javascript:x " + text, (Text("report"),)),))
    ),
    "reference": lambda text: markdown(References((text, "last"))),
    "stretch": lambda text: markdown(
        Timeline(A_DAY, A_DAY, A_DAY, (Span(text, A_DAY, A_DAY, Status.DELAYED),))
    ),
    "foot": lambda text: markdown(paragraph(plain("last")), foot=plain(text)),
    "provenance": lambda text: markdown(
        paragraph(plain("last")), foot=(Text(f"bptip {text} names", Role.PROVENANCE),)
    ),
}
"""Every place of a page where people's own words stand."""

MARKER: Final = "harmless"

every_place = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)


def misread(place: Callable[[str], str], text: str) -> str | None:
    """Returns the source if a text in this place is read as anything other than text."""
    source = place(text)
    expected_shape, expected_text = harmless(place)
    expected_words = expected_text.replace(MARKER, visible(text).strip()).split()
    as_it_was = shape(source) == expected_shape and words(source) == expected_words
    return None if as_it_was else source


@cache
def harmless(place: Callable[[str], str]) -> tuple[list[str], str]:
    """Returns the shape and the text of a place with a harmless text in it."""
    source = place(MARKER)
    return shape(source), " ".join(words(source))


# Every text is text.


@every_place
def test_a_hostile_text_is_read_as_text(place: Callable[[str], str]) -> None:
    found = {name: misread(place, text) for name, text in HOSTILE.items()}
    assert {name: source for name, source in found.items() if source} == {}


@given(st.sampled_from(list(PLACES)), texts.map(str.strip).filter(bool))
@settings(max_examples=120)
def test_any_text_is_read_as_text_anywhere(name: str, text: str) -> None:
    assert misread(PLACES[name], text) is None


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_an_example_is_word_for_word(text: str) -> None:
    source = markdown(Example(text), *AFTER)
    assert shape(source) == shape(markdown(Example("x"), *AFTER))
    assert next(blocks_of_text(source)).split() == visible(text).split()


@given(texts)
@settings(max_examples=50)
def test_no_address_in_a_text_is_linked_to(text: str) -> None:
    """GitHub links to a bare address, wherever it is in a text."""
    assert not BARE_ADDRESS.search(PLACES["cell"](text))


# Marks.


MARKED: Final = {
    Role.STRONG: {"strong"},
    Role.EMPHASIS: {"em"},
    Role.STRONG_EMPHASIS: {"strong", "em"},
    Role.FIGURE: {"strong"},
    Role.ADDED: {"strong"},
    Role.WARNING: {"strong"},
    Role.ERROR: {"strong"},
    Role.REMOVED: {"struck"},
    Role.CODE: {"code"},
    Role.PROVENANCE: {"code"},
}


CODE_ROLES: Final = {role for role, marks in MARKED.items() if marks == {"code"}}


def expected_characters(line: Line, *around: str) -> Iterator[Character]:
    """Returns each character of a line, with the mark of its role and those around the line."""
    for part in line:
        assert isinstance(part, Text)
        marks = {*around, *MARKED.get(part.role, ())}
        for character in visible(part.text):
            if not character.isspace():
                yield Character(character, frozenset(marks))


texts_in_roles: Final = st.lists(pieces, min_size=1, max_size=5).map(tuple)

DIFF: Final[Line] = (
    Text("Workshops"),
    Text(",", Role.REMOVED),
    Text(" and"),
    Text(" (regional)", Role.ADDED),
    Text(" trainings"),
    Text(" in "),
    Text("Bali", Role.REMOVED),
    Text("Manila", Role.ADDED),
    Text("."),
)
"""A sentence as a comparison marks it: a mark may touch a word, a sign or another mark."""


@pytest.mark.parametrize(
    "line",
    [
        DIFF,
        (Text("a"), Text("(b)", Role.ADDED), Text("c")),
        (Text("a"), Text("b", Role.ADDED), Text("c")),
        (Text("a", Role.STRONG), Text("b", Role.ADDED)),
        (Text("a", Role.REMOVED), Text("b", Role.REMOVED)),
        (Text("a", Role.REMOVED), Text("b", Role.ADDED), Text("c", Role.REMOVED)),
        (Text("a", Role.CODE), Text("b", Role.CODE)),
        (Text("a"), Text("b", Role.EMPHASIS), Text("c")),
        (Text("a"), Text("(b)", Role.EMPHASIS), Text("c", Role.STRONG), Text("d")),
        (Text("a", Role.EMPHASIS), Text("b", Role.STRONG_EMPHASIS), Text("c", Role.STRONG)),
        (Text("a", Role.STRONG), Text("b", Role.EMPHASIS), Text("c", Role.STRONG_EMPHASIS)),
        (Text("a"), Text("_", Role.STRONG_EMPHASIS), Text("b")),
        (Text("draft of ", Role.EMPHASIS), Text("June", Role.STRONG_EMPHASIS)),
        (Text("a"), Text("`", Role.CODE), Text("b")),
        (Text(" a ", Role.STRONG), Text("b")),
        (Text(" ", Role.REMOVED), Text("b", Role.ADDED)),
        (Text("", Role.CODE), Text("b")),
        (Text("a"), Text("\n"), Text("b", Role.STRONG)),
        (Text("&", Role.PLAIN), Text("amp;", Role.MUTED)),
        (Text("https"), Text("://a.b")),
    ],
    ids=lambda line: "|".join(part.text for part in line),
)
def test_marks_hold_what_they_should(line: Line) -> None:
    source = markdown(paragraph(line))
    assert characters(source) == list(expected_characters(line)), source


@given(texts_in_roles)
@settings(max_examples=100)
def test_any_marks_hold_what_they_should(line: Line) -> None:
    source = markdown(paragraph(line))
    assert characters(source) == list(expected_characters(line)), source


@given(texts_in_roles)
@settings(max_examples=60)
def test_marks_in_a_link_hold_what_they_should(line: Line) -> None:
    told = tuple(part for part in line if isinstance(part, Text))
    source = markdown(paragraph((Text("a"), Link(ADDRESS, told), Text("b"))))
    expected = list(expected_characters(told, "link")) or [
        Character(each, frozenset({"link"})) for each in ADDRESS
    ]
    a, b = (Character(each, frozenset()) for each in "ab")
    assert characters(source) == [a, *expected, b], source


@given(texts_in_roles, st.sampled_from(["strong", "struck"]))
@settings(max_examples=80)
def test_marks_of_a_row_hold_each_cell(line: Line, mark: str) -> None:
    """A row's mark goes around what marks there are in its cells."""
    row = table(line, heading=mark == "strong", struck=mark == "struck")
    source = markdown(row)
    beside = expected_characters((*line, Text("beside")), mark)
    expected = [*expected_characters(plain("#Title")), *beside]
    expected += expected_characters(plain("belowlast"))
    assert characters(source) == expected, source


@given(texts_in_roles.filter(lambda line: not CODE_ROLES & {part.role for part in line}))
@settings(max_examples=50)
def test_no_more_than_two_tildes_stand_together(line: Line) -> None:
    """Three are a fence, or no mark at all."""
    assert not re.search(r"(?<!\\)~~~", markdown(table(line, struck=True)))


@pytest.mark.parametrize("words", [("a", "b"), ("a\n", "b"), ("a", "\tb"), ("a", "\n", "b")])
def test_an_end_of_line_parts_words(words: tuple[str, ...]) -> None:
    line = tuple(Text(word) for word in words)
    (told,) = blocks_of_text(markdown(paragraph(line)))
    assert told.split() == "".join(words).split()


# Links.


@pytest.mark.parametrize("address", SAFE_ADDRESSES)
@pytest.mark.parametrize("text", ["", "the report"])
def test_a_safe_address_is_linked_to(address: str, text: str) -> None:
    """The link leads to the address; what it shows is its text, else the address itself."""
    source = markdown(paragraph((Link(address, (Text(text),)), Text(" after"))))
    assert [unquote(each) for each in linked_to(source)] == [unquote(visible(address))]
    assert words(source) == f"{text or visible(address)} after".split()


@pytest.mark.parametrize(
    "address",
    [
        "mailto:secretariat@example.org",
        "https://user@example.org/@name",
        "https://example.org/a,b;c=d!e'f+g~h-i.j_k",
    ],
)
def test_signs_with_a_meaning_in_addresses_stay(address: str) -> None:
    """Percent signs in the place of these make another address of it."""
    assert f"]({address})" in markdown(paragraph((Link(address, (Text("x"),)),)))


@pytest.mark.parametrize("address", UNSAFE_ADDRESSES)
def test_an_unsafe_address_is_text(address: str) -> None:
    source = markdown(paragraph((Link(address, (Text("the report"),)),)))
    assert linked_to(source) == []
    assert words(source) == f"the report {visible(address)}".split()


@given(addresses, texts.filter(lambda text: visible(text).strip()))
@settings(max_examples=80)
def test_only_web_and_mail_addresses_are_linked_to(address: str, text: str) -> None:
    source = markdown(paragraph((Link(address, (Text(text),)),)))
    assert len(linked_to(source)) == is_link(address)
    for each in linked_to(source):
        assert each.lower().startswith(("http://", "https://", "mailto:"))


# Pages.


class Page(SingleFileSnapshotExtension):
    """A page as a file of its own, to be looked at."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


def test_specimen(snapshot: SnapshotAssertion) -> None:
    assert draw(SPECIMEN, Canvas()).decode() == snapshot(extension_class=Page)


@pytest.mark.parametrize(
    "canvas", [Canvas(40), Canvas(colour=True), Canvas(encoding="ascii"), Canvas(old=True)]
)
def test_a_file_is_the_same_wherever_it_is_made(canvas: Canvas) -> None:
    assert draw(SPECIMEN, canvas) == draw(SPECIMEN, Canvas())


def test_every_word_of_the_specimen_is_there() -> None:
    """Links aside: there the text stands for the address."""
    told = " ".join(words(draw(SPECIMEN, Canvas()).decode()))
    for line in lines_of(SPECIMEN):
        for part in line:
            match part:
                case Text(text) | StatusMark(_, text) | OutlookMark(_, text):
                    assert all(word in told for word in text.split())
                case Day(date):
                    assert day(date) in told
                case Citation(number):
                    assert f"[{number}]" in told


@given(documents)
@settings(max_examples=50)
def test_no_page_has_html_or_images(document: Document) -> None:
    source = draw(document, Canvas()).decode()
    kinds = {token.type for token in read(source)}
    assert kinds.isdisjoint({"html_block", "html_inline", "image", "code_block"})
    for each in linked_to(source):
        assert each.lower().startswith(("http://", "https://", "mailto:"))


OPENS: Final = {
    Heading: "heading_open",
    Paragraph: "paragraph_open",
    Notice: "blockquote_open",
    Facts: "bullet_list_open",
    Table: "table_open",
    Timeline: "bullet_list_open",
    References: "ordered_list_open",
    Example: "fence",
}


def opens(block: Block) -> str:
    """Returns the token that a block begins with."""
    if isinstance(block, Bullets):
        return "ordered_list_open" if block.numbered else "bullet_list_open"
    return OPENS[type(block)]


def outermost(source: str) -> list[str]:
    """Returns what the blocks of a page begin with."""
    return [
        token.type
        for token in read(source)
        if token.level == 0 and token.nesting >= 0 and token.block
    ]


WORDED: Final = lines.map(lambda line: (Text("word "), *line))

worded_blocks: Final[st.SearchStrategy[Block]] = st.one_of(
    st.builds(Heading, WORDED, st.integers(1, 6), st.just(())),
    st.builds(Paragraph, st.lists(WORDED, min_size=1, max_size=3).map(tuple)),
    st.builds(Notice, WORDED),
    st.builds(
        Bullets,
        st.lists(WORDED, min_size=1, max_size=3).map(tuple),
        st.booleans(),
        st.integers(1, 9),
    ),
    st.builds(
        Facts, st.lists(st.tuples(st.just("label"), st.tuples(WORDED)), min_size=1).map(tuple)
    ),
    st.builds(References, st.lists(addresses, min_size=1, max_size=3).map(tuple)),
    WORDED.map(table),
    st.builds(Example, texts),
)


@given(st.lists(worded_blocks, min_size=1, max_size=4))
@settings(max_examples=80)
def test_each_block_is_one_block(blocks: list[Block]) -> None:
    """Two lists in a row are two lists."""
    assert outermost(markdown(*blocks)) == [opens(block) for block in blocks]


@pytest.mark.parametrize("numbered", [False, True])
def test_lists_in_a_row_stay_apart(numbered: bool) -> None:
    one = Bullets((plain("a"), plain("b")), numbered)
    kind = "ordered_list_open" if numbered else "bullet_list_open"
    assert outermost(markdown(one, one)) == [kind] * 2


def test_references_after_a_numbered_list_begin_with_1() -> None:
    """The page's citations are by these numbers."""
    source = markdown(Bullets((plain("a"),), numbered=True), References(("https://a.b",)))
    lists = [token for token in read(source) if token.type == "ordered_list_open"]
    assert [token.attrGet("start") or 1 for token in lists] == [1, 1]


# Tables.


def cells_by_row(source: str) -> list[int]:
    """Returns how many cells each row of the page's tables has."""
    counts: list[int] = []
    for token in read(source):
        if token.type == "tr_open":
            counts.append(0)
        elif token.type in ("th_open", "td_open"):
            counts[-1] += 1
    return counts


@given(documents)
@settings(max_examples=40)
def test_every_row_has_all_columns(document: Document) -> None:
    source = draw(document, Canvas()).decode()
    expected = [
        sum(not column.visual for column in block.columns)
        for block in document.blocks
        if isinstance(block, Table)
        for _ in range(len(block.rows) + 1)
    ]
    assert cells_by_row(source) == expected


def test_columns_that_only_draw_are_left_out() -> None:
    assert "Activities" not in markdown(OBJECTIVES)


def rule_of(*cells: str, align: Align = Align.LEFT) -> list[str]:
    """Returns the dashes of a table with a row of these cells."""
    columns = tuple(Column("a", align) for _ in cells)
    source = markdown(Table(columns, (Row(tuple(map(plain, cells))),)))
    return re.findall("[-:]+", source.splitlines()[1])


def test_dashes_are_in_proportion_to_what_columns_hold() -> None:
    """One for a digit and two for the gap beside it, as pandoc shares its page by them."""
    assert rule_of("1", "1" * 10, "1" * 20) == ["-" * n for n in (4, 12, 22)]


def test_a_column_of_figures_stands_at_the_right() -> None:
    """Its colon counts as a dash."""
    assert rule_of("12345", align=Align.RIGHT) == ["------:"]


def test_rows_that_are_headings_or_struck_say_so() -> None:
    source = markdown(table(plain("a"), heading=True))
    assert "| **a** | **beside** |" in source
    assert "| ~~a~~ | ~~beside~~ |" in markdown(table(plain("a"), struck=True))
