"""Turns a draft into a version of a plan."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from bptip.exchange.importing.item_ids import ItemIds, ids_of
from bptip.exchange.tables.drafts import Draft, DraftActivity, DraftIndicator, DraftObjective
from bptip.plan.characters import search_form
from bptip.plan.dates import span_in_file
from bptip.plan.model import EMPTY, SCHEMA, Activity, Indicator, Objective, Plan, Version


class Period(NamedTuple):
    """The first and the last day of a plan; `source` says where they come from, if not stated."""

    start: date
    end: date
    source: str | None = None


def period_of(
    plan: str, title: str, start: date | None, end: date | None, activities: Iterable[DraftActivity]
) -> Period | None:
    """Returns the period of a new plan: as stated, or from its id, its title or its dates.

    The years of a title count if no date of the table is outside them. Returns None if neither the
    user nor the table gives a period.
    """
    named = re.fullmatch(r"((?:19|20)\d{2})(?:[-_]((?:19|20)\d{2}))?", plan)
    if named:
        start = start or date(int(named[1]), 1, 1)
        end = end or date(int(named[2] or named[1]), 12, 31)
    if start and end:
        return Period(start, end)
    years = sorted(day.year for day in _days(activities))
    source = "the dates in the table"
    begun, ended = years_in(title)
    if begun and all(begun <= year <= ended for year in years):
        years, source = [begun, ended], "its title"
    if not years:
        return None
    first, last = start or date(years[0], 1, 1), end or date(years[-1], 12, 31)
    return Period(first, max(first, last), source)


def years_in(title: str) -> tuple[int, int]:
    """Returns the first and the last year in a plan's title; zeros if the title has no year."""
    named = _YEARS.search(title)
    begun, ended = (int(named[1]), int(named[2] or named[1])) if named else (0, 0)
    return (begun, ended) if begun <= ended else (0, 0)


_YEARS: Final = re.compile(
    r"(?<![\d/–-])((?:19|20)\d{2})(?:\s?(?:-|–|—|to|until)\s?((?:19|20)\d{2}))?(?![\d/–-])"
)
"""The years in a title: "2026–2028", or one year; "2026/27" may not be calendar years."""


def _days(activities: Iterable[DraftActivity]) -> Iterator[date]:
    for activity in activities:
        if activity.due.days is not None:
            yield activity.due.days.last
        if activity.due.first is not None:
            yield activity.due.first.first


def version_of(plan: Plan, objectives: Sequence[DraftObjective], ids: ItemIds) -> Version:
    """Returns the version of a plan in a draft."""
    return Version(
        SCHEMA,
        plan,
        tuple(
            Objective(
                id=objective_id,
                title=objective.title,
                number=_another(objective.number, objective_id),
                activities=tuple(
                    activity_of(activity, activity_id)
                    for activity, activity_id in zip(objective.activities, of_it, strict=True)
                ),
            )
            for objective, objective_id, of_it in zip(objectives, *ids, strict=True)
        ),
    )


def new_version(plan: Plan, draft: Draft) -> Version:
    """Returns the first version of a plan, with ids made from the numbers in its table."""
    return version_of(plan, draft.objectives, ids_of(draft.objectives))


def activity_of(draft: DraftActivity, activity_id: str) -> Activity:
    """Returns the activity of a draft, with its dates in the form of a plan's file."""
    return Activity(
        id=activity_id,
        title=draft.title,
        description=draft.description,
        number=_another(draft.number, activity_id),
        lead=draft.lead,
        partners=draft.partners,
        each=draft.each,
        themes=draft.themes,
        extra=draft.extra or EMPTY,
        indicators=tuple(_indicators(draft.indicators)),
        **dated("start", draft.start),
        **dated("due", draft.due.stored),
    )


def _another(number: str | None, item_id: str) -> str | None:
    return None if number == item_id else number


def dated(key: str, value: date | str | None) -> dict[str, Any]:
    """Returns the two fields of a date: the day that counts, and the words of a span."""
    if not isinstance(value, str):
        return {key: value}
    span = span_in_file(value)
    days = span.days if span else None
    day = None if days is None else days.first if key == "start" else days.last
    return {key: day, f"{key}_words": value}


def _indicators(drafts: Iterable[DraftIndicator]) -> Iterator[Indicator]:
    used: set[str] = set()
    for draft in drafts:
        indicator_id = _indicator_id(draft.title, used)
        used.add(indicator_id)
        yield Indicator(indicator_id, draft.title, draft.unit, draft.baseline, draft.target)


LONGEST_ID: Final = 24
"""Maximum length of an indicator's id that is made from its title (characters)."""

_SMALL: Final = frozenset({"number", "of", "the", "a", "an", "and", "in", "on", "for", "to", "no"})


def _indicator_id(title: str, used: Collection[str]) -> str:
    """Returns an id for an indicator, made from the first meaningful words of its title."""
    words = re.findall(r"[a-z0-9]+", search_form(title))
    telling = [word for word in words if word not in _SMALL] or words
    name = "-".join(telling[:3])[:LONGEST_ID].strip("-") or "indicator"
    names = (name if n == 1 else f"{name}-{n}" for n in range(1, len(used) + 2))
    return next(each for each in names if each not in used)
