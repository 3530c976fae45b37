"""A reporting round: a row for each party, what is open, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from bptip.exchange.forms.form_cells import UNREADABLE, ReturnQuestion
from bptip.pages import document as doc
from bptip.pages.messages import MessagesSheet
from bptip.pages.messages import page as messages_page
from bptip.pages.parts import lines, records
from bptip.pages.parts.returns import AWAITED, STATES, state_words
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.dates import moment
from bptip.plan.journal import day_in_utc
from bptip.plan.labels import labels_of
from bptip.plan.model import EMPTY, Activity, Source, Version
from bptip.plan.search import typed_number
from bptip.progress.returns import PartyReturn, ReturnState, not_recorded
from bptip.progress.rounds import RoundState

COLUMNS: Final = (
    doc.Column("Party", wrapping=True),
    doc.Column("Return", wrapping=True),
    doc.Column("Asked", doc.Align.RIGHT, priority=4),
    doc.Column("Answered", doc.Align.RIGHT, priority=1),
    doc.Column("No change", doc.Align.RIGHT, priority=5),
    doc.Column("Open", doc.Align.RIGHT),
    doc.Column("Received", doc.Align.RIGHT, priority=2),
    doc.Column("Days late", doc.Align.RIGHT, priority=3),
    doc.Column("Contact", wrapping=True, priority=6, private=True),
)

QUESTION_COLUMNS: Final = (
    doc.Column("Party", wrapping=True),
    doc.Column("#"),
    doc.Column("Cell", wrapping=True, priority=1),
    doc.Column("Question", wrapping=True),
)

OPEN_COLUMNS: Final = (
    doc.Column("Party", wrapping=True),
    doc.Column("#"),
    doc.Column("Activity", wrapping=True),
)


class RoundMessages(NamedTuple):
    """A reporting round, and the messages to its parties."""

    round: RoundSheet
    messages: MessagesSheet


class RoundSheet(NamedTuple):
    """A reporting round today; `contacts` are for a screen alone.

    What was answered is in the journal. `questions` are those that the forms of each party leave
    open; `files` are sent by parties without a readable form. Both come from the folder.
    `named` is what a command must name to be about this plan; None if it is in force.
    """

    version: Version
    state: RoundState
    returns: tuple[PartyReturn, ...]
    today: date
    source: Source
    contacts: Mapping[str, tuple[str, ...]] = EMPTY
    questions: Mapping[str, Sequence[ReturnQuestion]] = EMPTY
    files: Mapping[str, str] = EMPTY
    named: str | None = None

    @property
    def unread(self) -> Mapping[str, str]:
        """The parties that sent a file but have no recorded return, each with its file."""
        return not_recorded(self.files, self.returns)


def page(sheet: RoundSheet) -> doc.Document:
    """Returns the page: counts, a row for each party, open items, what to do next."""
    blocks: list[doc.Block] = [
        *lines.head(sheet.version.plan, doc.plain(f"reporting round {sheet.state.round}")),
        doc.Paragraph((head_line(sheet), totals_line(sheet))),
        party_table(sheet),
        *open_blocks(sheet.returns),
        *question_blocks(sheet),
        *next_steps(sheet),
    ]
    plan = sheet.version.plan
    title = f"Reporting round {sheet.state.round} of {plan.title}"
    return lines.plan_page(title, plan, blocks, sheet.source)


def head_line(sheet: RoundSheet) -> doc.Line:
    """Returns the days of the round, and the version that was asked about."""
    state = sheet.state
    return doc.joined(
        [
            doc.plain(f"status as at {vocabulary.day(state.as_of)}"),
            doc.plain(f"answers due {vocabulary.distance(state.due, sheet.today)}"),
            doc.plain(f"version {state.version}"),
            doc.plain(f"asked {vocabulary.day(day_in_utc(state.recorded))}"),
        ]
    )


def totals_line(sheet: RoundSheet) -> doc.Line:
    """Returns the number of parties in each state."""
    recorded = [each for each in sheet.returns if each.party not in sheet.unread]
    numbers = Counter(map(state_words, recorded)) + Counter({NOT_RECORDED: len(sheet.unread)})
    complete = STATES[ReturnState.COMPLETE]
    parts = [doc.plain(f"{numbers[complete]} of {len(sheet.returns)} complete")]
    parts += [
        doc.plain(f"{numbers[words]} {words.lower()}")
        for words in (*STATES.values(), AWAITED, NOT_RECORDED)
        if numbers[words] and words != complete
    ]
    came_late = sum(bool(each.days_late) for each in sheet.returns if each.received is not None)
    if came_late:
        parts.append((doc.Text(f"{came_late} came late", doc.Role.WARNING),))
    return doc.joined(parts)


def party_table(sheet: RoundSheet) -> doc.Table:
    """Returns a row for each party, missing returns first; with a column for known contacts."""
    columns = COLUMNS if sheet.contacts else COLUMNS[:-1]
    unread = sheet.unread
    returns = sorted(sheet.returns, key=lambda each: MISSING_FIRST.index(each.state))
    rows = (party_row(each, sheet.contacts, unread.get(each.party)) for each in returns)
    return doc.Table(columns, tuple(row._replace(cells=row.cells[: len(columns)]) for row in rows))


def party_row(
    party_return: PartyReturn, contacts: Mapping[str, Sequence[str]], file: str | None
) -> doc.Row:
    """Returns a party with the numbers of its answers, and when its return came."""
    counts = (
        len(party_return.questions),
        len(party_return.answered),
        len(party_return.no_change),
        len(party_return.open),
    )
    return doc.row(
        doc.plain(party_return.party),
        state_cell(party_return, file),
        *map(lines.optional_count, counts),
        lines.optional_day(party_return.received),
        lines.optional_count(party_return.days_late or 0),
        doc.plain("; ".join(contacts.get(party_return.party, ()))),
    )


def state_cell(party_return: PartyReturn, file: str | None) -> doc.Line:
    """Returns the state of a return, and the other leads that answered for a silent party.

    A party whose `file` waits to be recorded is not called missing.
    """
    if file is not None:
        return (doc.Text(f"{NOT_RECORDED.lower()}: {file}", doc.Role.WARNING),)
    words = state_words(party_return).lower()
    if party_return.answered_for_it:
        words += f", answered by {vocabulary.listing(party_return.answered_for_it)}"
        if receipt := party_return.receipt:
            words += "; draft received" if receipt.draft else f"; excused: {receipt.excused}"
    elif party_return.state is ReturnState.NOT_RECEIVED and party_return.answered_by:
        others = dict.fromkeys(party_return.answered_by.values())
        number = len(party_return.answered_by)
        words += f"; {number} answered by {vocabulary.listing([*others])}"
    excuse = next((each.excused for each in party_return.receipts if each.excused), None)
    if party_return.state is ReturnState.EXCUSED and excuse:
        words += f": {excuse}"
    if party_return.receipt and party_return.receipt.via:
        words += f", via {party_return.receipt.via}"
    role = doc.Role.GOOD if party_return.state is ReturnState.COMPLETE else doc.Role.PLAIN
    is_missing = state_words(party_return) == STATES[ReturnState.NOT_RECEIVED]
    return (doc.Text(words, doc.Role.WARNING if is_missing else role),)


NOT_RECORDED: Final = "Came, not recorded"
"""The words for a return that came in a file from which nothing was taken."""


def question_blocks(sheet: RoundSheet) -> Iterator[doc.Block]:
    """Yields the cells in question of the parties' forms, and the files that cannot be read."""
    labels, unread = labels_of(sheet.version), sheet.unread
    rows = [
        doc.row(
            doc.plain(party if place == 0 else ""),
            lines.number_of(question.item, labels) if question.item else doc.plain(""),
            doc.plain(question.place),
            doc.plain(question.message),
        )
        for party, questions in sheet.questions.items()
        for place, question in enumerate(
            each for each in questions if each.code != UNREADABLE or party in unread
        )
    ]
    if rows:
        yield doc.heading("Questions about the returned forms")
        yield doc.Table(QUESTION_COLUMNS, tuple(rows))


def open_blocks(returns: Sequence[PartyReturn]) -> Iterator[doc.Block]:
    """Yields the items without an answer of the parties that answered in part."""
    rows = [
        doc.row(
            doc.plain("" if place else each.party),
            lines.number(activity),
            doc.plain(activity.title),
        )
        for each in returns
        if each.state is ReturnState.IN_PART
        for place, activity in enumerate(open_activities(each))
    ]
    if rows:
        yield doc.heading("Still open in the returns received")
        yield doc.Table(OPEN_COLUMNS, tuple(rows))


def open_activities(party_return: PartyReturn) -> list[Activity]:
    """Returns the activities about which a party has not answered."""
    open_items = {*party_return.open}
    activities = (each.activity.activity for each in party_return.questions)
    return [each for each in activities if each.id in open_items]


def next_steps(sheet: RoundSheet) -> Iterator[doc.Block]:
    """Yields what to type next."""
    missing = [each for each in sheet.returns if each.open and each.state not in SETTLED]
    plan = (sheet.named,) if sheet.named else ()
    if not missing:
        report = ("report", *plan, "-o", "report.docx")
        yield doc.paragraph((doc.Text("Next: "), *lines.to_type(report)))
        return
    name = ("--round", sheet.state.round)
    party = missing[0].party
    remind = ("round", *plan, *name, "--messages", "DATE", "-o", "reminders.md")
    in_plan = ("--plan", *plan) if plan else ()
    item = typed_number(open_activities(missing[0])[0], sheet.version)
    answer = ("update", item, "STATUS", "--by", party, *name, *in_plan)
    receipt = ("round", *plan, *name, "--received", party, "--on", "DATE")
    excuse = (*receipt, "--excused", "TEXT")
    yield doc.heading("What to type next")
    yield doc.muted_paragraph(
        "Replace the words in capitals, such as STATUS and DATE, by your own."
    )
    yield doc.Facts(
        (
            ("Remind those who are missing", (lines.to_type(remind),)),
            ("An answer by telephone or e-mail", (lines.to_type(answer), lines.to_type(receipt))),
            ("A party that will not answer", (lines.to_type(excuse),)),
        )
    )


MISSING_FIRST: Final = (
    ReturnState.NOT_RECEIVED,
    ReturnState.DRAFT,
    ReturnState.IN_PART,
    ReturnState.EXCUSED,
    ReturnState.COMPLETE,
)
"""The states of a return in the order of the rows; a short screen leaves out the last rows."""

SETTLED: Final = (ReturnState.COMPLETE, ReturnState.EXCUSED)
"""The states of a return in which nothing more is awaited."""


def record(sheet: RoundSheet) -> Record:
    """Returns the round, the numbers of parties in each state, and each party."""
    state, numbers = sheet.state, Counter(each.state for each in sheet.returns)
    return records.answer(
        sheet.source,
        plan=sheet.version.plan.id,
        round={
            "round": state.round,
            "as_of": state.as_of,
            "due": state.due,
            "days_left": (state.due - sheet.today).days,
            "version": state.version,
            "recorded": moment(state.recorded),
        },
        totals={
            "asked": len(sheet.returns),
            **{each.value.replace("-", "_"): numbers[each] for each in ReturnState},
            "through_another": sum(bool(each.answered_for_it) for each in sheet.returns),
            "late": sum(bool(each.days_late) for each in sheet.returns),
        },
        parties=[party_record(each) for each in sheet.returns],
    )


KEYS: Final = (
    "party", "asked", "answered", "no_change", "open", "state", "received", "days_late", "signed",
    "via",
)  # fmt: skip


def party_record(party_return: PartyReturn) -> Record:
    """Returns a party with its items by what was answered, and its receipt."""
    receipt = party_return.receipt
    return records.record_of(
        KEYS,
        party_return,
        asked=[question.item for question in party_return.questions],
        signed=receipt.signed if receipt else None,
        via=receipt.via if receipt else None,
    )


PARTIES: Final = MainList(KEYS, listed("parties"), kind="answers")
"""The rows of a round: its parties."""

VIEW: Final = View(page, record, PARTIES)


def messages_record(sheet: RoundMessages) -> Record:
    """Returns the round, and each message as a text."""
    written = sheet.messages.messages
    texts = [{"party": each.party, "text": "\n".join(each.lines)} for each in written]
    return record(sheet.round) | {"messages": texts}


MESSAGES_VIEW: Final = View(lambda sheet: messages_page(sheet.messages), messages_record, PARTIES)
