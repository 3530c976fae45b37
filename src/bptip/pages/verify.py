"""The answer of `verify`: whether a report still holds, and if not, the causes and the lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from bptip import __version__
from bptip.pages import document as doc
from bptip.pages.parts import lines, records
from bptip.pages.parts.update_tables import update_table
from bptip.pages.view import MainList, Record, View
from bptip.plan import vocabulary
from bptip.plan.labels import Labels
from bptip.plan.model import Source
from bptip.reporting.verification import Verdict

DIFF_LINES: Final = 60
"""Maximum number of lines of the difference on a page. JSON and CSV have all of them."""

UNEXPLAINED: Final = (
    "The later updates do not explain everything. Either the plan was edited, or an update came "
    "from another copy of the journal, where it had been recorded before the report was made."
)
ANOTHER_BPTIP: Final = (
    "Made by bptip {made_by}, as its last line says; this is bptip {this}. bptip cannot verify "
    "that: nothing else in a report depends on the version."
)
BY_HAND: Final = "The plans and their updates are unchanged: the file was edited by hand."


class VerifySheet(NamedTuple):
    """A verdict on a report, the labels of every item, and the ids of retracted updates."""

    verdict: Verdict
    labels: Labels
    retracted: frozenset[str]
    source: Source


def page(sheet: VerifySheet) -> doc.Document:
    """Returns the page: the verdict, the causes, the later updates, the difference."""
    return doc.Document(tuple(blocks(sheet)), lines.foot(sheet.source))


def blocks(sheet: VerifySheet) -> Iterator[doc.Block]:
    """Yields the blocks of the page, the causes before the lines that follow from them."""
    verdict = sheet.verdict
    yield doc.paragraph(headline(verdict))
    if verdict.provenance.is_of_another_bptip:
        made_by = verdict.provenance.bptip
        yield doc.text_paragraph(ANOTHER_BPTIP.format(made_by=made_by, this=__version__))
    if verdict.new_files:
        yield doc.text_paragraph(
            f"A report made today would also be made from {', '.join(verdict.new_files)}."
        )
    if verdict.is_changed_by_hand:
        yield doc.text_paragraph(BY_HAND)
    if verdict.causes:
        yield doc.Bullets(tuple(map(doc.plain, verdict.causes)))
    if verdict.later:
        yield doc.heading("Recorded after the report, for its dates")
        yield update_table(verdict.later, sheet.labels, sheet.retracted)
    if verdict.is_unexplained:
        yield doc.text_paragraph(UNEXPLAINED)
    if verdict.diff:
        yield doc.heading("What differs (-: in the file, +: from the plans)")
        yield doc.Example("\n".join(verdict.diff[:DIFF_LINES]))
        more = len(verdict.diff) - DIFF_LINES
        if more > 0:
            yield doc.muted_paragraph(f"and {vocabulary.count(more, 'line')} more; --json has all")


def headline(verdict: Verdict) -> doc.Line:
    """Returns the verdict, with the plan and the dates of the report."""
    made = verdict.provenance
    known = f", reports received by {vocabulary.day(made.known_at)}" if made.known_at else ""
    dates = f" ({made.plan}, {vocabulary.period(made.since, made.as_of)}{known})"
    if verdict.is_same:
        apart = ", apart from the version of bptip" if made.is_of_another_bptip else ""
        return (
            doc.Text("Same", doc.Role.GOOD),
            doc.Text(f"{apart}: the plans still give this report{dates}."),
        )
    return (
        doc.Text("Not the same", doc.Role.ERROR),
        doc.Text(f": the plans give another report{dates}."),
    )


def record(sheet: VerifySheet) -> Record:
    """Returns whether the report is the same, what differs, the later updates, and its maker."""
    verdict = sheet.verdict
    return records.answer(
        sheet.source,
        same=verdict.is_same,
        differences=[*verdict.causes, *verdict.diff],
        later_updates=records.updates(verdict.later, sheet.labels, sheet.retracted),
        made_by=verdict.provenance.bptip,
    )


VIEW: Final = View(
    page,
    record,
    MainList(
        ("difference",),
        lambda found: ({"difference": d} for d in found["differences"]),
        kind="differences",
    ),
)
