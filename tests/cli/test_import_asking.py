"""`bptip import` on a terminal: it asks what it cannot know, and its command has the answers.

A real terminal (a pty), a real process. Questions come on stderr, the answer on stdout.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final, NamedTuple

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from cli.conversations import Conversation

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Process

if os.name == "nt":
    pytest.skip("needs POSIX", allow_module_level=True)

ENTER: Final = ""
HEARD: Final = None
"""In place of an answer: the words are waited for, and nothing is typed."""


class Asked(NamedTuple):
    """An import and the talk about it: what is heard, and what is typed then.

    `command` is the end of the output, `shown` a pattern for a line of it. `plan` is the table of a
    plan that is imported before.
    """

    table: str
    options: str
    talk: tuple[tuple[str, str | None], ...]
    command: str
    shown: str = ""
    plan: str = ""


NEW: Final = "--plan t --start 2026 --end 2026"
LONG: Final = "--plan t --start 2026 --end 2028"
REPORTED: Final = f"{NEW} --on 2026-06-30"

DESKS: Final = "Activity,Desk\nTrain,PSD\nMap,PSD\n"
LEADS: Final = "No column was taken for the leads of activities."
MONTHS: Final = "Activity,Deadline\nDraft,Dec-26\nTrain,Jun-27\nMap,FY 2026-27\n"
YEAR: Final = "The month in which the year begins, such as 04 or April? Enter"
DATED: Final = "Activity,Start,Due\n{},2026-01-01,2026-06-30\n{},2026-01-01,2026-06-30\n"
LETTERS: Final = "ABCDEFGHI"

TALKS: Final = {
    "a column that may have the leads, with yes": Asked(
        DESKS,
        NEW,
        ((LEADS, HEARD), ('Is it "Desk"? (yes or no; Enter for no)', "yes")),
        ' --column "Desk=lead" --write\n',
    ),
    "with Enter the column is kept, so that it is asked about never again": Asked(
        DESKS,
        NEW,
        ((LEADS, HEARD), ('Is it "Desk"? (yes or no; Enter for no)', ENTER)),
        ' --column "Desk=keep" --write\n',
    ),
    "once for words that are the same; Enter leaves the plan's end": Asked(
        "Activity,Deadline\nDraft,mid-2026\nTrain,by mid 2026\nMap,early 2027\n",
        LONG,
        (
            ("the activity counts as due by the plan's end, 31 Dec 2028.", HEARD),
            ('"mid-2026" (2 cells)? Enter to leave it open:', "soon"),
            ('bptip cannot read "soon" as a date.', HEARD),
            ('"mid-2026" (2 cells)? Enter to leave it open:', "2026-06"),
            ('"early 2027" (1 cell)? Enter to leave it open:', ENTER),
        ),
        '--start 2026 --end 2028 --dates "mid-2026=2026-06" --write\n',
        "Train +2026-06",
    ),
    "once whether short dates are months; a fiscal year's month may have its name": Asked(
        MONTHS,
        LONG,
        (
            (YEAR, "July"),
            ('"Dec-26" is 2026-12 and "Jun-27" is 2027-06.', HEARD),
            ("Is each a month and its year? (yes or no; Enter for yes)", ENTER),
        ),
        '--end 2028 --set "fiscal-year=July" --dates "Dec-26=2026-12" --dates "Jun-27=2027-06"'
        " --write\n",
        "Map +30 Jun 2027",
    ),
    "with no, short dates stay words": Asked(
        MONTHS,
        LONG,
        ((YEAR, "July"), ('"Dec-26" is 2026-12 and "Jun-27" is 2027-06.', "no")),
        '--end 2028 --set "fiscal-year=July" --write\n',
        "Map +30 Jun 2027",
    ),
    "what seasons are; an answer that is neither is asked again": Asked(
        "Activity,Deadline\nTrain,spring 2026\n",
        NEW,
        (
            ("North or south? Enter to leave it open:", "east"),
            ('--set seasons cannot be "east".', HEARD),
            ("Write north or south.", HEARD),
            ("North or south? Enter to leave it open:", "south"),
        ),
        '--end 2026 --set "seasons=south" --write\n',
        "Train +30 Nov 2026",
    ),
    "which item a row is about that is only like one, then the day of the rows taken": Asked(
        "Activity,Status\nRetrofit 20 schools,Done\nPrint the flood map of the coast,Done\n",
        "--into t",
        (
            ('"Retrofit 20 schools": 1.1 "Retrofit 20 hospitals"? (Enter for no)', ENTER),
            ('": 1.2 "Print the hazard map of the coast"? (Enter for no)', "7"),
            ('There is no item "7".', "yes"),
            ("On which day was this true? 1 row without a date.", "2026-06-30"),
        ),
        '--item "Print the flood map of the coast=1.2" --on 2026-06-30 --write\n',
        r"1\.1 +Retrofit 20 hospitals +Retrofit 20 schools",
        "No,Activity,Start,Due\n1.1,Retrofit 20 hospitals,2026-01-01,2026-06-30\n"
        "1.2,Print the hazard map of the coast,2026-01-01,2026-06-30\n",
    ),
    "whether a reworded row is the item it is like; with no it is new work": Asked(
        DATED.format("Retrofit 30 hospitals", "Print the flood map of the coast"),
        "--next-of t",
        (
            ('"Retrofit 30 hospitals": 1.1 "Retrofit 20 hospitals"? (Enter for yes)', ENTER),
            ('": 1.2 "Print the hazard map of the coast"? (Enter for yes)', "no"),
        ),
        '--item "Retrofit 30 hospitals=1.1" --item "Print the flood map of the coast=new"'
        " --write\n",
        "1 new, 1 changed, 0 the same, 1 gone",
        DATED.format("Retrofit 20 hospitals", "Print the hazard map of the coast"),
    ),
    "the column of the words is named, since the preview comes after the questions": Asked(
        "Activity,Situation,RAG\n"
        "Do this,Held,Green\nDo that,Finished,Red\nDo more,Not begun,Green\n",
        REPORTED,
        (
            ('The statuses come from "Situation", and not from "RAG".', HEARD),
            ('Is "RAG" the status? (yes or no; Enter for no)', ENTER),
            ('bptip does not know these words for a status in "Situation".', HEARD),
            ('"Held" (1 cell)? Enter for completed:', ENTER),
        ),
        '--column "RAG=keep" --word "Held=completed" --write\n',
    ),
    "nine words, one by one; nobody needs a map for them": Asked(
        "Activity,Status\n" + "".join(f"Do {letter},Step {letter}\n" for letter in LETTERS),
        REPORTED,
        tuple(
            (f'"Step {letter}" (1 cell)? Enter to leave it open:', "completed")
            for letter in LETTERS
        ),
        " ".join(f'--word "Step {letter}=completed"' for letter in LETTERS) + " --write\n",
    ),
}


@pytest.mark.parametrize("asked", TALKS.values(), ids=TALKS)
def test_an_import_asks(process: Process, elsewhere: Path, asked: Asked) -> None:
    """It asks for all that a table leaves open; the command that writes has the answers."""
    if asked.plan:
        (elsewhere / "plan.csv").write_text(asked.plan, encoding="utf-8")
        made = process.command("import", "plan.csv", "--plan", "t", "--write")
        assert Conversation(made, elsewhere).end()[0] == 0
    (elsewhere / "table.csv").write_text(asked.table, encoding="utf-8")
    command = process.command("import", "table.csv", *asked.options.split())
    talk = Conversation(command, elsewhere)
    for words, answer in asked.talk:
        talk.hear(words)
        if answer is not None:
            talk.say(f"{answer}\n")
    code, out = talk.end()
    assert code == 0
    assert out.endswith(asked.command)
    assert re.search(asked.shown, out)
    assert LEADS not in out or LEADS not in dict(asked.talk)


def test_an_import_asks_what_words_and_colours_mean(process: Process, elsewhere: Path) -> None:
    """And the order of dates: the command that writes has the answers; Enter leaves one open."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Tracker", 0)
    sheet.append(["Activity", "Status", "Due"])
    for row, fill in enumerate(("00B050", "FF0000"), 2):
        sheet.append([f"Do {fill}", None, "03/04/2026"])
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=fill)
    book.save(elsewhere / "colours.xlsx")
    talk = Conversation(process.command("import", "colours.xlsx", *REPORTED.split()), elsewhere)
    talk.hear('"green (00B050)" (1 cell)? Enter to leave it open:')
    talk.say("done\n")
    talk.hear('"red (FF0000)" (1 cell)? Enter to leave it open:')
    talk.say("\n")
    talk.hear('"03/04/2026" can be 3 Apr 2026 (day-first) or 4 Mar 2026 (month-first) (2 cells')
    talk.hear("day-first or month-first? Enter to leave it open:")
    talk.say("month first\n")
    code, out = talk.end()
    assert code == 0
    assert out.endswith('--colour "green=completed" --dates month-first --write\n')
    assert re.search("Do 00B050 +4 Mar 2026", out)
    assert "green (00B050)       ✓ completed" in out


def test_an_import_does_not_ask_about_a_long_column_of_remarks(
    process: Process, elsewhere: Path
) -> None:
    """The preview has the command that reads the column as remarks."""
    rows = "".join(f"Do {place},Office {place} agreed to the draft\n" for place in range(10, 19))
    (elsewhere / "many.csv").write_text(f"Activity,Status\n{rows}", encoding="utf-8")
    command = process.command("import", "many.csv", *REPORTED.split())
    code, out = Conversation(command, elsewhere).end()
    assert (code, "does each mean?" in out) == (1, False)
    assert '--column "Status=note"' in out
