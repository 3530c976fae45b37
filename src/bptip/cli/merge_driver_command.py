"""`bptip merge-driver`: what Git calls to make one journal of two."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bptip.cli.options import ColorOption, PlansOption
from bptip.cli.output import say


def command(
    base: Annotated[str, typer.Argument(metavar="BASE", help="What both come from (%O).")],
    ours: Annotated[str, typer.Argument(metavar="OURS", help="Ours; the result (%A).")],
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="Theirs (%B).")],
    plans: PlansOption = None,  # noqa: ARG001  # taken everywhere; Git says which files
    color: ColorOption = None,  # noqa: ARG001  # taken everywhere; nothing here is coloured
) -> None:
    """Merge two journals for Git.

    The union of their updates is written into OURS. Exit code 1 says that a person must settle
    something in it.
    """
    from bptip.files.journal.git_merging import merge_for_git
    from bptip.plan.errors import NO, BptipError

    try:
        outcome = merge_for_git(Path(base), Path(ours), Path(theirs))
    except OSError as error:
        wrong = f'"{error.filename}" can\'t be read: {error.strerror}.'
        raise BptipError(wrong, exit_code=NO) from error
    say(*outcome.notices)
    if not outcome.clean:
        raise typer.Exit(NO)
