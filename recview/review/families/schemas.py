"""Whether an answer still fits the schema that the request asked for."""

from __future__ import annotations

from collections.abc import Iterator

from recview.coerce import as_dict
from recview.model import Json
from recview.review.answer import Choice, as_json
from recview.review.meaning import Meaning
from recview.review.schema_check import fault
from recview.verdicts.comparison import Difference

FITS = "fits the schema"


def differences(before: Meaning, after: Meaning) -> Iterator[Difference]:
    """The choices of which just one answer fits its schema, or that fail it elsewhere."""
    schemas = schema_of(before.body), schema_of(after.body)
    if schemas == (None, None):
        return
    for index, new in sorted(after.choices.items()):
        if old := before.choices.get(index):
            faults = [_fault(choice, schema) for choice, schema in zip((old, new), schemas, strict=True)]
            if faults[0] != faults[1]:
                at = next(filter(None, (faults[1] and faults[1][0], faults[0] and faults[0][0])), "")
                words = [FITS if each is None else each[1] for each in faults]
                yield Difference("schema", f"answer.choices[{index}].text{at}", *words)


def _fault(choice: Choice, schema: Json) -> tuple[str, str] | None:
    """Where a choice does not fit, and why; None if it does, or was not to."""
    if schema is None or (not choice.text and (choice.calls or choice.refusal)):
        return None
    value = as_json(choice.text)
    return ("", "no JSON") if value is choice.text else fault(value, schema)


def schema_of(body: Json) -> Json:
    """The schema of the answer that a request asks for, as each API has it; None if it asks for none."""
    fields = as_dict(body)
    for asked in (as_dict(fields.get("response_format")), as_dict(as_dict(fields.get("text")).get("format"))):
        if asked.get("type") == "json_schema":
            schema = as_dict(asked.get("json_schema")).get("schema") or asked.get("schema")
            return schema if isinstance(schema, dict) else {}
        if asked.get("type") == "json_object":
            return {"type": "object"}
    if isinstance(fields.get("format"), dict):
        # Ollama's.
        return fields["format"]
    configs = (as_dict(fields.get(key)) for key in ("generationConfig", "generation_config", "config"))
    config = next(filter(None, configs), {})
    keys = ("responseSchema", "responseJsonSchema", "response_schema", "response_json_schema")
    return next((config[key] for key in keys if isinstance(config.get(key), dict)), None)
