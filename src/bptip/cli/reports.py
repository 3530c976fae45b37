"""A report put together from the files: for `report`, which shows it, and `verify`, which compares.

Of other plans that carry items on, the version in force today counts, as on the screens; the report
names its file, so that it can be made again on any day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from bptip import __version__

if TYPE_CHECKING:
    from bptip.files.workspace.carrying import Carrier
    from bptip.files.workspace.opening import Opened
    from bptip.pages.document import Block
    from bptip.pages.report_sheet import ReportSheet
    from bptip.plan.labels import Labels
    from bptip.plan.model import Update, Version
    from bptip.plan.references import Continuations
    from bptip.reporting.provenance import Provenance


class ReportDates(NamedTuple):
    """The dates of a report: the day that it is of, when that was known, the period's start."""

    as_of: date
    known_at: date | None
    since: date


class Inputs(NamedTuple):
    """What a report is made from: a plan, its dates, and the versions that carry its items on."""

    opened: Opened
    asked: ReportDates
    carrying: tuple[Carrier, ...]

    @property
    def closing(self) -> bool:
        """Whether the report closes the plan's balance, and so tells how what carries on stands."""
        from bptip.reporting.report import is_closing

        return is_closing(
            self.opened.through_time.version_on(self.asked.as_of).plan, self.asked.as_of
        )

    @property
    def continued(self) -> Continuations:
        """What carries each item on."""
        from bptip.files.workspace.carrying import continuations

        as_of, known_at, _ = self.asked
        return continuations(self.opened, self.carrying, as_of, known_at, with_status=self.closing)

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the plan and of what carries it on, relative to the plans' folder."""
        from bptip.reporting.provenance import versions_by

        by_then = versions_by(self.opened.through_time, self.asked.as_of)
        elsewhere = [
            name
            for each in self.carrying
            for name in (each.folder.names_of([each.version]) if self.closing else [each.file])
        ]
        return (*self.opened.folder.names_of(by_then), *elsewhere)


def inputs_today(opened: Opened, asked: ReportDates, today: date) -> Inputs:
    """What a new report is made from: of the other plans, the version in force today counts."""
    from bptip.files.workspace.carrying import carriers

    return Inputs(opened, asked, carriers(opened, today))


def inputs_of(opened: Opened, origin: Provenance) -> Inputs:
    """What a report was made from: of the other plans, the versions that it names.

    So a closing report stays the same when the next plan appears.
    """
    from bptip.files.workspace.carrying import carriers_in

    asked = ReportDates(origin.as_of, origin.known_at, origin.since)
    return Inputs(opened, asked, carriers_in(opened, origin.files))


def report_sheet(inputs: Inputs, words: tuple[Block, ...] = ()) -> ReportSheet:
    """The report on a plan that was opened, with what it is shown with."""
    from bptip.files.workspace.opening import editions
    from bptip.pages.changes import ChangesSheet
    from bptip.pages.report_sheet import ReportSheet
    from bptip.pages.status import StatusSheet
    from bptip.plan.labels import labels_of
    from bptip.progress.selection import Filters
    from bptip.reporting.provenance import versions_by
    from bptip.reporting.report import report_of

    as_of, known_at, since = inputs.asked
    opened, continued = inputs.opened, inputs.continued
    history, source = opened.through_time, opened.source
    report = report_of(history, since, as_of, known_at, continued, editions(opened))
    labels = labels_of(*versions_by(history, as_of), report.progress.version)
    return ReportSheet(
        report=report,
        stands=StatusSheet(report.progress, report.progress, Filters(), continued, source),
        moved=ChangesSheet(report.changes, labels, source),
        labels=labels,
        source=source,
        origin=provenance_of(inputs, continued, words),
        words=words,
    )


def provenance_of(inputs: Inputs, continued: Continuations, words: tuple[Block, ...]) -> Provenance:
    """The line that says from what a report was made."""
    from bptip.progress.fold import counting, known
    from bptip.reporting.provenance import REPORT_FORMAT, Provenance, last_recorded, values_digest
    from bptip.reporting.verification import words_digest

    opened, (as_of, known_at, since) = inputs.opened, inputs.asked
    plan, history = opened.version.plan, opened.through_time
    journals = [history, *(each.folder.history for each in inputs.carrying if inputs.closing)]
    # With what was taken back, and what takes back: none of it came after the report.
    on_record = [u for each in journals for u in known(each.updates, as_of, known_at)]
    return Provenance(
        bptip=__version__,
        report_format=REPORT_FORMAT,
        plan=f"{plan.id}@v{plan.version}" if opened.named else plan.id,
        files=inputs.files,
        as_of=as_of,
        known_at=known_at,
        since=since,
        updates=len(counting(history.updates, as_of, known_at)),
        last_recorded=last_recorded(on_record),
        values=values_digest(history, as_of, known_at, continued),
        words=words_digest(drawn_words(words)) if words else "",
    )


class Later(NamedTuple):
    """What was written down after a report: of its plan, of others, and what items are called."""

    here: tuple[Update, ...]
    elsewhere: tuple[Update, ...]
    labels: Labels


def later_updates(inputs: Inputs, origin: Provenance) -> Later:
    """What was written down after a report and counts for its dates, with the items' labels.

    It is of the plan, and of what carries it on; an item of another plan is called with its plan.
    """
    from bptip.plan.labels import labels_of, with_another_plan
    from bptip.plan.references import Reference
    from bptip.reporting.verification import later_updates

    opened = inputs.opened
    labels = labels_of(*opened.history.versions, opened.version)
    here = later_updates(origin, opened.updates, labels.titles)
    found: list[Update] = []
    continued = inputs.continued
    for each in inputs.carrying if inputs.closing else ():
        plan, updates = each.folder.plan_id, each.folder.history.updates
        items = carrying_items(continued, each.version)
        found += [
            update._replace(item=str(Reference(plan, update.item)))
            for update in later_updates(origin, updates, items)
        ]
        labels = with_another_plan(labels, plan, labels_of(each.version))
    return Later(here, tuple(found), labels)


def carrying_items(continued: Continuations, version: Version) -> set[str]:
    """The ids of a version's items that carry others on, and of the activities below them."""
    carrying = {
        each.item.id for by in continued.values() for each in by if each.plan == version.plan.id
    }
    return {item.id for item, under in version.items_with_objective if {item.id, under} & carrying}


def drawn_words(words: Sequence[Block]) -> list[str]:
    """The lines that the officials' own words are in a Markdown report."""
    from bptip.pages.document import Document
    from bptip.render.layout.canvas import Canvas
    from bptip.render.markdown.page import draw
    from bptip.reporting.verification import lines_of

    return lines_of(draw(Document(tuple(words)), Canvas()).decode())
