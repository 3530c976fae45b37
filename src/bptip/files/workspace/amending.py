"""Starts the next version of a plan: a copy of the latest version's file with four new values.

Only `version`, `released`, `authority` and `follows` change; comments, order and line ends stay.
Before the new file is written, it is checked and compared with the expected version.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import tomli_w

from bptip.files.journal.lock import Tell, quiet
from bptip.files.journal.sole_writer import sole_writer
from bptip.files.reading.contents import read_plan_file
from bptip.files.reading.loading import ParsedFile, version_of
from bptip.files.reading.locating import located
from bptip.files.workspace.folders import version_files
from bptip.files.workspace.insertions import beside_statement, statement_at
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.workspace.unreadable import refuse_unreadable
from bptip.files.writing import write_plan_file
from bptip.plan.errors import RefusedError
from bptip.plan.model import Plan, Version
from bptip.plan.vocabulary import day
from bptip.problems.notices import on_one_line
from bptip.reporting.provenance import following


class Amended(NamedTuple):
    """A version that was started: its file, its value, and the version before it."""

    file: Path
    version: Version
    before: Version


def amend(
    plan: StoredPlan, on: date, authority: str | None, here: Path, tell: Tell = quiet
) -> Amended:
    """Starts the plan's next version, which takes effect on a day.

    Raises BptipError if the next version exists, or if the day is before the latest version's date.
    """
    refuse_unreadable(plan, here)
    latest = max(plan.written_files, key=_number)
    assert latest.value is not None
    with sole_writer(plan.folder.path, tell, latest.file) as turn:
        turn.git.refuse_under_way("a version started")
        number = _number(latest) + 1
        file = plan.folder.path / f"v{number}.toml"
        _refuse_taken(plan, file)
        refuse_earlier(plan, on, "--on")
        follows = following(latest.value)
        stated: dict[str, Any] = {"version": number, "released": on, "follows": follows}
        if authority is not None:
            stated["authority"] = authority
        content = _changed(read_plan_file(latest.file, latest.file), latest.value.plan, stated)
        made = version_of(file, content, plan.parties_file.parties)
        _refuse_faulty(made, latest.value, stated, here)
        assert made.value is not None
        write_plan_file(file, content, like=latest.file)
    return Amended(file, made.value, latest.value)


def _number(parsed: ParsedFile[Version]) -> int:
    return parsed.value.plan.version if parsed.value else 0


def _refuse_taken(plan: StoredPlan, file: Path) -> None:
    """Raises BptipError if the next version's file exists, in upper or lower case."""
    there = {each.name.casefold() for each in version_files(plan.folder.path)}
    if file.name.casefold() in there or file.exists() or file.is_symlink():
        raise RefusedError(
            f'"{file}" exists already; nothing was changed.',
            "This file should contain the version with that number: `bptip check` shows what is "
            "wrong.",
        )


def refuse_earlier(plan: StoredPlan, on: date, option: str) -> None:
    """Raises BptipError if the next version would take effect before the latest version."""
    latest = max(each.effective for each in plan.versions)
    if on < latest:
        raise RefusedError(
            f"{day(on)} is before {day(latest)}, the date of the latest version.",
            f"Write {option} {latest.isoformat()}, or a later date.",
        )


def _refuse_faulty(
    made: ParsedFile[Version], before: Version, stated: dict[str, Any], here: Path
) -> None:
    """Raises BptipError if the new file has faults or differs from the expected version."""
    if made.faults:
        problems = located(made, here)
        raise RefusedError("The new version would have errors:", *map(on_one_line, problems))
    if made.value != before._replace(plan=before.plan._replace(**stated)):
        raise RefusedError(
            "The new version cannot be made from the file of the latest one.",
            "In its [plan] table, write version, released, authority and follows on separate "
            "lines.",
        )


def _changed(raw: bytes, plan: Plan, stated: dict[str, Any]) -> bytes:
    """Returns a version's file with other values; new keys are inserted right after `version`."""
    text = raw.decode("utf-8")
    for key, value in stated.items():
        literal = tomli_w.dumps({key: value}).rstrip("\n").partition(" = ")[2]
        has = getattr(plan, key) is not None
        beside = key if has else "version"
        statement = statement_at(text, ("plan", beside))
        if statement is None:
            raise RefusedError(f"The key {beside} of [plan] cannot be found in the file.")
        if has:
            text = text[: statement.value] + literal + text[statement.end :]
        else:
            insertion = beside_statement(text, statement, key + statement.equals + literal)
            text = insertion.made_in(text)
    return text.encode("utf-8")
