"""The version and the plan that a name means, and the notices about faulty files."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any, Final

import pytest

from bptip.files.workspace.finding import find_workspace
from bptip.files.workspace.naming import named_plans
from bptip.files.workspace.opening import OpenPlan, open_plan
from bptip.plan.errors import REFUSED, BptipError
from files.journal_blocks import update

if TYPE_CHECKING:
    from conftest import Plans

ITEMS: Final = """
[[objective]]
id = "1"
title = "Share information"
activity = [{ id = "1.1", title = "Annual meeting" }]
"""

Opener = Callable[..., OpenPlan]


@pytest.fixture
def opened(plans: Plans) -> Opener:
    """Opens a plan of this test's own workspace, on a day."""

    def open_on(name: object = None, on: str = "2026-06-30") -> OpenPlan:
        here = plans.folder.parent
        workspace = find_workspace(str(plans.folder), None, here)
        given = None if name is None else str(name)
        return open_plan(workspace, given, date.fromisoformat(on))

    return open_on


def plan(plans: Plans, name: str, start: str, end: str, journal: str | None = None) -> Path:
    """Returns a plan of one version with a period."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return plans.add(ITEMS, journal, id=name, start=first, end=last)


def versions(plans: Plans, *released: str | None) -> None:
    """Returns a plan of 2026 with versions released on these days."""
    for number, day in enumerate(released, start=1):
        stated: dict[str, Any] = {} if day is None else {"released": date.fromisoformat(day)}
        plans.add(ITEMS, version=number, **stated)


def number(opened: OpenPlan) -> int:
    return opened.version.plan.version


# A plan by its id.


def test_a_plan_is_named_by_its_id(plans: Plans, opened: Opener) -> None:
    plan(plans, "2022", "2022-01-01", "2022-12-31")
    plan(plans, "2026", "2026-01-01", "2026-12-31")
    assert opened("2022").version.plan.id == "2022"
    assert [other.id for other in opened("2022").others] == ["2026"]


@pytest.mark.parametrize("name", ["2024 2026", "2024_2026", "2024–2026", "2024.2026"])
def test_spaces_hyphens_and_dots_do_not_matter(plans: Plans, opened: Opener, name: str) -> None:
    plan(plans, "2024-2026", "2024-01-01", "2026-12-31")
    assert opened(name).version.plan.id == "2024-2026"


def test_an_unknown_plan_is_answered_with_the_nearest(plans: Plans, opened: Opener) -> None:
    plan(plans, "2024-2026", "2024-01-01", "2026-12-31")
    plan(plans, "2022", "2022-01-01", "2022-12-31")
    with pytest.raises(BptipError, match='There is no plan "2024-2027"') as error:
        opened("2024-2027")
    assert error.value.hints == ('Did you mean "2024-2026"?', "Known: 2022, 2024-2026.")
    assert error.value.exit_code == REFUSED


# A version by its number.


@pytest.mark.parametrize("name", ["tiny@v1", "tiny@1", "tiny@V1", "tiny@v01"])
def test_a_version_is_named_by_its_number(plans: Plans, opened: Opener, name: str) -> None:
    versions(plans, None, "2026-02-01")
    assert number(opened(name)) == 1
    assert number(opened("tiny@v2", on="2020-01-01")) == 2


@pytest.mark.parametrize("name", ["tiny@v3", "tiny@0", "tiny@99999999999999999999"])
def test_an_unknown_version_is_answered_with_those_there_are(
    plans: Plans, opened: Opener, name: str
) -> None:
    versions(plans, None, "2026-02-01")
    with pytest.raises(BptipError, match="has no version") as error:
        opened(name)
    assert error.value.hints == ("Known: tiny@v1, tiny@v2.",)


def test_a_version_that_is_none_is_answered_too(plans: Plans, opened: Opener) -> None:
    versions(plans, None)
    with pytest.raises(BptipError, match='has no version "latest"'):
        opened("tiny@latest")


# The version in force.


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-10-31", 1), ("2025-11-01", 1), ("2026-04-30", 1), ("2026-05-01", 2),
        ("2026-08-31", 2), ("2026-09-01", 3), ("2030-01-01", 3),
    ],
)  # fmt: skip
def test_a_version_counts_from_the_day_of_its_release(
    plans: Plans, opened: Opener, on: str, expected: int
) -> None:
    """Before any is released, the first is in force."""
    versions(plans, "2025-11-01", "2026-05-01", "2026-09-01")
    assert number(opened("tiny", on=on)) == expected


def test_a_version_without_release_counts_from_the_plans_start(
    plans: Plans, opened: Opener
) -> None:
    versions(plans, "2025-06-01", None)
    assert number(opened("tiny", on="2025-12-31")) == 1
    assert number(opened("tiny", on="2026-01-01")) == 2


def test_of_two_released_on_one_day_the_higher_number_is_in_force(
    plans: Plans, opened: Opener
) -> None:
    versions(plans, "2026-02-01", "2026-02-01")
    assert number(opened("tiny", on="2026-02-01")) == 2


def test_the_order_of_release_wins_over_the_number(plans: Plans, opened: Opener) -> None:
    versions(plans, "2026-03-01", "2026-02-01")
    assert number(opened("tiny", on="2026-02-28")) == 2
    assert number(opened("tiny", on="2026-03-01")) == 1


def test_all_versions_have_one_journal(plans: Plans, opened: Opener) -> None:
    versions(plans, None, "2026-05-01")
    plans.add(ITEMS, update())
    assert opened("tiny@v1").updates == opened("tiny@v2").updates != ()


# A path.


def test_a_path_to_a_file_means_that_version(plans: Plans, opened: Opener) -> None:
    versions(plans, None, "2026-02-01")
    folder = plans.add(ITEMS, update())
    found = opened(folder / "v1.toml")
    assert number(found) == 1
    assert [each.plan.version for each in found.versions] == [1, 2]
    assert [each.id for each in found.updates] == ["u1"]


def test_a_path_to_a_file_outside_the_workspace(
    plans: Plans, opened: Opener, tmp_path: Path
) -> None:
    """Its name and its folder's don't matter; what it says of itself does."""
    plan(plans, "2022", "2022-01-01", "2022-12-31")
    moved = plans.add(ITEMS).rename(tmp_path / "draft") / "v1.toml"
    draft = moved.rename(moved.with_name("Draft of May.toml"))
    found = opened(draft)
    assert (found.version.plan.id, found.updates) == ("tiny", ())
    assert found.source.folder == (tmp_path / "draft").as_posix()
    assert not found.source.bundled
    assert [other.id for other in found.others] == ["2022"]


def test_a_path_to_a_folder_means_its_version_in_force(plans: Plans, opened: Opener) -> None:
    versions(plans, None, "2026-02-01")
    assert number(opened(plans.folder / "tiny")) == 2
    assert number(opened(f"{plans.folder / 'tiny'}/", on="2026-01-31")) == 1


def test_a_path_to_a_file_is_read_whatever_stands_beside_it(plans: Plans, opened: Opener) -> None:
    folder = plans.add(ITEMS)
    plans.add(version=2, titel="Another")
    assert number(opened(folder / "v1.toml")) == 1


@pytest.mark.parametrize("name", ["nowhere.toml", "nowhere/v1.toml", "./nowhere"])
def test_a_path_to_nothing(plans: Plans, opened: Opener, name: str) -> None:
    versions(plans, None)
    with pytest.raises(BptipError) as error:
        opened(plans.folder / name if "/" not in name else f"{plans.folder}/{name}")
    assert error.value.exit_code == REFUSED


def test_a_path_to_a_folder_without_a_plan(plans: Plans, opened: Opener) -> None:
    versions(plans, None)
    with pytest.raises(BptipError, match="contains no plan") as error:
        opened(plans.folder)
    assert "v1.toml" in error.value.hints[0]


def test_the_journal_beside_a_file_may_be_of_another_plan(plans: Plans, opened: Opener) -> None:
    folder = plans.add(ITEMS, update())
    text = (folder / "progress.toml").read_text(encoding="utf-8")
    (folder / "progress.toml").write_text(text.replace('"tiny"', '"other"'), encoding="utf-8")
    with pytest.raises(BptipError, match="cannot be read") as error:
        opened(folder / "v1.toml")
    assert "plan-id" in error.value.hints[0]


# No name: the plan in force.


def test_the_plan_in_force_is_the_one_whose_period_holds_the_day(
    plans: Plans, opened: Opener
) -> None:
    plan(plans, "2022", "2022-01-01", "2022-12-31")
    plan(plans, "2026", "2026-01-01", "2026-12-31")
    for day, meant in (("2022-01-01", "2022"), ("2022-12-31", "2022"), ("2026-01-01", "2026")):
        assert opened(on=day).version.plan.id == meant


def test_of_several_in_force_the_one_that_started_later(plans: Plans, opened: Opener) -> None:
    plan(plans, "a", "2026-03-01", "2026-12-31")
    plan(plans, "b", "2026-01-01", "2027-12-31")
    plan(plans, "c", "2026-09-01", "2027-12-31")
    assert opened(on="2026-02-28").version.plan.id == "b"
    assert opened(on="2026-03-01").version.plan.id == "a"
    assert opened(on="2026-09-01").version.plan.id == "c"


def test_of_none_in_force_the_last_one_that_ended(plans: Plans, opened: Opener) -> None:
    plan(plans, "a", "2020-01-01", "2022-12-31")
    plan(plans, "b", "2021-01-01", "2021-12-31")
    plan(plans, "c", "2026-01-01", "2026-12-31")
    assert opened(on="2024-01-01").version.plan.id == "a"
    assert opened(on="2022-01-01").version.plan.id == "a"
    assert opened(on="2030-01-01").version.plan.id == "c"


def test_before_all_the_first(plans: Plans, opened: Opener) -> None:
    plan(plans, "z", "2026-01-01", "2026-06-30")
    plan(plans, "a", "2027-01-01", "2027-12-31")
    assert opened(on="2025-12-31").version.plan.id == "z"


def test_the_period_is_that_of_the_version_in_force_then(plans: Plans, opened: Opener) -> None:
    """An amendment that prolongs a plan keeps it in force; before its release, it doesn't."""
    plan(plans, "next", "2026-07-01", "2026-12-31")
    plans.add(ITEMS, id="old", start=date(2026, 1, 1), end=date(2026, 6, 30))
    plans.add(
        ITEMS, id="old", version=2, start=date(2026, 8, 1), end=date(2027, 12, 31),
        released=date(2026, 8, 1),
    )  # fmt: skip
    assert opened(on="2026-07-31").version.plan.id == "next"
    assert opened(on="2026-08-01").version.plan.id == "old"
    assert number(opened(on="2026-08-01")) == 2


# What is faulty.


def test_a_faulty_plan_hides_no_other(plans: Plans, opened: Opener) -> None:
    plan(plans, "2026", "2026-01-01", "2026-12-31")
    plans.add(id="2022", titel="Misspelt")
    for name in ("2026", None):
        found = opened(name)
        assert found.version.plan.id == "2026"
        assert found.notices == (
            "The plan 2022 cannot be read, so it is left out. `bptip check 2022` says why.",
        )
        assert found.others == ()


def test_a_faulty_plan_is_refused_with_all_its_faults(plans: Plans, opened: Opener) -> None:
    plans.add(id="2022", titel="Misspelt", parties="Indonesia")
    with pytest.raises(
        BptipError, match="The plan 2022 has 2 errors, so it cannot be read"
    ) as error:
        opened("2022")
    assert error.value.exit_code == REFUSED
    unknown, wrong = sorted(error.value.hints)
    assert re.match(r"plans/2022/v1\.toml:\d+:1: unknown-key: The plan: there is no key", unknown)
    assert re.match(r"plans/2022/v1\.toml:\d+:1: wrong-type: The plan: \"parties\"", wrong)


def test_a_faulty_plan_that_may_be_the_one_in_force_is_not_passed_over(
    plans: Plans, opened: Opener
) -> None:
    plan(plans, "2022", "2022-01-01", "2022-12-31")
    plans.add(id="2026", titel="Misspelt")
    with pytest.raises(BptipError, match="The plan 2026 has 1 error, so it cannot be read"):
        opened(on="2026-06-30")


@pytest.mark.parametrize(
    ("text", "errors"),
    [("", "2 errors"), ("[[", "1 error"), ("schema = 2\n", "1 error"), ("\0", "1 error")],
)
def test_one_version_that_cannot_be_read_makes_the_plan_unreadable(
    plans: Plans, opened: Opener, text: str, errors: str
) -> None:
    folder = plans.add(ITEMS)
    (folder / "v2.toml").write_text(text, encoding="utf-8")
    for name in ("tiny", "tiny@v1", None):
        with pytest.raises(BptipError, match=f"The plan tiny has {errors}, so it cannot be read"):
            opened(name)


def test_a_journal_that_cannot_be_read_makes_the_plan_unreadable(
    plans: Plans, opened: Opener
) -> None:
    plan(plans, "2022", "2022-01-01", "2022-12-31")
    plan(plans, "2026", "2026-01-01", "2026-12-31", journal="[[")
    with pytest.raises(
        BptipError, match="The plan 2026 has 1 error, so it cannot be read"
    ) as error:
        opened()
    assert error.value.hints[0].startswith("plans/2026/progress.toml:")
    assert opened("2022").version.plan.id == "2022"


def test_a_faulty_update_is_shown_on_one_line(plans: Plans, opened: Opener) -> None:
    plans.add(ITEMS, update() + update(id='"u2"', status='"ongoing"'))
    found = opened()
    assert [each.id for each in found.updates] == ["u1"]
    (line,) = found.notices
    assert re.match(
        r"An update with an error is left out: plans/tiny/progress\.toml:\d+:1: bad-value: ", line
    )
    assert '"continuous"' in line
    assert "\n" not in line


def test_several_faulty_updates_take_one_line_with_the_first(plans: Plans, opened: Opener) -> None:
    blocks = [update(id=f'"u{n}"', item=f'"9.{n}"') for n in range(3)]
    plans.add(ITEMS, "".join(blocks))
    (line,) = opened().notices
    count, _, first = line.partition(" the first: ")
    assert "3" in count
    assert "9.0" in first
    assert "9.1" not in first


def test_nobody_waits_for_hints_about_thousands_of_updates(plans: Plans, opened: Opener) -> None:
    """Looking up what each may have meant would take a look at every item, each time."""
    items = "".join(
        f'[[objective]]\nid = "{n}"\ntitle = "Objective number {n}"\n' for n in range(500)
    )
    plans.add(items, "".join(update(id=f'"u{n}"', item=f'"x{n}"') for n in range(2000)))
    start = process_time()
    (line,) = opened().notices
    assert process_time() - start < 10
    assert line.startswith("2,000 updates with errors are left out; the first: ")


def test_a_plan_with_many_errors_is_refused_with_the_first_forty(
    plans: Plans, opened: Opener
) -> None:
    """The last line has the number of the others."""
    plans.add("".join(f'[[objective]]\nid = "{n}"\n' for n in range(100)))
    with pytest.raises(BptipError, match="100 errors") as refused:
        opened()
    *told, more = refused.value.hints
    assert len(told) == 40
    assert more == "… and 60 more. `bptip check tiny` lists them all."


def test_the_count_is_of_updates_and_not_of_faults(plans: Plans, opened: Opener) -> None:
    """Several faulty updates: one line, with the count."""
    twice = update(id='"u1"', status='"ongoing"', progress="120")
    plans.add(ITEMS, twice + update(id='"u2"', item='"9"'))
    (line,) = opened().notices
    assert "2" in line.partition(" the first: ")[0]


def test_one_update_with_two_faults_is_one_update(plans: Plans, opened: Opener) -> None:
    plans.add(ITEMS, update(status='"ongoing"', progress="120"))
    (line,) = opened().notices
    assert line.startswith("An update with an error is left out: ")


def test_an_update_that_is_in_the_journal_twice_is_not_left_out(
    plans: Plans, opened: Opener
) -> None:
    """It counts once, and the line says so."""
    plans.add(ITEMS, update() * 2)
    found = opened()
    assert [each.id for each in found.updates] == ["u1"]
    (line,) = found.notices
    assert re.match(
        r"An update is in the journal twice: plans/tiny/progress\.toml:\d+:1: duplicate-", line
    )
    assert line.endswith("It counts once. Delete one of the two.")


def test_repeated_updates_have_a_notice_apart_from_those_left_out(
    plans: Plans, opened: Opener
) -> None:
    plans.add(ITEMS, update() * 3 + update(id='"u2"', item='"9"'))
    left_out, repeated = opened().notices
    assert left_out.startswith("An update with an error is left out: ")
    assert repeated.startswith("2 updates in the journal are repeats; the first: ")


def test_an_update_that_counts_all_the_same_is_not_told(plans: Plans, opened: Opener) -> None:
    plans.add(ITEMS, update(evidence='["javascript:x"]', on="2026-12-31"))
    assert opened().notices == ()


def test_an_update_about_an_item_of_another_version_is_not_told(
    plans: Plans, opened: Opener
) -> None:
    plans.add("", version=2, released=date(2026, 2, 1))
    plans.add(ITEMS, update())
    found = opened()
    assert (number(found), found.notices) == (2, ())
    assert [each.id for each in found.updates] == ["u1"]


# What `check` looks at.


def test_check_looks_at_all_plans_or_at_those_named(plans: Plans) -> None:
    for name in ("2022", "2026"):
        plan(plans, name, f"{name}-01-01", f"{name}-12-31")
    workspace = find_workspace(str(plans.folder), None, plans.folder)

    def looked_at(*names: object) -> list[str]:
        return [each.id for each in named_plans(workspace, [str(name) for name in names])]

    assert looked_at() == ["2022", "2026"]
    assert looked_at("2026") == ["2026"]
    assert looked_at("2026@v1", "2022") == ["2026", "2022"]
    assert looked_at(plans.folder / "2022") == ["2022"]
    assert looked_at(plans.folder / "2022/v1.toml") == ["2022"]


def test_check_refuses_a_folder_without_a_plan(plans: Plans) -> None:
    """Else "no errors in 0 files" would be the answer to `bptip check plans/`."""
    plan(plans, "2022", "2022-01-01", "2022-12-31")
    workspace = find_workspace(str(plans.folder), None, plans.folder)
    with pytest.raises(BptipError, match="contains no plan"):
        named_plans(workspace, [f"{plans.folder}/"])
