"""The options and arguments that commands share, each described once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any, Final

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
) -> Any:  # noqa: ANN401  # Typer's own type
    """Returns an option that takes a value; unless it is named here, its parameter names it."""
    return typer.Option(
        *names, metavar=metavar, help=words, autocompletion=offers, rich_help_panel=panel
    )


def flag(name: str, words: str, *names: str, panel: str | None = None) -> Any:  # noqa: ANN401
    """Returns an option that takes no value."""
    return typer.Option(name, *names, help=words, rich_help_panel=panel)


def argument(metavar: str, words: str, *, offers: completion.Completer | None = None) -> Any:  # noqa: ANN401
    """Returns an argument; one in brackets can be left out."""
    return typer.Argument(metavar=metavar, help=words, autocompletion=offers, show_default=False)


PlansOption = Annotated[
    str | None,
    option(
        "DIR",
        "Folder of the plans (default: BPTIP_PLANS, else the nearest folder plans/).",
        "--plans",
        panel="Everywhere",
    ),
]
ColorOption = Annotated[
    str | None,
    option(
        "auto|always|never",
        "Use colours (default: auto, or as NO_COLOR or FORCE_COLOR says).",
        "--color",
        panel="Everywhere",
    ),
]
JsonOption = Annotated[bool, flag("--json", "Same as --format json.", panel="Output")]
OutputOption = Annotated[
    str | None,
    option(
        "FILE",
        "Write to a file. Its extension chooses the format. - is the screen.",
        "--output",
        "-o",
        panel="Output",
    ),
]
ForceOption = Annotated[
    bool, flag("--force", "Replace the file if it exists.", "-f", panel="Output")
]
SeparatorOption = Annotated[
    str | None,
    option(
        "','|';'|tab",
        "Separator of CSV (default: ','). Excel in many countries wants ';'.",
        "--separator",
        panel="Output",
    ),
]

WholeOption = Annotated[
    bool, flag("--all", "Show every line of a page that is longer than the screen.", panel="Output")
]

TitleOption = Annotated[str | None, option("TEXT", "Title of the plan.", "--title")]
StartOption = Annotated[str | None, option("DATE", "First day of the plan.", "--start")]
EndOption = Annotated[str | None, option("DATE", "Last day of the plan.", "--end")]

_WHICH_PLAN: Final = "Plan (2022), version (2022@v1) or file (default: the plan in force{})."

PlanArgument = Annotated[
    str | None, argument("[PLAN]", _WHICH_PLAN.format(""), offers=completion.plans)
]
PlanOption = Annotated[
    str | None, option("PLAN", _WHICH_PLAN.format(""), "--plan", offers=completion.plans)
]
PlanToWriteOption = Annotated[
    str | None, option("PLAN", _WHICH_PLAN.format(" today"), "--plan", offers=completion.plans)
]
ItemArgument = Annotated[
    str, argument("ITEM", "Id of the item (1.2), or a part of its title.", offers=completion.items)
]

UPDATE_ID: Final = "The id, or its beginning or end, as `bptip log` shows it."
AsOfOption = Annotated[
    str | None,
    option(
        "DATE",
        "Show the position on this date: 2025-12-31, 2025-Q4, 2025 (default: today).",
        "--as-of",
    ),
]
KnownAtOption = Annotated[
    str | None, option("DATE", "Use only reports received by this date.", "--known-at")
]

ByOption = Annotated[
    str | None,
    option(
        "PARTY", "Party that reports (default: BPTIP_BY).", "--by", offers=completion.listed_parties
    ),
]

DryRunOption = Annotated[
    bool, flag("--dry-run", "Check and show everything, but write nothing.", "-n")
]


def date_option(options: Collection[str]) -> str | None:
    """Returns the option for the day that an answer is about; None without one."""
    return next((each for each in ("--as-of", "--until", "--on") if each in options), None)
