"""`bptip find`: words in a plan and in its updates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Final

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import argument
from bptip.cli.running import reading_by_screen
from bptip.files.workspace.naming import like_a_plan, names_plan
from bptip.files.workspace.opening import OpenPlan
from bptip.plan.command_lines import command_line
from bptip.plan.errors import BptipError
from bptip.plan.search import HitsElsewhere, find

EXAMPLES: Final = (
    ("bptip find forced marriage", "in titles, descriptions, notes and next steps"),
    ("bptip find training 2022", "in another plan"),
)


@reading_by_screen
def command(
    context: CommandContext,
    words: Annotated[
        list[str],
        argument(
            "WORDS",
            "Words to find. The last may be a plan (2022), version (2022@v1) or file.",
            offers=completion.plans_after_words,
        ),
    ],
) -> Answer:
    """Find words in a plan and in its updates.

    Looks in titles, descriptions, extra columns, notes and next steps. All the words must be
    there, in any order, in capitals or not. The exit code is 0 even if nothing is found.
    """
    from bptip.pages.find import VIEW, FindSheet
    from bptip.progress.fold import in_order, retracted_ids

    wanted, plan = _split(context, words)
    if not wanted.strip():
        raise BptipError("No words to find were given.", "For example: bptip find training")
    opened = _open(context, plan)
    hits = find(wanted, opened.version, in_order(opened.updates))
    retracted = retracted_ids(opened.updates)
    elsewhere = tuple(_elsewhere(opened, wanted, context.today))
    sheet = FindSheet(opened.version.plan, hits, opened.labels, retracted, opened.source, elsewhere)
    return Answer(VIEW, sheet, (*opened.notices, *_taken_as_word(context, words, plan)))


def _taken_as_word(
    context: CommandContext, words: Sequence[str], plan: str | None
) -> Iterator[str]:
    """Yields a notice where the first or the last word may have been meant as a plan."""
    if len(words) == 1 or plan is not None:
        return
    if names_plan(context.workspace, words[0]):
        line = command_line(("find", *words[1:], words[0]))
        yield f'"{words[0]}" was a word to find. A plan comes last' + (f": {line}" if line else ".")
        return
    near = like_a_plan(context.workspace, words[-1])
    if near is not None:
        yield f'There is no plan "{words[-1]}", so bptip looked for the word. Did you mean {near}?'


def _split(context: CommandContext, words: Sequence[str]) -> tuple[str, str | None]:
    """Returns the words to find, and the plan where the last of several words names one."""
    *others, last = words
    if others and names_plan(context.workspace, last):
        return " ".join(others), last
    return " ".join(words), None


def _open(context: CommandContext, plan: str | None) -> OpenPlan:
    """Opens the plan; raises BptipError, with how to find the name as a word, if there is none."""
    try:
        return context.open(plan, context.today)
    except BptipError as error:
        as_word = f'To find "{plan}" as a word, put all the words in quotes.' if plan else ""
        raise error.with_hints(*error.hints, as_word) from None


def _elsewhere(opened: OpenPlan, wanted: str, today: date) -> Iterator[HitsElsewhere]:
    """Yields the hits in the other plans, each in its version in force today."""
    for plan in opened.others:
        hits = find(wanted, plan.outline.version_on(today), plan.history.updates)
        if hits.items or hits.updates:
            yield HitsElsewhere(plan.id, len(hits.items), len(hits.updates))
