"""Measures how the time and memory of pairing grow with the plans, within the process.

Each size is measured in a process of its own: the processor time of `pairs_of` alone, without
reading the files, and the most resident memory of the whole process. What other programs do at the
same time changes the processor time little. `run.py` measures whole processes.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from measuring import BYTES_PER_RSS_UNIT
from results import megabytes, milliseconds, table
from two_editions import write_editions

from bptip.comparison.pairing import pairs_of
from bptip.files.reading.loading import load_version
from bptip.plan.model import Version

SIZES: Final = (250, 300, 500, 1_000, 2_000)
SHARES: Final = (0.3, 1.0)
HEADINGS: Final = ("items in either", "reworded", "pairs_of", "memory of the process")


def main() -> int:
    """Measures and prints; returns the exit code."""
    options = read_options()
    if options.one is not None:
        print(json.dumps(measure(options.one, options.reworded, options.runs)))
        return 0
    lines = [line(items, share, options.runs) for share in SHARES for items in options.sizes]
    print(table(HEADINGS, lines))
    return 0


def line(items: int, reworded: float, runs: int) -> Sequence[str]:
    """Returns the line of one size, measured in a process of its own."""
    words = ["--one", str(items), "--reworded", str(reworded), "--runs", str(runs)]
    done = subprocess.run(
        [sys.executable, __file__, *words], check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    seconds, peak = milliseconds(figures["seconds"]), megabytes(figures["peak_bytes"])
    return f"{items:,}", f"{reworded:.0%}", seconds, peak


def measure(items: int, reworded: float, runs: int) -> dict[str, float | None]:
    """Returns the median time of pairing two editions, and the peak memory of this process."""
    with TemporaryDirectory() as folder:
        old, new = (read(file) for file in write_editions(Path(folder), items, reworded))
    times = [seconds_of_pairing(old, new) for _ in range(runs)]
    return {"seconds": median(times), "peak_bytes": peak_memory()}


def read(file: Path) -> Version:
    """Reads a version; raises `ValueError` if its file has a fault."""
    loaded = load_version(file)
    if loaded.value is None:
        raise ValueError(f"{file}: {loaded.faults}")
    return loaded.value


def seconds_of_pairing(old: Version, new: Version) -> float:
    """Returns the processor time of pairing the items once (seconds)."""
    started = time.process_time()
    pairs_of(old, new)
    return time.process_time() - started


def peak_memory() -> int | None:
    """Returns the peak memory of this process (bytes); None if the system does not report it."""
    peak = None
    if sys.platform != "win32":
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_PER_RSS_UNIT
    return peak


def read_options() -> argparse.Namespace:
    """Parses the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", metavar="N", type=int, nargs="+", default=SIZES)
    parser.add_argument("--runs", metavar="N", type=int, default=3)
    parser.add_argument("--one", metavar="N", type=int, help="one size only, as JSON")
    parser.add_argument("--reworded", metavar="SHARE", type=float, default=SHARES[0])
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
