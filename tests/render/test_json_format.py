"""JSON: pure ASCII, the same values back, dates as ISO writes them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bptip.plan.model import Outlook, Status
from bptip.render.json import draw
from bptip.render.layout.canvas import Canvas
from render.hostile_texts import HOSTILE, texts


def read(record: dict[str, Any]) -> dict[str, Any]:
    """Returns the record, as a program reads it."""
    found: dict[str, Any] = json.loads(draw(record, Canvas(encoding="cp437", width=40)))
    return found


scalars: Final = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts
)
records: Final = st.dictionaries(
    texts,
    st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
        max_leaves=8,
    ),
    max_size=4,
)


@given(records)
@settings(max_examples=50)
def test_the_same_values_come_back(record: dict[str, Any]) -> None:
    assert read(record) == record


@given(records)
@settings(max_examples=50)
def test_nothing_beyond_ascii_and_no_control_is_there(record: dict[str, Any]) -> None:
    content = draw(record, Canvas())
    assert all(32 <= byte < 127 or byte == 10 for byte in content)
    assert content.endswith(b"}\n")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_is_exactly_what_was_written(text: str) -> None:
    """Characters that act included: here they are escaped, and cannot."""
    assert read({"text": text}) == {"text": text}


def test_days_and_words_are_as_stored() -> None:
    record = {"due": date(2026, 3, 31), "status": Status.ON_HOLD, "outlook": Outlook.OFF_TRACK}
    assert read(record) == {"due": "2026-03-31", "status": "on-hold", "outlook": "off-track"}


def test_keys_stay_in_their_order() -> None:
    assert list(read({"b": 1, "a": 2, "c": 3})) == ["b", "a", "c"]


def test_a_number_stays_what_it_was() -> None:
    content = draw({"values": [74, 74.0, 0.1, -3]}, Canvas())
    assert json.loads(content, parse_float=str, parse_int=str) == {
        "values": ["74", "74.0", "0.1", "-3"]
    }


def test_what_json_has_no_form_for_is_refused() -> None:
    with pytest.raises(TypeError):
        draw({"set": {1, 2}}, Canvas())
