"""What most recorders keep, HTTP requests and their answers → exchanges. Containers only say where each part stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Generic, TypeVar, overload

from recview.coerce import as_dict, as_int, as_list, as_str
from recview.formats.endpoint import endpoint_of
from recview.formats.file import File
from recview.formats.headers import first_value, headers_by_name
from recview.formats.naming import named_call, named_test
from recview.framing import Body, Framed, Framing
from recview.framing.kept import unbase64
from recview.model import Chunk, Exchange, Failure, Json, Request, Response, Source
from recview.named_tuple import NamedTuple

Kept = TypeVar("Kept")
"""What a container keeps of one call."""


class Recorded(NamedTuple):
    """One HTTP request and its answer, as a container keeps them; any of it may be missing or of a wrong type.

    Attributes:
        headers: In any of the shapes that `headers_by_name` reads.
        body: What was sent: bytes, text or a parsed tree.
        answer: The body that came back, likewise.
        status: The HTTP status.
        more: What else the recorder kept of the answer, such as `recorded_at` or `duration`.
        elsewhere: The file that holds the answer, where that could not be read.
        problem: Why it could not, or why there is not all of it.
        events: The events of a streamed answer, where the recorder keeps each apart; they count before `answer`.
        chunks: The chunks of a streamed answer, where the container makes them; they count before `events`.
        model: The model, where neither the body nor the URL may name it.
        endpoint: The API that all calls of the container go to, where it keeps no URL.
        name: What the container calls this one of its calls, such as `custom_id`.
        failure: Why there is no answer, where the container says so outside of any body.
        is_request_only: Whether there is no place for an answer, or the recorder says that none came.
    """

    method: Json = ""
    url: Json = ""
    headers: Json = None
    body: Body = None
    status: Json = None
    answer_headers: Json = None
    answer: Body = None
    more: Mapping[str, Json] = MappingProxyType({})
    elsewhere: str = ""
    problem: str = ""
    events: Sequence[Json] = ()
    chunks: Sequence[Chunk] = ()
    model: str = ""
    endpoint: str = ""
    name: str = ""
    failure: Failure | None = None
    is_request_only: bool = False


class Exchanges(Sequence[Exchange], Generic[Kept]):
    """The exchanges of a file, in its order, each made when it is asked for and then let go.

    So a file of a hundred thousand calls takes little more memory than its JSON. One pass over them shares what room
    there is for unpacking bodies; an exchange that is asked for by its number has all of it.
    """

    def __init__(
        self,
        file: File,
        path: str,
        name: str,
        kept: Sequence[Kept],
        recorded: Callable[[Kept], Recorded],
        test_id: str = "",
    ) -> None:
        """Make none yet.

        Args:
            file: Where they are kept: it frames their bodies.
            path: Its path below the root; it also names the test.
            name: The container's name.
            kept: What is kept of each, of any shape.
            recorded: Says where in that each part stands. Never raises.
            test_id: The test, where the container names it.
        """
        self._file = file
        self._path = path
        self._name = name
        self._kept = kept
        self._recorded = recorded
        self._test_id = test_id or named_test(path)

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Exchange]:
        framing = self._file.framing()
        return (self._exchange(framing, number) for number in range(len(self._kept)))

    @overload
    def __getitem__(self, index: int) -> Exchange: ...
    @overload
    def __getitem__(self, index: slice) -> list[Exchange]: ...
    def __getitem__(self, index: int | slice) -> Exchange | list[Exchange]:
        framing = self._file.framing()
        if isinstance(index, slice):
            return [self._exchange(framing, number) for number in range(len(self._kept))[index]]
        return self._exchange(framing, range(len(self._kept))[index])

    def _exchange(self, framing: Framing, number: int) -> Exchange:
        source, recorded = Source(self._path, number), self._recorded(self._kept[number])
        return _exchange(framing, source, self._name, recorded, self._test_id)


def _exchange(framing: Framing, source: Source, name: str, one: Recorded, test_id: str) -> Exchange:
    request, response = _request(framing, one), _response(framing, one)
    if not request.model:
        request = request._replace(model=answering(response.chunks))
    return Exchange(source, name, request, response, named_call(test_id, one.name), ordered=True)


def _request(framing: Framing, one: Recorded) -> Request:
    url, method = as_str(one.url), as_str(one.method).upper()
    headers = headers_by_name(one.headers, holds_bytes=framing.bytes_in_trees)
    body = framing.sent(unwrapped(one.body), first_value(headers, "content-type"), first_value(headers, _ENCODING))
    fields: dict[str, Json] = {"method": method, "url": url, "headers": headers, "body": body}
    model = one.model or _model(body, url)
    return Request(method, url, endpoint_of(url) or one.endpoint, model, headers, body, fields)


_ENCODING = "content-encoding"


def _response(framing: Framing, one: Recorded) -> Response:
    if one.is_request_only:
        return Response(fields=dict(one.more), is_absent=True)
    headers = headers_by_name(one.answer_headers, holds_bytes=framing.bytes_in_trees)
    framed = _framed(framing, one, headers)
    status = int(one.status) if is_status(one.status) else as_int(one.status)
    fields = {"status": status, "headers": headers, **one.more}
    if unread := one.elsewhere or framed.unread:
        fields["unread"] = unread
    failure = one.failure and one.failure._replace(status=status)
    problem = one.problem or framed.problem
    return Response(framed.chunks, framed.streaming, status, failure, fields=fields, problem=problem)


def _framed(framing: Framing, one: Recorded, headers: Mapping[str, Json]) -> Framed:
    """The chunks of an answer: those that the container made, one per event, or those in its body."""
    if one.chunks:
        return Framed(one.chunks, streaming=True)
    if one.events:
        return framing.events(one.events)
    content_type, encoding = first_value(headers, "content-type"), first_value(headers, _ENCODING)
    return framing.answer(unwrapped(one.answer), content_type, encoding)


_BASE64 = "base64:"
"""What Datadog's proxy puts before a body that is no text."""


def unwrapped(body: Body) -> Body:
    """A body without what a recorder put around it."""
    if isinstance(body, str) and body.startswith(_BASE64):
        data = unbase64(body[len(_BASE64) :])
        return data if isinstance(data, bytes) else body
    return body


def decoded(body: Body, owner: Mapping[str, Json]) -> Body:
    """A body whose recorder says in a field beside it that it is base64."""
    encodings = (owner.get(key) for key in ("bodyEncoding", "body_encoding", "encoding"))
    is_flagged = owner.get("isBase64Encoded") is True
    is_base64 = is_flagged or any(as_str(encoding).lower() == "base64" for encoding in encodings)
    return unbase64(body) if is_base64 and isinstance(body, str) else body


def is_status(value: Json) -> bool:
    """Whether it is all of an HTTP status, which some keep as a string: of one that is cut a digit is missing."""
    return 100 <= (as_int(value) or 0) <= 999 or re.fullmatch(_STATUS, as_str(value)) is not None


_STATUS = r"[1-9][0-9]{2}"


def answering(chunks: Sequence[Chunk]) -> str:
    """The model that an answer says it is of: what is known where a request names none, or was not kept."""
    for chunk in islice(chunks, 3):
        fields = as_dict(chunk.data)
        for holder in (fields, *(as_dict(fields.get(key)) for key in ("message", "response", "interaction"))):
            if name := next(
                filter(None, (as_str(holder.get(key)) for key in ("model", "modelVersion", "model_id"))), ""
            ):
                return name
    return ""


def _model(body: Json, url: str) -> str:
    """The model that was asked for: by the body or a field of a form, else by the URL."""
    fields = as_dict(body)
    parts = (as_dict(part) for part in as_list(body))
    field = next((part.get("content") for part in parts if part.get("name") == "model"), None)
    if name := next(filter(None, (as_str(fields.get(key)) for key in ("model", "modelId", "model_id"))), "") or as_str(
        field
    ):
        return name
    from recview.protocols.model_in_url import model_in_url  # on use: nothing else here needs a protocol

    return model_in_url(url)
