"""The table of formats: each has a module that draws, and no two want the same file."""

from __future__ import annotations

import pkgutil
import sys

import pytest

from bptip import render
from bptip.errors import BptipError
from bptip.render.canvas import Canvas
from bptip.render.formats import BY_EXTENSION, FORMATS, Format, Made
from bptip.view import Rows
from render.specimen import SPECIMEN

every_format = pytest.mark.parametrize("chosen", FORMATS.values(), ids=FORMATS)

SAMPLES = {
    Made.PAGE: SPECIMEN,
    Made.RECORD: {"format": 1, "title": "Café"},
    Made.ROWS: Rows(("id",), [{"id": "Café"}]),
}


@every_format
def test_a_format_draws(chosen: Format) -> None:
    content = chosen.drawer()(SAMPLES[chosen.made_from], Canvas())
    assert isinstance(content, bytes)
    assert content.endswith(b"\n") or chosen.binary


@every_format
def test_the_same_page_gives_the_same_bytes(chosen: Format) -> None:
    draw, sample = chosen.drawer(), SAMPLES[chosen.made_from]
    assert draw(sample, Canvas()) == draw(sample, Canvas())


def test_what_a_screen_cannot_show_is_called_binary() -> None:
    """All that isn't text, and nothing that is."""
    for chosen in FORMATS.values():
        content = chosen.drawer()(SAMPLES[chosen.made_from], Canvas())
        assert (b"\0" in content) is chosen.binary


def test_a_missing_extra_is_one_line_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "bptip.render.docx", raising=False)
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(BptipError) as caught:
        FORMATS["docx"].drawer()
    assert 'pip install "bptip[office]"' in caught.value.message
    assert (caught.value.hints, caught.value.exit_code) == ((), 2)


def test_a_fault_of_our_own_is_no_missing_extra() -> None:
    """A module of bptip that isn't there is not to be installed."""
    with pytest.raises(ModuleNotFoundError):
        Format("x", (".x",), Made.PAGE, "of_no_such_name", extra="office").drawer()


def test_names_and_extensions_are_unique() -> None:
    extensions = [extension for each in FORMATS.values() for extension in each.extensions]
    assert len(set(extensions)) == len(extensions)
    assert {each.name: each for each in FORMATS.values()} == FORMATS
    assert {extension: BY_EXTENSION[extension].name for extension in extensions} == {
        extension: each.name for each in FORMATS.values() for extension in each.extensions
    }


@every_format
def test_an_extension_is_one_that_a_file_has(chosen: Format) -> None:
    assert chosen.extensions
    assert all(each.startswith(".") and each == each.lower() for each in chosen.extensions)


def test_every_module_that_draws_is_in_the_table() -> None:
    modules = {module.name for module in pkgutil.iter_modules(render.__path__)}
    used = {each.module for each in FORMATS.values()}
    assert used <= modules
    for name in modules - used:
        module = __import__(f"bptip.render.{name}", fromlist=["draw"])
        assert not hasattr(module, "draw")
