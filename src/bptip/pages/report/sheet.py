"""The values that a report's page shows: the report, the officials' own words, its provenance."""

from __future__ import annotations

from typing import NamedTuple

from bptip.pages.changes import ChangesSheet
from bptip.pages.own_words import NO_WORDS, PlacedWords
from bptip.pages.status import StatusSheet
from bptip.plan.labels import Labels
from bptip.plan.model import Source
from bptip.progress.selection import Filters
from bptip.reporting.provenance import Provenance
from bptip.reporting.report import Report


class ReportSheet(NamedTuple):
    """A report, and all else that its page shows.

    `labels` are of every item that some version has, `words` the officials' own, by their place.
    """

    report: Report
    labels: Labels
    source: Source
    provenance: Provenance
    words: PlacedWords = NO_WORDS

    @property
    def status(self) -> StatusSheet:
        """The sheet of `status` for the same values."""
        report, progress = self.report, self.report.progress
        return StatusSheet(
            progress, progress, Filters(), report.continued, self.source, awaited=report.open_round
        )

    @property
    def moved(self) -> ChangesSheet:
        """The sheet of `changes` for the same values."""
        return ChangesSheet(self.report.changes, self.labels, self.source)
