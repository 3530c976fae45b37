"""The second sheet of a form: how to fill it in, with an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from bptip.exchange.forms.form import FormHead
from bptip.exchange.forms.form_words import DRAFT, FIELDS, FINAL, HEADINGS, NO_CHANGE, Field, Place
from bptip.plan.vocabulary import day

TITLE: Final = "How to fill this in"


class GuideStep(NamedTuple):
    """A step of the guide: its name, and what to do."""

    name: str
    text: str


def steps(head: FormHead) -> Iterator[GuideStep]:
    """Yields the steps, in the order in which a form is filled in."""
    as_of = day(head.as_of)
    yield GuideStep(
        "In short",
        "Fill in the white and yellow cells of the sheet Return, save the file, and send it back "
        f"by {day(head.due)}. Grey cells are locked. Leave a row empty if you cannot answer yet.",
    )
    yield GuideStep(
        HEADINGS[Place.STATUS],
        f"Choose the status on {as_of} from the list in the cell. If the last report still "
        f'holds, choose "{NO_CHANGE}". The list does not offer this if the due date has passed, or '
        "if no status was reported before.",
    )
    yield GuideStep(
        HEADINGS[Place.DAY],
        f"If completed: the day of completion; if you leave it empty, {as_of} is recorded, or the "
        "date of this form if that is earlier. If not: the day on which you now expect completion. "
        'A month or a quarter is enough: "Sep 2026", "Q4 2026".',
    )
    yield GuideStep(
        HEADINGS[Place.VALUE],
        "In the row of an indicator: its value now, counted from the beginning. A number only.",
    )
    yield GuideStep(
        f"{HEADINGS[Place.NOTE]}\n{HEADINGS[Place.CHALLENGES]}\n{HEADINGS[Place.EVIDENCE]}",
        "These will be published. One or two sentences are enough. If an activity is delayed or on "
        "hold, write why under Difficulties. Write one link on a line, beginning with https://.",
    )
    yield GuideStep(
        HEADINGS[Place.SECRETARIAT],
        "For texts that only the secretariat may read. They will not be published.",
    )
    yield GuideStep(
        FIELDS[Field.NOTHING],
        "If nothing at all has changed: write Yes at the top, and leave every row empty.",
    )
    yield GuideStep(
        FIELDS[Field.DRAFT],
        f'If your clearance is still awaited, choose "{DRAFT}". The secretariat does not use a '
        f'draft: when it is cleared, send the form again as "{FINAL}".',
    )


def example(in_progress: str) -> Mapping[Place, str]:
    """Returns a row that is filled in, with the form's word for *in progress*."""
    return _EXAMPLE | {Place.STATUS: in_progress}


_EXAMPLE: Final = {
    Place.ACTIVITY: "Train 60 judges on victim protection",
    Place.STATUS: "",
    Place.DAY: "Q4 2026",
    Place.NOTE: "40 judges trained in May. The last course is in October.",
    Place.CHALLENGES: "Two trainers are still to be found.",
    Place.EVIDENCE: "https://example.org/training",
}
"""The example of a row that is filled in, without its status."""
