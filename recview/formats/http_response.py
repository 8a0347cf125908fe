"""Answers as HTTP sent them, without what was asked: `{status, headers, body}` in JSON, also under `response`.

Source: fixtures of fetch, axios and serverless functions. A status is `status`, `status_code` or `statusCode`; a body
is text, a tree or base64. A request that stands beside it has no URL, else the file is one of `http_json`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from recview.coerce import as_dict
from recview.formats import answers
from recview.formats.batches import api_of
from recview.formats.file import HEAD, File
from recview.formats.http import Recorded, is_status
from recview.formats.http_pair import body_in, notes_of, status_of
from recview.formats.lines import read_calls
from recview.framing import Body
from recview.model import Exchange, Json, Readability

NAME = "http-response"

_SIGNS = (b'"status"', b'"status_code"', b'"statusCode"', b'"headers"')
_SORTED = re.compile(rb'[\[\s]*\{\s*"body"\s*:')


def begins(head: bytes) -> bool:
    """Whether it is JSON that speaks of a status or of headers, or whose body comes first and may be long."""
    return head[:1] in (b"{", b"[") and (any(sign in head for sign in _SIGNS) or _SORTED.match(head) is not None)


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """The answer, or the answers."""
    return read_calls(file, path, NAME, _is_call, _recorded)


def _is_call(call: Mapping[str, Json]) -> bool:
    got = _got(call)
    body = body_in(got)
    if body is None or not is_status(status_of(got)):
        return False
    return isinstance(got.get("headers"), dict | list) or _is_answer(body)


def _got(call: Mapping[str, Json]) -> Mapping[str, Json]:
    return as_dict(call["response"]) if "response" in call else call


def _is_answer(body: Body) -> bool:
    """Whether a body is one of a model, or an error: other files have a status and a body, too."""
    if isinstance(body, str):
        return answers.begins(body[:HEAD].strip().encode("utf-8", "replace"))
    return answers.is_answer(body) or bool(as_dict(body).get("error"))


def _recorded(call: Mapping[str, Json]) -> Recorded:
    got, sent = _got(call), as_dict(call.get("request"))
    body = sent.get("body", sent or None)
    return Recorded(
        sent.get("method"),
        sent.get("path"),
        sent.get("headers"),
        body,
        status_of(got),
        got.get("headers"),
        body_in(got),
        notes_of(call),
        endpoint=api_of(body),
    )
