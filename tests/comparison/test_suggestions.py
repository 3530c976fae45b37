"""The candidates for an item without a partner: the nearest, with the words that both have."""

from __future__ import annotations

from bptip.comparison.pairing import matching_of
from bptip.comparison.suggestions import MOST_CANDIDATES, Candidate, candidates_of
from bptip.plan.characters import search_form
from bptip.plan.model import Version
from outline import edition

OLD = """
    1  Prevention of trafficking
      1.1  Handbook for inspectors of fishing vessels
      1.2  Radio campaign in border districts
"""
NEW = """
    1  Prevention of trafficking
      1.1  Radio campaign in border districts
      1.2  Course on labour law for harbour inspectors
      1.3  Photographs of mountain villages
"""


def suggested(old: Version, new: Version) -> dict[str, tuple[Candidate, ...]]:
    """Returns the candidates for the items of both editions, by "old" or "new" and the id."""
    candidates = candidates_of(matching_of(old, new))
    return {
        f"{side} {item.id}": candidates[id(item)]
        for side, version in (("old", old), ("new", new))
        for item in version.items
        if id(item) in candidates
    }


def test_an_item_without_a_partner_has_the_nearest_candidates_with_their_words() -> None:
    candidates = suggested(edition(OLD, "a"), edition(NEW, "b"))
    near = candidates["old 1.1"][0]
    assert near.item.title == "Course on labour law for harbour inspectors"
    assert 0 < near.similarity < 1
    assert near.words == ("inspectors",)
    assert [each.item.id for each in candidates["new 1.2"]] == ["1.1"]


def test_an_item_without_a_common_word_has_those_under_the_same_objective() -> None:
    (beside,) = suggested(edition(OLD, "a"), edition(NEW, "b"))["new 1.3"]
    assert (beside.item.id, beside.similarity, beside.words) == ("1.1", 0.0, ())


def test_an_item_under_another_objective_without_a_common_word_is_no_candidate() -> None:
    new = edition(f"{NEW}    2  Villages\n      2.1  Paintings of lighthouses", "b")
    assert suggested(edition(OLD, "a"), new)["new 2.1"] == ()


def test_an_item_with_only_a_word_of_many_items_in_common_is_a_candidate_only_beside_it() -> None:
    """Such a word is likeness, but nothing that could be shown as a reason."""
    harbours = "\n".join(f"      1.{n}  Harbour {n * 'x'}" for n in range(2, 8))
    new = edition("    1  Safety\n    2  Villages\n      2.1  Harbour lanterns", "b")
    elsewhere = edition(f"    1  Safety\n{harbours}", "a")
    assert suggested(elsewhere, new)["new 2.1"] == ()
    beside = edition(f"    1  Safety\n{harbours}\n    2  Villages\n      2.9  Harbour choir", "a")
    (near,) = suggested(beside, new)["new 2.1"]
    assert (near.item.id, near.words) == ("2.9", ())
    assert near.similarity > 0


def test_an_objective_has_those_that_share_an_activity_with_it() -> None:
    old = edition(
        """
        1  Upstream
          1.1  Radio campaign
          1.2  Handbook for inspectors of fishing vessels and of their crews
          1.3  Statistics of passports that were lost, stolen or forged
        """,
        "a",
    )
    new = edition(
        """
        2  Downstream
          2.1  Radio campaign
          2.2  Photographs of mountain villages in the morning, printed as calendars
          2.3  Choir of seafarers, with concerts on board of ferries
        """,
        "b",
    )
    (near,) = suggested(old, new)["old 1"]
    assert (near.item.id, near.words) == ("2", ())


def test_a_pair_has_no_candidates() -> None:
    assert "old 1.2" not in suggested(edition(OLD, "a"), edition(NEW, "b"))


def test_an_item_has_three_candidates_at_most_the_nearest_first() -> None:
    """Items with a partner are candidates too, since work is sometimes merged into other work."""
    same = """
        1  Prevention of trafficking
          1.1  Lights on moles and reefs
          1.2  Pilots for tankers
          1.3  Fees for ferries, tankers and tugs
          1.4  Police on patrol boats and tugs
    """
    old = f"{same}      1.5  Lights, fees, pilots and police, together with tugs"
    near = suggested(edition(old, "a"), edition(same, "b"))["old 1.5"]
    assert len(near) == MOST_CANDIDATES
    assert [each.similarity for each in near] == sorted((c.similarity for c in near), reverse=True)
    assert all(each.words for each in near)


def test_new_work_has_no_candidates_and_is_none() -> None:
    new = edition(NEW, "b")
    objective = new.objectives[0]
    fresh = tuple(
        each._replace(continues=()) if each.id == "1.2" else each for each in objective.activities
    )
    declared = new._replace(objectives=(objective._replace(activities=fresh),))
    candidates = suggested(edition(OLD, "a"), declared)
    assert [each.item.id for each in candidates["old 1.1"]] == ["1.3"]
    assert "new 1.2" not in candidates


def test_a_word_of_many_items_is_not_evidence() -> None:
    """A word that most items have, or a function word, speaks for no pair of them."""
    harbours = "\n".join(f"      1.{n}  Harbour {n * 'x'}" for n in range(2, 8))
    old = edition(f"    1  Safety\n      1.1  Harbour watch against theft\n{harbours}", "a")
    new = edition("    1  Safety\n      1.1  Harbour patrol and watch against fire", "b")
    matching = matching_of(old, new)
    first, second = next(old.activities), next(new.activities)
    assert matching.resemblance.texts.words_in_common(first, second) == ("watch",)


def test_words_of_every_plan_and_numbers_are_hardly_evidence() -> None:
    """A word such as *train* is evidence only where no other is; a number and *far* never are."""
    old = edition(
        "    1  Safety\n      1.1  Train three sailors so far\n      1.2  Train cooks", "a"
    )
    new = edition("    1  Safety\n      1.1  Three sailors train far away", "b")
    matching = matching_of(old, new)
    sailors, cooks = old.activities
    (trained,) = new.activities
    words = matching.resemblance.texts.words_in_common
    assert words(sailors, trained) == ("sailors",)
    assert words(cooks, trained) == ("train",)


def test_both_texts_say_each_piece_of_a_script_without_blanks() -> None:
    """Pairs of letters are joined as far as both texts have them in one piece."""
    old = edition("    1  Safety\n      1.1  จัดพิมพ์รายงานคำพิพากษาประจำปี", "a")
    new = edition("    1  Safety\n      1.1  รายงานคำพิพากษาพิมพ์ทุกปี", "b")
    (before,), (after,) = old.activities, new.activities
    words = matching_of(old, new).resemblance.texts.words_in_common(before, after)
    assert search_form("รายงานคำพิพากษา") in words
    assert all(word in search_form(each.title) for word in words for each in (before, after))


def test_common_letters_do_not_cut_a_piece_of_a_script_without_blanks() -> None:
    """A piece is as long as both texts have it, even if other items have letters of it.

    A piece of two letters within a longer one is not named beside it.
    """
    others = "\n".join(f"      1.{n}  แรงงาน {'กขคงจฉ'[n - 2]}" for n in range(2, 8))
    old = edition(f"    1  Work\n      1.1  อบรมผู้ตรวจแรงงานประมง ชายแดน\n{others}", "a")
    new = edition("    1  Work\n      1.1  หลายผู้ตรวจแรงงานใน ชายแดน ประมง", "b")
    before, after = next(old.activities), next(new.activities)
    words = matching_of(old, new).resemblance.texts.words_in_common(before, after)
    assert sorted(words) == ["ชายแดน", "ประมง", "ผู้ตรวจแรงงาน"]
