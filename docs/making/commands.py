"""The commands: what each does, its usage, its options and examples."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

from bptip.cli.app import load_command, usage_name
from bptip.cli.commands import COMMANDS
from making.markdown import anchor, block, code, sentence, table

SHARED: Final = {"Output": "how-an-answer-is-given", "Everywhere": "where-the-plans-are"}
"""The groups of options that many commands have, with the anchor of the heading for each."""


def examples_of(name: str) -> tuple[tuple[str, str], ...]:
    """Returns the examples of a command: command lines, and what each shows."""
    module = import_module(f"bptip.cli.{name.replace('-', '_')}_command")
    examples: tuple[tuple[str, str], ...] = getattr(module, "EXAMPLES", ())
    return examples


def overview() -> str:
    """Returns a table with a line for each command, and a link to its section."""
    rows = (
        (command.group, f"[{name}](#{anchor(f'bptip {name}')})", command.summary)
        for name, command in COMMANDS.items()
        if not command.hidden
    )
    return table(("", "bptip …", "What it does"), rows)


def commands_of(group: str) -> str:
    """Returns the sections of the commands in a group."""
    names = [name for name, command in COMMANDS.items() if command.group == group]
    return "\n".join(section(name) for name in names)


def shared_options(panel: str) -> str:
    """Returns the table of a group of options that many commands have."""
    return table(("Option", "Meaning"), map(_row, _panels("status")[panel]))


def section(name: str) -> str:
    """Returns the section of a command."""
    command = load_command(name)
    about = command.help.split("\n\n")
    examples = [(code(typed), gives) for typed, gives in examples_of(name)]
    parts = [
        f"### bptip {name}\n",
        *(f"{each}\n" for each in about),
        *([table(("For example", "Gives"), examples)] if examples else []),
        block("text", usage(name)),
        *_tables(name),
    ]
    return "\n".join(parts)


def usage(name: str) -> str:
    """Returns the usage line of a command, with everything that is required."""
    params = load_command(name).params
    given = [usage_name(each) for each in params if each.param_type_name == "argument"]
    needed = [
        f"{each.opts[0]} {each.metavar}"
        for each in params
        if each.param_type_name == "option" and each.required
    ]
    optional = "" if name == "merge-driver" else "[OPTIONS]"
    return " ".join(filter(None, ["bptip", name, *given, *needed, optional]))


def _panels(name: str) -> dict[str, list[Any]]:
    """Returns the arguments and options of a command by their group in its help."""
    panels: dict[str, list[Any]] = {}
    for param in load_command(name).params:
        if "--help" not in param.opts:
            panels.setdefault(param.rich_help_panel or "", []).append(param)
    return panels


def _tables(name: str) -> Iterator[str]:
    panels = _panels(name)
    for panel, params in panels.items():
        if panel not in SHARED:
            yield table((panel or "With it", "Meaning"), map(_row, params))
    shared = [
        f"{', '.join(code(each.opts[0]) for each in panels[panel])} ([meaning](#{anchor}))"
        for panel, anchor in SHARED.items()
        if panel in panels
    ]
    if shared:
        yield f"And {', '.join(shared)}.\n"


def _row(param: Any) -> tuple[str, str]:  # noqa: ANN401  # Typer's own type
    """Returns the row of an argument or an option: its name and its meaning."""
    if param.param_type_name == "argument":
        return code(usage_name(param)), sentence(param.help)
    value = f" {param.metavar}" if param.metavar else ""
    names = sorted(param.opts, key=len)
    repeatable = param.multiple and "epeatable" not in f"{param.help}{param.rich_help_panel}"
    more = " Repeatable." if repeatable else ""
    return code(f"{', '.join(names)}{value}"), sentence(param.help) + more
