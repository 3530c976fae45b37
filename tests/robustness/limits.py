"""How long bad files take, and how much memory: each run is a process of its own. By hand:

    python tests/robustness/limits.py            # what is large or odd, in every reading command
    python tests/robustness/limits.py --corpus   # every case of the corpus: some 20 minutes

A line a workspace: the slowest run and the one that took most. The limits are two seconds of the
processor and 500 MB; the exit code is 1 where one is passed, or where an exit code is none of 0, 1
and 2. Windows tells neither: there it is the time on the clock, and no memory.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("BPTIP_SIZE", "1000000")

from robustness.commands import ABOUT_ALL, ABOUT_ONE_PLAN, Meant, meant_in
from robustness.workspaces import (
    ANYWHERE,
    CASES,
    POSIX_ALONE,
    UPDATE,
    Making,
    files,
    journal,
    version,
)

SECONDS: Final = 2.0
MEGABYTES: Final = 500
GIVEN_UP: Final = 120.0


def _activities(many: int) -> str:
    return "".join(
        f'[[objective]]\nid = "{n}"\ntitle = "Objective number {n}"\n' if n % 100 == 0 else
        f'[[objective.activity]]\nid = "{n}"\ntitle = "Activity number {n} of this plan"\n'
        for n in range(many)
    )  # fmt: skip


def _updates(many: int) -> str:
    return "".join(UPDATE.format(id=f"u{n}", note=f"What happened, {n}.") for n in range(many))


def _large(plan: Callable[[], bytes], updates: Callable[[], str] = str) -> Making:
    """Makes a plan and a journal when their turn comes, so that no other test waits for them."""

    def make(folder: Path) -> None:
        files(v1=plan(), progress=journal(updates()))(folder)

    return make


LARGE: Final[dict[str, Making]] = {
    "an ordinary plan": _large(version, lambda: _updates(1)),
    "1,000 items": _large(lambda: version(more=_activities(1_000))),
    "10,000 items": _large(lambda: version(more=_activities(10_000))),
    "100,000 items": _large(lambda: version(more=_activities(100_000))),
    "20,000 updates": _large(version, lambda: _updates(20_000)),
    "100,000 updates": _large(version, lambda: _updates(100_000)),
    "20,000 updates about no item": _large(
        lambda: version(more=_activities(1_000)),
        lambda: _updates(20_000).replace('"9"', '"x"'),
    ),
    "half a million lines of text": _large(
        lambda: version(more=f'[[objective]]\nid = "9"\ntitle = "x"\n{_LINES}')
    ),
}
"""Plans that are sound, and large."""

_LINES: Final = 'description = """' + "a\n" * 500_000 + '"""\n'


class Run(NamedTuple):
    """One process: what was asked, its exit code, seconds, and the megabytes at its peak."""

    command: str
    code: int
    seconds: float
    megabytes: float


def run(home: Path, arguments: list[str]) -> Run:
    """Returns a command line as a process, stopped after two minutes."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "bptip", *arguments],
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stop = threading.Timer(GIVEN_UP, process.kill)
    stop.start()
    if sys.platform == "win32":
        code, peak = process.wait(), 0.0
        seconds = time.monotonic() - began
    else:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = code = os.waitstatus_to_exitcode(status)
        peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1_000_000
        seconds = used.ru_utime + used.ru_stime
    stop.cancel()
    return Run(" ".join(arguments[:2]), code, seconds, peak)


def runs(home: Path, meant: Meant) -> Iterator[Run]:
    """Yields every reading command in a workspace."""
    for command in (*ABOUT_ONE_PLAN, *ABOUT_ALL):
        yield run(home, meant.said(command))


def made(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yields what is large or odd, by name; each is made when its turn comes."""
    making = {**LARGE, **{name: make for name, (make, _) in ANYWHERE.items()}}
    if sys.platform != "win32":
        making |= {name: make for name, (make, _) in POSIX_ALONE.items()}
    for name, make in making.items():
        home = folder / name.replace(" ", "-").replace(",", "")
        (home / "plans" / "2025").mkdir(parents=True)
        make(home / "plans" / "2025")
        yield name, home


def main(arguments: list[str]) -> int:
    """Prints the table; returns 1 where a limit is passed."""
    beyond = 0
    print(f"{'workspace':<44} {'slowest':>8}  {'of':<18} {'most':>7}  of")
    with tempfile.TemporaryDirectory() as folder:
        corpus = ((f"{case.parent.name}/{case.name}", case) for case in CASES)
        for name, home in corpus if "--corpus" in arguments else made(Path(folder)):
            found = list(runs(home, meant_in(home, Path(folder))))
            slowest = max(found, key=lambda each: each.seconds)
            most = max(found, key=lambda each: each.megabytes)
            wrong = [each for each in found if each.code not in (0, 1, 2)]
            over = slowest.seconds > SECONDS or most.megabytes > MEGABYTES or bool(wrong)
            beyond += over
            print(
                f"{name:<44} {slowest.seconds:>6.2f} s  {slowest.command:<18.18} "
                f"{most.megabytes:>4.0f} MB  {most.command:<18.18}"
                f"{'  beyond' if over else ''}{f'  {wrong}' if wrong else ''}",
                flush=True,
            )
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
