"""Takes the texts of an update off the record: the one edit of a block that is in a journal.

People and cases must be removable. Comments name them too: those of the block go with its texts.
So does the reporter's own word for the status, unless it is a word of the office's scale in
`parties.toml`. The id, the item, the dates, the party, the status and the figures stay, and
everything else in the file stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from bptip.files.journal.appending import OpenJournal, inline, opened, try_to_replace
from bptip.files.journal.block_keys import REDACTED_KEYS, redacted_block, without_comments
from bptip.files.journal.git_working_tree import Attempts
from bptip.files.journal.lock import Tell, quiet
from bptip.files.reading.journal_text import journal_text
from bptip.files.reading.loading import journal_of
from bptip.plan.characters import letters_of
from bptip.plan.errors import BptipError, ErrorCode
from bptip.plan.journal import Update
from bptip.plan.model import EMPTY, Status

if TYPE_CHECKING:
    from bptip.files.workspace.stored_plan import StoredPlan


class Redacted(NamedTuple):
    """An update before and after its texts were taken off the record.

    `has_comments` is True if its block had comments, which were removed with the texts.
    """

    before: Update
    after: Update
    has_comments: bool = False

    @property
    def removed(self) -> tuple[str, ...]:
        """The keys whose texts were removed, and the word for comments."""
        keys = tuple(
            key
            for key in REDACTED_KEYS
            if getattr(self.before, key) and not getattr(self.after, key)
        )
        return (*keys, COMMENTS) if self.has_comments else keys


COMMENTS: Final = "comments"
"""The name of what a redaction removes that has no key."""


def redact(
    plan: StoredPlan,
    update: Update,
    words: str,
    here: Path,
    *,
    dry_run: bool = False,
    tell: Tell = quiet,
) -> Redacted:
    """Replaces the texts and comments of an update's block by the words of the redaction.

    A dry run does everything except writing. Raises BptipError if the block has nothing to remove,
    or if the file may not be written; then nothing was written.
    """
    scale = plan.parties_file.parties.statuses
    redacted = redacted_update(update, words, scale)
    _refuse_unknown_scale(plan, redacted)
    attempts = Attempts(tell)
    while True:
        with opened(plan, here, attempts, dry_run=dry_run) as journal:
            journal.git.refuse_under_way()
            content, has_comments = _content(journal, update, words, scale)
            # A second attempt, after another had written in the same instant, may find it done.
            redacted = redacted._replace(has_comments=redacted.has_comments or has_comments)
            if not redacted.removed:
                raise _nothing_to_remove(update)
            if dry_run or try_to_replace(journal, content, tell):
                return redacted


def redacted_update(update: Update, words: str, scale: Mapping[str, Status] = EMPTY) -> Redacted:
    """Returns an update before and after its redaction, where the office has this scale."""
    after = update._replace(
        note=None, next=None, challenges=None, evidence=(), taken_from=None, redacted=words
    )
    if update.said is not None and not _is_of_scale(update.said, scale):
        after = after._replace(said=None)
    return Redacted(update, after)


def _refuse_unknown_scale(plan: StoredPlan, redacted: Redacted) -> None:
    """Raises BptipError if a word would go because the table that may have it has errors."""
    table = plan.parties_file
    if redacted.before.said == redacted.after.said or not (table.parsed and table.parsed.faults):
        return
    raise BptipError(
        f'{table.path.name} has errors, so "{redacted.before.said}" cannot be looked up in it: an '
        "office's own word stays, any other would be removed. Nothing was written.",
        "Correct the errors, then repeat the command: bptip check",
        code=ErrorCode.BROKEN_FILE,
    )


def _is_of_scale(said: str, scale: Mapping[str, Status]) -> bool:
    """True if a reporter's word is one of the office's scale, so that it cannot name a person."""
    return any(letters_of(word) == letters_of(said) for word in scale)


def _content(
    journal: OpenJournal, update: Update, words: str, scale: Mapping[str, Status]
) -> tuple[bytes, bool]:
    """Returns the journal's content with every block of the update redacted.

    With it goes True if any of these blocks had comments. Raises BptipError if the blocks cannot be
    separated, or if anything else would change.
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
            "--why holds half of a character (a lone surrogate), which a file cannot hold.",
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
    """Returns the error for an update without a text."""
    done = f"It was redacted on {update.redacted}." if update.redacted else ""
    return BptipError(
        f"The update {update.id} has no text to take off the record.",
        done
        or "A redaction removes the note, next step, challenges, evidence, source and comments, "
        "and a word for the status that is not in parties.toml.",
        code=ErrorCode.REFUSED,
    )
