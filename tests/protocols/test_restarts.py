"""Streams that stand one behind the other, also of several protocols, and lines in them that are none of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from recview.events import Unknown
from recview.model import Chunk, Exchange, Json, Request, Response, Source
from recview.protocols.choosing import protocol_of
from recview.protocols.decoding import decode
from recview.protocols.outlining import outline
from recview.replay.choices import choices
from recview.replay.folding import fold
from tests import builders, responses
from tests.bounded import cost
from tests.ogx import chunk, delta, typed


def chat(text: str, answer: str = "a", finish: str | None = "stop") -> list[Json]:
    """A stream of chat completions, each chunk with the id of its answer."""
    pieces = [delta(role="assistant", content=""), delta(content=text), *([delta(finish=finish)] if finish else [])]
    return [{**chunk(piece)["__data__"], "id": answer} for piece in pieces]


def called(arguments: str) -> list[Json]:
    """A call, under the index and id that every such stream has."""
    call = {"index": 0, "id": "c", "function": {"name": "f", "arguments": arguments}}
    return [chunk(delta(tool_calls=[call]))["__data__"], chunk(delta(finish="tool_calls"))["__data__"]]


def completions(text: str) -> list[Json]:
    return [{"choices": [{"index": 0, "text": text, "finish_reason": None}]}, {"choices": [finished("length")]}]


def finished(reason: str) -> Json:
    return {"index": 0, "text": "", "finish_reason": reason}


def anthropic(text: str) -> list[Json]:
    return [
        {"type": "message_start", "message": {"role": "assistant"}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}},
    ]


def gemini(text: str) -> list[Json]:
    candidate = {"content": {"parts": [{"text": text}]}, "finishReason": "STOP"}
    return [{"candidates": [candidate], "usageMetadata": {"promptTokenCount": 1}, "responseId": "r"}]


def ollama(text: str) -> list[Json]:
    message = {"role": "assistant", "content": text}
    return [{"message": message, "done": False}, {"message": {"content": ""}, "done": True, "done_reason": "stop"}]


def cohere(text: str) -> list[Json]:
    return [
        {"type": "message-start", "id": "m"},
        {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": text}}}},
        {"type": "message-end", "delta": {"finish_reason": "COMPLETE"}},
    ]


def converse(text: str) -> list[Json]:
    frames = {
        "messageStart": {"role": "assistant"},
        "contentBlockDelta": {"contentBlockIndex": 0, "delta": {"text": text}},
        "messageStop": {"stopReason": "end_turn"},
    }
    return [{kind: data} for kind, data in frames.items()]


def titan(text: str) -> list[Json]:
    return [{"outputText": text}, {"outputText": "", "completionReason": "FINISH"}]


def tgi(text: str) -> list[Json]:
    return [
        {"token": {"id": 1, "text": text, "special": False}},
        {"token": {"id": 2, "text": "", "special": True}, "generated_text": text, "details": {"finish_reason": "stop"}},
    ]


def response(text: str) -> list[Json]:
    whole = responses.message(responses.said(text))
    return [responses.created(), responses.delta(text), responses.end(whole)]


def plain(count: int) -> list[Json]:
    """Whole answers, one behind the other."""
    ending = {"message": {"content": "a"}, "finish_reason": "stop"}
    return [{"id": f"{place}", "choices": [ending]} for place in range(count)]


STREAMS: dict[str, tuple[list[Json], list[str]]] = {
    "chat": (chat("Hi"), ["Hi"]),
    "two choices": ([chunk(delta(at, content="ab"[at], finish="stop"))["__data__"] for at in (0, 1)], ["a", "b"]),
    "a call": (called('{"a": 1}'), ['f{"a": 1}']),
    "completions": (completions("Hi"), ["Hi"]),
    "responses": (response("Hi"), ["Hi"]),
    "anthropic": (anthropic("Hi"), ["Hi"]),
    "gemini": (gemini("Hi"), ["Hi"]),
    "ollama": (ollama("Hi"), ["Hi"]),
    "cohere": (cohere("Hi"), ["Hi"]),
    "converse": (converse("Hi"), ["Hi"]),
    "tgi": (tgi("Hi"), ["Hi"]),
}


def exchange(chunks: Sequence[Json], body: Json = None, **request: Any) -> Exchange:
    return builders.exchange(*chunks, body=body, **request)


def said(chunks: Sequence[Json], **request: Any) -> list[str]:
    """What each choice said: its text, and its calls."""
    conversation = decode(exchange(chunks, **request))
    answers = choices(conversation, fold(conversation, len(chunks), streaming=True))
    return [one.text + "".join(f"{call.name}{call.arguments}" for call in one.calls) for one in answers]


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_stream_that_is_repeated(name: str, times: int) -> None:
    stream, answer = STREAMS[name]
    assert said(stream * times) == answer * times


def test_a_model_family_of_bedrock_that_is_repeated() -> None:
    assert said(titan("Hi") * 2, url="https://a.test/model/amazon.titan/invoke-with-response-stream") == ["Hi", "Hi"]


def test_another_id_after_an_ending_is_another_answer() -> None:
    assert said([*chat("Hi"), *chat("Ho", "b"), *chat("Ha", "c")]) == ["Hi", "Ho", "Ha"]
    assert said(plain(3)) == ["a", "a", "a"]


ONE = {
    "content after the finish": [*chat("Hi"), chat(" there")[1]],
    "another id before any finish": [*chat("Hi", finish=None), *chat(" there", "b")[1:]],
    "an id for every chunk": [{**one, "id": f"{n}"} for n, one in enumerate(chat("Hi") + chat(" there")[1:])],
    "usage under another id": [*chat("Hi there"), {"id": "b", "choices": [], "usage": {"prompt_tokens": 1}}],
    "the finish twice": [*chat("Hi there"), chat("")[-1]],
    "the first chunk once more, and nothing else": [*chat("Hi there"), chat("")[0]],
}


@pytest.mark.parametrize("name", ONE)
def test_what_is_one_answer_all_the_same(name: str) -> None:
    assert said(ONE[name]) == ["Hi there"]


def test_a_choice_that_goes_on_while_another_has_ended() -> None:
    first = {"choices": [delta(0, content="a")]}
    chunks = [first, {"choices": [delta(1, content="b")]}, {"choices": [delta(0, finish="stop")]}, first]
    assert said(chunks) == ["aa", "b"]


@pytest.mark.parametrize("first", STREAMS)
@pytest.mark.parametrize("second", ["chat", "responses", "anthropic", "gemini", "ollama", "cohere", "converse", "tgi"])
def test_streams_of_two_protocols(first: str, second: str) -> None:
    (one, before), (other, after) = STREAMS[first], STREAMS[second]
    request = {"endpoint": "/v1/chat/completions", "body": {"messages": []}} if first == "chat" else {}
    found = said([*one, *other], **request)
    if len(one) < 3 or (first, second) == ("cohere", "ollama"):
        # The next stream's chunks are among the first three, by which protocols are told, or have the same fields.
        assert "".join(after) in "".join(found)
    else:
        assert found == before + after


def test_each_is_read_to_its_end() -> None:
    chunks = [*chat("Hi"), *anthropic("Ho"), {"odd": 1}, *gemini("Ha")]
    conversation = decode(exchange(chunks))
    assert said(chunks) == ["Hi", "Ho", "Ha"]
    assert [event.chunk for event in conversation.events if isinstance(event, Unknown)] == [6]
    assert conversation.protocol == "openai.chat"
    assert outline(exchange(chunks)).finish == "stop"


JUNK: list[Json] = ["junk", None, 5, [], {}, {"odd": 1}, {"type": "ping"}, {"error": {"message": "no"}}]


@pytest.mark.parametrize("name", [name for name, (stream, _) in STREAMS.items() if len(stream) > 2])
@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_a_line_of_another_kind_costs_itself(name: str, junk: Json) -> None:
    stream, answer = STREAMS[name]
    for place in range(len(stream) + 1):
        assert said([*stream[:place], junk, *stream[place:]]) == answer


@pytest.mark.parametrize("name", STREAMS)
def test_lines_before_the_first_that_tells(name: str) -> None:
    stream, answer = STREAMS[name]
    assert said(["junk", None, {}, "more", {"error": {"message": "no"}}, *stream]) == answer


def test_a_sign_of_life_before_the_chunk_that_tells() -> None:
    first = {"id": "", "object": "", "choices": [], "prompt_filter_results": []}
    events = [
        Chunk("", first, first),
        Chunk("ping", {"type": "ping"}, None),
        *(Chunk("", one, one) for one in chat("Hi")),
    ]
    found = Exchange(Source("a.yaml"), "vcrpy", Request(), Response(tuple(events), streaming=True))
    assert protocol_of(found).name == "openai.chat"


@pytest.mark.parametrize("name", ["chat", "anthropic", "gemini", "ollama"])
def test_events_of_a_gateway_before_those_of_the_api(name: str) -> None:
    stream, answer = STREAMS[name]
    assert said([{"status": "queued"}, {"type": "routed"}, {"status": "started"}, *stream]) == answer


def test_a_line_of_words_before_the_frames_of_a_model_family() -> None:
    url = "https://a.test/model/amazon.nova/invoke-with-response-stream"
    assert said(["<html>", *converse("Hi")], url=url) == ["Hi"]
    assert said(["Hi ", "there"], url=url) == ["Hi there"]


def test_a_stream_of_nothing_that_tells() -> None:
    junk = ["junk", None, {"error": {"message": "no"}}]
    found = exchange(junk, endpoint="/v1/chat/completions", body={"messages": []})
    assert protocol_of(found).name == "openai.chat"
    assert said([typed("a.Unheard", 1), "junk"]) == []


@pytest.mark.slow
def test_thousands_of_answers_take_bounded_time() -> None:
    answers, mixed = plain(5_000), [*anthropic("a"), *gemini("b")] * 1_000
    assert len(said(answers)) == 5_000
    assert len(said(mixed)) > 1_000
    assert cost(lambda: (said(answers), said(mixed))) < 200


def test_deep_chunks_are_not_compared() -> None:
    ended = {"choices": [{"delta": {"content": "a"}, "finish_reason": "stop"}]}
    assert said([{**ended, "deep": nested(3_000)} for _ in range(2)]) == ["aa"]


def nested(levels: int) -> Json:
    found: Json = []
    for _ in range(levels):
        found = [found]
    return found
