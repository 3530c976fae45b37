"""Reads CSV files as tables; detects the encoding, the separator and the line ends."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Final

from bptip.exchange.cells import SheetCell, SheetTable, TableFile
from bptip.files.exchange.limits import MAX_ROWS, Allowance, filled, too_large, unreadable
from bptip.plan.characters import FORMULA_SIGNS

SEPARATORS: Final = ",;\t|"
"""The separators that a CSV file can have; if several fit equally well, the first one is used."""

MAX_RECORDS: Final = 1_100_000
"""Maximum number of rows that are read, empty ones included: a sheet of Excel has fewer."""

_SAMPLE: Final = 200
"""Maximum number of rows that are read to find the separator."""

_ENCODINGS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""The encodings, by the byte order mark at the beginning of a file."""

_NAMED_SEPARATOR: Final = re.compile(r"\A\"?sep=([^\r\n])\"?(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
"""The line "sep=;", with which a file names its separator to Excel."""

_GUARD: Final = rf"\A'(?=[\t\r{FORMULA_SIGNS}])"
"""The apostrophe before a text that a spreadsheet would read as a formula."""

_ALL_GUARDS: Final = rf"{_GUARD}|(?:(?<=[,;\t\n])|(?<=[,;\t\n]\"))'(?=[{FORMULA_SIGNS}])"
"""The apostrophes that bptip writes into its CSV files, also after separators within a cell."""

_OUR_KEY: Final = re.compile(r"[a-z]+(?:[_.][a-z]+)*")
"""The form of a column's name in the CSV files that bptip writes."""

WESTERN: Final = (
    "The text is not in UTF-8, so bptip read it as Western European (Windows-1252). "
    "If letters with accents are wrong, save the table as .xlsx or as CSV UTF-8."
)


def read_csv(file: Path, raw: bytes) -> TableFile:
    """Returns the table of a CSV file; raises TableFileError if the file cannot be read."""
    text, notices = decoded(file, raw)
    separator = _NAMED_SEPARATOR.match(text)
    lines_above = 0
    if separator:
        text, lines_above = text[separator.end() :], 1
    mark = separator[1] if separator else separator_of(text)
    rows = list(_rows(file, text, mark, lines_above))
    width = max(map(_width, rows), default=0)
    Allowance(file).add_area(len(rows), width, "its table")
    table = SheetTable("1", filled([row[:width] for row in rows], width))
    return TableFile(file.name, (table,) if rows else (), notices)


def decoded(file: Path, raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Returns the text of a file, and a notice if its encoding is a guess."""
    encoding = next((name for mark, name in _ENCODINGS if raw.startswith(mark)), None)
    encoding = encoding or _utf16_without_mark(raw)
    try:
        text = raw.decode(encoding or "utf-8")
        notices: tuple[str, ...] = ()
    except UnicodeDecodeError as error:
        if encoding is not None:
            raise unreadable(file, f"is not a text in {_spoken(encoding)}", _SAVE_AGAIN) from error
        text, notices = _western(file, raw), (WESTERN,)
    if "\0" in text:
        raise unreadable(file, "is not a text", _SAVE_AGAIN)
    return text, notices


_SAVE_AGAIN: Final = "Save the table as .xlsx, or as CSV UTF-8, and try again."


def _spoken(encoding: str) -> str:
    return "UTF-8" if encoding.startswith("utf-8") else "UTF-16"


def _western(file: Path, raw: bytes) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise unreadable(file, "is a text in an unknown encoding", _SAVE_AGAIN) from error


def _utf16_without_mark(raw: bytes) -> str | None:
    """Returns "utf-16-le" or "utf-16-be" if the first characters of a file show it; else None.

    Every table has separators, digits and line ends, and half of their bytes are 0.
    """
    sample = raw[:4096]
    if len(sample) % 2 and len(raw) < len(sample):
        return None
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if not first and second * 20 > len(sample):
        return "utf-16-le"
    return "utf-16-be" if not second and first * 20 > len(sample) else None


def separator_of(text: str) -> str:
    """Returns the separator with which most rows have the same number of cells, then most cells."""
    return max(SEPARATORS, key=lambda mark: _fitness(text, mark))


def _fitness(text: str, mark: str) -> tuple[float, int]:
    """Returns the share of the first rows with the most frequent width, and this width.

    The width is above 1: rows with a single cell are titles and notes around the table.
    """
    try:
        rows = list(islice(csv.reader(StringIO(text, newline=""), delimiter=mark), _SAMPLE))
    except csv.Error:
        return 0.0, 0
    widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
    usual = Counter(width for width in widths if width > 1).most_common(1)
    return (usual[0][1] / len(widths), usual[0][0]) if usual else (0.0, 0)


def _rows(
    file: Path, text: str, separator: str, lines_above: int
) -> Iterator[tuple[SheetCell, ...]]:
    """Yields the rows up to the last row with a text; places are the lines where rows begin."""
    allowance = Allowance(file)
    guards: re.Pattern[str] | None = None
    empty: list[str] = []
    for row, (line, values) in enumerate(_records(file, text, separator)):
        place = f"line {line + lines_above}"
        if guards is None:
            guards = re.compile(_ALL_GUARDS if _is_ours(values) else _GUARD)
        if not any(value.strip() for value in values):
            empty += [place] if row < MAX_ROWS else []
            continue
        yield from ((SheetCell(each),) for each in empty)
        empty = []
        cells = []
        for column, value in enumerate(values):
            text = value.rstrip()
            if text:
                allowance.check_place(row, column, place)
                text = guards.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
                allowance.add(text, place)
            cells.append(SheetCell(place, text, text or None))
        yield tuple(cells)


def _records(file: Path, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Yields the records of a CSV file, each with the number of its first line, from 1."""
    lines = list(StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=separator)
    for _ in range(MAX_RECORDS):
        line = reader.line_num + 1
        try:
            values = next(reader, None)
            if reader.line_num > line or reader.line_num == len(lines):
                _refuse_run_together(lines[line - 1 : reader.line_num], separator)
        except csv.Error as error:
            raise unreadable(
                file,
                f"cannot be split into cells at line {line} ({error})",
                "A quotation mark may be missing there.",
            ) from error
        if values is None:
            return
        yield line, values
    raise too_large(file, f"it has more than {MAX_RECORDS:,} lines")


def _refuse_run_together(lines: Sequence[str], separator: str) -> None:
    """Raises csv.Error if an open quotation mark would join several rows in one cell.

    Within one line, quotation marks may be in any place, as people type them.
    """
    try:
        next(csv.reader(lines, delimiter=separator, strict=True), None)
    except csv.Error as error:
        if len(lines) > 1 or "end of data" in str(error):
            raise


def _is_ours(header: Sequence[str]) -> bool:
    """True if the first row looks like the header of a CSV file that bptip wrote."""
    return len(header) > 1 and all(map(_OUR_KEY.fullmatch, header))


def _width(row: Sequence[SheetCell]) -> int:
    """Returns the number of cells up to the last cell with a text."""
    return max((n for n, cell in enumerate(row, 1) if cell.text), default=0)
