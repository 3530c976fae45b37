"""Conflicts between a form and what is in force, and the answers that a form corrects."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bptip.exchange.forms.answer_rows import is_from_row
from bptip.exchange.forms.requesting import NOT_YET
from bptip.exchange.identity import FORMAT, Identity, Known, id_of
from bptip.plan.model import Update
from bptip.progress.fold import in_order
from bptip.recording.statements import Statement

if TYPE_CHECKING:
    from bptip.exchange.forms.answers import Against, Answers


class TakenIn(NamedTuple):
    """A statement of a form, and its identity."""

    statement: Statement
    identity: Identity

    @property
    def update(self) -> Update:
        """The update that it becomes."""
        return Update(id=self.identity.id, recorded=NOT_YET, **self.statement._asdict())


class InForce(NamedTuple):
    """An update that a form did not show and that is in force now, and the form's statement.

    With `is_replaced` the update is from a former form, and is taken back: its day is later.
    """

    theirs: Update
    ours: Update
    is_replaced: bool = False


def conflicts_of(answers: Answers, taken: Sequence[TakenIn], against: Against) -> Iterable[InForce]:
    """Yields the statements beside which an update is in force that the form did not show."""
    for taken_in in taken:
        statement = taken_in.statement
        if not taken_in.identity.writes or statement.status is None:
            continue
        former = _former(answers, statement, against)
        yield from (InForce(taken_in.update, update, is_replaced=True) for update in former)
        now, shown = _in_force(statement, against), answers.form.shown[statement.item].shown
        if now is not None and now not in former and now.id != shown:
            yield InForce(taken_in.update, now)


def _former(answers: Answers, statement: Statement, against: Against) -> list[Update]:
    """Returns what a former form of the party said for a later day than a corrected one.

    The later day would decide, and it may be one that nobody wrote: without a day in the form, the
    round's. A form that is older than one that was collected corrects nothing.
    """
    dated = answers.form_date
    if dated is not None and any(day_signed > dated for day_signed in against.signed_on(statement)):
        return []
    return [
        update
        for update in against.counting.get(statement.item, ())
        if (update.round, update.by, update.own) == (statement.round, statement.by, statement.own)
        and is_from_row(update)
        and update.on > statement.on
    ]


def retraction_of(conflict: InForce) -> TakenIn:
    """Returns the retraction of what a former form said, under an id made from both updates."""
    theirs, ours = conflict.theirs, conflict.ours
    made = id_of([FORMAT, "corrected", ours.id, theirs.id])
    taken_from = theirs.taken_from
    statement = Statement(
        ours.item, ours.on, by=ours.by, taken_from=taken_from, own=ours.own, retracts=ours.id
    )
    return TakenIn(statement, Identity(made, Known.NEW, writes=True))


def _in_force(statement: Statement, against: Against) -> Update | None:
    """Returns the update whose status is in force for what a statement is about."""
    about = [
        update
        for update in against.counting.get(statement.item, ())
        if update.own is statement.own
        and (not statement.own or update.by == statement.by)
        and update.status is not None
    ]
    return in_order(about)[-1] if about else None
