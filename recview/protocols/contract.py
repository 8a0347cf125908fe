"""What a protocol's events know of where an answer came from."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from recview.model import Exchange

ErrorSource: TypeAlias = Literal["stream", "response"]
"""How an error inside an answer arrived: as one of its chunks, or as a plain body."""


class Origin(NamedTuple):
    """How an answer came, and from where.

    Attributes:
        source: What an error inside the answer is recorded as.
        url: The URL that was called, or just its path where no more was recorded.
        model: The model that was asked for, or empty.
    """

    source: ErrorSource
    url: str = ""
    model: str = ""


def origin_of(exchange: Exchange) -> Origin:
    """The origin of an exchange's answer."""
    request = exchange.request
    source: ErrorSource = "stream" if exchange.response.streaming else "response"
    return Origin(source, request.url or request.endpoint, request.model)
