"""Filters as people type them: repeatable, with commas, names in any spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from bptip.plan.errors import BptipError
from bptip.plan.model import Outlook
from bptip.plan.names import find_name, known_party, known_status, unknown_name
from bptip.progress.selection import Filters, parties_of, themes_of

if TYPE_CHECKING:
    from bptip.plan.model import Version

T = TypeVar("T")


def filters_of(
    version: Version,
    *,
    objective: Sequence[str] | None,
    lead: Sequence[str] | None,
    party: Sequence[str] | None,
    theme: Sequence[str] | None,
    status: Sequence[str] | None,
    outlook: Sequence[str] | None,
    overdue: bool,
) -> Filters:
    """The filters that were asked for; raises BptipError for a name that the plan doesn't know."""
    parties = parties_of(version)
    return Filters(
        objective=_each("objective", objective, lambda text: objective_id(text, version)),
        lead=_each("lead", lead, lambda text: known_party(text, parties), parties),
        party=_each("party", party, lambda text: known_party(text, parties), parties),
        theme=_each("theme", theme, lambda text: known_name("theme", text, themes_of(version))),
        status=_each("status", status, known_status),
        outlook=_each("outlook", outlook, outlook_word),
        overdue=overdue,
    )


def _each(
    option: str,
    texts: Sequence[str] | None,
    meaning: Callable[[str], T],
    whole: Sequence[str] = (),
) -> tuple[T, ...]:
    """What each piece of an option's values means; raises BptipError where there is none.

    Pieces are parted by commas, unless a value is one of the names that are known as a `whole`.
    """
    pieces = [
        piece.strip()
        for text in texts or ()
        for piece in ([text] if text in whole else text.split(","))
    ]
    named = [piece for piece in pieces if piece]
    if texts and not named:
        raise BptipError(f"--{option} needs a name.", "Several are parted by commas.")
    return tuple(dict.fromkeys(map(meaning, named)))


def known_name(kind: str, text: str, known: Iterable[str]) -> str:
    """The name as the plan writes it; raises BptipError with the nearest where it has none."""
    names = list(known)
    found = find_name(text, names)
    if found is None:
        raise unknown_name(kind, text, names)
    return found


def objective_id(text: str, version: Version) -> str:
    """The id of an objective; raises BptipError with the nearest where there is none."""
    return known_name("objective", text, [each.id for each in version.objectives])


def outlook_word(text: str) -> Outlook:
    """The outlook that is meant; raises BptipError with the nearest where there is none."""
    return Outlook(known_name("outlook", text, [each.value for each in Outlook]))
