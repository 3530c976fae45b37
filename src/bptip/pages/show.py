"""Everything about one item: its text, its status and why, its figures, its history."""

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
    Line,
    Link,
    Row,
    Table,
    Text,
    muted,
    paragraph,
    plain,
)
from bptip.pages.parts import indicators, lines, records
from bptip.pages.parts.update_tables import history_table
from bptip.pages.view import MainList, View, listed
from bptip.plan import vocabulary
from bptip.plan.labels import labels_of
from bptip.progress.counts import tally

if TYPE_CHECKING:
    from bptip.pages.view import Record
    from bptip.plan.model import ExtraValue, Indicator, Source, Update
    from bptip.plan.references import Continuation
    from bptip.progress.fold import Reported
    from bptip.progress.item_progress import ActivityProgress, ItemProgress, ObjectiveProgress
    from bptip.progress.plan_progress import Progress

Fact = tuple[str, tuple[Line, ...]]


class ShowSheet(NamedTuple):
    """An item and everything known about it.

    `objective` is the item itself or the objective above it. `history` has every known update
    about the item, and `retracted` the ids of retracted updates. `carries_on` has the declared
    references, each with the title of its item if that was found. `continued` has the items of
    other plans that carry this one on, `later` those of other versions of this plan.
    """

    progress: Progress
    item: ItemProgress
    objective: ObjectiveProgress
    history: tuple[Update, ...]
    retracted: frozenset[str]
    carries_on: tuple[tuple[str, str | None], ...]
    continued: tuple[Continuation, ...]
    later: tuple[Continuation, ...]
    source: Source

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The item's indicators; an objective has none."""
        item = self.item.item
        return item.indicators if item.kind == "activity" else ()


def page(sheet: ShowSheet) -> Document:
    """Returns the page: the text of the item, its status, its figures, its history."""
    item = sheet.item.item
    blocks: list[Block] = [
        *lines.head(sheet.progress.plan, lines.version_line(sheet.progress)),
        Heading(plain(f"{item.id}  {item.title}")),
        *(paragraph(line) for line in under(sheet)),
        *([paragraph(plain(item.description))] if item.description else []),
        Facts(tuple(facts(sheet))),
        *indicator_blocks(sheet),
        *activity_blocks(sheet),
        Heading(plain("History")),
        history_table(sheet.history, labels_of(sheet.progress.version), sheet.retracted)
        if sheet.history
        else paragraph(plain(f"Nobody has reported on {item.id} itself.")),
    ]
    return Document(tuple(blocks), lines.foot(sheet.source))


def under(sheet: ShowSheet) -> tuple[Line, ...]:
    """Returns the objective above an activity."""
    if sheet.item.kind == "activity":
        objective = sheet.objective.objective
        return (muted(f"Objective {objective.id}: {objective.title}"),)
    return ()


def facts(sheet: ShowSheet) -> Iterator[Fact]:
    """Yields the facts about the item, label by label."""
    yield "Status", (lines.status(sheet.item), *why(sheet))
    yield "Outlook", (lines.outlook(sheet.item),)
    if sheet.item.kind == "activity":
        yield from activity_facts(sheet.item)
    yield from circumstance_facts(sheet.item)
    if sheet.carries_on:
        yield (
            "Carries on",
            tuple(plain(f"{ref}  {title}" if title else ref) for ref, title in sheet.carries_on),
        )
    if sheet.continued or sheet.later:
        yield "Carried on by", tuple(map(carrier, (*sheet.continued, *sheet.later)))
    if sheet.item.item.sources:
        yield "Sources", tuple((Link(address),) for address in sheet.item.item.sources)


def carrier(continuation: Continuation) -> Line:
    """Returns an item that carries this one on, and its status."""
    status = continuation.status
    mark = (Text("  "), *lines.status_mark(status)) if status else ()
    return (*plain(f"{continuation.reference}  {continuation.item.title}"), *mark)


def why(sheet: ShowSheet) -> tuple[Line, ...]:
    """Returns why the item has this status."""
    update = sheet.item.reported.status_from
    if update is not None:
        said_by = f" by {update.by}" if update.by else ""
        return (muted(f"stated for {vocabulary.day(update.on)}{said_by}"),)
    if sheet.item.kind == "activity":
        return (muted("no update states a status"),)
    if sheet.item.is_leaf:
        return (muted(vocabulary.RULE[sheet.item.rule]),)
    total = tally(sheet.item.activities)
    counts = [f"{number} {vocabulary.STATUS[s]}" for s, number in total.by_status.items() if number]
    return (muted(f"{vocabulary.RULE[sheet.item.rule]}: {', '.join(counts)}"),)


def activity_facts(progress: ActivityProgress) -> Iterator[Fact]:
    """Yields an activity's parties, dates, themes and extra columns."""
    item = progress.activity
    yield "Lead", (lines.names(item.lead, "not stated"),)
    if item.partners:
        yield "Partners", (lines.names(item.partners),)
    if item.start:
        yield "Start", (lines.optional_day(item.start),)
    yield "Due", (lines.due(progress),)
    if item.themes:
        yield "Themes", (lines.names(item.themes),)
    for name, value in item.extra.items():
        yield name, (extra_value(value),)


def extra_value(value: ExtraValue) -> Line:
    """Returns a value of an extra column as pages write it."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, int | float):
        return plain(str(value))
    return lines.optional_day(value)


def circumstance_facts(progress: ItemProgress) -> Iterator[Fact]:
    """Yields an item's progress, the reason for a delay, the expected date, the next step."""
    reported = progress.reported
    if reported.progress is not None:
        yield "Progress", (plain(f"{vocabulary.number(reported.progress)} %"),)
    if reported.reason:
        yield "Reason", (plain(vocabulary.REASON[reported.reason]),)
    if reported.expected:
        yield "Expected", (lines.optional_day(reported.expected),)
    if reported.next:
        yield "Next step", (plain(reported.next),)


def indicator_blocks(sheet: ShowSheet) -> Iterator[Block]:
    """Yields the indicators: baseline, latest value, target."""
    if not sheet.indicators:
        return
    yield Heading(plain("Indicators"))
    figures = sheet.item.reported.figures
    rows = (Row(indicators.cells(each, figures.get(each.id))) for each in sheet.indicators)
    yield Table(indicators.INDICATOR_COLUMNS, tuple(rows))


def activity_blocks(sheet: ShowSheet) -> Iterator[Block]:
    """Yields the activities of an objective."""
    if sheet.item.kind == "activity" or not sheet.item.activities:
        return
    columns = (
        Column("#"),
        Column("Activity", wrapping=True),
        Column("Status"),
        Column("Lead", wrapping=True, priority=1),
        Column("Outlook"),
        Column("Last update", Align.RIGHT, priority=2),
    )
    rows = tuple(
        Row(
            (
                plain(each.activity.id),
                plain(each.activity.title),
                lines.status(each),
                lines.names(each.activity.lead),
                lines.outlook(each),
                lines.optional_day(each.last_update),
            )
        )
        for each in sheet.item.activities
    )
    yield Heading(plain("Activities"))
    yield Table(columns, rows)


def record(sheet: ShowSheet) -> Record:
    """Returns the item with its text, why it has its status, and its history."""
    item, plan = sheet.item.item, sheet.progress.plan
    continued = {item.id: sheet.continued}
    progress = (
        records.activity(sheet.item, sheet.objective.objective, continued)
        if sheet.item.kind == "activity"
        else records.objective(sheet.item, continued)
    )
    keys: Record = {
        "plan": plan.id,
        "version": plan.version,
        "kind": item.kind,
        **progress,
        "description": item.description,
        "sources": list(item.sources),
        "continues": list(item.carries_on),
        "extra": dict(item.extra) if item.kind == "activity" else {},
        "indicators": [indicator_record(sheet, each) for each in sheet.indicators],
        "why": why_record(sheet),
        "history": records.updates(
            sheet.history, labels_of(sheet.progress.version), sheet.retracted
        ),
    }
    return records.answer(sheet.source, **keys)


def indicator_record(sheet: ShowSheet, indicator: Indicator) -> Record:
    """Returns an indicator with its latest value, and the day for which that was stated."""
    latest = sheet.item.reported.figures.get(indicator.id)
    return {
        "id": indicator.id,
        "title": indicator.title,
        "unit": indicator.unit,
        "baseline": indicator.baseline,
        "target": indicator.target,
        "latest": latest.value if latest else None,
        "on": latest.on if latest else None,
    }


def why_record(sheet: ShowSheet) -> Record:
    """Returns the rule that made the status, and the items and updates it rests on."""
    item = sheet.item
    own = item.reported.status_from
    if own is not None:
        return {"rule": item.rule, "items": [], "updates": [own.id]}
    below = item.activities if item.kind == "objective" else ()
    parts = [part for each in below for part in parts_of(each)]
    stated = [part.status_from for part in (parts or parts_of(item))]
    return {
        "rule": item.rule,
        "items": [each.activity.id for each in below],
        "updates": [update.id for update in stated if update],
    }


def parts_of(item: ItemProgress) -> tuple[Reported, ...]:
    """Returns the statements that make an item's status: its own, or those of its parties."""
    if item.kind == "activity" and item.parties:
        return tuple(part.reported for part in item.parties)
    return (item.reported,)


VIEW: Final = View(page, record, MainList(records.UPDATE_KEYS, listed("history", items=("item",))))
