"""Tables on paper: every column stands, texts share the room, a wide table lays the page down."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from bptip.pages.document import (
    Bar,
    Column,
    Day,
    Document,
    Heading,
    Line,
    Role,
    Row,
    StatusMark,
    Strip,
    Table,
    Text,
    plain,
)
from bptip.plan.model import Segment, Status
from bptip.render.layout.columns import COLUMN_GAP, WIDEST_TEXT
from bptip.render.layout.letters import printed
from bptip.render.layout.paper import (
    BAR_LIMITS,
    LANDSCAPE_WIDTH,
    LONGEST_WORD,
    PORTRAIT_WIDTH,
    estimated_pages,
    measured,
    paper_parts,
    paper_widths,
)
from render.arbitrary_documents import tables
from render.specimen import OBJECTIVES, SPECIMEN

TEXT = Column("Text", wrapping=True)
ID = Column("#")


def of_texts(*lengths: int, columns: tuple[Column, ...] = ()) -> Table:
    """Returns a table of one row whose texts are so long."""
    cells = tuple(plain(("word " * length)[: length - 1] + "x") for length in lengths)
    return Table(columns or (TEXT,) * len(lengths), (Row(cells),))


def total(columns: list[int]) -> int:
    return sum(columns) + COLUMN_GAP * (len(columns) - 1)


def of_cells(*cells: Line, title: str = "", wrapping: bool = False) -> Table:
    """Returns a table of one column."""
    return Table((Column(title, wrapping=wrapping),), tuple(Row((cell,)) for cell in cells))


def natural(table: Table) -> int:
    """Returns how wide its only column wants to be."""
    (column,) = measured(table)
    return column.natural


def test_a_table_that_fits_is_as_wide_as_its_cells() -> None:
    cells = (plain("0123"), plain("0123456789" * 3))
    assert paper_widths(Table((TEXT, TEXT), (Row(cells),)), PORTRAIT_WIDTH) == [5, 30]


def test_figures_stay_whole_and_texts_get_the_rest() -> None:
    row = Row((plain("12345678"), plain("word " * 100)))
    assert paper_widths(Table((ID, TEXT), (row,)), PORTRAIT_WIDTH) == [
        8,
        PORTRAIT_WIDTH - COLUMN_GAP - 8,
    ]


def test_a_heading_is_bold_and_as_wide_as_that() -> None:
    """ "Was" over ids takes more than three figures: it must not break."""
    assert natural(of_cells(plain("3.3"), title="Was")) == 4
    titled, strong = of_cells(title="Overdue"), of_cells((Text("Overdue", Role.STRONG),))
    assert natural(titled) == natural(strong) > natural(of_cells(plain("Overdue")))


def test_broad_letters_take_more_than_narrow_ones() -> None:
    assert natural(of_cells(plain("W" * 8))) > 2 * natural(of_cells(plain("l" * 8)))


def test_no_word_breaks_where_there_is_room() -> None:
    """Nor a date, nor a status, in whatever column; a long address may."""
    day, status = Day(date(2026, 12, 31)), StatusMark(Status.NOT_REPORTED, "not reported")
    long = plain("https://example.org/" + "x" * 200)
    held = [plain("Kommunikationsbehörde a"), (Text("due "), day), (Text("so "), status), long]
    late = Column("Late", wrapping=True, priority=1)
    table = Table(
        (ID, TEXT, late, late, late, late), (Row((plain("1"), plain("a " * 400), *held)),)
    )
    shared = paper_widths(table, LANDSCAPE_WIDTH)
    for place, part in enumerate(("Kommunikationsbehörde", "31\u00a0Dec\u00a02026",
                                  "?\u00a0not\u00a0reported", "x" * LONGEST_WORD), 2):  # fmt: skip
        assert shared[place] >= printed(part), part


def test_a_bar_is_wide_enough_for_what_stands_below() -> None:
    few: dict[Segment, int] = {Status.DELAYED: 1}
    many: dict[Segment, int] = dict.fromkeys(Status, 10)
    assert [natural(of_cells((Bar(each),))) for each in (few, many)] == list(BAR_LIMITS)
    bars = Table((TEXT, Column("Bar", priority=2)), (Row((plain("word " * 99), (Bar(many),))),))
    assert BAR_LIMITS[0] <= paper_widths(bars, PORTRAIT_WIDTH)[1] <= BAR_LIMITS[1]


def test_a_bar_stands_on_one_line_before_headings_do() -> None:
    columns = (Column("Bar", priority=1), *(Column("Not reported", priority=2),) * 5)
    crammed = Table(columns, (Row(((Bar({Status.DELAYED: 1}),), *(plain("1"),) * 5)),))
    shared = paper_widths(crammed, PORTRAIT_WIDTH)
    assert shared[0] == BAR_LIMITS[0]
    assert total(shared) == PORTRAIT_WIDTH


def test_a_short_text_is_not_starved_by_a_long_one() -> None:
    """The long one gets more only if the short one fits on a line, or is wide enough to read."""
    assert paper_widths(of_texts(45, 900), PORTRAIT_WIDTH)[0] > 24
    assert paper_widths(of_texts(80, 900), LANDSCAPE_WIDTH)[0] >= WIDEST_TEXT


def test_no_column_steps_aside_and_the_page_is_full_at_most() -> None:
    columns = (ID, TEXT, *(Column("Late", wrapping=True, priority=n) for n in (1, 2, 3)))
    shared = paper_widths(of_texts(5, 400, 400, 400, 400, columns=columns), PORTRAIT_WIDTH)
    assert len(shared) == 5
    assert total(shared) == PORTRAIT_WIDTH


@given(tables())
@settings(max_examples=60)
def test_every_column_of_any_table_stands(table: Table) -> None:
    shared = paper_widths(table, PORTRAIT_WIDTH)
    assert len(shared) == len(table.columns)
    assert min(shared) >= 1


def test_what_is_drawn_is_measured_as_drawn() -> None:
    """A sign, and a blank that never breaks."""
    assert natural(of_cells((Strip((None, Status.DELAYED)),))) == 4
    assert natural(of_cells((StatusMark(Status.DELAYED, "0000"),))) == 6


def test_a_row_below_another_stands_in() -> None:
    below = Row((plain("12345"),), level=2)
    assert natural(Table((Column(""),), (below,))) == 8


def test_the_page_is_landscape_for_a_table_that_would_be_crammed() -> None:
    columns = (ID, TEXT, *(Column("A date here", priority=n) for n in range(1, 9)))
    wide = of_texts(5, 200, *(11 for _ in range(8)), columns=columns)
    assert landscape(Document((of_texts(200, 200),))) == [False]
    assert landscape(Document((of_texts(200, 200), wide))) == [True]
    assert landscape(SPECIMEN) == landscape(Document((OBJECTIVES,))) == [True]


def landscape(document: Document) -> list[bool]:
    """Returns for each part of a page if its pages are landscape."""
    return [part.is_landscape for part in paper_parts(document)]


def test_only_the_wide_sections_of_the_annex_are_landscape() -> None:
    """The pages for those who decide are portrait, and so is what follows the last wide table."""
    narrow = of_texts(5, 5)
    annex = Heading(plain("Annex"), new_page=True)
    first, second, third, last = (Heading(plain(str(number)), 3) for number in range(4))
    front = (Heading(plain("Title"), 1), OBJECTIVES)
    assert landscape(Document((*front, annex, first, narrow))) == [False]
    blocks = (*front, annex, first, narrow, second, OBJECTIVES, third, OBJECTIVES, last, narrow)
    parts = paper_parts(Document(blocks))
    assert [part.is_landscape for part in parts] == [False, True, False]
    assert [part.blocks[0] for part in parts] == [front[0], second, last]
    assert tuple(block for part in parts for block in part.blocks) == blocks
    begun = paper_parts(Document((*front, annex, first, OBJECTIVES)))
    assert [part.blocks[0] for part in begun] == [front[0], annex]


def test_the_pages_are_estimated_from_the_blocks() -> None:
    """A hundred rows are four pages, and a page of a few lines is one."""
    assert estimated_pages(Document((Heading(plain("Title"), 1),))) == 1
    rows = Table((TEXT,), tuple(Row((plain(str(number)),)) for number in range(100)))
    assert estimated_pages(Document((rows,))) == 4
