"""The sentences with which a report begins: how a plan stands, made from its figures by rules.

Each rule returns one sentence with every number and date in it, so that a reader can check it
against `status`, `changes` and the round. The sentences state counts, and give no reasons. They
count activities; if a plan lists no activities, they count its objectives.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from bptip.plan.model import Outlook, Status
from bptip.plan.vocabulary import count, day_in_full, listing, through_another
from bptip.progress.counts import is_met, is_reported_in_part, reach
from bptip.progress.item_progress import ItemProgress
from bptip.progress.period import ItemInPeriod
from bptip.progress.plan_progress import Progress
from bptip.progress.returns import ReturnState, RoundReturns
from bptip.progress.rollup import SET_ASIDE
from bptip.reporting.report import Report

Figures: TypeAlias = "dict[str, int | date | str]"
"""The numbers, dates and names of a sentence, by their names in data."""


class Sentence(NamedTuple):
    """A sentence, the rule that made it, and its figures."""

    rule: str
    text: str
    figures: Figures


class Counted(NamedTuple):
    """The items that the sentences of a report count, and their noun."""

    items: tuple[ItemProgress, ...]
    noun: str
    known: str

    def named(self, number: int) -> str:
        """Returns a number of these items: "1 activity", "3 known activities"."""
        plural = "activities" if self.noun == "activity" else "objectives"
        return count(number, self.known + self.noun, self.known + plural)

    def noun_for(self, number: int) -> str:
        """Returns the noun alone, as it is after a number: "known activities"."""
        return self.named(number).partition(" ")[2]


def counted(progress: Progress) -> Counted:
    """Returns a plan's activities; its objectives if it lists no activities."""
    known = "known " if progress.plan.partial else ""
    if progress.activities:
        return Counted(progress.activities, "activity", known)
    return Counted(progress.objectives, "objective", known)


def sentences(report: Report) -> tuple[Sentence, ...]:
    """Returns the report's sentences: three, and a fourth if a round is open."""
    made = (rule(report) for rule in RULES)
    return tuple(sentence for sentence in made if sentence is not None)


# --- What was due.


def due(report: Report) -> Sentence | None:
    """Returns the sentence on the items due by the day; on work under way if none was due yet.

    Discontinued, not applicable and standing items are left out. The parts add up to the whole.
    """
    progress, subject = report.progress, counted(report.progress)
    kept = [each for each in subject.items if each.status not in SET_ASIDE]
    were_due = [each for each in kept if _is_due_by(each, progress.as_of)]
    if not were_due:
        return _under_way(progress, subject, kept)
    day, completed = day_in_full(progress.as_of), sum(map(is_completed, were_due))
    parts = {name: sum(map(fits, were_due)) for name, fits, _ in NOT_COMPLETED}
    figures: Figures = {"due_by": progress.as_of, "due": len(were_due), "completed": completed}
    figures |= parts
    if completed == len(were_due):
        whole = "The 1" if completed == 1 else f"All {completed:,}"
        text = f"{whole} {subject.noun_for(completed)} due by {day} {_are(completed)} completed."
        return Sentence("due", text, figures)
    for part, words in OUTCOMES.items():
        if parts[part] == len(were_due):
            text = f"The outcome of the {subject.named(len(were_due))} due by {day} {words}."
            return Sentence("due", text, figures)
    rest = [wording(parts[name]) for name, _, wording in NOT_COMPLETED if parts[name]]
    if len(were_due) == 1:
        head = f"The 1 {subject.noun_for(1)} due by {day} is not completed"
        return Sentence("due", f"{head}; {listing(rest)}.", figures)
    some = f"{completed:,}" if completed else "None"
    head = f"{some} of the {subject.named(len(were_due))} due by {day} {_are(completed or 1)}"
    is_silent = not completed and any(parts[part] for part in OUTCOMES)
    how = "reported as completed" if is_silent else "completed"
    return Sentence("due", f"{head} {how}; {listing(rest)}.", figures)


def _is_due_by(item: ItemProgress, day: date) -> bool:
    """True if an item is due on the day or before it; a standing commitment never is."""
    return not item.basis.is_standing and item.basis.due is not None and item.basis.due <= day


def is_completed(item: ItemProgress) -> bool:
    """True if it is completed."""
    return item.status is Status.COMPLETED


def is_not_achieved(item: ItemProgress) -> bool:
    """True if it has ended without being achieved."""
    return item.status is Status.NOT_ACHIEVED


def is_past_due(item: ItemProgress) -> bool:
    """True if its due date has passed, and its outlook is known."""
    return item.overdue and item.outlook is not Outlook.UNKNOWN


def is_not_reported(item: ItemProgress) -> bool:
    """True if its due date has passed, and no party has reported the outcome."""
    return _is_of_unknown_outcome(item) and not is_reported_in_part(item)


def is_outcome_in_part(item: ItemProgress) -> bool:
    """True if its due date has passed, and some of its parties have reported their outcomes."""
    return _is_of_unknown_outcome(item) and is_reported_in_part(item)


def _is_of_unknown_outcome(item: ItemProgress) -> bool:
    return item.overdue and item.outlook is Outlook.UNKNOWN


def is_due_today(item: ItemProgress) -> bool:
    """True if it is open, and its due date is today."""
    return item.status.is_open and not item.overdue


OUTCOMES: Final = {
    "not_reported": "has not been reported",
    "in_part": "has been reported in part",
}
"""The words after the number of outcomes, for the parts whose outcome is not known."""

NOT_COMPLETED: Final[
    tuple[tuple[str, Callable[[ItemProgress], bool], Callable[[int], str]], ...]
] = (
    (
        "past_due",
        is_past_due,
        lambda n: f"{n:,} {_have(n)} passed {'its' if n == 1 else 'their'} due date",
    ),
    ("not_reported", is_not_reported, lambda n: f"the outcome of {n:,} {OUTCOMES['not_reported']}"),
    ("in_part", is_outcome_in_part, lambda n: f"the outcome of {n:,} {OUTCOMES['in_part']}"),
    ("not_achieved", is_not_achieved, lambda n: f"{n:,} {_were(n)} not achieved"),
    ("due_today", is_due_today, lambda n: f"{n:,} {_are(n)} due today"),
)
"""The parts of what was due and is not completed; the words say how many items are in one."""


def _under_way(progress: Progress, subject: Counted, kept: Sequence[ItemProgress]) -> Sentence:
    """Returns the sentence on a plan in which nothing has become due yet.

    The standing commitments are counted if there is nothing else.
    """
    standing = [each for each in kept if each.basis.is_standing]
    met = sum(is_met(each.status) for each in standing)
    with_end = [each for each in kept if not each.basis.is_standing]
    going = sum(each.status in UNDER_WAY for each in with_end)
    completed = sum(map(is_completed, with_end))
    figures: Figures = {
        "due_by": progress.as_of,
        "items": len(with_end),
        "under_way": going,
        "completed": completed,
        "standing": len(standing),
        "standing_met": met,
    }
    head = f"No {subject.known}{subject.noun} was due by {day_in_full(progress.as_of)};"
    if not kept:
        none = "all are discontinued or not applicable" if subject.items else "the plan lists none"
        return Sentence("under-way", f"{head} {none}.", figures)
    if not with_end:
        commitments = count(len(standing), "standing commitment")
        return Sentence("under-way", f"{head} {_some_are(met, commitments)} met.", figures)
    number, word = (completed, "completed") if completed and not going else (going, "under way")
    also = f" and {completed:,} as completed" if completed and going else ""
    some = _some_are(number, subject.named(len(with_end)))
    return Sentence("under-way", f"{head} {some} reported as {word}{also}.", figures)


UNDER_WAY: Final = (Status.IN_PROGRESS, Status.CONTINUOUS, Status.DELAYED)
"""The statuses of an item that somebody works on."""


# --- What moved in the period.


def moved(report: Report) -> Sentence | None:
    """Returns the sentence on items completed, dropped, newly off track or first reported.

    Items that left the plan in the period are not counted. Items that joined it are counted apart,
    and only if they are completed. An item first reported as completed is counted twice.
    """
    subject = counted(report.progress)
    here = {each.item.id for each in subject.items}
    stayed = [each for each in report.changes.only_stayed.items if each.item.id in here]
    parts = {name: sum(map(fits, stayed)) for name, fits, _ in MOVED_PARTS}
    joined = sum(each.after is Status.COMPLETED for each in report.changes.joined)
    figures: Figures = {"since": report.changes.since, **parts, "joined_completed": joined}
    among = f"of the activities added to the plan, {joined:,} {_are(joined)} completed"
    since = day_in_full(report.changes.since)
    rest = [wording(parts[name]) for name, _, wording in MOVED_PARTS if parts[name]]
    if rest:
        number, _, verb = rest[0].partition(" ")
        noun = subject.noun_for(1 if number == "1" else 2)
        text = listing([f"{number} {noun} {verb}", *rest[1:]])
    else:
        text = (
            f"no {subject.known}{subject.noun} was completed or discontinued, "
            "and none is newly off track"
        )
    whole = f"Since {since}, {text}{f'; {among}' if joined else ''}."
    return Sentence("moved", whole, figures)


def _ended_as(status: Status) -> Callable[[ItemInPeriod], bool]:
    """Returns a test that is true if an item took this status in the period.

    It is false if only the item's leads changed.
    """
    return lambda item: item.after is status and item.has_moved


def _is_newly_off_track(item: ItemInPeriod) -> bool:
    """True if it is off track, and was not on the day before the period."""
    late = Outlook.OFF_TRACK
    was, now = item.was, item.is_now
    return was is not None and now is not None and now.outlook is late and was.outlook is not late


def _is_first_reported(item: ItemInPeriod) -> bool:
    """True if it has a status, stated or from a percentage, for the first time in the period."""
    return item.before is Status.NOT_REPORTED and item.has_moved


MOVED_PARTS: Final[tuple[tuple[str, Callable[[ItemInPeriod], bool], Callable[[int], str]], ...]] = (
    ("completed", _ended_as(Status.COMPLETED), lambda n: f"{n:,} {_were(n)} completed"),
    ("not_achieved", _ended_as(Status.NOT_ACHIEVED), lambda n: f"{n:,} {_were(n)} not achieved"),
    ("discontinued", _ended_as(Status.DISCONTINUED), lambda n: f"{n:,} {_were(n)} discontinued"),
    ("newly_delayed", _is_newly_off_track, lambda n: f"{n:,} {_are(n)} newly off track"),
    (
        "first_reported",
        _is_first_reported,
        lambda n: f"{n:,} {_have(n)} a status for the first time",
    ),
)
"""The parts of what moved; the words say how many items are in one."""


# --- How far the reports reach.


def reports(report: Report) -> Sentence | None:
    """Returns the sentence on the returns of a round; without a round, on the age of reports.

    Items that are not yet due to begin, and were never reported on, are counted apart.
    """
    progress = report.progress
    if report.due_round is not None:
        return _returns(report.due_round)
    subject = counted(progress)
    by_reach = reach(subject.items)
    early = by_reach.not_begun
    lacking = by_reach.partly + by_reach.in_part
    figures: Figures = {
        "items": by_reach.expected,
        "no_recent_report": by_reach.old,
        "no_status": by_reach.no_status,
        "in_part": lacking,
        "not_begun": early,
    }
    apart = f"; {early:,} more {_are(early)} not yet due to begin" if early else ""
    whole = subject.named(by_reach.expected)
    is_void = any(
        each.basis.has_uncounted_report
        for each in subject.items
        if each.status is Status.NOT_REPORTED
    )
    if progress.last_update is None:
        report_words = "No report that counts" if is_void else "No report"
        none = f"{report_words} has been received on the {whole}{apart}."
        if not by_reach.expected:
            none = f"No report has been received; {_none_due(subject, early)}."
        return Sentence("latest-report", none, figures)
    figures["last_report"] = progress.last_update
    head = f"The latest report is of {day_in_full(progress.last_update)};"
    old = f"{by_reach.old:,} of {whole} {_have(by_reach.old)} no recent report"
    among = "" if by_reach.old else f" of {whole}"
    never = "was not stated in a report that counts" if is_void else "was never stated"
    no_status = f"the status of {by_reach.no_status:,}{among} {never}"
    first = "" if by_reach.old or by_reach.no_status else f" of {whole}"
    in_part = f"on {lacking:,}{first} some parties have no recent report"
    parts = (by_reach.old, old), (by_reach.no_status, no_status), (lacking, in_part)
    text = (
        listing([words for number, words in parts if number])
        or f"no report on the {whole} is outstanding"
    )
    text = f"{text}{apart}" if by_reach.expected else _none_due(subject, early)
    return Sentence("latest-report", f"{head} {text}.", figures)


def _none_due(subject: Counted, early: int) -> str:
    """Returns the clause that no item is due to begin yet, or that the plan lists no items."""
    if not early:
        return f"the plan lists no {subject.noun_for(2)}"
    return f"none of the {subject.named(early)} is due to begin yet"


def _returns(returns: RoundReturns) -> Sentence:
    """Returns the sentence on the returns of a round, with its drafts and excused parties."""
    received, drafts = returns.received, returns.number(ReturnState.DRAFT)
    excused = returns.number(ReturnState.EXCUSED)
    figures: Figures = {
        "round": returns.state.round,
        "received": received,
        "through_another": returns.through_another,
        "asked": len(returns.parties),
        "draft": drafts,
        "excused": excused,
    }
    whole = count(len(returns.parties), "party", "parties")
    uncleared = f"{count(drafts, 'draft')} {_are(drafts)} not cleared yet" if drafts else ""
    declined = f"{count(excused, 'party', 'parties')} {_are(excused)} excused" if excused else ""
    text = f"Reports were received from {_some(received)} of {whole} in round {returns.state.round}"
    text += through_another(returns.through_another)
    beside = listing([each for each in (uncleared, declined) if each])
    return Sentence("returns", f"{text}{'; ' if beside else ''}{beside}.", figures)


def open_round(report: Report) -> Sentence | None:
    """Returns the sentence on the open round, its due day and returns; None if none is open."""
    if report.open_round is None:
        return None
    awaited, received = report.open_round.state, report.open_round.received
    asked = len(report.open_round.parties)
    figures: Figures = {
        "round": awaited.round,
        "status_as_at": awaited.as_of,
        "due": awaited.due,
        "received": received,
        "through_another": report.open_round.through_another,
        "asked": asked,
    }
    others = through_another(report.open_round.through_another)
    text = (
        f"Returns on the status of {day_in_full(awaited.as_of)} are awaited until "
        f"{day_in_full(awaited.due)}; {_some(received)} of {asked:,} {_have(received or 1)} "
        f"come{others}."
    )
    return Sentence("open-round", text, figures)


RULES: Final[tuple[Callable[[Report], Sentence | None], ...]] = (due, moved, reports, open_round)
"""The rules in the order of their sentences."""


# --- Words that follow a number.


def _some(number: int) -> str:
    return f"{number:,}" if number else "none"


def _some_are(number: int, whole: str) -> str:
    """Returns the first words on a part: "2 of the 3 activities are", "the 1 activity is not"."""
    if whole.startswith("1 "):
        return f"the {whole} is" if number else f"the {whole} is not"
    return f"{_some(number)} of the {whole} {_are(number or 1)}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"
