"""The progress of an activity, of a party's own part of an activity, or of an objective.

Each has a status and the rule behind it, flags, and an outlook with its cause. An activity with
`each` rolls up the parts of its leads, as an objective rolls up its activities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from bptip.plan.journal import Update
from bptip.plan.model import EMPTY, Activity, Objective, Outlook, Plan, Status
from bptip.progress.counts import is_countable, latest
from bptip.progress.flags import ItemFacts, RoundAnswer
from bptip.progress.fold import NOTHING_REPORTED, Reported, in_order
from bptip.progress.outlook import CAUSE_ORDER, Cause, cause_of, outlook_of, worst
from bptip.progress.rollup import (
    NO_ACTIVITIES_RULE,
    PERCENTAGE_RULE,
    STATED_RULE,
    UPDATE_RULE,
    roll_up,
)

if TYPE_CHECKING:
    from bptip.progress.rounds import RoundState


class PartyProgress(NamedTuple):
    """The progress of a party's own part of an activity on a day."""

    party: str
    reported: Reported
    basis: ItemFacts
    outlook: Outlook

    @property
    def kind(self) -> Literal["party"]:
        """The kind of part, by which code tells the classes apart."""
        return "party"

    @property
    def status(self) -> Status:
        """The status of the part."""
        return self.reported.status

    @property
    def cause(self) -> Cause | None:
        """The cause of an unknown outlook; None for any other outlook."""
        return cause_of(self.basis) if self.outlook is Outlook.UNKNOWN else None

    @property
    def last_update(self) -> date | None:
        """The day of the party's latest update; None if there is no update."""
        return self.basis.last_update


class ActivityProgress(NamedTuple):
    """The progress of an activity on a day.

    `leads` and `partners` are its parties, with groups replaced by their members. `voices` are the
    names whose reports count as the leads': the leads and their groups. `reported` holds the
    statements about the activity, `last_report` the latest update apart from the notes of
    outsiders, `basis` the facts behind the flags and the outlook.
    If each lead does the activity for itself, `parties` holds the parts of the leads, and status,
    flags and outlook are rolled up from the parts; `reported` then holds the one part's statements,
    or only the updates of several parts.
    """

    activity: Activity
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    reported: Reported
    basis: ItemFacts
    status: Status
    rule: str
    outlook: Outlook
    parties: tuple[PartyProgress, ...] = ()
    voices: tuple[str, ...] = ()
    last_report: Update | None = None

    @property
    def kind(self) -> Literal["activity"]:
        """The kind of item, by which code tells the classes apart."""
        return "activity"

    @property
    def item(self) -> Activity:
        """The activity, as an item."""
        return self.activity

    @property
    def is_leaf(self) -> bool:
        """True: an activity has nothing below it."""
        return True

    @property
    def standing(self) -> bool:
        """True if it is a standing commitment: it has no end of its own."""
        return self.basis.is_standing

    @property
    def cause(self) -> Cause | None:
        """The cause of an unknown outlook; None for any other outlook."""
        if self.outlook is not Outlook.UNKNOWN:
            return None
        causes = [party.cause for party in self.parties if party.cause is not None]
        return min(causes, key=CAUSE_ORDER.index) if causes else cause_of(self.basis)

    @property
    def last_update(self) -> date | None:
        """The day of the latest report on the activity; None if there is no report."""
        return self.basis.last_update

    @property
    def overdue(self) -> bool:
        """True if the activity, or a part of it, is open after its due date."""
        return any(each.basis.overdue for each in self.parties or (self,))

    @property
    def due_soon(self) -> bool:
        """True if the activity, or a part of it, is open and due soon."""
        return any(each.basis.due_soon for each in self.parties or (self,))

    @property
    def stale(self) -> bool:
        """True if the activity, or a part of it, is open, and the last report is old."""
        return any(each.basis.stale for each in self.parties or (self,))

    @property
    def reported_parties(self) -> int | None:
        """The number of its parties with a status; None without `each`."""
        if not self.parties:
            return None
        return sum(party.status is not Status.NOT_REPORTED for party in self.parties)

    @property
    def is_said_by_another(self) -> bool:
        """True if the status was stated by a named party that is not one of its leads.

        A group that has a lead as a member counts as a lead, and so does each member of a group
        that leads.
        """
        return self._is_other(self.reported.said_by)

    @property
    def other_reporter(self) -> str | None:
        """The party that made the last report, if it is named and is not a lead; else None."""
        by = self.last_report.by if self.last_report else None
        return by if self._is_other(by) else None

    def _is_other(self, by: str | None) -> bool:
        return by is not None and bool(self.leads) and by not in self.voices

    def by_party(self) -> dict[str, ActivityProgress]:
        """Returns, by party, the activity as this party does it; empty without `each`."""
        if len(self.parties) == 1:
            return {self.parties[0].party: self}
        return {part.party: self._as_done_by((part,)) for part in self.parties}

    def narrowed_to(self, parties: tuple[str, ...]) -> ActivityProgress:
        """Returns the activity as these parties do it; the whole activity without `each`."""
        wanted = frozenset(parties)
        kept = tuple(part for part in self.parties if part.party in wanted)
        if not kept or len(kept) == len(self.parties):
            return self
        return self._as_done_by(kept)

    def _as_done_by(self, parties: tuple[PartyProgress, ...]) -> ActivityProgress:
        return _rolled_up(self.activity, self.leads, self.partners, parties)


class ObjectiveProgress(NamedTuple):
    """The progress of an objective on a day.

    `reported` holds the statements about the objective itself; `derived` is the status rolled up
    from its activities, and `rule` the name of the rule that gave the status shown. `countable` is
    the number of its activities that count for completion. Status, outlook, last update and
    `countable` are those of the whole objective, even if `activities` is a selection.
    """

    objective: Objective
    reported: Reported
    basis: ItemFacts
    status: Status
    derived: Status
    rule: str
    outlook: Outlook
    last_update: date | None
    countable: int
    activities: tuple[ActivityProgress, ...]

    @property
    def kind(self) -> Literal["objective"]:
        """The kind of item, by which code tells the classes apart."""
        return "objective"

    @property
    def item(self) -> Objective:
        """The objective, as an item."""
        return self.objective

    @property
    def is_leaf(self) -> bool:
        """True if the plan has no activities under it."""
        return self.objective.is_leaf

    @property
    def parties(self) -> tuple[PartyProgress, ...]:
        """Empty: parties have no parts of their own in an objective."""
        return ()

    @property
    def last_report(self) -> Update | None:
        """The latest report on the objective itself; None if there is no report."""
        return self.reported.last_report(())

    @property
    def overdue(self) -> bool:
        """False: an objective has no due date."""
        return self.basis.overdue

    @property
    def cause(self) -> Cause | None:
        """The cause of an unknown outlook; None for others, and if activities decide it."""
        is_unknown = self.is_leaf and self.outlook is Outlook.UNKNOWN
        return cause_of(self.basis) if is_unknown else None


ItemProgress = ObjectiveProgress | ActivityProgress
"""Both classes have: item, kind, is_leaf, parties, reported, status, rule, outlook, cause,
overdue, last_update, last_report."""

Part = ItemProgress | PartyProgress
"""The subject of an update: an item, or a party's own part of it."""


def reported_parts(item: ItemProgress) -> tuple[Part, ...]:
    """Returns the parts of an item that are reported on: its parties' parts, else the item."""
    return item.parties or (item,)


def amending_party(part: Part, key: str) -> str | None:
    """Returns the party that stated a reason, date or text, if another party stated the status.

    If no status is stated, returns the party if it is not a lead.
    """
    reported = part.reported
    by = reported.amended_by(key)
    if reported.status_from is not None:
        return by if by != reported.said_by else None
    is_led = part.kind == "activity" and bool(part.leads) and by not in part.voices
    return by if is_led else None


class Folded(NamedTuple):
    """A journal folded for a day, over one version of the plan.

    `items` holds the statements about each item as a whole, `own` each party's statements about its
    own part, by item and party. `spread` is the plan's method of this name with a cache.
    `due_round` is the latest round whose due day has passed.
    """

    plan: Plan
    spread: Callable[[tuple[str, ...]], tuple[str, ...]]
    as_of: date
    items: Mapping[str, Reported]
    own: Mapping[str, Mapping[str, Reported]]
    due_round: RoundState | None = None


def activity_progress(activity: Activity, folded: Folded) -> ActivityProgress:
    """Returns the progress of an activity on the day of the fold."""
    plan = folded.plan
    leads, partners = folded.spread(activity.lead), folded.spread(activity.partners)
    if activity.each and leads:
        own = folded.own.get(activity.id, {})
        parties = (_party_progress(party, own.get(party), activity, folded) for party in leads)
        return _rolled_up(activity, leads, partners, tuple(parties))
    reported = folded.items.get(activity.id, NOTHING_REPORTED)
    last_report = reported.last_report(plan.with_groups((*leads, *partners)) if leads else ())
    last_update = last_report.on if last_report else None
    voices = plan.with_groups(leads)
    basis = _activity_basis(activity, reported, last_update, leads, voices, folded)
    return ActivityProgress(
        activity=activity,
        leads=leads,
        partners=partners,
        reported=reported,
        basis=basis,
        status=reported.status,
        rule=PERCENTAGE_RULE if _is_from_percentage(reported) else UPDATE_RULE,
        outlook=outlook_of(basis),
        voices=voices,
        last_report=last_report,
    )


def _party_progress(
    party: str, reported: Reported | None, activity: Activity, folded: Folded
) -> PartyProgress:
    reported = reported or NOTHING_REPORTED
    party_alone = (party,)
    last_update = reported.last_update
    basis = _activity_basis(activity, reported, last_update, party_alone, party_alone, folded)
    return PartyProgress(party, reported, basis, outlook_of(basis))


def _rolled_up(
    activity: Activity,
    leads: tuple[str, ...],
    partners: tuple[str, ...],
    parties: tuple[PartyProgress, ...],
) -> ActivityProgress:
    """Returns the progress of an activity that each of these parties does for itself."""
    rule = roll_up([party.status for party in parties])
    updates = in_order(update for party in parties for update in party.reported.updates)
    of_all = Reported(status=rule.status, updates=tuple(updates))
    unanswered = [each for each in parties if each.cause is Cause.UNANSWERED]
    basis = parties[0].basis._replace(
        status=rule.status,
        expected=None,
        last_update=latest(party.last_update for party in parties),
        is_standing=_is_standing(activity, rule.status),
        is_stated=False,
        uncounted_whole=sum(party.basis.uncounted_whole for party in parties),
        owing={party: came for each in unanswered for party, came in each.basis.owing.items()},
        asked_on=latest(party.basis.asked_on for party in parties),
        is_excused=all(party.basis.is_excused for party in parties),
    )
    return ActivityProgress(
        activity=activity,
        leads=leads,
        partners=partners,
        reported=parties[0].reported if len(parties) == 1 else of_all,
        basis=basis,
        status=rule.status,
        rule=rule.name,
        outlook=worst(party.outlook for party in parties),
        parties=parties,
        voices=leads,
        last_report=updates[-1] if updates else None,
    )


def objective_progress(objective: Objective, folded: Folded) -> ObjectiveProgress:
    """Returns the progress of an objective and its activities on the day of the fold."""
    reported = folded.items.get(objective.id, NOTHING_REPORTED)
    activities = tuple(activity_progress(each, folded) for each in objective.activities)
    if activities:
        rule = roll_up([activity.status for activity in activities])
        derived, name = rule.status, rule.name
    else:
        derived = reported.status
        name = PERCENTAGE_RULE if _is_from_percentage(reported) else NO_ACTIVITIES_RULE
    status = reported.status if reported.status_from else derived
    basis = ItemFacts(
        status=status,
        due=None,
        expected=reported.expected,
        last_update=reported.last_update,
        as_of=folded.as_of,
        end=folded.plan.end,
        stale_after=folded.plan.stale_after,
        plan_start=folded.plan.start,
        is_standing=status is Status.CONTINUOUS,
        is_stated=reported.status_from is not None,
    )
    outlooks = [activity.outlook for activity in activities] or [outlook_of(basis)]
    days = (reported.last_update, *(activity.last_update for activity in activities))
    return ObjectiveProgress(
        objective=objective,
        reported=reported,
        basis=basis,
        status=status,
        derived=derived,
        rule=STATED_RULE if reported.status_from else name,
        outlook=worst(outlooks),
        last_update=latest(days),
        countable=sum(map(is_countable, activities)),
        activities=activities,
    )


def _activity_basis(
    activity: Activity,
    reported: Reported,
    last_update: date | None,
    leads: tuple[str, ...],
    voices: tuple[str, ...],
    folded: Folded,
) -> ItemFacts:
    plan, due_round = folded.plan, folded.due_round
    owing = due_round.owing(activity.id, leads, folded.as_of) if due_round else EMPTY
    has_parts = bool(activity.each and leads)
    if has_parts:
        whole = [*folded.items.get(activity.id, NOTHING_REPORTED).after(last_update)]
        by = plan.with_groups(voices) if whole else ()
        apart = [update for update in whole if update.by in by]
    else:
        own = folded.own.get(activity.id, {}).values()
        apart = [update for each in own for update in each.after(last_update)]
    uncounted = [update for update in apart if not update.is_note]
    return ItemFacts(
        status=reported.status,
        due=activity.due_in(plan),
        expected=reported.expected,
        last_update=last_update,
        as_of=folded.as_of,
        end=plan.end,
        stale_after=plan.stale_after,
        plan_start=plan.start,
        start=activity.start,
        is_standing=_is_standing(activity, reported.status),
        is_stated=reported.status_from is not None,
        answer=due_round.answer(activity.id, leads, voices, reported.updates)
        if due_round
        else RoundAnswer.NOT_ASKED,
        owing=owing,
        asked_on=due_round.day_asked(owing) if due_round else None,
        asked_about=due_round.as_of if due_round else None,
        is_excused=due_round is not None and bool(leads) and due_round.excused.issuperset(leads),
        uncounted_own=0 if has_parts else len(uncounted),
        uncounted_whole=len(uncounted) if has_parts else 0,
        outside_notes=0 if has_parts else sum(1 for _ in reported.after(last_update)),
    )


def _is_standing(activity: Activity, status: Status) -> bool:
    """True if the plan calls the activity ongoing, or if it is continuous without a due date."""
    return activity.is_ongoing or (status is Status.CONTINUOUS and activity.due is None)


def _is_from_percentage(reported: Reported) -> bool:
    """True if the status follows from a percentage."""
    return reported.status_from is None and reported.progress is not None
