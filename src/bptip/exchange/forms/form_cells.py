"""Reads the values in the cells of a form, or raises the question that a cell leaves open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import Enum, auto
from functools import partial
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell
from bptip.exchange.forms.form_words import (
    HEADINGS,
    Place,
    chosen_status,
    is_no_change,
    status_words,
)
from bptip.exchange.tables.cell_statuses import (
    AROUND,
    CellStatus,
    status_of_synonym,
    with_percentage,
)
from bptip.exchange.tables.cell_texts import MAX_WORDS, is_error
from bptip.exchange.tables.collected import ERROR_HINT
from bptip.exchange.tables.table_words import NOBODY
from bptip.plan.addresses import addresses_in, as_web_address, is_link
from bptip.plan.characters import is_blank, letters_of
from bptip.plan.dates import last_day, readings_in, wrong_weekday, year_hint
from bptip.plan.errors import BptipError
from bptip.plan.model import REPORTABLE, Number, Plan, Status
from bptip.plan.parties import Parties, stated_status
from bptip.plan.status_names import AMBIGUOUS
from bptip.plan.vocabulary import ONGOING_READINGS, day, listing
from bptip.recording.typed_values import figure

UNREADABLE: Final = "unreadable"
"""The code of the question about an unreadable file of a party."""


class ReturnQuestion(NamedTuple):
    """A question to ask the party: the cell, what is wrong with it, and what is allowed.

    `item` is the activity that the question is about; None for a question about the whole form.
    """

    code: str
    place: str
    value: str
    message: str
    hint: str = ""
    item: str | None = None


class CellFaultError(Exception):
    """A faulty cell; `question` is the question to ask the party."""

    def __init__(self, question: ReturnQuestion) -> None:
        super().__init__(question.message)
        self.question = question


def fault(code: str, cell: SheetCell, message: str, hint: str = "") -> CellFaultError:
    """Returns the error for a cell."""
    return CellFaultError(ReturnQuestion(code, cell.place, cell.text, message, hint))


class NilAnswer(Enum):
    """The answer that the last report still holds."""

    NO_CHANGE = auto()


def status_in(
    cell: SheetCell, parties: Parties, choices: tuple[str, ...], *, is_own: bool
) -> CellStatus | NilAnswer | None:
    """Returns the status that a cell states, or "no change"; None for an empty cell."""
    text = cell.text.strip()
    if not text:
        return None
    if is_no_change(text):
        return NilAnswer.NO_CHANGE
    allowed = REPORTABLE if is_own else tuple(s for s in REPORTABLE if s is not _PART_ONLY)
    of_word = partial(_of_word, parties=parties, allowed=allowed)
    try:
        return CellStatus(text, *stated_status(text, parties, allowed))
    except BptipError as error:
        answer = of_word(text) or with_percentage(text, of_word) or _with_day(cell, of_word)
        if answer is not None:
            return answer
        hints = " ".join(hint for hint in error.hints if not hint.startswith("Known"))
        hints = ONGOING_READINGS if letters_of(text) == AMBIGUOUS else hints
        for word, status in status_words(parties).items():
            hints = hints.replace(f'"{status}"', f'"{word}"')
        quoted = [f'"{choice}"' for choice in choices]
        one_of = f'"{text}" is not one of {listing(quoted, "or")}.'
        raise fault("unknown-status", cell, one_of, hints) from None


_PART_ONLY: Final = Status.NOT_APPLICABLE


def _of_word(text: str, parties: Parties, allowed: Sequence[Status]) -> CellStatus | None:
    """Returns the status for a text that is a status word; None for any other text."""
    try:
        return CellStatus(text, *stated_status(text, parties, allowed))
    except BptipError:
        chosen, meant = chosen_status(text), status_of_synonym(text)
    if chosen in allowed:
        return CellStatus(text, chosen)
    return CellStatus(text, meant, text) if meant in allowed else None


def _with_day(cell: SheetCell, of_word: Callable[[str], CellStatus | None]) -> CellStatus | None:
    """Returns the status and the day in "Completed on 12 June 2026"; None for any other text."""
    text = cell.text.strip()
    for match in re.finditer(rf"[\s{AROUND}]+", text[:MAX_WORDS]):
        answer = of_word(text[: match.start()])
        beside = text[match.end() :].rstrip(f"{AROUND} .")
        if answer is not None and _is_date(beside):
            return answer._replace(day=cell._replace(value=beside, text=beside))
    return None


def _is_date(text: str) -> bool:
    """True if a text is one date and nothing else, even if the date has several readings."""
    try:
        is_dated = readings_in(text) or wrong_weekday(text) or last_day(text, date.max)
        return bool(is_dated) and not text.isalpha()
    except BptipError:
        return False


def day_in(cell: SheetCell, plan: Plan, today: date) -> date | None:
    """Returns the day in a cell, or the last day of a span; None for an empty cell.

    Raises CellFaultError for a year decades away from the plan's years: it is a typing mistake,
    or a year of another calendar.
    """
    text = cell.text.strip()
    named = cell.value if isinstance(cell.value, date) else _day_named(text, cell, today)
    odd = year_hint(named, plan.start, plan.end) if named else None
    if odd:
        raise fault("bad-date", cell, f'"{text}" is not near the years of the plan: {odd}')
    return named


def _day_named(text: str, cell: SheetCell, today: date) -> date | None:
    if not text or letters_of(text) in NOBODY:
        return None
    if letters_of(text) in _RELATIVE:
        message = f'"{text}" does not say which day is meant.'
        raise fault(
            "bad-date", cell, message, "Write the day with its month and year: 12 Jun 2026."
        )
    try:
        return last_day(text, today)
    except BptipError as error:
        readings = readings_in(text)
        if len(readings) > 1:
            two = f'"{text}" could be {listing([day(each) for each in readings], "or")}.'
            raise fault("ambiguous-date", cell, two, "Write the month in letters.") from None
        unread = error.message.replace("bptip cannot", "We cannot", 1)
        raise fault("bad-date", cell, unread, error.hints[0]) from None


_RELATIVE: Final = ("today", "yesterday")
"""Words for a day whose meaning depends on the day of reading."""


def figure_in(cell: SheetCell, unit: str | None) -> Number | None:
    """Returns the number in a cell, with or without its unit; None for an empty cell."""
    if cell.percentage is not None:
        if unit and (letters_of(unit).startswith("percent") or "%" in unit):
            return cell.percentage
        has = f"the unit {unit}" if unit else "no unit"
        message = f'"{cell.text}" is a percentage, but this indicator has {has}.'
        raise fault("bad-number", cell, message, "Write a number only, such as 74.")
    if cell.number is not None:
        is_whole = isinstance(cell.number, float) and cell.number.is_integer()
        return int(cell.number) if is_whole else cell.number
    if cell.is_empty:
        return None
    text = cell.text.strip()
    match = _WITH_UNIT.fullmatch(text)
    if match and unit and letters_or_sign(match[2]) == letters_or_sign(unit):
        text = match[1]
    try:
        return figure(text)
    except BptipError as error:
        hint = "Write a number only, such as 74."
        raise fault("bad-number", cell, error.message, hint) from None


_WITH_UNIT: Final = re.compile(r"(.*\d)\s*(\D+)")


def letters_or_sign(text: str) -> str:
    """Returns the letters of a unit; the unit itself if it has no letters, such as "%"."""
    return letters_of(text) or text.strip()


def links_in(cell: SheetCell) -> Iterator[str | CellFaultError]:
    """Yields the addresses in a cell, and a fault for each line that has other words.

    For a linked word, the address of the link is used.
    """
    behind = [link for link in cell.links if is_link(link)]
    for line in filter(None, map(str.strip, cell.text.split("\n"))):
        if letters_of(line) in NOBODY:
            continue
        linked = addresses_in(line)
        yield from linked.addresses
        if linked.words and not linked.addresses and behind:
            yield from behind
        elif linked.words:
            mail = as_web_address(line)
            words = f'put the words into "{_NOTE}".'
            hint = (
                f"Write {mail}"
                if mail
                else f"Write an address that begins with https://, or {words}"
            )
            if linked.addresses:
                hint = f"The address beside these words is used. If the words matter, {words}"
            message = f'"{linked.words}" is not a web address.'
            yield fault("bad-link", cell._replace(text=line), message, hint)


_NOTE: Final = HEADINGS[Place.NOTE]


def text_in(cell: SheetCell) -> str | None:
    """Returns the text of a cell exactly as written; None if the cell shows nothing."""
    if is_error(cell):
        message = f'"{cell.text.strip()}" is an error of the spreadsheet. What should it say?'
        raise fault("bad-text", cell, message, ERROR_HINT)
    return None if is_blank(cell.text) else cell.text
