"""Finds the role of each column of a table by its header, in any order and spelling.

Every column claims the roles whose names are near its header. The nearest header gets the role; a
column without a role is kept under its own name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple
from unicodedata import category

from bptip.exchange.cells import column_letters
from bptip.exchange.tables.column_names import COLUMN_NAMES
from bptip.exchange.tables.table_words import MONEY, ColumnRole
from bptip.plan.characters import search_form
from bptip.plan.dates import Days


class TableColumn(NamedTuple):
    """A column of a table: its place from 0, its header, its role.

    `key` is the name of a kept column, the period of a column about a period, or the numbered role
    of a column of numbers. `period` are the days of that period.
    """

    at: int
    header: str
    role: ColumnRole
    key: str | None = None
    period: Days | None = None

    @property
    def letter(self) -> str:
        """The name of the column in a workbook: "A", "AB"."""
        return column_letters(self.at)

    @property
    def by_letter(self) -> str:
        """The name of the column in a map if its header cannot be used: "column:AB"."""
        return f"{BY_LETTER}{self.letter}"

    def with_role(self, role: ColumnRole) -> TableColumn:
        """Returns the column with another role; a kept column is kept under its own header."""
        if role is self.role:
            return self
        period = self.key if self.period else None
        return self._replace(role=role, key=self.header if role is ColumnRole.KEEP else period)


BY_LETTER: Final = "column:"
"""The prefix in a map of a column that is named by its letter."""

MAX_NAME: Final = 44
"""Maximum length of the name of a column (characters)."""


EXACT, WITHOUT_BRACKETS, PIECE, SPELLED, ENDING, BEGINNING = 100, 95, 90, 80, 70, 60
"""Nearness of a header to a name: equal, equal without brackets, a half of "A / B", misspelled,
with words before the name, with words after it."""

KNOWN: Final = SPELLED
"""Minimum nearness of a cell that counts as a known name when the header is searched."""

MIN_SPELLING: Final = 0.87
"""Minimum likeness (0 to 1) of a header to a name that it misspells; set by hand."""


class Claim(NamedTuple):
    """The claim of a header to a role: its nearness, and the name's index in the role's list."""

    nearness: int
    place: int
    role: ColumnRole


@cache
def plain_header(text: str) -> str:
    """Returns a header in the form of the listed names: lower case, plain words, no signs."""
    apart = re.sub(r"(?<=[a-z]{2})(?=[A-Z])", " ", re.sub("[°º]", "o", text.replace("\n", " ")))
    spelled = apart.replace("%", " percent ").replace("#", " no ")
    kept = (each if each.isalnum() or category(each)[0] == "M" else " " for each in spelled)
    return " ".join(search_form("".join(kept)).split())


@cache
def claims_of(header: str) -> tuple[Claim, ...]:
    """Returns the claims of a header, nearest first."""
    claims: dict[ColumnRole, Claim] = {}
    for nearness, name in _forms(header):
        for role, place in _BY_NAME.get(name, ()):
            weaker = name in _SECOND.get(role, ())
            if weaker and nearness < WITHOUT_BRACKETS:
                continue
            claims.setdefault(role, Claim(nearness - weaker, place, role))
    if not claims:
        claims = {claim.role: claim for claim in _misspelled(header)}
    return tuple(sorted(claims.values(), key=lambda claim: (-claim.nearness, claim.place)))


_SECOND: Final[Mapping[ColumnRole, frozenset[str]]] = {
    ColumnRole.ON: frozenset({"date"}),
    ColumnRole.BY: frozenset({"by"}),
    ColumnRole.DUE: frozenset({"to"}),
    ColumnRole.NUMBER: frozenset({"item", "line", "row", "index"}),
    ColumnRole.STATUS: frozenset({"done", "completed", "stage", "state"}),
    ColumnRole.LEAD: frozenset(
        {"country", "countries", "institution", "institutions", "organisation", "organization"}
    ),
}
"""Names that count only if the whole header is the name, and after all other names: "Date" is the
due date unless another column is, "Created by" is not a reporter, "Partner state" not a status."""


def _names() -> dict[str, list[tuple[ColumnRole, int]]]:
    names: dict[str, list[tuple[ColumnRole, int]]] = {}
    for role, listed in COLUMN_NAMES.items():
        for place, name in enumerate(listed):
            names.setdefault(name, []).append((role, place))
    return names


_BY_NAME: Final = _names()


def _forms(header: str) -> Iterator[tuple[int, str]]:
    """Yields the names that a header may have, nearest first."""
    bare = re.sub(r"[(\[{].*?[)\]}]", " ", header)
    yield EXACT, plain_header(header)
    yield WITHOUT_BRACKETS, plain_header(bare)
    undated = plain_header(_YEAR.sub(" ", bare))
    if {role for role, _ in _BY_NAME.get(undated, ())} & {ColumnRole.BASELINE, ColumnRole.TARGET}:
        yield WITHOUT_BRACKETS, undated
    yield WITHOUT_BRACKETS, _UNTIL_NOW.sub("", plain_header(bare))
    yield from ((PIECE, piece) for piece in _pieces(bare))
    words = plain_header(bare).split()
    if not MONEY & {*words}:
        yield from _parts(words)


def _pieces(header: str) -> Iterator[str]:
    """Yields the names on both sides of a sign: "Responsible Dept./Unit" means two offices.

    The part after the sign is a name by itself, unless it forms a name with the words before.
    """
    first, *others = map(plain_header, re.split(r"[/|\n]| [-–—] |: ", header))
    yield first
    shared = first.rpartition(" ")[0]
    for piece in others:
        joined = f"{shared} {piece}" if shared else piece
        yield joined if joined in _BY_NAME else piece


def _parts(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yields the names that some words of a header may form, nearest first."""
    if len(words) > 1 and words[-1] in OFFICES:
        yield from ((PIECE, name) for name, firsts in OFFICE_OF.items() if words[0] in firsts)
    if len(words) <= MAX_HEADER_WORDS:
        for start in range(1, len(words)):
            if words[start - 1] not in NEGATIONS:
                yield ENDING - start, " ".join(words[start:])
    for count in (3, 2, 1):
        has_object = len(words) > count and words[count] in LINKING
        if has_object and (count > 1 or words[0] in FIRST_WORDS):
            yield ENDING + 5, " ".join(words[:count])
    if len(words) <= MAX_HEADER_WORDS + 2 and words and words[0] in FIRST_WORDS:
        yield BEGINNING, words[0]


_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
"""The year of a figure in its name: "Target 2027"."""

_UNTIL_NOW: Final = re.compile(r" (?:so far|(?:to|till) date|(?:till|until|up to) now)$")
"""The end of a header that does not change its meaning: "What has been done so far"."""

OFFICES: Final = frozenset(
    {"ministry", "ministries", "agency", "agencies", "department", "departments", "office",
     "offices", "organisation", "organisations", "organization", "organizations", "institution",
     "institutions", "entity", "entities", "division", "divisions", "directorate", "unit", "party",
     "parties", "body", "bodies", "authority", "authorities", "section", "sections", "bureau",
     "bureaus", "actor", "actors", "stakeholder", "stakeholders"}
)  # fmt: skip
"""Words for an office at the end of a header: "Focal ministry"."""

OFFICE_OF: Final[Mapping[str, frozenset[str]]] = {
    "lead": frozenset(
        {"lead", "leading", "focal", "nodal", "main", "primary", "principal", "responsible",
         "implementing", "executing", "coordinating", "concerned", "designated"}
    ),
    "partners": frozenset(
        {"supporting", "support", "partner", "associate", "associated", "collaborating",
         "cooperating", "contributing", "participating", "other"}
    ),
}  # fmt: skip
"""First words of a header that ends in a word for an office, by the name of the column."""

NEGATIONS: Final = frozenset({"non", "not", "no", "without"})
"""Words that reverse the meaning of the words after them: "Reasons for non-achievement"."""

FIRST_WORDS: Final = frozenset(
    {"activity", "activities", "action", "actions", "task", "tasks", "objective", "objectives",
     "lead", "responsible", "responsibility", "status", "deadline", "timeline", "timeframe",
     "indicator", "indicators", "remarks", "comments", "outcome", "output", "milestone",
     "milestones", "recommendation", "recommendations", "commitment", "commitments", "reason",
     "reasons"}
)  # fmt: skip
"""Names that can begin a longer header: "Actions to be taken", "Responsible for follow-up"."""


LINKING: Final = frozenset(
    {"for", "of", "to", "by", "and", "or", "on", "in", "from", "with", "under", "as", "per"}
)
"""Words after a name at which a longer header may continue: "Progress made in the period"."""

MAX_HEADER_WORDS: Final = 5
"""Maximum number of words of a header that may end in a name: "current status"."""


def _misspelled(header: str) -> Iterator[Claim]:
    """Yields the claim of a header that is one typing mistake away from a name."""
    name = plain_header(header)
    if not 5 <= len(name) <= 30:
        return
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=name)
    for known, roles in _BY_NAME.items():
        if abs(len(known) - len(name)) > 2 or len(known) < 5:
            continue
        matcher.set_seq1(known)
        if matcher.quick_ratio() >= MIN_SPELLING and matcher.ratio() >= MIN_SPELLING:
            yield from (Claim(SPELLED, place, role) for role, place in roles)


def is_known(text: str) -> bool:
    """True if a text is nearly the name of a column."""
    claims = claims_of(text) if text.strip() else ()
    return bool(claims) and claims[0].nearness >= KNOWN


def roles_of(headers: Sequence[str], stated: Mapping[int, ColumnRole]) -> dict[int, ColumnRole]:
    """Returns the role of each column that has one; the map's roles come first.

    If several columns claim a role, the nearest one gets it; among equally near columns, the one
    whose name comes first in the list, then the target of the latest year, then the first column.
    The other columns claim their next nearest role.
    """
    roles = dict(stated)
    taken = {role for role in stated.values() if role not in MANY}
    for index, role in stated.items():
        # If "Indicator" is the activity in this table, "Indicateur" is not an indicator.
        if role in (ColumnRole.ACTIVITY, ColumnRole.OBJECTIVE):
            taken.update(claim.role for claim in claims_of(headers[index])[:1])
    claims = sorted(
        (-claim.nearness, claim.place, -_year_of_target(claim.role, header), index, claim.role)
        for index, header in enumerate(headers)
        if index not in stated and header.strip()
        for claim in claims_of(header)
    )
    for *_, index, role in claims:
        if index not in roles and role not in taken:
            roles[index] = role
            taken.update({role} - {ColumnRole.SKIP, ColumnRole.KEEP})
    return roles


def _year_of_target(role: ColumnRole, header: str) -> int:
    """Returns the year in the header of a target; 0 for other columns and without a year."""
    years = _YEAR.findall(header) if role is ColumnRole.TARGET else ()
    return int(max(years, default="0"))


MANY: Final = frozenset({ColumnRole.KEEP, ColumnRole.SKIP, ColumnRole.NUMBER, ColumnRole.PLANNED})
"""The roles that any number of columns can have."""


def numbers_of(headers: Sequence[str], roles: Mapping[int, ColumnRole]) -> dict[int, ColumnRole]:
    """Returns the columns of numbers, each with the role of the column that its header names.

    "Milestone no." numbers the column "Milestone", even if another column has numbers too.
    """
    named = {
        plain_header(headers[index]): role
        for index, role in roles.items()
        if role in (ColumnRole.ACTIVITY, ColumnRole.OBJECTIVE, ColumnRole.INDICATOR)
    }
    numbered: dict[int, ColumnRole] = {}
    for index, header in enumerate(headers):
        name = plain_header(header)
        for word in _NUMBER_WORDS:
            of = name.removesuffix(f" {word}") if name.endswith(f" {word}") else ""
            if of in named and roles.get(index, ColumnRole.NUMBER) in (
                ColumnRole.NUMBER,
                ColumnRole.KEEP,
            ):
                numbered[index] = named[of]
    return numbered


_NUMBER_WORDS: Final = ("no", "number", "nr", "id", "code", "ref", "num")


def unique_names(headers: Iterable[str]) -> list[str]:
    """Returns a name for each column: its header, plus its letter if it has none or shares it."""
    names: list[str] = []
    for index, header in enumerate(headers):
        name = " ".join(header.split()) or f"Column {column_letters(index)}"
        names.append(f"{name} ({column_letters(index)})" if name in names else name)
    return names
