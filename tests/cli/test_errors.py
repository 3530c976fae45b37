"""Errors: exit 2, on stderr alone, with what was probably meant; never a traceback."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip

READING = [
    ["status", "2025-2027"],
    ["show", "1.2", "--plan", "2025-2027"],
    ["find", "flood", "2025-2027"],
    ["log", "2025-2027"],
    ["diff", "2022-2024", "2025-2027"],
    ["trace", "1.2", "--plan", "2025-2027"],
    ["plans"],
    ["check"],
]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        # Commands.
        (["statsu"], 'Did you mean "bptip status"?'),
        (["STATUS"], 'Did you mean "bptip status"?'),
        (["lgo"], 'Did you mean "bptip log"?'),
        (["xyzzy"], '"xyzzy"'),
        ([""], '""'),
        # Words from elsewhere.
        (["export"], '"bptip report"'),
        (["compare"], '"bptip diff"'),
        (["history"], '"bptip log"'),
        (["validate"], '"bptip check"'),
        (["list"], '"bptip plans"'),
        (["List", "--strict"], '"bptip plans"'),
        # Options.
        (["status", "--as-off", "2025"], "--as-of"),
        (["status", "--led", "x"], "--lead"),
        (["log", "--activities"], "--activities"),
        (["--jsn", "status"], "--jsn"),
        (["status", "-z"], "-z"),
        (["request", "--round", "R", "--plan", "x"], "Type this: bptip request x --round R"),
        (["report", "--plan=2025-2027", "-o", "a b.md"], 'bptip report 2025-2027 -o "a b.md"'),
        (["round", "--plan"], "--plan is not an option of round: the plan is its argument."),
        (["status", "--as-of"], "--as-of"),
        (["--plans"], "--plans"),
        (["plans", "--color"], "--color"),
        # Arguments.
        (["show"], "ITEM"),
        (["find"], "WORDS"),
        (["status", "2022-2024", "2025-2027"], "2025-2027"),
        # Plans.
        (["status", "2025-2028"], 'Did you mean "2025-2027"?'),
        (["status", "2022"], 'Did you mean "2022-2024"?'),
        (["status", "2025"], 'Did you mean "2025-2027"?'),
        (["log", "xyz"], "2022-2024, 2025-2027"),
        (["find", "sea", "2025-27"], 'Did you mean "2025-2027"?'),
        (["find", "sea", "2025-27"], "put all the words in quotes"),
        (["find", "sea", "2025-2027@v9"], "2025-2027@v2"),
        (["show", "1.2", "--plan", "2025-2028"], 'Did you mean "2025-2027"?'),
        (["check", "2025-2028"], 'Did you mean "2025-2027"?'),
        (["status", "2025-2027@v9"], "2025-2027@v2"),
        (["status", "2025-2027@v"], "2025-2027"),
        (["status", "nowhere/v1.toml"], "nowhere/v1.toml"),
        (["status", "nowhere/"], '"nowhere'),
        (["status", "plans"], "2025-2027"),
        # Items, parties, themes, words for statuses.
        (["show", "1.22"], "Did you mean 1.2"),
        (["log", "--item", "1.22"], "Did you mean 1.2"),
        (["log", "--by", "Ministry of Work"], 'Did you mean "Ministry of Works"?'),
        (["status", "--lead", "Harbor Office"], 'Did you mean "Harbour Office"?'),
        (["status", "--theme", "warning"], 'Did you mean "early warning"?'),
        (["status", "--status", "not-startet"], 'Did you mean "not-started"?'),
        (["status", "--status", "cancelled"], "discontinued"),
        (["status", "--outlook", "on-time"], "on-track"),
        (["status", "--format", "jason"], 'Did you mean "json"?'),
        (["status", "--group-by", "them"], 'Did you mean "theme"?'),
        (["--color", "nevr", "plans"], 'Did you mean "never"?'),
        (["plans", "--as-of", "2025-02-29"], "2025-02-29"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_a_slip_is_answered_with_what_was_meant(
    bptip: Bptip, arguments: list[str], expected: str
) -> None:
    """Exit 2, stdout empty, the first line complete in itself and the rest indented."""
    outcome = bptip(*arguments)
    assert (outcome.code, outcome.out) == (2, ""), outcome
    first, *hints = outcome.err.splitlines()
    assert first.startswith("bptip: ")
    assert all(hint.startswith("  ") for hint in hints)
    assert expected in outcome.err
    assert "Traceback" not in outcome.err


def test_a_filter_without_a_name_is_refused(bptip: Bptip) -> None:
    """`--lead "$LEAD"` with nothing in it must not pass for an answer about a lead."""
    for value in ("", " ", ","):
        for option in ("--lead", "--status", "--objective"):
            outcome = bptip("status", option, value)
            assert (outcome.code, outcome.out) == (2, ""), (option, value)


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], ["status", "-h"], ["log", "--help"]])
def test_help_is_no_error(bptip: Bptip, arguments: list[str]) -> None:
    """On stdout, exit 0."""
    outcome = bptip(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    assert "Usage" in outcome.out


@pytest.mark.parametrize("name", [None, "update", "merge-driver", "help"])
def test_help_as_a_command_is_the_same_as_the_option(bptip: Bptip, name: str | None) -> None:
    """The help of bptip, or of one command."""
    named = [name] if name else []
    assert bptip("help", *named).whole == bptip(*named, "--help").whole


def test_help_for_an_unknown_command_names_the_nearest(bptip: Bptip) -> None:
    """As if the command had been typed."""
    assert bptip("help", "statsu").whole == bptip("statsu").whole
    assert 'Did you mean "bptip report"?' in bptip("help", "export").err


@pytest.mark.parametrize("arguments", [["-V"], ["--version"], ["--version", "status"]])
def test_the_version(bptip: Bptip, arguments: list[str]) -> None:
    """One line, exit 0."""
    outcome = bptip(*arguments)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("bptip ")
    assert len(outcome.out.splitlines()) == 1


def test_bare_bptip_prints_what_one_does(
    repository: Path, elsewhere: Path, bptip_in: Callable[[Path], Bptip]
) -> None:
    """Five things, a line each, then the groups; every command there runs on the public plans."""
    shutil.copytree(repository / "plans", elsewhere / "plans")
    bptip = bptip_in(elsewhere)
    outcome = bptip()
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    steps = ["see", "look closer", "record", "compare", "report"]
    assert [line.strip().split("  ")[0] for line in lines[2:7]] == steps
    assert max(map(len, lines)) <= 100
    for line in lines[2:7]:
        command = line[15:].split("  ")[0].split()[1:]
        expected = bptip(*command)
        assert expected.code == 0, expected.err
    assert all(f"  {group} " in outcome.out for group in ("Read", "Record", "Plan", "Exchange"))


def test_help_groups_the_commands(bptip: Bptip) -> None:
    """Read, Record, Plan, Exchange."""
    page = bptip("--help").out
    positions = [page.index(f"─ {group} ─") for group in ("Read", "Record", "Plan", "Exchange")]
    assert positions == sorted(positions)
    assert "status" in page[positions[0] : positions[1]]
    assert "update" in page[positions[1] : positions[2]]
    assert "check" in page[positions[2] : positions[3]]
    assert "schema" in page[positions[3] :]


@pytest.mark.parametrize("command", READING, ids=lambda each: each[0])
@pytest.mark.usefixtures("workspace")
def test_a_plan_with_errors_is_refused_by_what_reads_it(bptip: Bptip, command: list[str]) -> None:
    """Each fault with its file and line; `check` alone answers it with 1."""
    file = bptip.home / "plans" / "2025-2027" / "v2.toml"
    file.write_text(file.read_text("utf-8").replace("version = 2", 'version = "two"'), "utf-8")
    outcome = bptip(*command)
    assert outcome.code == (1 if command[0] == "check" else 2)
    expected = outcome.out if command[0] == "check" else outcome.err
    assert "Traceback" not in outcome.err
    assert "2025-2027" in expected
    if command[0] != "plans":
        assert "plans/2025-2027/v2.toml:" in expected


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("boom"),
        ValueError("two\nlines"),
        KeyError("key"),
        RecursionError("deep"),
        MemoryError(),
        OSError(5, "Input/output error"),
        AssertionError(),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
        RuntimeError("\x1b[31mred\x1b[0m and \udc80"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_fault_of_ours_is_owned_up_to(
    bptip: Bptip, fault: Callable[[BaseException], None], error: Exception
) -> None:
    """Exit 70, whatever it is; nothing of Python but the kind of the error."""
    fault(error)
    outcome = bptip("status")
    assert (outcome.code, outcome.out) == (70, "")
    assert outcome.err.startswith("bptip: ")
    assert "Traceback" not in outcome.err
    assert type(error).__name__ in outcome.err
    assert "BPTIP_DEBUG=1" in outcome.err
    assert "\x1b" not in outcome.err


@pytest.mark.parametrize("words", ["boom", "two\nlines"])
def test_a_fault_of_ours_is_one_line(
    bptip: Bptip, fault: Callable[[BaseException], None], words: str
) -> None:
    """However many its message has."""
    fault(RuntimeError(words))
    assert len(bptip("status").err.splitlines()) == 1


def test_debug_shows_where_a_fault_of_ours_is(
    bptip: Bptip, fault: Callable[[BaseException], None]
) -> None:
    """The traceback, with BPTIP_DEBUG=1 and with nothing else."""
    fault(RuntimeError("boom"))
    outcome = bptip("status", env={"BPTIP_DEBUG": "1"})
    assert (outcome.code, outcome.out) == (70, "")
    assert "Traceback" in outcome.err
    assert "RuntimeError: boom" in outcome.err
    for value in ("", "0"):
        assert "Traceback" not in bptip("status", env={"BPTIP_DEBUG": value}).err


def test_debug_changes_nothing_about_a_slip(bptip: Bptip) -> None:
    """A mistake of the user's has no traceback to show."""
    assert bptip("statsu", env={"BPTIP_DEBUG": "1"}) == bptip("statsu")


def test_an_interrupt_is_no_fault(bptip: Bptip, fault: Callable[[BaseException], None]) -> None:
    """Exit 130, and silence."""
    fault(KeyboardInterrupt())
    outcome = bptip("status")
    assert (outcome.code, outcome.out) == (130, "")
    assert outcome.err.strip() == ""


def test_what_was_typed_can_do_nothing_to_a_terminal(bptip: Bptip) -> None:
    """Escapes in an argument are shown, not sent."""
    for arguments in (["\x1b[31mx"], ["show", "\x1b]0;x\x07"], ["status", "--lead", "\x9b2J"]):
        outcome = bptip(*arguments)
        assert outcome.code == 2
        assert not set("\x1b\x07\x9b") & set(outcome.err)


def test_what_was_typed_may_be_no_text(bptip: Bptip) -> None:
    """Bytes that are not UTF-8 arrive as lone surrogates; they are shown, and nothing breaks."""
    for arguments in (
        ["\udcff"],
        ["show", "a\udcff"],
        ["find", "\udcff"],
        ["--plans", "\udcff", "log"],
    ):
        outcome = bptip(*arguments)
        assert outcome.code in (0, 2), outcome.err
        assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("word", "meant"),
    [("late", "delayed"), ("Cancelled", "discontinued"), ("paused", "on-hold")],
)
def test_a_word_that_people_use_for_a_status_is_asked_about(
    bptip: Bptip, word: str, meant: str
) -> None:
    """Never taken, since nobody can be sure."""
    outcome = bptip("update", "2.1", "--status", word)
    assert outcome.code == 2
    assert f'Did you mean "{meant}"?' in outcome.err


def test_a_long_dash_is_known_for_what_it_is(bptip: Bptip) -> None:
    """Word makes one of two hyphens; what is pasted from there begins with it."""
    outcome = bptip("status", "\u2013overdue")
    assert outcome.code == 2
    assert "Type this: --overdue" in outcome.err


def test_words_without_quotes_are_known_for_what_they_are(bptip: Bptip) -> None:
    """Also where the other words would name items, and be recorded about these."""
    for words in (("Two", "workshops", "held"), ("Phase", "2"), ("Raise", "sluice")):
        outcome = bptip("update", "2.1", "--note", *words)
        assert outcome.code == 2
        assert "of several words in quotes" in outcome.err


def test_a_note_of_one_word_before_its_item_is_one(bptip: Bptip) -> None:
    assert bptip("update", "--note", "Held", "2.1", "--dry-run").code == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("–a", "Type this: -a"), ("—status=delayed", "--status=delayed"), ("-o=x.md", "-o x.md")],
)
def test_slips_of_dashes_and_signs_are_told(bptip: Bptip, typed: str, meant: str) -> None:
    outcome = bptip("status", typed)
    assert outcome.code == 2
    assert meant in outcome.err


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("status -o a.html -o b.html", "-o or --output"),
        ("status -o a.html --output=b.html", "-o or --output"),
        ("update 1.2 --note a --note b", "--note"),
    ],
)
def test_an_option_of_one_value_is_not_given_twice(bptip: Bptip, typed: str, named: str) -> None:
    """The last alone would count, and nobody would notice that the first is lost."""
    outcome = bptip(*typed.split())
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        f"bptip: {named} is given twice. It takes one value.\n"
        "  Leave one of them out, or run the command once for each.\n"
    )


def test_switches_and_options_of_several_values_may_be_repeated(bptip: Bptip) -> None:
    once = bptip("status", "--lead", "River Board", "--lead", "Estuary Council", "-a", "-a")
    assert (once.code, once.err) == (0, "")
    assert "led by River Board or" in once.out


def test_a_text_may_begin_with_a_long_dash(bptip: Bptip) -> None:
    """Where it is not the name of an option."""
    assert bptip("update", "2.1", "--note", "–ok", "--dry-run").code == 0
