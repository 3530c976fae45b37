"""Recording progress: from what a user typed to updates, and what these change.

An update states what is true of one item from a day on. What a user types is taken in any
spelling and stored exactly; what could mean two things, or nothing, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from bptip.plan.addresses import is_evidence
from bptip.plan.dates import last_day
from bptip.plan.errors import BptipError, Faults, unknown
from bptip.plan.meanings import known_party, status_word
from bptip.plan.model import EMPTY, REPORTABLE, Reason, Status, Update
from bptip.plan.names import find_name, nearest
from bptip.plan.vocabulary import day, listing
from bptip.progress.plan_progress import progress_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from bptip.plan.model import Item, Number, Version
    from bptip.problems.journal.context import Context
    from bptip.progress.item_progress import ItemProgress, ObjectiveProgress
    from bptip.progress.plan_progress import Progress

T = TypeVar("T")


class Typed(NamedTuple):
    """What an update is to state, as it was typed; `value` are pieces like "participants=74"."""

    status: str | None = None
    progress: str | None = None
    value: Sequence[str] = ()
    reason: str | None = None
    expected: str | None = None
    next: str | None = None
    note: str | None = None
    evidence: Sequence[str] = ()

    @property
    def given(self) -> list[str]:
        """The names of what is given."""
        return [name for name, each in self._asdict().items() if each not in (None, (), [])]


class Statement(NamedTuple):
    """What is stated, in the values of an update, before it is about an item."""

    on: date
    by: str | None = None
    status: Status | None = None
    progress: Number | None = None
    reason: Reason | None = None
    expected: date | None = None
    next: str | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()
    values: Mapping[str, Number] = EMPTY

    def about(self, item: str, name: str, recorded: datetime) -> Update:
        """The update of this id that states it about an item."""
        return Update(id=name, item=item, recorded=recorded, **self._asdict())


def statement_of(
    typed: Typed,
    items: Iterable[str],
    context: Context,
    *,
    on: date,
    by: str | None,
    today: date,
    faults: Faults,
) -> Statement:
    """What was typed, understood; what can't be is noted in `faults`, and left out."""

    def taken(name: str, meaning: Callable[[str], T]) -> T | None:
        text = getattr(typed, name)
        return None if text is None else faults.of(lambda: meaning(text))

    return Statement(
        on=on,
        by=by,
        status=taken("status", lambda text: status_word(text, REPORTABLE)),
        progress=taken("progress", per_cent),
        reason=taken("reason", reason_stated),
        expected=taken("expected", lambda text: last_day(text, today)),
        next=taken("next", lambda text: some_text("--next", text)),
        note=taken("note", lambda text: some_text("--note", text)),
        evidence=tuple(dict.fromkeys(each_of(typed.evidence, address, faults))),
        values=values_stated(typed.value, items, context, faults),
    )


def each_of(texts: Iterable[str], meaning: Callable[[str], T], faults: Faults) -> tuple[T, ...]:
    """What each of the texts means; those that mean nothing are noted, and left out."""
    found = [faults.of(partial(meaning, text)) for text in texts]
    return tuple(each for each in found if each is not None)


def reason_stated(text: str) -> Reason:
    """The reason that is meant; raises BptipError with the nearest where there is none."""
    found = find_name(text, [each.value for each in Reason])
    if found is None:
        raise unknown("reason", text, [each.value for each in Reason])
    return Reason(found)


def per_cent(text: str) -> Number:
    """A percentage from 0 to 100: "80", "80 %", "62.5"; raises BptipError for anything else."""
    value = number_in(text.strip().removesuffix("%"))
    if value is None or not 0 <= value <= 100:
        raise BptipError(f'--progress "{text}" is no percentage.', "Write a number from 0 to 100.")
    return value


def number_in(text: str) -> Number | None:
    """The number that a text is, whole where it is written so; None where it is none.

    Digits with at most one point: no thousands apart, whose commas mean a fraction elsewhere.
    """
    written = text.strip()
    digits = written.removeprefix("-")
    if not digits.isascii() or len(digits) > LONGEST_NUMBER:
        return None
    if digits.isdigit():
        return int(written)
    whole, point, fraction = digits.partition(".")
    if point and (whole + fraction).isdigit():
        return float(written)
    return None


LONGEST_NUMBER: Final = 18
"""Digits and point; what is longer is a slip, and no TOML reader need take it."""


def some_text(option: str, text: str) -> str:
    """The text as it is; raises BptipError where there is nothing in it."""
    if not text.strip():
        raise BptipError(f"{option} is empty.", "Leave it out, or say something.")
    return text


def address(text: str) -> str:
    """An address that evidence may have; raises BptipError for any other."""
    if not is_evidence(text):
        raise BptipError(
            f'--evidence "{text}" is no address that evidence may have.',
            "Allowed: https://…, http://…, mailto:…, or a file's relative path.",
        )
    return text


def values_stated(
    pieces: Iterable[str], items: Iterable[str], context: Context, faults: Faults
) -> Mapping[str, Number]:
    """The values of indicators, which each of the items must have; mistakes are noted."""
    about = list(items)
    found: dict[str, Number] = {}
    for piece in pieces:
        name, equals, written = piece.partition("=")
        value = number_in(written)
        if not equals or value is None:
            faults.found.append(
                BptipError(f'--value "{piece}" is no value.', "Write ID=NUMBER: participants=74.")
            )
            continue
        known = each_of(about, partial(indicator, name, context=context), faults)
        for each in dict.fromkeys(known):
            if found.setdefault(each, value) != value:
                faults.found.append(BptipError(f'--value gives "{each}" two values.'))
    return found or EMPTY


def indicator(text: str, item: str, context: Context) -> str:
    """The id of an item's indicator; raises BptipError with the nearest where it has none."""
    known = context.items[item].indicators
    found = find_name(text.strip(), sorted(known))
    if found is None and not known:
        raise BptipError(f"--value {text}: {item} has no indicators.")
    if found is None:
        near = nearest(text, known)
        raise BptipError(
            f'{item} has no indicator "{text.strip()}".',
            f'Did you mean "{near}"?' if near else "",
            f"Known: {', '.join(sorted(known))}.",
        )
    return found


def reporter(text: str, parties: Sequence[str]) -> str:
    """The party that reports; raises BptipError for one that the plan doesn't list.

    Where the plan lists none, whoever is named.
    """
    if not text.strip():
        raise BptipError("The party that reports has no name.", "Name one, or leave --by out.")
    if not parties:
        return text
    try:
        return known_party(text, parties)
    except BptipError as error:
        listed = "Who may report stands in the plan's file, under parties."
        raise BptipError(error.message, *error.hints, listed) from None


def day_reported(text: str | None, today: date) -> date:
    """The day for which an update is true; raises BptipError for one that is still to come.

    A plan is not a report: what will be is stated as what is expected.
    """
    if text is None:
        return today
    found = last_day(text, today)
    if found > today:
        raise BptipError(
            f'--on "{text}" is {day(found)}, which is still to come.',
            "An update is true on its day: state what will be with --expected, or --next.",
        )
    return found


def contradiction(typed: Typed, *, no_change: bool) -> None:
    """Raise BptipError where nothing is to have changed and something is stated all the same."""
    if no_change and typed.given:
        stated = listing([f"--{name}" for name in typed.given])
        raise BptipError(f"--no-change and {stated} contradict each other.", "Leave one out.")


class Gap(StrEnum):
    """What a reader of an update will miss in it."""

    NO_EVIDENCE = "no-evidence"
    NO_REASON = "no-reason"
    PAST = "past"
    NO_SCHEME = "no-scheme"


def gaps(update: Update) -> Iterator[Gap]:
    """What an update had better say too: the first two are what `check` warns of."""
    if update.status is Status.COMPLETED and not update.evidence:
        yield Gap.NO_EVIDENCE
    if update.status in (Status.DELAYED, Status.ON_HOLD) and update.reason is None:
        yield Gap.NO_REASON
    if update.expected and update.expected < update.on:
        yield Gap.PAST
    if any(map(_LIKE_THE_WEB.match, update.evidence)):
        yield Gap.NO_SCHEME


_LIKE_THE_WEB: Final = re.compile(r"www\.|[\w-]+(\.[\w-]+)*\.(com|edu|gov|info|int|net|org)(/|$)")
"""A path that is likelier a web address without its beginning."""


class ItemEffect(NamedTuple):
    """An item as it stood before an update, and as it stands with it.

    `later` is an update of a later day that hides the status which the new one states.
    """

    update: Update
    before: ItemProgress
    after: ItemProgress

    @property
    def item(self) -> Item:
        """The item."""
        return self.after.item

    @property
    def later(self) -> Update | None:
        """The update that is in force in spite of this one, since it is of a later moment."""
        in_force = self.after.reported.status_from
        if self.update.status is None or in_force is None or in_force == self.update:
            return None
        return in_force


class Effects(NamedTuple):
    """What new updates change: of their items, and of the objectives that these stand under."""

    changes: tuple[ItemEffect, ...]
    objectives: tuple[tuple[ObjectiveProgress, ObjectiveProgress], ...]


def effects(
    version: Version, above: Iterable[Update], added: Sequence[Update], as_of: date
) -> Effects:
    """What the added updates change in a version, as it stands on a day."""
    about = {update.item for update in added}
    touched = [
        objective
        for objective in version.objectives
        if objective.id in about or any(each.id in about for each in objective.activities)
    ]
    part = version._replace(objectives=tuple(touched))
    within = {item.id for item in part.items}
    relevant = [update for update in above if update.item in within]
    before = progress_on(part, relevant, as_of)
    after = progress_on(part, [*relevant, *added], as_of)
    was, is_now = by_id(before), by_id(after)
    changes = [ItemEffect(update, was[update.item], is_now[update.item]) for update in added]
    pairs = zip(before.objectives, after.objectives, strict=True)
    moved = [
        (old, new)
        for old, new in pairs
        if new.item.id not in about and (old.status, old.outlook) != (new.status, new.outlook)
    ]
    return Effects(tuple(changes), tuple(moved))


def by_id(progress: Progress) -> Mapping[str, ItemProgress]:
    """The items of a plan as they stand, by id."""
    return {each.item.id: each for each in progress.items}


def update_meant(text: str, updates: Iterable[Update]) -> list[Update]:
    """The updates whose id the text is, or else begins or ends; "…" stands for the rest.

    Pages show the end of an id, since the beginning of a time-ordered one is the same for days.
    """
    listed = list(updates)
    wanted = text.strip().strip("….").casefold()
    whole = [each for each in listed if each.id in (text, text.strip())]
    if whole or len(wanted) < SHORTEST:
        return whole
    folded_ids = [(each, each.id.casefold()) for each in listed]
    return [each for each, name in folded_ids if name.startswith(wanted) or name.endswith(wanted)]


SHORTEST: Final = 4
"""Letters that a piece of an id has at least."""
