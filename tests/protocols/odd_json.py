"""JSON that no protocol expects: wrong types everywhere, under the very keys that a protocol reads."""

from __future__ import annotations

from hypothesis import strategies as st

from recview.formats.ogx import TYPED
from recview.model import Exchange, Json, Request, Response, Source
from recview.wire import Chunks
from tests.json_values import json_values
from tests.protocols.readers import Reader


def odd_json(*keys: str) -> st.SearchStrategy[Json]:
    """Values of any shape whose objects have these keys."""
    return json_values(*keys, strings=("", "a", "list", "text", "{"))


def odd_exchanges(*keys: str) -> st.SearchStrategy[Exchange]:
    """Exchanges of such values."""
    return st.builds(
        lambda body, chunks, streaming, url: Exchange(
            Source("a.json"), "ogx", Request("DELETE", url, url, body=body), Response(Chunks(chunks, TYPED), streaming)
        ),
        odd_json(*keys),
        st.lists(odd_json(*keys), max_size=4),
        st.booleans(),
        st.sampled_from(["", "/api/chat", "/v1/embed", "https://api.cohere.com/v2/chat", "/rerank", "/v1/models"]),
    )


def never_raises(protocol: Reader, exchange: Exchange) -> None:
    """Ask a protocol everything; each event must stand at a chunk that there is."""
    protocol.claims(exchange)
    protocol.outline(exchange)
    for event in protocol.decode(exchange).events:
        assert 0 <= event.chunk < len(exchange.response.chunks)
