"""`bptip report`: the page that is sent, whole, with the figures of the screens."""

from __future__ import annotations

import json
import re
from datetime import date
from io import BytesIO
from shutil import which
from subprocess import run
from typing import TYPE_CHECKING, Final

import docx
import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from bptip.render.visible import visible
from render.hostile_texts import HOSTILE
from render.html_reading import read
from render.markdown_reading import addresses, tokens
from render.markdown_reading import words as words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

    from conftest import Bptip, Plans

WORDS: Final = """
## Summary

A *good* year: **twelve** gauges, see [the page](https://example.org/tidewater/gauges/twelve).

## Decisions sought

1. A later date for 1.2
2. A lead for 4.4

| Who | Asks for |
|-----|---------:|
| Harbour Office | 12 |
"""


class MarkdownPage(SingleFileSnapshotExtension):
    """A page that a reader of Markdown draws, in a file of its own."""

    _write_mode = WriteMode.TEXT
    file_extension = "md"


def markdown_of(bptip: Bptip, *arguments: object, cwd: Path | None = None) -> str:
    """Returns the report in Markdown, where nothing is said beside it."""
    outcome = bptip("report", *arguments, cwd=cwd)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.words


def headings(source: str) -> list[tuple[str, str]]:
    """Returns the level and the text of each heading, in their order."""
    found = tokens(source)
    return [
        (token.tag, found[n + 1].content)
        for n, token in enumerate(found)
        if token.type == "heading_open"
    ]


@pytest.fixture
def words(workspace: Path) -> Path:
    """A file of own words in the working folder."""
    file = workspace / "words.md"
    file.write_text(WORDS, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "arguments",
    [(), ("2022-2024", "--as-of", "2025-02-01", "--since", "2024")],
    ids=["running", "ended"],
)
def test_the_whole_page(
    bptip: Bptip, arguments: tuple[str, ...], snapshot: SnapshotAssertion
) -> None:
    assert bptip("report", *arguments).out == snapshot(extension_class=MarkdownPage)


def test_no_date_and_no_count_breaks(bptip: Bptip) -> None:
    """Whoever reads it in a mail program sees "30 Sep 2026" and "5 of 15" on one line."""
    *lines, _ = bptip("report").out.splitlines()
    page = "\n".join(lines)
    assert not re.findall(r"\d (?:[A-Z][a-z]{2} \d{4}|of \d|%|activit)", page)
    assert re.search("30\u00a0Sep\u00a02026", page)
    assert re.search("\\*5\u00a0of\u00a015\\*", page)


def test_the_order_of_the_sections(bptip: Bptip, words: Path) -> None:
    """Decisions sought come before the figures, other words behind the first page."""
    found = headings(markdown_of(bptip, "--words", words))
    assert [title for level, title in found if level in ("h1", "h2")] == [
        "Progress report: Coastal Flood Resilience Plan 2025–2027",
        "Decisions sought",
        "At a glance",
        "Completed in the period (2 of 5; all in the annex)",
        "Past their due date",
        "Also late or at risk (2 of 3; all under Needs attention)",
        "Summary",
        "Since 24 Nov 2025",
        "Needs attention",
        "Annex",
    ]
    annex = [title for level, title in found if level == "h3"]
    assert [title.split(":")[0] for title in annex[2:]] == [
        *(f"Objective {n}" for n in range(1, 6)),
        "Timeline",
        "Indicators",
        "By theme",
        "By lead",
        "Changes to the plan",
        "Late entries",
        "Not reported",
        "Returns received",
        "How to read this",
        "Evidence",
    ]


def test_empty_sections_are_left_out_and_named(bptip: Bptip, plans: Plans) -> None:
    plans.add('[[objective]]\nid = "1"\ntitle = "x"\n[[objective.activity]]\nid = "1.1"\ntitle="y"')
    source = markdown_of(bptip, cwd=plans.folder.parent)
    found = {title for _, title in headings(source)}
    (line,) = [line for line in source.splitlines() if line.startswith("Left out")]
    left_out = {name.strip(" .") for name in line.split(":")[1].split(",")}
    assert {"Indicators", "By theme", "By lead", "Timeline", "Changes to the plan"} <= left_out
    assert left_out.isdisjoint(found)
    assert "The updates shown here give no evidence." in source


def crowd(plans: Plans, many: int) -> None:
    """Returns a plan near its end with a number of activities, each of them delayed."""
    numbers = range(1, many + 1)
    activities = "\n".join(
        f'[[objective.activity]]\nid = "1.{n}"\ntitle = "Activity {n}"' for n in numbers
    )
    updates = "\n".join(
        f'[[update]]\nid = "u{n}"\nitem = "1.{n}"\non = 2026-03-01\nstatus = "delayed"\n'
        f'recorded = 2026-03-01T00:00:00Z\nevidence = ["https://example.org/{n}"]'
        for n in numbers
    )
    plans.add(f'[[objective]]\nid = "1"\ntitle = "All"\n{activities}', updates)


def rows_by_section(source: str) -> dict[str, int]:
    """Returns how many rows the tables of each section have, heading rows and titles left out."""
    found: dict[str, int] = {}
    section = ""
    for line in source.splitlines():
        if line.startswith("#"):
            section = line.strip("# ")
        elif line.startswith("| 1."):
            found[section] = found.get(section, 0) + 1
    return found


def test_of_many_rows_each_stands_once(bptip: Bptip, plans: Plans) -> None:
    """Moves and needs are listed whole in front, the closing balance in the annex."""
    crowd(plans, 30)
    source = markdown_of(bptip, cwd=plans.folder.parent)
    front, annex = source.split("\n## Annex\n")
    assert rows_by_section(front) == dict.fromkeys(("Since 1 Jan 2026", "Late or at risk"), 30)
    found = rows_by_section(annex)
    assert found["All of the closing balance"] == 30
    assert {"All changes of status", "Late or at risk"}.isdisjoint(found)
    assert "The annex lists all of them." in front
    assert len(addresses(annex)) >= 30


def test_a_short_closing_balance_is_in_front(bptip: Bptip, plans: Plans) -> None:
    """Nobody turns the page for twelve rows."""
    crowd(plans, 12)
    front, annex = markdown_of(bptip, cwd=plans.folder.parent).split("\n## Annex\n")
    assert rows_by_section(front) == dict.fromkeys(
        ("Since 1 Jan 2026", "Late or at risk", "Closing balance"), 12
    )
    assert "closing balance" not in annex.partition("How to read this")[0]


@pytest.mark.parametrize("arguments", [(), ("2022-2024", "--as-of", "2025-02-01")], ids=str)
def test_the_figures_are_those_of_the_screens(bptip: Bptip, arguments: tuple[str, ...]) -> None:
    """The three records are the same, to the last key."""
    answer = bptip("report", *arguments, "--json").json
    assert answer["status"] == bptip("status", *arguments, "--json").json
    until = (*arguments[:1], *(("--until", arguments[2]) if arguments else ()))
    assert answer["changes"] == bptip("changes", *until, "--json").json
    if arguments:
        assert answer["diff"] is None
    else:
        compared = bptip("diff", "2025-2027@v1", "2025-2027@v2", "--json").json
        assert answer["diff"] == compared
    rows = bptip("report", *arguments, "--format", "csv").rows
    of_status = bptip("status", *arguments, "--format", "csv").rows
    assert [{key: row[key] for key in of_status[0]} for row in rows] == of_status
    changes = {each["id"]: each for each in answer["changes"]["changes"]}
    for row in rows:
        change = changes.get(row["id"].rpartition("/")[2])
        before = (change["from"] or "") if change else row["status"]
        assert row["status_before"] == before
        assert row["notes"] == ("; ".join(change["notes"]) if change else "")
        assert row["evidence"] == ("; ".join(change["evidence"]) if change else "")
    assert any(row["status_before"] != row["status"] for row in rows)


def objectives_in(page: str) -> list[tuple[str, str, str]]:
    """Returns number, title and completed activities of each row of the first such table."""
    table = re.search(r"\| \\# \| Objective .*?\n\n", page, re.DOTALL)
    assert table
    titles, _, *rows = (line.strip("| ").split(" | ") for line in table[0].strip().splitlines())
    done = next(title for title in titles if title.endswith("ompleted"))
    places = [titles.index(title) for title in (r"\#", "Objective", done)]
    return [(row[places[0]], row[places[1]], row[places[2]].partition(",")[0]) for row in rows]


def test_the_page_has_the_tables_of_the_screen(bptip: Bptip) -> None:
    """Each objective has the counts of `status`; groups have its tables, line for line."""
    source = markdown_of(bptip)
    shown = bptip("status", "--format", "markdown").words
    assert objectives_in(shown)
    assert objectives_in(shown) == objectives_in(source)
    for by in ("lead", "theme"):
        page = bptip("status", "--group-by", by, "--format", "markdown").words
        grouped = re.search(rf"(\| {by.capitalize()} .*?)\n\n", page, re.DOTALL)
        assert grouped
        assert grouped[1] in source


def test_every_note_of_the_period_stands_in_it(bptip: Bptip) -> None:
    """For items that stayed, joined and left; each address of evidence is listed once."""
    answer = bptip("report", "--json").json["changes"]
    source = markdown_of(bptip)
    read_back = " ".join(words_of(source))
    notes = [note for each in answer["changes"] for note in each["notes"]]
    assert len(notes) > 15
    assert [note for note in notes if " ".join(note.split()) not in read_back] == []
    evidence = {link for each in answer["changes"] for link in each["evidence"]}
    listed = addresses(source.partition("### Evidence")[2])
    assert evidence <= set(listed) <= set(addresses(source))
    assert len(listed) == len(set(listed))
    cited = {int(number) for number in re.findall(r"\\\[(\d+)\\\]", source)}
    assert cited == set(range(1, len(listed) + 1))


def test_the_note_of_another_is_not_the_latest_report(bptip: Bptip) -> None:
    """The Council wrote that it called the Harbour Office; that office's own report is older."""
    rows = [line for line in markdown_of(bptip).splitlines() if line.startswith("| 4.2 | Stock")]
    (row,) = [line for line in rows if "25 %" in line]
    assert "– Harbour Office |" in row
    assert row.endswith("| 21 Apr 2026 |")
    assert "Estuary Council" not in row


def test_what_has_not_begun_is_not_called_silent(bptip: Bptip) -> None:
    """Among what is not reported, work that begins next year says so."""
    silent = markdown_of(bptip).partition("### Not reported")[2].partition("###")[0]
    rows = {row.split("|")[1].strip(): row for row in silent.splitlines() if row.startswith("| 4")}
    assert "never reported" in rows["4.4"]
    assert "not yet due to begin" in rows["4.6"]
    assert "never" not in rows["4.6"]


def test_the_annex_says_from_whom_returns_were_received(bptip: Bptip) -> None:
    """Or from how many alone."""
    named = markdown_of(bptip).partition("### Returns received")[2].partition("###")[0]
    assert "status as at 31 Oct 2026, answers due 15 Nov 2026." in named
    assert "- **Received:** 5 parties: Coastal Villages Union, Harbour Office," in named
    assert "- **Excused:** 1 party: River Board" in named
    assert "- **Not received:** 1 party: Met Office of Tidewater" in named
    counted = markdown_of(bptip, "--no-names").partition("### Returns received")[2]
    assert "- **Received:** 5 parties\n- **Excused:** 1 party\n" in counted


@pytest.mark.parametrize("format_", ["markdown", "html", "docx", "svg", "json"])
def test_the_same_input_gives_the_same_bytes(
    bptip: Bptip, bptip_in: Callable[..., Bptip], words: Path, format_: str
) -> None:
    """On another day too, and in another folder."""
    asked = ("report", "--as-of", "2026-11-24", "--words", words, "--format", format_)
    tomorrow = bptip_in(bptip.home, date(2027, 3, 1))
    assert bptip(*asked).raw == tomorrow(*asked).raw


def test_the_line_of_origin_stands_last_and_names_no_folder(bptip: Bptip) -> None:
    last = markdown_of(bptip, "--plans", bptip.home / "plans").splitlines()[-1]
    assert last.startswith("`bptip ")
    assert "files 2025-2027/v1.toml, 2025-2027/v2.toml, 2025-2027/progress.toml" in last
    assert str(bptip.home) not in last
    (named,) = markdown_of(bptip, "2025-2027@v1").splitlines()[-1:]
    assert "plan 2025-2027@v1 · files 2025-2027/v1.toml, 2025-2027/progress.toml" in named


@pytest.mark.usefixtures("workspace")
def test_markdown_is_usual_on_a_terminal_too(bptip: Bptip) -> None:
    """Whatever is named wins, and other commands keep their table."""
    assert bptip("report", terminal=True).words == markdown_of(bptip)
    assert bptip("report", "--format", "table").out.startswith("Progress report")
    assert bptip("report", "-o", "report.txt").code == 0
    assert not bptip("status", terminal=True).out.startswith("#")


def test_the_words_arrive_in_every_format(bptip: Bptip, words: Path) -> None:
    source = markdown_of(bptip, "--words", words)
    assert "A _good_ year: **twelve** gauges, see [the page](https://example.org/" in source
    assert "1. A later date for 1.2\n2. A lead for 4.4" in source
    page = read(bptip("report", "--words", words, "--format", "html").out)
    assert "A lead for 4.4" in page.text
    file = docx.Document(BytesIO(bptip("report", "--words", words, "--format", "docx").raw))
    assert "A lead for 4.4" in [each.text for each in file.paragraphs]
    assert ["Harbour Office", "12"] in [
        [cell.text for cell in row.cells] for table in file.tables for row in table.rows
    ]


def test_words_that_are_refused(bptip: Bptip, words: Path) -> None:
    """All at once, and nothing is written."""
    words.write_text("# Mine\n\n## Summary\n<b>\n\n[x](javascript:y)\n", encoding="utf-8")
    outcome = bptip("report", "--words", "words.md", "-o", "report.md")
    assert (outcome.code, outcome.raw) == (2, b"")
    for place in ("words.md:1: ", "words.md:4: raw HTML", "words.md:6: "):
        assert place in outcome.err
    assert "## Decisions sought" in outcome.err
    assert not (bptip.home / "report.md").exists()
    missing = bptip("report", "--words", "none.md")
    assert (missing.code, "does not exist" in missing.err) == (2, True)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_texts(bptip: Bptip, plans: Plans, name: str) -> None:
    """In a title, a note, a next step: every one arrives, and makes no block of its own."""
    text = HOSTILE[name].encode("utf-8", "replace").decode()
    quoted = json.dumps(text, ensure_ascii=True).replace("\x7f", "\\u007f")
    quoted = re.sub(r"\\u(d[89ab]..)\\u(d[cdef]..)", _one, quoted)

    def page(value: str) -> str:
        plans.add(
            f'[[objective]]\nid = "1"\ntitle = {value}\n[[objective.activity]]\nid = "1.1"\n'
            f"title = {value}",
            '[[update]]\nid = "u"\nitem = "1.1"\non = 2026-02-01\n'
            "recorded = 2026-02-01T00:00:00Z\n"
            f'status = "delayed"\nnote = {value}\nnext = {value}\n',
        )
        return markdown_of(bptip, cwd=plans.folder.parent)

    kinds = [token.type for token in tokens(page(quoted))]
    source = page(quoted)
    assert kinds == [token.type for token in tokens(page('"harmless"'))]
    squeezed = "".join(visible(text).split())
    assert "".join("".join(words_of(source)).split()).count(squeezed) >= 4


def _one(pair: re.Match[str]) -> str:
    high, low = int(pair[1], 16), int(pair[2], 16)
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--since", "2027"], "--as-of 2026-11-24 is before --since 2027-01-01"),
        (["--since", "soon"], "as a date"),
        (["2023"], 'There is no plan "2023"'),
        (["-o", "report.pdf"], 'bptip cannot write ".pdf" files'),
    ],
)
def test_what_makes_no_sense_is_refused(bptip: Bptip, arguments: list[str], said: str) -> None:
    outcome = bptip("report", *arguments)
    assert (outcome.code, outcome.raw) == (2, b"")
    assert said in outcome.err


@pytest.mark.skipif(not which("pandoc"), reason="needs pandoc")
def test_pandoc_makes_a_word_file_with_sensible_columns(bptip: Bptip, words: Path) -> None:
    """Pandoc's own Markdown has widths: the title's column is the widest, the number's narrow."""
    source = markdown_of(bptip, "--words", words).encode()
    command = ["pandoc", "-f", "markdown", "-t", "docx", "-o", "-"]
    made = run(command, input=source, capture_output=True, check=True).stdout
    file = docx.Document(BytesIO(made))
    (table,) = [each for each in file.tables if each.cell(0, 1).text == "Objective"]
    widths = [column.w for column in table._tbl.tblGrid.gridCol_lst]
    number, title, *others = [width for width in widths if width is not None]
    assert (len(widths), len(others)) == (4, 2)
    assert number < min(others)
    assert max(others) < title < (number + title + sum(others)) / 2


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("## Summary\n\nText.\n\n> Theirs.\n", 5, "a quotation"),
        ("## Summary\n\nText.\n\n---\n", 5, "a horizontal line"),
        ("## Summary\n\n| a | b |\n|---|---|\n| 1 | 2 | lost |\n", 5, "a row with more cells"),
        ("## Summary\n\n## Outlook\n\nText.\n", 1, "the section Summary is empty"),
        ("## Summary\n\nText.\n\n## Outlook\n", 5, "the section Outlook is empty"),
        ("## Summary\n\n- Agree:\n  1. first\n  2. second\n", 5, "a numbered list within a list"),
    ],
)
def test_words_that_would_lose_something_are_refused(
    bptip: Bptip, workspace: Path, text: str, line: int, expected: str
) -> None:
    (workspace / "words.md").write_text(text, encoding="utf-8")
    outcome = bptip("report", "--words", "words.md")
    assert (outcome.code, outcome.out) == (2, "")
    assert f"words.md:{line}: {expected}" in outcome.err


def test_evidence_is_of_what_it_stands_beside(bptip: Bptip, plans: Plans) -> None:
    """Evidence of an earlier status is not evidence of the present one."""
    update = (
        '[[update]]\nid = "{0}"\nitem = "1.1"\non = 2026-0{0}-01\nstatus = "{1}"\n'
        "recorded = 2026-0{0}-01T00:00:00Z\n"
    )
    plans.add(
        '[[objective]]\nid = "1"\ntitle = "x"\n[[objective.activity]]\nid = "1.1"\ntitle = "y"',
        update.format(1, "in-progress")
        + 'evidence = ["https://example.org/begun"]\n'
        + update.format(2, "completed"),
    )
    page = markdown_of(bptip, cwd=plans.folder.parent)
    (row,) = re.findall(r"^\| 1\.1 \| y.*?\| (completed, .*?) \|", page, re.MULTILINE)
    assert row == "completed, 1 Feb 2026"
