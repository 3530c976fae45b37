"""Measures the time and memory of bptip beside yardsticks, and compares them with the budgets.

Ends with 0 if every budget is met, with 1 if one is not or if a command cannot be measured. Without
its yardstick, a row has no ratio and says so. README.md explains the rows.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from measuring import Bench, NotMeasuredError
from results import (
    Result,
    comparison_table,
    read_record,
    record,
    results_table,
    write_record,
)
from rows import ROWS, Row


def main() -> int:
    """Measures, prints, saves and compares; returns the exit code."""
    options = read_options()
    rows = [row for row in ROWS if not options.only or row.name in options.only]
    results = list(measure(Bench(options.runs), rows))
    measured = record(results, options.runs)
    print(origin(measured), results_table(results), sep="\n\n")
    if options.compare is not None:
        print(f"\nBefore: {origin(options.compare)}\n")
        print(comparison_table(measured, options.compare))
    if options.save is not None:
        write_record(options.save, measured)
    return 1 if any(result.fault or result.met is False for result in results) else 0


def measure(bench: Bench, rows: Iterable[Row]) -> Iterator[Result]:
    """Yields the result of each row; a command that fails ends only its own rows."""
    for row in rows:
        print(f"measuring {row.name} …", file=sys.stderr)
        try:
            yield Result(row, bench.compare(row.subject, row.yardstick))
        except NotMeasuredError as fault:
            yield Result(row, None, str(fault))


def origin(measured: Mapping[str, Any]) -> str:
    """Returns the time, the machine and the versions of a measurement."""
    versions = ", ".join(f"{name} {number}" for name, number in measured["versions"].items())
    return (
        f"{measured['measured']}, {measured['machine']}, {versions}; "
        f"medians of {measured['runs']} runs in turns"
    )


def read_options() -> argparse.Namespace:
    """Parses the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    names = [row.name for row in ROWS]
    parser.add_argument("--runs", metavar="N", type=at_least_one, default=11)
    parser.add_argument("--only", metavar="NAME", action="append", choices=names, help=str(names))
    parser.add_argument("--save", metavar="FILE", type=Path, help="write the figures as JSON")
    parser.add_argument(
        "--compare", metavar="FILE", type=saved, help="show what has changed since the saved FILE"
    )
    return parser.parse_args()


def at_least_one(text: str) -> int:
    """Parses a number of runs."""
    runs = int(text)
    if runs < 1:
        raise argparse.ArgumentTypeError("there must be at least one")
    return runs


def saved(text: str) -> dict[str, Any]:
    """Reads a former measurement, for the command line."""
    try:
        return read_record(Path(text))
    except (OSError, ValueError) as fault:
        raise argparse.ArgumentTypeError(str(fault)) from fault


if __name__ == "__main__":
    sys.exit(main())
