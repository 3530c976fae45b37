"""From the rows of a table to the activities and reports that they state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.exchange.cell_dates import (
    NO_DATE,
    Calendar,
    CellDate,
    DateKind,
    date_in,
    is_month_first,
    stored,
)
from bptip.exchange.cell_parties import Names, parties_in
from bptip.exchange.cell_statuses import StatusWords, figure_in, likely_status, percentage_in
from bptip.exchange.columns import TableColumn
from bptip.exchange.drafts import DraftActivity, DraftIndicator, RowReport
from bptip.exchange.findings import Finding, SetAside, error, warning
from bptip.exchange.numbers import clean_number, numbered_title
from bptip.exchange.words import EMPTY_MARKS, MARKS, ColumnRole
from bptip.plan.addresses import as_web_address, is_link
from bptip.plan.characters import letters_of, same_text
from bptip.plan.model import ExtraValue, Reason, Status
from bptip.plan.names import find_name

if TYPE_CHECKING:
    from bptip.exchange.cells import SheetCell
    from bptip.exchange.maps import TableMap
    from bptip.exchange.rows import TableRow


class StatusCount(NamedTuple):
    """A word for a status in a table, the status that it means, and in how many cells it is."""

    word: str
    status: Status | None
    cells: int


class Collected:
    """The common store of an import: its parties, statuses, findings and rows set aside."""

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
        self.has_month_first = False
        self._statuses: Counter[tuple[str, Status | None]] = Counter()
        self._places: dict[str, str] = {}

    def status(self, word: str, status: Status | None, place: str) -> None:
        """Counts a word for a status."""
        self._statuses[word, status] += 1
        self._places.setdefault(word, place)

    @property
    def statuses(self) -> tuple[StatusCount, ...]:
        """The words for statuses, the most frequent first."""
        return tuple(StatusCount(*key, count) for key, count in self._statuses.most_common())

    @property
    def unknown_statuses(self) -> Iterator[Finding]:
        """An error for each word that means no status that bptip knows, at its first cell."""
        unknown = [word for word, status, _ in self.statuses if status is None]
        for word, status, cells in self.statuses:
            if status is not None:
                continue
            near = likely_status(word, unknown)
            counted = f"{cells} cell{'' if cells == 1 else 's'}"
            message = f'"{word}" is not a status that bptip knows ({counted}).'
            hint = f'In the map: status = {{ "{word}" = "{near.value}" }}'
            yield error("unknown-status", self._places[word], word, message, hint)

    def with_likely_order(self) -> list[Finding]:
        """Returns the findings; where a date has its month first, so has the map's line."""
        if not self.has_month_first:
            return self.findings
        return [
            finding._replace(hint=_DAY_FIRST.sub(r"%m\1%d", finding.hint))
            for finding in self.findings
        ]

    def parties(self, cell: SheetCell, known: Sequence[str]) -> tuple[str, ...]:
        """Returns the parties that a cell names, and counts them."""
        named = parties_in(cell.text, known, self.map.separator)
        self.roles_of_parties.update(named.roles)
        return self.names.names(named.names, cell.place)

    def date_in(self, cell: SheetCell) -> CellDate:
        """Returns the date of a cell; tells what is struck out, and what has no one reading."""
        if cell.struck.strip():
            self.struck.append((cell.place, cell.struck.strip()))
        dated = date_in(cell, self.calendar)
        self.has_month_first |= is_month_first(cell.text)
        if dated.doubt is not None:
            code, meant, hint = dated.doubt
            text = cell.text.strip()
            self.findings.append(warning(code, cell.place, text, f'"{text}" {meant}.', hint))
        return dated


class RowReader:
    """Reads the rows of one table by the roles of its columns."""

    def __init__(
        self,
        columns: Sequence[TableColumn],
        collected: Collected,
        known: Sequence[str],
        *,
        has_numbers_in_titles: bool,
        on: date | None,
        by: str | None,
    ) -> None:
        self.columns = columns
        self.collected = collected
        self.known = known
        self.has_numbers_in_titles = has_numbers_in_titles
        self.on = on
        self.by = by
        self._by_role: dict[ColumnRole, TableColumn] = {}
        for column in columns:
            if column.period is None and column.key != "objective":
                self._by_role.setdefault(column.role, column)
        own = (
            c for c in columns if c.role is ColumnRole.NUMBER and c.key == ColumnRole.ACTIVITY.value
        )
        self._number = next(own, self._by_role.get(ColumnRole.NUMBER))

    def cell(self, row: TableRow, role: ColumnRole) -> SheetCell | None:
        """Returns the cell of a role in a row; None if it shows nothing."""
        column = self._by_role.get(role)
        cell = row.cells[column.at] if column else None
        is_empty = cell is None or cell.is_empty or cell.text.strip() in EMPTY_MARKS
        return None if is_empty else cell

    def text(self, row: TableRow, role: ColumnRole) -> str | None:
        """Returns the text of a role in a row; None if it shows nothing."""
        cell = self.cell(row, role)
        return cell_text(cell) if cell else None

    def date_of(self, row: TableRow, role: ColumnRole) -> CellDate:
        """Returns the date of a role in a row."""
        column = self._by_role.get(role)
        return self.collected.date_in(row.cells[column.at]) if column else NO_DATE

    # --- Activities.

    def activity(self, row: TableRow, heading: str | None) -> DraftActivity:
        """Returns the activity that a row states; `heading` is that of a level between."""
        cell = self.cell(row, ColumnRole.ACTIVITY)
        title = cell_text(cell) if cell else ""
        number = self._number_in(row)
        if cell is not None and number is None and self.has_numbers_in_titles:
            number, title = numbered_title(title, cell.bold)
        start, due = self.date_of(row, ColumnRole.START), self.date_of(row, ColumnRole.DUE)
        extra: dict[str, ExtraValue] = {}
        for role, dated in ((ColumnRole.START, start), (ColumnRole.DUE, due)):
            if dated.words is not None:
                extra[self._by_role[role].header] = dated.words
        begins = start.days or due.first
        marked = self._marked(row)
        if marked and begins is None and due.kind is DateKind.NONE:
            begins = marked[0].days
            due = marked[-1]
        themes: tuple[str, ...] = ()
        if theme := self.text(row, ColumnRole.THEME):
            themes = tuple(dict.fromkeys(filter(None, map(same_text, re.split(r"[;\n]", theme)))))
        if heading is not None and self.collected.map.middle == "theme":
            themes = tuple(dict.fromkeys((same_text(heading), *themes)))
        elif heading is not None:
            extra[HEADING] = heading
        extra |= self._kept(row)
        lead, partners = self.lead(row), self._parties(row, ColumnRole.PARTNERS)
        return DraftActivity(
            place=(cell or row.cells[0]).place,
            title=title,
            number=number,
            description=self.text(row, ColumnRole.DESCRIPTION),
            lead=lead,
            partners=tuple(party for party in partners if party not in lead),
            start=stored(begins, last=False) if begins else None,
            due=due._replace(first=begins),
            themes=themes,
            extra=extra,
            indicators=tuple(self.indicators(row)),
            reports=tuple(self.reports(row, 0)),
        )

    def _number_in(self, row: TableRow) -> str | None:
        cell = row.cells[self._number.at] if self._number else None
        number = clean_number(cell.text) if cell else ""
        return number or None

    def lead(self, row: TableRow) -> tuple[str, ...]:
        """Returns the leads that a row names."""
        return self._parties(row, ColumnRole.LEAD)

    def _parties(self, row: TableRow, role: ColumnRole) -> tuple[str, ...]:
        cell = self.cell(row, role)
        return self.collected.parties(cell, self.known) if cell else ()

    def _marked(self, row: TableRow) -> list[CellDate]:
        """Returns the periods in which a row plans work, in their order."""
        periods = [
            CellDate(DateKind.SPAN, column.period)
            for column in self.columns
            if column.role is ColumnRole.PLANNED
            and column.period
            and _is_marked(row.cells[column.at])
        ]
        return sorted(periods, key=lambda each: each.days or ())

    def _kept(self, row: TableRow) -> Iterator[tuple[str, ExtraValue]]:
        """Yields the columns that are kept, by their names; texts of planned work too."""
        for column in self.columns:
            cell = row.cells[column.at]
            if cell.is_empty or cell.text.strip() in EMPTY_MARKS:
                continue
            if column.role is ColumnRole.KEEP:
                yield column.key or column.header, _value(cell)
            elif column.role is ColumnRole.PLANNED and not _is_mark(cell):
                yield column.header, cell_text(cell)

    def indicators(self, row: TableRow) -> Iterator[DraftIndicator]:
        """Yields the indicator that a row states; a text that is not a figure is a warning."""
        title = self.text(row, ColumnRole.INDICATOR)
        if title is None:
            return
        figures = {}
        unit = self.text(row, ColumnRole.UNIT)
        for role in (ColumnRole.BASELINE, ColumnRole.TARGET):
            cell = self.cell(row, role)
            figure = figure_in(cell) if cell else None
            figures[role] = figure and figure.number
            unit = unit or (figure.unit if figure else None)
            if cell and figure is None:
                self._not_a_figure(cell)
        yield DraftIndicator(title, unit, figures[ColumnRole.BASELINE], figures[ColumnRole.TARGET])

    def _not_a_figure(self, cell: SheetCell) -> None:
        text = cell.text.strip()
        message = f'"{text}" is not a number; it is left out.'
        self.collected.findings.append(warning("bad-number", cell.place, text, message))

    def notes_of_indicator(self, row: TableRow) -> Mapping[str, ExtraValue]:
        """Returns what a further row of an activity keeps beside its indicator."""
        return dict(self._kept(row))

    # --- Reports.

    def reports(self, row: TableRow, indicator: int) -> Iterator[RowReport]:
        """Yields what a row reports: once for each period, and once for the row itself."""
        for period in dict.fromkeys(c.period for c in self.columns if c.period is not None):
            of_period = {c.role: row.cells[c.at] for c in self.columns if c.period == period}
            report = self._report(row, of_period, period.last, indicator)
            if report.states_something:
                yield report._replace(has_own_day=True)
        cells = {role: row.cells[column.at] for role, column in self._by_role.items()}
        day = (
            date_in(cells[ColumnRole.ON], self.collected.calendar)
            if ColumnRole.ON in cells
            else NO_DATE
        )
        report = self._report(row, cells, day.days.last if day.days else None, indicator)
        if report.states_something:
            yield report._replace(on=report.on or self.on, has_own_day=report.on is not None)

    def _report(
        self, row: TableRow, cells: Mapping[ColumnRole, SheetCell], on: date | None, indicator: int
    ) -> RowReport:
        stated = {
            role: cell
            for role, cell in cells.items()
            if not cell.is_empty and cell.text.strip() not in EMPTY_MARKS
        }
        place = next((cells[role].place for role in _FIRST if role in cells), row.cells[0].place)
        report = RowReport(place, on, by=self._reporter(stated.get(ColumnRole.BY)))
        notes: list[str] = []
        addresses: list[str] = []
        if ColumnRole.STATUS in cells:
            report = self._with_status(report, cells[ColumnRole.STATUS], notes)
        for role in (ColumnRole.NOTE, ColumnRole.EVIDENCE):
            if role in stated:
                note, links = self._remarks(
                    stated[role], is_evidence_column=role is ColumnRole.EVIDENCE
                )
                notes += [note] if note else []
                addresses += links
        if ColumnRole.PROGRESS in stated:
            progress = percentage_in(stated[ColumnRole.PROGRESS])
            if progress is None:
                self._not_a_figure(stated[ColumnRole.PROGRESS])
            report = report._replace(progress=progress)
        if ColumnRole.VALUE in stated and ColumnRole.INDICATOR in stated:
            figure = figure_in(stated[ColumnRole.VALUE])
            if figure is None:
                self._not_a_figure(stated[ColumnRole.VALUE])
            else:
                report = report._replace(values={indicator: figure.number})
        texts = {role: cell_text(cell) for role, cell in stated.items()}
        reason = find_name(texts.get(ColumnRole.REASON, ""), [each.value for each in Reason])
        if ColumnRole.REASON in texts and reason is None:
            notes.append(texts[ColumnRole.REASON])
        expected = (
            self.collected.date_in(stated[ColumnRole.EXPECTED])
            if ColumnRole.EXPECTED in stated
            else NO_DATE
        )
        if expected.kind is not DateKind.NONE and expected.days is None:
            notes.append(texts[ColumnRole.EXPECTED])
        return report._replace(
            reason=Reason(reason) if reason else None,
            expected=expected.days.last if expected.days else None,
            next=texts.get(ColumnRole.NEXT),
            note="\n".join(notes) or None,
            challenges=texts.get(ColumnRole.CHALLENGES),
            evidence=tuple(dict.fromkeys(addresses)),
        )

    def _reporter(self, cell: SheetCell | None) -> str | None:
        if cell is None:
            return self.by
        parties = self.collected.parties(cell, self.known)
        return parties[0] if len(parties) == 1 else self.by

    def _with_status(self, report: RowReport, cell: SheetCell, notes: list[str]) -> RowReport:
        """Returns a report with the status of a cell; what follows its word goes to the notes."""
        stated = self.collected.words.status_in(cell)
        if stated is None:
            return report
        self.collected.status(stated.word, stated.status, cell.place)
        notes += [stated.rest] if stated.rest else []
        return report._replace(status=stated.status, said=stated.said, place=cell.place)

    def _remarks(self, cell: SheetCell, *, is_evidence_column: bool) -> tuple[str, list[str]]:
        """Returns the text of a cell without its addresses, and the addresses."""
        addresses = [address for address in cell.links if is_link(address)]
        text = cell_text(cell)
        for match in _ADDRESS.findall(text):
            address = match.rstrip(_CLOSING)
            if is_link(address):
                addresses.append(address)
                text = text.replace(address, "", 1)
        if is_evidence_column:
            kept = []
            for piece in re.split(r"\s+\|\s+|[;\n]", text):
                bare = piece.strip(_AROUND)
                web = as_web_address(bare) or bare
                if bare and " " not in bare and is_link(web):
                    addresses.append(web)
                elif bare:
                    kept.append(bare)
            text = "\n".join(kept)
        rest = "\n".join(" ".join(line.split(" ")).strip(" |") for line in text.split("\n"))
        rest = re.sub(r"\s+\|(?=\s*(?:\||$))|(?<=\S) {2,}", " ", rest).strip()
        return (rest if letters_of(rest) else ""), addresses


_DAY_FIRST: Final = re.compile(r"%d([/.-])%m")

HEADING: Final = "Heading"
"""The name under which a heading between the objective and its activities is kept."""

_FIRST: Final = (
    ColumnRole.STATUS,
    ColumnRole.PROGRESS,
    ColumnRole.NOTE,
    ColumnRole.VALUE,
    ColumnRole.CHALLENGES,
    ColumnRole.NEXT,
)
"""The columns whose cell is the place of a report."""

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"|]+")
_CLOSING: Final = ".,;:)]}>\"'"
_AROUND: Final = " \t.,;:()[]|"


def cell_text(cell: SheetCell) -> str:
    """Returns the text of a cell exactly, but for blanks around it and at the ends of lines."""
    return "\n".join(line.rstrip() for line in cell.text.strip().split("\n"))


def _value(cell: SheetCell) -> ExtraValue:
    """Returns the value of a cell as an own column has it: a day, else its text."""
    if isinstance(cell.value, date):
        return cell.value
    return cell_text(cell)


def _is_mark(cell: SheetCell) -> bool:
    return cell.text.strip().casefold() in MARKS


def _is_marked(cell: SheetCell) -> bool:
    """True if a cell marks a period: it has a mark, a text or a colour."""
    text = cell.text.strip()
    is_no = text in EMPTY_MARKS or text.casefold() in ("n", "no", "0")
    return (bool(text) and not is_no) or (not text and cell.fill is not None)
