"""The officials' own words in a Word file: taken in as those in Markdown, and guarded like them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

import pytest

from files.raw_word_files import cell, paragraph, row, run, table, word_file

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Bptip

STYLES: Final = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Struck"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:styleId="Note"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:styleId="Pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:styleId="Dark"><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr></w:style>'
)
LISTS: Final = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED: Final = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>'


def heading(text: str, level: int = 1) -> str:
    """Returns a heading."""
    return paragraph(run(text), f'<w:pStyle w:val="H{level}"/>')


WORDS: Final = "".join((
    heading("Summary"),
    paragraph(
        run("A *calm* year: ") + run("nine ", "<w:b/>") + run("gauges ") + run("(a)", "<w:i/>")
    ),
    heading("Decisions sought"),
    paragraph(run("A later date for 1.2"), NUMBERED),
    paragraph(run("A lead for 4.4"), NUMBERED),
    heading("Objective 2"),
    paragraph(f'<w:hyperlink r:id="rId3">{run("The map")}</w:hyperlink>' + run(" is drawn.")),
    heading("Achieved", 2),
    table(row("Who", "What"), row("Harbour", "12 | 13")),
))  # fmt: skip


def written(folder: Path, body: str) -> str:
    """Writes a Word file into a folder and returns its name."""
    content = word_file(body, styles=STYLES, lists=LISTS, links=("https://example.org/map",))
    (folder / "words.docx").write_bytes(content)
    return "words.docx"


def test_own_words_come_from_a_word_file(bptip: Bptip, workspace: Path) -> None:
    """Headings, formats, lists, links and tables; verify makes the report again with them."""
    name = written(workspace, WORDS)
    outcome = bptip("report", "--words", name, "-o", "report.md")
    assert outcome.code == 0, outcome.err
    page = (workspace / "report.md").read_text(encoding="utf-8")
    for text in (
        "## Summary\n\nA \\*calm\\* year: **nine** gauges _(a)_\n",
        "## Decisions sought\n\n1. A later date for 1.2\n2. A lead for 4.4\n",
        "[The map](https://example.org/map) is drawn.\n\n#### Achieved\n",
        "| Harbour | 12 \\| 13 |",
    ):
        assert text in page
    assert page.index("## Decisions sought") < page.index("## At a glance")
    assert bptip("verify", "report.md").code == 0


def test_bullets_that_were_typed_or_pasted_are_a_list(bptip: Bptip, workspace: Path) -> None:
    """Word keeps them as texts; the sign and the tab behind it may have formats of their own."""
    tab = "<w:r><w:tab/></w:r>"
    typed = paragraph(run("•", "<w:b/>") + tab + run("First")) + paragraph(run("▪ Second"))
    written(workspace, WORDS + heading("Next steps") + typed + paragraph(run("•")))
    outcome = bptip("report", "--words", "words.docx", "-o", "report.md")
    assert outcome.code == 0, outcome.err
    page = (workspace / "report.md").read_text(encoding="utf-8")
    assert "## Next steps\n\n- First\n- Second\n\n•\n" in page


WHITE: Final = '<w:color w:val="FFFFFF"/>'
SHADED: Final = '<w:shd w:fill="1F3864"/>'


@pytest.mark.parametrize(
    ("lost", "why"),
    [
        (paragraph("<w:r><w:drawing/></w:r>"), "an image"),
        (paragraph(f"<w:ins>{run('new')}</w:ins>"), "a tracked change: accept or reject it first"),
        (paragraph(run("old", "<w:strike/>")), "struck-out text"),
        (paragraph(run("secret", "<w:vanish/>")), "hidden text"),
        (paragraph(run("secret", '<w:rStyle w:val="Hidden"/>')), "hidden text"),
        (paragraph(run("secret"), '<w:pStyle w:val="Hidden"/>'), "hidden text"),
        (paragraph(run("old"), '<w:pStyle w:val="Struck"/>'), "struck-out text"),
        (table(row("a", properties="<w:hidden/>")), "a hidden row of a table"),
        (paragraph(run("Not", WHITE)), "text that can hardly be seen"),
        (paragraph(run("Not", '<w:sz w:val="2"/>')), "text that can hardly be seen"),
        (paragraph(run("Not", '<w:rStyle w:val="Pale"/>')), "text that can hardly be seen"),
        (table(row(cell(paragraph(run("Not", WHITE))))), "text that can hardly be seen"),
        (paragraph(f"<w:r><w:txbxContent>{paragraph(run('x'))}</w:txbxContent></w:r>"), "a text"),
        (paragraph("<w:r><w:footnoteReference/></w:r>"), "a footnote: its text would be lost"),
        (paragraph(run("See")) + '<w:altChunk r:id="rId9"/>', "text from another file"),
        ('<w:subDoc r:id="rId9"/>', "text from another file"),
        (
            paragraph(f"<w:r><w:ruby><w:rt>{run('a')}</w:rt></w:ruby></w:r>"),
            "a reading above characters",
        ),
        (
            table(row(cell("a", '<w:gridSpan w:val="2"/>'), "b")),
            "merged cells of a table",
        ),
        (heading("At a glance"), 'the report has a section "At a glance" of its own'),
    ],
)
def test_what_a_report_would_lose_is_refused(
    bptip: Bptip, workspace: Path, lost: str, why: str
) -> None:
    """With the number of its paragraph."""
    name = written(workspace, heading("Summary") + paragraph(run("Good.")) + lost)
    outcome = bptip("report", "--words", name)
    assert outcome.code == 2
    assert outcome.err.count("words.docx, paragraph ") == 1
    assert any(f"words.docx, paragraph {n}: {why}" in outcome.err for n in (2, 3))


def test_raised_digits_stay_raised(bptip: Bptip, workspace: Path) -> None:
    """So that a power, or a mark by hand for a footnote, is not part of the figure."""
    raised = '<w:vertAlign w:val="superscript"/>'
    by_style, by_points = '<w:rStyle w:val="Note"/>', '<w:position w:val="6"/>'
    body = paragraph(run("10") + run("-6", raised) + run(" m") + run("2", by_style) + run(" of 4"))
    body += paragraph(run("5") + run("1", by_points) + run("2", f"{by_style}<w:vertAlign/>"))
    name = written(workspace, heading("Summary") + body)
    assert "\n10⁻⁶ m² of 4\n\n5¹2\n" in bptip("report", "--words", name).out


def test_white_text_is_taken_where_it_can_be_seen(bptip: Bptip, workspace: Path) -> None:
    """On a shaded run, paragraph, cell or table; in the paragraph behind it, it is refused."""
    dark = table(row(cell(paragraph(run("By style", WHITE))), "b")).replace(
        "<w:tr>", '<w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr><w:tr>', 1
    )
    seen = (
        paragraph(run("In a run", WHITE + SHADED))
        + paragraph(run("In a paragraph", WHITE), SHADED)
        + table(row(cell(paragraph(run("In a cell", WHITE)), SHADED), "b"))
        + dark
    )
    name = written(workspace, heading("Summary") + seen)
    outcome = bptip("report", "--words", name)
    assert outcome.code == 0, outcome.err
    for text in ("In a run", "In a paragraph", "In a cell", "By style"):
        assert text in outcome.out
    name = written(workspace, heading("Summary") + seen + paragraph(run("Not", WHITE)))
    assert "text that can hardly be seen" in bptip("report", "--words", name).err


def test_a_tracked_change_of_a_format_shows_the_new_format(bptip: Bptip, workspace: Path) -> None:
    """The former format is in the file too."""
    former = "<w:rPrChange><w:rPr><w:strike/><w:b/></w:rPr></w:rPrChange>"
    name = written(workspace, heading("Summary") + paragraph(run("Good.", former)))
    assert "\nGood.\n" in bptip("report", "--words", name).out


def test_a_file_of_very_many_paragraphs_is_refused(bptip: Bptip, workspace: Path) -> None:
    """Empty paragraphs need no letters: a file of 142 KB needed a gigabyte of memory."""
    name = written(workspace, heading("Summary") + paragraph("") * 20_000)
    outcome = bptip("report", "--words", name)
    assert outcome.code == 2
    assert '"words.docx" is too large: it has more than 20,000 paragraphs.' in outcome.err


def test_comments_in_the_margin_are_named(bptip: Bptip, workspace: Path) -> None:
    """They are what colleagues say about the text; whoever issues it should know of them."""
    name = written(workspace, WORDS)
    assert "Comments" not in bptip("report", "--words", name, "-o", "report.md").err
    with ZipFile(workspace / name, "a") as package:
        package.writestr("word/comments.xml", "<x/>")
    outcome = bptip("report", "--words", name, "-o", "report.md", "--force")
    assert (outcome.code, "words.docx: Comments in the margin were not read." in outcome.err) == (
        0,
        True,
    )
