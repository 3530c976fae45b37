"""The tables of Markdown files: cells as readers see them, and the headings above."""

from __future__ import annotations

from pathlib import Path

import pytest

from bptip.exchange.cells import SheetCell, TableFile
from bptip.files.exchange.limits import MAX_ROWS, TableFault, TableFileError
from bptip.files.exchange.markdown_tables import MAX_LINES, MAX_MARKDOWN, MAX_SIGNS
from bptip.files.exchange.tables import read_table_file


def read(folder: Path, text: str) -> TableFile:
    """Returns the tables of a Markdown file with this text."""
    file = folder / "plan.md"
    file.write_text(text, encoding="utf-8")
    return read_table_file(file)


def cell(folder: Path, source: str) -> SheetCell:
    """Returns the cell that is written in this way."""
    (table,) = read(folder, f"| Date | Lead |\n|---|---|\n| {source} | x |\n").tables
    assert table.rows[1][1].text == "x"
    return table.rows[1][0]


def test_each_table_has_the_headings_above_it(tmp_path: Path) -> None:
    """One for each level; a heading ends those below its level."""
    found = read(
        tmp_path,
        "# Plan\n\n## Ports\n\n### Old\n\nWords.\n\nAirports\n--------\n\n"
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n### **Sea** `ports`\n\nA | B\n--|--\n3 | 4\n",
    )
    first, second = found.tables
    assert [(each.level, each.text, each.place) for each in first.headings] == [
        (1, "Plan", "line 1"),
        (2, "Airports", "line 9"),
    ]
    assert [each.text for each in second.headings] == ["Plan", "Airports", "Sea ports"]
    assert (first.name, second.name) == ("1", "2")
    assert [row[0].place for row in first.rows] == ["line 12", "line 14"]
    assert [[each.text for each in row] for row in second.rows] == [["A", "B"], ["3", "4"]]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("one<br>two <br/> three", "one\ntwo\nthree"),
        ("a \\| b", "a | b"),
        ("`a` *b* _c_", "a b c"),
        ("AT&amp;T", "AT&T"),
        ("<u>under</u> <span style='x'>a</span>", "under a"),
        ("before <!-- hidden --> after", "before  after"),
        ("less <than> that", "less <than> that"),
        ("5 < 6 & 7", "5 < 6 & 7"),
        ("e\u0301 ខ្មែរ\u200bភាសា", "e\u0301 ខ្មែរ\u200bភាសា"),
    ],
)
def test_a_cell_has_the_text_that_a_reader_sees(tmp_path: Path, source: str, text: str) -> None:
    """Line breaks are kept; tags that only change the look are left out."""
    assert cell(tmp_path, source).text == text


@pytest.mark.parametrize("old", ["<s>30 June</s>", "~~30 June~~", "<del>30 June</del>"])
@pytest.mark.parametrize("new", ["**31 July**", "<b>31 July</b>", "__31 July__"])
def test_struck_out_and_bold_texts_are_told_apart(tmp_path: Path, old: str, new: str) -> None:
    """The struck-out text is left out; the text begins with the bold one."""
    found = cell(tmp_path, f"{old} {new} at last")
    assert (found.text, found.struck, found.bold) == ("31 July at last", "30 June", "31 July")


def test_bold_text_further_on_is_not_at_the_start(tmp_path: Path) -> None:
    """Only at the start may it be a number or a title."""
    assert cell(tmp_path, "**1.1** Train **officers**").bold == "1.1"
    assert cell(tmp_path, "Train **officers**").bold == ""


def test_links_are_kept_beside_their_text(tmp_path: Path) -> None:
    """Written in Markdown, as a reference or in HTML."""
    (table,) = read(
        tmp_path,
        "| A |\n|---|\n| [b](https://b.example/x) and [c][1] "
        '<a href="https://d.example">d</a> <https://e.example> |\n\n[1]: https://c.example\n',
    ).tables
    found = table.rows[1][0]
    assert found.text == "b and c d https://e.example"
    assert found.links == (
        "https://b.example/x",
        "https://c.example",
        "https://d.example",
        "https://e.example",
    )


def test_fields_above_the_page_are_no_heading(tmp_path: Path) -> None:
    """Web sites have them; a parser would take the last of them for a title."""
    (table,) = read(tmp_path, "---\ntitle: Plan\nlayout: page\n---\n\n| A |\n|---|\n| 1 |\n").tables
    assert table.headings == ()
    assert table.rows[0][0].place == "line 6"


def test_cells_that_markdown_leaves_out_are_noticed(tmp_path: Path) -> None:
    """A row has more cells than the table has columns; a shorter row is filled."""
    found = read(tmp_path, "| A | B |\n|---|---|\n| 1 | 2 | 3 |\n| 4 |\n")
    assert found.notices == ("Not read: cells beyond the last column of their table, in line 3.",)
    assert [each.text for each in found.tables[0].rows[2]] == ["4", ""]


def test_a_table_in_a_code_block_is_an_example(tmp_path: Path) -> None:
    """It is not a table of the file."""
    assert read(tmp_path, "```\n| A |\n|---|\n| 1 |\n```\n").tables == ()


@pytest.mark.parametrize(
    "text",
    [
        "| A |\n|---|\n" + "| 1 |\n" * MAX_ROWS,
        "x" * (MAX_MARKDOWN + 1),
        "x\n" * (MAX_LINES + 1),
        f"| A |\n|---|\n| {'*a' * (MAX_SIGNS + 1)} |\n",
        f"| A |\n|---|\n| {'[' * (MAX_SIGNS // 10 + 1)} |\n",
        "| A |\n|---|\n" + ("| " + r"\|" * 30_000 + " |\n") * (MAX_SIGNS // 30_000 + 1),
    ],
    ids=["rows", "letters", "lines", "signs", "brackets", "pipes"],
)
def test_a_file_beyond_the_limits_is_refused(tmp_path: Path, text: str) -> None:
    """Before the parser works on it."""
    with pytest.raises(TableFileError) as refused:
        read(tmp_path, text)
    assert refused.value.fault is TableFault.TOO_LARGE


@pytest.mark.parametrize("sign", ["*a **b ", "<", "`", "~~a ", "&", "_a __b ", "\\"])
def test_a_cell_of_nothing_but_signs_is_read(tmp_path: Path, sign: str) -> None:
    """A parser that tries each sign as a beginning would never end."""
    assert cell(tmp_path, sign * (10_000 // len(sign))).text != ""
