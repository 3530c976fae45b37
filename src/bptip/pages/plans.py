"""Every version of every plan: its period, whether it is in force, its counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.pages.parts import lines, records
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.model import Source
from bptip.progress.counts import tally
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


def page(sheet: PlansSheet) -> doc.Document:
    """Returns a row for each version, and below them the strategies that the plans follow."""
    columns = (
        doc.Column("Plan"),
        doc.Column("Version"),
        doc.Column("Title", wrapping=True),
        doc.Column("Period", priority=2),
        doc.Column("Released", doc.Align.RIGHT, priority=3),
        doc.Column("In force"),
        doc.Column("Objectives", doc.Align.RIGHT, priority=4),
        doc.Column("Completed", doc.Align.RIGHT),
    )
    head = doc.heading("Plans", level=1, aside=doc.plain(f"as of {vocabulary.day(sheet.as_of)}"))
    table = doc.Table(columns, tuple(row(entry) for entry in sheet.entries))
    return doc.Document((head, table, *aligned_blocks(sheet)), lines.foot(sheet.source))


def aligned_blocks(sheet: PlansSheet) -> Iterator[doc.Block]:
    """Yields the strategies and mandates with which the latest version of each plan is aligned."""
    latest = {entry.progress.plan.id: entry.progress.plan for entry in sheet.entries}
    aligned = [(plan.id, tuple(map(doc.plain, plan.aligned_with))) for plan in latest.values()]
    if any(strategies for _, strategies in aligned):
        yield doc.heading("Aligned with")
        yield doc.Facts(tuple((plan, strategies) for plan, strategies in aligned if strategies))


def row(entry: VersionRow) -> doc.Row:
    """Returns a version: its period, whether it is in force, its counts."""
    plan, total = entry.progress.plan, tally(entry.progress.activities)
    return doc.row(
        doc.plain(plan.id),
        doc.plain(f"v{plan.version}"),
        doc.plain(plan.title),
        doc.plain(vocabulary.period(plan.start, plan.end)),
        lines.optional_day(plan.released),
        (doc.Text("in force", doc.Role.GOOD),) if entry.in_force else doc.muted("no"),
        doc.plain(str(len(entry.progress.objectives))),
        lines.done(total),
    )


def record(sheet: PlansSheet) -> Record:
    """Returns every version with its counts."""
    return records.answer(sheet.source, plans=[entry_record(each) for each in sheet.entries])


KEYS: Final = (
    "plan", "version", "title", "start", "end", "released", "in_force", "objectives", "activities",
    "completed", "countable",
)  # fmt: skip


def entry_record(entry: VersionRow) -> Record:
    """Returns a version of a plan with its counts."""
    plan, total = entry.progress.plan, tally(entry.progress.activities)
    number = len(entry.progress.objectives)
    return records.record_of(KEYS, plan, total, entry, plan=plan.id, objectives=number)


VIEW: Final = View(page, record, MainList(KEYS, listed("plans"), kind="versions"))
