"""A plan as immutable values, with the names of the keys of `v1.toml`; its updates: `journal`.

Each amendment of a plan makes a new version. Values here are as stated; `progress` derives others
from them. The meaning of a key and the limits of its value are beside its type; the loader's
checks and the JSON Schema are made from them.

Named tuples, not dataclasses: creating the dataclasses took 10 % of start-up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, NamedTuple

Number = int | float
ExtraValue = str | int | float | date

FULL: Final = 100
"""The percentage of work that is done."""

SCHEMA: Final = 1
"""The number of the file format that this bptip reads and writes."""

ID_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
"""The form of the id of a plan, an item or an indicator."""

STALE_AFTER: Final = 180
"""Default age after which the last update of an open item is old (days)."""

ONGOING: Final = "ongoing"
"""The word in place of a due date for an activity that has no end of its own."""


class Status(StrEnum):
    """The status of an item, as updates state it; the value is the word that is stored."""

    NOT_REPORTED = "not-reported"
    """Nobody has stated a status, which is not the same as not started. Never stored."""
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    CONTINUOUS = "continuous"
    """A standing commitment that is being met, with no end of its own."""
    DELAYED = "delayed"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    NOT_ACHIEVED = "not-achieved"
    """The work has ended without being achieved, and nobody decided to drop it."""
    DISCONTINUED = "discontinued"
    NOT_APPLICABLE = "not-applicable"
    """The activity does not concern the party, which leads it with `each`: "we have no coast"."""

    @property
    def is_open(self) -> bool:
        """True if there is still something to do."""
        return self not in _CLOSED

    @property
    def needs_reason(self) -> bool:
        """True if a report with this status should give a reason: late, or on hold."""
        return self in (Status.DELAYED, Status.ON_HOLD)


_CLOSED: Final = frozenset(
    {Status.COMPLETED, Status.NOT_ACHIEVED, Status.DISCONTINUED, Status.NOT_APPLICABLE}
)

REPORTABLE: Final = tuple(status for status in Status if status is not Status.NOT_REPORTED)
"""The statuses that an update can state; `not-applicable` only with `own`."""


class Outlook(StrEnum):
    """The outlook of an item: derived, never stored; `progress.outlook` has the rules."""

    OFF_TRACK = "off-track"
    UNFINISHED = "unfinished"
    AT_RISK = "at-risk"
    UNKNOWN = "unknown"
    ON_TRACK = "on-track"
    UPCOMING = "upcoming"
    CLOSED = "closed"


Segment = Status | Outlook
"""A segment of a bar: a status, or the outlook of work that is not yet due to begin."""


class Reason(StrEnum):
    """The reason why an item is late or on hold, as its updates state it."""

    FUNDING = "funding"
    STAFFING = "staffing"
    APPROVALS = "approvals"
    PRIORITIES = "priorities"
    DEPENDENCY = "dependency"
    SECURITY = "security"
    OTHER = "other"


class Meta:
    """The meaning of a key, for people who write the file, and the limits of its value.

    A `title` must not be blank, nor a `name`, nor any name of a list; names are stored with
    composed letters and single blanks. `pattern` and `min_length` limit other texts; `ge` and `le`
    (both included) limit numbers. A key with `span` also takes the name of a span of days, and
    means the span's "first" or "last" day; the words of the span are kept in a second field, whose
    name ends in `_words`.
    """

    def __init__(
        self,
        meaning: str,
        kind: Literal["title", "name"] | None = None,
        *,
        span: str | None = None,
        **limits: Any,  # noqa: ANN401  # texts and numbers
    ) -> None:
        self.meaning = meaning
        self.kind = kind
        self.span = span
        self.limits = limits


class Derived:
    """The mark of a field that is not a key of a file."""


DERIVED: Final = Derived()


EMPTY: Final[Mapping[str, Any]] = MappingProxyType({})
"""The default of a table of extra columns or of values."""


class Indicator(NamedTuple):
    """A countable output of an activity, as in a results framework."""

    id: Annotated[str, Meta("Its name in updates, unique within the activity.", pattern=ID_PATTERN)]
    title: Annotated[str, Meta("What is counted.", "title")]
    unit: Annotated[str | None, Meta("The unit of the figures: people, sites.")] = None
    baseline: Annotated[Number | None, Meta("The value at the start.")] = None
    target: Annotated[Number | None, Meta("The value to be reached.")] = None


ItemId = Annotated[
    str, Meta("Unique in the version, never reused within the plan.", pattern=ID_PATTERN)
]
ItemNumber = Annotated[
    str | None, Meta("Its number in this version's document, if that is not its id.", "title")
]


class Activity(NamedTuple):
    """A concrete line of work under an objective."""

    id: ItemId
    title: Annotated[str, Meta("What is done, in one line.", "title")]
    description: Annotated[str | None, Meta("The same in sentences.")] = None
    number: ItemNumber = None
    lead: Annotated[
        tuple[str, ...], Meta("The parties answerable for it, from the plan's parties.", "name")
    ] = ()
    partners: Annotated[tuple[str, ...], Meta("Parties that help, listed or not.", "name")] = ()
    start: Annotated[
        date | None, Meta("The day on which it begins, or a span of days.", span="first")
    ] = None
    due: Annotated[
        date | None,
        Meta('Its deadline, if the plan states one; "ongoing" if it has no end.', span="last"),
    ] = None
    each: Annotated[bool, Meta("True if every one of its leads does it for itself.")] = False
    themes: Annotated[
        tuple[str, ...], Meta("Its cross-cutting strands, from the plan's themes.", "name")
    ] = ()
    continues: Annotated[
        tuple[str, ...] | None,
        Meta('Items that it carries on: "2022/1.2", or "v1/1.2" of this plan; [] for new work.'),
    ] = None
    sources: Annotated[tuple[str, ...], Meta("Addresses at which it is published.")] = ()
    extra: Annotated[
        Mapping[str, ExtraValue], Meta("Your own columns: text, numbers or dates.")
    ] = EMPTY
    indicators: Annotated[tuple[Indicator, ...], Meta("Its countable outputs.")] = ()
    start_words: Annotated[str | None, DERIVED] = None
    due_words: Annotated[str | None, DERIVED] = None

    @property
    def is_ongoing(self) -> bool:
        """True if the plan says that the activity has no end of its own."""
        return self.due_words == ONGOING

    def due_in(self, plan: Plan) -> date | None:
        """Returns the day on which the activity is due: the stated day, else the plan's end.

        None if the activity is ongoing, or if it begins only after the plan's end.
        """
        begins_later = self.start is not None and self.start > plan.end
        return self.due or (None if self.is_ongoing or begins_later else plan.end)

    @property
    def shown_number(self) -> str:
        """The number of the item on pages: the number in the plan's document, else the id."""
        return self.number or self.id

    @property
    def kind(self) -> Literal["activity"]:
        """The kind of item, as named in data."""
        return "activity"

    @property
    def is_leaf(self) -> bool:
        """True: an activity has nothing below it."""
        return True


class Objective(NamedTuple):
    """One of the plan's high-level objectives, with the activities under it."""

    id: ItemId
    title: Annotated[str, Meta("The aim, in one line.", "title")]
    description: Annotated[str | None, Meta("The same in sentences.")] = None
    number: ItemNumber = None
    continues: Annotated[
        tuple[str, ...] | None,
        Meta('Items that it carries on: "2022/1", or "v1/1" of this plan; [] for new work.'),
    ] = None
    sources: Annotated[tuple[str, ...], Meta("Addresses at which it is published.")] = ()
    activities: Annotated[tuple[Activity, ...], Meta("In the plan's order.")] = ()

    @property
    def shown_number(self) -> str:
        """The number of the item on pages: the number in the plan's document, else the id."""
        return self.number or self.id

    @property
    def kind(self) -> Literal["objective"]:
        """The kind of item, as named in data."""
        return "objective"

    @property
    def is_leaf(self) -> bool:
        """True if the objective has no activities, so that reports are about it directly."""
        return not self.activities


Item = Objective | Activity


class Plan(NamedTuple):
    """The `[plan]` table of a version: the plan as a whole."""

    id: Annotated[
        str, Meta('The name of its folder: "2022"; never "v" and digits.', pattern=ID_PATTERN)
    ]
    version: Annotated[int, Meta("1, 2, 3 …: each amendment makes the next.", ge=1)]
    title: Annotated[str, Meta("The title on every page.", "title")]
    start: Annotated[date, Meta("The first day of its period.")]
    end: Annotated[date, Meta("The last day of its period.")]
    description: Annotated[str | None, Meta("The plan in a few sentences.")] = None
    notice: Annotated[
        str | None, Meta("Printed on every page: what these figures are and are not.")
    ] = None
    partial: Annotated[
        bool, Meta("True if only known activities are listed: counts say so, without percentages.")
    ] = False
    group: Annotated[str | None, Meta("The group that owns the plan.")] = None
    released: Annotated[
        date | None, Meta("The day on which this version took effect; else the plan's start.")
    ] = None
    authority: Annotated[str | None, Meta("The meeting that endorsed it.")] = None
    aligned_with: Annotated[tuple[str, ...], Meta("Strategies and mandates.")] = ()
    themes: Annotated[
        tuple[str, ...],
        Meta("The strands that activities may name; any, if none are listed.", "name"),
    ] = ()
    parties: Annotated[
        tuple[str, ...],
        Meta("The parties that may lead and report; any, if none are listed.", "name"),
    ] = ()
    stale_after: Annotated[
        int, Meta("Age at which the last update of an open item is old, in days.", ge=0)
    ] = STALE_AFTER
    sources: Annotated[tuple[str, ...], Meta("Addresses at which it is published.")] = ()
    groups: Annotated[
        Mapping[str, tuple[str, ...]],
        Meta("Names for several parties, by the name of the group.", "name"),
    ] = EMPTY
    follows: Annotated[
        str | None, Meta("The version before, and the digest of its values; written by bptip.")
    ] = None

    @property
    def reporters(self) -> tuple[str, ...]:
        """The parties and groups that may lead and report; empty if any may."""
        return (*self.parties, *self.groups) if self.parties else ()

    def spread(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Returns the parties that these names mean, each once; a group means its members."""
        if not self.groups:
            return names
        parties = (party for name in names for party in self.groups.get(name, (name,)))
        return tuple(dict.fromkeys(parties))

    def with_groups(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Returns these parties, and every group that one of them belongs to."""
        if not self.groups:
            return parties
        groups = (name for name, held in self.groups.items() if not set(held).isdisjoint(parties))
        return (*parties, *groups)


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
        """Every item with the id of its objective; None for an objective itself."""
        for objective in self.objectives:
            yield objective, None
            for activity in objective.activities:
                yield activity, objective.id


class Source(NamedTuple):
    """The folder from which the plans were read; `bundled` is true if it came with bptip."""

    folder: str
    bundled: bool
