"""Shell completion: plans, items, parties, themes and statuses, as the shell asks for them.

Shells evaluate what they complete, so every text from a file is made harmless here first. Where
files cannot be read, nothing is offered, and no error is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import typer

from bptip.plan.errors import BptipError

if TYPE_CHECKING:
    from bptip.files.workspace.opening import OpenPlan

_HARMFUL: Final = re.compile(r"[^\w .,()-]|_")

LONGEST_OFFER: Final = 60
"""Maximum length of an offer and of its help text (characters)."""

UPDATES_OFFERED: Final = 50
"""Maximum number of updates that are offered, the latest first."""

Offer = tuple[str, str]
"""A word that completes what was typed, and its help text."""

Completer = Callable[[typer.Context, str], list[Offer]]


def harmless(text: str) -> str:
    """Returns a text with only letters, their marks, digits, spaces and `.,-()`, on one line."""
    from bptip.plan.characters import is_mark, same_text, without_ignorable

    shown = same_text(without_ignorable(text))
    kept = _HARMFUL.sub(lambda match: match[0] if is_mark(match[0]) else " ", shown)
    shown = " ".join(kept.split())
    if len(shown) <= LONGEST_OFFER:
        return shown
    end = LONGEST_OFFER - 3
    while end and is_mark(shown[end]):
        end -= 1
    return f"{shown[:end].rstrip()}..."


def word(name: str) -> str:
    """Returns a name as one word of a command line: with hyphens, which bptip reads as spaces."""
    return harmless(name).replace(" ", "-").replace(",", "").replace("(", "").replace(")", "")


def completer(offers: Callable[[typer.Context], Iterable[Offer]]) -> Completer:
    """Returns the function that Typer calls: the offers that begin like the word being typed.

    Versions of a plan, with "@", are offered once that sign is typed.
    """

    def complete(context: typer.Context, incomplete: str) -> list[Offer]:
        try:
            known = list(offers(context))
        except (BptipError, OSError):
            return []
        begun = incomplete.casefold()
        return [
            offer
            for offer in known
            if offer[0].casefold().startswith(begun) and ("@" not in offer[0] or "@" in begun)
        ]

    return complete


# --- What the command line names so far.


def _opened(context: typer.Context) -> OpenPlan:
    from bptip.cli.context import CommandContext

    command = CommandContext.from_typer(context)
    return command.open(_named_plan(context, command.workspace.plans), command.today)


def _named_plan(context: typer.Context, known: Iterable[str]) -> str | None:
    """Returns the plan that the command line names so far.

    Click keeps all arguments in one list while an option's value is being typed.
    """
    named = [context.params.get("plan"), *context.args]
    plans = set(known)
    return next((name for name in named if name and name.split("@")[0] in plans), None)


# --- What is offered.


def choices(module: str, name: str) -> Completer:
    """Returns a completer for the members of a module's enumeration or table.

    The module is imported when the shell asks, so that no command waits for it.
    """
    return completer(
        lambda _: ((str(choice), "") for choice in getattr(import_module(module), name))
    )


def status_words(name: str) -> Completer:
    """Returns a completer for the statuses of a table of the model, and for the office's words."""

    def offers(context: typer.Context) -> Iterator[Offer]:
        from bptip.cli.context import CommandContext

        for status in getattr(import_module("bptip.plan.model"), name):
            yield str(status), ""
        for own, status in CommandContext.from_typer(context).parties.statuses.items():
            yield word(own), str(status)

    return completer(offers)


def names(of: Callable[[Any, OpenPlan], Iterable[str]]) -> Completer:
    """Returns a completer for names in the plan: `of` takes `progress.selection` and the plan."""

    def offers(context: typer.Context) -> Iterator[Offer]:
        selection = import_module("bptip.progress.selection")
        return ((word(name), "") for name in of(selection, _opened(context)))

    return completer(offers)


def _plans(context: typer.Context) -> Iterator[Offer]:
    from bptip.cli.context import CommandContext

    for name, plan in CommandContext.from_typer(context).workspace.plans.items():
        if plan.is_readable:
            yield word(name), harmless(plan.versions[-1].plan.title)
            for version in plan.versions:
                yield f"{word(name)}@v{version.plan.version}", harmless(version.plan.title)


def _rounds(context: typer.Context) -> Iterator[Offer]:
    from bptip.files.journal.writable import rounds_of

    return ((word(name), "") for name in reversed(rounds_of(_opened(context).plan)))


def _updates(context: typer.Context) -> Iterator[Offer]:
    """Yields the latest updates that count, each with its day, item, status and party."""
    from bptip.progress.fold import counting

    counted = counting(_opened(context).updates, date.max, None)
    for update in reversed(counted[-UPDATES_OFFERED:]):
        if harmless(update.id) == update.id:
            parts = (update.on.isoformat(), update.item, update.status or "", update.by or "")
            yield update.id, harmless(" ".join(parts))


def _commands(_: typer.Context) -> Iterator[Offer]:
    from bptip.cli.commands import COMMANDS

    return ((name, harmless(each.summary)) for name, each in COMMANDS.items() if not each.hidden)


commands = completer(_commands)
plans = completer(_plans)
plans_after_words = completer(
    lambda context: _plans(context) if context.params.get("words") or context.args else ()
)
items = completer(
    lambda context: ((item.id, harmless(item.title)) for item in _opened(context).version.items)
)
objectives = completer(
    lambda context: (
        (item.id, harmless(item.title)) for item in _opened(context).version.objectives
    )
)
updates = completer(_updates)
rounds = completer(_rounds)
parties = names(
    lambda selection, opened: (*selection.parties_of(opened.version), *opened.version.plan.groups)
)
listed_parties = names(
    lambda selection, opened: opened.version.plan.parties or selection.parties_of(opened.version)
)
reporters = names(lambda selection, opened: selection.reporters_of(opened.version, opened.updates))
themes = names(lambda selection, opened: selection.themes_of(opened.version))
statuses = status_words("Status")
stated_statuses = status_words("REPORTABLE")
reasons = choices("bptip.plan.model", "Reason")
outlooks = choices("bptip.plan.model", "Outlook")
intervals = choices("bptip.progress.trend", "MONTHS")
formats = choices("bptip.render.formats", "FORMATS")
