"""Characters by their Unicode properties: which are invisible, and which texts are the same.

Python's `unicodedata` knows categories and normal forms, and lacks the property
Default_Ignorable_Code_Point. Its ranges, reserved code points included, are copied here from
DerivedCoreProperties.txt of Unicode 16 (https://www.unicode.org/Public/16.0.0/ucd/).
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from itertools import groupby, pairwise
from typing import Final, Literal
from unicodedata import category, combining, decimal, name, normalize

IGNORABLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""Default_Ignorable_Code_Point, as part of a pattern: characters that are invisible."""

FORMAT_CONTROLS: Final = "\ufff9-\ufffb\U00013430-\U0001343f"
"""Other invisible characters, of category Cf: annotations, joiners of hieroglyphs."""

_EMPTY_SIGNS: Final = "\u2800\U0001d159"
"""Symbols without ink: the empty Braille cell, the empty head of a note."""

_ACCENTS: Final = (
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u0655\u0670]"
)
"""Accents of alphabets such as Latin, and the vowel points and hamzas of Hebrew and Arabic, which
are seldom written; the vowel signs and tone marks of other scripts stay."""

DASHES: Final = "[\u2010-\u2015\u2212]"
_APOSTROPHES: Final = "[\u02b9\u02bb-\u02bd\u2018-\u201b\u2032`]"

FORMULA_SIGNS: Final = r"=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
"""First characters for which a spreadsheet runs a text as a formula, wide and small forms too."""

_WITHOUT_EFFECT: Final = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"))
"""Invisible characters that keyboards and word processors add: break points, direction marks."""


_MANY_MARKS: Final = r"(?:[^\w\s\x00-\x7f]|[\uff9e\uff9f]){60}"
"""A run of characters so long that Python would be slow to sort the marks of a letter in it."""


def normal_form(form: Literal["NFC", "NFD", "NFKC"], text: str) -> str:
    """Returns a text in a normal form of Unicode, in time that grows with its length.

    Python sorts the marks of a letter in time that grows with the square of their number, so long
    runs of marks are sorted here first.
    """
    if text.isascii() or not re.search(_MANY_MARKS, text):
        return normalize(form, text)
    apart = "".join(map(partial(normalize, "NFKD" if "K" in form else "NFD"), text))
    runs = groupby(apart, key=lambda character: combining(character) != 0)
    sorted_runs = (sorted(run, key=combining) if is_of_marks else run for is_of_marks, run in runs)
    return normalize(form, "".join(map("".join, sorted_runs)))


def same_text(text: str) -> str:
    """Returns a text in the form in which texts are compared: composed letters, single blanks.

    Soft hyphens and other invisible characters are left out.
    """
    if text.isascii():
        return " ".join(text.split())
    return " ".join(normal_form("NFC", text.translate(_WITHOUT_EFFECT)).split())


def same_name(text: str) -> str:
    """Returns a name in the form in which names are stored: composed letters, single blanks."""
    spelled = text if text.isascii() else normal_form("NFC", text)
    return " ".join(spelled.split())


def is_blank(text: str) -> bool:
    """True if a text has only blanks, control characters and other characters without ink."""
    if text[:1].isalnum() and text.isascii():
        return False
    empty = re.compile(f"[{IGNORABLE}{FORMAT_CONTROLS}{_EMPTY_SIGNS}]")
    blanks = ("Cc", "Cs", "Zs", "Zl", "Zp")
    return all(category(each) in blanks or empty.match(each) for each in text)


def without_ignorable(text: str) -> str:
    """Returns a text without its ignorable characters."""
    return text if text.isascii() else re.sub(f"[{IGNORABLE}]", "", text)


def caseless(text: str) -> str:
    """Returns a text without case, and without differences of form (Unicode's NFKC_Casefold).

    Wide letters become plain letters, and a no-break space becomes a blank. Ignorable characters
    are left out, and so is the second dot of a Turkish capital I.
    """
    if text.isascii():
        return text.casefold()
    folded = normal_form("NFKC", normal_form("NFKC", without_ignorable(text)).casefold())
    return without_ignorable(folded).replace("i\u0307", "i")


def capitalized(text: str) -> str:
    """Returns a text with a capital first letter."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=128)
def letters_of(text: str) -> str:
    """Returns the letters, marks and digits of a text, without case.

    Only punctuation, blanks and symbols are left out: a vowel sign or a tone mark changes the
    word. Results are cached: a cell of a table is compared with one word after another.
    """
    folded = caseless(text)
    if folded.isascii():
        return "".join(filter(str.isalnum, folded))
    kept = "".join(each for each in folded if category(each)[0] not in "PZSC")
    return normal_form("NFC", kept)


def search_form(text: str) -> str:
    """Returns a text as it is searched: without case or accents; plain dashes, quotes, digits."""
    folded = caseless(text)
    if folded.isascii():
        return folded
    apart = normal_form("NFD", with_plain_digits(folded))
    plain = normal_form("NFC", re.sub(_ACCENTS, "", apart))
    return re.sub(_APOSTROPHES, "'", re.sub(DASHES, "-", plain)).translate(_SEARCHED_ALIKE)


_SEARCHED_ALIKE: Final = str.maketrans(
    "ı\u066b\u0649\u06cc\u06a9", "i.\u064a\u064a\u0643", "\u0640"
)
"""The dotless i of Turkish, the decimal point of Arabic, and its yeh and kaf, which keyboards of
the region type differently; the tatweel only stretches a word."""


def with_plain_digits(text: str) -> str:
    """Returns the text with the digits of other scripts replaced by 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(decimal(character, character)) for character in text)


JOINERS: Final = "\u200c\u200d"
"""Invisible characters that some scripts need within words, and emoji between their parts."""


# --- Letters with their marks.

_JOINER: Final = "\u200d"
_AM_VOWELS: Final = "\u0e33\u0eb3"
"""Vowels of Thai and Lao that are drawn partly above the letter before them."""

_FIRST_JAMO, _LAST_JAMO = "\u1160", "\u11ff"
_SKIN_COLOURS: Final = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_FLAG_LETTERS: Final = range(0x1F1E6, 0x1F200)

VIRAMA: Final = 9
"""Combining class of a sign that joins two consonants, as in Hindi and Khmer."""

_FINAL_SIGNS: Final = "\u0e3a\u0eba\u0f84\u103a"
"""Signs of the class `VIRAMA` that end a syllable instead: Thai, Lao, Tibetan, Burmese."""

WITHOUT_BLANKS: Final = (
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaadf"
    "\u2e80-\u312f\u31a0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts without blanks between words: Thai to Burmese, Khmer, Tai, Chinese and Japanese."""


def is_mark(character: str) -> bool:
    """True if a character is a vowel sign, tone mark or accent of the letter before it."""
    return category(character)[0] == "M" and not re.match(f"[{IGNORABLE}]", character)


def letter_clusters(text: str) -> list[str]:
    """Returns a text split into the pieces that a reader sees as single letters.

    A short form of the rules of Unicode's UAX 29: a letter with its marks, joined consonants, the
    parts of a Korean syllable, an emoji with its parts.
    """
    starts = [0]
    for place in range(1, len(text)):
        length = place - starts[-1]
        if not _continues(text[place - 1], text[place], length):
            starts.append(place)
    return [text[start:end] for start, end in pairwise([*starts, len(text)]) if start < end]


def _continues(last: str, character: str, length: int) -> bool:
    """True if a character belongs to the cluster before it, which ends in `last`."""
    if character.isascii():
        return False
    return (
        category(character)[0] == "M"
        or character in _AM_VOWELS
        or character in _SKIN_COLOURS
        or (re.match(f"[{IGNORABLE}]", character) is not None and not last.isspace())
        or (last == _JOINER and not character.isspace())
        or (combining(last) == VIRAMA and last not in _FINAL_SIGNS and character.isalpha())
        or (_FIRST_JAMO <= character <= _LAST_JAMO and last.isalpha())
        or (length == 1 and ord(character) in _FLAG_LETTERS and ord(last) in _FLAG_LETTERS)
    )


# --- Direction.

RIGHT_TO_LEFT: Final = (
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks of letters that run from right to left, by DerivedBidiClass.txt of Unicode."""


def is_right_to_left(text: str) -> bool:
    """True if the text has a letter that runs from right to left."""
    return not text.isascii() and re.search(RIGHT_TO_LEFT, text) is not None


# --- Letters that look like others.

_LOOKS: Final = str.maketrans(
    "авекмнорстухіјѕһԁԛԝүαβεζηικμνορτυχl10|",
    "abekmhopctyxijshdqwyabezhikmnoptyxiioi",
)
"""The Latin letters that Cyrillic and Greek letters, l, 1, 0 and | look like."""


def look(text: str) -> str:
    """Returns a form of a name that is equal for all names that look the same."""
    return letters_of(text).translate(_LOOKS)


def hidden_difference(text: str, known: str) -> str:
    """Returns a sentence about the first character of a text that a known name lacks.

    Returns "" if the two look different: then a reader sees the difference.
    """
    if text == known or look(text) != look(known):
        return ""
    strange = next((each for each in text if _is_strange(each, known)), None)
    return f"The first spelling has {described(strange)}." if strange else ""


def _is_strange(character: str, known: str) -> bool:
    """True if a known name lacks the character, and a reader may overlook it."""
    return character.casefold() not in known.casefold() and not (
        character.isascii() and category(character)[0] in "PZ"
    )


def described(character: str) -> str:
    """Returns a character with its code point and name: "а" (U+0430, Cyrillic small letter a)."""
    named = name(character, "").lower().capitalize()
    number = f"U+{ord(character):04X}" + (f", {named}" if named else "")
    return f'"{character}" ({number})' if character.isalnum() else number


MAX_NUMBERED: Final = 3
"""Maximum number of characters of a text that a message lists by code point."""


def numbered(text: str) -> str:
    """Returns the code points of the first characters of a text: "U+3164, U+3164 …"."""
    first = ", ".join(f"U+{ord(each):04X}" for each in text[:MAX_NUMBERED])
    return f"{first} …" if len(text) > MAX_NUMBERED else first
