"""Writes the generated parts of the pages in docs/.

`--check` writes nothing, and exits with 1 if a page is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bptip.problems.fault import Severity
from making import (
    columns,
    commands,
    glossary,
    json_keys,
    keys,
    problems,
    rooms,
    sessions,
    trace,
    words,
)
from making.marks import Part, filled

PAGES: Final = Path(__file__).resolve().parent

PARTS: Final[Mapping[str, Part]] = {
    "commands-overview": lambda _: commands.overview(),
    "commands-read": lambda _: commands.commands_of("Read"),
    "commands-record": lambda _: commands.commands_of("Record"),
    "commands-plan": lambda _: commands.commands_of("Plan"),
    "commands-exchange": lambda _: commands.commands_of("Exchange"),
    "options-output": lambda _: commands.shared_options("Output"),
    "options-everywhere": lambda _: commands.shared_options("Everywhere"),
    "errors": lambda _: problems.sections(Severity.ERROR),
    "warnings": lambda _: problems.sections(Severity.WARNING),
    "errors-overview": lambda _: problems.overview(Severity.ERROR),
    "warnings-overview": lambda _: problems.overview(Severity.WARNING),
    "json-shared": lambda _: json_keys.shared(),
    "json-answers": lambda _: json_keys.answers(),
    "statuses": lambda _: words.statuses(),
    "outlooks": lambda _: words.outlooks(),
    "roll-up": lambda _: words.roll_up(),
    "reasons": lambda _: words.reasons(),
    "endings": lambda _: words.endings(),
    "keys-plan": lambda page: keys.keys_of("plan", page),
    "keys-objective": lambda page: keys.keys_of("objective", page),
    "keys-activity": lambda page: keys.keys_of("objective.activity", page),
    "keys-indicator": lambda page: keys.keys_of("objective.activity.indicator", page),
    "keys-update": lambda page: keys.keys_of("update", page),
    "keys-round": lambda page: keys.keys_of("round", page),
    "keys-receipt": lambda page: keys.keys_of("receipt", page),
    "rooms": lambda _: rooms.listing(),
    "inner-rooms": lambda _: rooms.inner_order(),
    "nouns": lambda _: glossary.glossary(),
    "modules": lambda _: rooms.sections(),
    "trace-to-journal": lambda _: trace.shown(trace.to_journal()),
    "column-names": lambda _: columns.names(),
    "status-words": lambda _: columns.statuses(),
    "trace-to-cell": lambda _: trace.shown(trace.to_cell()),
}
"""The functions that generate the part between the marks of each name."""


STORIES: Final = frozenset({"guide.md", "round.md", "sentences.md"})
"""The pages whose commands are run in order, and that show the output."""


def made(name: str, page: str) -> str:
    """Returns the text of a page with its generated parts, given its name and its text."""
    filled_in = filled(page, PARTS)
    return sessions.with_output(filled_in) if name in STORIES else filled_in


def main() -> int:
    """Writes the pages, or checks them; returns the exit code."""
    check, code = "--check" in sys.argv[1:], 0
    for file in sorted(PAGES.glob("*.md")):
        kept = file.read_text(encoding="utf-8")
        now = made(file.name, kept)
        if now == kept:
            continue
        if check:
            sys.stderr.write(f"docs/{file.name} is not current: run docs/make_pages.py\n")
            code = 1
        else:
            file.write_text(now, encoding="utf-8", newline="\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
