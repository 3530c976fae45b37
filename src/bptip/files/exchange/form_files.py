"""The files that `bptip request` writes: a form for each party, and the messages.

A form never overwrites a file, since the file may be a returned form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from bptip.exchange.forms.file_names import form_names, own_folder, returns_folder
from bptip.exchange.forms.form import FormHead
from bptip.exchange.forms.requesting import Request
from bptip.files.exchange.filled_files import read_forms
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.writing import make_folder, write_file
from bptip.plan.errors import BptipError, RefusedError
from bptip.plan.vocabulary import day
from bptip.progress.returns import not_asked_yet

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


def folder_of_round(round_name: str, plan: str) -> Path:
    """Returns the folder of a round's forms: the plan's own folder if it exists, or the default."""
    own = Path(own_folder(round_name, plan))
    return own if own.is_dir() else Path(returns_folder(round_name))


def form_files(
    folder: Path, round_name: str, parties: Iterable[str], among: Iterable[str]
) -> FormFiles:
    """Returns the paths of the forms of parties in a round.

    `among` are all parties of the round: a party's form has the same name in every run.
    """
    names = form_names(round_name, among)
    forms = {party: folder / names[party] for party in parties}
    missing = tuple(party for party, path in forms.items() if not path.exists())
    return FormFiles(folder, forms, missing)


def kept_forms(files: FormFiles) -> Mapping[str, FormHead | None]:
    """Returns the purpose stated in each existing form; None for a file that is not a form."""
    kept = {party: path for party, path in files.forms.items() if party not in files.missing}
    read = read_forms([*kept.values()])
    return {party: file.form and file.form.head for party, file in zip(kept, read, strict=True)}


def refuse_other_forms(
    files: FormFiles, kept: Mapping[str, FormHead | None], request: Request, plan: StoredPlan
) -> None:
    """Raises BptipError if a file in the place of a form is not the form of its party.

    If the party was asked before, an unreadable file counts as its form: it may be a damaged
    return.
    """
    new = not_asked_yet(plan.history.returns, request.round, request.asked)
    for party, head in kept.items():
        if head is None and party in new:
            what = "not a readable form"
        elif head is not None and (
            (head.plan, head.round, plan.spellings.name(head.party))
            != (plan.id, request.round, party)
        ):
            what = f"a form of {head.party} in the round {head.round} of the plan {head.plan}"
        elif head is not None and head.as_of != request.as_of:
            what = f"a form for the status as at {day(head.as_of)}"
        else:
            continue
        raise RefusedError(
            f'"{files.forms[party]}" is {what}, so the form of {party} cannot be made there.',
            "Nothing was written. To make the forms in another folder, add this: "
            f"-o {own_folder(request.round, plan.id)}",
        )


def write_forms(files: FormFiles, forms: Mapping[str, bytes], messages: bytes) -> tuple[Path, ...]:
    """Writes the messages, then the forms of parties; returns their paths.

    After a run that was stopped, the next run writes messages for the missing forms only. So the
    messages for existing forms must exist already.
    """
    make_folder(files.folder)
    path = files.messages
    _write_new(path, messages)
    for party, content in forms.items():
        _write_new(files.forms[party], content)
    return (*(files.forms[party] for party in forms), path)


def _write_new(path: Path, content: bytes) -> None:
    """Writes a new file; raises BptipError if another run has written it in the meantime."""
    try:
        write_file(path, content, replace=False)
    except BptipError as error:
        if not path.exists():
            raise
        again = "Another run was making the forms of this round. Type the command again."
        raise error.with_hints(again) from None
