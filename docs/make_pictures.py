"""Makes the pictures of the documentation with the program itself, from the made-up workspace.

`--check` makes nothing and exits with 1 where a picture is not what the program would make now.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Final
from unittest.mock import patch

from bptip.cli import run
from bptip.cli.desk import Desk

DAY: Final = date(2026, 11, 24)
"""The day on which the pictures are of today."""

PICTURES: Final = Path(__file__).resolve().parent / "pictures"

COMMANDS: Final = {
    "status.svg": ("status", "--as-of", "2026-11-24"),
    "activities.svg": ("status", "-a", "--as-of", "2026-11-24"),
    "show.svg": ("show", "1.2", "--as-of", "2026-11-24"),
    "diff.svg": ("diff", "2022-2024", "2025-2027"),
}
"""The command of each picture."""


def main() -> int:
    """Make the pictures, or check them; gives the exit code."""
    check = "--check" in sys.argv[1:]
    today = patch.object(Desk, "today", property(lambda _: DAY))
    with tempfile.TemporaryDirectory() as folder, today:
        os.chdir(folder)
        run(["init", "--example"])
        stale = [name for name, command in COMMANDS.items() if not current(name, command, check)]
        os.chdir(PICTURES)
    for name in stale if check else ():
        sys.stderr.write(f"docs/pictures/{name} is not current: run docs/make_pictures.py\n")
    return 1 if check and stale else 0


def current(name: str, command: tuple[str, ...], check: bool) -> bool:
    """Whether a picture is what the program makes now; unless only checked, it is then."""
    run([*command, "-o", name])
    made, kept = Path(name).read_bytes(), PICTURES / name
    if kept.is_file() and kept.read_bytes() == made:
        return True
    if not check:
        kept.write_bytes(made)
    return False


if __name__ == "__main__":
    sys.exit(main())
