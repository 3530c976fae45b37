"""The returns of a reporting round: who is complete, in part, and who has not answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from bptip.pages import document as doc
from bptip.pages.view import Record
from bptip.plan import vocabulary
from bptip.plan.model import EMPTY
from bptip.progress.returns import PartyReturn, ReturnState, RoundReturns

STATES: Final = {
    ReturnState.COMPLETE: "Complete",
    ReturnState.IN_PART: "In part",
    ReturnState.DRAFT: "Draft received",
    ReturnState.EXCUSED: "Excused",
    ReturnState.NOT_RECEIVED: "Not received",
}
"""The words for the state of a return."""

AWAITED: Final = "Awaited"
"""The word for a return that has not come, up to the day on which it is due."""


def state_words(party_return: PartyReturn) -> str:
    """Returns the words for the state of a return on the day of the page."""
    is_missing = party_return.state is ReturnState.NOT_RECEIVED
    is_due = party_return.today > party_return.due
    return STATES[party_return.state] if is_due or not is_missing else AWAITED


def standing_blocks(
    parties: Sequence[PartyReturn], unread: Mapping[str, str] = EMPTY
) -> Iterator[doc.Block]:
    """Yields the parties by the state of their returns; unreadable files are listed separately."""
    facts = [
        (state_words(alike[0]), (doc.plain(vocabulary.listing([named(each) for each in alike])),))
        for state in STATES
        if (alike := _alike(state, parties, unread))
    ]
    if unread:
        files = [f"{party} ({file})" for party, file in unread.items()]
        facts.append(("Came, but cannot be read", (doc.plain(vocabulary.listing(files)),)))
    yield doc.Facts(tuple(facts))


def _alike(
    state: ReturnState, parties: Iterable[PartyReturn], unread: Mapping[str, str]
) -> list[PartyReturn]:
    """Returns the parties whose returns are in a state, except parties with unreadable files."""
    return [each for each in parties if each.state is state and each.party not in unread]


def named(party_return: PartyReturn) -> str:
    """Returns a party; if it answered only in part, with the number of its answers."""
    party, asked = party_return.party, len(party_return.questions)
    if party_return.state is not ReturnState.IN_PART:
        return party
    return f"{party} ({asked - len(party_return.open)} of {asked})"


ANSWERED_BY_OTHERS: Final = "Answered by others"

RECEIVED: Final = {
    ReturnState.COMPLETE: "Received",
    ReturnState.IN_PART: "Received",
    ReturnState.DRAFT: "Draft",
    ReturnState.EXCUSED: "Excused",
    ReturnState.NOT_RECEIVED: "Not received",
}
"""The words by which a report lists the parties that sent a return, or sent none."""

KINDS: Final = ("Received", ANSWERED_BY_OTHERS, "Draft", "Excused", AWAITED, "Not received")
"""The lists of parties in a report, in order."""


def received_blocks(returns: RoundReturns, *, has_names: bool) -> Iterator[doc.Block]:
    """Yields the parties asked in a round by the return that came; without names, only counts.

    If another lead answered for a silent party, the party is named with this lead.
    """
    state = returns.state
    yield doc.text_paragraph(
        f"Reporting round {state.round}: status as at {vocabulary.day(state.as_of)}, answers "
        f"due {vocabulary.day(state.due)}."
    )
    names: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for party_return in returns.parties:
        others = party_return.answered_for_it
        kind = RECEIVED[party_return.state]
        if others or state_words(party_return) == AWAITED:
            kind = ANSWERED_BY_OTHERS if others else AWAITED
        by = f" (by {vocabulary.listing(others)})" if others else ""
        names[kind].append(f"{party_return.party}{by}")
    yield doc.Facts(
        tuple(
            (kind, (doc.plain(_parties(parties, has_names=has_names)),))
            for kind, parties in names.items()
            if parties
        )
    )


def _parties(names: Sequence[str], *, has_names: bool) -> str:
    number = vocabulary.count(len(names), "party", "parties")
    return f"{number}: {', '.join(names)}" if has_names else number


def standing_record(parties: Sequence[PartyReturn], unread: Mapping[str, str]) -> Record:
    """Returns the names of the parties by the state of their returns.

    A party that sent only a file that cannot be read is in none of the lists.
    """
    return {
        state.value.replace("-", "_"): [each.party for each in _alike(state, parties, unread)]
        for state in ReturnState
    }
