"""Real processes on real streams: pipes closed early, Ctrl-C, full disks, code pages, terminals."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from cli.pseudo_terminal import on_a_terminal

if TYPE_CHECKING:
    from conftest import Bptip, Process

DAY: Final = ("--as-of", "2026-11-24")

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")
full_disk = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


@pytest.fixture
def long(process: Process) -> Process:
    """Bptip in the example's folder, with a journal that fills any pipe."""
    journal = process.home / "plans" / "2025-2027" / "progress.toml"
    with journal.open("a", encoding="utf-8") as file:
        for n in range(400):
            file.write(
                f'\n[[update]]\nid = "x{n}"\nitem = "1.1"\non = 2026-11-01\n'
                f'recorded = 2026-11-01T10:00:00Z\nnote = "{"A long note. " * 20}"\n'
            )
    return process


# --- A pipe that is closed early.


@posix
@pytest.mark.parametrize(
    "arguments",
    [("log",), ("--help",)],
    ids=lambda each: each[0],
)
def test_a_closed_pipe_is_silent(long: Process, arguments: tuple[str, ...]) -> None:
    """As in `bptip log | head -1`: no message, and no fault."""
    running = long.start(*arguments, stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.read(1)
    running.stdout.close()
    _, err = running.communicate(timeout=30)
    assert (running.returncode, err) == (0, b"")


@posix
@pytest.mark.parametrize("arguments", [("status", *DAY), ("frob",)], ids=lambda each: each[0])
def test_a_pipe_that_nobody_reads_is_silent(process: Process, arguments: tuple[str, ...]) -> None:
    """Closed before the first letter; what goes to stderr still comes."""
    ours, theirs = os.pipe()
    os.close(ours)
    running = process.start(*arguments, stdout=theirs)
    os.close(theirs)
    _, err = running.communicate(timeout=30)
    assert running.returncode == (2 if arguments == ("frob",) else 0)
    assert (err == b"") == (arguments != ("frob",))
    assert b"Traceback" not in err


@posix
def test_stderr_that_nobody_reads_is_no_matter(process: Process) -> None:
    """The exit code is still the right one."""
    ours, theirs = os.pipe()
    os.close(ours)
    running = process.start("frob", stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    out, _ = running.communicate(timeout=30)
    assert (running.returncode, out) == (2, b"")


@full_disk
@pytest.mark.parametrize(
    "arguments",
    [("status", *DAY), ("log", "--json"), ("--help",), ("init", "x")],
    ids=lambda a: a[0],
)
def test_a_full_disk_is_no_fault_of_ours(process: Process, arguments: tuple[str, ...]) -> None:
    """One clear message, exit 2."""
    with Path("/dev/full").open("wb") as full:
        running = process.start(*arguments, stdout=full)
        _, err = running.communicate(timeout=30)
    assert running.returncode == 2, err
    assert b"No space left on device" in err
    assert b"fault in bptip itself" not in err
    assert b"Traceback" not in err
    assert b"Exception ignored" not in err


@full_disk
def test_what_was_recorded_all_the_same_is_said_so(process: Process) -> None:
    """Where the answer cannot be shown, nobody should record it a second time."""
    with Path("/dev/full").open("wb") as full:
        running = process.start("update", "2.1", "--no-change", stdout=full)
        _, err = running.communicate(timeout=30)
    said = b"Written before that: plans/2025-2027/progress.toml.\n  `bptip log` shows what"
    assert (running.returncode, said in err) == (2, True), err


@full_disk
def test_the_journals_of_new_plans_are_not_called_recorded(process: Process) -> None:
    """`init` copies plans, and can be repeated."""
    with Path("/dev/full").open("wb") as full:
        running = process.start("init", "x", stdout=full)
        _, err = running.communicate(timeout=30)
    assert (b"/progress.toml" in err, b"bptip log" in err) == (True, False), err


@full_disk
def test_a_version_that_was_created_all_the_same_is_said_so(process: Process) -> None:
    """Whoever repeats `amend` would make another version."""
    with Path("/dev/full").open("wb") as full:
        running = process.start("amend", "2025-2027", "--on", "2027-01-01", stdout=full)
        _, err = running.communicate(timeout=30)
    assert (running.returncode, b"Written before that: plans/2025-2027/v3.toml." in err) == (
        2,
        True,
    ), err


@full_disk
def test_forms_are_said_to_be_written_only_if_they_were(process: Process) -> None:
    """A dry run writes none, and asked again, every form is there already."""
    request = ("request", "--round", "R", "--due", "2027-12-31")
    said = []
    for arguments in ((*request, "-n"), request, request):
        with Path("/dev/full").open("wb") as full:
            running = process.start(*arguments, stdout=full)
            _, err = running.communicate(timeout=60)
        assert running.returncode == 2, err
        said.append(
            (
                b"Written before that: returns-R/messages.md, returns-R/R_" in err,
                b"progress.toml" in err,
            )
        )
    assert said == [(False, False), (True, True), (False, False)]


@posix
def test_no_stdout_at_all_is_no_fault_of_ours(process: Process) -> None:
    """As a daemon starts a program, or `>&-`."""
    done = subprocess.run(
        ["sh", "-c", '"$@" >&-', "sh", *process.command("status", *DAY)],
        cwd=process.home,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert done.returncode in (0, 2), done.stderr
    assert b"fault in bptip itself" not in done.stderr
    assert b"Traceback" not in done.stderr


# --- Ctrl-C.


@posix
def test_an_interrupt_ends_a_run(long: Process) -> None:
    """While it writes: exit 130, and nothing on stderr."""
    running = long.start("log", "--json", stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.read(1)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert (running.returncode, err.strip()) == (130, b"")


# --- What a stream can carry.


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_code_page_gets_what_it_can_carry(process: Process, bptip: Bptip, encoding: str) -> None:
    """The page of a real process, and of the runs within this one by which the rest is tested."""
    outcome = process("status", "-a", *DAY, env={"PYTHONIOENCODING": encoding})
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.raw == bptip("status", "-a", *DAY, encoding=encoding).raw


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437", "latin-1", "utf-16", "cp932"])
@pytest.mark.parametrize("arguments", [("status", "-a"), ("log",), ("--help",)], ids=lambda a: a[0])
def test_no_code_page_stops_an_answer(
    bptip: Bptip, encoding: str, arguments: tuple[str, ...]
) -> None:
    """Plain letters for the rest; the words and figures are all there."""
    outcome = bptip(*arguments, encoding=encoding)
    assert (outcome.code, outcome.err) == (0, "")
    page = outcome.raw.decode(encoding)
    assert "status" in page.lower()
    if arguments[0] == "status":
        assert "5 of 15 activities completed (33 %)" in page
        assert "Raise the sea wall" in page
        assert "Br?nsey" not in page
        assert max(map(len, page.splitlines())) <= 120


def test_a_page_without_its_signs_still_says_everything(bptip: Bptip) -> None:
    """On a stream of plain ASCII no word is lost, and no sign is a question mark by accident."""
    ascii_page = bptip("status", "-a", encoding="ascii").out
    page = bptip("status", "-a").out
    words = [word for word in page.split() if word.isascii() and word.isalnum()]
    assert [word for word in words if word not in ascii_page] == []
    assert ascii_page.count("?") == page.count("?")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_messages_get_through_too(bptip: Bptip, encoding: str) -> None:
    """An argument may have letters that stderr cannot carry."""
    outcome = bptip("show", "Überschwemmung 日本", encoding=encoding)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert outcome.err.startswith("bptip: ")


@pytest.mark.parametrize("format_", ["json", "csv", "markdown"])
def test_data_is_the_same_on_every_stream(bptip: Bptip, format_: str) -> None:
    """A code page is for reading; a file is a file."""
    plain = bptip("status", "--format", format_).raw
    assert bptip("status", "--format", format_, encoding="ascii").raw == plain


@posix
def test_an_empty_environment_is_enough(process: Process) -> None:
    """No HOME, no TERM, no locale."""
    done = subprocess.run(
        process.command("status", *DAY), cwd=process.home, env={}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"5 of 15 activities completed (33 %)" in done.stdout


# --- How wide.


def test_a_pipe_is_120_wide_whatever_columns_says(process: Process, bptip: Bptip) -> None:
    """A file to send on looks the same wherever it was made."""
    told = process("status", "-a", *DAY, env={"COLUMNS": "50", "LINES": "10"})
    assert told.raw == bptip("status", "-a", *DAY, env={"COLUMNS": "250"}).raw
    assert 100 < max(map(len, told.out.splitlines())) <= 120


def test_help_in_a_pipe_is_of_fixed_width_too(bptip: Bptip) -> None:
    """It goes into documentation."""
    plain = bptip("status", "--help").raw
    assert bptip("status", "--help", env={"COLUMNS": "60"}).raw == plain


def test_help_in_a_pipe_has_no_colours(process: Process) -> None:
    """Nor where Typer would give it some: in the runs that build documentation."""
    assert "\x1b" not in process("status", "--help", env={"GITHUB_ACTIONS": "true"}).out


@posix
@pytest.mark.parametrize(
    ("term", "columns", "coloured"), [("xterm-256color", 80, True), ("dumb", 132, False)]
)
def test_a_terminal_has_its_own_width_and_colours(
    process: Process, columns: int, term: str, *, coloured: bool
) -> None:
    """As wide as it is, not wider; a dumb one gets no colours."""
    page = on_a_terminal(process, ("status", "-a", *DAY), columns, {"TERM": term})
    assert ("\x1b[" in page) is coloured
    if not coloured:
        widths = [len(line) for line in page.splitlines()]
        assert columns - 12 <= max(widths) <= columns


def test_python_m_bptip_is_bptip(process: Process) -> None:
    """The same words, whatever name it was started under."""
    script = Path(sys.executable).with_name("bptip.exe" if sys.platform == "win32" else "bptip")
    if not script.exists():
        pytest.skip("needs bptip installed")
    program, module = (
        subprocess.run(
            [*command, "find"], cwd=process.home, capture_output=True, check=False, timeout=30
        )
        for command in ([str(script)], process.command())
    )
    assert (program.returncode, program.stderr) == (module.returncode, module.stderr)
    assert b"bptip find --help" in program.stderr
