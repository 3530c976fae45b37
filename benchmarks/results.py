"""What a measurement found: a value for each row, its table, and its file.

Figures in the file are seconds and bytes, each run's own, so that others can be worked out later.
"""

import json
import os
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from measuring import Comparison, Sample
from rows import MEGABYTE, Row

FORMAT: Final = 1
HEADINGS: Final = (
    *("what", "time", "spread", "processor", "memory", "yardstick", "ratio", "of processor"),
    *("budget: at most", "met?"),
)
COMPARED_HEADINGS: Final = (
    *("what", "time now", "time before", "change", "processor now", "processor before", "change"),
    *("ratio now", "ratio before", "change"),
)


@dataclass(frozen=True)
class Result:
    """What was found for a row: a comparison, or why there is none."""

    row: Row
    comparison: Comparison | None
    fault: str | None = None

    @property
    def remark(self) -> str | None:
        """What could not be measured, and why; nothing where all was."""
        if self.fault is not None:
            return f"not measured: {self.fault}"
        if self.comparison is not None and self.comparison.without is not None:
            return f"no yardstick: {self.comparison.without}"
        return None

    @property
    def met(self) -> bool | None:
        """Whether the budget is met; nothing where that can't be said."""
        return None if self.comparison is None else self.row.budget.is_met(self.comparison)


# The table.


def results_table(results: Sequence[Result]) -> str:
    """A line for each row, and below the table what could not be measured, and why."""
    remarks = [f"{result.row.what}: {result.remark}" for result in results if result.remark]
    lines = table(HEADINGS, [result_cells(result) for result in results])
    return "\n\n".join([lines, *remarks])


def result_cells(result: Result) -> Sequence[str]:
    """The line of one row."""
    row, found = result.row, result.comparison
    if found is None:
        return (row.what, "not measured", *[""] * 6, row.budget.words, "")
    return (
        row.what,
        milliseconds(found.subject.seconds),
        f"{found.subject.spread:.0%}",
        milliseconds(found.subject.processor),
        megabytes(found.subject.peak),
        yardstick_words(row, found),
        ratio(found.ratio),
        ratio(found.processor_ratio),
        row.budget.words,
        {True: "yes", False: "NO", None: ""}[result.met],
    )


def yardstick_words(row: Row, found: Comparison) -> str:
    """The yardstick's name and time."""
    if row.yardstick is None or found.yardstick is None:
        return ""
    return f"{row.yardstick.name} {milliseconds(found.yardstick.seconds)}"


def comparison_table(now: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """A line for each row that both measurements have."""
    earlier = {row["name"]: row for row in before["rows"]}
    both = [(row, earlier[row["name"]]) for row in now["rows"] if row["name"] in earlier]
    return table(COMPARED_HEADINGS, [compared_cells(*rows) for rows in both])


def compared_cells(now: Mapping[str, Any], before: Mapping[str, Any]) -> Sequence[str]:
    """The line of one row: its times and its ratio, now and before."""
    figures = (("median_seconds", milliseconds), ("processor", milliseconds), ("ratio", ratio))
    return (
        str(now["what"]),
        *(
            cell
            for name, shown in figures
            for cell in (
                shown(now.get(name)),
                shown(before.get(name)),
                change(now.get(name), before.get(name)),
            )
        ),
    )


def change(now: float | None, before: float | None) -> str:
    """By how much a figure has grown or shrunk, in per cent."""
    return "" if now is None or before is None else f"{now / before - 1:+.1%}"


def table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A plain table, which is at the same time one in Markdown."""
    columns = list(zip(headings, *lines, strict=True))
    widths = [max(map(len, column)) for column in columns]
    rule = ["-" * width for width in widths]
    return "\n".join(table_line(cells, widths) for cells in (headings, rule, *lines))


def table_line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """One line of a table."""
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def ratio(found: float | None) -> str:
    """A ratio in words."""
    return "" if found is None else f"{found:.2f}"


def milliseconds(seconds: float | None) -> str:
    """A time in words."""
    return "" if seconds is None else f"{seconds * 1000:,.0f} ms"


def megabytes(size: int | None) -> str:
    """A size of memory in words."""
    return "" if size is None else f"{size / MEGABYTE:,.0f} MB"


# The file.


def record(results: Sequence[Result], runs: int) -> dict[str, Any]:
    """Everything found, as it goes into a file."""
    return {
        "format": FORMAT,
        "measured": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "machine": machine(),
        "versions": versions(),
        "runs": runs,
        "rows": [row_record(result) for result in results],
    }


def row_record(result: Result) -> dict[str, Any]:
    """What was found for a row; null where there is nothing."""
    found = result.comparison
    return {
        "name": result.row.name,
        "what": result.row.what,
        "subject": sample_record(found.subject if found else None),
        "yardstick": sample_record(found.yardstick if found else None),
        "median_seconds": found.subject.seconds if found else None,
        "processor": found.subject.processor if found else None,
        "ratio": found.ratio if found else None,
        "processor_ratio": found.processor_ratio if found else None,
        "budget": result.row.budget.words,
        "met": result.met,
        "remark": result.remark,
    }


def sample_record(sample: Sample | None) -> dict[str, Any] | None:
    """All runs of one command."""
    if sample is None:
        return None
    return {
        "seconds": [run.seconds for run in sample.runs],
        "processor_seconds": [run.processor for run in sample.runs],
        "peak_bytes": sample.peak,
    }


def machine() -> str:
    """The class of this machine, without its name."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def versions() -> dict[str, str]:
    """Versions of what the figures hang on."""
    found = {"Python": platform.python_version()}
    found |= {name: version(name) for name in ("typer", "rich")}
    try:
        said = subprocess.run(["hledger", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return found
    return {**found, "hledger": said.stdout.split()[1].rstrip(",")}


def read_record(file: Path) -> dict[str, Any]:
    """What a former measurement found. Raises `ValueError` where the file holds something else."""
    found = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ValueError(f"{file} is no measurement in format {FORMAT}")
    return found


def write_record(file: Path, found: Mapping[str, Any]) -> None:
    """Writes what was found, to be compared with later."""
    file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
