"""The plans that there are: each version, its period, whether it is in force, its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import (
    Align,
    Column,
    Document,
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
    """A version of a plan as it stands on the day, and whether it is in force then."""

    progress: Progress
    in_force: bool


class PlansSheet(NamedTuple):
    """Every version of every plan that could be read."""

    entries: tuple[VersionRow, ...]
    as_of: date
    source: Source


def page(sheet: PlansSheet) -> Document:
    """A row a version."""
    columns = (
        Column("Plan"),
        Column("Version"),
        Column("Title", wrapping=True),
        Column("Period", priority=2),
        Column("Released", Align.RIGHT, priority=3),
        Column("In force"),
        Column("Objectives", Align.RIGHT, priority=4),
        Column("Done", Align.RIGHT),
    )
    head = Heading(plain("Plans"), level=1, aside=plain(f"as of {vocabulary.day(sheet.as_of)}"))
    table = Table(columns, tuple(row(entry) for entry in sheet.entries))
    return Document((head, table), lines.foot(sheet.source))


def row(entry: VersionRow) -> Row:
    """A version: its period, whether it is in force, its counts."""
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
    """Every version with its counts."""
    return records.answer(sheet.source, plans=[entry_record(each) for each in sheet.entries])


def entry_record(entry: VersionRow) -> Record:
    """A version of a plan, and its counts."""
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
