"""The form that a party fills in, as values: its rows with their keys, and its lists of words.

A returned form is read by its keys, so each row, column and field has a key. The form keeps the
shown texts with the keys, so that edits can be found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from bptip.exchange.forms.form_words import (
    NO_CHANGE,
    NOT_APPLICABLE,
    OUR_WORDS,
    Place,
    status_words,
)
from bptip.exchange.statement_ids import digest_of
from bptip.exchange.tables.cell_dates import recurrence_in
from bptip.plan.characters import capitalized
from bptip.plan.model import Activity, Indicator, Status, Version
from bptip.plan.parties import Parties
from bptip.plan.vocabulary import STATUS, day, listing, number
from bptip.progress.fold import Figure, Reported
from bptip.progress.returns import Asking, Question

FORM: Final = 1
"""The number of the form's layout; a new layout needs a new number."""


class FormHead(NamedTuple):
    """The plan, the round and the party that a form is for."""

    plan: str
    version: int
    round: str
    as_of: date
    due: date
    party: str


class FormRow(NamedTuple):
    """A row of a form: its key, the texts of its locked columns, and the columns to fill in.

    `choices` is the name of the row's list of status words. `shown` is the id of the update whose
    status the row shows. `promise` is the digest of the plan's promise.
    """

    key: str
    number: str
    activity: str
    promised: str
    last: str
    fills: frozenset[Place] = frozenset()
    choices: str = ""
    is_own: bool = False
    shown: str | None = None
    promise: str | None = None

    @property
    def locked(self) -> tuple[str, str, str, str]:
        """The texts of the locked columns."""
        return self.number, self.activity, self.promised, self.last


class FormGroup(NamedTuple):
    """The rows under an objective, with its number and title."""

    number: str
    title: str
    rows: tuple[FormRow, ...]


class Form(NamedTuple):
    """A party's form: the rows to answer, by objective, and the closed rows, which are only shown.

    `choices` has the lists of status words by name; `in_progress` is the word for that status.
    """

    head: FormHead
    plan_title: str
    groups: tuple[FormGroup, ...]
    closed: tuple[FormRow, ...]
    choices: Mapping[str, tuple[str, ...]]
    in_progress: str

    @property
    def rows(self) -> Iterator[FormRow]:
        """The rows to answer, in their order."""
        return (row for group in self.groups for row in group.rows)


_ITEM_FILLS: Final = frozenset(
    {
        Place.STATUS, Place.DAY, Place.NOTE, Place.CHALLENGES, Place.EVIDENCE, Place.SECRETARIAT,
    }
)  # fmt: skip
_FIGURE_FILLS: Final = frozenset({Place.VALUE})


def form_of(asking: Asking, head: FormHead, parties: Parties) -> Form:
    """Returns the form of a party in a round; `parties` has the office's own words."""
    version = asking.progress.version
    questions = {each.item: each for each in asking.parties[head.party]}
    groups = []
    for objective in version.objectives:
        mine = [questions[each.id] for each in objective.activities if each.id in questions]
        rows = tuple(row for each in mine if each.is_asked for row in _rows(each, version, head))
        if rows:
            groups.append(FormGroup(objective.shown_number, objective.title, rows))
    closed = tuple(
        _item_row(each, version, head) for each in questions.values() if not each.is_asked
    )
    title, choices = version.plan.title, choices_of(parties)
    return Form(head, title, tuple(groups), closed, choices, _in_progress(parties))


def _in_progress(parties: Parties) -> str:
    """Returns the first word that means *in progress*."""
    words = status_words(parties).items()
    return next(word for word, status in words if status is Status.IN_PROGRESS)


def choices_of(parties: Parties) -> Mapping[str, tuple[str, ...]]:
    """Returns the lists of status words by name; "no change" comes last in the lists with it."""
    words = tuple(status_words(parties))
    own = (*words, NOT_APPLICABLE)
    return {
        "item": words,
        "item, no change": (*words, NO_CHANGE),
        "own": own,
        "own, no change": (*own, NO_CHANGE),
    }


def _rows(question: Question, version: Version, head: FormHead) -> Iterator[FormRow]:
    """Yields the row of an activity, then the rows of its indicators."""
    may_stay = offers_no_change(question, head.as_of)
    choices = ("own" if question.is_own else "item") + (", no change" if may_stay else "")
    yield _item_row(question, version, head)._replace(fills=_ITEM_FILLS, choices=choices)
    activity = question.activity.activity
    figures = question.part.reported.figures
    for indicator in activity.indicators:
        yield FormRow(
            key=f"{activity.id}#{indicator.id}",
            number="",
            activity=f"Indicator: {indicator.title}",
            promised=figures_promised(indicator),
            last=_last_figure(figures.get(indicator.id), indicator),
            fills=_FIGURE_FILLS,
        )


def offers_no_change(question: Question, as_of: date) -> bool:
    """True if the last report can still hold: it states a status, and the due day is not over."""
    due = question.part.basis.due
    return question.part.reported.status_from is not None and (due is None or due >= as_of)


def _item_row(question: Question, version: Version, head: FormHead) -> FormRow:
    activity = question.activity.activity
    reported = question.part.reported
    return FormRow(
        key=activity.id,
        number=activity.shown_number,
        activity=activity.title,
        promised="\n".join(promised(question, version, head.party)),
        last=last_report(reported, head.party),
        is_own=question.is_own,
        shown=reported.status_from.id if reported.status_from else None,
        promise=promise_of(activity),
    )


def promised(question: Question, version: Version, party: str) -> Iterator[str]:
    """Yields the plan's promise in its own words, the due date, and the other leads."""
    yield from promised_now(question.activity.activity, version)
    others = [lead for lead in question.activity.leads if lead != party]
    if question.is_own:
        yield f"Answer for {party} alone"
    elif others:
        yield f"Led jointly with {listing(others)}: one answer is enough"


def promised_now(activity: Activity, version: Version) -> Iterator[str]:
    """Yields the plan's promise in its own words, and the due date."""
    if activity.description:
        yield activity.description
    if activity.is_ongoing:
        yield "Ongoing, with no end of its own"
    elif due := due_stated(activity):
        yield f"Due: {due}"
    else:
        words = recurrence_in(activity.extra.values())
        begin = f"{capitalized(words)}; no due date" if words else "No due date"
        yield f"{begin}; the plan ends on {day(version.plan.end)}"


def due_stated(activity: Activity) -> str | None:
    """Returns the due date as the plan has it: a day, a span of days, or "ongoing"."""
    return activity.due_words or (day(activity.due) if activity.due else None)


def promise_of(activity: Activity) -> str:
    """Returns the digest of the plan's promise about an activity."""
    figures = [
        [each.id, each.title, each.unit, each.baseline, each.target] for each in activity.indicators
    ]
    return digest_of(
        [activity.title, activity.description, due_stated(activity), activity.each, figures]
    )


def last_report(reported: Reported, party: str) -> str:
    """Returns the status in force with its day, and the day of a later report without a status."""
    update = reported.status_from
    if update is None:
        if reported.last_update is None:
            return "Never reported"
        return f"No status stated; last report {day(reported.last_update)}"
    words = OUR_WORDS.get(reported.status, capitalized(STATUS[reported.status]))
    said = f" ({reported.said})" if reported.said else ""
    by = f", by {update.by}" if update.by and update.by != party else ""
    later = reported.last_report((party,))
    more = f"; last report {day(later.on)}" if later and later.on > update.on else ""
    return f"{words}{said}, {day(update.on)}{by}{more}"


def figures_promised(indicator: Indicator) -> str:
    """Returns an indicator's baseline and target, with its unit."""
    unit = f" {indicator.unit}" if indicator.unit else ""
    named = (("Baseline", indicator.baseline), ("Target", indicator.target))
    parts = [f"{name}: {number(value)}{unit}" for name, value in named if value is not None]
    return "\n".join(parts) or (f"Unit: {indicator.unit}" if indicator.unit else "No target stated")


def _last_figure(figure: Figure | None, indicator: Indicator) -> str:
    if figure is None:
        return "Never reported"
    unit = f" {indicator.unit}" if indicator.unit else ""
    return f"{number(figure.value)}{unit}, {day(figure.on)}"
