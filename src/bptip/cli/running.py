"""How a command runs: the options that commands share, and where the answer goes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Annotated, Any, Final

import typer

from bptip.cli import completion
from bptip.cli import options as shared
from bptip.cli.context import Answer, CommandContext
from bptip.cli.output import Output, rendered, say, write
from bptip.plan import vocabulary
from bptip.plan.errors import BptipError
from bptip.render.formats import FORMATS

FormatOption = Annotated[
    str | None,
    shared.option(
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
    "json": (shared.JsonOption, False),
    "output": (shared.OutputOption, None),
    "force": (shared.ForceOption, False),
    "separator": (shared.SeparatorOption, None),
    "plans": (shared.PlansOption, None),
    "color": (shared.ColorOption, None),
    WHOLE: (shared.WholeOption, False),
}
"""The options that commands share, with their defaults."""

_OF_READING: Final = tuple(name for name in _SHARED if name != WHOLE)


def reading(command: Callable[..., Answer]) -> Callable[..., None]:
    """Makes a reading command of a function that takes a CommandContext and its own options."""
    return _answering(command, _OF_READING)


def reading_by_screen(command: Callable[..., Answer]) -> Callable[..., None]:
    """Makes a reading command whose page is cut where it is longer than the screen.

    --all shows all of it. A command that gives this option a further meaning has a parameter
    `whole` of its own.
    """
    return _answering(command, (*_OF_READING, WHOLE))


def reading_in(default: str) -> Callable[[Callable[..., Answer]], Callable[..., None]]:
    """Makes a reading command whose default format is not the table: `default` names it."""
    return lambda command: _answering(command, _OF_READING, default)


def writing(command: Callable[..., Answer]) -> Callable[..., None]:
    """Makes a command that writes to a journal. Its answer always goes to the screen.

    Whatever could keep the answer from being shown is checked before the command writes.
    """
    return _answering(command, ("format", "json", "plans", "color"))


def printing(command: Callable[..., None]) -> Callable[..., None]:
    """Makes a command that prints its answer itself, without a page."""
    own = inspect.signature(command).parameters

    @wraps(command)
    def run(typer_context: typer.Context, **options: Any) -> None:  # noqa: ANN401
        context = CommandContext.from_typer(typer_context)
        command(context, **{name: value for name, value in options.items() if name in own})

    return _with_options(run, command, ("plans", "color"))


def _answering(
    command: Callable[..., Answer], names: Iterable[str], default: str = "table"
) -> Callable[..., None]:
    """Makes a command whose answer is a page, a record or rows, in the format that is named."""
    own = inspect.signature(command).parameters

    @wraps(command)
    def run(typer_context: typer.Context, **options: Any) -> None:  # noqa: ANN401
        values = {name: options.get(name) for name in _SHARED}
        color = values["color"] or (typer_context.find_root().obj or {}).get("color")
        output = Output(
            format=values["format"],
            json=bool(values["json"]),
            file=values["output"],
            force=bool(values["force"]),
            color=color,
            separator=values["separator"],
            default=default,
        )
        output.chosen()
        output.refuse_kept()
        _refuse_no_screen(output, has_files="output" in names)
        context = CommandContext.from_typer(typer_context)
        context.is_on_terminal = output.is_on_terminal
        context.is_screen = output.is_screen
        output = output._replace(plans=context.plans)
        answer = command(context, **{name: value for name, value in options.items() if name in own})
        warnings = context.stray_notices
        before = (*_public_notice(answer), *context.workspace.misnamed, *answer.notices)
        say(*map(context.about_plans, before), *(() if output.is_screen else warnings))
        last_line = warnings if output.is_screen else ()
        typed = typer_context.meta.get(shared.TYPED_WORDS, ())
        is_cut = WHOLE in names and not values[WHOLE] and not answer.is_whole
        to_see_all = (*typed, "--all") if is_cut else ()
        write(rendered(answer.view, answer.value, output, last_line, before, to_see_all), output)
        if answer.exit_code:
            raise typer.Exit(answer.exit_code)

    return _with_options(run, command, names)


def _with_options(
    run: Callable[..., None], command: Callable[..., Any], names: Iterable[str]
) -> Callable[..., None]:
    """Gives a function the options of a command, and those of the shared ones that it lacks."""
    kind = inspect.Parameter.KEYWORD_ONLY
    own = inspect.signature(command, eval_str=True).parameters
    parameters = [
        inspect.Parameter("typer_context", kind, annotation=typer.Context),
        *(each.replace(kind=kind) for each in list(own.values())[1:]),
        *(
            inspect.Parameter(name, kind, annotation=_SHARED[name][0], default=_SHARED[name][1])
            for name in names
            if name not in own
        ),
    ]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    del run.__wrapped__  # type: ignore[attr-defined]
    return run


def _public_notice(answer: Answer) -> tuple[str, ...]:
    """Returns the notice that the public plans are shown because there are none here."""
    source = getattr(answer.value, "source", None)
    return (vocabulary.NO_PLANS_HERE,) if source is not None and source.bundled else ()


def _refuse_no_screen(output: Output, *, has_files: bool) -> None:
    """Raises BptipError if there is no screen; a hint names -o if the command has it."""
    try:
        output.canvas()
    except BptipError as error:
        raise error.with_hints(*(error.hints if has_files else ())) from None
