"""A path of a fault leads to the line and column at which a person finds it."""

from __future__ import annotations

from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from bptip.files.reading.fault_positions import FaultPath, Position, positions

MARK = "‸"
"""Mark in a text of these tests, right before the place that is meant; it is taken out first."""


def check(marked: str, *path: str | int) -> None:
    """Checks that the path leads to the mark."""
    before, mark, after = marked.partition(MARK)
    assert mark
    assert positions(before + after, [path]) == {path: end_of(before)}


def end_of(text: str) -> Position:
    """Returns the position of what comes next."""
    *lines, last = text.split("\n")
    return Position(len(lines) + 1, len(last) + 1)


# What a path leads to.


def test_lines_and_columns_start_at_1() -> None:
    found = positions("a = 1\n  b = 2\n", [("a",), ("b",)])
    assert found == {("a",): Position(1, 1), ("b",): Position(2, 3)}


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "a = 1", "\n\n[plan]\n", "\ufeffa = 1"])
def test_the_empty_path_is_the_beginning(text: str) -> None:
    assert positions(text, [()]) == {(): Position(1, 1)}


def test_no_path_no_position() -> None:
    assert positions("a = 1", []) == {}


def test_a_key_is_found_by_its_table() -> None:
    check("title = 1\n[plan]\nid = 1\n‸title = 2\n[other]\ntitle = 3\n", "plan", "title")


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        ("‸a.b.c = 1", ("a",)),
        ("a.‸b.c = 1", ("a", "b")),
        ("a . b .  ‸c = 1", ("a", "b", "c")),
        ("[t]\na.b = 1\na.‸c = 2\n", ("t", "a", "c")),
        ("[t]\n‸a.b = 1\na.c = 2\n", ("t", "a")),
        ("x = {a.b = 1, a.‸c = 2}", ("x", "a", "c")),
        ("a.b = {c = {‸d = 1}}", ("a", "b", "c", "d")),
    ],
)
def test_of_a_dotted_key_the_part_is_found(marked: str, path: FaultPath) -> None:
    check(marked, *path)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ('‸"due" = 1', "due"),
        ("‸'due' = 1", "due"),
        ('a = 1\n‸"Expected output" = 1', "Expected output"),
        (r'‸"t\u00e4\t\"x\"" = 1', 'tä\t"x"'),
        (r"‸'t\u00e4' = 1", r"t\u00e4"),
        ('‸"a.b" = 1\na.b = 2', "a.b"),
        ('‸"[[x]]" = 1', "[[x]]"),
        ('‸"" = 1', ""),
        ("‸2025 = 1", "2025"),
        ('‸"😀" = 1', "😀"),
    ],
)
def test_a_key_may_be_written_in_each_way(marked: str, name: str) -> None:
    check(marked, name)


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        ("lead = [‸'A', 'B']", ("lead", 0)),
        ("lead = ['A', ‸'B']", ("lead", 1)),
        ("lead = [\n  'A', # first, [[not]] second\n  # 'X'\n\n  ‸'B',\n]", ("lead", 1)),
        ("x = [[1], [2, ‸3]]", ("x", 1, 1)),
        ("x = [[1], ‸[2, 3]]", ("x", 1)),
        ("x = [{a = 1}, {a = 2, ‸b = 3}]", ("x", 1, "b")),
        ('[[o]]\n[[o]]\nlead = [""", """, ‸1979-05-27]', ("o", 1, "lead", 1)),
    ],
)
def test_a_value_in_a_list_is_found_itself(marked: str, path: FaultPath) -> None:
    check(marked, *path)


PLAN = """\
[plan]
id = "p"

[[objective]]
id = "1"

[[objective.activity]]
id = "1.1"

  [[objective.activity.indicator]]
  id = "i"

  [[objective.activity.indicator]]
  id = "j"

[[objective]]
id = "2"

[[objective.activity]]
id = "2.1"

[[ objective . "activity" ]] # spaced
id = "2.2"
"""


@pytest.mark.parametrize(
    ("path", "position"),
    [
        (("plan",), Position(1, 1)),
        (("objective",), Position(4, 1)),
        (("objective", 0), Position(4, 1)),
        (("objective", 0, "activity"), Position(7, 1)),
        (("objective", 0, "activity", 0), Position(7, 1)),
        (("objective", 0, "activity", 0, "indicator", 0), Position(10, 3)),
        (("objective", 0, "activity", 0, "indicator", 1), Position(13, 3)),
        (("objective", 0, "activity", 0, "indicator", 1, "id"), Position(14, 3)),
        (("objective", 1), Position(16, 1)),
        (("objective", 1, "activity", 0), Position(19, 1)),
        (("objective", 1, "activity", 1), Position(22, 1)),
        (("objective", 1, "activity", 1, "id"), Position(23, 1)),
    ],
)
def test_a_table_is_found_at_its_heading(path: FaultPath, position: Position) -> None:
    assert positions(PLAN, [path]) == {path: position}


def test_many_paths_are_found_at_once() -> None:
    wanted: list[FaultPath] = [("objective", 1, "id"), (), ("plan", "id"), ("objective", 1, "id")]
    found = positions(PLAN, iter(wanted))
    assert found == {
        ("objective", 1, "id"): Position(17, 1),
        (): Position(1, 1),
        ("plan", "id"): Position(2, 1),
    }


@pytest.mark.parametrize(
    "marked",
    [
        "[[update]]\n[update.values]\nn = 1\n[[update]]\n[update.values]\n‸n = 2\n[[update]]",
        "[[update]]\nvalues = {n = 1}\n[[update]]\nvalues = {m = 1, ‸n = 2}\n[[update]]",
        "[[update]]\nvalues.n = 1\n[[update]]\nvalues.‸n = 2\n[[update]]",
        "[[update]]\n[update.values]\nn = 1\n[[update]]\nid = 1\n  [ update.'values' ]\n  ‸n = 2",
        "update = [\n  {values = {n = 1}},\n  {values = {‸n = 2}},\n]",
    ],
)
def test_a_table_within_an_update_belongs_to_that_update(marked: str) -> None:
    check(marked, "update", 1, "values", "n")


def test_an_element_of_an_inline_list_is_found_at_its_value() -> None:
    check("update = [\n  {id = 1},\n  ‸{id = 2},\n]", "update", 1)


def test_a_table_that_only_headings_within_it_make_is_found_at_the_first_of_them() -> None:
    check("‸[a.b]\nx = 1\n[a.c]\n", "a")


def test_a_heading_of_its_own_comes_before_that_of_a_table_within() -> None:
    check("[a.b]\nx = 1\n‸[a]\ny = 1\n", "a")


def test_the_last_of_many_updates_is_found() -> None:
    blocks = "".join(f"[[update]]\nid = {n}\n[update.values]\nn = 1\n" for n in range(2000))
    check(blocks + "[[update]]\n‸id = 1\n", "update", 2000, "id")


# What is not found stands where the nearest thing around it does.


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        ("‸a = 1\n[plan]\n", ("due",)),
        ("‸a = 1\n[plan]\n", ("other", "due")),
        ("a = 1\n‸[plan]\nb = 1", ("plan", "due")),
        ("[[o]]\n‸[[o]]\n[[p]]", ("o", 1, "id")),
        ("[[o]]\n‸[[o]]\n[[p]]", ("o", 1, "activity", 3, "id")),
        ("‸[[o]]\n[[o]]", ("o", 2)),
        ("[[o]]\n‸lead = [1, 2]", ("o", 0, "lead", 2)),
        ("[[o]]\n‸lead = [1, 2]", ("o", 0, "lead", -1)),
        ("[[o]]\n‸lead = 'A'", ("o", 0, "lead", 0)),
        ("[[u]]\n‸values = {n = 1}", ("u", 0, "values", "m")),
        ("[[u]]\n‸[u.values]\nn = 1", ("u", 0, "values", "m")),
        ("‸[o]\nid = 1", ("o", 0, "id")),
        ("‸[[plan]]\nid = 1", ("plan", "id")),
    ],
)
def test_what_is_missing_stands_at_what_it_is_missing_from(marked: str, path: FaultPath) -> None:
    check(marked, *path)


# Characters.


def test_a_byte_order_mark_takes_up_no_column() -> None:
    assert positions("\ufeffa = [1]\n", [("a", 0)]) == {("a", 0): Position(1, 6)}


def test_a_heading_after_a_byte_order_mark_is_one() -> None:
    found = positions("\ufeff[plan]\na = 1\n", [("plan",), ("plan", "a")])
    assert found == {("plan",): Position(1, 1), ("plan", "a"): Position(2, 1)}


@pytest.mark.parametrize(
    "before", ["é", "😀", "e\u0301", "\u202e", "👩\u200d🚀", "\U0010ffff", "\u2028"]
)
def test_columns_count_characters(before: str) -> None:
    check(f"x = {{'{before}' = 1, ‸b = 2}}", "x", "b")
    check(f"a = '''\n{before}\n'''\nx = ['{before}{before}', ‸2]", "x", 1)


def test_lines_may_end_in_crlf() -> None:
    text = PLAN.replace("\n", "\r\n") + '\r\n[x]\r\na = """\r\n[[y]]\r\n"""\r\nb = [1,\r\n 2]\r\n'
    wanted: list[FaultPath] = [("objective", 1, "activity", 1, "id"), ("x",), ("x", "b", 1)]
    assert list(positions(text, wanted).values()) == [
        Position(23, 1),
        Position(25, 1),
        Position(30, 2),
    ]


# What looks like a heading, and isn't one.


@pytest.mark.parametrize(
    "value",
    [
        '"""\n[[o]]\n"""',
        '"""\n\\"""\n[[o]]\n""""',
        '"""\n""\n[[o]]\n"""""',
        "'''\n[[o]]\n\\'''",
        "'''\n''\n[[o]]\n'''''",
        '[\n["o"],\n[["o"]]\n]',
        "[\n[[1]], # ]]]\n[1],\n['''\n[[o]]\n''']\n]",
        '"[" # [',
        "'\\' # '",
        '"\\"[[o]]" # """',
        "{\n  o = [\n[1]\n]}",
    ],
)
def test_what_stands_in_a_value_is_no_heading(value: str) -> None:
    check(f"[[o]]\nx = {value}\n[[o]]\ny = {value}\n‸z = 1\n", "o", 1, "z")


def test_what_stands_in_a_comment_is_no_heading() -> None:
    check("[[o]]\n# [[o]]\n  # it's \"\"\"\n[[o]] # [[o]] '''\n‸z = 1\n", "o", 1, "z")


# TOML 1.1, which not every parser knows.


MULTI_LINE = """\
[[o]]
title = "1"
extra = {   # "}"
  title = "a,}",
  # title = "b"
  due = [{
    a = 1,
    b = 2,  # two
  }, 3,],
}
lead = ["A", "B"]
"""


@pytest.mark.parametrize(
    ("path", "position"),
    [
        (("o", 0, "title"), Position(2, 1)),
        (("o", 0, "extra"), Position(3, 1)),
        (("o", 0, "extra", "title"), Position(4, 3)),
        (("o", 0, "extra", "due", 0, "b"), Position(8, 5)),
        (("o", 0, "extra", "due", 1), Position(9, 6)),
        (("o", 0, "lead", 1), Position(11, 14)),
        (("o", 0, "id"), Position(1, 1)),
    ],
)
def test_inline_tables_may_have_many_lines(path: FaultPath, position: Position) -> None:
    assert tomli.loads(MULTI_LINE)
    assert positions(MULTI_LINE, [path]) == {path: position}


def test_what_follows_an_escape_of_toml_1_1_is_found() -> None:
    check('[[o]]\nx = {a = "\\e", ‸b = 1}\n', "o", 0, "x", "b")


def test_a_statement_that_cannot_be_read_hides_no_other() -> None:
    check('[[o]]\nx = "\\e"\nat = 07:32\ny = 1\n‸z = 1\n', "o", 0, "z")


# Broken text: nothing raises, and what can be found is found.


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        ("[[o]]\nbroken =\n[[o]]\n‸id = 1", ("o", 1, "id")),
        ("[[o]]\nbroken =\n‸id = 1", ("o", 0, "id")),
        ("[[o]]\n‸broken =\nid = 1", ("o", 0, "broken")),
        ("[[o]]\n= 1\n‸id = 1", ("o", 0, "id")),
        ('[[o]]\nx = "open\n‸id = 1', ("o", 0, "id")),
        ("[[o]]\nx = 'open\n[[o]]\n‸id = 1", ("o", 1, "id")),
        ('‸[[o]]\nx = """open\nid = 1', ("o", 0, "id")),
        ("[[o]]\n‸x = [1, 2\nid = 1", ("o", 0, "x", 1)),
        ("[[o]]\nx = 1]}\n[[o]]\n‸id = 1", ("o", 1, "id")),
        ("[[o]\nid = 1\n[[o]]\n‸id = 2", ("o", 0, "id")),
        ("‸[plan]\n[]\nid = 1", ("plan", "id")),
        ("[plan]\n‸id = 1 id = 2", ("plan", "id")),
        ('[plan]\n‸"a\\ud800" = 1', ("plan", '"a\\ud800"')),
        ("[plan]\nx = '\ud800'\n‸id = 1", ("plan", "id")),
        ("[plan]\nx = '\0'\n‸id = 1", ("plan", "id")),
        ('‸1[."""', ("1",)),
    ],
)
def test_broken_text_is_read_as_far_as_it_can_be(marked: str, path: FaultPath) -> None:
    check(marked, *path)


DEEP = 10_000


@pytest.mark.parametrize(
    ("marked", "path"),
    [
        ("x = " + "[" * DEEP + "‸1" + "]" * DEEP, ("x", *[0] * DEEP)),
        ("‸x = " + "[" * DEEP, ("x", *[0] * DEEP)),
        ("‸x = " + "]" * DEEP, ("x", *[0] * DEEP)),
        ("x = " + "{a = " * (DEEP - 1) + "{‸a = 1" + "}" * DEEP, ("x", *["a"] * DEEP)),
        ("‸x = " + "{a = " * DEEP + "1\ny = 1", ("y",)),
        ("a." * DEEP + "‸b = 1", (*["a"] * DEEP, "b")),
        ("‸[" + "a." * DEEP + "b]", (*["a"] * DEEP, "b", "c")),
        ("x = [1, " + "# " * DEEP + "\n‸2]", ("x", 1)),
        ("‸x = " + '"""\n\\' * DEEP + "\n[y]\n", ("y",)),
    ],
)
def test_ten_thousand_brackets_are_no_harm(marked: str, path: FaultPath) -> None:
    check(marked, *path)


# Laws.


NAMES = [
    *("id", "due", "2025", "a-b_c", "Expected output", "a.b", "", "[[x]]", "#", 'q"', "q'", "\\"),
    *("é", "e\u0301", "😀", "\t", "\n[x]", "\x1b", "\x7f", "\u202e", "\ufeff"),
]
VALUES = [
    *("1", "-0.5e3", "true", "1979-05-27 07:32:00Z", '"text # ] } é 😀"', r'"\"[\\"', r"'\'"),
    '"""\n[[update]]\n\\"""\n"" # "\r\n\n"""""',
    "'''\n[update]\n''\n\\''''",
    *("[]", "[\n  [1, 2], # ]\n  ['[', \"]\"],\n\n]", '[\n["update"]\n]'),
    *("{}", "{ a = [1, {b.c = '}'}] }", "{\n  a = 1, # }\n  b = '😀',\n}"),
]
ENDS = ["\n", "\r\n", " # it's [\n", "  # '''\n\n", '\t\n\n# [[update]] """\n ']


def spellings(name: str) -> list[str]:
    """Returns the ways in which a key may be written."""
    ways = ['"' + "".join(f"\\U{ord(character):08x}" for character in name) + '"']
    if name.isprintable():
        ways.append('"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"')
    if name.isprintable() and "'" not in name:
        ways.append(f"'{name}'")
    if name.isascii() and name.replace("-", "").replace("_", "").isalnum():
        ways.append(name)
    return ways


class Writer:
    """Writes a random text, and notes the place of each path in it."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.text = ""
        self.stands: dict[FaultPath, Position] = {}

    def one_of(self, *texts: str) -> str:
        return self.draw(st.sampled_from(texts))

    def some_names(self) -> list[str]:
        return self.draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4))

    def write(self, *texts: str) -> None:
        self.text += self.one_of(*texts)

    def note(self, *path: str | int) -> None:
        self.stands.setdefault(path, end_of(self.text))

    def heading(self, *path: str | int) -> None:
        names = [self.one_of(*spellings(step)) for step in path if isinstance(step, str)]
        brackets = 1 + isinstance(path[-1], int)
        for length in range(1, len(path) + 1):
            self.note(*path[:length])
        self.write("[" * brackets)
        self.write(".".join(names), " " + " . ".join(names) + "\t")
        self.write("]" * brackets)
        self.write(*ENDS)
        self.statements(*path)

    def statements(self, *table: str | int) -> None:
        for name in self.some_names():
            self.write("", " ", "\t")
            self.key(*table, name)
            form = self.draw(st.sampled_from([self.plain, self.dotted, self.array, self.inline]))
            form(*table, name)
            self.write(*ENDS)

    def key(self, *path: str | int) -> None:
        self.note(*path)
        self.write(*spellings(str(path[-1])))

    def plain(self, *_: str | int) -> None:
        self.write("=", " = ")
        self.write(*VALUES, r'"an escape of TOML 1.1: \e"')

    def dotted(self, *path: str | int) -> None:
        self.write(".", " . ")
        self.key(*path, self.one_of(*NAMES))
        self.plain()

    def array(self, *path: str | int) -> None:
        self.write("= [", "=[\n # ]\n")
        for index in range(3):
            self.note(*path, index)
            self.write(*VALUES)
            self.write(",", "\n,", " , # ]\n")
        self.write("]", "\n\n]")

    def inline(self, *path: str | int) -> None:
        self.write("= {", "={\n # }\n")
        for name in self.some_names() or ["id"]:
            self.key(*path, name)
            self.write("= ", "\t=")
            self.write(*VALUES)
            self.write(",", "\n,", " , # }\n")
        self.write("}", "\n}")


Text = tuple[str, dict[FaultPath, Position]]


@st.composite
def texts(draw: st.DrawFn) -> Text:
    """Returns a text, and the place of each key, value and heading in it."""
    writer = Writer(draw)
    writer.statements()
    for index in range(draw(st.integers(0, 3))):
        writer.heading("update", index)
        if draw(st.booleans()):
            writer.heading("update", index, "values")
    return writer.text, writer.stands


def reach(value: Any, path: FaultPath) -> None:
    """Follows the path into parsed values; raises if it leads nowhere."""
    for step in path:
        value = value[step]


@given(texts())
def test_each_path_is_found_where_it_was_written(written: Text) -> None:
    text, stands = written
    parsed = tomli.loads(text)
    for path in stands:
        reach(parsed, path)
    assert positions(text, stands) == stands


@given(texts(), st.data())
def test_a_path_is_found_alone_as_among_others(written: Text, data: st.DataObject) -> None:
    text, stands = written
    path = data.draw(st.sampled_from([(), *stands]))
    assert positions(text, [path])[path] == positions(text, [(), *stands])[path]


PIECES = [
    *("[", "]", "[[", "]]", "{", "}", '"', "'", '"""', "'''", "\\", "#", "\n", "\r", "=", ".", ","),
    *(" ", "1", "a", "b", "é", "😀", "\ud800", "\0", "\ufeff", "\na = ", "\n[a]\n", "\n[[a]]\n"),
]


@given(
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.lists(st.lists(st.sampled_from(["a", "b", 0, 1])).map(tuple)),
)
def test_any_path_has_a_position_in_any_text(text: str, paths: list[FaultPath]) -> None:
    lines = text.removeprefix("\ufeff").split("\n")
    found = positions(text, paths)
    assert found.keys() == set(paths)
    for position in found.values():
        assert 1 <= position.column <= len(lines[position.line - 1]) + 1
