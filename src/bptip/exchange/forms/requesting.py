"""Prepares a reporting round: the parties, their questions, and the block for the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.exchange.forms.file_names import plain_name
from bptip.exchange.forms.form import Form, FormHead, form_of
from bptip.exchange.identity import FORMAT, id_of
from bptip.plan.errors import BptipError, ErrorCode
from bptip.plan.journal import PlanHistory, Round
from bptip.plan.model import Version
from bptip.plan.names import find_name
from bptip.plan.vocabulary import day
from bptip.progress.plan_progress import progress_on
from bptip.progress.returns import Asking, asking_of_round, asking_on, not_asked_yet
from bptip.progress.rounds import RoundState, rounds_on

if TYPE_CHECKING:
    from bptip.plan.parties import Parties

NOT_YET: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of a block that is not written yet; writing replaces it."""


class Request(NamedTuple):
    """A round as it is asked now: `parties` are those asked in this run.

    `block` is what the journal gets; None if it has all of it already.
    """

    round: str
    as_of: date
    due: date
    version: Version
    asking: Asking
    parties: tuple[str, ...]
    block: Round | None

    @property
    def asked(self) -> tuple[str, ...]:
        """The parties of this run that have something to answer."""
        return tuple(party for party in self.parties if self.asking.asked(party))

    def form(self, party: str, parties: Parties) -> Form:
        """Returns the form of a party; `parties` has the office's own words."""
        plan = self.version.plan
        head = FormHead(plan.id, plan.version, self.round, self.as_of, self.due, party)
        return form_of(self.asking, head, parties)


class Wanted(NamedTuple):
    """A round as the user names it; `as_of` and `version` are None if the user named none."""

    round: str
    due: date
    as_of: date | None
    version: int | None
    parties: tuple[str, ...] = ()


def request_of(history: PlanHistory, wanted: Wanted, today: date) -> Request:
    """Returns the request for a round, which may have been asked before.

    Raises BptipError for another as-of date or version than the round has, for a name that is too
    much like another round's, and if there is nothing to ask.
    """
    states = {each.round: each for each in rounds_on(history.returns, None)}
    state = states.get(wanted.round)
    if state is None:
        _refuse_like_another(states, wanted.round)
    else:
        _refuse_another(state, wanted)
    as_of = state.as_of if state else wanted.as_of or today
    if wanted.due < as_of:
        raise BptipError(
            f"--due {day(wanted.due)} is before {day(as_of)}, the day for which to answer.",
            "Name a later day, or an earlier one with --as-of.",
        )
    number = state.version if state else wanted.version
    version = _version(history, number, as_of)
    asking = asking_on(progress_on(version, history.updates, as_of))
    if state is not None:
        known = asking_of_round(history, state).parties
        earlier = {party: questions for party, questions in known.items() if questions}
        asking = asking._replace(parties={**asking.parties, **earlier})
    _refuse_nothing(asking, wanted, as_of)
    parties = wanted.parties or tuple(asking.parties)
    block = _block(
        history, wanted, as_of, version, [each for each in parties if each in asking.parties]
    )
    return Request(wanted.round, as_of, wanted.due, version, asking, parties, block)


def _refuse_like_another(rounds: Iterable[str], name: str) -> None:
    """Raises BptipError if a new round has another round's letters, or the same form names."""
    for known in rounds:
        is_one_file = plain_name(known).casefold() == plain_name(name).casefold()
        if is_one_file or find_name(name, [known]):
            raise BptipError(
                f'The name "{name}" is too much like that of the reporting round "{known}".',
                f'If that round is meant: --round "{known}"',
                "For another round, choose a name with other letters or digits.",
                code=ErrorCode.REFUSED,
            )


def _version(history: PlanHistory, number: int | None, as_of: date) -> Version:
    named = [each for each in history.versions if each.plan.version == number]
    return named[0] if named else history.version_on(as_of)


def _refuse_another(state: RoundState, wanted: Wanted) -> None:
    """Raises BptipError if a round that was asked already is to have another day or version."""
    if wanted.as_of is not None and wanted.as_of != state.as_of:
        raise BptipError(
            f"The round {state.round} asks for the status as at {day(state.as_of)}, "
            f"not {day(wanted.as_of)}.",
            "Leave --as-of out, or begin another round.",
            code=ErrorCode.REFUSED,
        )
    if wanted.version is not None and wanted.version != state.version:
        raise BptipError(
            f"The round {state.round} is about version {state.version} of the plan, "
            f"not {wanted.version}.",
            "Name the plan without a version, or begin another round.",
            code=ErrorCode.REFUSED,
        )


def _refuse_nothing(asking: Asking, wanted: Wanted, as_of: date) -> None:
    """Raises BptipError if no party, or none of those that the user named, has something to say."""
    plan = asking.progress.plan.id
    if not asking.parties:
        raise BptipError(
            f"No party has anything to answer: no open activity of {plan} names a lead.",
            'Name the leads in the plan\'s file, with lead = ["…"].',
            code=ErrorCode.REFUSED,
        )
    idle = [party for party in wanted.parties if party not in asking.parties]
    if idle and len(idle) == len(wanted.parties):
        raise BptipError(
            f"{' and '.join(idle)} leads nothing in {plan} that is open on {day(as_of)}.",
            f"These have something to answer: {', '.join(asking.parties)}.",
            code=ErrorCode.REFUSED,
        )


def _block(
    history: PlanHistory, wanted: Wanted, as_of: date, version: Version, parties: Sequence[str]
) -> Round | None:
    """Returns the block for the journal; None if its blocks of the round say all of it."""
    new = not_asked_yet(history.returns, wanted.round, parties)
    latest = max(
        (each for each in history.returns.rounds if each.round == wanted.round),
        key=lambda each: (each.recorded, each.id),
        default=None,
    )
    if latest is not None and latest.due == wanted.due and not new:
        return None
    number = version.plan.version
    block = Round("", wanted.round, as_of, wanted.due, number, tuple(new or parties), NOT_YET)
    return _identified(block, history.id, latest.id if latest else "")


def _identified(block: Round, plan: str, after: str) -> Round:
    """Returns a block with an id made from what it says, and greater than that of another block.

    The greater id decides between the due days of two blocks of one moment.
    """
    said = [block.round, block.as_of, block.due, block.version, sorted(block.asked)]
    made = (id_of([FORMAT, "round", plan, *said, n]) for n in count())
    return block._replace(id=next(each for each in made if each > after))
