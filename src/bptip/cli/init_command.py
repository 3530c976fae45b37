"""`bptip init`: a workspace of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from bptip.cli.options import ColorOption, PlansOption
from bptip.cli.output import say, tell

EXAMPLES: Final = (
    ("bptip init", "the public plans, in plans/ here"),
    ("bptip init practice --example", "a made-up workspace to try everything in"),
)
"""What one types, and what one gets."""


def command(
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help="Where the folder plans/ is made.")
    ] = ".",
    example: Annotated[
        bool, typer.Option("--example", help="A made-up workspace that shows everything.")
    ] = False,
    plans: PlansOption = None,  # noqa: ARG001  # taken everywhere; what is copied is always ours
    color: ColorOption = None,  # noqa: ARG001  # likewise
) -> None:
    """Copy the plans into a folder of your own, to be edited.

    The folder plans/ is made in DIR (here, if none is named). What is there is never written over.
    """
    from bptip.files.workspace.finding import bundled_folder, example_folder
    from bptip.files.workspace.starting import start_workspace

    target = Path(folder) / "plans"
    made = start_workspace(example_folder() if example else bundled_folder(), target)
    for file in made:
        tell(f"Made {file.as_posix()}")
    say(f"Next: bptip status{'' if folder == '.' else f' --plans {target.as_posix()}'}")
