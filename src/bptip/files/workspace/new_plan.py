"""Writes a new plan: a valid file whose comments explain the format."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import tomli_w

from bptip.files.reading.json_schema import json_schema
from bptip.files.reading.loading import version_of
from bptip.files.workspace.folders import FIRST_VERSION, plain_name, plan_folders, version_files
from bptip.files.workspace.new_workspace import GITIGNORE, SCHEMA_NAME
from bptip.files.writing import write_missing
from bptip.plan.errors import BptipError, RefusedError
from bptip.plan.model import ID_PATTERN

# Names of versions, and names that Windows does not allow for a folder.
_RESERVED: Final = re.compile(
    r"v[0-9]+ | .*\. | (con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE | re.VERBOSE
)

TEMPLATE: Final = """\
#:schema ../plan.schema.json
# A work plan. Lines that begin with "#" are comments: delete the "#" of the lines that you need.
# `bptip check {id}` finds every mistake, with its line. `bptip status {id}` shows the plan.
schema = 1

[plan]
{keys}
# description = "What the plan is for, in a sentence or two."
# notice = "Shown on every page: what these figures are, and what they are not."
# partial = true                       # the list of activities is incomplete
# group = "Who owns the plan"
# released = {start}                # the day on which this version takes effect
# authority = "Which meeting endorsed it"
# aligned_with = ["A strategy or mandate"]
# themes = ["prevention", "protection"]
# parties = ["Australia", "Indonesia"]  # who may lead and report: every lead and by is one of them
# stale_after = 180                    # days after which a report is old
# sources = ["https://example.org/where-it-is-published"]

# Objectives, each followed by its activities. Never use an id again for something else, not even
# in a later version: the journal knows items by their ids. If an item carries on one of an earlier
# plan, name that plan and the item's id in it: continues = ["2024-2026/1.1"].

# [[objective]]
# id = "1"
# title = "The aim, in one line"
# description = "Details, in sentences."

# [[objective.activity]]
# id = "1.1"
# title = "What is done, in one line"
# description = "Details, in sentences."
# lead = ["Indonesia"]                 # who is responsible
# partners = ["UNODC"]                 # who helps
# start = {start}
# due = {end}                     # only if a deadline was stated
# themes = ["prevention"]
# sources = ["https://example.org/where-it-says-so"]
# extra = {{ "Expected output" = "Your own columns" }}

# [[objective.activity.indicator]]
# id = "participants"
# title = "What is counted"
# unit = "people"
# baseline = 0
# target = 60

# Progress is recorded in another file, progress.toml:
#   bptip update 1.1 --plan {id} --status in-progress --note "What happened."
"""


_WITHOUT_PARTIES: Final = re.compile(r"# parties = .*\n")


def new_plan(
    root: Path, plan: str, title: str, start: date, end: date, parties: Sequence[str] = ()
) -> list[Path]:
    """Writes the schema and the first version of a new plan; returns the new files.

    Raises BptipError if the plan exists, or if its id, title or dates are not allowed.
    """
    refuse_name(plan)
    if end < start:
        raise BptipError("The plan ends before it begins.", "Correct --start or --end.")
    refuse_existing(root, plan)
    folder = root / plan
    content = template(plan, title, start, end, parties)
    if version_of(folder / FIRST_VERSION, content).faults:
        raise BptipError(f'"{title}" cannot be a plan\'s title.')
    file = folder / FIRST_VERSION
    beside = write_beside(root)
    if not write_missing(file, content):
        raise _existing(plan)
    return [file, *reversed(beside)]


def write_beside(root: Path) -> list[Path]:
    """Writes the files that belong beside the plans; returns the new files."""
    return written_files(
        {root / ".gitignore": GITIGNORE.encode(), root / SCHEMA_NAME: json_schema()}
    )


def written_files(files: Mapping[Path, bytes]) -> list[Path]:
    """Writes the files that do not exist yet; returns the written files, in order."""
    return [file for file, text in files.items() if write_missing(file, text)]


def refuse_name(plan: str) -> None:
    """Raises BptipError if a text cannot be the id of a plan."""
    if not re.fullmatch(ID_PATTERN, plan) or _RESERVED.fullmatch(plan):
        raise BptipError(
            f'"{plan}" cannot be a plan\'s id.',
            'Allowed: letters, digits, ".", "_" and "-", except names of versions such as "v2".',
            "Not allowed on Windows: names such as CON, and a dot at the end.",
        )


def refuse_existing(root: Path, plan: str) -> None:
    """Raises BptipError if the plan exists, or a plan whose folder name differs only by case."""
    if version_files(root / plan):
        raise _existing(plan)
    for folder in plan_folders(root):
        if folder.name != plan and plain_name(folder.name) == plain_name(plan):
            raise RefusedError(
                f'The plan "{folder.name}" exists already; nothing was changed.',
                f'On Windows, macOS and OneDrive, "{plan}" would be the same folder. '
                "Choose an id that differs in more than capitals.",
            )


def _existing(plan: str) -> BptipError:
    return RefusedError(
        f'The plan "{plan}" exists already; nothing was changed.',
        f"To start its next version: bptip amend {plan} --on DATE",
    )


def template(plan: str, title: str, start: date, end: date, parties: Sequence[str]) -> bytes:
    """Returns the text of a plan's first version, without any objectives."""
    keys = {"id": plan, "version": 1, "title": title, "start": start, "end": end}
    listed = {"parties": list(parties)} if parties else {}
    text = TEMPLATE if not parties else _WITHOUT_PARTIES.sub("", TEMPLATE)
    try:
        written = tomli_w.dumps(keys | listed).rstrip("\n")
        return text.format(id=plan, keys=written, start=start, end=end).encode()
    except UnicodeEncodeError:
        raise BptipError("The title contains half of a character (a lone surrogate).") from None
