"""The preview of an import as data, and its counts."""

from __future__ import annotations

from collections import Counter
from typing import Final

from bptip.exchange.importing.preview import ImportPreview
from bptip.exchange.statement_ids import Known
from bptip.exchange.tables.cell_dates import DateKind
from bptip.exchange.tables.drafts import TableUse
from bptip.pages.parts import records
from bptip.pages.view import Record


def counts(preview: ImportPreview) -> dict[str, int]:
    """Returns the number of items of each kind in the table."""
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


CHANGE_KEYS: Final = ("added", "changed", "unchanged", "removed")
"""The keys of the changes of a plan in data."""

PROBLEM_KEYS: Final = ("severity", "code", "place", "value", "message", "hint")
"""The keys of a finding in data."""


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
        changes=None if changes is None else records.record_of(CHANGE_KEYS, changes),
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
