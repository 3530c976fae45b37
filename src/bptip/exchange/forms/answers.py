"""The answers of one form: statements, "no change", rows left empty, questions to take back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from bptip.exchange.forms.answer_rows import AnswerRows, on_one_line
from bptip.exchange.forms.filled_form import FilledForm
from bptip.exchange.forms.form_cells import CellFaultError, ReturnQuestion, fault
from bptip.exchange.forms.form_context import Against
from bptip.exchange.forms.form_rows import FilledRow
from bptip.exchange.forms.form_words import FIELDS, HEADINGS, Field, Place, is_draft, is_ticked
from bptip.plan.model import EMPTY
from bptip.plan.vocabulary import count, day
from bptip.recording.statements import Statement


class Answers(NamedTuple):
    """The answers of a form.

    `statements` are in the plan's order; a statement without values means "no change".
    `unanswered` has the items with empty rows. `form_date` is the day that the party wrote.
    """

    form: FilledForm
    statements: tuple[Statement, ...]
    unanswered: tuple[str, ...]
    questions: tuple[ReturnQuestion, ...]
    is_draft: bool
    form_date: date | None
    undated: Mapping[str, date] = EMPTY
    """The items completed late and without a day, each with its due day."""

    @property
    def is_blank(self) -> bool:
        """True if the form has no answer."""
        return self.form.is_blank

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
        form_date = _form_date(form, against)
    except CellFaultError as error:
        questions.append(error.question)
    reader = AnswerRows(form, against, form_date)
    by_item = _by_item(form.rows)
    answered = {item for item, rows in by_item.items() if any(row.is_answered for row in rows)}
    asked = [key for key in form.shown if "#" not in key]
    ticked = is_ticked(form.field(Field.NOTHING).text)
    statements: list[Statement] = []
    for item in dict.fromkeys([*asked, *answered]):
        if item in answered:
            statements += reader.answer(item, by_item[item])
    questions += reader.questions
    questions += _beside(form)
    if ticked and answered:
        questions.append(_nothing_but_rows(form, len(answered)))
    elif ticked:
        statements = [reader.no_change(item) for item in asked]
        questions += reader.not_enough(asked)
    stated = {statement.item for statement in statements}
    unanswered = tuple(item for item in asked if item not in answered and item not in stated)
    draft = is_draft(form.field(Field.DRAFT).text)
    undated = dict(reader.undated(statements))
    return Answers(form, tuple(statements), unanswered, tuple(questions), draft, form_date, undated)


def _form_date(form: FilledForm, against: Against) -> date | None:
    cell = form.field(Field.DATE)
    written = against.day_in(cell)
    if written is not None and written > against.today:
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
        "Ask for the answers in a form with every column, or record them: bptip update.",
    )


def _beside(form: FilledForm) -> Iterator[ReturnQuestion]:
    """Yields a question for each text in a row or cell that is not to be filled in."""
    for cell in form.strays:
        where = "is not in a cell to fill in"
        hint = (
            "Ask which activity it is about. An activity that is not in the plan belongs below, in "
            f'"{FIELDS[Field.OTHER]}".'
        )
        if number := form.closed.get(cell.place):
            where = f"is in the row of {number}, which is closed already"
            hint = (
                f"If {number} goes on, record it: bptip update {number} --round {form.head.round} …"
            )
        message = f'"{on_one_line(cell.text)}" {where}, so it was not taken.'
        yield ReturnQuestion("no-item", cell.place, cell.text, message, hint)


def _nothing_but_rows(form: FilledForm, number: int) -> ReturnQuestion:
    cell = form.field(Field.NOTHING)
    return ReturnQuestion(
        "nothing-but-rows",
        cell.place,
        cell.text,
        f'"{FIELDS[Field.NOTHING]}" is ticked, and {count(number, "row")} '
        f"{'is' if number == 1 else 'are'} filled in.",
        "Ask which is right. Only the filled-in rows were read.",
    )
