"""The reporting rounds of a journal: the blocks of each round added up, and the leads' answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from bptip.plan.journal import Receipt, Returns, Round, Update, day_in_utc
from bptip.plan.model import EMPTY, Plan, Version
from bptip.progress.flags import ReturnCame, RoundAnswer


class RoundState(NamedTuple):
    """A reporting round on a day.

    `asked` has the parties of all its blocks, `asked_on` the day on which each was first asked.
    `as_of`, `version` and `recorded` are from the earliest block, `due` is from the latest.
    `receipts` are the receipts of the round, oldest first; `spoken` has the parties that have
    answered something. `leads` has the leads of each activity in the round's version; None if the
    progress is of that version too, or if that version is not known.
    """

    round: str
    as_of: date
    due: date
    version: int
    recorded: datetime
    asked: tuple[str, ...]
    receipts: tuple[Receipt, ...]
    asked_on: Mapping[str, date] = EMPTY
    leads: Mapping[str, frozenset[str]] | None = None
    spoken: frozenset[str] = frozenset()

    def seen_from(self, version: Version, versions: Iterable[Version]) -> RoundState:
        """Returns the round with the groups and leads of the version that it asked about.

        If the round asked about `version` itself, or about a version that is not known, the groups
        are the groups of `version`, and `leads` stays None.
        """
        numbers = {each.plan.version: each for each in versions}
        about = version if self.version == version.plan.version else numbers.get(self.version)
        if about is None or about is version:
            return self.spread_over(version.plan)
        spread = about.plan.spread
        leads = {each.id: frozenset(spread(each.lead)) for each in about.activities}
        return self.spread_over(about.plan)._replace(leads=leads)

    def spread_over(self, plan: Plan) -> RoundState:
        """Returns the round with groups that were asked or answered replaced by their members."""
        if not plan.groups:
            return self
        receipts = (
            receipt._replace(party=party)
            for receipt in self.receipts
            for party in plan.spread((receipt.party,))
        )
        asked = plan.spread(self.asked)
        asked_on: dict[str, date] = {}
        for name, day in self.asked_on.items():
            for party in plan.spread((name,)):
                asked_on[party] = min(day, asked_on.get(party, day))
        return self._replace(asked=asked, receipts=tuple(receipts), asked_on=asked_on)

    @property
    def excused(self) -> frozenset[str]:
        """The parties that are excused from answering."""
        return frozenset(each.party for each in self.receipts if each.excused is not None)

    def answer(
        self, item: str, leads: Sequence[str], voices: Sequence[str], updates: Iterable[Update]
    ) -> RoundAnswer:
        """Returns the answer of an item's leads, given the updates about it.

        An answer by one lead, or by another name in `voices`, counts for all leads. A lead that is
        excused counts as not asked.
        """
        if any(update.round == self.round and update.by in voices for update in updates):
            return RoundAnswer.ANSWERED
        return RoundAnswer.UNANSWERED if self.answering(item, leads) else RoundAnswer.NOT_ASKED

    def answering(self, item: str, leads: Iterable[str]) -> frozenset[str]:
        """Returns the leads that were asked about an item and are not excused.

        A party is asked about the items that it leads in the version of the round, and not about
        items that it leads only in a later version.
        """
        asked = frozenset(leads).intersection(self.asked) - self.excused
        return asked if self.leads is None else asked & self.leads.get(item, frozenset())

    def day_asked(self, parties: Iterable[str]) -> date | None:
        """Returns the day by which all these parties had been asked; None without parties."""
        return max((self.asked_on[party] for party in parties), default=None)

    def owing(self, item: str, leads: Sequence[str], as_of: date) -> Mapping[str, ReturnCame]:
        """Returns the leads that still owe an answer on an item, with what each has sent by a day.

        A party that has answered on another item counts as having sent its return.
        """
        answering = self.answering(item, leads)
        sent = [each for each in self.receipts if each.excused is None and each.came_on <= as_of]
        returned = self.spoken.union(each.party for each in sent if not each.draft)
        came = {each.party: ReturnCame.DRAFT for each in sent}
        came |= dict.fromkeys(returned, ReturnCame.RETURN)
        return {lead: came.get(lead, ReturnCame.NOTHING) for lead in leads if lead in answering}

    def heard(self, updates: Iterable[Update], plan: Plan) -> RoundState:
        """Returns the round with the parties that have answered something in it."""
        by = {update.by for update in updates if update.round == self.round}
        return self._replace(spoken=frozenset(plan.spread(tuple(filter(None, by)))))


def rounds_on(returns: Returns, known_at: date | None) -> tuple[RoundState, ...]:
    """Returns the rounds known on a day (None: today), by their as-of date, then their name."""
    blocks: dict[str, list[Round]] = {}
    for block in sorted(returns.rounds, key=lambda each: (each.recorded, each.id)):
        if known_at is None or day_in_utc(block.recorded) <= known_at:
            blocks.setdefault(block.round, []).append(block)
    receipts = sorted(returns.receipts, key=lambda each: (each.recorded, each.id))
    states = (
        RoundState(
            round=name,
            as_of=added[0].as_of,
            due=added[-1].due,
            version=added[0].version,
            recorded=added[0].recorded,
            asked=tuple(dict.fromkeys(party for block in added for party in block.asked)),
            asked_on={
                party: day_in_utc(block.recorded)
                for block in reversed(added)
                for party in block.asked
            },
            receipts=tuple(
                receipt
                for receipt in receipts
                if receipt.round == name
                if known_at is None or day_in_utc(receipt.recorded) <= known_at
            ),
        )
        for name, added in blocks.items()
    )
    return tuple(sorted(states, key=lambda state: (state.as_of, state.round)))


def latest_due(states: Iterable[RoundState], as_of: date) -> RoundState | None:
    """Returns the latest round whose due day has passed on a day; None if there is none."""
    return max(
        (state for state in states if state.due < as_of),
        key=lambda state: (state.due, state.as_of, state.round),
        default=None,
    )


def latest_open(states: Iterable[RoundState], as_of: date) -> RoundState | None:
    """Returns the latest round in which answers are awaited on a day; None if there is none."""
    return max(
        (state for state in states if day_in_utc(state.recorded) <= as_of <= state.due),
        key=lambda state: (state.due, state.as_of, state.round),
        default=None,
    )
