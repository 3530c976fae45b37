"""The results of a measurement: a value for each row, the table, and the file.

The file has the seconds and bytes of each run, so that other figures can be calculated later.
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
    """The result of a row: a comparison, or the reason why there is none."""

    row: Row
    comparison: Comparison | None
    fault: str | None = None

    @property
    def remark(self) -> str | None:
        """The reason why something could not be measured; None if everything was."""
        if self.fault is not None:
            return f"not measured: {self.fault}"
        if self.comparison is not None and self.comparison.without is not None:
            return f"no yardstick: {self.comparison.without}"
        return None

    @property
    def met(self) -> bool | None:
        """True if the budget is met; None if this is unknown."""
        return None if self.comparison is None else self.row.budget.is_met(self.comparison)


# The table.


def results_table(results: Sequence[Result]) -> str:
    """Returns a line for each row; reasons for missing figures follow the table."""
    remarks = [f"{result.row.what}: {result.remark}" for result in results if result.remark]
    lines = table(HEADINGS, [result_cells(result) for result in results])
    return "\n\n".join([lines, *remarks])


def result_cells(result: Result) -> Sequence[str]:
    """Returns the line of one row."""
    row, comparison = result.row, result.comparison
    if comparison is None:
        return (row.what, "not measured", *[""] * 6, row.budget.words, "")
    return (
        row.what,
        milliseconds(comparison.subject.seconds),
        f"{comparison.subject.spread:.0%}",
        milliseconds(comparison.subject.processor),
        megabytes(comparison.subject.peak),
        yardstick_words(row, comparison),
        ratio(comparison.ratio),
        ratio(comparison.processor_ratio),
        row.budget.words,
        {True: "yes", False: "NO", None: ""}[result.met],
    )


def yardstick_words(row: Row, comparison: Comparison) -> str:
    """Returns the name and the time of the yardstick."""
    if row.yardstick is None or comparison.yardstick is None:
        return ""
    return f"{row.yardstick.name} {milliseconds(comparison.yardstick.seconds)}"


def comparison_table(now: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """Returns a line for each row that both measurements have."""
    earlier = {row["name"]: row for row in before["rows"]}
    both = [(row, earlier[row["name"]]) for row in now["rows"] if row["name"] in earlier]
    return table(COMPARED_HEADINGS, [compared_cells(*rows) for rows in both])


def compared_cells(now: Mapping[str, Any], before: Mapping[str, Any]) -> Sequence[str]:
    """Returns the line of one row: its times and its ratio, now and before."""
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
    """Returns the change of a figure in per cent."""
    return "" if now is None or before is None else f"{now / before - 1:+.1%}"


def table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Returns a plain table, which is a Markdown table too."""
    columns = list(zip(headings, *lines, strict=True))
    widths = [max(map(len, column)) for column in columns]
    rule = ["-" * width for width in widths]
    return "\n".join(table_line(cells, widths) for cells in (headings, rule, *lines))


def table_line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Returns one line of a table."""
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def ratio(number: float | None) -> str:
    """Returns a ratio in words."""
    return "" if number is None else f"{number:.2f}"


def milliseconds(seconds: float | None) -> str:
    """Returns a time in words."""
    return "" if seconds is None else f"{seconds * 1000:,.0f} ms"


def megabytes(size: int | None) -> str:
    """Returns a size of memory in words."""
    return "" if size is None else f"{size / MEGABYTE:,.0f} MB"


# The file.


def record(results: Sequence[Result], runs: int) -> dict[str, Any]:
    """Returns all results, as they are written to a file."""
    return {
        "format": FORMAT,
        "measured": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "machine": machine(),
        "versions": versions(),
        "runs": runs,
        "rows": [row_record(result) for result in results],
    }


def row_record(result: Result) -> dict[str, Any]:
    """Returns the result of a row; None for missing figures."""
    comparison = result.comparison
    return {
        "name": result.row.name,
        "what": result.row.what,
        "subject": sample_record(comparison.subject if comparison else None),
        "yardstick": sample_record(comparison.yardstick if comparison else None),
        "median_seconds": comparison.subject.seconds if comparison else None,
        "processor": comparison.subject.processor if comparison else None,
        "ratio": comparison.ratio if comparison else None,
        "processor_ratio": comparison.processor_ratio if comparison else None,
        "budget": result.row.budget.words,
        "met": result.met,
        "remark": result.remark,
    }


def sample_record(sample: Sample | None) -> dict[str, Any] | None:
    """Returns the record of all runs of one command."""
    if sample is None:
        return None
    return {
        "seconds": [run.seconds for run in sample.runs],
        "processor_seconds": [run.processor for run in sample.runs],
        "peak_bytes": sample.peak,
    }


def machine() -> str:
    """Returns the class of this machine, without its name."""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"


def versions() -> dict[str, str]:
    """Returns the versions of the programs on which the figures depend."""
    numbers = {"Python": platform.python_version()}
    numbers |= {name: version(name) for name in ("typer", "rich")}
    try:
        done = subprocess.run(["hledger", "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return numbers
    return {**numbers, "hledger": done.stdout.split()[1].rstrip(",")}


def read_record(file: Path) -> dict[str, Any]:
    """Reads the results of a former measurement; raises `ValueError` for any other file."""
    results = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(results, dict) or results.get("format") != FORMAT:
        raise ValueError(f"{file} is not a measurement in format {FORMAT}")
    return results


def write_record(file: Path, results: Mapping[str, Any]) -> None:
    """Writes results to a file, for a later comparison."""
    file.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
