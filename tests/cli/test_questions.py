"""The same questions asked of every format: another program reads it, and the answers are equal.

pandoc reads Markdown, HTML and Word, openpyxl the workbook, and Python's own readers the rest.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from cli.worlds import WORLDS

if TYPE_CHECKING:
    from pathlib import Path

    from cli.worlds import Ask, World

Answers = dict[str, Any]
"""The answers by their questions."""

needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="needs pandoc")

SET_ASIDE: Final = ("discontinued", "not-applicable")
MET: Final = ("continuous", "completed")

QUESTIONS: Final[Mapping[str, Callable[[Sequence[Mapping[str, Any]]], Any]]] = {
    "completed": lambda rows: (
        sum(row["status"] == "completed" for row in countable(rows)),
        len(countable(rows)),
    ),
    "standing": lambda rows: (
        sum(row["status"] in MET for row in standing(rows)),
        len(standing(rows)),
    ),
    "discontinued": lambda rows: sum(row["status"] == "discontinued" for row in rows),
    "overdue": lambda rows: sum(row["overdue"] for row in rows),
    "not reported": lambda rows: sum(row["status"] == "not-reported" for row in rows),
    "objectives": lambda rows: [
        counted
        for _, group in groupby(rows, key=lambda row: row["objective_title"])
        if (counted := counts_of(list(group)))
    ],
}
"""Each question, with its answer from the rows of activities."""


def countable(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["status"] not in SET_ASIDE and not row["standing"]]


def standing(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["status"] not in SET_ASIDE and row["standing"]]


def counts_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """Returns the cell of an objective; empty if it has nothing to count."""
    if countable(rows):
        return "{} of {}".format(*QUESTIONS["completed"](rows))
    return "{} of {} met".format(*QUESTIONS["standing"](rows)) if standing(rows) else ""


def from_rows(rows: Sequence[Mapping[str, Any]]) -> Answers:
    """Returns the answers that follow from the rows of activities."""
    return {question: answer(rows) for question, answer in QUESTIONS.items()}


def from_texts(rows: Sequence[Mapping[str, Any]]) -> Answers:
    """Returns the same from cells that hold "true" and "false"."""
    flags = ("standing", "overdue")
    return from_rows([{**row, **{each: row[each] == "true" for each in flags}} for row in rows])


LAST: Final = re.compile(r"known\s+until|been\s+reported")
CELL: Final = re.compile(r"(?<=\s\s)\d+ of \d+(?: met)?(?=\s\s|\n)")
LISTS: Final = re.compile(r"^\W*(?:Late or at risk|No recent report|Latest)\W*$", re.MULTILINE)


def from_page(page: str) -> Answers:
    """Returns the answers that a reader finds on a page of plain text."""
    text = page.replace("\u00a0", " ")
    begin = re.search(r"\d+\s+of\s+\d+\s+(known\s+)?activit", text)
    assert begin is not None
    end = LAST.search(text, begin.start())
    assert end is not None
    line = " ".join(text[begin.start() : end.start()].split())
    table = LISTS.split(text[end.start() :])[0]

    def number(pattern: str) -> int:
        found = re.search(rf"(\d+) {pattern}", line)
        return int(found[1]) if found else 0

    def pair(pattern: str) -> tuple[int, int]:
        found = re.search(rf"(\d+) of (\d+) {pattern}", line)
        return (int(found[1]), int(found[2])) if found else (0, 0)

    return {
        "completed": pair(r"(?:known )?activit(?:y|ies) completed"),
        "standing": pair("standing commitments? met"),
        "discontinued": number("discontinued"),
        "overdue": number("overdue"),
        "not reported": number("not reported"),
        "objectives": CELL.findall(table),
    }


CHARACTER: Final = 12.2
"""Width of a character of a picture (pixels)."""


def by_pandoc(source: str) -> Callable[[Path], str]:
    """Returns the reader of a file in a format of pandoc's."""

    def read(file: Path) -> str:
        command = ["pandoc", "-f", source, "-t", "plain", "--columns=250", str(file)]
        return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()

    return read


def text_of_picture(file: Path) -> str:
    """Returns the lines of a picture, each piece of text in its place."""
    lines: dict[float, str] = {}
    for each in ET.parse(file).iter("{http://www.w3.org/2000/svg}text"):
        if each.get("textLength") is not None:
            place = float(each.get("y", 0))
            column = round(float(each.get("x", 0)) / CHARACTER)
            lines[place] = lines.get(place, "").ljust(column) + "".join(each.itertext()).strip("\n")
    return "\n".join(line for _, line in sorted(lines.items())) + "\n"


def rows_of_workbook(file: Path) -> list[dict[str, Any]]:
    """Returns the rows of the first sheet by the names of its columns."""
    header, *rows = openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def activities(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [row for objective in answer["objectives"] for row in objective["activities"]]


READERS: Final[Mapping[str, Callable[[Path], Answers]]] = {
    "json": lambda file: from_rows(activities(json.loads(file.read_text("utf-8")))),
    "csv": lambda file: from_texts(
        list(csv.DictReader(file.read_text("utf-8-sig").splitlines(keepends=True)))
    ),
    "xlsx": lambda file: from_texts(rows_of_workbook(file)),
    "txt": lambda file: from_page(file.read_text("utf-8")),
    "svg": lambda file: from_page(text_of_picture(file)),
    "md": lambda file: from_page(by_pandoc("gfm")(file)),
    "html": lambda file: from_page(by_pandoc("html")(file)),
    "docx": lambda file: from_page(by_pandoc("docx")(file)),
}
"""The reader of each format, by the extension of its files."""

BY_PANDOC: Final = ("md", "html", "docx")

ASKED: Final = (WORLDS[0], WORLDS[2], WORLDS[5], WORLDS[7])
"""A plan that runs, one that has ended, a plan that is known in part, and an odd one."""

formats = pytest.mark.parametrize(
    "format_",
    [pytest.param(each, marks=needs_pandoc) if each in BY_PANDOC else each for each in READERS],
)
worlds = pytest.mark.parametrize("world", ASKED, ids=str)


@formats
@worlds
def test_every_format_gives_the_same_answers(
    ask: Ask, tmp_path: Path, world: World, format_: str
) -> None:
    """They are those of the data's own totals."""
    asked = ("status", world.plan, "--as-of", world.as_of)
    answer = ask(world, *asked, "--json").json
    totals = answer["totals"]
    file = tmp_path / f"status.{format_}"
    assert ask(world, *asked, "-o", file).code == 0
    answers = READERS[format_](file)
    assert answers == {
        "completed": (totals["completed"], totals["countable"]),
        "standing": (totals["standing_met"], totals["standing"]),
        "discontinued": totals["by_status"]["discontinued"],
        "overdue": totals["overdue"],
        "not reported": totals["not_reported"],
        "objectives": [
            counted for each in answer["objectives"] if (counted := counts_of(each["activities"]))
        ],
    }


@pytest.mark.parametrize(
    "format_", [pytest.param(e, marks=needs_pandoc) for e in BY_PANDOC] + ["txt"]
)
@worlds
def test_every_format_of_the_report_has_its_sentences(
    ask: Ask, tmp_path: Path, world: World, format_: str
) -> None:
    """Word for word, as the data has them."""
    asked = ("report", world.plan, "--as-of", world.as_of)
    sentences = [each["text"] for each in ask(world, *asked, "--json").json["sentences"]]
    file = tmp_path / f"report.{format_}"
    assert ask(world, *asked, "-o", file).code == 0
    names = {"md": "gfm", "html": "html", "docx": "docx"}
    page = by_pandoc(names[format_])(file) if format_ in names else file.read_text("utf-8")
    words = " ".join(page.replace("\u00a0", " ").split())
    assert sentences
    assert [each for each in sentences if each not in words] == []
