"""Rows of a workbook that are high enough for their texts, and grow when more is typed.

Programs measure a row when it is typed into; a row that was never measured they show one line high,
or cut. A height that is marked as chosen by hand would stay as it is. XlsxWriter always sets that
mark, so its writer of rows is replaced here: without the inner part, rows are only not growing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rich.cells import cell_len
from xlsxwriter.worksheet import Worksheet

LINE: Final = 15.0
"""The height of a line of text (points)."""

LETTER: Final = 0.95
"""The width of a letter, on average, as a part of the width by which columns are measured."""


class GrowingSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose heights of rows are measured, not chosen."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:  # noqa: ANN401
        if tag == "row":
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def height_of(texts: Iterable[tuple[str, float]], least: int = 1) -> float:
    """Returns the height for texts, each with the width of its column (characters), in points.

    `least` is the minimum number of lines.
    """
    return max([least, *(_lines(text, width) for text, width in texts)]) * LINE


def _lines(text: str, width: float) -> int:
    """Returns the number of lines on which a text is shown, broken between words.

    A letter of Chinese, Japanese or Korean is as wide as two others.
    """
    number = 0
    for paragraph in text.split("\n"):
        number, room = number + 1, width
        for word in paragraph.split(" "):
            taken = (len(word) if word.isascii() else max(len(word), cell_len(word))) * LETTER
            if taken > room and room < width:
                number, room = number + 1, width
            number += int(max(0.0, taken - 0.01) // width)
            room -= taken % width + LETTER
    return number
