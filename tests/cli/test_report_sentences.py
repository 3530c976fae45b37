"""The sentences of a report, on made plans: their numbers are their figures, and these follow.

Each example is a plan and a journal in files; the answers are those of the commands in JSON.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from conftest import Bptip, Plans

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SET_ASIDE: Final = ("discontinued", "not-applicable")
UNDER_WAY: Final = ("in-progress", "continuous", "delayed")
CLOSED: Final = (*SET_ASIDE, "completed", "not-achieved")
STATED: Final = (
    "not-started", "in-progress", "continuous", "completed", "delayed", "on-hold", "discontinued",
    "not-achieved",
)  # fmt: skip
NEVER: Final = "9999-12-31"
"""The due date of an objective, which has none."""

PARTIES: Final = ("Fiji", "Nepal", "Tonga")

DAYS: Final = st.dates(date(2025, 1, 1), date(2026, 12, 31))
DUE: Final = st.none() | st.just('"ongoing"') | DAYS.map(date.isoformat)
ACTIVITIES: Final = st.lists(st.tuples(DUE, st.sampled_from(PARTIES), st.booleans()), max_size=5)
UPDATES: Final = st.lists(
    st.tuples(
        st.integers(1, 4), DAYS, st.sampled_from(PARTIES), st.none() | st.sampled_from(STATED)
    ),
    min_size=8,
    max_size=24,
)
ROUND: Final = st.none() | st.tuples(
    DAYS,
    st.integers(0, 200),
    st.lists(st.tuples(st.sampled_from(PARTIES), st.booleans()), max_size=3),
)


def plan_of(activities: list[Any], later: list[Any]) -> list[str]:
    """Returns the objectives of two versions; the second has further activities."""
    versions = []
    for listed in (activities, activities + later):
        blocks = [
            '[[objective]]\nid = "1"\ntitle = "One"\n[[objective]]\nid = "2"\ntitle = "Two"\n'
        ]
        for number, (due, lead, each) in enumerate(listed, 1):
            blocks.append(
                f'[[objective.activity]]\nid = "2.{number}"\ntitle = "Activity {number}"\n'
                f'lead = ["{lead}", "Palau"]\neach = {str(each).lower()}\n'
                + (f"due = {due}\n" if due else "")
            )
        versions.append("".join(blocks))
    return versions


def journal_of(updates: list[Any], asked: Any, known: int) -> str:
    """Returns updates of the plan's items, and a round with its receipts."""
    blocks = []
    for number, (place, day, party, status) in enumerate(updates):
        item = f"2.{place}" if place <= known else "1"
        stated = f'status = "{status}"\n' if status else 'note = "A note."\n'
        blocks.append(
            f'[[update]]\nid = "u{number}"\nitem = "{item}"\non = {day}\n'
            f'recorded = {day}T12:00:00Z\nby = "{party}"\n{stated}'
        )
    if asked is not None:
        as_of, days, receipts = asked
        blocks.append(
            f'[[round]]\nid = "r"\nround = "R7"\nas_of = {as_of}\ndue = {as_of + timedelta(days)}\n'
            f'version = 1\nasked = ["Fiji", "Nepal", "Tonga"]\nrecorded = {as_of}T08:00:00Z\n'
        )
        for number, (party, draft) in enumerate(receipts):
            blocks.append(
                f'[[receipt]]\nid = "c{number}"\nround = "R7"\nparty = "{party}"\n'
                f"received = {as_of}\nrecorded = {as_of}T09:00:00Z\n"
                + ("draft = true\n" if draft else "")
            )
    return "\n".join(blocks)


def items_of(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns the activities of `status`; its objectives where there are none."""
    activities = [row for each in answer["objectives"] for row in each["activities"]]
    return activities or answer["objectives"]


def due_figures(answers: Mapping[str, Any]) -> dict[str, Any]:
    as_of, end = answers["status"]["as_of"], answers["status"]["period"]["end"]
    were_due = [
        row
        for row in items_of(answers["status"])
        if row["status"] not in SET_ASIDE and not row.get("standing")
        if (row.get("due", NEVER) or end) <= as_of
    ]
    late = [row for row in were_due if row["overdue"]]
    unheard = [row for row in late if row["outlook"] == "unknown"]
    return {
        "due_by": as_of,
        "due": len(were_due),
        "completed": sum(row["status"] == "completed" for row in were_due),
        "past_due": len(late) - len(unheard),
        "not_reported": sum(not is_in_part(row) for row in unheard),
        "in_part": sum(map(is_in_part, unheard)),
        "not_achieved": sum(row["status"] == "not-achieved" for row in were_due),
        "due_today": sum(row["status"] not in CLOSED for row in were_due) - len(late),
    }


def under_way_figures(answers: Mapping[str, Any]) -> dict[str, Any]:
    kept = [row for row in items_of(answers["status"]) if row["status"] not in SET_ASIDE]
    standing = [row for row in kept if is_standing(row)]
    with_end = [row for row in kept if not is_standing(row)]
    return {
        "due_by": answers["status"]["as_of"],
        "items": len(with_end),
        "under_way": sum(row["status"] in UNDER_WAY for row in with_end),
        "completed": sum(row["status"] == "completed" for row in with_end),
        "standing": len(standing),
        "standing_met": sum(row["status"] in {"continuous", "completed"} for row in standing),
    }


def is_standing(row: Mapping[str, Any]) -> bool:
    """True if an activity, or an objective without activities, has no end of its own."""
    is_activity = "objective_title" in row
    return bool(row["standing"]) if is_activity else row["status"] == "continuous"


def moved_figures(answers: Mapping[str, Any]) -> dict[str, Any]:
    here = {row["id"]: row for row in items_of(answers["status"])}
    before = {row["id"]: row for row in items_of(answers["before"])}
    rows = [row for row in answers["changes"]["changes"] if row["id"] in here]
    stayed = [row for row in rows if row["from"] is not None]
    late = {name for name, row in here.items() if row["outlook"] == "off-track"}
    was_late = {name for name, row in before.items() if row["outlook"] == "off-track"}

    def ended_as(status: str) -> int:
        return sum(row["to"] == status != row["from"] for row in stayed)

    return {
        "since": answers["changes"]["since"],
        "completed": ended_as("completed"),
        "not_achieved": ended_as("not-achieved"),
        "discontinued": ended_as("discontinued"),
        "newly_delayed": len((late & before.keys()) - was_late),
        "first_reported": sum(row["from"] == "not-reported" != row["to"] for row in stayed),
        "joined_completed": sum(row["from"] is None and row["to"] == "completed" for row in rows),
    }


def is_silent(row: Mapping[str, Any]) -> bool:
    """True if a report on an item, or on a party's part of it, is missing."""
    is_late = row["outlook"] == "at-risk" and row["last_update"] is None
    return is_late or row["outlook"] == "unknown"


def is_in_part(row: Mapping[str, Any]) -> bool:
    """True if some parties of a shared activity have no recent report, and others have one."""
    return len({is_silent(part) for part in row.get("parties", [])}) > 1


def latest_figures(answers: Mapping[str, Any]) -> dict[str, Any]:
    items = items_of(answers["status"])
    silent = [row for row in items if is_silent(row)]
    not_begun = sum(row["outlook"] == "upcoming" and row["last_update"] is None for row in items)
    no_status = sum(row["status"] == "not-reported" for row in silent)
    last = answers["status"]["totals"]["last_update"]
    return {
        "items": len(items) - not_begun,
        "no_recent_report": len(silent) - no_status - sum(map(is_in_part, silent)),
        "no_status": no_status,
        "in_part": sum(map(is_in_part, items)),
        "not_begun": not_begun,
        **({"last_report": last} if last else {}),
    }


def returns_figures(answers: Mapping[str, Any]) -> dict[str, Any]:
    totals = answers["round"]["totals"]
    return {
        "round": answers["round"]["round"]["round"],
        "received": totals["complete"] + totals["in_part"],
        "through_another": totals["through_another"],
        "asked": totals["asked"],
        "draft": totals["draft"],
        "excused": totals["excused"],
    }


def open_figures(answers: Mapping[str, Any]) -> dict[str, Any]:
    awaited = answers["status"]["round"]
    kept = ("round", "due", "received", "asked")
    others = {"through_another": answers["round"]["totals"]["through_another"]}
    return {"status_as_at": awaited["as_of"], **{key: awaited[key] for key in kept}, **others}


FIGURES: Final[Mapping[str, Callable[[Mapping[str, Any]], dict[str, Any]]]] = {
    "due": due_figures,
    "under-way": under_way_figures,
    "moved": moved_figures,
    "latest-report": latest_figures,
    "returns": returns_figures,
    "open-round": open_figures,
}
"""The figures of each rule, from the answers of the commands."""

DATE: Final = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}")
NUMBER: Final = re.compile(r"\d[\d,]*")


def day_of(text: str) -> str:
    from datetime import datetime

    return datetime.strptime(text, "%d %B %Y").date().isoformat()  # noqa: DTZ007  # a day


def check_sentences(answers: Mapping[str, Any], report: Mapping[str, Any]) -> set[str]:
    """Compares the numbers of each sentence with its figures, and these with the answers."""
    for sentence in report["sentences"]:
        text, figures = sentence["text"], sentence["figures"]
        days = {day_of(each) for each in DATE.findall(text)}
        unnamed = text.replace(f"in round {figures.get('round')}", "")
        numbers = {int(each.replace(",", "")) for each in NUMBER.findall(DATE.sub("", unnamed))}
        assert days <= {each for each in figures.values() if isinstance(each, str)}, text
        assert numbers <= {each for each in figures.values() if isinstance(each, int)}, text
        assert figures == FIGURES[sentence["rule"]](answers), text
    return {sentence["rule"] for sentence in report["sentences"]}


@settings(max_examples=40, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(
    ACTIVITIES.filter(len), ACTIVITIES, UPDATES, ROUND, st.dates(date(2025, 6, 1), date(2027, 2, 1))
)
def test_each_figure_follows_from_the_answers_of_the_commands(
    first: list[Any], later: list[Any], updates: list[Any], asked: Any, day: date
) -> None:
    """From `status` on the day and on the day before the period, `changes`, and the round."""
    since = date(2026, 1, 1) if day > date(2026, 3, 1) else date(2025, 2, 1)
    with TemporaryDirectory() as folder:
        plans, start = Plans(Path(folder) / "plans"), date(2025, 1, 1)
        one, two = plan_of(first, later)
        plans.add(one, start=start)
        plans.add(
            two,
            journal_of(updates, asked, len(first)),
            version=2,
            released=date(2026, 2, 1),
            start=start,
        )
        run = Bptip(Path(folder), today=day)
        period = ("--since", since, "--json")
        report = run("report", "tiny", "--as-of", day, *period).json
        before = since - timedelta(1)
        answers = {
            "status": run("status", "tiny", "--as-of", day, "--json").json,
            "before": run("status", "tiny", "--as-of", before, "--json").json,
            "changes": run("changes", "tiny", "--until", day, *period).json,
            "round": run("round", "tiny", "--json").json if asked else None,
        }
        check_sentences(answers, report)
        if report["round"] is not None:
            assert report["round"] == answers["round"]


def test_the_law_sees_every_rule() -> None:
    """Each rule is made by some plan of this kind: the law above is not empty."""
    rules = set()
    due, ahead = ("2025-05-31", "Fiji", False), ("2026-12-31", "Fiji", False)
    for activities, day, asked in (
        ([due], date(2025, 7, 1), (date(2025, 6, 1), 10, [("Fiji", False)])),
        ([ahead], date(2025, 7, 1), (date(2025, 6, 30), 30, [])),
        ([ahead], date(2025, 7, 1), None),
    ):
        with TemporaryDirectory() as folder:
            updates = [(1, date(2025, 3, 1), "Fiji", "in-progress")]
            Plans(Path(folder) / "plans").add(
                plan_of(activities, [])[0], journal_of(updates, asked, 1), start=date(2025, 1, 1)
            )
            run = Bptip(Path(folder), today=day)
            report = run("report", "tiny", "--since", "2025-02-01", "--json").json
            rules |= {sentence["rule"] for sentence in report["sentences"]}
    assert rules == FIGURES.keys()
