"""An import before it is written: the values for the preview and for the write."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from bptip.comparison.pairs import Match, Pair
from bptip.exchange.importing.column_questions import ColumnQuestion
from bptip.exchange.statement_ids import Identity, Known
from bptip.exchange.tables.collected import StatusCount
from bptip.exchange.tables.colours import OpenColour
from bptip.exchange.tables.date_orders import OpenDates
from bptip.exchange.tables.drafts import Draft
from bptip.exchange.tables.findings import Finding, SetAside
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.party_names import NearParties, PartyCount
from bptip.plan.model import Activity, Source, Version
from bptip.problems.fault import Severity
from bptip.recording.statements import Statement


class RowEntry(NamedTuple):
    """A statement of the table, the place of its row, and its identity."""

    statement: Statement
    place: str
    identity: Identity


class ActivityChanges(NamedTuple):
    """The numbers of new, changed, unchanged and removed activities, with their pairs.

    `new` are the activities that only the table has, `gone` are those that only the plan has.
    """

    added: int
    changed: int
    unchanged: int
    removed: int
    pairs: tuple[Pair, ...] = ()
    new: tuple[Activity, ...] = ()
    gone: tuple[Activity, ...] = ()


class Cells(NamedTuple):
    """The contents of the cells: parties, words for statuses, dates, colours, open questions.

    `undated` is the number of reports without a day. `lacking` are keys of the map that some dates
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

    `version` is the version made from the table, or the version that its reports are about. `notes`
    are sentences about how the table was understood. `command` is the command that writes;
    `saving`, `remarks`, `dated` and `same_items` are other proposed commands, if any.
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
    """False if the period of a new plan is unknown."""

    alike: tuple[Pair, ...] = ()
    """The pairs of an item and a row that were accepted because their titles are alike."""

    not_taken: tuple[Pair, ...] = ()
    """The pairs of an item and a row whose titles are not alike enough to accept."""

    is_same: bool = False
    """True if the plan already has everything in the table."""

    column_question: ColumnQuestion | None = None
    """The first question about the meaning of a column."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that prevent the write."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    @property
    def pairs_by_likeness(self) -> tuple[Pair, ...]:
        """The pairs of a next version that were accepted because their titles are alike."""
        pairs = self.changes.pairs if self.changes else ()
        return tuple(
            pair for pair in pairs if pair.match is Match.SIMILAR and isinstance(pair.new, Activity)
        )

    @property
    def new_entries(self) -> tuple[RowEntry, ...]:
        """The statements to write."""
        return tuple(entry for entry in self.entries if entry.identity.writes)

    @property
    def not_written(self) -> Mapping[Known, int]:
        """The numbers of statements that are already in the journal, by their state."""
        left = [entry.identity.known for entry in self.entries if not entry.identity.writes]
        return {
            known: left.count(known) for known in (Known.SAME, Known.REPLACED, Known.TAKEN_BACK)
        }

    @property
    def day(self) -> date | None:
        """The day of the latest statement to write."""
        return max((entry.statement.on for entry in self.new_entries), default=None)
