"""Finds conflicts between a form and updates in force, and the answers that a form corrects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bptip.exchange.forms.answers import Answers
from bptip.exchange.forms.form_context import Against
from bptip.exchange.forms.requesting import NOT_YET
from bptip.exchange.statement_ids import FORMAT, Identity, Known, id_of
from bptip.plan.journal import Update
from bptip.progress.fold import in_order
from bptip.recording.statements import Statement


class TakenIn(NamedTuple):
    """A statement of a form, and its identity."""

    statement: Statement
    identity: Identity

    @property
    def update(self) -> Update:
        """The update that the statement becomes."""
        return Update(id=self.identity.id, recorded=NOT_YET, **self.statement._asdict())


class InForce(NamedTuple):
    """An update in force, and a statement of a form on the same item.

    With `is_replaced` the update is retracted: its day is later, but it comes from a former form,
    or the form showed it and contradicts it. With `is_outdated` the form's statement is retracted,
    since this form is the former one. With neither, both stay.
    """

    theirs: Update
    ours: Update
    is_replaced: bool = False
    is_outdated: bool = False


def conflicts_of(answers: Answers, taken: Sequence[TakenIn], against: Against) -> Iterable[InForce]:
    """Yields each statement with an update that conflicts with it.

    The form did not show this update, or showed it and contradicts it for an earlier day.
    """
    for taken_in in taken:
        statement = taken_in.statement
        if not taken_in.identity.writes or statement.status is None:
            continue
        forms = list(_other_forms(answers, taken_in, against))
        yield from forms
        former = [each.ours for each in forms]
        about = [each for each in _with_status(statement, against) if each not in former]
        if not about or any(each.is_outdated for each in forms):
            continue
        shown = answers.form.shown[statement.item].shown
        contradicted = _contradicted(statement, about, shown)
        if about[-1] in contradicted and all(_is_for(statement, each) for each in contradicted):
            for update in contradicted:
                yield InForce(taken_in.update, update, is_replaced=True)
        elif about[-1].id != shown or about[-1] in contradicted:
            yield InForce(taken_in.update, about[-1])


def _other_forms(answers: Answers, taken_in: TakenIn, against: Against) -> Iterator[InForce]:
    """Yields the updates from other forms of the party, if the older form has the later day.

    The later day would decide, and nobody may have written it: a form without a day gets the day
    of the round. A form is older if its date is earlier; without dates, if it was collected
    earlier. Forms may come in any order, so retracted updates are compared too.
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


def _contradicted(
    statement: Statement, about: Sequence[Update], shown: str | None
) -> Sequence[Update]:
    """Returns the updates that the form knew and that contradict a statement.

    Each has another status and a later day: completed work cannot be in progress later.
    """
    places = [place for place, update in enumerate(about, start=1) if update.id == shown]
    known = about[: places[0]] if places else ()
    return [
        update
        for update in known
        if update.on > statement.on and update.status is not statement.status
    ]


def _is_for(statement: Statement, update: Update) -> bool:
    """True if a party's statement may retract an update: the party's own, or one without a party.

    An update with figures that the statement does not repeat stays: they would be lost.
    """
    return update.by in (None, statement.by) and update.values.keys() <= statement.values.keys()


def retraction_of(conflict: InForce) -> TakenIn:
    """Returns the retraction of the replaced update, with an id made from both updates."""
    newer, former = conflict.theirs, conflict.ours
    if conflict.is_outdated:
        newer, former = former, newer
    made = id_of([FORMAT, "corrected", former.id, newer.id])
    statement = Statement(
        former.item,
        former.on,
        by=newer.by,
        taken_from=newer.taken_from,
        own=former.own,
        retracts=former.id,
    )
    return TakenIn(statement, Identity(made, Known.NEW, writes=True))


def _with_status(statement: Statement, against: Against) -> list[Update]:
    """Returns the updates with a status on a statement's subject, in the order they apply."""
    return in_order(
        update
        for update in against.counting.get(statement.item, ())
        if update.own is statement.own
        and (not statement.own or update.by == statement.by)
        and update.status is not None
    )
