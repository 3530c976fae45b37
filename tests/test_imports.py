"""Each command imports only the modules that it needs, and imports run down the list of rooms.

The tests look at `sys.modules` of fresh processes, never at the time. A bare Typer app shows which
modules the library itself imports.
"""

from __future__ import annotations

import ast
import inspect
import os
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from bptip.cli.commands import COMMANDS

if TYPE_CHECKING:
    from conftest import Bptip

REPOSITORY: Final = Path(__file__).resolve().parents[1]

OURS: Final = """
import sys
from bptip.cli import run
code = run(sys.argv[1:])
sys.stdout.flush()
assert code == 0, code
print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
"""
BARE: Final = """
import sys
import typer
app = typer.Typer()
@app.command()
def one(times: int = 1) -> None:
    "Say it."
    print("once")
@app.command()
def two(times: int = 1) -> None:
    "Say it twice."
try:
    app()
except SystemExit:
    pass
print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
"""


@cache
def imported(program: str, *arguments: str, plans: Path | None = None) -> frozenset[str]:
    """Returns the modules that a fresh process has at its end."""
    env = {
        name: os.environ[name]
        for name in ("PATH", "PYTHONPATH", "SYSTEMROOT")
        if name in os.environ
    }
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=env | {"BPTIP_PLANS": str(plans or REPOSITORY / "plans")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 0, done.stderr
    return frozenset(done.stderr.splitlines())


def within(modules: frozenset[str], *packages: str) -> set[str]:
    """Returns the modules that are one of these packages, or within one."""
    return {
        each
        for each in modules
        if any(each == package or each.startswith(f"{package}.") for package in packages)
    }


def pages_of(modules: frozenset[str]) -> set[str]:
    """Returns the pages among the modules, without the parts that pages share."""
    files = (REPOSITORY / "src" / "bptip" / "pages").glob("*.py")
    pages = {
        f"bptip.pages.{each.stem}" for each in files if "VIEW: Final" in each.read_text("utf-8")
    }
    assert len(pages) >= 6
    return pages & modules


def commands_of(modules: frozenset[str]) -> set[str]:
    """Returns the modules of commands among the modules."""
    return {each for each in within(modules, "bptip.cli") if each.endswith("_command")}


@pytest.mark.parametrize("arguments", [("--help",), ()], ids=str)
def test_the_overview_imports_no_command(arguments: tuple[str, ...]) -> None:
    """Its lines come from a table of names and summaries."""
    modules = imported(OURS, *arguments)
    assert commands_of(modules) == set()
    assert pages_of(modules) == set()
    rooms = (
        "bptip.files",
        "bptip.render",
        "bptip.problems",
        "bptip.progress.fold",
        "bptip.pages.document",
        "bptip.plan.characters",
        "bptip.cli.slips",
    )
    assert within(modules, *rooms) == set()


@pytest.mark.parametrize("arguments", [("--help",), ()], ids=str)
def test_the_overview_imports_no_library_but_typer(arguments: tuple[str, ...]) -> None:
    """Only the modules that a bare Typer app imports for its help."""
    third = ("pydantic", "pydantic_core", "rich", "tomli", "tomli_w",
             "snowballstemmer", "docx")  # fmt: skip
    bare = imported(BARE, *(arguments or ("one",)))
    assert within(imported(OURS, *arguments), *third) <= within(bare, *third)


def test_a_page_imports_what_it_shows_and_no_more() -> None:
    """`status`: its own command and page; no lines of faults, no likeness, no writing."""
    modules = imported(OURS, "status")
    assert commands_of(modules) == {"bptip.cli.status_command"}
    assert pages_of(modules) == {"bptip.pages.status"}
    for module in (
        "bptip.files.reading.fault_positions",
        "bptip.files.workspace.checking",
        "bptip.files.writing",
        "bptip.files.journal.lock",
        "bptip.files.reading.json_schema",
        "bptip.files.workspace.new_workspace",
        "bptip.problems.warnings",
        "bptip.problems.catalogue",
        "bptip.plan.search",
        "bptip.render.markdown.page",
        "bptip.render.html.page",
        "bptip.render.word.page",
        "docx",
        "lxml",
        "bptip.render.json",
        "bptip.render.csv",
    ):
        assert within(modules, module) == set(), module
    assert within(modules, "tomli_w") <= within(imported(BARE, "one"), "tomli_w")


@pytest.mark.parametrize("arguments", [("status",), ("show", "1", "--json")], ids=str)
def test_words_are_taken_without_pydantic(arguments: tuple[str, ...]) -> None:
    """Typer would load it for a plain text; bptip reads files with its core only."""
    assert within(imported(OURS, *arguments), "pydantic", "importlib.metadata") == set()


def test_a_page_imports_no_likeness() -> None:
    """Difflib is for typing mistakes; some versions of the library import it already."""
    if "difflib" in imported(BARE, "one"):
        ours = [
            file for file in (REPOSITORY / "src").rglob("*.py") if _imports_difflib_at_top(file)
        ]
        assert ours == []
    else:
        assert "difflib" not in imported(OURS, "status")


def _imports_difflib_at_top(file: Path) -> bool:
    lines = file.read_text("utf-8").splitlines()
    return any(line.startswith(("import difflib", "from difflib")) for line in lines)


def test_data_imports_no_page() -> None:
    """`status --json` draws nothing, so it loads nothing that draws."""
    modules = imported(OURS, "status", "--json")
    assert "bptip.render.json" in modules
    assert (
        within(modules, "rich.table", "bptip.render.terminal.page", "bptip.render.layout.columns")
        == set()
    )
    bare = imported(BARE, "one")
    assert within(modules, "rich") <= within(bare, "rich")


@pytest.mark.parametrize(
    ("arguments", "view"),
    [
        (("show", "1"), {"bptip.pages.show"}),
        (("log",), {"bptip.pages.log"}),
        (("find", "a"), {"bptip.pages.find"}),
        (("plans",), {"bptip.pages.plans"}),
        (("changes",), {"bptip.pages.changes"}),
        (("trend",), {"bptip.pages.trend"}),
        (("report",), {f"bptip.pages.{name}" for name in ("report", "status", "changes", "diff")}),
    ],
    ids=["show", "log", "find", "plans", "changes", "trend", "report"],
)
def test_each_command_imports_its_own_view(arguments: tuple[str, ...], view: set[str]) -> None:
    """And its own module, and none of another command's."""
    modules = imported(OURS, *arguments)
    assert commands_of(modules) == {f"bptip.cli.{arguments[0]}_command"}
    assert pages_of(modules) <= view
    assert within(modules, "bptip.files.reading.fault_positions", "markdown_it") == set()


def test_a_dry_run_imports_no_question(workspace: Path) -> None:
    """Nor a likeness, places of faults, or another page."""
    where = ("--plan", "2025-2027", "--plans", str(workspace / "plans"))
    modules = imported(OURS, "update", "1.1", "--no-change", "--dry-run", *where)
    assert commands_of(modules) == {"bptip.cli.update_command"}
    assert pages_of(modules) <= {"bptip.pages.update"}
    unneeded = ("bptip.files.reading.fault_positions", "bptip.cli.update_questions")
    assert within(modules, *unneeded) <= within(imported(BARE, "one"), *unneeded)


def test_completion_of_an_item_imports_no_page(repository: Path) -> None:
    """Completion must be quick, because a key press waits for it."""
    program = (
        "import os; os.environ.update(_BPTIP_COMPLETE='complete_bash',"
        " COMP_WORDS='bptip show ', COMP_CWORD='2')\n"
        "import sys\nfrom bptip.cli import run\n"
        "try:\n    run([])\nexcept SystemExit:\n    pass\n"
        'print(*sorted(sys.modules), sep="\\n", file=sys.stderr)'
    )
    modules = imported(program)
    assert commands_of(modules) == {"bptip.cli.show_command"}
    assert pages_of(modules) == set()
    assert within(modules, "rich.table", "bptip.render.terminal.page", "bptip.progress.fold") <= {
        "bptip.progress.fold"
    }


# --- The table of commands.


@pytest.mark.parametrize("name", COMMANDS)
def test_a_summary_is_the_first_line_of_its_docstring(name: str) -> None:
    """The table has the same summary of a command as its docstring."""
    module = import_module(f"bptip.cli.{name.replace('-', '_')}_command")
    docstring = inspect.getdoc(module.command)
    assert docstring is not None
    assert docstring.splitlines()[0] == COMMANDS[name].summary


def test_every_command_stands_in_the_table() -> None:
    """And everything in the table is a command."""
    folder = REPOSITORY / "src" / "bptip" / "cli"
    files = {each.name.removesuffix("_command.py") for each in folder.glob("*_command.py")}
    listed = {name.replace("-", "_") for name in COMMANDS}
    assert not files - listed, "add them to COMMANDS of bptip/cli/commands.py"
    assert not listed - files, "each wants a module NAME_command.py beside commands.py"


def test_every_command_has_help(bptip: Bptip) -> None:
    """Its summary first; every option says what it is for."""
    for name, command in COMMANDS.items():
        outcome = bptip(name, "--help", env={"TERMINAL_WIDTH": "200"})
        assert outcome.code == 0
        assert command.summary.split(":")[0].split(",")[0] in " ".join(outcome.out.split())


# --- Which way imports run.

PURE: Final = (
    "plan",
    "progress",
    "comparison",
    "problems",
    "recording",
    "exchange",
    "reporting",
    "pages",
)


def test_imports_run_one_way() -> None:
    """Down the list of rooms, as pyproject.toml states it."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c()",
            "--no-cache",
        ],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_core_and_the_pages_know_no_terminal_no_file_and_no_clock() -> None:
    """They import only each other: values in, values out."""
    package = REPOSITORY / "src" / "bptip"
    pure = [file for room in PURE for file in (package / room).rglob("*.py")]
    assert len(pure) > 60
    for file in pure:
        text = file.read_text("utf-8")
        for foreign in ("rich", "typer", "os", "sys", "pathlib", "pydantic", "tomli", "tomli_w",
                        "bptip.files", "bptip.render", "bptip.cli"):  # fmt: skip
            for form in (f"import {foreign}\n", f"from {foreign} import", f"from {foreign}."):
                assert form not in text, f"{file.name}: {form.strip()}"
        for clock in (".today()", ".now(", "time.time("):
            assert clock not in text, f"{file.name}: {clock}"


NEVER: Final = ("socket", "ssl", "http", "ftplib", "smtplib", "urllib.request", "webbrowser",
                "subprocess", "multiprocessing", "pty", "runpy", "pickle", "marshal", "shelve",
                "ctypes")  # fmt: skip
"""Modules that use a network, start another program, or execute data."""


def test_nothing_is_sent_anywhere_and_nothing_that_a_file_says_is_run() -> None:
    """Neither is imported, nor is a text run as Python."""
    for file in (REPOSITORY / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in getattr(node, "names", ()) if hasattr(alias, "name")]
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(f"{node.module}.{name}" for name in names)]
            assert not within(frozenset(names), *NEVER), file.name
            called = node.func if isinstance(node, ast.Call) else None
            assert getattr(called, "id", "") not in ("eval", "exec", "compile"), file.name


def test_no_module_of_the_working_folder_is_run_but_what_python_itself_runs(
    tmp_path: Path,
) -> None:
    """With `-m`, Python loads some modules before any program has a say: an empty one shows which.

    Every other module that bptip could import is put into the working folder, and none of them
    is run.
    """
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "__main__.py").write_text("import sys\nprint(*sys.modules)\n")
    before = _run_module(tmp_path, "empty").stdout.split()
    assert "runpy" in before
    for name in {*sys.stdlib_module_names, "click", "pydantic", "rich", "typer"} - {*before}:
        (tmp_path / f"{name}.py").write_text(f"raise SystemExit('{name} of this folder was run')\n")
    done = _run_module(tmp_path, "bptip", "plans")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Plans")


def _run_module(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a module with `python -m` in a folder."""
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={**os.environ, "BPTIP_PLANS": str(REPOSITORY / "plans"), "COLUMNS": "100"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
