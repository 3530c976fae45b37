"""Statuses and outlooks in words: of an activity, of its parties, of an objective.

A status made up of several parts is always shown with its counts, and an outlook of no report is
shown as its cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bptip.pages.document import Line, OutlookMark, Role, StatusMark, Text, joined, muted
from bptip.pages.parts import lines
from bptip.plan import vocabulary
from bptip.plan.characters import letters_of
from bptip.plan.model import Outlook, Status
from bptip.progress.attention import LATE_OR_AT_RISK
from bptip.progress.contradictions import contradicted
from bptip.progress.counts import is_met
from bptip.progress.flags import ReturnCame
from bptip.progress.fold import Reported
from bptip.progress.item_progress import (
    ActivityProgress,
    ItemProgress,
    ObjectiveProgress,
    Part,
    PartyProgress,
)
from bptip.progress.outlook import OUTLOOKS_WORST_FIRST, Cause
from bptip.progress.rollup import kept

if TYPE_CHECKING:
    from bptip.progress.continuation import Continuation

WHOLE = 100
"""The percentage at which nothing is left to be done."""

CONCERNS = (Outlook.OFF_TRACK, Outlook.UNFINISHED, Outlook.AT_RISK, Outlook.UNKNOWN)
"""The outlooks that are counted where parts have several."""

LONGEST_SHORT = 14
"""Maximum length of an outlook's words that a narrow screen has too (characters)."""

CARRIES_REPORTED = ("none-started", "all-on-hold", "all-delayed")
"""The rules whose status carries the number of the parts that are reported."""


# Statuses.


def status(progress: Part) -> Line:
    """Returns a status as a cell, with everything that a reader must know beside the word."""
    if progress.kind == "party":
        return (StatusMark(progress.status, word_of(progress)),)
    if progress.kind == "objective":
        return _status_of_objective(progress)
    if len(progress.parties) > 1:
        return _status_of_parties(progress)
    return (*_own_status(progress), *said_by_another(progress))


def said_by_another(progress: ItemProgress) -> Line:
    """Returns " (said by UNODC)" if a party that does not lead stated the status in force."""
    is_another = progress.kind == "activity" and progress.is_said_by_another
    return muted(f" (said by {progress.reported.said_by})") if is_another else ()


def status_words(progress: Part, *, has_party: bool = True) -> str:
    """Returns the status of an item, or of a party's own part, without its sign.

    Without `has_party`, another party that stated it is left out.
    """
    aside = () if has_party or progress.kind == "party" else said_by_another(progress)
    parts = [part for part in status(progress) if part not in aside]
    return "".join(part.text for part in parts if isinstance(part, Text | StatusMark))


def carrier(continuation: Continuation, *, title: bool = False) -> Line:
    """Returns an item that carries another on, with its status, and its title if asked for."""
    name = f"  {continuation.item.title}" if title else ""
    progress = continuation.progress
    gap = "  " if title else " "
    shown = (Text(gap), *status(progress)) if progress else ()
    return (Text(f"{continuation.reference}{name}"), *shown)


def carriers(continuations: Sequence[Continuation]) -> Line:
    """Returns the items of later plans that carry an item on, each with its status."""
    return joined([carrier(each) for each in continuations], ", ")


def status_in_context(part: Part, *, has_party: bool = True) -> str:
    """Returns the status in words, with the facts that qualify it.

    These facts are a start that has passed, a draft, an excuse, and void reports.

    Without `has_party`, another party that stated it is left out.
    """
    basis, words = part.basis, [status_words(part, has_party=has_party)]
    if part.status is Status.NOT_REPORTED:
        words += [uncounted(part), vocabulary.EXCUSED if basis.is_excused else ""]
        words.append(_came(basis.owing, "") if ReturnCame.DRAFT in basis.owing.values() else "")
    elif part.status is Status.NOT_STARTED and basis.start and part.outlook is Outlook.AT_RISK:
        # Where it is due soon, the due date beside it says why it is at risk.
        words.append("" if basis.due_soon else f"should have begun {vocabulary.day(basis.start)}")
    words.append(reported_before_due(part))
    return "; ".join(filter(None, words))


def word_of(part: Part) -> str:
    """Returns a status in words; "status not stated" if the reports on the item state none."""
    if part.status is Status.NOT_REPORTED and part.last_update:
        return vocabulary.NOT_STATED
    return status_word(part.status, part.reported.said, is_standing=part.basis.is_standing)


def status_word(value: Status, said: str | None, *, is_standing: bool = True) -> str:
    """Returns a status in words, then in the reporter's own: "in progress (Limited progress)".

    *Continuous* with a due date is in progress.
    """
    is_open = value is Status.CONTINUOUS and not is_standing
    word = vocabulary.CONTINUOUS_WITH_DUE if is_open else vocabulary.STATUS[value]
    return f"{word} ({said})" if said and letters_of(said) != letters_of(word) else word


def contradiction(progress: Part) -> Line:
    """Returns another party's statement that the status in force contradicts; empty without one."""
    rival = contradicted(progress) if progress.kind == "activity" else None
    if rival is None or rival.status is None:
        return ()
    stated = f"{rival.by} stated {vocabulary.STATUS[rival.status]} for {vocabulary.day(rival.on)}"
    return (Text(f"but {stated}", Role.WARNING),)


def counted_word(part: Part) -> str:
    """Returns the word for a status in a count of parts: "2 met", "1 in progress"."""
    is_standing = part.basis.is_standing
    if part.status is Status.CONTINUOUS and is_standing:
        return MET
    return status_word(part.status, None, is_standing=is_standing)


def _own_status(progress: ActivityProgress) -> Line:
    """Returns a status that one party stated; figures where only these are known."""
    reported, word = progress.reported, word_of(progress)
    if reported.status is Status.NOT_REPORTED and reported.figures:
        word = f"{vocabulary.NOT_STATED}; {', '.join(_figures(progress))}"
    if _is_undeclared(reported):
        word = f"{word}; 100 % reported, not declared completed"
    return (StatusMark(reported.status, word),)


def has_share(part: Part) -> bool:
    """True if the status of an item has its percentage, which nobody has declared completed."""
    return part.kind == "activity" and not part.parties and _is_undeclared(part.reported)


def _is_undeclared(reported: Reported) -> bool:
    """True if 100 % is reported, and no status."""
    return reported.status_from is None and reported.progress == WHOLE


def _figures(progress: ActivityProgress) -> Iterable[str]:
    """Yields the latest figures with their targets: "60 of 100 people"."""
    for indicator in progress.activity.indicators:
        figure = progress.reported.figures.get(indicator.id)
        if figure is not None:
            target = "" if indicator.target is None else vocabulary.number(indicator.target)
            of_target = f" of {target}" if target else ""
            unit = indicator.unit or indicator.title
            yield f"{vocabulary.number(figure.value)}{of_target} {unit}"


def _status_of_parties(progress: ActivityProgress) -> Line:
    """Returns the counts of an activity's parties: "10 of 24 completed · 2 not reported"."""
    statuses = [part.status for part in progress.parties]
    named = [Status.NOT_ACHIEVED, Status.NOT_REPORTED, Status.DISCONTINUED, Status.NOT_APPLICABLE]
    first = " ".join(parts_done(progress))
    others = [
        f"{statuses.count(each)} {vocabulary.STATUS[each]}" for each in named if each in statuses
    ]
    mark: Line = (StatusMark(progress.status, first),)
    if progress.status is Status.COMPLETED and Status.DISCONTINUED in statuses:
        mark = (Text(first),)
    return joined([mark, *((Text(each),) for each in others)])


def parts_done(progress: ItemProgress) -> tuple[str, str]:
    """Returns how many parties have done their parts, and the word for it: "2 of 3", "met"."""
    statuses = [part.status for part in progress.parties]
    left = kept(statuses)
    if not left:
        return f"none of {len(statuses)}", "has a part left"
    if progress.basis.is_standing:
        return f"{sum(map(is_met, left))} of {len(left)}", MET
    return _of_all(left.count(Status.COMPLETED), len(left)), vocabulary.STATUS[Status.COMPLETED]


def _of_all(number: int, total: int) -> str:
    return f"all {total}" if number == total and total > 1 else f"{number} of {total}"


def _status_of_objective(progress: ObjectiveProgress) -> Line:
    """Returns the status of an objective; if its stated and derived status differ, both."""
    if not progress.reported.status_from:
        return derived_status(progress)
    own = (StatusMark(progress.status, word_of(progress)),)
    if progress.derived is progress.status or progress.is_leaf:
        return own
    return (*own, *muted(f" (activities: {vocabulary.STATUS[progress.derived]})"))


def derived_status(progress: ObjectiveProgress) -> Line:
    """Returns the status derived from the activities, with the counts that it needs.

    A derived *completed* reads "all 5 completed", since nobody has declared the objective so; it
    has no tick where anything was discontinued.
    """
    statuses = [each.status for each in progress.activities]
    left = kept(statuses)
    text = vocabulary.STATUS[progress.derived]
    if progress.derived is Status.NOT_REPORTED and progress.last_update:
        text = vocabulary.NOT_STATED
    if progress.derived is Status.COMPLETED and left:
        text = f"{_of_all(len(left), len(left))} completed"
        if Status.DISCONTINUED in statuses:
            return (Text(text),)
    elif progress.derived is Status.CONTINUOUS and left:
        completed = left.count(Status.COMPLETED)
        met = f"{len(left) - completed} met"
        text = f"{completed} completed, {met}" if completed else met
    reported = [each for each in left if each is not Status.NOT_REPORTED]
    if progress.rule in CARRIES_REPORTED and len(reported) < len(left):
        words = f"{text} ({len(reported)} of {len(left)} reported)"
        return (StatusMark(progress.derived, words, text),)
    return (StatusMark(progress.derived, text),)


# Outlooks.


def outlook(progress: Part) -> Line:
    """Returns an outlook as a cell: its cause if it is unknown, its counts if it has parts."""
    parts = parts_of(progress)
    if len(parts) > 1 or (progress.kind == "objective" and parts):
        return counted_outlook(parts)
    if progress.outlook is Outlook.CLOSED:
        return _closed(progress.status)
    words = cause(progress) or vocabulary.OUTLOOK[progress.outlook]
    words = f"{words}{_beside(progress)}"
    short = vocabulary.OUTLOOK[progress.outlook] if len(words) > LONGEST_SHORT else None
    return (OutlookMark(progress.outlook, words, short),)


def _beside(progress: Part) -> str:
    """Returns the words beside an outlook: no report since the due date; for on track, others.

    The words beside on track are: due today, nothing due, or only a percentage.
    """
    basis = progress.basis
    if reported_before_due(progress):
        return ": last reported before it was due"
    if progress.outlook is not Outlook.ON_TRACK:
        return ""
    if basis.pending and basis.due == basis.as_of:
        return ": due today"
    if basis.is_standing and progress.status is Status.NOT_STARTED:
        return ": nothing is due"
    reported = progress.reported
    is_figure = reported.status_from is None and reported.progress is not None
    return ": only a percentage stated" if is_figure else ""


def reported_before_due(progress: Part) -> str:
    """Returns words if an overdue item has no report since its due date; else ""."""
    basis = progress.basis
    is_late = progress.outlook in LATE_OR_AT_RISK and basis.overdue
    if not is_late or not basis.due or not basis.last_update or basis.is_reported_since(basis.due):
        return ""
    return f"last reported {vocabulary.day(basis.last_update)}, before it was due"


def parts_of(progress: Part) -> Sequence[ActivityProgress | PartyProgress]:
    """Returns the parts that an outlook is the worst of: activities, or parties."""
    if progress.kind == "party":
        return ()
    return progress.activities if progress.kind == "objective" else progress.parties


def counted_outlook(parts: Sequence[ActivityProgress | PartyProgress]) -> Line:
    """Returns the worst outlook with its counts: "3 off track, 2 no report, of 13"."""
    outlooks = [each.outlook for each in parts]
    worst = min(outlooks, key=OUTLOOKS_WORST_FIRST.index)
    if worst is Outlook.CLOSED:
        return _all_closed([each.status for each in parts])
    counted = [each for each in CONCERNS if each in outlooks] or [worst]
    counts = [f"{outlooks.count(each)} {vocabulary.OUTLOOK[each]}" for each in counted]
    more = "…" if len(counts) > 1 else ""
    return (OutlookMark(worst, f"{', '.join(counts)}, of {len(parts)}", f"{counts[0]}{more}"),)


def _all_closed(statuses: Sequence[Status]) -> Line:
    """Returns the counts of parts that are all closed; a tick only if each is completed.

    The status of the sign is counted first, and a narrow cell names none of several: a cross is
    never beside what is completed.
    """
    counts = [
        f"{statuses.count(each)} {_closed_word(each)}"
        for each in (*CLOSED_SIGNS, Status.CONTINUOUS, Status.COMPLETED)
        if each in statuses
    ]
    if set(statuses) == {Status.COMPLETED}:
        return (OutlookMark(Outlook.CLOSED, f"{counts[0]}, of {len(statuses)}", counts[0]),)
    worst = next((each for each in CLOSED_SIGNS if each in statuses), Status.CONTINUOUS)
    words = f"{', '.join(counts)}, of {len(statuses)}"
    return (StatusMark(worst, words, "ended" if len(counts) > 1 else counts[0]),)


CLOSED_SIGNS = (Status.NOT_ACHIEVED, Status.DISCONTINUED, Status.NOT_APPLICABLE)
"""The closed statuses without a tick, in the order in which one of them gives its sign."""

MET = "met"
"""The word for a standing commitment that was met until the plan's end."""


def _closed(value: Status) -> Line:
    """Returns the status of a closed item as its outlook; a tick only if it is completed."""
    if value is Status.COMPLETED:
        return (OutlookMark(Outlook.CLOSED, vocabulary.STATUS[value]),)
    return (StatusMark(value, _closed_word(value)),)


def _closed_word(value: Status) -> str:
    """Returns the word for the status of a closed item."""
    return MET if value is Status.CONTINUOUS else vocabulary.STATUS[value]


def cause(progress: Part) -> str | None:
    """Returns the cause of an outlook of no report in words; None for any other outlook.

    If only some leads owe an answer, they are named. A report that is not marked as an answer is
    mentioned with its day.
    """
    basis = progress.basis
    if progress.cause is not Cause.UNANSWERED:
        return cause_alone(progress)
    named = _from(owing_parties(progress))
    last = basis.last_update if basis.has_unasked_report else None
    return _with_uncounted(progress, named, f"; last report {vocabulary.day(last)}" if last else "")


def owing_parties(progress: Part) -> tuple[str, ...]:
    """Returns the leads that owe an answer; none if every lead owes one."""
    if progress.kind != "activity" or progress.cause is not Cause.UNANSWERED:
        return ()
    owing = tuple(progress.basis.owing)
    return owing if len(owing) < len(progress.leads) else ()


def cause_alone(progress: Part) -> str | None:
    """Returns the cause of an outlook of no report, without the parties and the last report."""
    return None if progress.cause is None else _with_uncounted(progress)


def _with_uncounted(progress: Part, owing: str = "", last: str = "") -> str:
    """Returns the cause in words, with an excuse and the reports that do not count.

    `owing` names the parties that owe an answer, and `last` the last report. Before the plan's
    first day, "never reported" is followed by that day.
    """
    basis, aside = progress.basis, uncounted(progress)
    is_said = progress.cause in (Cause.NEVER_REPORTED, Cause.LATE_START)
    is_repeated = is_said and basis.last_update is None and basis.has_uncounted_report
    words = [f"{bare_cause(progress, owing)}{last}"]
    words += [vocabulary.EXCUSED] if basis.is_excused else []
    if progress.cause is Cause.NEVER_REPORTED and (day := basis.plan_start) and day > basis.as_of:
        words.append(f"plan starts {vocabulary.day(day)}")
    return "; ".join([*words, aside] if aside and not is_repeated else words)


def bare_cause(progress: Part, owing: str = "") -> str | None:
    """Returns the cause with its day, and with the parties that owe an answer, as in `owing`.

    If an item has only reports that do not count, the cause is the number of these reports.
    """
    basis, word = progress.basis, progress.cause
    if word is None:
        return None
    if word is Cause.NEVER_REPORTED and basis.has_uncounted_report:
        return uncounted(progress)
    days = {"asked": basis.asked_on, "due": basis.due, "start": basis.start, "end": basis.end}
    in_words = {name: vocabulary.day(day) for name, day in days.items() if day is not None}
    in_words["last"] = vocabulary.day(basis.last_update) if basis.last_update else ""
    has_figures = bool(progress.reported.figures)
    no_status = vocabulary.CAUSE["no-status"] if has_figures else vocabulary.NO_STATUS_NOR_FIGURES
    no_status = no_status.format(**in_words)
    in_words["none"] = no_status if basis.last_update else no_report([progress])
    in_words["came"] = _came(basis.owing, owing)
    if word is Cause.DUE_NOT_REPORTED and (basis.due is None or basis.due == basis.end):
        return vocabulary.ENDED_NOT_REPORTED.format(**in_words)
    if word is Cause.NO_STATUS:
        return no_status
    return vocabulary.CAUSE[word].format(**in_words)


def _came(parties: Mapping[str, ReturnCame], owing: str) -> str:
    """Returns what the parties that owe an answer have sent; with their names if this differs."""
    by_came = {came: [each for each in parties if parties[each] is came] for came in ReturnCame}
    named = {came: _from(names) for came, names in by_came.items() if names}
    return "; ".join(
        vocabulary.UNANSWERED[came].format(owing=names if len(named) > 1 else owing)
        for came, names in named.items()
    )


def _from(parties: Sequence[str]) -> str:
    """Returns " from Fiji and Tonga"; "" without parties."""
    return f" from {lines.some_parties(parties)}" if parties else ""


def uncounted(progress: Part) -> str:
    """Returns the number of later reports that do not count: "1 report on a part does not count".

    If there are none, it is the number of later notes by other parties, unless the cause is a
    missing answer or an old report; "" if there are no such notes either.
    """
    basis = progress.basis
    notes = 0 if progress.cause in (Cause.UNANSWERED, Cause.STALE) else basis.outside_notes
    for number, singular, plural in (
        (basis.uncounted_own, "report on a part", "reports on parts"),
        (basis.uncounted_whole, "report on the whole", "reports on the whole"),
        (notes, "note by no lead or partner", "notes by no lead or partner"),
    ):
        if number:
            return do_not_count(number, singular, plural)
    return ""


def do_not_count(number: int, singular: str, plural: str) -> str:
    """Returns how many reports do not count: "1 report on a part does not count"."""
    verb = "does" if number == 1 else "do"
    return f"{vocabulary.count(number, singular, plural)} {verb} not count"


def no_report(parts: Iterable[Part], none: str = "no report") -> str:
    """Returns "no report that counts" if a part has reports that do not count; else `none`."""
    is_void = any(part.basis.has_uncounted_report for part in parts)
    return vocabulary.NO_REPORT_COUNTS if is_void else none
