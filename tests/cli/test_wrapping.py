"""Messages are wrapped between words, by the cells that letters take on a terminal."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from bptip.cli.wrapping import wrapped


@pytest.mark.parametrize(
    "line",
    [
        "There is no party in this plan that is called so, of all of them.",
        "There is no party “年次会合” in this plan 開催する 研修を実施 举办年度会议.",
        "  ไม่มี หน่วยงาน นี้ ใน แผนงาน ที่ ระบุ ไว้ ทั้งหมด ใน ปี นี้",
    ],
)
def test_no_line_is_too_wide(line: str) -> None:
    lines = wrapped(line, 30).splitlines()
    assert len(lines) > 1
    assert all(cell_len(each) <= 30 for each in lines)
    assert " ".join(each.strip() for each in lines) == " ".join(line.split())
    indent = len(line) - len(line.lstrip()) + 2
    assert all(each.startswith(" " * indent) and each[indent] != " " for each in lines[1:])


def test_a_line_that_fits_stays() -> None:
    assert wrapped("ที่นี่ที่นี่ที่นี่", 6) == "ที่นี่ที่นี่ที่นี่"
    assert wrapped("年次会合", 8) == "年次会合"


def test_an_address_is_never_broken() -> None:
    address = "https://example.org/人口贩运问题工作组/" + "x" * 40
    assert address in wrapped(f"It is not at {address}.", 30)


@pytest.mark.parametrize("hanging", [0, 6])
def test_a_long_line_is_wrapped_in_linear_time(hanging: int) -> None:
    assert wrapped("年 " * 20_000, 40, hanging).count("年") == 20_000


def test_a_script_without_blanks_is_broken_where_it_may_be() -> None:
    """A terminal would break it anywhere."""
    lines = wrapped("\u200b".join(["กำหนด"] * 20), 42).split("\n")
    assert [len(line.replace("\u200b", "").strip()) for line in lines] == [40, 40, 20]
    assert not [line for line in lines if line.endswith("\u200b")]
