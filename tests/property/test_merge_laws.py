"""Laws of merging: whoever takes in whose copy, and in which order, the figures are the same."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import tomli
from hypothesis import given
from hypothesis import strategies as st

from bptip.files.journal.block_keys import redacted_block
from bptip.files.journal.blocks import heading, with_entries
from bptip.files.journal.git_merging import merge_for_git
from bptip.files.journal.redacting import redacted_update
from bptip.files.reading.journal_text import journal_text
from bptip.files.reading.validation import JournalFile, build
from bptip.plan.model import Status
from bptip.progress.plan_progress import progress_on

from .strategies import A_FEW_VERSIONS, as_of_days, journals, known_at_days, law, takes_back

if TYPE_CHECKING:
    from datetime import date

    from bptip.plan.journal import Update

_MOMENTS: Final = st.integers(0, 2).map(lambda hours: timedelta(hours=hours))
_ORIGINS: Final = st.sampled_from([None, "a.xlsx", "b.xlsx"])
_REDACTIONS: Final = st.sampled_from([None, "2026-01-01: a", "2026-01-02: b"])
_WORD: Final = "Held up"
_EDGES: Final = st.sampled_from([b"", b"\xef\xbb\xbf"])
_ENDS: Final = st.sampled_from([b"\n", b"\r\n"])


@st.composite
def copies(draw: st.DrawFn) -> tuple[tuple[Update, ...], list[bytes]]:
    """Returns a journal, and three copies that each have a part of it, in any order, of any make.

    With a byte order mark or none, either line end, or no line end at all at the end.
    """
    whole = draw(journals())
    made = []
    for _ in range(3):
        part = [each for each in draw(st.permutations(whole)) if draw(st.booleans())]
        content = with_entries(heading("2025"), part).replace(b"\n", draw(_ENDS))
        ended = content.rstrip() if draw(st.booleans()) else content
        made.append(draw(_EDGES) + ended)
    return whole, made


@st.composite
def revised_copies(draw: st.DrawFn) -> tuple[tuple[Update, ...], list[bytes]]:
    """Returns a journal, and three copies, each with some updates redacted or recorded later."""
    whole = tuple(
        update._replace(said=_WORD) if update.status and draw(st.booleans()) else update
        for update in draw(journals())
    )
    return whole, [
        with_entries(heading("2025"), [draw(revised(each)) for each in whole]) for _ in range(3)
    ]


@st.composite
def revised(draw: st.DrawFn, update: Update) -> Update:
    """Returns an update as it is in one of several copies."""
    words = draw(_REDACTIONS)
    changed = update._replace(recorded=update.recorded + draw(_MOMENTS), taken_from=draw(_ORIGINS))
    scale = {_WORD: Status.DELAYED} if draw(st.booleans()) else {}
    return redacted_update(changed, words, scale).after if words else changed


def merged(ours: bytes, theirs: bytes, base: bytes = b"") -> bytes:
    """Returns the result of Git's merge driver for two copies, without a conflict."""
    with TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("base", "ours", "theirs")]
        for file, content in zip(files, (base, ours, theirs), strict=True):
            file.write_bytes(content)
        assert merge_for_git(*files).is_clean
        return files[1].read_bytes()


def said(content: bytes) -> dict[str, Update]:
    """Returns the updates of a journal's content by id; none may be there twice."""
    data = tomli.loads(content.decode("utf-8-sig"))
    journal, faults = build(JournalFile, data)
    assert journal is not None, faults
    by_id = {each.id: each for each in journal.updates}
    assert len(by_id) == len(journal.updates)
    return by_id


@law
@given(copies(), A_FEW_VERSIONS, as_of_days, known_at_days)
def test_merge_is_commutative(drawn: Any, version: Any, as_of: date, known_at: date | None) -> None:
    """Whoever pulls first, both end with the same updates, and so with the same progress."""
    _, (one, other, _) = drawn
    here, there = said(merged(one, other)), said(merged(other, one))
    assert here == there
    assert progress_on(version, here.values(), as_of, known_at) == progress_on(
        version, there.values(), as_of, known_at
    )


@law
@given(copies(), A_FEW_VERSIONS, as_of_days, known_at_days)
def test_merge_is_associative(drawn: Any, version: Any, as_of: date, known_at: date | None) -> None:
    """With three copies, it doesn't matter which two meet first."""
    _, (one, other, third) = drawn
    here = said(merged(merged(one, other), third))
    there = said(merged(one, merged(other, third)))
    assert here == there
    assert progress_on(version, here.values(), as_of, known_at) == progress_on(
        version, there.values(), as_of, known_at
    )


@law
@given(copies())
def test_merge_is_idempotent(drawn: Any) -> None:
    """Taking in the same copy again changes no byte."""
    _, (one, other, _) = drawn
    once = merged(one, other)
    assert merged(once, other) == once
    assert merged(one, one) == one


@law
@given(copies())
def test_merge_loses_nothing(drawn: Any) -> None:
    """The result begins with ours, and has every update of either, and no other."""
    whole, (one, other, _) = drawn
    result = merged(one, other)
    assert result.startswith(one)
    assert said(result) == said(one) | said(other)
    assert said(result).items() <= {each.id: each for each in whole}.items()


@law
@given(revised_copies())
def test_merge_of_revised_copies_is_commutative_and_associative(drawn: Any) -> None:
    """A redaction wins, and so does the earliest moment, whichever copies meet first."""
    _, (one, other, third) = drawn
    assert said(merged(one, other)) == said(merged(other, one))
    here = merged(merged(one, other), third)
    assert said(here) == said(merged(one, merged(other, third)))
    assert merged(here, other) == here


@law
@given(revised_copies(), st.integers(0, 2))
def test_a_redacted_text_never_comes_back(drawn: Any, base: int) -> None:
    """Whichever copy was the common ancestor; all other updates keep their texts."""
    whole, copies = drawn
    result = said(merged(copies[0], copies[1], copies[base]))
    both = [said(each) for each in copies[:2]]
    for update in whole:
        without = [each[update.id] for each in both if each[update.id].redacted]
        redacted = [(each.said or "", each.redacted or "") for each in without]
        texts = (update.note, update.next, update.challenges, update.evidence)
        kept = (None, None, None, ()) if redacted else texts
        after = result[update.id]
        assert (after.note, after.next, after.challenges, after.evidence) == kept
        expected = min(redacted) if redacted else (update.said or "", "")
        assert (after.said or "", after.redacted or "") == expected
        assert after.recorded == min(each[update.id].recorded for each in both)


@law
@given(journals().filter(bool), st.data())
def test_redacting_and_taking_back_commute(whole: Any, data: Any) -> None:
    """In either order the same blocks are there; a merge with the other order changes nothing.

    The update loses its texts, and nothing else.
    """
    texts = {"note": "Said.", "next": "Ask.", "challenges": "Held up.", "taken_from": "a.xlsx"}
    whole = [update._replace(**texts, evidence=("https://example.org",)) for update in whole]
    target = data.draw(st.sampled_from(whole))
    retraction = takes_back(target, "taken-back")
    start = with_entries(heading("2025"), whole)
    first = with_entries(without_texts(start, target), [retraction])
    second = without_texts(with_entries(start, [retraction]), target)
    assert first == second
    without = dict.fromkeys((*texts, "said"), None)
    redacted = target._replace(**without, evidence=(), redacted="2026-01-01: a")
    assert said(first) == {
        each.id: redacted if each.id == target.id else each for each in (*whole, retraction)
    }
    assert merged(first, second) == first
    assert said(merged(with_entries(start, [retraction]), without_texts(start, target))) == said(
        first
    )


def without_texts(content: bytes, update: Update) -> bytes:
    """Returns a journal in which an update is redacted, as the command does it."""
    text = journal_text(content)
    place = next(
        n for n, each in enumerate(text.blocks) if tomli.loads(each)["update"][0]["id"] == update.id
    )
    replaced = redacted_block(text.blocks[place], "2026-01-01: a")
    return text.with_blocks_replaced({place: replaced}).whole()
