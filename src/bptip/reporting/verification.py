"""Whether a report in a file is still what the plans give: line by line, and by its digests.

What an editor changes without meaning to, line ends and blanks at the ends of lines, is no
difference. The officials' own words are known by their digest, as nobody has their file any more.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.plan.vocabulary import AT_A_GLANCE, OWN_WORDS
from bptip.progress.fold import in_order, known
from bptip.reporting.provenance import DIGITS, Provenance, parse_provenance

if TYPE_CHECKING:
    from bptip.plan.model import Update

_ESCAPED: Final = re.compile(r"\\([\W_])")
_CITATION: Final = re.compile(r"\\\[\d+\\\]")
_DASHES: Final = re.compile(r"\|[ :|-]+\|")
"""The row below a table's titles: how long its dashes are follows from what the columns hold."""

_GLANCE: Final = f"## {AT_A_GLANCE}"
_OWN: Final = tuple(f"## {name}" for name in OWN_WORDS)


class ReportText(NamedTuple):
    """A report as a file has it: its lines without the line of origin, and that line read.

    `numbers` are the places of the lines in the file, from 1.
    """

    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    origin: Provenance


class Difference(NamedTuple):
    """In what a report differs: a line that isn't as the plans give it, or what is `told` in words.

    `number` is the line's in the file, from 1; None for the end. `there` is what stands there,
    `remade` what the plans give; None where only the other has a line.
    """

    told: str = ""
    number: int | None = None
    there: str | None = None
    remade: str | None = None

    @property
    def place(self) -> str:
        """Where it is: "line 18", or the end of the file."""
        return f"line {self.number}" if self.number else "at the end"

    def __str__(self) -> str:
        """The whole of it in words."""
        if self.told:
            return self.told
        if self.remade is None:
            return f"{self.place}: the plans don't give: {_quoted(self.there)}"
        if self.there is None:
            return f"{self.place}: the plans give besides: {_quoted(self.remade)}"
        return f"{self.place}: {_quoted(self.there)}; the plans give: {_quoted(self.remade)}"


def _quoted(line: str | None) -> str:
    return unescaped(line) if line else "an empty line"


def unescaped(line: str) -> str:
    """A line of Markdown without the marks that keep signs from being read as Markdown."""
    return _ESCAPED.sub(r"\1", line)


class Verdict(NamedTuple):
    """Whether a report is still the same, in which ways it isn't, and the later updates.

    `untold` says that the values differ and no update written down since tells why,
    `values_same` that all values that it was made from are as they were. `arrived` are the files,
    relative to the plans' folder, of what carries the plan on by now: a report made today would
    tell of them, and this one is the same without.
    """

    origin: Provenance
    differences: tuple[Difference, ...]
    later: tuple[Update, ...] = ()
    arrived: tuple[str, ...] = ()

    values_same: bool = True
    untold: bool = False

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    @property
    def by_hand(self) -> bool:
        """Whether the plans give the same values, so that what differs was done to the file."""
        return not self.same and self.values_same


def lines_of(text: str) -> list[str]:
    """The lines of a text, without the blanks at their ends, and without empty ones at its end."""
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return [line.rstrip() for line in unified.rstrip().split("\n")]


def given(text: str) -> ReportText | None:
    """The report that a text is; None where its last line is no line of origin."""
    lines = lines_of(text)
    last = lines.pop()
    origin = parse_provenance(unescaped(last.strip("_* ")))
    if origin is None:
        return None
    return ReportText(tuple(lines), tuple(range(1, len(lines) + 1)), origin)


def words_digest(lines: Sequence[str]) -> str:
    """The digest of the officials' own words, of the lines that a Markdown report has for them."""
    text = "\n".join(lines).strip("\n")
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def without_words(report: ReportText) -> tuple[ReportText, tuple[Difference, ...]]:
    """The report without the officials' own words, and what is to be said of these.

    They stand from the first of their headings to where the report's own figures begin; of several
    places that could be this, it is the one that the digest fits.
    """
    ends = [n for n, line in enumerate(report.lines) if line == _GLANCE]
    start = next((n for n, line in enumerate(report.lines) if line in _OWN), None)
    if start is not None and (not ends or start > ends[-1]):
        start = None
    if start is None:
        gone = (Difference("The own words that it was made with are gone."),)
        return report, gone if report.origin.words else ()
    ends = [end for end in ends if end > start]
    fitting = [e for e in ends if words_digest(report.lines[start:e]) == report.origin.words]
    end = fitting[0] if fitting else ends[-1]
    told = () if fitting else (Difference("The own words are not those that it was made with."),)
    return _without(report, start, end), told


def _without(report: ReportText, start: int, end: int) -> ReportText:
    return report._replace(
        lines=report.lines[:start] + report.lines[end:],
        numbers=report.numbers[:start] + report.numbers[end:],
    )


def verdict(report: ReportText, remade: ReportText) -> Verdict:
    """What differs between a report and the one that the plans give now, made without words."""
    mine, told = without_words(report)
    found = [*told, *value_differences(report.origin, remade.origin)]
    found += line_differences(mine, remade.lines)
    same = report.origin.values == remade.origin.values
    return Verdict(report.origin, tuple(found), values_same=same)


def value_differences(was: Provenance, now: Provenance) -> Iterator[Difference]:
    """In what the values that a report was made from differ, by their digest."""
    if was.values == now.values:
        return
    if was.updates != now.updates:
        counts = f"It was made from {was.updates} updates that count; now {now.updates} do."
        yield Difference(counts)
    else:
        what = "The plan, or an update that counts, is not what it was made from: another digest."
        yield Difference(what)
    for file in was.files:
        if file not in now.files:
            yield Difference(f"It was made from {file}, which isn't here.")
    for file in now.files:
        if file not in was.files:
            yield Difference(f"It was made without {file}, which now counts for its dates.")


def line_differences(report: ReportText, remade: Sequence[str]) -> Iterator[Difference]:
    """The lines that differ, each with its place; as many for as many are told side by side."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, report.lines, remade, autojunk=False)
    renumbered: list[str] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        there = tuple(zip(report.numbers[a:b], report.lines[a:b], strict=True))
        given_now = remade[c:d]
        if len(there) == len(given_now):
            for (number, line), other in zip(there, given_now, strict=True):
                if _uncited(line) == _uncited(other):
                    renumbered.append(str(number))
                elif not (_DASHES.fullmatch(line) and _DASHES.fullmatch(other)):
                    yield Difference("", number, line, other)
            continue
        yield from (Difference("", number, line) for number, line in there)
        place = report.numbers[a] if a < len(report.numbers) else None
        yield from (Difference("", place, None, line) for line in given_now)
    if renumbered:
        where = f"lines {', '.join(renumbered)}" if renumbered[1:] else f"line {renumbered[0]}"
        yield Difference(f"The numbers of the evidence alone differ in {where}.")


def _uncited(line: str) -> str:
    """A line without the numbers of its evidence."""
    return _CITATION.sub("[]", line)


def later_updates(
    origin: Provenance, updates: Iterable[Update], items: Container[str]
) -> tuple[Update, ...]:
    """The updates, written down after a report's latest, that count for its dates all the same.

    Those about `items`, by their ids, in the fold's order; without what was taken back again.
    """
    last = origin.last_recorded
    found = [
        update
        for update in in_order(known(updates, origin.as_of, origin.known_at))
        if update.item in items and (last is None or update.recorded > last)
    ]
    ids, targets = {each.id for each in found}, {each.retracts for each in found}
    return tuple(each for each in found if each.id not in targets and each.retracts not in ids)


def explained(was: Provenance, now: Provenance, later: Iterable[Update]) -> bool:
    """Whether the plan's later updates make up the difference in how many count."""
    more = sum(1 if update.retracts is None else -1 for update in later)
    return more == now.updates - was.updates
