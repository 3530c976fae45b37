"""Every command that reads, for a workspace whose files may be anything."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import tomli

from bptip.reporting.provenance import REPORT_FORMAT, Provenance

if TYPE_CHECKING:
    from pathlib import Path

TODAY: Final = date(2025, 7, 1)
"""The day of these runs: most of the corpus is about that year."""

ABOUT_ONE_PLAN: Final = (
    ("status", "PLAN"),
    ("status", "PLAN", "-a"),
    ("show", "ITEM", "--plan", "PLAN"),
    ("find", "a", "PLAN"),
    ("log", "PLAN"),
    ("changes", "PLAN"),
    ("trend", "PLAN"),
    ("diff", "PLAN", "PLAN"),
    ("trace", "ITEM", "--plan", "PLAN"),
    ("report", "PLAN"),
    ("verify", "REPORT"),
)
"""These need the plan to be readable; `verify` has 1 for a report that differs."""

ABOUT_ALL: Final = (("plans",), ("check",), ("check", "--strict"), ("status",), ("schema",))
"""Commands that answer, or have another plan to show, whatever one plan's files are."""

FORMATS: Final = ("table", "json", "csv", "markdown", "html", "svg")
"""The formats of answers, in turn; Word's is drawn from the same pages, and takes its time."""


LARGE: Final = 10_000_000
"""Bytes of a file that these tests don't read themselves."""


LONGEST: Final = 100_000
"""Letters of an id that a command line can take."""


class Meant(NamedTuple):
    """The plan that the commands are about, one of its items, and a report of it."""

    plan: str
    item: str
    report: Path

    def said(self, command: tuple[str, ...]) -> list[str]:
        """Returns a command with what is meant in the places of the words in capitals."""
        words = {"PLAN": self.plan, "ITEM": self.item, "REPORT": str(self.report)}
        return [words.get(each, each) for each in command]


def meant_in(home: Path, elsewhere: Path, plan: str | None = None) -> Meant:
    """Returns what the commands are about in a workspace: the plan named, else its first.

    The report is written elsewhere, since nothing may change where the plans are.
    """
    folders = sorted(each for each in (home / "plans").iterdir() if each.is_dir())
    named = (each for each in folders if each.name == plan and any(each.glob("[vVpP]*.toml")))
    folder = next(named, folders[0])
    origin = Provenance(
        "0.1.0", REPORT_FORMAT, folder.name, (f"{folder.name}/v1.toml",), TODAY, None,
        date(2025, 1, 1), 0, None, "0" * 16, "",
    )  # fmt: skip
    report = elsewhere / "report.md"
    report.write_text(f"# A report\n\n`{origin.line}`\n", encoding="utf-8", errors="replace")
    return Meant(folder.name, _item_in(folder), report)


def _item_in(folder: Path) -> str:
    """Returns the id of an item of the plan, where it has one."""
    for file in sorted(folder.glob("v*.toml"), reverse=True):
        if not file.is_file() or file.stat().st_size > LARGE:
            continue
        try:
            data = tomli.loads(file.read_bytes().decode("utf-8-sig"))
            found = str(data["objective"][0]["id"])
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            continue
        if len(found) <= LONGEST:
            return found
    return "1"
