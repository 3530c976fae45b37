"""The rows of the table, in order: a command, its yardstick, and its budget.

To add a row, name its command with `bptip(…)` and
put a `Row` into `ROWS`. Rows that compare the same two commands share their runs.

bptip and the bare app are both started as `python -m NAME` by the same Python with the same path:
the interpreter's start, the look-up of the module and its cached bytecode cost both the same. The
script that an installer makes for `bptip` would do the same, but the bare app has none.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from asked_round import ASKED
from large_plan import AS_OF
from measuring import REPOSITORY, Command, Comparison, Workspace
from two_editions import PLAN

WORK: Final = REPOSITORY / "benchmarks" / "work"
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True)
class Budget:
    """The maximum of a figure of a comparison; the figure may be unknown."""

    figure: Callable[[Comparison], float | None]
    at_most: float
    words: str

    def is_met(self, comparison: Comparison) -> bool | None:
        """True if the figure is within the budget; None if it is unknown."""
        figure = self.figure(comparison)
        return None if figure is None else figure <= self.at_most


def times(factor: float) -> Budget:
    """Returns a budget in times of the yardstick: processor time, if the system reports it."""

    def ratio(comparison: Comparison) -> float | None:
        processor = comparison.processor_ratio
        return comparison.ratio if processor is None else processor

    return Budget(ratio, factor, f"{factor:g} times")


def megabytes(number: int) -> Budget:
    """Returns a budget in megabytes of peak memory."""
    return Budget(lambda comparison: comparison.subject.peak, number * MEGABYTE, f"{number} MB")


def seconds_over(number: float) -> Budget:
    """Returns a budget in seconds over the yardstick: processor time, if it is reported."""

    def difference(comparison: Comparison) -> float | None:
        if comparison.yardstick is None:
            return None
        subject, yardstick = comparison.subject, comparison.yardstick
        if subject.processor is not None and yardstick.processor is not None:
            return subject.processor - yardstick.processor
        return subject.seconds - yardstick.seconds

    return Budget(difference, number, f"{number:g} s more")


@dataclass(frozen=True)
class Row:
    """One line of the table; `name` is its name for `--only`."""

    name: str
    what: str
    subject: Command
    yardstick: Command | None
    budget: Budget


def python_module(name: str, *words: str) -> tuple[str, ...]:
    """Returns the command line that runs a module with this Python."""
    return (sys.executable, "-m", name, *words)


def bptip(name: str, *words: str, reads: Workspace | None = None) -> Command:
    """Returns a command of bptip, with a name for the table."""
    place = () if reads is None else ("--plans", str(reads.folder / "plans"))
    return Command(name, python_module("bptip", *words, *place), reads=reads)


def editions(name: str, items: int, reworded: float) -> Workspace:
    """Returns two editions of `items` items each; a share is reworded in the second."""
    options = ("--items", str(items), "--reworded", str(reworded))
    return Workspace(WORK / f"editions-{name}", options, maker="two_editions.py")


def diff(name: str, items: int, reworded: float) -> Command:
    """Returns the comparison of two such editions."""
    versions = (f"{PLAN}@v1", f"{PLAN}@v2")
    return bptip(f"{name} diff", "diff", *versions, reads=editions(name, items, reworded))


def status(name: str, reads: Workspace, *words: str) -> Command:
    """Returns the status of a made-up plan on the day of its last update."""
    return bptip(name, "status", *MADE_UP_DAY, *words, reads=reads)


LARGE: Final = Workspace(WORK / "large")
LARGE_TWICE: Final = Workspace(WORK / "large-twice", ("--updates", "40000"))
LARGE_FAULTY: Final = Workspace(WORK / "large-faulty", ("--faulty",))
LARGE_EACH: Final = Workspace(WORK / "large-each", ("--activities", "200", "--each"))
REPORTED: Final = Workspace(WORK / "reported", ("--activities", "150", "--updates", "1500"))
LARGE_WRITTEN: Final = Workspace(WORK / "large-written")
"""A journal of its own for the command that writes: each run adds an update to the 20,000."""
MADE_UP_DAY: Final = ("--as-of", AS_OF.isoformat())
"""The as-of date of the made-up plans, so that the answer does not depend on today."""
TWELVE_DATES: Final = tuple(
    (AS_OF - timedelta(days=75 * back)).isoformat() for back in reversed(range(12))
)
"""Dates from the beginning of the large plan to that day."""

BARE_TABLE: Final = Command("bare table", python_module("bare_app"))
BARE_HELP: Final = Command("bare help", python_module("bare_app", "--help"))
HLEDGER_BALANCE: Final = Command(
    "hledger bal",
    ("hledger", "-f", str(LARGE.folder / "large.journal"), "bal"),
    reads=LARGE,
)

STATUS: Final = bptip("status", "status")
HELP: Final = bptip("help", "--help")
COMPLETION: Final = Command(
    "completion",
    python_module("bptip"),
    answer="1",
    variables=(
        ("_BPTIP_COMPLETE", "complete_bash"),
        ("COMP_WORDS", "bptip show 1"),
        ("COMP_CWORD", "2"),
    ),
)
LARGE_STATUS: Final = status("large status", LARGE)
TWICE_STATUS: Final = status("twice status", LARGE_TWICE)
FAULTY_STATUS: Final = status("faulty status", LARGE_FAULTY)
EACH_STATUS: Final = status("each status", LARGE_EACH)
REPORTED_STATUS: Final = status("status -a", REPORTED, "-a")
REPORT: Final = tuple(
    bptip(f"{name} report", "report", *MADE_UP_DAY, "--format", name, "-o", "-", reads=REPORTED)
    for name in ("markdown", "html", "docx")
)
LARGE_CHANGES: Final = bptip("large changes", "changes", "--until", AS_OF.isoformat(), reads=LARGE)
LARGE_TREND: Final = bptip("large trend", "trend", "--at", ",".join(TWELVE_DATES), reads=LARGE)
LARGE_UPDATE: Final = bptip(
    "large update",
    "update",
    "1.1",
    "--plan",
    "large",
    "--note",
    "What happened.",
    reads=LARGE_WRITTEN,
)
WRITTEN_STATUS: Final = bptip("written status", "status", reads=LARGE_WRITTEN)
TINY_DIFF: Final = diff("tiny", 2, 0)
ASKED_ROUND: Final = Workspace(WORK / "asked", maker="asked_round.py")
REQUEST: Final = bptip(
    "request", "request", "large", *ASKED, "-n", "-o", str(WORK / "no-forms"), reads=REPORTED
)
COLLECT: Final = bptip("collect", "collect", str(ASKED_ROUND.folder / "returns"), reads=ASKED_ROUND)
OFFICE_TABLE: Final = Workspace(WORK / "table", maker="office_table.py")
"""A plan of 1,000 items, and the workbook of its next version: 960 rows, 30% reworded."""
OFFICE_FILE: Final = str(OFFICE_TABLE.folder / "workplan.xlsx")
IMPORT: Final = bptip(
    "import", "import", OFFICE_FILE, "--plan", "new", "--start", "2024", "--end", "2028",
    reads=OFFICE_TABLE,
)  # fmt: skip
IMPORT_NEXT: Final = bptip(
    "next-of", "import", OFFICE_FILE, "--next-of", PLAN, "--released", "2024-12-31",
    reads=OFFICE_TABLE,
)  # fmt: skip
DIFF_300: Final = diff("300", 300, 0.3)
DIFF_300_ALL: Final = diff("300-all", 300, 1)
DIFF_1000: Final = diff("1000", 1_000, 0.3)
DIFF_1000_ALL: Final = diff("1000-all", 1_000, 1)

ROWS: Final = (
    Row("status", "status, bundled plans", STATUS, BARE_TABLE, times(0.75)),
    Row("help", "--help", HELP, BARE_HELP, times(0.9)),
    Row("completion", "completion of an item", COMPLETION, BARE_TABLE, times(0.5)),
    Row("large", "status, 20,000 updates", LARGE_STATUS, HLEDGER_BALANCE, times(0.75)),
    Row("large-memory", "memory, 20,000 updates", LARGE_STATUS, HLEDGER_BALANCE, megabytes(100)),
    Row("twice", "status, 40,000 updates", TWICE_STATUS, LARGE_STATUS, times(1.9)),
    Row("faulty", "status, one update faulty", FAULTY_STATUS, LARGE_STATUS, times(1.5)),
    Row("faulty-memory", "memory, one update faulty", FAULTY_STATUS, LARGE_STATUS, megabytes(150)),
    Row("each", "status, 20 parties each", EACH_STATUS, LARGE_STATUS, times(1.3)),
    Row("changes", "changes, 20,000 updates", LARGE_CHANGES, LARGE_STATUS, times(1.2)),
    Row("trend", "trend, 12 dates", LARGE_TREND, LARGE_STATUS, times(1.2)),
    Row("update", "update, 20,000 updates", LARGE_UPDATE, WRITTEN_STATUS, times(1.1)),
    Row("diff-300", "diff of 300, 30% reworded", DIFF_300, TINY_DIFF, seconds_over(0.4)),
    Row("diff-300-all", "diff of 300, all reworded", DIFF_300_ALL, TINY_DIFF, seconds_over(0.4)),
    Row("diff-1000", "diff of 1,000, 30% reworded", DIFF_1000, TINY_DIFF, seconds_over(1.3)),
    Row(
        "diff-1000-all", "diff of 1,000, all reworded", DIFF_1000_ALL, TINY_DIFF, seconds_over(1.3)
    ),
    Row("import", "import, 960 rows", IMPORT, STATUS, seconds_over(1)),
    Row("import-memory", "memory, 960 rows", IMPORT, None, megabytes(200)),
    Row("next-of", "import as next version", IMPORT_NEXT, DIFF_1000, seconds_over(0.5)),
    Row("request", "request, 20 forms", REQUEST, STATUS, seconds_over(2)),
    Row("request-memory", "memory, 20 forms", REQUEST, None, megabytes(200)),
    Row("collect", "collect, 20 forms", COLLECT, STATUS, seconds_over(2)),
    Row("collect-memory", "memory, 20 forms", COLLECT, None, megabytes(200)),
    Row("report-markdown", "report in Markdown", REPORT[0], REPORTED_STATUS, times(2)),
    Row("report-html", "report in HTML", REPORT[1], REPORTED_STATUS, times(2)),
    Row("report-word", "report in Word", REPORT[2], REPORTED_STATUS, times(3)),
)
