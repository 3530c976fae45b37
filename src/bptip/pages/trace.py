"""One commitment through every edition: where it is, how that was found, its last status."""

from __future__ import annotations

from typing import Final, NamedTuple

from bptip.comparison.lineage import Step
from bptip.comparison.pairs import Match
from bptip.pages import document as doc
from bptip.pages.parts import lines, pair_words, records, statuses
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.model import Source
from bptip.progress.item_progress import ItemProgress


class TracedStep(NamedTuple):
    """An item in one edition, and its last state there.

    `progress` is None if the journal cannot be read.
    """

    step: Step
    progress: ItemProgress | None


class TraceSheet(NamedTuple):
    """An item in every edition that has it; `asked` is the step that the command names."""

    asked: Step
    steps: tuple[TracedStep, ...]
    source: Source


def page(sheet: TraceSheet) -> doc.Document:
    """Returns the item, and a row for each edition."""
    item, edition = sheet.asked.item, lines.edition(sheet.asked.version.plan)
    columns = (
        doc.Column("Edition"),
        doc.Column("#"),
        doc.Column("Title", wrapping=True, least=28),
        doc.Column("Last status", wrapping=True, least=16),
        doc.Column("Last update", doc.Align.RIGHT, priority=2),
        doc.Column("Found by", wrapping=True, priority=1),
    )
    blocks: list[doc.Block] = [
        doc.heading(f"The life of {item.id}  {item.title}", 1, doc.plain(edition)),
        doc.Table(columns, tuple(row(each) for each in sheet.steps)),
    ]
    if len(sheet.steps) == 1:
        blocks.append(doc.text_paragraph("No other plan or version in this folder has it."))
    if any(each.step.pair and each.step.pair.match is Match.SIMILAR for each in sheet.steps):
        blocks.append(doc.muted_paragraph(vocabulary.ALIKE))
    return doc.Document(tuple(blocks), lines.foot(sheet.source))


def row(traced: TracedStep) -> doc.Row:
    """Returns an item in one edition."""
    step, progress = traced
    title = doc.Text(step.item.title, doc.Role.PLAIN if step.pair else doc.Role.STRONG)
    return doc.row(
        doc.plain(lines.edition(step.version.plan)),
        lines.number(step.item),
        (title,),
        statuses.status(progress) if progress else lines.DASH,
        lines.optional_day(progress.last_update if progress else None),
        found_by(step),
    )


def found_by(step: Step) -> doc.Line:
    """Returns the evidence that an item is the one in the edition beside it."""
    if step.pair is None:
        return doc.muted("asked for")
    return doc.plain(pair_words.match_of(step.pair))


def record(sheet: TraceSheet) -> Record:
    """Returns the steps, earliest first."""
    steps = [step_record(each) for each in sheet.steps]
    return records.answer(sheet.source, item=sheet.asked.item.id, steps=steps)


KEYS: Final = ("plan", "version", "id", "title", "match", "similarity", "status", "last_update")


def step_record(traced: TracedStep) -> Record:
    """Returns an item in one edition, how it was found, and its last state there."""
    step, progress = traced
    plan, pair = step.version.plan, step.pair
    return records.record_of(
        KEYS,
        step.item,
        plan=plan.id,
        version=plan.version,
        match=pair.match if pair else None,
        similarity=pair.similarity if pair else None,
        status=progress.status if progress else None,
        last_update=progress.last_update if progress else None,
    )


VIEW: Final = View(page, record, MainList(KEYS, listed("steps", items=("id",)), kind="steps"))
