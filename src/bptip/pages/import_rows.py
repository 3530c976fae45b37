"""The rows of a table that the preview of an import lists: in words, alike, wrong, set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bptip.comparison.pairs import Pair
from bptip.exchange.importing.open_words import MOST_LISTED, due_in_words, listed_findings, map_in
from bptip.exchange.importing.preview import ImportPreview
from bptip.exchange.tables.cell_dates import DateKind
from bptip.exchange.tables.drafts import DraftActivity
from bptip.exchange.tables.findings import Finding, shortened
from bptip.exchange.tables.instructions import Purpose
from bptip.exchange.tables.maps import PLACE_OF_DATE, typed_pair
from bptip.pages import document as doc
from bptip.pages.import_words import more
from bptip.pages.parts import lines, pair_words
from bptip.plan import vocabulary
from bptip.problems.fault import Severity


def dues_in_words(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the due dates in words, the dates used instead, and the way to give them a date."""
    in_words = [] if preview.purpose is Purpose.INTO else due_in_words(preview.draft)
    if in_words:
        yield from listed_dues(preview, in_words)
    if preview.dated and not preview.written and (line := lines.to_type(preview.dated)):
        has_place = any(part.endswith(f"={PLACE_OF_DATE}") for part in preview.dated)
        text = "To give words a due date, type this, with the date that each means"
        text += f" in place of {PLACE_OF_DATE}" if has_place else ""
        text += ' (or "ongoing" for work without an end):'
        yield doc.Paragraph((doc.plain(text), line))


def listed_dues(preview: ImportPreview, in_words: Sequence[DraftActivity]) -> Iterator[doc.Block]:
    """Yields the first due dates in words, each with its cell and its activity."""
    end = vocabulary.day(preview.version.plan.end)
    yield doc.heading("Due dates in words")
    recurring = sum(each.due.kind is DateKind.RECURRING for each in in_words)
    text = "bptip keeps these words and takes no date from them"
    if 0 < recurring < len(in_words):
        text += f" ({len(in_words) - recurring} without a clear date, {recurring} recurring)"
    yield doc.text_paragraph(f"{text}. Each activity counts as due by the plan's end, {end}.")
    titles = (doc.Column("Cell"), doc.Column("Activity", wrapping=True, lines=2),
              doc.Column("Words", wrapping=True, lines=2))  # fmt: skip
    rows = (
        doc.row(doc.plain(each.due.place), doc.plain(f"{each.number or ''}  {each.title}".strip()),
                 doc.plain(shortened(each.due.words or "")))
        for each in in_words[:MOST_LISTED]
    )  # fmt: skip
    yield doc.Table(titles, tuple(rows))
    if len(in_words) > MOST_LISTED:
        yield doc.muted_paragraph(f"… and {len(in_words) - MOST_LISTED} more.")


def pairs_list(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the pairs of items that aren't the same text, each with its figure."""
    if preview.changes is None:
        return
    pairs = [pair for pair in preview.changes.pairs if pair.match.value in ("similar", "id")]
    yield from likenesses("The same items, in other words", pairs)
    if preview.pairs_by_likeness and not preview.written:
        row = preview.pairs_by_likeness[0].new.title
        text = "If a row is new work, or another item, add --item, such as "
        yield doc.muted_paragraph(f'{text}--item "{typed_pair(row, "new")}".')


def rows_like_items(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the rows whose titles only resemble an item's, and the command that accepts them."""
    yield from likenesses("Taken for the same, in other words", preview.alike)
    yield from likenesses("Alike, and not taken for the same", preview.not_taken)
    is_open = preview.same_items and not preview.written
    if is_open and (line := lines.to_type(preview.same_items)):
        text = "If they are the same, type this, without the --item of a row that is another's:"
        yield doc.Paragraph((doc.plain(text), line))


def likenesses(heading: str, pairs: Sequence[Pair]) -> Iterator[doc.Block]:
    """Yields pairs of an item and a row whose texts differ, below a heading; nothing for none."""
    if not pairs:
        return
    yield doc.heading(heading)
    titles = (
        doc.Column("Id"),
        doc.Column("In the plan", wrapping=True, lines=2),
        doc.Column("In the table", wrapping=True, lines=2),
        doc.Column("Likeness"),
    )
    rows = (
        doc.row(doc.plain(pair.old.id), doc.plain(pair.old.title), doc.plain(pair.new.title),
             doc.plain(pair_words.match_of(pair)))
        for pair in pairs[:MOST_LISTED]
    )  # fmt: skip
    yield doc.Table(titles, tuple(rows))
    yield from more(len(pairs))


OF_ROWS_SET_ASIDE: Final = ("disagrees", "no-item", "twice")
"""The codes of rows that are listed among those set aside."""


def findings_list(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the errors, then the warnings: place, what is there, the option or the map's line."""
    set_aside = {row.place for row in preview.set_aside}
    for severity, heading in ((Severity.ERROR, "Errors"), (Severity.WARNING, "Warnings")):
        findings = [
            each
            for each in listed_findings(preview)
            if each.severity is severity
            and not (each.code in OF_ROWS_SET_ASIDE and each.place in set_aside)
        ]
        if findings:
            yield doc.heading(heading)
            has_map = map_in(preview.command) is not None
            yield from (finding_block(each, has_map=has_map) for each in findings[:MOST_LISTED])
            yield from more(len(findings))


def finding_block(finding: Finding, *, has_map: bool) -> doc.Block:
    """Returns a finding: its place, what is wrong, what to write."""
    head: doc.Line = (doc.Text(f"{finding.place}: ", doc.Role.STRONG), doc.Text(finding.message))
    hint = finding.hint_to_type(has_map=has_map)
    return doc.Paragraph((head, doc.muted(hint)) if hint else (head,))


def set_aside_list(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields the rows that are set aside, and why."""
    if preview.set_aside:
        yield doc.heading("Set aside")
        has_map = map_in(preview.command) is not None
        hints = {
            each.place: each.hint_to_type(has_map=has_map) for each in preview.findings if each.hint
        }
        rows = (
            doc.plain(f"{row.place}: {row.why}. {hints.get(row.place, '')}".rstrip())
            for row in preview.set_aside[:MOST_LISTED]
        )
        yield doc.Bullets(tuple(rows))
        yield from more(len(preview.set_aside))
