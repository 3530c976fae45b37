"""Measures what bptip takes, beside what others take, and says whether the budgets are met.

Ends with 0 where every budget is met, 1 where one is not or a command can't be measured. A missing
yardstick leaves its ratio out, and is said. README.md explains the rows.
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
    """Measures, prints, saves and compares; the exit code."""
    options = read_options()
    rows = [row for row in ROWS if not options.only or row.name in options.only]
    results = list(measure(Bench(options.runs), rows))
    found = record(results, options.runs)
    print(origin(found), results_table(results), sep="\n\n")
    if options.compare is not None:
        print(f"\nBefore: {origin(options.compare)}\n")
        print(comparison_table(found, options.compare))
    if options.save is not None:
        write_record(options.save, found)
    return 1 if any(result.fault or result.met is False for result in results) else 0


def measure(bench: Bench, rows: Iterable[Row]) -> Iterator[Result]:
    """What is found for each row; a command that fails ends its own rows only."""
    for row in rows:
        print(f"measuring {row.name} …", file=sys.stderr)
        try:
            yield Result(row, bench.compare(row.subject, row.yardstick))
        except NotMeasuredError as fault:
            yield Result(row, None, str(fault))


def origin(found: Mapping[str, Any]) -> str:
    """When, where and with what the figures were found."""
    versions = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    return (
        f"{found['measured']}, {found['machine']}, {versions}; "
        f"medians of {found['runs']} runs in turns"
    )


def read_options() -> argparse.Namespace:
    """What the command line asks for."""
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
    """A number of runs."""
    runs = int(text)
    if runs < 1:
        raise argparse.ArgumentTypeError("there must be at least one")
    return runs


def saved(text: str) -> dict[str, Any]:
    """A former measurement."""
    try:
        return read_record(Path(text))
    except (OSError, ValueError) as fault:
        raise argparse.ArgumentTypeError(str(fault)) from fault


if __name__ == "__main__":
    sys.exit(main())
