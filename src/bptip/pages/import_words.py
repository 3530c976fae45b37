"""The words for a status in a preview, and the commands that define unknown words."""

from __future__ import annotations

from collections.abc import Iterator

from bptip.exchange.importing.open_words import (
    MOST_LISTED,
    UNKNOWN_WORD,
    map_to_complete,
    unknown_words,
)
from bptip.exchange.importing.preview import ImportPreview
from bptip.exchange.tables.maps import NAMED_KEYS, NO_GUESS, SETTABLE
from bptip.pages import document as doc
from bptip.pages.parts import lines
from bptip.plan import vocabulary
from bptip.plan.characters import letters_of
from bptip.plan.model import Status
from bptip.plan.status_names import AMBIGUOUS


def statuses_list(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields each word for a status, the status that it means, and how often it is there.

    If many words are unknown, only the first of them are listed.
    """
    known = [each for each in preview.cells.statuses if each.status is not None]
    unknown = [each for each in preview.cells.statuses if each.status is None]
    continuous = {
        entry.statement.item
        for entry in preview.entries
        if entry.statement.status is Status.CONTINUOUS
    }
    dated = sum(
        activity.due is not None and activity.id in continuous
        for activity in preview.version.activities
    )
    titles = (doc.Column("Status in the table", wrapping=True, lines=2), doc.Column("Taken for"),
              doc.Column("Cells", doc.Align.RIGHT))  # fmt: skip
    rows = (
        doc.row(
            doc.plain(word),
            _taken_for(status, is_split=bool(dated)),
            doc.plain(str(cells)),
        )
        for word, status, cells in (*known, *unknown[:MOST_LISTED])
    )
    yield doc.Table(titles, tuple(rows))
    yield from more(len(unknown))
    if dated:
        standing = len(continuous) - dated
        text = f"Continuous: {standing} without a due date in the plan (standing commitments), "
        yield doc.muted_paragraph(f"{text}{dated} with one (shown as in progress).")


def _taken_for(status: Status | None, *, is_split: bool) -> doc.Line:
    """Returns the status that a word means; of items with a due date too, the status's own name."""
    if status is None:
        return (doc.Text("not known", doc.Role.ERROR),)
    if status is Status.CONTINUOUS and is_split:
        return (doc.StatusMark(status, status.value),)
    return lines.status_mark(status)


def more(total: int) -> Iterator[doc.Block]:
    """Yields how many entries a list leaves out, if it does."""
    if total > MOST_LISTED:
        yield doc.muted_paragraph(f"… and {total - MOST_LISTED} more: --json lists all.")


def commands_to_type(preview: ImportPreview) -> Iterator[doc.Block]:
    """Yields what to do before the import is written, and last the command that writes it.

    No command is shown with a text that could act on the shell.
    """
    if preview.remarks and (line := lines.to_type(preview.remarks)):
        text = "Most of the texts for a status are long and occur once. If they are remarks, type:"
        yield doc.Paragraph((doc.plain(text), line))
    if preview.saving:
        words, line = len(unknown_words(preview)), lines.to_type(preview.saving)
        text = f"To give the {words} words their meanings in a file instead (a map), type:"
        yield doc.Paragraph((doc.plain(text), line or doc.plain("Add --save-map map.toml.")))
    if line := lines.to_type(preview.command):
        yield doc.Paragraph((*before_command(preview), line))
    else:
        yield doc.text_paragraph("To write it, add --write to the same command.")


def before_command(preview: ImportPreview) -> Iterator[doc.Line]:
    """Yields what is to be done before the command that writes is typed."""
    if left_out := ", ".join(_left_out(preview)):
        yield doc.muted(f"Not in the next command: {left_out}.")
    codes, dates = {each.code for each in preview.errors}, preview.cells.dates
    is_open = dates or preview.cells.undated or preview.cells.lacking
    if UNKNOWN_WORD not in codes and not is_open:
        yield doc.plain("When the errors are corrected:" if codes else "To write it, type:")
        return
    solved = {UNKNOWN_WORD, *(["ambiguous-date"] if dates or preview.cells.lacking else [])}
    solved |= {"no-day"} if preview.cells.undated else set()
    others = "Correct the other errors. " if codes - solved else ""
    checks = ["the day in --on"] if preview.cells.undated else []
    if dates:
        checks.append("the order in --dates")
        readings = [f"{vocabulary.day(day)} with {order}" for order, day in dates.readings.items()]
        yield doc.muted(f'"{dates.text}" is {vocabulary.listing(readings)}.')
    choices = vocabulary.listing(NAMED_KEYS["status"].meanings, "or")
    if file := map_to_complete(preview):
        yield doc.muted(f'In {file}, write in place of each "{NO_GUESS}" {choices}.')
    elif UNKNOWN_WORD in codes:
        checks.append("what each --word means")
        if any(letters_of(each.value) == AMBIGUOUS for each in unknown_words(preview)):
            yield from map(doc.muted, vocabulary.ONGOING_MEANS)
    options = zip(preview.command, preview.command[1:], strict=False)
    if any(name == "--word" and word.endswith(f"={NO_GUESS}") for name, word in options):
        yield doc.muted(f'In place of each "{NO_GUESS}" write {choices}.')
    for key, _ in preview.cells.lacking:
        yield doc.muted(f"In --set {key}, write {SETTABLE[key]}.")
    check = f"Check {vocabulary.listing(checks)}. " if checks else ""
    yield doc.plain(f"{others}{check}Then type:")


def _left_out(preview: ImportPreview) -> Iterator[str]:
    """Yields the rows and cells that the command to write leaves out, each with its option."""
    if preview.not_taken:
        rows = vocabulary.count(
            len(preview.not_taken), "row that is only like an item", "rows that are only like one"
        )
        yield f"{rows} (--item)"
    if cells := sum(each.cells for each in preview.cells.colours):
        yield f"{vocabulary.count(cells, 'cell')} with a colour and no text (--colour)"
