"""A page that uses every block and every kind of inline there is: each page format draws it.

Its texts have accents, dashes and quotation marks, but nothing that attacks: that is the business
of `hostile_texts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from bptip.pages import document as doc
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

ROLES: Final[doc.Line] = tuple(
    part
    for role in doc.Role
    for part in (doc.Text(role.name.lower().replace("_", " "), role), doc.Text(", "))
)

OBJECTIVES: Final = doc.Table(
    (
        doc.Column("#"),
        doc.Column("Objective / activity", wrapping=True, narrow_lines=2),
        doc.Column("Status"),
        doc.Column("Activities", priority=3, visual=True),
        doc.Column("Completed"),
        doc.Column("Lead", wrapping=True, priority=2),
        doc.Column("Trend", priority=4),
        doc.Column("Outlook"),
        doc.Column("Last update", doc.Align.RIGHT, priority=1),
    ),
    (
        doc.Row(
            (
                doc.plain("1"),
                doc.plain(LONG_TITLE),
                (doc.StatusMark(Status.COMPLETED, "all 5 completed"),),
                (doc.Bar({Status.COMPLETED: 5}),),
                doc.plain("5 of 5"),
                (),
                (doc.Strip((None, Status.NOT_REPORTED, Status.IN_PROGRESS, Status.COMPLETED)),),
                (doc.OutlookMark(Outlook.CLOSED, "completed"),),
                (doc.Day(date(2026, 11, 2)),),
            ),
            heading=True,
        ),
        doc.Row(
            (
                doc.plain("1.1"),
                doc.plain("Annual meetings of the Working Group"),
                (doc.StatusMark(Status.CONTINUOUS, "standing commitment"),),
                doc.muted("–"),
                doc.plain("80 %"),
                doc.plain("Indonesia, Viet Nam, Timor-Leste"),
                (doc.Strip((Status.CONTINUOUS,) * 4),),
                (doc.OutlookMark(Outlook.ON_TRACK, "on track"),),
                (doc.Day(date(2026, 3, 31)),),
            ),
            level=1,
        ),
        doc.Row(
            (
                doc.plain("1.10"),
                doc.plain("Café für Überprüfung – „naïve“ façades"),
                (doc.StatusMark(Status.DISCONTINUED, "discontinued"),),
                doc.muted("–"),
                doc.muted("–"),
                doc.muted("no lead stated"),
                (doc.Strip((Status.DISCONTINUED, None)),),
                (doc.OutlookMark(Outlook.CLOSED, "completed"),),
                doc.muted("–"),
            ),
            level=1,
            struck=True,
        ),
        *(
            doc.Row(
                (
                    doc.plain(str(number)),
                    doc.plain("Supporting robust legal frameworks"),
                    (doc.StatusMark(status, STATUS[status]),),
                    (doc.Bar({status: number * 7, Status.COMPLETED: number}),),
                    doc.plain(f"{number} of {number * 8}"),
                    doc.plain("Australia"),
                    (doc.Strip((status,)),),
                    (doc.OutlookMark(outlook, OUTLOOK[outlook].partition(",")[0]),),
                    (doc.Day(date(2026, number, 1)),),
                )
            )
            for number, (status, outlook) in enumerate(
                zip(Status, (*Outlook, *Outlook), strict=False), 2
            )
        ),
    ),
)

LATE: Final = doc.Table(
    (
        doc.Column("#"),
        doc.Column("Item", wrapping=True),
        doc.Column("Lead", wrapping=True),
        doc.Column("What is known", wrapping=True, lines=2),
    ),
    (
        doc.Row(
            (
                (doc.OutlookMark(Outlook.OFF_TRACK, "off track"), doc.Text(" 2.1")),
                doc.plain("Toolkit for investigators"),
                doc.plain("Malaysia"),
                (
                    doc.StatusMark(Status.DELAYED, "delayed"),
                    *doc.muted("; "),
                    *doc.plain("due 30 Jun 2026, 147 days ago; next: sign-off by the co-chairs"),
                ),
            )
        ),
    ),
    titled=False,
)

TIMELINE: Final = doc.Timeline(
    date(2024, 1, 1),
    date(2026, 12, 31),
    date(2026, 11, 24),
    (
        doc.Span("1.1 Meetings", date(2024, 1, 1), date(2026, 12, 31), Status.CONTINUOUS),
        doc.Span(
            "2.1 Toolkit",
            date(2025, 1, 1),
            date(2026, 9, 30),
            Status.DELAYED,
            mark=date(2026, 6, 30),
        ),
    ),
)

SPECIMEN: Final = doc.Document(
    (
        doc.Heading(
            doc.plain("Forward Work Plan 2024–2026: progress report"),
            level=1,
            aside=doc.plain("ends in 37 days"),
        ),
        doc.Paragraph(
            (
                doc.joined(
                    [
                        (doc.Text("Forward Work Plan 2024–2026", doc.Role.STRONG),),
                        doc.plain("version 2"),
                        doc.plain("as of 24 Nov 2026"),
                    ]
                ),
                doc.joined(
                    [
                        (doc.Text("2 overdue", doc.Role.ERROR),),
                        doc.plain("latest report 2 Nov 2026"),
                    ]
                ),
            )
        ),
        doc.Notice(doc.plain("Figures count only what public pages report.")),
        doc.Heading(doc.plain("At a glance")),
        doc.Facts(
            (
                ("Lead", (doc.plain("Indonesia"),)),
                ("Expected output", (doc.plain(NOTE),)),
                (
                    "Evidence",
                    (
                        (doc.Link(ADDRESS, (doc.Text("Report of the meeting"),)),),
                        (doc.Link("minutes.docx"),),
                    ),
                ),
                ("Due", ((doc.Day(date(2026, 6, 30)), *doc.muted(", 147 days ago")),)),
            )
        ),
        OBJECTIVES,
        doc.Heading(doc.plain("Late or at risk"), level=3),
        LATE,
        doc.Heading((doc.Text("What was said "), doc.Citation(1))),
        doc.paragraph(ROLES),
        doc.Bullets(
            (doc.plain(NOTE), (doc.Text("see "), doc.Link(ADDRESS), doc.Text(" "), doc.Citation(2)))
        ),
        doc.paragraph(doc.plain("In this order:")),
        doc.Bullets((doc.plain("agree on the wording"), doc.plain("sign it")), numbered=True),
        doc.Heading(doc.plain("Timeline")),
        TIMELINE,
        doc.Heading(doc.plain("How to say so")),
        doc.Remark("a remark for programs"),
        doc.Example('[[objective]]\nid = "1"\ncontinues = ["2022/2.1"]'),
        doc.Heading(doc.plain("Evidence")),
        doc.References((ADDRESS, "mailto:secretariat@example.org", "minutes/2025-12.docx")),
    ),
    foot=doc.muted("Plans: plans"),
)


def lines_of(document: doc.Document) -> Iterator[doc.Line]:
    """Yields every line of a page that is shown at any width: outside columns that may hide."""
    for block in document.blocks:
        yield from lines_of_block(block)
    yield document.foot


def lines_of_block(block: doc.Block) -> Iterator[doc.Line]:  # noqa: C901  # one case a kind
    """Yields these lines of one block."""
    match block:
        case doc.Heading(line, _, aside):
            yield from (line, aside)
        case doc.Notice(line):
            yield line
        case doc.Paragraph(lines) | doc.Bullets(lines):
            yield from lines
        case doc.Facts(facts):
            for label, told in facts:
                yield from (doc.plain(label), *told)
        case doc.Table(columns, rows, titled):
            yield from lines_of_table(columns, rows, titled=titled)
        case doc.Timeline(spans=spans):
            for span in spans:
                yield from (doc.plain(span.label), (doc.Day(span.start),), (doc.Day(span.end),))
                yield (doc.StatusMark(span.status, STATUS[span.status]),)
                yield (doc.Day(span.mark),) if span.mark else ()
        case doc.References(addresses):
            yield from ((doc.Link(address),) for address in addresses)
        case doc.Example(text):
            yield doc.plain(text)


def lines_of_table(
    columns: tuple[doc.Column, ...], rows: tuple[doc.Row, ...], *, titled: bool
) -> Iterator[doc.Line]:
    """Yields the titles and cells of the columns that never step aside, and are never cut."""
    for place, column in enumerate(columns):
        if column.priority or column.visual or column.lines or column.narrow_lines:
            continue
        if titled:
            yield doc.plain(column.title)
        yield from (row.cells[place] for row in rows)


def inlines_of(document: doc.Document) -> Iterator[doc.Inline]:
    """Yields every inline of a page, columns that may step aside included."""
    for block in document.blocks:
        if isinstance(block, doc.Table):
            yield from (part for row in block.rows for cell in row.cells for part in cell)
    for line in lines_of(document):
        yield from line
