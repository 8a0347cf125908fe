"""Files of Bedrock's batch inference: `{recordId, modelInput}` per line, and with it `modelOutput` or `error`.

Source: the user guide of Amazon Bedrock. Bodies are those of InvokeModel, or of Converse; which model was asked is not
in the file. An error is {errorCode, errorMessage}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_words
from recview.formats.batches import unanswered
from recview.formats.file import File
from recview.formats.http import Recorded, is_status
from recview.formats.lines import read_calls
from recview.model import Exchange, Json, Readability

NAME = "bedrock-batch"

_ANSWERED = {"modelOutput", "error"}


def begins(head: bytes) -> bool:
    """Whether it is JSON with what is put into a model."""
    return head[:1] in (b"{", b"[") and b'"modelInput"' in head


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """A call per line: what is asked, or what came of it."""
    return read_calls(file, path, NAME, _is_call, _recorded)


def _is_call(line: Mapping[str, Json]) -> bool:
    return isinstance(line.get("modelInput"), dict)


def _recorded(line: Mapping[str, Json]) -> Recorded:
    error = line.get("error")
    code = as_dict(error).get("errorCode")
    return Recorded(
        body=line.get("modelInput"),
        status=code if is_status(code) else None,
        answer=line.get("modelOutput"),
        endpoint="/model/{modelId}/invoke",
        name=as_words(line.get("recordId")),
        failure=unanswered(error, "error") if error else None,
        is_request_only=_ANSWERED.isdisjoint(line),
    )
