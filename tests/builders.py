"""Exchanges written by hand, as containers hand them to protocols."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recview.formats.ogx import TYPED, plain_chunk
from recview.model import Chunk, Exchange, Failure, Json, Outline, Request, Response, Source
from recview.protocols import PROTOCOLS
from recview.protocols.finishes import normal, spelled
from recview.wire import Chunks


def exchange(
    *chunks: Json,
    streaming: bool = True,
    method: str = "",
    url: str = "",
    endpoint: str = "",
    status: int | None = None,
    failure: Failure | None = None,
    fields: Json = None,
    **body: Any,
) -> Exchange:
    """An exchange of a request and these chunks.

    Args:
        chunks: The answer's chunks as recorded, or `Chunk`s where a container gives them a kind.
        streaming: Whether the answer was streamed; the one chunk of a plain answer is its body.
        method: The request's HTTP method.
        url: Its URL.
        endpoint: The path that the recorder noted.
        status: The answer's HTTP status.
        failure: The exception that the client raised instead of an answer.
        fields: The request as recorded, where a protocol looks at more than its body.
        body: The fields of the request's body; or `body`, the body as a whole.
    """
    whole = body["body"] if body.keys() == {"body"} else body
    sent = Request(method, url, endpoint, body=whole, fields=fields)
    kept: Sequence[Chunk]
    if chunks and all(isinstance(chunk, Chunk) for chunk in chunks):
        kept = chunks
    else:
        kept = Chunks(chunks, TYPED) if streaming else tuple(map(plain_chunk, chunks))
    return Exchange(Source("a.json"), "ogx", sent, Response(kept, streaming, status, failure))


def ended(outline: Outline) -> Outline:
    """The row of an answer whose `finish` is the word that was sent."""
    return outline._replace(finish=spelled(outline.finish), finish_form=normal(outline.finish))


def undigested(outline: Outline) -> Outline:
    """The row without the digests of its turns, which test_turn_digests.py tries."""
    return outline._replace(turns_digest=0, earlier_digest=0)


def finish_forms() -> dict[str, str]:
    """The normal form of every word that a protocol has for how an answer ended, numbers included."""
    protocols = [row.protocol for row in PROTOCOLS.rows]
    words = {word for protocol in protocols for words in protocol.finishes.values() for word in words}
    numbers = {f"{number}" for protocol in protocols for number in range(len(protocol.finish_numbers))}
    return {word: normal(word) for word in sorted(words | numbers | {""})}
