"""The statements of a table before they have ids: objectives, activities, reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from bptip.exchange.cells import TableFile
from bptip.exchange.tables.cell_dates import NO_DATE, CellDate
from bptip.exchange.tables.columns import TableColumn
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.model import EMPTY, ExtraValue, Number, Reason, Status


class DraftIndicator(NamedTuple):
    """An indicator of an activity."""

    title: str
    unit: str | None = None
    baseline: Number | None = None
    target: Number | None = None


class RowReport(NamedTuple):
    """The report of a row; `on` is None if neither the row nor its column states a day.

    `has_day_in_doubt` is True if the date has several readings or does not exist.
    `values` are figures of the activity's indicators, by their places.
    """

    place: str
    on: date | None = None
    has_own_day: bool = False
    by: str | None = None
    status: Status | None = None
    said: str | None = None
    progress: Number | None = None
    reason: Reason | None = None
    expected: date | None = None
    next: str | None = None
    note: str | None = None
    challenges: str | None = None
    evidence: tuple[str, ...] = ()
    values: Mapping[int, Number] = MappingProxyType({})
    has_day_in_doubt: bool = False

    @property
    def states_something(self) -> bool:
        """True if the report says more than the party and the day."""
        silent = RowReport(self.place, self.on, self.has_own_day, self.by)
        return self != silent._replace(has_day_in_doubt=self.has_day_in_doubt)


def joined_report(first: RowReport, second: RowReport) -> RowReport | None:
    """Returns two reports joined into one; None if they contradict each other."""
    values = {**second.values, **first.values}
    changes: dict[str, object] = {"values": values, "place": first.place}
    changes["evidence"] = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    for name in STATED_ONCE:
        ours, theirs = getattr(first, name), getattr(second, name)
        if ours is not None and theirs is not None and ours != theirs:
            return None
        changes[name] = theirs if ours is None else ours
    return first._replace(**changes)  # type: ignore[arg-type]  # each has its field's own type


STATED_ONCE: Final = (
    "status", "said", "progress", "reason", "expected", "next", "note", "challenges",
)  # fmt: skip
"""The fields in which two reports of one activity must not differ."""


class DraftActivity(NamedTuple):
    """An activity as a table states it, with the place of its row."""

    place: str
    title: str
    number: str | None = None
    description: str | None = None
    lead: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    start: date | str | None = None
    due: CellDate = NO_DATE
    themes: tuple[str, ...] = ()
    extra: Mapping[str, ExtraValue] = EMPTY
    indicators: tuple[DraftIndicator, ...] = ()
    reports: tuple[RowReport, ...] = ()
    each: bool = False
    """True if each lead carries the activity out for itself, as in a column of a matrix."""


class DraftObjective(NamedTuple):
    """An objective as a table states it, with its activities."""

    place: str
    title: str
    number: str | None = None
    activities: tuple[DraftActivity, ...] = ()


class TableUse(NamedTuple):
    """How a table was read: its sheet, the row of its header from 1, its rows, its columns.

    `source` is the word in a map for where the objectives come from. `left_out` are columns with
    reports that this kind of import leaves out.
    """

    sheet: str
    header_row: int | None
    rows: int
    columns: tuple[TableColumn, ...] = ()
    source: str | None = None
    left_out: tuple[TableColumn, ...] = ()


class Draft(NamedTuple):
    """The objectives and activities from all tables of a file."""

    file: TableFile
    objectives: tuple[DraftObjective, ...]
    tables: tuple[TableUse, ...]
    title: str | None = None

    @property
    def activities(self) -> Iterator[DraftActivity]:
        """The activities, in the order of the rows."""
        return (each for objective in self.objectives for each in objective.activities)


def status_headers(draft: Draft) -> tuple[str, ...]:
    """Returns the headers of the status columns; for a column without a header, its letter."""
    columns = (c for table in draft.tables for c in table.columns if c.role is ColumnRole.STATUS)
    return tuple(dict.fromkeys(" ".join(c.header.split()) or c.by_letter for c in columns))
