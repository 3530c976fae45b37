"""Prepares a reporting round: the parties, their questions, and the block for the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Final, NamedTuple

from bptip.exchange.forms.file_names import plain_name
from bptip.exchange.forms.form import Form, FormHead, form_of
from bptip.exchange.statement_ids import FORMAT, id_of
from bptip.plan.errors import BptipError, RefusedError
from bptip.plan.journal import PlanHistory, Round
from bptip.plan.model import Version
from bptip.plan.names import find_name
from bptip.plan.parties import Parties
from bptip.plan.vocabulary import day
from bptip.progress.plan_progress import progress_on
from bptip.progress.returns import Asking, asking_of_round, asking_on, not_asked_yet
from bptip.progress.rounds import RoundState, rounds_on

NOT_YET: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The placeholder for the moment of recording; writing the block replaces it."""


class Request(NamedTuple):
    """The request for a round: `parties` are the parties asked in this run.

    `block` is the block to append to the journal; None if the journal has all of it already.
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
        """The parties of this run that have an activity to answer for."""
        return tuple(party for party in self.parties if self.asking.asked(party))

    def form(self, party: str, parties: Parties) -> Form:
        """Returns the form of a party; `parties` has the office's own words."""
        plan = self.version.plan
        head = FormHead(plan.id, plan.version, self.round, self.as_of, self.due, party)
        return form_of(self.asking, head, parties)


class Wanted(NamedTuple):
    """The round that the user asks for; `as_of` and `version` are None if not given."""

    round: str
    due: date
    as_of: date | None
    version: int | None
    parties: tuple[str, ...] = ()


def request_of(history: PlanHistory, wanted: Wanted, today: date) -> Request:
    """Returns the request for a new round, or for a round that was asked before.

    Raises BptipError for an as-of date or version that differs from the round's, for a name too
    similar to another round's name, and if no party has anything to answer.
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
            "Give a later day, or an earlier day with --as-of.",
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
    """Raises BptipError if a new name has the letters of another round, or the same form names."""
    for known in rounds:
        is_one_file = plain_name(known).casefold() == plain_name(name).casefold()
        if is_one_file or find_name(name, [known]):
            raise RefusedError(
                f'The name "{name}" is too similar to that of the reporting round "{known}".',
                f'If that round is meant: --round "{known}"',
                "For another round, choose a name with other letters or digits.",
            )


def _version(history: PlanHistory, number: int | None, as_of: date) -> Version:
    named = [each for each in history.versions if each.plan.version == number]
    return named[0] if named else history.version_on(as_of)


def _refuse_another(state: RoundState, wanted: Wanted) -> None:
    """Raises BptipError if the user names another day or version than the round's."""
    if wanted.as_of is not None and wanted.as_of != state.as_of:
        raise RefusedError(
            f"The round {state.round} asks for the status as at {day(state.as_of)}, "
            f"not {day(wanted.as_of)}.",
            "Leave --as-of out, or begin another round.",
        )
    if wanted.version is not None and wanted.version != state.version:
        raise RefusedError(
            f"The round {state.round} is about version {state.version} of the plan, "
            f"not {wanted.version}.",
            "Name the plan without a version, or begin another round.",
        )


def _refuse_nothing(asking: Asking, wanted: Wanted, as_of: date) -> None:
    """Raises BptipError if no party, or no party that the user named, has anything to answer."""
    plan = asking.progress.plan.id
    if not asking.parties:
        raise RefusedError(
            f"No party has anything to answer: no open activity of {plan} names a lead.",
            'Name the leads in the plan\'s file, with lead = ["…"].',
        )
    idle = [party for party in wanted.parties if party not in asking.parties]
    if idle and len(idle) == len(wanted.parties):
        raise RefusedError(
            f"{plan} has no activity that is open on {day(as_of)} and led by {' or '.join(idle)}.",
            f"These have something to answer: {', '.join(asking.parties)}.",
        )


def _block(
    history: PlanHistory, wanted: Wanted, as_of: date, version: Version, parties: Sequence[str]
) -> Round | None:
    """Returns the block for the journal; None if it would repeat the journal's blocks."""
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
    """Returns a block with an id made from its content, and greater than the id `after`.

    If two blocks were recorded at one moment, the due day of the block with the greater id counts.
    """
    said = [block.round, block.as_of, block.due, block.version, sorted(block.asked)]
    made = (id_of([FORMAT, "round", plan, *said, n]) for n in count())
    return block._replace(id=next(each for each in made if each > after))
