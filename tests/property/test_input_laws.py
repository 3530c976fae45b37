"""Laws of what people type: dates, names, words to be found."""

from __future__ import annotations

import string
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bptip.plan.addresses import evidence_fault, is_link
from bptip.plan.dates import first_day, last_day
from bptip.plan.errors import BptipError
from bptip.plan.model import REPORTABLE, Status, Version
from bptip.plan.names import find_name
from bptip.plan.search import find, find_item
from bptip.plan.status_names import find_status

from .strategies import NASTY_TITLES, law, titles, versions

TODAY = date(2026, 3, 1)
ONE_DAY = timedelta(days=1)

CASES: Final[tuple[Callable[[str], str], ...]] = (str, str.upper, str.lower, str.swapcase)

any_day = st.dates()
words = st.text(string.ascii_letters, min_size=1, max_size=8)
party_names = st.lists(words, min_size=1, max_size=4).map(" ".join)
any_text = titles | st.text(max_size=20)


# Dates.


@given(any_day)
def test_a_day_is_read_as_it_is_stored(day: date) -> None:
    assert first_day(day.isoformat(), TODAY) == last_day(day.isoformat(), TODAY) == day


@given(any_day)
def test_a_day_lies_in_its_month_its_month_in_its_quarter_and_that_in_its_year(day: date) -> None:
    year = f"{day.year:04}"
    spans = [
        day.isoformat(),
        f"{year}-{day.month:02}",
        f"{year}-Q{(day.month + 2) // 3}",
        year,
    ]
    firsts = [first_day(span, TODAY) for span in spans]
    lasts = [last_day(span, TODAY) for span in spans]
    assert firsts == sorted(firsts, reverse=True)
    assert lasts == sorted(lasts)


@pytest.mark.parametrize(
    "spans",
    [
        pytest.param([f"2024-{n:02}" for n in range(1, 13)] + ["2025-01"], id="months"),
        pytest.param(["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1"], id="quarters"),
        pytest.param(["2023", "2024", "2025"], id="years"),
    ],
)
def test_one_span_begins_on_the_day_after_the_last_one_ends(spans: list[str]) -> None:
    for earlier, later in pairwise(spans):
        assert last_day(earlier, TODAY) + ONE_DAY == first_day(later, TODAY)


@given(any_text)
def test_any_text_is_a_span_of_days_or_is_refused(text: str) -> None:
    try:
        first = first_day(text, TODAY)
    except BptipError:
        with pytest.raises(BptipError):
            last_day(text, TODAY)
    else:
        assert first <= last_day(text, TODAY)


# Names.


@given(st.lists(party_names, min_size=1, max_size=4, unique_by=str.casefold), st.data())
def test_a_name_is_found_whatever_its_case_spaces_hyphens_and_dots(
    known: list[str], data: st.DataObject
) -> None:
    meant = data.draw(st.sampled_from(known))
    joined_by = data.draw(st.sampled_from(["", " ", "-", ".", "_", " - "]))
    in_case = data.draw(st.sampled_from(CASES))
    found = find_name(in_case(joined_by.join(meant.split())), known)
    assert found is not None
    assert found.replace(" ", "").casefold() == meant.replace(" ", "").casefold()


@given(any_text, st.lists(any_text))
def test_what_is_found_is_one_of_the_known_names(text: str, known: list[str]) -> None:
    assert find_name(text, known) in (None, *known)


@given(any_text)
def test_any_text_is_a_status_that_can_be_stored_or_none(text: str) -> None:
    assert find_status(text) in (None, *REPORTABLE)


@given(st.sampled_from(REPORTABLE), st.sampled_from(["", " ", "_", ".", "--"]))
def test_a_status_is_found_whatever_joins_its_words(status: Status, joined_by: str) -> None:
    assert find_status(status.value.replace("-", joined_by)) is status
    assert find_status(status.value.replace("-", joined_by).upper()) is status


# Search.


@law
@given(versions())
def test_every_item_is_named_by_its_id(version: Version) -> None:
    for item in version.items:
        assert find_item(item.id, version) == item


@law
@given(versions(), titles)
def test_a_text_names_an_item_that_has_it_or_is_refused_in_words(
    version: Version, text: str
) -> None:
    try:
        found = find_item(text, version)
    except BptipError as error:
        refusal = error.message
    else:
        assert text == found.id or text.strip().casefold() in found.title.casefold()
        return
    assert text in refusal


@law
@given(versions(), st.sampled_from(NASTY_TITLES), st.sampled_from(CASES))
def test_an_item_is_found_by_its_title_whatever_the_case(
    version: Version, title: str, in_case: Callable[[str], str]
) -> None:
    titled = [item.id for item in version.items if item.title == title]
    found = [hit.item.id for hit in find(in_case(title), version, ()).items]
    assert set(titled) <= set(found)


@law
@given(versions(), any_text)
def test_what_is_found_is_found_by_each_of_its_words(version: Version, text: str) -> None:
    found = {hit.item.id for hit in find(text, version, ()).items}
    for word in text.split():
        assert found <= {hit.item.id for hit in find(word, version, ()).items}


# Addresses.


@given(any_text | any_text.map("https://example.org/{}".format))
def test_only_evidence_is_ever_linked_and_only_to_the_web_or_to_mail(text: str) -> None:
    if is_link(text):
        fault = evidence_fault(text)
        assert fault is None or evidence_fault(fault.hint.removeprefix("Write ")) is None
        assert text.lower().startswith(("http://", "https://", "mailto:"))
        assert text.split() == [text]


@given(any_text)
def test_no_script_is_linked_whatever_follows_it(text: str) -> None:
    assert not is_link(f"javascript:{text}")
    assert evidence_fault(f"javascript:{text}") is not None
