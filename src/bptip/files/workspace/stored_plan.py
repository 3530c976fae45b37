"""A plan on the disk: its values and faults, each file read once, when it is first needed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bptip.files.reading.loading import Journal, ParsedFile, load_journal, load_version, unlisted
from bptip.files.workspace.folders import (
    FIRST_VERSION,
    JOURNAL_NAME,
    PLAN_HINT,
    Listing,
    PlanFolder,
    plain_name,
)
from bptip.files.workspace.parties_file import PartiesFile
from bptip.plan.journal import NO_RETURNS, PlanHistory, Returns, Update
from bptip.plan.model import Version
from bptip.plan.parties import Parties, Spellings, spelled_version, spellings_of
from bptip.problems.fault import Fault
from bptip.problems.folder import other_plan, same_number, twin
from bptip.problems.journal.checked import CheckedJournal

if TYPE_CHECKING:
    from bptip.problems.references import Editions

JOURNAL_ALONE: Final = (
    f"{PLAN_HINT} This folder has only a journal. If an import was interrupted, type it again."
)


class StoredPlan:
    """A plan in its folder: the versions and the journal in its files.

    `parties_file` has the spellings of its parties; the default is the file beside the folder.
    """

    def __init__(self, folder: PlanFolder, parties_file: PartiesFile | None = None) -> None:
        self.folder = folder
        self.parties_file = parties_file or PartiesFile(folder.path.parent)

    @classmethod
    def planned(cls, folder: Path, parsed: ParsedFile[Version], parties: PartiesFile) -> StoredPlan:
        """Returns a plan whose only version is not on the disk yet."""
        plan = cls(PlanFolder(folder), parties)
        plan.written_files = (parsed,)
        return plan

    @cached_property
    def id(self) -> str:
        """The plan's id: the name of its folder, or the id in the single file that was named."""
        if self.folder.single_file is None:
            return self.folder.path.name
        version = self.written_files[0].value
        return version.plan.id if version else self.folder.single_file.name

    @cached_property
    def version_files(self) -> tuple[ParsedFile[Version], ...]:
        """The parsed file of every version, with each party under one name."""
        spellings = self.spellings
        if not spellings:
            return self.written_files
        return tuple(
            parsed._replace(
                value=parsed.value and spelled_version(parsed.value, spellings.names),
                sound_part=parsed.sound_part
                and spelled_version(parsed.sound_part, spellings.names),
            )
            for parsed in self.written_files
        )

    @cached_property
    def spellings(self) -> Spellings:
        """The names of the plan's parties, by every known spelling."""
        parties = self.parties_file.parties
        values = [parsed.value for parsed in self.written_files if parsed.value]
        latest_first = sorted(values, key=lambda version: -version.plan.version)
        return spellings_of(parties, latest_first)

    @cached_property
    def written_files(self) -> tuple[ParsedFile[Version], ...]:
        """The parsed file of every version as written, with the faults between the files.

        A file named by its path comes first.
        """
        parties = self.parties_file.parties
        if self.folder.single_file is not None:
            return _single_file_and_siblings(self.folder, parties)
        try:
            files = self.folder.listing().versions
        except OSError as error:
            return (unlisted(self.folder.path, error),)
        if not files:
            return (_missing_version(self.folder),)
        return _with_faults_between(
            [_version_file(file, files, parties) for file in files], self.id
        )

    @cached_property
    def journal_file(self) -> ParsedFile[Journal] | None:
        """The parsed file of the journal; None if the plan has no journal."""
        file, *twins = self.journal_paths
        if twins:
            return ParsedFile(twins[0], "", None, (twin(twins[0].name, JOURNAL_NAME),))
        if not os.path.lexists(file):
            return None
        parsed = load_journal(file, self.spellings)
        if parsed.value is None:
            return parsed
        return parsed.with_faults(other_plan(parsed.value.plan, self.id, key=("plan",)))

    @cached_property
    def journal_paths(self) -> tuple[Path, ...]:
        """The path of the journal, which need not exist, then files that differ only by case.

        If only a file with other capitals exists, it is the journal.
        """
        named = self.folder.path / JOURNAL_NAME
        return tuple(sorted(self.listing.journals, key=lambda file: file != named)) or (named,)

    @cached_property
    def listing(self) -> Listing:
        """The files in the plan's folder, sorted by kind; none if the folder cannot be listed.

        A file that the user named by its path is never a stray.
        """
        try:
            listing = self.folder.listing()
        except OSError:
            return Listing()
        others = tuple(file for file in listing.strays if file != self.folder.single_file)
        return listing._replace(strays=others)

    @property
    def journal(self) -> Journal | None:
        """The content of the journal; None if it is missing or cannot be read."""
        return self.journal_file.value if self.journal_file else None

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """The versions that can be used, by number."""
        values = [parsed.value for parsed in self.version_files if parsed.value]
        return tuple(sorted(values, key=lambda version: version.plan.version))

    @cached_property
    def known_versions(self) -> tuple[Version, ...] | None:
        """The versions for checks of references, with the well-formed parts of faulty versions.

        None if the id of an item may be missing.
        """
        if self.is_readable:
            return self.versions
        from bptip.files.reading.sound_parts import names_every_item

        parts = [parsed.sound for parsed in self.version_files]
        known = tuple(part for part in parts if part is not None and names_every_item(part))
        return known if len(known) == len(parts) else None

    @property
    def version_by_path(self) -> Version | None:
        """The version in the single file that the user named; None if the user named no file."""
        return self.version_files[0].value if self.folder.single_file else None

    @cached_property
    def checked_journal(self) -> CheckedJournal:
        """The journal's updates that count, and the faults of the others."""
        journal = self.journal
        return journal.checked_against(self.versions) if journal else CheckedJournal((), ())

    @property
    def outline(self) -> PlanHistory:
        """The plan's versions without its updates; the journal is not read."""
        return PlanHistory(self.versions)

    @property
    def history(self) -> PlanHistory:
        """The plan's versions, and the updates of its journal that count."""
        returns = self.journal.returns if self.journal else NO_RETURNS
        return self.history_with(self.checked_journal.updates, returns)

    def history_with(self, updates: tuple[Update, ...], returns: Returns) -> PlanHistory:
        """Returns the plan's versions with these updates and returns; the journal is not read."""
        returns = returns._replace(versions=self.versions) if returns.rounds else returns
        return PlanHistory(self.versions, updates, returns)

    @property
    def is_readable(self) -> bool:
        """True if the file of every version can be used; the journal does not matter."""
        return all(parsed.value is not None for parsed in self.version_files)

    @property
    def is_whole(self) -> bool:
        """True if the file of every version can be used, and so can the journal if it exists."""
        return self.is_readable and (self.journal_file is None or self.journal is not None)


def _version_file(file: Path, files: Sequence[Path], parties: Parties) -> ParsedFile[Version]:
    """Returns a parsed version; among names that differ only by case, one file can be used."""
    alike = [each for each in files if plain_name(each.name) == plain_name(file.name)]
    if len(alike) > 1 and file != max(alike):
        return ParsedFile(file, "", None, (twin(file.name, max(alike).name),))
    return load_version(file, parties)


def _missing_version(folder: PlanFolder) -> ParsedFile[Version]:
    """Returns the fault that version 1 is missing, for a folder that has only a journal."""
    parsed = load_version(folder.path / FIRST_VERSION)
    return parsed._replace(faults=tuple(f._replace(hint=JOURNAL_ALONE) for f in parsed.faults))


def _single_file_and_siblings(
    folder: PlanFolder, parties: Parties
) -> tuple[ParsedFile[Version], ...]:
    """Returns the file that the user named, then the other versions of its plan beside it."""
    assert folder.single_file is not None
    parsed = load_version(folder.single_file, parties)
    if parsed.value is None:
        return (parsed,)
    plan = parsed.value.plan
    others = (file for file in folder.listing().versions if file.name != parsed.file.name)
    siblings = [
        sibling
        for sibling in (load_version(file, parties) for file in others)
        if sibling.value
        and sibling.value.plan.id == plan.id
        and sibling.value.plan.version != plan.version
    ]
    return (parsed, *siblings)


def _with_faults_between(
    files: list[ParsedFile[Version]], plan_id: str
) -> tuple[ParsedFile[Version], ...]:
    """Returns the files with further faults: a wrong id for the folder, or a repeated number."""
    versions = [(parsed.file.name, parsed.value) for parsed in files if parsed.value]
    faults: dict[str, list[Fault]] = {
        name: [*other_plan(version.plan.id, plan_id, key=("plan", "id"))]
        for name, version in versions
    }
    for name, fault in same_number(versions):
        faults[name].append(fault)
    return tuple(parsed.with_faults(faults.get(parsed.file.name, ())) for parsed in files)


def file_names(plan: StoredPlan, versions: Iterable[Version]) -> tuple[str, ...]:
    """Returns the files of these versions and of the journal, relative to the plans folder."""
    wanted = tuple(versions)
    files = [
        parsed.file
        for parsed in plan.version_files
        if any(parsed.value is version for version in wanted)
    ]
    if plan.journal_file:
        files.append(plan.journal_file.file)
    return tuple(f"{plan.id}/{file.name}" for file in files)


def editions_of(plan: StoredPlan, others: Iterable[StoredPlan]) -> Editions:
    """Returns the versions of every plan, by plan id; None for another plan that cannot be read."""
    editions = {other.id: other.known_versions for other in others}
    own = plan.versions if plan.known_versions is None else plan.known_versions
    return {**editions, plan.id: own}
