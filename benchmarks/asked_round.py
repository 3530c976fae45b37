"""Writes a made-up workspace in which a round was asked, and the forms that came back.

Into FOLDER go the files of `large_plan.py`, for 150 activities of 20 parties, and `returns/`: a
form for each party, filled in by another program than bptip.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from shutil import rmtree
from typing import Any, Final

from large_plan import AS_OF

BENCHMARKS: Final = Path(__file__).resolve().parent
SIZE: Final = ("--activities", "150", "--updates", "1500")
ASKED: Final = ("--round", "R", "--as-of", AS_OF.isoformat(), "--due", "2026-07-31")

FILLED: Final = {
    "status": "In progress",
    "day": "Q4 2027",
    "note": "Two rounds were held.\nA third is planned.",
    "challenges": "Rooms are hard to find.",
    "evidence": "https://example.org/report",
}
"""The answers in the row of an activity, by the key of the column."""


def main() -> None:
    """Writes the files into the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    folder = parser.parse_args().folder
    made = [sys.executable, str(BENCHMARKS / "large_plan.py"), *SIZE, str(folder)]
    subprocess.run(made, check=True)
    forms = folder / "returns"
    rmtree(forms, ignore_errors=True)
    place = ("--plans", str(folder / "plans"), "-o", str(forms))
    asked = [sys.executable, "-m", "bptip", "request", "large", *ASKED, *place]
    subprocess.run(asked, check=True, stdout=subprocess.DEVNULL)
    for form in sorted(forms.glob("*.xlsx")):
        fill(form)


def fill(form: Path) -> None:
    """Fills in every row of a form, found by the keys that it has.

    Loading openpyxl is left to the process that fills in: see `measuring.py` on memory.
    """
    from openpyxl import load_workbook

    book = load_workbook(form)
    sheet: Any = book["Return"]
    header = next(row for row in sheet.iter_rows() if "key" in [cell.value for cell in row])
    columns = {cell.value: cell.column for cell in header if cell.value}
    for row in range(header[0].row + 1, sheet.max_row + 1):
        key = sheet.cell(row, columns["key"]).value
        if key and "#" in key:
            sheet.cell(row, columns["value"]).value = 42
        elif key and not key.startswith("@"):
            for place, answer in FILLED.items():
                sheet.cell(row, columns[place]).value = answer
    book.save(form)


if __name__ == "__main__":
    main()
