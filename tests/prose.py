"""The house's English: phrases that stop a reader, and the first words of docstrings.

`python tests/prose.py PATH…` lists the offences in these files and folders, one on a line.
"""

from __future__ import annotations

import ast
import re
import sys
import tokenize
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

BANNED: Final = {
    "told": r"\btold\b",
    "tell of": r"\b(?:tells?|telling) (?:all|of)\b",
    "stands, for is": (
        r"\b(?:stands?|standing|stood) (?:in(?! for)|at|between|beside|below|above|under|there|"
        r"before|behind|after|around|among|alone|by itself|first|last|elsewhere|here|empty|outside|"
        r"within|on|nowhere|everywhere|for itself)\b"
        r"|\bwhat (?:stands|stood|it stands|bptip stands)\b"
    ),
    "so many": r"\bso many\b",
    "of which": r"\bof (?:which|whom)\b",
    "is no, for is not a": (
        r"(?<!there )\b(?:is|are|was|were) no(?= \w)"
        r"(?! (?:longer|more|less|fewer|one|other|need|doubt|such|better|\w+er than)\b)"
    ),
    "but, for only": (
        r"\b(?:nothing|nobody|none|anything|no one|nowhere|never) but\b"
        r"|(?<![,;:)*_.–—]) but (?:one|once|two|three|a few|with|by|through|where|of|for)\b"
    ),
    "for who": r"\b(?:for|by|of|to|from|than) who\b",
    "anew": r"\banew\b",
    "beforehand": r"\bbeforehand\b",
    "heed": r"\bheed(?:s|ed|ing|less)?\b",
    "mend, for correct": r"\bmend(?:s|ed|ing)?\b",
    "bear out": r"\b(?:bears?|bore|borne) (?:\w+ )?out\b",
    "had better": r"\bhad better\b",
    "slip of the pen": r"\bslips? of the pen\b",
    "let fall": r"\b(?:let|lets|letting) (?:\w+ )?fall\b",
    "for want of": r"\bfor want of\b",
    "a sentence beginning with Of": r"(?:\A|(?<=[.!?;|] ))(?-i:Of)\b(?! course)",
}
"""The phrases that are not used: a name for the list of offences, and the pattern."""

_PATTERNS: Final = {name: re.compile(text, re.IGNORECASE) for name, text in BANNED.items()}
_HOW: Final = re.compile(r"\bhow\b[^.;:|!?]*\Z", re.IGNORECASE)
"""The words before *stands* where it is right: how a plan stands on a day."""

_FIRST_WORDS: Final = re.compile(r"(?:That|What|Whether|Who|Of)\b")
"""The words that no docstring begins with."""
_VERB: Final = re.compile(r"[A-Z][a-z-]*s\b(?! (?:of|that|which|with|from|in|for|as|to|where)\b)")
"""The beginning of a function's docstring: a verb in the third person."""
_VERB_BEFORE: Final = re.compile(
    r"(?:Acts|Adapts|Adds|Answers|Applies|Asks|Begins|Belongs|Checks|Converts|Counts|Decides|Draws|"
    r"Falls|Fills|Finds|Goes|Listens|Looks|Marks|Moves|Opens|Prints|Reads|Refers|Replaces|Returns|Runs|"
    r"Says|Searches|Serves|Shows|Splits|Starts|Takes|Turns|Waits|Writes|Yields)\b"
)
"""Verbs that a preposition may follow, or that cannot be nouns in the plural."""
_CODE: Final = re.compile(r"`[^`\n]*`")
_FENCE: Final = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)

VAGUE: Final = frozenset({"each", "found", "told", "one", "other", "many"})
"""Names that a variable may have only inside a comprehension or a lambda."""


class Offence(NamedTuple):
    """A place in a file, and what is wrong there."""

    file: Path
    line: int
    what: str
    words: str

    def __str__(self) -> str:
        """The offence on one line."""
        return f"{self.file}:{self.line}: {self.what}: {self.words}"


class Text(NamedTuple):
    """A text of a file on one line, and the file's line of each of its words."""

    words: str
    places: tuple[tuple[int, int], ...]

    def line(self, position: int) -> int:
        """Returns the file's line of a position in the text."""
        return max((place for place in self.places if place[0] <= position), default=(0, 0))[1]


def text_from(raw: str, first_line: int) -> Text:
    """Returns a text without its code spans, given the line on which it begins."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    plain = _CODE.sub("`…`", raw)
    for match in re.finditer(r"\S+", plain):
        places.append((length, first_line + plain.count("\n", 0, match.start())))
        words.append(match[0])
        length += len(match[0]) + 1
    return Text(" ".join(words), tuple(places))


# --- What is wrong.


def offences(file: Path) -> Iterator[Offence]:
    """Yields the offences of a file."""
    raw = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix != ".py":
        blank = _FENCE.sub(lambda match: "\n" * match[0].count("\n"), raw)
        yield from banned_phrases(file, text_from(blank, 1))
        return
    tree = ast.parse(raw)
    for text in (*comments(file), *literals(tree)):
        yield from banned_phrases(file, text)
    yield from first_words(file, tree)
    yield from vague_names(file, tree)


def banned_phrases(file: Path, text: Text) -> Iterator[Offence]:
    """Yields the banned phrases in a text."""
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(text.words):
            start, end = match.span()
            if name.startswith("stands") and _HOW.search(text.words[:start]):
                continue
            words = text.words[max(0, start - 30) : end + 20]
            yield Offence(file, text.line(start), name, f"…{words}…")


def comments(file: Path) -> Iterator[Text]:
    """Yields the comments of a file; comments on lines that follow each other are one text."""
    lines: list[str] = []
    last = 0
    with file.open("rb") as stream:
        tokens = [
            each for each in tokenize.tokenize(stream.readline) if each.type == tokenize.COMMENT
        ]
    for comment in tokens:
        row, text = comment.start[0], comment.string.lstrip("#: ")
        if lines and row != last + 1:
            yield text_from("\n".join(lines), last - len(lines) + 1)
            lines = []
        lines.append(text)
        last = row
    if lines:
        yield text_from("\n".join(lines), last - len(lines) + 1)


def literals(tree: ast.AST) -> Iterator[Text]:
    """Yields the string literals, docstrings among them; a value within one is an ellipsis."""
    if isinstance(tree, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "…" for part in tree.values)
        yield text_from("".join(map(str, parts)), tree.lineno)
        return
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        yield text_from(tree.value, tree.lineno)
    for child in ast.iter_child_nodes(tree):
        yield from literals(child)


def first_words(file: Path, tree: ast.Module) -> Iterator[Offence]:
    """Yields the docstrings that begin with a word that they should not begin with."""
    for node in ast.walk(tree):
        for text in _docstrings(node):
            if _FIRST_WORDS.match(text.value):
                yield Offence(file, text.lineno, "first word of a docstring", _first_line(text))
            elif _is_plain_function(node) and not _begins_with_verb(text.value):
                what = "docstring of a function without a verb in the third person"
                yield Offence(file, text.lineno, what, _first_line(text))


class _Docstring(NamedTuple):
    value: str
    lineno: int


def _docstrings(node: ast.AST) -> Iterator[_Docstring]:
    """Yields the docstring of a module, class or function, and those below its assignments."""
    body = getattr(node, "body", None)
    if not isinstance(body, list):
        return
    for place, statement in enumerate(body):
        match statement:
            case ast.Expr(value=ast.Constant(value=str() as value, lineno=line)):
                before = body[place - 1] if place else node
                if place == 0 or isinstance(before, ast.Assign | ast.AnnAssign):
                    yield _Docstring(value, line)


def _first_line(text: _Docstring) -> str:
    return text.value.partition("\n")[0]


def _begins_with_verb(value: str) -> bool:
    return bool(_VERB.match(value) or _VERB_BEFORE.match(value) or value.startswith("True if"))


def _is_plain_function(node: ast.AST) -> bool:
    """True if a node is a function, and neither a property, nor a command, nor a test."""
    if not isinstance(node, ast.FunctionDef):
        return False
    decorators = {ast.unparse(each).partition("(")[0] for each in node.decorator_list}
    is_named_so = node.name in ("command", "__str__") or node.name.startswith("test_")
    return not is_named_so and not decorators & {
        "property",
        "cached_property",
        "pytest.fixture",
    }


def vague_names(file: Path, tree: ast.Module) -> Iterator[Offence]:
    """Yields the variables that have a vague name outside comprehensions and lambdas."""
    inside = {
        id(name)
        for node in ast.walk(tree)
        if isinstance(node, ast.comprehension)
        for name in ast.walk(node.target)
    }
    # The fields of a class are named as the keys of the files: `each` is one.
    inside |= {
        id(field.target)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for field in node.body
        if isinstance(field, ast.AnnAssign)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) if name in VAGUE and id(node) not in inside:
                yield Offence(file, node.lineno, "vague name of a variable", name)
            case ast.FunctionDef():
                every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
                for argument in every:
                    if argument.arg in VAGUE:
                        what = "vague name of an argument"
                        yield Offence(file, argument.lineno, what, argument.arg)


def classes(folder: Path) -> Iterator[tuple[str, str]]:
    """Yields the name of each class in a folder's modules, and its place."""
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node.name, f"{file.relative_to(folder)}:{node.lineno}"


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yields the files with prose among these paths, and in the folders among them."""
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in inside if file.suffix in {".py", ".md", ".toml", ".json"})


def main() -> int:
    """Lists the offences in the files and folders that are named; returns the exit code."""
    lines = [f"{each}\n" for file in files_in(map(Path, sys.argv[1:])) for each in offences(file)]
    sys.stdout.writelines(lines)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
