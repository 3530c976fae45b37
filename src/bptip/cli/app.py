"""The command line as a whole: a group that imports a command only when it is called.

Typer has no public way to keep typed words as they are, or to leave types out of the help. Both are
done here through its private parts. So pyproject.toml keeps Typer below the next minor version, and
tests/cli/test_typer.py says what to do if a part is gone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup

from bptip import __version__
from bptip.cli.commands import COMMANDS, FIRST_STEPS, FROM_ELSEWHERE
from bptip.cli.options import TYPED_WORDS, ColorOption, PlansOption
from bptip.cli.wrapping import HELP_WIDTH, width_of, wrapped
from bptip.plan.errors import BptipError

TEXT_TYPES: Final = (str, list[str])
"""The types of parameters whose values stay as they were typed."""

OVERVIEW_INDENT: Final = 15
"""Width of the first column of the overview (characters)."""

HELP_NAMES: Final = {"help_option_names": ["-h", "--help"]}


class TextReader:
    """Reads a parameter's value: texts stay as they are, anything else is left to Typer.

    The commands themselves parse what was typed. Typer would load pydantic to check that a text
    is a text, which took a third of a run.
    """

    def __init__(self, typers: Callable[[], Any]) -> None:
        self._typers = typers

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401
        """Returns the value of the parameter."""
        if value is None or param.type_descriptor.annotation in TEXT_TYPES:
            return value
        return self._typers().coerce(value, param=param, ctx=ctx)


def _keep_texts(parameter: Any) -> None:  # noqa: ANN401  # Typer's own type
    """Replaces Typer's reader of a parameter by ours, where this version of Typer has one."""
    if hasattr(parameter, "get_runtime_param"):
        reader = TextReader(parameter.get_runtime_param)
        parameter.get_runtime_param = lambda: reader


class PlainTexts:
    """A command whose parameters keep texts as they were typed."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # Typer's own types
        """Reads the arguments; raises BptipError for a likely typing mistake."""
        parameters = self.get_params(ctx)  # type: ignore[attr-defined]  # of the other class
        ctx.meta.setdefault(TYPED_WORDS, tuple(args))
        if not ctx.resilient_parsing and not isinstance(self, TyperGroup):
            from bptip.cli.slips import refuse_repeated, refuse_slips

            arguments = (each for each in parameters if each.param_type_name == "argument")
            first = next((each.metavar or "" for each in arguments), "")
            options = {name for each in parameters for name in each.opts}
            refuse_slips(args, options, ctx.info_name, first)
            parser = self.make_parser(ctx)  # type: ignore[attr-defined]  # of the other class
            refuse_repeated(parser.parse_args([*args])[-1])
        for parameter in parameters:
            _keep_texts(parameter)
        return super().parse_args(ctx, args)  # type: ignore[misc]


def _leave_type_out(parameter: Any) -> None:  # noqa: ANN401  # Typer's own type
    """Removes types such as `<str>` from the help of an argument or a switch."""
    if parameter.param_type_name == "argument" or parameter.metavar is None:
        parameter.display_type_rich = lambda **_: None


def _show_as_named(parameter: Any) -> None:  # noqa: ANN401  # Typer's own type
    """Shows an argument in the usage line as it is named, without the braces of Typer."""
    if parameter.param_type_name == "argument":
        shown = usage_name(parameter)
        parameter._usage_display_name = lambda: shown  # noqa: SLF001


def usage_name(parameter: Any) -> str:  # noqa: ANN401  # Typer's own type
    """Returns an argument as usage lines show it: in brackets where it can be left out."""
    name = str(parameter.metavar)
    shown = name if parameter.required or name.startswith("[") else f"[{name}]"
    repeats = parameter.nargs != 1 and not shown.endswith("...")
    return f"{shown}..." if repeats else shown


class PlainHelp:
    """A command whose help shows no types or braces, and is plain and of fixed width in a pipe."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  # Typer's own types
        """Prints the help."""
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]  # of the other class
            _leave_type_out(parameter)
            _show_as_named(parameter)
        if sys.stdout is not None and not sys.stdout.isatty():
            from typer import rich_utils

            rich_utils.MAX_WIDTH = HELP_WIDTH
            rich_utils.COLOR_SYSTEM = None
            rich_utils.FORCE_TERMINAL = False
        super().format_help(ctx, formatter)  # type: ignore[misc]  # of the class beside it


class BptipCommand(PlainTexts, PlainHelp, TyperCommand):
    """One command of bptip."""


class BptipGroup(PlainTexts, PlainHelp, TyperGroup):
    """The group of commands. Help and completion of their names come from the table."""

    _summaries_only = False

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002  # Typer's own types
        """Returns the names of the commands that lists show."""
        return [name for name, command in COMMANDS.items() if not command.hidden]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """Returns the command with a name; in a list of commands, only its summary."""
        if cmd_name not in COMMANDS:
            return None
        if self._summaries_only:
            group, summary, hidden = COMMANDS[cmd_name]
            return TyperCommand(cmd_name, help=summary, rich_help_panel=group, hidden=hidden)
        return load_command(cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Prints the overview."""
        with self._summaries():
            super().format_help(ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:  # noqa: ANN401
        """Returns the commands that begin with the letters typed."""
        with self._summaries():
            return super().shell_complete(ctx, incomplete)

    def resolve_command(self, ctx: Any, args: Sequence[str]) -> Any:  # noqa: ANN401
        """Returns the command that the arguments name; raises BptipError for an unknown one."""
        if not ctx.resilient_parsing and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise unknown_command(*args)
        return super().resolve_command(ctx, list(args))

    @contextmanager
    def _summaries(self) -> Iterator[None]:
        self._summaries_only = True
        try:
            yield
        finally:
            self._summaries_only = False


def unknown_command(name: str, *words: str) -> BptipError:
    """Returns the error for an unknown command, with what was probably meant.

    That is another command, or a line that begins with an item ("2.1 done") or a status. A near
    command begins with the same letter: "parties" is not a misspelt "update".
    """
    from bptip.plan.command_lines import command_line
    from bptip.plan.near_names import nearest
    from bptip.plan.status_names import find_status

    ours = FROM_ELSEWHERE.get(name.casefold())
    near = ours or nearest(name, [each for each in COMMANDS if each[:1] == name[:1].casefold()])
    meant = f'Did you mean "bptip {near}"?' if near else ""
    line = None
    if name.replace(".", "").isdecimal():
        line = command_line(("update", name, *words) if words else ("show", name))
    elif words and find_status(name):
        line = command_line(("update", *words, name))
    elif name.casefold() == "version":
        meant = "For the version: bptip --version"
    return BptipError(
        f'There is no command "{name}".',
        f"Type this: {line}" if line else meant,
        "For a list of all commands: bptip --help",
    )


def load_command(name: str) -> Any:  # noqa: ANN401  # Typer's own type
    """Returns a command, from the module that has its name."""
    module = import_module(f"bptip.cli.{name.replace('-', '_')}_command")
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command(
        name,
        cls=BptipCommand,
        context_settings=HELP_NAMES,
        help=_about(module.command),
        epilog=_examples(getattr(module, "EXAMPLES", ())),
    )(module.command)
    return typer.main.get_command(app)


def _about(command: Callable[..., Any]) -> str:
    """Returns the docstring of a command, each paragraph on one line: help wraps it itself."""
    return "\n\n".join(" ".join(each.split()) for each in (command.__doc__ or "").split("\n\n"))


def _examples(examples: Sequence[tuple[str, str]]) -> str | None:
    """Returns the text below the options of a command: its examples, each on a line of its own.

    What an example gives is above it, so that the line can be pasted as it is.
    """
    from bptip.plan.characters import capitalized

    paragraphs = [f"{capitalized(gives)}:\n\n{typed}" for typed, gives in examples]
    return "\n\n".join(["For example:", *paragraphs]) if paragraphs else None


def _print_version(asked: bool) -> None:  # called by Typer
    if asked:
        typer.echo(f"bptip {__version__}")
        raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option(
        "--version", "-V", callback=_print_version, is_eager=True, help="Print the version."
    ),
]

app = typer.Typer(
    cls=BptipGroup,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings=HELP_NAMES,
)


@app.callback(
    help="Track the work plans of the Bali Process Working Group on Trafficking in Persons."
)
def bptip(
    context: typer.Context,
    plans: PlansOption = None,
    color: ColorOption = None,
    version: VersionOption = False,  # noqa: ARG001  # handled by its callback
) -> None:
    """Keeps the options before the command for it; prints the overview where there is none."""
    context.obj = {"plans": plans, "color": color}
    if context.invoked_subcommand is None:
        typer.echo(overview((sys.stdout and width_of(sys.stdout)) or HELP_WIDTH))


def overview(width: int) -> str:
    """Returns what `bptip` alone prints: five first steps, then the groups of commands."""
    widest = max(len(command) for _, command, _ in FIRST_STEPS)
    steps = [f"  {step:<12} {command:<{widest}}  {why}" for step, command, why in FIRST_STEPS]
    groups: dict[str, list[str]] = {}
    for name, command in COMMANDS.items():
        if not command.hidden:
            groups.setdefault(command.group, []).append(name)
    listed = [f"  {group:<12} {', '.join(names)}" for group, names in groups.items()]
    lines = [
        "bptip: work plans of the Bali Process Working Group on Trafficking in Persons",
        "",
        *steps,
        "",
        "All commands (for help: bptip COMMAND --help):",
        *listed,
    ]
    return "\n".join(
        wrapped(line, width, OVERVIEW_INDENT if line.startswith(" ") else 0) for line in lines
    )
