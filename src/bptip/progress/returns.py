"""The returns of a reporting round: the questions to each party, and the answers that came.

A party is asked about every activity that it leads, if this was open on the round's as-of date or
never reported. If each lead does an activity for itself, a party is asked about its own part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bptip.plan.journal import PlanHistory, Receipt, Returns, Update
from bptip.progress.fold import known, not_retracted, retracted_ids
from bptip.progress.item_progress import ActivityProgress, PartyProgress
from bptip.progress.plan_progress import Progress, progress_on
from bptip.progress.rounds import RoundState


class Question(NamedTuple):
    """An activity that a party answers for: as a whole, or its own part."""

    activity: ActivityProgress
    part: ActivityProgress | PartyProgress

    @property
    def item(self) -> str:
        """The id of the activity."""
        return self.activity.activity.id

    @property
    def is_own(self) -> bool:
        """True if the party answers for its own part alone."""
        return self.part.kind == "party"

    @property
    def is_asked(self) -> bool:
        """True if the activity or part is open or was never reported; others are only shown."""
        return self.part.status.is_open


class Asking(NamedTuple):
    """The questions to each party, in the plan's order; `nobody` has open items without a lead."""

    progress: Progress
    parties: Mapping[str, tuple[Question, ...]]
    nobody: tuple[str, ...]

    def asked(self, party: str) -> tuple[Question, ...]:
        """Returns the questions that a party is to answer."""
        return tuple(each for each in self.parties.get(party, ()) if each.is_asked)


def asking_on(progress: Progress) -> Asking:
    """Returns the questions to each party that has something to answer, in the plan's order."""
    questions: dict[str, list[Question]] = {}
    for activity in progress.activities:
        own = {part.party: part for part in activity.parties}
        for lead in activity.leads:
            questions.setdefault(lead, []).append(Question(activity, own.get(lead, activity)))
    listed = [party for party in progress.plan.parties if party in questions]
    parties = {
        party: tuple(questions[party])
        for party in dict.fromkeys([*listed, *questions])
        if any(question.is_asked for question in questions[party])
    }
    nobody = tuple(
        item.item.id
        for item in progress.leaves
        if item.status.is_open and (item.kind == "objective" or not item.leads)
    )
    return Asking(progress, parties, nobody)


def asking_of_round(history: PlanHistory, state: RoundState) -> Asking:
    """Returns the questions of a round, by its version and the updates known when it was opened."""
    versions = [each for each in history.versions if each.plan.version == state.version]
    version = versions[0] if versions else history.version_on(state.as_of)
    blocks = [block for block in history.returns.rounds if block.round == state.round]
    asked_at = min(block.recorded for block in blocks)
    before = [
        update
        for update in history.updates
        if update.recorded <= asked_at and update.round != state.round
    ]
    asking = asking_on(progress_on(version, before, state.as_of))
    parties = asking.progress.plan.spread(state.asked)
    asked = {party: asking.parties.get(party, ()) for party in parties}
    return asking._replace(parties=asked)


class ReturnState(StrEnum):
    """The state of a party's return; the value is the word in data."""

    COMPLETE = "complete"
    IN_PART = "in-part"
    DRAFT = "draft"
    EXCUSED = "excused"
    NOT_RECEIVED = "not-received"


class PartyReturn(NamedTuple):
    """A party's return: its questions, and the items that were answered.

    `answered_by` has, for each item that only others have answered, the party that answered.
    `has_spoken` is true if the party or its group has reported in the round. `due` is the last day
    on which to answer.
    """

    party: str
    questions: tuple[Question, ...]
    answered: tuple[str, ...]
    no_change: tuple[str, ...]
    answered_by: Mapping[str, str]
    receipts: tuple[Receipt, ...]
    due: date
    today: date
    has_spoken: bool = False

    @property
    def open(self) -> tuple[str, ...]:
        """The items without an answer."""
        done = {*self.answered, *self.no_change}
        return tuple(each.item for each in self.questions if each.item not in done)

    @property
    def state(self) -> ReturnState:
        """The state of the return; answers by other leads alone do not make it *in part*.

        The return of a party that has nothing to answer is complete once it has come.
        """
        is_excused = any(each.excused is not None for each in self.receipts)
        if not self.open and (self.questions or self.has_come or self.has_spoken):
            return ReturnState.COMPLETE
        if is_excused:
            return ReturnState.EXCUSED
        if self.has_come or self.has_spoken:
            return ReturnState.IN_PART
        return ReturnState.DRAFT if self.receipts else ReturnState.NOT_RECEIVED

    @property
    def has_come(self) -> bool:
        """True if the party has sent a return, which a draft or an excuse is not."""
        return any(not each.draft and each.excused is None for each in self.receipts)

    @property
    def answered_for_it(self) -> tuple[str, ...]:
        """The parties whose answers completed the return of a party that has sent nothing."""
        if self.has_come or self.has_spoken or self.state is not ReturnState.COMPLETE:
            return ()
        return tuple(dict.fromkeys(self.answered_by.values()))

    @property
    def receipt(self) -> Receipt | None:
        """The first receipt of a return, else the first receipt of a draft, else an excuse.

        If two came on one day, the receipt that states the day comes first.
        """
        return min(
            self.receipts,
            key=lambda each: (
                each.excused is not None, each.draft, each.came_on, each.received is None, each.id
            ),
            default=None,
        )  # fmt: skip

    @property
    def received(self) -> date | None:
        """The day on which the return came; None if that is not known."""
        receipt = self.receipt
        return receipt.received if receipt is not None and receipt.excused is None else None

    @property
    def days_late(self) -> int | None:
        """The days by which the return came late, or an answer is missing after the due day.

        None otherwise: nothing is late of a party that had nothing to answer.
        """
        if self.received is not None:
            return max(0, (self.received - self.due).days)
        is_missing = self.open and self.state in (ReturnState.NOT_RECEIVED, ReturnState.DRAFT)
        return (self.today - self.due).days if is_missing and self.today > self.due else None


def not_recorded(files: Mapping[str, str], returns: Iterable[PartyReturn]) -> Mapping[str, str]:
    """Returns the files of parties from which nothing is recorded, not even a draft."""
    silent = {each.party for each in returns if each.state is ReturnState.NOT_RECEIVED}
    return {party: file for party, file in files.items() if party in silent}


class RoundReturns(NamedTuple):
    """A reporting round on a day, with the return of each party asked."""

    state: RoundState
    parties: tuple[PartyReturn, ...]

    def number(self, *states: ReturnState) -> int:
        """Returns the number of parties whose returns are in one of these states."""
        return sum(party.state in states for party in self.parties)

    @property
    def received(self) -> int:
        """The number of parties whose returns came, complete or in part."""
        return self.number(ReturnState.COMPLETE, ReturnState.IN_PART)

    @property
    def through_another(self) -> int:
        """The number of parties that sent nothing, because another lead answered for them."""
        return sum(bool(party.answered_for_it) for party in self.parties)


def returns_on(
    history: PlanHistory, state: RoundState, day: date, known_at: date | None = None
) -> RoundReturns:
    """Returns the returns of a round on a day, as known on `known_at` (None: as known today)."""
    updates = known(history.updates, day, known_at)
    return RoundReturns(state, returns_of(asking_of_round(history, state), state, updates, day))


def returns_of(
    asking: Asking, state: RoundState, updates: Sequence[Update], today: date
) -> tuple[PartyReturn, ...]:
    """Returns the return of each party asked, given the updates of the plan's journal.

    One lead's answer about an item as a whole counts for all its leads, and a group's answer for
    its members.
    """
    state = state.spread_over(asking.progress.plan)
    in_round = [update for update in updates if update.round == state.round]
    counting = not_retracted(in_round, retracted_ids(updates))
    about: dict[str, list[Update]] = {}
    for update in counting:
        about.setdefault(update.item, []).append(update)
    return tuple(
        _return_of(party, asking.asked(party), about, state, today) for party in state.asked
    )


def _return_of(
    party: str,
    questions: tuple[Question, ...],
    about: Mapping[str, Sequence[Update]],
    state: RoundState,
    today: date,
) -> PartyReturn:
    answered: list[str] = []
    no_change: list[str] = []
    answered_by: dict[str, str] = {}
    has_spoken = any(update.by == party for updates in about.values() for update in updates)
    for question in questions:
        activity = question.activity
        others = {*activity.leads} - {party}
        voices = (party,) if question.is_own else activity.voices
        answers = [
            update
            for update in about.get(question.item, ())
            if update.by in voices and update.own is question.is_own
        ]
        if not answers:
            continue
        has_statement = any(not update.is_nil for update in answers)
        (answered if has_statement else no_change).append(question.item)
        has_spoken = has_spoken or any(update.by not in others for update in answers)
        if all(update.by != party for update in answers):
            answered_by[question.item] = str(answers[-1].by)
    came = (receipt for receipt in state.receipts if receipt.came_on <= today)
    receipts = tuple(receipt for receipt in came if receipt.party == party)
    return PartyReturn(
        party=party,
        questions=questions,
        answered=tuple(answered),
        no_change=tuple(no_change),
        answered_by=answered_by,
        receipts=receipts,
        due=state.due,
        today=today,
        has_spoken=has_spoken,
    )


def not_asked_yet(returns: Returns, name: str, parties: Iterable[str]) -> tuple[str, ...]:
    """Returns the parties that no block of a round has asked yet."""
    asked = {party for block in returns.rounds if block.round == name for party in block.asked}
    return tuple(party for party in parties if party not in asked)
