"""The answer of the commands that create files: `new`, `amend`, `init`."""

from __future__ import annotations

from collections.abc import Sequence

from bptip.cli.output import Output, tell, write
from bptip.plan.errors import BptipError
from bptip.render.layout.canvas import Canvas


def answer_created(files: Sequence[str], *, as_json: bool, more: str = "") -> None:
    """Prints the files that were created, a line each, or as JSON; `more` follows each line."""
    created = [f"Created {file}{more}" for file in files]
    try:
        _answer(files, created, as_json=as_json)
    except BptipError as error:
        raise error.with_hints(*error.hints, *created) from None


def _answer(files: Sequence[str], created: Sequence[str], *, as_json: bool) -> None:
    if not as_json:
        tell(*created)
        return
    from bptip.pages.parts.records import created_files
    from bptip.render.json import draw

    write(draw(created_files(files), Canvas()), Output())
