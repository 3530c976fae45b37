"""The documentation is true: its links lead somewhere, its commands run, and nothing is missing."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any, Final

import pytest

from bptip.cli.app import load_command
from bptip.cli.commands import COMMANDS
from bptip.render.formats import FORMATS
from make_pages import PARTS, STORIES, made
from making.catalogue import CODES
from making.commands import examples_of
from making.markdown import anchor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from conftest import Bptip, Plans

REPOSITORY: Final = Path(__file__).resolve().parents[1]
DOCS: Final = REPOSITORY / "docs"
PAGES: Final = sorted(DOCS.glob("*.md"))
README: Final = REPOSITORY / "README.md"
BEYOND: Final = (
    *(REPOSITORY / name for name in ("CONTRIBUTING.md", "CHANGELOG.md")),
    REPOSITORY / "benchmarks" / "pairing" / "README.md",
    *sorted((DOCS / "walks").glob("*.md")),
)

BLOCK: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
each_text = pytest.mark.parametrize(
    "page", [README, *PAGES, *BEYOND], ids=lambda page: page.relative_to(REPOSITORY).as_posix()
)


def text_of(page: Path) -> str:
    """Returns the text of a page."""
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """Returns a page without its fenced blocks."""
    return BLOCK.sub("", text_of(page))


def blocks_of(page: Path, language: str) -> list[str]:
    """Returns the fenced blocks of a page in a language."""
    return [lines for named, lines in BLOCK.findall(text_of(page)) if named == language]


# --- Links.


def anchors_of(page: Path) -> set[str]:
    """Returns the anchors of a page, as GitHub makes them from the headings."""
    counts: dict[str, int] = {}
    for heading in re.findall(r"^#+ (.+)$", prose_of(page), re.MULTILINE):
        name = anchor(heading)
        counts[name] = counts.get(name, -1) + 1
        if counts[name]:
            counts[f"{name}-{counts[name]}"] = 0
    return set(counts)


@each_text
def test_every_link_leads_somewhere(page: Path) -> None:
    """To a file that is there, and to a heading that it has."""
    prose = re.sub(r"`[^`\n]*`", "", prose_of(page))
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)]+)\)", prose):
        name, _, heading = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), target
        assert not heading or heading in anchors_of(file), target


@each_page
def test_every_page_says_whom_it_is_for(page: Path) -> None:
    """In its first line below the title, and the list of all pages leads to it."""
    title, empty, first, *_ = text_of(page).splitlines()
    assert title.startswith("# ")
    assert (empty, first[:5]) == ("", "*For ")
    assert page.name == "index.md" or f"]({page.name})" in text_of(DOCS / "index.md")
    assert "](docs/index.md)" in text_of(README)


# --- What the program says itself.


@each_page
def test_what_follows_from_the_program_is_current(page: Path) -> None:
    """Also the screens of a story; `docs/make_pages.py` writes them again."""
    assert made(page.name, text_of(page)) == text_of(page)


def test_every_part_that_can_be_made_stands_in_a_page() -> None:
    """No part is generated in vain."""
    marks = [each for page in PAGES for each in re.findall(r"make_pages\.py: (\S+)", text_of(page))]
    assert sorted(marks) == sorted(PARTS)


def sections_of(page: Path) -> dict[str, str]:
    """Returns the text below each heading of the third level."""
    pieces = re.split(r"^### (.+)$", text_of(page), flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_section_with_all_its_options(name: str) -> None:
    """And at least one example, unless it is for programs."""
    section = sections_of(DOCS / "commands.md")[f"bptip {name}"]
    for param in load_command(name).params:
        shown = param.metavar if param.param_type_name == "argument" else param.opts[0]
        assert "--help" in param.opts or shown in section, shown
    assert COMMANDS[name].hidden or f"| `bptip {name}" in section


def test_every_format_is_listed() -> None:
    """By the end of a file's name."""
    page = text_of(DOCS / "commands.md")
    endings = [format_.extensions[0] for format_ in FORMATS.values()]
    assert [ending for ending in endings if f"| `{ending}` |" not in page] == []


def test_every_code_has_a_section() -> None:
    """And every section is about a code that exists."""
    assert sorted(sections_of(DOCS / "problems.md")) == sorted(code.name for code in CODES)


# --- Commands.

NOT_RUN: Final = {
    "python3 -m venv .venv",
    '.venv/bin/python -m pip install -q ".[office]"',
    'export PATH="$PWD/.venv/bin:$PATH"',
    "bptip",
    "cd practice",
    "git add plans",
    'git commit -m "The plans"',
    "git push",
    "git clone https://git.example.org/plans.git",
    "cd plans",
    'git config merge.bptip.name "bptip: every update of both"',
    'git config merge.bptip.driver "bptip merge-driver %O %A %B %P"',
    "git config pull.rebase false",
    "git pull",
    'git commit -am "2.1 is delayed"',
}
"""Lines that set up a computer, or run Git. CI runs the set-up in the README, which is marked."""


def commands_of(page: Path) -> list[str]:
    """Returns the lines of a page to run here: not stories, which have a test of their own.

    Lines that test or release bptip are left out too.
    """
    blocks = blocks_of(page, "sh")
    elsewhere = dict.fromkeys(
        (*STORIES, "testing.md", "releasing.md", "robustness.md", "security.md"), blocks
    )
    left_out = elsewhere.get(page.name, blocks[-1:] if page.name == "together.md" else [])
    return [line for each in blocks if each not in left_out for line in each.splitlines()]


TABLES: Final = {
    "workplan.xlsx": ("No.,Activity,Lead,Due", "1.1,Train officers,Fiji,2027-06-30"),
    "amended.xlsx": ("No.,Activity,Lead,Due", "1.1,Train more officers,Fiji,2028-06-30"),
    "tracker.xlsx": ("No.,Activity,Status", "1.1,Train officers,Done"),
}
"""The tables of the examples of `import`: file names, with the lines of a sheet."""


def _write_table(file: Path, lines: Sequence[str]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append(line.split(","))
    book.save(file)


@pytest.fixture
def run(bptip_in: Callable[[Path], Bptip], elsewhere: Path, tmp_path: Path) -> Bptip:
    """Bptip in a folder that has only a colleague's journal, and words for a report."""
    colleague = bptip_in(tmp_path)
    assert colleague("init").code == 0
    assert colleague("update", "2.1", "--no-change").code == 0
    journal = tmp_path / "plans" / "2024-2026" / "progress.toml"
    (elsewhere / "from-a-colleague.toml").write_bytes(journal.read_bytes())
    (elsewhere / "words.md").write_text("## Summary\n\nA good year.\n", encoding="utf-8")
    for name, lines in TABLES.items():
        _write_table(elsewhere / name, lines)
    rmtree(tmp_path / "plans")
    return bptip_in(elsewhere)


@each_page
def test_every_command_of_a_page_runs(page: Path, run: Bptip) -> None:
    """In the page's order; the guide's are run where its screens are made."""
    for line in commands_of(page):
        if line not in NOT_RUN:
            program, *arguments = shlex.split(line)
            assert program == "bptip", line
            assert run(*arguments).code == 0, line


def test_what_is_not_run_stands_in_a_page() -> None:
    """Every line that is not run is in a page."""
    lines = {line for page in PAGES for each in blocks_of(page, "sh") for line in each.splitlines()}
    assert lines >= NOT_RUN


def test_every_example_of_a_command_runs(run: Bptip) -> None:
    """From `init` on; the update that was shown last is taken back, and a note is redacted."""
    last = ""
    for name in sorted(COMMANDS, key=lambda name: name != "init"):
        if name == "redact":
            updates = run("log", "--json").json["updates"]
            last = next(each["id"] for each in updates if each["note"])
        for line, _ in examples_of(name):
            arguments = [last if each == "39c81c2" else each for each in shlex.split(line)[1:]]
            outcome = run(*arguments)
            assert outcome.code == 0, (line, outcome.err)
            last = (re.findall(r"bptip retract (\S+)", outcome.out) or [last])[-1]


OPTION: Final = re.compile(r"(?<=\s)(--?[a-z][a-z-]*)")


def spoken_of(page: Path) -> Iterator[Sequence[str]]:
    """Yields the commands that a page names in its text."""
    for span in re.findall(r"`bptip ([a-z][^`]*)`", prose_of(page)):
        yield span.replace(r"\|", "|").split()


@each_text
def test_a_command_that_is_spoken_of_is_there(page: Path) -> None:
    """With the options that are named with it."""
    for name, *rest in spoken_of(page):
        known = {option for param in load_command(name).params for option in all_names(param)}
        assert set(OPTION.findall(" " + " ".join(rest))) <= known, (name, rest)


def all_names(param: Any) -> list[str]:
    """Returns the names of an option."""
    return [*param.opts, *param.secondary_opts]


# --- Files.


def test_the_files_that_are_shown_are_sound(
    bptip_in: Callable[[Path], Bptip], plans: Plans
) -> None:
    """Beside the plan that they carry on; every update that was not taken back counts."""
    plans.add(
        '[[objective]]\nid = "1"\ntitle = "Share"\nactivity = [{ id = "1.2", title = "Meet" }]',
        id="2026",
    )
    folder = plans.folder / "2027"
    folder.mkdir()
    names = ("2027/v1.toml", "parties.toml", "contacts.toml", "2027/progress.toml")
    shown = dict(zip(names, blocks_of(DOCS / "files.md", "toml"), strict=True))
    for name, lines in shown.items():
        (plans.folder / name).write_text(lines, encoding="utf-8")
    run = bptip_in(plans.folder.parent)
    checked = run("check", "2027", "--strict")
    assert (checked.code, checked.err) == (0, ""), checked.out
    item = run("show", "1.1", "--plan", "2027", "--as-of", "2027-12-31", "--json").json
    assert [each["retracted"] for each in item["history"]] == [True, False]
    assert date.fromisoformat(item["due"]) == date(2027, 11, 30)
