"""The check of a report against the plans: by its digests, then line by line.

The comparison ignores line ends, trailing blanks and the kind of a blank, since editors and mail
programs change them. The officials' own words are compared by their digest, since nobody has their
file any more. The digest is in the report itself, so the words must also be words that
`report --words` accepts and writes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from bptip.comparison.alignment import common_places
from bptip.plan.journal import Update
from bptip.plan.labels import Labels
from bptip.plan.model import Version
from bptip.progress.continuation import Continuations
from bptip.progress.fold import in_order, known
from bptip.reporting.provenance import DIGITS, Provenance, parse_provenance

_ESCAPED: Final = re.compile(r"\\([\W_])")
_CODE_SPAN: Final = re.compile(r"(`+)(?!`)(.+)(?<!`)\1")

WORDS_BEGIN: Final = "own words"
WORDS_END: Final = "end of own words"
"""The remarks that enclose each piece of own words in a report."""

_BEGIN_LINE: Final = f"<!-- {WORDS_BEGIN} -->"
END_LINE: Final = f"<!-- {WORDS_END} -->"
"""The line after each piece of own words; own words must not contain it."""

_OBJECTIVE_HEADING: Final = re.compile(r"### Objective (\S+): ")


class ReportText(NamedTuple):
    """A report in Markdown: its lines without the last, its last line, and the provenance in it."""

    lines: tuple[str, ...]
    last_line: str
    provenance: Provenance


class WordsPiece(NamedTuple):
    """A piece of the officials' own words: its lines from `start`, and its objective's id."""

    start: int
    lines: tuple[str, ...]
    objective: str | None = None


class OwnWords(NamedTuple):
    """The officials' own words in a report, piece by piece, and what has changed in them."""

    pieces: tuple[WordsPiece, ...] = ()
    causes: tuple[str, ...] = ()


class LaterUpdates(NamedTuple):
    """Updates recorded after a report, about its plan and other plans, with the items' labels.

    `redacted` are updates that count for the report's dates and were redacted since.
    """

    here: tuple[Update, ...]
    elsewhere: tuple[Update, ...]
    labels: Labels
    redacted: tuple[Update, ...] = ()


class Verdict(NamedTuple):
    """The result of the check: the causes and the lines that differ, if any.

    `causes` are sentences, `diff` is a unified diff from the file to the report made again.
    `later` are the updates that explain a difference; `is_unexplained` is True if they do not
    explain all of it. `new_files` would be in a report made today, and are in neither text.
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
        """True if the file differs and the plans give the same values: somebody edited the file."""
        return not self.is_same and self.has_same_values


def lines_of(text: str) -> list[str]:
    """Returns the lines of a text, without blanks at line ends and empty lines at its end."""
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return [line.rstrip(" \t") for line in unified.rstrip(" \t\n").split("\n")]


def plain_blanks(line: str) -> str:
    """Returns a line with plain blanks in place of no-break spaces, for comparison.

    No-break spaces stay where only a plain blank makes a heading, an item of a list, or a table.
    """
    marks = _MARKS.match(line)
    start = marks.end() if marks else 0
    return line[:start] + line[start:].replace(NO_BREAK_SPACE, " ")


NO_BREAK_SPACE: Final = "\u00a0"

_MARKS: Final = re.compile(r"[\s|:-]*$|(?:\s*(?:#+|[-*+>]|\d+[.)])(?=\s))*\s*")
"""The line below the head of a table, or the marks of a heading, a quotation or an item."""


def parse_report(text: str) -> ReportText | None:
    """Parses a report; returns None if its last line is not a line of provenance."""
    *lines, last = lines_of(text)
    provenance = provenance_in(last)
    return ReportText(tuple(lines), last, provenance) if provenance else None


def provenance_in(line: str) -> Provenance | None:
    """Parses a line of Markdown; returns None if it is not a code span with a provenance."""
    span = _CODE_SPAN.fullmatch(line.strip())
    return parse_provenance(span[2]) if span else None


def is_like_provenance(line: str) -> bool:
    """True if readers would take a line of Markdown for a line of provenance, in any markup."""
    shown = _ESCAPED.sub(r"\1", line.strip("_*` "))
    return (provenance_in(line) or parse_provenance(shown)) is not None


def verdict(
    report: ReportText,
    remade: ReportText,
    words: OwnWords,
    later: LaterUpdates,
    new_files: Collection[str] = (),
) -> Verdict:
    """Compares a report with the report that the plans give now with the same own words."""
    old, new = report.provenance, remade.provenance
    # 1. The own words. The report made again gets the own words of the file as they are, so that
    #    the diff leaves them out: the causes say what is wrong with them.
    expected = with_pieces(remade.lines, words.pieces)
    # 2. The values, by their digest. If it is the same, no later update has changed anything.
    same_values = old.values == new.values
    redactions = () if same_values else tuple(redaction_causes(later.redacted))
    causes = (*words.causes, *value_causes(old, new), *redactions)
    updates = () if same_values else (*later.here, *later.elsewhere)
    by_others = bool(later.elsewhere or redactions)
    explained = by_others or accounts_for(old, new, later.here)
    # 3. The text, line by line, as a unified diff. The last line is compared only if the values are
    #    the same; otherwise its digest differs in any case.
    old_last, new_last = ([report.last_line], [remade.last_line]) if same_values else ([], [])
    diff = unified_diff((*report.lines, *old_last), (*expected, *new_last))
    return Verdict(
        provenance=old,
        causes=causes,
        diff=tuple(diff),
        has_same_values=same_values,
        later=updates,
        is_unexplained=not same_values and not explained,
        new_files=tuple(new_files),
    )


def unified_diff(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yields the unified diff of two texts, given as their lines, without context lines."""
    common = common_places([*map(plain_blanks, old)], [*map(plain_blanks, new)])
    ends = [*common, (len(old), len(new))]
    old_start = new_start = 0
    for old_end, new_end in ends:
        removed, added = old[old_start:old_end], new[new_start:new_end]
        if removed or added:
            yield f"@@ -{_range(old_start, removed)} +{_range(new_start, added)} @@"
            yield from (f"-{line}" for line in removed)
            yield from (f"+{line}" for line in added)
        old_start, new_start = old_end + 1, new_end + 1


def _range(start: int, lines: Sequence[str]) -> str:
    """Returns the numbers of lines as in a unified diff: "5", "5,2", "4,0" for no lines."""
    if len(lines) == 1:
        return str(start + 1)
    return f"{start + 1 if lines else start},{len(lines)}"


def own_words(report: ReportText) -> OwnWords:
    """Returns the officials' own words, with a cause if their digest differs."""
    pieces = words_pieces(report.lines)
    digest = report.provenance.words
    if not pieces:
        gone = "Your own words are no longer in the report."
        return OwnWords(causes=(gone,) if digest else ())
    if pieces_digest((each.objective, each.lines) for each in pieces) == digest:
        return OwnWords(pieces)
    others = "Your own words differ from the words with which the report was made."
    return OwnWords(pieces, (others,))


def words_pieces(lines: Sequence[str]) -> tuple[WordsPiece, ...]:
    """Returns the pieces of own words among the lines of a report.

    A piece is between two remarks, and belongs to the objective in whose section it is. Words
    without an end are not a piece: the comparison shows their lines.
    """
    pieces: list[WordsPiece] = []
    objective, begun = None, -1
    for number, line in enumerate(lines):
        if begun < 0:
            if match := _OBJECTIVE_HEADING.match(line):
                objective = _ESCAPED.sub(r"\1", match[1])
            elif line.startswith(("## ", "### ")):
                objective = None
            begun = number + 1 if line == _BEGIN_LINE else -1
        elif line == END_LINE:
            pieces.append(WordsPiece(begun, tuple(lines[begun:number]), objective))
            begun = -1
    return tuple(pieces)


def pieces_digest(pieces: Iterable[tuple[str | None, Sequence[str]]]) -> str:
    """Returns the digest of own words, given as the lines of each piece with its objective."""
    parts: list[str] = []
    for objective, lines in pieces:
        parts += [f"## Objective {objective}"] if objective else []
        parts += ["\n".join(lines).strip("\n"), ""]
    text = "\n".join(parts).replace(NO_BREAK_SPACE, " ").strip("\n")
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:DIGITS]


def with_pieces(lines: Sequence[str], pieces: Sequence[WordsPiece]) -> Sequence[str]:
    """Returns the lines of a report with other pieces of own words in place of its own.

    If the report has another number of pieces, its lines are returned unchanged.
    """
    own = words_pieces(lines)
    if len(own) != len(pieces):
        return lines
    text: list[str] = []
    place = 0
    for piece, replacement in zip(own, pieces, strict=True):
        text += [*lines[place : piece.start], *replacement.lines]
        place = piece.start + len(piece.lines)
    return (*text, *lines[place:])


def value_causes(old: Provenance, new: Provenance) -> Iterator[str]:
    """Yields the causes of a difference in the values from which a report was made."""
    if old.values == new.values:
        return
    if old.updates != new.updates:
        yield f"The report was made from {old.updates} updates; now {new.updates} count."
    else:
        yield "The plan, or an update that counts, has been edited: the digest differs."
    for file in old.files:
        if file not in new.files:
            yield f"The report was made from {file}, which is not here."
    for file in new.files:
        if file not in old.files:
            yield f"The report was made without {file}, which now counts for its dates."


def redaction_causes(redacted: Iterable[Update]) -> Iterator[str]:
    """Yields a cause for each update whose texts were taken off the record."""
    for update in redacted:
        yield f"The update {update.id} about {update.item} was redacted ({update.redacted})."


def redacted_since(provenance: Provenance, updates: Iterable[Update]) -> tuple[Update, ...]:
    """Returns the updates of a report's dates that were redacted since.

    A report does not state the day on which it was made, so every redaction counts from the day on
    which the latest of its updates was recorded.
    """
    last = provenance.last_recorded
    first_day = last.date().isoformat() if last else ""
    return tuple(
        update
        for update in in_order(known(updates, provenance.as_of, provenance.known_at))
        if update.redacted is not None and update.redacted >= first_day
    )


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
    """True if there are later updates, and they explain the difference in how many count."""
    steps = [1 if update.retracts is None else -1 for update in later]
    return bool(steps) and sum(steps) == new.updates - old.updates
