"""The styles of a workbook's cells: number format, struck-out and bold font, its colours."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from bptip.files.exchange.number_formats import BUILT_IN, GENERAL, NumberFormat, number_format
from bptip.files.exchange.package import (
    Attributes,
    Package,
    is_switched_on,
    value_of,
    whole_number,
)

T = TypeVar("T")


class CellStyle(NamedTuple):
    """The properties of a cell's style that bptip uses."""

    number_format: NumberFormat
    is_struck: bool = False
    is_bold: bool = False
    fill: str | None = None
    ink: str | None = None
    """The colour of the text; None for black, TINY for text too small to see."""
    position: str | None = None

    @property
    def has_marks(self) -> bool:
        """True if the cell is struck out, bold or raised, except for pieces of another format."""
        return self.is_struck or self.is_bold or self.position is not None


PLAIN: Final = CellStyle(number_format(GENERAL))

_THEME_ORDER: Final = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
"""The names of the theme's colours, in the order of their numbers in cells."""

_PALETTE: Final = (
    "000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF",
    "800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080",
    "9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF",
    "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF",
    "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99",
    "3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696",
    "003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333",
)  # fmt: skip
"""The colours with the numbers from 8 on; the numbers 0 to 7 mean the first eight colours too."""

WHITE: Final = "FFFFFF"
BLACK: Final = "000000"
TINY: Final = ""
"""The colour of text too small to see."""

MIN_SIZE: Final = 3
"""Minimum size of text that can be seen (points)."""

MIN_CONTRAST: Final = 16
"""Minimum difference between text and background that can be seen (of 255, in one colour)."""


def is_unseen(ink: str | None, fill: str | None) -> bool:
    """True if a text can hardly be seen: it is tiny, or has the colour of its background."""
    if ink == TINY:
        return True
    text, behind = (bytes.fromhex(each) for each in (ink or BLACK, fill or WHITE))
    return max(abs(a - b) for a, b in zip(text, behind, strict=True)) < MIN_CONTRAST


def size_in(attributes: Attributes) -> float:
    """Returns the size of a font; MIN_SIZE if the attribute is not a number."""
    try:
        return float(value_of(attributes) or "")
    except ValueError:
        return MIN_SIZE


_COLOUR: Final = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


def cell_styles(package: Package, part: str, colours: Colours) -> list[CellStyle]:
    """Returns the styles in a part, in the order of their numbers."""
    reader = _StyleReader(colours)
    if part:
        package.parse(part, reader.start, reader.end)
    return reader.cell_styles or [PLAIN]


def theme_colours(package: Package, part: str) -> dict[str, str]:
    """Returns the colours of a theme by their names."""
    colours: dict[str, str] = {}
    path: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        path.append(name)
        if len(path) > 1 and path[-2] in _THEME_ORDER and "clrScheme" in path:
            value = attributes.get("lastClr") or attributes.get("val", "")
            if _COLOUR.fullmatch(value):
                colours.setdefault(path[-2], value[-6:].upper())

    def end(_: str) -> None:
        path.pop()

    package.parse(part, start, end)
    return colours


class Colours(NamedTuple):
    """The colours of a theme by their names."""

    theme: Mapping[str, str]

    def colour(self, attributes: Attributes) -> str | None:
        """Returns a colour as six hexadecimal digits; None for an unknown colour."""
        if "rgb" in attributes:
            match = _COLOUR.fullmatch(attributes["rgb"])
            return _tinted(match[1].upper(), attributes) if match else None
        if "theme" in attributes:
            name = _at(_THEME_ORDER, _number(attributes, "theme"))
            known = self.theme.get(name or "")
            return _tinted(known, attributes) if known else None
        if "indexed" in attributes:
            number = _number(attributes, "indexed")
            return _at(_PALETTE, number if 0 <= number < 8 else number - 8)
        return None


class _StyleReader:
    """Reads the styles in a part, in their order."""

    def __init__(self, colours: Colours) -> None:
        self.colours = colours
        self.formats: dict[int, str] = dict(BUILT_IN)
        self.fonts: list[CellStyle] = []
        self.fills: list[str | None] = []
        self.cell_styles: list[CellStyle] = []
        self.section = ""
        self.is_filled = False

    def start(self, name: str, attributes: Attributes) -> None:
        """Reads the start of an element."""
        if name in ("fonts", "fills", "cellXfs", "dxfs", "cellStyleXfs"):
            self.section = name
        elif name == "numFmt" and not self.section:
            self.formats[_number(attributes, "numFmtId")] = attributes.get("formatCode", GENERAL)
        elif self.section == "fonts":
            self._font(name, attributes)
        elif self.section == "fills":
            self._fill(name, attributes)
        elif self.section == "cellXfs" and name == "xf":
            self._style(attributes)

    def end(self, name: str) -> None:
        """Reads the end of an element."""
        if name == self.section:
            self.section = ""

    def _font(self, name: str, attributes: Attributes) -> None:
        if name == "font":
            self.fonts.append(PLAIN)
        elif self.fonts:
            font = self.fonts[-1]
            self.fonts[-1] = font._replace(**font_in(name, attributes, font.ink, self.colours))

    def _fill(self, name: str, attributes: Attributes) -> None:
        if name == "fill":
            self.fills.append(None)
        elif name == "patternFill":
            self.is_filled = attributes.get("patternType", "none") != "none"
        elif name == "fgColor" and self.is_filled and self.fills:
            colour = self.colours.colour(attributes)
            self.fills[-1] = None if colour == WHITE else colour

    def _style(self, attributes: Attributes) -> None:
        font = _at(self.fonts, _number(attributes, "fontId")) or PLAIN
        code = self.formats.get(_number(attributes, "numFmtId"), GENERAL)
        fill = _at(self.fills, _number(attributes, "fillId"))
        self.cell_styles.append(font._replace(number_format=number_format(code), fill=fill))


def font_in(name: str, attributes: Attributes, ink: str | None, colours: Colours) -> dict[str, Any]:
    """Returns the property that an element of a font sets, by the field of CellStyle."""
    match name:
        case "strike":
            return {"is_struck": is_switched_on(attributes)}
        case "b":
            return {"is_bold": is_switched_on(attributes)}
        case "color" if ink != TINY:
            return {"ink": colours.colour(attributes)}
        case "vertAlign":
            return {"position": value_of(attributes)}
        case "sz" if size_in(attributes) < MIN_SIZE:
            return {"ink": TINY}
    return {}


def _at(values: Sequence[T], place: int) -> T | None:
    return values[place] if 0 <= place < len(values) else None


def _number(attributes: Attributes, name: str) -> int:
    """Returns the number in an attribute; -1 without a number."""
    return whole_number(attributes.get(name), -1)


def _tinted(colour: str, attributes: Attributes) -> str:
    """Returns a colour made lighter or darker by its tint, as the format defines it."""
    try:
        tint = max(-1.0, min(1.0, float(attributes.get("tint", "0"))))
    except ValueError:
        return colour
    if not tint:
        return colour
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    parts = colorsys.hls_to_rgb(hue, light, saturation)
    return "".join(f"{round(part * 255):02X}" for part in parts)
