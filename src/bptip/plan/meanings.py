"""What a typed word means: the party or the status, or a refusal that names the nearest."""

from __future__ import annotations

from collections.abc import Iterable

from bptip.plan.errors import BptipError, unknown
from bptip.plan.model import Status
from bptip.plan.names import AMBIGUOUS, NEAR_STATUSES, find_parties, find_status, folded
from bptip.plan.vocabulary import ONGOING, listing


def known_party(text: str, parties: Iterable[str]) -> str:
    """The party that is meant; raises BptipError for none, or for several, which it names."""
    known = list(parties)
    found = find_parties(text, known)
    if len(found) > 1:
        raise BptipError(f'"{text}" could mean {listing(found, "or")}.')
    if not found:
        raise unknown("party", text, known)
    return found[0]


def status_word(text: str, statuses: Iterable[Status] = Status) -> Status:
    """The status that is meant; raises BptipError for "ongoing", with its two readings."""
    known = tuple(statuses)
    found = find_status(text, statuses=known)
    if found is None and folded(text) == AMBIGUOUS:
        raise BptipError(f"{ONGOING[0].upper()}{ONGOING[1:]}.")
    if found is None:
        likely = NEAR_STATUSES.get(folded(text))
        near = likely.value if likely in known else None
        raise unknown("status", text, [each.value for each in known], near)
    return found
