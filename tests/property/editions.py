"""Two editions: the second might be an amendment of the first, as people make them.

Titles are of few words, so that likeness, ties and twins are met all the time. What happened to an
item is drawn for each: it is kept, reworded, moved, dropped, doubled; and ids are kept, dealt out
afresh in the new order, or shuffled among the items.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import product
from typing import Final, NamedTuple, Protocol, TypeVar

from hypothesis import settings
from hypothesis import strategies as st

from bptip.comparison.pairs import Match, Pair
from bptip.plan.model import Activity, Objective, Plan, Version

T = TypeVar("T")

compared = settings(max_examples=60)
"""How often each law is tried that draws two editions: fewer, and the rarer turns aren't met."""

_VERBS: Final = ("Strengthen", "Training on", "Organise", "Develop")
_WHAT: Final = ("the identification of victims", "standard operating procedures", "data")
_WHERE: Final = ("", " in Indonesia", " in Fiji", " for judges")
TITLES: Final = tuple("".join((f"{v} {w}", p)) for v, w, p in product(_VERBS, _WHAT, _WHERE))

_REWORDED: Final = {
    "Strengthen": "Strengthening",
    "Training on": "Workshop and training on",
    "Organise": "Organize",
    "Develop": "Finalise",
    "identification": "recognition",
    "procedures": "practices",
    "data": "figures",
    "judges": "prosecutors",
}
_DESCRIPTIONS: Final = (
    None,
    "A regional guide is drafted, tested and published.",
    "Officials of all members meet once a year.",
)
_LEADS: Final = ((), ("Indonesia",), ("Australia", "Indonesia"))
_DUE: Final = (None, date(2025, 3, 31), date(2025, 6, 30))

_ACTIVITIES: Final = tuple(
    Activity("", title, description, lead=lead, due=due)
    for title in TITLES
    for description in _DESCRIPTIONS
    for lead in _LEADS
    for due in _DUE
)
_OBJECTIVES: Final = (
    "Prevention of trafficking",
    "Protection of victims",
    "Prosecution of traffickers",
)
_HELD = st.lists(st.sampled_from(_ACTIVITIES), max_size=4)
_ADDED = st.lists(st.sampled_from(_ACTIVITIES), max_size=2)


class Fate(NamedTuple):
    """The fate of an activity; `moves` is the number of objectives by which it moves on."""

    copies: int = 1
    reworded: bool = False
    moves: int = 0
    due: bool = True

    def of(self, activity: Activity) -> list[Activity]:
        """Returns what the activity has become: none, one or more."""
        title = reworded(activity.title) if self.reworded else activity.title
        due = activity.due if self.due else date(2025, 12, 1)
        now = activity._replace(title=title, due=due)
        return [now, now._replace(id=f"{activity.id}-2")][: self.copies]


_FATES: Final = (
    Fate(),
    Fate(),
    Fate(reworded=True),
    Fate(reworded=True),
    Fate(reworded=True, moves=1),
    Fate(moves=1),
    Fate(due=False),
    Fate(copies=0),
    Fate(copies=2),
)


def edition(plan: str, number: int, objectives: Iterable[Objective]) -> Version:
    """Returns a version of these objectives."""
    about = Plan(plan, number, "A plan", date(2025, 1, 1), date(2025, 12, 31))
    return Version(1, about, tuple(objectives))


@st.composite
def editions(draw: st.DrawFn) -> tuple[Version, Version]:
    """Returns two versions of one plan, or versions of two plans, that have much in common."""
    held = draw(st.lists(_HELD, min_size=1, max_size=3))
    if draw(st.booleans()):
        held[-1] = [*held[-1], *held[0][:1]]
    old = edition(
        "2022",
        1,
        (
            Objective(f"{n}", title, activities=_numbered(f"{n}", activities))
            for n, (title, activities) in enumerate(zip(_OBJECTIVES, held, strict=False), start=1)
        ),
    )
    places: list[list[Activity]] = [[] for _ in held]
    for at, objective in enumerate(old.objectives):
        for activity in objective.activities:
            fate = draw(st.sampled_from(_FATES))
            places[(at + fate.moves) % len(places)] += fate.of(activity)
    places[-1] += [each._replace(id=f"new-{n}") for n, each in enumerate(draw(_ADDED))]
    after = [
        Objective(
            each.id,
            draw(st.sampled_from((each.title, reworded(each.title)))),
            activities=tuple(held_now),
        )
        for each, held_now in zip(old.objectives, places, strict=True)
    ]
    dealt = _IDS_DEALT[draw(st.sampled_from([*_IDS_DEALT]))]
    plan, number = draw(st.sampled_from([("2022", 2), ("2024", 1)]))
    return old, edition(plan, number, dealt(after, draw))


def reworded(title: str) -> str:
    """Returns a title as another hand writes it."""
    for before, after in _REWORDED.items():
        title = title.replace(before, after)
    return title


def _numbered(objective: str, activities: Iterable[Activity]) -> tuple[Activity, ...]:
    return tuple(each._replace(id=f"{objective}.{n}") for n, each in enumerate(activities, start=1))


class Draw(Protocol):
    """A function that draws a value: a strategy's own `draw`, or that of a law's data."""

    def __call__(self, strategy: st.SearchStrategy[T]) -> T:
        """Returns a value of the strategy."""


Deal = Callable[[Sequence[Objective], st.DrawFn], list[Objective]]


def _kept(objectives: Sequence[Objective], draw: st.DrawFn) -> list[Objective]:
    return list(objectives)


def _afresh(objectives: Sequence[Objective], draw: st.DrawFn) -> list[Objective]:
    return [
        each._replace(id=f"{n}", activities=_numbered(f"{n}", each.activities))
        for n, each in enumerate(reversed(objectives), start=1)
    ]


def _shuffled(objectives: Sequence[Objective], draw: st.DrawFn) -> list[Objective]:
    names = [activity.id for each in objectives for activity in each.activities]
    dealt = iter(draw(st.permutations(names)))
    return [
        each._replace(activities=tuple(a._replace(id=next(dealt)) for a in each.activities))
        for each in objectives
    ]


_IDS_DEALT: Final[dict[str, Deal]] = {"kept": _kept, "afresh": _afresh, "shuffled": _shuffled}


def with_declarations(draw: Draw, old: Version, new: Version) -> Version:
    """Returns the new version; some of its items declare to carry on items of the old one."""
    name = old.plan.id if old.plan.id != new.plan.id else f"v{old.plan.version}"
    refs = st.lists(
        st.sampled_from([f"{name}/{item.id}" for item in old.items]), max_size=2, unique=True
    )
    some = st.just(()) | st.just(()) | refs.map(tuple)
    return new._replace(
        objectives=tuple(
            each._replace(
                continues=draw(some),
                activities=tuple(a._replace(continues=draw(some)) for a in each.activities),
            )
            for each in new.objectives
        )
    )


@st.composite
def declaring_editions(draw: st.DrawFn) -> tuple[Version, Version]:
    """Returns two versions, with items in the second that declare to carry on some of the first."""
    old, new = draw(editions())
    return old, with_declarations(draw, old, new)


def in_any_order(draw: Draw, version: Version) -> Version:
    """Returns the same version, its objectives and the activities in each in another order."""
    objectives = (
        each._replace(activities=tuple(draw(st.permutations(each.activities))))
        for each in draw(st.permutations(version.objectives))
    )
    return version._replace(objectives=tuple(objectives))


def copied(version: Version) -> Version:
    """Returns the same version read once more: equal items, none of them the same object."""
    return version._replace(
        objectives=tuple(
            each._replace(activities=tuple(a._replace() for a in each.activities))
            for each in version.objectives
        )
    )


Named = tuple[str, str, Match, float | None]


def named(pairs: Iterable[Pair]) -> set[Named]:
    """Pairs by the ids of their items, which are unique in an edition."""
    return {(pair.old.id, pair.new.id, pair.match, pair.similarity) for pair in pairs}
