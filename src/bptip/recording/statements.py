"""From an update as it was typed to what it states, or to every reason against it.

Any spelling of a name is taken, and texts are kept exactly. What could mean two things, or
nothing, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from bptip.plan.addresses import evidence_fault
from bptip.plan.characters import is_blank, numbered, same_name, with_plain_digits
from bptip.plan.dates import last_day, other_calendar
from bptip.plan.errors import BptipError, ErrorCode, ErrorCollector
from bptip.plan.model import EMPTY, REPORTABLE, PlanHistory, Reason, Status, Update
from bptip.plan.names import (
    did_you_mean,
    find_name,
    find_parties,
    known_name,
    known_party,
    nearest,
    refuse_several,
)
from bptip.plan.parties import NO_PARTIES, Spellings, stated_status
from bptip.plan.search import find_item
from bptip.plan.vocabulary import day, day_by, listing
from bptip.problems.journal.context import context_of
from bptip.progress.fold import retracted_ids

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bptip.plan.model import Item, Number, Version
    from bptip.plan.parties import Parties
    from bptip.problems.journal.context import Context

T = TypeVar("T")


class Typed(NamedTuple):
    """An update as it was typed: the items, then an option each.

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
    """Returns what was typed as a statement for each item; notes in `errors` what has no meaning.

    `versions` are all versions of the plan, and `version` is the one that counts. Without it,
    only what needs no plan is checked. `parties` has the office's own words and spellings, and
    `rounds` are the names of the journal's reporting rounds.
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

    The version in force on the day of the statement decides: it has `each`, and the party is one
    of the leads.
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
    """Returns the plan that the items are of, by --plan or in front of an item ("2022/1.2").

    Raises BptipError if several are named, or if one is named as if it were an item.
    """
    plans = [typed.plan] if typed.plan else []
    for text in typed.items:
        if len(typed.items) > 1 and text in known:
            others = " ".join(item for item in typed.items if item != text)
            raise BptipError(
                f'"{text}" is a plan, and not an item.', f"Type this: {others} --plan {text}"
            )
        prefix, slash, _ = text.partition("/")
        if slash and prefix in known:
            plans.append(prefix)
    if len({plan.partition("@")[0] for plan in plans}) > 1:
        raise BptipError("The items are of several plans.", "Record one plan at a time.")
    return plans[0] if plans else None


def items_named(
    typed: Typed, version: Version | None, versions: Sequence[Version], errors: ErrorCollector
) -> tuple[Item, ...]:
    """Returns the items that are named, each once; notes those that are unknown.

    Raises BptipError if no item is named at all.
    """
    if not typed.items:
        raise BptipError("No item was named.", "For example: bptip update 1.2 --status completed.")
    if version is None:
        return ()
    texts = [text.removeprefix(f"{version.plan.id}/").rstrip(",;:") for text in typed.items]
    items = meanings_of(texts, lambda text: find_item(text, version, versions), errors)
    return tuple({item.id: item for item in items}.values())


def meanings_of(
    texts: Iterable[str], meaning: Callable[[str], T], errors: ErrorCollector
) -> tuple[T, ...]:
    """Returns the meaning of each text; notes the texts that have none, and leaves them out."""
    meanings = [errors.attempt(partial(meaning, text)) for text in texts]
    return tuple(each for each in meanings if each is not None)


def reason_stated(text: str) -> Reason:
    """Returns the reason of this name; raises BptipError with the nearest if there is none."""
    return Reason(known_name("reason", text, [reason.value for reason in Reason]))


def percentage(text: str) -> Number:
    """Returns a percentage from 0 to 100: "80", "80 %", "62.5"; raises BptipError otherwise.

    "0.5" is half of the work in a spreadsheet, and nearly nothing elsewhere: it is refused.
    """
    written = text.strip()
    value = number_in(written.removesuffix("%"))
    if value is None or not 0 <= value <= 100:
        point = number_in(written.removesuffix("%").replace(",", ".")) if "," in written else None
        raise BptipError(
            f'--progress "{text}" is not a percentage.',
            "Write a number from 0 to 100." if point is None else f"Write {point:g}.",
        )
    if 0 < value < 1 and not written.endswith("%"):
        raise BptipError(
            f'--progress "{text}" may mean {value * 100:g} % or {value:g} %.',
            f"Write {value * 100:g}, or with the sign: {value:g}%.",
        )
    return value


def number_in(text: str) -> Number | None:
    """Returns the number that a text is, whole if it is written so; None for any other text.

    Digits of any script are taken. Thousands are not separated: a comma means a fraction in many
    countries.
    """
    written = with_plain_digits(text.strip())
    digits = written.removeprefix("-")
    if not digits.isascii() or len(digits) > LONGEST_NUMBER:
        return None
    if digits.isdigit():
        return int(written)
    whole, point, fraction = digits.partition(".")
    if point and (whole + fraction).isdigit():
        return float(written)
    return None


_GROUPED: Final = re.compile(r"-?[1-9]\d{0,2}(?:[.,'’ \u00a0\u202f]\d{3})+")
_DECIMAL_COMMA: Final = re.compile(r"-?\d+,\d+")


def figure(text: str) -> Number:
    """Returns the value of an indicator; raises BptipError for a text that is not one number.

    "1.234" is 1234 in some countries, and 1 and a fraction in others: it is refused.
    """
    written = with_plain_digits(text.strip())
    if _GROUPED.fullmatch(written):
        digits = re.sub(r"[^-0-9]", "", written)
        point = re.fullmatch(r"(-?\d+)[.,](\d{3})", written)
        fraction = f" For a fraction, write {point[1]}.{point[2]}0." if point else ""
        raise BptipError(
            f'"{text}" may contain separators for thousands.',
            f"Write {digits} without separators.{fraction}",
        )
    if _DECIMAL_COMMA.fullmatch(written):
        raise BptipError(f'"{text}" has a comma.', f"Write {written.replace(',', '.')}")
    value = number_in(written)
    if value is None:
        raise BptipError(f'"{text}" is not a number.', "For example: participants=74.")
    return value


LONGEST_NUMBER: Final = 18
"""Maximum length of a number (digits and point): TOML readers need not take longer ones."""


def known_round(text: str, rounds: Collection[str]) -> str:
    """Returns a reporting round, spelled as the journal has it; any name if it has no rounds.

    Raises BptipError for an empty name, and for a round that the journal does not have.
    """
    name = some_text("--round", text).strip()
    return known_name("reporting round", name, rounds, ErrorCode.NOT_FOUND) if rounds else name


def some_text(option: str, text: str) -> str:
    """Returns the text as it is; raises BptipError if it shows nothing."""
    if is_blank(text):
        shown = "is empty" if not text.strip() else f"shows nothing ({numbered(text)})"
        raise BptipError(f"{option} {shown}.", "Leave it out, or write a text.")
    return text


def address(text: str) -> str:
    """Returns an address that is allowed as evidence; raises BptipError for any other."""
    fault = evidence_fault(text)
    if fault is not None:
        raise BptipError(f'--evidence "{text}" {fault.wrong}.', fault.hint)
    return text


def values_stated(
    pieces: Iterable[str], items: Iterable[str], context: Context, errors: ErrorCollector
) -> Mapping[str, Number]:
    """Returns the values of indicators that each of the items has; notes the mistakes."""
    about = list(items)
    values: dict[str, Number] = {}
    for piece in pieces:
        name, equals, written = piece.partition("=")
        value = errors.attempt(partial(_value, piece, equals, written))
        if value is None:
            continue
        known = meanings_of(about, partial(indicator, name, context=context), errors)
        for indicator_id in dict.fromkeys(known):
            if values.setdefault(indicator_id, value) != value:
                errors.add(BptipError(f'--value gives "{indicator_id}" two values.'))
    return values or EMPTY


def _value(piece: str, equals: str, written: str) -> Number:
    """Returns the number in a piece such as "participants=74"; raises BptipError without one."""
    try:
        return figure(written if equals else "")
    except BptipError as error:
        is_number = equals and any(map(str.isdigit, written))
        wrong = f": {error.message}" if is_number else " is not in the form ID=NUMBER."
        raise BptipError(f'--value "{piece}"{wrong}', *error.hints) from None


def indicator(text: str, item: str, context: Context) -> str:
    """Returns the id of an item's indicator; raises BptipError with the nearest if it has none."""
    known = context.items[item].indicators
    name = find_name(text.strip(), sorted(known))
    if name is None and not known:
        raise BptipError(f"--value {text}: {item} has no indicators.", code=ErrorCode.NOT_FOUND)
    if name is None:
        near = nearest(text, known)
        raise BptipError(
            f'{item} has no indicator "{text.strip()}".',
            did_you_mean(text.strip(), near),
            f"Known: {', '.join(sorted(known))}.",
            code=ErrorCode.NOT_FOUND,
        )
    return name


def reporter(
    named: str | None,
    default: str | None,
    listed: Sequence[str],
    parties: Parties = NO_PARTIES,
    in_plan: Sequence[str] = (),
) -> str | None:
    """Returns the party that reports: the one named, else the one of BPTIP_BY, else None.

    Any spelling that `parties` has is taken. If the plan lists no parties, any name is, in the
    spelling of those that lead or help in it (`in_plan`). Raises BptipError if the plan lists
    parties and this is not one of them.
    """
    text = default if named is None else named
    if text is None:
        return None
    try:
        return _party(Spellings(parties, listed).typed(text), listed, in_plan)
    except BptipError as error:
        origin = "This name comes from the variable BPTIP_BY." if named is None else ""
        raise error.with_hints(*error.hints, origin) from None


def _party(text: str, parties: Sequence[str], in_plan: Sequence[str]) -> str:
    if is_blank(text):
        raise BptipError("The party that reports has no name.", "Name one, or leave --by out.")
    if not parties:
        alike = find_parties(text, in_plan)
        if len(alike) != 1:
            refuse_several(text, in_plan)
        return alike[0] if len(alike) == 1 else same_name(text)
    try:
        return known_party(text, parties)
    except BptipError as error:
        listed = "The plan's file lists who may report, under parties."
        raise error.with_hints(*error.hints, listed) from None


def day_reported(text: str | None, today: date) -> date:
    """Returns the day for which an update is true; raises BptipError for a future day.

    An update is a report: what is planned for later is stated as expected.
    """
    if text is None:
        return today
    on = last_day(text, today)
    if on > today:
        raise BptipError(
            f'--on "{text}" is {day(on)}, which is in the future.',
            other_calendar(on, today) or "",
            "An update reports what is true on its day. For a later day, use --expected or --next.",
        )
    return on


def refuse_contradiction(typed: Typed) -> None:
    """Raises BptipError if --no-change is given and something is stated all the same."""
    if typed.no_change and typed.stating:
        options = listing([f"--{name}" for name in typed.stating])
        raise BptipError(f"--no-change and {options} contradict each other.", "Leave one out.")


def refuse_part_that_is_none(statement: Statement, versions: Sequence[Version]) -> None:
    """Raises BptipError if a whole item is stated as not applicable."""
    if statement.status is not Status.NOT_APPLICABLE or statement.own:
        return
    version = PlanHistory(tuple(versions)).version_on(statement.on) if versions else None
    activities = version.activities if version else ()
    wrong = f'{statement.item} can\'t be "not applicable" as a whole'
    if any(activity.each and activity.id == statement.item for activity in activities):
        raise BptipError(
            f"{wrong}: only a lead's own part of it can.",
            "Name the lead with --by. If the whole activity was dropped: --status discontinued.",
        )
    raise BptipError(
        f"{wrong}, and its leads have no parts of their own.",
        "If it was dropped: --status discontinued. If it concerns only some of its leads: --note.",
    )


def refuse_nothing_to_keep(statement: Update, updates: Iterable[Update]) -> None:
    """Raises BptipError if no earlier report of a journal is left, so none can still hold."""
    about = [update for update in updates if update.item == statement.item]
    gone = retracted_ids(about)
    reported = (
        update
        for update in about
        if update.id not in gone and update.retracts is None and update.on <= statement.on
        if update.own is statement.own and (not update.own or update.by == statement.by)
    )
    if any(reported):
        return
    what = f"its own part of {statement.item}" if statement.own else statement.item
    who = f"{statement.by} has not reported on" if statement.own else "Nobody has reported on"
    raise BptipError(
        f"{who} {what} yet, so there is no report that still holds.",
        f"State its status: bptip update {statement.item} --status in-progress",
    )


def refuse_expected_completion(statement: Statement, today: date) -> None:
    """Raises BptipError if something completed is expected to be completed later."""
    expected = statement.expected
    if statement.status is Status.COMPLETED and expected is not None and expected > today:
        raise BptipError(
            f'"completed" and --expected {day(expected)}, which is in the future, contradict each '
            "other.",
            "Leave --expected out, or state another status: in-progress, delayed.",
        )


def refuse_second_retraction(retracted: str, updates: Sequence[Update]) -> None:
    """Raises BptipError if the update of this id is taken back already."""
    taken_back = retracted_ids(updates)
    if retracted not in taken_back:
        return
    retraction = next(
        update for update in updates if update.retracts == retracted and update.id not in taken_back
    )
    on = day_by(retraction.recorded_on, retraction.by)
    raise BptipError(
        f"The update {retracted} was taken back already, on {on}.",
        f"To make it count again: bptip retract {retraction.id}",
        code=ErrorCode.REFUSED,
    )


class Omission(StrEnum):
    """Something that a reader will miss in an update."""

    NO_EVIDENCE = "no-evidence"
    NO_REASON = "no-reason"
    PAST = "past"


def omissions(update: Update) -> Iterator[Omission]:
    """Yields what an update should say too; `check` warns of the first two."""
    if update.status is Status.COMPLETED and not update.evidence:
        yield Omission.NO_EVIDENCE
    is_late = update.status in (Status.DELAYED, Status.ON_HOLD)
    if is_late and update.reason is None and not update.challenges:
        yield Omission.NO_REASON
    if update.expected and update.expected < update.on:
        yield Omission.PAST
