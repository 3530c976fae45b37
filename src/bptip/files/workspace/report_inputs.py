"""The inputs of a report: an opened plan, the dates, and the plans that carry its items on.

A new report uses the versions of other plans that are in force today, as the screens do. A report
that is made again uses the versions whose files it names, so it is the same on any day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from bptip.files.workspace.opening import OpenPlan
from bptip.files.workspace.stored_plan import file_names
from bptip.files.workspace.successors import Successor, continuations, successors, successors_in
from bptip.plan.journal import PlanHistory, Update
from bptip.plan.labels import Labels, labels_of, with_another_plan
from bptip.plan.references import Reference
from bptip.progress.continuation import Continuations
from bptip.progress.fold import counting, known
from bptip.reporting.provenance import (
    Presentation,
    Provenance,
    last_recorded,
    provenance_of,
    versions_by,
)
from bptip.reporting.report import Report, ReportDates, is_closing, report_of
from bptip.reporting.verification import LaterUpdates, carrying_items, redacted_since, updates_since


class ReportInputs(NamedTuple):
    """An opened plan, the dates of the report, and the versions that carry the plan's items on."""

    opened: OpenPlan
    dates: ReportDates
    successors: tuple[Successor, ...]

    @property
    def is_closing(self) -> bool:
        """True if the report has a closing balance, with the status of items in later plans."""
        plan = self.opened.history.version_on(self.dates.as_of).plan
        return is_closing(plan, self.dates.as_of)

    @property
    def continued(self) -> Continuations:
        """The items of other plans that carry each item on."""
        as_of, known_at, _ = self.dates
        return continuations(
            self.opened, self.successors, as_of, known_at, with_progress=self.is_closing
        )

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the plan and of the plans that carry it on, relative to the plans folder."""
        versions = versions_by(self.opened.history, self.dates.as_of)
        others = [
            name
            for successor in self.successors
            for name in (successor.files if self.is_closing else [successor.file])
        ]
        return (*file_names(self.opened.plan, versions), *others)

    @property
    def report(self) -> Report:
        """The report."""
        history = self.opened.history
        return report_of(history, self.dates, self.continued, self.opened.editions)

    @property
    def labels(self) -> Labels:
        """The titles of the items of every version up to the as-of date."""
        history, as_of = self.opened.history, self.dates.as_of
        return labels_of(*versions_by(history, as_of), history.version_on(as_of))

    def updates(self, of_journal: Callable[..., list[Update]] = known) -> list[Update]:
        """Returns the updates on the report's dates in every journal that the report uses.

        By default these are all updates known then, including retractions and retracted updates.
        Another function `of_journal` can choose others.
        """
        as_of, known_at, _ = self.dates
        chosen = (of_journal(history.updates, as_of, known_at) for history in self.histories)
        return [update for updates in chosen for update in updates]

    @property
    def histories(self) -> tuple[PlanHistory, ...]:
        """The history of the plan; for a closing report, also of the plans that carry it on."""
        others = [later.plan.history for later in self.successors if self.is_closing]
        return (self.opened.history, *others)

    def provenance(self, words: str, shown: Presentation) -> Provenance:
        """Returns the provenance line of the report; `words` is the digest of the own words."""
        plan, history = self.opened.version.plan, self.opened.history
        return provenance_of(
            history,
            self.dates,
            self.continued,
            plan=f"{plan.id}@v{plan.version}" if self.opened.names_version else plan.id,
            files=self.files,
            last_recorded=last_recorded(self.updates()),
            words=words,
            shown=shown,
        )

    def provenance_again(self, old: Provenance) -> Provenance:
        """Returns the provenance line of a report made again; it equals `old` if the values do.

        The digest of the words and the version of bptip are copied from `old`. Updates that were
        recorded later and retracted change no value. So the last recorded update in `old` may be
        any known update that is not earlier than the last counted one.
        """
        again = self.provenance(old.words, old.shown)._replace(bptip=old.bptip)
        last = old.last_recorded
        recorded = {update.recorded for update in self.updates()}
        if last is None:
            is_possible = not old.updates
        else:
            counted = last_recorded(self.updates(counting))
            is_possible = last in recorded and (counted is None or last >= counted)
        return again._replace(last_recorded=last) if is_possible else again

    def later_updates(self, provenance: Provenance) -> LaterUpdates:
        """Returns the updates that were recorded after a report and count for its dates.

        The id of another plan's item begins with that plan: "2027-2029/1.1".
        """
        opened = self.opened
        labels = opened.labels
        here = updates_since(provenance, opened.updates, labels.titles)
        elsewhere: list[Update] = []
        for successor in self.successors if self.is_closing else ():
            plan, updates = successor.plan.id, successor.plan.history.updates
            items = carrying_items(self.continued, successor.version)
            elsewhere += [
                update._replace(item=str(Reference(plan, update.item)))
                for update in updates_since(provenance, updates, items)
            ]
            labels = with_another_plan(labels, plan, labels_of(successor.version))
        redacted = redacted_since(provenance, opened.updates)
        return LaterUpdates(here, tuple(elsewhere), labels, redacted)


def inputs_today(opened: OpenPlan, dates: ReportDates, today: date) -> ReportInputs:
    """Returns the inputs of a new report, with other plans' versions that are in force today."""
    return ReportInputs(opened, dates, successors(opened, today))


def inputs_of(opened: OpenPlan, provenance: Provenance) -> ReportInputs:
    """Returns the inputs of a report that is made again, with the versions that it names.

    So a closing report stays the same when the next plan appears.
    """
    dates = ReportDates(provenance.as_of, provenance.known_at, provenance.since)
    return ReportInputs(opened, dates, successors_in(opened, provenance.files))
