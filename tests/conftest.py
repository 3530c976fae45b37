"""Fixtures for all tests: a workspace, and bptip run in it.

`bptip` runs within this process on a fixed day, which is quick and lets a test cause a fault;
`process` runs `python -m bptip` as a user does, with real streams and signals. Both have a clean
environment, so that no result depends on the tester's own NO_COLOR.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pytest
from hypothesis import settings

from bptip.cli import run
from bptip.cli.app import load_command
from bptip.cli.context import CommandContext

settings.register_profile("bptip", derandomize=True, deadline=None)
settings.load_profile("bptip")

# A shell starts its background jobs with Ctrl-C ignored, and programs inherit this. The programs
# that the tests interrupt must be as a user starts them.
signal.signal(signal.SIGINT, signal.default_int_handler)

TODAY: Final = date(2026, 11, 24)
"""Today's date for runs within this process."""

VERSION: Final = "0.1.0"
"""The version in reports made within this process, so that a release changes no page."""

REPOSITORY: Final = Path(__file__).resolve().parents[1]
EXAMPLE: Final = REPOSITORY / "src" / "bptip" / "example" / "plans"

_NEEDED: Final = (
    "HOME", "PATH", "PATHEXT", "PYTHONPATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "USERPROFILE",
)  # fmt: skip
"""The variables that a run needs; all others are left out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a run: its exit code, the bytes on stdout, the text on stderr."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Stdout as text."""
        return self.raw.decode("utf-8")

    @property
    def words(self) -> str:
        """Stdout with plain blanks: in Markdown, dates and counts have no-break spaces."""
        return self.out.replace("\u00a0", " ")

    @property
    def whole(self) -> str:
        """Stdout, then stderr and the exit code: the content of a snapshot of a run."""
        return f"{self.out}--- stderr\n{self.err}--- exit code {self.code}\n"

    @property
    def json(self) -> Any:
        """Stdout, read as JSON."""
        return json.loads(self.raw)

    @property
    def rows(self) -> list[dict[str, str]]:
        """Stdout, read as CSV with a line of column names."""
        return list(csv.DictReader(StringIO(self.raw.decode("utf-8-sig"), newline="")))


class Terminal(TextIOWrapper):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """True if a terminal shows the stream: always."""
        return True


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Returns the environment of a run: the needed variables, and those that the test adds."""
    needed = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    return {**needed, "PYTHONIOENCODING": "utf-8", **(extra or {})}


@dataclass(frozen=True, slots=True)
class Bptip:
    """Runs bptip within this process, on the day `today`, in `home` unless another is named."""

    home: Path
    today: date = TODAY

    @property
    def now(self) -> datetime:
        """The time of everything that is written: noon of the day."""
        return datetime.combine(self.today, time(12), UTC)

    def __call__(
        self,
        *arguments: object,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        terminal: bool = False,
        encoding: str = "utf-8",
    ) -> Outcome:
        """Runs a command line on streams of an encoding, as on a terminal or not."""
        kind = Terminal if terminal else TextIOWrapper
        out, err = BytesIO(), BytesIO()
        with (
            kind(out, encoding=encoding, newline="\n") as stdout,
            kind(err, encoding=encoding, newline="\n") as stderr,
        ):
            with (
                patch.dict(os.environ, clean_environment(env), clear=True),
                patch("bptip.cli.app.load_command", _loaded),
                patch("bptip.reporting.provenance.__version__", VERSION),
                patch.object(CommandContext, "today", property(lambda _: self.today)),
                patch.object(CommandContext, "now", property(lambda _: self.now)),
                chdir(cwd or self.home),
                redirect_stdout(stdout),
                redirect_stderr(stderr),
            ):
                code = _exit_code([str(each) for each in arguments])
            stdout.flush()
            stderr.flush()
            return Outcome(code, out.getvalue(), err.getvalue().decode(encoding))


@cache
def _loaded(name: str) -> Any:
    """Returns a command, built once for all runs within this process."""
    return load_command(name)


def _exit_code(arguments: list[str]) -> int:
    try:
        return run(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)


@dataclass(frozen=True, slots=True)
class Process:
    """Runs `python -m bptip` in the folder `home` unless another is named."""

    home: Path

    def __call__(
        self,
        *arguments: object,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Runs a command line, and returns its outcome."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=cwd or self.home,
            env=clean_environment(env),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace"))

    def command(self, *arguments: object) -> list[str]:
        """Returns the command line, for tests that open the streams themselves."""
        return [sys.executable, "-m", "bptip", *map(str, arguments)]

    def start(self, *arguments: object, **options: Any) -> subprocess.Popen[bytes]:
        """Starts a command line, and returns the running process."""
        defaults = {"cwd": self.home, "env": clean_environment(), "stderr": subprocess.PIPE}
        return subprocess.Popen(self.command(*arguments), **{**defaults, **options})


@dataclass(frozen=True, slots=True)
class Plans:
    """Writes small plans into `folder`, so that a test can show its input beside its claim."""

    folder: Path

    def add(self, objectives: str = "", journal: str | None = None, **keys: object) -> Path:
        """Writes a plan from its blocks and its `[plan]` keys, and returns its folder."""
        head = {
            "id": "tiny", "version": 1, "title": "A tiny plan", "start": date(2026, 1, 1),
            "end": date(2026, 12, 31), **keys,
        }  # fmt: skip
        table = "\n".join(f"{key} = {_toml(value)}" for key, value in head.items())
        folder = self.folder / str(head["id"])
        folder.mkdir(parents=True, exist_ok=True)
        version = folder / f"v{head['version']}.toml"
        version.write_text(f"schema = 1\n[plan]\n{table}\n{objectives}\n", encoding="utf-8")
        if journal is not None:
            blocks = f'schema = 1\nplan = "{head["id"]}"\n{journal}\n'
            (folder / "progress.toml").write_text(blocks, encoding="utf-8")
        return folder


def _toml(value: object) -> str:
    """Returns a value as TOML; a JSON string is a TOML string too."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A folder with its own copy of the made-up example in plans/, which the test may edit."""
    home = tmp_path / "work"
    shutil.copytree(EXAMPLE, home / "plans")
    return home


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """An empty folder; bptip shows the copy that came with it there."""
    home = tmp_path / "elsewhere"
    home.mkdir()
    return home


@pytest.fixture
def plans(elsewhere: Path) -> Plans:
    """A writer of small plans in plans/ of the empty folder."""
    return Plans(elsewhere / "plans")


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example that all tests share that change nothing in it: most of them."""
    home = tmp_path_factory.mktemp("shared") / "work"
    shutil.copytree(EXAMPLE, home / "plans")
    return home


@pytest.fixture
def bptip(request: pytest.FixtureRequest) -> Iterator[Bptip]:
    """Bptip, run in the example's folder within this process.

    A test that changes anything there must request `workspace` too, and gets its own copy.
    """
    if "workspace" in request.fixturenames:
        yield Bptip(request.getfixturevalue("workspace"))
        return
    home: Path = request.getfixturevalue("shared")
    before = _stamps(home)
    yield Bptip(home)
    if _stamps(home) != before:
        shutil.rmtree(home)
        shutil.copytree(EXAMPLE, home / "plans")
        pytest.fail("This test changes the shared example: it must request `workspace`.")


def _stamps(home: Path) -> dict[str, tuple[int, int]]:
    """Returns the size and the time of the last change of everything in a folder."""
    stamps = {}
    for folder, folders, files in os.walk(home):
        for path in (Path(folder) / name for name in (*folders, *files)):
            stat = path.lstat()
            stamps[str(path)] = (stat.st_size, stat.st_mtime_ns)
    return stamps


@pytest.fixture
def process(workspace: Path) -> Process:
    """Bptip, run in the example's folder as a process of its own."""
    return Process(workspace)


@pytest.fixture(scope="session")
def bptip_in() -> Callable[[Path], Bptip]:
    """Bptip, run within this process in a folder that the test names."""
    return Bptip


@pytest.fixture(scope="session")
def plans_in() -> Callable[[Path], Plans]:
    """A writer of small plans in a folder that the test names."""
    return Plans


@pytest.fixture(scope="session")
def repository() -> Path:
    """The source tree."""
    return REPOSITORY


@pytest.fixture(scope="session")
def example() -> Path:
    """The made-up plans in the source tree; tests must not edit them."""
    return EXAMPLE


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Makes every command that opens a plan raise an error.

    The method is patched, not a name in a module, so that no module that is imported meanwhile
    keeps the broken one.
    """

    def put(error: BaseException) -> None:
        def broken(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(CommandContext, "open", broken)

    return put
