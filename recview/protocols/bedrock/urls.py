"""The URLs of Bedrock Runtime: the model's id and the operation in their paths.

Source: the API reference: `/model/{modelId}/converse`, `…/converse-stream`, `…/invoke`,
`…/invoke-with-response-stream`, `…/count-tokens`.
"""

from __future__ import annotations

from urllib.parse import unquote

_OPERATIONS = frozenset({"converse", "converse-stream", "invoke", "invoke-with-response-stream", "count-tokens"})


def operation_of(url: str) -> str:
    """What is asked of a model at a URL, as its path names it; empty where it is no URL of Bedrock's models."""
    return _called(url)[1]


def model_of(url: str) -> str:
    """The model that a URL asks, decoded; of an ARN the last part, which names it. Empty where there is none."""
    model = unquote(_called(url)[0])
    return model.rpartition("/")[2] if model.startswith("arn:") else model


def _called(url: str) -> tuple[str, str]:
    """(model, operation). An ARN that is not percent-encoded has slashes of its own."""
    path = url.partition("#")[0].partition("?")[0].rstrip("/")
    before, _, operation = path.rpartition("/")
    _, separator, model = before.partition("/model/")
    return (model, operation) if separator and operation in _OPERATIONS else ("", "")
