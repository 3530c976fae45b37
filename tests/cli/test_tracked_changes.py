"""`diff -o x.docx`: real tracked changes, which give the old text and the new one."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from bptip.comparison.diff import FieldChange
from bptip.comparison.redline import Mark, redline
from bptip.pages import document as doc
from bptip.pages.parts.redlines import tracked_change
from bptip.plan import vocabulary
from bptip.render.layout.canvas import Canvas
from bptip.render.visible import on_one_line
from bptip.render.word.page import draw
from render.hostile_texts import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Bptip, Plans

EDITIONS: Final = (("2025-2027@v1", "2025-2027@v2"), ("2022-2024", "2025-2027@v2"))
INSERTION, DELETION = qn("w:ins"), qn("w:del")
TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CREATOR: Final = "{http://purl.org/dc/elements/1.1/}creator"
RELEASED: Final = "2026-02-15T00:00:00Z"


def tracked(bptip: Bptip, *editions: str) -> Any:
    """Returns the body of the Word file of a comparison."""
    outcome = bptip("diff", *editions, "--format", "docx")
    assert (outcome.code, outcome.err) == (0, "")
    return docx.Document(BytesIO(outcome.raw)).element.body


def text_after(element: Any, without: str) -> str:
    """Returns the text of an element if all its changes are accepted, or all rejected.

    `without` is the kind of change whose text is gone by that.
    """
    gone = {part for change in element.iter(without) for part in change.iter()}
    texts = (each for each in element.iter(qn("w:t"), qn("w:delText")) if each not in gone)
    return "".join(each.text or "" for each in texts)


def both(element: Any) -> tuple[str, str]:
    """Returns the text of an element with all changes rejected, and with all accepted."""
    return text_after(element, INSERTION), text_after(element, DELETION)


def last_cells(body: Any) -> Counter[tuple[str, str]]:
    """Returns both texts of the last cell of each row of all tables."""
    rows = body.iter(qn("w:tr"))
    return Counter(both(list(row.iterchildren(qn("w:tc")))[-1]) for row in rows)


def in_words(value: Any) -> str:
    """Returns a field's value as the page writes it, from the value as data."""
    if isinstance(value, list):
        separator = "; " if value and isinstance(value[0], dict) else ", "
        return separator.join(map(in_words, value))
    if isinstance(value, dict):
        figures = [
            f"{name} {vocabulary.number(value[name])}"
            for name in ("baseline", "target")
            if value[name] is not None
        ]
        return ", ".join(filter(None, (value["title"], value["unit"], *figures)))
    if isinstance(value, bool):
        return "yes" if value else ""
    try:
        return vocabulary.day(date.fromisoformat(value))
    except (TypeError, ValueError):
        return "" if value is None else " ".join(str(value).split())


def fields(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yields the cells of the fields that differ in a pair of items, both texts of each."""
    for field in record["fields"]:
        old, new = field["old"], field["new"]
        if field["field"] == "extra":
            for name in {**old, **new}:
                if old.get(name) != new.get(name):
                    before, after = in_words(old.get(name)), in_words(new.get(name))
                    yield f"{name}: {before}", f"{name}: {after}"
        elif field["field"] != "title":
            name = vocabulary.FIELD[field["field"]]
            yield (f"{name}: {in_words(old)}", f"{name}: {in_words(new)}")


@pytest.mark.parametrize("editions", EDITIONS)
def test_accepting_gives_the_new_text_and_rejecting_the_old_one(
    bptip: Bptip, editions: tuple[str, str]
) -> None:
    """Each title and each field of every item that changed, and of the plan itself."""
    answer = bptip("diff", *editions, "--json").json
    cells = last_cells(tracked(bptip, *editions))
    expected = [(in_words(each["old"]), in_words(each["new"])) for each in answer["plan_fields"]]
    for change in answer["changes"]:
        if change["change"] != "unchanged":
            old, new = change["old"], change["new"]
            expected.append((old["title"] if old else "", new["title"] if new else ""))
            expected += fields(change)
    assert expected
    assert Counter(expected) - cells == Counter()


def test_an_item_that_is_new_or_gone_is_one_with_all_its_fields(
    elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip]
) -> None:
    head = '[[objective]]\nid = "1"\ntitle = "Courts"\n'
    gone = '[[objective.activity]]\nid = "1.1"\ntitle = "Train judges"\nlead = ["A", "B"]\n'
    new = '[[objective.activity]]\nid = "1.2"\ntitle = "Fly kites"\ndue = 2026-05-01\n'
    plans.add(head + gone, version=1, released=date(2026, 1, 1))
    plans.add(head + new, version=2, released=date(2026, 2, 15))
    body = tracked(bptip_in(elsewhere), "tiny@v1", "tiny@v2")
    expected = {
        ("Train judges", ""), ("Lead: A, B", "Lead: "), ("", "Fly kites"),
        ("Due: ", "Due: 1 May 2026"),
    }  # fmt: skip
    assert expected <= set(last_cells(body))
    assert (len(list(body.iter(DELETION))), len(list(body.iter(INSERTION)))) == (2, 2)


def test_the_author_is_the_group_and_the_date_the_day_of_release(
    elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip]
) -> None:
    """Without a group it is the plan's title, and without a release the plan's first day.

    So it is for a partial plan: who lists what is publicly known does not speak for the group.
    """
    body = '[[objective]]\nid = "1"\ntitle = "Share {}"\n'
    plans.add(body.format("one"), version=1, group="Old <group>", released=date(2026, 1, 1))
    plans.add(body.format("two"), version=2, group='"Our" <group>', released=date(2026, 2, 15))
    plans.add(body.format("three"), version=3, title="Plan & plan", start=date(2026, 1, 1))
    known: dict[str, Any] = {"title": "Known work", "group": "Group", "partial": True}
    plans.add(body.format("four"), version=4, start=date(2026, 1, 1), **known)
    bptip = bptip_in(elsewhere)
    for editions, author, day in (
        (("tiny@v1", "tiny@v2"), '"Our" <group>', RELEASED),
        (("tiny@v2", "tiny@v3"), "Plan & plan", "2026-01-01T00:00:00Z"),
        (("tiny@v3", "tiny@v4"), "Known work", "2026-01-01T00:00:00Z"),
    ):
        changes = list(tracked(bptip, *editions).iter(INSERTION, DELETION))
        assert changes
        assert {each.get(qn("w:author")) for each in changes} == {author}
        assert {each.get(qn("w:date")) for each in changes} == {day}
        numbers = [each.get(qn("w:id")) for each in changes]
        assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("editions", EDITIONS)
def test_each_change_of_a_text_is_one_tracked_change(
    bptip: Bptip, editions: tuple[str, str]
) -> None:
    """Titles and descriptions have as many as the comparison word by word has."""
    body = tracked(bptip, *editions)
    rows = {}
    for row in body.iter(qn("w:tr")):
        cell = list(row.iterchildren(qn("w:tc")))[-1]
        rows[both(cell)] = tuple(len(list(cell.iter(kind))) for kind in (DELETION, INSERTION))
    texts = [
        (field["old"], field["new"], "" if field["field"] == "title" else "Description: ")
        for change in bptip("diff", *editions, "--json").json["changes"]
        for field in change["fields"]
        if field["field"] in ("title", "description") and field["old"] and field["new"]
    ]
    assert texts
    for old, new, label in texts:
        marks = Counter(piece.mark for piece in redline(old, new))
        cell = (label + " ".join(old.split()), label + " ".join(new.split()))
        assert rows[cell] == (marks[Mark.REMOVED], marks[Mark.ADDED])


def test_what_is_no_changed_text_is_ordinary(bptip: Bptip) -> None:
    """The counts, the items that were dropped, and everything of an edition with itself."""
    for editions in EDITIONS:
        blocks = list(tracked(bptip, *editions))
        texts = [text_after(each, DELETION) for each in blocks]
        dropped = texts.index("Promised, not completed, not carried forward")
        ordinary = [each for each in blocks[:dropped] if each.tag == qn("w:p")] + blocks[dropped:]
        assert any(each.tag == qn("w:tbl") for each in ordinary)
        assert [each for each in ordinary if list(each.iter(INSERTION, DELETION))] == []
    same = tracked(bptip, "2025-2027@v2", "2025-2027@v2")
    assert list(same.iter(INSERTION, DELETION)) == []


def test_only_a_comparison_has_tracked_changes(bptip: Bptip) -> None:
    """Elsewhere an added text has its look, and nobody is asked to accept it."""
    file = draw(doc.Document((doc.paragraph((doc.Text("x", doc.Role.ADDED),)),)), Canvas())
    (run,) = docx.Document(BytesIO(file)).paragraphs[0].runs
    assert run.underline


SMALL: Final = st.lists(st.sampled_from("ABCDE"), max_size=6).map(tuple)


@given(SMALL, SMALL)
def test_any_two_lists_are_both_there(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    line = tracked_change(FieldChange("lead", old, new))
    for kept, values in ((doc.Role.REMOVED, old), (doc.Role.ADDED, new)):
        parts = [part for part in line if isinstance(part, doc.Text)]
        assert len(parts) == len(line)
        texts = (part.text for part in parts if part.role in (doc.Role.PLAIN, kept))
        assert "".join(texts) == ", ".join(values)


LONG: Final = "“Évacuer” les abris ]]> <w:ins/> " * 4000
"""A text of more than 100 KB."""


def test_a_hostile_text_is_text_in_a_tracked_change() -> None:
    """Whatever it holds, the file is well-formed, and nothing of it acts."""
    texts = [*HOSTILE.values(), LONG]
    blocks = tuple(
        doc.paragraph((doc.Text(text, doc.Role.REMOVED), doc.Text(text, doc.Role.ADDED)))
        for text in texts
    )
    for author in (*HOSTILE.values(), LONG):
        page = doc.Document(blocks[-1:], author=author, revised=date(2026, 2, 15))
        docx.Document(BytesIO(draw(page, Canvas())))
    file = draw(doc.Document(blocks, author="A", revised=date(2026, 2, 15)), Canvas())
    shown = [both(each) for each in docx.Document(BytesIO(file)).element.body.iter(qn("w:p"))]
    visible = [on_one_line(text) for text in texts]
    assert [(old, new) for old, new in shown if old] == [(text, text) for text in visible if text]


OBJECTIVES: Final = """
[[objective]]
id = "1"
title = "Courts"
{}
[[objective]]
id = "2"
title = "Police"
{}
"""
ACTIVITY: Final = """
[[objective.activity]]
id = "1.1"
title = "{}"
"""
CHANGED_TITLES: Final = {
    "another": ("Train judges in Nauru", "Fly kites"),
    "reworded": ("Train all judges of the lower courts", "Train judges and police of the courts"),
    "thai": ("ฝึกอบรมผู้พิพากษาเกี่ยวกับการค้ามนุษย์", "ฝึกอบรมตำรวจเกี่ยวกับการค้ามนุษย์"),
    "khmer": ("បណ្តុះបណ្តាលចៅក្រមអំពីការជួញដូរ", "បណ្តុះបណ្តាលប៉ូលីសអំពីការជួញដូរ"),
    "burmese": ("လူကုန်ကူးမှုအကြောင်းတရားသူကြီးများသင်တန်း", "လူကုန်ကူးမှုအကြောင်းရဲများသင်တန်း"),
    "chinese": ("为法官举办打击人口贩运的培训", "为警察举办打击人口贩运的研讨会"),
    "japanese": ("裁判官のための人身取引に関する研修", "警察官のための人身取引に関する研修"),
    "arabic": ("تدريب القضاة على مكافحة الاتجار", "تدريب الشرطة على مكافحة الاتجار"),
    "hebrew": ("הכשרת שופטים נגד סחר", "הכשרת שוטרים נגד סחר"),
}
"""The title of an activity in two editions, by the id of a plan."""


def changed_plans(plans: Plans) -> Iterator[tuple[str, str]]:
    """Writes plans in two versions each, and yields the names of both."""
    editions = {
        name: [OBJECTIVES.format(ACTIVITY.format(title), "") for title in titles]
        for name, titles in CHANGED_TITLES.items()
    }
    activity = ACTIVITY.format("Train judges")
    editions["added"] = [OBJECTIVES.format("", ""), OBJECTIVES.format(activity, "")]
    editions["removed"] = editions["added"][::-1]
    editions["moved"] = [OBJECTIVES.format(activity, ""), OBJECTIVES.format("", activity)]
    for name, versions in editions.items():
        for number, objectives in enumerate(versions, start=1):
            day = date(2026, number, 15)
            plans.add(objectives, id=name, version=number, released=day, group=f"The {name} group")
        yield f"{name}@v1", f"{name}@v2"


def test_both_titles_are_there_in_any_script(
    elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip]
) -> None:
    """A title is in one cell where the two are a pair, and in two where they are not."""
    bptip = bptip_in(elsewhere)
    compared = dict(changed_plans(plans))
    for name, (old, new) in CHANGED_TITLES.items():
        cells = last_cells(tracked(bptip, f"{name}@v1", compared[f"{name}@v1"]))
        assert {(old, new)} <= {*cells} or {(old, ""), ("", new)} <= {*cells}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_finds_as_many_changes(
    bptip: Bptip, elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip], tmp_path: Path
) -> None:
    """Each insertion and each deletion has the group as its author, whatever has changed."""
    compared = [(bptip, pair) for pair in EDITIONS]
    compared += [(bptip_in(elsewhere), pair) for pair in changed_plans(plans)]
    files = [tmp_path / f"changes-{number}.docx" for number in range(len(compared))]
    for file, (run, pair) in zip(files, compared, strict=True):
        file.write_bytes(run("diff", *pair, "--format", "docx").raw)
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "fodt", "--outdir", str(tmp_path), *map(str, files)],
        capture_output=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    kinds: Counter[str] = Counter()
    for file in files:
        body = docx.Document(str(file)).element.body
        root = ET.parse(file.with_suffix(".fodt")).getroot()
        for kind, ours in (("insertion", INSERTION), ("deletion", DELETION)):
            changes = list(body.iter(ours))
            found = list(root.iter(f"{TEXT}{kind}"))
            assert len(found) == len(changes)
            authors = {each.findtext(f".//{CREATOR}") for each in found}
            assert authors == {each.get(qn("w:author")) for each in changes}
            kinds[kind] += len(found)
    assert min(kinds["insertion"], kinds["deletion"]) > len(CHANGED_TITLES)
