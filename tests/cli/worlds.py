"""The plans on which the contract of the data is checked, as different as plans may be.

The made-up example (running, and ended), the public plans (partial), one without anything that
isn't required, and one with every oddity that is allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from conftest import Outcome

ODD: Final = """
[[objective]]
id = "1"
title = "Everything that may be left out is there"
description = "With a description."
continues = ["earlier/1", "v1/9"]
sources = ["https://example.org/objective"]

[[objective.activity]]
id = "1.10"
title = "= not a formula, 日本語, עברית, [bold red], | and `$(touch x)`"
description = '''Two
lines.'''
lead = ["Alpha", "Beta"]
partners = ["Gamma"]
start = 2026-02-01
due = 2026-12-24
themes = ["one", "two"]
continues = ["earlier/1.2"]
sources = ["https://example.org/activity"]
extra = { "Expected output" = "A text", Cost = 12.5, "Number of states" = 3, Signed = 2026-03-01 }

[[objective.activity.indicator]]
id = "people"
title = "People"
unit = "people"
baseline = 0
target = 60

[[objective.activity.indicator]]
id = "bare"
title = "Without a unit, a baseline, a target"

[[objective.activity]]
id = "1.2"
title = "Never reported"

[[objective]]
id = "2"
title = "Without activities"

[[objective]]
id = "3"
title = "Dropped"

[[objective.activity]]
id = "3.1"
title = "Discontinued"

[[objective]]
id = "4"
number = "IV"
title = "Shared, in a quarter, without an end"

[[objective.activity]]
id = "4.1"
number = "4 (a)"
title = "Each party trains its staff"
lead = ["Alpha", "Beta", "Gamma"]
each = true
start = "2026"
due = "2026-Q2"

[[objective.activity]]
id = "4.2"
title = "A standing commitment"
due = "ongoing"
"""
ODD_JOURNAL: Final = """
[[update]]
id = "a"
item = "1.10"
on = 2026-03-01
recorded = 2026-03-02T00:30:00+13:00
status = "delayed"
progress = 12.5
reason = "other"
expected = 2027-01-31
next = "A next step"
note = '''A note
of two lines'''
evidence = ["https://example.org/evidence", "papers/evidence.pdf"]

[update.values]
people = 7.5
bare = 3

[[update]]
id = "b"
item = "1.10"
on = 2026-03-01
recorded = 2026-03-05T10:00:00.250Z
retracts = "a"

[[update]]
id = "c"
item = "3.1"
on = 2026-04-01
recorded = 2026-04-01T10:00:00Z
by = "Alpha"
status = "discontinued"

[[update]]
id = "d"
item = "2"
on = 2026-04-01
recorded = 2026-04-01T11:00:00Z

[[update]]
id = "e"
item = "4.1"
on = 2026-05-01
recorded = 2026-05-01T11:00:00Z
by = "Alpha"
own = true
status = "completed"
round = "2026"

[[update]]
id = "f"
item = "4.1"
on = 2026-05-02
recorded = 2026-05-02T11:00:00Z
by = "Beta"
own = true
status = "in-progress"
said = "Some"
challenges = "No staff."
taken_from = "returns.xlsx, Return, row 7"

[[update]]
id = "g"
item = "4.2"
on = 2026-05-02
recorded = 2026-05-02T11:00:00Z
status = "continuous"
redacted = "2026-05-03: a name"

[[round]]
id = "h"
round = "2026"
as_of = 2026-06-30
due = 2026-07-31
version = 1
asked = ["Alpha", "Beta"]
recorded = 2026-05-01T08:00:00Z
"""


@dataclass(frozen=True)
class World:
    """A plan on which the contract is checked: where, which one, as of when."""

    home: str
    plan: str
    as_of: str

    def __str__(self) -> str:
        return f"{self.home}-{self.plan}-{self.as_of}"


WORLDS: Final = (
    World("example", "2025-2027", "2026-11-24"),
    World("example", "2025-2027@v1", "2025-12-10"),
    World("example", "2022-2024", "2026-11-24"),
    World("example", "2022-2024", "2021-01-01"),
    World("public", "2022", "2026-11-24"),
    World("public", "2024-2026", "2026-11-24"),
    World("tiny", "minimal", "2026-11-24"),
    World("tiny", "odd", "2026-11-24"),
    World("tiny", "odd", "2026-03-03"),
)

Ask = Callable[..., "Outcome"]
"""The outcome of a reading command in the folder of a world."""

in_every_world = pytest.mark.parametrize("world", WORLDS, ids=str)
in_every_folder = pytest.mark.parametrize(
    "world", [WORLDS[0], WORLDS[4], WORLDS[6]], ids=lambda world: world.home
)


def activities_of(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Returns the activities in an answer of `status`, under any objective."""
    return [activity for each in answer["objectives"] for activity in each["activities"]]
