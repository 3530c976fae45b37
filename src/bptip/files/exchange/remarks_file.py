"""The remarks for the secretariat only: a file beside the forms, which Git ignores.

No journal, report or answer has these texts. Reading a form again adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bptip.exchange.forms.file_names import plain_name
from bptip.exchange.forms.form_words import HEADINGS, Place
from bptip.files.reading.contents import content_of
from bptip.files.writing import write_file
from bptip.plan.errors import BptipError, ErrorCode

if TYPE_CHECKING:
    from bptip.exchange.forms.filled_form import FilledForm

IGNORED: Final = "remarks-*.md"
"""The line of a `.gitignore` for these files."""

GITIGNORE: Final = ".gitignore"


def remarks_name(round_name: str) -> str:
    """Returns the name of the file for a round."""
    return f"remarks-{plain_name(round_name)}.md"


def remarks_of(form: FilledForm) -> Iterator[str]:
    """Yields an entry for each remark in a form: the party, the item, the place and the text."""
    for key, cell in form.remarks:
        quoted = "\n".join(f"> {line}" for line in cell.text.strip().splitlines())
        about = form.head.party if key.startswith("@") or not key else f"{form.head.party}, {key}"
        yield f"**{about}** ({form.file}, {cell.place})\n\n{quoted}\n"


def write_remarks(folder: Path, forms: Iterable[FilledForm], round_name: str) -> Path | None:
    """Adds the remarks that the file beside the forms lacks; returns it, or None without any.

    The folder's `.gitignore` comes first: the file must never be in a commit.
    """
    entries = [entry for form in forms for entry in remarks_of(form)]
    if not entries:
        return None
    path = folder / remarks_name(round_name)
    title = f"# {HEADINGS[Place.SECRETARIAT]}: remarks in the round {round_name}\n"
    before = _text(path) or title
    new = [entry for entry in entries if entry not in before]
    if new:
        _ignore(folder / GITIGNORE)
        content = "\n".join([before, *new])
        write_file(path, content.encode("utf-8", "replace"), replace=True)
    return path


def _ignore(file: Path) -> None:
    """Adds the line for these files to a list of what Git ignores, if it is not there."""
    text = _text(file)
    if IGNORED not in text.splitlines():
        above = text if not text or text.endswith("\n") else text + "\n"
        write_file(file, f"{above}{IGNORED}\n".encode(), replace=True)


def _text(path: Path) -> str:
    try:
        return content_of(path).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise BptipError(
            f'"{path}" can\'t be read: {error.strerror}.', code=ErrorCode.REFUSED
        ) from error
