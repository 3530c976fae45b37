"""Builds the model's frozen values from TOML values, and finds all faults at once.

The schema of each table is made from the annotations of its class, so that only the model names
the keys. Validation is strict: a date in quotes is not a date, and `1` is not a text.
`validation_faults` gives the validator's findings their codes and plain words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    NamedTuple,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from pydantic_core import (
    CoreSchema,
    PydanticCustomError,
    SchemaValidator,
    ValidationError,
    core_schema,
)

from bptip.plan.characters import is_blank, same_name
from bptip.plan.dates import DateSpan, span_in_file
from bptip.plan.journal import Receipt, Round, Update
from bptip.plan.model import EMPTY, ONGOING, REPORTABLE, SCHEMA, Derived, Meta, Status
from bptip.problems.fault import Fault

T = TypeVar("T")

ALIASES: Final = {
    "objectives": "objective",
    "activities": "activity",
    "indicators": "indicator",
    "updates": "update",
    "rounds": "round",
    "receipts": "receipt",
}
"""TOML keys of arrays of tables, by field: `[[objective]]` adds an element to `objectives`."""


_NO_META: Final = Meta("")

BLANK: Final = "blank_text"
"""The name of the fault of a text without a visible character, beside the validator's names."""

SPAN: Final = "^[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?$"
"""The pattern for a year, a month, a quarter or a half-year in quotes."""

INTEGER_LIMIT: Final = 1 << 63
"""Upper bound of whole numbers (exclusive): TOML and other programs store 64 bits."""

NUMBER: Final = frozenset({int, float})
EXTRA: Final = frozenset({str, int, float, date})


class JournalFile(NamedTuple):
    """A `progress.toml`: the id of its plan, and its blocks in the file's order."""

    schema: Annotated[int, Meta("The number of this file format.", ge=1, le=SCHEMA)]
    plan: Annotated[str, Meta("The id of the plan.")]
    updates: Annotated[tuple[Update, ...], Meta("In any order.")] = ()
    rounds: Annotated[tuple[Round, ...], Meta("In any order.")] = ()
    receipts: Annotated[tuple[Receipt, ...], Meta("In any order.")] = ()


def build(kind: type[T], data: Mapping[str, Any]) -> tuple[T | None, list[Fault]]:
    """Returns the value built from the data, or None and every fault in the data."""
    made: Any = kind
    try:
        value: T = validator(made).validate_python(data)
    except ValidationError as error:
        from bptip.files.reading.validation_faults import fault_of

        details = error.errors(include_url=False)
        return None, [fault_of(detail, data, keys_at(made)) for detail in details]
    return value, []


@cache
def validator(kind: type[Any]) -> SchemaValidator:
    """Returns the validator that builds values of a class; it is made once per run."""
    config = core_schema.CoreConfig(
        strict=True, extra_fields_behavior="forbid", allow_inf_nan=False
    )
    return SchemaValidator(schema_of(kind), config)


@cache
def keys_at(kind: type[Any]) -> Mapping[str, tuple[str, ...]]:
    """Returns the allowed keys of each table of a file, by table name ("" for the file itself)."""
    keys_by_table = {"": tuple(key_of(name) for name, _ in key_hints(kind))}
    for name, hint in get_type_hints(kind).items():
        inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
        if is_table(inner):
            nested = keys_at(inner)
            keys_by_table |= {key_of(name): nested[""]}
            keys_by_table |= {table: keys for table, keys in nested.items() if table}
    return keys_by_table


def key_of(name: str) -> str:
    """Returns the TOML key of a field of the model."""
    return ALIASES.get(name, name)


def key_hints(table: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # a class
    """Yields the fields of a table that are keys in the file, with their annotations."""
    for name, hint in get_type_hints(table, include_extras=True).items():
        if not any(isinstance(each, Derived) for each in get_args(hint)):
            yield name, hint


def is_table(hint: Any) -> bool:  # noqa: ANN401  # any annotation
    """True if an annotation is a class of the model that TOML writes as a table."""
    return isinstance(hint, type) and hasattr(hint, "_fields")


def schema_of(hint: Any, meta: Meta = _NO_META) -> CoreSchema:  # noqa: ANN401
    """Returns the validator's schema for an annotation, with the limits of its key."""
    if get_origin(hint) is UnionType:
        return _union(frozenset(get_args(hint)) - {NoneType}, meta)
    if get_origin(hint) is tuple:
        items = schema_of(get_args(hint)[0], _of_each(meta))
        return core_schema.tuple_schema([items], variadic_item_index=0, strict=False)
    if get_origin(hint) is Mapping:
        values = schema_of(get_args(hint)[1], _of_each(meta))
        return core_schema.dict_schema(_text(_of_each(meta)), values)
    if is_table(hint):
        maker = _with_words(hint) if spans_of(hint) else hint
        made = core_schema.call_schema(core_schema.arguments_schema(list(_keys(hint))), maker)
        return core_schema.chain_schema([core_schema.is_instance_schema(dict), made])
    if issubclass(hint, StrEnum):
        # A literal returns the member that equals the text: calling the enum would take longer.
        return core_schema.literal_schema(list(REPORTABLE if hint is Status else hint))
    return _scalar(hint, meta)


def _scalar(kind: type, meta: Meta) -> CoreSchema:
    limits = meta.limits
    if kind is str:
        return _text(meta)
    if kind is int:
        return core_schema.int_schema(**{"ge": -INTEGER_LIMIT, "le": INTEGER_LIMIT - 1, **limits})
    if kind is float:
        return core_schema.float_schema(**limits)
    if kind is bool:
        return core_schema.bool_schema()
    if kind is datetime:
        return core_schema.datetime_schema(tz_constraint="aware")
    return core_schema.date_schema()


def _text(meta: Meta) -> CoreSchema:
    """Returns the schema of a text; the schema of a name also normalises the text."""
    if meta.kind is None:
        return core_schema.str_schema(**meta.limits)
    checked: Callable[[str], str] = _name if meta.kind == "name" else _title
    some_text = core_schema.str_schema(min_length=1)
    return core_schema.no_info_after_validator_function(checked, some_text)


def _of_each(meta: Meta) -> Meta:
    """Returns the limits that a list or a table sets for each of its values."""
    return _NO_META if meta.kind is None else meta


def _title(text: str) -> str:
    """Returns the text; refuses a text without a visible character."""
    if is_blank(text):
        raise PydanticCustomError(BLANK, BLANK)
    return text


@cache
def _name(text: str) -> str:
    """Returns the name in its stored form; refuses a name without a visible character."""
    return same_name(_title(text))


def _union(kinds: frozenset[Any], meta: Meta) -> CoreSchema:
    """Returns the schema of several kinds of value; a value of another kind causes one fault."""
    if len(kinds) == 1:
        return schema_of(next(iter(kinds)), meta)
    name = {NUMBER: "number_type", EXTRA: "extra_type"}[kinds]
    choices: list[CoreSchema | tuple[CoreSchema, str]] = [
        _scalar(kind, meta) for kind in (int, float, str, date) if kind in kinds
    ]
    return core_schema.union_schema(
        choices, mode="left_to_right", custom_error_type=name, custom_error_message=name
    )


def _keys(table: Any) -> Iterator[core_schema.ArgumentsParameter]:  # noqa: ANN401  # a class
    """Yields the keys of a table, each with its schema, its default and its meaning."""
    for name, hint in key_hints(table):
        kind, says = get_args(hint)[:2] if get_origin(hint) is Annotated else (hint, None)
        schema = schema_of(kind, says if isinstance(says, Meta) else _NO_META)
        if isinstance(says, Meta) and says.span:
            schema = _day_or_span(says.span)
        if name in table._field_defaults:
            schema = _or_default(schema, table._field_defaults[name])
        if isinstance(says, Meta):
            meaning: dict[str, Any] = {"pydantic_js_updates": {"description": says.meaning}}
            schema = {**schema, "metadata": meaning}
        yield core_schema.arguments_parameter(
            name, schema, mode="keyword_only", alias=ALIASES.get(name)
        )


def spans_of(table: Any) -> dict[str, str]:  # noqa: ANN401  # a class
    """Returns the keys of a table that accept spans, with the day of a span that each means."""
    return {
        name: meta.span
        for name, hint in key_hints(table)
        for meta in get_args(hint)[1:]
        if isinstance(meta, Meta) and meta.span
    }


def _with_words(table: Any) -> Callable[..., Any]:  # noqa: ANN401  # a class
    """Returns a function that builds a value of a class, splitting each span into day and words."""
    spans = spans_of(table)

    def build_with_words(**values: Any) -> Any:  # noqa: ANN401  # values of the model
        for name, which in spans.items():
            if isinstance(values[name], DateSpan):
                words, days = values[name]
                values[name] = getattr(days, which) if days else None
                values[f"{name}_words"] = words
        return table(**values)

    return build_with_words


def _day_or_span(which: str) -> CoreSchema:
    """Returns the schema of a date, or of a span in quotes."""

    def read(value: date | str) -> date | DateSpan:
        if not isinstance(value, str):
            return value
        span = span_in_file(value)
        if span is None:
            raise PydanticCustomError("span_type", "span")
        return span

    pattern = SPAN if which == "first" else f"{SPAN}|^{ONGOING}$"
    either = core_schema.union_schema(
        [core_schema.date_schema(), core_schema.str_schema(pattern=pattern)],
        mode="left_to_right",
        custom_error_type="span_type",
        custom_error_message="span",
    )
    return core_schema.no_info_after_validator_function(read, either)


def _or_default(schema: CoreSchema, default: object) -> CoreSchema:
    """Returns the schema with a default; the empty mapping is shared, since it is never copied."""
    if default is EMPTY:
        return core_schema.with_default_schema(schema, default_factory=lambda: EMPTY)
    return core_schema.with_default_schema(schema, default=default)
