"""`bptip find`: where words stand."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from bptip.cli.desk import Answer, Desk
from bptip.cli.options import PlanArgument
from bptip.cli.reading import reading
from bptip.errors import BptipError

EXAMPLES: Final = (
    ('bptip find "forced marriage"', "in titles, descriptions, notes and next steps"),
)
"""What one types, and what one gets."""


@reading
def command(
    desk: Desk,
    words: Annotated[
        str, typer.Argument(metavar="WORDS", help='What to look for: "forced marriage".')
    ],
    plan: PlanArgument = None,
) -> Answer:
    """Find words in a plan and in its updates.

    In titles, descriptions, extra columns, notes and next steps, whatever the case. No hit is an
    answer too.
    """
    from bptip.labels import labels_of
    from bptip.progress import in_order, retracted_ids
    from bptip.search import find
    from bptip.views.found import VIEW, FoundSheet

    if not words.strip():
        raise BptipError("Nothing was named to look for.", 'For example: bptip find "training".')
    opened = desk.open(plan, desk.today)
    found = find(words, opened.version, in_order(opened.updates))
    labels = labels_of(*opened.history.versions, opened.version)
    retracted = retracted_ids(opened.updates)
    sheet = FoundSheet(opened.version.plan, found, labels, retracted, opened.source)
    return Answer(VIEW, sheet, opened.notices)
