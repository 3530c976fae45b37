"""The officials' own words: what is taken in arrives whole, what isn't is refused with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bptip.files.exchange.own_words import load_own_words, own_words
from bptip.pages.document import (
    Align,
    Block,
    Bullets,
    Document,
    Example,
    Heading,
    Link,
    Paragraph,
    Role,
    Table,
    Text,
    without_empty_columns,
)
from bptip.pages.own_words import placed
from bptip.plan.errors import BptipError
from bptip.render.layout.canvas import Canvas
from bptip.render.layout.plain_text import plain_text
from bptip.render.markdown.page import draw
from bptip.reporting.provenance import Provenance

LAST_LINE = Provenance(
    "0.1.0", 3, "2025", ("2025/v1.toml",), date(2025, 7, 1), None, date(2025, 1, 1), 0, None,
    "0" * 16, "",
).line  # fmt: skip


def blocks(text: str) -> tuple[Block, ...]:
    """Returns the blocks after the section's heading; nothing is refused."""
    found, refusals, *_ = own_words(f"## Summary\n\n{text}")
    assert refusals == ()
    assert found[0] == Heading((Text("Summary"),))
    return found[1:]


def faults(text: str) -> list[tuple[int, str]]:
    return list(own_words(text).refusals)


def test_a_paragraph_with_emphasis_code_and_links() -> None:
    (found,) = blocks(
        "A *good* **year**,\n`2.1` at [the page](https://a.example/x) <https://b.example>"
    )
    assert found == Paragraph((
        (
            Text("A "), Text("good", Role.EMPHASIS), Text(" "), Text("year", Role.STRONG),
            Text(","), Text(" "), Text("2.1", Role.CODE), Text(" at "),
            Link("https://a.example/x", (Text("the page"),)), Text(" "), Link("https://b.example"),
        ),
    ))  # fmt: skip


def test_emphasis_within_emphasis_and_within_links_is_kept() -> None:
    (found,) = blocks(
        "*draft of **June*** and [the *minutes* of\\\n**May** `5`](https://a.example/x)"
    )
    assert found == Paragraph((
        (
            Text("draft of ", Role.EMPHASIS), Text("June", Role.STRONG_EMPHASIS), Text(" and "),
            Link("https://a.example/x", (
                Text("the "), Text("minutes", Role.EMPHASIS), Text(" of"), Text(" "),
                Text("May", Role.STRONG), Text(" "), Text("5", Role.CODE),
            )),
        ),
    ))  # fmt: skip


def test_an_address_that_is_written_apart_stays_with_its_link() -> None:
    (found,) = blocks(
        "See [the page] and [another][2].\n\n[the page]: https://a.example\n[2]: https://b.example"
    )
    assert found == Paragraph((
        (
            Text("See "), Link("https://a.example", (Text("the page"),)), Text(" and "),
            Link("https://b.example", (Text("another"),)), Text("."),
        ),
    ))  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "[www.un.org](https://un.org/)", "[un.org](https://www.un.org/en/a?b=c)",
        "[https://un.org/é](https://un.org/%C3%A9)", "[(UN.org), the page](https://un.org/#top)",
        "[a@un.org](mailto:a@un.org?subject=x)", "<https://müller.example/é>", "<a@un.org>",
        "[1.2 and the report.pdf](https://un.org/x)", "[http://un.org](https://un.org)",
    ],
)  # fmt: skip
def test_a_link_under_its_own_address_is_taken(text: str) -> None:
    """Whole, without its scheme, or its beginning."""
    assert faults(f"## Summary\n\n{text}") == []


def test_a_hard_break_makes_two_lines() -> None:
    (found,) = blocks("One  \ntwo")
    assert found == Paragraph(((Text("One"),), (Text("two"),)))


def test_lists_and_lists_within_them() -> None:
    """The numbers of the outer list stay what they are."""
    (found,) = blocks("1. one\n   - a\n   - b\n2. two\n\n   more")
    assert isinstance(found, Bullets)
    assert found.numbered
    assert list(map(plain_text, found.items)) == ["one – a; b", "two more"]


def test_a_table() -> None:
    (found,) = blocks("| Who | Sum |\n|---|--:|\n| A **b** | 12 |")
    assert isinstance(found, Table)
    assert [(each.title, each.align) for each in found.columns] == [
        ("Who", Align.LEFT),
        ("Sum", Align.RIGHT),
    ]
    assert [list(map(plain_text, row.cells)) for row in found.rows] == [["A b", "12"]]


def test_a_column_without_a_cell_stays() -> None:
    """A table to be filled in: its headings are words too."""
    (table,) = blocks("| Who | Remarks | |\n|---|---|---|\n| A | | – |\n| B | | |")
    (drawn,) = without_empty_columns(Document((table,))).blocks
    assert isinstance(drawn, Table)
    assert [column.title for column in drawn.columns] == ["Who", "Remarks", ""]


def test_code_and_subheadings() -> None:
    found = blocks("### Why\nSo.\n\n```\n## At a glance\n```")
    assert found == (
        Heading((Text("Why"),), 3),
        Paragraph(((Text("So."),),)),
        Example("## At a glance\n"),
    )


def test_sections_in_any_case_and_their_own_order() -> None:
    found, wrong, *_ = own_words("## OUTLOOK\nx\n\n## decisions-sought\ny")
    titles = [plain_text(each.line) for each in found if isinstance(each, Heading)]
    assert (titles, wrong) == (["Outlook", "Decisions sought"], ())


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("# Report", 1, "level 1"),
        ("Report\n======", 1, "level 1"),
        ("hello\n\n## Summary\nx", 1, "above the first section"),
        ("### x\n\n## Summary\nx", 1, "above the first section"),
        ("## Summary\n\na\nb <b>c</b>", 4, "raw HTML"),
        ("## Summary\n\n<script>\nx\n</script>", 3, "raw HTML"),
        ("## Summary\n\n<!-- x -->", 3, "raw HTML"),
        ("## At a Glance\nx", 1, 'a section "At a Glance" of its own'),
        ("## Since 1 Jan 2025\nx", 1, "of its own"),
        ("## Summary\n### At a glance\nx", 2, 'a section "At a glance" of its own'),
        ("## Summary\n#### *Late* or at risk\nx", 2, "of its own"),
        ("## Summary\n### Completed in the period\nx", 2, "of its own"),
        ("## Summary\n### Reports since 5 May 2025\nx", 2, "of its own"),
        ("## At \u0430 glance\nx", 1, "of its own"),
        ("## Summary\n### 2. N\u0435eds attention\nx", 2, "of its own"),
        ("## Summary\n### \u0405ince 5 May 2025\nx", 2, "of its own"),
        ("## Late entries\nx", 1, 'a section "Late entries" of its own'),
        ("## Summary\n### lndicators\nx", 2, "of its own"),
        ("## \u041ebjective 9\nx", 1, 'no objective "9"'),
        ("## Objective 9\nx", 1, 'no objective "9"'),
        ("## Summary\n\n```\n<!-- end of own words -->\n```", 4, "the end of own words"),
        ("## Summary\nx\n\n## summary\ny", 4, "line 1 already"),
        ("## Summary\n\na\n![b](c.png)", 4, "an image"),
        ("## Summary\n\n```\nx", 3, "never ends"),
        ("## Summary\n\n````\nx\n```", 3, "never ends"),
        ("## Summary\n\n~~~", 3, "never ends"),
        ("## Summary\n\n- [a](javascript:alert(1))", 3, "javascript:"),
        ("## Summary\n\n[a](data:text/html,x)", 3, "data:"),
        ("## Summary\n\n[a]\n\n[a]: javascript:x", 3, "javascript:"),
        ("## Summary\n\n[a](notes.docx)", 3, "not a web or mail address"),
        ("## Summary\n\n| a |\n|---|\n| <b> |", 5, "raw HTML"),
        ("## Summary\n\n3. c", 3, "begins with 1"),
        ("", 1, "empty"),
        ("## Summary\n\n" + "a\n" * 100_000, 1, "200,012 characters: own words can have 200,000"),
        ("## Summary\n\na\n\n[b]: https://b.example", 5, "no link uses this address"),
        ("## Summary\n\n- a\n\n  [b]: <https://b.example>\n  'c'", 5, "no link uses this address"),
        ("## Summary\n\n[b]\n\n[b]: https://b.example\n[B]: https://c.example", 6, "already"),
        ("## Summary\n\n[b]\n\n[b]: https://b.example 'by June'", 3, '"by June"'),
        ('## Summary\n\nx [b](https://b.example "by June")', 3, '"by June"'),
        ("## Summary\n\nx\n[](https://b.example)", 4, "without a text"),
        ("## Summary\n\n[\u200b](https://b.example)", 3, "without a text"),
        ("## Summary\n\n[https://a.org/x](https://b.org/x)", 3, 'another address, "https://a.org/x"'),
        ("## Summary\n\n[see **www.a.org**.](https://b.org)", 3, 'another address, "www.a.org"'),
        ("## Summary\n\n[a.org](https://a.org.b.org)", 3, 'another address, "a.org"'),
        ("## Summary\n\n[a.org](https://a.org@b.org)", 3, 'another address, "a.org"'),
        ("## Summary\n\n[un.org](https://u\u043f.org)", 3, 'another address, "un.org"'),
        ("## Summary\n\n[a@un.org](mailto:b@un.org)", 3, 'another address, "a@un.org"'),
        ("## Summary\n\n```by June\nx\n```", 3, '"by June"'),
        ("## Summary\n\na\0b", 3, "[U+0000]"),
        ("## Summary\n\na\x0cb\u2028c\x85d\n\n```\nx", 5, "never ends"),
        (f"## Summary\n\na\n\n_{LAST_LINE}_\n\nb", 5, "a report's last line"),
        (f"## Summary\n\na\n\n`{LAST_LINE}`\n\nb", 5, "a report's last line"),
        (f"## Summary\n\na\n\n```{LAST_LINE}```\n\nb", 5, "a report's last line"),
        (f"## Summary\n\na\n\n{LAST_LINE}\n\nb", 5, "a report's last line"),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_with_its_line(text: str, line: int, expected: str) -> None:
    found = faults(text)
    assert [(n, expected in wrong) for n, wrong in found] == [(line, True)]


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "words.md"
    file.write_text("# T\n\n## Annex\n<b>\n", "utf-8")
    with pytest.raises(BptipError) as caught:
        load_own_words(file)
    assert "3 mistakes" in caught.value.message
    assert [hint.removeprefix(f"{file}:")[:2] for hint in caught.value.hints[:3]] == [
        "1:",
        "3:",
        "4:",
    ]
    assert "## Decisions sought" in caught.value.hints[-1]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(b"## Summary\n\xff", "line 2: the text is not UTF-8"), (None, "is a folder")],
)
def test_what_is_no_text(tmp_path: Path, raw: bytes | None, expected: str) -> None:
    file = tmp_path / "words.md"
    file.write_bytes(raw) if raw is not None else file.mkdir()
    with pytest.raises(BptipError) as caught:
        load_own_words(file)
    assert expected in caught.value.message


def test_long_and_deep_is_taken_in_and_a_bom_too(tmp_path: Path) -> None:
    file = tmp_path / "words.md"
    deep = "".join(f"{'  ' * n}- x{n}\n" for n in range(9))
    file.write_text(
        "\ufeff## Summary\r\n\r\n" + "word " * 10_000 + "\n\n" + deep, "utf-8", newline=""
    )
    (_, paragraph, bullets) = load_own_words(file).blocks
    assert isinstance(paragraph, Paragraph)
    assert len(plain_text(paragraph.parts[0]).split()) == 10_000
    assert isinstance(bullets, Bullets)
    assert plain_text(bullets.items[0]) == " – ".join(f"x{n}" for n in range(9))


def test_what_the_parser_gives_up_is_refused() -> None:
    """It reads lists ten deep and passes over what is deeper: the first line of it is named."""
    deep = "".join(f"{'  ' * n}- x\n" for n in range(200))
    assert faults(f"## Summary\n\n{deep}") == [(12, "too deep inside other lists")]


def test_drawn_and_read_again_it_says_the_same() -> None:
    """A report's Markdown can be taken for own words: nothing becomes a mark that was none."""
    listed = "- `b|c`\n- [d](https://a.example/(x))"
    text = f"## Summary\n\n\\*a\\* 1\\. | # ~~x~~\n\n{listed}\n\n## Outlook\n\ny"
    drawn = draw(Document(own_words(text)[0]), Canvas())
    assert draw(Document(own_words(drawn.decode())[0]), Canvas()) == drawn


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("##\u00a0Summary\nx", 1),
        ("##Summary\nx", 1),
        ("##\u2003 Summary\nx", 1),
        ("## Summary\n\nx\n\n###\u00a0Why\ny", 5),
    ],
)
def test_a_heading_without_a_plain_blank_is_one_and_named(text: str, heading: int) -> None:
    parsed = own_words(text)
    assert parsed.refusals == ()
    assert isinstance(parsed.blocks[0], Heading)
    (notice,) = parsed.notices
    assert notice.startswith(f"{heading}: ")
    assert "has no plain blank behind it" in notice


def test_bullets_from_a_word_processor_are_a_list() -> None:
    (found,) = blocks("\u2022\tFirst\n\u2022\tSecond\n\u25cf third")
    assert isinstance(found, Bullets)
    assert list(map(plain_text, found.items)) == ["First", "Second", "third"]


def test_code_keeps_its_signs() -> None:
    (found,) = blocks("```\n##x\n\u2022\ty\n```")
    assert found == Example("##x\n\u2022\ty\n")


def test_a_section_that_is_not_usual_is_taken_and_named() -> None:
    parsed = own_words("## Sumary\nx\n\n## Summary\ny")
    assert parsed.refusals == ()
    assert parsed.notices == (
        '1: "Sumary" is not a usual section, so it is behind them. Did you mean "Summary"?',
    )
    assert [plain_text(each.line) for each in placed(parsed.blocks, ()).details
            if isinstance(each, Heading)] == ["Summary", "Sumary"]  # fmt: skip


def test_words_on_an_objective_are_known_by_id_number_and_title() -> None:
    names = {"A": "4", "4": "4", "2": "2"}
    text = "## objective A: Help\n\nx\n\n### Achieved\n\n- y\n\n## Objective 2\nz"
    parsed = own_words(text, names)
    words = placed(parsed.blocks, ["2", "4"])
    assert (parsed.refusals, parsed.notices) == ((), ())
    assert list(words.objectives) == ["2", "4"]
    assert words.objectives["4"] == (
        Paragraph(((Text("x"),),)),
        Heading((Text("Achieved"),), 4),
        Bullets(((Text("y"),),)),
    )
    assert (words.front, words.details) == ((), ())


@pytest.mark.parametrize(
    ("text", "front", "rest"),
    [
        ("1. a\n2. b\n3. c\n4. d\n5. e", ["1-5"], []),
        ("1. a\n2. b\n3. c\n4. d\n5. e\n6. f\n7. g", ["1-5"], ["6-7"]),
        ("Two:\n\n- a\n- b\n- c\n- d\n- e", ["Two:", "1-4"], ["5-5"]),
        ("1. " + "a " * 300 + "\n2. b", ["1-1"], ["2-2"]),
        ("b " * 300 + "\n\n1. c", ["b " * 300], ["1-1"]),
        ("- a\n- b\n\n* c\n* d", ["1-4"], []),
    ],
)
def test_the_first_page_has_five_lines_of_decisions(
    text: str, front: list[str], rest: list[str]
) -> None:
    """A numbered list goes on with its numbers; one item is shown even if it is long."""
    words = placed(own_words(f"## Decisions sought\n\n{text}").blocks, ())

    def outline(blocks: tuple[Block, ...]) -> list[str]:
        return [
            f"{each.first}-{each.first + len(each.items) - 1}"
            if isinstance(each, Bullets)
            else plain_text(each.parts[0]) + " " * (len(each.parts[0]) > 1)
            for each in blocks[1:]
            if isinstance(each, Bullets | Paragraph)
        ]

    assert [each.strip() for each in outline(words.front)] == [each.strip() for each in front]
    assert outline(words.details) == rest
    if rest:
        assert words.details[0] == Heading((Text("Decisions sought, continued"),))
