"""Faults of a file by itself: it can't be read, or its keys and values are not of the format.

These are found while a file is read (`files.loading`, `files.shapes`); here is what they mean.
"""

from __future__ import annotations

from typing import Final

from bptip.problems import scenes
from bptip.problems.fault import Code

UNREADABLE: Final = Code(
    name="unreadable",
    what="the file can't be opened",
    why="What can't be read can't be counted, so nothing of this plan is shown.",
    wrong="v1.toml is a folder, or may not be read",
    right="v1.toml is a file that you may read",
)

NOT_UTF8: Final = Code(
    name="not-utf8",
    what="the file is not saved as UTF-8",
    why="In another encoding, names such as Việt Nam arrive garbled.",
    wrong="saved as “ANSI” or “Windows-1252”",
    right="saved as “UTF-8” (in Notepad: Save as, Encoding)",
)

TOML_SYNTAX: Final = Code(
    name="toml-syntax",
    what="the file is not valid TOML",
    why="From the fault on, nobody can say what is meant.",
    scene=scenes.ACTIVITY,
    wrong="description = Once a year, in Bali",
    right='description = "Once a year, in Bali"',
)

NEWER_SCHEMA: Final = Code(
    name="newer-schema",
    what="the file was written for a newer bptip",
    why="This bptip might misread what it doesn't know yet.",
    wrong="v1.toml begins with schema = 2, which only a newer bptip knows",
    right="the same file, read with a newer bptip; to change the number alone is no remedy",
)

MISSING_KEY: Final = Code(
    name="missing-key",
    what="a required key is missing",
    why="Without it, the item can't be named or placed.",
    scene=scenes.OBJECTIVE,
    wrong='title = "Share information"',
    right='id = "1"\ntitle = "Share information"',
)

UNKNOWN_KEY: Final = Code(
    name="unknown-key",
    what="the format has no such key",
    why="A misspelt key would be passed over in silence, and what it says with it.",
    scene=scenes.ACTIVITY,
    wrong='partner = ["UNODC"]',
    right='partners = ["UNODC"]',
)

WRONG_TYPE: Final = Code(
    name="wrong-type",
    what="a value is of another kind than its key wants",
    why="A date in quotes is a text, and a text can't be early or late.",
    scene=scenes.LED_ACTIVITY,
    wrong='due = "30 November 2026"',
    right="due = 2026-11-30",
)

BAD_VALUE: Final = Code(
    name="bad-value",
    what="a value is none of those that are allowed",
    why="It would mean something else to each reader.",
    scene=scenes.UPDATE,
    wrong='status = "ongoing"',
    right='status = "in-progress"',
)

CODES: Final = (
    UNREADABLE,
    NOT_UTF8,
    TOML_SYNTAX,
    NEWER_SCHEMA,
    MISSING_KEY,
    UNKNOWN_KEY,
    WRONG_TYPE,
    BAD_VALUE,
)
