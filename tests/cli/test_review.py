"""`bptip diff --review` on a terminal: each answer is in the new plan's file at once.

A real terminal (a pty) of 80 × 24, a real process. Questions come on stderr, the summary on stdout.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from shutil import copytree
from typing import TYPE_CHECKING, Any, Final

import pytest
import tomli

from cli.conversations import Conversation
from conftest import EXAMPLE, Process

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Bptip, Plans

if os.name == "nt":
    pytest.skip("needs POSIX", allow_module_level=True)

OLD: Final = """
[[objective]]
id = "1"
title = "Share information on trafficking trends"

[[objective.activity]]
id = "1.1"
title = "Train consular officers to recognise victims"

[[objective.activity]]
id = "1.2"
title = "Publish a yearly digest of court judgments"

[[objective.activity]]
id = "1.3"
title = "Map hotlines for seafarers"
"""

NEW: Final = """
[[objective]]
id = "1" # first
title = "Share information on trafficking trends"

[[objective.activity]]
id = "1.1"
title = "Training of consular officers in recognising victims"

[[objective.activity]]
id = "1.2"
title = "A digest of judgments, published yearly by the court network"

[[objective.activity]]
id = "1.3"
title = "Airline crews learn to report suspicions"
"""

KEYS: Final = "back (b)?"
"""The end of the line that asks for an answer."""


@pytest.fixture
def file(plans: Plans) -> Path:
    """The file of the newer of two plans, the one that is written to."""
    plans.add(OLD, **about(2021))
    return plans.add(NEW, **about(2024)) / "v1.toml"


def about(year: int, **keys: object) -> dict[str, Any]:
    """Returns the `[plan]` keys of a plan that begins in a year."""
    return {"id": str(year), "start": date(year, 1, 1), "end": date(year + 2, 12, 31), **keys}


Start = Callable[..., Conversation]
"""Starts a review of two editions on a terminal of its own."""


@pytest.fixture
def review(elsewhere: Path) -> Iterator[Start]:
    """Starts reviews in the folder of small plans."""
    started: list[Conversation] = []

    def start(old: str = "2021", new: str = "2024", *options: str) -> Conversation:
        command = Process(elsewhere).command("diff", old, new, "--review", *options)
        started.append(Conversation(command, elsewhere, size=(24, 80)))
        return started[-1]

    yield start
    for talk in started:
        talk.process.kill()
        talk.process.communicate()
        os.close(talk.ours)


def declared(file: Path) -> dict[str, list[str] | None]:
    """Returns what each activity in a file declares to carry on."""
    values = tomli.loads(file.read_text("utf-8"))
    return {
        activity["id"]: activity.get("continues")
        for objective in values["objective"]
        for activity in objective["activity"]
    }


def answer(talk: Conversation, *replies: str) -> str:
    """Types a reply to each question, and returns the last question."""
    asked = ""
    for reply in replies:
        asked = question(talk)
        talk.say(f"{reply}\n")
    return asked


def question(talk: Conversation) -> str:
    """Waits for a question, and returns it without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", talk.hear(KEYS))


def test_each_answer_is_written(review: Start, file: Path) -> None:
    """Both texts and the words that both say are shown; each answer is in the file at once."""
    before = file.read_bytes()
    talk = review()
    asked = question(talk)
    assert "Is 1.1 of 2024 the same as 1.1 of 2021? · question 1 of 3" in asked
    assert "2021  1.1  Train consular officers to recognise victims" in asked
    assert "2024  1.1  Training of consular officers in recognising victims" in asked
    assert "both say consular" in asked
    assert max(map(len, asked.splitlines())) <= 80
    talk.say("s\n")
    talk.hear("Written: 1.1 carries on 2021/1.1.")
    assert declared(file) == {"1.1": ["2021/1.1"], "1.2": None, "1.3": None}
    answer(talk, "a 1.2", "n")
    code, out = talk.end()
    assert code == 0
    assert out.split("\n") == [
        "",
        "3 answered, in plans/2024/v1.toml; 0 left for later.",
        "Not carried on by 2024: 1.3.",
        "To see it: bptip diff 2021 2024",
        "",
    ]
    expected = before
    for name, references in (("1.1", b'"2021/1.1"'), ("1.2", b'"2021/1.2"'), ("1.3", b"")):
        line = f'id = "{name}"\n'.encode()
        expected = expected.replace(line, line + b"continues = [" + references + b"]\n")
    assert file.read_bytes() == expected


def test_later_is_asked_again(review: Start, file: Path) -> None:
    """Enter puts a question off: nothing is written, and the next review asks it, and only it."""
    talk = review()
    answer(talk, "2", "", "l")
    assert "1 answered, in plans/2024/v1.toml; 2 left for later." in talk.end()[1]
    assert declared(file) == {"1.1": [], "1.2": None, "1.3": None}
    talk = review()
    assert "question 1 of 2" in answer(talk, "1")
    answer(talk, "n")
    assert talk.end()[0] == 0
    talk = review()
    assert talk.end()[0] == 0
    assert "Nothing to review" in talk.rest()


def test_back_takes_an_answer_out_of_the_file(review: Start, file: Path) -> None:
    """Back leads to the question before, and its answer leaves no byte in the file."""
    before = file.read_bytes()
    talk = review()
    answer(talk, "b")
    talk.hear("Nothing to go back to.")
    answer(talk, "s", "", "back", "b")
    assert "question 1 of 3" in question(talk)
    assert file.read_bytes() == before


def test_another_is_chosen_from_a_list(review: Start, file: Path) -> None:
    """The candidates have numbers; several items can be named, and Enter leads back."""
    talk = review()
    answer(talk, "a")
    listed = talk.hear("Enter: none)")
    assert "  #1  1.1 Train consular officers" in listed
    assert "(#1, an id or words of its title;" in listed
    talk.say("\n")
    answer(talk, "a")
    talk.hear("Enter: none)")
    talk.say("nonesuch\n")
    assert 'There is no item "nonesuch".' in talk.hear("Enter: none)")
    talk.say("hotlines, #1\n")
    talk.hear("Written: 1.1 carries on 2021/1.3 and 2021/1.1.")
    assert declared(file)["1.1"] == ["2021/1.3", "2021/1.1"]


@pytest.mark.usefixtures("file")
def test_another_answer_than_offered_is_asked_again(review: Start) -> None:
    """After a slip, what can be typed is said, and the question is asked again."""
    talk = review()
    answer(talk, "x")
    talk.hear("Type s, n, a, l or b, or press Enter for later.")
    asked = talk.hear(KEYS)
    assert "s, y or yes  same: it carries the older item on" in asked
    assert "n or no  not the same: it is new work" in asked
    assert "Enter or l  later: nothing is written" in asked


@pytest.mark.parametrize("yes", ["y", "Yes"])
def test_yes_and_no_answer_a_question_of_yes_or_no(review: Start, file: Path, yes: str) -> None:
    """Yes is *the same* and no is *not the same*; a choice of two has neither as an answer."""
    talk = review()
    assert "Is 1.1 of 2024 the same as" in answer(talk, yes)
    talk.hear("Written: 1.1 carries on 2021/1.1.")
    assert "Is 1.2 of 2024 the same as" in answer(talk, "no")
    talk.hear("Written: 1.2 is new work.")
    assert "Is 1.3 of 2024 new work, or" in answer(talk, yes)
    talk.hear("Type s, n, a, l or b, or press Enter for later.")
    assert "n  new work: it carries nothing on" in answer(talk, "no")
    talk.hear("Type s, n, a, l or b, or press Enter for later.")
    assert declared(file) == {"1.1": ["2021/1.1"], "1.2": [], "1.3": None}


def test_ctrl_c_keeps_what_was_answered(review: Start, file: Path) -> None:
    """Ctrl-C ends the review with 130, and says what was written."""
    talk = review()
    answer(talk, "s", "s")
    talk.hear(KEYS)
    talk.interrupt()
    assert talk.end()[0] == 130
    assert "2 answered, in plans/2024/v1.toml; 1 left for later." in talk.rest()
    assert declared(file) == {"1.1": ["2021/1.1"], "1.2": ["2021/1.2"], "1.3": None}


def test_a_killed_review_keeps_what_was_answered(review: Start, file: Path) -> None:
    """After a kill, the file is complete, and the next review goes on."""
    talk = review()
    answer(talk, "s")
    talk.hear(KEYS)
    talk.process.kill()
    talk.process.wait()
    assert declared(file) == {"1.1": ["2021/1.1"], "1.2": None, "1.3": None}
    assert "question 1 of 2" in answer(review(), "s")


def test_two_reviewers_at_once(review: Start, file: Path) -> None:
    """The answers of both are in the file; the first answer to a question stays."""
    first, second = review(), review()
    assert "Is 1.1 of 2024" in question(first)
    assert "Is 1.1 of 2024" in question(second)
    first.say("s\n")
    first.hear(KEYS)
    second.say("n\n")
    second.hear("1.1 was changed in the file meanwhile, so this was not written.")
    answer(second, "s")
    second.hear("Written: 1.2 carries on 2021/1.2.")
    first.say("n\n")
    first.hear("1.2 was changed in the file meanwhile, so this was not written.")
    answer(first, "n")
    assert first.end()[0] == 0
    assert declared(file) == {"1.1": ["2021/1.1"], "1.2": ["2021/1.2"], "1.3": []}


def test_the_end_of_the_input_keeps_what_was_answered(review: Start, file: Path) -> None:
    """Ctrl-D ends the review with 2, and says what was written."""
    talk = review()
    answer(talk, "s")
    talk.hear(KEYS)
    talk.say("\x04")
    assert talk.end()[0] == 2
    said = talk.rest()
    assert "The input ended. 1 answered" in said
    assert said.count("answered") == 1
    assert declared(file)["1.1"] == ["2021/1.1"]


def test_hostile_titles_do_nothing(plans: Plans, review: Start, file: Path) -> None:
    """Control characters and markup of a title are shown, and the terminal does nothing."""
    hostile = "Train consular officers to recognise victims\\u001b[2J\\u202e [bold red]x"
    plans.add(OLD.replace("Train consular officers to recognise victims", hostile), **about(2021))
    talk = review()
    answer(talk, "a")
    said = talk.hear("Enter: none)")
    assert "\x1b[2J" not in said
    assert "\u202e" not in said
    assert "victims[U+001B][2J[U+202E] [bold red]x" in " ".join(said.split())


def test_without_a_terminal_nothing_is_asked(
    elsewhere: Path, bptip_in: Callable[[Path], Bptip], file: Path
) -> None:
    """Where nobody can answer, it says what to do, and writes nothing."""
    before = file.read_bytes()
    outcome = bptip_in(elsewhere)("diff", "2021", "2024", "--review")
    assert (outcome.code, outcome.out) == (2, "")
    assert "A review asks questions in a terminal, and nobody can answer them here." in outcome.err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2024", "2021"), "bptip diff 2021 2024 --review"),
        (("2021", "2021"), "2021 and 2021 are one version of one plan"),
        (("2021", "2024", "--json"), "without -o, --json, --format or a pipe (|)."),
    ],
    ids=["backwards", "one version", "for a program"],
)
@pytest.mark.usefixtures("file")
def test_it_refuses(review: Start, arguments: tuple[str, ...], said: str) -> None:
    """A review from a later plan to an earlier one is refused, and one that nobody can see."""
    talk = review(*arguments)
    assert talk.end()[0] == 2
    assert said in " ".join(talk.rest().split())


def test_a_read_only_plan_is_refused(review: Start, file: Path) -> None:
    """A file that may not be written is refused before the first question."""
    file.chmod(0o444)
    talk = review()
    assert talk.end()[0] == 2
    assert "is read-only, so nothing was written." in " ".join(talk.rest().split())


def test_the_bundled_plans_are_refused(review: Start) -> None:
    """The public plans that came with bptip are read-only."""
    talk = review("2022", "2024-2026")
    assert talk.end()[0] == 2
    assert "These plans came with bptip and are read-only." in talk.rest()


def test_a_released_version_stays_as_it_was_endorsed(
    elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip], review: Start
) -> None:
    """Answers leave a released version as it was endorsed: `check` has no warning."""
    bptip = bptip_in(elsewhere)
    plans.add(OLD, **about(2021))
    file = plans.add(NEW, **about(2024, released=date(2024, 1, 1))) / "v1.toml"
    assert bptip("amend", "2024", "--on", "2025-01-01").code == 0
    talk = review("2021", "2024@v1")
    answer(talk, "s", "s", "n")
    assert talk.end()[0] == 0
    assert declared(file) == {"1.1": ["2021/1.1"], "1.2": ["2021/1.2"], "1.3": []}
    assert "changed-version" not in bptip("check", "2024").out


def test_two_versions_of_one_plan(plans: Plans, review: Start) -> None:
    """Within one plan, a reference names the version."""
    plans.add(OLD, **about(2024))
    second = about(2024, version=2, released=date(2025, 1, 1))
    file = plans.add(NEW.replace('"1.1"', '"1.7"'), **second) / "v2.toml"
    talk = review("2024@v1", "2024@v2")
    assert "Is 1.7 of v2 the same as 1.1 of v1?" in answer(talk, "s")
    talk.hear("Written: 1.7 carries on v1/1.1.")
    assert declared(file)["1.7"] == ["v1/1.1"]


def test_an_item_without_a_partner_may_be_new_work(review: Start, file: Path) -> None:
    """An item without a pair is shown beside its nearest candidate, and may be new work."""
    talk = review()
    answer(talk, "s", "s")
    asked = question(talk)
    assert "Is 1.3 of 2024 new work, or 1.3 of 2021 again? · question 3 of 3" in asked
    assert "No distinctive word in common; same objective" in asked
    assert "Same (s), new work (n), another (a), later (Enter), back (b)?" in asked
    assert declared(file)["1.3"] is None


def test_new_work_is_offered_only_where_nothing_is_declared(plans: Plans, review: Start) -> None:
    """An item that carries on an item of a third plan is not new work, so this is not offered."""
    plans.add(OLD, **about(2021))
    plans.add(OLD.replace("Train consular officers to", "Open shelters that"), **about(2018))
    declaring = NEW.replace('id = "1.1"', 'id = "1.1"\ncontinues = ["2018/1.1"]')
    plans.add(declaring, **about(2024))
    talk = review()
    assert "Same (s), another (a), later (Enter), back (b)?" in answer(talk, "no")
    talk.hear("1.1 already declares that it carries on 2018/1.1, so it is not new work.")


UNLIKE: Final = """
[[objective.activity]]
id = "1.4"
title = "Buy a boat"

[[objective.activity]]
id = "1.5"
title = "Open two safe houses"
"""


@pytest.mark.parametrize("word", ["n", "new", "yes"])
def test_what_is_like_nothing_is_asked_together(plans: Plans, review: Start, word: str) -> None:
    """Several items without a clear likeness are one question, beside what is not carried on."""
    plans.add(OLD, **about(2021))
    file = plans.add(NEW + UNLIKE, **about(2024)) / "v1.toml"
    talk = review()
    answer(talk, "s", "s")
    asked = question(talk)
    assert "Are these 3 items of 2024 new work? · questions 3 to 5" in asked
    shown = ("1.3  Map hotlines", "1.3  Airline crews", "1.4  Buy a boat", "1.5  Open two")
    assert all(title in asked for title in shown)
    assert "Consular" not in asked
    talk.say("s\n")
    talk.hear("Type n if all are new work, b, or press Enter for one by one.")
    answer(talk, word)
    talk.hear("Written: 1.3, 1.4 and 1.5 are new work.")
    assert talk.end()[0] == 0
    assert declared(file) == {
        "1.1": ["2021/1.1"], "1.2": ["2021/1.2"], "1.3": [], "1.4": [], "1.5": []
    }  # fmt: skip


def test_what_is_asked_together_can_be_asked_one_by_one(plans: Plans, review: Start) -> None:
    """Enter leads to each of the questions; back leads to the question before them."""
    plans.add(OLD, **about(2021))
    file = plans.add(NEW + UNLIKE, **about(2024)) / "v1.toml"
    talk = review()
    answer(talk, "s", "s", "b", "s", "")
    assert "Is 1.3 of 2024 new work, or 1.3 of 2021 again? · question 3 of 5" in question(talk)
    talk.say("s\n")
    answer(talk, "n", "")
    assert "4 answered, in plans/2024/v1.toml; 1 left for later." in talk.end()[1]
    assert declared(file) == {
        "1.1": ["2021/1.1"], "1.2": ["2021/1.2"], "1.3": ["2021/1.3"], "1.4": [], "1.5": None
    }  # fmt: skip


def test_the_example_is_reviewed_in_two_minutes(elsewhere: Path, review: Start) -> None:
    """Whoever reads 200 words a minute, and decides in 3 seconds, needs no more than two minutes.

    All words on the screen count, also those that are read a second time.
    """
    copytree(EXAMPLE, elsewhere / "plans")
    talk = review("2022-2024", "2025-2027")
    shown = ""
    for key in ("n", "s", "n"):
        shown += question(talk)
        talk.say(f"{key}\n")
    code, out = talk.end()
    shown += talk.rest() + out
    assert code == 0
    assert "6 answered, in plans/2025-2027/v2.toml; 0 left for later." in shown
    assert 300 < len(re.findall(r"\S*\w\S*", shown)) <= (120 - 3 * 3) / 60 * 200


def test_same_is_offered_only_where_something_is_near(plans: Plans, review: Start) -> None:
    """An objective without a counterpart has no item to be the same as."""
    plans.add(OLD, **about(2021))
    added = '\n[[objective]]\nid = "2"\ntitle = "Secure joint funding"\n'
    plans.add(NEW + added, **about(2024))
    talk = review()
    answer(talk, "s", "s", "n")
    asked = question(talk)
    assert "Is 2 of 2024 new work?" in asked
    assert "New work (n), another (a), later (Enter), back (b)?" in asked
    assert "Same (s)" not in asked
    talk.say("no\n")
    talk.hear("Type n, a, l or b, or press Enter for later.")
    answer(talk, "a")
    assert "Which of 2021? (an id or words of its title;" in talk.hear("Enter: none)")
    talk.say("\n")
    answer(talk, "y")
    talk.hear("Written: 2 is new work.")
