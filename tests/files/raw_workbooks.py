"""Workbooks written part by part, for what no program would write."""

from __future__ import annotations

from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def archive(parts: dict[str, str | bytes]) -> bytes:
    """Returns an archive of these parts."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return file.getvalue()


def relations(*kinds_and_targets: tuple[str, str]) -> str:
    """Returns a part of relations, with the ids rId1, rId2, …"""
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(kinds_and_targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def workbook_parts(
    rows: str = "",
    *,
    after: str = "",
    texts: str = "",
    styles: str = "",
    state: str = "visible",
) -> dict[str, str | bytes]:
    """Returns the parts of a workbook whose only sheet, Plan, has these rows.

    `after` is the XML behind the rows, `texts` that of the shared texts.
    """
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
            f'<sheet name="Plan" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "/xl/styles.xml"),
        ),
        "xl/worksheets/sheet1.xml": (
            f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>"
        ),
        "xl/sharedStrings.xml": f'{HEAD}<sst xmlns="{MAIN}">{texts}</sst>',
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }


def raw_workbook(
    rows: str = "",
    *,
    after: str = "",
    texts: str = "",
    styles: str = "",
    state: str = "visible",
) -> bytes:
    """Returns a workbook whose only sheet, Plan, has these rows."""
    parts = workbook_parts(rows, after=after, texts=texts, styles=styles, state=state)
    return archive(parts)


def inline(place: str, text: str) -> str:
    """Returns a cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
