"""Rows of a workbook that are high enough for their texts, and grow as users type.

Programs measure a row when a user types into it, and show a row without a height one line high.
But a height that is marked as chosen by hand never changes, and XlsxWriter always sets this mark.
So its private method that writes rows is overridden here; if it disappears, rows just do not grow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rich.cells import cell_len
from xlsxwriter.worksheet import Worksheet

LINE: Final = 15.0
"""Height of a line of text (points)."""

LETTER: Final = 0.95
"""Average width of a letter, as a share of the unit of column widths."""


class GrowingSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A sheet whose row heights are not marked as chosen by hand."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:  # noqa: ANN401
        if tag == "row":
            attributes = [each for each in attributes if each[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def height_of(texts: Iterable[tuple[str, float]], least: int = 1) -> float:
    """Returns the height of a row (points) for texts, each with its column's width (characters).

    `least` is the minimum number of lines.
    """
    return max([least, *(_lines(text, width) for text, width in texts)]) * LINE


def _lines(text: str, width: float) -> int:
    """Returns the number of lines that a text takes if it is broken between words.

    A letter of Chinese, Japanese or Korean is as wide as two Latin letters.
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
