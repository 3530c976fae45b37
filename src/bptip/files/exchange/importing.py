"""Imports a table into the plans on the disk: previews the import, and writes it.

Everything is checked before anything is written. The journal is written before the version, so that
a plan never shows less progress than its table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from bptip.comparison.pairing import NOTHING_IN_COMMON
from bptip.comparison.pairs import Pair
from bptip.comparison.review import with_declared
from bptip.exchange.cells import TableFile
from bptip.exchange.importing.open_words import (
    listed_findings,
    map_to_complete,
    unknown_words,
)
from bptip.exchange.importing.planning import preview_of
from bptip.exchange.importing.preview import ImportPreview
from bptip.exchange.importing.request import ImportRequest
from bptip.exchange.tables.findings import Finding, error
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.maps import NO_GUESS, NO_MAP, TableMap, parsed_map
from bptip.files.exchange.plan_text import plan_text
from bptip.files.exchange.tables import read_table_file
from bptip.files.journal.lock import Tell, quiet
from bptip.files.journal.sole_writer import sole_writer
from bptip.files.journal.taking_in import Entries, Identified, append_entries
from bptip.files.reading.loading import toml_in, version_of
from bptip.files.reading.locating import located, shown_path
from bptip.files.reading.text_files import read_text
from bptip.files.workspace.amending import refuse_earlier
from bptip.files.workspace.folders import JOURNAL_NAME, version_files
from bptip.files.workspace.new_plan import refuse_existing, write_beside
from bptip.files.workspace.parties_file import PartiesFile
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.writing import make_folder, refuse_too_large, write_plan_file
from bptip.plan.command_lines import command_line, file_to_type
from bptip.plan.errors import BptipError, RefusedError
from bptip.plan.model import Version
from bptip.plan.vocabulary import count
from bptip.problems.fault import Severity
from bptip.problems.notices import refusal
from bptip.recording.update_ids import Stamps


def load_map(file: Path | None, here: Path) -> TableMap:
    """Returns the map in a file; raises BptipError if the map cannot be read or is invalid."""
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
    """Returns the tables of a file; raises BptipError for an unreadable file, and for a form."""
    table = read_table_file(file)
    if table.is_form:
        typed = command_line(("collect", file_to_type(file.as_posix()))) or "bptip collect FILE"
        raise RefusedError(
            f'"{file}" is a form that bptip made, not a tracker.',
            f"To read its answers, type: {typed}",
        )
    return table


class Target(NamedTuple):
    """The folder of the plans, and the plan to import into; None for a new plan."""

    root: Path
    plan: StoredPlan | None
    here: Path


def checked_preview(request: ImportRequest, target: Target) -> ImportPreview:
    """Returns a preview with an error for each fault that the plan's file would have.

    Raises BptipError if the import cannot be written for another reason.
    """
    preview = preview_of(request)
    if request.purpose is Purpose.INTO or preview.is_same or preview.errors:
        return preview
    if request.purpose is Purpose.NEXT:
        assert target.plan is not None
        pairs = preview.changes.pairs if preview.changes else ()
        preview = preview._replace(version=with_ids_carried_on(preview.version, pairs))
        if request.released is not None:
            refuse_earlier(target.plan, request.released, "--released")
    file = _file_of(preview, target)
    content = plan_text(preview.version)
    refuse_too_large(file, content)
    parsed = version_of(file, content, _parties_file(target).parties)
    problems = located(parsed, target.here) if parsed.faults else []
    faults = (
        error("unreadable", preview.file, "", f"The plan would have this error: {each.message}",
              each.hint or "")
        for each in problems
    )  # fmt: skip
    return preview._replace(findings=(*preview.findings, *faults))


def write_import(
    request: ImportRequest, target: Target, stamps: Stamps, tell: Tell = quiet
) -> ImportPreview:
    """Writes an import, and returns its preview with the paths of the written files.

    Raises BptipError, and writes nothing, if anything is wrong.
    """
    preview = checked_preview(request, target)
    refuse_errors(preview)
    if preview.is_same:
        return preview
    if request.purpose is Purpose.NEW:
        files = _write_new(preview, target, stamps, tell)
    elif request.purpose is Purpose.NEXT:
        files = [_write_next(preview, target, tell)]
    else:
        assert target.plan is not None
        files = _append(preview, target.plan, target.here, stamps, tell)
    return preview._replace(written=tuple(shown_path(file, target.here) for file in files))


def _file_of(preview: ImportPreview, target: Target) -> Path:
    """Returns the file of the version that an import makes."""
    plan = preview.version.plan
    folder = target.plan.folder.path if target.plan else target.root / plan.id
    return folder / f"v{plan.version}.toml"


def _parties_file(target: Target) -> PartiesFile:
    return target.plan.parties_file if target.plan else PartiesFile(target.root)


def refuse_errors(preview: ImportPreview) -> None:
    """Raises BptipError for the errors of a preview, each with its place and the line to add."""
    listed = [each for each in listed_findings(preview) if each.severity is Severity.ERROR]
    if listed:
        shown = [f"{_placed(preview, each)}: {each.message} {each.hint}" for each in listed]
        raise RefusedError(
            f"Nothing was written: {count(len(listed), 'error')} in {preview.file}.",
            *(line.rstrip() for line in shown[:MOST_SHOWN]),
            f"… and {len(listed) - MOST_SHOWN} more." if len(listed) > MOST_SHOWN else "",
            *_to_type(preview),
        )


def _placed(preview: ImportPreview, finding: Finding) -> str:
    """Returns the file and the place of a finding; only the file if it is about the whole file."""
    is_whole = finding.place == preview.file
    return preview.file if is_whole else f"{preview.file}, {finding.place}"


def _to_type(preview: ImportPreview) -> Iterator[str]:
    """Yields instructions for unknown words, with the command that then writes the import."""
    command = command_line(preview.command)
    if unknown_words(preview) and command:
        file = map_to_complete(preview)
        check = f'In {file}, replace each "{NO_GUESS}"' if file else "Check what each --word means"
        yield f"{check}. Then type: {command}"


MOST_SHOWN: Final = 20
"""Maximum number of errors that a refusal lists."""


def _write_new(preview: ImportPreview, target: Target, stamps: Stamps, tell: Tell) -> list[Path]:
    """Writes a new plan: its journal, its first version, then the files beside the plans.

    Imports take turns at the folder of the plans, so that two cannot write the same plan.
    """
    file, content = _file_of(preview, target), plan_text(preview.version)
    parties = PartiesFile(target.root)
    make_folder(target.root)
    with sole_writer(target.root, tell):
        refuse_existing(target.root, preview.version.plan.id)
        make_folder(file.parent)
        parsed = version_of(file, content, parties.parties)
        planned = StoredPlan.planned(file.parent, parsed, parties)
        journal = file.parent / JOURNAL_NAME
        had_journal = journal.exists()
        try:
            files = _append(preview, planned, target.here, stamps, tell)
            write_plan_file(file, content)
        except (BptipError, KeyboardInterrupt):
            # `bptip new` may have written the plan meanwhile: then the journal belongs to it.
            if not had_journal and not version_files(file.parent):
                journal.unlink(missing_ok=True)
            raise
    written = [file, *files]
    try:
        return [*written, *write_beside(target.root)]
    except BptipError as error:
        named = ", ".join(shown_path(each, target.here) for each in written)
        raise error.with_hints(*error.hints, f"Written: {named}. Do not import it again.") from None


def _append(
    preview: ImportPreview, plan: StoredPlan, here: Path, stamps: Stamps, tell: Tell
) -> list[Path]:
    """Appends the new statements to a plan's journal; returns the journal's file if it changed."""
    entries = tuple(Identified(entry.identity.id, entry.statement) for entry in preview.new_entries)
    if not entries:
        return []
    recorded = append_entries(plan, Entries(entries), stamps, here, tell=tell)
    return [recorded.file]


def _write_next(preview: ImportPreview, target: Target, tell: Tell) -> Path:
    """Writes a plan's next version beside its other versions."""
    plan, version = target.plan, preview.version
    assert plan is not None
    if version.plan.released is None:
        raise BptipError(
            "From which day is the new version in force?", "Add the day: --released 2026-12-01"
        )
    file = _file_of(preview, target)
    model = plan.version_files[0].file
    with sole_writer(plan.folder.path, tell, model) as turn:
        turn.git.refuse_under_way()
        write_plan_file(file, plan_text(version), like=model)
    return file


def with_ids_carried_on(version: Version, pairs: Sequence[Pair]) -> Version:
    """Returns a version in which paired items with different wording declare their predecessor.

    Without it, `check` would report that an id was used again: the same id makes a pair only if
    the wording is similar too.
    """
    before = version.plan.version - 1
    for pair in pairs:
        seen = pair.evidence
        if seen is None or seen.activities or seen.wording >= NOTHING_IN_COMMON:
            continue
        declared = (*(pair.new.continues or ()), f"v{before}/{pair.old.id}")
        version = with_declared(version, pair.new.id, declared)
    return version
