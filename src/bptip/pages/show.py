"""Everything about one item: its text, its status and why, its figures, its history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.pages.parts import indicators, lines, records, statuses
from bptip.pages.parts.progress_tables import OUTLOOK_COLUMN, STATUS_COLUMN
from bptip.pages.parts.update_tables import history_table
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.journal import Update
from bptip.plan.labels import labels_of
from bptip.plan.model import ExtraValue, Indicator, Source, Status
from bptip.progress.continuation import Continuation
from bptip.progress.contradictions import not_counted
from bptip.progress.fold import Reported
from bptip.progress.item_progress import (
    ActivityProgress,
    ItemProgress,
    ObjectiveProgress,
    reported_parts,
)
from bptip.progress.plan_progress import Progress


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


def page(sheet: ShowSheet) -> doc.Document:
    """Returns the page: the text of the item, its status, its figures, its history."""
    item = sheet.item.item
    blocks: list[doc.Block] = [
        *lines.head(sheet.progress.plan, lines.version_line(sheet.progress)),
        doc.Heading((*lines.number(item), doc.Text(f"  {item.title}"))),
        *(doc.paragraph(line) for line in under(sheet)),
        *([doc.text_paragraph(item.description)] if item.description else []),
        doc.Facts(tuple(facts(sheet))),
        *party_blocks(sheet.item),
        *indicator_blocks(sheet),
        *activity_blocks(sheet),
        doc.heading("History"),
        *(doc.text_paragraph(line) for line in uncounted_lines(sheet)),
        history_table(sheet.history, labels_of(sheet.progress.version), sheet.retracted)
        if sheet.history
        else doc.text_paragraph(f"Nobody has reported on {item.id} itself."),
    ]
    plan = sheet.progress.plan
    title = f"{item.shown_number} {item.title}, {plan.title}"
    return lines.plan_page(title, plan, blocks, sheet.source)


def under(sheet: ShowSheet) -> tuple[doc.Line, ...]:
    """Returns the objective above an activity."""
    if sheet.item.kind == "activity":
        objective = sheet.objective.objective
        return (doc.muted(lines.objective_heading(objective.shown_number, objective.title)),)
    return ()


def facts(sheet: ShowSheet) -> Iterator[doc.Fact]:
    """Yields the facts about the item, label by label."""
    yield "Status", (statuses.status(sheet.item), *why(sheet))
    yield "Outlook", outlook_lines(sheet.item)
    if sheet.item.kind == "activity":
        yield from activity_facts(sheet.item)
    yield from circumstance_facts(sheet.item)
    if sheet.carries_on:
        yield (
            "Carries on",
            tuple(
                doc.plain(f"{ref}  {title}" if title else ref) for ref, title in sheet.carries_on
            ),
        )
    if sheet.continued or sheet.later:
        carriers = (*sheet.continued, *sheet.later)
        yield "Carried on by", tuple(statuses.carrier(each, title=True) for each in carriers)
    if sheet.item.item.sources:
        yield "Sources", tuple((doc.Link(address),) for address in sheet.item.item.sources)


def why(sheet: ShowSheet) -> tuple[doc.Line, ...]:
    """Returns why the item has this status."""
    item = sheet.item
    update = item.reported.status_from
    if update is not None:
        stated = f"stated for {vocabulary.day_by(update.on, update.by)}"
        rival = statuses.contradiction(item)
        return (doc.muted(stated), *((rival,) if rival else ()))
    parts = statuses.parts_of(item)
    if not parts:
        is_silent = item.kind == "activity" and item.status is Status.NOT_REPORTED
        words = "no update states a status" if is_silent else vocabulary.RULE[item.rule]
        return (doc.muted(words),)
    in_order = sorted(parts, key=lambda part: list(Status).index(part.status))
    by_word = Counter(map(statuses.counted_word, in_order))
    counts = [f"{number} {word}" for word, number in by_word.items()]
    return (doc.muted(f"{vocabulary.RULE[item.rule]}: {', '.join(counts)}"),)


def outlook_lines(item: ItemProgress) -> tuple[doc.Line, ...]:
    """Returns the outlook, and the cause if there is no report."""
    cause = statuses.cause(item)
    if cause is None or len(statuses.parts_of(item)) > 1:
        return (statuses.outlook(item),)
    return (lines.outlook_mark(item.outlook), doc.muted(cause))


def activity_facts(progress: ActivityProgress) -> Iterator[doc.Fact]:
    """Yields an activity's parties, dates, themes and extra columns."""
    item = progress.activity
    is_spread = progress.leads != item.lead and not progress.parties
    parties = (doc.muted(", ".join(progress.leads)),) if is_spread else ()
    yield "Lead", (lines.names(item.lead, "not stated"), *parties)
    if item.each:
        yield "Each", (doc.plain("every lead does it for itself"),)
    if item.partners:
        yield "Partners", (lines.names(item.partners),)
    if item.start:
        yield "Start", (lines.start(item),)
    yield "Due", (lines.due(progress),)
    if item.themes:
        yield "Themes", (lines.names(item.themes),)
    for name, value in item.extra.items():
        yield name, (extra_value(value),)


def extra_value(value: ExtraValue) -> doc.Line:
    """Returns a value of an extra column as pages write it."""
    if isinstance(value, str):
        return doc.plain(value)
    if isinstance(value, int | float):
        return doc.plain(str(value))
    return lines.optional_day(value)


def circumstance_facts(progress: ItemProgress) -> Iterator[doc.Fact]:
    """Yields an item's progress, the reason for a delay, the expected date, the next step."""
    reported = progress.reported
    if reported.progress is not None:
        is_older = lines.is_superseded(progress)
        aside = ", as last stated" if is_older else ""
        is_done = progress.status is Status.COMPLETED and reported.progress < 100
        if is_done and lines.is_before_status(reported):
            day = vocabulary.day(lines.percentage_day(reported))
            aside = f" (stated for {day}, before it was completed)"
        yield "Progress", ((*lines.percentage(reported.progress), doc.Text(aside)),)
    if reported.reason:
        yield "Reason", (doc.plain(lines.reason(progress)),)
    if reported.challenges:
        yield "Difficulties", (doc.plain(lines.stated(progress, "challenges")),)
    if reported.expected and progress.status.is_open:
        yield "Expected", (lines.expected_cell(progress),)
    if reported.next:
        yield "Next step", (doc.plain(lines.stated(progress, "next")),)


def party_blocks(item: ItemProgress) -> Iterator[doc.Block]:
    """Yields a row for each party of an activity that each does for itself."""
    if not item.parties:
        return
    columns = (
        doc.Column("Party", wrapping=True, least=16),
        doc.Column("Status", wrapping=True, least=16),
        doc.Column("Completed", doc.Align.RIGHT, priority=3),
        doc.Column("Outlook", wrapping=True, least=16),
        doc.Column("What is known", wrapping=True, priority=2),
        doc.Column("Last update", doc.Align.RIGHT, priority=1),
    )
    has_shares = any(lines.done_so_far(part) != lines.DASH for part in item.parties)
    rows = (
        doc.row(
            doc.plain(part.party),
            statuses.status(part),
            lines.share_done(part) if has_shares else lines.done_so_far(part),
            statuses.outlook(part),
            doc.joined([lines.reasons(part), latest_note(part.reported)]),
            lines.optional_day(part.last_update),
        )
        for part in item.parties
    )
    yield doc.heading("Parties")
    yield doc.Table(columns, tuple(rows))


def latest_note(reported: Reported) -> doc.Line:
    """Returns the note of the latest update that has one; empty without any."""
    notes = (doc.plain(update.note) for update in reversed(reported.updates) if update.note)
    return next(notes, ())


def indicator_blocks(sheet: ShowSheet) -> Iterator[doc.Block]:
    """Yields the indicators: baseline, latest value, target."""
    if sheet.item.kind == "objective" or not sheet.indicators:
        return
    yield doc.heading("Indicators")
    yield doc.Table(indicators.INDICATOR_COLUMNS, tuple(indicators.rows(sheet.item)))


def activity_blocks(sheet: ShowSheet) -> Iterator[doc.Block]:
    """Yields the activities of an objective."""
    if sheet.item.kind == "activity" or not sheet.item.activities:
        return
    columns = (
        doc.Column("#"),
        doc.Column("Activity", wrapping=True),
        STATUS_COLUMN,
        doc.Column("Lead", wrapping=True, priority=1),
        OUTLOOK_COLUMN,
        doc.Column("Last update", doc.Align.RIGHT, priority=2),
    )
    rows = tuple(
        doc.row(
            lines.number(each.activity),
            doc.plain(each.activity.title),
            statuses.status(each),
            lines.lead_names(each),
            statuses.outlook(each),
            lines.optional_day(each.last_update),
        )
        for each in sheet.item.activities
    )
    yield doc.heading("Activities")
    yield doc.Table(columns, rows)


def uncounted_lines(sheet: ShowSheet) -> Iterator[str]:
    """Yields why reports in the history do not count in this version, if there are any."""
    item, version = sheet.item.item, f"Version {sheet.progress.plan.version}"
    in_force = (update for update in sheet.history if update.id not in sheet.retracted)
    passed_by = [*not_counted(sheet.progress, in_force)]
    own = sum(update.own for update in passed_by)
    whole = len(passed_by) - own
    has_parts = item.kind == "activity" and item.each
    if own:
        parts = "report of a party on its own part", "reports of parties on their own parts"
        reason = "its leads are others" if has_parts else "the leads do it together"
        yield f"{statuses.do_not_count(own, *parts)}. {version}: {reason}."
    if whole and has_parts:
        void = statuses.do_not_count(whole, "report on the whole", "reports on the whole")
        yield f"{void}. {version}: each lead reports its own part."


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
        "kind": item.kind,
        **progress,
        "description": item.description,
        "sources": list(item.sources),
        "continues": list(item.continues or ()),
        "extra": dict(item.extra) if item.kind == "activity" else {},
        "indicators": [indicator_record(sheet, each) for each in sheet.indicators],
        "why": why_record(sheet),
        "history": records.updates(
            sheet.history, labels_of(sheet.progress.version), sheet.retracted
        ),
    }
    return records.plan_answer(sheet.source, plan, **keys)


def indicator_record(sheet: ShowSheet, indicator: Indicator) -> Record:
    """Returns an indicator with its latest value, and the day for which that was stated."""
    latest = sheet.item.reported.figures.get(indicator.id)
    value, on = latest or (None, None)
    keys = ("id", "title", "unit", "baseline", "target", "latest", "on")
    return records.record_of(keys, indicator, latest=value, on=on)


def status_basis(reported: Reported) -> Update | None:
    """Returns the update that a status rests on: the one that states it, or the percentage."""
    if reported.status_from is not None or reported.status is Status.NOT_REPORTED:
        return reported.status_from
    return next(each for each in reversed(reported.updates) if each.progress is not None)


def why_record(sheet: ShowSheet) -> Record:
    """Returns the rule that made the status, and the items and updates it rests on."""
    item = sheet.item
    own = item.reported.status_from
    if own is not None:
        return {"rule": item.rule, "items": [], "updates": [own.id]}
    below = item.activities if item.kind == "objective" else ()
    parts = [part for each in below or (item,) for part in reported_parts(each)]
    stated = [status_basis(part.reported) for part in parts]
    return {
        "rule": item.rule,
        "items": [each.activity.id for each in below],
        "updates": [update.id for update in stated if update],
    }


VIEW: Final = View(
    page, record, MainList(records.UPDATE_KEYS, listed("history", items=("item",)), kind="updates")
)
