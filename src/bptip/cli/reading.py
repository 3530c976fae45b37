"""What all reading commands have in common: their options, and what becomes of their answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import typer

from bptip.cli.desk import Answer, Desk
from bptip.cli.options import (
    ColorOption,
    ForceOption,
    FormatOption,
    JsonOption,
    OutputOption,
    PlansOption,
)
from bptip.cli.output import Output, give, say

_KIND: Final = inspect.Parameter.KEYWORD_ONLY

_SHARED: Final = {
    "format": (FormatOption, None),
    "json": (JsonOption, False),
    "output": (OutputOption, None),
    "force": (ForceOption, False),
    "plans": (PlansOption, None),
    "color": (ColorOption, None),
}
"""The options that every reading command has, with their defaults."""


def reading(command: Callable[..., Answer]) -> Callable[..., None]:
    """A command made of a function that takes a desk and its own options and gives an answer."""
    parameters = list(inspect.signature(command, eval_str=True).parameters.values())
    own = [each.replace(kind=_KIND) for each in parameters[1:]]
    context = inspect.Parameter("context", _KIND, annotation=typer.Context)
    shared = [
        inspect.Parameter(name, _KIND, default=default, annotation=annotation)
        for name, (annotation, default) in _SHARED.items()
    ]

    @wraps(command)
    def run(context: typer.Context, **options: Any) -> None:  # noqa: ANN401
        given = {name: options.pop(name) for name in _SHARED}
        color = given["color"] or (context.find_root().obj or {}).get("color")
        output = Output(given["format"], given["json"], given["output"], given["force"], color)
        output.chosen()
        answer = command(Desk.from_context(context), **options)
        say(*answer.notices)
        give(answer.view, answer.value, output)
        if answer.exit_code:
            raise typer.Exit(answer.exit_code)

    taken = [context, *own, *shared]
    run.__signature__ = inspect.Signature(taken)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in taken}
    del run.__wrapped__
    return run
