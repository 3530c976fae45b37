"""Draws the pictures of the documentation: screens of the program, and its rooms.

`--check` writes nothing, and exits with 1 if a picture is not current.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Final
from unittest.mock import patch

from bptip.cli import run
from bptip.cli.context import CommandContext
from making import form_picture, rooms_picture

DAY: Final = date(2026, 11, 24)
"""Today's date in the pictures."""

PICTURES: Final = Path(__file__).resolve().parent / "pictures"

COMMANDS: Final = {
    "status.svg": ("status", "--as-of", "2026-11-24"),
    "activities.svg": ("status", "-a", "--as-of", "2026-11-24"),
    "show.svg": ("show", "1.2", "--as-of", "2026-11-24"),
    "diff.svg": ("diff", "2025-2027@v1", "2025-2027@v2"),
    "import.svg": ("import", "tracker.csv", "--plan", "2028", "--on", "2026-11-20"),
}
"""The command of each picture."""

TRACKER: Final = """\
No.,Objective,Activity,Responsible,Deadline,Status,Remarks,Budget
1.1,Safe harbours,Train the harbour pilots,Harbour Office; River Board,30 June 2028,Under way,,40
1.2,,Light the eastern channel,River Board,Q3 2028,Not yet started,,90
2.1,Safe villages,Drill the evacuation routes,Coastal Villages Union,Annually,Done,,5
2.2,,Keep the hotline open,Coastal Villages Union,Ongoing,Delayed,No staff,12
"""
"""The table of the picture `import.svg`."""

REPORT: Final = ("report", "--as-of", "2026-11-24")
"""The command of the picture `report.svg`: the beginning of its web page."""

REQUEST: Final = ("request", "--round", "year", "--as-of", "2026-10-31", "--due", "2026-11-30")
FORM: Final = "year_River-Board.xlsx"
"""The command of the picture `form.svg`, and the form that is drawn."""

PAPER: Final = (960, 1240)
"""The width and the height of that picture, in pixels; the rest of the page is cut off."""

SVG: Final = "http://www.w3.org/2000/svg"
XHTML: Final = "http://www.w3.org/1999/xhtml"


def main() -> int:
    """Draws the pictures, or checks them; returns the exit code."""
    check = "--check" in sys.argv[1:]
    today = patch.object(CommandContext, "today", property(lambda _: DAY))
    with tempfile.TemporaryDirectory() as folder, today:
        os.chdir(folder)
        run(["init", "--example"])
        Path("tracker.csv").write_text(TRACKER, encoding="utf-8")
        for name, command in COMMANDS.items():
            run([*command, "-o", name])
        run([*REPORT, "-o", "report.html"])
        page = Path("report.html").read_text(encoding="utf-8")
        Path("report.svg").write_text(first_page(page), encoding="utf-8", newline="\n")
        run([*REQUEST, "-o", "forms"])
        form = form_picture.picture(Path("forms", FORM))
        Path("form.svg").write_text(form, encoding="utf-8", newline="\n")
        Path("rooms.svg").write_text(rooms_picture.picture(), encoding="utf-8", newline="\n")
        drawn = (*COMMANDS, "report.svg", "form.svg", "rooms.svg")
        stale = [name for name in drawn if not current(name, check)]
        os.chdir(PICTURES)
    for name in stale if check else ():
        sys.stderr.write(f"docs/pictures/{name} is not current: run docs/make_pictures.py\n")
    return 1 if check and stale else 0


def current(name: str, check: bool) -> bool:
    """True if a picture is current; otherwise writes it, unless it is only checked."""
    made, kept = Path(name).read_bytes(), PICTURES / name
    if kept.is_file() and kept.read_bytes() == made:
        return True
    if not check:
        kept.write_bytes(made)
    return False


def first_page(page: str) -> str:
    """Returns the part of a report's web page before the annex, as a picture."""
    width, height = PAPER
    style = page[page.index("<style>") : page.index("</style>")].removeprefix("<style>")
    body = page[page.index("<body") : page.index("</main>")]
    front = re.split(r"(?=<h2[^>]*>Annex<)", body)[0]
    closed = re.sub(r"<(br|col|hr|wbr)\b([^>]*?)/?>", r"<\1\2/>", front)
    named = closed.replace("<body", f'<body xmlns="{XHTML}"').replace("<svg", f'<svg xmlns="{SVG}"')
    return (
        f'<svg xmlns="{SVG}" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">\n'
        f"<style>{style}</style>\n"
        f'<rect width="{width}" height="{height}" fill="var(--paper)" stroke="var(--rule)"/>\n'
        f'<foreignObject width="{width}" height="{height}">\n'
        f"{named}</main></body>\n</foreignObject>\n</svg>\n"
    )


if __name__ == "__main__":
    sys.exit(main())
