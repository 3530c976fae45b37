"""The meaning of each value of an update as typed: a number, a day, a party, an address.

A value with two meanings, or with no meaning, is refused. Any known spelling of a name is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final, TypeVar

from bptip.plan.addresses import evidence_fault
from bptip.plan.characters import is_blank, numbered, same_name, with_plain_digits
from bptip.plan.dates import last_day, other_calendar
from bptip.plan.errors import BptipError, ErrorCollector, NotFoundError
from bptip.plan.model import EMPTY, Number, Reason
from bptip.plan.names import find_name, find_parties, known_name, known_party, refuse_several
from bptip.plan.near_names import did_you_mean, nearest
from bptip.plan.parties import NO_PARTIES, Parties, Spellings
from bptip.plan.vocabulary import day
from bptip.problems.journal.context import Context

T = TypeVar("T")


def meanings_of(
    texts: Iterable[str], meaning: Callable[[str], T], errors: ErrorCollector
) -> tuple[T, ...]:
    """Returns the meaning of each text; collects an error for each text without a meaning."""
    meanings = [errors.attempt(partial(meaning, text)) for text in texts]
    return tuple(each for each in meanings if each is not None)


def reason_stated(text: str) -> Reason:
    """Returns the reason with this name; raises BptipError with the nearest name otherwise."""
    return Reason(known_name("reason", text, [reason.value for reason in Reason]))


def percentage(text: str) -> Number:
    """Returns a percentage from 0 to 100: "80", "80 %", "62.5"; raises BptipError otherwise.

    "0.5" is refused: in a spreadsheet it means half of the work, elsewhere half of one per cent.
    """
    written = text.strip()
    plain = with_plain_digits(written.removesuffix("%").strip())
    is_grouped = grouping_hint(plain) is not None
    value = None if is_grouped else number_in(plain)
    if value is None or not 0 <= value <= 100:
        has_comma = "," in plain and not is_grouped
        point = number_in(plain.replace(",", ".")) if has_comma else None
        wrong = "may contain separators for thousands" if is_grouped else "is not a percentage"
        raise BptipError(
            f'--progress "{text}" {wrong}.',
            "Write a number from 0 to 100." if point is None else f"Write {point:g}.",
        )
    if 0 < value < 1 and not written.endswith("%"):
        raise BptipError(
            f'--progress "{text}" may mean {value * 100:g} % or {value:g} %.',
            f"Write {value * 100:g}, or with the sign: {value:g}%.",
        )
    return value


def number_in(text: str) -> Number | None:
    """Returns the number in a text, an integer if it has no point; None for any other text.

    Digits of any script are accepted. Separators for thousands are not: in many countries, a comma
    begins a fraction.
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

    "1.234" is refused: it means 1234 in some countries, and 1 and a fraction in others.
    """
    written = with_plain_digits(text.strip())
    if hint := grouping_hint(written):
        raise BptipError(f'"{text}" may contain separators for thousands.', hint)
    if _DECIMAL_COMMA.fullmatch(written):
        raise BptipError(f'"{text}" has a comma.', f"Write {written.replace(',', '.')}")
    value = number_in(written)
    if value is None:
        raise BptipError(f'"{text}" is not a number.', "Write digits, such as 74 or 0.5.")
    return value


def grouping_hint(text: str) -> str | None:
    """Returns how to write a number whose signs may separate thousands; None for other texts."""
    written = with_plain_digits(text.strip())
    if not _GROUPED.fullmatch(written):
        return None
    digits = re.sub(r"[^-0-9]", "", written)
    point = re.fullmatch(r"(-?\d+)[.,](\d{3})", written)
    fraction = f" For a fraction, write {point[1]}.{point[2]}0." if point else ""
    return f"Write {digits} without separators.{fraction}"


LONGEST_NUMBER: Final = 18
"""Maximum length of a number (digits and point): TOML readers may refuse longer numbers."""


def known_round(text: str, rounds: Collection[str]) -> str:
    """Returns the name of a round, spelled as in the journal; any name if this has no rounds.

    Raises BptipError for an empty name, and for a round that the journal does not have.
    """
    name = some_text("--round", text).strip()
    return known_name("reporting round", name, rounds, NotFoundError) if rounds else name


def some_text(option: str, text: str) -> str:
    """Returns the text as it is; raises BptipError if it is blank."""
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
    """Returns the stated values, by indicators that all items have; collects the mistakes."""
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
        if equals and any(map(str.isdigit, written)):
            raise BptipError(f'--value "{piece}": {error.message}', *error.hints) from None
    hint = "For example: participants=74."
    raise BptipError(f'--value "{piece}" is not in the form ID=NUMBER.', hint)


def indicator(text: str, item: str, context: Context) -> str:
    """Returns the id of an item's indicator; raises BptipError, with the nearest, otherwise."""
    known = context.items[item].indicators
    name = find_name(text.strip(), sorted(known))
    if name is None and not known:
        raise NotFoundError(f"--value {text}: {item} has no indicators.")
    if name is None:
        near = nearest(text, known)
        raise NotFoundError(
            f'{item} has no indicator "{text.strip()}".',
            did_you_mean(text.strip(), near),
            f"Known: {', '.join(sorted(known))}.",
        )
    return name


def reporter(
    named: str | None,
    default: str | None,
    listed: Sequence[str],
    parties: Parties = NO_PARTIES,
    in_plan: Sequence[str] = (),
) -> str | None:
    """Returns the party that reports: `named`, else `default` (from BPTIP_BY), else None.

    Any spelling in `parties` is accepted. If the plan lists no parties, any name is accepted; the
    name of a party that leads or helps (`in_plan`) is spelled as in the plan. Raises BptipError if
    the plan lists parties and this is not one of them.
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
        raise BptipError("The party that reports has no name.", "Give a name, or leave --by out.")
    if not parties:
        alike = find_parties(text, in_plan)
        if len(alike) != 1:
            refuse_several(text, in_plan)
        return alike[0] if len(alike) == 1 else same_name(text)
    try:
        return known_party(text, parties)
    except BptipError as error:
        listed = 'The plan\'s file lists the parties that may report, under "parties".'
        raise error.with_hints(*error.hints, listed) from None


def day_reported(text: str | None, today: date) -> date:
    """Returns the day for which an update is true.

    Raises BptipError for a future day, since an update reports what has happened, and for a day
    long ago whose year is probably of another calendar.
    """
    if text is None:
        return today
    on = last_day(text, today)
    meant = other_calendar(on, today)
    if on > today:
        raise BptipError(
            f'--on "{text}" is {day(on)}, which is in the future.',
            meant or "",
            "An update reports what is true on its day. For a later day, use --expected or --next.",
        )
    if meant:
        raise BptipError(
            f'--on "{text}" is {day(on)}, which is long ago.', f"{meant} Write it with that year."
        )
    return on
