"""Finds conflicts between a form and updates in force, and the answers that a form corrects."""

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
        """The update that the statement becomes."""
        return Update(id=self.identity.id, recorded=NOT_YET, **self.statement._asdict())


class InForce(NamedTuple):
    """An update that stays in force beside a form's statement, or that the form replaces.

    With `is_replaced` the update is taken back: its day is later, and it is from a former form, or
    the form showed it and answers otherwise. With `is_outdated` it is the form's statement that is,
    since it is from the former form.
    """

    theirs: Update
    ours: Update
    is_replaced: bool = False
    is_outdated: bool = False


def conflicts_of(answers: Answers, taken: Sequence[TakenIn], against: Against) -> Iterable[InForce]:
    """Yields the statements beside which another update is in force, or would stay in force.

    That is an update that the form did not show, or one that it showed with a later day.
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


def _contradicted(
    statement: Statement, about: Sequence[Update], shown: str | None
) -> Sequence[Update]:
    """Returns the updates up to the one that was shown that contradict a statement and outlast it.

    Each states another status for a later day: work that was completed is not in progress since.
    """
    places = [place for place, update in enumerate(about, start=1) if update.id == shown]
    known = about[: places[0]] if places else ()
    return [
        update
        for update in known
        if update.on > statement.on and update.status is not statement.status
    ]


def _is_for(statement: Statement, update: Update) -> bool:
    """True if a party's statement may take back an update: it is its own, or nobody's by name.

    Figures that the statement does not state again would be lost, so these stay.
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
