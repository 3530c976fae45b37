"""Imports on the disk: what a plan has already, and writing what a table makes of it.

All or nothing: everything is checked before anything is written, and the journal is written before
the version, so that a plan never shows less progress than its table had.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.comparison.review import with_declared
from bptip.exchange.importing.planning import ImportRequest, preview_of
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.maps import NO_MAP, parsed_map
from bptip.files.exchange.plan_text import plan_text
from bptip.files.exchange.tables import read_table_file
from bptip.files.journal.lock import Tell, quiet
from bptip.files.journal.sole_writer import sole_writer
from bptip.files.journal.taking_in import Entries, Identified, append_entries
from bptip.files.reading.loading import toml_in, version_of
from bptip.files.reading.locating import located, shown_path
from bptip.files.reading.text_files import read_text
from bptip.files.workspace.amending import refuse_earlier
from bptip.files.workspace.folders import FIRST_VERSION, JOURNAL_NAME, version_files
from bptip.files.workspace.new_plan import refuse_existing, write_beside
from bptip.files.workspace.parties_file import PartiesFile
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.writing import make_folder, refuse_too_large, write_plan_file
from bptip.plan.command_lines import command_line
from bptip.plan.errors import BptipError, ErrorCode
from bptip.plan.vocabulary import count
from bptip.problems.notices import refusal
from bptip.problems.reused_ids import reused_ids
from bptip.problems.version import items_with_paths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bptip.exchange.cells import TableFile
    from bptip.exchange.importing.preview import ImportPreview
    from bptip.exchange.tables.maps import TableMap
    from bptip.files.reading.loading import ParsedFile
    from bptip.plan.model import Version
    from bptip.recording.update_ids import Stamps


def load_map(file: Path | None, here: Path) -> TableMap:
    """Returns the map in a file; raises BptipError if it cannot be read, or makes no sense."""
    if file is None:
        return NO_MAP
    toml = toml_in(file, read_text(file, "a map in TOML"))
    if toml.value is None or toml.faults:
        raise refusal("The map", located(toml, here), "the table was not read")
    try:
        return parsed_map(toml.value)
    except BptipError as error:
        raise BptipError(f'"{file}": {error.message}', *error.hints, code=error.code) from None


def read_tracker(file: Path) -> TableFile:
    """Returns the tables of a file; raises BptipError if it cannot be read, or is a form."""
    table = read_table_file(file)
    if table.is_form:
        typed = command_line(("collect", str(file))) or "bptip collect FILE"
        raise BptipError(
            f'"{file}" is a form that bptip made, not a tracker.',
            f"To read its answers, type: {typed}",
            code=ErrorCode.REFUSED,
        )
    return table


class Target(NamedTuple):
    """The folder of the plans, and the plan that an import is about, if it exists."""

    root: Path
    plan: StoredPlan | None
    here: Path


def write_import(
    request: ImportRequest, target: Target, stamps: Stamps, tell: Tell = quiet
) -> ImportPreview:
    """Writes what an import makes, and returns the preview with the files that were written.

    Raises BptipError if anything is wrong; then nothing was written.
    """
    preview = preview_of(request)
    refuse_errors(preview)
    if preview.is_same:
        return preview
    if request.purpose is Purpose.NEW:
        files = _write_new(preview, target, stamps, tell)
    elif request.purpose is Purpose.NEXT:
        files = _write_next(preview, target, tell)
    else:
        assert target.plan is not None
        files = _append(preview, target.plan, target.here, stamps, tell)
    return preview._replace(written=tuple(shown_path(file, target.here) for file in files))


def refuse_errors(preview: ImportPreview) -> None:
    """Raises BptipError for the errors of a preview, each with its place and the line to add."""
    errors = preview.errors
    if errors:
        command = command_line(preview.command)
        has_words = any(each.code == "unknown-status" for each in errors)
        shown = [f"{preview.file}, {each.place}: {each.message} {each.hint}" for each in errors]
        raise BptipError(
            f"Nothing was written: {count(len(errors), 'error')} in {preview.file}.",
            *(line.rstrip() for line in shown[:MOST_SHOWN]),
            f"… and {len(errors) - MOST_SHOWN} more." if len(errors) > MOST_SHOWN else "",
            f"Check what each --word means. Then type: {command}" if has_words and command else "",
            code=ErrorCode.REFUSED,
        )


MOST_SHOWN: Final = 20
"""Maximum number of errors that a refusal lists."""


def _write_new(preview: ImportPreview, target: Target, stamps: Stamps, tell: Tell) -> list[Path]:
    """Writes a new plan: the files beside it, its journal, and at the end its first version."""
    plan_id = preview.version.plan.id
    refuse_existing(target.root, plan_id)
    folder = target.root / plan_id
    parties = PartiesFile(target.root)
    parsed = _sound(folder / FIRST_VERSION, preview.version, parties, target.here)
    content = plan_text(preview.version)
    make_folder(folder)
    planned = StoredPlan.planned(folder, parsed, parties)
    journal = folder / JOURNAL_NAME
    had_journal = journal.exists()
    files = _append(preview, planned, target.here, stamps, tell)
    try:
        write_plan_file(parsed.file, content)
    except BptipError:
        # Another run may have written the plan meanwhile: then the journal is that plan's too.
        if files and not had_journal and not version_files(folder):
            journal.unlink(missing_ok=True)
        raise
    return [parsed.file, *files, *write_beside(target.root)]


def _append(
    preview: ImportPreview, plan: StoredPlan, here: Path, stamps: Stamps, tell: Tell
) -> list[Path]:
    """Appends the new statements to a plan's journal; returns its file if there were any."""
    entries = tuple(Identified(entry.identity.id, entry.statement) for entry in preview.new_entries)
    if not entries:
        return []
    recorded = append_entries(plan, Entries(entries), stamps, here, tell=tell)
    return [recorded.file]


def _write_next(preview: ImportPreview, target: Target, tell: Tell) -> list[Path]:
    """Writes a plan's next version beside the others."""
    plan, version = target.plan, preview.version
    assert plan is not None
    released = version.plan.released
    if released is None:
        raise BptipError(
            "From which day on does the new version count?",
            "Add the day: --released 2026-12-01",
        )
    refuse_earlier(plan, released, "--released")
    version = with_ids_carried_on(version, plan.versions)
    file = plan.folder.path / f"v{version.plan.version}.toml"
    model = plan.version_files[0].file
    with sole_writer(plan.folder.path, tell, model) as turn:
        turn.git.refuse_under_way()
        parsed = _sound(file, version, plan.parties_file, target.here)
        write_plan_file(parsed.file, plan_text(version), like=model)
    return [file]


def with_ids_carried_on(version: Version, earlier: Sequence[Version]) -> Version:
    """Returns a version in which an item says what it carries on, where its text does not show it.

    Without that, `check` would take its id for one that was used again.
    """
    reused = {fault.path[:-1] for fault in reused_ids(version, earlier)}
    before = version.plan.version - 1
    for item, path in items_with_paths(version):
        if path in reused:
            declared = (*(item.continues or ()), f"v{before}/{item.id}")
            version = with_declared(version, item.id, declared)
    return version


def _sound(file: Path, version: Version, parties: PartiesFile, here: Path) -> ParsedFile[Version]:
    """Returns a version as its file will be read; raises BptipError if it would have errors."""
    content = plan_text(version)
    refuse_too_large(file, content)
    parsed = version_of(file, content, parties.parties)
    if parsed.faults:
        problems = located(parsed, here)
        raise BptipError(
            f"Nothing was written: the plan would have {count(len(problems), 'error')}.",
            *(
                f"{each.code.name}: {each.message} {each.hint or ''}".rstrip()
                for each in problems[:5]
            ),
            code=ErrorCode.REFUSED,
        )
    return parsed
