"""Names the colours of cells, and finds the status that a colour means in a map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from bptip.plan.model import Status


class OpenColour(NamedTuple):
    """A colour without a stated meaning in a column without texts, and its number of cells."""

    name: str
    shown: str
    cells: int


def meaning_of(fill: str, meanings: Mapping[str, Status]) -> Status | None:
    """Returns the meaning of a colour by its six digits, or else by its name."""
    return meanings.get(fill.upper()[-6:]) or meanings.get(colour_name(fill))


def colour_name(fill: str) -> str:
    """Returns the everyday name of a colour in six digits: "light yellow"."""
    red, green, blue = (int(fill[-6:][at : at + 2], 16) for at in (0, 2, 4))
    most, least = max(red, green, blue), min(red, green, blue)
    if most - least <= GREY * most:
        return next(name for name, limit in _GREYS if most >= limit)
    start, ahead = (0, green - blue) if most == red else (240, red - green)
    if green == most != red:
        start, ahead = 120, blue - red
    angle = (start + 60 * ahead / (most - least)) % 360
    angles = _PALE_ANGLES if least >= PALE * most else _ANGLES
    return next(name for name, limit in angles if angle < limit)


GREY: Final = 0.06
"""Maximum share of the strongest light by which the lights of a grey differ; set by hand."""

_GREYS: Final = (("white", 250), ("grey", 50), ("black", 0))
_ANGLES: Final = (
    ("red", 15), ("orange", 50), ("yellow", 70), ("green", 170), ("blue", 260), ("purple", 330),
    ("red", 360),
)  # fmt: skip
"""The names of colours, each with the angle on the colour wheel at which it ends (degrees); set
by the palettes of Excel and LibreOffice, where "Orange" is FFC000."""

PALE: Final = 0.4
"""Minimum share of the strongest light that the weakest has in a pale colour; set by the palette of
Google Sheets, where FFD966 is a "light yellow"."""

_PALE_ANGLES: Final = tuple((name, 40 if name == "orange" else end) for name, end in _ANGLES)
"""The same angles for pale colours; set by Excel's style "Neutral", the yellow FFEB9C."""

COLOUR_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    **{name: (name,) for name, _ in (*_GREYS, *_ANGLES)},
    "amber": ("orange", "yellow"),
    "gray": ("grey",),
    "hijau": ("green",),
    "kuning": ("yellow", "orange"),
    "merah": ("red",),
    "biru": ("blue",),
    "abu-abu": ("grey",),
    "vert": ("green",),
    "jaune": ("yellow", "orange"),
    "rouge": ("red",),
    "verde": ("green",),
    "amarillo": ("yellow", "orange"),
    "rojo": ("red",),
}
"""The colours that a word can mean, the likeliest first."""
