"""Writes the remarks in forms for the secretariat into a file beside them, which Git ignores.

No journal or report has these texts. Reading a form again adds nothing. Other people's text in
the file, and other lines in `.gitignore`, stay byte for byte.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bptip.exchange.cells import SheetCell
from bptip.exchange.forms.file_names import plain_name
from bptip.exchange.forms.filled_form import FilledForm
from bptip.exchange.forms.form_words import FIELDS, HEADINGS, REMARK_FIELDS, Place
from bptip.files.reading.text_files import read_bytes, read_text
from bptip.files.writing import write_file

IGNORED: Final = "remarks-*.md"
"""The line of a `.gitignore` for these files."""

GITIGNORE: Final = ".gitignore"


def remarks_name(round_name: str) -> str:
    """Returns the name of the file for a round."""
    return f"remarks-{plain_name(round_name)}.md"


def remarks_of(forms: Sequence[FilledForm]) -> Iterator[tuple[str, str]]:
    """Yields each remark in forms under its heading: the party, item, place and text."""
    private = HEADINGS[Place.SECRETARIAT]
    for form in forms:
        for key, cell in form.remarks:
            item = "" if key.startswith("@") or not key else f", {key}"
            yield private, _entry(form, item, cell)
    for field in REMARK_FIELDS:
        for form in forms:
            if form.text(field):
                yield FIELDS[field], _entry(form, "", form.field(field))


def _entry(form: FilledForm, item: str, cell: SheetCell) -> str:
    quoted = "\n".join(f"> {line}" for line in cell.text.strip().splitlines())
    return f"**{form.head.party}{item}** ({form.file}, {cell.place})\n\n{quoted}\n"


def write_remarks(folder: Path, forms: Sequence[FilledForm], round_name: str) -> Path | None:
    """Adds new remarks to the file beside the forms; returns its path, or None without remarks.

    The folder's `.gitignore` comes first: the file must never be in a commit.
    """
    remarks = list(remarks_of(forms))
    if not remarks:
        return None
    path = folder / remarks_name(round_name)
    title = f"# Remarks in the round {round_name}\n"
    is_new = not os.path.lexists(path)
    known = title if is_new else read_text(path, "the remarks").replace("\r\n", "\n")
    new = [(heading, entry) for heading, entry in remarks if entry not in known]
    if new:
        _ignore(folder / GITIGNORE)
        before = title.encode() if is_new else _whole_lines(path)
        parts = map(_encoded, _under_headings(new, known))
        write_file(path, b"\n".join([before, *parts]), replace=True)
    return path


def _under_headings(remarks: Sequence[tuple[str, str]], known: str) -> Iterator[str]:
    """Yields the remarks to append, with each heading that is not the last one before them."""
    last = next((line for line in reversed(known.splitlines()) if line.startswith("#")), "")
    for heading, entry in remarks:
        if last != f"## {heading}":
            last = f"## {heading}"
            yield f"{last}\n"
        yield entry


def _ignore(file: Path) -> None:
    """Adds the line for the files with remarks to a `.gitignore` that lacks it."""
    before = _whole_lines(file) if os.path.lexists(file) else b""
    if IGNORED.encode() not in map(bytes.strip, before.splitlines()):
        write_file(file, before + f"{IGNORED}\n".encode(), replace=True)


def _whole_lines(file: Path) -> bytes:
    """Returns the content of a file, with a line end after its last line."""
    content = read_bytes(file, "lines of text")
    return content if not content or content.endswith(b"\n") else content + b"\n"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")
