"""Collects the forms of one run: finds new answers, known answers and contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.exchange.forms.answers import Answers, answers_of
from bptip.exchange.forms.conflicts import InForce, TakenIn, conflicts_of, retraction_of
from bptip.exchange.forms.filled_form import FilledForm
from bptip.exchange.forms.form_cells import UNREADABLE, ReturnQuestion
from bptip.exchange.forms.form_context import Against
from bptip.exchange.forms.form_words import ANSWERS, Field
from bptip.exchange.forms.receipts import receipt_of
from bptip.exchange.statement_ids import Identity, Known, identities
from bptip.plan.journal import Receipt, Update
from bptip.plan.model import Version
from bptip.plan.vocabulary import listing
from bptip.progress.fold import not_retracted, retracted_ids
from bptip.progress.rounds import RoundState
from bptip.recording.statements import Statement

TWO_FILES: Final = "two-files"
"""The code of the question about two files of a party with different answers."""


class Return(NamedTuple):
    """The answers in a file that came back, compared with the journal.

    `party` is the party of the form, if known. `refused` is the reason why the file was not read;
    such a file has no answers. `left_out` has the items for which another file was preferred.
    `emptied` has the updates from an earlier form whose rows are empty in this form.
    """

    file: str
    party: str | None = None
    answers: Answers | None = None
    taken: tuple[TakenIn, ...] = ()
    questions: tuple[ReturnQuestion, ...] = ()
    conflicts: tuple[InForce, ...] = ()
    emptied: tuple[Update, ...] = ()
    left_out: tuple[str, ...] = ()
    receipt: Receipt | None = None
    refused: str | None = None
    hint: str = ""

    @property
    def new(self) -> tuple[TakenIn, ...]:
        """The statements to be written."""
        return tuple(each for each in self.taken if each.identity.writes)

    @property
    def taken_back(self) -> tuple[TakenIn, ...]:
        """The retractions of a former form's statements, to be written."""
        return tuple(
            retraction_of(each) for each in self.conflicts if each.is_replaced or each.is_outdated
        )

    @property
    def answered(self) -> frozenset[str]:
        """The items whose rows have an answer."""
        rows = self.answers.form.rows if self.answers else ()
        return frozenset(row.item for row in rows if row.is_answered)

    def items(self, known: Known) -> tuple[str, ...]:
        """Returns the items of the statements that are `known` in this way and not written."""
        return tuple(
            each.statement.item
            for each in self.taken
            if each.identity.known is known and not each.identity.writes
        )


def with_unread(returns: Sequence[Return]) -> tuple[Return, ...]:
    """Returns the files, with a question about each file of a party without a readable file."""
    unread = cannot_be_read(returns)
    return tuple(
        each._replace(questions=(_unread(each),)) if each.refused and each.party in unread else each
        for each in returns
    )


def _unread(returned: Return) -> ReturnQuestion:
    message = f"It came, but cannot be read: {returned.refused}"
    again = f"If that does not help, ask {returned.party} to send it again."
    first = returned.hint if returned.hint.endswith((".", "?")) else f"{returned.hint}."
    hint = f"{first} {again}" if returned.hint else again
    return ReturnQuestion(UNREADABLE, returned.file, "", message, hint)


def cannot_be_read(returns: Sequence[Return]) -> Mapping[str, str]:
    """Returns the parties without a readable file, each with its first unreadable file."""
    read = {each.party for each in returns if each.answers and not each.answers.is_blank}
    files: dict[str, str] = {}
    for returned in returns:
        if returned.refused and returned.party and returned.party not in read:
            files.setdefault(returned.party, returned.file)
    return files


def returns_of_files(
    forms: Mapping[str, FilledForm],
    plan: str,
    against: Against,
    *,
    received: date | None = None,
    prefer: str | None = None,
    again: bool = False,
) -> tuple[Return, ...]:
    """Returns the return in each form of a round, in the order of the files.

    The keys of `forms` are the file names that pages show; `prefer` is one of these names.
    """
    files = list(forms)
    read = [answers_of(form, against) for form in forms.values()]
    updates = tuple(against.updates.values())
    sources = [
        (n, statement)
        for n, answers in enumerate(read)
        if not answers.is_draft
        for statement in answers.statements
    ]
    chosen, left_out = _preferred(sources, files, prefer)
    statements = [statement for _, statement in chosen]
    judged = identities(plan, statements, updates, again=again)
    return tuple(
        _return_of(
            files[n],
            answers,
            [(s, i) for (source, s), i in zip(chosen, judged, strict=True) if source == n],
            [item for source, item in left_out if source == n],
            [(files[source], s) for source, s in chosen],
            against,
            receipt_of(answers, plan, received),
        )
        for n, answers in enumerate(read)
    )


def _preferred(
    sources: Sequence[tuple[int, Statement]], files: Sequence[str], prefer: str | None
) -> tuple[list[tuple[int, Statement]], list[tuple[int, str]]]:
    """Returns the statements to use, and the statements for which another file was preferred."""
    if prefer is None:
        return list(sources), []
    wanted = {_subject(s) for n, s in sources if files[n] == prefer}
    chosen: list[tuple[int, Statement]] = []
    left_out: list[tuple[int, str]] = []
    for n, statement in sources:
        if files[n] != prefer and _subject(statement) in wanted:
            left_out.append((n, statement.item))
        else:
            chosen.append((n, statement))
    return chosen, left_out


def _subject(statement: Statement | Update) -> tuple[str | None, str, bool]:
    return statement.by, statement.item, statement.own


def _return_of(
    file: str,
    answers: Answers,
    judged: Sequence[tuple[Statement, Identity]],
    left_out: Sequence[str],
    all_statements: Sequence[tuple[str, Statement]],
    against: Against,
    receipt: Receipt | None,
) -> Return:
    """Returns the return in one form, given the statements of all forms of the run."""
    form = answers.form
    taken = tuple(TakenIn(s, identity) for s, identity in judged if not identity.differs_from)
    differing = tuple(
        _two_files(form, statement, [all_statements[place] for place in identity.differs_from])
        for statement, identity in judged
        if identity.differs_from
    )
    is_read = not answers.is_draft
    return Return(
        file=file,
        party=form.head.party,
        answers=answers,
        taken=taken,
        questions=(*answers.questions, *differing) if is_read else (),
        conflicts=tuple(conflicts_of(answers, taken, against)),
        emptied=tuple(_emptied(answers, against)) if is_read and not answers.is_blank else (),
        left_out=tuple(left_out),
        receipt=receipt,
    )


def _two_files(
    form: FilledForm, statement: Statement, others: Sequence[tuple[str, Statement]]
) -> ReturnQuestion:
    """Returns the question about an item on which two files of one party differ."""
    rows = [row for row in form.rows if row.item == statement.item]
    answers = (row.cell(place) for row in rows for place in ANSWERS)
    cell = next((each for each in answers if not each.is_empty), form.field(Field.NOTHING))
    files = list(dict.fromkeys(name for name, _ in others))
    return ReturnQuestion(
        TWO_FILES,
        cell.place,
        cell.text,
        f"The answer in {listing(files)} about {form.shown[statement.item].number} is different. "
        "Neither answer was recorded. Which answer is right?",
        "Ask which answer is right, then name its file: --prefer FILE.",
        item=statement.item,
    )


def _emptied(answers: Answers, against: Against) -> Iterable[Update]:
    """Yields the updates from an earlier form of the round whose rows are empty in this form."""
    head = answers.form.head
    for item in answers.unanswered:
        given = against.given(head, item, answers.form.shown[item].is_own)
        yield from [update for update in given if update.taken_from][-1:]


def entries_of(
    returns: Sequence[Return], version: Version
) -> tuple[tuple[TakenIn, ...], tuple[Receipt, ...]]:
    """Returns the statements and retractions to write, in the plan's order, and the receipts."""
    order = {item.id: place for place, item in enumerate(version.items)}
    new = [taken for each in returns for taken in (*each.new, *each.taken_back)]
    new.sort(key=lambda taken: order.get(taken.statement.item, len(order)))
    receipts = tuple(each.receipt for each in returns if each.receipt)
    return tuple(new), receipts


def without_settled(
    returns: Sequence[Return], state: RoundState, updates: Sequence[Update]
) -> tuple[Return, ...]:
    """Returns the returns without the questions that were settled since their forms were recorded.

    An update of the round settles a question about its item if it comes from elsewhere than the
    question's form, and was recorded after the receipt of that form. A question about the whole
    form is settled by a later form that answers all that this form does.
    """
    recorded = {receipt.id: receipt.recorded for receipt in state.receipts if not receipt.draft}
    answers = [
        update
        for update in not_retracted(updates, retracted_ids(updates))
        if update.round == state.round
    ]
    came = [
        (recorded[each.receipt.id], each)
        for each in returns
        if each.receipt and each.receipt.id in recorded
    ]
    left = {}
    for moment, returned in came:
        own = {taken.identity.id for taken in returned.taken}
        settled: set[str | None] = {
            update.item
            for update in answers
            if update.recorded >= moment
            if update.by == returned.party and update.id not in own
        }
        later = (form for since, form in came if since > moment and form.party == returned.party)
        if any(returned.answered <= form.answered for form in later):
            settled.add(None)
        asked = tuple(each for each in returned.questions if each.item not in settled)
        left[returned.file] = returned._replace(questions=asked)
    return tuple(left.get(each.file, each) for each in returns)


def open_questions(returns: Sequence[Return]) -> Mapping[str, Sequence[ReturnQuestion]]:
    """Returns the questions that returns leave open, by party; each message once."""
    questions: dict[str, dict[str, ReturnQuestion]] = {}
    for returned in returns:
        if returned.party and returned.questions:
            of_party = questions.setdefault(returned.party, {})
            of_party.update({question.message: question for question in returned.questions})
    return {party: tuple(asked.values()) for party, asked in questions.items()}
