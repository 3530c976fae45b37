"""The first page of a report: the answers to a senior official's questions, on one sheet.

Was what is due done; what was achieved; can I rely on it; what is in the way. Everything here
is in the annex with its details and its sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bptip.pages import document as doc
from bptip.pages.parts import lines, statuses
from bptip.pages.parts.progress_tables import bar, counted_columns
from bptip.pages.report.sheet import ReportSheet
from bptip.plan import vocabulary
from bptip.plan.model import Outlook, Status
from bptip.progress.attention import LATE_OR_AT_RISK
from bptip.progress.counts import Tally, reach, tally
from bptip.progress.item_progress import ActivityProgress, ObjectiveProgress
from bptip.progress.period import Changes
from bptip.progress.plan_progress import Progress
from bptip.progress.returns import ReturnState
from bptip.reporting.report import Report
from bptip.reporting.sentences import sentences

NOT_ISSUED: Final = "Prepared from the parties' reports; not cleared by the group"
"""The issuer of a report for which none is named."""

NAMED: Final = 5
"""Maximum number of an objective's activities that its row names."""


def head(sheet: ReportSheet) -> Iterator[doc.Block]:
    """Yields the title, the period, the plan's dates, the issuer, the notice, the message."""
    progress, since = sheet.report.progress, sheet.report.changes.since
    plan = progress.plan
    period = doc.joined(
        [
            doc.plain(vocabulary.period(since, progress.as_of)),
            doc.plain(f"status as at {vocabulary.day(progress.as_of)}"),
            lines.received_by(progress.known_at),
        ]
    )
    yield doc.heading(f"Progress report: {plan.title}", level=1, aside=period)
    issuer = sheet.provenance.shown.issued or NOT_ISSUED
    group = doc.plain(plan.group) if plan.group else ()
    yield doc.Paragraph((doc.joined([group, doc.plain(issuer)]), doc.plain(plan_dates(progress))))
    if plan.notice:
        yield doc.Notice(doc.plain(plan.notice))
    # The sentences that the figures make, the first one strong.
    message, *rest = sentences(sheet.report)
    text = " ".join(["", *(sentence.text for sentence in rest)])
    yield doc.paragraph((doc.Text(message.text, doc.Role.STRONG), doc.Text(text)))


def blocks(report: Report) -> Iterator[doc.Block]:
    """Yields what is below the head: four figures, the objectives."""
    shown = [*figures(report), *objectives(report.progress)]
    if shown:
        yield doc.heading(vocabulary.AT_A_GLANCE)
    yield from shown


def plan_dates(progress: Progress) -> str:
    """Returns the plan's version and period, and how far its time has run.

    A partial plan has the days that are left: a percentage would be read as one of the whole.
    """
    plan = progress.plan
    period = f"Version {plan.version}, {vocabulary.period(plan.start, plan.end)}"
    if plan.partial or progress.ended or progress.as_of < plan.start:
        return f"{period}, {vocabulary.remaining(plan.start, plan.end, progress.as_of)}"
    return f"{period}; {round(100 * progress.elapsed)} % of its time has passed"


# --- Four figures.


def figures(report: Report) -> Iterator[doc.Block]:
    """Yields the four figures as a table: each has a title, a number and what it is about."""
    progress = report.progress
    total = tally(progress.activities)
    if not total.activities:
        return
    every = (_completed(report, total), _standing(total), _late_or_at_risk(total), _reports(report))
    columns = tuple(doc.Column(title, wrapping=True, least=16) for title, _, _ in every)
    numbers = tuple((doc.Text(number, doc.Role.FIGURE),) for _, number, _ in every)
    notes = tuple(doc.muted(note) for _, _, note in every)
    yield doc.Table(columns, (doc.Row(numbers), doc.Row(notes)), named=False)
    if bare := [each.objective.shown_number for each in progress.objectives if each.is_leaf]:
        listed = vocabulary.listing(bare)
        objective = "Objective" if len(bare) == 1 else "Objectives"
        has = "has" if len(bare) == 1 else "have"
        yield doc.muted_paragraph(f"{objective} {listed} {has} no activities in the plan.")


def _completed(report: Report, total: Tally) -> tuple[str, str, str]:
    """Returns the figure of what is completed, with that of the day before the period."""
    was = tally(report.changes.earlier.activities)
    plan, since = report.progress.plan, report.changes.since
    known = "known " if plan.partial else ""
    share = [] if plan.partial or total.percentage is None else [f"{total.percentage} %"]
    before: list[str] = []
    if was.countable and since > report.changes.earlier.plan.start:
        count = f"{was.completed} of {was.countable} before {vocabulary.day(since)}"
        before = [count, *_explained(report.changes)]
    beside = lines.beside_completion(total, with_standing=False)
    number = f"{total.completed} of {total.countable}" if total.countable else "–"
    note = "; ".join([*share, *before, *beside])
    if not note and total.standing:
        note = "all are standing commitments"
    return f"Completed {known}activities", number, note


def _explained(changes: Changes) -> Iterator[str]:
    """Yields how the completed ones of two days differ, if the plan or a status was amended."""
    done = Status.COMPLETED
    stayed = [each for each in changes.only_stayed.items if each.item.kind == "activity"]
    became = [e for e in stayed if e.before is not done and e.after is done]
    unmoved = [e for e in became if not e.has_moved]
    parts = (
        ("no longer completed", sum(e.before is done and e.after is not done for e in stayed)),
        ("completed with other leads", sum(not e.is_redivided for e in unmoved)),
        ("completed as now reported", sum(e.is_redivided for e in unmoved)),
        ("completed among those added to the plan", sum(e.after is done for e in changes.joined)),
        ("completed among those taken out of it", sum(e.before is done for e in changes.left)),
    )
    if not any(number for _, number in parts):
        return
    completed = len(became) - len(unmoved)
    known = [f"{number} {words}" for words, number in parts if number]
    yield f"since then {vocabulary.listing([f'{completed} completed', *known])}"


def _standing(total: Tally) -> tuple[str, str, str]:
    """Returns the figure of the standing commitments, which have no end of their own."""
    if not total.standing:
        return "Standing commitments met", "–", "the plan has none"
    number = f"{total.standing_met} of {total.standing}"
    silent = f"{total.standing_silent} of them without a recent report"
    note = f"counted apart; {silent}" if total.standing_silent else "counted apart"
    return "Standing commitments met", number, note


def _late_or_at_risk(total: Tally) -> tuple[str, str, str]:
    """Returns the figure of the activities that are late or at risk."""
    counts = [(each, total.by_outlook[each]) for each in LATE_OR_AT_RISK]
    number = sum(count for _, count in counts)
    parts = [f"{count} {vocabulary.OUTLOOK[each]}" for each, count in counts if count]
    return "Past due or at risk", str(number), ", ".join(parts) or "none of the activities"


def _reports(report: Report) -> tuple[str, str, str]:
    """Returns the figure of the reports: of the round, else of the activities."""
    returns = report.due_round
    if returns is not None:
        drafts = returns.number(ReturnState.DRAFT)
        excused = returns.number(ReturnState.EXCUSED)
        beside = f"; {vocabulary.count(drafts, 'draft')} beside" if drafts else ""
        beside = f"{beside}; {excused} excused" if excused else beside
        others = vocabulary.through_another(returns.through_another)
        note = f"parties in round {returns.state.round}{others}{beside}"
        return "Reports received", f"{returns.received} of {len(returns.parties)}", note
    by_reach = reach(report.progress.activities)
    early = by_reach.not_begun
    are = "is" if early == 1 else "are"
    notes = ["activities"]
    if by_reach.partly:
        notes.append(f"on {by_reach.partly} of them some parties have no recent report")
    if by_reach.in_part:
        notes.append(f"some parties have reported on {by_reach.in_part} more")
    if early:
        notes.append(f"{early} more {are} not yet due to begin")
    recent = f"{by_reach.recent} of {by_reach.expected}" if by_reach.expected else "–"
    return "With a recent report", recent, "; ".join(notes)


# --- The objectives.

COLUMNS_OF_OBJECTIVES: Final = (
    doc.Column("#"),
    doc.Column("Objective", wrapping=True, least=24),
    doc.Column("Activities completed", wrapping=True, least=11),
    doc.Column("By status", priority=1, visual=True),
    doc.Column("Needs attention", wrapping=True, least=20),
)


def objectives(progress: Progress) -> Iterator[doc.Block]:
    """Yields a row for each objective: what is completed, and which activities need attention."""
    if progress.objectives:
        totals = [tally(each.activities) for each in progress.objectives]
        columns = counted_columns(COLUMNS_OF_OBJECTIVES, totals)
        rows = tuple(map(objective_row, progress.objectives))
        yield doc.Table(columns, rows, name="Objectives")


def objective_row(objective: ObjectiveProgress) -> doc.Row:
    """Returns the row of an objective."""
    total = tally(objective.activities)
    return doc.row(
        lines.number(objective.objective),
        doc.plain(objective.objective.title),
        lines.done(total),
        bar(total),
        needs_attention(objective),
    )


def needs_attention(objective: ObjectiveProgress) -> doc.Line:
    """Returns the worst activities by number, and how many lack a report.

    Up to `NAMED` are named, the worst first. Without any, it is the outlook of the objective; a
    dash if it has ended.
    """
    if objective.outlook is Outlook.CLOSED:
        return lines.DASH
    left, parts = NAMED, list[doc.Line]()
    for outlook in LATE_OR_AT_RISK:
        items = [each for each in objective.activities if each.outlook is outlook]
        if items:
            parts.append((doc.OutlookMark(outlook, _which(outlook, items, left)),))
            left = max(0, left - len(items))
    silent = sum(each.outlook is Outlook.UNKNOWN for each in objective.activities)
    if silent:
        words = f"{silent} {vocabulary.OUTLOOK[Outlook.UNKNOWN]}"
        parts.append(doc.plain(words) if parts else (doc.OutlookMark(Outlook.UNKNOWN, words),))
    return doc.joined(parts) or statuses.outlook(objective)


def _which(outlook: Outlook, items: Sequence[ActivityProgress], most: int) -> str:
    """Returns a count with the numbers of the first items: "3 off track: 9.3, 9.4 and 1 more"."""
    named = [each.activity.shown_number for each in items[:most]]
    more = len(items) - len(named)
    rest = f" and {more} more" if named and more else ""
    ids = f": {', '.join(named)}{rest}" if named else ""
    return f"{len(items)} {vocabulary.OUTLOOK[outlook]}{ids}"
