"""Reads the texts of a workbook in pieces, since a cell can be struck out in part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bptip.exchange.cells import CellValue, SheetCell
from bptip.files.exchange.limits import MAX_LETTERS, too_many_letters
from bptip.files.exchange.package import Attributes, Package
from bptip.files.exchange.workbook_styles import BLACK, CellStyle, Colours, font_in

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")

RAISED: Final = "superscript"
_SUPERSCRIPTS: Final = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
"""Signs that would change a figure beside them if they were read as ordinary ones."""


class TextPiece(NamedTuple):
    """A piece of a text; None for a property that the cell's font decides."""

    text: str
    is_struck: bool | None = None
    is_bold: bool | None = None
    ink: str | None = None
    position: str | None = None

    @property
    def has_marks(self) -> bool:
        """True if the piece is struck out, bold, raised or lowered by its own format."""
        return bool(self.is_struck or self.is_bold or self.position)


def written(text: str, position: str | None) -> str:
    """Returns a text in its vertical position: with superscript signs if it is raised."""
    return text.translate(_SUPERSCRIPTS) if position == RAISED else text


class PieceReader:
    """Reads the elements of a text with formats; leaves out the pronunciation of Asian words."""

    def __init__(self, file: Path, colours: Colours) -> None:
        self.file = file
        self._colours = colours
        self.pieces: list[TextPiece] = []
        self._piece = TextPiece("")
        self._value: list[str] | None = None
        self._letters = 0
        self._is_reading = False

    def begin(self) -> None:
        """Begins another text."""
        self.pieces = []
        self._piece = TextPiece("")

    def start(self, name: str, attributes: Attributes) -> None:
        """Reads the start of an element."""
        if name == "t":
            self._value = []
        elif name == "r":
            self._piece = TextPiece("")
        elif name == "rPr":
            self._piece = TextPiece("", is_struck=False, is_bold=False, ink=BLACK, position="")
        elif name == "rPh":
            self._is_reading = True
        else:
            piece = self._piece
            self._piece = piece._replace(**font_in(name, attributes, piece.ink, self._colours))

    def text(self, text: str) -> None:
        """Reads characters; ignores characters outside a text."""
        if self._value is not None:
            self._letters += len(text)
            if self._letters > MAX_LETTERS:
                raise too_many_letters(self.file)
            self._value.append(text)

    def end(self, name: str) -> None:
        """Reads the end of an element."""
        if name == "t" and self._value is not None:
            if not self._is_reading:
                self.pieces.append(self._piece._replace(text=unescaped("".join(self._value))))
            self._value = None
        elif name == "rPh":
            self._is_reading = False


def shared_texts(package: Package, part: str, colours: Colours) -> list[tuple[TextPiece, ...]]:
    """Returns the texts that cells share, each in its pieces."""
    texts: list[tuple[TextPiece, ...]] = []
    reader = PieceReader(package.file, colours)

    def start(name: str, attributes: Attributes) -> None:
        if name == "si":
            reader.begin()
        else:
            reader.start(name, attributes)

    def end(name: str) -> None:
        if name == "si":
            texts.append(tuple(reader.pieces))
        else:
            reader.end(name)

    package.parse(part, start, end, reader.text)
    return texts


def unescaped(text: str) -> str:
    """Returns a text with its escapes, such as "_x000D_", replaced by their characters."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def styled_cell(
    place: str, pieces: Sequence[TextPiece], value: CellValue, style: CellStyle
) -> SheetCell:
    """Returns a cell from the pieces of its text; struck-out pieces are not in the cell's text."""
    if len(pieces) == 1 and not (pieces[0].has_marks or style.has_marks):
        text = _lines((pieces[0].text,))
        return SheetCell(place, text, value if value is not None and text else text or None,
                         fill=style.fill)  # fmt: skip
    plain, struck, bold = [], [], []
    is_bold_start = True
    position = style.position if value is None else None
    for piece in pieces:
        text = written(piece.text, position if piece.position is None else piece.position)
        if style.is_struck if piece.is_struck is None else piece.is_struck:
            struck.append(text)
            continue
        plain.append(text)
        is_bold = style.is_bold if piece.is_bold is None else piece.is_bold
        if is_bold and is_bold_start:
            bold.append(text)
        elif piece.text.strip():
            is_bold_start = False
    text = _lines(plain)
    if value is None or not text:
        value = text or None
    return SheetCell(place, text, value, _lines(struck), _lines(bold), style.fill)


def _lines(pieces: Sequence[str]) -> str:
    text = "".join(pieces)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.rstrip()
