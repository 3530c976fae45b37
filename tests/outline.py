"""Plans as outlines, since what is compared is many lines of few words.

    1  Prevention of trafficking
      1.1  Train judges: two courses a year  @Indonesia @Fiji  <2022/1.2

An objective stands at the margin, an activity is set in; after a colon comes the description, after
`@` a lead (`~` stands for a blank in it), after `<` an item that it continues.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from textwrap import dedent

from bptip.comparison.pairing import Pair, pairs_of
from bptip.plan.model import Activity, Objective, Plan, Version


def edition(text: str, plan: str = "2024", number: int = 1) -> Version:
    """The version of a plan that the outline says."""
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
    said = " ".join(word for word in words if word[0] not in "@<")
    title, _, description = said.partition(": ")
    return Activity(
        name,
        title,
        description or None,
        lead=tuple(word[1:].replace("~", " ") for word in words if word[0] == "@"),
        continues=tuple(word[1:] for word in words if word[0] == "<"),
    )


def became(old: Version, new: Version, others: Iterable[Version] = ()) -> set[str]:
    """Which item became which, and on what evidence: "1.1 = 2.3 similar"."""
    return {f"{pair.old.id} = {pair.new.id} {pair.match}" for pair in pairs_of(old, new, others)}


def became_in_one_plan(old: str, new: str) -> set[str]:
    """The same of the outlines of two versions of one plan."""
    return became(edition(old), edition(new, number=2))


def became_in_the_next_plan(old: str, new: str) -> set[str]:
    """The same of the outlines of two plans."""
    return became(edition(old, "2022"), edition(new, "2024"))


def of(pairs: Iterable[Pair], new: str) -> Pair:
    """The pair of which this is the new item."""
    return next(pair for pair in pairs if pair.new.id == new)
