"""What a plan and its journal say: frozen values, named as the keys of the TOML files.

A plan is a living document: each amendment makes a new version, and one journal of dated updates
serves all versions of a plan. Nothing here is worked out; what follows from these values is the
business of `progress`, `rollup` and `outlook`. The field comments that a file's reader needs
stand in each field's metadata, from which the JSON Schema is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

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


def _says(text: str, **limits: object) -> dict[str, Any]:
    """Metadata of a field: what it means, and the limits that its value keeps."""
    return {"description": text, **limits}


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A countable output of an activity, as in a results framework."""

    id: str = field(metadata=_says("Unique within the activity.", pattern=ID_PATTERN))
    title: str = field(metadata=_says("What is counted.", min_length=1))
    unit: str | None = field(default=None, metadata=_says("What one of them is: people, sites."))
    baseline: Number | None = field(default=None, metadata=_says("The value at the start."))
    target: Number | None = field(default=None, metadata=_says("The value that is aimed at."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A concrete line of work under an objective."""

    id: str = field(
        metadata=_says("Unique in the version, never reused within the plan.", pattern=ID_PATTERN)
    )
    title: str = field(metadata=_says("What is done, in a line.", min_length=1))
    description: str | None = field(default=None, metadata=_says("What is meant, in sentences."))
    lead: tuple[str, ...] = field(default=(), metadata=_says("The parties answerable for it."))
    partners: tuple[str, ...] = field(default=(), metadata=_says("Those who help."))
    start: date | None = field(default=None, metadata=_says("The day on which it begins."))
    due: date | None = field(default=None, metadata=_says("A stated deadline, and only that."))
    themes: tuple[str, ...] = field(default=(), metadata=_says("Cross-cutting strands."))
    continues: tuple[str, ...] = field(
        default=(),
        metadata=_says('Items that it carries on: "2022/1.2", or "v1/1.2" of this plan.'),
    )
    sources: tuple[str, ...] = field(default=(), metadata=_says("Where this is published."))
    extra: Mapping[str, ExtraValue] = field(
        default_factory=dict, metadata=_says("Columns of one's own: text, numbers or dates.")
    )
    indicators: tuple[Indicator, ...] = field(default=(), metadata=_says("Its countable outputs."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """One of the plan's high-level objectives, with the activities under it."""

    id: str = field(
        metadata=_says("Unique in the version, never reused within the plan.", pattern=ID_PATTERN)
    )
    title: str = field(metadata=_says("What is aimed at, in a line.", min_length=1))
    description: str | None = field(default=None, metadata=_says("What is meant, in sentences."))
    continues: tuple[str, ...] = field(
        default=(), metadata=_says('Items that it carries on: "2022/1", or "v1/1" of this plan.')
    )
    sources: tuple[str, ...] = field(default=(), metadata=_says("Where this is published."))
    activities: tuple[Activity, ...] = field(default=(), metadata=_says("In the plan's order."))


Item = Objective | Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a version says of the plan as a whole: the `[plan]` table."""

    id: str = field(
        metadata=_says('As its folder is named: "2022"; never "v" and digits.', pattern=ID_PATTERN)
    )
    version: int = field(metadata=_says("1, 2, 3 …: each amendment makes the next.", ge=1))
    title: str = field(metadata=_says("As it stands on every page.", min_length=1))
    description: str | None = field(default=None, metadata=_says("What it is, in sentences."))
    notice: str | None = field(
        default=None,
        metadata=_says("Stands on every page: what these figures are and what they are not."),
    )
    partial: bool = field(
        default=False,
        metadata=_says("Only known activities are listed: counts say so, without percentages."),
    )
    group: str | None = field(default=None, metadata=_says("Who owns the plan."))
    start: date = field(metadata=_says("The first day of its period."))
    end: date = field(metadata=_says("The last day of its period."))
    released: date | None = field(
        default=None, metadata=_says("The day on which this version took effect.")
    )
    authority: str | None = field(default=None, metadata=_says("Which meeting endorsed it."))
    aligned_with: tuple[str, ...] = field(default=(), metadata=_says("Strategies and mandates."))
    themes: tuple[str, ...] = field(default=(), metadata=_says("The strands that items may name."))
    parties: tuple[str, ...] = field(default=(), metadata=_says("Who may lead and report."))
    stale_after: int = field(
        default=STALE_AFTER, metadata=_says("Days after which an update is old.", ge=0)
    )
    sources: tuple[str, ...] = field(default=(), metadata=_says("Where it is published."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One edition of a plan: a `v1.toml`. A released version is never edited in place."""

    schema: int = field(metadata=_says("The number of this file format.", ge=1, le=SCHEMA))
    plan: Plan = field(metadata=_says("The plan as a whole."))
    objectives: tuple[Objective, ...] = field(default=(), metadata=_says("In the plan's order."))

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One dated statement about one item: a block of the journal."""

    id: str = field(metadata=_says("Unique for ever, time-ordered.", min_length=1))
    item: str = field(metadata=_says("The id of the objective or activity.", min_length=1))
    on: date = field(metadata=_says("The day for which it is true."))
    recorded: datetime = field(metadata=_says("The moment at which it was written down."))
    by: str | None = field(default=None, metadata=_says("The party that says so."))
    status: Status | None = field(default=None, metadata=_says("Where the item stands."))
    progress: Number | None = field(default=None, metadata=_says("Per cent done.", ge=0, le=100))
    reason: Reason | None = field(default=None, metadata=_says("Why it is late or waits."))
    expected: date | None = field(default=None, metadata=_says("When it is now expected."))
    next: str | None = field(default=None, metadata=_says("The next step."))
    note: str | None = field(default=None, metadata=_says("In sentences, kept exactly."))
    evidence: tuple[str, ...] = field(default=(), metadata=_says("Addresses that bear it out."))
    values: Mapping[str, Number] = field(
        default_factory=dict, metadata=_says("Indicator values, by the indicator's id.")
    )
    retracts: str | None = field(
        default=None, metadata=_says("The id of a mistaken update that this takes back.")
    )


@dataclass(frozen=True, slots=True)
class PlanHistory:
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

    def in_force_on(self, day: date) -> bool:
        """Whether the day lies within the period of the plan's version in force then."""
        plan = self.version_on(day).plan
        return plan.start <= day <= plan.end


@dataclass(frozen=True, slots=True)
class Source:
    """Where the plans were read: a folder's path, and whether it is the copy in the package."""

    folder: str
    bundled: bool
