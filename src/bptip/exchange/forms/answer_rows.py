"""Reads the rows of a form as statements, cell by cell.

A faulty cell becomes a question, and the rest of its row is recorded. If the status or the day of
completion is faulty, nothing of the row is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeVar

from bptip.exchange.cells import SheetCell
from bptip.exchange.forms import form_cells as cells
from bptip.exchange.forms.filled_form import FilledForm
from bptip.exchange.forms.form import choices_of, figures_promised, promise_of, promised_now
from bptip.exchange.forms.form_cells import (
    CellFaultError,
    NilAnswer,
    ReturnQuestion,
    fault,
)
from bptip.exchange.forms.form_context import ROW, Against
from bptip.exchange.forms.form_rows import FilledRow, ShownRow
from bptip.exchange.forms.form_words import ANSWERS, FIELDS, HEADINGS, LOCKED, Field, Place
from bptip.exchange.statement_ids import plain_text
from bptip.exchange.tables.cell_statuses import CellStatus
from bptip.exchange.tables.findings import shortened
from bptip.plan.model import EMPTY, Activity, Number, Status
from bptip.plan.vocabulary import day, listing
from bptip.recording.statements import Statement

T = TypeVar("T")


class AnswerRows:
    """Reads the rows of a form as statements; `form_date` is None for a form without a date."""

    def __init__(self, form: FilledForm, against: Against, form_date: date | None) -> None:
        self.form = form
        self.against = against
        self.form_date = form_date
        self.on = min(against.as_of, form_date or against.as_of)
        self.questions: list[ReturnQuestion] = []
        self.dated: set[str] = set()
        self.activities = {each.id: each for each in against.version.activities}
        self.choices = choices_of(against.parties)

    def answer(self, item: str, rows: Sequence[FilledRow]) -> Iterator[Statement]:
        """Yields the statements in the rows of an activity; a faulty cell becomes a question."""
        before = len(self.questions)
        statement = self._taken(lambda: self._statement(item, rows))
        for place, question in enumerate(self.questions[before:], start=before):
            self.questions[place] = question._replace(item=item)
        if statement is None:
            last = self.questions[-1]
            self.questions[-1] = last._replace(message=last.message + _waiting(last.place, rows))
        has_questions = len(self.questions) > before
        if statement and not (has_questions and self._is_empty(statement, rows)):
            yield statement

    def _taken(self, read: Callable[[], T]) -> T | None:
        """Returns the value from `read`; None for a faulty cell, which becomes a question."""
        try:
            return read()
        except CellFaultError as error:
            self.questions.append(error.question)
            return None

    def _is_empty(self, statement: Statement, rows: Sequence[FilledRow]) -> bool:
        """True if a statement has no values, and its row does not say "no change"."""
        says_nothing = statement == self._about(statement.item, rows[0])._replace(
            taken_from=statement.taken_from
        )
        return says_nothing and all(row.cell(Place.STATUS).is_empty for row in rows)

    def _about(self, item: str, row: FilledRow) -> Statement:
        """Returns a statement about an activity, without any values yet."""
        return Statement(
            item,
            self.on,
            self.form.head.party,
            own=self.form.shown[item].is_own,
            round=self.form.head.round,
            taken_from=f"{self.form.file}, {self.form.sheet}{ROW}{row.number}",
        )

    def _statement(self, item: str, rows: Sequence[FilledRow]) -> Statement:
        """Returns the statement of an activity's rows; raises CellFaultError for a faulty row."""
        row = self._only_row(item, [row for row in rows if "#" not in row.key])
        shown = self.form.shown.get(item)
        first = row or rows[0]
        if shown is None or item not in self.activities:
            raise fault(
                "no-item",
                _where(first),
                f"The plan that is in force has no activity {shown.number if shown else item}.",
                "Ask which activity is meant.",
            )
        for filled in rows:
            self._refuse_another_activity(filled)
        self._refuse_changed_promise(self.activities[item], shown, first)
        statement = self._about(item, first)._replace(
            values=dict(self._values(item, rows)) or EMPTY
        )
        if row is None:
            return statement
        statement = statement._replace(
            note=self._taken(lambda: cells.text_in(row.cell(Place.NOTE))),
            challenges=self._taken(lambda: cells.text_in(row.cell(Place.CHALLENGES))),
            evidence=tuple(dict.fromkeys(self._links(row))),
        )
        has_texts = statement != self._about(item, first)
        return self._with_status(statement, row, shown, has_more=has_texts)

    def _with_status(
        self, statement: Statement, row: FilledRow, shown: ShownRow, *, has_more: bool
    ) -> Statement:
        """Returns a statement with the status and the day of its row.

        Raises CellFaultError for a faulty status or day of completion. For a faulty day of
        expected completion, only that cell becomes a question, unless no status is given: a past
        day may then be that of a completion.
        """
        answer = self._status(row, shown)
        if answer is None:
            return statement._replace(expected=self._expected(row))
        if answer is NilAnswer.NO_CHANGE:
            expected = self._taken(lambda: self._expected(row))
            status = row.cell(Place.STATUS)
            kept = self._kept_status(status, status.text.strip(), shown)
            if has_more or expected is not None:
                statement = statement._replace(status=kept.status, said=kept.said)
            return statement._replace(expected=expected)
        cell = self._day_cell(row, answer)
        stated = statement._replace(
            status=answer.status or self._status_under_way(shown),
            said=answer.said,
            progress=answer.progress,
        )
        if answer.status is not Status.COMPLETED:
            expected = self._taken(lambda: self._expected(row, cell))
            return stated._replace(expected=expected)
        written = self.against.day_in(cell)
        self.dated |= {statement.item} if written else set()
        return stated._replace(on=self._completed_on(written, cell))

    def _day_cell(self, row: FilledRow, answer: CellStatus) -> SheetCell:
        """Returns the cell with the day of a row; raises CellFaultError for two different days."""
        cell, beside = row.cell(Place.DAY), answer.day
        if beside is None or cell.is_empty:
            return beside or cell
        if self.against.day_in(beside) != self.against.day_in(cell):
            message = f'"{beside.text}" and "{cell.text}" are two different days.'
            raise fault("bad-date", cell, message, "Ask which day is meant.")
        return cell

    def _status_under_way(self, shown: ShownRow) -> Status | None:
        """Returns the status for a percentage alone; None if the reported status stays."""
        update = self.against.updates.get(shown.shown or "")
        has_begun = update is not None and update.status not in (None, Status.NOT_STARTED)
        return None if has_begun else Status.IN_PROGRESS

    def undated(self, statements: Iterable[Statement]) -> Iterator[tuple[str, date]]:
        """Yields the items completed late and without a day, each with its due day."""
        for statement in statements:
            due = self.activities[statement.item].due_in(self.against.version.plan)
            is_completed = statement.status is Status.COMPLETED and statement.item not in self.dated
            if is_completed and due is not None and due < statement.on:
                yield statement.item, due

    def not_enough(self, items: Iterable[str]) -> Iterator[ReturnQuestion]:
        """Yields a question for each item for which "nothing to report" is not enough.

        It is enough for an item whose status the party has already stated in this round.
        """
        cell = self.form.field(Field.NOTHING)
        for item in items:
            shown = self.form.shown[item]
            if any(each.status for each in self.against.given(self.form.head, item, shown.is_own)):
                continue
            try:
                self._kept_status(cell, FIELDS[Field.NOTHING], shown)
            except CellFaultError as error:
                yield error.question._replace(item=item)

    def no_change(self, item: str) -> Statement:
        """Returns the nil return for an activity whose row is empty."""
        head, cell = self.form.head, self.form.field(Field.NOTHING)
        return Statement(
            item,
            self.on,
            head.party,
            own=self.form.shown[item].is_own,
            round=head.round,
            taken_from=f"{self.form.file}, {cell.place}",
        )

    def number(self, item: str) -> str:
        """Returns the number of an activity as the form shows it."""
        return self.form.shown[item].number

    def _only_row(self, item: str, rows: Sequence[FilledRow]) -> FilledRow | None:
        """Returns the filled-in row of an activity, else its first row.

        Raises CellFaultError for two rows with different answers.
        """
        filled = [row for row in rows if row.is_answered]
        contents = {tuple(row.cell(place).text for place in ANSWERS) for row in filled}
        if len(contents) > 1:
            second = filled[1].cell(Place.STATUS)
            first = filled[0].cell(Place.STATUS).place
            message = (
                f"{self.number(item)} is filled in twice, with different answers: here and at "
                f"{first}. Which answer is right?"
            )
            raise fault("twice", second, message, "Ask which answer is right.")
        return next(iter(filled or rows), None)

    def _refuse_another_activity(self, row: FilledRow) -> None:
        """Raises CellFaultError if a row shows the number or the title of another activity.

        People who sort, copy or cut rows may leave out the hidden column with the keys.
        """
        own = self.form.shown.get(row.key)
        if own is None or not row.is_answered:
            return
        for place in (Place.ACTIVITY, Place.NUMBER):
            text = plain_text(row.cell(place).text)
            if not text or text == plain_text(own.locked[place]):
                continue
            others = (each for each in self.form.shown.values() if each is not own)
            meant = next((each for each in others if plain_text(each.locked[place]) == text), None)
            if meant is not None:
                message = (
                    f'This row shows "{on_one_line(text)}", but the form made it for '
                    f"{self.number(row.item)}. Which activity is meant?"
                )
                raise fault("disagrees", row.cell(place), message, "Ask which activity is meant.")

    def _refuse_changed_promise(self, activity: Activity, shown: ShownRow, row: FilledRow) -> None:
        """Raises CellFaultError if the plan's promise has changed since the form was made."""
        if shown.promise in (None, promise_of(activity)):
            return
        lines = "\n".join(promised_now(activity, self.against.version))
        before, now = [_in_short(shown)], [f"{activity.title} ({on_one_line(lines)})"]
        promised = ((each, on_one_line(figures_promised(each))) for each in activity.indicators)
        figures = {
            f"{activity.id}#{each.id}": f"Indicator: {each.title} ({text})"
            for each, text in promised
        }
        for key, figure in self.form.shown.items():
            if key.startswith(f"{activity.id}#") and figures.get(key) != _in_short(figure):
                before.append(_in_short(figure))
                now += [figures[key]] if key in figures else []
        now += [text for key, text in figures.items() if key not in self.form.shown]
        raise fault(
            "promise-changed",
            _where(row),
            f"The plan has changed since this form was made. Shown in {shown.number}: "
            f'"{"; ".join(before)}". Now: "{"; ".join(now)}". Does the answer still hold?',
            "Ask whether the answer holds for the new text, then record it: bptip update.",
        )

    def _status(self, row: FilledRow, shown: ShownRow) -> CellStatus | NilAnswer | None:
        words = self.choices["own" if shown.is_own else "item"]
        cell = row.cell(Place.STATUS)
        return cells.status_in(cell, self.against.parties, words, is_own=shown.is_own)

    def _kept_status(self, cell: SheetCell, text: str, shown: ShownRow) -> CellStatus:
        """Returns the status that "no change" in a cell leaves in force.

        Raises CellFaultError if no status was stated, or if its due day has passed.
        """
        update = self.against.updates.get(shown.shown or "")
        if update is None or update.status is None:
            raise fault(
                "no-status-to-keep",
                cell,
                f'"{text}" is not enough for {shown.number}: no status was reported '
                "before. Which status is it?",
                "Ask for the status.",
            )
        due = self.activities[shown.key].due_in(self.against.version.plan)
        if due is not None and due < self.against.as_of:
            raise fault(
                "no-status-to-keep",
                cell,
                f'"{text}" is not enough for {shown.number}: it was due {day(due)}. '
                "Which status is it now?",
                "Ask for the status.",
            )
        return CellStatus(text, update.status, update.said)

    def _completed_on(self, written: date | None, cell: SheetCell) -> date:
        """Returns the day of a completion.

        Raises CellFaultError for a day in the future, or after the date of the form.
        """
        if written is None:
            return self.on
        wrong = ""
        if written > self.against.today:
            wrong = "is in the future"
        elif self.form_date is not None and written > self.form_date:
            wrong = f"is after the date of this form, {day(self.form_date)}"
        if wrong:
            raise fault(
                "bad-date",
                cell,
                f"Completed on {day(written)}, which {wrong}.",
                "Ask for the day of completion, or for another status.",
            )
        return written

    def _expected(self, row: FilledRow, beside: SheetCell | None = None) -> date | None:
        """Returns the day of expected completion; raises CellFaultError for a past day.

        The day may be `beside` the status.
        """
        cell = beside or row.cell(Place.DAY)
        written = self.against.day_in(cell)
        if written is not None and written < self.on:
            status, note = row.cell(Place.STATUS).text.strip(), row.cell(Place.NOTE).text
            stated = f'the status is "{status}"' if status else "no status is given"
            if not status and note.strip():
                stated += f'; the note begins "{shortened(on_one_line(note))}"'
            raise fault(
                "bad-date",
                cell,
                f"{day(written)} is before {day(self.on)}, and {stated}. Was it completed on that "
                "day? If not, when is completion now expected?",
                "Ask whether it was completed then; if not, when completion is now expected.",
            )
        return written

    def _links(self, row: FilledRow) -> Iterator[str]:
        """Yields the addresses in a row; other words in the cell become a question."""
        for address in cells.links_in(row.cell(Place.EVIDENCE)):
            if isinstance(address, CellFaultError):
                self.questions.append(address.question)
            else:
                yield address

    def _values(self, item: str, rows: Sequence[FilledRow]) -> Iterator[tuple[str, Number]]:
        """Yields the values in the rows of an activity's indicators."""
        known = {each.id: each.unit for each in self.activities[item].indicators}
        for row in rows:
            cell, indicator = row.cell(Place.VALUE), row.key.partition("#")[2]
            if not cell.is_empty and indicator not in known:
                hint = (
                    "Ask which indicator it belongs to."
                    if known
                    else "The activity has no indicators."
                )
                message = (
                    f'"{cell.text.strip()}" is a new value, but this row of {self.number(item)} is '
                    "not the row of an indicator. What does it count?"
                )
                self.questions.append(fault("no-item", cell, message, hint).question)
                continue
            unit = known.get(indicator)
            value = self._taken(lambda cell=cell, unit=unit: cells.figure_in(cell, unit))  # type: ignore[misc]
            if value is not None:
                yield indicator, value


def _where(row: FilledRow) -> SheetCell:
    """Returns the first cell with a text, answers first; else the cell with the title."""
    places = [*ANSWERS, *LOCKED]
    written = [row.cell(place) for place in places if not row.cell(place).is_empty]
    return written[0] if written else row.cell(Place.ACTIVITY)


def _waiting(place: str, rows: Iterable[FilledRow]) -> str:
    """Returns the sentence that names the other filled-in cells of a faulty row."""
    waiting = {
        f'"{HEADINGS[column]}"': None
        for row in rows
        for column in ANSWERS
        if not row.cell(column).is_empty and row.cell(column).place != place
    }
    if not waiting:
        return ""
    return f" Until this is answered, the rest of the row is not recorded: {listing([*waiting])}."


def _in_short(shown: ShownRow) -> str:
    """Returns the title that a row showed, with the promise in brackets."""
    promised = on_one_line(shown.locked[Place.PROMISED])
    return f"{on_one_line(shown.locked[Place.ACTIVITY])} ({promised})"


def on_one_line(text: str) -> str:
    """Returns a text with its lines joined by semicolons."""
    return "; ".join(line.strip() for line in text.splitlines() if line.strip())
