"""The terminal page: it fits, its words are all there, and nothing in a text can act."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from typing import Final, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text as RichText
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from bptip.pages.document import (
    ALWAYS,
    Align,
    Block,
    Citation,
    Column,
    Day,
    Document,
    Facts,
    Heading,
    Inline,
    Line,
    Link,
    OutlookMark,
    Paragraph,
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
from bptip.plan.model import Outlook, Status
from bptip.plan.vocabulary import SEGMENT, day
from bptip.render.layout.canvas import Canvas
from bptip.render.terminal.breaking import width_of, wrapped_lines
from bptip.render.terminal.page import draw
from bptip.render.theme import BAR_SIGNS, OUTLOOK_SIGNS, STATUS_SIGNS
from bptip.render.visible import visible
from render.arbitrary_documents import documents
from render.hostile_texts import ACTING, HOSTILE, SAFE_ADDRESSES, UNSAFE_ADDRESSES
from render.isolates import without_isolates
from render.specimen import LONG_TITLE, NOTE, ROLES, SPECIMEN, inlines_of, lines_of

PIPED: Final = Canvas()

WIDTHS: Final = (40, 60, 80, 100, 140)
ENCODINGS: Final = ("utf-8", "cp1252", "cp437", "ascii")

CANVASES: Final = [
    Canvas(width, colour, encoding, old=old)
    for width in WIDTHS
    for encoding in ENCODINGS
    for colour, old in ((False, False), (True, False), (False, True))
]

SGR: Final = re.compile(r"\x1b\[[0-9;]*m")
"""A colour code."""

OSC_8: Final = re.compile(r"\x1b\]8;(?:id=[0-9-]+)?;[^\x00-\x20\x7f-\x9f]*\x1b\\")
"""The beginning or the end of a link."""

CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""A character that acts, line feed aside; a tab is one, as nobody knows how wide it is."""


def bare(coded: str) -> str:
    """Returns a page without colour codes and links, and without blanks at its line ends."""
    return re.sub(r" +$", "", OSC_8.sub("", SGR.sub("", coded)), flags=re.MULTILINE)


def drawn(document: Document, canvas: Canvas = PIPED) -> str:
    """Returns a page as a reader sees it."""
    return without_isolates(bare(draw(document, canvas).decode(canvas.encoding)))


@cache
def specimen(canvas: Canvas) -> str:
    """Returns the specimen as a reader sees it."""
    return drawn(SPECIMEN, canvas)


def page(*blocks: Block) -> Document:
    return Document(blocks)


def words_of(line: Line) -> list[str]:
    """Returns the words that a reader finds where a line stands."""
    told: list[str] = []
    for part in line:
        match part:
            case Text(text) | StatusMark(_, text) | OutlookMark(_, text):
                told += text.split()
            case Link(address):
                told += [*part.text.split(), address]
            case Day(value):
                told += day(value).split()
            case Citation(number):
                told.append(f"[{number}]")
            case _:
                pass
    return told


def name(canvas: Canvas) -> str:
    kind = "old" if canvas.old else "colour" if canvas.colour else "plain"
    return f"{canvas.width}-{canvas.encoding}-{kind}"


every_canvas = pytest.mark.parametrize("canvas", CANVASES, ids=name)
some_canvas = st.sampled_from(CANVASES)


# The specimen.


def test_the_specimen_uses_everything_there_is() -> None:
    assert {type(block) for block in SPECIMEN.blocks} == set(get_args(Block))
    parts = list(inlines_of(SPECIMEN))
    assert {type(part) for part in parts} == set(get_args(Inline))
    assert {part.role for part in parts if isinstance(part, Text)} == set(Role)
    assert {part.status for part in parts if isinstance(part, StatusMark)} == set(Status)


class Page(SingleFileSnapshotExtension):
    """A page as a file of its own, to be looked at."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.mark.parametrize(
    "canvas",
    [
        Canvas(40),
        Canvas(80),
        Canvas(140),
        Canvas(100, colour=True),
        Canvas(80, encoding="cp437"),
        Canvas(80, encoding="ascii"),
    ],
    ids=name,
)
def test_specimen(canvas: Canvas, snapshot: SnapshotAssertion) -> None:
    """Escape is shown as ␛, and a link's number, which Rich draws by lot, as 0."""
    shown = draw(SPECIMEN, canvas).decode(canvas.encoding)
    seen = re.sub(r"(?<=\]8;id=)[0-9-]+", "0", shown).replace("\x1b", "␛")
    assert seen == snapshot(extension_class=Page)


@every_canvas
def test_no_line_is_wider_than_the_canvas(canvas: Canvas) -> None:
    for line in specimen(canvas).splitlines():
        assert cell_len(line) <= canvas.width


def test_no_line_ends_in_blanks() -> None:
    assert b" \n" not in draw(SPECIMEN, PIPED)


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_every_word_is_still_there(width: int, colour: bool) -> None:
    """Words that fold for lack of width (an address) are looked for without line ends."""
    shown = specimen(Canvas(width, colour))
    unfolded = re.sub(r"\s+", "", shown)
    wanted = [word for line in lines_of(SPECIMEN) for word in words_of(line)]
    assert [word for word in wanted if word not in shown and word not in unfolded] == []


@pytest.mark.parametrize("width", WIDTHS)
def test_colours_change_no_word(width: int) -> None:
    """Where nothing is marked as added, removed or struck: this is said without colours too."""
    tables = [block for block in SPECIMEN.blocks if isinstance(block, Table)]
    standing = [
        each._replace(rows=tuple(row for row in each.rows if not row.struck)) for each in tables
    ]
    others = [block for block in SPECIMEN.blocks if not isinstance(block, Table)]
    unmarked = page(*standing, *(block for block in others if block != paragraph(ROLES)))
    assert drawn(unmarked, Canvas(width, colour=True)) == drawn(unmarked, Canvas(width))


def test_a_wide_page_has_every_column() -> None:
    shown = specimen(Canvas(200))
    table = next(block for block in SPECIMEN.blocks if isinstance(block, Table))
    assert [column.title for column in table.columns if column.title not in shown] == []


# Encodings.


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_an_encoding_lacks_is_replaced_by_what_it_has(encoding: str) -> None:
    """A letter keeps at least its base; only a sign without any stand-in becomes "?"."""
    shown = drawn(paragraph_of("é ü ï ç – “x” … → Ł"), Canvas(encoding=encoding))
    expected = {
        "utf-8": "é ü ï ç – “x” … → Ł",
        "cp1252": "é ü ï ç – “x” … > ?",
        "cp437": 'é ü ï ç - "x" ~ > ?',
        "ascii": 'e u i c - "x" ~ > ?',
    }
    assert shown == expected[encoding] + "\n"


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        pytest.param("Co\u0302te", "cp1252", "Côte", id="an accent typed apart"),
        pytest.param("Co\u0302te", "ascii", "Cote", id="no accents at all"),
        pytest.param("Việt Nam", "cp1252", "Viêt Nam", id="one of two accents"),
        pytest.param("Việt", "cp1258", "Việt", id="accents apart, in Vietnam's code page"),
        pytest.param("Timor‑Leste", "cp1252", "Timor-Leste", id="a no-break hyphen"),
        pytest.param("½ of it", "ascii", "1/2 of it", id="a fraction is not twelve"),
        pytest.param("ที่นี่", "cp1252", "??", id="a mark is not a letter of its own"),
        pytest.param("ที่นี่", "cp874", "ที่นี่", id="Thailand's code page"),
        pytest.param("한국", "ascii", "??", id="one sign for a syllable"),
    ],
)
def test_a_code_page_gets_letters_before_accents(text: str, encoding: str, shown: str) -> None:
    drawn_text = drawn(paragraph_of(text), Canvas(encoding=encoding))
    assert unicodedata.normalize("NFC", drawn_text) == shown + "\n"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_old_console_gets_ascii(width: int, encoding: str) -> None:
    assert draw(SPECIMEN, Canvas(width, encoding=encoding, old=True)).isascii()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_stand_in_takes_the_place_of_what_it_stands_for(width: int) -> None:
    """Columns are laid out alike whatever the encoding, where every sign has one cell."""
    tables = page(*(block for block in SPECIMEN.blocks if isinstance(block, Table)))
    full = drawn(tables, Canvas(width)).splitlines()
    poor = drawn(tables, Canvas(width, encoding="ascii")).splitlines()
    assert [cell_len(line) for line in poor] == [cell_len(line) for line in full]


def paragraph_of(text: str) -> Document:
    return page(paragraph(plain(text)))


# Nothing acts.


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("text", ACTING.values(), ids=ACTING)
def test_a_text_that_acts_is_shown(text: str, colour: bool) -> None:
    assert not CONTROL.search(drawn(paragraph_of(text), Canvas(200, colour)))


@pytest.mark.parametrize("canvas", [Canvas(), Canvas(40, colour=True)], ids=name)
@given(document=documents)
@settings(max_examples=40)
def test_no_text_anywhere_can_act(canvas: Canvas, document: Document) -> None:
    """There is no control character but line feeds, and in colour Rich's own codes."""
    raw = draw(document, canvas).decode(canvas.encoding)
    if not canvas.colour:
        assert "\x1b" not in raw
    assert not CONTROL.search(bare(raw))


@given(document=documents, canvas=some_canvas)
@settings(max_examples=60)
def test_any_page_fits_any_canvas(document: Document, canvas: Canvas) -> None:
    for line in drawn(document, canvas).splitlines():
        assert cell_len(line) <= canvas.width, line


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_reads_as_it_was_written(text: str) -> None:
    """Rich's markup, emoji codes and all: a text is what it says, made visible."""
    shown = drawn(paragraph_of(text), Canvas(200))
    assert shown.split() == visible(text).split()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_cell_reads_as_it_was_written(text: str) -> None:
    table = Table((Column("Title"), Column("#")), (Row((plain(text), plain("1"))),))
    shown = drawn(page(table), Canvas(200)).splitlines()
    assert " ".join(shown[2:]).split() == [*visible(text).split(), "1"]


# Links.


@pytest.mark.parametrize("address", SAFE_ADDRESSES)
def test_a_safe_address_is_linked_to_and_shown(address: str) -> None:
    raw = draw(
        page(paragraph((Link(address, (Text("the report"),)),))), Canvas(200, colour=True)
    ).decode()
    assert f";{visible(address)}\x1b\\" in raw
    assert bare(raw) == f"the report {visible(address)}\n"


@pytest.mark.parametrize("address", UNSAFE_ADDRESSES)
def test_an_unsafe_address_is_shown_and_not_linked_to(address: str) -> None:
    raw = draw(
        page(paragraph((Link(address, (Text("the report"),)),))), Canvas(200, colour=True)
    ).decode()
    assert "\x1b]8" not in raw
    assert bare(raw).split() == f"the report {visible(address)}".split()


# Tables.


def figures_table(*priorities: int) -> Table:
    """Returns a table whose column n holds the figures n001, n002, … of ten letters each."""
    columns = tuple(Column(f"Column {n}", priority=p) for n, p in enumerate(priorities))
    rows = tuple(
        Row(tuple(plain(f"figure{n}.{row:02}") for n, _ in enumerate(priorities)))
        for row in range(3)
    )
    return Table(columns, rows)


@pytest.mark.parametrize(
    ("width", "standing"), [(80, "012345"), (60, "01245"), (50, "0124"), (40, "012"), (30, "02")]
)
def test_columns_step_aside_by_priority(width: int, standing: str) -> None:
    """Each takes 10 cells and a gap of 2; those of priority 0 never go, 9 goes before 4, 3, 1."""
    table = figures_table(0, 1, 0, 9, 3, 4)
    shown = drawn(page(table), Canvas(width))
    assert re.findall(r"Column (\d)", shown.splitlines()[0]) == list(standing)
    for row in range(3):
        for column in standing:
            assert f"figure{column}.{row:02}" in shown


def test_no_column_that_always_stands_is_lost() -> None:
    table = figures_table(*[ALWAYS] * 6)
    shown = drawn(page(table), Canvas(40))
    for column in range(6):
        assert str(column) in shown
    assert max(map(cell_len, shown.splitlines())) <= 40


FIGURES: Final = st.text("0123456789,.% ", min_size=1, max_size=12).map(str.strip)


@given(
    figures=st.lists(st.tuples(FIGURES, FIGURES, FIGURES, FIGURES), min_size=1, max_size=4),
    title=st.lists(st.text("abcdefg", min_size=1, max_size=8), min_size=1, max_size=20),
    priorities=st.tuples(*[st.integers(0, 3)] * 4),
    aligns=st.tuples(*[st.sampled_from(Align)] * 4),
    titled=st.booleans(),
    width=st.sampled_from((64, 80, 120)),
)
@settings(max_examples=60)
def test_no_figure_is_cut(
    figures: list[tuple[str, str, str, str]],
    title: list[str],
    priorities: tuple[int, int, int, int],
    aligns: tuple[Align, Align, Align, Align],
    titled: bool,
    width: int,
) -> None:
    """Four columns of up to 12 cells beside a title: those that stand show each figure whole."""
    columns = [Column(f"C{n}", aligns[n], priorities[n]) for n in range(4)]
    columns.insert(1, Column("Title", wrapping=True))
    rows = [Row((plain(a), plain(" ".join(title)), *map(plain, rest))) for a, *rest in figures]
    lines = drawn(page(Table(tuple(columns), tuple(rows), titled)), Canvas(width)).splitlines()
    shown = "\n".join(lines)
    for row in figures:
        for column, figure in enumerate(row):
            if priorities[column] == ALWAYS:
                assert figure in shown
    assert all(word in shown for word in title)


def test_on_a_page_too_narrow_for_columns_cells_stand_one_below_the_other() -> None:
    """The second beside the first, the rest with their titles; no date, id or word breaks."""
    columns = (
        Column("On", Align.RIGHT),
        Column("#"),
        Column("Status", wrapping=True),
        Column("What", wrapping=True),
    )
    rows = (
        Row(
            tuple(map(plain, ("10 Feb 2025", "1.10", "in progress", "Nine gauges along the coast")))
        ),
        Row(tuple(map(plain, ("9 Feb 2025", "1.1", "", "Ten")))),
    )
    assert drawn(page(Table(columns, rows)), Canvas(36)).splitlines() == [
        "         On  #",
        "─" * 36,
        "10 Feb 2025  1.10",
        "             Status: in progress",
        "             What: Nine gauges along",
        "             the coast",
        " 9 Feb 2025  1.1",
        "             What: Ten",
    ]
    assert drawn(page(Table(columns, rows, titled=False)), Canvas(36)).splitlines() == [
        "10 Feb 2025  1.10",
        "             in progress",
        "             Nine gauges along the",
        "             coast",
        " 9 Feb 2025  1.1",
        "             Ten",
    ]


def test_a_name_at_the_head_of_a_row_has_a_line_of_its_own() -> None:
    columns = (Column("Lead", wrapping=True), Column("Done"), Column("Late", wrapping=True))
    cells = ("University of Eastmarsh", "0 of 1", "1.2, 1.3, 2.1, 2.2 and others")
    table = Table(columns, (Row(tuple(map(plain, cells))),))
    assert drawn(page(table), Canvas(30)).splitlines() == [
        "Lead",
        "─" * 30,
        "University of Eastmarsh",
        "  Done: 0 of 1",
        "  Late: 1.2, 1.3, 2.1, 2.2 and",
        "  others",
    ]


def test_a_cut_text_is_not_cut_within_a_word_to_make_room_for_the_ellipsis() -> None:
    columns = (Column("#"), Column("Item", wrapping=True, lines=2))
    table = Table(columns, (Row((plain("1"), plain("Intelligence sharing and more"))),))
    assert drawn(page(table), Canvas(15)).splitlines()[2:] == [
        "1  Intelligence",
        "   sharing and…",
    ]


def test_of_a_row_that_no_longer_holds_the_first_cell_says_so_there_too() -> None:
    columns = (Column("#"), *(Column(f"Column {n}", wrapping=True) for n in range(3)))
    row = Row((plain("1"), *[plain("more words than a column can hold")] * 3), struck=True)
    assert drawn(page(Table(columns, (row,))), Canvas(40)).splitlines()[2].startswith("[-1-]")


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_a_long_title_breaks_between_words(width: int) -> None:
    columns = (Column("#"), Column("Objective", wrapping=True), Column("Done"))
    table = Table(columns, (Row((plain("1"), plain(LONG_TITLE), plain("1 of 3"))),))
    shown = drawn(page(table), Canvas(width)).splitlines()[2:]
    assert " ".join(shown).replace("1 of 3", "").split() == ["1", *LONG_TITLE.split()]


@pytest.mark.parametrize("lines", [1, 2, 3])
@given(width=st.integers(40, 120))
@settings(max_examples=20)
def test_a_clamped_cell_ends_with_an_ellipsis_between_words(lines: int, width: int) -> None:
    text = f"{NOTE} {LONG_TITLE} {NOTE}"
    columns = (Column("#"), Column("What", wrapping=True, lines=lines))
    shown = drawn(page(Table(columns, (Row((plain("1"), plain(text))),))), Canvas(width))
    told = " ".join(shown.splitlines()[2:]).split()[1:]
    assert len(shown.splitlines()) == 2 + lines
    assert told[-1].endswith("…")
    whole = " ".join(told).removesuffix("…").split()
    assert whole == text.split()[: len(whole)]


def test_a_cell_that_fits_its_lines_is_not_clamped() -> None:
    columns = (Column("#"), Column("What", wrapping=True, lines=2))
    table = Table(columns, (Row((plain("1"), plain(NOTE))),))
    shown = drawn(page(table), Canvas(120))
    assert "…" not in shown
    assert shown.split()[-len(NOTE.split()) :] == NOTE.split()


def test_lines_of_a_narrow_page_are_its_own() -> None:
    columns = (Column("#"), Column("What", wrapping=True, lines=1, narrow_lines=3))
    table = Table(columns, (Row((plain("1"), plain(NOTE * 3))),))
    assert len(drawn(page(table), Canvas(60)).splitlines()) == 2 + 3
    assert len(drawn(page(table), Canvas(120)).splitlines()) == 2 + 1


def test_the_foot_stands_apart() -> None:
    """It is of the page, not the last row of its last table."""
    table = Table((Column("#"),), (Row((plain("1"),)),))
    assert drawn(Document((table,), plain("Plans: plans"))).splitlines()[-3:] == [
        *("1", "", "Plans: plans")
    ]


def test_an_activity_stands_under_its_objective() -> None:
    columns = (Column("#"), Column("Title", wrapping=True))
    rows = (Row((plain("1"), plain("one"))), Row((plain("1.1"), plain("two")), level=1))
    assert drawn(page(Table(columns, rows))).splitlines()[2:] == ["1      one", "  1.1  two"]


@pytest.mark.parametrize("titled", [False, True])
def test_a_table_without_rows_is_no_fault(titled: bool) -> None:
    drawn(page(Table((Column("#"), Column("Title", wrapping=True)), (), titled)))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_table_says_what_the_signs_of_its_bars_mean(width: int) -> None:
    shown = specimen(Canvas(width))
    if "Activities" in shown:
        for segment, sign in BAR_SIGNS.items():
            assert f"{sign.sign} {SEGMENT[segment]}" in " ".join(shown.split())


# What colours and styles say is said without them.


CHANGED: Final = paragraph((Text("in "), Text("Bali", Role.REMOVED), Text("Manila", Role.ADDED)))


def test_what_was_removed_and_added_is_struck_and_underlined() -> None:
    raw = draw(page(CHANGED), Canvas(colour=True)).decode()
    assert re.search(r"\x1b\[[0-9;]*\b9[;m][0-9;]*m?Bali", raw)
    assert re.search(r"\x1b\[[0-9;]*\b4[;m][0-9;]*m?Manila", raw)
    assert bare(raw) == "in Bali Manila\n"


@pytest.mark.parametrize("canvas", [Canvas(), Canvas(encoding="ascii"), Canvas(old=True)], ids=name)
def test_what_was_removed_and_added_is_told_without_styles(canvas: Canvas) -> None:
    assert drawn(page(CHANGED), canvas) == "in [-Bali-]{+Manila+}\n"


@pytest.mark.parametrize("canvas", [Canvas(), Canvas(encoding="ascii"), Canvas(old=True)], ids=name)
def test_a_struck_row_is_told_without_styles(canvas: Canvas) -> None:
    """An update that was taken back must not read like one that counts."""
    columns = (Column("On"), Column("What", wrapping=True))
    cells = (plain("2 Dec 2025"), plain("80 %"))
    struck, standing = (page(Table(columns, (Row(cells, struck=x),))) for x in (True, False))
    assert drawn(struck, canvas) != drawn(standing, canvas)


# Headings, facts and timelines.


def test_an_aside_stands_beside_its_heading() -> None:
    heading = Heading(plain("Forward Work Plan"), level=1, aside=plain("version 2"))
    assert drawn(page(heading)) == "Forward Work Plan · version 2\n"


def test_lines_of_a_fact_stand_under_each_other() -> None:
    facts = Facts((("Evidence", (plain("a"), plain("b"))), ("Due", (plain("c"),))))
    assert drawn(page(facts)).splitlines() == ["Evidence  a", "          b", "Due       c"]


def test_lines_of_a_paragraph_stand_under_each_other() -> None:
    assert drawn(page(Paragraph((plain("a"), plain("b"))))) == "a\nb\n"


def test_a_timeline_tells_what_when_and_how_it_stands() -> None:
    span = Span("2.1 Toolkit", date(2025, 1, 1), date(2026, 9, 30), Status.DELAYED)
    timeline = Timeline(date(2024, 1, 1), date(2026, 12, 31), date(2026, 11, 24), (span,))
    shown = drawn(page(timeline))
    assert "2.1 Toolkit" in shown
    assert "1 Jan 2025 – 30 Sep 2026, delayed" in shown


def test_a_timeline_tells_the_day_that_is_marked() -> None:
    span = Span("a", date(2025, 1, 1), date(2026, 9, 30), Status.DELAYED, date(2026, 6, 30))
    timeline = Timeline(date(2024, 1, 1), date(2026, 12, 31), date(2026, 11, 24), (span,))
    assert "30 Jun 2026" in drawn(page(timeline))


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), 0, 40),
        (date(2024, 7, 1), date(2024, 12, 31), 20, 40),
        (date(2024, 1, 1), date(2024, 7, 1), 0, 20),
        (date(2024, 5, 1), date(2024, 5, 1), 13, 14),
        (date(2024, 12, 31), date(2024, 12, 31), 39, 40),
        (date(2020, 1, 1), date(2030, 1, 1), 0, 40),
        (date(2020, 1, 1), date(2021, 1, 1), 0, 0),
    ],
)
def test_a_stretch_stands_where_it_lies_in_the_period(
    start: date, end: date, first: int, last: int
) -> None:
    """On a canvas of 120 the period has 40 signs."""
    span = Span("a", start, end, Status.IN_PROGRESS)
    shown = drawn(page(Timeline(date(2024, 1, 1), date(2024, 12, 31), date(2024, 6, 1), (span,))))
    bar = re.match(r"a {2}( *▒*)", shown)
    assert bar
    assert bar[1].rstrip() == " " * first + "▒" * (last - first)


# Signs.


@pytest.mark.parametrize(
    "table", [STATUS_SIGNS, BAR_SIGNS, OUTLOOK_SIGNS], ids=["status", "bar", "outlook"]
)
def test_signs_are_one_cell_wide_and_told_apart(table: dict[object, tuple[str, str, str]]) -> None:
    """In black and white too; the words are beside them."""
    signs = [sign for sign, _, _ in table.values()]
    stand_ins = [stand_in for _, stand_in, _ in table.values()]
    assert {cell_len(sign) for sign in (*signs, *stand_ins)} == {1}
    assert all(stand_in.isascii() for stand_in in stand_ins)
    assert len(set(signs)) == len(set(stand_ins)) == len(table)


def test_every_status_and_outlook_has_a_sign() -> None:
    assert set(STATUS_SIGNS) == set(Status)
    assert set(BAR_SIGNS) == {*Status, Outlook.UPCOMING}
    assert set(OUTLOOK_SIGNS) == {
        part.outlook for part in inlines_of(SPECIMEN) if isinstance(part, OutlookMark)
    }


# --- Scripts in which blanks do not say where a line may end.


@pytest.mark.parametrize("text", ["ព្រះរាជាណាចក្រកម្ពុជា", "ပြည်ထောင်စု မြန်မာ", "ประเทศไทย, कार्य"])
def test_signs_beside_their_letter_have_a_width(text: str) -> None:
    """As most terminals draw them; a line that counts none of them would be too long for these."""
    beside = sum(unicodedata.category(each) == "Mc" for each in text)
    assert beside
    assert width_of(text) == cell_len(text) + beside
    table = Table((Column("A"), Column("B")), (Row((plain(text), plain("b"))),))
    *_, row = drawn(Document((table,))).rstrip().splitlines()
    assert row == f"{text}  b"


def test_a_text_without_blanks_goes_on_behind_the_word_before_it() -> None:
    text = "40 % · " + "ร่างคู่มือส่งให้ทุกฝ่าย"
    assert wrapped_lines(RichText(text), 12)[0].plain.startswith("40 % · ร่าง")
    address = "see https://example.org/a/long/address"
    assert wrapped_lines(RichText(address), 12)[0].plain == "see"


@pytest.mark.parametrize("width", [2, 3, 4, 5, 6, 7, 10])
@pytest.mark.parametrize("text", ["กำหนดการน้ำท่วมประจำปี", "ນ້ຳຖ້ວມປະຈຳປີ", "ทำ\u200bน้ำ กำ\u200bจัดขยะ"])
def test_no_line_begins_with_a_vowel_of_the_letter_before_it(text: str, width: int) -> None:
    """Each of the letters is a cell wide, and so is the vowel, as terminals count them."""
    lines = [each.plain for each in wrapped_lines(RichText(text), width)]
    assert "".join(lines).replace(" ", "").replace("\u200b", "") == (
        text.replace(" ", "").replace("\u200b", "")
    )
    assert all(cell_len(line) <= width for line in lines)
    assert not [line for line in lines if line[0] in "\u0e33\u0eb3"]


def test_a_line_ends_at_a_place_to_break_before_it_ends_within_a_word() -> None:
    """The sign itself, which shows nothing there, is left out at the line's end."""
    text = RichText("ភាសា\u200bខ្មែរ\u200bនៅ\u200bកម្ពុជា")
    lines = [each.plain for each in wrapped_lines(text, 8)]
    assert lines == ["ភាសា\u200bខ្មែរ", "នៅ\u200bកម្ពុជា"]
    after_sign = [each.plain for each in wrapped_lines(RichText("\u200b") + text, 8)]
    assert after_sign == ["\u200bភាសា\u200bខ្មែរ", "នៅ\u200bកម្ពុជា"]


@pytest.mark.parametrize("lines", [1, 2])
def test_a_clamped_cell_ends_at_a_place_to_break(lines: int) -> None:
    """With its ellipsis in the last cell at most."""
    column = Column("Title", wrapping=True, lines=lines)
    text = "\u200b".join(["กำหนด"] * 20)
    out = drawn(page(Table((column,), (Row((plain(text),)),))), Canvas(40))
    assert out.count("…") == 1
    assert all(cell_len(line) <= 40 for line in out.splitlines())
    assert not re.search("^ *ำ", out, re.MULTILINE)
