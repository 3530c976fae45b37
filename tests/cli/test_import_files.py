"""Tables as offices keep them, invented in content: workbooks, Word tables, Markdown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip


@pytest.fixture
def run(bptip_in: Callable[[Path], Bptip], elsewhere: Path) -> Bptip:
    """Bptip in a folder without plans."""
    return bptip_in(elsewhere)


def book(file: Path, *sheets: tuple[str, list[Any]], **merged: str) -> Any:
    """Writes a workbook of sheets, and returns it for further marks."""
    from openpyxl import Workbook

    made = Workbook()
    del made["Sheet"]
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for name, areas in merged.items():
        for area in areas.split():
            made[name].merge_cells(area)
    made.save(file)
    return made


def preview(run: Bptip, *arguments: object) -> Any:
    """Returns the answer of a preview."""
    outcome = run("import", *arguments, "--json")
    assert outcome.code in (0, 1), outcome.err
    return outcome.json


def written(run: Bptip, *arguments: object) -> list[Any]:
    """Returns the activities of the plan that an import writes, which is sound."""
    outcome = run("import", *arguments, "--write")
    assert outcome.code == 0, outcome.err
    plan = arguments[arguments.index("--plan") + 1]
    problems = run("check", plan, "--json").json["problems"]
    assert [each for each in problems if each["severity"] == "error"] == []
    answer = run("status", plan, "-a", "--json").json
    return [each for objective in answer["objectives"] for each in objective["activities"]]


NETWORK: Final = [
    ["", "", "Q1", None, "Q2", None, ""],
    ["Network", "Activity", "Planned", "Status", "Planned", "Status", "Comments"],
    ["NET Donors", "1. Coordination", None, None, None, None, None],
    [
        "signed: the chair",
        "1. Hold monthly calls",
        "x",
        "Achieved",
        "x",
        "Not achieved",
        "two missed",
    ],
    [None, "2. Share the calendar", None, None, "x", "Started", None],
    ["NET Business", "1. Advocacy", None, None, None, None, None],
    [None, "1. Write to members", "x", "Achieved", None, None, None],
]


def test_a_band_of_quarters_with_networks_headings_and_signatures(
    run: Bptip, elsewhere: Path
) -> None:
    """Numbers restart below each heading; a word is not known until the map says it."""
    book(elsewhere / "net.xlsx", ("Plan", NETWORK), Plan="C1:D1 E1:F1")
    (elsewhere / "map.toml").write_text(
        'objective-matches = "NET "\nstatus = { "Started" = "in-progress" }\n', encoding="utf-8"
    )
    answer = preview(run, "net.xlsx", "--plan", "2021")
    assert [each["code"] for each in answer["problems"]] == ["unknown-status"]
    assert answer["problems"][0]["place"] == "Plan!F5"
    activities = written(run, "net.xlsx", "--plan", "2021", "--map", "map.toml")
    assert [(each["id"], each["objective_title"], each["due_words"]) for each in activities] == [
        ("1.1", "NET Donors", "2021-Q2"),
        ("1.2", "NET Donors", "2021-Q2"),
        ("2.1", "NET Business", "2021-Q1"),
    ]
    assert [each["status"] for each in activities] == ["not-achieved", "in-progress", "completed"]
    shown = run("show", "1.1", "--plan", "2021", "--json").json
    assert shown["extra"]["Heading"] == "1. Coordination"
    assert [(each["on"], each["status"]) for each in shown["history"]] == [
        ("2021-03-31", "completed"),
        ("2021-06-30", "not-achieved"),
    ]


def test_a_workbooks_own_dates_formats_and_strikes(run: Bptip, elsewhere: Path) -> None:
    """A number shown as 4.10, a date, a struck-out date beside its new one."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    made = book(
        elsewhere / "w.xlsx",
        ("Plan", [["Title of the plan"], ["", "No", "Action", "Owner", "When"],
                  ["", 4.1, "Train", "Fiji", date(2026, 6, 30)],
                  ["", 4.2, "Meet", "Tonga", "Once every quarter"],
                  ["", 4.3, "Print", "Tonga", ""]]),
        Plan="A1:E1",
    )  # fmt: skip
    sheet = made["Plan"]
    sheet["B3"].number_format = "0.00"
    sheet["E5"].value = CellRichText(
        TextBlock(InlineFont(strike=True), "30 June 2026 "), "30 September 2026"
    )
    made.save(elsewhere / "w.xlsx")
    answer = preview(run, "w.xlsx", "--plan", "2026")
    assert answer["plan"]["title"] == "Title of the plan"
    assert answer["tables"][0]["header_row"] == 2
    assert (answer["due"]["day"], answer["due"]["recurring"]) == (2, 1)
    activities = written(run, "w.xlsx", "--plan", "2026")
    assert [(each["id"], each["due"]) for each in activities] == [
        ("4.10", "2026-06-30"),
        ("4.2", None),
        ("4.3", "2026-09-30"),
    ]


def test_an_annual_work_plan_with_marks_under_quarters(run: Bptip, elsewhere: Path) -> None:
    """The year is in the title; a coloured cell is a mark too."""
    from openpyxl.styles import PatternFill

    made = book(
        elsewhere / "awp.xlsx",
        ("AWP", [["Output", "Activity", "Responsible", "Q1", "Q2", "Q3", "Q4", "Budget"],
                 ["Skills", "Train", "Fiji", "x", "x", "", "", 500],
                 ["", "Equip", "Tonga", "", "", "", "", 700]]),
    )  # fmt: skip
    made["AWP"]["G3"].fill = PatternFill("solid", fgColor="FFC000")
    made.save(elsewhere / "awp.xlsx")
    activities = written(run, "awp.xlsx", "--plan", "2026")
    assert [(each["start_words"], each["due_words"]) for each in activities] == [
        ("2026-Q1", "2026-Q2"),
        ("2026-Q4", "2026-Q4"),
    ]


def test_a_sheet_per_pillar(run: Bptip, elsewhere: Path) -> None:
    """Or one of them; a sheet without a table is left out and named."""
    head = ["No", "Activity", "Lead"]
    book(
        elsewhere / "p.xlsx",
        ("Read me", [["How to read this book"]]),
        ("Prevention", [head, ["1", "a", "x"], ["2", "b", "x"]]),
        ("Protection", [head, ["1", "c", "x"]]),
    )
    answer = preview(run, "p.xlsx", "--plan", "2026")
    assert answer["counts"]["objectives"] == 2
    assert ["Read me" in row["why"] for row in answer["set_aside"]] == [True]
    one = preview(run, "p.xlsx", "--plan", "2026", "--sheet", "Protection")
    assert (one["counts"]["activities"], one["counts"]["objectives"]) == (1, 1)


def test_revisions_of_a_table_without_ids_keep_their_items(run: Bptip, elsewhere: Path) -> None:
    """Task, Start, Finish, Project, with dates as text; a row that ends before it begins."""
    head = "Task,Start,Finish,Project\n"
    rows = [
        "Draft the standard on labels,1 Jan 2026,31 Mar 2026,Standards",
        "Test the register of ships,1 Feb 2026,30 Jun 2026,Register",
        "Publish the map of ports,1 May 2026,1 Apr 2026,Register",
    ]
    (elsewhere / "r1.csv").write_text(head + "\n".join(rows), encoding="utf-8")
    assert [p["code"] for p in preview(run, "r1.csv", "--plan", "2026")["problems"]] == [
        "ends-before-it-begins"
    ]
    first = written(run, "r1.csv", "--plan", "2026")
    later = [rows[1].replace("30 Jun", "30 Sep"), rows[0].replace("Draft", "Draft and agree")]
    (elsewhere / "r2.csv").write_text(head + "\n".join(later), encoding="utf-8")
    answer = preview(run, "r2.csv", "--next-of", "2026")
    assert answer["changes"] == {"added": 0, "changed": 2, "unchanged": 0, "removed": 1}
    done = run("import", "r2.csv", "--next-of", "2026", "--released", "2026-05-01", "--write")
    assert done.code == 0
    second = run("status", "2026@v2", "-a", "--json").json
    ids = {a["title"]: a["id"] for o in second["objectives"] for a in o["activities"]}
    old = {each["title"]: each["id"] for each in first}
    assert ids["Test the register of ships"] == old["Test the register of ships"]
    assert ids["Draft and agree the standard on labels"] == old["Draft the standard on labels"]


def test_markdown_with_a_heading_per_action(run: Bptip, elsewhere: Path) -> None:
    """Two kinds of header; a struck-out date with the new one in bold; a number in bold."""
    text = (
        "# Action plan\n\n## Agencies\n\n### Action 1: Count the ships\n\n"
        "| Milestone | Measurement | Target Date |\n|---|---|---|\n"
        "| **1.1** Ask the ports | Completion | <s>June 30, 2026</s> <b>July 31, 2026*</b> |\n"
        "| **1.2** Add them up | Completion | ~~May 2026~~ **June 2026** |\n\n"
        "### Action 2: Weigh them\n\n"
        "| Milestone | Measurement | Target Date | Responsible Party |\n|---|---|---|---|\n"
        "| **2.1** Buy scales | Completion | Within 90 days of approval | Fiji |\n"
    )
    (elsewhere / "plan.md").write_text(text, encoding="utf-8")
    answer = preview(run, "plan.md", "--plan", "2026")
    assert answer["due"] == {
        "day": 1, "span": 1, "ongoing": 0, "recurring": 0, "words": 1, "none": 0,
    }  # fmt: skip
    assert answer["plan"]["title"] == "Action plan"
    activities = written(run, "plan.md", "--plan", "2026")
    assert [(each["id"], each["title"], each["due"], each["lead"]) for each in activities] == [
        ("1.1", "Ask the ports", "2026-07-31", []),
        ("1.2", "Add them up", "2026-06-30", []),
        ("2.1", "Buy scales", None, ["Fiji"]),
    ]


def test_a_word_table_with_ministries_across_it(run: Bptip, elsewhere: Path) -> None:
    """Full-width merged rows, Bengali digits, several numbered activities in a cell."""
    from docx import Document

    made = Document()
    made.add_heading("National plan", level=1)
    table = made.add_table(rows=0, cols=3)
    for row in (
        ("ক্রমিক", "Activity", "Responsible"),
        ("Ministry of Ports", "", ""),
        ("১", "১. Dig the channel\n২. Light the channel", "Harbour Office"),
        ("Ministry of Schools", "", ""),
        ("২", "Teach", "School Office"),
    ):
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = text
        if not row[1]:
            cells[0].merge(cells[2])
    made.save(str(elsewhere / "plan.docx"))
    (elsewhere / "map.toml").write_text(
        'columns = { "column:A" = "number" }\nsplit = "numbered"\n', encoding="utf-8"
    )
    plan = ("--plan", "n", "--start", "2026", "--end", "2026")
    answer = preview(run, "plan.docx", *plan, "--map", "map.toml")
    assert (answer["counts"]["objectives"], answer["counts"]["activities"]) == (2, 3)
    activities = written(run, "plan.docx", *plan, "--map", "map.toml")
    assert [(each["objective_title"], each["title"]) for each in activities] == [
        ("Ministry of Ports", "Dig the channel"),
        ("Ministry of Ports", "Light the channel"),
        ("Ministry of Schools", "Teach"),
    ]


def test_a_results_framework(run: Bptip, elsewhere: Path) -> None:
    """Output, activity, indicator, baseline, target, actual."""
    book(
        elsewhere / "f.xlsx",
        ("Framework", [
            ["Output", "Activity", "Indicator", "Baseline", "Target", "Actual"],
            ["1. Skills", "1.1 Train officers", "Number of officers trained", 0, 60, 45],
            [None, None, "Number of courses", 0, 4, 3],
            ["2. Safety", "2.1 Open shelters", "Shelters open", 1, 3, 2],
        ]),
        Framework="A2:A3 B2:B3",
    )  # fmt: skip
    plan = ("--plan", "2026", "--on", "2026-06-30")
    answer = preview(run, "f.xlsx", *plan)
    assert (answer["counts"]["activities"], answer["counts"]["indicators"]) == (2, 3)
    activities = written(run, "f.xlsx", *plan)
    assert [each["id"] for each in activities] == ["1.1", "2.1"]
    shown = run("show", "1.1", "--plan", "2026", "--json").json
    assert [(i["title"], i["target"], i["latest"]) for i in shown["indicators"]] == [
        ("Number of officers trained", 60, 45),
        ("Number of courses", 4, 3),
    ]


def test_a_matrix_of_agencies(run: Bptip, elsewhere: Path) -> None:
    """An own update for each filled cell, and a total that doesn't add up."""
    parties = ["Fiji", "Tonga", "Palau"]
    plan = elsewhere / "plans" / "a" / "v1.toml"
    plan.parent.mkdir(parents=True)
    plan.write_text(
        'schema = 1\n[plan]\nid = "a"\nversion = 1\ntitle = "A"\nstart = 2026-01-01\n'
        f'end = 2026-12-31\nparties = {parties}\n[[objective]]\nid = "1"\ntitle = "One"\n'
        '[[objective.activity]]\nid = "1.1"\ntitle = "Each trains"\neach = true\n'
        f"lead = {parties}\n",
        encoding="utf-8",
    )
    rows = "Agency,Trained?\nFiji,Y\nTonga,N\nPalau,Y\nSummary,3\n"
    (elsewhere / "m.csv").write_text(rows, encoding="utf-8")
    (elsewhere / "map.toml").write_text(
        'matrix = { party = "Agency", items = { "Trained?" = "1.1" }, totals = "Summary" }\n'
        'status = { "Y" = "completed", "N" = "not-started" }\n',
        encoding="utf-8",
    )
    arguments = ("m.csv", "--into", "a", "--on", "2026-06-30", "--map", "map.toml")
    answer = preview(run, *arguments)
    assert (answer["counts"]["updates"], [p["code"] for p in answer["problems"]]) == (3, ["totals"])
    assert run("import", *arguments, "--write").code == 0
    item = run("show", "1.1", "--plan", "a", "--json").json
    assert [(part["party"], part["status"]) for part in item["parties"]] == [
        ("Fiji", "completed"), ("Tonga", "not-started"), ("Palau", "completed"),
    ]  # fmt: skip
    assert item["status"] == "in-progress"


def test_a_table_in_bahasa_indonesia(run: Bptip, elsewhere: Path) -> None:
    """Names of columns, months and statuses."""
    (elsewhere / "rencana.csv").write_text(
        "No;Sasaran;Kegiatan;Penanggung Jawab;Tenggat;Status\n"
        "1.1;Pencegahan;Melatih petugas;Kementerian Luar Negeri;30 Juni 2026;Selesai\n",
        encoding="utf-8",
    )
    (activity,) = written(run, "rencana.csv", "--plan", "2026", "--on", "2026-07-01")
    assert (activity["due"], activity["status"], activity["said"]) == (
        "2026-06-30", "completed", "Selesai",
    )  # fmt: skip
