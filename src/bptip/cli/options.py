"""The options and arguments that commands share, each described once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import typer

from bptip.cli import completion

TYPED_WORDS: Final = "bptip.typed"
"""The key under which a run keeps the words that were typed after `bptip`."""


def option(
    metavar: str,
    words: str,
    *names: str,
    offers: completion.Completer | None = None,
    panel: str | None = None,
    is_required: bool = False,
) -> Any:  # noqa: ANN401  # Typer's own type
    """Returns an option that takes a value, or None; unless named here, its parameter names it."""
    default = ... if is_required else None
    return typer.Option(
        default, *names, metavar=metavar, help=words, autocompletion=offers, rich_help_panel=panel
    )


def flag(name: str, words: str, *names: str, panel: str | None = None) -> Any:  # noqa: ANN401
    """Returns an option that takes no value."""
    # Typer takes the default as the first argument.
    return typer.Option(False, name, *names, help=words, rich_help_panel=panel)  # noqa: FBT003


def argument(metavar: str, words: str, *, offers: completion.Completer | None = None) -> Any:  # noqa: ANN401
    """Returns an argument; one in brackets can be left out, and is then None."""
    default = None if metavar.startswith("[") else ...
    return typer.Argument(
        default, metavar=metavar, help=words, autocompletion=offers, show_default=False
    )


PLANS: Final = option(
    "DIR",
    "Folder of the plans (default: BPTIP_PLANS, else the nearest folder plans/).",
    "--plans",
    panel="Everywhere",
)
COLOR: Final = option(
    "auto|always|never",
    "Use colours (default: auto, or as NO_COLOR or FORCE_COLOR says).",
    "--color",
    panel="Everywhere",
)
JSON: Final = flag("--json", "Same as --format json.", panel="Output")
OUTPUT: Final = option(
    "FILE",
    "Write to a file. Its extension chooses the format. - is the screen.",
    "--output",
    "-o",
    panel="Output",
)
FORCE: Final = flag("--force", "Replace the file if it exists.", "-f", panel="Output")
SEPARATOR: Final = option(
    "','|';'|tab",
    "Separator of CSV (default: ','). Excel in many countries wants ';'.",
    "--separator",
    panel="Output",
)
WHOLE: Final = flag(
    "--all", "Show every line of a page that is longer than the screen.", panel="Output"
)

TITLE: Final = option("TEXT", "Title of the plan.", "--title")
START: Final = option("DATE", "First day of the plan.", "--start")
END: Final = option("DATE", "Last day of the plan.", "--end")

_WHICH_PLAN: Final = "Plan (2022), version (2022@v1) or file (default: the plan in force{})."

PLAN: Final = argument("[PLAN]", _WHICH_PLAN.format(""), offers=completion.plans)
PLAN_OPTION: Final = option("PLAN", _WHICH_PLAN.format(""), "--plan", offers=completion.plans)
PLAN_TO_WRITE: Final = option(
    "PLAN", _WHICH_PLAN.format(" today"), "--plan", offers=completion.plans
)
ITEM: Final = argument(
    "ITEM", "Id of the item (1.2), or a part of its title.", offers=completion.items
)
UPDATE_ID: Final = "The id, or its beginning or end, as `bptip log` shows it."
AS_OF: Final = option(
    "DATE", "Show the position on this date: 2025-12-31, 2025-Q4, 2025 (default: today).", "--as-of"
)
KNOWN_AT: Final = option("DATE", "Use only reports received by this date.", "--known-at")
BY: Final = option(
    "PARTY", "Party that reports (default: BPTIP_BY).", "--by", offers=completion.listed_parties
)
DRY_RUN: Final = flag("--dry-run", "Check and show everything, but write nothing.", "-n")


def date_option(options: Collection[str]) -> str | None:
    """Returns the option for the day that an answer is about; None without one."""
    return next((each for each in ("--as-of", "--until", "--on") if each in options), None)
