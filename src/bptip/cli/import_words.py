"""Asks on a terminal what the words of a table mean that bptip does not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bptip.cli.output import say
from bptip.cli.questions import asked_until, is_answered
from bptip.plan.model import REPORTABLE
from bptip.plan.names import known_status
from bptip.plan.vocabulary import count, listing

if TYPE_CHECKING:
    from bptip.cli.context import CommandContext
    from bptip.exchange.importing.planning import ImportRequest


def with_words_asked(context: CommandContext, request: ImportRequest) -> ImportRequest:
    """Returns the request with the meanings of unknown words that the user gave on a terminal."""
    if not (context.is_screen and is_answered()):
        return request
    from bptip.exchange.importing.planning import preview_of
    from bptip.exchange.tables.cell_statuses import likely_meaning
    from bptip.exchange.tables.maps import NO_GUESS, typed_pair, with_typed

    unknown = [each for each in preview_of(request).cells.statuses if not each.status]
    if not any(each.cells for each in unknown):
        return request
    say("bptip does not know these words for a status. What does each mean?")
    say(f"Answer {listing([status.value for status in REPORTABLE], 'or')}.")
    pairs = []
    for word, _, cells in unknown:
        likely = likely_meaning(word).replace(NO_GUESS, "")
        end = f" Enter for {likely}" if likely else " Enter to leave it open"
        question = f'"{word}" ({count(cells, "cell")})?{end}:'
        if cells and (meaning := asked_until(question, _meaning_or(likely))):
            pairs.append(typed_pair(word, meaning))
    options = tuple(part for pair in pairs for part in ("--word", pair))
    command = (*request.command[:-1], *options, *request.command[-1:])
    return request._replace(map=with_typed(request.map, "status", pairs), command=command)


def _meaning_or(likely: str) -> Callable[[str], str]:
    """Returns the function that reads an answer; an empty one means what is likely."""

    def meaning(text: str) -> str:
        return known_status(text, REPORTABLE).value if text else likely

    return meaning
