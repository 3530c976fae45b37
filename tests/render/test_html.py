"""HTML: whole in one file, asking nothing, every text a text, readable by eye and by ear."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from datetime import date
from hashlib import sha256
from typing import Final
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from bptip.pages import document as doc
from bptip.plan.addresses import is_link
from bptip.plan.model import Outlook, Segment, Status
from bptip.plan.vocabulary import day
from bptip.render.html.page import draw
from bptip.render.layout.canvas import Canvas
from bptip.render.visible import visible
from render.arbitrary_documents import documents, lines
from render.hostile_texts import HOSTILE, SAFE_ADDRESSES, UNSAFE_ADDRESSES, addresses, texts
from render.html_reading import Element, read, table_of
from render.specimen import ADDRESS, OBJECTIVES, SPECIMEN, TIMELINE, lines_of

ATTACKS: Final = {
    "script": "<script>alert(1)</script>",
    "end of data": "]]></style></title></svg><script>",
    "attribute": '"onmouseover="alert(1)',
    "quote": "' onload='alert(1)",
    "comment": "<!-- --> <!--",
    "unclosed": "<b <i",
    "entity": "&lt;b&gt; &#60; &quot",
}
"""Texts that would be more than text in HTML, beside those that attack any format."""

EVERY_ATTACK: Final = {**HOSTILE, **ATTACKS}

A_DAY: Final = date(2026, 6, 30)


def page(*blocks: doc.Block, foot: doc.Line = ()) -> Element:
    return read(draw(doc.Document(blocks, foot), Canvas()).decode())


def body(*blocks: doc.Block) -> Element:
    return page(*blocks).one("main")


def of(part: doc.Inline) -> Element:
    """Returns the paragraph that holds this part alone."""
    return body(doc.paragraph((part,))).one("p")


def ids(element: Element) -> list[str]:
    return [each.attributes["id"] for each in element.all() if "id" in each.attributes]


# One file.


def test_a_page_has_a_language_a_title_and_its_landmarks() -> None:
    read_page = read(draw(SPECIMEN, Canvas()).decode())
    assert read_page.one("html").attributes["lang"] == "en-GB"
    assert read_page.one("title").holds == ["Forward Work Plan 2024–2026: progress report"]
    assert [each.name for each in read_page.one("body").holds if isinstance(each, Element)] == [
        "a",
        "header",
        "nav",
        "main",
        "footer",
    ]
    assert read_page.one("header").one("h1").words[:3] == ["Forward", "Work", "Plan"]
    assert read_page.one("footer").words == ["Plans:", "plans"]
    viewport = [m for m in read_page.all("meta") if m.attributes.get("name") == "viewport"]
    assert len(viewport) == 1


def test_the_first_link_skips_to_the_content() -> None:
    body = read(draw(SPECIMEN, Canvas()).decode()).one("body")
    assert next(body.all("a")).attributes["href"] == "#content"
    assert body.one("main").attributes["id"] == "content"


def test_a_page_with_many_headings_has_contents() -> None:
    """A link to each, in the order of the page; a page with few has none."""
    headings = [doc.Heading(doc.plain(f"Part <{number}>"), 2) for number in range(6)]
    few = read(draw(doc.Document(tuple(headings[1:])), Canvas()).decode())
    assert list(few.all("nav")) == []
    page = read(draw(doc.Document(tuple(headings)), Canvas()).decode())
    links = list(page.one("nav").all("a"))
    assert [each.text for each in links] == [f"Part <{number}>" for number in range(6)]
    names = [each.attributes["id"] for each in page.one("main").all("h2")]
    assert [each.attributes["href"] for each in links] == [f"#{name}" for name in names]


def test_an_item_has_an_anchor_and_its_number_elsewhere_leads_there() -> None:
    """The anchor is in the table of activities; a list of numbers has a link for each."""
    titles = ("#", "What", "Due", "Next")
    late = doc.Table(tuple(map(doc.Column, titles)), (doc.Row((doc.plain("1.2"), (), (), ())),))
    silent = doc.Table((doc.Column("#"),), tuple(
        doc.Row((doc.plain(text),)) for text in ("1.1, 1.2", "9.9", "1.2 (id x)", "–")
    ))  # fmt: skip
    annex = doc.Table((doc.Column("#"), doc.Column("Activity")), tuple(
        doc.Row((doc.plain(number), doc.plain("1.2"))) for number in ("1.1", "1.2")
    ))  # fmt: skip
    page = read(draw(doc.Document((late, silent, annex)), Canvas()).decode())
    rows = [each for each in page.all("tr") if each.attributes.get("id", "").startswith("a-1")]
    assert [(each.attributes["id"], each.text.split()) for each in rows] == [
        ("a-1.1", ["1.1", "1.2"]),
        ("a-1.2", ["1.2", "1.2"]),
    ]
    links = [(each.attributes["href"], each.text) for each in page.one("main").all("a")]
    assert links == [("#a-1.2", "1.2"), ("#a-1.1", "1.1"), ("#a-1.2", "1.2")]


@pytest.mark.parametrize(
    ("block", "linked"),
    [
        (doc.Bullets(((doc.Text("1.1", doc.Role.STRONG), doc.Text(" Raise")),)), ["1.1"]),
        (doc.paragraph((doc.Text("2 ", doc.Role.STRONG), doc.Text("staffing"))), ["2"]),
        (doc.paragraph((doc.Text("2", doc.Role.STRONG), doc.Text(" of 15"))), []),
        (doc.paragraph((doc.Text("7.7", doc.Role.STRONG), doc.Text(" per cent"))), []),
        (
            doc.paragraph((doc.OutlookMark(Outlook.AT_RISK, "3 at risk: 1.1, 2 and 1 more"),)),
            ["1.1", "2"],
        ),
        (doc.paragraph((doc.OutlookMark(Outlook.ON_TRACK, "on track: a percentage"),)), []),
        (doc.paragraph(doc.plain("2 completed (1.1, 1.1)")), ["1.1", "1.1"]),
        (doc.paragraph(doc.plain("see (7.7), (2) and (1.1, 7.7)")), []),
        (doc.paragraph((doc.Text("bptip show (1.1)", doc.Role.CODE),)), []),
        (
            doc.Table(
                (doc.Column("Lead"), doc.Column("Late or at risk"), doc.Column("Overdue")),
                (doc.Row((doc.plain("2"), doc.plain("1.1, 2"), doc.plain("2"))),),
            ),
            ["1.1", "2"],
        ),
        (
            TIMELINE._replace(spans=(TIMELINE.spans[0]._replace(label="1.1  Raise"),)),
            ["1.1"],
        ),
    ],
)
def test_the_number_of_an_item_leads_to_it_in_lists_and_cells(
    block: doc.Block, linked: list[str]
) -> None:
    """A number that is a figure, or no item's, is a text; nothing that is seen changes."""
    rows = tuple(doc.Row((doc.plain(number), doc.plain("Raise"))) for number in ("1.1", "2"))
    annex = doc.Table((doc.Column("#"), doc.Column("Activity")), rows)
    page = read(draw(doc.Document((block, annex)), Canvas()).decode()).one("main")
    assert [each.text for each in page.all("a")] == linked
    alone = read(draw(doc.Document((block,)), Canvas()).decode()).one("main")
    assert page.text.startswith(alone.text.rstrip())


def test_a_number_that_leads_to_an_item_is_named_with_its_title() -> None:
    """A list of links, as screen readers have it, is not a list of numbers."""
    late = doc.Table((doc.Column("#"), doc.Column("Due")), (doc.Row((doc.plain("1.2"), ())),))
    title = (doc.Text("Raise <the> wall"), doc.Text(" – Works"))
    row = doc.Row((doc.plain("1.2"), title))
    annex = doc.Table((doc.Column("#"), doc.Column("Activity")), (row,))
    page = read(draw(doc.Document((late, annex)), Canvas()).decode())
    (link,) = page.one("main").all("a")
    assert (link.text, link.attributes["aria-label"]) == ("1.2", "1.2 Raise <the> wall")


def test_a_repeated_heading_names_its_section_to_those_who_only_hear_it() -> None:
    """Headings that are once on the page are enough by themselves."""
    headings = [(2, "Annex"), (3, "Objective 1"), (4, "Next"), (3, "Objective 2"), (4, "Next")]
    tree = body(*(doc.Heading(doc.plain(words), level) for level, words in headings))
    beside = [each for each in tree.all("span") if "unseen" in each.kinds]
    assert [each.holds for each in beside] == [[" (Objective 1)"], [" (Objective 2)"]]
    assert [each.words for each in tree.all("h4")] == [["Next"], ["Next"]]


def test_the_titles_are_the_main_column_however_wide_the_others_may_be() -> None:
    """On a telephone the main column comes first and has no label."""
    columns = (
        doc.Column("#"),
        doc.Column("Item", wrapping=True, least=22),
        doc.Column("Difficulties", wrapping=True, least=26),
    )
    tree = body(doc.Table(columns, (doc.Row((doc.plain("1"),) * 3),)))
    assert [each.words for each in tree.all("th") if "main" in each.kinds] == [["Item"]]


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        ((doc.Heading(doc.plain("A & <b>"), 1),), "A & <b>"),
        ((doc.paragraph(doc.plain("first")), doc.Heading(doc.plain("Title"), 1)), "Title"),
        ((doc.paragraph(doc.plain("no errors")), doc.Heading(doc.plain("Warnings"))), "no errors"),
        ((doc.Heading((), 1), doc.Notice(doc.plain("notice"))), "notice"),
        ((doc.Example("x"),), "bptip"),
    ],
)
def test_the_title_is_the_first_heading_else_the_first_words(
    blocks: tuple[doc.Block, ...], title: str
) -> None:
    assert page(*blocks).one("title").holds == [title]


def test_the_style_is_the_one_that_the_policy_names() -> None:
    read_page = page(doc.paragraph(doc.plain("x")))
    (style,) = read_page.one("style").holds
    assert isinstance(style, str)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = [
        each.attributes["content"]
        for each in read_page.all("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def asks_for(source: str) -> list[str]:
    """Yields the parts of a page that would fetch, run or lead somewhere without a click."""
    tree = read(source)
    (style,) = tree.one("style").holds
    assert isinstance(style, str)
    asked = re.findall(r"url\(|@import|@font-face|expression\(", style)
    for each in tree.all():
        if each.name in ("script", "link", "img", "iframe", "object", "embed", "form", "base"):
            asked.append(each.name)
        asked += [name for name in each.attributes if name.startswith("on")]
        asked += [name for name in ("src", "srcset", "style", "ping") if name in each.attributes]
        address = each.attributes.get("href", "#")
        if not re.match(r"#|https?://|mailto:", address, re.IGNORECASE):
            asked.append(address)
    return asked


def test_a_page_asks_nothing_of_anybody() -> None:
    assert asks_for(draw(SPECIMEN, Canvas()).decode()) == []


@given(documents)
@settings(max_examples=60)
def test_any_page_is_well_formed_and_asks_nothing(document: doc.Document) -> None:
    assert asks_for(draw(document, Canvas()).decode()) == []


@given(documents)
@settings(max_examples=60)
def test_what_is_named_is_there_once(document: doc.Document) -> None:
    tree = read(draw(document, Canvas()).decode())
    there = ids(tree)
    assert [name for name, many in Counter(there).items() if many > 1] == []
    named = [each.attributes.get("aria-labelledby") for each in tree.all()]
    named += [
        each.attributes["href"][1:]
        for each in tree.all("a")
        if each.attributes["href"].startswith("#")
    ]
    assert {name for name in named if name} <= set(there)


@pytest.mark.parametrize(
    "canvas", [Canvas(40), Canvas(colour=True), Canvas(encoding="ascii"), Canvas(old=True)]
)
def test_a_file_is_the_same_wherever_it_is_made(canvas: Canvas) -> None:
    assert draw(SPECIMEN, canvas) == draw(SPECIMEN, Canvas())


# Every text is text.


PLACES: Final[dict[str, object]] = {
    "heading": lambda t: (doc.Heading(doc.plain(t)),),
    "aside": lambda t: (doc.Heading(doc.plain("x"), aside=doc.plain(t)),),
    "paragraph": lambda t: (doc.Paragraph((doc.plain("x"), doc.plain(t))),),
    "notice": lambda t: (doc.Notice(doc.plain(t)),),
    "bullet": lambda t: (doc.Bullets((doc.plain(t),)),),
    "label": lambda t: (doc.Facts(((t, (doc.plain("x"),)),)),),
    "fact": lambda t: (doc.Facts((("x", (doc.plain(t),)),)),),
    "column": lambda t: (doc.Table((doc.Column(t),), ()),),
    "cell": lambda t: (doc.Table((doc.Column("x"),), (doc.Row((doc.plain(t),)),)),),
    "status": lambda t: (doc.paragraph((doc.StatusMark(Status.DELAYED, t),)),),
    "strong": lambda t: (doc.paragraph((doc.Text(t, doc.Role.STRONG),)),),
    "code": lambda t: (doc.paragraph((doc.Text(t, doc.Role.CODE),)),),
    "link": lambda t: (doc.paragraph((doc.Link("https://example.org", (doc.Text(t),)),)),),
    "no link": lambda t: (doc.paragraph((doc.Link("javascript:" + t, (doc.Text("x"),)),)),),
    "reference": lambda t: (doc.References((t,)),),
    "stretch": lambda t: (
        doc.Timeline(A_DAY, A_DAY, A_DAY, (doc.Span(t, A_DAY, A_DAY, Status.DELAYED),)),
    ),
    "example": lambda t: (doc.Example(t),),
}
"""Every place of a page where people's own words stand."""

MARKER: Final = "harmless"


def told(place: str, text: str) -> tuple[list[str], list[str]]:
    """Returns the elements and words of a page with a text in a place; links and isolates aside."""
    made = PLACES[place]
    assert callable(made)
    tree = body(*made(text))
    return [each.name for each in tree.all() if each.name not in ("a", "bdi")], tree.words


@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_text_is_read_as_text(place: str) -> None:
    elements, words = told(place, MARKER)
    for name, text in EVERY_ATTACK.items():
        expected = " ".join(words).replace(MARKER, visible(text)).split()
        assert told(place, text) == (elements, expected), name


@given(st.sampled_from(list(PLACES)), texts.filter(lambda text: visible(text).strip()))
@settings(max_examples=120)
def test_any_text_is_read_as_text_anywhere(place: str, text: str) -> None:
    elements, words = told(place, MARKER)
    expected = " ".join(words).replace(MARKER, visible(text)).split()
    assert told(place, text) == (elements, expected)


def test_a_hostile_title_stays_in_the_title() -> None:
    for text in EVERY_ATTACK.values():
        (title,) = page(doc.Heading(doc.plain(text), 1)).one("title").holds
        assert isinstance(title, str)
        assert title.split() == visible(text).split()


@pytest.mark.parametrize("text", EVERY_ATTACK.values(), ids=EVERY_ATTACK)
def test_an_example_is_word_for_word(text: str) -> None:
    (code,) = body(doc.Example(text)).one("code").holds or [""]
    assert code == visible(text).strip("\n")


# Links.


@pytest.mark.parametrize("address", SAFE_ADDRESSES)
@pytest.mark.parametrize("text", ["", "the report"])
def test_a_safe_address_is_linked_to(address: str, text: str) -> None:
    link = of(doc.Link(address, (doc.Text(text),))).one("a")
    assert unquote(link.attributes["href"]) == unquote(visible(address))
    assert link.words == (text or visible(address)).split()
    assert re.fullmatch(r"[!-~]+", link.attributes["href"])


@pytest.mark.parametrize("address", UNSAFE_ADDRESSES)
def test_an_unsafe_address_is_text(address: str) -> None:
    shown = of(doc.Link(address, (doc.Text("the report"),)))
    assert list(shown.all()) == []
    assert shown.words == f"the report {visible(address)}".split()


@given(addresses, texts.filter(lambda text: visible(text).strip()))
@settings(max_examples=80)
def test_only_web_and_mail_addresses_are_linked_to(address: str, text: str) -> None:
    assert len(list(of(doc.Link(address, (doc.Text(text),))).all("a"))) == is_link(address)


def test_citations_and_references_lead_to_each_other() -> None:
    tree = body(
        doc.paragraph((doc.Citation(1), doc.Citation(1), doc.Citation(9))),
        doc.References((ADDRESS, "b")),
    )
    first, second, reference, back = tree.all("a")
    assert first.attributes["href"] == second.attributes["href"] == "#reference-1"
    assert back.attributes["href"] == f"#{first.attributes['id']}"
    assert reference.attributes["href"] == ADDRESS
    assert "id" not in second.attributes
    assert tree.one("p").words == ["[1][1][9]"]
    assert [each.attributes["id"] for each in tree.all("li")] == ["reference-1", "reference-2"]


# Blocks and parts.


def test_every_word_of_the_specimen_is_there() -> None:
    tree = read(draw(SPECIMEN, Canvas()).decode())
    shown = " ".join(tree.words)
    for line in lines_of(SPECIMEN):
        for part in line:
            match part:
                case doc.Text(text) | doc.StatusMark(_, text):
                    assert all(word in shown for word in text.split())
                case doc.Day(date):
                    assert day(date) in shown
                case _:
                    pass


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (doc.Role.ADDED, "ins"),
        (doc.Role.REMOVED, "del"),
        (doc.Role.STRONG, "strong"),
        (doc.Role.EMPHASIS, "em"),
        (doc.Role.STRONG_EMPHASIS, "em"),
        (doc.Role.FIGURE, "strong"),
        (doc.Role.CODE, "code"),
        (doc.Role.ERROR, "strong"),
    ],
)
def test_a_role_is_an_element(role: doc.Role, name: str) -> None:
    assert of(doc.Text("x", role)).one(name).holds == ["x"]


def test_the_words_of_a_link_have_their_roles() -> None:
    told = (
        doc.Text("the "),
        doc.Text("minutes", doc.Role.EMPHASIS),
        doc.Text(" x", doc.Role.STRONG_EMPHASIS),
    )
    link = of(doc.Link("https://example.org", told)).one("a")
    assert link.words == ["the", "minutes", "x"]
    assert [each.words for each in link.all("em")] == [["minutes"], ["x"]]
    assert link.one("strong").words == ["x"]


def test_a_status_is_a_sign_for_the_eye_and_a_word_for_all() -> None:
    (sign,) = [
        each for each in of(doc.StatusMark(Status.DELAYED, "late")).all() if "sign" in each.kinds
    ]
    assert sign.attributes["aria-hidden"] == "true"
    assert of(doc.StatusMark(Status.DELAYED, "late")).words == ["▲", "late"]


def test_a_date_can_be_read_by_programs() -> None:
    time = of(doc.Day(A_DAY)).one("time")
    assert (time.attributes["datetime"], time.holds) == ("2026-06-30", ["30 Jun 2026"])


def test_a_bar_is_drawn_in_proportion_with_its_words_beside() -> None:
    counts: dict[Segment, int] = {Status.DELAYED: 1, Status.COMPLETED: 3, Status.ON_HOLD: 0}
    shown = of(doc.Bar(counts))
    parts = {
        each.attributes["class"]: float(each.attributes["width"]) for each in shown.all("rect")
    }
    assert list(parts) == ["completed", "delayed"]
    assert 2 < parts["completed"] / parts["delayed"] < 3.01
    assert " ".join(shown.words) == "3 completed, 1 delayed"


def test_the_bars_of_a_table_have_one_legend() -> None:
    """The words of each bar are for screen readers; the legend names each status once."""
    bars: list[dict[Segment, int]] = [
        {Status.COMPLETED: 2},
        {Status.COMPLETED: 1, Status.DELAYED: 1},
    ]
    rows = tuple(doc.Row(((doc.Text("x"),), (doc.Bar(each),))) for each in bars)
    tree = page(doc.Table((doc.Column("#"), doc.Column("By status", visual=True)), rows))
    assert "keyed" in tree.one("table").attributes["class"].split()
    keys = [key.words for key in tree.all("span") if key.attributes.get("class") == "key"]
    assert keys == [["completed"], ["delayed"]]
    counts = [
        " ".join(each.words)
        for each in tree.all("span")
        if each.attributes.get("class") == "counts"
    ]
    assert counts == ["2 completed", "1 completed, 1 delayed"]


def test_a_bar_of_nothing_is_nothing() -> None:
    assert page(doc.paragraph((doc.Bar({Status.DELAYED: 0}),))).one("main").words == []


def test_a_strip_is_told_in_words_too() -> None:
    shown = of(doc.Strip((None, Status.DELAYED, Status.COMPLETED)))
    assert next(shown.all("span")).attributes["aria-label"] == "– → delayed → completed"


def test_the_signs_of_strips_are_explained_below_their_table() -> None:
    cell: doc.Line = (doc.Strip((None, Status.DELAYED, Status.COMPLETED)),)
    (legend,) = body(doc.Table((doc.Column("x"),), (doc.Row((cell,)),))).all("p")
    assert legend.words == ["✓", "completed", "▲", "delayed"]


def test_a_table_has_a_name_and_headers_for_columns_and_rows() -> None:
    tree = body(doc.Heading(doc.plain("Late")), OBJECTIVES)
    table = tree.one("table")
    assert table.attributes["aria-labelledby"] == tree.one("h2").attributes["id"]
    head, *rows = [[c for c in row.holds if isinstance(c, Element)] for row in table.all("tr")]
    assert {cell.attributes["scope"] for cell in head} == {"col"}
    assert [cell.words for cell in head] == [each.title.split() for each in OBJECTIVES.columns]
    for row in rows:
        assert [cell.name for cell in row] == ["th"] + ["td"] * (len(head) - 1)
        assert row[0].attributes["scope"] == "row"


def test_a_table_of_figures_has_no_headers_for_rows() -> None:
    """The first figure is not the name of the others: their columns are."""
    columns = (doc.Column("Completed"), doc.Column("Past due"))
    figures = doc.Table(columns, (doc.Row((doc.plain("5"), doc.plain("4"))),), named=False)
    table = body(figures).one("table")
    assert [each.attributes["scope"] for each in table.all("th")] == ["col", "col"]
    assert [each.words for each in table.all("td")] == [["5"], ["4"]]


def test_a_row_that_no_longer_holds_says_so_to_all() -> None:
    table = body(OBJECTIVES).one("table")
    (row,) = [each for each in table.all("tr") if "struck" in each.kinds]
    assert next(cell.words for cell in row.all("s")) == ["1.10"]
    assert [each.holds for each in row.all("span") if "unseen" in each.kinds] == [
        [" (no longer counts)"]
    ]


@given(st.lists(lines, min_size=1, max_size=3))
@settings(max_examples=40)
def test_each_cell_is_a_cell(cells: list[doc.Line]) -> None:
    columns = tuple(doc.Column(str(n)) for n, _ in enumerate(cells))
    shown = table_of(body(doc.Table(columns, (doc.Row(tuple(cells)),))).one("table"))
    assert [len(row) for row in shown] == [len(cells)] * 2


def test_a_timeline_is_drawn_with_its_words_beside() -> None:
    table = body(TIMELINE).one("table")
    axis, meetings, toolkit = table.all("tr")
    assert list(table.one("thead").all("tr")) == [axis]
    assert [each.holds for each in axis.all("text")] == [["2024"], ["2025"], ["2026"]]
    assert " ".join(meetings.words) == "1.1 Meetings 1 Jan 2024 – 31 Dec 2026, standing commitment"
    assert "due 30 Jun 2026, delayed" in " ".join(toolkit.words)
    whole, part = meetings.one("rect").attributes, toolkit.one("rect").attributes
    assert (float(whole["x"]), float(whole["width"])) == (0, 360)
    assert float(part["x"]) == pytest.approx(360 / 3, abs=1)
    assert float(part["width"]) == pytest.approx(360 * 21 / 36, abs=2)
    assert ["mark" in each.kinds for each in toolkit.all("path")].count(True) == 1


@given(st.dates(), st.dates(), st.dates(), st.dates(), st.none() | st.dates())
@settings(max_examples=60)
def test_a_stretch_stays_within_its_drawing(
    start: date, end: date, first: date, last: date, mark: date | None
) -> None:
    span = doc.Span("x", first, last, Status.DELAYED, mark)
    tree = body(doc.Timeline(start, end, A_DAY, (span,)))
    rect = tree.one("rect").attributes
    assert 0 <= float(rect["x"]) < 360
    assert 0 < float(rect["width"]) <= 360.1 - float(rect["x"])
    assert len(list(tree.all("text"))) <= 10


class Page(SingleFileSnapshotExtension):
    """A page as a file of its own, to be opened in a browser."""

    _write_mode = WriteMode.TEXT
    file_extension = "html"


def test_a_small_page(snapshot: SnapshotAssertion) -> None:
    small = doc.Document(
        (
            doc.Heading(doc.plain("Forward Work Plan"), 1, doc.plain("as of 24 Nov 2026")),
            doc.Notice(doc.plain("Figures count only what public pages report.")),
            doc.paragraph((doc.Text("2 overdue", doc.Role.ERROR), doc.Text(" "), doc.Citation(1))),
            doc.Table(
                (
                    doc.Column("#"),
                    doc.Column("Item", wrapping=True),
                    doc.Column("Status"),
                    doc.Column("Activities"),
                ),
                (
                    doc.Row(
                        (
                            doc.plain("1"),
                            doc.plain("Toolkit"),
                            (doc.StatusMark(Status.DELAYED, "delayed"),),
                            (doc.Bar({Status.COMPLETED: 1, Status.DELAYED: 2}),),
                        ),
                        heading=True,
                    ),
                ),
            ),
            doc.References((ADDRESS,)),
        ),
        doc.plain("Plans: plans"),
    )
    assert draw(small, Canvas()).decode() == snapshot(extension_class=Page)
