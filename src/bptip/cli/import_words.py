"""Asks on a terminal what the words, colours and dates of a table mean that bptip does not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from bptip.cli.output import say
from bptip.cli.questions import YES_AND_NO, asked_until, yes, yes_or_enter
from bptip.comparison.pairs import Pair
from bptip.exchange.importing.column_questions import ColumnQuestion
from bptip.exchange.importing.matching import is_sure
from bptip.exchange.importing.next_version import NEW_WORK
from bptip.exchange.importing.open_words import MOST_LISTED, day_of_table, open_dues
from bptip.exchange.importing.planning import preview_of
from bptip.exchange.importing.request import ImportRequest
from bptip.exchange.tables import maps
from bptip.exchange.tables.cell_statuses import likely_meaning
from bptip.exchange.tables.date_orders import OpenDates, likely_month
from bptip.exchange.tables.drafts import status_headers
from bptip.plan.characters import capitalized, letters_of
from bptip.plan.model import Item, Version
from bptip.plan.names import known_name
from bptip.plan.search import find_item, shown_number, typed_number
from bptip.plan.status_names import AMBIGUOUS, known_status
from bptip.plan.vocabulary import ONGOING_MEANS, count, day, listing
from bptip.recording.typed_values import day_reported


def with_words_asked(request: ImportRequest) -> ImportRequest:
    """Returns the request with the meanings that the user gave on a terminal.

    It asks about a column of doubtful use, unknown words for a status or a due date, colours in a
    column without text, the order of dates such as 03/04/2026, seasons and fiscal years, rows that
    are only like an item, the day of reports without one, and months such as "Dec-26". It does not
    ask about a long list of remarks or rows.
    """
    preview = preview_of(request)
    while (asked := preview.column_question) is not None:
        request = _with_column(request, asked)
        preview = preview_of(request)
    unanswered = request
    cells = preview.cells
    words = [
        _OpenMeaning(
            each.word, each.word, each.cells, likely_meaning(each.word).replace(maps.NO_GUESS, "")
        )
        for each in cells.statuses
        if each.cells and not each.status
    ]
    if len(words) <= MOST_LISTED or not preview.remarks:
        headers = listing([f'"{header}"' for header in status_headers(preview.draft)])
        said = _unknown(f"words for a status{f' in {headers}' if headers else ''}", words)
        request = _with_answers(request, "status", said, words)
    colours = [_OpenMeaning(*colour) for colour in cells.colours]
    said = _unknown("colours without a text", colours)
    request = _with_answers(request, "colours", said, colours)
    if cells.dates is not None:
        request = _with_order(request, cells.dates)
    for key, text in cells.lacking:
        request = _with_key(request, key, text)
    if 0 < len(preview.not_taken) <= MOST_LISTED:
        request = _with_items(request, preview.not_taken, preview.version)
    unsure = [pair for pair in preview.pairs_by_likeness if not is_sure(pair)]
    if 0 < len(unsure) <= MOST_LISTED and request.version is not None:
        request = _with_items(request, unsure, request.version, NEW_WORK)
    taken = preview if request is unanswered else preview_of(request)
    if undated := taken.cells.undated:
        request = _with_day(request, undated, day_of_table(preview.draft, request.today))
    dues = open_dues(preview.draft) if preview.dated else []
    months = {due.words: due.likely for due in dues if likely_month(due.words)}
    request = _with_months(request, months)
    dues = [due for due in dues if due.words not in months]
    if len(dues) <= MOST_LISTED:
        end = day(preview.version.plan.end)
        choices = f"a date such as {listing(maps.NAMED_KEYS['periods'].meanings, 'or')}"
        request = _with_answers(
            request, "periods",
            (f"bptip takes no date from these due dates. What does each mean? Answer {choices}.",
             f"Without an answer, the activity counts as due by the plan's end, {end}."),
            [_OpenMeaning(each.words, each.words, each.cells) for each in dues],
            lambda text: text and maps.date_meant(text),
        )  # fmt: skip
    return request


def _with_months(request: ImportRequest, months: Mapping[str, str]) -> ImportRequest:
    """Asks whether dates such as "Dec-26" are months of a year; returns the answered request."""
    if not months:
        return request
    meant = [f'"{words}" is {month}' for words, month in months.items()]
    say("These due dates have a year of two digits, or a day and no year:", f"{listing(meant)}.")
    is_month = asked_until("Is each a month and its year? (yes or no; Enter for yes)", yes_or_enter)
    pairs = [maps.typed_pair(*pair) for pair in months.items()] if is_month else []
    return _with_typed(request, "periods", pairs)


def _with_column(request: ImportRequest, asked: ColumnQuestion) -> ImportRequest:
    """Asks whether a column has another role; returns the request with the answer."""
    say(asked.reason)
    is_true = asked_until(f"{asked.question} (yes or no; Enter for no)", yes)
    pair = asked.pair(is_true=is_true)
    return _with_typed(request, "columns", [pair])


def _with_items(
    request: ImportRequest, pairs: Sequence[Pair], version: Version, otherwise: str = ""
) -> ImportRequest:
    """Asks which items the rows are about that are only like one; returns the answered request.

    `otherwise` is typed for a row that is about none; then Enter means yes.
    """

    def item_in(text: str, alike: Item) -> Item | None:
        if text in (alike.number, alike.id):
            return alike
        if text.casefold() not in YES_AND_NO:
            return find_item(text, version)
        is_same = yes_or_enter(text) if otherwise else yes(text)
        return alike if is_same else None

    say("Which item of the plan is each row about? Answer yes, no, or the number of another item.")
    enter = "yes" if otherwise else "no"
    typed = []
    for pair in pairs:
        alike = f'{shown_number(pair.old)} "{pair.old.title}"'
        question = f'"{pair.new.title}": {alike}? (Enter for {enter})'
        item = asked_until(question, partial(item_in, alike=pair.old))
        if number := typed_number(item, version) if item else otherwise:
            typed.append(maps.typed_pair(pair.new.title, number))
    return _with_typed(request, "items", typed)


def _with_order(request: ImportRequest, dates: OpenDates) -> ImportRequest:
    """Asks for the order of dates in digits; returns the request with the answer."""
    readings = dates.readings

    def order_in(text: str) -> str:
        return known_name("order of dates", text, readings) if text else ""

    choices = listing([f"{day(meant)} ({order})" for order, meant in readings.items()], "or")
    counted = count(dates.cells, "cell with such a date", "cells with such a date")
    say(f'"{dates.text}" can be {choices} ({counted}).')
    order = asked_until(f"{listing([*readings], 'or')}? Enter to leave it open:", order_in)
    if not order:
        return request
    table_map = request.map._replace(dates=order)
    return request._replace(map=table_map, command=_with_options(request, "--dates", order))


def _with_key(request: ImportRequest, key: str, text: str) -> ImportRequest:
    """Asks for a key of the map that dates need; returns the request with the answer."""

    def pair_in(answer: str) -> str:
        pair = f"{key}={answer}" if answer else ""
        maps.with_keys_set(maps.NO_MAP, [pair] if pair else [])
        return pair

    say(f'The date of "{text}" is not clear.')
    pair = asked_until(f"{capitalized(maps.SETTABLE[key])}? Enter to leave it open:", pair_in)
    if not pair:
        return request
    table_map = maps.with_keys_set(request.map, [pair])
    return request._replace(map=table_map, command=_with_options(request, "--set", pair))


def _with_day(request: ImportRequest, rows: int, likely: date) -> ImportRequest:
    """Asks for the day of reports without one; returns the request with the answer."""

    def day_in(text: str) -> date | None:
        return day_reported(text, request.today) if text else None

    say(f"On which day was this true? {count(rows, 'row')} without a date.")
    on = asked_until(f"Day, such as {likely}? Enter to leave it open:", day_in)
    if on is None:
        return request
    return request._replace(on=on, command=_with_options(request, "--on", on.isoformat()))


def _with_options(request: ImportRequest, *options: str) -> tuple[str, ...]:
    """Returns the command that writes, with more options before --write at its end."""
    return (*request.command[:-1], *options, *request.command[-1:])


class _OpenMeaning(NamedTuple):
    """A word or a colour whose meaning is asked for: as it is typed and shown, its cells."""

    typed: str
    shown: str
    cells: int
    likely: str = ""


def _unknown(kind: str, questions: Sequence[_OpenMeaning]) -> tuple[str, ...]:
    """Returns what is said before the questions for statuses."""
    return (
        f"bptip does not know these {kind}. What does each mean?",
        f"Answer {listing(maps.NAMED_KEYS['status'].meanings, 'or')}.",
        *(ONGOING_MEANS if any(letters_of(each.typed) == AMBIGUOUS for each in questions) else ()),
    )


def _with_answers(
    request: ImportRequest,
    key: str,
    said: Sequence[str],
    questions: Sequence[_OpenMeaning],
    meaning: Callable[[str], str] | None = None,
) -> ImportRequest:
    """Asks for each meaning; returns the request with the answers in its map and its command.

    Answers are statuses, unless `meaning` reads them.
    """
    if not questions:
        return request
    say(*said)
    pairs = []
    for typed, shown, cells, likely in questions:
        end = f" Enter for {likely}" if likely else " Enter to leave it open"
        question = f'"{shown}" ({count(cells, "cell")})?{end}:'
        if meant := asked_until(question, meaning or _meaning_or(likely)):
            pairs.append(maps.typed_pair(typed, meant))
    return _with_typed(request, key, pairs)


def _with_typed(request: ImportRequest, key: str, pairs: Sequence[str]) -> ImportRequest:
    """Returns the request with pairs of a name and its meaning in its map and its command."""
    options = (part for pair in pairs for part in (maps.NAMED_KEYS[key].option, pair))
    table_map = maps.with_typed(request.map, key, pairs)
    return request._replace(map=table_map, command=_with_options(request, *options))


def _meaning_or(likely: str) -> Callable[[str], str]:
    """Returns the function that reads an answer; an empty one means what is likely."""

    def meaning(text: str) -> str:
        return known_status(text, maps.MEANT).value if text else likely

    return meaning
