"""Reads another copy of a plan's journal, and checks it before anything is taken in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from bptip.files.reading.contents import content_of, kind_of_file
from bptip.files.reading.journal_text import journal_text
from bptip.files.reading.loading import Journal, ParsedFile, journal_of
from bptip.files.reading.locating import located
from bptip.files.workspace.folders import plan_folders
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.command_lines import command_line, file_to_type
from bptip.plan.duplicates import one_of
from bptip.plan.errors import BptipError, BrokenFileError, ErrorCode, RefusedError
from bptip.problems.fault import Fault
from bptip.problems.journal.context import PlacedUpdate, blocks_with_one_id
from bptip.problems.notices import other_plan_hint, refusal


class Copy(NamedTuple):
    """Another copy of a journal: its content, and its updates with their places, each once."""

    raw: bytes
    entries: tuple[PlacedUpdate, ...]


def read_copy(file: Path, plan: StoredPlan, here: Path) -> Copy:
    """Returns a copy of the plan's journal; raises BptipError for another or a faulty file."""
    try:
        raw = content_of(file)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        code = ErrorCode.NOT_FOUND if missing else ErrorCode.BROKEN_FILE
        raise BptipError(f'"{file}" cannot be read: {error.strerror}.', code=code) from error
    parsed = journal_of(file, raw, plan.spellings)
    kind = kind_of_file(raw)
    if parsed.value is None and kind is None:
        kind = "a plan" if _PLAN_TABLE.search(raw) else _TEXTS.get(file.suffix.lower())
    if kind is not None:
        raise RefusedError(
            f'"{file}" is {kind}. `bptip merge` takes in another copy of a journal, progress.toml.',
            *_instead(kind, file, plan.id),
        )
    journal = parsed.value
    if journal is None:
        raise _has_errors(parsed, parsed.faults, here)
    if journal.plan != plan.id:
        raise RefusedError(
            f'"{file}" is a journal of the plan {journal.plan}, not of {plan.id}; '
            "nothing was written.",
            other_plan_hint(
                journal.plan, [each.name for each in plan_folders(plan.folder.path.parent)]
            ),
        )
    once = journal._replace(updates=_each_once(journal))
    faults = once.checked_against(plan.versions).faults
    if faults:
        raise _has_errors(parsed, faults, here)
    text = journal_text(raw)
    newer = sum(fault.path[0] == "update" for fault in journal.newer)
    if len(text.of_kind("update")) != len(journal.updates) + newer or not text.is_regular:
        raise BrokenFileError(
            f'"{file}" has its updates in one inline list (update = [ … ]). '
            "bptip cannot take updates from such a list.",
            "Write each update as a separate block, under [[update]].",
        )
    return Copy(raw, once.updates)


_PLAN_TABLE: Final = re.compile(rb"^\s*\[plan\]", re.MULTILINE)
"""The table that every version of a plan has, and no journal."""


_TEXTS: Final = {".csv": "a table", ".md": "a text in Markdown", ".html": "a web page"}
"""Kinds of text files other than journals, by their extension."""


def _instead(kind: str, file: Path, plan: str) -> Iterator[str]:
    """Yields hints for a file that is not a journal."""
    if kind == "a plan":
        yield f"Put it into the folder of the plan as plans/{plan}/vN.toml (N is its number)."
        return
    table = command_line(("import", file_to_type(file.as_posix()), "--into", plan))
    if table and file.suffix.lower() in (".xlsx", ".docx", ".csv", ".md"):
        yield f"If it is an office's table of progress: {table}"
    form = command_line(("collect", file_to_type(file.as_posix())))
    if form and file.suffix.lower() == ".xlsx":
        yield f"If it is a form that came back: {form}"
    yield "Otherwise record it with `bptip update`, or ask the sender for their progress.toml."


def _each_once(journal: Journal) -> tuple[PlacedUpdate, ...]:
    """Returns the updates of a journal, without repetitions.

    Among blocks with one id, the block that counts stays: the redacted block, else the one recorded
    first.
    """
    several = blocks_with_one_id(journal.updates)
    counted = {name: winner for name, blocks in several.items() if (winner := one_of(blocks))}
    chosen: dict[str, PlacedUpdate] = {}
    for entry in journal.updates:
        update, winner = entry.update, counted.get(entry.update.id)
        if winner is not None and update._replace(recorded=winner.recorded) == winner:
            is_better = update.id not in chosen or update == winner
            chosen[update.id] = entry if is_better else chosen[update.id]
    return tuple(
        entry
        for entry in journal.updates
        if entry.update.id not in counted or chosen[entry.update.id] is entry
    )


def _has_errors(parsed: ParsedFile[Journal], faults: tuple[Fault, ...], here: Path) -> BptipError:
    """Returns the refusal of a copy with errors, with the places of the first ones."""
    return refusal(f'"{parsed.file}"', located(parsed, here, faults), "nothing was taken in")
