"""The main screen: how a plan stands on a day, what needs attention, and what came in last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import (
    Align,
    Bar,
    Block,
    Column,
    Document,
    Heading,
    Line,
    Role,
    Row,
    Table,
    Text,
    joined,
    muted,
    paragraph,
    plain,
)
from bptip.pages.parts import lines, records
from bptip.pages.parts.attention import attention_blocks
from bptip.pages.view import MainList, View, listed
from bptip.plan import vocabulary
from bptip.plan.labels import labels_of
from bptip.progress.attention import LATE_OR_AT_RISK
from bptip.progress.counts import tally
from bptip.progress.item_progress import ActivityProgress
from bptip.progress.selection import GROUPINGS, Filters

if TYPE_CHECKING:
    from bptip.pages.view import Record
    from bptip.plan.model import Activity, Source
    from bptip.plan.references import Continuations
    from bptip.progress.counts import Tally
    from bptip.progress.item_progress import ObjectiveProgress
    from bptip.progress.plan_progress import Progress
    from bptip.progress.selection import Group

STATUS_COLUMN: Final = Column("Status", wrapping=True, least=16)

LATEST: Final = 3
"""How many of the latest updates the page shows."""


class StatusSheet(NamedTuple):
    """What the main screen shows: `progress` is the part that the filters left.

    `whole` is the plan's progress without them; with `groups`, these stand in the objectives'
    place; with `detailed`, every activity has a row.
    """

    progress: Progress
    whole: Progress
    filters: Filters
    continued: Continuations
    source: Source
    detailed: bool = False
    group_by: str | None = None
    groups: tuple[Group, ...] = ()


def page(sheet: StatusSheet) -> Document:
    """The screen: head, notice, counts, a row an objective, needs attention, latest updates."""
    total = tally(sheet.progress.activities)
    blocks: list[Block] = [
        *lines.head(sheet.progress.plan, asked_line(sheet)),
        paragraph(counts_line(sheet, total)),
    ]
    if not sheet.progress.objectives or (sheet.group_by and not sheet.groups):
        return Document((*blocks, paragraph(nothing_found(sheet))), lines.foot(sheet.source))
    blocks.append(main_table(sheet))
    if sheet.group_by:
        blocks.append(paragraph(muted(several(sheet.group_by))))
    blocks += attention_blocks(sheet.progress, sheet.continued)
    blocks += latest_blocks(sheet)
    return Document(tuple(blocks), lines.foot(sheet.source))


def asked_line(sheet: StatusSheet) -> Line:
    """What was asked for: the version, the dates, and the filters by name."""
    asked = filter_words(sheet.filters)
    only: list[Line] = [(Text(f"only {asked}", Role.STRONG),)] if asked else []
    return joined([lines.version_line(sheet.progress), *only])


def filter_words(filters: Filters) -> str:
    """What was asked for, in words: "lead Indonesia or Malaysia, status delayed"."""
    parts = [
        ("of objective", filters.objective),
        ("led by", filters.lead),
        ("with", filters.party),
        ("of theme", filters.theme),
        ("", tuple(vocabulary.STATUS[status] for status in filters.status)),
        ("", tuple(vocabulary.OUTLOOK[outlook] for outlook in filters.outlook)),
    ]
    asked = [
        f"{name} {vocabulary.listing(values, 'or')}".strip() for name, values in parts if values
    ]
    return ", ".join([*asked, *(["overdue"] if filters.overdue else [])])


def counts_line(sheet: StatusSheet, total: Tally) -> Line:
    """The counts, and how fresh the reports are."""
    nothing_left = not total.activities and sheet.whole.activities
    parts = count_parts(total, sheet.progress.plan.partial, completion=not nothing_left)
    return joined([*parts, lines.last_report(sheet.whole.last_update, sheet.progress.as_of)])


def count_parts(total: Tally, partial: bool, *, completion: bool = True) -> list[Line]:
    """The counts: completed of how many, overdue, not reported."""
    parts = [lines.completion(total, partial)] if completion else []
    if total.overdue:
        parts.append((Text(f"{total.overdue} overdue", Role.ERROR),))
    if total.not_reported:
        parts.append(plain(f"{total.not_reported} not reported"))
    return parts


def nothing_found(sheet: StatusSheet) -> Line:
    """That nothing passes the filters, and of how many activities that could be known."""
    filters, activities = sheet.filters, [each.activity for each in sheet.whole.activities]
    if filters == Filters():
        return plain("This plan has no objectives yet.")
    asked = filter_words(filters)
    told = [f"None of {vocabulary.count(len(activities), 'activity', 'activities')} is {asked}"]
    if filters.lead or filters.party:
        told.append(known_for("leads", activities))
    if filters.theme:
        told.append(known_for("themes", activities))
    return plain("; ".join(told) + ".")


def known_for(kind: str, activities: Sequence[Activity]) -> str:
    """Of how many activities leads or themes are known: "leads are known for 4 of 10"."""
    known = [each for each in activities if GROUPINGS[kind.removesuffix("s")](each)]
    return f"{kind} are known for {len(known)} of {len(activities)}"


def main_table(sheet: StatusSheet) -> Table:
    """The rows of the page: by objective, with or without activities, or by lead or theme."""
    if sheet.group_by:
        return group_table(sheet)
    if sheet.detailed or sheet.filters.narrows_activities:
        return activity_table(sheet)
    columns = (
        Column("#"),
        Column("Objective", wrapping=True, least=32, narrow_lines=1),
        STATUS_COLUMN,
        Column("Activities", priority=1, visual=True),
        Column("Done"),
        Column("Outlook"),
        Column("Last update", Align.RIGHT, priority=2),
    )
    return Table(columns, tuple(objective_row(each) for each in sheet.progress.objectives))


def objective_row(progress: ObjectiveProgress) -> Row:
    """An objective: its status, its activities' statuses, how many are done, what to expect."""
    total = tally(progress.activities)
    bar: Line = (Bar(total.by_status),) if total.activities else lines.DASH
    return Row(
        (
            plain(progress.objective.id),
            plain(progress.objective.title),
            lines.status(progress),
            bar,
            lines.done(total),
            lines.outlook(progress),
            lines.optional_day(progress.last_update),
        )
    )


def activity_table(sheet: StatusSheet) -> Table:
    """Every activity under its objective; under a filter the objectives are plain headings."""
    columns = (
        Column("#"),
        Column("Objective / activity", wrapping=True),
        STATUS_COLUMN,
        Column("Done", Align.RIGHT, priority=3),
        Column("Lead", wrapping=True, priority=2),
        Column("Due", Align.RIGHT, priority=4),
        Column("Outlook"),
        Column("Last update", Align.RIGHT, priority=1),
    )
    rows = [row for each in sheet.progress.objectives for row in objective_rows(sheet, each)]
    return Table(columns, tuple(rows))


def objective_rows(sheet: StatusSheet, progress: ObjectiveProgress) -> Iterator[Row]:
    """An objective's row, and a row for each of its activities."""
    of_all = not sheet.filters.narrows_activities
    figures = (
        lines.status(progress),
        lines.done(tally(progress.activities)),
        (),
        (),
        lines.outlook(progress),
        lines.optional_day(progress.last_update),
    )
    item = progress.objective
    cells = (plain(item.id), plain(item.title), *(figures if of_all else ((),) * len(figures)))
    yield Row(cells, heading=True)
    for activity in progress.activities:
        yield activity_row(activity)


def activity_row(progress: ActivityProgress) -> Row:
    """An activity: its status, what part is done, who leads it, when it is due, what to expect."""
    reported, item = progress.reported, progress.activity
    share = lines.DASH if reported.progress is None else plain(f"{reported.progress} %")
    return Row(
        (
            plain(item.id),
            plain(item.title),
            lines.status(progress),
            share,
            lines.names(item.lead),
            lines.optional_day(item.due),
            lines.outlook(progress),
            lines.optional_day(reported.last_update),
        ),
        level=1,
    )


def several(by: str) -> str:
    """That rows of groups overlap."""
    return f"An activity with several {by}s stands in several rows."


def group_table(sheet: StatusSheet) -> Table:
    """A row a lead or a theme, with the counts of its activities."""
    by = str(sheet.group_by)
    columns = (
        Column(by.capitalize(), wrapping=True),
        Column("Activities", priority=1, visual=True),
        Column("Done"),
        Column("Overdue", Align.RIGHT),
        Column("Late or at risk", wrapping=True),
        Column("Last update", Align.RIGHT, priority=2),
    )
    return Table(columns, tuple(group_row(each, by) for each in sheet.groups))


def group_row(group: Group, by: str) -> Row:
    """A lead or a theme: its counts, and which of its activities are late or at risk."""
    total = tally(group.activities)
    late = [each for each in group.activities if each.outlook in LATE_OR_AT_RISK]
    return Row(
        (
            plain(group.name) if group.name is not None else muted(f"no {by} stated"),
            (Bar(total.by_status),),
            lines.done(total),
            plain(str(total.overdue)) if total.overdue else lines.DASH,
            plain(", ".join(each.item.id for each in late)) if late else lines.DASH,
            lines.optional_day(total.last_update),
        )
    )


def latest_blocks(sheet: StatusSheet) -> Iterator[Block]:
    """The latest updates about the items shown, newest first."""
    items = sheet.progress.activities if sheet.filters.narrows_activities else sheet.progress.items
    shown = {each.item.id for each in items}
    updates = [each for each in reversed(sheet.progress.updates) if each.item in shown][:LATEST]
    if updates:
        labels = labels_of(sheet.progress.version)
        columns = (
            Column("On", Align.RIGHT),
            Column("#"),
            Column("Status"),
            Column("By", priority=1),
            Column("What", wrapping=True, lines=1),
        )
        rows = tuple(
            Row(
                (
                    lines.optional_day(each.on),
                    plain(each.item),
                    lines.status_mark(each.status) if each.status else (),
                    plain(each.by or ""),
                    lines.statement(each, labels),
                )
            )
            for each in updates
        )
        yield Heading(plain("Latest"))
        yield Table(columns, rows, titled=False)


def record(sheet: StatusSheet) -> Record:
    """The plan's progress, whole: totals, and every objective with its activities."""
    progress, plan = sheet.progress, sheet.progress.plan
    total = tally(progress.activities)
    keys: Record = {
        "plan": plan.id,
        "version": plan.version,
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
        "objectives": [
            records.objective(objective, sheet.continued)
            | {"activities": [records.activity(a, sheet.continued) for a in objective.activities]}
            for objective in progress.objectives
        ],
    }
    if sheet.group_by:
        keys["groups"] = [group_record(each) for each in sheet.groups]
    return records.answer(sheet.source, **keys)


def group_record(group: Group) -> Record:
    """A lead or a theme with its counts; a name of None: none is stated."""
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
    MainList(records.ACTIVITY_KEYS, listed("objectives", "activities", items=("id",))),
)
