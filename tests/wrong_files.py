"""Strategies for files with a fault: in values, in structure, or in bytes."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any, Final

import tomli_w
from hypothesis import strategies as st

from whole_files import JOURNAL, VERSION, places

EXAMPLES: Final = int(os.environ.get("BPTIP_EXAMPLES", "0"))
"""Number of examples for a law about files, for a longer search by hand; 0 for the default."""

texts = st.sampled_from(
    ["", " ", "ongoing", "In progress", "not-reported", "2025-06-30", "80 %", "yes", "1.1", "v1",
     "Việt Nam", "u1", "a/b", "javascript:x", "two\nlines", "\u202e\x07", "x" * 300]
)  # fmt: skip
keys = st.sampled_from(["titel", "Lead", "", "Expected output", "id", "due", "a.b", "é", "status"])
numbers = st.sampled_from(
    [-1, 0, 1, 2, 101, 2**63, 10**30, -0.5, 1e300, *map(float, ("nan", "inf"))]
)
days = st.sampled_from([date(1, 1, 1), date(2025, 6, 30), date(9999, 12, 31)])
moments = st.builds(
    datetime.combine,
    days,
    st.just(time(1, 2, 3)),
    st.sampled_from([None, UTC, timezone(timedelta(hours=10)), timezone(timedelta(hours=-10))]),
)
plain = texts | numbers | st.booleans() | days | moments | st.just(time(17, 0))
toml_values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=4,
)


@st.composite
def changed(draw: st.DrawFn, whole: Mapping[str, Any]) -> dict[str, Any]:
    """Draws the keys of a file with one key replaced, left out, or added."""
    data = copy.deepcopy(dict(whole))
    *way, last = draw(st.sampled_from(list(places(whole))))
    parent: Any = data
    for step in way:
        parent = parent[step]
    what = draw(st.sampled_from(["replaced", "replaced", "left out", "added"]))
    if what == "left out":
        del parent[last]
    elif what == "added" and isinstance(parent, dict):
        parent[draw(keys)] = draw(toml_values)
    else:
        parent[last] = draw(toml_values)
    return data


# Bytes.

SOUND: Final = {
    "v1.toml": tomli_w.dumps(VERSION).encode(),
    "progress.toml": tomli_w.dumps(JOURNAL).encode(),
}
"""The files before anything is changed."""

pieces = st.sampled_from(
    [b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\r\n", b"[", b"]", b"[[update]]", b"[plan]",
     b"{", b"}", b'"', b'"""', b"'", b"=", b",", b".", b"#", b"0x", b"1e999", b"nan", b"\\", b"\\u",
     b"9999-12-31", b"0001-01-01T00:00:00+14:00", b"true", b"\xc3", b"\xed\xa0\x80", b"a.b.c = 1",
     b"<<<<<<< ours", b"=======", b"id", b"9" * 40]
) | st.binary(max_size=6)  # fmt: skip
"""Pieces to insert into a file."""


@st.composite
def spoilt(draw: st.DrawFn, sound: bytes) -> bytes:
    """Draws a file in which pieces are removed, repeated, overwritten, or inserted."""
    content = sound
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 80)))
        middle = draw(st.sampled_from([b"", content[start:end] * 2]) | pieces)
        content = content[:start] + middle + content[end:]
    return content
