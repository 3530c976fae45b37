"""The answer of `redact`: the update that stays, and the names of the texts that were removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.pages.parts import lines, records
from bptip.pages.view import MainList, Record, View
from bptip.plan import vocabulary
from bptip.plan.journal import Update
from bptip.plan.labels import Labels
from bptip.plan.model import Plan, Source

STILL_THERE: Final = (
    "The texts may still be in other comments of the journal, in Git's history, in copies of the "
    "journal, in backups and in reports that were sent. Ask everyone who has a copy to take this "
    "one in: bptip merge."
)


class RedactSheet(NamedTuple):
    """An update after its redaction, and the keys removed. After a dry run, nothing is written."""

    plan: Plan
    update: Update
    removed: tuple[str, ...]
    as_of: date
    labels: Labels
    dry_run: bool
    source: Source


def page(sheet: RedactSheet) -> doc.Document:
    """Returns the page: the update as it is now, what was removed, and where it may still be."""
    aside = lines.written("1 update redacted", dry_run=sheet.dry_run)
    update = sheet.update
    title = sheet.labels.titles.get(update.item, "")
    blocks: list[doc.Block] = [
        doc.heading(sheet.plan.title, level=1, aside=aside),
        doc.heading(f"{update.item}  {title}".rstrip()),
        doc.Facts(tuple(facts(sheet))),
        doc.muted_paragraph(STILL_THERE),
    ]
    return doc.Document(tuple(blocks), lines.foot(sheet.source))


def facts(sheet: RedactSheet) -> Iterator[doc.Fact]:
    """Yields what stays of the update, the reason, and the names of what was removed."""
    update = sheet.update
    status = lines.status_mark(update.status) if update.status else ()
    yield "Update", (doc.joined([doc.plain(vocabulary.day_by(update.on, update.by)), status]),)
    yield "Id", (doc.plain(update.id),)
    yield "Redacted", (doc.plain(update.redacted or ""),)
    yield "Removed", (doc.plain(", ".join(REMOVED[key] for key in sheet.removed)),)
    if update.said:
        yield "Not removed", (doc.plain(f'the office\'s word for the status: "{update.said}"'),)


REMOVED: Final = {
    "note": "note",
    "next": "next step",
    "challenges": "challenges",
    "evidence": "evidence",
    "taken_from": "source",
    "said": "the reporter's own word for the status",
    "comments": "comments",
}
"""The words for the keys that a redaction removes."""


def record(sheet: RedactSheet) -> Record:
    """Returns the update, as in `log`, and the keys that were removed."""
    return records.plan_answer(
        sheet.source,
        sheet.plan,
        as_of=sheet.as_of,
        written=not sheet.dry_run,
        updates=records.updates([sheet.update], sheet.labels, frozenset()),
        removed=list(sheet.removed),
    )


VIEW: Final = View(
    page,
    record,
    MainList(records.UPDATE_KEYS, lambda answer: iter(answer["updates"]), kind="updates"),
)
