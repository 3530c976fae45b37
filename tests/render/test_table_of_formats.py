"""The table of formats: each has a module that draws, and no two want the same file."""

from __future__ import annotations

import pkgutil

import pytest

from bptip import render
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
    assert content.endswith(b"\n")


@every_format
def test_the_same_page_gives_the_same_bytes(chosen: Format) -> None:
    draw, sample = chosen.drawer(), SAMPLES[chosen.made_from]
    assert draw(sample, Canvas()) == draw(sample, Canvas())


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
