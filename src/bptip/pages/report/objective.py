"""The section of an objective in a report's annex: its own story, then a table, then the reports.

The story is what was completed in the period, the difficulties, and what comes next. The
reports below the table leave it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from bptip.pages import document as doc
from bptip.pages.own_words import marked
from bptip.pages.parts import lines, period_changes, statuses
from bptip.pages.parts.lines import Cite
from bptip.pages.parts.update_tables import status_cell
from bptip.pages.report import paper_room
from bptip.pages.report.sheet import ReportSheet
from bptip.plan import vocabulary
from bptip.plan.journal import Update
from bptip.plan.model import Outlook, Status
from bptip.progress.attention import attention
from bptip.progress.counts import tally
from bptip.progress.item_progress import (
    ActivityProgress,
    ItemProgress,
    ObjectiveProgress,
    Part,
    PartyProgress,
    reported_parts,
)
from bptip.reporting.report import completed_on

ACTIVITY_COLUMNS: Final = (
    doc.Column("#"),
    doc.Column("Activity", wrapping=True, least=24),
    doc.Column("Status and outlook", wrapping=True, least=20),
    doc.Column("Due", doc.Align.RIGHT),
    doc.Column("Last report", wrapping=True, least=12),
)

SHORT_LIST: Final = 2 * paper_room.LINE_LENGTH
"""Maximum length of a list that is one paragraph: two lines of it (characters)."""

REPORT_COLUMNS: Final = (doc.Column("#"), doc.Column("Reports", wrapping=True, least=32))


def objective_blocks(
    sheet: ReportSheet, objective: ObjectiveProgress, cite: Cite
) -> Iterator[doc.Block]:
    """Yields an objective: own words, its status, its story, its activities, the reports."""
    yield from marked(sheet.words.objectives.get(objective.objective.id, ()))
    yield state_paragraph(objective, cite)
    yield from story_blocks(sheet, objective, cite)
    if objective.activities:
        yield doc.Table(
            ACTIVITY_COLUMNS,
            tuple(row for each in objective.activities for row in activity_rows(each, cite)),
            name=f"Activities of objective {objective.objective.shown_number}",
        )
    yield from report_blocks(sheet, objective, cite)


# --- How it stands.


def state_paragraph(objective: ObjectiveProgress, cite: Cite) -> doc.Paragraph:
    """Returns the description of an objective, its status, its counts and its outlook."""
    item, total = objective.objective, tally(objective.activities)
    counts = lines.done(total) if objective.activities else ()
    word = (doc.Text(" completed"),) if total.countable else ()
    beside = (
        doc.joined([*map(doc.plain, lines.beside_completion(total))], ", ")
        if total.countable
        else ()
    )
    status = lines.cited(statuses.status(objective), lines.status_evidence(objective), cite)
    done = (*counts, *word) if counts else doc.plain("no activities are known")
    if objective.derived is Status.COMPLETED and not objective.reported.status_from and counts:
        done = ()
    done = doc.joined([done, beside], "; ")
    outlook = () if objective.outlook is Outlook.CLOSED else statuses.outlook(objective)
    reported = reported_by(objective) if objective.last_report else ()
    reported = (doc.Text("the objective itself: "), *reported) if reported else ()
    return doc.Paragraph(
        (
            *((doc.plain(item.description),) if item.description else ()),
            doc.joined([status, outlook, done, reported]),
        )
    )


def reported_by(progress: ItemProgress) -> doc.Line:
    """Returns the day and the party of the latest report on an item; a dash where there is none.

    The party is left out where it is the only lead, whom the row names.
    """
    report = progress.last_report
    if report is None:
        return lines.DASH
    is_named = progress.kind == "activity" and (report.by,) == tuple(progress.activity.lead)
    by = doc.plain(report.by) if report.by and not is_named else ()
    return doc.joined([lines.optional_day(report.on), by], ", ")


# --- Its story.


def story_blocks(
    sheet: ReportSheet, objective: ObjectiveProgress, cite: Cite
) -> Iterator[doc.Block]:
    """Yields what was completed in the period, the difficulties, and what comes next."""
    is_open = [item for item in whole(objective) if item.status.is_open]
    above = in_needs_attention(sheet)
    here = [item for item in is_open if item.item.id not in above]
    parts = (
        ("Completed in the period", completed_lines(sheet, objective, cite)),
        ("Difficulties", said_lines(here, lines.difficulties)),
        ("Next", said_lines(here, lines.following)),
    )
    for name, items in parts:
        listed = tuple(items)
        if listed:
            yield doc.heading(name, 4)
            short = doc.joined(listed, "; ")
            is_short = len(listed) > 1 and paper_room.length(short) <= SHORT_LIST
            yield doc.paragraph(short) if is_short else doc.Bullets(listed)
    if late := [item.item.shown_number for item in is_open if item.item.id in above]:
        yield doc.muted_paragraph(
            f"Late or at risk: {vocabulary.listing(late)}. Their difficulties and next steps "
            "are under Needs attention."
        )


REPEATED_LATE: Final = 12
"""Maximum number of late items whose difficulties and next steps their objectives repeat."""


def in_needs_attention(sheet: ReportSheet) -> frozenset[str]:
    """Returns the ids of the late items, if they are too many to be repeated."""
    late = attention(sheet.report.progress).late_or_at_risk
    return frozenset(each.item.id for each in late if len(late) > REPEATED_LATE)


def completions(sheet: ReportSheet, objective: ObjectiveProgress) -> Iterator[ActivityProgress]:
    """Yields the activities of an objective that were completed in the period."""
    for activity in objective.activities:
        day = completed_on(activity)
        if day is not None and day >= sheet.report.changes.since:
            yield activity


def completed_lines(
    sheet: ReportSheet, objective: ObjectiveProgress, cite: Cite
) -> Iterator[doc.Line]:
    """Yields each activity completed in the period, with the report that says so."""
    changes = {each.item.id: each for each in sheet.report.changes.items}
    for activity in completions(sheet, objective):
        stated, day = activity.reported.status_from, completed_on(activity)
        became = period_changes.status_change(changes[activity.activity.id])
        when = doc.plain(f", {vocabulary.day(day)}") if day else ()
        said = period_changes.said(stated, sheet.labels, cite) if stated else ()
        moved = (*named(activity), doc.Text(": "), *became, *when)
        yield (*moved, *((doc.Text(". "), *said) if said else ()))


def said_lines(items: Iterable[ItemProgress], words: Callable[[Part], str]) -> Iterator[doc.Line]:
    """Yields what was last said about each open item, with the party if it does not lead.

    Each party of a shared activity is named, with what it says about its own part.
    """
    for item in items:
        texts = [
            f"{part.party}: {text}" if part.kind == "party" else text
            for part in reported_parts(item)
            if part.status.is_open and (text := words(part))
        ]
        if texts:
            by = statuses.said_by_another(item)
            yield (*number_of(item), doc.Text(" · ".join(texts)), *by)


def whole(objective: ObjectiveProgress) -> Iterator[ItemProgress]:
    """Yields an objective, then its activities."""
    yield objective
    yield from objective.activities


def number_of(item: ItemProgress) -> doc.Line:
    """Returns an item's number, as the beginning of a statement about it."""
    return (doc.Text(f"{item.item.shown_number} ", doc.Role.STRONG),)


def named(item: ItemProgress) -> doc.Line:
    """Returns an item's number and title."""
    return (*number_of(item), doc.Text(item.item.title))


# --- Its activities.


def activity_rows(progress: ActivityProgress, cite: Cite) -> Iterator[doc.Row]:
    """Yields the row of an activity, then one for each party that does it for itself."""
    item = progress.activity
    leads = lines.lead_names(progress, "")
    title = (*doc.plain(item.title), *((doc.Text(" – "), *muted(leads)) if leads else ()))
    yield doc.row(
        lines.number(item),
        title if progress.parties else lines.cited(title, lines.status_evidence(progress), cite),
        state(progress),
        lines.due_cell(item),
        reported_by(progress),
    )
    for part in progress.parties:
        yield doc.row(
            (),
            lines.cited(doc.plain(part.party), lines.status_evidence(part), cite),
            state(part),
            (),
            lines.optional_day(part.last_update),
            level=2,
        )


def muted(line: doc.Line) -> doc.Line:
    """Returns the texts of a line less prominent."""
    return tuple(
        part._replace(role=doc.Role.MUTED) if isinstance(part, doc.Text) else part for part in line
    )


def state(part: ActivityProgress | PartyProgress) -> doc.Line:
    """Returns status, percentage, what contradicts it, and outlook unless it has ended."""
    status, outlook = statuses.status(part), statuses.outlook(part)
    if part.outlook is Outlook.CLOSED:
        outlook = ()
    is_whole = part.status is Status.COMPLETED
    share = () if is_whole else lines.done_so_far(part)
    if share == lines.DASH or statuses.has_share(part):
        share = ()
    rival = statuses.contradiction(part)
    return doc.joined([doc.joined([doc.joined([status, share], ", "), rival], "; "), outlook])


# --- The reports.


def report_blocks(
    sheet: ReportSheet, objective: ObjectiveProgress, cite: Cite
) -> Iterator[doc.Block]:
    """Yields the reports of the period that add to the blocks above; counts the other reports."""
    changes = sheet.report.changes
    here = {item.item.id: item for item in whole(objective)}
    about = [each for each in changes.items if each.item.id in here]
    updates = [update for each in about for update in each.updates]
    if len(updates) > period_changes.QUOTED:
        yield doc.paragraph(period_changes.not_quoted(changes, len(updates)))
        return
    in_story = {
        stated.id
        for each in completions(sheet, objective)
        if (stated := each.reported.status_from) is not None
    }
    rest = [without_story(each, here[each.item]) for each in updates if each.id not in in_story]
    stating = [each for each in rest if not each.is_nil]
    number = Counter(map(row_key, stating))
    new = [
        each
        for each in stating
        if number[row_key(each)] > 1 or not is_in_row(each, here[each.item])
    ]
    since = f"since {vocabulary.day(changes.since)}"
    if new:
        yield doc.heading(f"Reports {since}", 4)
        yield report_table(new, sheet, cite)
    if same := len(rest) - len(new):
        reports = f"{vocabulary.count(same, 'more report')} since then"
        reports = reports if new else f"{vocabulary.count(same, 'report')} {since}"
        yield doc.muted_paragraph(f"{reports} stated nothing else.")


def part_of(update: Update, item: ItemProgress) -> Part | None:
    """Returns the item, or the party's part, that an update is about; None if there is neither."""
    own = (part for part in item.parties if update.own and part.party == update.by)
    return next(own, None) if item.parties else item


def without_story(update: Update, item: ItemProgress) -> Update:
    """Returns an update without the texts that the story of its objective already shows."""
    part = part_of(update, item)
    if part is None or not part.status.is_open:
        return update
    now = part.reported
    return update._replace(
        reason=None if update.reason is now.reason else update.reason,
        challenges=None if update.challenges == now.challenges else update.challenges,
        next=None if update.next == now.next else update.next,
        expected=None if update.expected == now.expected else update.expected,
    )


def row_key(update: Update) -> tuple[str, str | None]:
    """Returns the key of the row of a report: the item, and the party if it has its own part."""
    return update.item, update.by if update.own else None


def is_in_row(update: Update, item: ItemProgress) -> bool:
    """True if the row of an item, or of a party's part, has the day, party and status reported."""
    part = part_of(update, item)
    stated = part.reported.status_from if part else None
    if part is None or stated is None or stated.id != update.id:
        return False
    if part.kind == "party":
        is_last, cited = part.last_update == update.on, update.evidence
    else:
        is_last, cited = part.last_report is not None and part.last_report.id == update.id, ()
    rest = update._replace(status=None, said=None, progress=None, evidence=cited)
    return is_last and update.progress in (None, part.reported.progress) and rest.is_nil


def report_table(updates: Sequence[Update], sheet: ReportSheet, cite: Cite) -> doc.Table:
    """Returns the reports on each item in one row, in the order of their days."""
    by_item: dict[str, list[Update]] = {}
    for update in updates:
        by_item.setdefault(update.item, []).append(update)
    rows = (
        doc.row(lines.number_of(item, sheet.labels), reports_line(reports, sheet, cite))
        for item, reports in by_item.items()
    )
    return doc.Table(REPORT_COLUMNS, tuple(rows))


def reports_line(updates: Sequence[Update], sheet: ReportSheet, cite: Cite) -> doc.Line:
    """Returns reports on one item, each after its day; a status that a party repeats is omitted."""
    reports, before = list[doc.Line](), dict[str | None, Status]()
    for update in updates:
        said = period_changes.said(update, sheet.labels, cite)
        is_new = update.status is not None and update.status is not before.get(update.by)
        status = status_cell(update, sheet.labels) if is_new else ()
        if update.status is not None:
            before[update.by] = update.status
        day = (doc.Text(vocabulary.day(update.on), doc.Role.STRONG), doc.Text(" "))
        reports.append((*day, *doc.joined([said, status])))
    return doc.joined(reports, " – ")
