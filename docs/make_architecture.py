"""Makes docs/architecture.md's lists of modules, and its picture, from the source itself.

What a module is, its first sentence says; what imports what, its imports say; in which order the
modules of the core stand, pyproject.toml says. `--check` makes nothing and exits with 1 where the
page or the picture is not what would be made now.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Final, NamedTuple

DOCS: Final = Path(__file__).resolve().parent
PACKAGE: Final = DOCS.parent / "src" / "bptip"
PAGE: Final = DOCS / "architecture.md"
PICTURE: Final = DOCS / "pictures" / "rooms.svg"

BEGIN: Final = "<!-- made by docs/make_architecture.py -->\n"
END: Final = "<!-- end -->\n"

CORE: Final = "core"
CORE_FOLDER: Final = "problems"
"""The one folder whose modules belong to the core."""

CORE_SENTENCE: Final = (
    "What a plan is, and all that follows from it; it knows no files, no terminal and no clock."
)
RESTS: Final = "Each line imports from the lines below it alone."
ROOMS: Final = ("cli", "files", "views", "render", CORE)
"""The rooms as the page and the picture have them; arrows run from earlier ones to later ones."""


class Module(NamedTuple):
    """A module: its file, its first sentence, and the modules of ours that it imports."""

    name: str
    file: Path
    sentence: str
    imports: frozenset[str]

    @property
    def room(self) -> str:
        """The room that it is in: its folder, or the core."""
        return room_of(self.name)


def room_of(name: str) -> str:
    """The room of a module, by the module's name within the package ("views.status")."""
    first, dot, _ = name.partition(".")
    return first if dot and first != CORE_FOLDER else CORE


def modules() -> dict[str, Module]:
    """Every module of the package but its doors, `__init__` and `__main__`, by name."""
    files = {
        file.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): file
        for file in sorted(PACKAGE.rglob("*.py"))
        if not file.stem.startswith("__")
    }
    return {name: _module(name, file, files.keys()) for name, file in files.items()}


def _module(name: str, file: Path, known: Collection[str]) -> Module:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bptip")
        for name in _named(node)
    }
    return Module(name, file, sentence_of(tree), frozenset(imported & set(known)))


def _named(node: ast.ImportFrom) -> Iterator[str]:
    """The names that an import may mean: of a module, or of modules within a folder."""
    source = (node.module or "").removeprefix("bptip").removeprefix(".")
    yield source
    yield from (f"{source}.{alias.name}".removeprefix(".") for alias in node.names)


def sentence_of(tree: ast.Module) -> str:
    """The first sentence of a module's docstring, on one line."""
    told = (ast.get_docstring(tree) or "").split("\n\n")[0]
    return " ".join(told.split())


def room_sentence(room: str) -> str:
    """What a room is for: the first sentence of its folder."""
    if room == CORE:
        return CORE_SENTENCE
    return sentence_of(ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8")))


def layers() -> list[list[str]]:
    """The modules of the core, from what rests on all the others to what rests on none."""
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = project["tool"]["importlinter"]["contracts"]
    split = [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]
    return [names for names in split if not set(names) & set(ROOMS)]


def arrows(found: Mapping[str, Module]) -> list[tuple[str, str]]:
    """From which room to which other one imports run; raises ValueError where one runs back."""
    drawn = {
        (each.room, room_of(name))
        for each in found.values()
        for name in each.imports
        if each.room != room_of(name)
    }
    back = [pair for pair in drawn if ROOMS.index(pair[0]) > ROOMS.index(pair[1])]
    if back:
        raise ValueError(f"imports run back: {sorted(back)}")
    return sorted(drawn, key=lambda pair: (ROOMS.index(pair[0]), ROOMS.index(pair[1])))


# --- The page.


def page(found: Mapping[str, Module]) -> str:
    """The made part of the page: a section a room, a row a module."""
    return "\n".join(section(room, [e for e in found.values() if e.room == room]) for room in ROOMS)


def section(room: str, inside: Sequence[Module]) -> str:
    """A room: what it is for, and its modules; those of the core from the ground up."""
    ordered = sorted(inside, key=_from_the_ground) if room == CORE else inside
    path = "src/bptip/" if room == CORE else f"src/bptip/{room}/"
    rows = [f"| [{_short(each)}]({_link(each)}) | {_cell(each.sentence)} |" for each in ordered]
    return "\n".join(
        [
            f"### {room}: `{path}`\n",
            f"{room_sentence(room)}\n",
            "| Module | What it is |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def _from_the_ground(module: Module) -> tuple[int, str]:
    top = module.name.split(".")[0]
    place = next((n for n, names in enumerate(layers()) if top in names), 0)
    return -place, module.name


def _short(module: Module) -> str:
    return module.name if module.room == CORE else module.name.removeprefix(f"{module.room}.")


def _link(module: Module) -> str:
    return "../" + module.file.relative_to(DOCS.parent).as_posix()


def _cell(sentence: str) -> str:
    return sentence.replace("|", "\\|")


# --- The picture.

WIDTH: Final = 960
MARGIN: Final = 30
GAP: Final = 36
BELOW: Final = 44
"""The height between rows of rooms, where the arrows stand."""
LINE: Final = 19
PAD: Final = 18

FACES: Final = {
    "cli": "#dbe7f5",
    "files": "#f6e7cf",
    "views": "#dff0e0",
    "render": "#efe0f0",
    CORE: "#f1f1ec",
}
FONT: Final = 'font-family="Segoe UI, Helvetica, Arial, sans-serif" font-size="13"'
HEAD: Final = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"'
INK: Final = "#1f2933"
FAINT: Final = "#52606d"


class Box(NamedTuple):
    """A room on the picture: where its left upper corner is, and how large it is."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """The height of its lower edge."""
        return self.y + self.height


def picture(found: Mapping[str, Module]) -> str:
    """The rooms, and an arrow for each two of which one imports from the other."""
    boxes = placed(found)
    height = boxes[CORE].bottom + MARGIN
    size = f'viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {FONT}',
        f' role="img" aria-label="{escape(told(found))}">',
        f'<rect width="{WIDTH}" height="{height:g}" fill="#ffffff"/>',
        f'<marker id="head" {HEAD}><path d="M0 0 L8 4 L0 8 z" fill="{FAINT}"/></marker>',
        *(line for room in ROOMS for line in drawn_room(room, boxes[room], found)),
        *(drawn_arrow(boxes, *pair) for pair in arrows(found)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def told(found: Mapping[str, Module]) -> str:
    """The picture in words, for who can't see it."""
    by_room: dict[str, list[str]] = {}
    for one, other in arrows(found):
        by_room.setdefault(one, []).append(other)
    return "; ".join(f"{room} imports from {', '.join(names)}" for room, names in by_room.items())


def placed(found: Mapping[str, Module]) -> dict[str, Box]:
    """Where each room stands: the command line above, three edges in a row, the core below."""
    whole = WIDTH - 2 * MARGIN
    third = (whole - 2 * GAP) / 3
    top = Box(MARGIN, MARGIN, whole, _height("cli", whole, found))
    middle = [room for room in ROOMS if room not in ("cli", CORE)]
    tall = max(_height(room, third, found) for room in middle)
    boxes = {"cli": top}
    for n, room in enumerate(middle):
        boxes[room] = Box(MARGIN + n * (third + GAP), top.bottom + BELOW, third, tall)
    below = boxes[middle[0]].bottom + BELOW
    boxes[CORE] = Box(MARGIN, below, whole, _height(CORE, whole, found))
    return boxes


def _height(room: str, width: float, found: Mapping[str, Module]) -> float:
    return 2 * PAD + LINE * (1 + len(_lines(room, width, found)))


def _lines(room: str, width: float, found: Mapping[str, Module]) -> list[str]:
    """What stands in a room below its name: what it is for; of the core, its layers too."""
    lines = wrap(room_sentence(room), int(width / 7.4))
    if room != CORE:
        many = sum(each.room == room for each in found.values())
        return [*lines, f"{many} modules"]
    return [*lines, RESTS, "", *(" · ".join(names) for names in layers())]


def drawn_room(room: str, box: Box, found: Mapping[str, Module]) -> Iterator[str]:
    """A room with its name and what stands in it."""
    middle = box.x + box.width / 2
    yield (
        f'<rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="10" '
        f'fill="{FACES[room]}"/>'
    )
    place = box.y + PAD + 13
    yield _text(middle, place, room, f'font-size="17" font-weight="600" fill="{INK}"')
    for line in _lines(room, box.width, found):
        place += LINE
        yield _text(middle, place, line, f'fill="{FAINT}"')


def _text(x: float, y: float, text: str, look: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="middle" {look}>{escape(text)}</text>'


def drawn_arrow(boxes: Mapping[str, Box], one: str, other: str) -> str:
    """An arrow straight down: through a gap, where a row of rooms stands between."""
    above, below = boxes[one], boxes[other]
    narrow = min(above, below, key=lambda box: box.width)
    x = narrow.x + narrow.width / 2
    if above.width == below.width:
        x = boxes["files"].x + boxes["files"].width + GAP / 2
    return (
        f'<path d="M{x:g} {above.bottom:g} V{below.y - 1:g}" stroke="{FAINT}" stroke-width="1.6" '
        'fill="none" marker-end="url(#head)"/>'
    )


def main() -> int:
    """Make the page and the picture, or check them; gives the exit code."""
    found = modules()
    kept = PAGE.read_text(encoding="utf-8")
    before, _, rest = kept.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = {
        PAGE: f"{before}{BEGIN}\n{page(found)}\n{END}{after}",
        PICTURE: picture(found),
    }
    stale = [
        file
        for file, text in made.items()
        if not file.is_file() or file.read_text(encoding="utf-8") != text
    ]
    for file in stale:
        if "--check" in sys.argv[1:]:
            name = file.relative_to(DOCS.parent).as_posix()
            sys.stderr.write(f"{name} is not current: run docs/make_architecture.py\n")
        else:
            file.write_text(made[file], encoding="utf-8", newline="\n")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
