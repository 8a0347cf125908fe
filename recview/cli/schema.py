"""`recview schema`: the JSON Schema of what the other commands write as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from recview.cli.arguments import Parser, help_formatter
from recview.cli.output import Out, run_writing
from recview.reading.change_record_types import DiffRecord, ReviewRecord
from recview.reading.check_record_types import CheckRecord
from recview.reading.miss_record_types import WhyRecord
from recview.reading.record_types import FullRecord, Row, SummaryRecord

Schema: TypeAlias = dict[str, Any]

OUTPUTS: dict[str, type] = {
    "ls": Row,
    "show": FullRecord,
    "diff": DiffRecord,
    "review": ReviewRecord,
    "summary": SummaryRecord,
    "check": CheckRecord,
    "why": WhyRecord,
}
"""The type of what each writes: a line of `ls --json` or `show --json`, `diff --json`, `review --list --json`, the file
of `--summary-json`, `check --output-format json`, `why --json`."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}

EPILOG = """\
Keys may be added, none goes or changes its meaning: a schema allows keys that
it does not name.
"""


def parser() -> Parser:
    """The arguments of `recview schema`."""
    arguments = Parser(
        prog="recview schema",
        description="Print the JSON Schema of what the commands write as JSON.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument("output", choices=OUTPUTS, help="whose")
    return arguments


def run(argv: Sequence[str]) -> int:
    """Print the schema that the arguments name; returns the exit code."""
    from recview.json_text import pretty

    output = parser().parse_args(argv).output

    def write(out: Out) -> int:
        out.write_text(pretty(schema(output)))
        return 0

    return run_writing(write)


def schema(output: str) -> Schema:
    """The JSON Schema of one of `OUTPUTS`; the types inside it stand in its `$defs`."""
    definitions: dict[str, Schema] = {}
    top = _object(OUTPUTS[output], definitions)
    return {"$schema": _DIALECT, "title": f"recview {output}", **top, "$defs": definitions}


def _object(record: type, definitions: dict[str, Schema]) -> Schema:
    hints = get_type_hints(record, include_extras=True)
    return {
        "type": "object",
        "description": (record.__doc__ or "").strip(),
        "properties": {key: _schema_of(hint, definitions) for key, hint in hints.items()},
        "required": [key for key, hint in hints.items() if get_origin(hint) is not NotRequired],
    }


def _schema_of(hint: Any, definitions: dict[str, Schema]) -> Schema:
    """The schema of a type: of a TypedDict a reference into the definitions, where it then stands.

    A dict is one with all keys of a literal type, or with any if they are texts.
    """
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return {**_schema_of(arguments[0], definitions), "description": arguments[1]}
    if origin is NotRequired:
        return _schema_of(arguments[0], definitions)
    if origin in (Union, UnionType):
        return _any_of([_schema_of(each, definitions) for each in arguments])
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin is list:
        return {"type": "array", "items": _schema_of(arguments[0], definitions)}
    if origin is dict:
        keys, values = get_args(arguments[0]), _schema_of(arguments[1], definitions)
        if not keys:
            return {"type": "object", "additionalProperties": values}
        return {"type": "object", "properties": dict.fromkeys(keys, values), "required": list(keys)}
    if is_typeddict(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return {} if hint is Any else {"type": _NAMES[hint]}


def _any_of(schemas: list[Schema]) -> Schema:
    """Either of some types: where they are just names of types, the list of these."""
    if all(each.keys() == {"type"} for each in schemas):
        return {"type": [each["type"] for each in schemas]}
    return {"anyOf": schemas}
