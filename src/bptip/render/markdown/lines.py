"""A line in Markdown: every text is text, every mark holds what it should, whatever it touches.

What counts is how GitHub reads it (CommonMark's rules for marks) and pandoc after it, which has
more signs of its own.
"""

from __future__ import annotations

import re
from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.pages.document import Link, Role, Text
from bptip.plan.addresses import is_link
from bptip.render.layout.in_words import told
from bptip.render.layout.marks import marked
from bptip.render.visible import on_one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bptip.pages.document import Inline, Line

_SPECIAL: Final = re.compile(
    r"[\\`*_\[\]<>|~^$@#{}]"
    r"|&(?=#?[A-Za-z0-9]+;)"  # an entity
    r"|:(?=//)|(?i:(?<=www)\.)"  # an address, which GitHub links to wherever it stands
    r"|:(?=[\w+-]+:)"  # the name of an emoji
)
_AT_START: Final = re.compile(
    r"[+\-=:%]"  # a list, a rule, a heading, a definition, a title
    r"|\(?(?:\d+|[A-Za-z]|[IVXLCDM]+|[ivxlcdm]+)[.)](?=\s|$)"  # a numbered list, as pandoc has it
    r"|[Tt]able:"  # pandoc's caption of a table
)
_TASK: Final = re.compile(r"(\\\[[ xX]\\\]) ")
_OPENS_AFTER_NO_LETTER: Final = re.compile(r"(?:\*\*|~~)[\W_]|_")
_CLOSES_BEFORE_NO_LETTER: Final = re.compile(r"(?:[\W_](?:\*\*|~~)|_)$")
_ENTITY: Final = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_IN_TARGET: Final = re.compile(r"[\s<>()\[\]\\`|\"*^${}]")
_NOT_BARE: Final = re.compile(r"[\s<>\\`|\"]|&#?[A-Za-z0-9]+;")

CODE: Final = "`"
LINK: Final = "["
STRONG: Final = "**"
STRUCK: Final = "~~"
EMPHASIS: Final = "_"

MARKS: Final = {
    Role.STRONG: (STRONG,),
    Role.EMPHASIS: (EMPHASIS,),
    Role.STRONG_EMPHASIS: (STRONG, EMPHASIS),
    Role.CODE: (CODE,),
    Role.ADDED: (STRONG,),
    Role.REMOVED: (STRUCK,),
    Role.WARNING: (STRONG,),
    Role.ERROR: (STRONG,),
}
"""What stands on both sides of a text in a role, the outer mark first; the others have nothing."""


class _Run(NamedTuple):
    """A text on one line, and the marks that it stands in; of a link, its source."""

    marks: tuple[str, ...]
    text: str

    @property
    def within(self) -> _Run:
        """The piece as it stands within its outer mark."""
        return _Run(self.marks[1:], self.text)


def escape(text: str) -> str:
    """The text so that nothing in it is Markdown, HTML, or a link; on one line."""
    return _SPECIAL.sub(r"\\\g<0>", on_one_line(text))


def code(text: str, pipe: str = "|") -> str:
    """The text in a code span, with as many backticks as it needs."""
    shown = on_one_line(text).replace("|", pipe)
    fence = CODE * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith(CODE) or shown.endswith(CODE) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def link(part: Link, around: str = "", pipe: str = "|") -> str:
    """A link to a web or mail address; bare, where it has no words of its own."""
    shown = visible(part.address)
    if not part.text.strip() and not _NOT_BARE.search(shown):
        return f"<{shown}>"
    leads = _IN_TARGET.sub(lambda m: f"%{ord(m[0]):02X}", _ENTITY.sub("&amp;", shown))
    return f"[{_told(part.words, around, pipe) or escape(shown)}]({leads})"


def opening(source: str) -> str:
    """The source of a line, so that its beginning makes no list, rule, caption or box to tick."""
    if begins := _AT_START.match(source):
        end = begins.end() - 1
        return f"{source[:end]}\\{source[end:]}"
    # Pandoc makes a box to tick of "[ ]" even where it is escaped, unless no blank follows.
    return _TASK.sub(r"\1&nbsp;", source, count=1) if _TASK.match(source) else source


def line(parts: Line, around: str = "", pipe: str = "|") -> str:
    """A line's parts in a row, all in the mark `around`; in code, `pipe` stands for a pipe."""
    inner = _told(parts, around, pipe)
    return _enclosed(inner, around) if around and inner else inner


def _told(parts: Line, around: str, pipe: str) -> str:
    """A line's parts in a row, as they stand within the mark `around`.

    A mark with the same one around it goes: they would run together.
    """
    pieces = [piece for part in parts for piece in _pieces(part, around, pipe) if piece.text]
    return _row(pieces, pipe).strip()


def _pieces(part: Inline, around: str, pipe: str) -> Iterator[_Run]:
    match part:
        case Text(text, role):
            marks = MARKS.get(role, ()) if text.strip() else ()
            yield _Run(tuple(each for each in marks if each != around), on_one_line(text))
        case Link(address) if is_link(address):
            yield _Run((LINK,), link(part, around, pipe))
        case Link(address, words):
            for each in (*words, Text(f" {address}" if part.text else address)):
                yield from _pieces(each, around, pipe)
        case _:
            yield _Run((), on_one_line(told(part)))


def _row(pieces: Iterable[_Run], pipe: str) -> str:
    """The pieces in a row; neighbours in one mark are one stretch, or their marks would touch."""
    stretches = groupby(pieces, key=lambda piece: piece.marks[:1])
    return reduce(_met, (_stretch(marks, list(held), pipe) for marks, held in stretches), "")


def _stretch(marks: tuple[str, ...], pieces: Sequence[_Run], pipe: str) -> str:
    text = "".join(piece.text for piece in pieces)
    if not marks:
        return escape(text)
    mark = marks[0]
    if mark == LINK:
        return text
    if mark == CODE:
        return marked(text, lambda core: code(core, pipe))
    inner = _row((piece.within for piece in pieces), pipe)
    return marked(inner, lambda core: _enclosed(core, mark))


def _enclosed(source: str, mark: str) -> str:
    """The source between two of a mark."""
    return f"{mark}{_clear_of(mark, source)}{mark}"


def _clear_of(mark: str, source: str) -> str:
    """The source, without the mark's own sign at its end: they would run together."""
    return source[:-2] + _reference(source[-1]) if source.endswith(f"\\{mark[0]}") else source


def _met(before: str, after: str) -> str:
    """Two stretches in a row, so that the second one's mark opens and the first one's closes.

    Between a letter and a sign, a mark is none, and one of emphasis is none beside any letter.
    There the letter is written as a reference, whose ends are signs.
    """
    if not before:
        return after
    before = _clear_of(after, before)
    if before.endswith(STRUCK) and after.startswith(STRONG):
        return f"{before} {after}"  # what was there and what stands there now are two
    if after[0] == LINK and before[-1] == "!":
        before = before[:-1] + "\\!"
    if _OPENS_AFTER_NO_LETTER.match(after) and _is_letter(before[-1]):
        before = before[:-1] + _reference(before[-1])
    if _CLOSES_BEFORE_NO_LETTER.search(before) and _is_letter(after[0]):
        after = _reference(after[0]) + after[1:]
    return before + after


def _is_letter(character: str) -> bool:
    """Whether a mark may take it for one: it is no blank, and no sign for certain."""
    return character.isalnum() or not (character.isascii() or character.isspace())


def _reference(character: str) -> str:
    return f"&#{ord(character)};"
