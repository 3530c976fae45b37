"""The picture of the rooms: a band for each, from top to bottom, and the way that imports run."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from textwrap import wrap
from typing import Final, NamedTuple

from making.rooms import arrows, folder_sentence, folders_of, modules_of, rooms, rows

WIDTH: Final = 960
MARGIN: Final = 24
GAP: Final = 12
"""The space between two bands, and between two rooms of a band, in pixels."""
SIDE: Final = 44
"""The space for the arrow at the right, in pixels."""
LINE: Final = 18
PAD: Final = 14
LETTER: Final = 6.9
"""The mean width of a letter with some to spare, in pixels; lines are wrapped by it."""

FACES: Final = ("#dbe7f5", "#f6e7cf", "#efe0f0", "#dff0e0", "#f6e0dc", "#e2ecec", "#eee9d6")
"""The colours of the rooms, in turn."""
FONT: Final = 'font-family="Segoe UI, Helvetica, Arial, sans-serif" font-size="13"'
HEAD: Final = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"'
INK: Final = "#1f2933"
FAINT: Final = "#52606d"


class Box(NamedTuple):
    """A room on the picture: its left upper corner, its size, and its colour."""

    room: str
    x: float
    y: float
    width: float
    height: float
    face: str

    @property
    def bottom(self) -> float:
        """The height of its lower edge."""
        return self.y + self.height


def picture() -> str:
    """Returns the picture as SVG."""
    boxes = placed()
    height = boxes[-1].bottom + MARGIN
    size = f'viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {FONT}',
        f' role="img" aria-label="{escape(in_words())}">',
        f'<rect width="{WIDTH}" height="{height:g}" fill="#ffffff"/>',
        f'<marker id="head" {HEAD}><path d="M0 0 L8 4 L0 8 z" fill="{FAINT}"/></marker>',
        *(part for box in boxes for part in drawn_room(box)),
        *drawn_arrow(height),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def in_words() -> str:
    """Returns the picture in words, for readers who cannot see it."""
    by_room: dict[str, list[str]] = {}
    for room, imported in arrows():
        by_room.setdefault(room, []).append(imported)
    return "; ".join(f"{room} imports from {', '.join(names)}" for room, names in by_room.items())


def placed() -> list[Box]:
    """Returns the boxes of all rooms, row below row; rooms of one row share its width."""
    boxes: list[Box] = []
    faces = {room: FACES[place % len(FACES)] for place, room in enumerate(rooms())}
    top: float = MARGIN
    for row in rows():
        width = (WIDTH - 2 * MARGIN - SIDE - GAP * (len(row) - 1)) / len(row)
        tall = max(_height(room, width) for room in row)
        boxes += (
            Box(room, MARGIN + place * (width + GAP), top, width, tall, faces[room])
            for place, room in enumerate(row)
        )
        top += tall + GAP
    return boxes


def _height(room: str, width: float) -> float:
    return 2 * PAD + LINE * (1 + len(_lines(room, width)))


def _lines(room: str, width: float) -> list[str]:
    """Returns the lines below a room's name: its sentence, then the modules."""
    letters = int((width - 2 * PAD) / LETTER)
    lines = wrap(folder_sentence(room), letters)
    for folder in folders_of(room):
        names = "\u00a0· ".join(module.name.rpartition(".")[2] for module in modules_of(folder))
        inner = folder.partition(".")[2]
        lines += wrap(f"{inner}/  {names}" if inner else names, letters)
    return lines


def drawn_room(box: Box) -> Iterator[str]:
    """Yields the parts of a room: its band, its name, its lines."""
    yield (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="8" '
        f'fill="{box.face}"/>'
    )
    place = box.y + PAD + 13
    yield _text(
        box.x + PAD, place, f"{box.room}/", f'font-size="17" font-weight="600" fill="{INK}"'
    )
    for line in _lines(box.room, box.width):
        place += LINE
        yield _text(box.x + PAD, place, line, f'fill="{FAINT}"')


def _text(x: float, y: float, text: str, look: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" {look}>{escape(text)}</text>'


def drawn_arrow(height: float) -> Iterator[str]:
    """Yields the arrow at the right, from the first room down to the last, and its words."""
    x, top, bottom = WIDTH - MARGIN - SIDE / 2, MARGIN, height - MARGIN
    yield (
        f'<path d="M{x:g} {top:g} V{bottom - 1:g}" stroke="{FAINT}" stroke-width="1.6" '
        'fill="none" marker-end="url(#head)"/>'
    )
    middle = (top + bottom) / 2
    turned = f'text-anchor="middle" fill="{FAINT}" transform="rotate(90 {x + 8:g} {middle:g})"'
    yield _text(x + 8, middle, "imports run down, and nowhere else", turned)
