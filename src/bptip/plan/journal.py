"""A plan's journal as immutable values, with the names of the keys of `progress.toml`.

One journal of dated updates serves all versions of a plan. It also has blocks for the reporting
rounds and the returns to them. The meaning of a key and the limits of its value are beside its
type, as in `model`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Final, NamedTuple

from bptip.plan.model import EMPTY, SCHEMA, Meta, Number, Reason, Status, Version

BlockSchema = Annotated[
    int | None, Meta("The number of the file format that this block needs.", ge=1, le=SCHEMA)
]
"""The `schema` of a block."""


class Update(NamedTuple):
    """One dated statement about one item: a block of the journal."""

    id: Annotated[
        str, Meta("Unique for ever; the ids that bptip writes sort by time.", min_length=1)
    ]
    item: Annotated[str, Meta("The id of the objective or activity.", min_length=1)]
    on: Annotated[date, Meta("The day for which it is true.")]
    recorded: Annotated[
        datetime, Meta("The moment at which it was written down, with its offset from UTC.")
    ]
    by: Annotated[str | None, Meta("The party that says so, from the plan's parties.", "name")] = (
        None
    )
    status: Annotated[Status | None, Meta("The status of the item.")] = None
    progress: Annotated[Number | None, Meta("Per cent done.", ge=0, le=100)] = None
    reason: Annotated[Reason | None, Meta("The reason why it is late or on hold.")] = None
    expected: Annotated[
        date | None, Meta("The day on which it is now expected; the plan's `due` stays.")
    ] = None
    next: Annotated[str | None, Meta("The next step.")] = None
    note: Annotated[str | None, Meta("What happened, in sentences; kept exactly.")] = None
    challenges: Annotated[str | None, Meta("The difficulties, in sentences.")] = None
    said: Annotated[str | None, Meta("The reporter's own word for the status.", "name")] = None
    own: Annotated[bool, Meta("True if it states the party's own part of the activity.")] = False
    round: Annotated[str | None, Meta("The reporting round that it answers.", min_length=1)] = None
    taken_from: Annotated[str | None, Meta("The file and the place that it was read from.")] = None
    redacted: Annotated[str | None, Meta("The day and the reason of a redaction.")] = None
    evidence: Annotated[
        tuple[str, ...], Meta("Addresses of evidence: web, mail, or the path of a file.")
    ] = ()
    values: Annotated[Mapping[str, Number], Meta("Indicator values, by the indicator's id.")] = (
        EMPTY
    )
    retracts: Annotated[str | None, Meta("The id of a mistaken update that this takes back.")] = (
        None
    )
    schema: BlockSchema = None

    @property
    def recorded_on(self) -> date:
        """The day in UTC on which the update was recorded; as written, if UTC has no such day."""
        return day_in_utc(self.recorded)

    @property
    def is_nil(self) -> bool:
        """True if the update states nothing: a nil return, "still true, nothing new"."""
        texts = (self.note, self.challenges, self.redacted, self.retracts)
        return not self.states_progress and not self.evidence and texts == (None, None, None, None)

    @property
    def is_note(self) -> bool:
        """True if the update states only a note, or did so before it was redacted."""
        return not self.states_progress and bool(self.note or self.redacted) and not self.challenges

    @property
    def states_progress(self) -> bool:
        """True for an update with a status, figure, reason, expected date or next step."""
        stated = (self.status, self.progress, self.reason, self.expected, self.next)
        return stated != (None, None, None, None, None) or bool(self.values)


def day_in_utc(moment: datetime) -> date:
    """Returns the day of a moment in UTC; the day as written, if UTC has no such day."""
    try:
        return moment.astimezone(UTC).date()
    except OverflowError:
        return moment.date()


class Round(NamedTuple):
    """One request to the parties: a `[[round]]` of the journal. A round can have several blocks."""

    id: Annotated[str, Meta("Unique for ever.", min_length=1)]
    round: Annotated[str, Meta("The name of the round.", min_length=1)]
    as_of: Annotated[date, Meta("The day for which to answer.")]
    due: Annotated[date, Meta("The last day on which to answer.")]
    version: Annotated[int, Meta("The version of the plan that is asked about.", ge=1)]
    asked: Annotated[tuple[str, ...], Meta("The parties that are asked.", "name")]
    recorded: Annotated[datetime, Meta("The moment at which it was written down.")]
    schema: BlockSchema = None


class Receipt(NamedTuple):
    """The return of a party in a round: a `[[receipt]]` of the journal."""

    id: Annotated[str, Meta("Made from its content.", min_length=1)]
    round: Annotated[str, Meta("The name of the round.", min_length=1)]
    party: Annotated[str, Meta("The party that answers.", "name")]
    recorded: Annotated[datetime, Meta("The moment at which it was written down.")]
    received: Annotated[date | None, Meta("The day on which the return came.")] = None
    draft: Annotated[bool, Meta("True if it is not cleared: nothing of it was taken in.")] = False
    signed: Annotated[str | None, Meta("Name, office and day, as the form has them.")] = None
    via: Annotated[str | None, Meta("Who filled in the form for the party.")] = None
    excused: Annotated[str | None, Meta("The reason why the party will not answer.")] = None
    schema: BlockSchema = None

    @property
    def came_on(self) -> date:
        """The day on which the return came; the day of its recording, if that is not known."""
        return self.received or day_in_utc(self.recorded)


class Returns(NamedTuple):
    """The reporting rounds of a journal, and the receipts of returns to them.

    `versions` are the versions that a round may have asked about, if they are known.
    """

    rounds: tuple[Round, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    versions: tuple[Version, ...] = ()


NO_RETURNS: Final = Returns()


class PlanHistory(NamedTuple):
    """A plan with all its versions, by number, and the one journal that serves them all."""

    versions: tuple[Version, ...]
    updates: tuple[Update, ...] = ()
    returns: Returns = NO_RETURNS

    @property
    def id(self) -> str:
        """The plan's id."""
        return self.versions[0].plan.id

    def version_on(self, day: date) -> Version:
        """Returns the version in force on a day: the latest released, else the first.

        If two versions were released on one day, the higher number is in force.
        """
        in_order = sorted(self.versions, key=lambda each: (each.effective, each.plan.version))
        released = [version for version in in_order if version.effective <= day]
        return released[-1] if released else in_order[0]

    def last_day_of(self, version: Version) -> date:
        """Returns the day before a later version took effect; without a later one, `date.max`.

        A version with the same first day as its successor was never in force: it ends on that day.
        """
        later = [each for each in self.versions if each.plan.version > version.plan.version]
        successor = min((each.effective for each in later), default=None)
        if successor is None:
            return date.max
        return max(version.effective, successor - timedelta(days=1))

    def is_in_force_on(self, day: date) -> bool:
        """True if a day is within the plan's period, by the version in force on that day."""
        plan = self.version_on(day).plan
        return plan.start <= day <= plan.end
