"""Own words for a report: a Markdown file whose sections become blocks of the report.

Sections have headings of level 2. They can contain paragraphs, lists, tables, code, subheadings,
emphasis and links. Anything else is refused, and one error names all refused lines: no text may be
lost without notice when the report is made again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from bptip.files.exchange.own_words_lines import TYPED_BULLET
from bptip.files.exchange.own_words_parser import Refusal, WordsParser
from bptip.files.reading.markdown import markdown_parser
from bptip.files.reading.text_files import read_bytes, read_text
from bptip.pages import document as doc
from bptip.pages.own_words import OBJECTIVE
from bptip.plan.errors import BrokenFileError
from bptip.plan.model import Version
from bptip.plan.vocabulary import OWN_WORDS, count

SECTIONS: Final = ", ".join(f"## {name}" for name in (*OWN_WORDS, f"{OBJECTIVE}2"))
ALLOWED: Final = (
    f"Allowed: sections such as {SECTIONS}; in them paragraphs, lists, tables, subheadings (###), "
    "emphasis, code, and links to web and mail addresses."
)
ALLOWED_IN_WORD: Final = (
    f'Allowed: sections with headings (the style "Heading 1") such as {", ".join(OWN_WORDS)}, '
    f"{OBJECTIVE}2; in them paragraphs, lists, tables, subheadings (Heading 2), bold and italic "
    "text, and links to web and mail addresses."
)
WORD_FILES: Final = (".docx", ".docm")
"""The extensions of Word files with own words."""

MAX_LETTERS: Final = 200_000
"""Maximum length of own words (characters): some seventy pages, parsed in two seconds."""

_REFUSALS_SHOWN: Final = 20
"""Maximum number of refused lines that the message shows."""


NO_OBJECTIVES: Final[Mapping[str, str]] = MappingProxyType({})


class ParsedWords(NamedTuple):
    """Own words as blocks, the refused lines in their order, and notices for the user.

    `notices` are about lines, `of_file` about the whole file.
    """

    blocks: tuple[doc.Block, ...]
    refusals: tuple[Refusal, ...] = ()
    notices: tuple[str, ...] = ()
    of_file: tuple[str, ...] = ()


def load_own_words(file: Path, objectives: Mapping[str, str] = NO_OBJECTIVES) -> ParsedWords:
    """Returns the own words in a file; raises BptipError with every refused line."""
    is_word = file.suffix.lower() in WORD_FILES
    if is_word:
        parsed = own_words_in_word(file, objectives)
    else:
        parsed = own_words(read_text(file, "own words in Markdown"), objectives)
    at = f"{file}, paragraph " if is_word else f"{file}:"
    if not parsed.refusals:
        of_file = (f"{file}: {each}" for each in parsed.of_file)
        return parsed._replace(notices=(*(f"{at}{each}" for each in parsed.notices), *of_file))
    refusals = parsed.refusals
    shown = [f"{at}{line}: {why}" for line, why in refusals[:_REFUSALS_SHOWN]]
    hidden = len(refusals) - _REFUSALS_SHOWN
    more = [f"… and {hidden} more"] if hidden > 0 else []
    head = f'"{file}" cannot be used in a report: {count(len(refusals), "mistake")}.'
    allowed = ALLOWED_IN_WORD if is_word else ALLOWED
    raise BrokenFileError(head, *shown, *more, allowed)


def own_words_in_word(file: Path, objectives: Mapping[str, str] = NO_OBJECTIVES) -> ParsedWords:
    """Returns the own words in a Word file as blocks; refusals name the paragraph, not the line."""
    from bptip.files.exchange.word_words import word_tokens

    taken = word_tokens(file, read_bytes(file, "own words"))
    letters = sum(map(len, taken.texts))
    if letters > MAX_LETTERS:
        return ParsedWords((), ((1, _too_long(letters)),))
    words = WordsParser(taken.tokens, taken.texts, objectives, place="paragraph")
    return _parsed(words, taken.refusals)._replace(of_file=taken.notices)


def _parsed(words: WordsParser, refused: Sequence[Refusal] = (), **links: Any) -> ParsedWords:  # noqa: ANN401  # as the parser notes them
    """Returns the parsed words as blocks, with the parser's refusals and notices."""
    blocks = tuple(words.blocks())
    words.refuse_lost(links)
    if not any(line.strip() for line in words.lines):
        words.refuse("it is empty", 1)
    notices = tuple(f"{line}: {what}" for line, what in words.notices)
    return ParsedWords(blocks, tuple(sorted({*words.refusals, *refused})), notices)


def _too_long(letters: int) -> str:
    return f"{letters:,} characters: own words can have {MAX_LETTERS:,}"


def own_words(
    text: str, objectives: Mapping[str, str] = NO_OBJECTIVES, *, is_report: bool = False
) -> ParsedWords:
    """Returns own words as blocks; with `is_report`, the own words in a report.

    `objectives` are the ids of a plan's objectives by their names (`objectives_by_name`). In a file
    that people write, headings and lists may have the signs of word processors.
    """
    if len(text) > MAX_LETTERS:
        return ParsedWords((), ((1, _too_long(len(text))),))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    notices = [] if is_report else list(correct_signs(lines))
    links: dict[str, Any] = {}
    tokens = markdown_parser().parse("\n".join(lines), links)
    words = WordsParser(tokens, lines, objectives, is_report=is_report)
    parsed = _parsed(words, **links)
    return parsed._replace(notices=(*notices, *parsed.notices))


_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING: Final = re.compile(
    r"( {0,3}#{2,6})"
    r"(?:[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff][\s\u200b\ufeff]*|(?=[^\s#]))"
)
"""A heading with an unusual blank after its signs, or with none."""


def correct_signs(lines: list[str]) -> Iterator[str]:
    """Corrects the signs of headings and lists that word processors write; yields notices.

    Lines within a code block stay as they are.
    """
    fence = ""
    for number, line in enumerate(lines):
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence):
                fence = ""
        elif not fence and (match := _HEADING.match(line)):
            lines[number] = f"{match[1]} {line[match.end() :]}"
            signs = match[1].strip()
            yield f'{number + 1}: "{signs}" has no plain blank behind it; it is read as a heading.'
        elif not fence and (match := TYPED_BULLET.match(line)):
            lines[number] = f"{match[1]}- {line[match.end() :]}"


def objectives_by_name(version: Version) -> Mapping[str, str]:
    """Returns the ids of a version's objectives by their ids, and by their numbers."""
    numbers = {each.number: each.id for each in version.objectives if each.number}
    return {**numbers, **{each.id: each.id for each in version.objectives}}
