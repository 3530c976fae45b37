"""Names of the files of a round: for a form, the round and the party."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final
from unicodedata import category

from bptip.plan.characters import normal_form, search_form

LONGEST: Final = 60
"""Maximum length of a party in a file's name (characters)."""

FORM_EXTENSION: Final = ".xlsx"


def form_names(round_name: str, parties: Iterable[str]) -> Mapping[str, str]:
    """Returns the name of each party's form: "2026_Viet-Nam.xlsx".

    If two names would be the same, apart from upper and lower case, each gets four hexadecimal
    digits.
    """
    plain = {party: plain_name(party) for party in parties}
    uses = Counter(map(str.casefold, plain.values()))
    return {
        party: f"{plain_name(round_name)}_{name}"
        f"{_digits(party) if uses[name.casefold()] > 1 else ''}{FORM_EXTENSION}"
        for party, name in plain.items()
    }


def plain_name(text: str) -> str:
    """Returns a text of at most LONGEST letters, marks and digits, with hyphens for the rest."""
    composed = normal_form("NFC", text)
    kept = (each if _is_kept(each) else "-" for each in composed)
    return "".join(kept)[:LONGEST]


def _is_kept(character: str) -> bool:
    kind = category(character)
    return kind[0] in "LM" or kind == "Nd"


def party_of_file(file: str, parties: Iterable[str]) -> str | None:
    """Returns the party named in a file name; None if there are several, or none.

    "Niue Police" wins over "Niue". The party may be anywhere in the name, and without its accents
    or signs: "Answers of viet nam (2).ods".
    """
    words = f" {_words(file.rpartition('.')[0])} "
    named = {party: own for party in parties if (own := _words(party)) and f" {own} " in words}
    longest = [
        party
        for party, own in named.items()
        if not any(own != each and f" {own} " in f" {each} " for each in named.values())
    ]
    return longest[0] if len(longest) == 1 else None


def _words(text: str) -> str:
    """Returns the words of a name in lower case, separated by spaces, without accents and signs."""
    return " ".join(re.findall(r"[^\W_]+", search_form(text)))


def _digits(party: str) -> str:
    composed = normal_form("NFC", party)
    return "-" + sha256(composed.encode("utf-8", "surrogatepass")).hexdigest()[:4]


def returns_folder(round_name: str) -> str:
    """Returns the default folder of a round's forms."""
    return f"returns-{plain_name(round_name)}"


def own_folder(round_name: str, plan: str) -> str:
    """Returns the folder of a round's forms if the default folder has another plan's forms."""
    return f"{returns_folder(round_name)}-{plain_name(plan)}"
