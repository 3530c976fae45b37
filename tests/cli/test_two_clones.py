"""Two offices collect the forms of one round, and take in each other's journals."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING, Any, Final

from bptip.exchange.forms.form_words import NO_CHANGE, Place
from cli.returns_round import AskedRound

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip, Plans

JOURNAL: Final = ("plans", "2026", "progress.toml")


def said(clone: Bptip) -> tuple[Any, Any]:
    """Returns the updates of a clone by their ids, and what it says about the round."""
    updates = clone("log", "--json").json["updates"]
    stated = {each["id"]: {**each, "recorded": ""} for each in updates}
    return stated, clone("round", "--json").json["parties"]


def test_two_clones_that_collect_and_merge_agree(
    bptip_in: Callable[[Path], Bptip], plans: Plans, tmp_path: Path
) -> None:
    """One reads all forms in one run, the other one by one, some of them both."""
    asked = AskedRound(bptip_in(plans.folder.parent), plans)
    fiji = asked.fill("Fiji", {"1.1": {Place.STATUS: NO_CHANGE}, "1.2": {Place.STATUS: "Delayed"}})
    tonga = asked.fill("Tonga", {"2.1": {Place.STATUS: "Completed", Place.DAY: "12 Jun 2026"}})
    samoa = asked.fill("Samoa", {"1.2": {Place.STATUS: "In progress"}})
    homes = [tmp_path / "ours", tmp_path / "theirs"]
    ours, theirs = (bptip_in(copytree(asked.run.home, home)) for home in homes)
    assert ours("collect", fiji, tonga, samoa, "--write").code == 0
    for form in (samoa, fiji):
        assert theirs("collect", form, "--write").code == 0
    for clone, other in ((theirs, ours), (ours, theirs)):
        taken = clone("merge", other.home.joinpath(*JOURNAL))
        assert taken.code == 0, taken.err
    assert said(ours) == said(theirs)
    assert len(said(ours)[0]) == 4 + 4
    again = theirs("collect", fiji, tonga, samoa, "--write", "--json").json
    assert again["written"] == 0
