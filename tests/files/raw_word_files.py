"""Word files written part by part, for what python-docx cannot write."""

from __future__ import annotations

from typing import Final

from .raw_workbooks import HEAD, archive, relations

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES: Final = (
    f'xmlns:w="{_WORD}"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def word_file(
    body: str, *, styles: str = "", lists: str = "", links: tuple[str, ...] = ()
) -> bytes:
    """Returns a Word file with this body; `links` are the addresses of rId3, rId4, …"""
    listed = relations(
        ("styles", "styles.xml"),
        ("numbering", "numbering.xml"),
        *(("hyperlink", link) for link in links),
    )
    return archive({
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": (
            f"{HEAD}<w:document {_NAMES}><w:body>{body}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": listed.replace(
            '/hyperlink"', '/hyperlink" TargetMode="External"'
        ),
        "word/styles.xml": f"{HEAD}<w:styles {_NAMES}>{styles}</w:styles>",
        "word/numbering.xml": f"{HEAD}<w:numbering {_NAMES}>{lists}</w:numbering>",
    })  # fmt: skip


def paragraph(runs: str, properties: str = "") -> str:
    """Returns a paragraph with these runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Returns a run with this text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(content: str, properties: str = "") -> str:
    """Returns a cell; content that is not XML is the text of its only paragraph."""
    inner = content if content.startswith("<") else paragraph(run(content))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Returns a row of cells; what is not XML is the text of a cell."""
    inner = "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    """Returns a table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"
