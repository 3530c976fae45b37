"""A new plan: a file that is complete as it stands, and teaches the format in its comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import tomli_w

from bptip.files.reading.loading import version_of
from bptip.files.reading.schema import json_schema
from bptip.files.workspace.folders import version_files
from bptip.files.workspace.starting import IGNORED, SCHEMA_NAME
from bptip.files.writing import write_file
from bptip.plan.errors import BptipError
from bptip.plan.model import ID_PATTERN

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

# Versions are called so; Windows has no folder called so, or with a dot at its end.
_NO_PLAN: Final = re.compile(
    r"v[0-9]+ | .*\. | (con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE | re.VERBOSE
)

SKELETON: Final = """\
#:schema ../plan.schema.json
# A work plan. Lines that begin with "#" are comments: take the "#" away from those you need.
# `bptip check {id}` tells every mistake, with its line; `bptip status {id}` shows the plan.
schema = 1

[plan]
{keys}
# description = "What the plan is for, in a sentence or two."
# notice = "Stands on every page: what these figures are, and what they are not."
# partial = true                       # only the activities that are known are listed here
# group = "Who owns the plan"
# released = {start}                # the day on which this version takes effect
# authority = "Which meeting endorsed it"
# aligned_with = ["A strategy or mandate"]
# themes = ["prevention", "protection"]
# parties = ["Australia", "Indonesia"]  # who may lead and report: every lead and by is one of them
# stale_after = 180                    # days after which a report is old
# sources = ["https://example.org/where-it-is-published"]

# Objectives, each with its activities below it. An id is never used again for something else,
# not even in a later version: the journal knows items by their ids. What carries an item of an
# earlier plan on says so, by that plan and the item's id there: continues = ["2024-2026/1.1"].

# [[objective]]
# id = "1"
# title = "What is aimed at, in a line"
# description = "What is meant, in sentences."

# [[objective.activity]]
# id = "1.1"
# title = "What is done, in a line"
# description = "What is meant, in sentences."
# lead = ["Indonesia"]                 # who is answerable
# partners = ["UNODC"]                 # who helps
# start = {start}
# due = {end}                     # only a deadline that was stated
# themes = ["prevention"]
# sources = ["https://example.org/where-it-says-so"]
# extra = {{ "Expected output" = "Columns of your own" }}

# [[objective.activity.indicator]]
# id = "participants"
# title = "What is counted"
# unit = "people"
# baseline = 0
# target = 60

# Progress is recorded apart, in progress.toml:
#   bptip update 1.1 --plan {id} --status in-progress --note "What happened."
"""


def new_plan(root: Path, plan: str, title: str, start: date, end: date) -> list[Path]:
    """The files made for a new plan in a folder of plans: its first version, and the schema.

    Raises BptipError where there is such a plan, or where its keys make none.
    """
    if not re.fullmatch(ID_PATTERN, plan) or _NO_PLAN.fullmatch(plan):
        raise BptipError(
            f"\"{plan}\" can't be a plan's id.",
            'Letters, digits, ".", "_" and "-"; never "v" and digits, as versions are called.',
            "Nor what no folder on Windows can be called: CON, or with a dot at the end.",
        )
    if end < start:
        raise BptipError("The plan ends before it begins.", "Look at --start and --end.")
    folder = root / plan
    if version_files(folder):
        raise BptipError(
            f'The plan "{plan}" is there already, and nothing was changed.',
            f"`bptip amend {plan}` starts its next version.",
        )
    content = skeleton(plan, title, start, end)
    if version_of(folder / "v1.toml", content).faults:
        raise BptipError(f"\"{title}\" can't be a plan's title.")
    files = {
        folder / "v1.toml": content,
        root / SCHEMA_NAME: json_schema(),
        root / ".gitignore": IGNORED.encode(),
    }
    return [file for file, text in files.items() if _made(file, text)]


def skeleton(plan: str, title: str, start: date, end: date) -> bytes:
    """The text of a plan's first version, with nothing in it yet."""
    keys = {"id": plan, "version": 1, "title": title, "start": start, "end": end}
    try:
        written = tomli_w.dumps(keys).rstrip("\n")
        return SKELETON.format(id=plan, keys=written, start=start, end=end).encode()
    except UnicodeEncodeError:
        raise BptipError("The title holds half of a character (a lone surrogate).") from None


def _made(file: Path, content: bytes) -> bool:
    """Write a file unless it is there; whether it was written."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BptipError(f'"{file.parent}" can\'t be made: {error.strerror}.') from error
    if file.exists():
        return False
    write_file(file, content, replace=False)
    return True
