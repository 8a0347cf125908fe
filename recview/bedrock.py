"""What AWS Bedrock puts around its models: their id and the operation in the URL, streamed JSON in base64.

Source: the API reference of Bedrock Runtime: `/model/{modelId}/converse`, `…/converse-stream`, `…/invoke`,
`…/invoke-with-response-stream`, `…/count-tokens`; a streamed PayloadPart is `{"bytes": base64}`, padded by `p`.
"""

from __future__ import annotations

from base64 import b64decode
from urllib.parse import unquote

from recview.model import Json, Readability
from recview.wire import parse

_OPERATIONS = frozenset({"converse", "converse-stream", "invoke", "invoke-with-response-stream", "count-tokens"})
_WRAPPER = frozenset({"bytes", "p", "attribution"})


def operation_of(url: str) -> str:
    """What is asked of a model at a URL, as its path names it; empty where it is no URL of Bedrock's models."""
    return _called(url)[1]


def model_of(url: str) -> str:
    """The model that a URL asks, decoded; of an ARN the last part, which names it. Empty where there is none."""
    model = unquote(_called(url)[0])
    return model.rpartition("/")[2] if model.startswith("arn:") else model


def unwrapped(value: Json) -> Json:
    """What a streamed payload holds: JSON, else text; any other value as it is."""
    if not isinstance(value, dict) or not isinstance(value.get("bytes"), str) or not value.keys() <= _WRAPPER:
        return value
    try:
        data = b64decode(value["bytes"], validate=True)
        found = parse(data)
        return data.decode() if isinstance(found, Readability) else found
    except ValueError:
        return value


def _called(url: str) -> tuple[str, str]:
    """(model, operation). An ARN that is not percent-encoded has slashes of its own."""
    path = url.partition("#")[0].partition("?")[0].rstrip("/")
    before, _, operation = path.rpartition("/")
    _, separator, model = before.partition("/model/")
    return (model, operation) if separator and operation in _OPERATIONS else ("", "")
