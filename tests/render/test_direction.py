"""Right-to-left texts are isolated from the dates and signs beside them, in every format."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from io import StringIO

import pytest
from rich.console import Console
from rich.text import Text as RichText

from bptip.pages.document import (
    Column,
    Day,
    Document,
    Facts,
    Heading,
    Line,
    Paragraph,
    Role,
    Row,
    Span,
    Table,
    Text,
    Timeline,
    plain,
)
from bptip.plan.characters import RIGHT_TO_LEFT, is_right_to_left
from bptip.plan.model import Status
from bptip.render.direction import (
    MAX_PIECES,
    by_direction,
    isolated,
    isolated_lines,
    stretches,
)
from bptip.render.formats import FORMATS
from bptip.render.layout.canvas import Canvas
from bptip.render.terminal.grid import Grid, GridColumn
from bptip.render.word.elements import run
from render.isolates import without_isolates

TITLE = "عقد الاجتماع السنوي لمكافحة الاتجار بالأشخاص"
A_DAY = date(2026, 3, 5)


def shown(*blocks: object, chosen: str = "table", canvas: Canvas = Canvas()) -> str:  # noqa: B008
    """Returns a page in a format."""
    return FORMATS[chosen].drawer()(Document(blocks), canvas).decode()  # type: ignore[arg-type]


def marked(line: Line) -> str:
    """Returns the texts of a line, isolated stretches in angle brackets."""
    texts = (
        ("<{}>" if is_isolated else "{}").format(
            "".join(part.text for part in parts if isinstance(part, Text))
        )
        for is_isolated, parts in stretches(line)
    )
    return "".join(texts)


def test_every_right_to_left_letter_is_known() -> None:
    letters = re.compile(RIGHT_TO_LEFT)
    assert [
        hex(code)
        for code in range(0x110000)
        if unicodedata.bidirectional(chr(code)) in ("R", "AL")
        and not letters.match(chr(code))
        and chr(code) not in "\u061c\u200f"
    ] == []


@pytest.mark.parametrize("text", ["Việt Nam", "ไทย", "人口", "2026", "", "–"])
def test_other_texts_have_no_marks(text: str) -> None:
    assert not is_right_to_left(text)
    assert isolated(text) == text
    assert "<bdi>" not in shown(Paragraph((plain(text),)), chosen="html")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (("1.1 ", "عقد", " on ", "مصر"), "1.1 <عقد> on <مصر>"),
        (("عقد", ", ", "مصر", ": 5 Mar"), "<عقد, مصر>: 5 Mar"),
        ((" عقد ", "x"), " <عقد> x"),
        (("عقد",), "<عقد>"),
        (("by العراق on 5 Mar 2026",), "by <العراق> on 5 Mar 2026"),
    ],
)
def test_neighbouring_texts_are_isolated_together(line: tuple[str, ...], wanted: str) -> None:
    assert marked(tuple(map(Text, line))) == wanted


def test_a_redline_in_arabic_is_read_as_one_sentence() -> None:
    line = (
        Text("عقد الاجتماع "), Text("السنوي", Role.REMOVED), Text("UNODC", Role.ADDED),
        Text(" لمكافحة"), Text(" · alike 0.9"),
    )  # fmt: skip
    assert marked(line) == "<عقد الاجتماع السنويUNODC لمكافحة> · alike 0.9"


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ("markdown", "~~by \u2068العراق\u2069 on~~ \u2068مصر\u2069\n"),
        ("html", "<del>by <bdi>العراق</bdi> on</del> <bdi>مصر</bdi>"),
        ("table", "[-by \u2068العراق\u2069 on-] \u2068مصر\u2069\n"),
    ],
)
def test_a_text_in_marks_is_isolated_inside_them(chosen: str, wanted: str) -> None:
    """One removed text is one mark, whatever directions it has."""
    line = (Text("by العراق on", Role.REMOVED), Text(" مصر"))
    assert wanted in shown(Paragraph((line,)), chosen=chosen)


def test_a_mixed_text_in_an_isolated_stretch_is_isolated_once() -> None:
    line = (Text("عقد "), Text("by العراق on", Role.ADDED), Text(" مصر"))
    for chosen in ("markdown", "table"):
        page = shown(Paragraph((line,)), chosen=chosen)
        assert (page.count("\u2068"), page.count("\u2069")) == (1, 1)
    assert shown(Paragraph((line,)), chosen="html").count("<bdi>") == 1


def test_something_to_paste_has_no_marks() -> None:
    command = (Text("bptip find العراق", Role.CODE),)
    assert without_isolates(shown(Paragraph((command,)))) == shown(Paragraph((command,)))
    assert "\u2068" not in shown(Paragraph((command,)), chosen="markdown")


@pytest.mark.parametrize("width", [40, 60, 120])
def test_each_line_of_a_wrapped_title_is_isolated(width: int) -> None:
    """A table's next column is on the same line of a screen."""
    table = Table(
        (Column("No."), Column("Title", wrapping=True), Column("Due")),
        (Row((plain("1"), plain(f"{TITLE} {TITLE}"), (Day(A_DAY),))),),
    )
    facts = Facts((("Title", ((Text(f"{TITLE} {TITLE}"), Text(" – "), Day(A_DAY)),)),))
    page = shown(table, facts, canvas=Canvas(width))
    for line in page.splitlines():
        assert line.count("\u2068") == line.count("\u2069") == int(is_right_to_left(line))
        assert not is_right_to_left(re.sub("\u2068.*?\u2069", "", line))


def test_a_cell_of_several_lines_shows_each_once() -> None:
    """Blank and indented lines within an isolated text keep their places."""
    cell = RichText("\u2068ب\n\n  ج\u2069")
    console = Console(file=StringIO(), width=20)
    console.print(Grid([GridColumn(10)], [[cell]], gap=1))
    assert isinstance(console.file, StringIO)
    assert console.file.getvalue() == "\u2068ب\u2069\n\n  \u2068ج\u2069\n"


def test_lines_are_isolated_one_by_one() -> None:
    assert list(isolated_lines(["a \u2068ب", "", "  ج", "د\u2069 e"])) == [
        "a \u2068ب\u2069",
        "",
        "  \u2068ج\u2069",
        "\u2068د\u2069 e",
    ]


@pytest.mark.parametrize(
    ("chosen", "label"),
    [("markdown", f"- \u2068{TITLE}\u2069: "), ("html", f"<bdi>{TITLE}</bdi></th>")],
)
def test_a_timelines_labels_are_isolated(chosen: str, label: str) -> None:
    timeline = Timeline(A_DAY, A_DAY, A_DAY, (Span(TITLE, A_DAY, A_DAY, Status.DELAYED),))
    assert label in shown(timeline, chosen=chosen)


def test_emphasis_in_arabic_is_still_emphasis() -> None:
    line = (Text("نص", Role.EMPHASIS), Text(" من"))
    assert shown(Paragraph((line,)), chosen="markdown") == "&#8296;_نص_ من\u2069\n"


def test_a_code_page_without_the_marks_leaves_them_out() -> None:
    line = (Text("العراق"), Text(": "), Day(A_DAY))
    canvas = Canvas(encoding="cp1256")
    page = FORMATS["table"].drawer()(Document((Paragraph((line,)),)), canvas)
    assert page.decode("cp1256") == "العراق: 5 Mar 2026\n"


@pytest.mark.parametrize(
    ("role", "mark"), [(Role.STRONG, "**"), (Role.EMPHASIS, "_"), (Role.REMOVED, "~~")]
)
def test_a_mark_around_a_mixed_title_is_one_mark(role: Role, mark: str) -> None:
    """Opened and closed once in the source, with the isolating marks inside."""
    source = shown(Paragraph(((Text("Plan خطة 2", role),),)), chosen="markdown")
    assert source.strip() == f"{mark}Plan \u2068خطة\u2069 2{mark}"


def test_html_isolates_titles_and_headings() -> None:
    page = shown(Heading(plain(TITLE)), chosen="html")
    assert f"<bdi>{TITLE}</bdi></h2>" in page
    assert "<title>bptip</title>" in page or f"<title>{TITLE}</title>" in page


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("abc", [(False, "abc")]),
        ("عقد (2026)", [(True, "عقد (2026)")]),
        ("(2026) عقد", [(True, "(2026) عقد")]),
        ("“عقد” in 1 item", [(False, "“"), (True, "عقد"), (False, "” in 1 item")]),
        ("عقد الاجتماع مع UNODC", [(True, "عقد الاجتماع مع UNODC")]),
        ("مصر, Lao PDR, Fiji", [(True, "مصر"), (False, ", Lao PDR, Fiji")]),
        ("by العراق on 5 Mar", [(False, "by "), (True, "العراق"), (False, " on 5 Mar")]),
        ("UNODC \u200fعقد\u200e x", [(False, "UNODC "), (True, "\u200fعقد\u200e"), (False, " x")]),
        ('no "مصر". Did you mean "قطر"?', None),
    ],
)
def test_a_text_by_direction(text: str, pieces: list[tuple[bool, str]] | None) -> None:
    found = by_direction(text)
    assert "".join(piece for _, piece in found) == text
    assert pieces is None or found == pieces


def test_a_text_that_changes_its_direction_too_often_is_one_piece() -> None:
    """Each piece is several elements in Word: 500,000 letters of two scripts took 2.6 GB."""
    assert len(by_direction("a\u0639" * (MAX_PIECES // 2 - 1))) == MAX_PIECES - 2
    text = "a\u0639" * MAX_PIECES
    assert by_direction(text) == [(True, text)]


def test_the_names_in_a_message_are_isolated() -> None:
    assert isolated('no "مصر". Did you mean "قطر"?') == (
        'no "\u2068مصر\u2069". Did you mean "\u2068قطر\u2069"?'
    )


def test_word_runs_have_their_direction_and_size() -> None:
    assert "<w:rtl/>" in run("عقد")
    assert "<w:rtl/>" not in run("Việt Nam")
    assert run("by العراق on").count("<w:r>") == 3
