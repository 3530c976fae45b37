"""Word: read back by the library and by LibreOffice, every text a text and every table a table."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from struct import unpack
from typing import Any, Final
from urllib.parse import unquote
from zipfile import ZipFile
from zlib import decompressobj

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Twips
from hypothesis import given, settings

from bptip.pages import document as doc
from bptip.plan.model import Segment, Status
from bptip.plan.vocabulary import SEGMENT
from bptip.render.layout.canvas import Canvas
from bptip.render.visible import on_one_line, visible
from bptip.render.word.lines import FIGURE_SIZE
from bptip.render.word.page import KEPT_REFERENCES, MANY_REFERENCES, draw
from bptip.render.word.pictures import BAR_HEIGHT, BAR_SIZE, bar_picture, swatch_picture
from bptip.render.word.tables import LONG_CELL
from render.arbitrary_documents import documents
from render.hostile_texts import HOSTILE, SAFE_ADDRESSES, UNSAFE_ADDRESSES
from render.specimen import (
    ADDRESS,
    NOTE,
    OBJECTIVES,
    SPECIMEN,
    TIMELINE,
)

A_DAY: Final = date(2026, 6, 30)
LINK: Final = qn("w:hyperlink")


def word(*blocks: doc.Block, foot: doc.Line = ()) -> Any:
    """Returns the file of some blocks, opened by the library."""
    return docx.Document(BytesIO(draw(doc.Document(blocks, foot), Canvas())))


def told(element: Any) -> str:
    """Returns the text of an element, with that of its links and the words for its pictures."""
    parts = element.iter(qn("w:t"), qn("wp:docPr"))
    return "".join(each.get("descr") or each.text or "" for each in parts)


def paragraphs(file: Any) -> list[str]:
    """Returns the text of each paragraph of the body, tables aside, where there is any."""
    texts = [told(each) for each in file.element.body.iterchildren(qn("w:p"))]
    return [text for text in texts if text]


def targets(file: Any) -> list[str]:
    """Returns where the links to the outside lead."""
    return [
        file.part.rels[each.get(qn("r:id"))].target_ref
        for each in file.element.body.iter(LINK)
        if each.get(qn("r:id"))
    ]


def table_of(table: Any) -> list[list[str]]:
    """Returns the words of each cell."""
    return [
        [" ".join(told(cell).split()) for cell in row.iterchildren(qn("w:tc"))]
        for row in table._tbl.iterchildren(qn("w:tr"))
    ]


# The file.


def test_a_heading_can_begin_a_page() -> None:
    file = word(doc.Heading(doc.plain("One")), doc.Heading(doc.plain("Annex"), new_page=True))
    assert [each.paragraph_format.page_break_before for each in file.paragraphs[:2]] == [None, True]


def test_the_file_says_what_it_is() -> None:
    properties = word(*SPECIMEN.blocks).core_properties
    assert properties.title == "Forward Work Plan 2024–2026: progress report"
    assert properties.language == "en-GB"
    assert (properties.author, properties.comments) == ("bptip", "")
    assert (properties.created, properties.modified) == (None, None)


def test_the_spelling_is_british() -> None:
    file = word(*SPECIMEN.blocks)
    parts = [
        *file.styles.element.iter(qn("w:lang")),
        *file.settings.element.iter(qn("w:themeFontLang")),
    ]
    assert {each.get(qn("w:val")) for each in parts} == {"en-GB"}


def test_a_very_long_title_is_no_obstacle() -> None:
    assert len(word(doc.Heading(doc.plain("x" * 300), 1)).core_properties.title) == 255


def test_every_page_has_its_number() -> None:
    (foot,) = word(*SPECIMEN.blocks).sections[0].footer.paragraphs
    fields = [each.get(qn("w:instr")) for each in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert told(foot._p).endswith("Page 1 of 1")


def test_a_page_may_say_more_than_its_heading() -> None:
    page = doc.Document(
        (doc.Heading(doc.plain("Plan"), 1),), title="Status of Plan", author="A & B"
    )
    properties = docx.Document(BytesIO(draw(page, Canvas()))).core_properties
    assert (properties.title, properties.author) == ("Status of Plan", "A & B")


def test_no_paragraph_below_a_table_falls_over_to_an_empty_page() -> None:
    """The heading of the next page follows the table itself, or a line that is a point high."""
    annex = doc.Heading(doc.plain("Annex"), new_page=True)
    assert [each.text for each in word(of_rows(3), annex).paragraphs] == ["Annex"]
    turned = word(of_rows(3), annex, OBJECTIVES)
    assert [each.style.name for each in turned.paragraphs[:2]] == ["Section End", "Heading 2"]
    assert turned.styles["Section End"].font.size.pt == 1
    assert not turned.paragraphs[1].paragraph_format.page_break_before
    assert [each.orientation for each in turned.sections] == [0, 1]


def test_a_heading_is_on_the_page_of_what_it_is_for() -> None:
    """Its second line too."""
    file = word(doc.Heading(doc.plain("One"), 2, doc.plain("aside")), of_rows(3))
    assert file.paragraphs[1].paragraph_format.keep_with_next
    assert file.styles["Heading 2"].paragraph_format.keep_with_next


def test_a_long_file_has_contents() -> None:
    """They name the headings, each with a link to it, and begin the page after the first one."""
    head = doc.Heading(doc.plain("Title"), 1)
    first = doc.Heading(doc.plain("First & last"), 2, new_page=True)
    below = doc.Heading(doc.plain("Below"), 3)
    short = word(head, first, below, of_rows(30))
    assert list(short.element.body.iter(qn("w:fldChar"))) == []
    file = word(head, first, below, of_rows(300))
    texts = [each.text for each in file.paragraphs]
    assert texts == ["Title", "Contents", "First & last", "Below", "First & last", "Below", ""]
    breaks = [each.paragraph_format.page_break_before for each in file.paragraphs]
    assert breaks == [None, True, *[None] * 5]
    marks = [each.get(qn("w:name")) for each in file.element.body.iter(qn("w:bookmarkStart"))]
    assert [each.get(qn("w:anchor")) for each in file.element.body.iter(LINK)] == marks
    assert len(marks) == 2
    kinds = [each.get(qn("w:fldCharType")) for each in file.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    (code,) = file.element.body.iter(qn("w:instrText"))
    assert code.text.split() == ["TOC", r"\o", '"2-3"', r"\h", r"\z", r"\u"]


def test_the_archive_is_of_no_day() -> None:
    with ZipFile(BytesIO(draw(SPECIMEN, Canvas()))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.testzip() is None


def test_a_page_lies_where_a_table_is_wide() -> None:
    narrow = doc.Table((doc.Column("#"), doc.Column("Title", wrapping=True)), ())
    for block, lies in ((narrow, False), (OBJECTIVES, True)):
        section = word(block).sections[0]
        assert (section.page_width > section.page_height) is lies
        assert {round(section.page_width.mm), round(section.page_height.mm)} == {210, 297}


# Blocks.


def test_headings_are_headings() -> None:
    file = word(
        doc.Heading(doc.plain("One"), 1, doc.plain("aside")),
        doc.Heading(doc.plain("Two")),
        doc.Heading(doc.plain("Deep"), 12),
    )
    styles = [(each.style.name, each.text) for each in file.paragraphs]
    assert styles == [
        ("Heading 1", "One"),
        ("Subtitle", "aside"),
        ("Heading 2", "Two"),
        ("Heading 9", "Deep"),
    ]


def test_a_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    (table,) = word(OBJECTIVES).tables
    rows = list(table._tbl.iterchildren(qn("w:tr")))
    assert len(rows) == len(OBJECTIVES.rows) + 1
    heads = [row.find(qn("w:trPr") + "/" + qn("w:tblHeader")) is not None for row in rows]
    assert heads == [True] + [False] * len(OBJECTIVES.rows)
    assert all(row.find(qn("w:trPr") + "/" + qn("w:cantSplit")) is not None for row in rows)


def test_a_row_of_a_long_text_may_be_divided() -> None:
    """Kept whole, it would leave a page half empty."""
    columns = (doc.Column("#"), doc.Column("Reports", wrapping=True))
    texts = ("x" * (LONG_CELL - 1), "x" * LONG_CELL, "short")
    table = doc.Table(columns, tuple(doc.Row((doc.plain("1"), doc.plain(e))) for e in texts))
    rows = word(table).tables[0]._tbl.iterchildren(qn("w:tr"))
    kept = [row.find(qn("w:trPr") + "/" + qn("w:cantSplit")) is not None for row in rows]
    assert kept == [True, True, False, True]


def test_columns_of_references_are_of_one_length() -> None:
    """Paragraphs kept on the page of the foot would leave their columns."""
    many = doc.References(tuple(f"https://example.org/{n}" for n in range(MANY_REFERENCES)))
    few = many._replace(addresses=many.addresses[1:])
    foot = doc.plain("Where it comes from.")
    assert list(word(many, foot=foot).element.iter(qn("w:keepNext"))) == []
    assert len(list(word(few, foot=foot).element.iter(qn("w:keepNext")))) == KEPT_REFERENCES


def test_a_table_has_its_cells() -> None:
    (table,) = word(OBJECTIVES).tables
    head, first, second, *_ = table_of(table)
    assert head == [column.title for column in OBJECTIVES.columns]
    assert first[0] == "1"
    assert first[2:5] == ["✓ all 5 completed", "5 completed", "5 of 5"]
    assert second[-1] == "31 Mar 2026"


def of_words(table: doc.Table) -> doc.Table:
    """Returns the table without its columns of bars and strips."""
    kept = [
        n for n, column in enumerate(table.columns) if column.title not in {"Activities", "Trend"}
    ]
    rows = (row._replace(cells=tuple(row.cells[n] for n in kept)) for row in table.rows)
    return doc.Table(tuple(table.columns[n] for n in kept), tuple(rows))


def test_a_table_is_as_wide_as_the_page_at_most_and_its_text_gets_most() -> None:
    file = word(of_words(OBJECTIVES))
    section = file.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    widths = [column.width for column in file.tables[0].columns]
    assert sum(widths) <= room
    assert max(widths) == widths[1]
    assert min(widths) == widths[0]
    for row in file.tables[0].rows:
        assert [cell.width for cell in row.cells] == widths


def test_a_row_that_no_longer_holds_is_struck_and_a_heading_row_is_bold() -> None:
    table = word(OBJECTIVES).tables[0]
    looks = [row.cells[0].paragraphs[0].style for row in table.rows]
    assert looks[1].font.bold
    assert looks[3].font.strike
    assert not looks[2].font.bold
    assert not looks[2].font.strike


def test_a_row_below_another_stands_in() -> None:
    table = word(OBJECTIVES).tables[0]
    indents = [row.cells[0].paragraphs[0].paragraph_format.left_indent for row in table.rows]
    assert indents[1] is None
    assert indents[2] > 0


def of_rows(many: int, heading: int = 0) -> doc.Table:
    """Returns a table of a number of rows, one of them a heading."""
    rows = (
        doc.Row((doc.plain(str(n)), doc.plain("x")), heading=n == heading)
        for n in range(1, many + 1)
    )
    return doc.Table((doc.Column("#"), doc.Column("Title", wrapping=True)), tuple(rows))


def kept(table: Any) -> list[bool]:
    """Returns for each row if it is kept on the page of the next."""
    rows = table._tbl.iterchildren(qn("w:tr"))
    return [row.find(".//" + qn("w:keepNext")) is not None for row in rows]


def test_a_small_table_stands_on_one_page() -> None:
    (small,) = word(of_rows(3)).tables
    assert kept(small) == [True, True, True, False]


def test_no_row_of_a_table_stands_alone_on_a_page() -> None:
    """Nor the head, nor a row that only names what is under it."""
    (long,) = word(of_rows(9, heading=4)).tables
    assert kept(long) == [True, True, False, False, True, False, False, False, True, False]


@pytest.mark.parametrize("below", [of_rows(2), doc.Facts((("a", ()),)), TIMELINE])
def test_what_leads_up_to_a_table_stands_on_its_page(below: doc.Block) -> None:
    apart = doc.paragraph(doc.plain("apart"))
    file = word(apart, doc.paragraph(doc.plain("leads up to it")), below, apart)
    kept = [each.text for each in file.paragraphs if each.paragraph_format.keep_with_next]
    assert kept == ["leads up to it"]


def kept_texts(file: Any) -> list[str]:
    """Returns the paragraphs that are kept on the page of the next by their own properties."""
    return [each.text for each in file.paragraphs if each.paragraph_format.keep_with_next]


def test_what_is_between_a_heading_and_its_subheading_is_kept_with_both() -> None:
    """An objective and the line of its counts are not alone at the foot of a page."""
    counts, ended = doc.paragraph(doc.plain("1 of 4 completed")), doc.paragraph(doc.plain("ended"))
    objective, part = doc.Heading(doc.plain("Objective 2"), 3), doc.Heading(doc.plain("Next"), 4)
    words = doc.paragraph(doc.plain("own words"))
    assert kept_texts(word(objective, words, counts, part, ended)) == [
        "1\u00a0of\u00a04\u00a0completed"
    ]
    assert kept_texts(word(objective, ended, objective)) == []
    assert kept_texts(word(objective, doc.Bullets((doc.plain("a"),)), ended, part)) == []


def test_the_foot_of_a_document_is_not_alone_on_a_page() -> None:
    foot, last = doc.plain("made from"), doc.paragraph(doc.plain("no evidence"))
    assert kept_texts(word(last, last, foot=foot)) == ["no evidence"]
    assert kept_texts(word(last)) == []
    numbers = [
        each.split("\t")[0] for each in kept_texts(word(doc.References(("a",) * 5), foot=foot))
    ]
    assert numbers == ["[3]", "[4]", "[5]"]
    assert kept_texts(word(doc.References(("a",) * 5))) == []


def test_two_tables_in_a_row_stay_two() -> None:
    assert len(word(OBJECTIVES, OBJECTIVES).tables) == 2
    body = word(OBJECTIVES, OBJECTIVES).element.body
    names = [each.tag for each in body]
    assert (qn("w:tbl"), qn("w:tbl")) not in set(pairwise(names))


def test_facts_have_a_row_each() -> None:
    (table,) = word(doc.Facts((("Lead", (doc.plain("A"), doc.plain("B"))), ("Due", ())))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Lead", "A\nB"],
        ["Due", ""],
    ]


def test_numbered_lists_begin_at_one_each() -> None:
    numbered = doc.Bullets((doc.plain("a"), doc.plain("b")), numbered=True)
    file = word(numbered, numbered)
    ids = [each._p.pPr.numPr.numId.val for each in file.paragraphs]
    assert ids[0] == ids[1] != ids[2] == ids[3]
    numbering = file.part.numbering_part.element
    for each in (ids[0], ids[2]):
        starts = numbering.num_having_numId(each).iter(qn("w:startOverride"))
        assert [start.get(qn("w:val")) for start in starts] == ["1"]


def test_a_status_is_a_sign_and_words_in_its_colour() -> None:
    (marked,) = word(doc.paragraph((doc.StatusMark(Status.DELAYED, "delayed"),))).paragraphs
    assert marked.text == "▲\u00a0delayed"
    assert {str(run.font.color.rgb) for run in marked.runs} == {"B3261E"}


@pytest.mark.parametrize(
    ("role", "look"),
    [
        (doc.Role.ADDED, (None, None, True, None)),
        (doc.Role.REMOVED, (None, None, None, True)),
        (doc.Role.STRONG, (True, None, None, None)),
        (doc.Role.EMPHASIS, (None, True, None, None)),
        (doc.Role.STRONG_EMPHASIS, (True, True, None, None)),
        (doc.Role.PLAIN, (None, None, None, None)),
    ],
)
def test_a_role_has_its_look(role: doc.Role, look: tuple[bool | None, ...]) -> None:
    (run,) = word(doc.paragraph((doc.Text("x", role),))).paragraphs[0].runs
    assert (run.bold, run.italic, run.underline, run.font.strike) == look


def test_a_figure_is_larger_than_its_table() -> None:
    (run,) = word(doc.paragraph((doc.Text("5 of 15", doc.Role.FIGURE),))).paragraphs[0].runs
    assert (run.bold, run.font.size.pt) == (True, FIGURE_SIZE)


def test_a_bar_is_drawn_in_proportion_with_its_words() -> None:
    file = word(doc.paragraph((doc.Bar({Status.DELAYED: 1, Status.COMPLETED: 3}),)))
    (shape,) = file.inline_shapes
    assert shape._inline.docPr.get("descr") == "3 completed, 1 delayed"
    assert file.paragraphs[0].text == "\n3\u00a0completed, 1\u00a0delayed"
    (picture,) = (
        part.blob for part in file.part.package.iter_parts() if "png" in part.content_type
    )
    assert extents(picture) == [(0, 289), (293, BAR_SIZE[0])]


def extents(picture: bytes) -> list[tuple[int, int]]:
    """Returns where the parts of a bar begin and end, in pixels: white gaps are between them."""
    width, height = unpack(">2I", picture[16:24])
    data = picture[picture.index(b"IDAT") + 4 :]
    pixels = decompressobj().decompress(data)
    assert len(pixels) == height * (width + 1)
    row = pixels[-width:]
    parts = "".join(chr(each) for each in row).split("\0" * 4)
    starts = [row.index(part[0].encode()) for part in parts]
    return [(start, start + len(part)) for start, part in zip(starts, parts, strict=True)]


def test_a_bar_in_a_table_has_a_legend_instead_of_words() -> None:
    """Each of its statuses is there once, with its look; the words are for those who hear it."""
    bars: list[dict[Segment, int]] = [
        {Status.DELAYED: 1, Status.COMPLETED: 3},
        {Status.DELAYED: 2},
    ]
    rows = tuple(doc.Row(((doc.Bar(counts),),)) for counts in bars)
    file = word(doc.Table((doc.Column("Activities", visual=True),), rows))
    assert [cell.text for cell in file.tables[0].columns[0].cells] == ["Activities", "", ""]
    legend = file.paragraphs[0]
    assert legend.text == "\u00a0completed   \u00a0delayed"
    assert len(list(legend._p.iter(qn("w:drawing")))) == 2
    assert len({swatch_picture(segment) for segment in SEGMENT}) == len(SEGMENT)
    shown = [each._inline.docPr for each in file.inline_shapes]
    silent = [each.get("descr") for each in shown if "decorative" in each.xml]
    assert silent == ["", ""], "the looks in the legend, whose words are beside them"


def test_a_legend_breaks_between_its_statuses() -> None:
    """Never between a status's look and its word, where a word processor could break."""
    bar = doc.Bar(dict.fromkeys(Status, 1))
    file = word(doc.Table((doc.Column("Activities", visual=True),), (doc.Row(((bar,),)),)))
    first, second = file.paragraphs[0].text.split("\n")
    assert first.startswith("\u00a0completed   \u00a0standing\u00a0commitment   ")
    assert second.endswith("\u00a0discontinued   \u00a0not\u00a0applicable")


def test_a_bar_is_on_the_line_of_the_text() -> None:
    """Its picture is as high as the letters of a table, white above the bar."""
    picture = bar_picture({Status.COMPLETED: 1})
    width, height = unpack(">2I", picture[16:24])
    pixels = decompressobj().decompress(picture[picture.index(b"IDAT") + 4 :])
    rows = [pixels[place + 1 : place + 1 + width] for place in range(0, len(pixels), width + 1)]
    drawn = [any(row) for row in rows]
    assert (width, height) == BAR_SIZE
    assert drawn == [False] * (height - BAR_HEIGHT) + [True] * BAR_HEIGHT
    assert height / 4 == pytest.approx(0.952 * 9, abs=0.1), "a quarter of a point; Carlito's ascent"


def test_equal_pictures_are_in_the_file_once() -> None:
    bar = doc.paragraph((doc.Bar({Status.DELAYED: 1}),))
    with ZipFile(BytesIO(draw(doc.Document((bar, bar)), Canvas()))) as parts:
        assert [name for name in parts.namelist() if "media" in name] == [
            "word/media/rPicture1.png"
        ]


def test_all_bars_are_of_one_length() -> None:
    """Whatever they count, so that they can be compared."""
    bars: list[dict[Segment, int]] = [
        {Status.DELAYED: 1},
        dict.fromkeys(Status, 3),
        {Status.COMPLETED: 90, Status.DELAYED: 7},
    ]
    file = word(*(doc.paragraph((doc.Bar(each),)) for each in bars))
    assert len(file.inline_shapes) == len(bars)
    assert len({(shape.width, shape.height) for shape in file.inline_shapes}) == 1


def test_a_timeline_has_a_row_a_stretch() -> None:
    (table,) = word(TIMELINE).tables
    assert table_of(table)[0][1] == "1 Jan 2024 – 31 Dec 2026"
    assert table_of(table)[2][::2] == [
        "2.1 Toolkit",
        "1 Jan 2025 – 30 Sep 2026, due 30 Jun 2026, delayed",
    ]


def test_a_drawing_of_a_timeline_fits_its_column() -> None:
    """Its right end is not cut, and long labels have half of the room beside it."""
    (drawn,) = TIMELINE.spans[1:2]
    long = doc.Timeline(*TIMELINE[:3], (drawn._replace(label="A long title of an activity " * 3),))
    file = word(long)
    label, drawing, words = (each.width for each in file.tables[0].rows[1].cells)
    margins = 2 * Twips(85)
    assert file.inline_shapes[0].width <= drawing - margins
    assert label == words


def test_citations_lead_to_references() -> None:
    file = word(doc.paragraph((doc.Citation(2), doc.Citation(9))), doc.References(("a", ADDRESS)))
    anchors = [each.get(qn("w:anchor")) for each in file.element.body.iter(LINK)]
    marks = [each.get(qn("w:name")) for each in file.element.body.iter(qn("w:bookmarkStart"))]
    assert anchors == ["reference-2", None]
    assert marks == ["reference-1", "reference-2"]
    assert paragraphs(file) == ["[2][9]", "[1]a", f"[2]{ADDRESS}"]


# Texts and addresses.


PLACES: Final[dict[str, Callable[[str], doc.Block]]] = {
    "heading": lambda text: doc.Heading(doc.plain(text)),
    "paragraph": lambda text: doc.paragraph((doc.Text("x"), doc.Text(text, doc.Role.STRONG))),
    "notice": lambda text: doc.Notice(doc.plain(text)),
    "bullet": lambda text: doc.Bullets((doc.plain(text),)),
    "fact": lambda text: doc.Facts(((text, (doc.plain(text),)),)),
    "cell": lambda text: doc.Table((doc.Column(text),), (doc.Row((doc.plain(text),)),)),
    "status": lambda text: doc.paragraph((doc.StatusMark(Status.DELAYED, text),)),
    "link": lambda text: doc.paragraph((doc.Link("https://example.org", (doc.Text(text),)),)),
    "no link": lambda text: doc.paragraph((doc.Link("javascript:" + text, (doc.Text("x"),)),)),
    "reference": lambda text: doc.References((text,)),
    "stretch": lambda text: doc.Timeline(
        A_DAY, A_DAY, A_DAY, (doc.Span(text, A_DAY, A_DAY, Status.DELAYED),)
    ),
}
"""Every place where people's own words stand."""

ATTACKS: Final = {**HOSTILE, "xml": "]]><w:p/>&amp;<!-- -->", "quote": '"onmouseover="x'}


@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_text_is_a_text_in_any_place(place: str) -> None:
    """All of them in one file, each shown as it is, but for what acts."""
    file = word(*(PLACES[place](text) for text in ATTACKS.values()))
    shown = "".join(told(file.element.body).split()).replace("\u00a0", "")
    rest = shown
    for name, text in ATTACKS.items():
        expected = "".join(on_one_line(text).split()).replace("\u00a0", "")
        _, found, rest = rest.partition(expected)
        assert found == expected, name
    assert set(targets(file)) <= {"https://example.org"}


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_a_title_stands_in_the_properties_as_on_the_page(text: str) -> None:
    file = word(doc.Heading(doc.plain(text), 1))
    assert file.core_properties.title.split() == visible(text).split()


def test_an_example_keeps_its_lines() -> None:
    (example,) = word(doc.Example('a = "1"\n\tb\x1b')).paragraphs
    assert example.text == 'a = "1"\n\tb[U+001B]'


@pytest.mark.parametrize("address", SAFE_ADDRESSES)
def test_a_safe_address_is_linked_to(address: str) -> None:
    file = word(doc.paragraph((doc.Link(address, (doc.Text("the report"),)), doc.Text(" after"))))
    (target,) = targets(file)
    assert unquote(target) == unquote(visible(address))
    assert target.isascii()
    assert paragraphs(file) == ["the report after"]


def test_the_words_of_a_link_have_their_roles_and_lead_to_one_place() -> None:
    parts = (doc.Text("the "), doc.Text("minutes", doc.Role.EMPHASIS), doc.Text(" of"))
    file = word(doc.paragraph((doc.Link("https://example.org", parts),)))
    assert set(targets(file)) == {"https://example.org"}
    assert paragraphs(file) == ["the minutes of"]
    italic = [told(run) for run in file.element.body.iter(qn("w:r"))
              if run.find(qn("w:rPr") + "/" + qn("w:i")) is not None]  # fmt: skip
    assert italic == ["minutes"]


@pytest.mark.parametrize("address", UNSAFE_ADDRESSES)
def test_an_unsafe_address_is_text(address: str) -> None:
    file = word(doc.paragraph((doc.Link(address, (doc.Text("the report"),)),)))
    assert list(file.element.body.iter(LINK)) == []
    assert file.paragraphs[0].text.split() == f"the report {visible(address)}".split()


# Laws.


ORDER: Final = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs "
    "highlight u effect bdr shd vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan tcBorders shd noWrap tcMar vAlign",
}
"""In which order the format wants what describes a paragraph, a run, a table, a cell."""


def misplaced(root: Any) -> Iterator[tuple[str, list[str]]]:
    """Yields the descriptions that aren't in the format's order."""
    for name, order in ORDER.items():
        places = {qn(f"w:{each}"): place for place, each in enumerate(order.split())}
        for element in root.iter(qn(f"w:{name}")):
            found = [places[each.tag] for each in element]
            if found != sorted(set(found)):
                yield name, [each.tag for each in element]


def test_descriptions_stand_in_the_order_of_the_format() -> None:
    file = word(*SPECIMEN.blocks, foot=SPECIMEN.foot)
    assert list(misplaced(file.element.body)) == []
    ours = [each for each in file.styles if each.type == 1 and not each.name.startswith("toc")]
    for style in ours:
        wrong = list(misplaced(style.element))
        assert wrong == [], style.name


@given(documents)
@settings(max_examples=8)
def test_any_page_makes_a_file_that_opens(document: doc.Document) -> None:
    content = draw(document, Canvas())
    assert content == draw(document, Canvas())
    author = on_one_line(document.author or "bptip")[:255]
    assert docx.Document(BytesIO(content)).core_properties.author.split() == author.split()


# LibreOffice.


OFFICE: Final = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
def test_libreoffice_reads_it(tmp_path: Path) -> None:
    """Every heading, cell, reference and note."""
    file = tmp_path / "report.docx"
    file.write_bytes(draw(SPECIMEN, Canvas()))
    done = subprocess.run(
        [
            str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path), str(file),
        ],
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    text = (tmp_path / "report.txt").read_text("utf-8-sig")
    assert done.returncode == 0, done.stderr
    shown = " ".join(text.split())
    for expected in (NOTE, "✓ all 5 completed", "2.1 Toolkit", "minutes/2025-12.docx", "sign it",
                     'continues = ["2022/2.1"]', "Report of the meeting"):  # fmt: skip
        assert expected in shown
