"""Writes a made-up plan, and the workbook in which an office keeps its next version.

Into FOLDER go `plans/editions/v1.toml`, the first edition of `two_editions.py`, and
`workplan.xlsx`: the second one as a sheet of another program than bptip, a row for each activity.
"""

import argparse
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

BENCHMARKS: Final = Path(__file__).resolve().parent

COLUMNS: Final = ("No.", "Objective", "Activity", "Description", "Lead agency", "Due date")


def main() -> None:
    """Writes the files into the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--items", default="1000", help="objectives and activities")
    options = parser.parse_args()
    folder: Path = options.folder
    made = [sys.executable, str(BENCHMARKS / "two_editions.py"), str(folder)]
    subprocess.run([*made, "--items", options.items, "--reworded", "0.3"], check=True)
    second = folder / "plans" / "editions" / "v2.toml"
    write_sheet(second.read_text(encoding="utf-8"), folder / "workplan.xlsx")
    second.unlink()


def write_sheet(edition: str, file: Path) -> None:
    """Writes an edition of a plan as a sheet.

    Loading openpyxl is left to the process that writes: see `measuring.py` on memory.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Work plan")
    sheet.append(COLUMNS)
    for objective in tomllib.loads(edition)["objective"]:
        for activity in objective.get("activity", ()):
            texts = (activity["title"], activity.get("description", ""))
            lead = "; ".join(activity.get("lead", ()))
            sheet.append((activity["id"], objective["title"], *texts, lead, activity.get("due")))
    book.save(file)


if __name__ == "__main__":
    main()
