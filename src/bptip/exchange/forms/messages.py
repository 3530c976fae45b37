"""Messages to paste into e-mails: the requests of a reporting round, and its reminders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.exchange.forms.form_cells import UNREADABLE, ReturnQuestion
from bptip.exchange.forms.requesting import Request
from bptip.plan.model import EMPTY, Status
from bptip.plan.vocabulary import STATUS, count, day, listing
from bptip.progress.fold import Reported
from bptip.progress.item_progress import ActivityProgress
from bptip.progress.plan_progress import Progress
from bptip.progress.returns import PartyReturn, Question, ReturnState
from bptip.progress.rounds import RoundState


class Message(NamedTuple):
    """A message to a party: the lines to paste, and the file to attach; None without a file."""

    party: str
    lines: tuple[str, ...]
    attach: str | None = None


def requests(
    request: Request,
    parties: Iterable[str],
    files: Mapping[str, str],
    contacts: Mapping[str, tuple[str, ...]],
) -> Iterator[Message]:
    """Yields the message to each party that its form is attached to."""
    for party in parties:
        lines = tuple(_request(request, party, contacts.get(party, ())))
        yield Message(party, lines, files[party])


def addressed(party: str, contacts: Sequence[str], subject: str) -> Iterator[str]:
    """Yields the first lines of a message: the addressee, the subject and the salutation."""
    yield f"To: {'; '.join(contacts) if contacts else party}"
    yield f"Subject: {subject}"
    yield ""
    yield "Dear colleagues,"
    yield ""


def _request(request: Request, party: str, contacts: Sequence[str]) -> Iterator[str]:
    title, as_of, due = request.version.plan.title, day(request.as_of), day(request.due)
    asked = request.asking.asked(party)
    yield from addressed(party, contacts, f"{title}: status as at {as_of}, by {due}")
    number = count(len(asked), "activity", "activities")
    yield f"Please tell us the status of {number} of the {title} as at {as_of}."
    yield f"The attached form lists what {party} leads; its second sheet says how to fill it in."
    yield f"Please return it by {due}."
    yield from standing(asked)
    yield ""
    yield "If nothing has changed, one word at the top of the form is enough."
    yield "With kind regards"


def standing(asked: Sequence[Question]) -> Iterator[str]:
    """Yields lines on activities past their due date, and on activities without a recent report."""
    overdue = [each for each in asked if each.part.basis.overdue]
    silent = [each for each in asked if each not in overdue and _has_no_recent_report(each)]
    for heading, questions in (
        ("These passed their due date:", overdue),
        ("For these we have no recent report:", silent),
    ):
        if questions:
            yield ""
            yield heading
            yield from map(_listed, questions)


def _has_no_recent_report(question: Question) -> bool:
    return question.part.status is Status.NOT_REPORTED or question.part.basis.stale


def _listed(question: Question) -> str:
    activity = question.activity.activity
    due = None if activity.due is None else activity.due_words or day(activity.due)
    return f"- {_titled(question)}{f' (due {due})' if due else ''}"


def _titled(question: Question) -> str:
    activity = question.activity.activity
    return f"{activity.shown_number}  {' '.join(activity.title.split())}"


class Reminding(NamedTuple):
    """The state of a round when reminders are written.

    `progress` is the plan's progress today, which the report will print. `until` is the last day
    for answers and objections. `questions` has the open questions on each party's forms; `files`
    has the parties' files that came instead of a form.
    """

    title: str
    state: RoundState
    progress: Progress
    until: date
    contacts: Mapping[str, tuple[str, ...]]
    questions: Mapping[str, Sequence[ReturnQuestion]] = EMPTY
    files: Mapping[str, str] = EMPTY


def reminders(returns: Iterable[PartyReturn], now: Reminding) -> Iterator[Message]:
    """Yields a reminder to each party with open items; to other parties, the report's sentences.

    A party that is excused, or has answered and leads nothing, gets no message.
    """
    for party_return in returns:
        is_complete = party_return.state is ReturnState.COMPLETE
        is_unasked = is_complete and not party_return.questions
        if is_unasked or party_return.state is ReturnState.EXCUSED:
            continue
        lines = _what_is_printed if is_complete else _reminder
        yield Message(party_return.party, tuple(lines(party_return, now)))


def _reminder(party_return: PartyReturn, now: Reminding) -> Iterator[str]:
    """Yields the lines that remind a party of its open activities."""
    party, state = party_return.party, now.state
    contacts = now.contacts.get(party, ())
    yield from addressed(party, contacts, f"Reminder: {now.title}, status as at {day(state.as_of)}")
    asked = now.questions.get(party, ())
    unread = next((each for each in asked if each.code == UNREADABLE), None)
    asked_about = {question.item for question in asked}
    silent = [
        question
        for question in party_return.questions
        if question.item in party_return.open and question.item not in asked_about
    ]
    if party_return.state is ReturnState.DRAFT:
        yield "Thank you for your draft. We await the final form."
    elif party_return.state is ReturnState.IN_PART and silent:
        yield "Thank you for your return. These activities are still without an answer:"
    elif party_return.state is ReturnState.IN_PART:
        yield "Thank you for your return."
    elif unread:
        yield f"Thank you for your file {unread.place}. {unread.message}"
        yield "Please send us the form of this round again, as an Excel workbook (.xlsx)."
        yield "These activities await your answer:"
    elif party in now.files:
        yield f"Thank you for your file {now.files[party]}."
        yield "If the file does not cover these activities, please answer for them:"
    elif not party_return.questions:
        yield f"Your return was asked for by {day(state.due)}. No activity awaits your answer:"
        yield "one line that you have nothing to report is enough."
    elif now.progress.as_of > state.due:
        yield f"We asked for your return by {day(state.due)}, and have not received it."
        yield "These activities await your answer:"
    else:
        yield f"Your return is due by {day(state.due)}. These activities await your answer:"
    if party_return.state is not ReturnState.DRAFT:
        yield from (f"- {_titled(question)}" for question in silent)
    yield from _to_clear_up(party_return, now)
    yield ""
    yield f"Please send us your answer by {day(now.until)}."
    yield f"Without your answer, the report will say that {_WITHOUT[party_return.state]}."
    yield "With kind regards"


_WITHOUT: Final = {
    ReturnState.NOT_RECEIVED: "no report was received",
    ReturnState.DRAFT: "only a draft was received",
    ReturnState.IN_PART: "your return leaves these activities open",
}
"""The report's clause on a party that does not answer, by the state of its return."""


def _to_clear_up(party_return: PartyReturn, now: Reminding) -> Iterator[str]:
    """Yields the party's open questions with their cells, and its completions without a day."""
    titles = {question.item: _titled(question) for question in party_return.questions}
    questions = now.questions.get(party_return.party, ())
    asked = [question for question in questions if question.code != UNREADABLE]
    if asked:
        yield ""
        yield "We could not use these cells of your form. What did you mean?"
    for question in asked:
        about = titles.get(question.item or "")
        cell = f"Cell {question.place.rpartition('!')[2]}" + (f", {about}" if about else "")
        yield f"- {cell}: {' '.join(question.message.split())}"
    undated = [each for each in party_return.questions if _may_be_earlier(each, now)]
    if undated:
        yield ""
        as_of = day(now.state.as_of)
        yield f"We have recorded these as completed on {as_of}, after their due date."
        yield "If you completed them earlier, please tell us the day:"
        yield from map(_listed, undated)


def _may_be_earlier(question: Question, now: Reminding) -> bool:
    """True if a completion has the round's day, and the activity was due before that day."""
    activity = next(
        (each for each in now.progress.activities if each.activity.id == question.item), None
    )
    update = _reported(question, activity).status_from if activity else None
    due = question.part.basis.due
    return (
        update is not None
        and update.status is Status.COMPLETED
        and (update.round, update.on) == (now.state.round, now.state.as_of)
        and due is not None
        and due < update.on
    )


def _what_is_printed(party_return: PartyReturn, now: Reminding) -> Iterator[str]:
    """Yields the lines that show a party the report's sentences about it."""
    party = party_return.party
    subject = f"{now.title}: what the report will say about {party}"
    yield from addressed(party, now.contacts.get(party, ()), subject)
    if party_return.answered_for_it:
        others = listing(party_return.answered_for_it)
        yield f"{others} answered for all who lead these activities. The report will say this:"
    else:
        yield "Thank you for your return. The report will say this:"
    activities = {each.activity.id: each for each in now.progress.activities}
    for question in party_return.questions:
        if question.item in activities:
            yield f"- {_titled(question)}: {_printed(question, activities[question.item], party)}"
    yield from _to_clear_up(party_return, now)
    yield ""
    yield f"If you object to any of this, please tell us by {day(now.until)}."
    yield "With kind regards"


def _printed(question: Question, activity: ActivityProgress, party: str) -> str:
    """Returns the status of an activity, or of a party's part, as a report prints it.

    A statement of another party than `party` is followed by its name.
    """
    reported = _reported(question, activity)
    words = STATUS[reported.status] + (f" ({reported.said})" if reported.said else "")
    noted, stated_by = reported.noted, reported.said_by
    parts = [(words, stated_by)]
    if reported.expected:
        by = reported.amended_by("expected") or stated_by
        parts.append((f"now expected {day(reported.expected)}", by))
    if noted:
        parts.append((" ".join((noted.note or "").split()), noted.by))
    if reported.challenges:
        by = reported.amended_by("challenges") or stated_by
        parts.append((f"difficulties: {' '.join(reported.challenges.split())}", by))
    following = [by for _, by in parts[1:]]
    return "; ".join(
        f"{text} (stated by {by})" if by not in (None, party, after) else text
        for (text, by), after in zip(parts, [*following, None], strict=True)
    )


def _reported(question: Question, activity: ActivityProgress) -> Reported:
    """Returns the reports on an activity, or on a party's part of the activity."""
    parts = {part.party: part for part in activity.parties}
    party = question.part.party if question.part.kind == "party" else None
    return parts[party].reported if party in parts else activity.reported
