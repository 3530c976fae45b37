"""Asks on a terminal what the words and colours of a table mean that bptip does not know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bptip.cli.output import say
from bptip.cli.questions import asked_until, is_answered
from bptip.plan.model import REPORTABLE
from bptip.plan.status_names import known_status
from bptip.plan.vocabulary import count, listing

if TYPE_CHECKING:
    from bptip.cli.context import CommandContext
    from bptip.exchange.importing.planning import ImportRequest


def with_words_asked(context: CommandContext, request: ImportRequest) -> ImportRequest:
    """Returns the request with the meanings that the user gave on a terminal.

    Asked for are unknown words for a status, unless they are too many, and colours where a column
    has nothing else.
    """
    if not (context.is_screen and is_answered()):
        return request
    from bptip.exchange.importing.open_words import MOST_LISTED
    from bptip.exchange.importing.planning import preview_of
    from bptip.exchange.tables.cell_statuses import likely_meaning
    from bptip.exchange.tables.maps import NO_GUESS

    cells = preview_of(request).cells
    words = [
        _OpenMeaning(
            each.word, each.word, each.cells, likely_meaning(each.word).replace(NO_GUESS, "")
        )
        for each in cells.statuses
        if each.cells and not each.status
    ]
    if len(words) <= MOST_LISTED:
        request = _with_answers(request, "status", "--word", "words for a status", words)
    colours = [_OpenMeaning(*colour) for colour in cells.colours]
    return _with_answers(request, "colours", "--colour", "colours without a text", colours)


class _OpenMeaning(NamedTuple):
    """A word or a colour whose meaning is asked for: as it is typed and shown, its cells."""

    typed: str
    shown: str
    cells: int
    likely: str = ""


def _with_answers(
    request: ImportRequest, key: str, option: str, kind: str, questions: Sequence[_OpenMeaning]
) -> ImportRequest:
    """Asks for each meaning; returns the request with the answers in its map and its command."""
    from bptip.exchange.tables.maps import typed_pair, with_typed

    if not questions:
        return request
    say(f"bptip does not know these {kind}. What does each mean?")
    say(f"Answer {listing([status.value for status in REPORTABLE], 'or')}.")
    pairs = []
    for typed, shown, cells, likely in questions:
        end = f" Enter for {likely}" if likely else " Enter to leave it open"
        question = f'"{shown}" ({count(cells, "cell")})?{end}:'
        if meaning := asked_until(question, _meaning_or(likely)):
            pairs.append(typed_pair(typed, meaning))
    options = tuple(part for pair in pairs for part in (option, pair))
    command = (*request.command[:-1], *options, *request.command[-1:])
    return request._replace(map=with_typed(request.map, key, pairs), command=command)


def _meaning_or(likely: str) -> Callable[[str], str]:
    """Returns the function that reads an answer; an empty one means what is likely."""

    def meaning(text: str) -> str:
        return known_status(text, REPORTABLE).value if text else likely

    return meaning
