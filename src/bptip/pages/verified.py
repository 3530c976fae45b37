"""Whether a report is still what the plans give, what differs, and which updates came later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Line,
    Role,
    Text,
    muted,
    paragraph,
    plain,
)
from bptip.pages.log import update_table
from bptip.pages.parts import lines, records
from bptip.pages.parts.redlines import text_change
from bptip.pages.view import MainList, View
from bptip.plan import vocabulary
from bptip.reporting.verification import unescaped

if TYPE_CHECKING:
    from bptip.pages.document import Inline
    from bptip.pages.view import Record
    from bptip.plan.labels import Labels
    from bptip.plan.model import Source
    from bptip.reporting.verification import Difference, Verdict

SHOWN: Final = 40
"""Up to so many differences are shown on a page; data has them all."""


UNTOLD: Final = (
    "What was written down since then doesn't explain it all: either the plan was edited, or an "
    "update came in from another copy, with an earlier day of writing."
)

LONGEST: Final = 80
"""Of what stayed in a line between two changes, so many characters are shown."""


class VerifiedSheet(NamedTuple):
    """A verdict on a report, with the labels of every item and the ids of what was taken back."""

    verdict: Verdict
    labels: Labels
    retracted: frozenset[str]
    source: Source


def page(sheet: VerifiedSheet) -> Document:
    """The verdict, the differences, the later updates."""
    return Document(tuple(blocks(sheet)), lines.foot(sheet.source))


def blocks(sheet: VerifiedSheet) -> Iterator[Block]:
    """All that there is to say."""
    verdict = sheet.verdict
    yield paragraph(told(verdict))
    if verdict.arrived:
        yield paragraph(plain(arrived(verdict.arrived)))
    if verdict.by_hand:
        hand = "The plans and their updates are as they were: the file was changed by hand."
        yield paragraph(plain(hand))
    causes = [each for each in verdict.differences if each.told]
    if causes:
        yield Bullets(tuple(map(difference_line, causes)))
    if verdict.later:
        yield Heading(plain("Written down since then, and counting for its dates"))
        yield update_table(verdict.later, sheet.labels, sheet.retracted)
    if verdict.untold:
        yield paragraph(plain(UNTOLD))
    told_lines = [each for each in verdict.differences if not each.told]
    if told_lines:
        yield Heading(plain("What differs"))
        yield Bullets(tuple(map(difference_line, told_lines[:SHOWN])))
        more = len(told_lines) - SHOWN
        if more > 0:
            yield paragraph(muted(f"and {vocabulary.count(more, 'difference')} more"))


def difference_line(difference: Difference) -> Line:
    """A difference; of a line that the plans give otherwise, with what differs in it marked."""
    if difference.there is None or difference.remade is None:
        return plain(str(difference))
    there, remade = unescaped(difference.there), unescaped(difference.remade)
    return (Text(f"{difference.place}: "), *map(shortened, text_change(there, remade)))


def shortened(part: Inline) -> Inline:
    """A part of a line as it was, without its middle where that is long."""
    if isinstance(part, Text) and part.role is Role.PLAIN and len(part.text) > LONGEST:
        half = LONGEST // 2
        return Text(f"{part.text[:half].rstrip()} … {part.text[-half:].lstrip()}")
    return part


def arrived(files: Sequence[str]) -> str:
    """That what carries the plan on has come since, which the report is without."""
    return (
        f"A report made today would rest on {', '.join(files)}: what carries items of this plan on "
        "has changed since then."
    )


def told(verdict: Verdict) -> Line:
    """The verdict, with the plan and the dates of the report."""
    origin = verdict.origin
    known = f", as known on {vocabulary.day(origin.known_at)}" if origin.known_at else ""
    which = f" ({origin.plan}, {vocabulary.period(origin.since, origin.as_of)}{known})"
    if verdict.same:
        return (Text("Same", Role.GOOD), Text(f": the plans still give this report{which}."))
    return (Text("Not the same", Role.ERROR), Text(f": the plans give another report{which}."))


def record(sheet: VerifiedSheet) -> Record:
    """Whether it is the same, what differs, the later updates."""
    verdict = sheet.verdict
    return records.answer(
        sheet.source,
        same=verdict.same,
        differences=list(map(str, verdict.differences)),
        later_updates=records.updates(verdict.later, sheet.labels, sheet.retracted),
    )


VIEW: Final = View(
    page,
    record,
    MainList(
        ("difference",),
        lambda record: ({"difference": text} for text in record["differences"]),
    ),
)
