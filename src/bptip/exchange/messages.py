"""Messages to paste into e-mails, a fence each: the requests of a round, and its reminders."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from bptip.plan.model import Status
from bptip.plan.vocabulary import count, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bptip.exchange.requesting import Request
    from bptip.progress.asking import Question


class Message(NamedTuple):
    """A message to a party: the lines to paste, and the file to attach, if there is one."""

    party: str
    lines: tuple[str, ...]
    attach: str | None = None


def document(title: str, intro: str, messages: Iterable[Message]) -> str:
    """Returns messages as a Markdown file: a heading and a fence for each party."""
    parts = [f"# {title}", intro]
    for message in messages:
        parts.append(f"## {_on_one_line(message.party)}")
        if message.attach:
            parts.append(f"Attach: `{message.attach}`")
        parts.append(fenced("\n".join(message.lines)))
    return "\n\n".join(parts) + "\n"


def fenced(text: str) -> str:
    """Returns a text between two fences that are longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def requests(
    request: Request,
    parties: Iterable[str],
    files: Mapping[str, str],
    contacts: Mapping[str, tuple[str, ...]],
) -> Iterator[Message]:
    """Yields the message with which each party gets its form."""
    for party in parties:
        lines = tuple(_request(request, party, contacts.get(party, ())))
        yield Message(party, lines, files[party])


def addressed(party: str, contacts: Sequence[str], subject: str) -> Iterator[str]:
    """Yields the beginning of a message: whom it is for, and what it is about."""
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
    """Yields the lines on what passed its due date, and on what has no recent report."""
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
    activity, due = question.activity.activity, question.activity.activity.due
    number = activity.number or activity.id
    until = f" (due {activity.due_words or day(due)})" if due else ""
    return f"- {number}  {_on_one_line(activity.title)}{until}"
