"""The next version of a plan: a copy of the latest one's file, byte for byte but for three lines.

Only the values of `version`, `released` and `authority` change; comments, order and line ends
stay. What comes out is compared, value by value, with what was to come out, and checked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import tomli_w

from bptip.files.journal.lock import Tell, locked, quiet
from bptip.files.reading.contents import plan_content
from bptip.files.reading.loading import BOM, version_of
from bptip.files.reading.locating import located
from bptip.files.reading.positions import positions
from bptip.files.workspace.folders import version_files
from bptip.files.workspace.unreadable import refuse_unreadable
from bptip.files.writing import write_file
from bptip.plan.errors import BptipError
from bptip.plan.vocabulary import day
from bptip.problems.notices import on_one_line

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from bptip.files.reading.loading import ParsedFile
    from bptip.files.workspace.stored_plan import StoredPlan
    from bptip.plan.model import Plan, Version

# A key with its value, where the value is a date, a number, or a text in any of TOML's forms.
_STATEMENT: Final = re.compile(
    r"""(?P<key> [^\s=]+?) (?P<equals> [ \t]*=[ \t]*)
        (?P<value> \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5}
                 | "(?:\\.|[^"\\\n])*" | '[^'\n]*' | [^\s,}\#]+ )""",
    re.VERBOSE | re.DOTALL,
)


class Amended(NamedTuple):
    """A version that was started: its file, and what it says."""

    file: Path
    version: Version
    before: Version


def amend(
    plan: StoredPlan, on: date, authority: str | None, here: Path, tell: Tell = quiet
) -> Amended:
    """Start the plan's next version, in force from a day on.

    Raises BptipError where that version is there, or the day lies before that of the present one.
    """
    refuse_unreadable(plan, here)
    with locked(plan.folder.path, tell=tell):
        latest = max(plan.version_files, key=_number)
        assert latest.value is not None
        number = _number(latest) + 1
        file = plan.folder.path / f"v{number}.toml"
        _refuse_taken(plan, file)
        _refuse_earlier(plan, on)
        stated: dict[str, Any] = {"version": number, "released": on}
        if authority is not None:
            stated["authority"] = authority
        content = _changed(_present(latest.file), latest.value.plan, stated)
        made = version_of(file, content)
        _refuse_faulty(made, latest.value, stated, here)
        assert made.value is not None
        write_file(file, content, replace=False)
    return Amended(file, made.value, latest.value)


def _present(file: Path) -> bytes:
    try:
        return plan_content(file)
    except OSError as error:
        raise BptipError(f'"{file}" can\'t be read: {error.strerror}.') from error


def _number(parsed: ParsedFile[Version]) -> int:
    return parsed.value.plan.version if parsed.value else 0


def _refuse_taken(plan: StoredPlan, file: Path) -> None:
    """Raise BptipError where the next version's file is there, in any spelling of its name."""
    there = {each.name.casefold() for each in version_files(plan.folder.path)}
    if file.name.casefold() in there or file.exists() or file.is_symlink():
        raise BptipError(
            f'"{file}" is there already, and nothing was changed.',
            "It should hold the version of its number: `bptip check` says more.",
        )


def _refuse_earlier(plan: StoredPlan, on: date) -> None:
    present = max(each.effective for each in plan.versions)
    if on < present:
        raise BptipError(
            f"{day(on)} lies before the present version's date, {day(present)}.",
            "A new version takes effect later than, or on the same day as, the one before it.",
        )


def _refuse_faulty(
    made: ParsedFile[Version], before: Version, stated: dict[str, Any], here: Path
) -> None:
    """Raise BptipError where the new file isn't what it should be, and so isn't written."""
    if made.faults:
        problems = located(made, here)
        raise BptipError("The new version would have errors:", *map(on_one_line, problems))
    if made.value != before._replace(plan=before.plan._replace(**stated)):
        raise BptipError(
            "The new version can't be made from the file of the present one.",
            "In its [plan] table, write version, released and authority on lines of their own.",
        )


def _changed(raw: bytes, plan: Plan, stated: dict[str, Any]) -> bytes:
    """A version's file with other values; keys that it lacks come after that of its version."""
    text = raw.decode("utf-8")
    newline = "\r\n" if "\r\n" in text else "\n"
    for key, value in stated.items():
        literal = tomli_w.dumps({key: value}).rstrip("\n").partition(" = ")[2]
        has = getattr(plan, key) is not None
        start, found = _statement(text, key if has else "version")
        if has:
            text = (
                text[: start + found.start("value")] + literal + text[start + found.end("value") :]
            )
        else:
            added = found["key"].removesuffix("version") + key + found["equals"] + literal
            text = _beside(text, start, found, added, newline)
    return text.encode("utf-8")


def _statement(text: str, key: str) -> tuple[int, re.Match[str]]:
    """Where a key of the plan's table stands in the text, and the key with its value."""
    at = positions(text, [("plan", key)])["plan", key]
    lines = text.removeprefix(BOM).split("\n")
    start = len(text) - len(text.removeprefix(BOM))
    start += sum(len(line) + 1 for line in lines[: at.line - 1]) + at.column - 1
    found = _STATEMENT.match(text[start:])
    if found is None:
        raise BptipError(f"The key {key} of [plan] can't be found in the file.")
    return start, found


def _beside(text: str, start: int, found: re.Match[str], added: str, newline: str) -> str:
    """The text with one more key: on the next line, or after a comma in an inline table."""
    end = start + found.end()
    rest = text[end:].partition("\n")[0]
    if re.match(r"\s*[,}]", rest):
        return f"{text[:end]}, {added}{text[end:]}"
    line_end = end + len(rest.removesuffix("\r"))
    indent = text[text.rfind("\n", 0, start) + 1 : start].removeprefix(BOM)
    return text[:line_end] + newline + indent + added + text[line_end:]
