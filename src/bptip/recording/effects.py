"""The effects of new updates: each item before and after, and the objectives above it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bptip.plan.command_lines import command_line
from bptip.plan.dates import moment, year_hint
from bptip.plan.journal import NO_RETURNS, PlanHistory, Returns, Update
from bptip.plan.model import Item, Plan, Version
from bptip.plan.near_names import did_you_mean, nearest
from bptip.plan.vocabulary import STATUS, day
from bptip.progress.item_progress import ItemProgress, ObjectiveProgress, Part
from bptip.progress.plan_progress import Progress, progress_on
from bptip.progress.returns import returns_on
from bptip.progress.rounds import latest_open, rounds_on
from bptip.progress.selection import parties_of
from bptip.recording.statements import Statement


class ItemEffect(NamedTuple):
    """A new update, and the progress of its item before and after it."""

    update: Update
    before: ItemProgress
    after: ItemProgress

    @property
    def item(self) -> Item:
        """The item."""
        return self.after.item

    @property
    def party(self) -> str | None:
        """The party whose own part the update states; None if it is about the whole item."""
        return self.update.by if self.parts[1] is not self.after else None

    @property
    def parts(self) -> tuple[Part, Part]:
        """The subject of the update before and after: the party's own part, or the whole item."""
        return _part(self.before, self.update), _part(self.after, self.update)

    @property
    def is_counted(self) -> bool:
        """True if the update counts in this version.

        If each lead reports its own part, only the leads' own statements count; otherwise only
        statements about the whole.
        """
        has_parts = self.after.kind == "activity" and bool(self.after.parties)
        return self.party is not None if has_parts else not self.update.own

    @property
    def later(self) -> Update | None:
        """The update of a later day whose status stays in force, if there is one."""
        in_force = self.parts[1].reported.status_from
        if self.update.status is None or in_force is None or in_force == self.update:
            return None
        return in_force


def _part(item: ItemProgress, update: Update) -> Part:
    """Returns the part of an item that an update is about."""
    if update.own and item.kind == "activity":
        return next((part for part in item.parties if part.party == update.by), item)
    return item


class Effects(NamedTuple):
    """The effects of new updates on their items, and on the objectives above them."""

    items: tuple[ItemEffect, ...]
    objectives: tuple[tuple[ObjectiveProgress, ObjectiveProgress], ...]


def effects(
    version: Version,
    above: Iterable[Update],
    added: Sequence[Update],
    as_of: date,
    returns: Returns = NO_RETURNS,
) -> Effects:
    """Returns the effects of the added updates on a version on a day.

    Only the objectives that the updates are about are folded, so a large plan takes no more time.
    """
    about = {update.item for update in added}
    touched = [
        objective
        for objective in version.objectives
        if objective.id in about or any(each.id in about for each in objective.activities)
    ]
    part = version._replace(objectives=tuple(touched))
    within = {item.id for item in part.items}
    relevant = [update for update in above if update.item in within]
    before = progress_on(part, relevant, as_of, returns=returns)
    after = progress_on(part, [*relevant, *added], as_of, returns=returns)
    was, is_now = by_id(before), by_id(after)
    items = [ItemEffect(update, was[update.item], is_now[update.item]) for update in added]
    pairs = zip(before.objectives, after.objectives, strict=True)
    moved = [
        (old, new)
        for old, new in pairs
        if new.item.id not in about and (old.status, old.outlook) != (new.status, new.outlook)
    ]
    return Effects(tuple(items), tuple(moved))


def by_id(progress: Progress) -> Mapping[str, ItemProgress]:
    """Returns the items of a plan with their progress, by id."""
    return {each.item.id: each for each in progress.items}


class RoundAnswers(NamedTuple):
    """Updates that could answer an open round: their party, and its items without an answer."""

    round: str
    by: str
    items: tuple[str, ...]

    @property
    def notice(self) -> str:
        """The notice with the command by which the updates answer the round."""
        words = ("update", *self.items, "--no-change", "--by", self.by, "--round", self.round)
        line = command_line(words)
        awaited = f"The round {self.round} still awaits the answer of {self.by}."
        return f"{awaited} If this is the answer: {line}" if line else awaited


def round_answers(
    history: PlanHistory, stated: Iterable[Update | Statement], today: date
) -> RoundAnswers | None:
    """Returns the new statements that could answer the open round; None if there are none.

    A statement that names a round is left out.
    """
    state = latest_open(rounds_on(history.returns, None), today)
    if state is None:
        return None
    awaited = {each.party: each.open for each in returns_on(history, state, today).parties}
    answers = [
        each for each in stated if not each.round and each.item in awaited.get(str(each.by), ())
    ]
    if not answers:
        return None
    return RoundAnswers(state.round, str(answers[0].by), tuple(each.item for each in answers))


def clock_notice(above: Iterable[Update], added: Sequence[Update]) -> str | None:
    """Returns a notice if the new updates have no effect because this computer's clock is slow.

    Two updates about one item and one day are ordered by the moment at which they were recorded.
    """
    about = {(update.item, update.on) for update in added}
    now = added[0].recorded
    ahead = [
        update for update in above if update.recorded > now and (update.item, update.on) in about
    ]
    if not ahead:
        return None
    return (
        f"The clock of this computer may be wrong: an update about {ahead[-1].item} was recorded "
        f"at {moment(ahead[-1].recorded)}, which is later than now. That update stays in force."
    )


def new_name_notice(
    versions: Iterable[Version], above: Iterable[Update], added: Sequence[Update]
) -> str | None:
    """Returns a notice if the party that reports is new to the plan, and its name like a known one.

    It is for a plan that lists no parties and so accepts any name: Niger is not Nigeria.
    """
    by = added[0].by
    parties = (*(name for version in versions for name in parties_of(version)),)
    known = dict.fromkeys((*parties, *(update.by for update in above if update.by)))
    near = nearest(by, known) if by and by not in known else None
    return (
        f'No other report or lead is called "{by}". {did_you_mean(by or "", near)}'
        if near
        else None
    )


def far_notices(plan: Plan, added: Iterable[Update]) -> Iterator[str]:
    """Yields a notice for each date that is decades away from the plan's period."""
    dates = {
        date_stated
        for update in added
        for date_stated in (update.on, update.expected)
        if date_stated
    }
    for date_stated in sorted(dates):
        hint = year_hint(date_stated, plan.start, plan.end)
        if hint:
            yield f"{day(date_stated)} may be wrong. {hint}"


def ahead_notices(updates: Iterable[Update], items: Container[str], today: date) -> Iterator[str]:
    """Yields a notice for each update about these items that is for a future day.

    In a time zone further east it is tomorrow already. Such an update counts from its day on.
    """
    for update in updates:
        if update.on > today and update.item in items and update.retracts is None:
            stated = f": {STATUS[update.status]}" if update.status else ""
            by = f" by {update.by}" if update.by else ""
            when = "tomorrow here" if (update.on - today).days == 1 else "in the future"
            yield (
                f"An update about {update.item}{by} is for {day(update.on)}, which is {when}"
                f"{stated}. It counts from that day on."
            )
