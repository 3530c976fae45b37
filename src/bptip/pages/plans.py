"""Every version of every plan: its period, whether it is in force, its counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import (
    Align,
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Role,
    Row,
    Table,
    Text,
    muted,
    plain,
)
from bptip.pages.parts import lines, records
from bptip.pages.view import MainList, View, listed
from bptip.plan import vocabulary
from bptip.progress.counts import tally

if TYPE_CHECKING:
    from datetime import date

    from bptip.pages.view import Record
    from bptip.plan.model import Source
    from bptip.progress.plan_progress import Progress


class VersionRow(NamedTuple):
    """A version of a plan on a day, and whether it is in force then."""

    progress: Progress
    in_force: bool


class PlansSheet(NamedTuple):
    """Every version of every plan that could be read."""

    entries: tuple[VersionRow, ...]
    as_of: date
    source: Source


def page(sheet: PlansSheet) -> Document:
    """Returns a row for each version, and below them the strategies that the plans follow."""
    columns = (
        Column("Plan"),
        Column("Version"),
        Column("Title", wrapping=True),
        Column("Period", priority=2),
        Column("Released", Align.RIGHT, priority=3),
        Column("In force"),
        Column("Objectives", Align.RIGHT, priority=4),
        Column("Completed", Align.RIGHT),
    )
    head = Heading(plain("Plans"), level=1, aside=plain(f"as of {vocabulary.day(sheet.as_of)}"))
    table = Table(columns, tuple(row(entry) for entry in sheet.entries))
    return Document((head, table, *aligned_blocks(sheet)), lines.foot(sheet.source))


def aligned_blocks(sheet: PlansSheet) -> Iterator[Block]:
    """Yields the strategies and mandates with which the latest version of each plan is aligned."""
    latest = {entry.progress.plan.id: entry.progress.plan for entry in sheet.entries}
    aligned = [(plan.id, tuple(map(plain, plan.aligned_with))) for plan in latest.values()]
    if any(strategies for _, strategies in aligned):
        yield Heading(plain("Aligned with"))
        yield Facts(tuple((plan, strategies) for plan, strategies in aligned if strategies))


def row(entry: VersionRow) -> Row:
    """Returns a version: its period, whether it is in force, its counts."""
    plan, total = entry.progress.plan, tally(entry.progress.activities)
    return Row(
        (
            plain(plan.id),
            plain(f"v{plan.version}"),
            plain(plan.title),
            plain(vocabulary.period(plan.start, plan.end)),
            lines.optional_day(plan.released),
            (Text("in force", Role.GOOD),) if entry.in_force else muted("no"),
            plain(str(len(entry.progress.objectives))),
            lines.done(total),
        )
    )


def record(sheet: PlansSheet) -> Record:
    """Returns every version with its counts."""
    return records.answer(sheet.source, plans=[entry_record(each) for each in sheet.entries])


def entry_record(entry: VersionRow) -> Record:
    """Returns a version of a plan with its counts."""
    plan, total = entry.progress.plan, tally(entry.progress.activities)
    return {
        "plan": plan.id,
        "version": plan.version,
        "title": plan.title,
        "start": plan.start,
        "end": plan.end,
        "released": plan.released,
        "in_force": entry.in_force,
        "objectives": len(entry.progress.objectives),
        "activities": total.activities,
        "completed": total.completed,
        "countable": total.countable,
    }


VIEW: Final = View(
    page,
    record,
    MainList(
        (
            "plan", "version", "title", "start", "end", "released", "in_force", "objectives",
            "activities", "completed", "countable",
        ),
        listed("plans"),
    ),
)  # fmt: skip
