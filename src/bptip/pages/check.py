"""The problems in the files: each with its place, what is allowed, and the nearest match."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bptip.pages.document import Block, Document, Line, Paragraph, Role, Text, heading, muted, plain
from bptip.pages.parts import lines, records
from bptip.pages.view import MainList, Record, View, listed
from bptip.plan import vocabulary
from bptip.plan.model import Source
from bptip.problems.fault import Problem, Severity


class CheckSheet(NamedTuple):
    """The problems of the files checked; with `detailed`, warnings are not grouped by code."""

    problems: tuple[Problem, ...]
    files: int
    detailed: bool
    source: Source

    def of(self, severity: Severity) -> tuple[Problem, ...]:
        """Returns the problems of one severity."""
        return tuple(each for each in self.problems if each.severity is severity)


def page(sheet: CheckSheet) -> Document:
    """Returns the verdict, the errors one by one, and the warnings by code."""
    errors, warnings = sheet.of(Severity.ERROR), sheet.of(Severity.WARNING)
    blocks: list[Block] = [Paragraph((verdict(sheet),))]
    if errors:
        blocks.append(heading("Errors"))
        blocks += [one_by_one(problem) for problem in errors]
    if warnings:
        blocks.append(heading("Warnings"))
        listed = map(one_by_one, warnings) if sheet.detailed else by_code(warnings)
        blocks += listed
    return Document(tuple(blocks), lines.foot(sheet.source))


def verdict(sheet: CheckSheet) -> Line:
    """Returns the numbers of problems and of files."""
    errors, warnings = len(sheet.of(Severity.ERROR)), len(sheet.of(Severity.WARNING))
    counts = [vocabulary.count(errors, "error")] if errors else ["no errors"]
    counts += [vocabulary.count(warnings, "warning")] if warnings else []
    role = Role.ERROR if errors else Role.GOOD
    files = vocabulary.count(sheet.files, "file")
    return (Text(vocabulary.listing(counts), role), Text(f" in {files}"))


def one_by_one(problem: Problem) -> Block:
    """Returns a problem: its place and code, what is wrong, what is allowed."""
    role = Role.ERROR if problem.severity is Severity.ERROR else Role.WARNING
    head: Line = (Text(problem.place, Role.STRONG), Text("  "), Text(problem.code.name, role))
    hint = (muted(problem.hint),) if problem.hint else ()
    return Paragraph((head, plain(problem.message), *hint))


def by_code(warnings: tuple[Problem, ...]) -> Iterator[Block]:
    """Yields the warnings of each code together, under the meaning of the code.

    If a code has only one warning, the warning is shown whole, which takes no more room.
    """
    for code in dict.fromkeys(problem.code for problem in warnings):
        of_code = [problem for problem in warnings if problem.code == code]
        if len(of_code) == 1:
            yield one_by_one(of_code[0])
            continue
        head: Line = (Text(code.name, Role.WARNING), Text(f" ({len(of_code)})  {code.what}"))
        yield Paragraph((head, *(muted(where) for where in places(of_code))))


def places(problems: Sequence[Problem]) -> Iterator[str]:
    """Yields a line a file that has problems: "plans/2022/v1.toml, lines 76 and 82: 1.1, 2.3"."""
    for file in dict.fromkeys(problem.file for problem in problems):
        numbers = list(dict.fromkeys(str(each.line) for each in problems if each.file == file))
        items = dict.fromkeys(each.item for each in problems if each.file == file and each.item)
        named = f": {', '.join(items)}" if items else ""
        unit = "line" if len(numbers) == 1 else "lines"
        yield f"{file}, {unit} {vocabulary.listing(numbers)}{named}"


KEYS: Final = ("severity", "code", "file", "line", "column", "message", "hint")


def record(sheet: CheckSheet) -> Record:
    """Returns every problem with its place."""
    problems = [records.record_of(KEYS, each, code=each.code.name) for each in sheet.problems]
    return records.answer(sheet.source, problems=problems)


VIEW: Final = View(page, record, MainList(KEYS, listed("problems"), kind="problems"))
