"""Reads the parties in a cell, which can name several, with their roles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from bptip.exchange.tables.cell_texts import MAX_WORDS
from bptip.exchange.tables.table_words import NOBODY, ORGANISATIONS, ROLES_OF_PARTIES
from bptip.plan.characters import letters_of, same_name

_STRONG: Final = re.compile(r"[;\n]|\s/\s")
_WEAK: Final = re.compile(
    r",?\s+(?:and|dan|et)\s+|,?\s+&\s*|\s*&\s+|(?<=\w{3})&(?=\w{3})|\s*,\s*(?=[^\W\d_a-z])"
)
_ROLE: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$|^[(\[]([^()\[\]]*)[)\]]\s*")
_FOOTNOTE: Final = re.compile(r"(?:\[(?!(?i:lead|main)\])\^?\w{1,4}\]|[*†‡])+$")
_BULLET: Final = re.compile(r"^(?:[-•●▪*–]|\(?[\da-z]{1,2}[.)])\s+")


class PartyCell(NamedTuple):
    """The parties that a cell names, as written, and the roles removed from their names.

    `partners` are the parties that only help: "Support: UNODC", "UNODC (partner)", or a party
    without a role beside a lead, as in "MoJ (lead), UNODC".
    """

    names: tuple[str, ...]
    roles: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()


def parties_in(text: str, known: Iterable[str] = (), separator: str | None = None) -> PartyCell:
    """Returns the parties that a cell names: split at ; / & and commas, not inside known names.

    With a `separator`, the cell is split only at the separator and at line ends.
    """
    names: dict[str, bool] = {}
    leading: set[str] = set()
    roles: list[str] = []
    labelled = False
    letters = {letters_of(name) for name in known}
    text = _LABEL_IN_BRACKETS.sub(r"\n\1", text)
    for piece in _pieces(text, letters, separator):
        name = same_name(piece)
        if len(name) > MAX_WORDS:
            names.setdefault(name, labelled)
            continue
        bare = _BULLET.sub("", _FOOTNOTE.sub("", name)).strip(" .,;:")
        if label := _LABEL.match(bare):
            roles.append(label[1])
            labelled = label[1].casefold().startswith(HELPING)
            bare = bare[label.end() :].strip()
        is_helping = labelled
        match = _ROLE.search(bare)
        role = (match[1] or match[2] or "").strip() if match else ""
        if match and _is_role(role.strip(" .").casefold()):
            roles.append(role)
            is_helping = role.casefold().startswith(HELPING)
            bare = _FOOTNOTE.sub("", f"{bare[: match.start()]}{bare[match.end() :]}".strip(" ,"))
            if role.casefold().startswith(LEADING):
                leading.add(bare)
        if letters_of(bare) not in NOBODY:
            names.setdefault(bare, is_helping)
    if leading:
        names = {name: names[name] or name not in leading for name in names}
    lead = tuple(name for name, is_helping in names.items() if not is_helping)
    partners = tuple(name for name, is_helping in names.items() if is_helping)
    return PartyCell(lead, tuple(roles), partners)


_LABELS: Final = (
    r"(?:(?:co-?)?leads?(?: agency| agencies| entity)?|main|primary|responsible|chair"
    r"|support(?:ing|ed by)?(?: agency| agencies| entities)?|partners?|partner agencies|with"
    r"|others?|secondary)"
)
_LABEL: Final = re.compile(rf"({_LABELS})\s*:\s*", re.IGNORECASE)
"""A label before names in a cell: "Lead: Fiji; Partners: UNODC"."""

_LABEL_IN_BRACKETS: Final = re.compile(
    rf"[(\[]\s*({_LABELS}\s*:[^()\[\]]+)[)\]]\s*$", re.IGNORECASE
)
"""A label with its names in brackets at the end of a cell: "Fiji (support: UNODC)"."""

HELPING: Final = ("support", "partner", "with", "other", "secondary")
"""The beginnings of labels and roles for parties that help."""

LEADING: Final = ("lead", "co-lead", "co lead", "main", "primary")
"""The beginnings of roles in brackets that make the cell's other parties partners."""


def _is_role(text: str) -> bool:
    """True if a text in brackets is the role of a party, or its share of the work."""
    return text in ROLES_OF_PARTIES or re.fullmatch(r"\d{1,3} ?%", text) is not None


def _pieces(text: str, known: set[str], separator: str | None) -> Iterable[str]:
    """Yields the pieces of a cell that may be parties."""
    if separator is not None:
        for line in text.split("\n"):
            yield from line.split(separator)
        return
    for piece in _STRONG.split(text):
        yield from _listed(same_name(piece), known)


def _listed(text: str, known: set[str]) -> Iterable[str]:
    """Yields the names in a list with commas, "and" and "&"; does not split a name at its "and"."""
    start = 0
    between = [*_WEAK.finditer(text)]
    ends = [*(match.start() for match in between[1:]), len(text)]
    for match, end in zip(between, ends, strict=False):
        left, right = text[start : match.start()], text[match.end() : end]
        if _is_one_name(left, match[0], right, known):
            continue
        yield left
        start = match.end()
    yield text[start:]


def _is_one_name(left: str, between: str, right: str, known: set[str]) -> bool:
    """True if two pieces are one name: a known name, or "Ministry of Health and Population"."""
    if len(left) + len(right) > MAX_WORDS:
        return False
    whole = letters_of(f"{left}{between}{right}")
    if any(name.startswith(whole) for name in known):
        return letters_of(left) not in known or letters_of(right) not in known
    if letters_of(right) in known or letters_of(left) in known:
        return False
    if between.strip() == "&" and _shares_a_name(left, right):
        return True
    return _is_open_ended(left) and not _begins_a_name(right)


def _shares_a_name(left: str, right: str) -> bool:
    """True if the "&" between two pieces is part of a name: "M & E", "Policy & Planning Unit"."""
    words, more = left.split(), right.split()
    if not words or not more or len(words[-1]) == 1 or len(more[0]) == 1:
        return True
    is_named = _is_initials(left) or any(word.casefold() in ORGANISATIONS for word in words)
    return not is_named and len(more) > 1 and more[-1].casefold() in ORGANISATIONS


def _is_open_ended(name: str) -> bool:
    """True if a name can continue after "and": "Ministry of Health", "Office for Trade"."""
    words = name.casefold().split()
    if name.endswith((")", "]")):
        return False
    begins = any(word in ORGANISATIONS for word in words[:3])
    return begins and any(word in ("of", "for", "on") for word in words[1:])


def _begins_a_name(text: str) -> bool:
    """True if a text begins a name of its own: initials, or an organisation."""
    return _is_initials(text) or any(word.casefold() in ORGANISATIONS for word in text.split())


def _is_initials(text: str) -> bool:
    """True if a text is one word with two capitals, perhaps with a role: "IOM", "MoSA (lead)"."""
    word = _ROLE.sub("", text).strip()
    return len(word.split()) == 1 and sum(map(str.isupper, word)) > 1
