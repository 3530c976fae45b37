"""`bptip help`: the same as `--help`."""

from __future__ import annotations

from typing import Final

import typer

from bptip.cli import completion
from bptip.cli.options import COLOR, PLANS, argument

EXAMPLES: Final = (
    ("bptip help", "every command, in groups"),
    ("bptip help update", "one command, with its options"),
)


def command(
    typer_context: typer.Context,
    name: str | None = argument(
        "[COMMAND]", "The command (default: all of them).", offers=completion.commands
    ),
    plans: str | None = PLANS,  # noqa: ARG001  # accepted everywhere; help is of no plan
    color: str | None = COLOR,  # noqa: ARG001  # likewise
) -> None:
    """Show the help of bptip, or of one command."""
    root = typer_context.find_root()
    arguments = [name, "--help"] if name else ["--help"]
    root.command.main(arguments, prog_name=root.info_name, standalone_mode=False)
