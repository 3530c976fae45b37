"""Colours of pages: every text can be read, in the light and in the dark."""

from __future__ import annotations

import re

import pytest

from bptip.pages.document import Role
from bptip.plan.model import Status
from bptip.render import theme
from bptip.render.html.style import STYLE
from bptip.render.layout.canvas import Canvas
from bptip.render.svg import draw as draw_picture
from bptip.render.terminal.page import draw as draw_page
from render.specimen import SPECIMEN

SIDES = ("light", "dark")


def brightness(colour: str) -> float:
    """Returns the relative luminance of a colour, as WCAG 2 has it: 0 for black, 1 for white."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Returns the contrast of two colours: 1 for the same, 21 for black on white."""
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_the_one_that_is_meant() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("767676", "ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("ground", [theme.PAGE_COLOUR, theme.TINT_COLOUR], ids=["paper", "tint"])
@pytest.mark.parametrize("name", theme.TEXT_COLOURS)
def test_every_ink_can_be_read(name: str, ground: theme.Colour, side: str) -> None:
    assert contrast(getattr(theme.TEXT_COLOURS[name], side), getattr(ground, side)) >= 4.5


def test_every_sign_and_role_has_the_ink_of_its_colour() -> None:
    """A style with a colour that no ink has would be drawn in black."""
    signs = [*theme.STATUS_SIGNS.values(), *theme.BAR_SIGNS.values(), *theme.OUTLOOK_SIGNS.values()]
    styles = {*(sign.style for sign in signs), *theme.ROLE_STYLES.values()}
    plain = {"bold", "italic", "underline", "strike"}
    for style in styles:
        colours = set(style.split()) - plain
        assert colours <= theme.TEXT_COLOURS.keys()
        assert theme.colour_of(style) == theme.TEXT_COLOURS[next(iter(colours), "")]
    assert theme.ROLE_STYLES.keys() == set(Role)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("status", Status)
def test_every_fill_is_seen_on_the_page(status: Status, side: str) -> None:
    """As the style sheet has it: the fill, or the outline around a pale one."""
    values = variables(side)
    (rule,) = re.findall(rf"^rect\.{status.value}{{(.*)}}$", STYLE, re.MULTILINE)
    names = re.findall(r"(?:fill|stroke):var\(--([\w-]+)\)", rule)
    assert names[0] == f"fill-{status.value}"
    assert max(contrast(values[name], values["paper"]) for name in names) >= 3


@pytest.mark.parametrize("side", SIDES)
def test_every_text_of_the_style_sheet_can_be_read(side: str) -> None:
    """On the page and on its tinted parts; WCAG 2 asks for 4.5 : 1."""
    values = variables(side)
    names = set(re.findall(r"(?<![-\w])color:var\(--([\w-]+)\)", STYLE))
    assert {"ink", "muted", "link", "good", "error", "warning"} <= names
    for name in names:
        for ground in ("paper", "tint"):
            assert contrast(values[name], values[ground]) >= 4.5, (name, ground)


def variables(side: str) -> dict[str, str]:
    """Returns the colours that the style sheet declares for a light or a dark page."""
    light, dark = re.findall(r":root{(?:color-scheme:light dark;)?(--.*?)}", STYLE)
    declared = light if side == "light" else dark
    return dict(re.findall(r"--([\w-]+):#([0-9a-f]{6});", declared))


def test_neighbours_in_a_bar_differ() -> None:
    fills = [theme.FILL_COLOURS[status] for status in theme.BAR_SIGNS]
    for side in SIDES:
        assert len({getattr(each, side) for each in fills}) == len(fills)


def test_no_words_are_dim_on_a_terminal() -> None:
    """Many themes show dim words at less than 4.5 : 1, so theirs is the colour of all text."""
    codes = re.findall(r"\x1b\[([0-9;]*)m", draw_page(SPECIMEN, Canvas(colour=True)).decode())
    assert codes
    assert "2" not in {code for group in codes for code in group.split(";")}


def test_every_colour_of_a_picture_can_be_read() -> None:
    """A picture has its own ground, so that the contrast of its words is known."""
    content = draw_picture(SPECIMEN, Canvas()).decode()
    inks = set(re.findall(r"\.\S+-r\d+ \{ fill: #([0-9a-f]{6})", content))
    assert f"#{theme.PAGE_COLOUR.dark}" in content
    assert len(inks) >= 5
    assert [ink for ink in inks if contrast(ink, theme.PAGE_COLOUR.dark) < 4.5] == []
