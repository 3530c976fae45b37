"""Options and arguments that commands share, each described once."""

from __future__ import annotations

from typing import Annotated

import typer

from bptip.cli import completion

PlansOption = Annotated[
    str | None,
    typer.Option(
        "--plans",
        metavar="DIR",
        help="The folder of the plans; else BPTIP_PLANS, else the nearest folder plans/.",
        rich_help_panel="Everywhere",
    ),
]
ColorOption = Annotated[
    str | None,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        help="Colours; NO_COLOR and FORCE_COLOR are heeded.",
        rich_help_panel="Everywhere",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Short for --format json.", rich_help_panel="Output")
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file (- is the screen); its extension chooses the format.",
        rich_help_panel="Output",
    ),
]
ForceOption = Annotated[
    bool,
    typer.Option(
        "--force", "-f", help="Replace the file if it is there.", rich_help_panel="Output"
    ),
]

PlanArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[PLAN]",
        help="A plan (2022), a version of it (2022@v1), or a file; else the plan in force.",
        autocompletion=completion.plans,
        show_default=False,
    ),
]
PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="PLAN",
        help="A plan (2022), a version of it (2022@v1), or a file; else the plan in force.",
        autocompletion=completion.plans,
    ),
]
ItemArgument = Annotated[
    str,
    typer.Argument(
        metavar="ITEM",
        help="An item's id (1.2), or a piece of its title.",
        autocompletion=completion.items,
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The day on which the question is asked: 2025-12-31, 2025-Q4, 2025; else today.",
    ),
]
KnownAtOption = Annotated[
    str | None,
    typer.Option("--known-at", metavar="DATE", help="Only what had been written down by that day."),
]

ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="PARTY",
        help="The party that says so; else BPTIP_BY, if that is set.",
        autocompletion=completion.listed_parties,
    ),
]
PlanToWriteOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="PLAN",
        help="A plan (2022), a version of it (2022@v1), or a file; else the plan in force today.",
        autocompletion=completion.plans,
    ),
]
DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", "-n", help="Check everything, show the same, and write nothing."),
]
