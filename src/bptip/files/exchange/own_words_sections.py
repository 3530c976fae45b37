"""Names the sections of own words: usual sections, sections on an objective, and others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from bptip.pages.own_words import OBJECTIVE
from bptip.pages.parts.attention import LATE, SILENT
from bptip.pages.report.annex import OF_FIGURES
from bptip.pages.report.first_lists import COMPLETED_HEADING, OTHERS_HEADING, PAST_DUE_HEADING
from bptip.pages.report.front import CLOSING_BALANCE, NEEDS_ATTENTION
from bptip.plan.characters import letters_of, look
from bptip.plan.near_names import did_you_mean, nearest
from bptip.plan.vocabulary import AT_A_GLANCE, listing

RESERVED: Final = frozenset(
    map(
        look,
        (
            AT_A_GLANCE, COMPLETED_HEADING, PAST_DUE_HEADING, OTHERS_HEADING, NEEDS_ATTENTION,
            LATE, SILENT, CLOSING_BALANCE, "Returns", "Annex", *OF_FIGURES,
        ),
    )
)  # fmt: skip
"""The look of the report's own headings; below them, own words would pass for its figures."""

_SINCE: Final = ((look("since"),), (look("reports"), look("since")))
"""The looks of the words before the date in the report's own headings."""

_NUMBER: Final = re.compile(r"[\W\d_]*")
"""The number that a heading may have before its words."""


class SectionName(NamedTuple):
    """The name of a section, or the reason for refusing it; `notice` is for the user."""

    name: str | None
    refused: str = ""
    notice: str = ""


def section_name(name: str, usual: Sequence[str], objectives: Mapping[str, str]) -> SectionName:
    """Returns a section's name in its usual spelling.

    `objectives` are the ids of the plan's objectives by their names.
    """
    letters = letters_of(name)
    for known in usual:
        if look(known) == look(name):
            return SectionName(known)
    if is_reserved(name):
        return SectionName(None, own_heading(name))
    word, _, rest = name.partition(" ")
    if look(word) == look(OBJECTIVE) and rest:
        wanted = rest.partition(":")[0].strip()
        if wanted in objectives:
            return SectionName(OBJECTIVE + objectives[wanted])
        known_ids = listing([*objectives]) or "none"
        return SectionName(None, f'the plan has no objective "{wanted}"; it has {known_ids}')
    if not letters:
        return SectionName(None, "a section without a name")
    near = did_you_mean(name, nearest(name, usual))
    unusual = f'"{name}" is not a usual section, so it is behind them. {near}'
    return SectionName(name, notice=unusual.strip())


def is_reserved(name: str) -> bool:
    """True if the report has a heading, at any level, that looks like a name."""
    bare = _NUMBER.sub("", name, count=1)
    words = tuple(map(look, bare.split()))
    return look(bare) in RESERVED or any(words[: len(since)] == since for since in _SINCE)


def own_heading(name: str) -> str:
    """Returns the reason for refusing a heading that the report has itself."""
    return f'the report has a section "{name}" of its own'
