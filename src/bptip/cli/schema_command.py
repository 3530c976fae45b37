"""`bptip schema`: what an editor needs to help with a plan file."""

from __future__ import annotations

from bptip.cli.options import ForceOption, OutputOption
from bptip.cli.output import Output, write


def command(output: OutputOption = None, force: ForceOption = False) -> None:
    """Print the JSON Schema of a plan file, for editors."""
    from bptip.files.schema import json_schema

    write(json_schema(), Output(file=output, force=force))
