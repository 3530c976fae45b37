"""Control and invisible characters, which are made visible in every text and every link.

A control character can repaint a terminal, a bidi control can make "no" read as "on", a lone
surrogate can stop the output half way, and invisible characters can hide a text inside another.
Each such acting character is shown as its code point: "[U+001B]".

Some scripts need such characters. An acting character stays where a script needs it:

- a place to break (U+200B) beside a letter without case: Khmer keyboards type it between words;
- a joiner (U+200C, U+200D) after a letter without case, as in Persian and Sinhala, or after an
  emoji;
- a mark of direction in a text with right-to-left letters;
- a variation selector after an emoji, a Chinese or a Mongolian character.

The second of two acting characters in a row is shown as its code point.

A soft hyphen is left out. Line separators, which Word writes, become line ends.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import Final
from unicodedata import category

from bptip.plan.characters import FORMAT_CONTROLS, IGNORABLE, JOINERS, is_right_to_left

NO_BREAK_SPACE: Final = "\u00a0"

_UNSEEN: Final = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""The ignorable characters that Python calls printable; `_ACTING` contains them too."""

_LINE_ENDS: Final = "\r\n|[\r\x0b\x0c\u2028\u2029]"

_ACTING: Final = (
    f"[\x00-\x08\x0e-\x1f\x7f-\x9f{IGNORABLE}{FORMAT_CONTROLS}"
    "\ufffe\uffff"  # noncharacters, which XML cannot hold
    "\ud800-\udfff]"  # lone surrogates
)
"""A pattern that is compiled at its first use, since most pages never need it."""

PLACE_TO_BREAK: Final = "\u200b"
_DIRECTION_MARKS: Final = "\u061c\u200e\u200f"
_SOFT_HYPHEN: Final = "\u00ad"
_KEYCAP: Final = "\u20e3"
_EMOJI_FORMS: Final = "\ufe0e\ufe0f"

_CHINESE: Final = "[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_MONGOLIAN: Final = "[\u1820-\u18aa]"
_CHINESE_FORMS: Final = "[\ufe00-\ufe02\U000e0100-\U000e01ef]"
_MONGOLIAN_FORMS: Final = "[\u180b-\u180f]"

_FIRST_CASELESS: Final = "\u0590"
"""The start of the Hebrew block: the scripts before Hebrew have capital letters."""


def visible(text: str) -> str:
    """Returns the text with acting characters as code points, and with line feeds as line ends."""
    if text.isprintable() and (text.isascii() or not re.search(_UNSEEN, text)):
        return text
    return _made_visible(text)


@lru_cache(maxsize=16)
def _made_visible(text: str) -> str:
    """Returns the visible form of a text, cached since a page draws a text several times."""
    unified = re.sub(_LINE_ENDS, "\n", text)
    return re.sub(
        rf"({_ACTING})\1*", partial(_shown, has_right_to_left=is_right_to_left(unified)), unified
    )


def _shown(match: re.Match[str], *, has_right_to_left: bool) -> str:
    """Returns a run of one acting character, each as its code point.

    The first character stays itself if a script needs it there.
    """
    character, text, place = match[1], match.string, match.start()
    if character == _SOFT_HYPHEN:
        return ""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    is_direction_mark = has_right_to_left and character in _DIRECTION_MARKS and not _acts(before)
    stays = is_direction_mark or _does_its_work(character, before, after)
    first = character if stays else ""
    return first + f"[U+{ord(character):04X}]" * (len(match[0]) - len(first))


def _does_its_work(character: str, before: str, after: str) -> bool:
    """True if a script needs the acting character between these neighbours."""
    if character == PLACE_TO_BREAK:
        return _is_caseless_letter(before) or (not _acts(before) and _is_caseless_letter(after))
    if character in JOINERS:
        return _is_caseless_letter(before) or _is_symbol(before) or before == _EMOJI_FORMS[1]
    if character in _EMOJI_FORMS:
        return _is_symbol(before) or (after == _KEYCAP and before.isascii() and before != "")
    return any(
        re.match(forms, character) and re.match(letters, before)
        for forms, letters in ((_CHINESE_FORMS, _CHINESE), (_MONGOLIAN_FORMS, _MONGOLIAN))
    )


def _acts(character: str) -> bool:
    return re.match(_ACTING, character) is not None


def _is_caseless_letter(character: str) -> bool:
    """True if a character is a letter of a script without capitals, or a mark on such a letter."""
    return (
        character >= _FIRST_CASELESS
        and category(character) in ("Lo", "Mn", "Mc")
        and not _acts(character)
    )


def _is_symbol(character: str) -> bool:
    """True if a character may be an emoji: a symbol, or a sign such as "‼" and "ℹ"."""
    return not character.isascii() and (
        category(character)[0] == "S" or character in "\u203c\u2049\u2139\u3030\u303d\u24c2"
    )


def on_one_line(text: str) -> str:
    """Returns the visible text with one blank for each run of tabs and line ends."""
    shown = visible(text)
    if "\n" not in shown and "\t" not in shown:
        return shown
    # Without the lookbehind, each blank of a run would be tried as the first: quadratic time.
    return re.sub(r"(?<! ) *[\n\t]\s*", " ", shown)


def unbroken(text: str) -> str:
    """Returns the visible text on one line that never breaks, such as a date or a status."""
    return on_one_line(text).replace(" ", NO_BREAK_SPACE)
