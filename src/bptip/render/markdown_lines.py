"""A line in Markdown: every text is text, every mark holds what it should, whatever it touches.

What counts is how GitHub reads it (CommonMark's rules for marks) and pandoc after it, which has
more signs of its own.
"""

from __future__ import annotations

import re
from functools import reduce
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from bptip.addresses import links
from bptip.document import Link, Role, Text
from bptip.render.in_words import told
from bptip.render.marks import marked
from bptip.render.visible import on_one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bptip.document import Inline, Line

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
_OPENS_AT_A_SIGN: Final = re.compile(r"(?:\*\*|~~)\W")
_CLOSES_AT_A_SIGN: Final = re.compile(r"\W(?:\*\*|~~)")
_ENTITY: Final = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_IN_TARGET: Final = re.compile(r"[\s<>()\[\]\\`|\"*^${}]")
_NOT_BARE: Final = re.compile(r"[\s<>\\`|\"]|&#?[A-Za-z0-9]+;")

CODE: Final = "`"
LINK: Final = "["
STRONG: Final = "**"
STRUCK: Final = "~~"

MARKS: Final = {
    Role.STRONG: STRONG,
    Role.CODE: CODE,
    Role.ADDED: STRONG,
    Role.REMOVED: STRUCK,
    Role.WARNING: STRONG,
    Role.ERROR: STRONG,
}
"""What stands on both sides of a text in a role; the others have nothing."""


def escape(text: str) -> str:
    """The text so that nothing in it is Markdown, HTML, or a link; on one line."""
    return _SPECIAL.sub(r"\\\g<0>", on_one_line(text))


def code(text: str, pipe: str = "|") -> str:
    """The text in a code span, with as many backticks as it needs."""
    shown = on_one_line(text).replace("|", pipe)
    fence = CODE * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith(CODE) or shown.endswith(CODE) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def link(address: str, text: str = "") -> str:
    """A link, where the address is a web or mail address; else its text."""
    if not links(address):
        return escape(" ".join(filter(None, (text, address))))
    shown = visible(address)
    if not text.strip() and not _NOT_BARE.search(shown):
        return f"<{shown}>"
    target = _IN_TARGET.sub(lambda m: f"%{ord(m[0]):02X}", _ENTITY.sub("&amp;", shown))
    return f"[{escape(text).strip() or escape(shown)}]({target})"


def opening(source: str) -> str:
    """The source of a line, so that its beginning makes no list, rule, caption or box to tick."""
    if begins := _AT_START.match(source):
        end = begins.end() - 1
        return f"{source[:end]}\\{source[end:]}"
    # Pandoc makes a box to tick of "[ ]" even where it is escaped, unless no blank follows.
    return _TASK.sub(r"\1&nbsp;", source, count=1) if _TASK.match(source) else source


def line(parts: Line, around: str = "", pipe: str = "|") -> str:
    """A line's parts in a row, all in the mark `around`; in code, `pipe` stands for a pipe."""
    sources = (_source(mark, text, pipe) for mark, text in _stretches(parts, around))
    inner = reduce(_met, sources, "").strip()
    return _enclosed(inner, around) if around and inner else inner


def _stretches(parts: Line, around: str) -> Iterator[tuple[str, str]]:
    """What stands in which mark.

    Neighbours in one mark are one stretch, since their marks would run together. So would a mark
    with the same one around it: it goes.
    """
    told = [(mark, on_one_line(text)) for mark, text in map(_marked, parts)]
    unmarked = ("", around)
    kept = [
        ("" if mark in unmarked or not text.strip() else mark, text) for mark, text in told if text
    ]
    for mark, group in groupby(kept, key=itemgetter(0)):
        yield mark, "".join(text for _, text in group)


def _marked(part: Inline) -> tuple[str, str]:
    """What a part says, and the mark that it stands in."""
    match part:
        case Text(text, role):
            return MARKS.get(role, ""), text
        case Link(address, text) if links(address):
            return LINK, link(address, text)
        case Link(address, text):
            return "", f"{text} {address}" if text else address
        case _:
            return "", told(part)


def _source(mark: str, text: str, pipe: str) -> str:
    if mark == LINK:
        return text
    if mark == CODE:
        return marked(text, lambda core: code(core, pipe))
    return marked(text, lambda core: _enclosed(escape(core), mark)) if mark else escape(text)


def _enclosed(source: str, mark: str) -> str:
    """The source between two of a mark."""
    return f"{mark}{_clear_of(mark, source)}{mark}"


def _clear_of(mark: str, source: str) -> str:
    """The source, without the mark's own sign at its end: they would run together."""
    return source[:-2] + _reference(source[-1]) if source.endswith(f"\\{mark[0]}") else source


def _met(before: str, after: str) -> str:
    """Two stretches in a row, so that the second one's mark opens and the first one's closes.

    Between a letter and a sign, a mark is none. There the letter is written as a reference, whose
    ends are signs.
    """
    if not before:
        return after
    before = _clear_of(after, before)
    if before.endswith(STRUCK) and after.startswith(STRONG):
        return f"{before} {after}"  # what was there and what stands there now are two
    if after[0] == LINK and before[-1] == "!":
        before = before[:-1] + "\\!"
    if _OPENS_AT_A_SIGN.match(after) and _is_letter(before[-1]):
        before = before[:-1] + _reference(before[-1])
    if _CLOSES_AT_A_SIGN.match(before[-3:]) and _is_letter(after[0]):
        after = _reference(after[0]) + after[1:]
    return before + after


def _is_letter(character: str) -> bool:
    """Whether a mark may take it for one: it is no blank, and no sign for certain."""
    return character.isalnum() or not (character.isascii() or character.isspace())


def _reference(character: str) -> str:
    return f"&#{ord(character)};"
