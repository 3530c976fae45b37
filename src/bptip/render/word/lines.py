"""A line in Word: runs of text, each in the style of its role, and links to safe addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from bptip.pages import document as doc
from bptip.plan import vocabulary
from bptip.plan.addresses import is_link
from bptip.plan.model import Segment, Status
from bptip.render import theme
from bptip.render.layout.bars import in_order
from bptip.render.layout.letters import printed
from bptip.render.layout.link_targets import target
from bptip.render.layout.marks import apart
from bptip.render.layout.plain_text import counts_text
from bptip.render.layout.printed_words import printed_words
from bptip.render.visible import NO_BREAK_SPACE, on_one_line, unbroken
from bptip.render.word.elements import RunStyle, run
from bptip.render.word.pictures import BAR_SIZE, SWATCH_SIZE, bar_picture, picture, swatch_picture
from bptip.render.word.styles import CODE_FONT
from bptip.render.word.tracked_changes import Revision, deleted, inserted

SIGN_FONT: Final = "Segoe UI Symbol"
"""A font that has the signs; if it is missing, word processors take another such font."""

FIGURE_SIZE: Final = 15
"""Size of a number that should catch the eye (points)."""

BAR_TEXT_SIZE: Final = 8
"""Size of the words below a bar (points)."""

SWATCH_WIDTH: Final = 2.5
"""Width of the picture of a status in the legend of bars (digits)."""

LEGEND_GAP: Final = "   "
"""Blanks between two statuses of the legend."""


def _role_style(role: doc.Role) -> RunStyle:
    """Returns the style of a text in a role."""
    if role is doc.Role.CODE:
        return RunStyle(font=CODE_FONT)
    style = theme.ROLE_STYLES[role].split()
    colour = theme.colour_of(theme.ROLE_STYLES[role])
    return RunStyle(
        bold=True if "bold" in style else None,
        italic="italic" in style,
        strike="strike" in style,
        colour=None if colour == theme.TEXT_COLOURS[""] else colour,
        size=FIGURE_SIZE if role is doc.Role.FIGURE else 0,
        underline="underline" in style,
    )


_ROLES: Final = {role: _role_style(role) for role in doc.Role}
_TRACKED: Final = {doc.Role.ADDED: inserted, doc.Role.REMOVED: deleted}
_BLUE: Final = theme.TEXT_COLOURS["blue"]


class LineWriter:
    """Writes lines as runs, and collects the addresses that they link to.

    `references` are the numbers of the page's references; other citations are plain text.
    `relations` holds the relation id of each address, and `pictures` that of each picture; `drawn`
    is the number of pictures on the page, including equal pictures. With `revision`, which has the
    latest number in use, added and removed texts are tracked changes. While `has_legend` is True,
    bars have no words below them: a legend below the table explains their parts.
    """

    def __init__(self, references: range, revision: Revision | None = None) -> None:
        self.references = references
        self.revision = revision
        self.relations: dict[str, str] = {}
        self.pictures: dict[bytes, str] = {}
        self.drawn = 0
        self.has_legend = False

    def line(self, line: doc.Line) -> str:
        """Returns the runs of a line."""
        return "".join(map(self._inline, line if self.revision else apart(line)))

    def _inline(self, part: doc.Inline) -> str:  # noqa: PLR0911  # one case a kind
        """Returns the runs of one part of a line."""
        match part:
            case doc.Text():
                return self._text(part) if part.text else ""
            case doc.StatusMark(status, text):
                return _signed(theme.STATUS_SIGNS[status], text)
            case doc.OutlookMark(outlook, text):
                return _signed(theme.OUTLOOK_SIGNS[outlook], text)
            case doc.Link():
                return self.link(part)
            case doc.Citation(number):
                return self._citation(number)
            case doc.Day(date):
                return run(unbroken(vocabulary.day(date)))
            case doc.Bar(counts):
                return self._bar(in_order(counts))
            case doc.Strip(statuses):
                return "".join(map(_strip_sign, statuses))

    def _text(self, part: doc.Text) -> str:
        """Returns the runs of a text in its role."""
        text, mark = self._words(part), _TRACKED.get(part.role)
        if mark is None or self.revision is None:
            return run(text, _ROLES[part.role])
        self.revision = self.revision._replace(number=self.revision.number + 1)
        return mark(run(text), self.revision)

    def _words(self, part: doc.Text) -> str:
        """Returns a text on one line; a file with tracked changes keeps the blanks of the plan."""
        return on_one_line(part.text) if self.revision else printed_words(part.text, part.role)

    def _bar(self, counts: Mapping[Segment, int]) -> str:
        """Returns a bar, with its words below if there is no legend; "" if there are no counts."""
        if not counts:
            return ""
        words = counts_text(counts)
        drawn = self.picture(bar_picture(counts), BAR_SIZE, words)
        if self.has_legend:
            return drawn
        below = RunStyle(size=BAR_TEXT_SIZE, bold=False, colour=theme.TEXT_COLOURS["dim"])
        return drawn + run(f"\n{printed_words(words)}", below)

    def bar_legend(self, segments: Iterable[Segment], width: int) -> str:
        """Returns the picture of each segment of a bar with its word, in lines of a width (digits).

        The lines are broken here, since a word processor may break between a picture and its word.
        """
        runs, used = list[str](), 0.0
        for segment in segments:
            word = f"{NO_BREAK_SPACE}{unbroken(vocabulary.SEGMENT[segment])}"
            needed = SWATCH_WIDTH + printed(word)
            used += printed(LEGEND_GAP) + needed
            if runs:
                runs.append(run(LEGEND_GAP if used <= width else "\n"))
            used = used if used <= width else needed
            runs += [self.picture(swatch_picture(segment), SWATCH_SIZE, ""), run(word)]
        return "".join(runs)

    def picture(self, content: bytes, size: tuple[int, int], words: str) -> str:
        """Returns a picture in a line; the file has equal pictures only once."""
        relation = self.pictures.setdefault(content, f"rPicture{len(self.pictures) + 1}")
        self.drawn += 1
        return picture(size, relation, self.drawn, words)

    def link(self, part: doc.Link) -> str:
        """Returns a link to a web or mail address; for any other address, the words alone."""
        words = part.words if part.text.strip() else ()
        if not is_link(part.address):
            return self.line((*words, doc.Text(f" {part.address}" if words else part.address)))
        shown = "".join(
            run(self._words(text), _ROLES[text.role]._replace(colour=_BLUE, underline=True))
            for text in words or (doc.Text(part.address),)
        )
        address = target(part.address)
        relation = self.relations.setdefault(address, f"rLink{len(self.relations) + 1}")
        return f'<w:hyperlink r:id="{relation}">{shown}</w:hyperlink>'

    def _citation(self, number: int) -> str:
        """Returns a citation, linked to its reference if the page has that reference."""
        if number not in self.references:
            return run(f"[{number}]")
        shown = run(f"[{number}]", RunStyle(colour=_BLUE))
        return f'<w:hyperlink w:anchor="{reference_name(number)}">{shown}</w:hyperlink>'


def reference_name(number: int) -> str:
    """Returns the name of the bookmark of a reference, to which its citations link."""
    return f"reference-{number}"


def _signed(sign: theme.Sign, text: str) -> str:
    """Returns a sign and its words, in the sign's colour."""
    colour = theme.colour_of(sign.style)
    font = "" if sign.sign.isascii() else SIGN_FONT
    drawn = run(sign.sign, RunStyle(font=font, colour=colour))
    return drawn + run(NO_BREAK_SPACE + printed_words(text), RunStyle(colour=colour))


def _strip_sign(status: Status | None) -> str:
    """Returns the sign of one date in a strip; blanks if the item was not in the plan."""
    if status is None:
        return run(NO_BREAK_SPACE * 3)
    sign = theme.STATUS_SIGNS[status]
    style = RunStyle(font=SIGN_FONT, colour=theme.colour_of(sign.style))
    return run(sign.sign, style) + run(NO_BREAK_SPACE)
