"""The report on paper: the first page is one sheet, and 150 activities take 35 pages at most."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zlib import decompressobj

import docx
import pytest
from docx.oxml.ns import qn

from render.html_reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Bptip, Plans

OFFICE: Final = shutil.which("soffice") or shutil.which("libreoffice")
BROWSER: Final = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)

needs_office = pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
needs_browser = pytest.mark.skipif(BROWSER is None, reason="needs Chromium")

MOST_PAGES: Final = 35
"""Maximum number of pages of a report on 150 activities in Word."""

LARGE: Final = ("--objectives", "12", "--activities", "150", "--updates")


def made_plan(repository: Path, home: Path, updates: int = 600) -> tuple[str, ...]:
    """Writes a plan of 12 objectives and 150 activities, with updates of several years."""
    script = repository / "benchmarks" / "large_plan.py"
    subprocess.run(
        [sys.executable, str(script), str(home), *LARGE, str(updates)], check=True, timeout=60
    )
    return ("large", "--as-of", "2026-06-30")


TABLE: Final = "| Activity | Responsible | Deadline |\n| --- | --- | --- |\n"


def imported_plan(bptip: Bptip, home: Path, number: int = 20) -> tuple[str, ...]:
    """Imports a plan of sections with tables of three rows, as offices publish them."""
    sections = [
        f"## Action {number}: Improve how shared data assets are managed, {number}\n\n{TABLE}"
        + "".join(
            f"| Publish the findings of step {number}.{row} | Data Council | 2026-0{row + 2}-28 |\n"
            for row in (1, 2, 3)
        )
        for number in range(1, number + 1)
    ]
    (home / "table.md").write_text("# Data plan\n\n" + "\n".join(sections), encoding="utf-8")
    dates = ("--start", "2026-01-01", "--end", "2026-12-31")
    outcome = bptip("import", "table.md", "--plan", "data", *dates, "--write", cwd=home)
    assert outcome.code == 0, outcome.err
    return ("data", "--as-of", "2026-06-30")


@pytest.fixture(params=["public", "example", "large", "imported"])
def reported(
    request: pytest.FixtureRequest, bptip: Bptip, plans: Plans, repository: Path
) -> tuple[tuple[str, ...], Path]:
    """The arguments of a report, and the folder in which it is asked for."""
    home = plans.folder.parent
    match request.param:
        case "public":
            return ("2024-2026", "--as-of", "2026-07-09"), repository
        case "large":
            return made_plan(repository, home), home
        case "imported":
            return imported_plan(bptip, home), home
        case _:
            return (), bptip.home


def printed(folder: Path, command: list[str], file: Path) -> int:
    """Runs a program that makes a PDF file, and returns the number of its pages."""
    done = subprocess.run(command, capture_output=True, check=False, timeout=180)
    assert done.returncode == 0, done.stderr
    return len(re.findall(rb"/Type\s*/Page\b", (folder / file).read_bytes()))


def pages_in_word(folder: Path, content: bytes) -> int:
    """Returns the number of pages that LibreOffice makes of a Word file."""
    (folder / "report.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    command = [str(OFFICE), profile, *options, str(folder / "report.docx")]
    return printed(folder, command, folder / "report.pdf")


def pages_in_a_browser(folder: Path, source: str) -> int:
    """Returns the number of pages that a browser prints of a web page, to the file page.pdf."""
    (folder / "page.html").write_text(source, encoding="utf-8")
    command = [
        str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={folder / 'page.pdf'}",
        (folder / "page.html").as_uri(),
    ]  # fmt: skip
    return printed(folder, command, folder / "page.pdf")


def first_part(content: bytes) -> bytes:
    """Returns a Word file without all that is behind the first page break."""
    document = docx.Document(BytesIO(content))
    body, is_behind = document.element.body, False
    for element in list(body):
        is_behind = is_behind or element.find(f".//{qn('w:pageBreakBefore')}") is not None
        if is_behind and element.tag != qn("w:sectPr"):
            body.remove(element)
    assert is_behind
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@needs_office
def test_the_first_page_is_one_sheet_in_word(
    bptip: Bptip, tmp_path: Path, reported: tuple[tuple[str, ...], Path]
) -> None:
    """With all objectives, what was completed, and what is past its due date."""
    arguments, home = reported
    content = bptip("report", *arguments, "--format", "docx", cwd=home).raw
    assert pages_in_word(tmp_path, first_part(content)) == 1


def texts_on_last_page(pdf: bytes) -> int:
    """Returns the number of texts on the last page of a PDF file, its page number included."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    contents = (decompressobj().decompress(each) for each in streams if each[:1] == b"x")
    return [content.count(b"\nBT\n") for content in contents if b"\nBT\n" in content][-1]


@needs_browser
@pytest.mark.parametrize("sections", [8, 23])
def test_the_provenance_is_never_alone_on_a_page(
    bptip: Bptip, tmp_path: Path, plans: Plans, sections: int
) -> None:
    """The text before it goes with it: with 23 sections, the page before is full."""
    arguments = imported_plan(bptip, plans.folder.parent, sections)
    source = bptip("report", *arguments, "--format", "html", cwd=plans.folder.parent).out
    pages_in_a_browser(tmp_path, re.sub(r"(?s)(<body[^>]*>).*(?=<footer>)", r"\1", source))
    alone = texts_on_last_page((tmp_path / "page.pdf").read_bytes())
    assert pages_in_a_browser(tmp_path, source) > 1
    assert texts_on_last_page((tmp_path / "page.pdf").read_bytes()) > alone


@needs_browser
def test_the_first_page_is_one_sheet_in_a_browser(
    bptip: Bptip, tmp_path: Path, reported: tuple[tuple[str, ...], Path]
) -> None:
    """Upright, as a browser prints it."""
    arguments, home = reported
    source = bptip("report", *arguments, "--format", "html", cwd=home).out
    front, found, _ = re.split(r'(<h2[^>]*class="new-page")', source, maxsplit=1)
    assert found
    assert pages_in_a_browser(tmp_path, f"{front}</main></body></html>") == 1
    assert 'class="landscape"' not in front
    assert "(0 of" not in front


def with_longer_notes(home: Path, times: int) -> None:
    """Makes each note of the large plan longer by a factor; no two updates say the same."""
    journal = home / "plans" / "large" / "progress.toml"
    written = iter(range(10_000))

    def longer(match: re.Match[str]) -> str:
        note = " ".join([match[1]] * times)
        return f'note = "{note} Meeting {next(written)}."'

    text = journal.read_text(encoding="utf-8")
    text = re.sub(r'^note = "(.*)"$', longer, text, flags=re.MULTILINE)
    journal.write_text(text, encoding="utf-8")


@needs_office
@pytest.mark.parametrize(("updates", "times"), [(600, 1), (600, 3), (1500, 1)])
def test_150_activities_take_35_pages(
    bptip: Bptip, repository: Path, tmp_path: Path, updates: int, times: int
) -> None:
    """Every activity is there, and every note of the period: where reports are many or long too."""
    arguments, home = made_plan(repository, tmp_path, updates), tmp_path
    with_longer_notes(home, times)
    answer = bptip("report", *arguments, "--json", cwd=home).json
    assert answer["status"]["totals"]["activities"] == 150
    shown = bptip("report", *arguments, "--format", "html", cwd=home).out
    source = " ".join(read(shown).text.split())
    notes = [note for change in answer["changes"]["changes"] for note in change["notes"]]
    assert len(notes) > 100
    assert [note for note in notes if " ".join(note.split()) not in source] == []
    rows = [row for each in answer["status"]["objectives"] for row in each["activities"]]
    assert [row["id"] for row in rows if row["title"] not in source] == []
    content = bptip("report", *arguments, "--format", "docx", cwd=home).raw
    assert pages_in_word(tmp_path, content) <= MOST_PAGES
