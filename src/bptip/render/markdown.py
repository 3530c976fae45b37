"""GitHub-flavoured Markdown: reads well aloud, draws well on GitHub, survives pandoc into Word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bptip import words
from bptip.addresses import links
from bptip.document import (
    Align,
    Bar,
    Block,
    Bullets,
    Citation,
    Day,
    Example,
    Facts,
    Heading,
    Inline,
    Line,
    Link,
    Notice,
    OutlookMark,
    Paragraph,
    References,
    Role,
    Row,
    Span,
    StatusMark,
    Strip,
    Table,
    Text,
    Timeline,
)
from bptip.render.visible import on_one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bptip.document import Column, Document
    from bptip.render.canvas import Canvas

_SPECIAL: Final = re.compile(r"[\\`*\[\]<>|~^$@#{}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_ENTITY: Final = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_AT_START: Final = re.compile(r"^(\s*)([+\-=:%>]|\d+(?=[.)]))")
_AUTOLINK: Final = re.compile(r"(?i)\b(https?|ftp)(:)(?=//)|\b(www)(\.)")
_IN_ADDRESS: Final = re.compile(r"[\s<>()\[\]\\`|\"*_~^$@{}]")
_WIDEST: Final = 60
_NARROWEST: Final = 3

MARKS: Final = {
    Role.STRONG: ("**", "**"),
    Role.ADDED: ("**", "**"),
    Role.REMOVED: ("~~", "~~"),
    Role.GOOD: ("", ""),
    Role.WARNING: ("**", "**"),
    Role.ERROR: ("**", "**"),
}


def draw(document: Document, _: Canvas) -> bytes:
    """The page as Markdown in UTF-8."""
    blocks = [_block(block) for block in document.blocks]
    foot = [f"_{line(document.origin)}_"] if document.origin else []
    return ("\n\n".join([*filter(None, blocks), *foot]) + "\n").encode()


def escape(text: str) -> str:
    """The text so that nothing in it is Markdown, HTML, or a link; on one line."""
    shown = _ENTITY.sub("&amp;", _SPECIAL.sub(lambda m: "\\" + m[0], on_one_line(text)))
    return _AUTOLINK.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", shown)


def _start(text: str) -> str:
    """The text of a line or a paragraph, so that its beginning makes no list, heading or rule."""
    return _AT_START.sub(lambda m: m[1] + (m[2] + "\\" if m[2].isdigit() else "\\" + m[2]), text)


def line(parts: Line) -> str:
    """A line's parts in a row."""
    return "".join(_inline(part) for part in parts)


def _inline(part: Inline) -> str:  # noqa: PLR0911  # one case a kind
    match part:
        case Text(text, Role.CODE):
            return code(text)
        case Text(text, role):
            return _marked(text, role)
        case StatusMark(_, text) | OutlookMark(_, text):
            return escape(text)
        case Link(address, text):
            return link(address, text)
        case Citation(number):
            return f"\\[{number}\\]"
        case Day(date):
            return words.day(date)
        case Bar(counts):
            return ", ".join(f"{many} {words.STATUS[s]}" for s, many in counts.items() if many)
        case Strip(statuses):
            return " → ".join(words.STATUS[s] if s else "–" for s in statuses)


def _marked(text: str, role: Role) -> str:
    """The text between its role's marks, which must touch a letter: blanks stand outside."""
    before, after = MARKS.get(role, ("", ""))
    core = escape(text)
    if not before or not core.strip():
        return core
    lead, trail = core[: len(core) - len(core.lstrip())], core[len(core.rstrip()) :]
    return f"{lead}{before}{core.strip()}{after}{trail}"


def code(text: str) -> str:
    """The text in a code span, with as many backticks as it needs."""
    shown = on_one_line(text).replace("|", "\\|")
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def link(address: str, text: str = "") -> str:
    """A link, where the address is a web or mail address; else its text."""
    if not links(address):
        return escape(" ".join(filter(None, (text, address))))
    target = _IN_ADDRESS.sub(lambda m: f"%{ord(m[0]):02X}", visible(address))
    return f"[{escape(text)}]({target})" if text else f"<{target}>"


def _block(block: Block) -> str:  # noqa: PLR0911  # one case a kind
    match block:
        case Heading(parts, level, aside):
            heading = f"{'#' * level} {line(parts)}"
            return f"{heading}\n\n{_start(line(aside))}" if aside else heading
        case Paragraph(parts):
            return "  \n".join(_start(line(each)) for each in parts)
        case Notice(parts):
            return f"> {line(parts)}"
        case Bullets(items, numbered):
            marks = [f"{n}." if numbered else "-" for n, _ in enumerate(items, 1)]
            return "\n".join(
                f"{mark} {_start(line(each))}" for mark, each in zip(marks, items, strict=True)
            )
        case Facts(facts):
            return "\n".join(_fact(label, lines) for label, lines in facts)
        case Table():
            return _table(block)
        case Timeline(spans=spans):
            return "\n".join(f"- {_span(span)}" for span in spans)
        case References(addresses):
            return "\n".join(f"{n}. {link(each)}" for n, each in enumerate(addresses, 1))
        case Example(text):
            return _fenced(text)


def _fact(label: str, lines: Sequence[Line]) -> str:
    return f"- **{escape(label)}:** {'; '.join(line(each) for each in lines)}"


def _span(span: Span) -> str:
    promised = f", due {words.day(span.mark)}" if span.mark else ""
    when = words.period(span.start, span.end)
    return f"{escape(span.label)}: {when}{promised}, {words.STATUS[span.status]}"


def _fenced(text: str) -> str:
    shown = "\n".join(visible(each) for each in text.splitlines())
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", shown)), 3)
    return f"{fence}\n{shown}\n{fence}"


def _table(table: Table) -> str:
    """The table, without the columns that only draw; dashes in proportion to what columns hold."""
    kept = [n for n, column in enumerate(table.columns) if not column.visual]
    columns = [table.columns[n] for n in kept]
    body = [_cells(row, kept) for row in table.rows]
    titles = [escape(column.title) for column in columns]
    widths = [max(map(len, texts)) for texts in zip(titles, *body, strict=True)]
    rule = [_dashes(column, width) for column, width in zip(columns, widths, strict=True)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (titles, rule, *body))


def _dashes(column: Column, width: int) -> str:
    dashes = "-" * min(_WIDEST, max(_NARROWEST, width))
    return dashes + ":" if column.align is Align.RIGHT else dashes


def _cells(row: Row, kept: Sequence[int]) -> list[str]:
    texts = [line(row.cells[n]).replace("\n", " ") for n in kept]
    before, after = ("~~", "~~") if row.struck else ("**", "**") if row.heading else ("", "")
    return [f"{before}{text}{after}" if text.strip() else text for text in texts]
