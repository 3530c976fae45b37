"""Plans as outlines, because a comparison needs many lines with few words.

    1  Prevention of trafficking
      1.1  Train judges: two courses a year  @Indonesia @Fiji  <2022/1.2

An objective begins at the margin, an activity is indented. A description follows a colon, a lead
follows `@` (with `~` for a blank), an item that it continues follows `<`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from textwrap import dedent

from bptip.comparison.pairing import pairs_of
from bptip.comparison.pairs import Pair
from bptip.plan.model import Activity, Objective, Plan, Version


def edition(text: str, plan: str = "2024", number: int = 1) -> Version:
    """Returns the version of a plan from an outline."""
    objectives: list[Objective] = []
    for line in dedent(text).splitlines():
        if not line.strip():
            continue
        item = _item(line.strip())
        if line.startswith(" "):
            last = objectives[-1]
            objectives[-1] = last._replace(activities=(*last.activities, item))
        else:
            objectives.append(
                Objective(item.id, item.title, item.description, continues=item.continues)
            )
    about = Plan(plan, number, "A plan", date(2024, 1, 1), date(2024, 12, 31))
    return Version(1, about, tuple(objectives))


def _item(line: str) -> Activity:
    name, _, rest = line.partition("  ")
    words = rest.split()
    texts = " ".join(word for word in words if word[0] not in "@<")
    title, _, description = texts.partition(": ")
    return Activity(
        name,
        title,
        description or None,
        lead=tuple(word[1:].replace("~", " ") for word in words if word[0] == "@"),
        continues=tuple(word[1:] for word in words if word[0] == "<") or None,
    )


def became(old: Version, new: Version, others: Iterable[Version] = ()) -> set[str]:
    """Returns the pairs of two editions with their evidence: "1.1 = 2.3 similar"."""
    return {f"{pair.old.id} = {pair.new.id} {pair.match}" for pair in pairs_of(old, new, others)}


def became_in_one_plan(old: str, new: str) -> set[str]:
    """Returns the pairs of two versions of one plan, given as outlines."""
    return became(edition(old), edition(new, number=2))


def became_in_the_next_plan(old: str, new: str) -> set[str]:
    """Returns the pairs of two plans, given as outlines."""
    return became(edition(old, "2022"), edition(new, "2024"))


def of(pairs: Iterable[Pair], new: str) -> Pair:
    """Returns the pair with this new item."""
    return next(pair for pair in pairs if pair.new.id == new)
