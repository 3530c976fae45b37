"""Workbooks and Word files that were changed at random are read or refused, and nothing else.

Parts lose elements, have them twice, and get values that no program writes. For a longer search:

    BPTIP_EXAMPLES=20000 python -m pytest -n 2 tests/property/test_archive_laws.py
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bptip.files.exchange.limits import TableFileError
from bptip.files.exchange.tables import read_table_file
from files.raw_word_files import cell, paragraph, row, run, table, word_file
from files.raw_workbooks import archive, inline, raw_workbook
from wrong_files import EXAMPLES

WORKBOOK: Final = raw_workbook(
    f"<row>{inline('A1', 'No')}{inline('B1', 'Status')}</row>"
    '<row r="2" hidden="1"><c r="A2" s="1"><v>4.1</v></c><c r="B2" t="s"><v>0</v></c>'
    '<c r="C2" t="b"><v>1</v></c><c r="D2" s="2"><v>46112</v></c>'
    '<c r="E2" t="str"><f>HYPERLINK("https://a.example")</f><v>x</v></c></row>',
    after=(
        '<mergeCells><mergeCell ref="C1:D1"/></mergeCells>'
        "<dataValidations>"
        '<dataValidation type="list" sqref="B2:B9"><formula1>Plan!$A$1:$A$2</formula1>'
        "</dataValidation></dataValidations>"
        '<hyperlinks><hyperlink ref="A2" r:id="rId1"/></hyperlinks>'
    ),
    texts="<si><r><rPr><strike/></rPr><t>old</t></r><r><t>new</t></r></si>",
    styles=(
        '<numFmts><numFmt numFmtId="170" formatCode="#,##0.00;[Red]-0%"/></numFmts>'
        '<fonts><font/><font><b/><strike val="1"/></font></fonts><fills><fill>'
        '<patternFill patternType="solid"><fgColor theme="4" tint="0.4"/></patternFill>'
        "</fill></fills>"
        '<cellXfs><xf/><xf numFmtId="170" fontId="1" fillId="0"/><xf numFmtId="14"/></cellXfs>'
    ),
)

LIST: Final = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
WORD_FILE: Final = word_file(
    paragraph(run("Ports"), '<w:pStyle w:val="H"/>')
    + table(
        row("No", cell("Activity", '<w:gridSpan w:val="2"/>')),
        row(
            cell(paragraph(run("x", "<w:strike/>"), LIST), '<w:vMerge w:val="restart"/>'),
            cell(paragraph(f'<w:ins w:id="1">{run("a")}</w:ins><w:del w:id="2"/>')),
            cell(table(row("inner")), '<w:shd w:fill="00B050"/>'),
            properties='<w:gridBefore w:val="1"/>',
        ),
        row(cell("y", "<w:vMerge/>"), "z"),
    ),
    styles='<w:style w:styleId="H"><w:name w:val="heading 1"/><w:basedOn w:val="H"/></w:style>',
    lists=(
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="2"/>'
        '<w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    ),
)

ODD: Final = (
    "", "-1", "0", "99999999999999999999", "1e999", "nan", "²", "A1:XFD1048576", "XFD1048577",
    "''!A1", "%9%1", "_xD800_", "#,##0.0.0;;;;", "[h]:mm;@", "restart", "&#65;", "&amp;", "&x;",
    "<x>", "\x01", "FFFFFFFF", "3000000",
)  # fmt: skip
"""Values that no program writes at most places."""

_VALUES: Final = re.compile(r'"[^"<>]*"|>[^<>]+<')
_ELEMENTS: Final = re.compile(r"<[^<>?]+>")

few = settings(
    max_examples=EXAMPLES or 150,
    derandomize=not EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

changes = st.tuples(
    st.sampled_from(["value", "remove", "repeat", "cut"]),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.sampled_from(ODD),
)


def changed(text: str, change: tuple[str, int, int, str]) -> str:
    """Returns the text of a part with one change."""
    kind, first, second, value = change
    places = list((_VALUES if kind == "value" else _ELEMENTS).finditer(text))
    if not places:
        return text
    place, other = places[first % len(places)], places[second % len(places)]
    if kind == "value":
        return text[: place.start() + 1] + value + text[place.end() - 1 :]
    if kind == "remove":
        return text[: place.start()] + text[place.end() :]
    if kind == "repeat":
        return text[: other.start()] + place[0] + text[other.start() :]
    return text[: place.start()]


@pytest.mark.parametrize(("name", "raw"), [("x.xlsx", WORKBOOK), ("x.docx", WORD_FILE)])
@few
@given(edits=st.lists(st.tuples(st.integers(0, 50), changes), min_size=1, max_size=4))
def test_a_changed_archive_is_read_or_refused(
    tmp_path: Path,
    name: str,
    raw: bytes,
    edits: list[tuple[int, tuple[str, int, int, str]]],
) -> None:
    """With any values in any parts."""
    with ZipFile(BytesIO(raw)) as packed:
        parts = {part: packed.read(part).decode() for part in packed.namelist()}
    for number, change in edits:
        part = list(parts)[number % len(parts)]
        parts[part] = changed(parts[part], change)
    file = tmp_path / name
    file.write_bytes(archive({**parts}))
    try:
        tables = read_table_file(file).tables
    except TableFileError:
        return
    for each in tables:
        assert len({len(cells) for cells in each.rows}) == 1


@pytest.mark.parametrize(("name", "raw"), [("x.xlsx", WORKBOOK), ("x.docx", WORD_FILE)])
def test_the_unchanged_archive_is_read(tmp_path: Path, name: str, raw: bytes) -> None:
    """Else the law above would hold for nothing."""
    file = tmp_path / name
    file.write_bytes(raw)
    (found,) = read_table_file(file).tables
    assert found.merged
    assert len(found.rows) >= 2
