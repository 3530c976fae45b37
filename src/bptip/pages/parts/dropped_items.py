"""The items that the later of two editions does not have: completed ones, and dropped ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bptip.comparison.diff import Diff, Side
from bptip.pages import document as doc
from bptip.pages.parts import lines, pair_words, statuses
from bptip.pages.parts.lines import Cite
from bptip.plan import vocabulary

COLUMNS_OF_DROPPED: Final = (
    doc.Column("Was", kept=True),
    doc.Column("What", wrapping=True, least=32),
    doc.Column("Last status", wrapping=True, least=16),
    doc.Column("Lead", wrapping=True, priority=1),
    doc.Column("Last update", doc.Align.RIGHT, priority=2),
)


FINISHED: Final = (
    ("Completed, so not carried into", True),
    ("Standing commitments that were met to the end, and are not in", False),
)
"""The words before the items that are finished, by whether they are completed."""


def dropped_blocks(diff: Diff, cite: Cite, *, with_candidates: bool = False) -> Iterator[doc.Block]:
    """Yields the dropped items in a table, then the finished ones in a line or two.

    The candidates for an item are suggestions for the reader of a comparison, not for a report.
    """
    if not diff.finished and not diff.dropped:
        return
    yield doc.heading(vocabulary.ONLY_IN_OLD if diff.is_backwards else vocabulary.DROPPED)
    if diff.new.plan.partial:
        known = vocabulary.ONLY_KNOWN.format(lines.edition(diff.new.plan))
        yield doc.muted_paragraph(known)
    if diff.dropped:
        yield doc.Table(
            COLUMNS_OF_DROPPED, tuple(dropped_rows(diff, cite, with_candidates=with_candidates))
        )
    else:
        is_met = not all(side.is_completed for side in diff.finished)
        how = "is completed, or was met" if is_met else "is completed"
        yield doc.text_paragraph(f"None. Every item that is not in the new edition {how}.")
    for words, is_completed in FINISHED:
        finished = [side.item for side in diff.finished if side.is_completed is is_completed]
        if finished:
            names = "; ".join(f"{item.id} {item.title}" for item in finished)
            yield doc.text_paragraph(f"{words} the new plan: {names}.")


def dropped_rows(diff: Diff, cite: Cite, *, with_candidates: bool) -> Iterator[doc.Row]:
    """Yields the dropped items with their last status, each followed by its evidence."""
    possible_partners = diff.possible_partners
    candidates = diff.candidates if with_candidates else {}
    for side in diff.dropped:
        partner = possible_partners.get(id(side.item))
        unless = doc.muted(f" (unless {partner.item.id} carries it on)") if partner else ()
        yield doc.row(
            lines.number(side.item),
            (*doc.plain(side.item.title), *unless),
            statuses.status(side.progress),
            lead_cell(diff, side),
            lines.optional_day(side.progress.last_update),
        )
        for line in lines.evidence(lines.status_evidence(side.progress), cite):
            yield doc.row((), line, (), (), (), level=1)
        clear = (each for each in candidates.get(id(side.item), ()) if each.is_clear)
        for line in pair_words.nearest(clear):
            yield doc.row((), line, (), (), (), level=1)


def lead_cell(diff: Diff, side: Side) -> doc.Line:
    """Returns an item's leads; for an objective, the number of its activities carried on."""
    item = side.progress.item
    if item.kind == "activity" or item.is_leaf:
        return lines.leads(side.progress)
    carried = sum(diff.is_carried_on(each) for each in item.activities)
    total = vocabulary.count(len(item.activities), "activity", "activities")
    return doc.muted(f"{carried} of {total} carried on")
