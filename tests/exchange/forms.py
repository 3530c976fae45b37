"""A plan with every kind of question, as files and values, and the form of one of its parties."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from bptip.exchange.forms.form import Form, FormHead, form_of
from bptip.plan.parties import NO_PARTIES, Parties
from bptip.progress.plan_progress import progress_on
from bptip.progress.returns import Asking, asking_on
from plan_text import updates, version

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Plans

AS_OF: Final = date(2026, 6, 30)
DUE: Final = date(2026, 7, 31)
PARTIES: Final = ("Fiji", "Samoa", "Tonga")

OBJECTIVES: Final = """
[[objective]]
id = "1"
title = "Prevent"
activity = [
    { id = "1.1", title = "Hold a meeting", lead = ["Fiji"], due = 2026-09-30 },
    { id = "1.2", title = "Train officers", lead = ["Fiji", "Samoa"], due = "2026-Q1",
      description = "In every port", indicator = [
        { id = "people", title = "Officers trained", unit = "people", baseline = 0, target = 60 },
    ] },
    { id = "1.3", title = "Write a guide", lead = ["Fiji"] },
    { id = "1.4", title = "Keep a hotline", lead = ["Fiji"], due = "ongoing" },
    { id = "1.5", title = "Nobody's" },
]

[[objective]]
id = "2"
title = "Protect"
activity = [
    { id = "2.1", title = "Train your staff", lead = ["Fiji", "Tonga"], each = true,
      due = 2026-12-31 },
]

[[objective]]
id = "3"
title = "Pay for it"
"""

JOURNAL: Final = """
[[update]]
id = "a"
item = "1.1"
on = 2026-03-01
recorded = 2026-03-01T12:00:00Z
by = "Fiji"
status = "in-progress"

[[update]]
id = "b"
item = "1.2"
on = 2026-03-02
recorded = 2026-03-02T12:00:00Z
by = "Samoa"
status = "delayed"
reason = "funding"
values = { people = 20 }

[[update]]
id = "c"
item = "1.3"
on = 2026-05-01
recorded = 2026-05-01T12:00:00Z
by = "Fiji"
status = "completed"

[[update]]
id = "d"
item = "2.1"
on = 2026-04-01
recorded = 2026-04-01T12:00:00Z
by = "Tonga"
status = "in-progress"
own = true
"""

_HEAD: Final = """
[plan]
id = "2026"
title = "A plan"
start = 2026-01-01
end = 2026-12-31
parties = ["Fiji", "Samoa", "Tonga"]
"""
VERSION: Final = version(_HEAD + OBJECTIVES)


def written(plans: Plans) -> Path:
    """Writes the plan with its journal; returns its folder."""
    return plans.add(OBJECTIVES, JOURNAL, id="2026", title="A plan", parties=PARTIES)


def asking(journal: str = JOURNAL) -> Asking:
    """Returns what every party of the plan is asked."""
    return asking_on(progress_on(VERSION, updates(journal), AS_OF))


def form(party: str = "Fiji", parties: Parties = NO_PARTIES, journal: str = JOURNAL) -> Form:
    """Returns the form of a party."""
    return form_of(asking(journal), FormHead("2026", 1, "R", AS_OF, DUE, party), parties)
