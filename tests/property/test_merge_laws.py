"""Laws of merging: whoever takes in whose copy, and in which order, the figures are the same."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import tomli
from hypothesis import given
from hypothesis import strategies as st

from bptip.files.journal.blocks import block, heading, with_blocks
from bptip.files.journal.git_merging import merge_for_git
from bptip.files.reading.validation import JournalFile, build
from bptip.progress.plan_progress import progress_on

from .strategies import A_FEW_VERSIONS, as_of_days, journals, known_at_days, law

if TYPE_CHECKING:
    from datetime import date

    from bptip.plan.model import Update

_EDGES: Final = st.sampled_from([b"", b"\xef\xbb\xbf"])
_ENDS: Final = st.sampled_from([b"\n", b"\r\n"])


@st.composite
def copies(draw: st.DrawFn) -> tuple[tuple[Update, ...], list[bytes]]:
    """A journal, and three copies that each have a part of it, in any order, of any make.

    With a byte order mark or none, either line end, or no line end at all at the end.
    """
    whole = draw(journals())
    made = []
    for _ in range(3):
        part = [each for each in draw(st.permutations(whole)) if draw(st.booleans())]
        content = with_blocks(heading("2025"), map(block, part)).replace(b"\n", draw(_ENDS))
        ended = content.rstrip() if draw(st.booleans()) else content
        made.append(draw(_EDGES) + ended)
    return whole, made


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
