"""An import as the user asks for it, and the instructions for reading its table."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from bptip.exchange.cells import TableFile
from bptip.exchange.tables.columns import plain_header
from bptip.exchange.tables.instructions import Instructions, Purpose
from bptip.exchange.tables.maps import NO_MAP, TableMap
from bptip.exchange.tables.table_words import ColumnRole
from bptip.plan.characters import letters_of
from bptip.plan.journal import Update
from bptip.plan.model import Source, Version
from bptip.plan.parties import NO_PARTIES, Parties
from bptip.plan.search import typed_number


class ImportRequest(NamedTuple):
    """An import as the user asks for it, with the table and what the plan has.

    `plan` is the id of a new or an existing plan. For an existing plan, `versions` and `updates`
    are all its own, retracted updates included, and `version` is the one that the import is about.
    `command` is the command that writes; `saved_map` is the file of the map just written.
    """

    purpose: Purpose
    file: TableFile
    plan: str
    source: Source
    command: tuple[str, ...]
    map: TableMap = NO_MAP
    office: Parties = NO_PARTIES
    versions: tuple[Version, ...] = ()
    version: Version | None = None
    updates: tuple[Update, ...] = ()
    title: str | None = None
    start: date | None = None
    end: date | None = None
    released: date | None = None
    follows: str | None = None
    on: date | None = None
    by: str | None = None
    round: str | None = None
    again: bool = False
    saved_map: str | None = None
    today: date = date(1970, 1, 1)


def instructions_of(
    request: ImportRequest, title: str, known: tuple[str, ...] = ()
) -> Instructions:
    """Returns the instructions for reading a table; `known` are names of the plan's parties."""
    plan = request.version.plan if request.version else None
    days = [day for day in (request.start, request.end) if day] or (
        [plan.start, plan.end] if plan else []
    )
    years = {str(day.year) for day in days} or {request.plan}
    year = years.pop() if len(years) == 1 else None
    activities = tuple(request.version.activities) if request.version else ()
    return Instructions(
        purpose=request.purpose,
        map=request.map,
        title=title,
        on=request.on,
        by=request.by,
        known=(*known, *request.office.also),
        office=request.office,
        year=year if year and year.isdecimal() and len(year) == 4 else None,
        titles=tuple(each.title for each in activities),
        numbers=_numbers(request),
        former=_former(request),
        dues=frozenset(each.due for each in activities if isinstance(each.due, date)),
        today=request.today,
    )


def _numbers(request: ImportRequest) -> dict[str, str]:
    """Returns the numbers of a plan's activities by the names that a column of one can have."""
    version = request.version
    if version is None or request.purpose is not Purpose.INTO:
        return {}
    return {
        plain_header(name): number
        for activity in version.activities
        for number in (typed_number(activity, version),)
        for name in (number, activity.title, f"{number} {activity.title}")
    }


def _former(request: ImportRequest) -> dict[ColumnRole, frozenset[str]]:
    """Returns the letters of a plan's texts, by the role of their column."""
    version = request.version
    if version is None or request.purpose is Purpose.NEW:
        return {}
    texts = {ColumnRole.ACTIVITY: [each.title for each in version.activities]}
    if request.purpose is Purpose.NEXT:
        texts |= {
            ColumnRole.OBJECTIVE: [each.title for each in version.objectives],
            ColumnRole.LEAD: [name for each in version.activities for name in each.lead],
            ColumnRole.PARTNERS: [name for each in version.activities for name in each.partners],
        }
    return {role: frozenset(map(letters_of, each)) for role, each in texts.items()}
