"""`bptip init`: a workspace of your own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final

from bptip.cli.context import CommandContext
from bptip.cli.options import JsonOption, argument, flag
from bptip.cli.output import say, write_created
from bptip.cli.running import printing
from bptip.files.workspace.finding import example_folder, public_folder
from bptip.plan.command_lines import plans_option

EXAMPLES: Final = (
    ("bptip init", "the public plans, in plans/ of this folder"),
    ("bptip init practice --example", "a made-up workspace for practice"),
)


@printing
def command(
    _: CommandContext,
    folder: Annotated[
        str, argument("[DIR]", "Folder in which plans/ is created (default: this one).")
    ] = ".",
    example: Annotated[
        bool, flag("--example", "Copy a made-up workspace that shows everything.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Copy the plans into a folder of your own, for editing.

    Creates the folder plans/ in DIR. Files that exist are never overwritten.
    """
    from bptip.files.journal.git_ignored import ignore_notices
    from bptip.files.workspace.new_workspace import start_workspace

    target = Path(folder) / "plans"
    made = start_workspace(example_folder() if example else public_folder(), target)
    write_created([file.as_posix() for file in made], as_json=json)
    say(*ignore_notices(target, Path.cwd()))
    option, elsewhere = plans_option(target.as_posix()), os.environ.get("BPTIP_PLANS")
    if elsewhere:
        say(f"Without --plans, bptip shows the plans in {elsewhere}, as BPTIP_PLANS says.")
        say(f"Next: bptip status{option}")
    elif folder in ("", "."):
        say("Next: bptip status")
    else:
        say(f"In the folder {folder}, bptip finds these plans without --plans.")
        say(f"Next: bptip status{option}")
