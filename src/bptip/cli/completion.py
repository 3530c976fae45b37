"""Shell completion: names of plans, items, parties, themes and statuses as the shell asks for them.

Shells evaluate what they complete, so every text from a file is made harmless here first. Where
files can't be read, there is nothing to complete, and no error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from bptip.files.workspace.opening import OpenPlan

_HARMFUL: Final = re.compile(r"[^\w .,()-]|_")
_LONGEST: Final = 60
_LATEST: Final = 50

Offer = tuple[str, str]
"""What is completed, and its help text."""


def harmless(text: str) -> str:
    """The text with letters, digits, spaces and `.,-()` alone, on one line of 60 at most."""
    kept = " ".join(_HARMFUL.sub(" ", text).split())
    return kept if len(kept) <= _LONGEST else kept[: _LONGEST - 3].rstrip() + "..."


def word(name: str) -> str:
    """A name as one word of a command line: spaces become hyphens, which are the same to us."""
    return harmless(name).replace(" ", "-").replace(",", "").replace("(", "").replace(")", "")


def _offers(
    source: Callable[[typer.Context], Iterable[Offer]], context: typer.Context, incomplete: str
) -> list[Offer]:
    from bptip.plan.errors import BptipError

    try:
        found = list(source(context))
    except (BptipError, OSError):
        return []
    begun = incomplete.casefold()
    return [offer for offer in found if offer[0].casefold().startswith(begun)]


def _opened(context: typer.Context) -> OpenPlan:
    from bptip.cli.context import CommandContext

    command = CommandContext.from_typer(context)
    return command.open(_plan_meant(context, command.workspace.plans), command.today)


def _plan_meant(context: typer.Context, known: Iterable[str]) -> str | None:
    """The plan that the command line names so far.

    While an option's value is being typed, the arguments before it are not told apart yet.
    """
    named = [context.params.get("plan"), *context.args]
    plans = set(known)
    return next((each for each in named if each and each.split("@")[0] in plans), None)


def plans(context: typer.Context, incomplete: str) -> list[Offer]:
    """The plans, with their titles."""
    return _offers(_plans, context, incomplete)


def plans_after_words(context: typer.Context, incomplete: str) -> list[Offer]:
    """The same after a word to look for."""
    return plans(context, incomplete) if context.params.get("words") or context.args else []


def _plans(context: typer.Context) -> Iterator[Offer]:
    from bptip.cli.context import CommandContext

    for name, plan in CommandContext.from_typer(context).workspace.plans.items():
        if plan.is_readable:
            yield word(name), harmless(plan.versions[-1].plan.title)


def items(context: typer.Context, incomplete: str) -> list[Offer]:
    """The items of the plan that is meant, with their titles."""
    return _offers(
        lambda context: (
            (item.id, harmless(item.title)) for item in _opened(context).version.items
        ),
        context,
        incomplete,
    )


def objectives(context: typer.Context, incomplete: str) -> list[Offer]:
    """The objectives of the plan that is meant, with their titles."""
    return _offers(
        lambda context: (
            (each.id, harmless(each.title)) for each in _opened(context).version.objectives
        ),
        context,
        incomplete,
    )


def parties(context: typer.Context, incomplete: str) -> list[Offer]:
    """The parties that the plan names."""
    from bptip.progress.selection import parties_of

    return _offers(
        lambda context: ((word(name), "") for name in parties_of(_opened(context).version)),
        context,
        incomplete,
    )


def listed_parties(context: typer.Context, incomplete: str) -> list[Offer]:
    """Who may report: the parties that the plan lists, else all that it names."""
    from bptip.progress.selection import parties_of

    def found(context: typer.Context) -> Iterator[Offer]:
        version = _opened(context).version
        return ((word(name), "") for name in version.plan.parties or parties_of(version))

    return _offers(found, context, incomplete)


def reporters(context: typer.Context, incomplete: str) -> list[Offer]:
    """Who reports in the plan's journal, and who may."""
    from bptip.progress.selection import reporters_of

    def found(context: typer.Context) -> Iterator[Offer]:
        opened = _opened(context)
        return ((word(name), "") for name in reporters_of(opened.version, opened.updates))

    return _offers(found, context, incomplete)


def themes(context: typer.Context, incomplete: str) -> list[Offer]:
    """The themes that the plan names."""
    from bptip.progress.selection import themes_of

    return _offers(
        lambda context: ((word(name), "") for name in themes_of(_opened(context).version)),
        context,
        incomplete,
    )


def statuses(context: typer.Context, incomplete: str) -> list[Offer]:
    """The statuses, "not-reported" among them."""
    from bptip.plan.model import Status

    return _offers(lambda _: ((each.value, "") for each in Status), context, incomplete)


def stated_statuses(context: typer.Context, incomplete: str) -> list[Offer]:
    """The statuses that an update can state."""
    from bptip.plan.model import REPORTABLE

    return _offers(lambda _: ((each.value, "") for each in REPORTABLE), context, incomplete)


def reasons(context: typer.Context, incomplete: str) -> list[Offer]:
    """The reasons that an update can state."""
    from bptip.plan.model import Reason

    return _offers(lambda _: ((each.value, "") for each in Reason), context, incomplete)


def updates(context: typer.Context, incomplete: str) -> list[Offer]:
    """The ids of the latest updates that count, each with its day, item, status and party."""
    from bptip.progress.fold import counting

    def found(context: typer.Context) -> Iterator[Offer]:
        opened = _opened(context)
        for each in reversed(counting(opened.updates, date.max, None)[-_LATEST:]):
            if harmless(each.id) == each.id:
                told = (each.on.isoformat(), each.item, each.status or "", each.by or "")
                yield each.id, harmless(" ".join(told))

    return _offers(found, context, incomplete)


def outlooks(context: typer.Context, incomplete: str) -> list[Offer]:
    """The outlooks."""
    from bptip.plan.model import Outlook

    return _offers(lambda _: ((each.value, "") for each in Outlook), context, incomplete)


def intervals(context: typer.Context, incomplete: str) -> list[Offer]:
    """The intervals of a trend."""
    from bptip.progress.trend import MONTHS

    return _offers(lambda _: ((name, "") for name in MONTHS), context, incomplete)


def formats(context: typer.Context, incomplete: str) -> list[Offer]:
    """The formats."""
    from bptip.render.formats import FORMATS

    return _offers(lambda _: ((name, "") for name in FORMATS), context, incomplete)
