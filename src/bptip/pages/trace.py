"""The life of a promise on a page: an item in each edition, how it got there, how it stood last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.comparison.pairing import Match
from bptip.pages.document import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Line,
    Role,
    Row,
    Table,
    Text,
    muted,
    paragraph,
    plain,
)
from bptip.pages.parts import lines, records
from bptip.pages.view import MainList, View, listed
from bptip.plan import vocabulary

if TYPE_CHECKING:
    from datetime import date

    from bptip.comparison.lineage import Step
    from bptip.pages.view import Record
    from bptip.plan.model import Source
    from bptip.progress.item_progress import ItemProgress


class TracedStep(NamedTuple):
    """A step of an item's life, with how the item stood last in that edition.

    `progress` is None where the journal can't be read.
    """

    step: Step
    progress: ItemProgress | None

    @property
    def last_update(self) -> date | None:
        """The day of the latest update: of an objective, about it or its activities."""
        return self.progress.last_update if self.progress else None


class TraceSheet(NamedTuple):
    """An item's life; `asked` is the step of the item that was asked for."""

    asked: Step
    steps: tuple[TracedStep, ...]
    source: Source


def page(sheet: TraceSheet) -> Document:
    """The page: the item, and a row an edition."""
    item = sheet.asked.item
    columns = (
        Column("Edition"),
        Column("#"),
        Column("Title", wrapping=True, least=28),
        Column("Last status", wrapping=True, least=16),
        Column("Last update", Align.RIGHT, priority=2),
        Column("Found by", wrapping=True, priority=1),
    )
    blocks: list[Block] = [
        Heading(plain(f"The life of {item.id}  {item.title}"), 1, plain(edition(sheet.asked))),
        Table(columns, tuple(row(each) for each in sheet.steps)),
    ]
    if len(sheet.steps) == 1:
        blocks.append(paragraph(plain("No other plan or version here has it.")))
    if any(each.step.pair and each.step.pair.match is Match.SIMILAR for each in sheet.steps):
        blocks.append(paragraph(muted(vocabulary.ALIKE)))
    return Document(tuple(blocks), lines.foot(sheet.source))


def edition(step: Step) -> str:
    """An edition as one names it: "2024-2026@v1"."""
    plan = step.version.plan
    return f"{plan.id}@v{plan.version}"


def row(traced: TracedStep) -> Row:
    """An item in one edition."""
    step, progress = traced
    title = Text(step.item.title, Role.PLAIN if step.pair else Role.STRONG)
    return Row(
        (
            plain(edition(step)),
            plain(step.item.id),
            (title,),
            lines.status(progress) if progress else lines.DASH,
            lines.optional_day(traced.last_update),
            found_by(step),
        )
    )


def found_by(step: Step) -> Line:
    """What ties an item to its neighbour in the trace."""
    if step.pair is None:
        return muted("asked for")
    told = vocabulary.MATCH[step.pair.match.value]
    similarity = step.pair.similarity
    return plain(told if similarity is None else f"{told} {similarity:.2f}")


def record(sheet: TraceSheet) -> Record:
    """The steps, earliest first."""
    steps = [step_record(each) for each in sheet.steps]
    return records.answer(sheet.source, item=sheet.asked.item.id, steps=steps)


def step_record(traced: TracedStep) -> Record:
    """An item in one edition, what ties it to its neighbour, and how it stood last there."""
    step, progress = traced
    return {
        "plan": step.version.plan.id,
        "version": step.version.plan.version,
        "id": step.item.id,
        "title": step.item.title,
        "match": step.pair.match.value if step.pair else None,
        "similarity": step.pair.similarity if step.pair else None,
        "status": progress.status.value if progress else None,
        "last_update": traced.last_update,
    }


VIEW: Final = View(
    page,
    record,
    MainList(
        ("plan", "version", "id", "title", "match", "similarity", "status", "last_update"),
        listed("steps", items=("id",)),
    ),
)
