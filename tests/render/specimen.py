"""A page that uses every block and every kind of inline there is: each page format draws it.

Its texts have accents, dashes and quotation marks, but nothing that attacks: that is the business
of `hostile_texts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from bptip.pages.document import (
    Align,
    Bar,
    Block,
    Bullets,
    Citation,
    Column,
    Day,
    Document,
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
    joined,
    muted,
    paragraph,
    plain,
)
from bptip.plan.model import Outlook, Status
from bptip.plan.vocabulary import OUTLOOK, STATUS

ADDRESS: Final = "https://example.org/meetings/2025/report_(final).pdf?lang=en&part=2"

LONG_TITLE: Final = (
    "Enhancing information sharing on trafficking trends and related issues, including through "
    "the Bali Process Government and Business Forum"
)

NOTE: Final = (
    "Break-out discussions were held at the eleventh annual meeting in Manila, where members "
    "agreed to share what they know twice a year instead of once."
)

ROLES: Final[Line] = tuple(
    part for role in Role for part in (Text(role.name.lower().replace("_", " "), role), Text(", "))
)

OBJECTIVES: Final = Table(
    (
        Column("#"),
        Column("Objective / activity", wrapping=True, narrow_lines=2),
        Column("Status"),
        Column("Activities", priority=3, visual=True),
        Column("Completed"),
        Column("Lead", wrapping=True, priority=2),
        Column("Trend", priority=4),
        Column("Outlook"),
        Column("Last update", Align.RIGHT, priority=1),
    ),
    (
        Row(
            (
                plain("1"),
                plain(LONG_TITLE),
                (StatusMark(Status.COMPLETED, "all 5 completed"),),
                (Bar({Status.COMPLETED: 5}),),
                plain("5 of 5"),
                (),
                (Strip((None, Status.NOT_REPORTED, Status.IN_PROGRESS, Status.COMPLETED)),),
                (OutlookMark(Outlook.CLOSED, "completed"),),
                (Day(date(2026, 11, 2)),),
            ),
            heading=True,
        ),
        Row(
            (
                plain("1.1"),
                plain("Annual meetings of the Working Group"),
                (StatusMark(Status.CONTINUOUS, "standing commitment"),),
                muted("–"),
                plain("80 %"),
                plain("Indonesia, Viet Nam, Timor-Leste"),
                (Strip((Status.CONTINUOUS,) * 4),),
                (OutlookMark(Outlook.ON_TRACK, "on track"),),
                (Day(date(2026, 3, 31)),),
            ),
            level=1,
        ),
        Row(
            (
                plain("1.10"),
                plain("Café für Überprüfung – „naïve“ façades"),
                (StatusMark(Status.DISCONTINUED, "discontinued"),),
                muted("–"),
                muted("–"),
                muted("no lead stated"),
                (Strip((Status.DISCONTINUED, None)),),
                (OutlookMark(Outlook.CLOSED, "completed"),),
                muted("–"),
            ),
            level=1,
            struck=True,
        ),
        *(
            Row(
                (
                    plain(str(number)),
                    plain("Supporting robust legal frameworks"),
                    (StatusMark(status, STATUS[status]),),
                    (Bar({status: number * 7, Status.COMPLETED: number}),),
                    plain(f"{number} of {number * 8}"),
                    plain("Australia"),
                    (Strip((status,)),),
                    (OutlookMark(outlook, OUTLOOK[outlook].partition(",")[0]),),
                    (Day(date(2026, number, 1)),),
                )
            )
            for number, (status, outlook) in enumerate(
                zip(Status, (*Outlook, *Outlook), strict=False), 2
            )
        ),
    ),
)

LATE: Final = Table(
    (
        Column("#"),
        Column("Item", wrapping=True),
        Column("Lead", wrapping=True),
        Column("What is known", wrapping=True, lines=2),
    ),
    (
        Row(
            (
                (OutlookMark(Outlook.OFF_TRACK, "off track"), Text(" 2.1")),
                plain("Toolkit for investigators"),
                plain("Malaysia"),
                (
                    StatusMark(Status.DELAYED, "delayed"),
                    *muted("; "),
                    *plain("due 30 Jun 2026, 147 days ago; next: sign-off by the co-chairs"),
                ),
            )
        ),
    ),
    titled=False,
)

TIMELINE: Final = Timeline(
    date(2024, 1, 1),
    date(2026, 12, 31),
    date(2026, 11, 24),
    (
        Span("1.1 Meetings", date(2024, 1, 1), date(2026, 12, 31), Status.CONTINUOUS),
        Span(
            "2.1 Toolkit",
            date(2025, 1, 1),
            date(2026, 9, 30),
            Status.DELAYED,
            mark=date(2026, 6, 30),
        ),
    ),
)

SPECIMEN: Final = Document(
    (
        Heading(
            plain("Forward Work Plan 2024–2026: progress report"),
            level=1,
            aside=plain("ends in 37 days"),
        ),
        Paragraph(
            (
                joined(
                    [
                        (Text("Forward Work Plan 2024–2026", Role.STRONG),),
                        plain("version 2"),
                        plain("as of 24 Nov 2026"),
                    ]
                ),
                joined([(Text("2 overdue", Role.ERROR),), plain("latest report 2 Nov 2026")]),
            )
        ),
        Notice(plain("Figures count only what public pages report.")),
        Heading(plain("At a glance")),
        Facts(
            (
                ("Lead", (plain("Indonesia"),)),
                ("Expected output", (plain(NOTE),)),
                (
                    "Evidence",
                    ((Link(ADDRESS, (Text("Report of the meeting"),)),), (Link("minutes.docx"),)),
                ),
                ("Due", ((Day(date(2026, 6, 30)), *muted(", 147 days ago")),)),
            )
        ),
        OBJECTIVES,
        Heading(plain("Late or at risk"), level=3),
        LATE,
        Heading((Text("What was said "), Citation(1))),
        paragraph(ROLES),
        Bullets((plain(NOTE), (Text("see "), Link(ADDRESS), Text(" "), Citation(2)))),
        paragraph(plain("In this order:")),
        Bullets((plain("agree on the wording"), plain("sign it")), numbered=True),
        Heading(plain("Timeline")),
        TIMELINE,
        Heading(plain("How to say so")),
        Example('[[objective]]\nid = "1"\ncontinues = ["2022/2.1"]'),
        Heading(plain("Evidence")),
        References((ADDRESS, "mailto:secretariat@example.org", "minutes/2025-12.docx")),
    ),
    foot=muted("Plans: plans"),
)


def lines_of(document: Document) -> Iterator[Line]:
    """Every line of a page that stands whatever the width: outside columns that may step aside."""
    for block in document.blocks:
        yield from lines_of_block(block)
    yield document.foot


def lines_of_block(block: Block) -> Iterator[Line]:  # noqa: C901  # one case a kind
    """The same of one block."""
    match block:
        case Heading(line, _, aside):
            yield from (line, aside)
        case Notice(line):
            yield line
        case Paragraph(lines) | Bullets(lines, _):
            yield from lines
        case Facts(facts):
            for label, told in facts:
                yield from (plain(label), *told)
        case Table(columns, rows, titled):
            yield from lines_of_table(columns, rows, titled=titled)
        case Timeline(spans=spans):
            for span in spans:
                yield from (plain(span.label), (Day(span.start),), (Day(span.end),))
                yield (StatusMark(span.status, STATUS[span.status]),)
                yield (Day(span.mark),) if span.mark else ()
        case References(addresses):
            yield from ((Link(address),) for address in addresses)
        case Example(text):
            yield plain(text)


def lines_of_table(
    columns: tuple[Column, ...], rows: tuple[Row, ...], *, titled: bool
) -> Iterator[Line]:
    """The titles and cells of the columns that never step aside, and are never cut."""
    for place, column in enumerate(columns):
        if column.priority or column.visual or column.lines or column.narrow_lines:
            continue
        if titled:
            yield plain(column.title)
        yield from (row.cells[place] for row in rows)


def inlines_of(document: Document) -> Iterator[Inline]:
    """Every inline of a page, columns that may step aside included."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (part for row in block.rows for cell in row.cells for part in cell)
    for line in lines_of(document):
        yield from line
