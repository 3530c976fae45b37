"""Time and peak memory of whole processes, a command and its yardstick in turns.

The turns go A B A B …, so that a machine that slows down or speeds up affects both. Each command
first runs once unmeasured: this fills the caches, writes the bytecode, and shows that it works.

This module imports little and builds nothing: on some systems the peak memory of a process is
never below that of the one that started it.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

REPOSITORY: Final = Path(__file__).resolve().parent.parent
BYTES_PER_RSS_UNIT: Final = 1 if sys.platform == "darwin" else 1024
UNSET: Final = re.compile(
    r"_?BPTIP_\w*|_?TYPER_\w*|PYTHON\w*|COLUMNS|LINES|TERM|NO_COLOR|FORCE_COLOR|CLICOLOR\w*"
)
"""Variables in the user's environment that would change what the commands do."""


@dataclass(frozen=True)
class Workspace:
    """A folder of generated files that a command reads; `options` are those of their `maker`."""

    folder: Path
    options: tuple[str, ...] = ()
    maker: str = "large_plan.py"


@dataclass(frozen=True)
class Command:
    """A process to measure, and the beginning of its output if it works."""

    name: str
    words: tuple[str, ...]
    answer: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    reads: Workspace | None = None


@dataclass(frozen=True)
class Run:
    """One process from start to end.

    Seconds by the clock; if the system reports them, the processor seconds of the process and of
    the system for it, and its peak memory in bytes.
    """

    seconds: float
    processor: float | None
    peak: int | None


@dataclass(frozen=True)
class Sample:
    """All runs of one command."""

    runs: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """The median time."""
        return median(run.seconds for run in self.runs)

    @property
    def spread(self) -> float:
        """The median distance of the runs from their median time, as a share of it."""
        return median(abs(run.seconds - self.seconds) for run in self.runs) / self.seconds

    @property
    def processor(self) -> float | None:
        """The median of the processor time; None if the system does not report it."""
        times = [run.processor for run in self.runs if run.processor is not None]
        return median(times) if times else None

    @property
    def peak(self) -> int | None:
        """The maximum memory of a run (bytes); None if the system does not report it."""
        return max((run.peak for run in self.runs if run.peak is not None), default=None)


@dataclass(frozen=True)
class Comparison:
    """A command beside its yardstick; without one, `without` may say why."""

    subject: Sample
    yardstick: Sample | None = None
    without: str | None = None

    @property
    def ratio(self) -> float | None:
        """The median time of the command, divided by that of its yardstick."""
        return self.subject.seconds / self.yardstick.seconds if self.yardstick else None

    @property
    def processor_ratio(self) -> float | None:
        """The ratio of the processor times, which other programs disturb less."""
        ours, theirs = self.subject.processor, self.yardstick and self.yardstick.processor
        return ours / theirs if ours is not None and theirs else None


class NotMeasuredError(Exception):
    """A command cannot be measured; the message says why."""


@dataclass
class Bench:
    """Compares commands, each pair once, and makes the workspaces that they read, each once."""

    runs: int
    _made: set[Workspace] = field(default_factory=set, init=False)
    _compared: dict[tuple[Command, Command | None], Comparison] = field(
        default_factory=dict, init=False
    )

    def compare(self, subject: Command, yardstick: Command | None) -> Comparison:
        """Measures both commands in turns; raises `NotMeasuredError` if the first fails."""
        pair = (subject, yardstick)
        if pair not in self._compared:
            self._compared[pair] = self._compare(subject, yardstick)
        return self._compared[pair]

    def _compare(self, subject: Command, yardstick: Command | None) -> Comparison:
        self._try(subject)
        if yardstick is None:
            return Comparison(alone(subject, self.runs))
        try:
            self._try(yardstick)
        except NotMeasuredError as fault:
            return Comparison(alone(subject, self.runs), without=str(fault))
        return Comparison(*in_turns(subject, yardstick, self.runs))

    def _try(self, command: Command) -> None:
        """Runs a command once unmeasured, after making the files that it reads."""
        if command.reads is not None and command.reads not in self._made:
            make(command.reads)
            self._made.add(command.reads)
        require_answer(command)


def alone(command: Command, runs: int) -> Sample:
    """Runs a command again and again."""
    return Sample(tuple(run(command) for _ in range(runs)))


def in_turns(first: Command, second: Command, runs: int) -> tuple[Sample, Sample]:
    """Runs both commands one after the other, again and again."""
    pairs = [(run(first), run(second)) for _ in range(runs)]
    return Sample(tuple(pair[0] for pair in pairs)), Sample(tuple(pair[1] for pair in pairs))


def run(command: Command) -> Run:
    """Measures a command without its output; raises `NotMeasuredError` if it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command.words,
        cwd=REPOSITORY,
        env=environment(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    processor, peak = wait(process)
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        raise NotMeasuredError(f"{command.name} ended with exit code {process.returncode}")
    return Run(seconds, processor, peak)


def wait(process: subprocess.Popen[bytes]) -> tuple[float | None, int | None]:
    """Waits for the end of a process; returns its processor time (s) and peak memory (bytes).

    Each is None if the system does not report it.
    """
    if sys.platform == "win32":
        process.wait()
        return None, None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * BYTES_PER_RSS_UNIT


def require_answer(command: Command) -> None:
    """Raises `NotMeasuredError` if a command is missing, fails, or gives another answer."""
    try:
        done = subprocess.run(
            command.words,
            cwd=REPOSITORY,
            env=environment(command),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise NotMeasuredError(f"{command.words[0]} is not installed") from None
    output, faults = (
        text.decode("utf-8", "replace").strip() for text in (done.stdout, done.stderr)
    )
    if done.returncode != 0:
        last = faults.splitlines()[-1] if faults else "nothing said"
        raise NotMeasuredError(f"{command.name} ended with exit code {done.returncode}: {last}")
    if not output.startswith(command.answer) or not output:
        raise NotMeasuredError(f"{command.name} did not answer as it should")


def environment(command: Command) -> Mapping[str, str]:
    """Returns the variables for a command: the shell's without `UNSET`, the path, its own."""
    kept = {name: value for name, value in os.environ.items() if not UNSET.fullmatch(name)}
    sources = (REPOSITORY / "src", REPOSITORY / "benchmarks")
    path = os.pathsep.join(str(folder) for folder in sources)
    return {**kept, "PYTHONPATH": path, "PYTHONUTF8": "1", **dict(command.variables)}


def make(workspace: Workspace) -> None:
    """Makes a workspace again, in a process of its own so that this one stays small."""
    words = [sys.executable, str(REPOSITORY / "benchmarks" / workspace.maker)]
    subprocess.run([*words, str(workspace.folder), *workspace.options], check=True)
