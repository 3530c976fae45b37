"""Statements from updates as typed, or all mistakes in what was typed.

Any known spelling of a name is accepted, and texts are kept exactly. A value with two meanings, or
with no meaning, is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Final, NamedTuple, TypeVar

from bptip.plan.dates import last_day
from bptip.plan.errors import BptipError, ErrorCollector
from bptip.plan.journal import PlanHistory, Update
from bptip.plan.model import EMPTY, FULL, REPORTABLE, Item, Number, Reason, Status, Version
from bptip.plan.parties import NO_PARTIES, Parties, stated_status
from bptip.plan.search import find_item
from bptip.problems.journal.context import context_of
from bptip.recording.refusals import (
    refuse_contradiction,
    refuse_expected_completion,
    refuse_part_that_is_none,
)
from bptip.recording.typed_values import (
    address,
    day_reported,
    known_round,
    meanings_of,
    percentage,
    reason_stated,
    reporter,
    some_text,
    values_stated,
)

T = TypeVar("T")


class Typed(NamedTuple):
    """An update as typed: the items, then a field for each option.

    A `value` is a piece such as "participants=74"; an item may have its plan in front ("2022/1").
    """

    items: tuple[str, ...] = ()
    status: str | None = None
    progress: str | None = None
    value: Sequence[str] = ()
    reason: str | None = None
    expected: str | None = None
    next: str | None = None
    note: str | None = None
    evidence: Sequence[str] = ()
    no_change: bool = False
    on: str | None = None
    by: str | None = None
    plan: str | None = None
    challenges: str | None = None
    round: str | None = None
    taken_from: str | None = None

    @property
    def stating(self) -> list[str]:
        """The names of the options that are given and state something."""
        return [name for name in STATING if getattr(self, name) not in (None, (), [])]

    @property
    def is_silent(self) -> bool:
        """True if there is nothing to record yet."""
        return not self.stating and not self.no_change


STATING: Final = (
    "status", "progress", "value", "reason", "challenges", "expected", "next", "note", "evidence",
)  # fmt: skip
"""The options that state something about an item."""


class Statement(NamedTuple):
    """A statement about one item: an update without its id and its time.

    `own` is true if it states the party's own part of an activity that each lead does for itself.
    """

    item: str
    on: date
    by: str | None = None
    status: Status | None = None
    progress: Number | None = None
    reason: Reason | None = None
    expected: date | None = None
    next: str | None = None
    note: str | None = None
    challenges: str | None = None
    said: str | None = None
    own: bool = False
    round: str | None = None
    taken_from: str | None = None
    evidence: tuple[str, ...] = ()
    values: Mapping[str, Number] = EMPTY
    retracts: str | None = None


def statements_of(
    typed: Typed,
    version: Version | None,
    versions: Sequence[Version],
    *,
    today: date,
    default_reporter: str | None,
    errors: ErrorCollector,
    parties: Parties = NO_PARTIES,
    rounds: Collection[str] = (),
) -> tuple[Statement, ...]:
    """Returns what was typed as a statement for each item; collects the mistakes in `errors`.

    `versions` are all versions of the plan, and `version` is the one in force. Without `version`,
    only values that need no plan are checked. `parties` has the office's own words and spellings,
    and `rounds` has the names of the journal's reporting rounds.
    """

    def meaning_of(name: str, meaning: Callable[[str], T]) -> T | None:
        text = getattr(typed, name)
        return None if text is None else errors.attempt(lambda: meaning(text))

    errors.attempt(lambda: refuse_contradiction(typed))
    context = context_of(versions, (), frozenset())
    items = errors.attempt(lambda: items_named(typed, version, versions, errors)) or ()
    by = errors.attempt(
        lambda: reporter(typed.by, default_reporter, context.parties, parties, context.named)
    )
    on = errors.attempt(lambda: day_reported(typed.on, today)) or today
    own = own_items(by, on, versions)
    stated = meaning_of("status", lambda text: stated_status(text, parties, REPORTABLE))
    state = partial(
        Statement,
        on=on,
        by=by,
        status=stated.status if stated else None,
        said=stated.said if stated else None,
        progress=meaning_of("progress", percentage),
        reason=meaning_of("reason", reason_stated),
        expected=meaning_of("expected", lambda text: last_day(text, today)),
        next=meaning_of("next", lambda text: some_text("--next", text)),
        note=meaning_of("note", lambda text: some_text("--note", text)),
        challenges=meaning_of("challenges", lambda text: some_text("--challenges", text)),
        round=meaning_of("round", lambda text: known_round(text, rounds)),
        taken_from=meaning_of("taken_from", lambda text: some_text("--from", text)),
        evidence=tuple(dict.fromkeys(meanings_of(typed.evidence, address, errors))),
        values=values_stated(typed.value, [item.id for item in items], context, errors),
    )
    statements = tuple(state(item.id, own=item.id in own) for item in items)
    for statement in statements:
        errors.attempt(partial(refuse_part_that_is_none, statement, versions))
        errors.attempt(partial(refuse_expected_completion, statement, today))
    return statements


def own_items(by: str | None, on: date, versions: Sequence[Version]) -> frozenset[str]:
    """Returns the ids of the activities for which a party states its own part.

    In the version in force on the day of the statement, these activities have `each`, and the party
    is one of their leads.
    """
    if by is None or not versions:
        return frozenset()
    version = PlanHistory(tuple(versions)).version_on(on)
    return frozenset(
        activity.id
        for activity in version.activities
        if activity.each and by in version.plan.spread(activity.lead)
    )


def plan_named(typed: Typed, known: Collection[str]) -> str | None:
    """Returns the plan of the items, given by --plan or in front of an item ("2022/1.2").

    Raises BptipError if several plans are given, or if a plan is given as an item. None if no plan
    is given.
    """
    plans = [typed.plan] if typed.plan else []
    for text in typed.items:
        if len(typed.items) > 1 and text in known:
            raise BptipError(
                f'"{text}" is a plan, and not an item.', f"Type --plan {text} in its place."
            )
        prefix, slash, _ = text.partition("/")
        if slash and prefix in known:
            plans.append(prefix)
    if len({plan.partition("@")[0] for plan in plans}) > 1:
        raise BptipError("The items belong to several plans.", "Record one plan at a time.")
    return plans[0] if plans else None


def items_named(
    typed: Typed, version: Version | None, versions: Sequence[Version], errors: ErrorCollector
) -> tuple[Item, ...]:
    """Returns the items that were typed, each once; collects an error for each unknown item.

    Raises BptipError if no item was typed at all.
    """
    if not typed.items:
        raise BptipError("No item was given.", "For example: bptip update 1.2 --status completed.")
    if version is None:
        return ()
    texts = [text.removeprefix(f"{version.plan.id}/").rstrip(",;:") for text in typed.items]
    items = meanings_of(texts, lambda text: find_item(text, version, versions), errors)
    return tuple({item.id: item for item in items}.values())


class Omission(StrEnum):
    """A statement that readers will miss in an update."""

    NO_EVIDENCE = "no-evidence"
    NO_REASON = "no-reason"
    PAST = "past"
    LATER = "later"
    PERCENTAGE = "percentage"


def omissions(update: Update | Statement) -> Iterator[Omission]:
    """Yields what an update should also say; `check` warns about the first two."""
    if update.status is Status.COMPLETED and not update.evidence:
        yield Omission.NO_EVIDENCE
    needs_reason = update.status is not None and update.status.needs_reason
    if needs_reason and update.reason is None and not update.challenges:
        yield Omission.NO_REASON
    if update.expected and update.expected < update.on:
        yield Omission.PAST
    if update.status is Status.COMPLETED and update.expected and update.expected > update.on:
        yield Omission.LATER
    if update.progress is not None and not _is_possible(update.progress, update.status):
        yield Omission.PERCENTAGE


def _is_possible(progress: Number, status: Status | None) -> bool:
    """True if an item with this status can be done to this percentage."""
    match status:
        case Status.COMPLETED:
            return progress == FULL
        case Status.NOT_STARTED:
            return progress == 0
        case Status.IN_PROGRESS | Status.DELAYED | Status.ON_HOLD:
            return progress < FULL
        case _:
            return True
