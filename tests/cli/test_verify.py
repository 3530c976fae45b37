"""`bptip verify`: whether a report is still what the plans give, and what would change it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from bptip.reporting.verification import END_LINE as END
from bptip.reporting.verification import lines_of, pieces_digest, provenance_in

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Bptip

pytestmark = pytest.mark.usefixtures("workspace")  # nearly all of them write files

BEGIN = "<!-- own words -->"
UPDATE = """
[[update]]
id = "later"
item = "2.1"
on = {on}
recorded = {recorded}
note = "Back-dated."
"""


@pytest.fixture
def report(bptip: Bptip) -> Path:
    """A report as of today, with own words."""
    words = bptip.home / "words.md"
    words.write_text("## Summary\n\nFine.\n\n```\n## At a glance\n```\n", encoding="utf-8")
    outcome = bptip("report", "--as-of", "2026-11-24", "--words", "words.md", "-o", "report.md")
    assert outcome.code == 0
    words.unlink()
    return bptip.home / "report.md"


def verdict(bptip: Bptip, file: str = "report.md") -> Any:
    outcome = bptip("verify", file, "--json")
    assert outcome.code == int(not outcome.json["same"])
    return outcome.json


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="")


def record(bptip: Bptip, on: str, recorded: str) -> None:
    journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
    with journal.open("a", encoding="utf-8") as stream:
        stream.write(UPDATE.format(on=on, recorded=recorded))


def test_the_same_with_every_choice_of_the_maker(bptip: Bptip) -> None:
    """The last line keeps the choices, so that the report can be made again."""
    choices = ("--issued", "The co-chairs, 3 · 5 %", "--name-leads", "--no-names")
    bptip("report", "--as-of", "2026-11-24", *choices, "-o", "report.md")
    issued = (bptip.home / "report.md").read_text("utf-8").replace("\u00a0", " ")
    assert "The co-chairs, 3 · 5 %" in issued
    assert verdict(bptip)["same"]
    edit(bptip.home / "report.md", "leads front", "leads annex")
    assert not verdict(bptip)["same"]


@pytest.mark.parametrize("text", ["", " \t", "\u200b", "The\u202eco-chairs"])
def test_an_issuer_that_shows_nothing_or_hides_a_sign_is_refused(bptip: Bptip, text: str) -> None:
    outcome = bptip("report", "--issued", text)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("bptip: --issued has ")


def test_the_same(bptip: Bptip, report: Path) -> None:
    answer = verdict(bptip)
    assert set(answer) == {"format", "source", "same", "differences", "later_updates", "made_by"}
    assert answer["made_by"] == "0.1.0"
    assert (answer["same"], answer["differences"], answer["later_updates"]) == (True, [], [])
    assert bptip("verify", "report.md").out.startswith("Same: the plans still give this report")


@pytest.mark.parametrize(
    "arguments",
    [
        ("2022-2024", "--as-of", "2025-02-01"),
        ("2025-2027@v1",),
        ("--known-at", "2026-06-30", "--since", "2026"),
        ("plans/2025-2027/v1.toml",),
    ],
    ids=str,
)
def test_every_report_of_ours_is_the_same(bptip: Bptip, arguments: tuple[str, ...]) -> None:
    assert bptip("report", *arguments, "-o", "report.md").code == 0
    assert verdict(bptip)["same"]


def test_an_empty_line_in_a_table_is_a_difference(bptip: Bptip, report: Path) -> None:
    """It cuts the table in two for whoever reads it."""
    edit(report, "\n| 2 | Hold", "\n\n| 2 | Hold")
    place, only = verdict(bptip)["differences"]
    assert (place[:3], only) == ("@@ ", "-")


def test_what_an_editor_does_is_no_difference(bptip: Bptip, report: Path) -> None:
    """Line ends, blanks at their ends, no-break spaces, a byte order mark, lines at the end."""
    lines = report.read_text("utf-8").replace("\u00a0", " ").splitlines()
    text = "\ufeff" + "".join(f"{line} \t\r\n" for line in lines) + "\r\n\r\n"
    report.write_text(text, encoding="utf-8", newline="")
    assert verdict(bptip)["same"]


@pytest.mark.parametrize("mark", ["### ", "* ", "- ", "| -"])
def test_a_no_break_space_in_a_mark_of_markdown_is_a_difference(
    bptip: Bptip, report: Path, mark: str
) -> None:
    """Readers would see no heading, no item, no table."""
    text = report.read_text("utf-8")
    assert f"\n{mark}" in text
    edit(report, f"\n{mark}", f"\n{mark}".replace(" ", "\u00a0"))
    assert not verdict(bptip)["same"]


def test_a_changed_line_is_shown_with_its_place(bptip: Bptip, report: Path) -> None:
    """The place is the line's number in the file, where own words come before the figures."""
    edit(report, "890 metres", "990 metres")
    lines = report.read_text("utf-8").splitlines()
    number = next(n for n, line in enumerate(lines, 1) if "990 metres" in line)
    there = lines[number - 1]
    given = there.replace("990 metres", "890 metres")
    assert verdict(bptip)["differences"] == [
        f"@@ -{number} +{number} @@", f"-{there}", f"+{given}"
    ]  # fmt: skip
    page = " ".join(bptip("verify", "report.md").out.split())
    assert f"@@ -{number} +{number} @@" in page
    assert "the file was edited by hand" in page


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Fine.", "Fair.", "differ from the words"),
        (
            f"{BEGIN}\n\n## Summary\n\nFine.\n\n```\n## At a glance\n```\n\n{END}\n\n",
            "",
            "no longer in the report",
        ),
    ],
)
def test_changed_words(bptip: Bptip, report: Path, old: str, new: str, expected: str) -> None:
    """Nothing else is named: the rest of the report is compared as always."""
    edit(report, old, new)
    (only,) = verdict(bptip)["differences"]
    assert expected in only


def test_words_that_were_put_in(bptip: Bptip) -> None:
    bptip("report", "-o", "report.md")
    mine = f"{BEGIN}\n\n## Summary\n\nMine.\n\n{END}\n\n## Since"
    edit(bptip.home / "report.md", "## Since", mine)
    (only,) = verdict(bptip)["differences"]
    assert "differ from the words" in only


def test_words_outside_the_two_remarks_are_not_own_words(bptip: Bptip) -> None:
    bptip("report", "-o", "report.md")
    edit(bptip.home / "report.md", "## Since", "## Summary\n\nMine.\n\n## Since")
    place, *added = verdict(bptip)["differences"]
    assert place.startswith("@@ -")
    assert "-## Summary" in added


def test_words_in_every_place_are_the_same(bptip: Bptip) -> None:
    """Decisions on both pages, sections of any name, words on two objectives."""
    listed = "\n".join(f"{n}. Decision {n}." for n in range(1, 9))
    text = (
        f"## Objective 2\n\nIt holds.\n\n### Achieved\n\n- Maps\n\n## Decisions sought\n\n"
        f"{listed}\n\n## Our own\n\nx\n\n## Summary\n\ny\n\n## Objective 1\n\nz\n"
    )
    (bptip.home / "words.md").write_text(text, encoding="utf-8")
    assert bptip("report", "--words", "words.md", "-o", "report.md").code == 0
    report = (bptip.home / "report.md").read_text("utf-8")
    assert report.count(BEGIN) == report.count(END) == 4
    assert report.index("5. Decision 5.") < report.index("## At a glance")
    assert report.index("## At a glance") < report.index("6. Decision 6.") < report.index("## Our")
    assert report.index("### Objective 2:") < report.index("#### Achieved")
    assert verdict(bptip)["same"]
    edit(bptip.home / "report.md", "It holds.", "It does not.")
    (only,) = verdict(bptip)["differences"]
    assert "differ from the words" in only


def test_a_back_dated_update_is_named(bptip: Bptip, report: Path) -> None:
    record(bptip, "2026-11-01", "2026-12-01T00:00:00Z")
    answer = verdict(bptip)
    assert not answer["same"]
    assert [each["id"] for each in answer["later_updates"]] == ["later"]
    assert answer["differences"][0] == "The report was made from 55 updates; now 56 count."
    shown = bptip("verify", "report.md")
    assert shown.code == 1
    assert "Back-dated." in shown.out


def test_an_update_of_a_later_day_changes_nothing(bptip: Bptip, report: Path) -> None:
    record(bptip, "2026-11-25", "2026-11-25T00:00:00Z")
    assert verdict(bptip) == verdict(bptip) | {"same": True, "later_updates": []}


def test_one_written_down_after_the_known_at_date_changes_nothing(bptip: Bptip) -> None:
    bptip("report", "--known-at", "2026-11-24", "-o", "report.md")
    record(bptip, "2026-11-01", "2026-12-01T00:00:00Z")
    assert verdict(bptip)["same"]


def test_a_retraction_is_a_later_update(bptip: Bptip, report: Path) -> None:
    last = bptip("log", "--json").json["updates"][-1]["id"]
    assert bptip("retract", last).code == 0
    answer = verdict(bptip)
    assert not answer["same"]
    assert [each["retracts"] for each in answer["later_updates"]] == [last]


def test_what_was_taken_back_before_is_no_later_update(bptip: Bptip) -> None:
    """A report made after a retraction knows of it; what differs then was done to the file."""
    last = bptip("log", "--json").json["updates"][-1]["id"]
    assert bptip("retract", last).code == 0
    bptip("report", "-o", "report.md")
    edit(bptip.home / "report.md", "640 metres", "650 metres")
    assert verdict(bptip)["later_updates"] == []
    assert "the file was edited by hand" in bptip("verify", "report.md").out


def test_causes_come_before_the_lines(bptip: Bptip, report: Path) -> None:
    """Own words, then values, then the unified difference."""
    record(bptip, "2026-11-01", "2026-12-01T00:00:00Z")
    edit(report, "Fine.", "Fair.")
    words, values, place, *_ = verdict(bptip)["differences"]
    assert "own words" in words
    assert "updates" in values
    assert place.startswith("@@ -")


@pytest.mark.parametrize("name", ["report.docx", "report.html"])
def test_only_markdown_can_be_verified(bptip: Bptip, name: str) -> None:
    outcome = bptip("verify", name)
    assert outcome.code == 2
    assert "only a report in Markdown can" in outcome.err


def test_what_later_updates_do_not_explain_is_said(bptip: Bptip, report: Path) -> None:
    """A colleague's update can be older than the report, though it came in after it."""
    record(bptip, "2026-11-01", "2026-11-01T00:00:00Z")
    answer = verdict(bptip)
    assert (answer["same"], answer["later_updates"]) == (False, [])
    assert "came from another copy" in " ".join(bptip("verify", "report.md").out.split())


def test_what_was_said_and_taken_back_again_explains_nothing(bptip: Bptip, report: Path) -> None:
    record(bptip, "2026-11-01", "2026-12-01T00:00:00Z")
    assert bptip("retract", "later").code == 0
    assert verdict(bptip)["same"]
    edit(bptip.home / "plans" / "2025-2027" / "v2.toml", "Strategy 2040", "Strategy 2050")
    assert verdict(bptip)["later_updates"] == []


def test_a_comment_and_the_order_of_blocks_change_nothing(bptip: Bptip, report: Path) -> None:
    version = bptip.home / "plans" / "2025-2027" / "v2.toml"
    version.write_text(version.read_text("utf-8") + "\n# more\n", encoding="utf-8")
    assert verdict(bptip)["same"]


def test_a_plan_that_was_edited(bptip: Bptip, report: Path) -> None:
    """Its description, which no page of the report shows."""
    edit(bptip.home / "plans" / "2025-2027" / "v2.toml", "and no lives", "and no life")
    (only,) = verdict(bptip)["differences"]
    assert "the digest differs" in only


@pytest.mark.parametrize("number", [1, 2, 7])
def test_another_report_format_cannot_be_verified(bptip: Bptip, report: Path, number: int) -> None:
    """Whatever its figures say: a report that isn't compared is never called the same."""
    edit(report, "report format 3 ", f"report format {number} ")
    outcome = bptip("verify", "report.md")
    assert (outcome.code, outcome.raw) == (2, b"")
    assert f"has report format {number}" in outcome.err


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"# A page\n", "its last line does not say"),
        (b"", "its last line does not say"),
        (b"\xff\xfe", "not UTF-8"),
        (None, "does not exist"),
    ],
)
def test_what_is_no_report(bptip: Bptip, content: bytes | None, expected: str) -> None:
    if content is not None:
        (bptip.home / "page.md").write_bytes(content)
    outcome = bptip("verify", "page.md")
    assert (outcome.code, outcome.raw) == (2, b"")
    assert expected in outcome.err


def test_a_plan_that_is_not_here(bptip: Bptip, report: Path, elsewhere: Path) -> None:
    outcome = bptip("verify", report, cwd=elsewhere)
    assert outcome.code == 2
    assert 'no plan "2025-2027"' in outcome.err


def test_rows(bptip: Bptip, report: Path) -> None:
    assert bptip("verify", "report.md", "--format", "csv").rows == []
    edit(report, "890 metres", "990 metres")
    rows = bptip("verify", "report.md", "--format", "csv").rows
    # Excel would take a line that begins with @, - or + for a formula.
    assert [row["difference"] for row in rows] == [f"'{d}" for d in verdict(bptip)["differences"]]


CLOSING = ("2022-2024", "--as-of", "2025-02-01")


def test_a_closing_report_stays_the_same_when_the_next_plan_comes(bptip: Bptip) -> None:
    """It is made again from the files that it names. What a new report would add is named."""
    successor, aside = bptip.home / "plans" / "2025-2027", bptip.home / "aside"
    successor.rename(aside)
    assert bptip("report", *CLOSING, "-o", "report.md").code == 0
    aside.rename(successor)
    answer = verdict(bptip)
    assert (answer["same"], answer["later_updates"]) == (True, [])
    expected = " ".join(bptip("verify", "report.md").out.split())
    assert "would also be made from 2025-2027/v2.toml, 2025-2027/progress.toml" in expected
    assert "2025-2027/2.3" in bptip("report", *CLOSING).out


def test_what_carries_on_is_named_by_file(bptip: Bptip) -> None:
    bptip("report", *CLOSING, "-o", "report.md")
    files = "2022-2024/v1.toml, 2022-2024/progress.toml, 2025-2027/v2.toml, 2025-2027/progress.toml"
    assert f" · files {files} · " in (bptip.home / "report.md").read_text("utf-8").splitlines()[-1]
    assert "also be made from" not in bptip("verify", "report.md").out
    (bptip.home / "plans" / "2025-2027" / "v2.toml").unlink()
    assert (
        "The report was made from 2025-2027/v2.toml, which is not here."
        in verdict(bptip)["differences"]
    )


def test_a_later_update_of_what_carries_on_is_named_with_its_plan(bptip: Bptip) -> None:
    """One that says nothing of what carries on isn't: objective 5 carries nothing on."""
    bptip("report", *CLOSING, "-o", "report.md")
    for item, id_ in (("2.3", "carrying"), ("5", "not-carrying")):
        update = UPDATE.format(on="2025-01-31", recorded="2026-12-01T00:00:00Z")
        update = update.replace('"2.1"', f'"{item}"').replace("later", id_)
        journal = bptip.home / "plans" / "2025-2027" / "progress.toml"
        with journal.open("a", encoding="utf-8") as stream:
            stream.write(update.replace("note", 'status = "in-progress"\nnote'))
    answer = verdict(bptip)
    assert not answer["same"]
    assert [each["item"] for each in answer["later_updates"]] == ["2025-2027/2.3"]
    assert answer["later_updates"][0]["title"]


# --- What the file says of itself.


def forge(file: Path, words: str) -> None:
    """Puts other own words into a report, with the digest that fits them."""
    *lines, last = lines_of(file.read_text("utf-8"))
    start, end = lines.index("## Summary"), lines.index(END)
    made = provenance_in(last)
    assert made is not None
    forged = words.split("\n")
    last = last.replace(made.words, pieces_digest([(None, forged)]))
    text = "\n".join([*lines[:start], *forged, "", *lines[end:], last])
    file.write_text(text + "\n", encoding="utf-8")


@pytest.fixture
def plain_report(bptip: Bptip) -> Path:
    """A report with one line of own words."""
    words = bptip.home / "words.md"
    words.write_text("## Summary\n\nFine.\n", encoding="utf-8")
    assert bptip("report", "--words", "words.md", "-o", "report.md").code == 0
    return bptip.home / "report.md"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("## Summary\n\nFine.\n\n<!--", "raw HTML"),
        ("## Summary\n\nFine. <details>", "raw HTML"),
        ("## Summary\n\nFine.\n\n```", "never ends"),
        ("## Summary\n\nFine.\n\n~~~~\n~~~", "never ends"),
        ("## Summary\n\nFine.\n\n> Not fine.", "a quotation"),
        ("## Summary\n\nFine.\n\n# Report", "level 1"),
        ("## Summary\n\nFine.\n\n[Fine]: https://a.example 'all", "never written"),
        ("## Summary\n\nFine.\n\n    code", "never written"),
        ("## Summary\n\nFine.\n\n::: {.hidden}", "never written"),
        ("## Summary\n\nFine. $$", "never written"),
        ("## Summary\n\nFine.\n\n[^1]: Not fine.", "never written"),
        ("## Summary\n\nFine.\n\nwww.example.org", "never written"),
        ("## Summary\n\n\n\nFine.", "never written"),
        ("## Summary", "is empty"),
    ],
)
def test_words_that_bptip_does_not_write_are_not_the_same(
    bptip: Bptip, plain_report: Path, words: str, expected: str
) -> None:
    """They could hide the figures below them; their digest fits, since the file names it."""
    forge(plain_report, words)
    (only,) = verdict(bptip)["differences"]
    assert expected.replace("never written", "not in the form in which bptip writes") in only


def test_words_in_bptips_own_form_are_the_same_whatever_the_editor(
    bptip: Bptip, plain_report: Path
) -> None:
    """An editor that removes blanks at line ends removes what makes a hard break."""
    words = bptip.home / "words.md"
    words.write_text(
        "## Summary\n\nOne  \ntwo\\\nthree *four*five [six](https://a.example/seven)\n\n"
        "- a\n  - b\n\n| c | d |\n|--|-:|\n| e | `f` |\n\n```\ng\n\n  h  \n```\n\n"
        "## Outlook\n\n[ ] i",
        encoding="utf-8",
    )
    bptip("report", "--words", "words.md", "-o", "report.md", "-f")
    assert verdict(bptip)["same"]
    text = plain_report.read_text("utf-8")
    assert "One  \ntwo" in text
    plain_report.write_text("\n".join(lines_of(text)), encoding="utf-8")
    assert verdict(bptip)["same"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("files 2025", "files 2031/v1.toml, 2025"),
        ("/progress.toml · as", "/progress.toml, 2022-2024/v1.toml · as"),
        ("updates 55", "updates 550"),
        ("last recorded 2026", "last recorded 2031"),
        ("report format 3", "report format 03"),
        ("as of 2026-11-24", "as of 20261124"),
        ("plan 2025", "plan  2025"),
        ("bptip 0.1.0", "bptip <!--"),
        ("bptip 0.1.0", "**bptip 0.1.0**"),
        ("bptip 0.1.0", "bptip TAMPERED"),
        ("bptip 0.1.0", "bptip 0.1.0-cleared"),
        ("bptip 0.1.0", "bptip 0.1.0+cleared.by.the.group"),
        ("bptip 0.1.0", "bptip 1"),
        ("bptip 0.1.0", "bptip 0.1.0.9.9"),
    ],
)
def test_a_forged_line_of_provenance_is_not_the_same(
    bptip: Bptip, report: Path, old: str, new: str
) -> None:
    """The values are the same: the line itself must be the one that bptip wrote."""
    edit(report, old, new)
    outcome = bptip("verify", "report.md")
    assert outcome.code in (1, 2)
    assert "Same" not in outcome.out
    if outcome.code == 1:
        place, was, now = verdict(bptip)["differences"]
        assert place.startswith("@@ -")
        assert (was[:1], now[:1]) == ("-", "+")
        assert old in now


@pytest.mark.parametrize("issuer", ["The `group`", "``two`` `", "`", "a\\_b \\`", "_a_ *b* |c|"])
def test_an_issuer_with_the_signs_of_markdown_is_the_same(bptip: Bptip, issuer: str) -> None:
    """The provenance is code without escapes, between more backticks than any that it contains."""
    assert bptip("report", "--issued", issuer, "-o", "report.md").code == 0
    last = lines_of((bptip.home / "report.md").read_text("utf-8"))[-1]
    made = provenance_in(last)
    assert made is not None
    assert made.shown.issued == issuer
    assert last.strip("`") == made.line
    assert verdict(bptip)["same"]


def test_a_provenance_that_is_not_code_is_not_one(bptip: Bptip, report: Path) -> None:
    *lines, last = lines_of(report.read_text("utf-8"))
    for form in (f"_{last.strip('`')}_", last.strip("`"), last[1:], f"`{last}", f"{last} a"):
        report.write_text("\n".join([*lines, form]) + "\n", encoding="utf-8")
        assert bptip("verify", "report.md").code == 2


def test_a_second_line_of_provenance_is_a_difference(bptip: Bptip, report: Path) -> None:
    """Only the last one is read. The one above it is a line that the plans do not give."""
    last = report.read_text("utf-8").splitlines()[-1]
    report.write_text(report.read_text("utf-8") + f"\n{last}\n", encoding="utf-8")
    assert f"-{last}" in verdict(bptip)["differences"]


def test_another_version_of_bptip_with_the_same_form_is_the_same(
    bptip: Bptip, report: Path
) -> None:
    """Nothing else in the report shows which version made it: the answer says so, with both."""
    edit(report, "bptip 0.1.0", "bptip 0.2.1rc1")
    assert (verdict(bptip)["same"], verdict(bptip)["made_by"]) == (True, "0.2.1rc1")
    shown = " ".join(bptip("verify", "report.md").out.split())
    assert shown.startswith("Same, apart from the version of bptip: the plans still give this")
    assert "Made by bptip 0.2.1rc1, as its last line says; this is bptip 0.1.0." in shown


def test_an_earlier_moment_of_the_last_update_is_a_difference(bptip: Bptip, report: Path) -> None:
    """An update that counts was recorded after it, and the figures are those with it."""
    text = report.read_text("utf-8")
    last = text[text.rindex("last recorded ") :].split()[2]
    journal = (bptip.home / "plans" / "2025-2027" / "progress.toml").read_text("utf-8")
    moments = sorted(re.findall(r"^recorded = (\S+)", journal, re.MULTILINE))
    assert last in moments
    earlier = next(each for each in reversed(moments) if each < last)
    edit(report, f"last recorded {last}", f"last recorded {earlier}")
    assert not verdict(bptip)["same"]


@pytest.mark.parametrize("sign", ["\x0c", "\u2028", "\u3000", "\x85"])
def test_other_signs_at_a_line_end_are_a_difference(bptip: Bptip, sign: str) -> None:
    """An editor leaves blanks and tabs at line ends; any other sign was put there."""
    bptip("report", "-o", "report.md")
    edit(bptip.home / "report.md", "\n## At a glance\n", f"\n## At a glance{sign}\n")
    assert not verdict(bptip)["same"]
