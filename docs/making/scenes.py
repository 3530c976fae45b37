"""The files in which the documentation shows a wrong and a right line.

A scene that begins with `schema` is a whole file; the others follow the head of a correct one. In
all of them, the plan is called 2026 and covers that year.
"""

from __future__ import annotations

from typing import Final

PLACEHOLDER: Final = "…"
"""The place of the wrong, or the right, lines in a scene."""

Scene = tuple[str, str]
"""The name of a file in a plan's folder, and its text with a placeholder."""


def filled(scene: Scene, lines: str) -> str:
    """Returns the text of a scene with lines in the place of the placeholder."""
    _, text = scene
    return text.replace(PLACEHOLDER, lines)


PLAN: Final = (
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

SECOND_VERSION: Final = (
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

PLAN_WITH_LISTS: Final = (
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

PARTIES: Final = (
    "parties.toml",
    """\
[party."Viet Nam"]
also = ["Vietnam", "VNM"]

…
""",
)

OBJECTIVE: Final = ("v1.toml", "[[objective]]\n…\n")

BARE_ACTIVITY: Final = (
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

LED_ACTIVITY: Final = ("v1.toml", filled(BARE_ACTIVITY, 'lead = ["Indonesia"]\n…'))

ACTIVITY: Final = ("v1.toml", filled(LED_ACTIVITY, "due = 2026-11-30\n…"))

INDICATOR: Final = (
    "v1.toml",
    filled(
        ACTIVITY,
        """\

[[objective.activity.indicator]]
id = "participants"
title = "People at the meeting"
…""",
    ),
)

SECOND_ACTIVITY: Final = (
    "v1.toml",
    filled(
        ACTIVITY,
        """\

[[objective.activity]]
…
title = "Train judges"
lead = ["Australia"]
due = 2026-10-31""",
    ),
)

ITEM_OF_SECOND_VERSION: Final = (
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

UPDATE: Final = (
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

UPDATE_ABOUT: Final = (
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

UPDATE_ON: Final = (
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

SECOND_UPDATE: Final = (
    "progress.toml",
    filled(
        UPDATE,
        """\
status = "in-progress"

[[update]]
…
item = "1.1"
on = 2026-04-02
recorded = 2026-04-03T09:00:00Z
status = "in-progress\"""",
    ),
)

RIVAL_UPDATE: Final = (
    "progress.toml",
    filled(
        UPDATE,
        """\
by = "Indonesia"
status = "in-progress"

[[update]]
id = "2026-03-06-2"
item = "1.1"
on = 2026-03-05
recorded = 2026-03-06T10:00:00Z
by = "Australia"
…""",
    ),
)

RETRACTION: Final = (
    "progress.toml",
    filled(
        UPDATE,
        """\
status = "in-progress"

[[update]]
id = "2026-03-09-1"
item = "1.1"
on = 2026-03-05
recorded = 2026-03-09T09:00:00Z
…""",
    ),
)

SCENES: Final = {
    "plan": PLAN,
    "second-version": SECOND_VERSION,
    "plan-with-lists": PLAN_WITH_LISTS,
    "parties": PARTIES,
    "objective": OBJECTIVE,
    "bare-activity": BARE_ACTIVITY,
    "led-activity": LED_ACTIVITY,
    "activity": ACTIVITY,
    "indicator": INDICATOR,
    "second-activity": SECOND_ACTIVITY,
    "item-of-second-version": ITEM_OF_SECOND_VERSION,
    "update": UPDATE,
    "update-about": UPDATE_ABOUT,
    "update-on": UPDATE_ON,
    "second-update": SECOND_UPDATE,
    "rival-update": RIVAL_UPDATE,
    "retraction": RETRACTION,
}
"""The scenes by the names that the codes have for them."""
