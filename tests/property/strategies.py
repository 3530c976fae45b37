"""Plans and journals of every kind, small enough that dates tie and ids meet.

Days lie within a few weeks around an as-of date, moments are few, so that what decides between
two updates (the day, the moment, the id) is tried all the time. Retractions make no circle: each
takes back an update that was drawn before it, as loading sees to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import combinations, cycle, permutations, product
from typing import Any, Final

from hypothesis import settings
from hypothesis import strategies as st

from bptip.plan.journal import Update
from bptip.plan.model import REPORTABLE, Activity, Objective, Outlook, Plan, Reason, Status, Version
from bptip.progress.flags import ItemFacts, RoundAnswer
from bptip.progress.selection import Filters
from plan_text import version

law = settings(max_examples=40)
"""How often each law is tried that draws journals; there are many laws, and a minute is long."""

START: Final = date(2025, 1, 1)
END: Final = date(2025, 3, 31)

NASTY_TITLES: Final = (
    "Training of judges",
    "x",
    " ",
    "[bold red]not red[/bold red]",
    "\x1b[31mred\x1b[0m",
    "two\nlines",
    "a | b",
    '=HYPERLINK("http://example.org")',
    "$(rm -rf ~)",
    "`code` *stars* ~~struck~~ <b>bold</b>",
    "ການຝຶກອົບຮົມ ຜູ້ພິພາກສາ",
    "تدريب القضاة",
    "\u202eright to left\u202c",
    "Cafe\u0301 and café",
    "Straße, STRASSE, İstanbul",
    "Viet\u00a0Nam\u2011wide",
    "👩‍⚖️ judges",
    "1.1",
    "-",
    "'; DROP TABLE plan; --",
    "a" * 300,
)
"""Texts that break what handles them without care."""


statuses = st.sampled_from(Status)
outlooks = st.sampled_from(Outlook)
titles = st.sampled_from(NASTY_TITLES)

# Plans.

_ACTIVITIES: Final = tuple(
    Activity("", "", lead=lead, partners=partners, due=due, themes=themes)
    for due in (None, *(START + timedelta(days=n) for n in (0, 20, 45, 89)))
    for lead in ((), ("Indonesia",), ("Indonesia", "Australia"))
    for partners in ((), ("UNODC",), ("Australia", "UNODC"))
    for themes in ((), ("prevention",), ("protection", "prevention"))
)
_OF_OBJECTIVES = st.lists(
    st.lists(st.sampled_from(_ACTIVITIES), max_size=3), min_size=1, max_size=3
)
_TITLES = st.lists(titles, min_size=1, max_size=3)
_STALE_AFTER = st.sampled_from((0, 10, 30, 180))


@st.composite
def versions(draw: st.DrawFn) -> Version:
    """Returns a version of up to three objectives, each with up to three activities or none."""
    named = cycle(draw(_TITLES))
    objectives = tuple(
        Objective(
            f"{n}",
            next(named),
            activities=tuple(
                activity._replace(id=f"{n}.{m}", title=next(named))
                for m, activity in enumerate(activities, start=1)
            ),
        )
        for n, activities in enumerate(draw(_OF_OBJECTIVES), start=1)
    )
    plan = Plan("2025", 1, "A plan", START, END, stale_after=draw(_STALE_AFTER))
    return Version(1, plan, objectives)


A_FEW_VERSIONS = st.sampled_from(
    [
        version("""
            plan.start = 2025-01-01
            plan.end = 2025-03-31

            [[objective]]
            id = "1"
            activity = [
                { id = "1.1", lead = ["Indonesia"], due = 2025-02-15, themes = ["prevention"] },
                { id = "1.2", partners = ["UNODC"] },
            ]

            [[objective]]
            id = "2"
            activity = [{ id = "2.1", lead = ["Australia", "Indonesia"], themes = ["protection"] }]
        """),
        version("""
            plan.start = 2025-01-01
            plan.end = 2025-03-31
            plan.stale_after = 10

            [[objective]]
            id = "1"

            [[objective]]
            id = "2"
            activity = [
                { id = "1.1", lead = ["Indonesia"], themes = ["prevention", "protection"] },
                { id = "2.1", lead = ["UNODC"], partners = ["Indonesia"], due = 2025-01-20 },
                { id = "2.2" },
            ]
        """),
    ]
)
"""Enough where a law is not of the plan's own shape: an activity moved, an objective lost all."""


# Journals.

_ITEMS: Final = ("1", "1.1", "1.2", "2", "2.1", "9.9")
"""The items of updates: some that a plan may have, and one that it never has."""

_DAYS: Final = tuple(START + timedelta(days=n) for n in (0, 20, 21, 40, 89))
_MOMENTS: Final = tuple(
    datetime(2025, 1, 21, hour, tzinfo=UTC).astimezone(timezone(timedelta(hours=clock)))
    for hour, clock in ((0, 0), (0, 9), (12, 0), (23, -5), (23, 9))
)
"""Few, so that days and moments tie; and on several clocks."""

_CIRCUMSTANCES: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"reason": Reason.FUNDING},
    {"expected": END + timedelta(days=1)},
    {"reason": Reason.SECURITY, "expected": END, "next": "wait"},
)
_FIGURES: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"progress": 40, "values": {"participants": 74}},
    {"progress": 0, "values": {"participants": 0, "courses": 0.5}},
)
_REPORTS: Final = tuple(
    Update("", item, on, recorded, status=status, **circumstances, **figures)
    for status in (None, *REPORTABLE)
    for circumstances in _CIRCUMSTANCES
    for figures in _FIGURES
    for item in _ITEMS
    for on in _DAYS
    for recorded in _MOMENTS
)
"""All that can be said in these words; the first are nil returns."""

_BACK: Final = ("1", "2", "3")
_RETRACTIONS: Final = tuple(
    Update("", "", on, recorded, retracts=back)
    for on in _DAYS
    for recorded in _MOMENTS
    for back in _BACK
)
"""A retraction of an update drawn before it, this number of places back."""

_NAMES = st.sampled_from(["".join(names) for names in permutations("abcdef")])
_SAID = st.lists(
    st.sampled_from(_REPORTS) | st.sampled_from(_REPORTS) | st.sampled_from(_RETRACTIONS),
    max_size=6,
)


def reports(name: str) -> st.SearchStrategy[Update]:
    """Returns an update of this id that takes none back."""
    return st.sampled_from(_REPORTS).map(lambda update: update._replace(id=name))


@st.composite
def journals(draw: st.DrawFn) -> tuple[Update, ...]:
    """Draws up to six updates, with retractions and retractions of these among them.

    Ids come in any order; each retraction is somewhere below its target, and the laws shuffle
    them.
    """
    said: list[Update] = []
    for name, update in zip(draw(_NAMES), draw(_SAID), strict=False):
        if update.retracts is None:
            said.append(update._replace(id=name))
        elif int(update.retracts) <= len(said):
            target = said[-int(update.retracts)]
            said.append(update._replace(id=name, item=target.item, retracts=target.id))
    return tuple(said)


def takes_back(update: Update, name: str) -> Update:
    """Returns what `retract` writes to take an update back, for the day of that update."""
    return Update(
        id=name,
        item=update.item,
        on=update.on,
        recorded=datetime(2025, 6, 1, tzinfo=UTC),
        retracts=update.id,
    )


# What is asked.

as_of_days = st.sampled_from(
    [START + timedelta(days=n) for n in (-1, 0, 19, 20, 21, 39, 40, 60, 88, 89, 90, 100)]
)
known_at_days = st.sampled_from([None, *(date(2025, 1, n) for n in (19, 20, 21, 22))])
"""Days at, and a day off, those for which and on which updates are written."""


def _day(number: int | None) -> date | None:
    """Returns a day of the plan, counted from its start."""
    return None if number is None else START + timedelta(days=number)


standings = st.sampled_from(
    [
        ItemFacts(
            status,
            _day(due),
            _day(expected),
            _day(last),
            as_of,
            END,
            stale_after,
            start=_day(start),
            is_standing=status is Status.CONTINUOUS and due is None,
            answer=answer,
        )
        for status in Status
        for due in (None, 0, 29, 30, 89, 90, 91, 150)
        for expected in (None, 30, 200)
        for last in (None, -151, -150, 20, 30)
        for start in (None, 30, 31)
        for answer in (RoundAnswer.NOT_ASKED, RoundAnswer.UNANSWERED)
        for as_of in (START + timedelta(days=n) for n in (30, 89, 90, 150))
        for stale_after in (10, 180)
    ]
)
"""Standings on days at, and a day off, every distance at which something changes."""

_ASKED: Final[tuple[tuple[str, Sequence[Any]], ...]] = (
    ("objective", (("1",), ("2",), ("3", "1"))),
    ("lead", (("Indonesia",), ("Australia", "UNODC"))),
    ("party", (("UNODC",), ("Indonesia", "Australia"))),
    ("theme", (("prevention",), ("protection", "prevention"))),
    ("status", ((Status.NOT_REPORTED,), (Status.COMPLETED, Status.DELAYED, Status.ON_HOLD))),
    ("outlook", ((Outlook.OFF_TRACK,), (Outlook.UNKNOWN, Outlook.ON_TRACK, Outlook.UNFINISHED))),
    ("overdue", (True,)),
)

filters = st.sampled_from(
    [
        Filters(**dict(zip(names, values, strict=True)))
        for many in range(4)
        for chosen in combinations(_ASKED, many)
        for names in [[name for name, _ in chosen]]
        for values in product(*(choices for _, choices in chosen))
    ]
)
"""Up to three filters at once: of more, nothing would be left."""
