"""What all reading commands have in common: their options, and what becomes of their answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Final

import typer

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import (
    ColorOption,
    ForceOption,
    JsonOption,
    OutputOption,
    PlansOption,
)
from bptip.cli.output import Output, give, say
from bptip.plan.errors import BptipError
from bptip.render.formats import FORMATS

_KIND: Final = inspect.Parameter.KEYWORD_ONLY

FormatOption = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="|".join(FORMATS),
        help="How the answer is given.",
        autocompletion=completion.formats,
        rich_help_panel="Output",
    ),
]

_SHARED: Final = {
    "format": (FormatOption, None),
    "json": (JsonOption, False),
    "output": (OutputOption, None),
    "force": (ForceOption, False),
    "plans": (PlansOption, None),
    "color": (ColorOption, None),
}
"""The options that commands share, with their defaults: a reading command has them all."""


def reading(command: Callable[..., Answer]) -> Callable[..., None]:
    """A command made of a function that takes a desk and its own options and gives an answer."""
    return _with_options(command, tuple(_SHARED))


def reading_in(usual: str) -> Callable[[Callable[..., Answer]], Callable[..., None]]:
    """The same for a command whose answer comes in another format than the table, if none is named.

    `usual` is the name of that format.
    """
    return lambda command: _with_options(command, tuple(_SHARED), usual)


def writing(command: Callable[..., Answer]) -> Callable[..., None]:
    """The same for a command that writes to a journal: its answer goes to the screen.

    Everything that could speak against giving the answer is asked before the command is run.
    """
    return _with_options(command, ("format", "json", "plans", "color"))


def _refuse_no_screen(output: Output, *, has_files: bool) -> None:
    """Raise BptipError where nothing can be shown; advise a file where one can be named."""
    try:
        output.canvas()
    except BptipError as error:
        raise BptipError(error.message, *(error.hints if has_files else ())) from None


def _with_options(
    command: Callable[..., Answer], shared: tuple[str, ...], usual: str = "table"
) -> Callable[..., None]:
    parameters = list(inspect.signature(command, eval_str=True).parameters.values())
    own = [each.replace(kind=_KIND) for each in parameters[1:]]
    context = inspect.Parameter("context", _KIND, annotation=typer.Context)
    added = [
        inspect.Parameter(name, _KIND, default=_SHARED[name][1], annotation=_SHARED[name][0])
        for name in shared
    ]

    @wraps(command)
    def run(context: typer.Context, **options: Any) -> None:  # noqa: ANN401
        given: dict[str, Any] = {
            name: options.pop(name) if name in shared else _SHARED[name][1] for name in _SHARED
        }
        color = given["color"] or (context.find_root().obj or {}).get("color")
        output = Output(
            given["format"], given["json"], given["output"], given["force"], color, usual
        )
        output.chosen()
        _refuse_no_screen(output, has_files="output" in shared)
        answer = command(CommandContext.from_context(context), **options)
        say(*answer.notices)
        try:
            give(answer.view, answer.value, output)
        except BptipError as error:
            raise BptipError(error.message, *error.hints, answer.done) from None
        if answer.exit_code:
            raise typer.Exit(answer.exit_code)

    taken = [context, *own, *added]
    run.__signature__ = inspect.Signature(taken)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in taken}
    del run.__wrapped__
    return run
