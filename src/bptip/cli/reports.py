"""A report put together from the files: for `report`, which shows it, and `verify`, which compares.

Nothing here asks for today: the same plans, dates and words give the same report on any day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bptip import __version__

if TYPE_CHECKING:
    from bptip.document import Block
    from bptip.files.opening import Opened
    from bptip.origin import Origin
    from bptip.views.report import ReportSheet


class Asked(NamedTuple):
    """The dates of a report: the day that it is of, when that was known, the period's start."""

    as_of: date
    known_at: date | None
    since: date


def report_sheet(opened: Opened, asked: Asked, words: tuple[Block, ...] = ()) -> ReportSheet:
    """The report on a plan that was opened, with what it is shown with."""
    from bptip.files.opening import continuations, editions
    from bptip.labels import labels_of
    from bptip.origin import values_digest, versions_by
    from bptip.report import is_closing, report_of
    from bptip.selection import Filters
    from bptip.views.changes import ChangesSheet
    from bptip.views.report import ReportSheet
    from bptip.views.status import StatusSheet

    as_of, known_at, since = asked
    history = opened.through_time
    closing = is_closing(history.version_on(as_of).plan, as_of)
    # Of other plans, the latest version counts: with today's, tomorrow's report would be another.
    carrying = continuations(opened, date.max, as_of, known_at, with_status=closing)
    report = report_of(history, since, as_of, known_at, carrying, editions(opened))
    labels = labels_of(*versions_by(history, as_of), report.progress.version)
    progress, source = report.progress, opened.source
    return ReportSheet(
        report=report,
        stands=StatusSheet(progress, progress, Filters(), carrying, source),
        moved=ChangesSheet(report.changes, labels, source),
        labels=labels,
        source=source,
        origin=origin_of(opened, asked, values_digest(history, as_of, known_at, carrying), words),
        words=words,
    )


def origin_of(opened: Opened, asked: Asked, values: str, words: tuple[Block, ...]) -> Origin:
    """The line that says from what a report was made."""
    from bptip.origin import REPORT_FORMAT, Origin, last_recorded, versions_by
    from bptip.progress import counting
    from bptip.verification import words_digest

    plan, history = opened.version.plan, opened.through_time
    counted = counting(history.updates, asked.as_of, asked.known_at)
    return Origin(
        bptip=__version__,
        report_format=REPORT_FORMAT,
        plan=f"{plan.id}@v{plan.version}" if opened.named else plan.id,
        files=opened.folder.names_of(versions_by(history, asked.as_of)),
        as_of=asked.as_of,
        known_at=asked.known_at,
        since=asked.since,
        updates=len(counted),
        last_recorded=last_recorded(counted),
        values=values,
        words=words_digest(drawn_words(words)) if words else "",
    )


def drawn_words(words: tuple[Block, ...]) -> list[str]:
    """The lines that the officials' own words are in a Markdown report."""
    from bptip.document import Document
    from bptip.render.canvas import Canvas
    from bptip.render.markdown import draw
    from bptip.verification import lines_of

    return lines_of(draw(Document(words), Canvas()).decode())
