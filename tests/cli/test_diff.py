"""`bptip diff`: what changed between two editions, on the page and in data, and refusals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip, Plans

V1, V2, OLD = "2025-2027@v1", "2025-2027@v2", "2022-2024"


def diff(bptip: Bptip, *arguments: str) -> dict[str, Any]:
    """Returns the answer as data."""
    outcome = bptip("diff", *arguments, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    actual: dict[str, Any] = outcome.json
    return actual


def the_one(answer: dict[str, Any], **wanted: str) -> dict[str, Any]:
    """Returns the one change with such an id on a side, `old` or `new`."""
    actual: list[dict[str, Any]] = [
        each
        for each in answer["changes"]
        if all(each[side] and each[side]["id"] == item for side, item in wanted.items())
    ]
    assert len(actual) == 1
    return actual[0]


def test_the_answer_says_which_editions_and_how_much_changed(bptip: Bptip) -> None:
    answer = diff(bptip, V1, V2)
    title = "Coastal Flood Resilience Plan 2025–2027"
    assert answer["old"] == {"plan": "2025-2027", "version": 1, "title": title}
    assert answer["new"] == {"plan": "2025-2027", "version": 2, "title": title}
    assert [each["field"] for each in answer["plan_fields"]] == [
        "description", "authority", "sources",
    ]  # fmt: skip
    assert answer["summary"] == {
        "objective": {"added": 0, "removed": 0, "changed": 1, "unchanged": 4},
        "activity": {"added": 5, "removed": 1, "changed": 8, "unchanged": 4},
    }


def test_the_summary_counts_the_rows(bptip: Bptip) -> None:
    """Each count is that of the rows of its kind and change, unchanged ones too."""
    for editions in ((V1, V2), (OLD, V2)):
        answer = diff(bptip, *editions)
        for kind, counts in answer["summary"].items():
            for change, number in counts.items():
                rows = [e for e in answer["changes"] if (e["kind"], e["change"]) == (kind, change)]
                assert len(rows) == number


def test_every_item_of_both_editions_stands_there(bptip: Bptip) -> None:
    for old, new in ((V1, V2), (OLD, V2)):
        answer = diff(bptip, old, new)
        for side, name in (("old", old), ("new", new)):
            status = bptip("status", name, "--json").json["objectives"]
            ids = {each["id"] for each in status}
            ids |= {activity["id"] for each in status for activity in each["activities"]}
            assert {each[side]["id"] for each in answer["changes"] if each[side]} == ids


def test_a_split_is_two_rows_and_declared(bptip: Bptip) -> None:
    answer = diff(bptip, V1, V2)
    parts = [each for each in answer["changes"] if each["old"] and each["old"]["id"] == "2.2"]
    assert [each["new"]["id"] for each in parts] == ["2.5", "2.6"]
    assert {each["match"] for each in parts} == {"declared"}


def test_an_activity_that_moved_names_both_objectives(bptip: Bptip) -> None:
    moved = the_one(diff(bptip, V1, V2), new="2.4")
    assert moved["fields"] == [{"field": "parent", "old": "2", "new": "3"}]
    assert (moved["match"], moved["similarity"]) == ("exact", None)


def test_another_number_alone_is_no_change(bptip: Bptip) -> None:
    answer = diff(bptip, V1, V2)
    renumbered = the_one(answer, old="4.1", new="4.3")
    assert (renumbered["change"], renumbered["fields"]) == ("unchanged", [])
    assert "renumbered: 4.1 → 4.3" in bptip("diff", V1, V2).out


def test_fields_hold_values_as_elsewhere(bptip: Bptip) -> None:
    answer = diff(bptip, V1, V2)
    assert the_one(answer, old="1.2")["fields"] == [
        {"field": "due", "old": "2026-06-30", "new": "2027-03-31"}
    ]
    fields = {each["field"]: each for each in the_one(answer, old="2.3")["fields"]}
    assert fields["lead"]["old"] == ["Ministry of Works"]
    assert fields["lead"]["new"] == ["River Board"]
    assert fields["extra"]["new"]["Budget line"] == "RB-09"
    indicators = the_one(answer, old="3.1")["fields"][-1]
    assert indicators["field"] == "indicators"
    assert set(indicators["new"][0]) == {"id", "title", "unit", "baseline", "target"}


def test_the_statuses_are_of_today_from_each_plans_journal(bptip: Bptip) -> None:
    answer = diff(bptip, OLD, V2)
    for record in answer["changes"]:
        for side, name in (("old", OLD), ("new", V2)):
            if record[side]:
                shown = bptip("show", record[side]["id"], "--plan", name, "--json").json
                assert record[f"{side}_status"] == shown["status"]
            else:
                assert record[f"{side}_status"] is None


def test_a_pair_by_likeness_says_how_sure_it_is_and_what_to_paste(bptip: Bptip) -> None:
    similar = the_one(diff(bptip, OLD, V2), old="3.2", new="2.4")
    assert similar["match"] == "similar"
    assert 0 < similar["similarity"] <= 1
    page = bptip("diff", OLD, V2).out
    assert 'continues = ["2022-2024/3.2"]' in page
    assert f"very like ({similar['similarity']:.2f})" in page


def test_the_line_to_paste_makes_the_pair_a_declared_one(bptip: Bptip, workspace: Path) -> None:
    """The line works as it is printed, in the place that the page names."""
    file = workspace / "plans" / "2025-2027" / "v2.toml"
    text = file.read_text(encoding="utf-8")
    here = 'id = "2.4"\n'
    assert text.count(here) == 1
    line = 'continues = ["2022-2024/3.2"]\n'
    file.write_text(text.replace(here, here + line), encoding="utf-8")
    assert the_one(diff(bptip, OLD, V2), new="2.4")["match"] == "declared"


def test_what_fell_is_named_with_its_last_status(bptip: Bptip) -> None:
    page = bptip("diff", V1, V2).out
    _, _, fallen = page.partition("Promised, not completed, not carried forward")
    assert "3.3" in fallen
    assert "on hold" in fallen
    assert "Coastal Villages Union" in fallen


def test_what_is_finished_stands_in_one_line(bptip: Bptip) -> None:
    assert "Completed, so not carried into the new plan: 4.2" in bptip("diff", OLD, V2).out


def test_all_shows_what_is_unchanged_and_the_evidence(bptip: Bptip) -> None:
    few, every = bptip("diff", V1, V2).out, bptip("diff", V1, V2, "--all").out
    assert len(every.splitlines()) > len(few.splitlines())
    for evidence in ("A pair: declared in the plan", "A pair: same text", "A pair: same id"):
        assert evidence in every
        assert evidence not in few


def test_an_edition_with_itself(bptip: Bptip) -> None:
    answer = diff(bptip, V2, V2)
    assert {each["change"] for each in answer["changes"]} == {"unchanged"}
    assert answer["plan_fields"] == []
    assert "Nothing changed." in bptip("diff", V2, V2).out


@pytest.mark.parametrize(("editions", "code"), [((V1, V2), 1), ((V2, V2), 0)])
def test_the_exit_code_tells_whether_anything_changed(
    bptip: Bptip, editions: tuple[str, str], code: int
) -> None:
    assert bptip("diff", *editions, "--exit-code").code == code
    assert bptip("diff", *editions).code == 0


def test_the_exit_code_counts_the_fields_of_the_plan(
    elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip]
) -> None:
    body = '[[objective]]\nid = "1"\ntitle = "Share"\n'
    plans.add(body)
    plans.add(body, version=2, title="Another title")
    assert bptip_in(elsewhere)("diff", "tiny@v1", "tiny@v2", "--exit-code").code == 1


def test_files_by_their_paths(bptip: Bptip) -> None:
    by_name = diff(bptip, V1, V2)
    by_path = diff(bptip, "plans/2025-2027/v1.toml", "plans/2025-2027/v2.toml")
    assert by_path["changes"] == by_name["changes"]


def test_rows_name_the_version_where_both_are_of_one_plan(bptip: Bptip) -> None:
    def ids(*editions: str) -> list[tuple[str, str]]:
        rows = bptip("diff", *editions, "--format", "csv").rows
        return [(row["old.id"], row["new.id"]) for row in rows]

    assert ("2025-2027@v1/2.2", "2025-2027@v2/2.6") in ids(V1, V2)
    assert ("2022-2024/3.2", "2025-2027/2.4") in ids(OLD, V2)


def test_backwards_is_the_mirror(bptip: Bptip) -> None:
    forth, back = diff(bptip, OLD, V2), diff(bptip, V2, OLD)

    def row_of(record: dict[str, Any], old: str, new: str) -> tuple[object, ...]:
        ends = (record[side] and record[side]["id"] for side in (old, new))
        return (*ends, record["match"], record["similarity"])

    there = {row_of(each, "old", "new") for each in forth["changes"]}
    assert {row_of(each, "new", "old") for each in back["changes"]} == there


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ((V1,), "Missing argument 'NEW'"),
        (("2023", V2), 'There is no plan "2023".'),
        ((V1, "2025-2027@v9"), 'has no version "9"'),
        ((V1, "plans/2025-2027/v7.toml"), 'The file "plans/2025-2027/v7.toml" does not exist.'),
    ],
)
def test_what_there_is_not_is_refused(bptip: Bptip, arguments: tuple[str, ...], shown: str) -> None:
    outcome = bptip("diff", *arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert shown in outcome.err


def test_hostile_text_is_harmless(
    elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip]
) -> None:
    """Titles that changed are shown within marks, in tables and in Markdown."""
    for version, title in ((1, r"[bold red]a|b\u001b[31m <b>x</b> one"), (2, "=a|b **x** two")):
        plans.add(f'[[objective]]\nid = "1"\ntitle = "{title}"\n', version=version)
    bptip = bptip_in(elsewhere)
    page = bptip("diff", "tiny@v1", "tiny@v2").out
    assert "\x1b" not in page
    assert "[bold red]" in page
    markdown = bptip("diff", "tiny@v1", "tiny@v2", "--format", "markdown").words
    assert "<b>" not in markdown.replace("\\<b", "")


def item(kind: str, id_: str, title: str, *continues: str) -> str:
    """Returns the block of an objective or an activity."""
    heading = {"O": "[[objective]]", "a": "[[objective.activity]]"}[kind]
    declared = f"continues = [{', '.join(map(repr, continues))}]\n" if continues else ""
    return f'{heading}\nid = "{id_}"\ntitle = "{title}"\n{declared}'


@pytest.fixture
def versions(
    elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip]
) -> Callable[..., Bptip]:
    """Returns bptip in a folder with a plan of these versions, each given by its items' blocks."""

    def written(*texts: str) -> Bptip:
        for number, text in enumerate(texts, 1):
            plans.add(text, version=number, released=date(2026, number, 1))
        return bptip_in(elsewhere)

    return written


def pairs(bptip: Bptip, old: str, new: str) -> set[tuple[str | None, str | None, str | None]]:
    """Returns the old id, the new id and the evidence of each row."""
    return {
        (each["old"] and each["old"]["id"], each["new"] and each["new"]["id"], each["match"])
        for each in diff(bptip, old, new)["changes"]
    }


def test_an_objective_that_became_an_activity_and_the_other_way_round(
    versions: Callable[..., Bptip],
) -> None:
    courts = item("O", "1", "Courts") + item("a", "1.1", "Train judges")
    boats = item("O", "2", "Boats and harbours") + item("a", "2.1", "Buy patrol boats")
    bptip = versions(courts + boats, courts + item("a", "1.5", "Boats and harbours", "v1/2"))
    for editions in (("tiny@v1", "tiny@v2"), ("tiny@v2", "tiny@v1")):
        outcome = bptip("diff", *editions)
        assert (outcome.code, outcome.err) == (0, "")
        assert "Boats and harbours" in outcome.out
    assert ("2", "1.5", "declared") in pairs(bptip, "tiny@v1", "tiny@v2")


def test_the_text_wins_over_the_id_that_a_declared_renumbering_left(
    versions: Callable[..., Bptip],
) -> None:
    head, fiji, tonga = item("O", "1", "Courts"), "Train judges in Fiji", "Train judges in Tonga"
    bptip = versions(
        head + item("a", "1.1", fiji) + item("a", "1.2", tonga),
        head + item("a", "1.1", tonga) + item("a", "1.6", fiji, "v1/1.1"),
    )
    actual = pairs(bptip, "tiny@v1", "tiny@v2")
    assert {("1.1", "1.6", "declared"), ("1.2", "1.1", "exact")} <= actual
    assert len(actual) == 3
    assert "id-reused" in bptip("check").out


def test_a_reference_to_an_earlier_version_holds_in_the_later_ones_too(
    versions: Callable[..., Bptip],
) -> None:
    head = item("O", "1", "Courts")
    before = head + item("a", "1.2", "Train judges in Fiji")
    bptip = versions(before, before, head + item("a", "1.6", "Improve legal skills", "v1/1.2"))
    assert ("1.2", "1.6", "declared") in pairs(bptip, "tiny@v2", "tiny@v3")


def test_what_a_version_between_declared_is_not_forgotten(versions: Callable[..., Bptip]) -> None:
    head = item("O", "1", "Courts")
    bptip = versions(
        head + item("a", "1.2", "Train judges in Fiji"),
        head + item("a", "1.6", "Improve legal skills", "v1/1.2"),
        head + item("a", "1.6", "Improve legal skills"),
    )
    assert ("1.2", "1.6", "declared") in pairs(bptip, "tiny@v1", "tiny@v3")


def test_backwards_nothing_is_called_dropped(bptip: Bptip) -> None:
    """And the line to paste goes into the later edition, whichever is named first."""
    page = bptip("diff", V2, OLD).out
    assert "Promised, not completed" not in page
    assert "Only in the first edition" in page
    assert "paste this into 2025-2027@v2" in page
    assert 'continues = ["2022-2024/3.2"]' in page


def test_two_files_of_one_version_are_told_apart_by_their_names(
    bptip: Bptip, workspace: Path
) -> None:
    text = (workspace / "plans" / "2025-2027" / "v2.toml").read_text(encoding="utf-8")
    edited = text.replace("Map the roads and cellars", "Draw the roads and cellars")
    (workspace / "edited.toml").write_text(edited, encoding="utf-8")
    page = bptip("diff", "plans/2025-2027/v2.toml", "edited.toml").out
    assert page.startswith("What changed from plans/2025-2027/v2.toml to edited.toml")
    assert "continues = [" not in page


def test_an_objective_that_is_gone_says_what_became_of_its_activities(
    versions: Callable[..., Bptip],
) -> None:
    first, two = item("O", "1", "Courts"), item("O", "2", "Outreach to ministries")
    moved = item("a", "2.1", "Brief the ministers") + item("a", "2.2", "Write to them")
    bptip = versions(first + two + moved, first + moved)
    assert "2 of 2 activities carried on" in bptip("diff", "tiny@v1", "tiny@v2").out


def test_a_difference_in_blanks_is_none(versions: Callable[..., Bptip]) -> None:
    head = item("O", "1", "Courts") + item("a", "1.1", "Train judges")
    bptip = versions(head + 'extra = { Budget = "a  b" }\n', head + 'extra = { Budget = "a b" }\n')
    released = {"released"}
    answer = diff(bptip, "tiny@v1", "tiny@v2")
    assert {each["change"] for each in answer["changes"]} == {"unchanged"}
    assert not {each["field"] for each in answer["plan_fields"]} - released


def test_equal_items_that_only_their_numbers_tell_apart_are_named(
    versions: Callable[..., Bptip],
) -> None:
    first = item("O", "1", "Share") + item("a", "1.1", "Meet") + item("a", "1.2", "Meet")
    bptip = versions(first, first.replace("1.1", "1.3").replace("1.2", "1.4"))
    page = " ".join(bptip("diff", "tiny@v1", "tiny@v2").out.split())
    assert "nothing else tells them apart; they are matched by their numbers: 1.3, 1.4." in page
    assert "matched by their numbers" not in bptip("diff", "tiny@v1", "tiny@v1").out
    by_number = {
        each["new"]["id"]: each["by_number"]
        for each in diff(bptip, "tiny@v1", "tiny@v2")["changes"]
    }
    assert by_number == {"1": False, "1.3": True, "1.4": True}


def test_an_item_without_a_partner_names_its_nearest_candidates(
    versions: Callable[..., Bptip],
) -> None:
    share = item("O", "1", "Share")
    bptip = versions(
        share + item("a", "1.1", "Handbook for inspectors of fishing vessels"),
        share + item("a", "1.2", "Course on labour law for harbour inspectors"),
    )
    answer = diff(bptip, "tiny@v1", "tiny@v2")
    (near,) = the_one(answer, old="1.1")["candidates"]
    assert (near["id"], near["words"]) == ("1.2", ["inspectors"])
    assert 0 < near["similarity"] < 1
    assert the_one(answer, old="1")["candidates"] == []
    like = f"hardly like ({near['similarity']:.2f})"
    line = f"Perhaps: 1.2 Course on labour law for harbour inspectors: {like}"
    assert near["similarity"] < 0.1
    assert line in " ".join(bptip("diff", "tiny@v1", "tiny@v2", "--all").out.split())
    assert "Perhaps" not in bptip("diff", "tiny@v1", "tiny@v2").out


def test_a_partial_plan_is_not_read_as_a_whole(
    bptip_in: Callable[[Path], Bptip], plans: Plans
) -> None:
    """Where only some activities are known, the counts and the dropped items say so."""
    objective = '[[objective]]\nid = "1"\ntitle = "Learn from each other"\n'
    activity = '[[objective.activity]]\nid = "1.1"\ntitle = "Yearly meeting"\n'
    plans.add(objective + activity)
    plans.add(objective, version=2, partial=True, released=date(2026, 6, 1))
    page = " ".join(bptip_in(plans.folder.parent)("diff", "tiny@v1", "tiny@v2").out.split())
    assert "Known activities: 0 added, 1 removed" in page
    assert "Only some activities of tiny@v2 are known to bptip." in page


def test_objectives_with_the_same_number_are_named_by_their_titles(
    elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip]
) -> None:
    """A move from one objective 1 to another objective 1 says which ones are meant."""
    objective = '[[objective]]\nid = "{}"\ntitle = "{}"\n'
    alerts, visas = item("a", "1.1", "Exchange alerts"), item("a", "2.1", "Simplify visas")
    old = objective.format(1, "Harbours") + alerts + objective.format(2, "Travel") + visas
    new = objective.format(1, "Travel") + alerts + visas + objective.format(2, "Harbours")
    plans.add(old, id="2021", start=date(2021, 1, 1))
    plans.add(new, id="2024", start=date(2024, 1, 1))
    page = bptip_in(elsewhere)("diff", "2021", "2024").out
    assert "Objective: [-1 Harbours-] → {+1 Travel+}" in page


def test_objectives_that_are_alike_by_their_activities_say_so(
    elsewhere: Path, plans: Plans, bptip_in: Callable[[Path], Bptip]
) -> None:
    """A pair of objectives without a common word names where the likeness comes from."""
    body = '[[objective]]\nid = "1"\ntitle = "{}"\n'
    alerts = item("a", "1.1", "Exchange outbreak alerts by radio within a day")
    plans.add(body.format("Early warning") + alerts, id="2021", start=date(2021, 1, 1))
    later = alerts.replace("a day", "an hour")
    plans.add(body.format("Signals and people") + later, id="2024", start=date(2024, 1, 1))
    page = bptip_in(elsewhere)("diff", "2021", "2024").out
    assert "the same in their activities" in page
    assert "alerts, outbreak, radio" in page
