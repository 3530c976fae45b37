"""Filters as users type them: repeatable, with commas, names in any spelling."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from bptip.files.workspace.opening import OpenPlan
from bptip.plan.errors import BptipError, NotFoundError
from bptip.plan.model import Outlook, Status, Version
from bptip.plan.names import known_name, known_party
from bptip.plan.parties import Parties, Spellings, stated_status
from bptip.progress.selection import Filters, parties_of, themes_of

T = TypeVar("T")


def filters_of(
    opened: OpenPlan, parties: Parties, typed: Mapping[str, Sequence[str] | None], *, overdue: bool
) -> Filters:
    """Returns the filters of a command line; raises BptipError for a name that the plan lacks.

    `parties` has the office's own words; `typed` has the values of each option by its name.
    """
    version, spellings = opened.version, opened.plan.spellings
    known = (*parties_of(version), *version.plan.groups)
    whole = (*known, *parties.also, *chain.from_iterable(parties.also.values()))

    def party_named(text: str) -> str:
        return known_party(spellings.typed(text), known)

    def theme_named(text: str) -> str:
        return known_name("theme", text, themes_of(version), NotFoundError)

    def status_named(text: str) -> Status:
        return stated_status(text, parties, tuple(Status)).status

    def outlook_named(text: str) -> Outlook:
        return Outlook(known_name("outlook", text, [each.value for each in Outlook]))

    def named(option: str, meaning: Callable[[str], T], whole: Sequence[str] = ()) -> tuple[T, ...]:
        return _values(option, typed[option], meaning, whole)

    return Filters(
        objective=named("objective", lambda text: objective_id(text, version)),
        lead=named("lead", party_named, whole),
        party=named("party", party_named, whole),
        theme=named("theme", theme_named),
        status=named("status", status_named, tuple(parties.statuses)),
        outlook=named("outlook", outlook_named),
        overdue=overdue,
    )


def parties_named(version: Version, spellings: Spellings, texts: Sequence[str]) -> tuple[str, ...]:
    """Returns the parties of a plan that --party names, groups spread, each once."""
    known = (*parties_of(version), *version.plan.groups)
    named = _values("party", texts, lambda text: known_party(spellings.typed(text), known), known)
    return version.plan.spread(tuple(dict.fromkeys(named)))


def _values(
    option: str, texts: Sequence[str] | None, meaning: Callable[[str], T], whole: Sequence[str] = ()
) -> tuple[T, ...]:
    """Parses the values of an option; raises BptipError where there is none.

    A comma separates values, except within one of the names `whole`.
    """
    pieces = [
        piece.strip()
        for text in texts or ()
        for piece in ([text] if text in whole else text.split(","))
    ]
    named = [piece for piece in pieces if piece]
    if texts and not named:
        raise BptipError(
            f"--{option} needs a name.", f"Separate several with commas: --{option} A,B"
        )
    return tuple(dict.fromkeys(map(meaning, named)))


def objective_id(text: str, version: Version) -> str:
    """Returns the id of an objective, by its id or its number; raises BptipError if unknown."""
    ids = [each.id for each in version.objectives]
    by_number = [each.id for each in version.objectives if each.number == text]
    if len(by_number) == 1 and text not in ids:
        return by_number[0]
    return known_name("objective", text, ids, NotFoundError)
