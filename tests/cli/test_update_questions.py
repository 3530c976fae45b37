"""`bptip update` with nothing stated, on a terminal: it asks, and shows what is known.

A real terminal (a pty), a real process. Questions come on stderr, the answer on stdout.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli

from cli.conversations import Conversation, answers
from cli.returns_round import ROUND, AskedRound
from conftest import Process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Bptip, Plans

if os.name == "nt":
    pytest.skip("needs POSIX", allow_module_level=True)


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


def test_a_pasted_note_has_all_its_lines(
    converse: Callable[..., Conversation], journal: Path
) -> None:
    """They answered the next questions: the last blank one wrote the update, without the rest."""
    talk = converse("update", "2.1", "--by", "River Board")
    answers(talk, ("For which day", ""), ("Status?", "completed"), ("metres)?", ""))
    talk.hear("Note?")
    talk.say("The wall is open.\n\nThe next is the gate.\n\n\n")
    answers(talk, ("Evidence (a web address or a file)?", ""))
    assert "note: The wall is open." in talk.hear("Write it?")
    talk.say("\n")
    assert talk.end()[0] == 0
    assert last(journal)["note"] == "The wall is open.\n\nThe next is the gate."


def test_a_blank_line_from_before_a_question_is_no_answer(
    converse: Callable[..., Conversation], journal: Path
) -> None:
    """The blank lines behind pasted addresses agreed to an update that nobody had seen."""
    before = journal.read_bytes()
    talk = converse("update", "2.1", "--by", "River Board")
    answers(talk, ("For which day", ""), ("Status?", "completed"), ("metres)?", ""), ("Note?", ""))
    answers(talk, ("Evidence", "https://example.org/1\nhttps://example.org/2\n\n\n\n"))
    shown = talk.hear("Write it?") + talk.hear("Write it?")
    assert "evidence: https://example.org/2" in shown
    assert journal.read_bytes() == before
    talk.say("no\n")
    assert talk.end()[0] == 2


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
    talk.say("completed\n\n\n\n")
    answers(talk, ("Write it?", ""))
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
