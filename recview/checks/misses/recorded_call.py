"""What there is to compare a miss with: the requests of recordings, without their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from recview.checks.misses.miss import Miss
from recview.checks.names.hashed_request import HashedRequest
from recview.coerce import as_dict, as_str
from recview.formats import ogx
from recview.formats.endpoint import endpoint_of
from recview.model import Exchange, Request, Response, Source
from recview.review.asked_facts import AskedFacts, asked_facts


class RecordedCall:
    """A request, of a recording or of a miss.

    Attributes:
        path: The recording's file, as the user calls it; empty for a miss.
        index: Which of the file's exchanges it is, from 0.
        exchange: The exchange without its answer.
    """

    def __init__(self, path: str, index: int, exchange: Exchange) -> None:
        self.path = path
        self.index = index
        self.exchange = exchange._replace(response=Response())

    @property
    def test_id(self) -> str:
        """The test that it belongs to; empty if that is not known."""
        return self.exchange.test_id or ""

    @property
    def name(self) -> str:
        """The name of its file."""
        return self.path.rpartition("/")[2]

    @cached_property
    def facts(self) -> AskedFacts:
        """What it asks, for likeness."""
        return asked_facts([self.exchange])

    @cached_property
    def hashed(self) -> HashedRequest | None:
        """What its name is the hash of, if it is OGX's and that can be computed."""
        if self.exchange.format != ogx.NAME:
            return None
        try:
            request = HashedRequest(
                {"test_id": self.exchange.test_id, "request": as_dict(self.exchange.request.fields)}
            )
        except ValueError:
            return None
        return request if request.kind in ("inference", "http", "tool") else None

    def is_of_test(self, test: str) -> bool:
        """Whether it belongs to a test that is named in full, or by its end."""
        return test != "" and (self.test_id == test or self.test_id.endswith(f"::{test}"))


def recorded_calls(path: str, exchanges: Sequence[Exchange]) -> Iterator[RecordedCall]:
    """The requests of a file."""
    for index, exchange in enumerate(exchanges):
        yield RecordedCall(path, index, exchange)


def call_of(miss: Miss) -> RecordedCall:
    """The request of a miss, as far as it is known."""
    body = next((miss.request[key] for key in ("body", "payload", "kwargs") if key in miss.request), None)
    request = Request(
        method=miss.method or as_str(miss.request.get("method")).upper(),
        url=miss.url or as_str(miss.request.get("url")),
        endpoint=as_str(miss.request.get("endpoint")) or endpoint_of(miss.url),
        model=miss.model or as_str(as_dict(body).get("model")),
        headers=as_dict(miss.request.get("headers")),
        body=body,
        fields={"method": miss.method, "url": miss.url} | miss.request,
    )
    name = ogx.NAME if miss.recorder == "ogx" else miss.recorder
    return RecordedCall("", 0, Exchange(Source(""), name, request, Response(), test_id=miss.test or None))
