"""A line in Markdown: texts are escaped, and marks work beside any character.

The source is written for GitHub, which follows CommonMark's rules for marks, and for pandoc, which
has more special characters of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from bptip.pages.document import Inline, Line, Link, OutlookMark, Role, Text
from bptip.plan.addresses import is_link
from bptip.render import theme
from bptip.render.direction import END_OF_ISOLATE, ISOLATE, isolated, pieces_of, stretches
from bptip.render.layout.marks import marked
from bptip.render.layout.plain_text import part_text
from bptip.render.layout.printed_words import kept_together, printed_words
from bptip.render.visible import NO_BREAK_SPACE, on_one_line, visible

_SPECIAL: Final = re.compile(
    r"[\\`*_\[\]<>|~^$@#{}]"
    r"|&(?=#?[A-Za-z0-9]+;)"  # an entity
    r"|:(?=//)|(?i:(?<=www)\.)"  # an address, which GitHub links to wherever it stands
    r"|:(?=[\w+-]+:)"  # the name of an emoji
)
_SPECIAL_AT_START: Final = re.compile(
    r"[+\-=:%]"  # a list, a rule, a heading, a definition, a title
    r"|\(?(?:\d+|[A-Za-z]|[IVXLCDM]+|[ivxlcdm]+)[.)](?=\s|$)"  # a numbered list, as pandoc has it
    r"|[Tt]able:"  # pandoc's caption of a table
)
_CHECKBOX: Final = re.compile(r"(\\\[[ xX]\\\])[ \u00a0]")
_OPENS_AFTER_NON_LETTER: Final = re.compile(r"(?:\*\*|~~)[\W_]|_")
_CLOSES_BEFORE_NON_LETTER: Final = re.compile(r"(?:[\W_](?:\*\*|~~)|_)$")
_ENTITY: Final = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_SPECIAL_IN_TARGET: Final = re.compile(r"[\s<>()\[\]\\`|\"*^${}]")
_NOT_BARE: Final = re.compile(r"[\s<>\\`|\"]|&#?[A-Za-z0-9]+;")

_TOUCHING: Final = 4
"""Number of characters at the end of a text that decide how a next mark is read: "a**", "\\*"."""

CODE_MARK: Final = "`"
LINK_MARK: Final = "["
ISOLATING_MARK: Final = ISOLATE
STRONG_MARK: Final = "**"
STRUCK_MARK: Final = "~~"
EMPHASIS_MARK: Final = "_"

_MARKS_AROUND_ISOLATES: Final = (STRONG_MARK, STRUCK_MARK, EMPHASIS_MARK)
"""The marks that may enclose isolating marks; code would show them, and a link would hide them."""

ROLE_MARKS: Final = {
    Role.STRONG: (STRONG_MARK,),
    Role.EMPHASIS: (EMPHASIS_MARK,),
    Role.STRONG_EMPHASIS: (STRONG_MARK, EMPHASIS_MARK),
    Role.FIGURE: (STRONG_MARK,),
    Role.CODE: (CODE_MARK,),
    Role.PROVENANCE: (CODE_MARK,),
    Role.ADDED: (STRONG_MARK,),
    Role.REMOVED: (STRUCK_MARK,),
    Role.WARNING: (STRONG_MARK,),
    Role.ERROR: (STRONG_MARK,),
}
"""The marks around a text in a role, outermost first; other roles have no marks."""


class _Run(NamedTuple):
    """A text on one line and the marks around it; for a link, the text is the link's source."""

    marks: tuple[str, ...]
    text: str

    @property
    def inner(self) -> _Run:
        """The run without its outermost mark."""
        return _Run(self.marks[1:], self.text)


def escape(text: str) -> str:
    """Returns the text on one line, escaped so that no part is Markdown, HTML or a link."""
    return _SPECIAL.sub(r"\\\g<0>", on_one_line(text))


def escape_start(source: str) -> str:
    """Returns a line's source, escaped so that it does not begin a list, rule or caption."""
    if special := _SPECIAL_AT_START.match(source):
        end = special.end() - 1
        return f"{source[:end]}\\{source[end:]}"
    # Pandoc makes a checkbox of "[ ]" even if it is escaped, unless no blank follows.
    return _CHECKBOX.sub(r"\1&nbsp;", source, count=1) if _CHECKBOX.match(source) else source


def markdown_line(line: Line, around: str = "", pipe: str = "|") -> str:
    """Returns the source of a line in the mark `around`; `pipe` replaces each pipe in code."""
    inner = _inside(line, around, pipe)
    return _enclosed(inner, around) if around and inner else inner


def _inside(line: Line, around: str, pipe: str) -> str:
    """Returns the source of a line inside the mark `around`.

    The line itself does not use this mark again: the two would run together.
    """
    runs = [
        run
        for is_isolated, parts in stretches(line)
        for run in _isolated(
            [run for part in parts for run in _runs(part, around, pipe, is_isolated=is_isolated)],
            is_isolated=is_isolated,
        )
        if run.text
    ]
    return _joined(runs, pipe).strip()


def _isolated(runs: Sequence[_Run], *, is_isolated: bool) -> Sequence[_Run]:
    """Returns the runs of a stretch, between isolating marks if it is isolated.

    A mark around the whole stretch also encloses the isolating marks, so that the words beside the
    stretch can share the mark: a bold title in two scripts has one pair of bold marks.
    """
    if not is_isolated:
        return runs
    outer = {run.marks[:1] for run in runs}
    shared = outer.pop() if len(outer) == 1 else ()
    marks = (*(mark for mark in shared if mark in _MARKS_AROUND_ISOLATES), ISOLATING_MARK)
    return (_Run(marks, ISOLATE), *runs, _Run(marks, END_OF_ISOLATE))


def markdown_text(text: str) -> str:
    """Returns the text, escaped as Markdown, and isolated if it runs from right to left."""
    return isolated(kept_together(escape(text)).strip())


def _runs(part: Inline, around: str, pipe: str, *, is_isolated: bool) -> Iterator[_Run]:
    """Yields the runs of a part of a line; `is_isolated` is True if its stretch is isolated."""
    match part:
        case Text(text, role):
            marks = ROLE_MARKS.get(role, ()) if text.strip() else ()
            marks = tuple(mark for mark in marks if mark != around)
            for runs_left, piece in pieces_of(part, is_isolated=is_isolated):
                run = _Run(marks, printed_words(piece, part.role))
                yield from _isolated([run], is_isolated=runs_left)
        case Link(address) if is_link(address):
            yield _Run((LINK_MARK,), _link(part, around, pipe))
        case Link(address, words):
            for word in (*words, Text(f" {address}" if part.text else address)):
                yield from _runs(word, around, pipe, is_isolated=is_isolated)
        case OutlookMark(outlook, text):
            sign = theme.OUTLOOK_SIGNS[outlook].sign
            yield _Run((), f"{sign}{NO_BREAK_SPACE}{printed_words(text)}")
        case _:
            yield _Run((), printed_words(part_text(part)))


def _link(part: Link, around: str, pipe: str) -> str:
    """Returns a link to a web or mail address; without words of its own, the bare address."""
    shown = visible(part.address)
    if not part.text.strip() and not _NOT_BARE.search(shown):
        return f"<{shown}>"
    target = _SPECIAL_IN_TARGET.sub(
        lambda match: f"%{ord(match[0]):02X}", _ENTITY.sub("&amp;", shown)
    )
    return f"[{_inside(part.words, around, pipe) or escape(shown)}]({target})"


def _joined(runs: Iterable[_Run], pipe: str) -> str:
    """Returns the runs in a row; neighbours share an equal mark, since two marks must not touch."""
    joined: list[str] = []
    end = ""
    for marks, same in groupby(runs, key=lambda run: run.marks[:1]):
        # Only the last characters affect the next run; the others are not copied again.
        end = _adjoined(end, _stretch(marks, list(same), pipe))
        joined.append(end[:-_TOUCHING])
        end = end[-_TOUCHING:]
    return "".join([*joined, end])


def _stretch(marks: tuple[str, ...], runs: Sequence[_Run], pipe: str) -> str:
    """Returns the source of neighbouring runs that have the same outermost mark."""
    text = "".join(run.text for run in runs)
    if not marks:
        return escape(text)
    mark = marks[0]
    if mark in (LINK_MARK, ISOLATING_MARK):
        return text
    if mark == CODE_MARK:
        return marked(text, lambda core: _code(core, pipe))
    inner = _joined((run.inner for run in runs), pipe)
    return marked(inner, lambda core: _enclosed(core, mark))


def _code(text: str, pipe: str) -> str:
    """Returns the text in a code span, with as many backticks as it needs."""
    shown = on_one_line(text).replace("|", pipe)
    fence = CODE_MARK * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith(CODE_MARK) or shown.endswith(CODE_MARK) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _enclosed(source: str, mark: str) -> str:
    """Returns the source between an opening and a closing mark."""
    return f"{mark}{_clear_of(mark, source)}{mark}"


def _clear_of(mark: str, source: str) -> str:
    """Returns the source with a last character escaped that would run together with the mark."""
    return source[:-2] + _reference(source[-1]) if source.endswith(f"\\{mark[0]}") else source


def _adjoined(before: str, after: str) -> str:
    """Returns two stretches in a row, such that the marks between them still open and close.

    Markdown ignores a mark between a letter and punctuation, and an emphasis mark beside a letter.
    There, the letter is written as a character reference, which begins and ends in punctuation.
    """
    if not before:
        return after
    before = _clear_of(after, before)
    if before.endswith(STRUCK_MARK) and after.startswith(STRONG_MARK):
        return f"{before} {after}"  # a removed text and its replacement are two words
    if after[0] == LINK_MARK and before[-1] == "!":
        before = before[:-1] + "\\!"
    if _OPENS_AFTER_NON_LETTER.match(after) and _may_be_letter(before[-1]):
        before = before[:-1] + _reference(before[-1])
    if _CLOSES_BEFORE_NON_LETTER.search(before) and _may_be_letter(after[0]):
        after = _reference(after[0]) + after[1:]
    return before + after


def _may_be_letter(character: str) -> bool:
    """True if a mark may take the character for a letter: not a blank, not ASCII punctuation."""
    return character.isalnum() or not (character.isascii() or character.isspace())


def _reference(character: str) -> str:
    """Returns the character reference of a character."""
    return f"&#{ord(character)};"
