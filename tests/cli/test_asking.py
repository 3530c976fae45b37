"""`bptip update` with nothing stated, on a terminal: it asks, and shows what is known.

A real terminal (a pty), a real process. Questions come on stderr, the answer on stdout.
"""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import termios
import time
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pytest
import tomli
from openpyxl.styles import PatternFill

from cli.returns_round import ROUND, AskedRound
from conftest import Process, clean_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Bptip, Plans

if os.name == "nt":
    pytest.skip("needs POSIX", allow_module_level=True)

PATIENCE: Final = 60.0
"""Maximum wait for a question (seconds)."""


class Conversation:
    """A process on a terminal, and its output there; stdout is a pipe of its own.

    `size` is that of the terminal, in lines and characters.
    """

    def __init__(self, command: list[str], home: Path, size: tuple[int, int] | None = None) -> None:
        self.ours, theirs = os.openpty()
        if size is not None:
            termios.tcsetwinsize(theirs, size)
        self.process = subprocess.Popen(
            command,
            cwd=home,
            env=clean_environment({"TERM": "xterm"}),
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
        )
        os.close(theirs)
        self.heard = ""

    def hear(self, words: str) -> str:
        """Waits for these words, and returns the output up to them."""
        end = time.monotonic() + PATIENCE
        while words not in self.heard:
            assert time.monotonic() < end, self.heard
            if not select.select([self.ours], [], [], 0.1)[0]:
                continue
            self.heard += os.read(self.ours, 4096).decode().replace("\r\n", "\n")
        said, _, self.heard = self.heard.partition(words)
        return said + words

    def say(self, text: str) -> None:
        """Types a text."""
        os.write(self.ours, text.encode())

    def interrupt(self) -> None:
        """Presses Ctrl-C, and once more where nothing happened.

        A signal that comes after the question is written and before the answer is read sets a
        flag that Python looks at only when the read ends: https://docs.python.org/3/library/
        signal.html#execution-of-python-signal-handlers
        """
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGINT)

    def end(self) -> tuple[int, str]:
        """Waits for the end, and returns the exit code and stdout."""
        out, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out.decode()

    def rest(self) -> str:
        """Returns the rest of the output."""
        with suppress(OSError):
            while chunk := os.read(self.ours, 4096):
                self.heard += chunk.decode()
        return self.heard


@pytest.fixture
def converse(process: Process) -> Iterator[Callable[..., Conversation]]:
    """Starts a command line on a terminal of its own."""
    started: list[Conversation] = []

    def start(*arguments: str) -> Conversation:
        command = process.command(*arguments, "--plan", "2025-2027")
        started.append(Conversation(command, process.home))
        return started[-1]

    yield start
    for each in started:
        each.process.kill()
        each.process.communicate()
        os.close(each.ours)


@pytest.fixture
def journal(workspace: Path) -> Path:
    """The journal that is written to."""
    return workspace / "plans" / "2025-2027" / "progress.toml"


def last(journal: Path) -> dict[str, Any]:
    """Returns the last update of a journal, as TOML values."""
    update: dict[str, Any] = tomli.loads(journal.read_text("utf-8"))["update"][-1]
    return update


WRITTEN: Final = (
    "This will be written:",
    "2.1  Raise the sea wall",
    "23 Nov 2026 by Ministry of Works",
    "status: on-hold",
    "reason: funding",
    "challenges: The quarry is closed.",
    "expected: 31 Mar 2027",
    "next: Ask the ministry",
    "metres: 950",
    "note: The winter break came early.",
    "evidence: https://example.org/wall",
)


def answers(talk: Conversation, *pairs: tuple[str, str]) -> None:
    """Waits for each question, and types its answer."""
    for question, answer in pairs:
        talk.hear(question)
        talk.say(f"{answer}\n")


def test_it_asks_for_everything(converse: Callable[..., Conversation], journal: Path) -> None:
    """It asks for everything that an update can state, and shows it before it writes it.

    After a mistake, it says what is wrong and asks again.
    """
    talk = converse("update")
    listed = talk.hear("Which item (id or words of its title)?")
    assert "12 open items" in listed
    assert listed.index("overdue") < listed.index("2.1 ")
    talk.say("nonesuch\n")
    assert 'There is no item "nonesuch".' in talk.hear("Which item")
    talk.say("sea wall\n")
    known = talk.hear("Party (a number or a name)?")
    assert "2.1  Raise the sea wall" in known
    assert "now: in progress, 60 %" in known
    assert "next step: Order stone" in known
    assert "1  Ministry of Works" in known
    talk.say("Ministry of Wood\n")
    assert 'There is no party "Ministry of Wood".' in talk.hear("Party (a number or a name)?")
    talk.say("1\n")
    talk.hear("For which day (Enter: today, ")
    talk.say("2031\n")
    assert "which is in the future" in " ".join(talk.hear("For which day").split())
    talk.say("2026-11-23\n")
    assert "not-applicable" not in talk.hear("Status?")
    talk.say("ongoing\n")
    assert "two readings" in talk.hear("Status?")
    talk.say("on hold\n")
    talk.hear("other)?")
    talk.say("lack of money\n")
    assert "Known: funding" in talk.hear("other)?")
    talk.say("Funding\n")
    answers(
        talk,
        ("Challenges (the difficulties)?", "The quarry is closed."),
        ("Now expected (a date)?", "2027-03"),
        ("Percentage done?", ""),
        ("Next step?", "Ask the ministry"),
    )
    assert "target 1,400 metres" in talk.hear("metres)?")
    for text, fault in (("many", "is not a number"), ("1.234", "may contain separators")):
        talk.say(f"{text}\n")
        assert f'"{text}" {fault}' in talk.hear("metres)?")
    talk.say("950\n")
    answers(talk, ("Note?", "The winter break came early."))
    talk.hear("Evidence (a web address or a file)?")
    talk.say("javascript:1\n")
    assert "cannot be used as evidence" in talk.hear("Evidence (a web address or a file)?")
    talk.say("https://example.org/wall\n")
    answers(talk, ("More evidence?", ""))
    shown = talk.hear("Write it?")
    assert [line for line in WRITTEN if line not in shown] == []
    talk.say("\n")
    code, out = talk.end()
    assert code == 0
    assert "1 update written" in out
    assert "?" not in out.splitlines()[0]
    update = last(journal)
    assert {key: value for key, value in update.items() if key not in ("id", "recorded", "on")} == {
        "item": "2.1",
        "by": "Ministry of Works",
        "status": "on-hold",
        "reason": "funding",
        "challenges": "The quarry is closed.",
        "values": {"metres": 950},
        "expected": date(2027, 3, 31),
        "next": "Ask the ministry",
        "note": "The winter break came early.",
        "evidence": ["https://example.org/wall"],
    }
    assert update["on"].isoformat() == "2026-11-23"


def test_of_an_item_that_is_named_it_asks_the_rest(
    converse: Callable[..., Conversation], journal: Path
) -> None:
    """Enter skips a question; a report without news is written only if the user says so."""
    talk = converse("update", "2.1", "--by", "River Board")
    asked = talk.hear("For which day")
    assert "Which item" not in asked
    assert "Party" not in asked
    for question in (
        "Status?",
        "metres)?",
        "Note?",
        "Evidence (a web address or a file)?",
        "Report that nothing has changed?",
    ):
        talk.say("\n")
        talk.hear(question)
    talk.say("yes\n")
    talk.hear("Write it?")
    talk.say("yes\n")
    assert talk.end()[0] == 0
    assert set(last(journal)) == {"id", "item", "on", "recorded", "by"}


def test_a_target_of_nought_is_said(converse: Callable[..., Conversation], journal: Path) -> None:
    """Cases to be brought down to nothing have a target too."""
    plan = journal.with_name("v2.toml")
    text = plan.read_text("utf-8")
    assert "target = 1400" in text
    plan.write_text(text.replace("target = 1400", "target = 0"), "utf-8")
    talk = converse("update", "2.1", "--by", "River Board")
    talk.hear("For which day")
    talk.say("\n")
    talk.hear("Status?")
    talk.say("\n")
    assert "target 0 metres" in talk.hear("metres)?")


@pytest.mark.parametrize(("answer", "round_"), [("", "R"), ("no", None)])
def test_it_asks_whether_an_update_answers_the_open_round(
    bptip_in: Callable[[Path], Bptip], plans: Plans, answer: str, round_: str | None
) -> None:
    """If the round awaits it; else nothing is asked, and after a no nothing is repeated."""
    home = plans.folder.parent
    asked = AskedRound(bptip_in(home), plans)
    asked.run(*ROUND[:-1], str(datetime.now(UTC).date() + timedelta(days=30)))
    command = Process(home).command("update", "1.2", "--by", "Fiji", "--on", "2026-11-20")
    talk = Conversation(command, home)
    answers(
        talk,
        ("Status?", "completed"),
        ("people)?", ""),
        ("Note?", "By telephone."),
        ("Evidence (a web address or a file)?", ""),
        ("Is this the answer for the round R? (Enter or yes, no)", answer),
    )
    shown = talk.hear("Write it?")
    assert ("round: R" in shown) is (round_ is not None)
    talk.say("\n")
    assert talk.end()[0] == 0
    assert "still awaits" not in talk.rest()
    assert asked.journal["update"][-1].get("round") == round_
    os.close(talk.ours)
    talk = Conversation(command, home)
    answers(talk, ("Status?", "completed"), ("people)?", ""), ("Note?", ""), ("Evidence", ""))
    assert ("for the round R?" in talk.hear("it?" if round_ else "R?")) is (round_ is None)
    talk.process.kill()
    talk.end()
    os.close(talk.ours)


def test_what_is_shown_can_be_refused(converse: Callable[..., Conversation], journal: Path) -> None:
    """With a no, with Ctrl-D, or with Ctrl-C, nothing is written."""
    before = journal.read_bytes()
    for key, code in (("no\n", 2), ("\x04", 2), ("\x03", 130)):
        talk = converse("update", "2.1", "--by", "River Board", "--on", "2026-11-20")
        talk.hear("Status?")
        talk.say("completed\n\n\n\n")
        talk.hear("Write it?")
        talk.say(key)
        if key == "\x03":
            talk.interrupt()
        assert talk.end() == (code, "")
        assert "Nothing was written." in talk.rest()
        assert journal.read_bytes() == before


def test_no_is_no(converse: Callable[..., Conversation], journal: Path) -> None:
    """Nothing is written."""
    before = journal.read_bytes()
    talk = converse("update", "2.1")
    talk.hear("Party")
    talk.say("\n\n\n\n\n\n\n")
    assert talk.end() == (2, "")
    assert "Nothing was written." in talk.rest()
    assert journal.read_bytes() == before


def test_the_last_update_is_taken_back_only_after_a_yes(
    converse: Callable[..., Conversation], journal: Path
) -> None:
    """It is shown, and Enter keeps it."""
    before = journal.read_bytes()
    talk = converse("retract", "--last")
    assert "recorded 20" in talk.hear("Take it back? (yes or no)")
    talk.say("\n")
    assert talk.end() == (2, "")
    assert journal.read_bytes() == before
    talk = converse("retract", "--last")
    talk.hear("Take it back? (yes or no)")
    talk.say("yes\n")
    assert talk.end()[0] == 0
    assert "retracts" in last(journal)


@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 2)], ids=["Ctrl-C", "Ctrl-D"])
def test_it_can_be_left(
    converse: Callable[..., Conversation], journal: Path, key: str, code: int
) -> None:
    """The user can stop at any question, and nothing is written."""
    before = journal.read_bytes()
    talk = converse("update")
    talk.hear("Which item")
    if key == "\x03":
        talk.interrupt()
    else:
        talk.say(key)
    assert talk.end() == (code, "")
    said = talk.rest()
    assert "Nothing was written." in said
    assert "Traceback" not in said
    assert journal.read_bytes() == before


def test_what_was_decided_by_an_old_journal_is_refused(
    converse: Callable[..., Conversation], process: Process, journal: Path
) -> None:
    """Somebody else has reported in the meantime."""
    talk = converse("update", "2.1", "--by", "River Board", "--on", "2026-11-20")
    talk.hear("Status?")
    assert process("update", "2.1", "--no-change", "--plan", "2025-2027").code == 0
    before = journal.read_bytes()
    talk.say("completed\n\n\n\n\n")
    assert talk.end() == (2, "")
    assert "while this command was running" in " ".join(talk.rest().split())
    assert journal.read_bytes() == before


def test_what_can_be_refused_is_refused_before_anything_is_asked(
    converse: Callable[..., Conversation], journal: Path
) -> None:
    """A wrong party or a broken journal is refused first, so that nobody answers in vain."""
    talk = converse("update", "2.1", "--by", "River Bord")
    assert talk.end() == (2, "")
    assert 'Did you mean "River Board"?' in talk.rest()
    journal.write_bytes(journal.read_bytes() + b"[[update]\n")
    talk = converse("update", "2.1")
    assert talk.end() == (2, "")
    assert "Status?" not in talk.rest()


def test_with_a_statement_nothing_is_asked(
    converse: Callable[..., Conversation], journal: Path
) -> None:
    """This holds on a terminal too."""
    talk = converse("update", "2.1", "--status", "delayed")
    assert talk.end()[0] == 0
    assert talk.rest() == ""
    assert last(journal)["status"] == "delayed"


def test_a_new_plan_is_asked_for(process: Process, elsewhere: Path) -> None:
    """Its title, its days in any form, and the parties that may lead and report."""
    talk = Conversation(process.command("new", "ours"), elsewhere)
    talk.hear("Title of the plan?")
    talk.say("Our plan\n")
    talk.hear("First day")
    talk.say("soon\n")
    assert 'bptip cannot read "soon" as a date.' in talk.hear("First day")
    talk.say("1 Jan 2027\n")
    talk.hear("Last day")
    talk.say("2028\n")
    talk.hear("Enter: any)?")
    talk.say("Fiji, Indonesia\n")
    assert talk.end()[0] == 0
    plan = tomli.loads((elsewhere / "plans" / "ours" / "v1.toml").read_text("utf-8"))["plan"]
    assert (plan["start"], plan["end"]) == (date(2027, 1, 1), date(2028, 12, 31))
    assert plan["parties"] == ["Fiji", "Indonesia"]


def test_an_import_asks_what_words_and_colours_mean(process: Process, elsewhere: Path) -> None:
    """And the order of dates: the command that writes has the answers; Enter leaves one open."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Tracker", 0)
    sheet.append(["Activity", "Status", "Due"])
    for row, fill in enumerate(("00B050", "FF0000"), 2):
        sheet.append([f"Do {fill}", None, "03/04/2026"])
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=fill)
    book.save(elsewhere / "colours.xlsx")
    period = ("--start", "2026", "--end", "2026", "--on", "2026-06-30")
    command = process.command("import", "colours.xlsx", "--plan", "t", *period)
    talk = Conversation(command, elsewhere)
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


def test_an_import_asks_which_date_is_meant_by_words(process: Process, elsewhere: Path) -> None:
    """Once for words that are the same; Enter leaves the plan's end."""
    rows = "Draft,mid-2026\nTrain,by mid 2026\nMap,early 2027\n"
    (elsewhere / "dues.csv").write_text(f"Activity,Deadline\n{rows}", encoding="utf-8")
    command = process.command(
        "import", "dues.csv", "--plan", "t", "--start", "2026", "--end", "2028"
    )
    talk = Conversation(command, elsewhere)
    talk.hear("the activity counts as due by the plan's end, 31 Dec 2028.")
    talk.hear('"mid-2026" (2 cells)? Enter to leave it open:')
    talk.say("soon\n")
    talk.hear('bptip cannot read "soon" as a date.')
    talk.hear('"mid-2026" (2 cells)? Enter to leave it open:')
    talk.say("2026-06\n")
    talk.hear('"early 2027" (1 cell)? Enter to leave it open:')
    talk.say("\n")
    code, out = talk.end()
    assert code == 0
    assert out.endswith('--start 2026 --end 2028 --dates "mid-2026=2026-06" --write\n')
    assert re.search("Train +2026-06", out)


def test_an_import_asks_about_the_column_that_may_have_the_leads(
    process: Process, elsewhere: Path
) -> None:
    """With yes it is taken; Enter keeps it, so that it is asked about never again."""
    (elsewhere / "desks.csv").write_text("Activity,Desk\nTrain,PSD\nMap,PSD\n", encoding="utf-8")
    command = process.command(
        "import", "desks.csv", "--plan", "t", "--start", "2026", "--end", "2026"
    )
    for answer, role in (("yes\n", "lead"), ("\n", "keep")):
        talk = Conversation(command, elsewhere)
        talk.hear("No column was taken for the leads of activities.")
        talk.hear('Is it "Desk"? (yes or no; Enter for no)')
        talk.say(answer)
        code, out = talk.end()
        assert code == 0
        assert out.endswith(f'--column "Desk={role}" --write\n')
        assert "No column was taken" not in out


def test_an_import_asks_once_whether_short_dates_are_months(
    process: Process, elsewhere: Path
) -> None:
    """With no they stay words; the month of a fiscal year may have its name."""
    rows = "Draft,Dec-26\nTrain,Jun-27\nMap,FY 2026-27\n"
    (elsewhere / "dues.csv").write_text(f"Activity,Deadline\n{rows}", encoding="utf-8")
    command = process.command(
        "import", "dues.csv", "--plan", "t", "--start", "2026", "--end", "2028"
    )
    dates = ' --dates "Dec-26=2026-12" --dates "Jun-27=2027-06"'
    for answer, options in (("\n", dates), ("no\n", "")):
        talk = Conversation(command, elsewhere)
        talk.hear("The month in which the year begins, such as 04 or April? Enter")
        talk.say("July\n")
        talk.hear('"Dec-26" is 2026-12 and "Jun-27" is 2027-06.')
        talk.say(answer)
        code, out = talk.end()
        assert code == 0
        assert out.endswith(f'--end 2028 --set "fiscal-year=July"{options} --write\n')
        assert re.search("Map +30 Jun 2027", out)


def test_an_import_asks_what_seasons_are(process: Process, elsewhere: Path) -> None:
    """An answer that is neither is asked again."""
    (elsewhere / "dues.csv").write_text("Activity,Deadline\nTrain,spring 2026\n")
    command = process.command(
        "import", "dues.csv", "--plan", "t", "--start", "2026", "--end", "2026"
    )
    talk = Conversation(command, elsewhere)
    talk.hear("North or south? Enter to leave it open:")
    talk.say("east\n")
    talk.hear('--set seasons cannot be "east".')
    talk.hear("Write north or south.")
    talk.hear("North or south? Enter to leave it open:")
    talk.say("south\n")
    code, out = talk.end()
    assert code == 0
    assert out.endswith('--end 2026 --set "seasons=south" --write\n')
    assert re.search("Train +30 Nov 2026", out)


def test_an_import_asks_which_item_a_row_is_about_that_is_only_like_one(
    process: Process, elsewhere: Path
) -> None:
    """Yes or a number takes the row; Enter sets it aside; the command has the answer.

    The day is asked for then, for the rows that were taken.
    """
    (elsewhere / "plan.csv").write_text(
        "No,Activity,Start,Due\n1.1,Retrofit 20 hospitals,2026-01-01,2026-06-30\n"
        "1.2,Print the hazard map of the coast,2026-01-01,2026-06-30\n",
        encoding="utf-8",
    )
    made = process.command("import", "plan.csv", "--plan", "t", "--write")
    assert Conversation(made, elsewhere).end()[0] == 0
    (elsewhere / "news.csv").write_text(
        "Activity,Status\nRetrofit 20 schools,Done\nPrint the flood map of the coast,Done\n",
        encoding="utf-8",
    )
    command = process.command("import", "news.csv", "--into", "t")
    talk = Conversation(command, elsewhere)
    talk.hear('"Retrofit 20 schools": 1.1 "Retrofit 20 hospitals"? (Enter for no)')
    talk.say("\n")
    talk.hear('": 1.2 "Print the hazard map of the coast"? (Enter for no)')
    talk.say("7\n")
    talk.hear('There is no item "7".')
    talk.say("yes\n")
    talk.hear("On which day was this true? 1 row without a date.")
    talk.say("2026-06-30\n")
    code, out = talk.end()
    assert code == 0
    assert out.endswith('--item "Print the flood map of the coast=1.2" --on 2026-06-30 --write\n')
    assert re.search(r"1\.1 +Retrofit 20 hospitals +Retrofit 20 schools", out)


def test_an_import_asks_whether_a_reworded_row_is_the_item_it_is_like(
    process: Process, elsewhere: Path
) -> None:
    """Enter means yes; with no the row is new work. The command has both answers."""
    head = "Activity,Start,Due\n"
    rows = "{},2026-01-01,2026-06-30\n{},2026-01-01,2026-06-30\n"
    old = head + rows.format("Retrofit 20 hospitals", "Print the hazard map of the coast")
    (elsewhere / "plan.csv").write_text(old, encoding="utf-8")
    made = process.command("import", "plan.csv", "--plan", "t", "--write")
    assert Conversation(made, elsewhere).end()[0] == 0
    new = head + rows.format("Retrofit 30 hospitals", "Print the flood map of the coast")
    (elsewhere / "next.csv").write_text(new, encoding="utf-8")
    talk = Conversation(process.command("import", "next.csv", "--next-of", "t"), elsewhere)
    talk.hear('"Retrofit 30 hospitals": 1.1 "Retrofit 20 hospitals"? (Enter for yes)')
    talk.say("\n")
    talk.hear('": 1.2 "Print the hazard map of the coast"? (Enter for yes)')
    talk.say("no\n")
    code, out = talk.end()
    assert code == 0
    items = '--item "Retrofit 30 hospitals=1.1" --item "Print the flood map of the coast=new"'
    assert out.endswith(f"{items} --write\n")
    assert "1 new, 1 changed, 0 the same, 1 gone" in out


def test_an_import_names_the_column_of_the_words_that_it_asks_about(
    process: Process, elsewhere: Path
) -> None:
    """The preview, which names it too, comes after the questions."""
    rows = "Do this,Held,Green\nDo that,Finished,Red\nDo more,Not begun,Green\n"
    (elsewhere / "lights.csv").write_text(f"Activity,Situation,RAG\n{rows}", encoding="utf-8")
    period = ("--start", "2026", "--end", "2026", "--on", "2026-06-30")
    talk = Conversation(process.command("import", "lights.csv", "--plan", "t", *period), elsewhere)
    talk.hear('The statuses come from "Situation", and not from "RAG".')
    talk.hear('Is "RAG" the status? (yes or no; Enter for no)')
    talk.say("\n")
    talk.hear('bptip does not know these words for a status in "Situation".')
    talk.hear('"Held" (1 cell)? Enter for completed:')
    talk.say("\n")
    code, out = talk.end()
    assert code == 0
    assert out.endswith('--column "RAG=keep" --word "Held=completed" --write\n')


def test_an_import_asks_about_many_words_too(process: Process, elsewhere: Path) -> None:
    """Nine words are asked for one by one; nobody needs a map for them."""
    letters = "ABCDEFGHI"
    rows = "".join(f"Do {letter},Step {letter}\n" for letter in letters)
    (elsewhere / "many.csv").write_text(f"Activity,Status\n{rows}", encoding="utf-8")
    period = ("--start", "2026", "--end", "2026", "--on", "2026-06-30")
    command = process.command("import", "many.csv", "--plan", "t", *period)
    talk = Conversation(command, elsewhere)
    for letter in letters:
        talk.hear(f'"Step {letter}" (1 cell)? Enter to leave it open:')
        talk.say("completed\n")
    code, out = talk.end()
    assert code == 0
    words = " ".join(f'--word "Step {letter}=completed"' for letter in letters)
    assert out.endswith(f"{words} --write\n")


def test_an_import_does_not_ask_about_a_long_column_of_remarks(
    process: Process, elsewhere: Path
) -> None:
    """The preview has the command that reads the column as remarks."""
    rows = "".join(f"Do {place},Office {place} agreed to the draft\n" for place in range(10, 19))
    (elsewhere / "many.csv").write_text(f"Activity,Status\n{rows}", encoding="utf-8")
    period = ("--start", "2026", "--end", "2026", "--on", "2026-06-30")
    command = process.command("import", "many.csv", "--plan", "t", *period)
    code, out = Conversation(command, elsewhere).end()
    assert (code, "does each mean?" in out) == (1, False)
    assert '--column "Status=note"' in out
