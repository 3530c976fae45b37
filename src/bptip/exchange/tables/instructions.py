"""The user's instructions for an import: its purpose, and facts that the table does not state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bptip.exchange.tables.maps import TableMap
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.parties import NO_PARTIES, Parties


class Purpose(StrEnum):
    """The purpose of an import: a new plan, a plan's next version, or progress alone."""

    NEW = "plan"
    NEXT = "next-of"
    INTO = "into"


class Instructions(NamedTuple):
    """The user's instructions for reading a table.

    From the plan, `known` are the names of its parties, `titles` and `dues` the titles and due
    dates of its activities, and `year` the year of its period, if it has only one. `former` are the
    letters of its texts, by the role of their column, and `numbers` the numbers of its activities,
    by the plain names of a column of numbers. Reports are for days up to `today`.
    """

    purpose: Purpose
    map: TableMap
    title: str
    on: date | None = None
    by: str | None = None
    known: tuple[str, ...] = ()
    office: Parties = NO_PARTIES
    year: str | None = None
    titles: tuple[str, ...] = ()
    numbers: Mapping[str, str] = {}
    former: Mapping[ColumnRole, frozenset[str]] = {}
    dues: frozenset[date] = frozenset()
    today: date = date.max
