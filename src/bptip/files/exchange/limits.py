"""The limits for files with tables, and the errors for unreadable and for too large files."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from bptip.exchange.cells import SheetCell
from bptip.plan.errors import BrokenFileError

MAX_PACKED_BYTES: Final = 32_000_000
"""Maximum size of a file (bytes)."""

MAX_UNPACKED_BYTES: Final = 200_000_000
"""Maximum size of all parts of a file together (bytes), counted while unpacking."""

MAX_PARTS: Final = 2_000
"""Maximum number of parts of a workbook or a Word file."""

MAX_ELEMENTS: Final = 3_000_000
"""Maximum number of XML elements in a file; parsing them takes five seconds."""

MAX_ROWS: Final = 20_000
"""Maximum number of rows of a table."""

MAX_COLUMNS: Final = 300
"""Maximum number of columns of a table."""

MAX_CELLS: Final = 200_000
"""Maximum number of cells with a text or a colour, in all tables of a file."""

MAX_AREA: Final = 500_000
"""Maximum number of cells in all tables of a file, empty ones included."""

MAX_CELL_LETTERS: Final = 32_767
"""Maximum length of a cell's text (characters), as in a workbook."""

MAX_LETTERS: Final = 20_000_000
"""Maximum length of the texts of all cells together (characters); cells can share a text."""


class TableFault(StrEnum):
    """The reason for refusing a file, as the code in the list of problems."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"


class TableFileError(BrokenFileError):
    """A file that cannot be read as tables; `fault` is its code in a list of problems."""

    def __init__(self, fault: TableFault, message: str, *hints: str) -> None:
        super().__init__(message, *hints)
        self.fault = fault


def unreadable(file: Path, why: str, *hints: str) -> TableFileError:
    """Returns the error for a file that is broken, or not a file with tables."""
    return TableFileError(TableFault.UNREADABLE, f'"{file.name or file}" {why}.', *hints)


def too_large(file: Path, why: str, *hints: str) -> TableFileError:
    """Returns the error for a file that is larger than bptip can read."""
    return TableFileError(TableFault.TOO_LARGE, f'"{file.name}" is too large: {why}.', *hints)


def too_many_cells(file: Path) -> TableFileError:
    """Returns the error for a file with more than MAX_CELLS cells."""
    return too_large(file, f"its tables have more than {MAX_CELLS:,} cells")


def too_many_letters(file: Path) -> TableFileError:
    """Returns the error for a file with more than MAX_LETTERS characters."""
    return too_large(file, f"its texts have more than {MAX_LETTERS:,} characters")


class Allowance:
    """Counts the contents of a file; raises TableFileError if they exceed a limit."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.cells = 0
        self.letters = 0
        self.area = 0

    def check_place(self, row: int, column: int, place: str) -> None:
        """Refuses a cell outside the rows and columns of a table; both count from 0."""
        if row >= MAX_ROWS:
            raise too_large(
                self.file,
                f"{place} is below row {MAX_ROWS:,}, the last row that can be read",
                "Delete what is below the table, save the file, and try again.",
            )
        if column >= MAX_COLUMNS:
            raise too_large(
                self.file,
                f"{place} is to the right of column {MAX_COLUMNS}, the last that can be read",
                "Delete what is to the right of the table, save the file, and try again.",
            )

    def add(self, text: str, place: str) -> None:
        """Counts a cell and its text."""
        self.cells += 1
        self.letters += len(text)
        if len(text) > MAX_CELL_LETTERS:
            raise too_large(
                self.file, f"{place} has {len(text):,} characters, and a cell can have "
                f"{MAX_CELL_LETTERS:,}"
            )  # fmt: skip
        if self.cells > MAX_CELLS:
            raise too_many_cells(self.file)
        if self.letters > MAX_LETTERS:
            raise too_many_letters(self.file)

    def add_area(self, rows: int, columns: int, table: str) -> None:
        """Counts a table with its empty cells."""
        self.area += rows * columns
        if self.area > MAX_AREA:
            raise too_large(
                self.file,
                f"{table} has {rows:,} rows × {columns} columns, and all tables together can "
                f"have {MAX_AREA:,} cells",
            )


def filled(rows: Sequence[Sequence[SheetCell]], width: int) -> tuple[tuple[SheetCell, ...], ...]:
    """Returns the rows of a text file, each with empty cells added up to the table's width."""
    return tuple(
        (*row, *(row[0]._replace(text="", value=None, struck="", bold="", links=()),)
         * (width - len(row)))
        for row in rows
    )  # fmt: skip
