"""Whether a report in a file is still what the plans give: line by line, and by its digests.

What an editor changes without meaning to, line ends and blanks at the ends of lines, is no
difference. The officials' own words are known by their digest, as nobody has their file any more.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.origin import DIGITS, Origin, parse_origin
from bptip.progress import in_order, known
from bptip.words import AT_A_GLANCE, OWN_WORDS

if TYPE_CHECKING:
    from bptip.model import Update

_ESCAPED: Final = re.compile(r"\\([\W_])")
_GLANCE: Final = f"## {AT_A_GLANCE}"
_OWN: Final = tuple(f"## {name}" for name in OWN_WORDS)

LONGEST: Final = 160
"""Of a line that differs, so many characters are told."""


class Given(NamedTuple):
    """A report as a file has it: its lines without the line of origin, and that line read.

    `numbers` are the places of the lines in the file, from 1.
    """

    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    origin: Origin


class Verdict(NamedTuple):
    """Whether a report is still the same, in which ways it isn't, and the later updates.

    `digests_only` says that the report has another form, so that its text can't be compared.
    `arrived` are the files, relative to the plans' folder, of what carries the plan on by now: a
    report made today would tell of them, and this one is the same without.
    """

    origin: Origin
    differences: tuple[str, ...]
    later: tuple[Update, ...] = ()
    digests_only: bool = False
    arrived: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def lines_of(text: str) -> list[str]:
    """The lines of a text, without the blanks at their ends, and without empty ones at its end."""
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return [line.rstrip() for line in unified.rstrip().split("\n")]


def given(text: str) -> Given | None:
    """The report that a text is; None where its last line is no line of origin."""
    lines = lines_of(text)
    last = lines.pop()
    origin = parse_origin(_ESCAPED.sub(r"\1", last.strip("_* ")))
    if origin is None:
        return None
    return Given(tuple(lines), tuple(range(1, len(lines) + 1)), origin)


def words_digest(lines: Sequence[str]) -> str:
    """The digest of the officials' own words, of the lines that a Markdown report has for them."""
    text = "\n".join(lines).strip("\n")
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def without_words(report: Given) -> tuple[Given, tuple[str, ...]]:
    """The report without the officials' own words, and what is to be said of these.

    They stand from the first of their headings to where the report's own figures begin; of several
    places that could be this, it is the one that the digest fits.
    """
    ends = [n for n, line in enumerate(report.lines) if line == _GLANCE]
    start = next((n for n, line in enumerate(report.lines) if line in _OWN), None)
    if start is not None and (not ends or start > ends[-1]):
        start = None
    if start is None:
        told = ("The own words that it was made with are gone.",) if report.origin.words else ()
        return report, told
    ends = [end for end in ends if end > start]
    fitting = [e for e in ends if words_digest(report.lines[start:e]) == report.origin.words]
    end = fitting[0] if fitting else ends[-1]
    told = () if fitting else ("The own words are not those that it was made with.",)
    return _without(report, start, end), told


def _without(report: Given, start: int, end: int) -> Given:
    return report._replace(
        lines=report.lines[:start] + report.lines[end:],
        numbers=report.numbers[:start] + report.numbers[end:],
    )


def verdict(report: Given, remade: Given) -> Verdict:
    """What differs between a report and the one that the plans give now, made without words."""
    mine, told = without_words(report)
    found = [*told, *value_differences(report.origin, remade.origin)]
    other_form = report.origin.report_format != remade.origin.report_format
    if not other_form:
        found += line_differences(mine, remade.lines)
    return Verdict(report.origin, tuple(found), digests_only=other_form)


def value_differences(was: Origin, now: Origin) -> Iterator[str]:
    """In what the values that a report was made from differ, by their digest."""
    if was.updates != now.updates:
        yield f"It was made from {was.updates} updates that count; now {now.updates} do."
    elif was.values != now.values:
        yield "The plan, or an update that counts, is not what it was made from: another digest."
    if was.values != now.values:
        for file in was.files:
            if file not in now.files:
                yield f"It was made from {file}, which isn't here."
        for file in now.files:
            if file not in was.files:
                yield f"It was made without {file}, which now counts for its dates."


def line_differences(report: Given, remade: Sequence[str]) -> Iterator[str]:
    """The lines that differ, each with its place in the report."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, report.lines, remade, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            before = zip(report.numbers[a:b], report.lines[a:b], strict=True)
            yield from (f"line {n}: the plans don't give: {_short(x)}" for n, x in before)
            place = report.numbers[a] if a < len(report.numbers) else "end"
            yield from (f"line {place}: the plans give: {_short(x)}" for x in remade[c:d])


def _short(line: str) -> str:
    if not line:
        return "an empty line"
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def later_updates(
    origin: Origin, updates: Iterable[Update], items: Container[str]
) -> tuple[Update, ...]:
    """The updates, written down after a report's latest, that count for its dates all the same.

    Those about `items`, by their ids, in the fold's order.
    """
    last = origin.last_recorded
    return tuple(
        update
        for update in in_order(known(updates, origin.as_of, origin.known_at))
        if update.item in items and (last is None or update.recorded > last)
    )
