"""The picture of the rooms: a box each, and an arrow from each to those that it imports from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from textwrap import wrap
from typing import Final, NamedTuple

from making.rooms import CORE, ROOMS, arrows, layers, room_sentence

RESTS: Final = "Each line imports from the lines below it alone."

WIDTH: Final = 960
MARGIN: Final = 30
GAP: Final = 36
BELOW: Final = 44
"""The height between rows of rooms, where the arrows stand."""
LINE: Final = 19
PAD: Final = 18

FACES: Final = {
    "cli": "#dbe7f5",
    "files": "#f6e7cf",
    "views": "#dff0e0",
    "render": "#efe0f0",
    CORE: "#f1f1ec",
}
FONT: Final = 'font-family="Segoe UI, Helvetica, Arial, sans-serif" font-size="13"'
HEAD: Final = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"'
INK: Final = "#1f2933"
FAINT: Final = "#52606d"


class Box(NamedTuple):
    """A room on the picture: where its left upper corner is, and how large it is."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The height of its lower edge."""
        return self.y + self.height


def picture() -> str:
    """The rooms, and an arrow for each two of which one imports from the other."""
    boxes = placed()
    height = boxes[CORE].bottom + MARGIN
    size = f'viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {FONT}',
        f' role="img" aria-label="{escape(told())}">',
        f'<rect width="{WIDTH}" height="{height:g}" fill="#ffffff"/>',
        f'<marker id="head" {HEAD}><path d="M0 0 L8 4 L0 8 z" fill="{FAINT}"/></marker>',
        *(line for room in ROOMS for line in drawn_room(room, boxes[room])),
        *(drawn_arrow(boxes, *pair) for pair in arrows()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def told() -> str:
    """The picture in words, for who can't see it."""
    by_room: dict[str, list[str]] = {}
    for one, other in arrows():
        by_room.setdefault(one, []).append(other)
    return "; ".join(f"{room} imports from {', '.join(names)}" for room, names in by_room.items())


def placed() -> dict[str, Box]:
    """Where each room stands: the command line above, three edges in a row, the core below."""
    whole = WIDTH - 2 * MARGIN
    third = (whole - 2 * GAP) / 3
    top = Box(MARGIN, MARGIN, whole, _height("cli", whole))
    middle = [room for room in ROOMS if room not in ("cli", CORE)]
    tall = max(_height(room, third) for room in middle)
    boxes = {"cli": top}
    for n, room in enumerate(middle):
        boxes[room] = Box(MARGIN + n * (third + GAP), top.bottom + BELOW, third, tall)
    below = boxes[middle[0]].bottom + BELOW
    boxes[CORE] = Box(MARGIN, below, whole, _height(CORE, whole))
    return boxes


def _height(room: str, width: float) -> float:
    return 2 * PAD + LINE * (1 + len(_lines(room, width)))


def _lines(room: str, width: float) -> list[str]:
    """What stands in a room below its name: what it is for; of the core, its layers too."""
    lines = wrap(room_sentence(room), int(width / 7.4))
    if room != CORE:
        return lines
    return [*lines, RESTS, "", *(" · ".join(names) for names in layers())]


def drawn_room(room: str, box: Box) -> Iterator[str]:
    """A room with its name and what stands in it."""
    middle = box.x + box.width / 2
    yield (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="10" '
        f'fill="{FACES[room]}"/>'
    )
    place = box.y + PAD + 13
    yield _text(middle, place, room, f'font-size="17" font-weight="600" fill="{INK}"')
    for line in _lines(room, box.width):
        place += LINE
        yield _text(middle, place, line, f'fill="{FAINT}"')


def _text(x: float, y: float, text: str, look: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="middle" {look}>{escape(text)}</text>'


def drawn_arrow(boxes: Mapping[str, Box], one: str, other: str) -> str:
    """An arrow straight down: through a gap, where a row of rooms stands between."""
    above, below = boxes[one], boxes[other]
    narrow = min(above, below, key=lambda box: box.width)
    x = narrow.x + narrow.width / 2
    if above.width == below.width:
        x = boxes["files"].x + boxes["files"].width + GAP / 2
    return (
        f'<path d="M{x:g} {above.bottom:g} V{below.y - 1:g}" stroke="{FAINT}" stroke-width="1.6" '
        'fill="none" marker-end="url(#head)"/>'
    )
