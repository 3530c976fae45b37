"""HTML in a real browser: nothing is complained of, nothing runs over the edge, it prints."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from bptip.pages.document import (
    Bullets,
    Column,
    Document,
    Example,
    Facts,
    Heading,
    Link,
    Notice,
    References,
    Row,
    Table,
    Text,
    paragraph,
    plain,
)
from bptip.render.html.page import draw
from bptip.render.layout.canvas import Canvas
from render.hostile_texts import HOSTILE, UNSAFE_ADDRESSES
from render.specimen import SPECIMEN

BROWSER: Final = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))),
    None,
)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs Chromium")


def browse(page: bytes, folder: Path, *options: str) -> tuple[str, str]:
    """Returns what the browser gives for a page, and what it says on its console."""
    file = folder / "page.html"
    file.write_bytes(page)
    done = subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            f"--user-data-dir={folder / 'profile'}", "--enable-logging=stderr",
            *options, file.as_uri(),
        ],
        capture_output=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = [
        each for each in done.stderr.decode("utf-8", "replace").splitlines() if "CONSOLE" in each
    ]
    return done.stdout.decode("utf-8"), "\n".join(said)


HOSTILE_PAGE: Final = Document(
    (
        Heading(plain("<script>document.title = 'owned'</script>"), 1),
        *(paragraph(plain(text)) for text in HOSTILE.values()),
        *(paragraph((Link(address, (Text("x"),)),)) for address in UNSAFE_ADDRESSES),
    )
)


@pytest.mark.parametrize("document", [SPECIMEN, HOSTILE_PAGE], ids=["specimen", "hostile"])
def test_nothing_is_complained_of(document: Document, tmp_path: Path) -> None:
    shot = tmp_path / "page.png"
    _, said = browse(draw(document, Canvas()), tmp_path, f"--screenshot={shot}")
    assert said == ""
    assert shot.stat().st_size > 10_000


def test_the_policy_lets_no_script_run(tmp_path: Path) -> None:
    """And the browser does say so: were there a script in a page of ours, the test above fails."""
    page = draw(SPECIMEN, Canvas()).replace(b"</main>", b"<script>document.title=1</script></main>")
    seen, said = browse(page, tmp_path, "--dump-dom")
    assert "Content Security Policy" in said
    assert "<title>1</title>" not in seen


MEASURE: Final = b"""<script>
const page = document.documentElement;
parent.postMessage([location.pathname, page.scrollWidth + " of " + page.clientWidth], "*");
</script></body>"""

COLLECT: Final = b"""<!doctype html><title></title><script>
const told = new Map();
addEventListener("message", ({data: [page, measured]}) => {
  told.set(page, measured);
  document.title = [...told.keys()].sort().map(each => told.get(each)).join("; ");
});
</script>%s"""
"""A page of frames, whose title is what they have measured, in their order."""


LONG_WORD: Final = plain("Donaudampfschifffahrt" * 20)

LONG_PAGE: Final = Document(
    (
        Heading(LONG_WORD, 1, LONG_WORD),
        Notice(LONG_WORD),
        paragraph(LONG_WORD),
        Bullets((LONG_WORD,)),
        Facts((("x" * 300, (LONG_WORD,)),)),
        Table((Column("#"), Column("Title", wrapping=True)), (Row((LONG_WORD, LONG_WORD)),)),
        References(("https://example.org/" + "x" * 300,)),
        Example("x" * 300),
    ),
    LONG_WORD,
)


def framed(number: int, document: Document, width: int, folder: Path) -> str:
    """Returns a page that measures itself in a frame, as if that were the whole window."""
    page = re.sub(
        rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", draw(document, Canvas())
    )
    name = f"framed-{number}.html"
    (folder / name).write_bytes(page.replace(b"</body>", MEASURE))
    return f'<iframe src="{name}" width="{width}" height="900" style="border:0"></iframe>'


def test_nothing_runs_over_the_edge(tmp_path: Path) -> None:
    """A wide table scrolls by itself, the page doesn't: at the widths of a desk and of a hand."""
    framing = [(page, width) for page in (SPECIMEN, LONG_PAGE) for width in (1280, 500)]
    frames = "".join(framed(n, *each, tmp_path) for n, each in enumerate(framing))
    seen, _ = browse(
        COLLECT % frames.encode(), tmp_path, "--virtual-time-budget=3000", "--dump-dom"
    )
    found = re.search(r"<title>([^<]*)</title>", seen)
    assert found is not None
    assert found[1].split("; ") == [f"{width} of {width}" for _, width in framing]


def test_it_prints(tmp_path: Path) -> None:
    paper = tmp_path / "page.pdf"
    browse(draw(SPECIMEN, Canvas()), tmp_path, f"--print-to-pdf={paper}", "--no-pdf-header-footer")
    assert paper.read_bytes().startswith(b"%PDF")
