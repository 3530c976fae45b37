"""The tables of Word files: each text that a reader sees, and none that is deleted."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.shared import RGBColor

from bptip.exchange.cells import MergedArea, SheetCell, SheetTable, TableFile
from bptip.files.exchange.limits import TableFault, TableFileError
from bptip.files.exchange.tables import read_table_file

from .raw_word_files import cell, paragraph, row, run, table, word_file
from .raw_workbooks import archive

INSERTED = '<w:ins w:id="1" w:author="A">{}</w:ins>'
CENTRED = '<w:jc w:val="center"/>'
DELETED = '<w:del w:id="2" w:author="A"><w:r><w:delText>{}</w:delText></w:r></w:del>'


def read(folder: Path, raw: bytes) -> TableFile:
    """Returns the tables of a Word file with these bytes."""
    file = folder / "plan.docx"
    file.write_bytes(raw)
    return read_table_file(file)


def only(tables: TableFile) -> SheetTable:
    """Returns the only table."""
    (found,) = tables.tables
    return found


def one_cell(folder: Path, content: str, lists: str = "") -> SheetCell:
    """Returns the cell that has these paragraphs."""
    raw = word_file(table(row("No", "x"), row(cell(content), "y")), lists=lists)
    return only(read(folder, raw)).rows[1][0]


def texts(found: SheetTable) -> list[list[str]]:
    """Returns the texts of a table."""
    return [[each.text for each in cells] for cells in found.rows]


def test_a_table_of_word_has_rows_columns_and_places(tmp_path: Path) -> None:
    """As python-docx writes it, and in every script."""
    document = docx.Document()
    made = document.add_table(rows=2, cols=2)
    text = "Đào tạo ខ្មែរ\u200bភាសា می\u200cخواهم e\u0301"
    for n, each in enumerate(["No", "Activity", "1", text]):
        made.cell(n // 2, n % 2).text = each
    document.save(str(tmp_path / "plan.docx"))
    found = only(read_table_file(tmp_path / "plan.docx"))
    assert texts(found) == [
        ["No", "Activity"],
        ["1", text],
    ]
    assert found.rows[1][0].place == "table 1, row 2, column 1"


def test_every_visible_text_is_read(tmp_path: Path) -> None:
    """In insertions, content controls, fields and links; breaks and signs are characters."""
    inner = (
        run("one ")
        + INSERTED.format(run("two "))
        + f"<w:sdt><w:sdtContent>{run('three ')}</w:sdtContent></w:sdt>"
        + f"<w:smartTag>{run('four')}</w:smartTag>"
        + "<w:r><w:br/><w:t>five</w:t><w:tab/><w:noBreakHyphen/></w:r>"
        + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
        + '<mc:AlternateContent><mc:Choice Requires="x"><w:r><w:t>six</w:t></w:r></mc:Choice>'
        + "<mc:Fallback><w:r><w:t>six again</w:t></w:r></mc:Fallback></mc:AlternateContent>"
        + f"<w:ruby><w:rt>{run('spoken')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase></w:ruby>"
    )
    found = one_cell(tmp_path, paragraph(inner) + paragraph(run("seven")))
    assert found.text == "one two three four\nfive\t\u2011✓six漢\nseven"


def test_nothing_that_is_deleted_is_read_and_open_changes_are_counted(tmp_path: Path) -> None:
    """Deleted and moved texts, rows and cells; a deleted line end joins two paragraphs."""
    moved = f'<w:moveFrom w:id="3">{run("moved away")}</w:moveFrom>'
    mark = '<w:rPr><w:del w:id="4"/></w:rPr>'
    before = "<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>"
    content = paragraph(run("kept ", before) + DELETED.format("gone") + moved, mark) + paragraph(
        INSERTED.format(run("joined"))
    )
    raw = word_file(
        table(
            row("No", "Lead"),
            row(cell(content), "x"),
            row("deleted", "row", properties='<w:del w:id="5"/>'),
            row(cell("gone", '<w:cellDel w:id="6"/>'), "first now"),
        )
    )
    found = read(tmp_path, raw)
    assert texts(only(found)) == [["No", "Lead"], ["kept joined", "x"], ["first now", ""]]
    assert only(found).rows[1][0].struck == ""
    assert found.notices == (
        "The file has 6 open changes: inserted text was read, deleted text was not.",
    )


def test_a_placeholder_is_no_text_and_a_drop_down_has_its_words(tmp_path: Path) -> None:
    """ "Choose an item." was not written by anybody."""
    items = "".join(
        f'<w:listItem w:displayText="{word}" w:value="x"/>' for word in ("Met", "Missed")
    )
    control = (
        "<w:sdt><w:sdtPr>{}<w:dropDownList>" + items + "</w:dropDownList></w:sdtPr>"
        "<w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    raw = word_file(
        table(
            row("No", "Status"),
            row("1", cell(paragraph(control.format("<w:showingPlcHdr/>", run("Choose an item."))))),
            row("2", cell(paragraph(control.format("", run("Met"))))),
        )
    )
    found = only(read(tmp_path, raw))
    assert texts(found) == [["No", "Status"], ["1", ""], ["2", "Met"]]
    assert found.choices == {1: ("Met", "Missed")}


def test_a_cell_within_a_content_control_is_a_cell(tmp_path: Path) -> None:
    """Forms of Word have controls around cells, rows and whole tables."""
    in_control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    rows = in_control.format(f"<w:tr>{in_control.format(cell('1'))}{cell('2')}</w:tr>")
    raw = word_file(in_control.format(table(row("A", "B"), rows)))
    assert texts(only(read(tmp_path, raw))) == [["A", "B"], ["1", "2"]]


@pytest.mark.parametrize("strike", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="Gone"/>'])
def test_struck_out_and_bold_texts_are_told_apart(tmp_path: Path, strike: str) -> None:
    """By the run, or by a style."""
    styles = (
        '<w:style w:styleId="Base"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:styleId="Gone"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    )
    content = (
        paragraph(run("30 June", strike))
        + paragraph(run("31 July ", "<w:b/>") + run("2026", '<w:strike w:val="0"/>'))
        + paragraph(run("more"), '<w:pStyle w:val="Strong"/>')
    )
    raw = word_file(table(row("A", "B"), row(cell(content), "x")), styles=styles)
    found = only(read(tmp_path, raw)).rows[1][0]
    assert (found.text, found.struck, found.bold) == ("31 July 2026\nmore", "30 June", "31 July")


def test_merged_cells_are_areas(tmp_path: Path) -> None:
    """Over columns, over rows, and over both; only the first cell has a text."""
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    two = '<w:gridSpan w:val="2"/>'
    raw = word_file(
        table(
            row("A", "B", "C"),
            row(cell("over columns", '<w:gridSpan w:val="3"/>')),
            row(cell("over rows", begin), "1", "2"),
            row(cell("unseen", go_on), cell("over both", two + begin)),
            row("3", cell("", two + go_on)),
        )
    )
    found = only(read(tmp_path, raw))
    assert texts(found) == [
        ["A", "B", "C"],
        ["over columns", "", ""],
        ["over rows", "1", "2"],
        ["", "over both", ""],
        ["3", "", ""],
    ]
    assert found.merged == (
        MergedArea(1, 0, 1, 2),
        MergedArea(2, 0, 3, 0),
        MergedArea(3, 1, 4, 2),
    )


def test_columns_at_which_no_cell_begins_are_left_out(tmp_path: Path) -> None:
    """Borders that were moved by hand leave such columns behind."""
    two = '<w:gridSpan w:val="2"/>'
    raw = word_file(
        table(row("No", cell("Activity", two), "Lead"), row("1", cell("Train", two), "x"))
    )
    found = only(read(tmp_path, raw))
    assert texts(found) == [["No", "Activity", "Lead"], ["1", "Train", "x"]]
    assert found.merged == ()


def test_a_row_can_begin_further_right(tmp_path: Path) -> None:
    """Columns are counted from the left of the table, not of the row."""
    raw = word_file(table(row("A", "B"), row("b", properties='<w:gridBefore w:val="1"/>')))
    assert texts(only(read(tmp_path, raw))) == [["A", "B"], ["", "b"]]


def test_colours_and_links_of_cells_are_known(tmp_path: Path) -> None:
    """Links as Word writes them today, and as fields."""
    field = '<w:r><w:instrText> HYPERLINK "https://b.example" </w:instrText></w:r>'
    link = f'<w:hyperlink r:id="rId3">{run("a")}</w:hyperlink>'
    raw = word_file(
        table(
            row("A", "B"),
            row(cell("x", '<w:shd w:fill="00b050"/>'), cell("y", '<w:shd w:fill="auto"/>')),
            row(cell(paragraph(link + field + run("b"))), cell("z", '<w:shd w:fill="FFFFFF"/>')),
        ),
        links=("https://a.example/x",),
    )
    found = only(read(tmp_path, raw))
    assert [each.fill for each in (*found.rows[1], found.rows[2][1])] == ["00B050", None, None]
    assert found.rows[2][0].links == ("https://a.example/x", "https://b.example")
    assert found.rows[2][0].text == "ab"


LISTS = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="2"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="8">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>'
)


def listed(text: str, list_id: int, level: int = 0) -> str:
    """Returns a paragraph of a list."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(run(text) if text else "", place)


def test_numbered_paragraphs_have_their_numbers(tmp_path: Path) -> None:
    """Word counts them, and writes no number into the text."""
    content = (
        listed("two", 1) + listed("a", 1, 1) + listed("b", 1, 1) + listed("three", 1)
        + listed("a", 1, 1) + listed("dot", 2) + listed("nine", 3) + listed("ten", 3)
        + listed("none", 0)
    )  # fmt: skip
    assert one_cell(tmp_path, content, LISTS).text.split("\n") == [
        "2. two", "2.a) a", "2.b) b", "3. three", "3.a) a", "• dot", "9. nine", "10. ten", "none",
    ]  # fmt: skip


def test_an_automatic_number_is_the_text_of_an_empty_cell(tmp_path: Path) -> None:
    """A column of numbers is often made in this way; rows that are merged do not count."""
    raw = word_file(
        table(
            row("No", "Activity"),
            row(cell(listed("", 1), '<w:vMerge w:val="restart"/>'), "x"),
            row(cell(listed("", 1), "<w:vMerge/>"), "y"),
            row(cell(listed("", 1)), "z"),
        ),
        lists=LISTS,
    )
    assert [each[0] for each in texts(only(read(tmp_path, raw)))] == ["No", "2.", "", "3."]


def test_headings_above_tables_are_known_by_their_styles(tmp_path: Path) -> None:
    """Also in offices whose Word names styles in another language, and numbered ones."""
    styles = (
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Own"><w:basedOn w:val="berschrift1"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="Body"><w:basedOn w:val="berschrift1"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    numbered = '<w:pStyle w:val="{}"/><w:numPr><w:numId w:val="1"/></w:numPr>'
    raw = word_file(
        paragraph(run("Old"), '<w:pStyle w:val="Own"/>')
        + paragraph(run("Ports"), numbered.format("berschrift1"))
        + paragraph(run("Sea  ports") + DELETED.format("x"), '<w:pStyle w:val="Own"/>')
        + paragraph(run("Words"), '<w:pStyle w:val="Body"/>')
        + table(row("A", "B"))
        + paragraph(run("Deep"), '<w:outlineLvl w:val="2"/>')
        + table(row("C", "D")),
        styles=styles,
        lists=LISTS,
    )
    first, second = read(tmp_path, raw).tables
    assert [(each.level, each.text) for each in first.headings] == [
        (1, "2. Ports"),
        (2, "Sea ports"),
    ]
    assert [each.text for each in second.headings] == ["2. Ports", "Sea ports", "Deep"]
    assert second.headings[2].place == "above table 2"


def test_the_title_of_a_document_stays_above_headings_of_level_1(tmp_path: Path) -> None:
    """Word's own style "Title" is a level of its own, as in a document with a heading a pillar."""
    styles = (
        '<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    )
    raw = word_file(
        paragraph(run("Work Plan"), '<w:pStyle w:val="Title"/>')
        + paragraph(run("Prevention"), '<w:pStyle w:val="Heading1"/>')
        + table(row("A", "B"))
        + paragraph(run("Protection"), '<w:pStyle w:val="Heading1"/>')
        + table(row("C", "D")),
        styles=styles,
    )
    assert [[each[:2] for each in table.headings] for table in read(tmp_path, raw).tables] == [
        [(0, "Work Plan"), (1, "Prevention")],
        [(0, "Work Plan"), (1, "Protection")],
    ]


def test_a_bold_line_is_the_heading_of_a_file_without_headings(tmp_path: Path) -> None:
    """Many offices have never used a style; a file with one real heading needs no guess."""
    bold = paragraph(run("Objective 1: ", "<w:b/>") + run("Ports", "<w:b/>"))
    words = paragraph(run("Bold", "<w:b/>") + run(" in part"))
    tables = table(row("A", "B")) + words + table(row("C", "D"))
    found = read(tmp_path, word_file(bold + tables)).tables
    assert [[each.text for each in table.headings] for table in found] == [
        ["Objective 1: Ports"],
        ["Objective 1: Ports"],
    ]
    heading = paragraph(run("Annex"), '<w:outlineLvl w:val="0"/>')
    found = read(tmp_path, word_file(bold + tables + heading)).tables
    assert [table.headings for table in found] == [(), ()]


@pytest.mark.parametrize("has_headings", [True, False])
@pytest.mark.parametrize("is_bold", [True, False])
def test_the_line_that_names_the_plan_is_the_title_without_a_style(
    tmp_path: Path, *, has_headings: bool, is_bold: bool
) -> None:
    """It is bold or centred, above the first heading and the first table."""

    def line(text: str) -> str:
        return paragraph(run(text, "<w:b/>")) if is_bold else paragraph(run(text), CENTRED)

    pillar = (
        paragraph(run("Prevention"), '<w:outlineLvl w:val="0"/>')
        if has_headings
        else paragraph(run("Prevention", "<w:b/>"))
    )
    cover = line("Ministry of Plan Review") + line("Road Plan 2026") + line("for adoption")
    plain = paragraph(run("This plan is for all."))
    raw = word_file(
        cover + plain + pillar + table(row("A", "B")) + line("Plan of the year") + table(row("C"))
    )
    above = [
        [each[:2] for each in each_table.headings] for each_table in read(tmp_path, raw).tables
    ]
    last = "Plan of the year" if is_bold and not has_headings else "Prevention"
    assert above == [[(0, "Road Plan 2026"), (1, "Prevention")], [(0, "Road Plan 2026"), (1, last)]]


def test_a_heading_that_names_the_plan_counts_before_the_lines_above_it(tmp_path: Path) -> None:
    """A heading of a part does not."""
    cover = paragraph(run("Draft plan for comments", "<w:b/>"))
    for text, above in (
        ("Road Strategy", [(1, "Road Strategy")]),
        ("Roads", [(0, "Draft plan for comments"), (1, "Roads")]),
    ):
        heading = paragraph(run(text), '<w:outlineLvl w:val="0"/>')
        found = only(read(tmp_path, word_file(cover + heading + table(row("A", "B")))))
        assert [each[:2] for each in found.headings] == above


HIDDEN_STYLE = '<w:style w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
BY_STYLE = '<w:rStyle w:val="Hidden"/>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("Done", "<w:vanish/>"), ""),
        (run("Not ", "<w:vanish/>") + run("done"), "done"),
        (run("Not ", BY_STYLE) + run("done"), "done"),
        (paragraph(run("Not"), '<w:pStyle w:val="Hidden"/>') + paragraph(run("done")), "done"),
    ],
)
def test_hidden_text_is_not_read_and_said(tmp_path: Path, content: str, text: str) -> None:
    """Whoever reads the page does not see it."""
    status = content if content.startswith("<w:p>") else paragraph(content)
    rows = row("Activity", "Status"), row("Train", cell(status))
    found = read(tmp_path, word_file(table(*rows), styles=HIDDEN_STYLE))
    assert only(found).rows[1][1].text == text
    assert found.notices == ("Hidden text was not read: the first is in table 1, row 2.",)


PALE_STYLE = (
    '<w:style w:styleId="Pale"><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
    '<w:style w:styleId="Dark"><w:tcPr><w:shd w:fill="1F3864"/></w:tcPr></w:style>'
)
WHITE = '<w:color w:val="FFFFFF"/>'
SHADED = '<w:shd w:fill="1F3864"/>'


@pytest.mark.parametrize(
    ("status", "is_seen"),
    [
        (paragraph(run("Not ", WHITE) + run("done")), False),
        (paragraph(run("Not", '<w:rStyle w:val="Pale"/>')), False),
        (paragraph(run("Not"), '<w:pStyle w:val="Pale"/>'), False),
        (paragraph(run("Not", '<w:sz w:val="2"/><w:color w:val="FF0000"/>')), False),
        (paragraph(run("Done", WHITE + SHADED)), True),
        (paragraph(run("Done", '<w:highlight w:val="green"/>' + WHITE)), True),
        (paragraph(run(" ", WHITE) + run("Done", '<w:color w:val="FF0000"/>')), True),
    ],
)
def test_text_that_can_hardly_be_seen_is_read_and_said(
    tmp_path: Path, status: str, is_seen: bool
) -> None:
    """White on white, or tiny; white on what its cell or the style of its table shades is seen."""
    rows = row("Activity", "Status"), row("Train", cell(status))
    notice = "Text that can hardly be seen was read too: the first is in table 1, row 2."
    found = read(tmp_path, word_file(table(*rows), styles=PALE_STYLE))
    assert found.notices == (() if is_seen else (notice,))
    assert only(found).rows[1][1].text.split()[0] in ("Not", "Done")


@pytest.mark.parametrize("where", ["cell", "style"])
def test_white_text_on_a_dark_cell_is_seen(tmp_path: Path, where: str) -> None:
    """Shaded itself, or by the style of its table."""
    white = paragraph(run("Status", WHITE))
    head = row("Activity", cell(white, SHADED if where == "cell" else ""))
    made = table(head)
    if where == "style":
        made = made.replace("<w:tr>", '<w:tblPr><w:tblStyle w:val="Dark"/></w:tblPr><w:tr>', 1)
    assert read(tmp_path, word_file(made, styles=PALE_STYLE)).notices == ()


def test_a_hidden_row_is_not_read_and_said(tmp_path: Path) -> None:
    rows = row("Activity", "Status"), row("a", "Done", properties="<w:hidden/>"), row("b", "Late")
    found = read(tmp_path, word_file(table(*rows)))
    assert texts(only(found)) == [["Activity", "Status"], ["b", "Late"]]
    assert found.notices == ("Hidden text was not read: the first is in table 1, row 2.",)


def test_text_that_is_hidden_elsewhere_only_is_read(tmp_path: Path) -> None:
    """On web pages, or by a style whose format the text does not take."""
    shown = run("Not", f'{BY_STYLE}<w:vanish w:val="0"/>') + run(" done", "<w:webHidden/>")
    found = read(tmp_path, word_file(table(row(cell(paragraph(shown)))), styles=HIDDEN_STYLE))
    assert (only(found).rows[0][0].text, found.notices) == ("Not done", ())


def test_footnotes_of_a_table_are_said(tmp_path: Path) -> None:
    """One in the text above is not part of the table."""
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    raw = word_file(
        paragraph(run("Above") + note)
        + table(row("Activity", "Due"), row(cell(paragraph(run("Train") + note)), "2026"))
    )
    assert read(tmp_path, raw).notices == (
        "1 footnote was not read; the first is in table 1, row 2.",
    )


def test_raised_digits_stay_raised(tmp_path: Path) -> None:
    """5 with a mark for a footnote is not 51, and 1.1 with one is not 1.12; H2O stays H2O."""
    raised, lowered = (f'<w:vertAlign w:val="{each}script"/>' for each in ("super", "sub"))
    inner = run("5") + run("1", raised) + run(" m") + run("-2)", raised) + run(" H")
    found = one_cell(
        tmp_path, paragraph(inner + run("2", lowered) + run("O, 1") + run("st", raised))
    )
    assert found.text == "5¹ m⁻²) H2O, 1st"


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ('<w:rStyle w:val="Note"/>', "5¹"),
        ('<w:position w:val="6"/>', "5¹"),
        ('<w:position w:val="-6"/>', "51"),
        ('<w:rStyle w:val="Note"/><w:vertAlign w:val="baseline"/>', "51"),
    ],
)
def test_digits_that_a_style_raises_stay_raised(tmp_path: Path, properties: str, text: str) -> None:
    """A style of the text or of its base; raised by points too."""
    styles = (
        '<w:style w:styleId="Base"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:styleId="Note"><w:basedOn w:val="Base"/></w:style>'
    )
    content = paragraph(run("5") + run("1", properties))
    found = read(tmp_path, word_file(table(row(cell(content))), styles=styles))
    assert only(found).rows[0][0].text == text


def test_the_label_of_a_list_has_a_limit(tmp_path: Path) -> None:
    """A list repeats the text of its level before each paragraph: 200,000 of them took minutes."""
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/>'
        f'<w:lvlText w:val="{"%1" * 20_000}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = paragraph(run("a"), '<w:numPr><w:numId w:val="7"/></w:numPr>') * 8
    lines = one_cell(tmp_path, listed, lists).text.splitlines()
    assert lines[0] == f"{'I' * 25} a"
    assert lines[7] == f"{'VIII' * 12}VI a"


def test_text_from_another_file_is_said(tmp_path: Path) -> None:
    """Word shows it; it is in a part of the file that is not a table."""
    raw = word_file(table(row("No", "Activity"), row("1", "Train")), links=("part.html",))
    with ZipFile(BytesIO(raw)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    raw = archive({name: part.replace(b"/hyperlink", b"/aFChunk") for name, part in parts.items()})
    assert read(tmp_path, raw).notices[-1] == (
        "Text that Word inserts from another file was not read."
    )


def test_a_table_within_a_cell_is_text_of_the_cell(tmp_path: Path) -> None:
    """A line for each of its rows."""
    inner = table(row("a", "b"), row("c", "d"))
    raw = word_file(table(row("No", "Activity"), row("1", cell(paragraph(run("See")) + inner))))
    assert texts(only(read(tmp_path, raw)))[1] == ["1", "See\na | b\nc | d"]


def test_a_table_that_only_places_other_tables_is_none_itself(tmp_path: Path) -> None:
    """Templates have a frame of one cell around everything."""
    inner = [table(row("A", "B")), table(row("C", "D"))]
    raw = word_file(table(row(cell(paragraph("") + "".join(inner) + paragraph("")))))
    assert [texts(each) for each in read(tmp_path, raw).tables] == [[["A", "B"]], [["C", "D"]]]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (table(row(cell("x", '<w:gridSpan w:val="999999"/>'), "y")), None),
        (table(*[row("x")] * 20_001), "below row 20,000"),
        (table(row(*["x"] * 301)), "to the right of column 300"),
        (table("<w:tr>" + "<w:tc/>" * 100_001 + "</w:tr>") * 2, "more than 200,000 cells"),
        (table(row("x" * 33_000)), "33,000 characters"),
        ("<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000, None),
    ],
    ids=["span", "rows", "columns", "cells", "letters", "nesting"],
)
def test_a_hostile_document_is_refused_or_read_in_little_work(
    tmp_path: Path, body: str, words: str | None
) -> None:
    """A table is never built at the size that it claims to have."""
    if words is None:
        assert len(read(tmp_path, word_file(body)).tables) <= 1
        return
    with pytest.raises(TableFileError) as refused:
        read(tmp_path, word_file(body))
    assert refused.value.fault is TableFault.TOO_LARGE
    assert words in refused.value.message


def test_a_word_file_with_another_name_is_named(tmp_path: Path) -> None:
    """It is not opened as what its name says."""
    file = tmp_path / "plan.xlsx"
    file.write_bytes(word_file(table(row("A"))))
    with pytest.raises(TableFileError, match="is a Word file") as refused:
        read_table_file(file)
    assert refused.value.hints == ("Rename it: its name must end in .docx.",)


def test_macros_and_comments_are_said(tmp_path: Path) -> None:
    """Neither is run or read."""
    body = '<w:document xmlns:w="w"><w:body/></w:document>'
    found = read(
        tmp_path,
        archive(
            {
                "_rels/.rels": (
                    '<Relationships xmlns="p"><Relationship Id="a" Type="x/officeDocument"'
                    ' Target="word/document.xml"/></Relationships>'
                ),
                "word/document.xml": body,
                "word/vbaProject.bin": "",
                "word/comments.xml": "<x/>",
            }
        ),
    )
    assert found.notices == (
        "The file has macros. bptip did not run them.",
        "Comments in the margin were not read.",
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_a_word_file_that_libreoffice_has_saved_is_the_same_table(tmp_path: Path) -> None:
    """Merged cells, struck-out text, numbers and headings."""
    document = docx.Document()
    document.add_heading("Prevention", 1)
    made = document.add_table(rows=4, cols=3)
    for n, text in enumerate(["No", "Activity", "Due", "1", "Đào tạo", "", "Objective"]):
        made.cell(n // 3, n % 3).text = text
    new, old = made.cell(1, 2).paragraphs[0].add_run("31 July"), made.cell(1, 2).add_paragraph()
    new.font.color.rgb = RGBColor(255, 0, 0)
    old.add_run("30 June").font.strike = True
    made.cell(2, 0).merge(made.cell(2, 2))
    made.cell(3, 1).text = "Map"
    for text in ("first", "second"):
        made.cell(3, 1).add_paragraph(text, style="List Number")
    document.save(str(tmp_path / "plan.docx"))
    before = only(read_table_file(tmp_path / "plan.docx"))
    assert before.rows[3][1].text == "Map\n1. first\n2. second"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(tmp_path / "plan.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert only(read_table_file(tmp_path / "out" / "plan.docx")) == before
