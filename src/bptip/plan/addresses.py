"""Addresses of evidence: which are allowed, and which may become links."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from bptip.plan.characters import JOINERS

# Patterns are strings, compiled on first use: compiling all of them would slow every start-up.
_WEB: Final = r"(?i)https?://[^\s/?#]\S*"
_MAIL: Final = r"(?i)mailto:[^\s@]+@[^\s@]+"
_SCHEME: Final = r"(?i)[a-z][a-z0-9+.-]*:"
_CONTROL: Final = r"[\x00-\x1f\x7f-\x9f]"

_LIKE_THE_WEB: Final = (
    r"(?i)www\.\S+|[\w-]+(\.[\w-]+)*\.((asia|com|edu|gov|info|int|net|org)(\.[a-z]{2})?"
    r"|(ac|co|go|gob|gouv|mil|or)\.[a-z]{2})([/?#]\S*)?"
)
"""A text that is more likely a web address without https:// than a relative path."""

_LIKE_MAIL: Final = r"[\w.+-]+@[\w-]+(\.[\w-]+)+"
_NAME_OF_FILE: Final = r"\.\w{1,5}$"

_OPENING: Final = "<([{\"'`“”„‘’‚«»‹›「『【（＜"
_CLOSING: Final = ">)]}\"'`“”„‘’‚«»‹›」』】）＞"
_OF_A_SENTENCE: Final = ".,;:|…。、，；："
"""Punctuation that follows an address in a sentence or a table; no address ends with it."""

_INITIALS: Final = r"(?:\b[^\W\d_]\.){2,}$"
"""Initials at the end of an address, whose last full stop belongs to it: "…/wiki/U.S."."""

_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}

ALLOWED: Final = "Allowed: https://…, http://…, mailto:…, or a file's relative path."


class AddressFault(NamedTuple):
    """The reason why a text cannot be evidence, worded to follow the text, and what to write."""

    wrong: str
    hint: str


def is_link(address: str) -> bool:
    """True if the text is a web or mail address; pages make links of nothing else.

    An address with an invisible character is not a link: it would lead elsewhere than it seems to.
    """
    is_shown = address.isprintable() and not invisible_in(address)
    return is_shown and bool(re.fullmatch(_WEB, address) or re.fullmatch(_MAIL, address))


def evidence_fault(address: str) -> AddressFault | None:
    """Returns what is wrong with an address of evidence; None if it is allowed.

    A relative path has no scheme ("javascript:", "C:"), and starts neither at a root nor above
    the folder it is relative to.
    """
    bare = _without_signs(address)
    if bare != address and (is_link(bare) or (_is_path(bare) and _is_enclosed(address, bare))):
        return AddressFault(_signs_of(address, bare), f"Write {bare}")
    if is_link(address):
        return None
    if (web := as_web_address(address)) is not None and ("@" in web or "www." in web):
        scheme = web.removesuffix(address)
        return AddressFault(f"needs {scheme} at its beginning", f"Write {web}")
    if not _is_path(address) or not _is_path(bare):
        return AddressFault("cannot be used as evidence", ALLOWED)
    if " " in address and not re.search(_NAME_OF_FILE, address):
        return AddressFault("is a text, not an address or a file", "Write a text in note (--note).")
    return None


def as_web_address(text: str) -> str | None:
    """Returns the address that a text without a scheme probably means; None for other texts."""
    if re.fullmatch(_LIKE_MAIL, text):
        return f"mailto:{text}"
    return f"https://{text}" if re.fullmatch(_LIKE_THE_WEB, text) else None


class LinkedLine(NamedTuple):
    """The web addresses in a line, and the rest of its words."""

    addresses: tuple[str, ...]
    words: str


def addresses_in(line: str) -> LinkedLine:
    """Returns the certain addresses in a line, and the rest of its words.

    "www.example.org" gets "https://", and punctuation around an address is left out. A word right
    after an address may belong to it, as in "https://a.org/the report.pdf": then the whole line
    counts as words.
    """
    addresses: list[str] = []
    words: list[str] = []
    may_go_on = False
    for piece in line.split():
        bare = _without_signs(piece)
        address = bare if is_link(bare) else _web_address(bare)
        if address is not None:
            addresses.append(address)
            may_go_on = piece.endswith(bare)
        elif may_go_on and _has_letters(piece):
            return LinkedLine((), line)
        else:
            words.append(piece)
            may_go_on = may_go_on and _has_letters(piece)
    text = " ".join(words)
    return LinkedLine(tuple(addresses), text if _has_letters(text) or not addresses else "")


def _web_address(text: str) -> str | None:
    meant = as_web_address(text)
    return meant if meant is not None and re.fullmatch(_WEB, meant) and is_link(meant) else None


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def addresses_shown(text: str) -> Iterator[tuple[str, str]]:
    """Yields each word of a text that is a web or mail address, and the address that it means."""
    for word in text.split():
        bare = _without_signs(word)
        address = bare if is_link(bare) else as_web_address(bare)
        if address is not None:
            yield bare, address


def invisible_in(text: str) -> str:
    """Returns the first invisible character of a text, other than a plain space; else ""."""
    if text.isascii():
        return ""
    return next((character for character in text if _is_invisible(character)), "")


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Zs", "Zl", "Zp") and character != " "


def _is_path(address: str) -> bool:
    parts = re.split(r"[/\\]", address)
    is_relative = address == address.strip() and parts[0] != "" and ".." not in parts
    shown = not invisible_in(address.translate({ord(joiner): None for joiner in JOINERS}))
    starts_or_steers = re.match(_SCHEME, address) or re.search(_CONTROL, address)
    return is_relative and shown and not starts_or_steers


def _without_signs(address: str) -> str:
    """Returns the address without invisible characters, and without punctuation around it."""
    shown = address
    if not address.isascii():
        kept = (each for each in address if not _is_invisible(each) or each in JOINERS)
        shown = "".join(kept)
    start = 0
    while start < len(shown) and (shown[start] in _OPENING or shown[start].isspace()):
        start += 1
    bare = shown[start:].rstrip()
    if not bare or bare[-1] not in _CLOSING + _OF_A_SENTENCE or re.search(_INITIALS, bare[-9:]):
        return bare
    end, counts = len(bare), Counter(bare)
    while end and (bare[end - 1].isspace() or _is_stray(bare[end - 1], counts)):
        end -= 1
        counts[bare[end]] -= 1
    return bare[:end]


def _is_stray(sign: str, counts: Counter[str]) -> bool:
    """True if an address may not end with this sign; `counts` counts the address's characters.

    A bracket that is opened in the address belongs to the address: "…/Bali_(island)".
    """
    opening = _BRACKETS.get(sign)
    is_outside = sign in _CLOSING or sign in _OF_A_SENTENCE
    return is_outside and (opening is None or counts[opening] < counts[sign])


def _is_enclosed(address: str, bare: str) -> bool:
    """True if a path has punctuation at both ends, or an invisible character anywhere.

    At one end alone, a bracket may be part of a file's name: "(a) b.pdf".
    """
    return bool(invisible_in(address)) or not (address.startswith(bare) or address.endswith(bare))


def _signs_of(address: str, bare: str) -> str:
    """Returns the words for the punctuation around an address, or the character hidden in it."""
    sign = invisible_in(address)
    if sign:
        return f"contains an invisible character, {name_of(sign)}"
    start = address.find(bare)
    if start > 0:
        return f"begins with {address[:start].strip() or 'a space'}"
    return f"ends with {address[len(bare) :].strip() or 'a space'}"


def name_of(character: str) -> str:
    """Returns a character's code point and name: "U+200B (zero width space)"."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name.lower()})" if name else "")
