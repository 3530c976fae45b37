"""`bptip schema`: the JSON Schema with which an editor checks a plan file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bptip.cli.options import ColorOption, ForceOption, OutputOption, PlansOption
from bptip.cli.output import Output, write
from bptip.plan.errors import BptipError

EXAMPLES: Final = (("bptip schema -o plan.schema.json", "as a file, for an editor"),)


def command(
    output: OutputOption = None,
    force: ForceOption = False,
    plans: PlansOption = None,  # noqa: ARG001  # taken everywhere; a schema is of no plan
    color: ColorOption = None,  # noqa: ARG001  # likewise
) -> None:
    """Print the JSON Schema of a plan file, for editors."""
    from bptip.files.reading.json_schema import json_schema

    if output and Path(output).suffix.lower() not in ("", ".json"):
        raise BptipError(
            f'"{output}": A JSON Schema is a .json file.', "For example: -o plan.schema.json"
        )
    write(json_schema(), Output(file=output, force=force))
