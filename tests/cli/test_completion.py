"""Shell completion: what is offered, in each shell's own form, and that it can do no harm.

Shells evaluate what they complete, so a title from somebody's file must arrive as plain words.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final

import pytest

from bptip.cli import completion
from bptip.plan.model import Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Bptip, Outcome, Plans, Process

SHELLS: Final = ("bash", "zsh", "fish", "powershell")
every_shell = pytest.mark.parametrize("shell", SHELLS)

OWN_WORDS: Final = ("Under-preparation", "Limited-progress", "Done-and-reported")
"""The example's own words for statuses, as they are offered."""

_ZSH_OFFER: Final = re.compile(r'"([^"]*)"(?::"([^"]*)")?')


def environment(shell: str, line: str) -> dict[str, str]:
    """Returns the variables with which a shell describes a line whose end is completed."""
    words = line.split()
    begun = "" if line.endswith(" ") else words[-1]
    return {
        "_BPTIP_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) if not begun else len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": begun,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }


def read(shell: str, text: str) -> dict[str, str]:
    """Returns the offers, each with its help text, as the shell reads them; bash shows none."""
    lines = [line for line in text.splitlines() if line]
    if shell == "bash":
        return dict.fromkeys(lines, "")
    if shell == "zsh":
        inner = text.partition("((")[2].rpartition("))")[0]
        return {value: told or "" for value, told in _ZSH_OFFER.findall(inner)}
    mark = "\t" if shell == "fish" else ":::"
    return {value: told.strip() for value, _, told in (line.partition(mark) for line in lines)}


@pytest.fixture
def complete(bptip: Bptip) -> Callable[..., dict[str, str]]:
    """The offers for a line's end, in a shell."""

    def offers(line: str, shell: str = "fish", **options: Any) -> dict[str, str]:
        env = environment(shell, f"bptip {line}") | options.pop("env", {})
        outcome: Outcome = bptip(env=env, **options)
        assert (outcome.code, outcome.err) == (0, ""), outcome
        return read(shell, outcome.out)

    return offers


OFFERS: Final = [
    ("s", "status show schema"),
    ("chec", "check"),
    ("ch", "check changes"),
    ("update 1.", "1.1 1.2 1.3 1.4 1.5"),
    ("update 1.1 1.", "1.1 1.2 1.3 1.4 1.5"),
    ("update --plan 2022-2024 1.", "1.1 1.2 1.3"),
    ("update 1.1 --status co", "continuous completed"),
    ("update 1.1 --status not-s", "not-started"),
    ("update 1.1 --reason d", "dependency"),
    ("update 1.1 --by Riv", "River-Board"),
    ("update 1.1 --plan ", "2022-2024 2025-2027"),
    ("retract 01a1a090", "01a1a090-e1e0-7968-93f5-41e7681b8f58"),
    ("amend ", "2022-2024 2025-2027"),
    ("status ", "2022-2024 2025-2027"),
    ("status 2025", "2025-2027"),
    ("log 2022", "2022-2024"),
    ("find sea 20", "2022-2024 2025-2027"),
    ("find sea wall 20", "2022-2024 2025-2027"),
    ("find 20", ""),
    ("check ", "2022-2024 2025-2027"),
    ("check 2022-2024 2025", "2025-2027"),
    ("show --plan ", "2022-2024 2025-2027"),
    ("show 1.", "1.1 1.2 1.3 1.4 1.5"),
    ("show --plan 2022-2024 1.", "1.1 1.2 1.3"),
    ("show --plan 2025-2027@v1 3.", "3.1 3.2 3.3"),
    ("log --item 4", "4 4.2 4.3 4.4 4.5 4.6"),
    ("log 2022-2024 --item 4", "4 4.1 4.2"),
    ("status --objective ", "1 2 3 4 5"),
    ("status 2022-2024 --objective ", "1 2 3 4"),
    ("log --by M", "Met-Office-of-Tidewater Ministry-of-Works"),
    ("status --lead Riv", "River-Board"),
    ("status --party Fish", "Fishing-Fleet-Association"),
    ("status --theme ", "early-warning protection community recovery"),
    ("status --status not-", "not-reported not-started not-achieved not-applicable"),
    ("status --outlook o", "off-track on-track"),
    ("status --format ", "table markdown"),
    ("status --as", "--as-of"),
    ("changes 2022", "2022-2024"),
    ("changes --l", "--late"),
    ("trend --every ", "month quarter year"),
    ("trend 2025", "2025-2027"),
]


@pytest.mark.parametrize(("line", "offered"), OFFERS, ids=[line for line, _ in OFFERS])
def test_what_is_offered(complete: Any, line: str, offered: str) -> None:
    """The letters typed so far narrow it; the words before them decide what is meant."""
    found = complete(line)
    if line == "status --format ":
        assert set(found) >= {*offered.split(), "json", "csv"}
    else:
        assert set(found) == set(offered.split())


@every_shell
@pytest.mark.parametrize("line", ["s", "status ", "show 1.", "log --by M", "status --theme "])
def test_every_shell_is_offered_the_same(complete: Any, shell: str, line: str) -> None:
    """Each in its own form."""
    assert set(complete(line, shell)) == set(complete(line))


@pytest.mark.parametrize("shell", SHELLS[1:])
def test_titles_are_the_help(complete: Any, shell: str) -> None:
    """Plans and items have titles; commands have their summaries."""
    assert complete("status ", shell)["2022-2024"] == "Coastal Flood Plan 2022 2024"
    items = complete("show 1.", shell)
    assert items["1.1"] == "Add nine tide gauges along the outer coast"
    assert items["1.3"].startswith("Agree on one storm-surge warning text")
    assert complete("lo", shell)["log"].startswith("List a plan")


def test_every_offer_is_taken(bptip: Bptip, complete: Any) -> None:
    """An offered word is understood: no command refuses what completion offers."""
    for option in ("--lead", "--party", "--theme", "--status", "--outlook", "--objective"):
        offers = complete(f"status {option} ")
        assert offers
        for word in offers:
            outcome = bptip("status", option, word, "--json")
            assert outcome.code == 0, outcome.err
    for word in complete("show "):
        assert bptip("show", word, "--json").json["id"] == word
    for word in complete("log --by "):
        assert bptip("log", "--by", word, "--json").code == 0, word


@pytest.mark.parametrize(
    "name",
    [
        "Tidewater Insurers' Circle",
        "Côte d’Ivoire",
        "UNODC (Bangkok)",
        "U.S.A.",
        "Ministry, of Works",
    ],
)
def test_a_name_with_signs_in_it_is_taken_too(
    bptip: Bptip, plans: Plans, complete: Any, name: str
) -> None:
    """It is offered without them, and understood without them."""
    plans.add(
        '[[objective]]\nid = "1"\ntitle = "x"\n[[objective.activity]]\nid = "1.1"\ntitle = "y"\n'
        f"lead = [{json.dumps(name, ensure_ascii=False)}]"
    )
    there = plans.folder.parent
    (offer,) = complete("status --lead ", cwd=there)
    outcome = bptip("status", "--lead", offer, "--json", cwd=there)
    assert outcome.code == 0, outcome.err
    assert outcome.json["totals"]["activities"] == 1


def test_the_plans_that_are_meant_are_completed(
    bptip: Bptip, plans: Plans, complete: Any, elsewhere: Path
) -> None:
    """Those of --plans, before or after the command; of BPTIP_PLANS; of the working folder."""
    plans.add('[[objective]]\nid = "77"\ntitle = "Tiny"')
    folder = plans.folder
    assert complete("show ", cwd=elsewhere) == {"77": "Tiny"}
    assert complete(f"--plans {folder} show ") == {"77": "Tiny"}
    assert complete(f"show --plans {folder} ") == {"77": "Tiny"}
    assert complete("show ", env={"BPTIP_PLANS": str(folder)}) == {"77": "Tiny"}
    assert "77" not in complete("show ")


@every_shell
@pytest.mark.usefixtures("workspace")
def test_where_nothing_can_be_read_nothing_is_offered(
    bptip: Bptip, complete: Any, shell: str
) -> None:
    """And no message falls into the line that somebody is typing."""
    for each in bptip.home.glob("plans/*/v*.toml"):
        each.write_text("no TOML", "utf-8")
    assert complete("show ", shell) == {}
    assert complete("status --lead ", shell) == {}
    assert complete("show --plans nowhere ", shell) == {}
    assert complete("show --plan 2031 ", shell) == {}


NASTY: Final = (
    "$(touch hit)",
    "`touch hit`",
    "'; touch hit; '",
    '"; touch hit; "',
    "x\n$(touch hit)",
    "a\tb:::c:d",
    "\\$(touch hit)",
    "${IFS}<(touch hit)>|&",
    "[bold]tag[/bold] *?~#!",
    "\x1b[31mred\x1b[0m \u202e \u2028",
    "))' $(touch hit)",
    "é日本語 עברית " * 10,
    "%s %n {} __",
)


@pytest.fixture
def hostile(plans: Plans) -> Path:
    """A folder with a plan in which every text that is completed is nasty."""

    def text(value: str) -> str:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in escaped) + '"'

    objectives = '[[objective]]\nid = "0"\ntitle = "Nasty"\n' + "\n".join(
        f'[[objective.activity]]\nid = "0.{n}"\ntitle = {text(each)}\n'
        f"lead = [{text(each)}]\nthemes = [{text(each)}]"
        for n, each in enumerate(NASTY)
    )
    plans.add(objectives, title=NASTY[0], themes=list(NASTY))
    return plans.folder.parent


@every_shell
@pytest.mark.parametrize("line", ["status ", "show ", "status --lead ", "status --theme "])
def test_hostile_texts_become_plain_words(
    complete: Any, hostile: Path, shell: str, line: str
) -> None:
    """Letters, digits, spaces and .,-() on one line, 60 characters at most."""
    offers = complete(line, shell, cwd=hostile)
    assert offers
    for value, told in offers.items():
        for text in (value, told):
            assert re.fullmatch(r"[\w .,()-]{0,60}", text), text
            assert "_" not in text
            assert text.isprintable()
        assert not re.search(r"[\s(),]", value), value


def test_long_titles_are_cut(complete: Any, hostile: Path) -> None:
    """At 60 characters, with a sign that something is missing."""
    (told,) = [each for each in complete("show ", cwd=hostile).values() if "日本語" in each]
    assert len(told) <= 60
    assert told.endswith("...")


def test_marks_stay_with_their_letters() -> None:
    assert completion.harmless("ที่ปรึกษา $(x) e\u0301") == "ที่ปรึกษา (x) é"
    assert completion.harmless("a\u202eb\u200bc\u00add") == "abcd"
    assert completion.harmless("ที่" * 30).removesuffix("...") == "ที่" * 19
    assert completion.word("ශ්‍රී ලංකා") == "ශ්රී-ලංකා"


@pytest.fixture
def program(process: Process, tmp_path: Path) -> Path:
    """The folder of a program `bptip`, for a shell to find on its path."""
    file = tmp_path / "bin" / "bptip"
    file.parent.mkdir()
    file.write_text(f'#!/bin/sh\nexec {shlex.join(process.command())} "$@"\n', "utf-8")
    file.chmod(0o755)
    return file.parent


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("bash"), reason="needs bash")
def test_bash_really_completes_and_runs_nothing(
    process: Process, hostile: Path, program: Path
) -> None:
    """The script that bptip prints, in a real shell, on the hostile plan."""
    script = process(env={"_BPTIP_COMPLETE": "source_bash"}).out
    name = re.search(r"complete .* -F (\w+) bptip", script)
    assert name is not None
    asked = f"""
        PATH={shlex.quote(str(program))}:$PATH
        {script}
        COMP_WORDS=(bptip show ""); COMP_CWORD=2; {name[1]} bptip
        echo "${{COMPREPLY[@]}}"
        COMP_WORDS=(bptip status --lead ""); COMP_CWORD=3; {name[1]} bptip
        echo "${{#COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", asked],
        cwd=hostile,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    items, many = done.stdout.splitlines()
    assert items.split() == ["0", *(f"0.{n}" for n in range(len(NASTY)))]
    assert int(many) > 0
    assert not (hostile / "hit").exists()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["status", "--status", "=", "del"], ["delayed"]),
        (["status", "--status", "="], [*(status.value for status in Status), *OWN_WORDS]),
        (["status", "2025-2027", "@", "v"], ["v1", "v2"]),
        (["status", "2025-2027", "@"], ["v1", "v2"]),
        (["show", "2.1", "--plan", "=", "2025-2027", "@", "v2"], ["v2"]),
        (["status", "--status", "=", "delayed", "--outlook", "=", "off"], ["off-track"]),
    ],
)
def test_bash_cuts_words_at_its_word_breaks(
    bptip: Bptip, words: list[str], offered: list[str]
) -> None:
    """It hands over "=" and "@" as words, and replaces only what comes after them."""
    asked = {
        "_BPTIP_COMPLETE": "complete_bash",
        "COMP_WORDS": "\n".join(["bptip", *words]),
        "COMP_CWORD": str(len(words)),
    }
    assert bptip(env=asked).out.split() == offered


def test_versions_of_a_plan_are_offered_once_at_is_typed(
    complete: Callable[..., dict[str, str]],
) -> None:
    """In a shell that does not cut there, they are whole words."""
    assert "2025-2027@v1" not in complete("status 2025")
    assert list(complete("status 2025-2027@")) == ["2025-2027@v1", "2025-2027@v2"]


@pytest.mark.skipif(not shutil.which("zsh"), reason="needs zsh")
def test_zsh_really_evaluates_and_runs_nothing(process: Process, hostile: Path) -> None:
    """Zsh evaluates the script that it gets, as by `eval "_arguments …"`."""
    answer = process(env=environment("zsh", "bptip show "), cwd=hostile).out
    asked = f'_arguments() {{ print -r -- "$#" }}\n{answer}'
    done = subprocess.run(
        ["zsh", "-f", "-c", asked],
        cwd=hostile,
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert not (hostile / "hit").exists()


@pytest.mark.skipif(not shutil.which("fish"), reason="needs fish")
def test_fish_really_completes_and_runs_nothing(
    process: Process, hostile: Path, program: Path
) -> None:
    """The script that bptip prints, in a real shell, on the hostile plan."""
    script = process(env={"_BPTIP_COMPLETE": "source_fish"}).out
    asked = f"set -x PATH {shlex.quote(str(program))} $PATH\n{script}\ncomplete -C 'bptip show '"
    done = subprocess.run(
        ["fish", "--no-config", "-c", asked],
        cwd=hostile,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    offered = dict(line.partition("\t")[::2] for line in done.stdout.splitlines())
    assert list(offered) == ["0", *(f"0.{n}" for n in range(len(NASTY)))]
    assert offered["0"] == "Nasty"
    assert not (hostile / "hit").exists()
