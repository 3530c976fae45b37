"""The review of a comparison on a terminal: question by question, each answer written at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from typing import Final, NamedTuple

from bptip.cli.context import CommandContext
from bptip.cli.output import say, screen, tell
from bptip.cli.questions import asked_until, is_answered
from bptip.comparison.diff import Diff
from bptip.comparison.review import Declared, Review, ReviewQuestion, review_of
from bptip.files.journal.writable import refuse_bundled
from bptip.files.workspace.insertions import Insertion
from bptip.files.workspace.opening import OpenPlan
from bptip.files.workspace.review_answers import NoPlaceError, VersionFile
from bptip.pages.document import Document
from bptip.pages.review import choices, edition_name, offered, page, together_page
from bptip.plan.characters import capitalized
from bptip.plan.errors import BptipError, RefusedError
from bptip.plan.model import Item
from bptip.plan.references import declaration
from bptip.plan.search import find_item
from bptip.plan.vocabulary import count, listing
from bptip.render.formats import FORMATS


class ReviewAnswer(StrEnum):
    """The answer to a question, by its first letter."""

    SAME = "same"
    NOT_THE_SAME = "not the same"
    ANOTHER = "another"
    LATER = "later"
    BACK = "back"


WORDS: Final = {
    "": ReviewAnswer.LATER,
    **{
        word: verdict
        for number, verdict in enumerate(ReviewAnswer, start=1)
        for word in (verdict.value, verdict.value[0], str(number))
    },
    "the same": ReviewAnswer.SAME,
    "not": ReviewAnswer.NOT_THE_SAME,
    "new": ReviewAnswer.NOT_THE_SAME,
    "new work": ReviewAnswer.NOT_THE_SAME,
}
"""The answers by what can be typed: a word, its letter or its number; Enter alone is *later*."""

IS_SAME: Final = {
    "y": ReviewAnswer.SAME,
    "yes": ReviewAnswer.SAME,
    "no": ReviewAnswer.NOT_THE_SAME,
}
"""Yes and no to "Is it the same?"."""

IS_NEW: Final = {"y": ReviewAnswer.NOT_THE_SAME, "yes": ReviewAnswer.NOT_THE_SAME}
"""Yes to "Is it new work?"; no is not an answer, since its letter declares new work."""

MOST_DIGITS: Final = 4
"""Length (digits) from which a number is not one of a list."""

TOGETHER: Final = "All new work (n), one by one (Enter), back (b)?"
"""The line that asks for the answer to several questions."""

HOW_TO_NAME: Final = "({}an id or words of its title; several: 1.1, 1.2; Enter: none)"
"""The ways to name an item of the older edition, with a place for a number of the list."""


class Reply(NamedTuple):
    """An answer, and the items that it names."""

    verdict: ReviewAnswer
    items: tuple[Item, ...] = ()


class ReviewStep(NamedTuple):
    """A question that was answered: the review before it, and what was inserted into the file."""

    review: Review
    question: ReviewQuestion
    insertion: Insertion | None


def review_pairs(
    context: CommandContext, names: tuple[str, str], diff: Diff, before: OpenPlan, after: OpenPlan
) -> None:
    """Asks about each pair that rests on likeness, and writes the answers into the new plan.

    Raises BptipError where nobody can answer, or where nothing may be written.
    """
    _refuse_unasked(context)
    _refuse_editions(names, diff)
    refuse_bundled(context.workspace, names[1])
    file = VersionFile(after.plan, diff.new.version, context.here, say)
    file.refuse_under_way()
    editions = (*before.editions, *after.editions)
    session = Session(review_of(diff.old.version, diff.new.version, editions), file)
    if session.review.question is None:
        say("Nothing to review: no pair rests on likeness, and every new item is settled.")
        return
    total = count(session.review.total, "question")
    say(f"{total}. Each answer is written at once, into {file.name}. Type ? to see all keys.")
    session.run()
    tell(
        "",
        *session.summary,
        *left_lines(session.review),
        f"To see it: bptip diff {' '.join(names)}",
    )


def _refuse_unasked(context: CommandContext) -> None:
    if not (is_answered() and context.is_screen):
        raise BptipError(
            "A review asks questions in a terminal, and nobody can answer them here.",
            "Run it in a terminal, without -o, --json, --format or a pipe (|).",
            "To see the pairs without answering: leave out --review.",
        )


def _refuse_editions(names: tuple[str, str], diff: Diff) -> None:
    """Raises BptipError unless the new edition is a later one than the old edition."""
    old, new = names
    if diff.is_of_one_version:
        raise RefusedError(
            f"{old} and {new} are one version of one plan, so there is nothing to review.",
            "Name two plans, or two versions of one.",
        )
    if diff.is_backwards:
        raise RefusedError(
            f"{old} is later than {new}; the answers belong in the later plan.",
            f"Name the earlier one first: bptip diff {new} {old} --review",
        )


class Session:
    """A review under way: where it is, the file, and the steps back.

    Questions without a clear likeness are asked together, unless `is_one_by_one`.
    """

    def __init__(self, review: Review, file: VersionFile) -> None:
        self.review = review
        self.file = file
        self.steps: list[ReviewStep] = []
        self.by_hand: list[str] = []
        self.is_one_by_one = False

    def run(self) -> None:
        """Asks one question after the other until none is left.

        Raises BptipError if the file cannot be written any more, with what was written.
        """
        try:
            while (question := self.review.question) is not None:
                if self.review.unlike and not self.is_one_by_one:
                    self.ask_together(self.review.unlike)
                else:
                    show(partial(page, self.review, question))
                    self.take(question, self.reply(question))
        except KeyboardInterrupt:
            say("", *self.summary)
            raise
        except BptipError as error:
            hints = () if self.summary[0] in error.message else self.summary
            raise error.with_hints(*error.hints, *hints) from None

    def ask_together(self, questions: tuple[ReviewQuestion, ...]) -> None:
        """Asks whether several items are new work, and writes the answer."""
        show(partial(together_page, self.review, questions))
        verdict = asked_until(TOGETHER, _meant_of_all, "\n".join(self.summary))
        if verdict is ReviewAnswer.BACK:
            self.back()
        elif verdict is ReviewAnswer.LATER:
            self.is_one_by_one = True
        else:
            written = [each.new.id for each in questions if self.declare(each, ())]
            if written:
                say(f"Written: {listing(written)} {'is' if len(written) == 1 else 'are'} new work.")

    def reply(self, question: ReviewQuestion) -> Reply:
        """Returns the reply to a question; Enter at the list of candidates leads back to it."""
        stopped = "\n".join(self.summary)
        while True:
            keys = _keys(question)
            reply = asked_until(keys, lambda text: self.meant(text, question), stopped)
            if reply.verdict is not ReviewAnswer.ANOTHER or reply.items:
                return reply
            say(*choices(self.review, question))
            how = HOW_TO_NAME.format("#1, " if offered(question) else "")
            which = f"Which of {self.review.old.plan.id}? {how}"
            reply = asked_until(which, lambda text: self.named(text, question), stopped)
            if reply.items:
                return reply

    def meant(self, text: str, question: ReviewQuestion) -> Reply:
        """Returns the meaning of what was typed; raises BptipError if it has none here."""
        word, _, rest = text.partition(" ")
        if WORDS.get(word.casefold()) is ReviewAnswer.ANOTHER and rest.strip():
            return self.named(rest, question)
        verdict = _typed(text, _yes_and_no(question))
        if verdict is None:
            letters = [answer.value[0] for answer, *_ in _answers(question)]
            raise BptipError(
                f"Type {listing(letters, 'or')}, or press Enter for later.", *_about(question)
            )
        if verdict is ReviewAnswer.SAME:
            if question.nearest is None:
                raise BptipError(
                    f"No item of the older plan is near {question.new.id}.",
                    "Type n for new work, a to name an item, or press Enter for later.",
                )
            return Reply(verdict, (question.nearest.item,))
        if verdict is ReviewAnswer.NOT_THE_SAME and not question.can_be_new_work:
            raise BptipError(
                f"{question.new.id} already declares that it carries on "
                f"{listing(question.new.continues or ())}, so it is not new work.",
                "You can add another item: type s or a. Or press Enter for later.",
            )
        return Reply(verdict)

    def named(self, text: str, question: ReviewQuestion) -> Reply:
        """Returns the reply that names one or several items of the old edition."""
        names = [name.strip() for name in text.split(",") if name.strip()]
        return Reply(ReviewAnswer.ANOTHER, tuple(self.item(name, question) for name in names))

    def item(self, name: str, question: ReviewQuestion) -> Item:
        """Returns the item that is meant by a number of the list, an id or a part of a title.

        Raises BptipError for a number of the list that is an id too.
        """
        old, candidates = self.review.old, offered(question)
        number = name.removeprefix("#").strip()
        listed = int(number) if number.isdecimal() and len(number) < MOST_DIGITS else 0
        if 0 < listed <= len(candidates):
            candidate = candidates[listed - 1].item
            namesakes = [item for item in old.items if item.id == name and item is not candidate]
            if any(type(item) is type(question.new) for item in namesakes):
                raise BptipError(
                    f'"{name}" is a number of the list and the id of another item.',
                    f"Type #{name} for the list, or {self.review.references_to(namesakes)[0]}.",
                )
            return candidate
        if name.startswith("#"):
            raise BptipError(f'"{name}" is not in the list, which has {len(candidates)} items.')
        by_reference = {self.review.references_to([item])[0]: item for item in old.items}
        return by_reference.get(name) or find_item(name, old)

    def take(self, question: ReviewQuestion, reply: Reply) -> None:
        """Does what a reply says."""
        if reply.verdict is ReviewAnswer.BACK:
            self.back()
        elif reply.verdict is ReviewAnswer.LATER:
            self.steps.append(ReviewStep(self.review, question, None))
            self.review = self.review.later(question)
        else:
            declared = self.review.carrying_on(question, reply.items)
            if self.declare(question, declared):
                say(f"Written: {question.new.id} {_meaning(declared)}.")

    def declare(self, question: ReviewQuestion, declared: Declared) -> bool:
        """Writes an answer, and returns whether it is in the file.

        Where the file has changed meanwhile, the editions are compared again. Where its layout
        leaves no place, says what to write by hand, and goes on.
        """
        review = self.review
        try:
            written = self.file.declare(review.new, question.new, declared)
        except NoPlaceError as error:
            say(error.message, *error.hints)
            self.by_hand.append(f"{question.new.id}: {declaration(declared)}")
            self.review = review.later(question)
            return False
        if written.insertion is None:
            say(f"{question.new.id} was changed in the file meanwhile, so this was not written.")
        else:
            self.steps.append(ReviewStep(review, question, written.insertion))
            self.review = review.after(question, declared)
        if not written.is_as_known:
            self.steps = []
            self.review = self.review.of_changed(written.version)
        return written.insertion is not None

    def back(self) -> None:
        """Goes back to the question before, and takes its answer out of the file."""
        if not self.steps:
            say("Nothing to go back to.")
            return
        step = self.steps.pop()
        if step.insertion is not None:
            try:
                self.file.take_back(step.insertion, step.question.new)
            except BptipError as error:
                say(error.message, *error.hints)
                return
        self.review = step.review

    @property
    def summary(self) -> tuple[str, ...]:
        """The number of answers, the file that they are in, and the number of open questions."""
        review = self.review
        later = len(review.put_off) + len(review.questions)
        by_hand = [f"To be written by hand into {self.file.name}: {each}" for each in self.by_hand]
        where = f", in {self.file.name}" if review.answered else ""
        return (f"{review.answered} answered{where}; {later} left for later.", *by_hand)


def show(page_for: Callable[[int], Document]) -> None:
    """Shows a page on stderr, as wide as the terminal is now."""
    canvas = screen(sys.stderr)
    drawn = FORMATS["table"].drawer()(page_for(canvas.width), canvas)
    say("")
    sys.stderr.write(drawn.decode(canvas.encoding, "replace"))


def left_lines(review: Review) -> Iterator[str]:
    """Yields the items of the old edition that no item of the new one carries on."""
    if review.left:
        name = edition_name(review, review.new)
        yield f"Not carried on by {name}: {listing([item.id for item in review.left])}."


def _typed(text: str, yes_and_no: dict[str, ReviewAnswer]) -> ReviewAnswer | None:
    """Returns the answer that was typed; None if it is not one."""
    return (WORDS | yes_and_no).get(" ".join(text.casefold().split()))


def _yes_and_no(question: ReviewQuestion) -> dict[str, ReviewAnswer]:
    """Returns the meanings of yes and no; they have none where a question offers two answers."""
    if question.pair:
        return IS_SAME
    return {} if question.nearest else IS_NEW


def _answers(question: ReviewQuestion) -> Iterator[tuple[ReviewAnswer, str, str]]:
    """Yields the answers that a question takes: each with its words and its meaning.

    *The same* needs an item to be the same as, and *new work* an item that declares nothing yet.
    """
    if question.nearest:
        yield ReviewAnswer.SAME, "same", "it carries the older item on"
    if question.can_be_new_work:
        words = "not the same" if question.pair else "new work"
        is_new = "it is new work and" if question.pair else "it"
        yield ReviewAnswer.NOT_THE_SAME, words, f"{is_new} carries nothing on"
    yield ReviewAnswer.ANOTHER, "another", "it carries on another item, or several"
    yield ReviewAnswer.LATER, "later", "nothing is written, and the next review asks again"
    yield ReviewAnswer.BACK, "back", "to the question before"


def _key(answer: ReviewAnswer) -> str:
    """Returns the key of an answer."""
    return "Enter" if answer is ReviewAnswer.LATER else answer.value[0]


def _keys(question: ReviewQuestion) -> str:
    """Returns the line that asks for an answer."""
    keys = (f"{words} ({_key(answer)})" for answer, words, _ in _answers(question))
    return f"{capitalized(', '.join(keys))}?"


def _about(question: ReviewQuestion) -> Iterator[str]:
    """Yields what can be typed, and what it means."""
    for answer, words, meaning in _answers(question):
        also = (word for word, meant in _yes_and_no(question).items() if meant is answer)
        typed = dict.fromkeys((_key(answer), answer.value[0], *also))
        yield f"{listing(tuple(typed), 'or')}  {words}: {meaning}"
    yield "Ctrl-C  stop: what was answered stays"


def _meant_of_all(text: str) -> ReviewAnswer:
    """Returns the answer to several questions; raises BptipError for any that needs one item."""
    verdict = _typed(text, IS_NEW)
    if verdict is None or verdict in (ReviewAnswer.SAME, ReviewAnswer.ANOTHER):
        raise BptipError("Type n if all are new work, b, or press Enter for one by one.")
    return verdict


def _meaning(declared: Declared) -> str:
    """Returns what a declaration says, in words."""
    return f"carries on {listing(declared)}" if declared else "is new work"
