"""The short way that most chunks of a chat take gives the events that the long way gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview import events as ev
from recview.model import Chunk, Exchange, Json
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.openai.chat import _Decoder, events
from recview.protocols.openai.chat_piece import Piece, plain_piece
from tests.examples import examples
from tests.protocols.seeds import SEEDS
from tests.protocols.spoiled import spoiled_exchanges

_ODD: Sequence[Any] = (None, "", "a", 0, 1, 2.0, True, [], {}, [{}])
_TOKENS = {"content": [{"token": "Hello", "logprob": -1.5}]}
_IN_DELTA: Mapping[str, Any] = {
    "role": "assistant",
    "refusal": "No",
    "reasoning": "Hm",
    "reasoning_content": "Hm",
    "reasoning_details": [{"text": "Hm", "index": 1}],
    "thinking_blocks": [{"thinking": "Hm"}],
    "tool_calls": [{"index": 0, "id": "c", "function": {"name": "f", "arguments": "{}"}}],
    "function_call": {"name": "f"},
    "audio": {"transcript": "Hello"},
    "images": [{}],
    "annotations": [{"url": "https://a.test"}],
    "context": {"citations": [{"url": "https://a.test"}]},
    "executed_tools": [{"name": "search", "output": "x"}],
    "other": "x",
}
_IN_CHOICE: Mapping[str, Any] = {
    "finish_reason": "stop",
    "logprobs": _TOKENS,
    "message": {"content": "Hello there"},
    "text": "Hello",
    "index": 1,
}
_IN_CHUNK: Mapping[str, Any] = {
    "usage": {"prompt_tokens": 1},
    "error": {"message": "Broken"},
    "x_groq": {"usage": {"prompt_tokens": 1}},
    "citations": ["https://a.test"],
    "search_info": {"search_results": [{"url": "https://a.test"}]},
    "choices": [],
}


def _some(telling: Mapping[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Up to two keys that say more than a piece of text does, or are spoiled."""
    pairs = [(key, value) for key, told in telling.items() for value in (told, told, told, *_ODD)]
    return st.lists(st.sampled_from(pairs), max_size=2).map(dict)


_CHUNKS = st.builds(
    lambda content, kind, in_delta, in_choice, in_chunk: _chunk(content, kind, in_delta, in_choice, in_chunk),
    st.sampled_from(["Hello", " there", "", "\n", *_ODD]),
    st.sampled_from(["", "", "ChatCompletionChunk", "error"]),
    *map(_some, (_IN_DELTA, _IN_CHOICE, _IN_CHUNK)),
)


def _chunk(
    content: Json,
    kind: str = "",
    in_delta: Mapping[str, Any] = MappingProxyType({}),
    in_choice: Mapping[str, Any] = MappingProxyType({}),
    in_chunk: Mapping[str, Any] = MappingProxyType({}),
) -> Chunk:
    choice = {"index": 0, "delta": {"content": content, **in_delta}, "finish_reason": None, **in_choice}
    data = {"id": "a", "choices": [choice], "usage": None, **in_chunk}
    return Chunk(kind, data, data)


def _the_long_way(chunks: Sequence[Chunk], source: ErrorSource) -> list[ev.Event]:
    decoder = _Decoder(source)
    return [event for index, chunk in enumerate(chunks) for event in decoder.chunk(index, chunk)]


@given(st.lists(_CHUNKS, max_size=5), st.sampled_from(["stream", "response"]))
@examples(300)
def test_odd_chunks(chunks: list[Chunk], source: ErrorSource) -> None:
    assert list(events(chunks, Origin(source))) == _the_long_way(chunks, source)


_ODD_CHUNKS = {
    **{f"delta {key}": _chunk("Hello", in_delta={key: value}) for key, value in _IN_DELTA.items()},
    **{f"choice {key}": _chunk("Hello", in_choice={key: value}) for key, value in _IN_CHOICE.items()},
    **{f"chunk {key}": _chunk("Hello", in_chunk={key: value}) for key, value in _IN_CHUNK.items()},
    "no number": _chunk("Hello", in_choice={"index": None}),
    "an event named error": _chunk("Hello", "error"),
}

_PLAIN = {"delta role", "choice text", "choice index"}


@pytest.mark.parametrize("source", ["stream", "response"])
@pytest.mark.parametrize("odd", _ODD_CHUNKS.values(), ids=_ODD_CHUNKS.keys())
def test_an_odd_chunk(odd: Chunk, source: ErrorSource) -> None:
    reasoning = _chunk(None, in_delta={"reasoning_details": [{"text": "Hm", "index": 0}]})
    chunks = [_chunk("Hello"), reasoning, odd, _chunk(" there"), reasoning]
    assert list(events(chunks, Origin(source))) == _the_long_way(chunks, source)


def test_reasoning_after_text_is_a_block_of_its_own() -> None:
    thought = [{"type": "thinking", "thinking": [{"type": "text", "text": "Hm"}]}]
    chunks = [_chunk(thought), _chunk("Hello"), _chunk(thought)]
    assert [getattr(event, "text", "") for event in events(chunks, Origin("stream"))] == ["Hm", "Hello", "\n\nHm"]


@given(spoiled_exchanges(*(seed for seed in SEEDS if seed.protocol == "openai.chat")))
@examples(200)
def test_spoiled_answers(exchange: Exchange) -> None:
    chunks = exchange.response.chunks
    assert list(events(chunks, Origin("stream"))) == _the_long_way(chunks, "stream")


@pytest.mark.parametrize(
    ("chunk", "piece"),
    [
        (_chunk("Hi"), Piece(0, "Hi")),
        (_chunk("Hi", "ChatCompletionChunk", {"role": "assistant", "tool_calls": None}, {"index": 2}), Piece(2, "Hi")),
        (_chunk(""), Piece(0, "")),
        (_chunk(None), None),
        (Chunk("", None, None), None),
        (Chunk("", {"choices": "a"}, None), None),
        *((odd, None) for name, odd in _ODD_CHUNKS.items() if name not in _PLAIN),
    ],
)
def test_plain_piece(chunk: Chunk, piece: Piece | None) -> None:
    assert plain_piece(chunk) == piece
