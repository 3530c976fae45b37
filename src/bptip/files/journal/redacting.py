"""Redacts an update: removes its texts. No other command edits a block in a journal.

The names of people and cases must be removable. A redaction removes the texts and the comments of
a block, and the reporter's own word for the status unless the office's scale in `parties.toml` has
that word. The id, the item, the dates, the party, the status and the figures stay, and the rest of
the file stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from bptip.files.journal.appending import OpenJournal, inline, opened, try_to_replace
from bptip.files.journal.block_keys import redacted_block, without_comments
from bptip.files.journal.git_working_tree import Attempts
from bptip.files.journal.lock import Tell
from bptip.files.reading.journal_text import journal_text
from bptip.files.reading.loading import journal_of
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.plan.characters import letters_of
from bptip.plan.duplicates import REDACTED_KEYS
from bptip.plan.errors import BptipError, BrokenFileError, RefusedError
from bptip.plan.journal import Update
from bptip.plan.model import EMPTY, Status


class Redacted(NamedTuple):
    """An update before and after its redaction.

    `has_comments` is True if the block had comments, which were removed with the texts.
    """

    before: Update
    after: Update
    has_comments: bool = False

    @property
    def removed(self) -> tuple[str, ...]:
        """The keys whose texts were removed, and COMMENTS if comments were removed."""
        keys = tuple(
            key
            for key in REDACTED_KEYS
            if getattr(self.before, key) and not getattr(self.after, key)
        )
        return (*keys, COMMENTS) if self.has_comments else keys


COMMENTS: Final = "comments"
"""The name of removed comments, which have no key."""


def redact(
    plan: StoredPlan,
    update: Update,
    words: str,
    here: Path,
    *,
    dry_run: bool,
    tell: Tell,
) -> Redacted:
    """Replaces the texts and comments of an update's block by `words`, the reason.

    A dry run does everything except writing. Raises BptipError if the block has nothing to remove,
    or if the write is refused; then nothing was written.
    """
    scale = plan.parties_file.parties.statuses
    redacted = redacted_update(update, words, scale)
    _refuse_unknown_scale(plan, redacted)
    attempts = Attempts(tell)
    while True:
        with opened(plan, here, attempts, dry_run=dry_run) as journal:
            journal.git.refuse_under_way()
            content, has_comments = _content(journal, update, words, scale)
            # A second attempt may find that the first one has already removed the texts.
            redacted = redacted._replace(has_comments=redacted.has_comments or has_comments)
            if not redacted.removed:
                raise _nothing_to_remove(update)
            if dry_run or try_to_replace(journal, content, tell):
                return redacted


def redacted_update(update: Update, words: str, scale: Mapping[str, Status] = EMPTY) -> Redacted:
    """Returns an update before and after its redaction; a word of the office's scale stays."""
    after = update._replace(
        note=None, next=None, challenges=None, evidence=(), taken_from=None, redacted=words
    )
    if update.said is not None and not _is_of_scale(update.said, scale):
        after = after._replace(said=None)
    return Redacted(update, after)


def _refuse_unknown_scale(plan: StoredPlan, redacted: Redacted) -> None:
    """Raises BptipError if a word would be removed, but the table that may list it has errors."""
    table = plan.parties_file
    if redacted.before.said == redacted.after.said or not (table.parsed and table.parsed.faults):
        return
    raise BrokenFileError(
        f'{table.path.name} has errors, so bptip cannot tell whether "{redacted.before.said}" is a '
        "word of your office, which stays, or must be removed. Nothing was written.",
        "Correct the errors, then repeat the command: bptip check",
    )


def _is_of_scale(said: str, scale: Mapping[str, Status]) -> bool:
    """True if the office's scale has the reporter's word, which then names no person."""
    return any(letters_of(word) == letters_of(said) for word in scale)


def _content(
    journal: OpenJournal, update: Update, words: str, scale: Mapping[str, Status]
) -> tuple[bytes, bool]:
    """Returns the journal's content with every block of the update redacted.

    The second value is True if any of these blocks had comments. Raises BptipError if the blocks
    cannot be separated, or if anything else would change.
    """
    before = journal.content()
    text = journal_text(journal.above)
    places = [place for place, kind in enumerate(text.kinds) if kind == "update"]
    about = [entry for entry in before.updates if entry.update.id == update.id]
    if not text.is_regular or any(entry.place >= len(places) for entry in about):
        raise inline(journal.file)
    blocks = {entry.place: text.blocks[places[entry.place]] for entry in about}
    commented = {place for place, block in blocks.items() if without_comments(block) != block}
    after_of = {entry.place: redacted_update(entry.update, words, scale) for entry in about}
    about = [entry for entry in about if entry.place in commented or after_of[entry.place].removed]
    texts = {
        places[entry.place]: redacted_block(
            blocks[entry.place], words, keeps_said=after_of[entry.place].after.said is not None
        )
        for entry in about
    }
    try:
        content = text.with_blocks_replaced(texts).whole()
    except UnicodeEncodeError:
        raise BptipError(
            "--why contains half of a character (a lone surrogate), which a file cannot store.",
            "Type that text again.",
        ) from None
    after = journal_of(journal.file, content, journal.plan.spellings).value
    redacted = {entry.place for entry in about}
    expected = [
        after_of[entry.place].after if entry.place in redacted else entry.update
        for entry in before.updates
    ]
    updates = [entry.update for entry in after.updates] if after is not None else []
    if after is None or updates != expected or after.returns != before.returns:
        raise inline(journal.file)
    return content, bool(commented)


def _nothing_to_remove(update: Update) -> BptipError:
    """Returns the error for an update without a text to remove."""
    done = f"It was redacted on {update.redacted}." if update.redacted else ""
    return RefusedError(
        f"The update {update.id} has no text to redact.",
        done
        or "A redaction removes the note, next step, challenges, evidence, source and comments, "
        "and the reporter's word for the status if parties.toml does not list that word.",
    )
