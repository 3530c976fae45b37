"""What a plan and its journal say: frozen values, named as the keys of the TOML files.

A plan is a living document: each amendment makes a new version, and one journal of dated updates
serves all versions of a plan. Nothing here is worked out; what follows from these values is the
business of `progress`, `rollup` and `outlook`. What a key means, and the limits that its value
keeps, stands beside its type: from there come the loader's checks and the JSON Schema.

They are named tuples and no dataclasses, since these would take a tenth of a run to make.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Final, NamedTuple

Number = int | float
ExtraValue = str | int | float | date

SCHEMA: Final = 1
"""The number of the file format that this bptip reads and writes."""

ID_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
"""What an id of a plan, an item or an indicator is made of."""

STALE_AFTER: Final = 180
"""Days after which the last update of an open item is old, where the plan says nothing else."""


class Status(StrEnum):
    """Where an item stands, as its updates state it; the value is the word that is stored."""

    NOT_REPORTED = "not-reported"
    """Nobody has stated a status: silence, which is not the same as not started. Never stored."""
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    CONTINUOUS = "continuous"
    """A standing commitment that is being met, with no end of its own."""
    DELAYED = "delayed"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    DISCONTINUED = "discontinued"

    @property
    def open(self) -> bool:
        """True where there is still something to do: neither completed nor discontinued."""
        return self not in (Status.COMPLETED, Status.DISCONTINUED)


STATED: Final = tuple(status for status in Status if status is not Status.NOT_REPORTED)
"""The statuses that an update can state."""


class Outlook(StrEnum):
    """What is to be expected of an item: derived, never stored; `outlook` has the rules."""

    OFF_TRACK = "off-track"
    UNFINISHED = "unfinished"
    AT_RISK = "at-risk"
    UNKNOWN = "unknown"
    ON_TRACK = "on-track"
    CLOSED = "closed"


class Reason(StrEnum):
    """Why an item is late or waits, as its updates state it."""

    FUNDING = "funding"
    STAFFING = "staffing"
    APPROVALS = "approvals"
    PRIORITIES = "priorities"
    DEPENDENCY = "dependency"
    SECURITY = "security"
    OTHER = "other"


class Meta:
    """What a key means to who writes the file, and the limits that its value keeps.

    `pattern` and `min_length` are of texts, `ge` and `le` of numbers, both included.
    """

    def __init__(self, meaning: str, **limits: Any) -> None:  # noqa: ANN401  # texts and numbers
        self.meaning = meaning
        self.limits = limits


NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
"""No extra columns, no values."""


class Indicator(NamedTuple):
    """A countable output of an activity, as in a results framework."""

    id: Annotated[str, Meta("Its name in updates, unique within the activity.", pattern=ID_PATTERN)]
    title: Annotated[str, Meta("What is counted.", min_length=1)]
    unit: Annotated[str | None, Meta("What one of them is: people, sites.")] = None
    baseline: Annotated[Number | None, Meta("The value at the start.")] = None
    target: Annotated[Number | None, Meta("The value that is aimed at.")] = None


class Activity(NamedTuple):
    """A concrete line of work under an objective."""

    id: Annotated[
        str, Meta("Unique in the version, never reused within the plan.", pattern=ID_PATTERN)
    ]
    title: Annotated[str, Meta("What is done, in a line.", min_length=1)]
    description: Annotated[str | None, Meta("What is meant, in sentences.")] = None
    lead: Annotated[
        tuple[str, ...], Meta("The parties answerable for it, of those that the plan lists.")
    ] = ()
    partners: Annotated[tuple[str, ...], Meta("Those who help, listed or not.")] = ()
    start: Annotated[date | None, Meta("The day on which it begins.")] = None
    due: Annotated[date | None, Meta("A stated deadline, and only that.")] = None
    themes: Annotated[
        tuple[str, ...], Meta("Cross-cutting strands, of those that the plan lists.")
    ] = ()
    continues: Annotated[
        tuple[str, ...], Meta('Items that it carries on: "2022/1.2", or "v1/1.2" of this plan.')
    ] = ()
    sources: Annotated[tuple[str, ...], Meta("Where this is published.")] = ()
    extra: Annotated[
        Mapping[str, ExtraValue], Meta("Columns of one's own: text, numbers or dates.")
    ] = NOTHING
    indicators: Annotated[tuple[Indicator, ...], Meta("Its countable outputs.")] = ()


class Objective(NamedTuple):
    """One of the plan's high-level objectives, with the activities under it."""

    id: Annotated[
        str, Meta("Unique in the version, never reused within the plan.", pattern=ID_PATTERN)
    ]
    title: Annotated[str, Meta("What is aimed at, in a line.", min_length=1)]
    description: Annotated[str | None, Meta("What is meant, in sentences.")] = None
    continues: Annotated[
        tuple[str, ...], Meta('Items that it carries on: "2022/1", or "v1/1" of this plan.')
    ] = ()
    sources: Annotated[tuple[str, ...], Meta("Where this is published.")] = ()
    activities: Annotated[tuple[Activity, ...], Meta("In the plan's order.")] = ()


Item = Objective | Activity


class Plan(NamedTuple):
    """What a version says of the plan as a whole: the `[plan]` table."""

    id: Annotated[
        str, Meta('As its folder is named: "2022"; never "v" and digits.', pattern=ID_PATTERN)
    ]
    version: Annotated[int, Meta("1, 2, 3 …: each amendment makes the next.", ge=1)]
    title: Annotated[str, Meta("As it stands on every page.", min_length=1)]
    start: Annotated[date, Meta("The first day of its period.")]
    end: Annotated[date, Meta("The last day of its period.")]
    description: Annotated[str | None, Meta("What it is, in sentences.")] = None
    notice: Annotated[
        str | None, Meta("Stands on every page: what these figures are and what they are not.")
    ] = None
    partial: Annotated[
        bool, Meta("Only known activities are listed: counts say so, without percentages.")
    ] = False
    group: Annotated[str | None, Meta("Who owns the plan.")] = None
    released: Annotated[
        date | None, Meta("The day on which this version took effect; else the plan's start.")
    ] = None
    authority: Annotated[str | None, Meta("Which meeting endorsed it.")] = None
    aligned_with: Annotated[tuple[str, ...], Meta("Strategies and mandates.")] = ()
    themes: Annotated[
        tuple[str, ...], Meta("The strands that activities may name; any, where none are listed.")
    ] = ()
    parties: Annotated[
        tuple[str, ...], Meta("Who may lead and report; anyone, where none are listed.")
    ] = ()
    stale_after: Annotated[
        int, Meta("Days after which the last update of an open item is old.", ge=0)
    ] = STALE_AFTER
    sources: Annotated[tuple[str, ...], Meta("Where it is published.")] = ()


class Version(NamedTuple):
    """One edition of a plan: a `v1.toml`. A released version is never edited in place."""

    schema: Annotated[int, Meta("The number of this file format.", ge=1, le=SCHEMA)]
    plan: Annotated[Plan, Meta("The plan as a whole.")]
    objectives: Annotated[tuple[Objective, ...], Meta("In the plan's order.")] = ()

    @property
    def effective(self) -> date:
        """The first day on which this version counts: its release, else the plan's start."""
        return self.plan.released or self.plan.start

    @property
    def activities(self) -> Iterator[Activity]:
        """Every activity, in the file's order."""
        return (activity for objective in self.objectives for activity in objective.activities)

    @property
    def items(self) -> Iterator[Item]:
        """Every objective, each followed by its activities, in the file's order."""
        return (item for item, _ in self.items_with_objective)

    @property
    def items_with_objective(self) -> Iterator[tuple[Item, str | None]]:
        """Every item with the id of the objective that it stands under; None for an objective."""
        for objective in self.objectives:
            yield objective, None
            for activity in objective.activities:
                yield activity, objective.id


class Update(NamedTuple):
    """One dated statement about one item: a block of the journal."""

    id: Annotated[
        str,
        Meta("Unique for ever; those that bptip writes are in the order of time.", min_length=1),
    ]
    item: Annotated[str, Meta("The id of the objective or activity.", min_length=1)]
    on: Annotated[date, Meta("The day for which it is true.")]
    recorded: Annotated[
        datetime, Meta("The moment at which it was written down, with its offset from UTC.")
    ]
    by: Annotated[str | None, Meta("The party that says so, of those that the plan lists.")] = None
    status: Annotated[Status | None, Meta("Where the item stands.")] = None
    progress: Annotated[Number | None, Meta("Per cent done.", ge=0, le=100)] = None
    reason: Annotated[Reason | None, Meta("Why it is late or waits.")] = None
    expected: Annotated[
        date | None, Meta("When it is now expected; what was promised stays the plan's `due`.")
    ] = None
    next: Annotated[str | None, Meta("The next step.")] = None
    note: Annotated[str | None, Meta("What happened, in sentences; kept exactly.")] = None
    evidence: Annotated[
        tuple[str, ...], Meta("Addresses that bear it out: of the web, of mail, or of files.")
    ] = ()
    values: Annotated[Mapping[str, Number], Meta("Indicator values, by the indicator's id.")] = (
        NOTHING
    )
    retracts: Annotated[str | None, Meta("The id of a mistaken update that this takes back.")] = (
        None
    )

    @property
    def recorded_on(self) -> date:
        """The day, in UTC, on which it was written down; as written, where UTC has no such day."""
        try:
            return self.recorded.astimezone(UTC).date()
        except OverflowError:
            return self.recorded.date()

    @property
    def is_nil(self) -> bool:
        """Whether it states nothing: a nil return, "still true, nothing new"."""
        stated = (self.status, self.progress, self.reason, self.expected, self.next, self.note)
        nothing = all(each is None for each in (*stated, self.retracts))
        return nothing and not self.evidence and not self.values


class PlanHistory(NamedTuple):
    """A plan with all its versions, by number, and the one journal that serves them all."""

    versions: tuple[Version, ...]
    updates: tuple[Update, ...] = ()

    @property
    def id(self) -> str:
        """The plan's id."""
        return self.versions[0].plan.id

    def version_on(self, day: date) -> Version:
        """The version in force on a day: the latest released; before any release, the first.

        Of two released on one day, the one with the higher number.
        """
        in_order = sorted(self.versions, key=lambda each: (each.effective, each.plan.version))
        released = [version for version in in_order if version.effective <= day]
        return released[-1] if released else in_order[0]

    def last_day_of(self, version: Version) -> date:
        """The last day before another took a version's place; else the last day there is.

        Of a version that never was in force, as its successor has the same day, that very day.
        """
        later = [each for each in self.versions if each.plan.version > version.plan.version]
        successor = min((each.effective for each in later), default=None)
        if successor is None:
            return date.max
        return max(version.effective, successor - timedelta(days=1))

    def in_force_on(self, day: date) -> bool:
        """Whether the day lies within the period of the plan's version in force then."""
        plan = self.version_on(day).plan
        return plan.start <= day <= plan.end


class Source(NamedTuple):
    """Where the plans were read: a folder's path, and whether it is the copy in the package."""

    folder: str
    bundled: bool
