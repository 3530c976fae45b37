"""The values that a report's page shows: the report, the officials' own words, its provenance."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bptip.pages.changes import ChangesSheet
from bptip.pages.own_words import NO_WORDS, PlacedWords
from bptip.pages.status import StatusSheet
from bptip.plan.labels import Labels
from bptip.plan.model import Source
from bptip.progress.selection import Filters
from bptip.reporting.provenance import Provenance

if TYPE_CHECKING:
    from bptip.reporting.report import Report


class ReportSheet(NamedTuple):
    """A report, and all else that its page shows.

    `labels` are of every item that some version has, `words` the officials' own, by their
    place. `status` and `moved` are what `status` and `changes` show of the same values.
    """

    report: Report
    status: StatusSheet
    moved: ChangesSheet
    labels: Labels
    source: Source
    provenance: Provenance
    words: PlacedWords = NO_WORDS


def report_sheet(
    report: Report,
    labels: Labels,
    source: Source,
    provenance: Provenance,
    words: PlacedWords = NO_WORDS,
) -> ReportSheet:
    """Returns a report with all that its page shows."""
    progress = report.progress
    return ReportSheet(
        report=report,
        status=StatusSheet(
            progress, progress, Filters(), report.continued, source, awaited=report.open_round
        ),
        moved=ChangesSheet(report.changes, labels, source),
        labels=labels,
        source=source,
        provenance=provenance,
        words=words,
    )
