"""A journal's text cut into blocks: what makes up a block, and what only looks like one."""

from __future__ import annotations

import pytest

from bptip.files.reading.journal_text import journal_text

HEAD = 'schema = 1\nplan = "tiny"\n'


@pytest.mark.parametrize(
    "block",
    [
        '[[update]]\nid = "a"\n',
        '# why\n# and how\n[[update]]\nid = "a"\n',
        '  [[ "update" ]] # indented, quoted\nid = "a"\n',
        '[["\\u0075pdate"]]\nid = "a"\n',
        '[[update]]\nid = "a"\n[update.values]\nx = 1\n',
        '[[update]]\nid = "a"\nnote = """\n[[update]]\nid = "b"\n"""\n',
        "[[update]]\nid = 'a'\nnote = '''\n# no comment\n[[update]]'''\n",
        '[[update]]\nid = "a"\nevidence = [\n  # [[update]]\n  "[[update]]",\n]\n',
        '[[update]]\nid = "a"\n\n# further off\n\n',
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_block_is_one_block(block: str, newline: str, mark: str) -> None:
    """Any text is split, and the parts make up the whole, byte for byte."""
    after = '# next\n[[update]]\nid = "z"'
    raw = (mark + (HEAD + "\n" + block + after).replace("\n", newline)).encode()
    text = journal_text(raw)
    assert [each.replace("\r\n", "\n") for each in text.blocks] == [block, after]
    assert text.whole() == raw


def test_the_end_of_a_long_text_is_no_comment() -> None:
    """Though its last line begins with the sign of one."""
    first = '[[update]]\nid = "a"\nnote = """\n# no comment"""\n'
    assert journal_text((HEAD + first + '[[update]]\nid = "b"\n').encode()).blocks[0] == first


def test_a_journal_without_updates_has_no_blocks() -> None:
    """All of it is the head."""
    assert journal_text(HEAD.encode()).blocks == ()


@pytest.mark.parametrize("heading", ["[[round]]", '[[ "receipt" ]] # c', '[["ro\\u0075nd"]]'])
def test_rounds_and_receipts_are_blocks_of_their_own(heading: str) -> None:
    """They are not part of the update above them, and stay where they are."""
    update = '[[update]]\nid = "a"\n[update.values]\nx = 1\n\n'
    other = f'# sent by e-mail\n{heading}\nid = "r"\n'
    raw = f"{HEAD}{update}{other}{update}".encode()
    text = journal_text(raw)
    assert text.blocks == (update, other, update)
    assert text.of_kind("update") == (update, update)
    assert (text.whole(), text.is_regular) == (raw, True)


def test_a_table_below_another_block_is_not_regular() -> None:
    """TOML lets the values of an update follow a round: moving blocks would move them."""
    text = journal_text(
        (HEAD + '[[update]]\nid = "a"\n[[round]]\nid = "r"\n[update.values]\nx = 1\n').encode()
    )
    assert not text.is_regular
