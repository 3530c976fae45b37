"""How a command runs: the options that commands share, and where the answer goes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any, Final

import typer

from bptip.cli import completion
from bptip.cli.context import Answer, CommandContext
from bptip.cli.options import (
    TYPED_WORDS,
    ColorOption,
    ForceOption,
    JsonOption,
    OutputOption,
    PlansOption,
    SeparatorOption,
    WholeOption,
    option,
)
from bptip.cli.output import Output, rendered, say, write
from bptip.plan import vocabulary
from bptip.plan.errors import BptipError
from bptip.render.formats import FORMATS

_KIND: Final = inspect.Parameter.KEYWORD_ONLY

FormatOption = Annotated[
    str | None,
    option(
        "FORMAT",
        f"Format of the answer: {', '.join(FORMATS)}.",
        "--format",
        offers=completion.formats,
        panel="Output",
    ),
]

WHOLE: Final = "whole"
"""The name of the option with which no screen cuts the page."""

_SHARED: Final = {
    "format": (FormatOption, None),
    "json": (JsonOption, False),
    "output": (OutputOption, None),
    "force": (ForceOption, False),
    "separator": (SeparatorOption, None),
    "plans": (PlansOption, None),
    "color": (ColorOption, None),
    WHOLE: (WholeOption, False),
}
"""The options that commands share, with their defaults."""

_OF_READING: Final = tuple(name for name in _SHARED if name != WHOLE)


def reading(command: Callable[..., Answer]) -> Callable[..., None]:
    """Makes a reading command of a function that takes a CommandContext and its own options."""
    return _with_options(command, _OF_READING)


def reading_by_screen(command: Callable[..., Answer]) -> Callable[..., None]:
    """Makes a reading command whose page is cut where it is longer than the screen.

    --all shows all of it. A command that gives this option a further meaning has a parameter
    `whole` of its own.
    """
    return _with_options(command, (*_OF_READING, WHOLE))


def reading_in(default: str) -> Callable[[Callable[..., Answer]], Callable[..., None]]:
    """Makes a reading command whose default format is not the table: `default` names it."""
    return lambda command: _with_options(command, _OF_READING, default)


def writing(command: Callable[..., Answer]) -> Callable[..., None]:
    """Makes a command that writes to a journal. Its answer always goes to the screen.

    Whatever could keep the answer from being shown is checked before the command writes.
    """
    return _with_options(command, ("format", "json", "plans", "color"))


def _with_options(
    command: Callable[..., Answer], shared: tuple[str, ...], default: str = "table"
) -> Callable[..., None]:
    parameters = list(inspect.signature(command, eval_str=True).parameters.values())
    named = {parameter.name for parameter in parameters}
    own = [parameter.replace(kind=_KIND) for parameter in parameters[1:]]
    typer_context = inspect.Parameter("typer_context", _KIND, annotation=typer.Context)
    added = [
        inspect.Parameter(name, _KIND, default=_SHARED[name][1], annotation=_SHARED[name][0])
        for name in shared
        if name not in named
    ]

    @wraps(command)
    def run(typer_context: typer.Context, **options: Any) -> None:  # noqa: ANN401
        values: dict[str, Any] = {
            name: (options.get if name in named else options.pop)(name, standard)
            for name, (_, standard) in _SHARED.items()
        }
        color = values["color"] or (typer_context.find_root().obj or {}).get("color")
        output = Output(
            format=values["format"],
            json=values["json"],
            file=values["output"],
            force=values["force"],
            color=color,
            separator=values["separator"],
            default=default,
        )
        output.chosen()
        output.refuse_kept()
        _refuse_no_screen(output, has_files="output" in shared)
        context = CommandContext.from_typer(typer_context)
        context.is_on_terminal = output.is_on_terminal
        context.is_screen = output.is_screen
        output = output._replace(plans=context.plans)
        answer = command(context, **options)
        warnings = context.stray_notices
        before = (*_public_notice(answer), *context.workspace.misnamed, *answer.notices)
        say(*map(context.about_plans, before), *(() if output.is_screen else warnings))
        last_line = warnings if output.is_screen else ()
        typed = typer_context.meta.get(TYPED_WORDS, ())
        is_cut = WHOLE in shared and not values[WHOLE] and not answer.is_whole
        to_see_all = (*typed, "--all") if is_cut else ()
        write(rendered(answer.view, answer.value, output, last_line, before, to_see_all), output)
        if answer.exit_code:
            raise typer.Exit(answer.exit_code)

    signature = [typer_context, *own, *added]
    run.__signature__ = inspect.Signature(signature)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in signature}
    del run.__wrapped__
    return run


def _public_notice(answer: Answer) -> tuple[str, ...]:
    """Returns the notice that the public plans are shown because there are none here."""
    source = getattr(answer.value, "source", None)
    return (vocabulary.NO_PLANS_HERE,) if source is not None and source.bundled else ()


def _refuse_no_screen(output: Output, *, has_files: bool) -> None:
    """Raises BptipError where there is no screen; advises -o only to commands that have it."""
    try:
        output.canvas()
    except BptipError as error:
        raise error.with_hints(*(error.hints if has_files else ())) from None
