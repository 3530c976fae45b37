"""Codes of faults that show while a file is parsed: its text, its keys and its values.

`files.reading` finds these faults, since it parses the files.
"""

from __future__ import annotations

from typing import Final

from bptip.problems.fault import Code

UNREADABLE: Final = Code(
    name="unreadable",
    what="the file cannot be opened",
    why="Figures without this file would be wrong, so nothing of the plan is shown.",
    wrong="v1.toml is a folder, or you have no permission to read it",
    right="v1.toml is a file that you have permission to read",
)

NOT_UTF8: Final = Code(
    name="not-utf8",
    what="the file is not saved as UTF-8",
    why="In another encoding, bptip cannot read names such as Việt Nam correctly.",
    wrong="saved as “ANSI” or “Windows-1252”",
    right="saved as “UTF-8” (in Notepad: Save as, Encoding)",
)

TOML_SYNTAX: Final = Code(
    name="toml-syntax",
    what="the file is not valid TOML",
    why="After the mistake, nobody can say what the rest of the file means.",
    scene="activity",
    wrong="description = Once a year, in Bali",
    right='description = "Once a year, in Bali"',
)

NEWER_SCHEMA: Final = Code(
    name="newer-schema",
    what="the file was written for a newer bptip",
    why="An older bptip could misread what it does not know.",
    wrong="v1.toml begins with schema = 2, which only a newer bptip knows",
    right="the same file, read with a newer bptip (do not change the number)",
)

MISSING_KEY: Final = Code(
    name="missing-key",
    what="a required key is missing",
    why="Without it, bptip cannot show the item or count it.",
    scene="objective",
    wrong='title = "Share information"',
    right='id = "1"\ntitle = "Share information"',
)

UNKNOWN_KEY: Final = Code(
    name="unknown-key",
    what="the file format has no such key",
    why="If bptip ignored a misspelt key, its value would be lost without a word.",
    scene="activity",
    wrong='partner = ["UNODC"]',
    right='partners = ["UNODC"]',
)

WRONG_TYPE: Final = Code(
    name="wrong-type",
    what="a value is of the wrong type for its key",
    why="For example, a date in quotes is a text, and bptip cannot compare a text with a date.",
    scene="led-activity",
    wrong='due = "30 November 2026"',
    right="due = 2026-11-30",
)

BAD_VALUE: Final = Code(
    name="bad-value",
    what="a value is not one of the allowed values",
    why="Each reader would understand it differently.",
    scene="update",
    wrong='status = "ongoing"',
    right='status = "in-progress"',
)
