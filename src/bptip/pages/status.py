"""The main screen: the status of a plan, the items that need attention, the latest updates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages import document as doc
from bptip.pages.parts import lines, progress_tables, records
from bptip.pages.parts.attention import attention_blocks, contact_blocks
from bptip.pages.parts.update_tables import status_cell
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.journal import Update
from bptip.plan.labels import Labels, labels_of
from bptip.plan.model import EMPTY, Source
from bptip.progress.continuation import Continuations
from bptip.progress.counts import Tally, tally
from bptip.progress.item_progress import ActivityProgress
from bptip.progress.plan_progress import Progress
from bptip.progress.selection import GROUPINGS, Filters, Group

if TYPE_CHECKING:
    from bptip.progress.returns import RoundReturns

LATEST: Final = 3
"""Maximum number of the latest updates on the page."""

COLUMNS_OF_LATEST: Final = (
    doc.Column("On", doc.Align.RIGHT),
    doc.Column("#"),
    doc.Column("Status"),
    doc.Column("By", priority=1),
    doc.Column("What", wrapping=True, lines=1),
)


class StatusSheet(NamedTuple):
    """A plan's progress on a day: `progress` is the part that passes the filters, `whole` is all.

    If there are `groups`, they are the rows in place of the objectives; with `detailed`, every
    activity has a row. `contacts` are shown to somebody at a terminal, and in no data. `rivals` are
    the other plans in force. `to_see_all` is the command for the page that no screen cuts.
    `awaited` is the reporting round in which answers are awaited.
    """

    progress: Progress
    whole: Progress
    filters: Filters
    continued: Continuations
    source: Source
    detailed: bool = False
    group_by: str | None = None
    groups: tuple[Group, ...] = ()
    contacts: Mapping[str, tuple[str, ...]] = EMPTY
    rivals: tuple[str, ...] = ()
    to_see_all: tuple[str, ...] = ("status", "-a")
    awaited: RoundReturns | None = None


def page(sheet: StatusSheet) -> doc.Document:
    """Returns the page: counts, a row for each objective, needs attention, latest updates."""
    progress = sheet.progress
    title = f"Status of {progress.plan.title}"
    blocks: list[doc.Block] = [
        *lines.head(progress.plan, head_line(sheet)),
        doc.Paragraph((counts_line(sheet), *round_lines(sheet))),
    ]
    if not progress.objectives or (sheet.group_by and not sheet.groups):
        blocks.append(doc.paragraph(no_match(sheet)))
        return lines.plan_page(title, progress.plan, blocks, sheet.source)
    blocks.append(main_table(sheet))
    if sheet.group_by:
        blocks.append(doc.paragraph(progress_tables.group_notes(sheet.groups, sheet.group_by)))
    blocks += attention_blocks(progress, sheet.continued)
    blocks += contact_blocks(progress, sheet.contacts)
    blocks += latest_blocks(sheet)
    is_overview = not (sheet.detailed or sheet.group_by) and sheet.filters == Filters()
    whole = lines.to_type(sheet.to_see_all) if is_overview else ()
    return lines.plan_page(title, progress.plan, blocks, sheet.source)._replace(whole=whole)


def head_line(sheet: StatusSheet) -> doc.Line:
    """Returns the version, the dates, and the filters."""
    filters = filter_words(sheet.filters)
    only: list[doc.Line] = [(doc.Text(f"only {filters}", doc.Role.STRONG),)] if filters else []
    also = f"also in force: {vocabulary.listing(sheet.rivals)}" if sheet.rivals else ""
    others = doc.plain(also) if also else ()
    return doc.joined([lines.version_line(sheet.progress), others, *only])


def filter_words(filters: Filters) -> str:
    """Returns the filters in words: "led by Indonesia or Malaysia, delayed"."""
    parts = [
        ("of objective", filters.objective),
        ("led by", filters.lead),
        ("with", filters.party),
        ("of theme", filters.theme),
        ("", tuple(vocabulary.STATUS[status] for status in filters.status)),
        ("", tuple(vocabulary.OUTLOOK[outlook] for outlook in filters.outlook)),
    ]
    words = [
        f"{name} {vocabulary.listing(values, 'or')}".strip() for name, values in parts if values
    ]
    return ", ".join([*words, *(["overdue"] if filters.overdue else [])])


def counts_line(sheet: StatusSheet) -> doc.Line:
    """Returns the counts (completed, overdue, not reported), and the date of the latest report."""
    total = tally(sheet.progress.activities)
    nothing_left = not total.activities and sheet.whole.activities
    last, as_of = sheet.whole.last_update, sheet.progress.as_of
    is_partial = sheet.progress.plan.partial
    parts = [] if nothing_left else lines.whole_completion(total, is_partial)
    if total.overdue:
        late = total.overdue > total.overdue_not_reported
        # Where the plan has no reports, the overdue are not called so once more.
        words = f"{total.overdue} overdue" if last is None else overdue(total)
        parts.append((doc.Text(words, doc.Role.ERROR if late else doc.Role.PLAIN),))
    if total.not_reported:
        parts.append(doc.plain(not_reported(total)))
    if last is None and any(each.basis.has_uncounted_report for each in sheet.whole.activities):
        return doc.joined([*parts, doc.plain(vocabulary.NO_REPORT_COUNTS)])
    is_filtered = sheet.filters != Filters()
    return doc.joined([*parts, lines.last_report(last, as_of, is_filtered=is_filtered)])


def overdue(total: Tally) -> str:
    """Returns the number of overdue activities, and the number without a reported outcome."""
    in_part = total.overdue_in_part
    counts = ((total.overdue_not_reported - in_part, "not reported"), (in_part, "reported in part"))
    words = [
        f"{'' if number == total.overdue else f'of {number} '}{word}"
        for number, word in counts
        if number
    ]
    outcome = f", outcome {', '.join(words)}" if words else ""
    return f"{total.overdue} overdue{outcome}"


def not_reported(total: Tally) -> str:
    """Returns the number of activities without a status, and how many need not begin yet."""
    if not total.upcoming_not_reported:
        return f"{total.not_reported} not reported"
    early = total.upcoming_not_reported
    number = "" if early == total.not_reported else f"{early} of them "
    return f"{total.not_reported} not reported, {number}not yet due to begin"


def round_lines(sheet: StatusSheet) -> Iterator[doc.Line]:
    """Yields a line about the reporting round in which answers are awaited, if there is one."""
    awaited = sheet.awaited
    if awaited is not None:
        state = awaited.state
        due = vocabulary.distance(state.due, sheet.whole.as_of)
        answers = f"{awaited.received} of {len(awaited.parties)} parties have answered"
        answers += vocabulary.through_another(awaited.through_another)
        yield doc.plain(f"Reporting round {state.round}: answers due {due}; {answers}")


def no_match(sheet: StatusSheet) -> doc.Line:
    """Returns the answer if nothing passes the filters, with what is known about the plan."""
    filters, activities = sheet.filters, sheet.whole.activities
    if filters == Filters():
        return doc.plain("This plan has no objectives yet.")
    total = vocabulary.count(len(activities), "activity", "activities")
    parts = [f"0 of {total} match: {filter_words(filters)}"]
    if filters.lead or filters.party:
        parts.append(known_for("leads", activities))
    if filters.theme:
        parts.append(known_for("themes", activities))
    return doc.plain("; ".join(parts) + ".")


def known_for(kind: str, activities: Sequence[ActivityProgress]) -> str:
    """Returns how many activities have known leads or themes: "leads are known for 4 of 10"."""
    known = [each for each in activities if GROUPINGS[kind.removesuffix("s")](each)]
    return f"{kind} are known for {len(known)} of {len(activities)}"


def main_table(sheet: StatusSheet) -> doc.Table:
    """Returns the rows of the page: groups, activities or objectives."""
    objectives = sheet.progress.objectives
    if sheet.group_by:
        return progress_tables.group_table(sheet.groups, sheet.group_by)
    if sheet.detailed or sheet.filters.narrows_activities:
        return progress_tables.activity_table(objectives, filtered=sheet.filters.narrows_activities)
    return progress_tables.objective_table(objectives)


def latest_blocks(sheet: StatusSheet) -> Iterator[doc.Block]:
    """Yields the latest updates about the items shown, newest first."""
    narrowed = sheet.filters.narrows_activities
    items = sheet.progress.activities if narrowed else sheet.progress.items
    shown = {each.item.id: each.reported.updates for each in items}
    latest = reversed(sheet.progress.updates)
    updates = [*islice((each for each in latest if each in shown.get(each.item, ())), LATEST)]
    if updates:
        labels = labels_of(sheet.progress.version)
        yield doc.heading("Latest")
        rows = tuple(latest_row(update, labels) for update in updates)
        yield doc.Table(COLUMNS_OF_LATEST, rows, titled=False, least=1)


def latest_row(update: Update, labels: Labels) -> doc.Row:
    """Returns an update on one line."""
    return doc.row(
        lines.optional_day(update.on),
        lines.number_of(update.item, labels),
        status_cell(update, labels),
        doc.plain(update.by or ""),
        lines.statement(update, labels),
    )


def record(sheet: StatusSheet) -> Record:
    """Returns the totals, and every objective with its activities."""
    progress, plan = sheet.progress, sheet.progress.plan
    total = tally(progress.activities)
    keys: Record = {
        "title": plan.title,
        "notice": plan.notice,
        "partial": plan.partial,
        "as_of": progress.as_of,
        "known_at": progress.known_at,
        "period": {
            "start": plan.start,
            "end": plan.end,
            "elapsed": progress.elapsed,
            "ended": progress.ended,
        },
        "totals": {
            "activities": total.activities,
            **records.counts(total),
            "not_reported": total.not_reported,
            "last_update": sheet.whole.last_update,
        },
        "round": records.open_round(sheet.awaited, progress.as_of),
        "objectives": [
            records.objective(objective, sheet.continued)
            | {
                "activities": [
                    records.activity(each, objective.objective, sheet.continued)
                    for each in objective.activities
                ]
            }
            for objective in progress.objectives
        ],
    }
    if sheet.group_by:
        keys["groups"] = [group_record(each) for each in sheet.groups]
    return records.plan_answer(sheet.source, plan, **keys)


def group_record(group: Group) -> Record:
    """Returns a lead or a theme with its counts; the name is None if none is stated."""
    total = tally(group.activities)
    return {
        "name": group.name,
        **records.counts(total),
        "last_update": total.last_update,
        "activities": [each.item.id for each in group.activities],
    }


VIEW: Final = View(
    page,
    record,
    MainList(
        records.ACTIVITY_KEYS, listed("objectives", "activities", items=("id",)), kind="activities"
    ),
)
