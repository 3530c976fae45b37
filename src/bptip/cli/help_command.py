"""`bptip help`: the same as `--help`."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from bptip.cli import completion
from bptip.cli.options import ColorOption, PlansOption, argument

EXAMPLES: Final = (
    ("bptip help", "every command, in groups"),
    ("bptip help update", "one command, with its options"),
)


def command(
    typer_context: typer.Context,
    name: Annotated[
        str | None,
        argument("[COMMAND]", "The command (default: all of them).", offers=completion.commands),
    ] = None,
    plans: PlansOption = None,  # noqa: ARG001  # accepted everywhere; help needs no plan
    color: ColorOption = None,  # noqa: ARG001  # likewise
) -> None:
    """Show the help of bptip, or of one command."""
    root = typer_context.find_root()
    arguments = [name, "--help"] if name else ["--help"]
    root.command.main(arguments, prog_name=root.info_name, standalone_mode=False)
