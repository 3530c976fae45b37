"""The answer of the commands that create files: `new`, `amend`, `init`."""

from __future__ import annotations

from collections.abc import Sequence

from bptip.cli.output import Output, tell, write
from bptip.render.layout.canvas import Canvas


def answer_created(files: Sequence[str], *, as_json: bool, more: str = "") -> None:
    """Prints the files that were created, a line each, or as JSON; `more` follows each line."""
    if not as_json:
        tell(*(f"Created {file}{more}" for file in files))
        return
    from bptip.pages.parts.records import created_files
    from bptip.render.json import draw

    write(draw(created_files(files), Canvas()), Output())
