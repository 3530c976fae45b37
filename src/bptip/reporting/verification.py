"""The check of a report against the plans: by its digests, then line by line.

Line ends, and blanks at the ends of lines, are left out of the comparison: editors change them.
The officials' own words are compared by their digest, since nobody has their file any more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.plan.vocabulary import AT_A_GLANCE, OWN_WORDS
from bptip.progress.fold import in_order, known
from bptip.reporting.provenance import DIGITS, Provenance, parse_provenance

if TYPE_CHECKING:
    from bptip.plan.labels import Labels
    from bptip.plan.model import Update, Version
    from bptip.plan.references import Continuations

_ESCAPED: Final = re.compile(r"\\([\W_])")
_FIGURES_HEADING: Final = f"## {AT_A_GLANCE}"
_WORDS_HEADINGS: Final = tuple(f"## {name}" for name in OWN_WORDS)


class ReportText(NamedTuple):
    """A report in Markdown: its lines without the line of provenance, and that line parsed."""

    lines: tuple[str, ...]
    provenance: Provenance


class LaterUpdates(NamedTuple):
    """Updates recorded after a report: of its plan, of other plans, and the items' labels."""

    here: tuple[Update, ...]
    elsewhere: tuple[Update, ...]
    labels: Labels


class Verdict(NamedTuple):
    """The result of the check: the causes and the lines that differ, if any.

    `causes` are sentences, `diff` is a unified diff from the file to the report made again.
    `later` are the updates that explain it; `is_unexplained` is True if they don't explain all.
    `new_files` would be in a report made today, and are in neither of the two.
    """

    provenance: Provenance
    causes: tuple[str, ...]
    diff: tuple[str, ...]
    has_same_values: bool
    later: tuple[Update, ...] = ()
    is_unexplained: bool = False
    new_files: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """True if nothing differs."""
        return not self.causes and not self.diff

    @property
    def is_changed_by_hand(self) -> bool:
        """True if the plans give the same values, so that somebody has edited the file."""
        return not self.is_same and self.has_same_values


def lines_of(text: str) -> list[str]:
    """Returns the lines of a text, without trailing blanks and without empty lines at its end."""
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return [line.rstrip() for line in unified.rstrip().split("\n")]


def parse_report(text: str) -> ReportText | None:
    """Parses a report; returns None where its last line is not a line of provenance."""
    *lines, last = lines_of(text)
    provenance = parse_provenance(_ESCAPED.sub(r"\1", last.strip("_* ")))
    return ReportText(tuple(lines), provenance) if provenance else None


def words_digest(lines: Sequence[str]) -> str:
    """Returns the digest of the officials' own words, given as the lines of the report."""
    text = "\n".join(lines).strip("\n")
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def verdict(
    report: ReportText,
    remade: ReportText,
    later: LaterUpdates,
    new_files: Collection[str] = (),
) -> Verdict:
    """Compares a report with the one that the plans give now, which is made without own words."""
    from difflib import unified_diff

    old, new = report.provenance, remade.provenance
    # 1. The own words: by their digest. The report made again gets those of the file, in the
    #    same place, so that the diff leaves them alone and its line numbers are the file's.
    words, causes = own_words(report)
    expected = with_words(remade.lines, words)
    # 2. The values: by their digest. Where it is the same, no later update has changed anything.
    same_values = old.values == new.values
    causes += value_causes(old, new)
    updates = () if same_values else (*later.here, *later.elsewhere)
    explained = bool(later.elsewhere) or accounts_for(old, new, later.here)
    # 3. The text: line by line, in the form that every programmer's tool gives.
    diff = unified_diff(report.lines, expected, "the file", "the plans", lineterm="", n=0)
    return Verdict(
        provenance=old,
        causes=tuple(causes),
        diff=tuple(diff)[2:],  # without the two lines that name the sides
        has_same_values=same_values,
        later=updates,
        is_unexplained=not same_values and not explained,
        new_files=tuple(new_files),
    )


def own_words(report: ReportText) -> tuple[Sequence[str], list[str]]:
    """Returns the lines of the officials' own words, and what has happened to them.

    They reach from the first of their headings to the heading of the report's own figures. The
    words may hold that heading too, in a code block: the place that the digest fits is taken,
    else the last one.
    """
    lines, digest = report.lines, report.provenance.words
    start = next((n for n, line in enumerate(lines) if line in _WORDS_HEADINGS), len(lines))
    ends = [n for n, line in enumerate(lines) if line == _FIGURES_HEADING and n > start]
    if not ends:
        return (), ["Your own words are no longer in the report."] if digest else []
    fitting = [end for end in ends if words_digest(lines[start:end]) == digest]
    if fitting:
        return lines[start : fitting[0]], []
    return lines[start : ends[-1]], ["Your own words are not those that the report was made with."]


def with_words(lines: Sequence[str], words: Sequence[str]) -> Sequence[str]:
    """Returns the lines of a report with own words put in front of its figures."""
    if not words or _FIGURES_HEADING not in lines:
        return lines
    place = lines.index(_FIGURES_HEADING)
    return (*lines[:place], *words, *lines[place:])


def value_causes(old: Provenance, new: Provenance) -> Iterator[str]:
    """Yields how the values that a report was made from differ, where their digests do."""
    if old.values == new.values:
        return
    if old.updates != new.updates:
        yield f"The report was made from {old.updates} updates; now {new.updates} count."
    else:
        yield "The plan, or an update that counts, has been edited: the digest is another."
    for file in old.files:
        if file not in new.files:
            yield f"The report was made from {file}, which is not here."
    for file in new.files:
        if file not in old.files:
            yield f"The report was made without {file}, which now counts for its dates."


def updates_since(
    provenance: Provenance, updates: Iterable[Update], items: Container[str]
) -> tuple[Update, ...]:
    """Returns the updates about `items` recorded after a report that count for its dates.

    They are in the fold's order. An update that was retracted again is left out, and so is its
    retraction.
    """
    last = provenance.last_recorded
    later = [
        update
        for update in in_order(known(updates, provenance.as_of, provenance.known_at))
        if update.item in items and (last is None or update.recorded > last)
    ]
    ids, retracted = {each.id for each in later}, {each.retracts for each in later}
    return tuple(each for each in later if each.id not in retracted and each.retracts not in ids)


def carrying_items(continued: Continuations, version: Version) -> set[str]:
    """Returns the ids of a version's items that carry others on, with the activities below them."""
    carrying = {
        each.item.id for by in continued.values() for each in by if each.plan == version.plan.id
    }
    return {item.id for item, under in version.items_with_objective if {item.id, under} & carrying}


def accounts_for(old: Provenance, new: Provenance, later: Iterable[Update]) -> bool:
    """True if there are later updates, and they make up the difference in how many count."""
    steps = [1 if update.retracts is None else -1 for update in later]
    return bool(steps) and sum(steps) == new.updates - old.updates
