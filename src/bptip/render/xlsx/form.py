"""A party's form as a workbook: cells to fill in are white, all other cells grey and locked.

The same form gives the same bytes, since the file does not say when it was made. Texts are written
as texts, so that no text becomes a formula. A hidden sheet has the lists of words, and the keys by
which the form is read when the party sends it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from bptip.exchange.forms import form_words as words
from bptip.exchange.forms.form import FORM, Form, FormRow
from bptip.exchange.forms.form_guide import TITLE
from bptip.exchange.forms.form_words import Field, Place
from bptip.plan.vocabulary import day
from bptip.render.visible import visible
from bptip.render.xlsx.cell_text import cell_text
from bptip.render.xlsx.form_help import write_guide
from bptip.render.xlsx.form_style import LOCKING, PARTY_SIZE, Styles
from bptip.render.xlsx.growing_rows import GrowingSheet, height_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet


SHEET: Final = "Return"
"""The name of the sheet to fill in."""

WIDTHS: Final = {
    Place.NUMBER: 6, Place.ACTIVITY: 29, Place.PROMISED: 21, Place.LAST: 15, Place.STATUS: 17,
    Place.DAY: 14, Place.VALUE: 8, Place.NOTE: 34, Place.CHALLENGES: 25, Place.EVIDENCE: 18,
    Place.SECRETARIAT: 18,
}  # fmt: skip
"""The width of each column (characters); together they fit across a landscape A4 page."""

COLUMNS: Final = {place: number for number, place in enumerate(words.HEADINGS)}
KEYS: Final = len(COLUMNS)
"""The places of the columns, from 0; the last column, KEYS, is hidden and has the rows' keys."""

TOP, DATES, BANDS, HEADER, HEADER_KEYS, FIRST = range(6)
"""The rows above the questions, and the first row of questions, counted from 0."""

LONG_ANSWER: Final = 5
"""Minimum height of the cells for a long answer (lines)."""


def render(form: Form) -> bytes:
    """Returns the workbook of a form."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made = datetime.combine(form.head.as_of, time(), UTC).replace(tzinfo=None)
    title = f"Return of {form.head.party}, {form.head.round}"
    book.set_properties({"title": visible(title), "created": made})
    styles = Styles(book)
    sheets = [book.add_worksheet(name, GrowingSheet) for name in (SHEET, TITLE, words.KEYS_SHEET)]
    lists = _hidden(sheets[2], form)
    _AnswerSheet(sheets[0], styles, lists).draw(form)
    write_guide(sheets[1], styles, form)
    book.close()
    return stream.getvalue()


class _AnswerSheet:
    """Writes the sheet to fill in, from the top down."""

    def __init__(self, sheet: Worksheet, styles: Styles, lists: dict[str, str]) -> None:
        self.sheet = sheet
        self.styles = styles
        self.lists = lists
        self.row = FIRST

    def draw(self, form: Form) -> None:
        """Writes the whole sheet."""
        self._set_up(form)
        self._top(form)
        self._header()
        for group in form.groups:
            self._heading(group.number, group.title)
            for row in group.rows:
                self._question(row)
        self._once(form)
        if form.closed:
            self._heading("", "Closed already: nothing to fill in")
            for row in form.closed:
                self._texts(row, self.styles.closed)
                self._rest(self.styles.closed)
                self.row += 1

    def _set_up(self, form: Form) -> None:
        sheet = self.sheet
        for place, column in COLUMNS.items():
            sheet.set_column(column, column, WIDTHS[place])
        sheet.set_column(KEYS, KEYS, 12, None, {"hidden": True})
        sheet.set_row(HEADER_KEYS, None, None, {"hidden": True})
        sheet.protect("", LOCKING)
        sheet.freeze_panes(FIRST, COLUMNS[Place.PROMISED])
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(BANDS, HEADER)
        sheet.print_area(0, 0, self._last_row(form), KEYS - 1)
        head = form.head
        sheet.set_footer(f"&L{_for_footer(head.party)}, {_for_footer(head.round)}&RPage &P of &N")
        sheet.hide_gridlines(2)

    def _last_row(self, form: Form) -> int:
        groups = sum(1 + len(group.rows) for group in form.groups)
        closed = 1 + len(form.closed) if form.closed else 0
        return FIRST + groups + 1 + len(ONCE) + closed - 1

    def _top(self, form: Form) -> None:
        """Writes the party, the plan, the days, and the cell to tick for nothing to report."""
        head, styles = form.head, self.styles
        activity, note = COLUMNS[Place.ACTIVITY], COLUMNS[Place.NOTE]
        self._write(TOP, activity, words.FIELDS[Field.PARTY], styles.label)
        party = self._across(Place.PROMISED, Place.VALUE, head.party, styles.party)
        title = self._across(Place.NOTE, Place.EVIDENCE, form.plan_title, styles.title)
        self._write(TOP, KEYS, Field.PARTY, styles.key)
        heights = (
            height_of([(head.party, party / PARTY_SIZE)]) * PARTY_SIZE,
            height_of([(form.plan_title, title)]),
        )
        self.sheet.set_row(TOP, max(heights))
        days = f"Status as at {day(head.as_of)}. Please return by {day(head.due)}. {FILL_IN}"
        self._write(DATES, activity, days, styles.days)
        self._write(DATES, note, words.FIELDS[Field.NOTHING], styles.label_right)
        tick = COLUMNS[Place.CHALLENGES]
        self._write(DATES, tick, "", styles.fill)
        self._list(DATES, tick, self.lists[Field.NOTHING])
        self._write(DATES, KEYS, Field.NOTHING, styles.key)

    def _across(self, first: Place, last: Place, text: str, style: Any) -> float:  # noqa: ANN401
        """Writes a text across columns of the first row; returns their width."""
        start, end = COLUMNS[first], COLUMNS[last]
        self.sheet.merge_range(TOP, start, TOP, end, "", style)
        self._write(TOP, start, text, style)
        return sum(WIDTHS[place] for place, column in COLUMNS.items() if start <= column <= end)

    def _header(self) -> None:
        """Writes the header; above it, how each answer is used, and below it, the columns' keys."""
        styles = self.styles
        self.sheet.set_row(HEADER, 3 * 15)
        for place, column in COLUMNS.items():
            band = styles.band_of(place)
            self._write(BANDS, column, BAND_TEXTS.get(place, ""), band)
            self._write(HEADER, column, words.HEADINGS[place], styles.header_of(place))
            self._write(HEADER_KEYS, column, place, styles.key)
        self._write(HEADER_KEYS, KEYS, words.KEY, styles.key)

    def _heading(self, number: str, title: str) -> None:
        """Writes the row above the activities of an objective."""
        self._write(self.row, COLUMNS[Place.NUMBER], number, self.styles.objective)
        self._write(self.row, COLUMNS[Place.ACTIVITY], title, self.styles.objective)
        for column in range(COLUMNS[Place.PROMISED], KEYS):
            self.sheet.write_blank(self.row, column, None, self.styles.objective)
        self._write(self.row, KEYS, words.HEADING, self.styles.key)
        self.row += 1

    def _question(self, row: FormRow) -> None:
        """Writes a row to fill in."""
        self._texts(row, self.styles.locked)
        self._rest(self.styles.locked, skip=row.fills)
        for place in row.fills:
            style = self.styles.day if place is Place.DAY else self.styles.fill_of(place)
            self.sheet.write_blank(self.row, COLUMNS[place], None, style)
        if Place.STATUS in row.fills:
            self._list(self.row, COLUMNS[Place.STATUS], self.lists[row.choices])
        self.row += 1

    def _texts(self, row: FormRow, style: Any) -> None:  # noqa: ANN401  # a format of the library
        """Writes the texts of a row's locked columns, and its key."""
        texts = dict(zip(words.LOCKED, row.locked, strict=True))
        self._grow(((text, WIDTHS[place]) for place, text in texts.items()), 2)
        for place, text in texts.items():
            self._write(self.row, COLUMNS[place], text, style)
        self._write(self.row, KEYS, row.key if row.fills else words.CLOSED, self.styles.key)

    def _grow(self, texts: Iterable[tuple[str, float]], least: int) -> None:
        """Makes the row high enough for its texts, each given with its width."""
        self.sheet.set_row(self.row, height_of(texts, least))

    def _rest(self, style: Any, skip: Iterable[Place] = ()) -> None:  # noqa: ANN401
        """Draws the locked cells of a row."""
        for place, column in COLUMNS.items():
            if place not in words.LOCKED and place not in skip:
                self.sheet.write_blank(self.row, column, None, style)

    def _once(self, form: Form) -> None:
        """Writes the cells below the questions, which the form has only once."""
        self._heading("", "Please sign, and add what is missing")
        first, last = COLUMNS[Place.PROMISED], COLUMNS[Place.CHALLENGES]
        for field in ONCE:
            label = words.FIELDS[field].format(party=form.head.party)
            self._write(self.row, COLUMNS[Place.ACTIVITY], label, self.styles.label)
            style = self.styles.day if field is Field.DATE else self.styles.fill
            value = words.FINAL if field is Field.DRAFT else ""
            is_long = field in (Field.CORRECTIONS, Field.OTHER)
            self.sheet.merge_range(
                self.row, first, self.row, last if is_long else COLUMNS[Place.DAY], value, style
            )
            self._grow([(label, WIDTHS[Place.ACTIVITY])], LONG_ANSWER if is_long else 1)
            if field in self.lists:
                self._list(self.row, first, self.lists[field])
            self._write(self.row, KEYS, field, self.styles.key)
            self.row += 1

    def _list(self, row: int, column: int, source: str) -> None:
        """Adds a list of words to choose from to a cell."""
        options = {
            "validate": "list",
            "source": source,
            "error_title": "Please choose from the list",
            "error_message": "This cell takes only the words of its list. Click the arrow beside "
            "the cell. Anything else can be written into the columns for text.",
        }
        self.sheet.data_validation(row, column, row, column, options)

    def _write(self, row: int, column: int, text: str, style: Any) -> None:  # noqa: ANN401
        if text:
            self.sheet.write_string(row, column, cell_text(text), style)
        else:
            self.sheet.write_blank(row, column, None, style)


FILL_IN: Final = "Fill in the white and yellow cells; help is on the next sheet."

ONCE: Final = (
    Field.NAME, Field.DATE, Field.DRAFT, Field.VIA, Field.CORRECTIONS, Field.OTHER,
)  # fmt: skip
"""The cells below the questions, in their order."""

BAND_TEXTS: Final = {
    Place.NUMBER: "For your information (locked)",
    Place.STATUS: "Please fill in: this will be published",
    Place.SECRETARIAT: "Will not be published",
}
"""The words above the header, by the first column to which they apply."""


def _for_footer(text: str) -> str:
    """Returns a text for the foot of a page: cut to fit, with "&" escaped, which begins a code."""
    return visible(text)[:60].replace("\n", " ").replace("&", "&&")


def _hidden(sheet: Worksheet, form: Form) -> dict[str, str]:
    """Writes the hidden sheet; returns the range of each list of words."""
    head = form.head
    facts = (
        ("form", str(FORM)), ("plan", head.plan), ("version", str(head.version)),
        ("round", head.round), ("as-of", head.as_of.isoformat()), ("due", head.due.isoformat()),
        ("party", head.party),
    )  # fmt: skip
    for row, (name, value) in enumerate(facts):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    for row, texts in enumerate(
        [words.ROW_KEYS, *map(_row_facts, form.rows)], start=len(facts) + 1
    ):
        for column, text in enumerate(texts):
            if text:
                sheet.write_string(row, column, cell_text(text))
    sheet.protect("")
    sheet.hide()
    return _lists(sheet, form)


def _row_facts(row: FormRow) -> tuple[str, ...]:
    own = "own" if row.is_own else ""
    return row.key, own, row.shown or "", row.promise or "", *row.locked


def _lists(sheet: Worksheet, form: Form) -> dict[str, str]:
    """Writes each list of words into its own column; returns the ranges of the lists."""
    from xlsxwriter.utility import xl_range_abs

    listed: dict[str, Sequence[str]] = dict(form.choices)
    listed[Field.DRAFT] = (words.FINAL, words.DRAFT)
    listed[Field.NOTHING] = (words.TICK,)
    ranges = {}
    for column, (name, choices) in enumerate(listed.items(), start=len(words.ROW_KEYS) + 1):
        for row, choice in enumerate(choices):
            sheet.write_string(row, column, cell_text(choice))
        ranges[name] = f"={words.KEYS_SHEET}!{xl_range_abs(0, column, len(choices) - 1, column)}"
    return ranges
