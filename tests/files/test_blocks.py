"""Updates as text at the end of a journal: whole, and nothing above them touched."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

import pytest
import tomli

from bptip.files.journal.blocks import copied, heading, with_blocks, with_entries
from bptip.plan.errors import BptipError
from bptip.plan.journal import Update
from bptip.plan.model import Reason, Status

RECORDED: Final = datetime(2025, 12, 3, 4, 5, 6, tzinfo=UTC)
WHOLE: Final = Update(
    id="0193",
    item="1.1",
    on=date(2025, 12, 2),
    recorded=RECORDED,
    by="Indonesia",
    status=Status.DELAYED,
    progress=80,
    reason=Reason.APPROVALS,
    expected=date(2026, 3, 31),
    next="Ask",
    note='Said "no".\r\nTwice.',
    evidence=("https://example.org",),
    values={"participants": 74, "Rooms used": 0.5},
)


def test_a_block_as_it_is_in_the_file() -> None:
    """Keys in the order of the documentation, values in a table of their own."""
    assert with_entries(b"x\n", [WHOLE]).decode() == (
        "x\n\n[[update]]\n"
        'id = "0193"\n'
        'item = "1.1"\n'
        "on = 2025-12-02\n"
        "recorded = 2025-12-03T04:05:06Z\n"
        'by = "Indonesia"\n'
        'status = "delayed"\n'
        "progress = 80\n"
        'reason = "approvals"\n'
        "expected = 2026-03-31\n"
        'next = "Ask"\n'
        'note = "Said \\"no\\".\\r\\nTwice."\n'
        "evidence = [\n"
        '    "https://example.org",\n'
        "]\n"
        "\n"
        "[update.values]\n"
        "participants = 74\n"
        '"Rooms used" = 0.5\n'
    )


def test_what_is_not_stated_has_no_key() -> None:
    """A nil return is four lines and its heading."""
    nil = Update("0194", "1.1", date(2025, 12, 2), RECORDED)
    assert with_entries(b"", [nil]).decode().split("\n") == [
        *("", "", "[[update]]"),
        'id = "0194"',
        'item = "1.1"',
        "on = 2025-12-02",
        *("recorded = 2025-12-03T04:05:06Z", ""),
    ]


ABOVE: Final = {
    "as bptip writes it": b'schema = 1\nplan = "p"\n',
    "comments": b'# one\nschema = 1 # two\nplan = "p"\n# three\n',
    "no newline at the end": b'schema = 1\nplan = "p"',
    "a comment without a newline": b'schema = 1\nplan = "p"\n# end',
    "CRLF": b'schema = 1\r\nplan = "p"\r\n',
    "CRLF, no newline at the end": b'schema = 1\r\nplan = "p"',
    "a byte order mark": b'\xef\xbb\xbfschema = 1\nplan = "p"\n',
    "values at the end": b'schema = 1\nplan = "p"\n[[update]]\nid = "a"\nitem = "1"\n'
    b"on = 2025-01-01\nrecorded = 2025-01-01T00:00:00Z\n[update.values]\nx = 1",
}


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_what_is_above_stays_byte_for_byte(above: bytes) -> None:
    """The new blocks read back as they were written."""
    whole = with_entries(above, [WHOLE, WHOLE])
    assert whole.startswith(above)
    read = tomli.loads(whole.decode().removeprefix("\ufeff"))
    assert [each["item"] for each in read["update"][-2:]] == ["1.1", "1.1"]
    assert read["update"][-1]["values"] == {"participants": 74, "Rooms used": 0.5}
    assert read["update"][-1]["note"] == WHOLE.note


def test_line_ends_are_the_files_own() -> None:
    """Either all lines end with CRLF, or none."""
    crlf = with_entries(ABOVE["CRLF"], [WHOLE])
    assert crlf.count(b"\n") == crlf.count(b"\r\n")
    assert b"\r\n" not in with_entries(ABOVE["as bptip writes it"], [WHOLE])


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_without_blocks_nothing_changes(above: bytes) -> None:
    """Not even the line end that the last line lacks is added."""
    assert with_blocks(above, []) == above


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_copied_block_takes_the_line_ends_of_the_file(newline: str) -> None:
    """It comes after a blank line, even if the last line of the file has no end."""
    above = 'schema = 1\n[[update]]\nid = "a"'.replace("\n", newline).encode()
    more = newline.join(("", "", "[[update]]", 'id = "b"', "")).encode()
    assert with_blocks(above, [copied('\r\n[[update]]\r\nid = "b"\n\n')]) == above + more


def test_a_lone_half_of_a_character_is_refused() -> None:
    """No file can hold it."""
    with pytest.raises(BptipError, match="lone surrogate"):
        with_entries(heading("p"), [WHOLE._replace(note="\ud800")])


def test_a_new_journal_begins_with_its_plan() -> None:
    """It also has the number of the format."""
    assert heading("2024-2026") == b'schema = 1\nplan = "2024-2026"\n'
