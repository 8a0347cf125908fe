"""Answers that Gemini CLI recorded, one JSON a line: `{"method": "generateContentStream", "response": [chunk, …]}`.

Source: RecordingContentGenerator of google-gemini/gemini-cli and the `.responses` of its integration tests. What was
sent is not kept; the method is that of Google's SDK, a stream's response the list of its chunks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recview.coerce import as_dict, as_str
from recview.formats.file import File
from recview.formats.http import answering
from recview.formats.naming import named_test
from recview.model import Exchange, Json, Readability, ReadState, Request, Response, Source
from recview.wire import Chunks, parse

NAME = "gemini-cli"

_BEGINS = rb'\{\s*"method"\s*:\s*"(?:generateContent(?:Stream)?|countTokens|embedContent)"\s*,\s*"response"\s*:'


def begins(head: bytes) -> bool:
    """Whether it begins with a method of the SDK and what that answered."""
    return re.match(_BEGINS, head) is not None


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """A call a line; a last line that is cut is being written."""
    calls = [parse(line, exact=file.exact) for line in file.data.split(b"\n") if line.strip()]
    if any(isinstance(call, Readability) for call in calls):
        is_cut = isinstance(calls[-1], Readability)
        return Readability(ReadState.CUT if is_cut else ReadState.BROKEN, "a line is no JSON")
    return tuple(_exchange(path, number, call) for number, call in enumerate(calls))


def _exchange(path: str, number: int, call: Json) -> Exchange:
    method, answer = as_str(as_dict(call).get("method")), as_dict(call).get("response")
    response = Response(Chunks(answer if isinstance(answer, list) else [answer]), isinstance(answer, list))
    request = Request(method, endpoint=method, model=answering(response.chunks), fields={"method": method})
    return Exchange(Source(path, number), NAME, request, response, named_test(path), ordered=True)
