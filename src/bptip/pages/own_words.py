"""The officials' own words in a report, and the place of each of their sections.

Decisions sought are on the first page, the words on an objective in its section of the annex, and
all other sections on the second page. In Markdown two remarks enclose each piece, so that `verify`
finds the words again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from bptip.pages import document as doc
from bptip.pages.report.paper_room import lines_of, text_lines
from bptip.plan.vocabulary import DECISIONS_SOUGHT, OWN_WORDS
from bptip.reporting.verification import WORDS_BEGIN, WORDS_END

FRONT_LINES: Final = 5
"""Maximum number of lines of *Decisions sought* on the first page, as the contract has it."""

CONTINUED: Final = f"{DECISIONS_SOUGHT}, continued"
"""The heading of the decisions that the first page has no room for."""

OBJECTIVE: Final = "Objective "
"""The beginning of the heading of the words on an objective."""

SECTION_LEVEL: Final = 2
"""Level of the headings of sections."""

LOWEST_LEVEL: Final = 6
"""Maximum level of a heading in Markdown."""


class PlacedWords(NamedTuple):
    """Own words by their place: the first page, the second page, each objective by its id."""

    front: tuple[doc.Block, ...] = ()
    details: tuple[doc.Block, ...] = ()
    objectives: Mapping[str, tuple[doc.Block, ...]] = MappingProxyType({})

    @property
    def pieces(self) -> Iterator[tuple[str | None, tuple[doc.Block, ...]]]:
        """Each piece of own words in the report's order, with the id of its objective, if any."""
        yield from ((None, piece) for piece in (self.front, self.details) if piece)
        yield from self.objectives.items()


NO_WORDS: Final = PlacedWords()


def placed(blocks: Iterable[doc.Block], objectives: Collection[str]) -> PlacedWords:
    """Returns own words by their place; `objectives` are the ids in the plan's order.

    Sections that are not among the usual ones are behind them.
    """
    sections = dict(_sections(blocks))
    decisions = _joined_lists((*sections.pop(DECISIONS_SOUGHT, ()), *sections.pop(CONTINUED, ())))
    first, rest = _split(decisions)
    details: list[doc.Block] = [doc.heading(CONTINUED), *rest] if rest else []
    others = [name for name in sections if name not in {OBJECTIVE + id_ for id_ in objectives}]
    for name in sorted(others, key=lambda name: name not in OWN_WORDS):
        details += [doc.heading(name), *sections[name]]
    return PlacedWords(
        (doc.heading(DECISIONS_SOUGHT), *first) if first else (),
        tuple(details),
        {
            id_: tuple(lowered(sections[OBJECTIVE + id_], 1))
            for id_ in objectives
            if OBJECTIVE + id_ in sections
        },
    )


def marked(piece: tuple[doc.Block, ...]) -> tuple[doc.Block, ...]:
    """Returns a piece of own words between the remarks that enclose it; nothing for nothing."""
    return (doc.Remark(WORDS_BEGIN), *piece, doc.Remark(WORDS_END)) if piece else ()


def lowered(blocks: Iterable[doc.Block], by: int) -> Iterator[doc.Block]:
    """Yields blocks with the levels of their headings changed by a number."""
    for block in blocks:
        if isinstance(block, doc.Heading):
            yield block._replace(level=min(LOWEST_LEVEL, block.level + by))
        else:
            yield block


def _sections(blocks: Iterable[doc.Block]) -> Iterator[tuple[str, tuple[doc.Block, ...]]]:
    """Yields the sections by name, each with the blocks below its heading."""
    name, section = "", list[doc.Block]()
    for block in blocks:
        if isinstance(block, doc.Heading) and block.level == SECTION_LEVEL:
            if name:
                yield name, tuple(section)
            name, section = _text(block.line), []
        else:
            section.append(block)
    if name:
        yield name, tuple(section)


def _joined_lists(blocks: Iterable[doc.Block]) -> list[doc.Block]:
    """Returns blocks in which a list that continues the list before it is joined to that list."""
    joined: list[doc.Block] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if (
            isinstance(block, doc.Bullets)
            and isinstance(last, doc.Bullets)
            and block.numbered == last.numbered
        ):
            joined[-1] = last._replace(items=(*last.items, *block.items))
        else:
            joined.append(block)
    return joined


def _split(blocks: Iterable[doc.Block]) -> tuple[list[doc.Block], list[doc.Block]]:
    """Returns the blocks for the first page, at least one of them, and the rest."""
    first: list[doc.Block] = []
    room = FRONT_LINES
    rest = list(blocks)
    while rest:
        height = lines_of(rest[0])
        block = rest[0]
        if height <= room or (not first and not isinstance(block, doc.Bullets)):
            first.append(rest.pop(0))
            room -= height
            continue
        if isinstance(block, doc.Bullets):
            number = _items_that_fit(block, room) or (0 if first else 1)
            if number:
                first.append(block._replace(items=block.items[:number]))
                rest[0] = block._replace(items=block.items[number:], first=block.first + number)
        break
    return first, [each for each in rest if not isinstance(each, doc.Bullets) or each.items]


def _items_that_fit(block: doc.Bullets, room: int) -> int:
    """Returns how many of a list's items fit into a number of lines."""
    number = 0
    for item in block.items:
        room -= text_lines(item)
        if room < 0:
            break
        number += 1
    return number


def _text(line: Iterable[doc.Inline]) -> str:
    return "".join(part.text for part in line if isinstance(part, doc.Text | doc.Link))
