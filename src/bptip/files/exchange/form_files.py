"""The files of a round that is asked: a form for each party, and the messages beside them.

A form never overwrites a file: it may be one that came back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from bptip.exchange.forms.file_names import form_names
from bptip.files.writing import make_folder, write_file

MESSAGES: Final = "messages.md"


class FormFiles(NamedTuple):
    """The path of each party's form, and the parties whose form is missing."""

    folder: Path
    forms: Mapping[str, Path]
    missing: tuple[str, ...]

    @property
    def messages(self) -> Path:
        """A path for messages that names no existing file."""
        return next(path for path in self._candidates() if not path.exists())

    def _candidates(self) -> Iterator[Path]:
        yield self.folder / MESSAGES
        stem, _, extension = MESSAGES.partition(".")
        for number in count(2):
            yield self.folder / f"{stem}-{number}.{extension}"


def form_files(
    folder: Path, round_name: str, parties: Iterable[str], among: Iterable[str]
) -> FormFiles:
    """Returns the paths of the forms of parties in a round.

    Names that would be one differ `among` all parties of the round, so that each stays the same.
    """
    names = form_names(round_name, among)
    forms = {party: folder / names[party] for party in parties}
    missing = tuple(party for party, path in forms.items() if not path.exists())
    return FormFiles(folder, forms, missing)


def write_forms(files: FormFiles, forms: Mapping[str, bytes], messages: bytes) -> tuple[Path, ...]:
    """Writes the messages, then the forms of parties; returns their paths.

    A run that is stopped can be repeated: then only the missing forms get messages, so those of
    the forms that are there must be there too.
    """
    make_folder(files.folder)
    path = files.messages
    write_file(path, messages, replace=False)
    for party, content in forms.items():
        write_file(files.forms[party], content, replace=False)
    return (*(files.forms[party] for party in forms), path)
