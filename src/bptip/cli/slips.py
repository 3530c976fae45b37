"""Typing mistakes that the command line's parser would misread."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile
from pathlib import Path, PurePath
from typing import Any, Final, NamedTuple

from bptip.cli.options import date_option
from bptip.plan.command_lines import command_line
from bptip.plan.dates import days_of
from bptip.plan.errors import BptipError

_LONG_DASH: Final = re.compile(r"[–—]-?([A-Za-z][\w-]*)(=.*)?", re.DOTALL)
"""The dash that Word makes of two hyphens before an option's name."""

_SHORT_WITH_SIGN: Final = re.compile(r"(-[A-Za-z])=(.+)", re.DOTALL)

TEXT_OPTIONS: Final = ("--note", "--next", "--challenges", "--from", "--why")
"""The options whose values have several words."""


def refuse_slips(
    arguments: Sequence[str], options: Collection[str], command: str, first: str
) -> None:
    """Raises BptipError for the first typing mistake.

    `options` are the command's own; `first` is the metavar of its first argument.
    """
    for error in (
        *long_dashes(arguments, options),
        *signs(arguments),
        *cut_texts(arguments),
        *(plan_options(arguments, options, command) if "PLAN" in first else ()),
        *(lost_options(arguments, options, command) if "PLAN" in first else ()),
        *(kinds_of_items(arguments, command) if "ITEM" in first else ()),
        *(lost_plans(arguments) if command == "import" else ()),
        *(lost_versions(arguments) if command == "diff" else ()),
    ):
        raise error


def refuse_repeated(given: Iterable[Any]) -> None:
    """Raises BptipError for an option of one value that is given twice: the first would be lost.

    `given` are the parameters in the order of the command line, as Typer's parser returns them.
    """
    before = set[str]()
    for option in given:
        is_single = option.param_type_name == "option" and not (option.multiple or option.is_flag)
        if is_single and option.name in before:
            names = " or ".join(sorted(option.opts, key=len))
            raise BptipError(
                f"{names} is given twice. It takes one value.",
                "Leave one of them out, or run the command once for each.",
            )
        before.add(option.name)


def long_dashes(arguments: Sequence[str], options: Collection[str]) -> Iterator[BptipError]:
    """Yields errors for options that begin with a long dash. Other such words may be texts."""
    for argument in arguments:
        match = _LONG_DASH.fullmatch(argument)
        name = match[1] if match else ""
        meant = f"-{name}" if len(name) == 1 else f"--{name}"
        if match and meant in options:
            yield BptipError(
                f'"{argument}" begins with a long dash. Options begin with hyphens.',
                f"Type this: {meant}{match[2] or ''}",
            )


def signs(arguments: Sequence[str]) -> Iterator[BptipError]:
    """Yields errors for short options with "=", which would become a part of the value."""
    for argument in arguments:
        if match := _SHORT_WITH_SIGN.fullmatch(argument):
            yield BptipError(
                f'"{argument}" has "=" after a short option.', f"Type this: {match[1]} {match[2]}"
            )


def cut_texts(arguments: Sequence[str]) -> Iterator[BptipError]:
    """Yields errors for texts that seem to lack their quotes: one word, then more words.

    The other words would be taken for items, and an update be recorded for what they name. This
    is checked only where items come before the text.
    """
    has_items = bool(arguments) and not arguments[0].startswith("-")
    for option, text, following in zip(arguments, arguments[1:], arguments[2:], strict=False):
        is_one_word = option in TEXT_OPTIONS and " " not in text.strip()
        if has_items and is_one_word and not following.startswith("-"):
            yield BptipError(
                f'{option} has one word, "{text}", so "{following}" after it would be an item.',
                f'Put a text of several words in quotes: {option} "{text} {following} …"',
                f"Put items before the options: bptip update {arguments[0]} ITEM {option} …",
            )


_GOALS: Final = frozenset(("goal", "outcome", "pillar"))
"""Words that other offices' plans have for an objective."""

_KINDS: Final = frozenset(("objective", "activity", "item", *_GOALS))


def kinds_of_items(arguments: Sequence[str], command: str) -> Iterator[BptipError]:
    """Yields an error for "objective 2": an item is named by its id alone."""
    kind, *rest = (*arguments, "")
    if kind.casefold() in _KINDS and len(_before_options(arguments)) > 1:
        line = command_line((command, *rest[:-1])) or f"bptip {command} {rest[0]} …"
        yield BptipError(f'"{kind}" is not the name of an item.', f"Type this: {line}")


def plan_options(
    arguments: Sequence[str], options: Collection[str], command: str
) -> Iterator[BptipError]:
    """Yields an error for --plan before a command's plan, which is its argument."""
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name != "--plan" or name in options:
            continue
        after = [value] if value else []
        line = command_line((command, *after, *arguments[place + 1 :], *arguments[:place]))
        yield BptipError(
            f"{name} is not an option of {command}: the plan is its argument.",
            f"Type this: {line or f'bptip {command} PLAN …'}",
        )


def lost_options(
    arguments: Sequence[str], options: Collection[str], command: str
) -> Iterator[BptipError]:
    """Yields errors for an option typed without its hyphens, and for a file without -o.

    They would be taken for the name of a plan. This is checked before the first option.
    """
    words = _before_options(arguments)
    for place, word in enumerate(words):
        rest = " ".join(words[place + 1 :])
        if word == "help":
            yield BptipError(f'"{word}" is not a plan.', f"For help: bptip {command} --help")
        name = word.casefold()
        option = "--objective" if name in _GOALS else f"--{name}"
        before = " ".join(("bptip", command, *words[:place]))
        if option in options and rest:
            is_spelled = option == f"--{name}"
            is_what = "an option: it begins with two hyphens" if is_spelled else "not a plan"
            line = command_line((command, *words[:place], option, rest)) or f"{before} {option} …"
            yield BptipError(f'"{word}" is {is_what}.', f"Type this: {line}")
        elif name in _KINDS and rest:
            yield BptipError(f'"{word}" is not a plan.', f"Type this: bptip show {rest}")
        if name in FILE_OF and "-o" in options:
            plan = [each for each in words[:place] if each not in ("to", "in", "as")]
            line = " ".join(("bptip", command, *plan, "-o", f"{command}{FILE_OF[name]}"))
            yield BptipError(f'"{word}" is not a plan.', f"To write a file: {line}")
        if _is_a_file_to_write(word):
            writing = [f"To write a file: {before} -o {word}"] if "-o" in options else []
            yield BptipError(f'"{word}" is not a plan.', *_uses_of(word), *writing)
    if (dated := date_option(options)) and (split := _date_in(words)):
        typed = command_line((command, *split.before, dated, split.text)) or dated
        yield BptipError(f'"{" ".join(words)}" is not a plan.', f"For a date: {typed}")


class _WordsWithDate(NamedTuple):
    before: Sequence[str]
    text: str


def _date_in(words: Sequence[str]) -> _WordsWithDate | None:
    """Returns the words before a date and the date, if words end with one; None without one.

    One word that is not a day, such as "2026" or "2026-Q3", can be the name of a plan.
    """
    for place in range(len(words)):
        text = _BEFORE_A_DATE.sub("", " ".join(words[place:]))
        try:
            days = days_of(text, date.max)
        except BptipError:
            continue
        if " " in text or days.first == days.last:
            return _WordsWithDate(words[:place], text)
    return None


_BEFORE_A_DATE: Final = re.compile(r"(?:as (?:of|at)|on|since|for|until|to|in) ", re.IGNORECASE)

FILE_OF: Final = {
    "word": ".docx", "docx": ".docx", "pdf": ".docx", "excel": ".xlsx", "xlsx": ".xlsx",
    "html": ".html", "markdown": ".md", "csv": ".csv", "json": ".json", "svg": ".svg",
}  # fmt: skip
"""The extensions of the files that people name by a program or a format."""


OTHER_NAMES: Final = {
    "percent": "--progress", "percentage": "--progress", "state": "--status", "s": "--status",
    "comment": "--note", "comments": "--note", "remark": "--note", "remarks": "--note",
    "text": "--note", "url": "--evidence", "link": "--evidence", "who": "--by", "from": "--since",
    "to": "--until", "due": "--expected", "activity": "--item", "country": "--party",
}  # fmt: skip
"""Names that people give to options of bptip."""


def option_hints(name: str, options: Collection[str]) -> Iterator[str]:
    """Yields the option that is meant by an unknown one: its other name, a file or a status."""
    from bptip.plan.status_names import find_status

    dated = date_option(options)
    if name in ("as-of", "date", "on", "until") and dated:
        yield f"For a date: {dated}"
    if OTHER_NAMES.get(name) in options:
        yield f"The option is called {OTHER_NAMES[name]}."
    if name in FILE_OF and "-o" in options:
        yield f"To write a file: -o answer{FILE_OF[name]}"
    if find_status(name) and "--status" in options:
        yield f"For the status: --status {name}"


def _uses_of(name: str) -> Iterator[str]:
    """Yields what can be done with a report or a table that exists."""
    file = PurePath(name)
    if not Path(name).is_file():
        return
    if file.suffix.lower() == ".md":
        yield f"To check a report: {command_line(('verify', name)) or 'bptip verify FILE'}"
    if file.suffix.lower() in (".xlsx", ".csv", ".md", ".docx"):
        line = command_line(("import", name, "--into", "PLAN")) or "bptip import FILE --into PLAN"
        yield f"To take in a table of progress: {line}"


def lost_plans(arguments: Sequence[str]) -> Iterator[BptipError]:
    """Yields an error for an import that names its plan without an option."""
    words = _before_options(arguments)
    files = [word for word in words if PurePath(word).suffix[1:].isalpha()]
    if len(words) == 2 and len(files) == 1:
        plan = next(word for word in words if word not in files)
        line = command_line(("import", files[0], "--into", plan))
        hint = f"Type this: {line}" if line else "Put --into before the plan."
        yield BptipError(f'"{plan}" is not a file. A plan is named by an option.', hint)


def lost_versions(arguments: Sequence[str]) -> Iterator[BptipError]:
    """Yields an error for a comparison that names two versions apart from their plan."""
    words = _before_options(arguments)
    if len(words) == 3 and all(map(_VERSION.fullmatch, words[1:])):
        old, new = (f"{words[0]}@{version.lower()}" for version in words[1:])
        yield BptipError(
            "Write a version after its plan, with @.", f"Type this: bptip diff {old} {new}"
        )


_VERSION: Final = re.compile(r"[vV][0-9]+")


def _before_options(arguments: Sequence[str]) -> list[str]:
    """Returns the words before the first option."""
    return list(takewhile(lambda argument: not argument.startswith("-"), arguments))


def _is_a_file_to_write(word: str) -> bool:
    """True if a word has the extension of a format."""
    extension = PurePath(word).suffix.lower()
    if not extension:
        return False
    from bptip.render.formats import BY_EXTENSION

    return extension in BY_EXTENSION
