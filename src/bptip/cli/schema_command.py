"""`bptip schema`: the JSON Schema with which an editor checks a plan file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bptip.cli.context import CommandContext
from bptip.cli.options import ForceOption, OutputOption
from bptip.cli.output import Output, write
from bptip.cli.running import printing
from bptip.plan.errors import BptipError

EXAMPLES: Final = (("bptip schema -o plan.schema.json", "as a file, for an editor"),)


@printing
def command(_: CommandContext, output: OutputOption = None, force: ForceOption = False) -> None:
    """Print the JSON Schema of a plan file, for editors."""
    from bptip.files.reading.json_schema import json_schema
    from bptip.files.workspace.new_workspace import SCHEMA_NAME

    if output and Path(output).suffix.lower() not in ("", ".json"):
        raise BptipError(
            f'"{output}": A JSON Schema is a .json file.', "For example: -o plan.schema.json"
        )
    own = Path(output) if output and Path(output).name == SCHEMA_NAME else None
    write(json_schema(), Output(file=output, force=force, rewritten=own))
