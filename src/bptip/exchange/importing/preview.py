"""An import before it is written: everything that the preview and the write need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bptip.comparison.pairs import Match, Pair
from bptip.exchange.identity import Identity, Known
from bptip.exchange.tables.instructions import Purpose
from bptip.plan.model import Activity, Source, Version
from bptip.problems.fault import Severity

if TYPE_CHECKING:
    from bptip.exchange.importing.column_questions import ColumnQuestion
    from bptip.exchange.tables.collected import StatusCount
    from bptip.exchange.tables.colours import OpenColour
    from bptip.exchange.tables.date_orders import OpenDates
    from bptip.exchange.tables.drafts import Draft
    from bptip.exchange.tables.findings import Finding, SetAside
    from bptip.exchange.tables.party_names import NearParties, PartyCount
    from bptip.recording.statements import Statement


class RowEntry(NamedTuple):
    """A statement of the table, the place of its row, and its identity."""

    statement: Statement
    place: str
    identity: Identity


class ActivityChanges(NamedTuple):
    """The numbers of activities by what became of them, and the pairs behind these numbers.

    `new` are the activities that only the table has, `gone` those that only the plan has.
    """

    added: int
    changed: int
    unchanged: int
    removed: int
    pairs: tuple[Pair, ...] = ()
    new: tuple[Activity, ...] = ()
    gone: tuple[Activity, ...] = ()


class Cells(NamedTuple):
    """The contents of the cells: parties, words for statuses, dates, colours, what is open.

    `undated` is the number of reports without a day. `lacking` are keys of the map that dates
    need, each with the first of these dates.
    """

    parties: tuple[PartyCount, ...] = ()
    near: tuple[NearParties, ...] = ()
    statuses: tuple[StatusCount, ...] = ()
    struck: tuple[tuple[str, str], ...] = ()
    roles: tuple[str, ...] = ()
    colours: tuple[OpenColour, ...] = ()
    dates: OpenDates | None = None
    undated: int = 0
    lacking: tuple[tuple[str, str], ...] = ()


class ImportPreview(NamedTuple):
    """The outcome of an import, before it is written or after.

    `version` is the version that the table makes, or the one that its reports are about. `notes`
    are sentences about what was understood in which way. `command` is the line that writes;
    `saving`, `remarks`, `dated` and `same_items` are other commands, if they are proposed.
    """

    file: str
    purpose: Purpose
    draft: Draft
    version: Version
    cells: Cells
    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...]
    entries: tuple[RowEntry, ...]
    source: Source
    command: tuple[str, ...]
    saving: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    dated: tuple[str, ...] = ()
    same_items: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    changes: ActivityChanges | None = None
    written: tuple[str, ...] = ()
    has_period: bool = True
    """False if nothing says when a new plan begins and ends."""

    alike: tuple[Pair, ...] = ()
    """The items and the rows that report on them, by the likeness of their titles alone."""

    not_taken: tuple[Pair, ...] = ()
    """The items and rows whose titles are alike, and not enough to take one for the other."""

    is_same: bool = False
    """True if the plan has all of it already."""

    column_question: ColumnQuestion | None = None
    """The first question about the meaning of a column."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings with which nothing is written."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    @property
    def pairs_by_likeness(self) -> tuple[Pair, ...]:
        """The activities of a next version that carry one on by the likeness of titles alone."""
        pairs = self.changes.pairs if self.changes else ()
        return tuple(
            pair for pair in pairs if pair.match is Match.SIMILAR and isinstance(pair.new, Activity)
        )

    @property
    def new_entries(self) -> tuple[RowEntry, ...]:
        """The statements to be written."""
        return tuple(entry for entry in self.entries if entry.identity.writes)

    @property
    def not_written(self) -> Mapping[Known, int]:
        """The numbers of statements that the journal has already, by what became of them."""
        left = [entry.identity.known for entry in self.entries if not entry.identity.writes]
        return {
            known: left.count(known) for known in (Known.SAME, Known.REPLACED, Known.TAKEN_BACK)
        }

    @property
    def day(self) -> date | None:
        """The day of the latest statement to be written."""
        return max((entry.statement.on for entry in self.new_entries), default=None)
