"""The answers of one form: statements, "no change", rows left empty, questions to take back.

A row with a cell that cannot be taken becomes a question as a whole; all other rows are taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bptip.exchange.forms import form_cells as cells
from bptip.exchange.forms.form import choices_of, due_stated, promise_of
from bptip.exchange.forms.form_cells import CellFaultError, Kept, ReturnQuestion, fault
from bptip.exchange.forms.form_words import (
    ANSWERS,
    FIELDS,
    HEADINGS,
    LOCKED,
    Field,
    Place,
    is_draft,
    is_ticked,
)
from bptip.plan.model import EMPTY, Status
from bptip.plan.parties import StatedStatus
from bptip.plan.vocabulary import day
from bptip.progress.fold import not_retracted, retracted_ids
from bptip.recording.statements import Statement

if TYPE_CHECKING:
    from datetime import date

    from bptip.exchange.cells import SheetCell
    from bptip.exchange.forms.filled_form import FilledForm, FilledRow, ShownRow
    from bptip.plan.model import Activity, Number, Update, Version
    from bptip.plan.parties import Parties


class Against(NamedTuple):
    """The plan and the journal that forms are read against.

    `version` is the one in force today. `updates` are all those of the journal, by id, and
    `counting` those that no other takes back, by item. `as_of` is the day for which the round asks.
    """

    version: Version
    updates: Mapping[str, Update]
    counting: Mapping[str, Sequence[Update]]
    parties: Parties
    as_of: date
    today: date


def against(
    version: Version, updates: Sequence[Update], parties: Parties, as_of: date, today: date
) -> Against:
    """Returns the plan and the journal that forms are read against."""
    counting: dict[str, list[Update]] = {}
    for update in not_retracted(updates, retracted_ids(updates)):
        counting.setdefault(update.item, []).append(update)
    by_id = {update.id: update for update in updates}
    return Against(version, by_id, counting, parties, as_of, today)


class Answers(NamedTuple):
    """The answers of a form.

    `statements` are in the plan's order; those that state nothing are "no change". `unanswered` are
    the items whose rows were left empty. `form_date` is the day that the party wrote.
    """

    form: FilledForm
    statements: tuple[Statement, ...]
    unanswered: tuple[str, ...]
    questions: tuple[ReturnQuestion, ...]
    is_draft: bool
    form_date: date | None

    @property
    def is_blank(self) -> bool:
        """True if nothing was answered at all."""
        form = self.form
        written = (Field.NOTHING, Field.CORRECTIONS, Field.OTHER)
        return not any(row.is_answered for row in form.rows) and not any(map(form.text, written))

    @property
    def signed(self) -> str | None:
        """The name that signs the form, and the day beside it."""
        form_date = day(self.form_date) if self.form_date else None
        parts = [part for part in (self.form.text(Field.NAME), form_date) if part]
        return ", ".join(parts) or None


def answers_of(form: FilledForm, against: Against) -> Answers:
    """Returns the answers of a form."""
    questions = [_without_column(form, place) for place in form.missing]
    form_date = None
    try:
        form_date = _form_date(form, against.today)
    except CellFaultError as error:
        questions.append(error.question)
    on = min(against.as_of, form_date or against.as_of)
    reader = _Reader(form, against, on)
    by_item = _by_item(form.rows)
    answered = {item for item, rows in by_item.items() if any(row.is_answered for row in rows)}
    asked = [key for key in form.shown if "#" not in key]
    ticked = is_ticked(form.field(Field.NOTHING).text)
    statements: list[Statement] = []
    for item in dict.fromkeys([*asked, *answered]):
        if item not in answered:
            continue
        try:
            statements.append(reader.statement(item, by_item[item]))
        except CellFaultError as error:
            questions.append(error.question)
    if ticked and answered:
        questions.append(_nothing_but_rows(form, len(answered)))
    elif ticked:
        statements = [reader.no_change(item) for item in asked]
    stated = {statement.item for statement in statements}
    unanswered = tuple(item for item in asked if item not in answered and item not in stated)
    draft = is_draft(form.field(Field.DRAFT).text)
    return Answers(form, tuple(statements), unanswered, tuple(questions), draft, form_date)


def _form_date(form: FilledForm, today: date) -> date | None:
    cell = form.field(Field.DATE)
    written = cells.day_in(cell, today)
    if written is not None and written > today:
        raise fault("bad-date", cell, f"The date of the form, {day(written)}, is in the future.")
    return written


def _by_item(rows: Sequence[FilledRow]) -> Mapping[str, list[FilledRow]]:
    """Returns the rows of each activity, its indicators' rows included."""
    by_item: dict[str, list[FilledRow]] = {}
    for row in rows:
        by_item.setdefault(row.item, []).append(row)
    return by_item


def _without_column(form: FilledForm, place: Place) -> ReturnQuestion:
    heading = HEADINGS[place]
    return ReturnQuestion(
        "no-column",
        form.sheet,
        heading,
        f'The column "{heading}" is not in the form any more.',
        "Ask for its answers: in a form with every column, or by bptip update.",
    )


def _nothing_but_rows(form: FilledForm, number: int) -> ReturnQuestion:
    cell = form.field(Field.NOTHING)
    return ReturnQuestion(
        "nothing-but-rows",
        cell.place,
        cell.text,
        f'"{FIELDS[Field.NOTHING]}" is ticked, and {number} rows are filled in.',
        "Ask which is meant. The rows that are filled in were read, and no other.",
    )


class _Reader:
    """Reads the rows of a form as statements."""

    def __init__(self, form: FilledForm, against: Against, on: date) -> None:
        self.form = form
        self.against = against
        self.on = on
        self.activities = {each.id: each for each in against.version.activities}
        self.choices = choices_of(against.parties)

    def statement(self, item: str, rows: Sequence[FilledRow]) -> Statement:
        """Returns what the rows of an activity state; raises CellFaultError for a faulty cell."""
        row = self._only_row(item, [row for row in rows if "#" not in row.key])
        shown = self.form.shown.get(item)
        first = row or rows[0]
        if shown is None or item not in self.activities:
            raise fault(
                "no-item",
                _where(first),
                f"The plan that is in force has no activity {item}.",
                "Ask which activity is meant.",
            )
        self._refuse_changed_promise(self.activities[item], shown, first)
        values = dict(self._values(item, rows))
        texts = self._texts(row) if row else Statement(item, self.on)
        status = self._status(row, shown) if row else None
        written_day = cells.day_in(row.cell(Place.DAY), self.against.today) if row else None
        if status is Kept.NO_CHANGE:
            has_more = bool(values or written_day or texts != Statement(item, self.on))
            status = self._kept_status(row or first, shown, has_more=has_more)
        on, expected = self._days(row or first, status, written_day)
        return texts._replace(
            on=on,
            by=self.form.head.party,
            status=status.status if status else None,
            said=status.said if status else None,
            expected=expected,
            own=shown.is_own,
            round=self.form.head.round,
            taken_from=f"{self.form.file}, {self.form.sheet}, row {first.number}",
            values=values or EMPTY,
        )

    def no_change(self, item: str) -> Statement:
        """Returns the nil return about an activity for which nothing was written."""
        head, cell = self.form.head, self.form.field(Field.NOTHING)
        return Statement(
            item,
            self.on,
            head.party,
            own=self.form.shown[item].is_own,
            round=head.round,
            taken_from=f"{self.form.file}, {cell.place}",
        )

    def _only_row(self, item: str, rows: Sequence[FilledRow]) -> FilledRow | None:
        """Returns the row of an activity that is filled in; raises CellFaultError for two."""
        filled = [row for row in rows if row.is_answered]
        contents = {tuple(row.cell(place).text for place in ANSWERS) for row in filled}
        if len(contents) > 1:
            second = filled[1].cell(Place.STATUS)
            first = filled[0].cell(Place.STATUS).place
            message = f"{item} is filled in twice, with different answers: here and at {first}."
            raise fault("twice", second, message, "Ask which one is meant.")
        return next(iter(filled or rows), None)

    def _refuse_changed_promise(self, activity: Activity, shown: ShownRow, row: FilledRow) -> None:
        """Raises CellFaultError if the plan now promises something else than the form showed."""
        if shown.promise in (None, promise_of(activity)):
            return
        before = f"{shown.locked[Place.ACTIVITY]} ({shown.locked[Place.PROMISED]})"
        now = f"{activity.title} ({due_stated(activity) or 'no due date'})"
        raise fault(
            "promise-changed",
            _where(row),
            f"The plan has changed since this form was made. Shown in {activity.id}: "
            f'"{_on_one_line(before)}". Now: "{_on_one_line(now)}".',
            "Ask whether the answer holds for the new text, then record it: bptip update.",
        )

    def _status(self, row: FilledRow, shown: ShownRow) -> StatedStatus | Kept | None:
        words = self.choices["own" if shown.is_own else "item"]
        cell = row.cell(Place.STATUS)
        return cells.status_in(cell, self.against.parties, words, is_own=shown.is_own)

    def _kept_status(
        self, row: FilledRow, shown: ShownRow, *, has_more: bool
    ) -> StatedStatus | None:
        """Returns the status that "no change" leaves in force; None for a nil return.

        Raises CellFaultError if no status was stated, or if its due day has passed.
        """
        update = self.against.updates.get(shown.shown or "")
        cell = row.cell(Place.STATUS)
        if update is None or update.status is None:
            raise fault(
                "no-status-to-keep",
                cell,
                f"No status of {shown.key} has been reported that could be unchanged.",
                "Ask for the status.",
            )
        due = self.activities[shown.key].due or (
            None if self.activities[shown.key].is_ongoing else self.against.version.plan.end
        )
        if due is not None and due < self.against.as_of:
            raise fault(
                "no-status-to-keep",
                cell,
                f'"{cell.text.strip()}" is not enough for {shown.key}: it was due {day(due)}.',
                "Ask for the status.",
            )
        return StatedStatus(update.status, update.said) if has_more else None

    def _days(
        self, row: FilledRow, status: StatedStatus | None, written: date | None
    ) -> tuple[date, date | None]:
        """Returns the day for which a statement is true, and the one on which it is expected."""
        if status is None or status.status is not Status.COMPLETED:
            return self.on, written
        if written is not None and written > self.against.today:
            cell = row.cell(Place.DAY)
            raise fault(
                "bad-date",
                cell,
                f"Completed on {day(written)}, which is in the future.",
                "Ask for the day of completion, or for another status.",
            )
        return written or self.on, None

    def _values(self, item: str, rows: Sequence[FilledRow]) -> Iterator[tuple[str, Number]]:
        """Yields the values in the rows of an activity's indicators."""
        known = {each.id for each in self.activities[item].indicators}
        for row in rows:
            cell = row.cell(Place.VALUE)
            value = cells.figure_in(cell)
            if value is None:
                continue
            indicator = row.key.partition("#")[2]
            if indicator not in known:
                raise fault("no-item", cell, f"{item} has no indicator in this row.")
            yield indicator, value

    def _texts(self, row: FilledRow) -> Statement:
        """Returns the texts and links of a row, as a statement without anything else."""
        return Statement(
            row.key,
            self.on,
            note=cells.text_in(row.cell(Place.NOTE)),
            challenges=cells.text_in(row.cell(Place.CHALLENGES)),
            evidence=cells.links_in(row.cell(Place.EVIDENCE)),
        )


def _where(row: FilledRow) -> SheetCell:
    """Returns the first cell that is filled in, else the first of the row."""
    places = [*ANSWERS, *LOCKED]
    written = [row.cell(place) for place in places if not row.cell(place).is_empty]
    return written[0] if written else row.cell(Place.ACTIVITY)


def _on_one_line(text: str) -> str:
    return "; ".join(line.strip() for line in text.splitlines() if line.strip())
