"""The options and arguments that commands share, each described once."""

from __future__ import annotations

from typing import Annotated

import typer

from bptip.cli import completion

PlansOption = Annotated[
    str | None,
    typer.Option(
        "--plans",
        metavar="DIR",
        help="Folder of the plans (default: BPTIP_PLANS, else the nearest folder plans/).",
        rich_help_panel="Everywhere",
    ),
]
ColorOption = Annotated[
    str | None,
    typer.Option(
        "--color",
        metavar="auto|always|never",
        help="Use colours (default: auto, or as NO_COLOR or FORCE_COLOR says).",
        rich_help_panel="Everywhere",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Same as --format json.", rich_help_panel="Output")
]
OutputOption = Annotated[
    str | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file. Its extension chooses the format. - is the screen.",
        rich_help_panel="Output",
    ),
]
ForceOption = Annotated[
    bool,
    typer.Option("--force", "-f", help="Replace the file if it exists.", rich_help_panel="Output"),
]
SeparatorOption = Annotated[
    str | None,
    typer.Option(
        "--separator",
        metavar="','|';'|tab",
        help="Separator of CSV (default: ','). Excel in many countries wants ';'.",
        rich_help_panel="Output",
    ),
]

TitleOption = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="Title of the plan.")
]
StartOption = Annotated[
    str | None, typer.Option("--start", metavar="DATE", help="First day of the plan.")
]
EndOption = Annotated[
    str | None, typer.Option("--end", metavar="DATE", help="Last day of the plan.")
]

PlanArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[PLAN]",
        help="Plan (2022), version (2022@v1) or file (default: the plan in force).",
        autocompletion=completion.plans,
        show_default=False,
    ),
]
PlanOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="PLAN",
        help="Plan (2022), version (2022@v1) or file (default: the plan in force).",
        autocompletion=completion.plans,
    ),
]
ItemArgument = Annotated[
    str,
    typer.Argument(
        metavar="ITEM",
        help="Id of the item (1.2), or a part of its title.",
        autocompletion=completion.items,
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Show the position on this date: 2025-12-31, 2025-Q4, 2025 (default: today).",
    ),
]
KnownAtOption = Annotated[
    str | None,
    typer.Option("--known-at", metavar="DATE", help="Use only reports received by this date."),
]

ByOption = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="PARTY",
        help="Party that reports (default: BPTIP_BY).",
        autocompletion=completion.listed_parties,
    ),
]
PlanToWriteOption = Annotated[
    str | None,
    typer.Option(
        "--plan",
        metavar="PLAN",
        help="Plan (2022), version (2022@v1) or file (default: the plan in force today).",
        autocompletion=completion.plans,
    ),
]
DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", "-n", help="Check and show everything, but write nothing."),
]
