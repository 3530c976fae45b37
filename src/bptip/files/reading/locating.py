"""Gives faults their places: converts a path through a file's values to a line and a column."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bptip.files.reading.contents import real_path
from bptip.files.reading.loading import ParsedFile
from bptip.problems.fault import Fault, Problem


def located(
    parsed: ParsedFile[Any], here: Path, faults: Iterable[Fault] | None = None
) -> list[Problem]:
    """Returns the faults of a file as problems, in the order of their places.

    `faults` are by default the faults of the parsed file. `here` is the working folder.
    """
    listed = list(parsed.faults if faults is None else faults)
    if not listed:
        return []
    from bptip.files.reading.fault_positions import positions

    places = positions(parsed.text or "", [fault.path for fault in listed if fault.at is None])
    shown = shown_path(parsed.file, here)
    problems = []
    for fault in listed:
        line, column = (None, None) if parsed.text is None else fault.at or places[fault.path]
        problem = Problem(fault.code, shown, line, column, fault.message, fault.hint)
        problems.append(problem._replace(own_severity=fault.severity, item=fault.item))
    return sorted(problems, key=lambda each: (each.line or 0, each.column or 0))


def shown_near(path: Path) -> str:
    """Returns a path as messages show it, even if the working folder has been deleted."""
    try:
        return shown_path(path, Path.cwd())
    except OSError:
        return path.as_posix()


def shown_path(path: Path, here: Path) -> str:
    """Returns a path as pages show it: with "/", and relative to the working folder if inside it.

    Links are followed only if the path as it was typed leads out of the working folder.
    """
    as_named = Path(os.path.normpath(here / path))
    for there, folder in ((as_named, here), (real_path(path), real_path(here))):
        if there.is_relative_to(folder):
            return there.relative_to(folder).as_posix()
    return path.as_posix()
