"""Where the plans are, what a plan's folder holds, and which updates of its journal count."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from bptip.files.workspace.finding import Workspace, bundled_folder, find_workspace
from bptip.files.workspace.folders import PlanFolder, plan_folders
from bptip.files.workspace.new_plan import new_plan
from bptip.files.workspace.stored_plan import StoredPlan
from bptip.files.workspace.unreadable import errors_in, left_out_updates, repeated_updates
from bptip.plan.errors import REFUSED, BptipError
from files.journal_blocks import update

if TYPE_CHECKING:
    from conftest import Plans

ITEMS: Final = """
[[objective]]
id = "1"
title = "Share information"

[[objective.activity]]
id = "1.1"
title = "Annual meeting"
indicator = [{ id = "people", title = "People", target = 60 }]

[[objective.activity]]
id = "1.2"
title = "Regional training"
"""


def stored(folder: Path) -> StoredPlan:
    """Returns the plan in a folder."""
    return StoredPlan(PlanFolder(folder))


# Where the plans are.


@pytest.fixture
def place(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a folder that holds a plan, below a folder of this test's own."""

    def make(path: str) -> Path:
        root = tmp_path / path
        (root / "2026").mkdir(parents=True)
        (root / "2026" / "v1.toml").write_text("", encoding="utf-8")
        return root

    return make


def test_the_option_wins(place: Callable[[str], Path], tmp_path: Path) -> None:
    asked, environment, _ = place("asked"), place("environment"), place("plans")
    assert find_workspace(str(asked), str(environment), tmp_path).root == asked


def test_then_the_environment(place: Callable[[str], Path], tmp_path: Path) -> None:
    environment, _ = place("environment"), place("plans")
    assert find_workspace(None, str(environment), tmp_path).root == environment
    assert find_workspace("", str(environment), tmp_path).root == environment


def test_then_the_nearest_plans_here_or_above(place: Callable[[str], Path], tmp_path: Path) -> None:
    outer, inner = place("plans"), place("a/b/plans")
    (tmp_path / "a/b/c").mkdir()
    assert find_workspace(None, None, tmp_path).root == outer
    assert find_workspace(None, "", tmp_path / "a").root == outer
    assert find_workspace(None, None, tmp_path / "a/b").root == inner
    assert find_workspace(None, None, tmp_path / "a/b/c").root == inner


def test_a_folder_called_plans_without_a_plan_is_passed_over(
    place: Callable[[str], Path], tmp_path: Path
) -> None:
    outer = place("plans")
    (tmp_path / "a/plans/2026").mkdir(parents=True)
    (tmp_path / "a/plans/notes.toml").write_text("", encoding="utf-8")
    assert find_workspace(None, None, tmp_path / "a").root == outer


def test_a_file_called_plans_is_passed_over(place: Callable[[str], Path], tmp_path: Path) -> None:
    outer = place("plans")
    (tmp_path / "a").mkdir()
    (tmp_path / "a/plans").write_text("", encoding="utf-8")
    assert find_workspace(None, None, tmp_path / "a").root == outer


def test_a_broken_plan_is_a_plan_all_the_same(tmp_path: Path) -> None:
    """Whoever has broken it must not be shown the public copy instead."""
    (tmp_path / "plans/2026/v1.toml").mkdir(parents=True)
    assert find_workspace(None, None, tmp_path).root == tmp_path / "plans"


def test_else_the_copy_that_came_with_bptip(elsewhere: Path) -> None:
    workspace = find_workspace(None, None, elsewhere)
    assert workspace.root == bundled_folder()
    assert workspace.source.bundled
    assert "2024-2026" in workspace.plans


def test_only_the_copy_is_called_bundled(place: Callable[[str], Path], tmp_path: Path) -> None:
    place("plans")
    source = find_workspace(None, None, tmp_path).source
    assert (source.folder, source.bundled) == ("plans", False)


@pytest.mark.parametrize("how", ["--plans", "BPTIP_PLANS"])
def test_a_named_folder_is_never_passed_over_in_silence(
    how: str, place: Callable[[str], Path], tmp_path: Path
) -> None:
    place("plans")
    named = str(tmp_path / "nowhere")
    asked, environment = (named, None) if how == "--plans" else (None, named)
    with pytest.raises(BptipError, match=f"{how}: the folder .* does not exist") as error:
        find_workspace(asked, environment, tmp_path)
    assert error.value.exit_code == REFUSED


def test_a_named_folder_without_plans_says_what_a_plan_is(tmp_path: Path) -> None:
    with pytest.raises(BptipError, match="contains no plan") as error:
        find_workspace(str(tmp_path), None, tmp_path)
    assert "v1.toml" in error.value.hints[0]


def test_who_names_the_folder_above_is_told_the_right_one(
    place: Callable[[str], Path], tmp_path: Path
) -> None:
    plans = place("plans")
    with pytest.raises(BptipError, match="contains no plan") as error:
        find_workspace(str(tmp_path), None, tmp_path)
    assert error.value.hints == (f'Did you mean "{plans}"?',)


def test_who_names_a_plan_is_told_the_folder_above(
    place: Callable[[str], Path], tmp_path: Path
) -> None:
    plans = place("plans")
    with pytest.raises(BptipError, match="is a single plan, not a folder of plans") as error:
        find_workspace(str(plans / "2026"), None, tmp_path)
    assert error.value.hints == (f'Did you mean "{plans}"?',)


@pytest.mark.parametrize("name", ["2026/v1.toml", "parties.toml"])
def test_who_names_a_file_is_told_the_folder_of_the_plans(
    place: Callable[[str], Path], tmp_path: Path, name: str
) -> None:
    plans = place("plans")
    (plans / name).touch()
    with pytest.raises(BptipError, match="is a file, not a folder of plans") as error:
        find_workspace(str(plans / name), None, tmp_path)
    assert error.value.hints == (f'Did you mean "{plans}"?',)


def test_plans_are_folders_with_a_version_or_a_journal_by_name(tmp_path: Path) -> None:
    """A journal alone is not a plan, and nobody should think that its updates count."""
    for name in ("b/v2.toml", "a/V1.TOML", "empty/notes.toml", "other/progress.toml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "v1.toml").write_text("", encoding="utf-8")
    assert [folder.name for folder in plan_folders(tmp_path)] == ["a", "b", "other"]
    assert plan_folders(tmp_path / "nowhere") == []


def test_a_journal_without_a_plan_is_told_and_hides_no_plan(plans: Plans, tmp_path: Path) -> None:
    """The missing file is named; a new plan may be made there."""
    plans.add(ITEMS)
    alone = tmp_path / "elsewhere" / "plans" / "2027"
    alone.mkdir()
    (alone / "progress.toml").write_text('schema = 1\nplan = "2027"\n', "utf-8")
    folders = find_workspace(None, None, tmp_path / "elsewhere").plans
    assert {name: folder.is_readable for name, folder in folders.items()} == {
        "2027": False, "tiny": True
    }  # fmt: skip
    (problem,) = errors_in(folders["2027"], tmp_path / "elsewhere")
    assert problem.place == "plans/2027/v1.toml"
    assert problem.code.name == "unreadable"
    assert "it does not exist" in problem.message
    assert "has only a journal" in (problem.hint or "")
    new_plan(alone.parent, "2027", "Next", date(2027, 1, 1), date(2027, 12, 31))
    assert stored(alone).is_whole


def test_a_folder_that_may_not_be_looked_into_is_told_and_hides_no_plan(
    plans: Plans, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody takes the others for all. Simulated: an administrator may look everywhere."""
    closed = plans.add(ITEMS, id="closed")
    plans.add(ITEMS)
    listed, looked_at = Path.iterdir, Path.stat

    def iterdir(self: Path) -> Iterator[Path]:
        if self == closed:
            raise PermissionError(13, "Permission denied", str(self))
        return listed(self)

    def stat(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if self.parent == closed:
            raise PermissionError(13, "Permission denied", str(self))
        return looked_at(self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    monkeypatch.setattr(Path, "stat", stat)
    folders = find_workspace(None, None, plans.folder.parent).plans
    assert {name: folder.is_readable for name, folder in folders.items()} == {
        "closed": False, "tiny": True
    }  # fmt: skip
    (problem,) = errors_in(folders["closed"], plans.folder.parent)
    assert problem.code.name == "unreadable"
    assert "permission denied" in problem.message


def test_a_folder_that_can_be_entered_and_not_listed_is_unreadable(
    plans: Plans, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Version 1 could be read, but nobody knows whether it is the one in force."""
    closed = plans.add(ITEMS)
    plans.add(ITEMS, version=2)
    listed = Path.iterdir

    def iterdir(self: Path) -> Iterator[Path]:
        if self == closed:
            raise PermissionError(13, "Permission denied", str(self))
        return listed(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    folders = find_workspace(None, None, plans.folder.parent).plans
    assert not folders["tiny"].is_readable
    assert folders["tiny"].versions == ()
    (problem,) = errors_in(folders["tiny"], plans.folder.parent)
    assert problem.place == "plans/tiny"
    assert problem.message == "The folder cannot be listed: permission denied."
    assert "the right to list it" in (problem.hint or "")


def test_plans_that_may_not_be_looked_into_are_not_taken_for_none(
    plans: Plans, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the copy that came with bptip would be shown in their place."""
    plans.add(ITEMS)

    def iterdir(self: Path) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", iterdir)
    with pytest.raises(PermissionError):
        find_workspace(None, None, plans.folder.parent)


# What a plan's folder holds.


def test_versions_are_in_the_order_of_their_numbers(plans: Plans) -> None:
    for number in (10, 9, 1):
        folder = plans.add(version=number)
    assert [each.plan.version for each in stored(folder).versions] == [1, 9, 10]


def test_a_plan_without_a_journal_has_no_updates(plans: Plans) -> None:
    folder = stored(plans.add(ITEMS))
    assert folder.journal is None
    assert folder.history.updates == ()
    assert folder.is_readable


def test_files_are_read_once_and_when_they_are_asked_for(plans: Plans) -> None:
    path = plans.add(ITEMS, update())
    folder = stored(path)
    (path / "v1.toml").unlink()
    plans.add(ITEMS)
    assert folder.is_readable
    (path / "v1.toml").unlink()
    (path / "progress.toml").unlink()
    assert folder.is_readable
    assert folder.journal is None


def test_a_version_with_a_fault_makes_the_plan_unreadable(plans: Plans, tmp_path: Path) -> None:
    plans.add(ITEMS)
    folder = stored(plans.add(version=2, titel="Another"))
    assert not folder.is_readable
    assert [each.plan.version for each in folder.versions] == [1]
    assert [each.file for each in errors_in(folder, tmp_path)] == ["elsewhere/plans/tiny/v2.toml"]


def test_a_journal_with_faulty_updates_leaves_the_plan_readable(
    plans: Plans, tmp_path: Path
) -> None:
    folder = stored(plans.add(ITEMS, update(status='"ongoing"')))
    assert folder.is_readable
    assert errors_in(folder, tmp_path) == []


@pytest.mark.parametrize("journal", ["[[", "update = 7\n", "more = 1\n"])
def test_a_journal_that_is_none_makes_the_plan_unreadable(
    plans: Plans, tmp_path: Path, journal: str
) -> None:
    folder = stored(plans.add(ITEMS, journal))
    assert errors_in(folder, tmp_path) != []
    assert folder.is_readable
    assert not folder.is_whole
    assert folder.history.updates == ()


def test_a_folder_in_the_journals_place_is_not_taken_for_silence(
    plans: Plans, tmp_path: Path
) -> None:
    path = plans.add(ITEMS)
    (path / "progress.toml").mkdir()
    (problem,) = errors_in(stored(path), tmp_path)
    assert problem.code.name == "unreadable"


def test_a_journals_link_that_leads_nowhere_is_not_taken_for_silence(
    plans: Plans, tmp_path: Path
) -> None:
    path = plans.add(ITEMS)
    (path / "progress.toml").symlink_to(tmp_path / "moved.toml")
    (problem,) = errors_in(stored(path), tmp_path)
    assert problem.code.name == "unreadable"


def test_the_journal_of_another_plan_is_refused(plans: Plans, tmp_path: Path) -> None:
    """Its updates would be counted for items that happen to have the same ids."""
    path = plans.add(ITEMS, update())
    journal = path / "progress.toml"
    text = journal.read_text(encoding="utf-8").replace('plan = "tiny"', 'plan = "other"')
    journal.write_text(text, encoding="utf-8")
    folder = stored(path)
    assert folder.history.updates == ()
    (problem,) = errors_in(folder, tmp_path)
    assert (problem.code.name, problem.file) == ("plan-id", "elsewhere/plans/tiny/progress.toml")


def test_a_folder_named_otherwise_than_its_plan(plans: Plans, tmp_path: Path) -> None:
    path = plans.add(ITEMS).rename(plans.folder / "moved")
    (problem,) = errors_in(stored(path), tmp_path)
    assert problem.code.name == "plan-id"


def test_two_versions_with_one_number(plans: Plans, tmp_path: Path) -> None:
    path = plans.add(ITEMS)
    (path / "v2.toml").write_bytes((path / "v1.toml").read_bytes())
    (problem,) = errors_in(stored(path), tmp_path)
    assert problem.code.name == "version-number"
    assert problem.file == "elsewhere/plans/tiny/v2.toml"


def test_a_workspace_names_its_plans_by_their_folders(plans: Plans) -> None:
    for name in ("2026", "2024-2026", "2022"):
        plans.add(id=name)
    workspace = find_workspace(str(plans.folder), None, plans.folder)
    assert isinstance(workspace, Workspace)
    assert list(workspace.plans) == ["2022", "2024-2026", "2026"]


# Which updates count.


def counting(plans: Plans, *blocks: str, **keys: object) -> list[str]:
    """Returns the ids of the updates that count: the same in any order of the blocks."""
    turned, given = (
        [each.id for each in stored(plans.add(ITEMS, text, **keys)).history.updates]
        for text in ("".join(reversed(blocks)), "".join(blocks))
    )
    assert sorted(turned) == sorted(given)
    return given


def passed_by(plans: Plans, here: Path) -> list[str]:
    folder = stored(plans.folder / "tiny")
    return [each.code.name for each in left_out_updates(folder, here)]


SOUND: Final = update(id='"sound"')


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"status": '"ongoing"'}, "bad-value"),
        ({"status": "7"}, "wrong-type"),
        ({"on": '"today"'}, "wrong-type"),
        ({"sttus": '"delayed"'}, "unknown-key"),
        ({"item": '"9.9"'}, "unknown-item"),
        ({"by": '"Nobody"'}, "unknown-party"),
        ({"values": "{ persons = 1 }"}, "unknown-indicator"),
        ({"retracts": '"u9"'}, "unknown-update"),
        ({"retracts": '"u1"'}, "bad-value"),
        ({"retracts": '"sound"', "item": '"1.2"'}, "bad-value"),
        ({"retracts": '"sound"', "status": '"delayed"'}, "bad-value"),
        ({"retracts": '"sound"', "progress": "0"}, "bad-value"),
        ({"retracts": '"sound"', "reason": '"funding"'}, "bad-value"),
        ({"retracts": '"sound"', "expected": "2026-09-30"}, "bad-value"),
        ({"retracts": '"sound"', "next": '"Ask"'}, "bad-value"),
        ({"retracts": '"sound"', "values": "{ people = 1 }"}, "bad-value"),
        ({"recorded": "0001-01-01T00:00:00+10:00"}, "bad-value"),
    ],
)
def test_an_update_with_a_fault_is_passed_by_and_the_rest_count(
    plans: Plans, tmp_path: Path, keys: dict[str, str], code: str
) -> None:
    assert counting(plans, update(**keys), SOUND, parties=["Indonesia"]) == ["sound"]
    assert passed_by(plans, tmp_path) == [code]


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"evidence": '["javascript:alert(1)", "/etc/passwd"]'},
        {"on": "2026-12-31"},
        {"progress": "80", "values": "{ people = 74 }"},
        {"item": '"1"', "status": '"completed"'},
        {"retracts": '"sound"'},
        {"retracts": '"sound"', "by": '"Indonesia"', "note": '"x"', "evidence": '["a.pdf"]'},
    ],
    ids=["nil return", "bad evidence", "on after recorded", "figures", "objective", "retraction",
         "retraction with a note"],
)  # fmt: skip
def test_an_update_that_counts_all_the_same(
    plans: Plans, tmp_path: Path, keys: dict[str, str]
) -> None:
    assert counting(plans, update(**keys), SOUND, parties=["Indonesia"]) == ["u1", "sound"]
    assert passed_by(plans, tmp_path) == []


def test_of_equal_updates_with_one_id_one_counts(plans: Plans, tmp_path: Path) -> None:
    """It is not passed by; that it occurs again is a fault of its own."""
    assert counting(plans, update(), update(), SOUND, update()) == ["u1", "sound"]
    assert passed_by(plans, tmp_path) == []
    repeated = repeated_updates(stored(plans.folder / "tiny"), tmp_path)
    assert [each.code.name for each in repeated] == ["duplicate-update"] * 2


def test_of_different_updates_with_one_id_none_counts(plans: Plans, tmp_path: Path) -> None:
    assert counting(plans, update(), SOUND, update(progress="80")) == ["sound"]
    assert passed_by(plans, tmp_path) == ["duplicate-update"]


def test_of_two_equal_ones_and_a_different_one_none_counts(plans: Plans, tmp_path: Path) -> None:
    assert counting(plans, update(), update(), update(progress="80"), SOUND) == ["sound"]


def test_nobody_is_told_that_it_counts_once_where_it_does_not_count(
    plans: Plans, tmp_path: Path
) -> None:
    """Neither where a third says otherwise, nor where both are about no item of the plan."""
    for blocks in (
        [update(), update(), update(progress="80")],
        [update(item='"9"'), update(item='"9"')],
    ):
        counting(plans, *blocks)
        folder = stored(plans.folder / "tiny")
        told = left_out_updates(folder, tmp_path)
        assert "duplicate-update" in [each.code.name for each in told]
        assert all("It counts once" not in (each.hint or "") for each in told)
        assert repeated_updates(folder, tmp_path) == []


def test_one_that_shares_its_id_with_a_faulty_one_does_not_count(plans: Plans) -> None:
    assert counting(plans, update(), update(status='"ongoing"'), SOUND) == ["sound"]


def test_one_that_shares_its_id_with_one_that_is_passed_by_does_not_count(plans: Plans) -> None:
    """Two different blocks with one id don't count, whatever else is wrong with one."""
    assert counting(plans, update(), update(item='"9.9"'), SOUND) == ["sound"]


def test_equal_moments_in_two_zones_are_equal(plans: Plans) -> None:
    other = update(recorded="2026-04-01T17:00:00+08:00")
    assert counting(plans, update(), other, SOUND) == ["u1", "sound"]


@pytest.mark.parametrize("length", [2, 3, 5])
def test_all_of_a_circle_of_retractions_are_passed_by(
    plans: Plans, tmp_path: Path, length: int
) -> None:
    ring = [update(id=f'"r{n}"', retracts=f'"r{(n + 1) % length}"') for n in range(length)]
    tail = update(id='"tail"', retracts='"r0"')
    assert counting(plans, tail, *ring, SOUND) == ["tail", "sound"]
    assert passed_by(plans, tmp_path) == ["bad-value"] * length


def test_a_retraction_of_a_retraction_counts(plans: Plans) -> None:
    blocks = [update(id='"a"'), update(id='"b"', retracts='"a"'), update(id='"c"', retracts='"b"')]
    assert counting(plans, *blocks) == ["a", "b", "c"]


def test_an_update_about_an_item_of_another_version_is_kept(plans: Plans, tmp_path: Path) -> None:
    """It is left out of this version's figures, without a fault."""
    plans.add("", version=2)
    assert counting(plans, SOUND) == ["sound"]
    assert passed_by(plans, tmp_path) == []


def test_a_party_that_only_one_version_lists_may_report(plans: Plans) -> None:
    plans.add(ITEMS, version=2, parties=["Australia"])
    assert counting(plans, update(by='"Australia"'), parties=["Indonesia"]) == ["u1"]


def test_where_a_version_lists_no_parties_anybody_may_report(plans: Plans) -> None:
    plans.add(ITEMS, version=2)
    assert counting(plans, update(by='"Anybody"'), parties=["Indonesia"]) == ["u1"]


def test_an_indicator_that_only_one_version_has_may_be_reported(plans: Plans) -> None:
    plans.add(ITEMS.replace('"people"', '"persons"'), version=2)
    assert counting(plans, update(values="{ people = 1, persons = 2 }")) == ["u1"]
