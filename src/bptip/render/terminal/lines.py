"""A line on a terminal: text in the characters and colours that the canvas can show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.text import Text as RichText

from bptip.pages import document as doc
from bptip.plan import vocabulary
from bptip.plan.addresses import is_link
from bptip.plan.command_lines import about_plans
from bptip.plan.model import Segment, Status
from bptip.render import theme
from bptip.render.direction import END_OF_ISOLATE, ISOLATE, isolated, stretches
from bptip.render.layout.bars import BAR_WIDTH, NARROW_BAR_WIDTH, proportions
from bptip.render.layout.canvas import Canvas
from bptip.render.layout.columns import NARROW
from bptip.render.layout.marks import apart, marked
from bptip.render.visible import on_one_line, visible

STRIP_WIDTH: Final = 16
"""Maximum number of dates whose signs have blanks between them in a strip."""


class LineDrawer:
    """Draws lines on one canvas.

    On a page that may be cut, short words replace words that do not fit, and drawn lines are
    cached, since several versions of the page are tried.
    """

    def __init__(self, canvas: Canvas, *, may_be_cut: bool = False) -> None:
        self.canvas = canvas
        self.may_be_cut = may_be_cut
        self._kept: dict[doc.Line, RichText] = {}

    def fit(self, text: str) -> str:
        """Returns a text, made visible, in characters that the canvas can carry."""
        return self._fitted(visible(text))

    def isolated(self, text: str) -> str:
        """Returns a text, made visible and fitted, and isolated if it runs from right to left."""
        if text.isascii() or not self.canvas.isolates:
            return self.fit(text)
        return self._fitted(isolated(visible(text)))

    def _fitted(self, text: str) -> str:
        """Returns visible text in characters that the canvas can carry, with blanks for tabs."""
        return theme.fitted(self.canvas, text).replace("\t", " ")

    def line(self, line: doc.Line) -> RichText:
        """Returns a line."""
        if not line:
            return RichText()
        if not self.may_be_cut:
            return self._line(line)
        if line not in self._kept:
            self._kept[line] = self._line(line)
        return self._kept[line].copy()

    def _line(self, line: doc.Line) -> RichText:
        parts = apart(line) if self.canvas.colour and len(line) > 1 else line
        drawn = [
            self._stretch(stretch, is_isolated=is_isolated)
            for is_isolated, stretch in stretches(parts)
        ]
        return self._joined(drawn)

    def _stretch(self, parts: doc.Line, *, is_isolated: bool) -> RichText:
        """Returns a stretch of a line; if it is isolated, it is isolated as a whole."""
        drawn = [self._inline(part, is_isolated=is_isolated) for part in parts]
        if is_isolated and self.canvas.isolates:
            ends = (theme.fitted(self.canvas, mark) for mark in (ISOLATE, END_OF_ISOLATE))
            drawn = [RichText(next(ends)), *drawn, RichText(next(ends))]
        return self._joined(drawn)

    def _joined(self, parts: list[RichText]) -> RichText:
        """Returns parts as one text; without colours, their styles are dropped."""
        if len(parts) == 1:
            return parts[0]
        if self.canvas.colour:
            return RichText().join(parts)
        return RichText("".join(part.plain for part in parts))

    def _inline(  # noqa: PLR0911  # one case a kind
        self, part: doc.Inline, *, is_isolated: bool
    ) -> RichText:
        """Returns one part of a line; `is_isolated` is True if its stretch is isolated already."""
        match part:
            case doc.Text(text, role):
                is_whole = is_isolated or role is doc.Role.CODE
                typed = about_plans(text, self.canvas.plans) if role is doc.Role.CODE else text
                shown = self.fit(typed) if is_whole else self.isolated(typed)
                style = theme.on_terminal(theme.ROLE_STYLES[role])
                return RichText(self._marked(shown, role), style=style)
            case doc.StatusMark(status, text):
                return self._signed(theme.STATUS_SIGNS[status], text)
            case doc.OutlookMark(outlook, text):
                return self._signed(theme.OUTLOOK_SIGNS[outlook], text)
            case doc.Link():
                return self._link(part)
            case doc.Citation(number):
                return RichText(f"[{number}]")
            case doc.Day(date):
                return RichText(vocabulary.day(date))
            case doc.Bar(counts):
                is_narrow = self.canvas.width < NARROW
                return self._bar(proportions(counts, NARROW_BAR_WIDTH if is_narrow else BAR_WIDTH))
            case doc.Strip(statuses):
                gap = " " if len(statuses) <= STRIP_WIDTH else ""
                return RichText(gap).join(self._strip_sign(status) for status in statuses)

    def _marked(self, text: str, role: doc.Role) -> str:
        """Returns the text; if no style can show that it was added or removed, in marks."""
        if self.canvas.colour or role not in theme.ASCII_MARKS:
            return text
        before, after = theme.ASCII_MARKS[role]
        return marked(text, lambda core: f"{before}{core}{after}")

    def _signed(self, sign: theme.Sign, text: str) -> RichText:
        """Returns a sign and its words."""
        style = theme.on_terminal(sign.style)
        return RichText(f"{sign.on(self.canvas)} {self.isolated(text)}", style=style)

    def _link(self, link: doc.Link) -> RichText:
        """Returns the words of a link and its address, underlined if the address can be opened."""
        words = tuple(doc.Text(on_one_line(text), role) for text, role, _ in link.words)
        blank = (doc.Text(" "),) if link.text else ()
        shown = self.line((*words, *blank, doc.Text(on_one_line(link.address))))
        if is_link(link.address):
            shown.stylize("underline")
            if self.canvas.colour:
                shown.stylize(f"link {visible(link.address)}")
        return shown

    def _bar(self, counts: Mapping[Segment, int]) -> RichText:
        """Returns a bar with a number of signs for each segment."""
        bar = RichText()
        for segment, sign in theme.BAR_SIGNS.items():
            signs = sign.on(self.canvas) * counts.get(segment, 0)
            bar.append(signs, style=theme.on_terminal(sign.style))
        return bar

    def _strip_sign(self, status: Status | None) -> RichText:
        """Returns the sign of one date in a strip."""
        sign = theme.STATUS_SIGNS[status] if status else theme.ABSENT_SIGN
        return RichText(sign.on(self.canvas), style=theme.on_terminal(sign.style))
