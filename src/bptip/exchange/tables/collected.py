"""Collects the parties, the statuses, the doubtful dates and the findings of an import."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.cell_dates import Calendar, CellDate, date_in
from bptip.exchange.tables.cell_figures import percentage_in
from bptip.exchange.tables.cell_parties import LEADING, PartyCell, parties_in
from bptip.exchange.tables.cell_statuses import StatusWords, likely_meaning
from bptip.exchange.tables.colours import OpenColour
from bptip.exchange.tables.columns import TableColumn
from bptip.exchange.tables.date_orders import OpenDates, open_dates, sure_order
from bptip.exchange.tables.findings import Finding, SetAside, error, shortened, warning
from bptip.exchange.tables.maps import TableMap, map_line, typed_option
from bptip.exchange.tables.party_names import Names
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.model import Status
from bptip.plan.status_names import readings_of
from bptip.plan.vocabulary import count, day, number
from bptip.recording.typed_values import grouping_hint


class StatusCount(NamedTuple):
    """A word for a status in a table, its meaning, and the number of cells that have it."""

    word: str
    status: Status | None
    cells: int


class Collected:
    """The parties, statuses, findings and set-aside rows that an import has collected so far."""

    def __init__(
        self, table_map: TableMap, calendar: Calendar, words: StatusWords, names: Names
    ) -> None:
        self.map = table_map
        self.calendar = calendar
        self.words = words
        self.names = names
        self.findings: list[Finding] = []
        self.set_aside: list[SetAside] = []
        self.roles_of_parties: Counter[str] = Counter()
        self.struck: list[tuple[str, str]] = []
        self._orders: Counter[str | None] = Counter()
        self.makes_version = True
        self.notes: list[str] = []
        self.open_colours: list[OpenColour] = []
        self.day_column = ""
        self.lacking: dict[str, str] = {}
        self.choices: dict[str, None] = {}
        self._statuses: Counter[tuple[str, Status | None]] = Counter()
        self._places: dict[str, str] = {}

    def status(self, word: str, status: Status | None, place: str) -> None:
        """Counts a word for a status."""
        self._statuses[word, status] += 1
        self._places.setdefault(word, place)

    @property
    def statuses(self) -> tuple[StatusCount, ...]:
        """The words for statuses, most frequent first, then unused words of the drop-down list."""
        counted = [StatusCount(*key, cells) for key, cells in self._statuses.most_common()]
        words = {each.word for each in counted}
        return (*counted, *(self._choice(word) for word in self.choices if word not in words))

    def _choice(self, word: str) -> StatusCount:
        """Returns the count of a word in a drop-down list that no cell has."""
        stated = self.words.status_in(SheetCell("", word))
        return StatusCount(word, stated.status if stated else None, 0)

    @property
    def unknown_statuses(self) -> Iterator[Finding]:
        """An error for each unknown word for a status, at the first cell with the word."""
        for word, status, cells in self.statuses:
            if status is not None or not cells:
                continue
            counted = count(cells, "cell")
            likely, readings = likely_meaning(word), readings_of(word)
            options = [typed_option("status", word, each) for each in readings or (likely,)]
            message = f'"{shortened(word)}" is not a status that bptip knows ({counted}).'
            if readings:
                message = f'"{word}" can be "{readings[0]}" or "{readings[1]}" ({counted}).'
            hint = f"Add {' or '.join(options)}. "
            hint += f"In the map: {map_line('status', word, likely)}"
            yield error("unknown-status", self._places[word], word, message, hint)

    def with_likely_order(self) -> list[Finding]:
        """Returns the findings; if dates have the month first, their hints say month-first too."""
        if not self.has_month_first:
            return self.findings
        return [
            finding._replace(hint=_DAY_FIRST.sub(r"month-first\1%m\2%d", finding.hint))
            for finding in self.findings
        ]

    @property
    def has_month_first(self) -> bool:
        """True if more dates must have the month first than must have the day first."""
        return self._orders["month-first"] > self._orders["day-first"]

    @property
    def open_dates(self) -> OpenDates | None:
        """The dates whose order the map does not state."""
        texts = [each.value for each in self.findings if each.code == "ambiguous-date"]
        return None if self.map.dates else open_dates(texts, is_month_first=self.has_month_first)

    def parties(self, cell: SheetCell, known: Sequence[str]) -> PartyCell:
        """Returns the parties in a cell under their names, and counts them."""
        named = parties_in(cell.text, known, self.map.separator)
        self.roles_of_parties.update(named.roles)
        leads = any(role.casefold().startswith(LEADING) for role in named.roles)
        if leads and named.partners and PARTNERS_NOTE not in self.notes:
            self.notes.append(PARTNERS_NOTE)
        return named._replace(
            names=self.names.names(named.names, cell.place),
            partners=self.names.names(named.partners, cell.place),
        )

    def planned_date(self, cell: SheetCell) -> CellDate:
        """Returns the planned date in a cell; if only progress is imported, without a finding."""
        return self.date_in(cell) if self.makes_version else date_in(cell, self.calendar)

    def date_in(self, cell: SheetCell, *, is_needed: bool = False) -> CellDate:
        """Returns the date of a cell; adds a finding if the date has several readings or none.

        With `is_needed`, the finding is an error, so nothing is written.
        """
        dated = date_in(cell, self.calendar)
        self._orders[sure_order(cell.text)] += 1
        if dated.is_buddhist and dated.days and BUDDHIST_NOTE not in self.notes:
            self.notes.append(BUDDHIST_NOTE)
        if dated.doubt is not None:
            code, meant, hint = dated.doubt
            text = cell.text.strip()
            if dated.lacking:
                self.lacking.setdefault(dated.lacking, text)
            finding = error if is_needed else warning
            message = f'"{shortened(text)}" {meant}.'
            self.findings.append(finding(code, cell.place, text, message, hint))
        return dated._replace(place=cell.place)

    def took_days(self, column: TableColumn) -> None:
        """Adds a note that a column of dates was taken for the days of reports, not due dates."""
        option = typed_option("columns", column.header, ColumnRole.DUE)
        taken = f'"{shortened(column.header)}" was taken for the day of each report.'
        self.notes.append(f"{taken} If it is the due date: {option}")

    def not_a_day(self, cell: SheetCell, taken: date) -> None:
        """Adds a warning that words are not the day of a report, so the option's day was taken."""
        text = cell.text.strip()
        message = f'"{shortened(text)}" is not a day; {day(taken)} was taken (--on).'
        self.findings.append(warning("bad-date", cell.place, text, message))

    def not_a_text(self, cell: SheetCell) -> None:
        """Adds a warning that a cell has an error of the spreadsheet instead of a text."""
        text = cell.text.strip()
        message = f'"{text}" is an error of the spreadsheet; the cell was read as empty.'
        self.findings.append(warning("bad-text", cell.place, text, message, ERROR_HINT))

    def not_a_percentage(self, cell: SheetCell) -> str:
        """Adds a warning for a cell without a clear percentage; returns the text to keep."""
        share = percentage_in(cell)
        if share is None:
            return self._kept(cell, "is not a percentage", "Write a number from 0 to 100.")
        readings = f"can be {number(share)} % or {number(share * 100)} %"
        hint = "In the table, write the percentages of this column with the sign %."
        return self._kept(cell, readings, hint)

    def not_a_figure(self, cell: SheetCell) -> str:
        """Adds a warning for a text instead of a number; returns the text to keep."""
        hint = grouping_hint(cell.text)
        wrong = "may contain separators for thousands" if hint else "is not a number"
        return self._kept(cell, wrong, hint or "")

    def _kept(self, cell: SheetCell, wrong: str, hint: str) -> str:
        text = cell.text.strip()
        message = f'"{shortened(text)}" {wrong}; it is kept as a text.'
        self.findings.append(warning("bad-number", cell.place, text, message, hint))
        return text


ERROR_HINT: Final = "A text that begins with = + or - is a formula: write an apostrophe before it."

BUDDHIST_NOTE: Final = "Buddhist years were read as ours: 2569 is 2026. Their words are kept."

PARTNERS_NOTE: Final = "In a cell that says who leads, the other parties are partners."

_DAY_FIRST: Final = re.compile(r'day-first(\. In the map: dates = ")%d([/.-])%m')
