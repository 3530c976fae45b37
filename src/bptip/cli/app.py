"""The command line as a whole: a group that imports a command's module only when it is called."""

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
from bptip.cli.options import ColorOption, PlansOption
from bptip.cli.slips import refuse_slips
from bptip.cli.wrapping import PIPED_WIDTH, width_of, wrapped
from bptip.plan.errors import BptipError

WORDS: Final = (str, list[str])
"""The types of parameters that are what was typed."""

SET_IN: Final = 15
"""Where the second column of the overview begins."""

HELP_NAMES: Final = {"help_option_names": ["-h", "--help"]}


class AsTyped:
    """Takes the words that are typed for a parameter as they are.

    The commands say themselves what words may mean. Typer would load pydantic to find that a
    text is a text, which takes a third of a run; it is left to read anything but texts.
    """

    def __init__(self, library: Callable[[], Any]) -> None:
        self._library = library

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:  # noqa: ANN401
        """The value that was given for the parameter."""
        if value is None or param.type_descriptor.annotation in WORDS:
            return value
        return self._library().coerce(value, param=param, ctx=ctx)


def _leave_as_typed(parameter: Any) -> None:  # noqa: ANN401  # Typer's own type
    """Put our reading in place of Typer's, of a version that has it as one step."""
    if hasattr(parameter, "get_runtime_param"):
        reading = AsTyped(parameter.get_runtime_param)
        parameter.get_runtime_param = lambda: reading


class OfWords:
    """A command whose parameters take what is typed as it is."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # Typer's own types
        """Read the arguments; raises BptipError for what is a slip of typing."""
        parameters = self.get_params(ctx)  # type: ignore[attr-defined]  # of the other class
        if not ctx.resilient_parsing and not isinstance(self, TyperGroup):
            refuse_slips(args, {name for each in parameters for name in each.opts})
        for parameter in parameters:
            _leave_as_typed(parameter)
        return super().parse_args(ctx, args)  # type: ignore[misc]


def _leave_type_out(parameter: Any) -> None:  # noqa: ANN401  # Typer's own type
    """Show no type for an argument or a switch: `<str>` and `<bool>` tell a user nothing."""
    if parameter.param_type_name == "argument" or parameter.metavar is None:
        parameter.display_type_rich = lambda **_: None


class PipedHelp:
    """Help without types, plain and of a fixed width where no terminal shows it."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  # Typer's own types
        """Print the help."""
        for parameter in self.get_params(ctx):  # type: ignore[attr-defined]  # of the other class
            _leave_type_out(parameter)
        if sys.stdout is not None and not sys.stdout.isatty():
            from typer import rich_utils

            rich_utils.MAX_WIDTH = PIPED_WIDTH
            rich_utils.COLOR_SYSTEM = None
            rich_utils.FORCE_TERMINAL = False
        super().format_help(ctx, formatter)  # type: ignore[misc]  # of the class beside it


class OneCommand(OfWords, PipedHelp, TyperCommand):
    """A command that takes words as they are, and whose help is plain where it is piped."""


class Commands(OfWords, PipedHelp, TyperGroup):
    """The group of commands; help and completion of their names come from the table."""

    _summaries_only = False

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002  # Typer's own types
        """The names of the commands that lists show."""
        return [name for name, command in COMMANDS.items() if not command.hidden]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """The command of a name: a stand-in with its summary where no more is needed."""
        if cmd_name not in COMMANDS:
            return None
        if self._summaries_only:
            group, summary, hidden = COMMANDS[cmd_name]
            return TyperCommand(cmd_name, help=summary, rich_help_panel=group, hidden=hidden)
        return load_command(cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Print the overview."""
        with self._summaries():
            super().format_help(ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:  # noqa: ANN401
        """The commands that begin so."""
        with self._summaries():
            return super().shell_complete(ctx, incomplete)

    def resolve_command(self, ctx: Any, args: Sequence[str]) -> Any:  # noqa: ANN401
        """The command that the arguments begin with; raises BptipError where there is none."""
        if not ctx.resilient_parsing and not args[0].startswith("-") and args[0] not in COMMANDS:
            raise no_such_command(args[0])
        return super().resolve_command(ctx, list(args))

    @contextmanager
    def _summaries(self) -> Iterator[None]:
        self._summaries_only = True
        try:
            yield
        finally:
            self._summaries_only = False


def no_such_command(name: str) -> BptipError:
    """That there is no such command, with ours for a word from elsewhere, or the nearest."""
    from bptip.plan.names import nearest

    ours = FROM_ELSEWHERE.get(name.casefold()) or nearest(name, COMMANDS)
    meant = f'Did you mean "bptip {ours}"?' if ours else ""
    return BptipError(f'There is no command "{name}".', meant, "`bptip --help` lists them all.")


def load_command(name: str) -> Any:  # noqa: ANN401  # Typer's own type
    """A command, from its module of the same name."""
    module = import_module(f"bptip.cli.{name.replace('-', '_')}_command")
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command(
        name,
        cls=OneCommand,
        context_settings=HELP_NAMES,
        epilog=_examples(getattr(module, "EXAMPLES", ())),
    )(module.command)
    return typer.main.get_command(app)


def _examples(examples: Sequence[tuple[str, str]]) -> str | None:
    """What stands below the options of a command: its examples, a paragraph each."""
    told = [f"{typed}  ({gives})" for typed, gives in examples]
    return "\n\n".join(["For example:", *told]) if told else None


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
    cls=Commands,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    context_settings=HELP_NAMES,
)


@app.callback()
def bptip(
    context: typer.Context,
    plans: PlansOption = None,
    color: ColorOption = None,
    version: VersionOption = False,  # noqa: ARG001  # handled by its callback
) -> None:
    """Track the work plans of the Bali Process Working Group on Trafficking in Persons."""
    context.obj = {"plans": plans, "color": color}
    if context.invoked_subcommand is None:
        typer.echo(overview(PIPED_WIDTH if sys.stdout is None else width_of(sys.stdout)))


def overview(width: int) -> str:
    """What bare `bptip` prints: the five things that one does, then the groups of commands."""
    widest = max(len(command) for _, command, _ in FIRST_STEPS)
    steps = [f"  {what:<12} {command:<{widest}}  {why}" for what, command, why in FIRST_STEPS]
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
        "All commands (bptip COMMAND --help says more):",
        *listed,
    ]
    return "\n".join(wrapped(each, width, SET_IN if each[:1] == " " else 0) for each in lines)
