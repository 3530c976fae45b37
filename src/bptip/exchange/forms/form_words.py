"""The words of a form, and the keys by which a returned form is read."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bptip.plan.characters import letters_of
from bptip.plan.model import Status
from bptip.plan.parties import Parties


class Place(StrEnum):
    """The key of a column of the form."""

    NUMBER = "number"
    ACTIVITY = "activity"
    PROMISED = "promised"
    LAST = "last"
    STATUS = "status"
    DAY = "day"
    VALUE = "value"
    NOTE = "note"
    CHALLENGES = "challenges"
    EVIDENCE = "evidence"
    SECRETARIAT = "for the secretariat only"
    """An import knows this name too, and leaves the column out of a form without its keys."""


HEADINGS: Final = {
    Place.NUMBER: "No.",
    Place.ACTIVITY: "Activity",
    Place.PROMISED: "Promised",
    Place.LAST: "Last report",
    Place.STATUS: "Status",
    Place.DAY: "Completed on, or now expected",
    Place.VALUE: "New value",
    Place.NOTE: "What was done; what comes next",
    Place.CHALLENGES: "Difficulties; support needed",
    Place.EVIDENCE: "Link",
    Place.SECRETARIAT: "For the secretariat only",
}
"""The heading of each column, in their order."""

LOCKED: Final = (Place.NUMBER, Place.ACTIVITY, Place.PROMISED, Place.LAST)
"""The columns that the plan fills in."""

TO_FILL: Final = tuple(place for place in Place if place not in LOCKED)
"""The columns that the party fills in."""

ANSWERS: Final = tuple(place for place in TO_FILL if place is not Place.SECRETARIAT)
"""The columns of answers that will be published."""


KEYS_SHEET: Final = "_bptip"
"""The name of the hidden sheet of a form, with the keys and the lists of words."""

KEY: Final = "key"
"""The heading of the column with the keys of the rows."""

HEADING: Final = "@heading"
CLOSED: Final = "@closed"
"""The keys of rows that are not to be filled in: of objectives, and of closed activities."""

ROW_KEYS: Final = (KEY, "own", "shown", "promise", *LOCKED)
"""The header of the table of rows on the hidden sheet."""


class Field(StrEnum):
    """The key of a field: a single cell outside the rows of activities."""

    PARTY = "@party"
    NAME = "@name"
    DATE = "@date"
    DRAFT = "@draft"
    VIA = "@via"
    NOTHING = "@nothing"
    CORRECTIONS = "@corrections"
    OTHER = "@other"


FIELDS: Final = {
    Field.PARTY: "Return of",
    Field.NAME: "Name and office",
    Field.DATE: "Date",
    Field.DRAFT: "Draft or final",
    Field.VIA: "If another office fills this in for {party}: its name",
    Field.NOTHING: "Nothing to report at all",
    Field.CORRECTIONS: "Corrections to what is shown",
    Field.OTHER: "Other activities, not in the plan",
}
"""The label of each field."""

REMARK_FIELDS: Final = (Field.CORRECTIONS, Field.OTHER)
"""The cells whose texts the secretariat keeps beside the forms; nothing else takes them in."""

FINAL: Final = "Final"
DRAFT: Final = "Draft: clearance awaited"
TICK: Final = "Yes"
"""The choices of the fields DRAFT and NOTHING."""

NO_CHANGE: Final = "No change since the last report"
NOT_APPLICABLE: Final = "Not applicable"

OUR_WORDS: Final = {
    Status.NOT_STARTED: "Not started",
    Status.IN_PROGRESS: "In progress",
    Status.CONTINUOUS: "Continuous (no end of its own)",
    Status.COMPLETED: "Completed",
    Status.DELAYED: "Delayed",
    Status.ON_HOLD: "On hold",
    Status.NOT_ACHIEVED: "Ended, not achieved",
    Status.DISCONTINUED: "Discontinued",
}
"""The default words for a status, in the order of the list."""


def status_words(parties: Parties) -> Mapping[str, Status]:
    """Returns the words to choose from: the office's words, then ours for the other statuses."""
    own = {
        word: status
        for word, status in parties.statuses.items()
        if status is not Status.NOT_APPLICABLE
    }
    rest = {word: status for status, word in OUR_WORDS.items() if status not in own.values()}
    return own | rest if own else rest


def chosen_status(text: str) -> Status | None:
    """Returns the status for one of bptip's own words on the form; None for any other text."""
    wanted = letters_of(text)
    words = OUR_WORDS | {Status.NOT_APPLICABLE: NOT_APPLICABLE}
    return next((each for each, word in words.items() if letters_of(word) == wanted), None)


def is_no_change(text: str) -> bool:
    """True if a text says that nothing has changed since the last report."""
    return letters_of(text) in _NO_CHANGE_WORDS


_NO_CHANGE_WORDS: Final = frozenset(
    map(
        letters_of,
        (
            NO_CHANGE, "no change", "no changes", "no changes since the last report",
            "no change since last report", "no changes since last report", "unchanged",
            "nothing new", "nothing to report", "same as before", "same as last report",
            "same as the last report",
        ),
    )
)  # fmt: skip
"""The letters of phrases that mean "no change"."""


def is_draft(text: str) -> bool:
    """True if a text says that the return is a draft."""
    return letters_of(text).startswith("draft")


def is_final(text: str) -> bool:
    """True if a text says that the return is final."""
    return letters_of(text).startswith(("final", "cleared", "approved"))


def is_ticked(text: str) -> bool:
    """True if a cell has a tick, whatever the sign."""
    return bool(text.strip()) and letters_of(text) not in ("no", "false", "0")
