"""The yardstick of the start-up budgets: a Typer app that only prints a Rich table.

Written as an ordinary user of Typer would write it, with Typer's own settings. What bptip takes
beyond this is bptip's own doing.
"""

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer()

COLUMNS = ("Id", "Title", "Status", "Completed", "Outlook", "Last update")
ROWS = 30


@app.command()
def table() -> None:
    """Prints a table of 30 rows and 6 columns."""
    drawn = Table(title="A bare table")
    for column in COLUMNS:
        drawn.add_column(column)
    for number in range(1, ROWS + 1):
        drawn.add_row(
            f"1.{number}",
            f"A line of work with the number {number}",
            "in-progress",
            f"{number} of {ROWS}",
            "on-track",
            "2026-06-30",
        )
    Console().print(drawn)


if __name__ == "__main__":
    app()
