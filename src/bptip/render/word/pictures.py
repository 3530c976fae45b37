"""Pictures in a Word file: each bar of statuses or span of time is a picture with its words.

The pictures are PNG files of a few hundred bytes, which all word processors draw alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from struct import pack
from typing import Final, NamedTuple
from xml.sax.saxutils import quoteattr
from zlib import compress, crc32

from bptip.pages.document import Span, Timeline
from bptip.plan.model import Outlook, Segment, Status
from bptip.render import theme
from bptip.render.layout.bars import in_order
from bptip.render.visible import on_one_line

BAR_SIZE: Final = (396, 34)
"""Width and height of the picture of a bar, as high as the text beside the picture (pixels).

If a line has only a picture, LibreOffice makes the line as high as the picture, so a lower picture
would be above the line of the text.
"""

BAR_HEIGHT: Final = 27
"""Height of a bar, which is at the bottom of its picture (pixels)."""

SPAN_SIZE: Final = (592, 34)
"""Width and height of a row of a timeline (pixels)."""

SWATCH_SIZE: Final = (45, BAR_HEIGHT)
"""Width and height of the picture of a status in the legend of bars (pixels)."""

STRIPES: Final[Mapping[Segment, tuple[int, tuple[int, ...]]]] = {
    Status.CONTINUOUS: (0, (12,)),
    Status.IN_PROGRESS: (15, ()),
    Status.DELAYED: (6, ()),
    Status.ON_HOLD: (0, (7, 18)),
    Outlook.UPCOMING: (21, ()),
    Status.NOT_ACHIEVED: (9, (12,)),
    Status.DISCONTINUED: (0, (4, 12, 20)),
}
"""White lines that distinguish the segments in black and white.

The distance between vertical lines, and the distances of horizontal lines from the top (pixels).
"""

_PIXEL: Final = 3175
"""Width of a pixel on paper: a quarter of a point (English metric units)."""

_PART_GAP: Final = 4
"""Width of the gap between two parts of a bar (pixels)."""

_LEAST_WIDTH: Final = 9
"""Minimum width of a part of a bar, and of a span (pixels)."""

_LINE_WIDTH: Final = 3
"""Width of the line for today (pixels)."""

_WHITE: Final = theme.PAGE_COLOUR
_INK: Final = theme.TEXT_COLOURS[""]

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"


_DECORATIVE: Final = (
    f'<a:extLst xmlns:a="{_DRAWING}/main"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)
"""The mark of a picture without words, which screen readers skip."""


class Rectangle(NamedTuple):
    """A rectangle in one colour; left and top edge, width and height in pixels."""

    left: int
    top: int
    width: int
    height: int
    colour: theme.Colour


def bar_picture(counts: Mapping[Segment, int]) -> bytes:
    """Returns a bar with parts in proportion to the counts."""
    present = in_order(counts)
    width, height = BAR_SIZE
    free = width - _PART_GAP * (len(present) - 1) - _LEAST_WIDTH * len(present)
    total, counted = sum(present.values()), 0
    parts: list[Rectangle] = []
    for place, (segment, count) in enumerate(present.items()):
        left = place * (_PART_GAP + _LEAST_WIDTH) + free * counted // total
        counted += count
        right = (place + 1) * _LEAST_WIDTH + place * _PART_GAP + free * counted // total
        parts += _filled(segment, left, height - BAR_HEIGHT, right - left, BAR_HEIGHT)
    return png(width, height, parts)


def swatch_picture(segment: Segment) -> bytes:
    """Returns a sample of a segment of a bar, for a legend."""
    return png(*SWATCH_SIZE, [*_filled(segment, 0, 0, *SWATCH_SIZE)])


def _filled(segment: Segment, left: int, top: int, width: int, height: int) -> Iterator[Rectangle]:
    """Yields a rectangle with the colour and the stripes of a segment."""
    yield Rectangle(left, top, width, height, theme.FILL_COLOURS[segment])
    distance, levels = STRIPES.get(segment, (0, ()))
    for place in range(distance, width - 1, distance) if distance else ():
        yield Rectangle(left + place, top, 2, height, _WHITE)
    for level in levels:
        if level < height - 2:
            yield Rectangle(left, top + level, width, 3, _WHITE)


def span_picture(block: Timeline, span: Span) -> bytes:
    """Returns the drawing of a span in its timeline, with a line for today and the span's mark."""
    width, height = SPAN_SIZE

    def position(day: date) -> int:
        return round(block.share_until(day) * (width - _LEAST_WIDTH))

    first, last = sorted(map(position, (span.start, span.end)))
    today = position(block.today)
    parts = [
        Rectangle(0, height - 2, width, 2, theme.LINE_COLOUR),
        *_filled(span.status, first, 5, max(_LEAST_WIDTH, last - first), height - 12),
        Rectangle(today, 0, _LINE_WIDTH, height, _INK),
    ]
    if span.mark:
        middle = position(span.mark)
        for row in range(-12, 13):
            half = 12 - abs(row)
            top = height // 2 - 1 + row
            parts.append(Rectangle(max(0, middle - half), top, 2 * half + 1, 1, _INK))
    return png(width, height, parts)


def png(width: int, height: int, rectangles: Sequence[Rectangle]) -> bytes:
    """Returns rectangles on white as a PNG file; later rectangles cover earlier ones."""
    colours = list(dict.fromkeys([_WHITE, *(each.colour for each in rectangles)]))
    rows = [bytearray(width) for _ in range(height)]
    for left, top, wide, high, colour in rectangles:
        right = min(width, left + wide)
        filled = bytes([colours.index(colour)]) * (right - left)
        for row in rows[top : top + high]:
            row[left:right] = filled
    palette = b"".join(bytes.fromhex(colour.light) for colour in colours)
    chunks = {
        b"IHDR": pack(">2I5B", width, height, 8, 3, 0, 0, 0),
        b"PLTE": palette,
        b"IDAT": compress(b"".join(b"\0" + row for row in rows), 9),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))
        for kind, data in chunks.items()
    )


def picture(size: tuple[int, int], relation: str, number: int, words: str) -> str:
    """Returns the run that shows a picture in a line, with its words as alternative text."""
    width, height = (_PIXEL * pixels for pixels in size)
    described = f'id="{number}" name="Picture {number}" descr={quoteattr(on_one_line(words))}'
    kind = "" if words else _DECORATIVE
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"'
        f' xmlns:wp="{_DRAWING}/wordprocessingDrawing">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {described}>{kind}</wp:docPr>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {described}/>'
        "<pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
