"""Files of OpenAI's Batch API: `{custom_id, method, url, body}` per line, and `{custom_id, response, error}` that came.

Source: OpenAI's guide to the Batch API, and the same files of Azure, Groq, Mistral (whose requests have no URL),
Together, Fireworks (whose response is the body itself) and vLLM's run_batch (which keeps an error beside the response).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_words
from recview.formats.batches import api_of, error_body
from recview.formats.file import File
from recview.formats.http import Recorded
from recview.formats.lines import read_calls
from recview.model import Exchange, Json, Readability

NAME = "openai-batch"

_ANSWERED = {"response", "error"}


def begins(head: bytes) -> bool:
    """Whether it is JSON with an id that a batch gives its calls, or an answer: keys may be in any order."""
    return head[:1] in (b"{", b"[") and (b'"custom_id"' in head or head.startswith(b'{"response"'))


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """A call per line: what is asked, or what came of it."""
    return read_calls(file, path, NAME, _is_call, _recorded)


def _is_call(line: Mapping[str, Json]) -> bool:
    is_output = not _ANSWERED.isdisjoint(line) and any(isinstance(line.get(key), dict | str) for key in _ANSWERED)
    return "custom_id" in line and (is_output or isinstance(line.get("body"), dict))


def _recorded(line: Mapping[str, Json]) -> Recorded:
    got, sent = as_dict(line.get("response")), as_dict(line.get("request"))
    # Who joins both files keeps what was asked beside what came of it.
    body = line.get("body", sent.get("body", sent or None))
    is_wrapped = not {"body", "status_code"}.isdisjoint(got)
    answer = (got.get("body") if is_wrapped else got) or error_body(line.get("error"))
    return Recorded(
        line.get("method"),
        line.get("url"),
        body=body,
        status=got.get("status_code"),
        answer=answer,
        endpoint=api_of(body),
        name=as_words(line.get("custom_id")),
        is_request_only=_ANSWERED.isdisjoint(line),
    )
