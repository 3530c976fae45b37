"""`bptip merge-driver`: Git calls it to merge two journals into one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bptip.cli.options import ColorOption, PlansOption
from bptip.cli.output import say


def command(
    base: Annotated[str, typer.Argument(metavar="BASE", help="The common ancestor (%O).")],
    ours: Annotated[str, typer.Argument(metavar="OURS", help="Our journal, and the result (%A).")],
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="Their journal (%B).")],
    plans: PlansOption = None,  # noqa: ARG001  # accepted everywhere; Git names the files
    color: ColorOption = None,  # noqa: ARG001  # accepted everywhere; nothing here is coloured
) -> None:
    """Merge two journals for Git.

    The union of their updates is written into OURS. Exit code 1 means that a person must settle
    a conflict in it.
    """
    from bptip.files.journal.git_merging import merge_for_git
    from bptip.plan.errors import NO, BptipError, ErrorCode

    try:
        outcome = merge_for_git(Path(base), Path(ours), Path(theirs))
    except OSError as error:
        wrong = f'"{error.filename}" can\'t be read: {error.strerror}.'
        raise BptipError(wrong, exit_code=NO, code=ErrorCode.BROKEN_FILE) from error
    say(*outcome.notices)
    if not outcome.is_clean:
        raise typer.Exit(NO)
