"""The file of a Word document: its parts, packed into an archive.

The same page gives the same bytes on any day: the parts and the archive contain no date of writing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bptip.render.visible import on_one_line
from bptip.render.word.elements import run
from bptip.render.word.styles import FOOTER, LANGUAGE, numbering_xml, settings_xml, styles_xml

MARGIN: Final = 1020
"""Width of the four margins of a page: 18 mm (twentieths of a point)."""

_SHORT_SIDE: Final = 11906
_LONG_SIDE: Final = 16838
"""The sides of an A4 page (twentieths of a point)."""

TITLE_LENGTH: Final = 255
"""Maximum length of a text in a file's properties (characters); Word cuts longer texts."""

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every entry of the archive: the earliest date that an archive can hold."""

_FORMATS: Final = "http://schemas.openxmlformats.org"
_MAIN: Final = (
    f'xmlns:w="{_FORMATS}/wordprocessingml/2006/main"'
    f' xmlns:r="{_FORMATS}/officeDocument/2006/relationships"'
)
_RELATIONSHIP: Final = f"{_FORMATS}/officeDocument/2006/relationships"
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_RELATIONSHIP: Final = f"{_FORMATS}/package/2006/relationships/metadata/core-properties"

_PARTS: Final = {
    "styles": "styles", "numbering": "numbering", "settings": "settings", "footer": "footer",
    "footer-landscape": "footer",
}  # fmt: skip
"""The kinds of the parts other than the document, by their names."""


class Contents(NamedTuple):
    """Relations and lists of the document, to which its elements refer by id.

    `links` and `pictures` are the relation ids of addresses and of PNG files, `first_numbers` the
    first number of each numbered list.
    """

    links: Mapping[str, str]
    pictures: Mapping[bytes, str]
    first_numbers: Sequence[int]


class WordPage(NamedTuple):
    """An A4 page, portrait or landscape."""

    is_landscape: bool

    @property
    def sides(self) -> tuple[int, int]:
        """Width and height (twentieths of a point)."""
        sides = (_SHORT_SIDE, _LONG_SIDE)
        return sides[::-1] if self.is_landscape else sides

    @property
    def text_width(self) -> int:
        """Width between the margins (twentieths of a point)."""
        return self.sides[0] - 2 * MARGIN


def packed(title: str, author: str, body: str, contents: Contents) -> bytes:
    """Returns the file; `body` is the XML of its blocks and sections."""
    word = {
        "document": f"<w:body>{body}</w:body>",
        "styles": styles_xml(),
        "numbering": numbering_xml(contents.first_numbers),
        "settings": settings_xml(),
        "footer": _footer(title, WordPage(is_landscape=False)),
        "footer-landscape": _footer(title, WordPage(is_landscape=True)),
    }
    pictures = {relation: f"media/{relation}.png" for relation in contents.pictures.values()}
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            _relation("document", f"{_RELATIONSHIP}/officeDocument", "word/document.xml"),
            _relation("properties", _CORE_RELATIONSHIP, "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(title, author),
        "word/_rels/document.xml.rels": _relations(
            *(_relation(name, f"{_RELATIONSHIP}/{kind}", f"{name}.xml")
              for name, kind in _PARTS.items()),
            *(_relation(name, f"{_RELATIONSHIP}/image", file) for name, file in pictures.items()),
            *(_relation(relation, f"{_RELATIONSHIP}/hyperlink", address, is_external=True)
              for address, relation in contents.links.items()),
        ),
        **{f"word/{name}.xml": _element("ftr" if name.startswith("footer") else name, content)
           for name, content in word.items()},
    }  # fmt: skip
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}'
            archive.writestr(ZipInfo(name, _EARLIEST), xml.encode(), ZIP_DEFLATED)
        for picture, relation in contents.pictures.items():
            archive.writestr(ZipInfo(f"word/{pictures[relation]}", _EARLIEST), picture)
    return file.getvalue()


def _element(name: str, content: str) -> str:
    """Returns the root element of a part."""
    return f"<w:{name} {_MAIN}>{content}</w:{name}>"


def section(page: WordPage, *, columns: int = 1, continues: bool = False) -> str:
    """Returns the properties of a section: page size, columns, and whether it begins a page."""
    width, height = page.sides
    footer = "footer-landscape" if page.is_landscape else "footer"
    begins = '<w:type w:val="continuous"/>' if continues else ""
    parted = f'<w:cols w:num="{columns}" w:space="425"/>' if columns > 1 else ""
    orientation = ' w:orient="landscape"' if page.is_landscape else ""
    margins = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footer}"/>'
        f"{begins}"
        f'<w:pgSz w:w="{width}" w:h="{height}"{orientation}/>'
        f'<w:pgMar {margins} w:header="720" w:footer="510" w:gutter="0"/>{parted}</w:sectPr>'
    )


def _footer(title: str, page: WordPage) -> str:
    """Returns the foot of each page: the title on the left, "Page 1 of 3" on the right."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{page.text_width}"/></w:tabs>'
    number, total = (
        f'<w:fldSimple w:instr="{field}">{run("1")}</w:fldSimple>' for field in ("PAGE", "NUMPAGES")
    )
    name = run(f"{on_one_line(title)}\tPage ")
    style = f'<w:pPr><w:pStyle w:val="{FOOTER}"/>{tab}</w:pPr>'
    return f"<w:p>{style}{name}{number}{run(' of ')}{total}</w:p>"


def _content_types() -> str:
    """Returns the part that states the content type of each part."""
    types = {"document": f"{_WORD_TYPE}.document.main+xml"}
    types |= {name: f"{_WORD_TYPE}.{kind}+xml" for name, kind in _PARTS.items()}
    overrides = {f"/word/{name}.xml": kind for name, kind in types.items()}
    overrides["/docProps/core.xml"] = _CORE_TYPE
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_FORMATS}/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        + "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>'
            for name, kind in overrides.items()
        )
        + "</Types>"
    )


def _relations(*relations: str) -> str:
    """Returns a part of relations."""
    return (
        f'<Relationships xmlns="{_FORMATS}/package/2006/relationships">'
        f"{''.join(relations)}</Relationships>"
    )


def _relation(name: str, kind: str, target: str, *, is_external: bool = False) -> str:
    """Returns a relation to another part, or to an address outside the file."""
    mode = ' TargetMode="External"' if is_external else ""
    return f'<Relationship Id="{name}" Type="{kind}" Target={quoteattr(target)}{mode}/>'


def _properties(title: str, author: str) -> str:
    """Returns the properties of the file: title and author, but not its date, which varies."""
    name, creator = (escape(on_one_line(text)[:TITLE_LENGTH]) for text in (title, author))
    return (
        f'<cp:coreProperties xmlns:cp="{_FORMATS}/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{name}</dc:title><dc:creator>{creator}</dc:creator>"
        f"<dc:language>{LANGUAGE}</dc:language></cp:coreProperties>"
    )
