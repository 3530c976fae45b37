"""The findings of an import: problems with their places, and rows that were set aside."""

from __future__ import annotations

from typing import Final, NamedTuple

from bptip.problems.fault import Severity

MAX_QUOTED: Final = 60
"""Maximum number of characters that a message quotes from a cell."""


def shortened(text: str) -> str:
    """Returns a text for quoting in a message: on one line, and shortened if it is long."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_QUOTED else f"{line[: MAX_QUOTED - 1]}…"


class Finding(NamedTuple):
    """A cell that bptip could not read as it is: the problem, and what to write instead.

    If a finding is an error, nothing is written. `value` is the text of the cell.
    """

    severity: Severity
    code: str
    place: str
    value: str
    message: str
    hint: str = ""

    def hint_to_type(self, *, has_map: bool) -> str:
        """Returns the hint; if there is no map, without the line for the map."""
        option = self.hint.partition(IN_THE_MAP)[0].strip()
        return self.hint if has_map else option or self.hint


IN_THE_MAP: Final = "In the map: "
"""The words in a hint before the line for the map."""


class SetAside(NamedTuple):
    """A row that is not imported, and the reason."""

    place: str
    why: str


def error(code: str, place: str, value: str, message: str, hint: str = "") -> Finding:
    """Returns a finding that prevents the write."""
    return Finding(Severity.ERROR, code, place, value, message, hint)


def warning(code: str, place: str, value: str, message: str, hint: str = "") -> Finding:
    """Returns a finding that is shown and prevents nothing."""
    return Finding(Severity.WARNING, code, place, value, message, hint)
