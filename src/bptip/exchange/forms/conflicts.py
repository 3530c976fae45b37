"""Conflicts between a form and what is in force, and the answers that a form corrects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bptip.exchange.forms.requesting import NOT_YET
from bptip.exchange.identity import FORMAT, Identity, Known, id_of
from bptip.plan.journal import Update
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

    With `is_replaced` the update is from a former form, and is taken back: its day is later. With
    `is_outdated` it is the form's statement that is, since it is from the former form.
    """

    theirs: Update
    ours: Update
    is_replaced: bool = False
    is_outdated: bool = False


def conflicts_of(answers: Answers, taken: Sequence[TakenIn], against: Against) -> Iterable[InForce]:
    """Yields the statements beside which an update is in force that the form did not show."""
    for taken_in in taken:
        statement = taken_in.statement
        if not taken_in.identity.writes or statement.status is None:
            continue
        forms = list(_other_forms(answers, taken_in, against))
        yield from forms
        now, shown = _in_force(statement, against), answers.form.shown[statement.item].shown
        if now is not None and now not in [each.ours for each in forms] and now.id != shown:
            yield InForce(taken_in.update, now)


def _other_forms(answers: Answers, taken_in: TakenIn, against: Against) -> Iterator[InForce]:
    """Yields what other forms of the party said, where the older form has the later day.

    That day would decide, and it may be one that nobody wrote: without a day in the form, the
    round's. A form is older if it has an earlier date; without dates, if it was collected earlier.
    The forms may come in any order, so what was corrected already is looked at too.
    """
    statement, dated = taken_in.statement, answers.form_date
    for update in against.from_forms.get(statement.item, ()):
        if (update.round, update.by, update.own) != (statement.round, statement.by, statement.own):
            continue
        signed = against.signed_on(update)
        is_outdated = dated is not None and signed is not None and dated < signed
        if is_outdated and statement.on > update.on:
            yield InForce(taken_in.update, update, is_outdated=True)
        elif not is_outdated and update.on > statement.on:
            yield InForce(taken_in.update, update, is_replaced=True)


def retraction_of(conflict: InForce) -> TakenIn:
    """Returns the retraction of what a former form said, under an id made from both updates."""
    newer, former = conflict.theirs, conflict.ours
    if conflict.is_outdated:
        newer, former = former, newer
    made = id_of([FORMAT, "corrected", former.id, newer.id])
    statement = Statement(
        former.item,
        former.on,
        by=former.by,
        taken_from=newer.taken_from,
        own=former.own,
        retracts=former.id,
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
