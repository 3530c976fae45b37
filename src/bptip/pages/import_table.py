"""The preview of an import: what bptip takes a table for, and what it would write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bptip.exchange.identity import Known
from bptip.exchange.importing.open_words import MOST_LISTED, due_in_words, listed_findings
from bptip.exchange.tables.cell_dates import DateKind
from bptip.exchange.tables.findings import shortened
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.words import ColumnRole
from bptip.pages import document as doc
from bptip.pages.import_words import commands_to_type, more, statuses_list
from bptip.pages.parts import lines, records
from bptip.pages.parts.statuses import status_word
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.model import Activity, Status
from bptip.problems.fault import Severity

if TYPE_CHECKING:
    from bptip.comparison.pairs import Pair
    from bptip.exchange.importing.preview import ImportPreview
    from bptip.exchange.tables.columns import TableColumn
    from bptip.exchange.tables.drafts import TableUse
    from bptip.exchange.tables.findings import Finding
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
    blocks: list[doc.Block] = [doc.Heading(doc.plain(title(preview)), level=1, aside=done(preview))]
    blocks.append(doc.Facts(tuple(facts(preview))))
    if any(table.columns for table in preview.draft.tables):
        blocks.append(columns_table(preview))
    if preview.cells.statuses:
        blocks += statuses_list(preview)
    blocks += first_rows(preview)
    blocks += dues_in_words(preview)
    blocks += rows_like_items(preview)
    blocks += pairs_list(preview)
    blocks += findings_list(preview)
    blocks += set_aside_list(preview)
    blocks += last_lines(preview)
    return doc.Document(tuple(blocks))


def title(preview: ImportPreview) -> str:
    """Returns the title of the plan."""
    return preview.version.plan.title


def done(preview: ImportPreview) -> doc.Line:
    """Returns what was written, or that nothing was."""
    if preview.written:
        return (doc.Text("written", doc.Role.GOOD),)
    if preview.is_same:
        return doc.plain("the plan has all of it already; nothing was written")
    errors = len(preview.errors)
    if errors:
        count = vocabulary.count(errors, "error")
        return (doc.Text(f"a preview with {count}: nothing was written", doc.Role.ERROR),)
    return (doc.Text("a preview: nothing was written", doc.Role.WARNING),)


def facts(preview: ImportPreview) -> Iterator[tuple[str, tuple[doc.Line, ...]]]:
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
        count = vocabulary.count(len(preview.cells.struck), "date")
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
        name = "" if used[0].sheet == "1" else f', sheet "{used[0].sheet}"'
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


def counts(preview: ImportPreview) -> dict[str, int]:
    """Returns how many of everything the table has."""
    activities = list(preview.draft.activities)
    kinds = due_kinds(preview)
    return {
        "objectives": len(preview.draft.objectives),
        "activities": len(activities),
        "indicators": sum(len(each.indicators) for each in activities),
        "with_lead": sum(bool(each.lead) for each in activities),
        "with_due": kinds[DateKind.DAY] + kinds[DateKind.SPAN] + kinds[DateKind.ONGOING],
        "updates": len(preview.new_entries),
    }


def due_kinds(preview: ImportPreview) -> dict[DateKind, int]:
    """Returns how many activities have each kind of due date."""
    counted = Counter(each.due.kind for each in preview.draft.activities)
    return {kind: counted[kind] for kind in DateKind}


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
    """Yields the parties, the new ones first; spellings taken as one, and roles taken off."""
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
            seen.setdefault(key, doc.Row((doc.plain(column.letter), doc.plain(header),
                                          doc.plain(meaning))))  # fmt: skip
    titles = (doc.Column(""), doc.Column("Column", wrapping=True), doc.Column("Taken for"))
    return doc.Table(titles, tuple(seen.values()))


def meaning_of(column: TableColumn, *, is_left_out: bool) -> str:
    """Returns what a column is taken for."""
    if is_left_out:
        return "not part of this import"
    words = MEANINGS.get(column.role, column.role.value)
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
        return doc.Row(
            (
                lines.number(activity),
                doc.plain(activity.title),
                lines.names(activity.lead),
                lines.due_cell(activity),
                _reported(activity, reported.get(activity.id, [])),
            )
        )

    yield doc.Table(titles, tuple(map(row, first)))


def _reported(activity: Activity, statements: Sequence[Statement]) -> doc.Line:
    """Returns what a table reports on an activity last: a status, or a percentage.

    Where parties report their own parts, each of their statuses is there once.
    """
    last = statements[-1:]
    shown = statements if last and last[0].own else last
    statuses = dict.fromkeys(each.status for each in shown if each.status is not None)
    if statuses:
        return doc.joined([_status_shown(activity, status) for status in statuses], ", ")
    return lines.percentage(last[0].progress if last else None)


def _status_shown(activity: Activity, status: Status) -> doc.Line:
    """Returns a status as pages will show it: *continuous* with a due date is in progress."""
    return (doc.StatusMark(status, status_word(status, None, is_standing=activity.due is None)),)


def dues_in_words(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the due dates in words, what counts in their place, and how they are given a date."""
    in_words = [] if preview.purpose is Purpose.INTO else due_in_words(preview.draft)
    if not in_words:
        return
    end = vocabulary.day(preview.version.plan.end)
    yield doc.Heading(doc.plain("Due dates in words"))
    text = "bptip keeps these words and takes no date from them. Each activity counts as due by"
    yield doc.paragraph(doc.plain(f"{text} the plan's end, {end}."))
    titles = (doc.Column("Cell"), doc.Column("Activity", wrapping=True, lines=2),
              doc.Column("Words", wrapping=True, lines=2))  # fmt: skip
    rows = (
        doc.Row((doc.plain(each.due.place), doc.plain(f"{each.number or ''}  {each.title}".strip()),
                 doc.plain(shortened(each.due.words or ""))))
        for each in in_words[:MOST_LISTED]
    )  # fmt: skip
    yield doc.Table(titles, tuple(rows))
    if len(in_words) > MOST_LISTED:
        yield doc.paragraph(doc.muted(f"… and {len(in_words) - MOST_LISTED} more."))
    if preview.dated and not preview.written and (line := lines.to_type(preview.dated)):
        meant = 'the date that each means (or "ongoing" for work without an end)'
        yield doc.Paragraph((doc.plain(f"To give them a due date, type this, with {meant}:"), line))


def pairs_list(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the pairs of items that aren't the same text, each with its figure."""
    if preview.changes is None:
        return
    pairs = [pair for pair in preview.changes.pairs if pair.match.value in ("similar", "id")]
    yield from likenesses("The same items, in other words", pairs)


def rows_like_items(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the rows whose titles are only like an item's, and the command that takes them."""
    yield from likenesses("Taken for the same, in other words", preview.alike)
    yield from likenesses("Alike, and not taken for the same", preview.not_taken)
    is_open = preview.same_items and not preview.written
    if is_open and (line := lines.to_type(preview.same_items)):
        text = "If they are the same, type this, without the --item of a row that is another's:"
        yield doc.Paragraph((doc.plain(text), line))


def likenesses(heading: str, pairs: Sequence[Pair]) -> Iterator[doc.Block]:
    """Yields pairs of an item and a row whose texts differ, below a heading; nothing for none."""
    if not pairs:
        return
    yield doc.Heading(doc.plain(heading))
    titles = (
        doc.Column("Id"),
        doc.Column("In the plan", wrapping=True, lines=2),
        doc.Column("In the table", wrapping=True, lines=2),
        doc.Column("Likeness"),
    )
    rows = (
        doc.Row(
            (doc.plain(pair.old.id), doc.plain(pair.old.title), doc.plain(pair.new.title),
             doc.plain(lines.match_of(pair)))
        )
        for pair in pairs[:MOST_LISTED]
    )  # fmt: skip
    yield doc.Table(titles, tuple(rows))
    yield from more(len(pairs))


OF_ROWS_SET_ASIDE: Final = ("disagrees", "no-item", "twice")
"""The codes of rows that are listed among those set aside."""


def findings_list(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the errors, then the warnings: place, what is there, the line for the map."""
    for severity, heading in ((Severity.ERROR, "Errors"), (Severity.WARNING, "Warnings")):
        findings = [
            each
            for each in listed_findings(preview)
            if each.severity is severity and each.code not in OF_ROWS_SET_ASIDE
        ]
        if findings:
            yield doc.Heading(doc.plain(heading))
            yield from (finding_block(finding) for finding in findings[:MOST_LISTED])
            yield from more(len(findings))


def finding_block(finding: Finding) -> doc.Block:
    """Returns a finding: its place, what is wrong, what to write."""
    head: doc.Line = (doc.Text(f"{finding.place}: ", doc.Role.STRONG), doc.Text(finding.message))
    return doc.Paragraph((head, doc.muted(finding.hint)) if finding.hint else (head,))


def set_aside_list(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the rows that are set aside, and why."""
    if preview.set_aside:
        yield doc.Heading(doc.plain("Set aside"))
        hints = {each.place: each.hint for each in preview.findings if each.hint}
        rows = (
            doc.plain(f"{row.place}: {row.why}. {hints.get(row.place, '')}".rstrip())
            for row in preview.set_aside[:MOST_LISTED]
        )
        yield doc.Bullets(tuple(rows))
        yield from more(len(preview.set_aside))


def last_lines(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the files that were written and what to type next, or the command that writes."""
    if preview.written:
        yield doc.Facts((("Written", tuple(map(doc.plain, preview.written))),))
        yield doc.paragraph(doc.joined([doc.plain("Next:"), lines.to_type(look(preview))], " "))
    elif preview.purpose is Purpose.INTO and not preview.entries and not preview.errors:
        yield doc.paragraph(doc.plain("No row states anything about an item of the plan."))
    elif not preview.is_same:
        yield from commands_to_type(preview)


def look(preview: ImportPreview) -> tuple[str, ...]:
    """Returns the command that shows what was written: the next version beside the one before."""
    plan = preview.version.plan
    if preview.changes is None:
        return "status", plan.id
    return "diff", f"{plan.id}@v{plan.version - 1}", f"{plan.id}@v{plan.version}"


# --- Data.

PROBLEM_KEYS: Final = ("severity", "code", "place", "value", "message", "hint")


def record(preview: ImportPreview) -> Record:
    """Returns the whole preview."""
    plan, left, changes = preview.version.plan, preview.not_written, preview.changes
    return records.answer(
        preview.source,
        file=preview.file,
        tables=[table_record(table) for table in preview.draft.tables],
        plan={
            "id": plan.id,
            "version": plan.version,
            "title": plan.title,
            "start": plan.start if preview.has_period else None,
            "end": plan.end if preview.has_period else None,
        },
        counts=counts(preview),
        due={kind.value: count for kind, count in due_kinds(preview).items()},
        statuses=[
            {"word": word, "status": status and status.value, "count": cells}
            for word, status, cells in preview.cells.statuses
        ],
        parties=[
            {"name": name, "spellings": list(spellings), "count": cells, "known": known}
            for name, spellings, cells, known in preview.cells.parties
        ],
        pairs=None if changes is None else [
            {
                "old": pair.old.id,
                "new": pair.new.id,
                "match": pair.match.value,
                "similarity": pair.similarity,
            }
            for pair in changes.pairs
        ],
        changes=None if changes is None else {
            "added": changes.added,
            "changed": changes.changed,
            "unchanged": changes.unchanged,
            "removed": changes.removed,
        },
        not_written={
            "same": left[Known.SAME],
            "replaced": left[Known.REPLACED],
            "taken_back": left[Known.TAKEN_BACK],
        },
        set_aside=[row._asdict() for row in preview.set_aside],
        problems=[
            records.record_of(PROBLEM_KEYS, each, hint=each.hint or None)
            for each in preview.findings
        ],
        written=list(preview.written),
    )  # fmt: skip


def table_record(table: TableUse) -> Record:
    """Returns how a table was read."""
    return {
        "sheet": table.sheet,
        "header_row": table.header_row,
        "rows": table.rows,
        "columns": [
            {
                "column": column.letter,
                "header": column.header,
                "role": column.role.value,
                "key": column.key,
            }
            for column in table.columns
        ],
    }


VIEW: Final = View(page, record, MainList(PROBLEM_KEYS, listed("problems"), kind="cells"))
