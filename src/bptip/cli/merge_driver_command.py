"""`bptip merge-driver`: Git calls it to merge two journals into one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from bptip.cli.context import CommandContext
from bptip.cli.options import argument
from bptip.cli.output import say
from bptip.cli.running import printing
from bptip.plan.errors import NO, BptipError

NOT_MERGED: Final = 129
"""Exit code of a driver that failed: from 129 on, Git stops instead of showing a conflict."""


@printing
def command(
    _: CommandContext,
    base: Annotated[str, argument("BASE", "The common ancestor (%O).")],
    ours: Annotated[str, argument("OURS", "Our journal, and the result (%A).")],
    theirs: Annotated[str, argument("THEIRS", "Their journal (%B).")],
    path: Annotated[str | None, argument("[PATH]", "The journal in the working tree (%P).")] = None,
) -> None:
    """Merge two journals for Git.

    The union of their updates is written into OURS, while the lock of the journal at PATH is held.
    Exit code 1 means that a person must settle a conflict in it; a higher one than 128, that
    nothing was merged.
    """
    from bptip.files.journal.git_merging import merge_for_git

    journal = None if path is None else Path(path)
    try:
        outcome = merge_for_git(Path(base), Path(ours), Path(theirs), journal=journal, tell=say)
    except BptipError as error:
        error.exit_code = NOT_MERGED
        raise
    say(*outcome.notices)
    if not outcome.is_clean:
        raise typer.Exit(NO)
