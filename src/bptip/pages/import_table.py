"""The preview of an import: what bptip takes a table for, and what it would write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bptip.exchange.importing.open_words import listed_findings
from bptip.exchange.importing.preview import ImportPreview
from bptip.exchange.statement_ids import Known
from bptip.exchange.tables.cell_dates import DateKind
from bptip.exchange.tables.columns import TableColumn
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.party_marks import MARK_KEY
from bptip.exchange.tables.table_words import ColumnRole
from bptip.pages import document as doc
from bptip.pages import import_rows
from bptip.pages.import_record import PROBLEM_KEYS, counts, due_kinds, record
from bptip.pages.import_words import commands_to_type, statuses_list
from bptip.pages.parts import lines
from bptip.pages.parts.statuses import status_word
from bptip.pages.view import MainList, View, listed
from bptip.plan import vocabulary
from bptip.plan.model import Activity
from bptip.problems.fault import Severity
from bptip.recording.statements import Statement

FIRST_ROWS: Final = 3
"""Number of activities that the preview shows as they would be in the plan."""

MEANINGS: Final = {
    ColumnRole.NUMBER: "number",
    ColumnRole.KEEP: "kept as a column of your own",
    ColumnRole.SKIP: "left out",
    ColumnRole.BY: "who reports",
    ColumnRole.ON: "day of the report",
    ColumnRole.PLANNED: "planned in this period",
    ColumnRole.NEXT: "next step",
    ColumnRole.EXPECTED: "now expected",
    ColumnRole.VALUE: "latest value",
    ColumnRole.PROGRESS: "per cent done",
    ColumnRole.DUE: "due date",
}
"""The words for the roles that need more than their own word."""


def page(preview: ImportPreview) -> doc.Document:
    """Returns the preview on one screen; its last line is the command that writes."""
    blocks: list[doc.Block] = [
        doc.heading(preview.version.plan.title, level=1, aside=done(preview))
    ]
    blocks.append(doc.Facts(tuple(facts(preview))))
    if any(table.columns for table in preview.draft.tables):
        blocks.append(columns_table(preview))
    if preview.cells.statuses:
        blocks += statuses_list(preview)
    blocks += first_rows(preview)
    blocks += import_rows.dues_in_words(preview)
    blocks += import_rows.rows_like_items(preview)
    blocks += import_rows.pairs_list(preview)
    blocks += import_rows.findings_list(preview)
    blocks += import_rows.set_aside_list(preview)
    blocks += last_lines(preview)
    return doc.Document(tuple(blocks))


def done(preview: ImportPreview) -> doc.Line:
    """Returns what was written, or that nothing was."""
    if preview.written:
        return (doc.Text("written", doc.Role.GOOD),)
    if preview.is_same:
        return doc.plain("the plan has all of it already; nothing was written")
    errors = sum(each.severity is Severity.ERROR for each in listed_findings(preview))
    if errors:
        count = vocabulary.count(errors, "error")
        return (doc.Text(f"a preview with {count}: nothing was written", doc.Role.ERROR),)
    return (doc.Text("a preview: nothing was written", doc.Role.WARNING),)


def facts(preview: ImportPreview) -> Iterator[doc.Fact]:
    """Yields the file, the plan, and what was counted."""
    yield "File", (doc.plain(where(preview)),)
    plan = preview.version.plan
    edition = f"{plan.id}, version {plan.version}"
    edition += f", {vocabulary.period(plan.start, plan.end)}" if preview.has_period else ""
    yield "Plan", (doc.plain(edition),)
    yield "Found", (doc.plain(found(preview)),)
    if preview.changes is not None:
        added, changed, unchanged, removed, _, new, gone = preview.changes
        parts = f"{added} new, {changed} changed, {unchanged} the same, {removed} gone"
        yield "Activities", (doc.plain(parts),)
        for word, activities in (("New", new), ("Gone", gone)):
            if activities:
                yield word, tuple(named(activities))
    if preview.purpose is not Purpose.INTO and counts(preview)["activities"]:
        yield "Due", (doc.plain(dues(preview)),)
    if preview.cells.parties:
        yield "Parties", tuple(parties(preview))
    if preview.entries:
        yield "Updates", (doc.plain(updates(preview)),)
    for note in preview.notes:
        yield "Note", (doc.plain(note),)
    if preview.cells.struck:
        place, text = preview.cells.struck[0]
        count = vocabulary.count(len(preview.cells.struck), "text")
        yield "Struck out", (doc.plain(f'{count}, left out: "{text}" in {place}'),)


ACTIVITIES_NAMED: Final = 5
"""Maximum number of new activities, and of those that are gone, that the preview names."""


def named(activities: Sequence[Activity]) -> Iterator[doc.Line]:
    """Yields the first activities by number and title, then the number of the others."""
    for activity in activities[:ACTIVITIES_NAMED]:
        yield (*lines.number(activity), doc.Text(f"  {activity.title}"))
    if len(activities) > ACTIVITIES_NAMED:
        yield doc.muted(f"and {len(activities) - ACTIVITIES_NAMED} more")


def where(preview: ImportPreview) -> str:
    """Returns the file, its tables, and the row of the header."""
    used = [table for table in preview.draft.tables if table.header_row is not None]
    if len(used) == 1:
        sheet = used[0].sheet
        name = f", table {sheet}" if sheet.isdecimal() else f', sheet "{sheet}"'
        name = "" if sheet == "1" else name
        rows = vocabulary.count(used[0].rows, "row")
        return f"{preview.file}{name}, header in row {used[0].header_row}, {rows}"
    count = vocabulary.count(len(used), "table")
    return f"{preview.file}, {count}, {vocabulary.count(sum(t.rows for t in used), 'row')}"


def found(preview: ImportPreview) -> str:
    """Returns the numbers of objectives, activities and indicators, and what they state."""
    counted = counts(preview)
    if preview.purpose is Purpose.INTO:
        items = {entry.statement.item for entry in preview.entries}
        used = [table for table in preview.draft.tables if table.header_row is not None]
        rows = vocabulary.count(sum(table.rows for table in used), "row")
        so_far = " so far" if preview.errors else ""
        count = vocabulary.count(len(items), "item")
        return f"{rows}, with reports on {count} of the plan{so_far}"
    kinds = due_kinds(preview)
    parts = [
        vocabulary.count(counted["objectives"], "objective"),
        vocabulary.count(counted["activities"], "activity", "activities"),
    ]
    if counted["indicators"]:
        parts.append(vocabulary.count(counted["indicators"], "indicator"))
    return (
        f"{vocabulary.listing(parts)}: {counted['with_lead']} with a lead, "
        f"{kinds[DateKind.DAY] + kinds[DateKind.SPAN]} with a due date"
    )


DUE_WORDS: Final = {
    DateKind.DAY: "on a day",
    DateKind.SPAN: "in a month, quarter, half-year or year",
    DateKind.ONGOING: "ongoing",
    DateKind.RECURRING: "recurring",
    DateKind.WORDS: "in words without a clear date",
    DateKind.NONE: "without a date",
}


def dues(preview: ImportPreview) -> str:
    """Returns how many due dates are days, spans, ongoing, recurring, words, or missing."""
    kinds = due_kinds(preview)
    return ", ".join(
        vocabulary.count(kinds[kind], words, words)
        for kind, words in DUE_WORDS.items()
        if kinds[kind]
    )


PARTIES_NAMED: Final = 12
"""Maximum number of parties that the preview names."""


def parties(preview: ImportPreview) -> Iterator[doc.Line]:
    """Yields the parties, new ones first; then spellings of one party, and roles left out."""
    cells = preview.cells
    named = sorted(cells.parties, key=lambda party: party.known)
    names = [party.name for party in named[:PARTIES_NAMED]]
    more = f" and {len(named) - PARTIES_NAMED} more" if len(named) > PARTIES_NAMED else ""
    yield doc.plain(f"{len(named)}: {', '.join(names)}{more}")
    for party in named:
        others = [spelling for spelling in party.spellings if spelling != party.name]
        if others:
            yield doc.plain(f"{party.name}: also written {', '.join(others)}")
    if cells.roles:
        yield doc.plain(f"taken off the names: {', '.join(f'({role})' for role in cells.roles)}")


def updates(preview: ImportPreview) -> str:
    """Returns how many updates are new, and how many the journal has already."""
    left = preview.not_written
    parts = [f"{len(preview.new_entries)} new"]
    parts += [f"{left[Known.SAME]} already recorded"] if left[Known.SAME] else []
    parts += [f"{left[Known.REPLACED]} replaced since"] if left[Known.REPLACED] else []
    parts += [f"{left[Known.TAKEN_BACK]} taken back since"] if left[Known.TAKEN_BACK] else []
    return ", ".join(parts)


def columns_table(preview: ImportPreview) -> doc.Table:
    """Returns each column, and what it is taken for; tables with the same columns once."""
    left_out = {c.header for table in preview.draft.tables for c in table.left_out}
    seen: dict[tuple[str, str], doc.Row] = {}
    for table in preview.draft.tables:
        for column in table.columns:
            meaning = meaning_of(column, is_left_out=column.header in left_out)
            key = (column.header, meaning)
            header = " ".join(column.header.split()) or "(no header)"
            seen.setdefault(key, doc.row(doc.plain(column.letter), doc.plain(header),
                                          doc.plain(meaning)))  # fmt: skip
    titles = (doc.Column(""), doc.Column("Column", wrapping=True), doc.Column("Taken for"))
    return doc.Table(titles, tuple(seen.values()))


def meaning_of(column: TableColumn, *, is_left_out: bool) -> str:
    """Returns what a column is taken for."""
    if is_left_out:
        return "not part of this import"
    words = MEANINGS.get(column.role, column.role.value)
    if column.key == MARK_KEY:
        return "party: lead where it has L, else partner"
    if column.role is ColumnRole.NUMBER and column.key:
        return f"number of the {column.key}"
    if column.period is not None:
        return (
            f"{words}, {vocabulary.day(column.period.first)} – {vocabulary.day(column.period.last)}"
        )
    return words


def first_rows(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the first activities as they would be in the plan."""
    first = list(preview.version.activities)[:FIRST_ROWS]
    if preview.purpose is Purpose.INTO:
        items = {entry.statement.item for entry in preview.entries}
        first = [each for each in preview.version.activities if each.id in items][:FIRST_ROWS]
    reported: dict[str, list[Statement]] = {}
    for entry in preview.entries:
        reported.setdefault(entry.statement.item, []).append(entry.statement)
    if not first:
        return
    titles = (
        doc.Column("", lines=1), doc.Column("First rows", wrapping=True, lines=2),
        doc.Column("Lead", wrapping=True, lines=2), doc.Column("Due"), doc.Column("Status"),
    )  # fmt: skip

    def row(activity: Activity) -> doc.Row:
        return doc.row(
            lines.number(activity),
            doc.plain(activity.title),
            lines.names(activity.lead),
            lines.due_cell(activity),
            _reported(activity, reported.get(activity.id, [])),
        )

    yield doc.Table(titles, tuple(map(row, first)))


def _reported(activity: Activity, statements: Sequence[Statement]) -> doc.Line:
    """Returns what a table reports on an activity last: a status, or a percentage.

    Where parties report their own parts, each of their statuses is there once.
    """
    last = statements[-1:]
    shown = statements if last and last[0].own else last
    statuses = dict.fromkeys(each.status for each in shown if each.status is not None)
    if not statuses:
        return lines.percentage(last[0].progress if last else None)
    words = {each: status_word(each, None, is_standing=activity.due is None) for each in statuses}
    return doc.joined([(doc.StatusMark(*each),) for each in words.items()], ", ")


def last_lines(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the files that were written and what to type next, or the command that writes."""
    if preview.written:
        yield doc.Facts((("Written", tuple(map(doc.plain, preview.written))),))
        yield doc.paragraph(doc.joined([doc.plain("Next:"), lines.to_type(look(preview))], " "))
    elif preview.purpose is Purpose.INTO and not preview.entries and not preview.errors:
        yield doc.text_paragraph("No row states anything about an item of the plan.")
    elif not preview.is_same:
        yield from commands_to_type(preview)


def look(preview: ImportPreview) -> tuple[str, ...]:
    """Returns the command that shows what was written: the next version beside the one before."""
    plan = preview.version.plan
    if preview.changes is None:
        return "status", plan.id
    return "diff", f"{plan.id}@v{plan.version - 1}", f"{plan.id}@v{plan.version}"


VIEW: Final = View(page, record, MainList(PROBLEM_KEYS, listed("problems"), kind="cells"))
