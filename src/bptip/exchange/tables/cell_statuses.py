"""Reads statuses in the cells of tables: words of bptip, the office and the map, and synonyms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from bptip.exchange.cells import SheetCell
from bptip.exchange.tables.cell_figures import percentage_in
from bptip.exchange.tables.cell_texts import MAX_WORDS, shows_nothing
from bptip.exchange.tables.colours import colour_name, meaning_of
from bptip.exchange.tables.maps import NO_GUESS, TableMap
from bptip.exchange.tables.table_words import STATUS_WORDS, TICKS
from bptip.plan.characters import letters_of, search_form, with_plain_digits
from bptip.plan.dates import dates_in
from bptip.plan.model import REPORTABLE, Number, Status
from bptip.plan.parties import Parties
from bptip.plan.status_names import AMBIGUOUS, find_status, likely_status, readings_of
from bptip.recording.typed_values import number_in


class CellStatus(NamedTuple):
    """The status that a cell states: not reported if its word says that nothing is known.

    `word` is the cell's own word; `said` is the same word if it is not bptip's. `rest` is the text
    after the word. In a form, `day` is the day after the word, like a cell of its own. Without a
    status and a percentage, the word is unknown.
    """

    word: str
    status: Status | None
    said: str | None = None
    rest: str = ""
    progress: Number | None = None
    day: SheetCell | None = None


class StatusWords:
    """The words of a table's statuses: those of the map, the office, bptip, and their synonyms."""

    def __init__(self, table_map: TableMap, parties: Parties) -> None:
        self._stated = {_asked(word): status for word, status in table_map.status.items()}
        self._office = {letters_of(word): word for word in parties.statuses}
        self._meaning = parties.statuses
        self._colours = table_map.colours

    def status_in(self, cell: SheetCell) -> CellStatus | None:
        """Returns the status that a cell states; None if it is empty."""
        text = " ".join(cell.text.split())
        if shows_nothing(cell):
            return self._coloured(cell)
        if text in TICKS:
            return CellStatus(text, Status.COMPLETED)
        if "%" in text and percentage_in(cell) == 0:
            return CellStatus(text, None, progress=0)
        stated = (
            self._of_word(text)
            or with_percentage(text, self._of_word)
            or self._with_rest(cell, text)
        )
        is_silent = stated.status is Status.NOT_REPORTED
        return self._coloured(cell) or stated if is_silent else stated

    def _with_rest(self, cell: SheetCell, text: str) -> CellStatus:
        """Returns the status of a word with further text behind it; else an unknown word.

        "Ongoing – delayed" is delayed. "In progress – delayed" has two statuses, and is unknown.
        """
        written = cell.text.strip()
        for match in _ENDS.finditer(written, 0, MAX_WORDS):
            word, rest = written[: match.start()].strip(), _bare(written[match.start() :])
            first, second = self._of_word(word), self._of_word(rest)
            if second is not None and letters_of(word) == AMBIGUOUS:
                return CellStatus(text, second.status, text)
            if first is not None and second is not None and not _agree(first, second):
                return CellStatus(text, None)
            if first is not None:
                return first._replace(rest=rest)
        reasoned = _REASONED.match(text)
        first = self._of_word(reasoned[1]) if reasoned else None
        if reasoned and first and (first.status is not Status.COMPLETED or dates_in(reasoned[2])):
            return first._replace(rest=reasoned[2].strip())
        return _unknown(written)

    def is_word_in(self, cell: SheetCell) -> bool:
        """True if a cell has a word for a status."""
        stated = self.status_in(cell)
        return stated is not None and stated.status not in (None, Status.NOT_REPORTED)

    def _of_word(self, text: str) -> CellStatus | None:
        office = self._office.get(letters_of(text))
        said = office or text
        if _asked(text) in self._stated:
            status = self._stated[_asked(text)]
            is_ours = find_status(text) is status
            return CellStatus(text, status, None if is_ours else said)
        if office is not None:
            return CellStatus(text, self._meaning[office], said)
        if not text.strip("? "):
            return CellStatus(text, Status.NOT_REPORTED)
        if _asked(text).endswith("?"):
            return None
        ours = find_status(text)
        if ours is not None:
            return CellStatus(text, ours)
        bare = text[match.end() :] if (match := _STILL.match(text)) else text
        known = status_of_synonym(bare) or (find_status(bare) if bare != text else None)
        return CellStatus(text, known, said) if known else None

    def _coloured(self, cell: SheetCell) -> CellStatus | None:
        """Returns the status that the map states for an empty cell's colour; None without one."""
        if cell.fill is None or not self._colours:
            return None
        status = meaning_of(cell.fill, self._colours)
        shown = f"{colour_name(cell.fill)} ({cell.fill.upper()[-6:]})"
        return CellStatus(shown, status) if status else None


_STILL: Final = re.compile(r"(?:still|now|currently) ", re.IGNORECASE)
"""Words before a status that say since when: "Still on hold"."""


def _agree(first: CellStatus, second: CellStatus) -> bool:
    """True if two words in one cell can state the same status."""
    return first.status is second.status or {first.status, second.status} == _UNDER_WAY


_UNDER_WAY: Final = {Status.IN_PROGRESS, Status.CONTINUOUS}


def _asked(word: str) -> str:
    """Returns the letters of a word with its question mark: "Done?" does not mean "done"."""
    return letters_of(word) + ("?" if word.rstrip().endswith("?") else "")


def _unknown(text: str) -> CellStatus:
    """Returns an unknown word; the text after a short word is its `rest`."""
    match = _ENDS.search(text)
    word = text[: match.start()].strip() if match else text
    if match and 0 < len(word) <= LONGEST_WORD:
        return CellStatus(word, None, rest=_bare(text[match.start() :]))
    return CellStatus(" ".join(text.split()), None)


LONGEST_WORD: Final = 24
"""Maximum length of a word for a status that is followed by other text (characters)."""


def _bare(text: str) -> str:
    """Returns the text after a word, without the signs before it and the brackets around it."""
    bare = text.strip(" \n.:;,–—-")
    is_in_brackets = bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1
    return bare[1:-1].strip() if is_in_brackets else bare


_REASONED: Final = re.compile(
    r"(.+?) ((?:until|till|due to|owing to|because|since|pending|awaiting|following|to|as (?:of|at)"
    r"|(?:on |in |by )?(?=\S*\d|[^\W\d_]{3,9}\.? \d)).+)",
    re.IGNORECASE,
)
"""A word for a status, and when or why: "Delayed until Q2", "Completed in May 2026"."""

_ENDS: Final = re.compile(r"[:;,.(\n]|\s[-–—]\s")
"""The ends of the first words of a cell."""

_SYNONYMS: Final[Mapping[str, Status]] = {
    letters_of(search_form(word)): status
    for status, words in STATUS_WORDS.items()
    for word in words
}


def status_of_synonym(word: str) -> Status | None:
    """Returns the status that a synonym means, not reported included; None for any other text."""
    return _SYNONYMS.get(letters_of(search_form(word)))


def likely_meaning(word: str) -> str:
    """Returns the status to suggest for an unknown word in the line for the map.

    A near word must begin with the same letter: "Incomplete" is not a misspelt "complete".
    """
    from difflib import get_close_matches

    letters = letters_of(word)
    if _asked(word).endswith("?") or readings_of(word):
        return NO_GUESS
    if likely := likely_status(word):
        return likely.value
    known = [*(status.value for status in REPORTABLE), *_SYNONYMS]
    has_yet = "yet" in letters
    alike = [
        each
        for each in map(letters_of, known)
        if each[:1] == letters[:1] and ("yet" in each) == has_yet
    ]
    near = get_close_matches(letters, alike, 1, SURE)
    status_near = near and (find_status(near[0]) or _SYNONYMS.get(near[0]))
    return status_near.value if status_near else NO_GUESS


SURE: Final = 0.88
"""Minimum likeness (0 to 1) to a known word for its meaning to be suggested; set by hand."""


def with_percentage(text: str, of_word: Callable[[str], CellStatus | None]) -> CellStatus | None:
    """Returns the meaning of "80 %", "80% done" or "In progress (80 %)"; None for any other text.

    `of_word` returns the status that a word means. Below 100, a percentage alone does not change
    the reported status.
    """
    match = _SHARE.search(with_plain_digits(text))
    share = number_in(match[1].replace(",", ".")) if match else None
    if match is None or share is None or not 0 < share <= 100:
        return None
    word = f"{text[: match.start()]} {text[match.end() :]}".strip(f"{AROUND} .")
    stated = of_word(word) if word else CellStatus(text, Status.COMPLETED)
    if stated is None or stated.status is None:
        return None
    if stated.status is not Status.COMPLETED:
        return CellStatus(text, stated.status, stated.said, progress=share)
    if share == 100:
        return CellStatus(text, Status.COMPLETED, text)
    return CellStatus(text, None, progress=share)


_SHARE: Final = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?) ?(?:%|per ?cent\b)", re.IGNORECASE)

AROUND: Final = " ,:;()–—-"
"""The signs between a word for a status and what is stated beside it."""
