"""`bptip update` with nothing stated, on a terminal: it asks, and shows what is known.

A real terminal (a pty), a real process. Questions come on stderr, the answer on stdout.
"""

from __future__ import annotations

import os
import select
import subprocess
import time
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli

from conftest import clean_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Process

if os.name == "nt":
    pytest.skip("needs POSIX", allow_module_level=True)

PATIENCE: Final = 60.0
"""Maximum wait for a question (seconds)."""


class Conversation:
    """A process on a terminal, and its output there; stdout is a pipe of its own."""

    def __init__(self, command: list[str], home: Path) -> None:
        self.ours, theirs = os.openpty()
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


def test_it_asks_for_everything(converse: Callable[..., Conversation], journal: Path) -> None:
    """It asks for an open item, the status and what belongs to it, a note, and evidence.

    After a mistake, it says what is wrong and asks again.
    """
    talk = converse("update", "--on", "2026-11-23")
    listed = talk.hear("Which item (id or words of its title)?")
    assert "9 open items" in listed
    assert listed.index("overdue") < listed.index("2.1 ")
    talk.say("nonesuch\n")
    assert 'There is no item "nonesuch".' in talk.hear("Which item")
    talk.say("sea wall\n")
    known = talk.hear("Status?")
    assert "2.1  Raise the sea wall" in known
    assert "now: in progress, 60 %" in known
    assert "next step: Order stone" in known
    talk.say("ongoing\n")
    assert "two readings" in talk.hear("Status?")
    talk.say("on hold\n")
    talk.hear("other)?")
    talk.say("lack of money\n")
    assert "Known: funding" in talk.hear("other)?")
    talk.say("Funding\n")
    talk.hear("Now expected (a date)?")
    talk.say("2027-03\n")
    talk.hear("Percentage done?")
    talk.say("\n")
    talk.hear("Next step?")
    talk.say("Ask the ministry\n")
    talk.hear("Note?")
    talk.say("The winter break came early.\n")
    talk.hear("Evidence (a web address or a file)?")
    talk.say("javascript:1\n")
    assert "can't be used as evidence" in talk.hear("Evidence (a web address or a file)?")
    talk.say("https://example.org/wall\n")
    code, out = talk.end()
    assert code == 0
    assert "1 update written" in out
    assert "?" not in out.splitlines()[0]
    update = last(journal)
    assert {key: value for key, value in update.items() if key not in ("id", "recorded", "on")} == {
        "item": "2.1",
        "status": "on-hold",
        "reason": "funding",
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
    assert "Which item" not in talk.hear("Status?")
    for question in (
        "Note?",
        "Evidence (a web address or a file)?",
        "Report that nothing has changed?",
    ):
        talk.say("\n")
        talk.hear(question)
    talk.say("yes\n")
    assert talk.end()[0] == 0
    assert set(last(journal)) == {"id", "item", "on", "recorded", "by"}


def test_no_is_no(converse: Callable[..., Conversation], journal: Path) -> None:
    """Nothing is written."""
    before = journal.read_bytes()
    talk = converse("update", "2.1")
    talk.hear("Status?")
    talk.say("\n\n\n\n")
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
        talk.process.send_signal(2)
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
    talk = converse("update", "2.1")
    talk.hear("Status?")
    assert process("update", "2.1", "--no-change", "--plan", "2025-2027").code == 0
    before = journal.read_bytes()
    talk.say("completed\n\n\n")
    assert talk.end() == (2, "")
    assert "in the meantime" in " ".join(talk.rest().split())
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
