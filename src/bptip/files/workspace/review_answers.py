"""Writes the answers of a review: inserts `continues` into a version's file.

A reviewer answers one question after the other, and other people may edit the file meanwhile. So
each answer is inserted into the present file, if the file still has the item in question. The
result is parsed before it replaces the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bptip.comparison.review import Declared, with_declared
from bptip.files.journal.git_working_tree import Attempts
from bptip.files.journal.lock import Tell, quiet
from bptip.files.journal.sole_writer import Turn, sole_writer
from bptip.files.reading.contents import plan_content, read_plan_file, real_path
from bptip.files.reading.loading import version_of
from bptip.files.reading.locating import shown_path
from bptip.files.workspace.insertions import (
    Insertion,
    beside_element,
    beside_statement,
    statement_at,
)
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.writing import cannot_write, prepared, refuse_read_only, refuse_too_large
from bptip.plan.errors import BrokenFileError, ConflictError, RefusedError
from bptip.plan.model import Item, Objective, Version
from bptip.plan.parties import spelled_version
from bptip.plan.references import declaration, toml_text
from bptip.problems.fault import FaultPath


class NoPlaceError(RefusedError):
    """Raised if the layout of a file has no safe place for a declaration."""


class Written(NamedTuple):
    """A version after an answer, and the text that was inserted into its file for the answer.

    The insertion is None if the item in the file has changed. `is_as_known` is True if the reviewer
    had seen the file in its present form.
    """

    version: Version
    insertion: Insertion | None
    is_as_known: bool = True


class VersionFile:
    """The file of one version of a plan, to which declarations are added."""

    def __init__(self, plan: StoredPlan, version: Version, here: Path, tell: Tell = quiet) -> None:
        self.plan = plan
        self.here = here
        self.tell = tell
        number = version.plan.version
        files = (f for f in plan.version_files if f.value and f.value.plan.version == number)
        named = next(files).file
        self.file = real_path(named) if named.is_symlink() else named
        refuse_read_only(self.file)

    @property
    def name(self) -> str:
        """The file's path as messages show it."""
        return shown_path(self.file, self.here)

    def declare(self, known: Version, item: Item, declared: Declared) -> Written:
        """Inserts the declaration of an item, if the item in the file has not changed.

        Raises BptipError if the file cannot be read or written, or if its layout has no safe place.
        """
        attempts, done = Attempts(self.tell), None
        while True:
            with self._turn(attempts) as turn:
                raw, written = self._present()
                present = self._spelled(written)
                if done is not None and present == done.version:
                    return done
                is_as_known = present == known
                if not any(_itself(each) == _itself(item) for each in present.items):
                    return Written(present, None, is_as_known)
                text = raw.decode("utf-8")
                insertion = _insertion(text, present, item, declared)
                expected = with_declared(written, item.id, declared)
                made = insertion.made_in(text).encode("utf-8") if insertion else b""
                if insertion is None or not self._is(made, expected):
                    raise _no_place(self.name, item, declared)
                done = Written(self._spelled(expected), insertion, is_as_known)
                if self._try_to_replace(raw, made, turn, attempts):
                    return done

    def take_back(self, insertion: Insertion, item: Item) -> None:
        """Removes an insertion; `item` is the item before it.

        Raises BptipError if the file has changed since the insertion.
        """
        attempts, done = Attempts(self.tell), b""
        while True:
            with self._turn(attempts) as turn:
                raw, written = self._present()
                if raw == done:
                    return
                made = insertion.undone_in(raw.decode("utf-8"))
                expected = with_declared(written, item.id, item.continues)
                if made is None or not self._is(made.encode("utf-8"), expected):
                    raise ConflictError(
                        f'"{self.name}" has changed since that answer, so bptip cannot take it '
                        "back.",
                        f"Correct the continues line of {item.id} in the file.",
                    )
                done = made.encode("utf-8")
                if self._try_to_replace(raw, done, turn, attempts):
                    return

    def refuse_under_way(self) -> None:
        """Raises BptipError if Git waits for a person and could then undo a write."""
        with self._turn(Attempts(self.tell)):
            pass

    @contextmanager
    def _turn(self, attempts: Attempts) -> Iterator[Turn]:
        """Keeps other writers out of the plan's folder."""
        with attempts.attempt() as tell, sole_writer(self.file.parent, tell, self.file) as turn:
            turn.git.refuse_under_way("an answer")
            yield turn

    def _present(self) -> tuple[bytes, Version]:
        """Returns the present content of the file, and the version in it with names as written."""
        raw = read_plan_file(self.file, self.name)
        version = version_of(self.file, raw, self.plan.parties_file.parties).value
        if version is None:
            raise BrokenFileError(
                f'"{self.name}" has errors now, so nothing is added to it.',
                f"Type `bptip check {self.plan.id}` to see them.",
            )
        return raw, version

    def _spelled(self, version: Version) -> Version:
        """Returns a version with each party under one name, as the comparison has it."""
        spellings = self.plan.spellings
        return spelled_version(version, spellings.names) if spellings else version

    def _is(self, content: bytes, expected: Version) -> bool:
        """True if a content has no errors and is the expected version."""
        return version_of(self.file, content, self.plan.parties_file.parties).value == expected

    def _try_to_replace(self, raw: bytes, content: bytes, turn: Turn, attempts: Attempts) -> bool:
        """Replaces the file; False if it was saved meanwhile, so that it must be read again."""
        refuse_too_large(self.file, content)
        try:
            with prepared(self.file, content) as new:
                # An editor ignores the lock: what was saved in it must not be overwritten.
                if not turn.is_ours or plan_content(self.file) != raw:
                    return False
                new.move(replace=True)
                return attempts.stays(new, turn.git, lambda: turn.is_ours)
        except OSError as error:
            raise cannot_write(self.file, error) from error


def _itself(item: Item) -> Item:
    """Returns an item without its sub-items."""
    return item._replace(activities=()) if isinstance(item, Objective) else item


def _insertion(text: str, version: Version, item: Item, declared: Declared) -> Insertion | None:
    """Returns the insertion for an item; None if the layout of the text has no safe place."""
    path = _path_of(version, item)
    known = item.continues or ()
    if not known:
        statement = statement_at(text, (*path, "id"))
        return statement and beside_statement(text, statement, declaration(declared))
    added = ", ".join(map(toml_text, declared[len(known) :]))
    return beside_element(text, (*path, "continues", len(known) - 1), added)


def _path_of(version: Version, item: Item) -> FaultPath:
    """Returns the path of an item in its file."""
    for place, objective in enumerate(version.objectives):
        if objective.id == item.id:
            return "objective", place
        for inner, activity in enumerate(objective.activities):
            if activity.id == item.id:
                return "objective", place, "activity", inner
    raise KeyError(item.id)


def _no_place(file: str, item: Item, declared: Declared) -> NoPlaceError:
    """Returns the error for a layout without a safe place, with a line that a person can paste."""
    return NoPlaceError(
        f'The layout of "{file}" does not let bptip add a line to {item.id}.',
        f"Write it yourself, with the id of {item.id}: {declaration(declared)}",
    )
