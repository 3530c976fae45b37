"""What a report is shown with: its values, the officials' own words, the line of origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from bptip.pages.changes import ChangesSheet
    from bptip.pages.document import Block
    from bptip.pages.status import StatusSheet
    from bptip.plan.labels import Labels
    from bptip.plan.model import Source
    from bptip.reporting.provenance import Provenance
    from bptip.reporting.report import Report


class ReportSheet(NamedTuple):
    """A report and what it is shown with.

    `labels` are of every item that some version has, `words` the officials' own, as blocks of the
    page; `stands` and `moved` are what `status` and `changes` show of the same.
    """

    report: Report
    stands: StatusSheet
    moved: ChangesSheet
    labels: Labels
    source: Source
    origin: Provenance
    words: tuple[Block, ...] = ()
