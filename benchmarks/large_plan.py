"""Writes a made-up workspace of any size, and an hledger journal of as many entries.

Into FOLDER go `plans/large/v1.toml`, `plans/large/progress.toml` and `large.journal`. The same
options always give the same bytes. Parties and wording are invented.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID

Value = str | int | date | Sequence[str]
Keys = dict[str, Value]

PLAN: Final = "large"
START: Final = date(2024, 1, 1)
END: Final = date(2028, 12, 31)
AS_OF: Final = date(2026, 6, 30)
"""The day of the last update: a status on this day counts all updates."""

FIRST_YEARS: Final = timedelta(days=730)
"""The time within which every activity begins."""

LONGEST_LAG: Final = 9
"""Numbers of days between the day for which an update is true and its recording."""

PARTIES: Final = (
    *("Aldmark", "Bervia", "Corrand", "Delmaria", "Estwick", "Farrow Isles", "Galdany"),
    *("Île Haute", "Jorvania", "Kestrel Bay", "Lumeria", "Morrowland", "Nordhaven", "Olvany"),
    *("Pelagia", "Quillon", "Rosário", "Sundry Islands", "Tamarind Coast", "Umberland"),
)
PARTNERS: Final = ("Harbour Institute", "Office for Safe Passage", "Regional Law Forum")
THEMES: Final = ("prevention", "disruption", "protection", "reintegration")

FORMS: Final = ("Workshop", "Handbook", "Study visit", "Guidelines", "Survey", "Campaign", "Course")
SUBJECTS: Final = (
    *("victim identification", "fair recruitment", "referral between services", "safe return"),
    *("financial investigation", "cross-border evidence", "case management", "data standards"),
    *("supply chains", "hotlines and interpreters", "prosecution skills", "border screening"),
)
AUDIENCES: Final = (
    *("front-line officers", "prosecutors", "labour inspectors", "consular staff", "judges"),
    *("service providers", "recruitment agencies", "statisticians", "coast guards", "teachers"),
)
INDICATORS: Final = (("participants", "people"), ("sessions", "meetings"), ("handed-out", "copies"))

NOTES: Final = (
    "Second round held; the evaluation forms are being read.",
    "Draft sent to all parties, for comment by the end of the month.",
    "Dates agreed with the host – rooms and interpreters are booked.",
    'The working title is now "Safe routes, fair work"; the translation follows.',
    "Waiting for the second party's list of participants.\nThe host has been informed.",
)
NEXT_STEPS: Final = ("Send out the invitations", "Collect the comments", "Agree on the venue")
REASONS: Final = ("funding", "staffing", "approvals", "priorities", "dependency", "other")

FOLLOWERS: Final[Mapping[str | None, Sequence[str]]] = {
    None: ("not-started", "not-started", "in-progress", "in-progress", "continuous"),
    "not-started": ("not-started", "in-progress", "in-progress", "delayed"),
    "in-progress": (*("in-progress",) * 7, "completed", "delayed", "on-hold"),
    "delayed": ("delayed", "in-progress", "in-progress", "completed", "on-hold"),
    "on-hold": ("on-hold", "in-progress", "in-progress", "discontinued"),
    "continuous": ("continuous",),
    "completed": ("completed",),
    "discontinued": ("discontinued",),
}
"""The statuses that may follow a status, each as often as it is likely."""

NIL_RETURNS: Final = 0.12
STATED_STATUSES: Final = 0.7
NOTED: Final = 0.6
EVIDENCED: Final = 0.25


@dataclass(frozen=True)
class Activity:
    """A line of work: its keys in the plan file, and its indicators' targets by id."""

    id: str
    objective: str
    keys: Keys
    targets: Mapping[str, int]


@dataclass(frozen=True)
class Update:
    """One block of the journal: its keys, and its indicator values."""

    activity: Activity
    on: date
    keys: Keys
    values: Keys


# The plan.


def make_activities(
    rng: Random, activities: int, objectives: int, own_parts: Keys
) -> Iterator[Activity]:
    """Yields activities, spread evenly over the objectives, in the plan's order."""
    for objective in range(1, objectives + 1):
        count = activities // objectives + (objective <= activities % objectives)
        for number in range(1, count + 1):
            activity = make_activity(rng, str(objective), f"{objective}.{number}")
            yield replace(activity, keys={**activity.keys, **own_parts})


def make_activity(rng: Random, objective: str, item: str) -> Activity:
    """Returns an activity; three of four have a deadline, two of five have indicators."""
    form, subject, audience = rng.choice(FORMS), rng.choice(SUBJECTS), rng.choice(AUDIENCES)
    start = random_day(rng, START, START + FIRST_YEARS)
    keys: Keys = {
        "id": item,
        "title": f"{form} on {subject} for {audience}",
        "description": f"What {audience} need to know of {subject}, agreed among the parties.",
        "lead": rng.sample(PARTIES, rng.choice((1, 1, 1, 2))),
        "partners": rng.sample(PARTNERS, rng.randrange(3)),
        "start": start,
        "themes": rng.sample(THEMES, rng.choice((1, 1, 2))),
        "sources": [f"https://plans.example/large/{item}"],
    }
    if rng.random() < 0.75:
        keys["due"] = random_day(rng, start + timedelta(days=180), END)
    counted = rng.sample(INDICATORS, rng.choice((0, 0, 0, 1, 2)))
    return Activity(item, objective, keys, {name: rng.randrange(10, 400) for name, _ in counted})


def plan_text(activities: Sequence[Activity], objectives: int) -> str:
    """Returns the text of the plan file."""
    blocks = ["schema = 1\n", block("[plan]", plan_keys())]
    for number in range(1, objectives + 1):
        objective: Keys = {"id": str(number), "title": f"Objective {number}: lasting cooperation"}
        blocks.append(block("[[objective]]", objective))
        for activity in activities:
            if activity.objective == str(number):
                blocks.extend(activity_blocks(activity))
    return "\n".join(blocks)


def plan_keys() -> Keys:
    """Returns the `[plan]` table."""
    return {
        "id": PLAN,
        "version": 1,
        "title": "A large work plan",
        "notice": "Made up to measure with: nobody has promised any of this.",
        "group": "Working group of nobody",
        "start": START,
        "end": END,
        "released": START,
        "themes": THEMES,
        "parties": PARTIES,
        "stale_after": 180,
    }


def activity_blocks(activity: Activity) -> Iterator[str]:
    """Returns the block of an activity and those of its indicators."""
    yield block("[[objective.activity]]", activity.keys)
    for name, unit in INDICATORS:
        if name in activity.targets:
            keys: Keys = {"id": name, "title": name.capitalize(), "unit": unit, "baseline": 0}
            keys["target"] = activity.targets[name]
            yield block("[[objective.activity.indicator]]", keys)


# The journal.


def make_updates(rng: Random, activities: Sequence[Activity], count: int) -> Iterator[Update]:
    """Yields updates about random activities, in the order in which they were recorded."""
    statuses: dict[object, str] = {}
    for recorded in moments(rng, count):
        activity = rng.choice(activities)
        on = max(START, recorded.date() - timedelta(days=rng.randrange(LONGEST_LAG + 1)))
        by = rng.choice(PARTIES)
        own: Keys = {"own": True} if "each" in activity.keys else {}
        part = (activity.id, by) if own else activity.id
        said = statement(rng, on, statuses.get(part))
        if isinstance(said.get("status"), str):
            statuses[part] = str(said["status"])
        keys: Keys = {
            "id": time_ordered_id(rng, recorded),
            "item": activity.id,
            "on": on,
            "recorded": recorded,
            "by": by,
            **own,
            **said,
        }
        yield Update(activity, on, keys, figures(rng, activity, on) if said else {})


def moments(rng: Random, count: int) -> list[datetime]:
    """Returns different moments from the plan's start to the as-of date, in order."""
    first = datetime(START.year, START.month, START.day, tzinfo=UTC)
    seconds = ((AS_OF - START).days + 1) * 24 * 60 * 60
    return [first + timedelta(seconds=s) for s in sorted(rng.sample(range(seconds), count))]


def statement(rng: Random, on: date, status: str | None) -> Keys:
    """Returns the keys of an update with this status; none for a nil return."""
    if rng.random() < NIL_RETURNS:
        return {}
    said: Keys = {}
    if rng.random() < STATED_STATUSES:
        said |= stated_status(rng, on, rng.choice(FOLLOWERS[status]))
    if rng.random() < NOTED or not said:
        said["note"] = rng.choice(NOTES)
    if rng.random() < EVIDENCED or said.get("status") == "completed":
        said["evidence"] = [f"https://reports.example/{on:%Y/%m}/{rng.randrange(10**6):06}"]
    return said


def stated_status(rng: Random, on: date, status: str) -> Keys:
    """Returns a status with its keys."""
    said: Keys = {"status": status}
    if status in ("in-progress", "delayed"):
        said["progress"] = int(share_elapsed(on) * rng.randrange(60, 101))
    if status in ("delayed", "on-hold"):
        said["reason"] = rng.choice(REASONS)
    if status == "delayed":
        said["expected"] = min(END, on + timedelta(days=rng.randrange(30, 200)))
    if status == "in-progress" and rng.random() < 0.4:
        said["next"] = rng.choice(NEXT_STEPS)
    return said


def figures(rng: Random, activity: Activity, on: date) -> Keys:
    """Returns values of the activity's indicators for half of the updates; they grow with time."""
    if rng.random() < 0.5:
        return {}
    return {
        name: int(share_elapsed(on) * target * rng.uniform(0.8, 1.2))
        for name, target in activity.targets.items()
    }


def share_elapsed(on: date) -> float:
    """Returns the share of the plan's period before a day, from 0 to 1."""
    return (on - START) / (END - START)


def time_ordered_id(rng: Random, moment: datetime) -> str:
    """Returns an id like a UUID of version 7: milliseconds of the moment, then random bits."""
    milliseconds = int(moment.timestamp()) * 1000 + rng.randrange(1000)
    head = milliseconds << 80 | 0x7 << 76 | rng.getrandbits(12) << 64
    return str(UUID(int=head | 0b10 << 62 | rng.getrandbits(62)))


def with_one_fault(updates: list[Update]) -> None:
    """Gives the update in the middle an unknown status."""
    updates[len(updates) // 2].keys["status"] = "nonsense"


def journal_text(updates: Iterable[Update]) -> str:
    """Returns the text of the journal."""
    blocks = [f'schema = 1\nplan = "{PLAN}"\n']
    for update in updates:
        blocks.append(block("[[update]]", update.keys))
        if update.values:
            blocks.append(block("[update.values]", update.values))
    return "\n".join(blocks)


# The same journal for hledger, and the two formats' notations.


def hledger_text(updates: Iterable[Update]) -> str:
    """Returns an entry for each update, an account for each activity and one to balance them."""
    return "\n".join(
        f"{update.on} {update.keys.get('status', 'nothing new')}\n"
        f"    objective {update.activity.objective}:{update.activity.id}  1\n"
        "    updates  -1\n"
        for update in updates
    )


def block(heading: str, keys: Keys) -> str:
    """Returns a TOML table under its heading."""
    lines = [f"{key} = {toml_value(value)}\n" for key, value in keys.items()]
    return f"{heading}\n{''.join(lines)}"


def toml_value(value: Value) -> str:
    """Returns a value as TOML; for the texts used here, JSON is the same."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date | int):
        return str(value).lower()  # a truth value is true, not True
    return f"[{', '.join(map(toml_value, value))}]"


# The command.


def write_workspace(folder: Path, options: argparse.Namespace) -> None:
    """Writes the plan and both journals; the plan is the same whatever the number of updates."""
    own_parts: Keys = {"lead": PARTIES, "each": True} if options.each else {}
    rng = Random(f"plan {options.seed}")
    activities = list(make_activities(rng, options.activities, options.objectives, own_parts))
    updates = list(make_updates(Random(f"journal {options.seed}"), activities, options.updates))
    write(folder / f"{PLAN}.journal", hledger_text(updates))
    if options.faulty:
        with_one_fault(updates)
    write(folder / "plans" / PLAN / "v1.toml", plan_text(activities, options.objectives))
    write(folder / "plans" / PLAN / "progress.toml", journal_text(updates))


def write(file: Path, text: str) -> None:
    """Writes a file and the folders above it, with the same bytes on every system."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def random_day(rng: Random, first: date, last: date) -> date:
    """Returns a random day from the first to the last, both included."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def at_least_one(text: str) -> int:
    """Parses a number above 0."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("there must be at least one")
    return number


def read_options() -> argparse.Namespace:
    """Parses the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--activities", metavar="N", type=at_least_one, default=1_000)
    parser.add_argument("--objectives", metavar="N", type=at_least_one, default=12)
    parser.add_argument("--updates", metavar="M", type=at_least_one, default=20_000)
    parser.add_argument("--seed", metavar="N", type=int, default=1)
    parser.add_argument("--each", action="store_true", help="20 leads, each for itself")
    parser.add_argument("--faulty", action="store_true", help="one update with an unknown status")
    return parser.parse_args()


if __name__ == "__main__":
    given = read_options()
    write_workspace(given.folder, given)
