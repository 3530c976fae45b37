"""Where the examples of the documentation stand: the lines of a file around what is wrong or right.

A scene that has the whole of a file begins with its `schema`; the others go below the head of a
sound one. In all of them, the plan is called 2026 and runs through that year.
"""

from __future__ import annotations

from typing import Final, NamedTuple

GAP: Final = "…"
"""Stands for the lines that are wrong, or right."""


class Scene(NamedTuple):
    """A file of a plan's folder, and its lines, with a gap for those that the example is about."""

    file: str
    lines: str

    def filled(self, lines: str) -> str:
        """The text with the lines in their place."""
        return self.lines.replace(GAP, lines)


PLAN: Final = Scene(
    "v1.toml",
    """\
schema = 1

[plan]
…
version = 1
title = "Work plan 2026"
start = 2026-01-01
end = 2026-12-31
""",
)

SECOND_VERSION: Final = Scene(
    "v2.toml",
    """\
schema = 1

[plan]
id = "2026"
…
title = "Work plan 2026"
start = 2026-01-01
end = 2026-12-31
""",
)

LISTED: Final = Scene(
    "v1.toml",
    """\
schema = 1

[plan]
id = "2026"
version = 1
title = "Work plan 2026"
start = 2026-01-01
end = 2026-12-31
themes = ["prevention", "protection"]
parties = ["Australia", "Indonesia"]

[[objective]]
id = "1"
title = "Share information"

[[objective.activity]]
id = "1.1"
title = "Hold the annual meeting"
…
due = 2026-11-30
""",
)

OBJECTIVE: Final = Scene("v1.toml", "[[objective]]\n…\n")

BARE_ACTIVITY: Final = Scene(
    "v1.toml",
    """\
[[objective]]
id = "1"
title = "Share information"

[[objective.activity]]
id = "1.1"
title = "Hold the annual meeting"
…
""",
)

LED_ACTIVITY: Final = Scene("v1.toml", BARE_ACTIVITY.filled('lead = ["Indonesia"]\n…'))

ACTIVITY: Final = Scene("v1.toml", LED_ACTIVITY.filled("due = 2026-11-30\n…"))

INDICATOR: Final = Scene(
    "v1.toml",
    ACTIVITY.filled(
        """\

[[objective.activity.indicator]]
id = "participants"
title = "People at the meeting"
…"""
    ),
)

SECOND_ACTIVITY: Final = Scene(
    "v1.toml",
    ACTIVITY.filled(
        """\

[[objective.activity]]
…
title = "Train judges"
lead = ["Australia"]
due = 2026-10-31"""
    ),
)

ITEM_OF_SECOND_VERSION: Final = Scene(
    "v2.toml",
    """\
[[objective]]
id = "1"
title = "Share information"

[[objective.activity]]
…
title = "Buy patrol boats"
lead = ["Australia"]
due = 2026-10-31
""",
)

UPDATE: Final = Scene(
    "progress.toml",
    """\
[[update]]
id = "2026-03-06-1"
item = "1.1"
on = 2026-03-05
recorded = 2026-03-06T09:00:00Z
…
""",
)

UPDATE_ABOUT: Final = Scene(
    "progress.toml",
    """\
[[update]]
id = "2026-03-06-1"
…
on = 2026-03-05
recorded = 2026-03-06T09:00:00Z
status = "in-progress"
""",
)

UPDATE_ON: Final = Scene(
    "progress.toml",
    """\
[[update]]
id = "2026-03-06-1"
item = "1.1"
…
recorded = 2026-03-06T09:00:00Z
status = "in-progress"
""",
)

SECOND_UPDATE: Final = Scene(
    "progress.toml",
    UPDATE.filled(
        """\
status = "in-progress"

[[update]]
…
item = "1.1"
on = 2026-04-02
recorded = 2026-04-03T09:00:00Z
status = "continuous\""""
    ),
)

RETRACTION: Final = Scene(
    "progress.toml",
    UPDATE.filled(
        """\
status = "in-progress"

[[update]]
id = "2026-03-09-1"
item = "1.1"
on = 2026-03-05
recorded = 2026-03-09T09:00:00Z
…"""
    ),
)
