"""Options and arguments that commands share, each described once."""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple, Optional

import typer

from bptip.cli import completion


class _Shared(NamedTuple):
    plans: str = "plans"
    color: str = "color"


SHARED: Final = _Shared()
"""The names of the options that stand before the command as well as after it."""

PlansOption = Annotated[
    Optional[str],
    typer.Option(
        "--plans",
        metavar="DIR",
        help="The folder of the plans; else BPTIP_PLANS, else the nearest folder plans/.",
        rich_help_panel="Everywhere",
    ),
]
ColorOption = Annotated[
    Optional[str],
    typer.Option(
        "--color",
        metavar="auto|always|never",
        help="Colours; NO_COLOR and FORCE_COLOR are heeded.",
        rich_help_panel="Everywhere",
    ),
]
FormatOption = Annotated[
    Optional[str],
    typer.Option(
        "--format",
        metavar="table|markdown|json|csv",
        help="How the answer is given.",
        autocompletion=completion.formats,
        rich_help_panel="Output",
    ),
]
JsonOption = Annotated[
    bool, typer.Option("--json", help="Short for --format json.", rich_help_panel="Output")
]
OutputOption = Annotated[
    Optional[str],
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
    Optional[str],
    typer.Argument(
        metavar="[PLAN]",
        help="A plan (2022), a version of it (2022@v1), or a file; else the plan in force.",
        autocompletion=completion.plans,
        show_default=False,
    ),
]
PlanOption = Annotated[
    Optional[str],
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
    Optional[str],
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="The day on which the question is asked: 2025-12-31, 2025-Q4, 2025; else today.",
    ),
]
KnownAtOption = Annotated[
    Optional[str],
    typer.Option(
        "--known-at", metavar="DATE", help="Only what had been written down by that day."
    ),
]
