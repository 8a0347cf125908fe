"""The sample recordings that come with recview: every kind that the screen can show, in few words.

`python -m tests.demo_recordings` writes them; a test holds the package's files to what is written here.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from tests.hashing import file_name
from tests.ogx import (
    MODEL,
    Value,
    chat,
    chunk,
    delta,
    dumped,
    failed,
    message,
    named,
    pieces,
    stream,
    typed,
    usage,
)

FOLDER = Path(__file__).parent.parent / "recview" / "demo" / "recordings"

CHAT = "tests/chat/test_conversation.py"
TOOLS = "tests/tools/test_weather.py"
REASONING = "tests/reasoning/test_puzzles.py"
ERRORS = "tests/errors/test_limits.py"
OTHER = "tests/platform/test_services.py"
WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather in a city, now.",
        "parameters": {
            "type": "object",
            "properties": {
                "city": {"type": "string"},
                "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
            },
            "required": ["city"],
        },
    },
}
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
    "RU5ErkJggg=="
)


def call(index: int, call_id: str | None, name: str | None, arguments: str) -> Value:
    """A piece of a tool call."""
    kind = "function" if call_id else None
    return {"index": index, "id": call_id, "function": {"arguments": arguments, "name": name}, "type": kind}


def call_stream(*calls: tuple[str, str, dict[str, Any]], counts: Value) -> list[Value]:
    """Tool calls whose arguments come in pieces."""
    found = []
    for index, (call_id, name, arguments) in enumerate(calls):
        found.append(chunk(delta(role="assistant", tool_calls=[call(index, call_id, name, "")])))
        text = json.dumps(arguments)
        for start in range(0, len(text), 7):
            found.append(chunk(delta(tool_calls=[call(index, None, None, text[start : start + 7])])))
    return [*found, chunk(delta(finish="tool_calls")), chunk(usage=counts)]


def plain(text: str | None, counts: Value, finish: str = "stop", **more: Any) -> Value:
    """A chat.completion in one piece."""
    said = {"content": text, "refusal": None, "role": "assistant", "tool_calls": None, **more}
    data = {
        "id": "rec-000000000000",
        "choices": [{"finish_reason": finish, "index": 0, "logprobs": None, "message": said}],
        "created": 0,
        "model": MODEL,
        "object": "chat.completion",
        "usage": counts,
    }
    return typed("chat.chat_completion.ChatCompletion", data)


def other(test_id: str | None, url: str, body: Value, answer: Any, **more: Any) -> Value:
    """A recording of a call that is no chat."""
    request = {
        "method": more.get("method", "POST"),
        "url": url,
        "headers": more.get("headers", {}),
        "body": body,
        "endpoint": more["endpoint"],
        "model": str(body.get("model", "")),
    }
    return {
        "test_id": test_id,
        "request": request,
        "response": {"body": answer, "is_streaming": False},
        "id_normalization_mapping": {},
    }


def conversations() -> Iterator[Value]:
    """Plain talk: several turns, two choices, other scripts, one piece, completions."""
    system = message("system", "You are a helpful assistant. Answer in one or two sentences.")
    first = message("user", "What does a terminal inspector for recorded LLM calls do?")
    said = (
        "It opens the files that your test suite recorded, lists them by test, and replays each answer chunk by "
        "chunk, just as the user of the API saw it."
    )
    test = f"{CHAT}::test_a_conversation[llama3.2-3b]"
    yield chat(test, [system, first], stream(said, counts=usage(38, 34)), stream_options={"include_usage": True})
    second = message("user", "And when the tests record again?")
    more = "Then it shows the new answer in place, and keeps the cursor, the open branches and the playhead."
    yield chat(
        test,
        [system, first, message("assistant", said), second],
        stream(more, counts=usage(91, 23)),
        stream_options={"include_usage": True},
    )
    yield chat(
        f"{CHAT}::test_scripts[中文-emoji]",
        [message("user", "请用一句话介绍北京,再加一个表情符号。")],
        stream(
            "北京是中国的首都,有三千多年的历史 🏯。故宫、天坛和长城每年都吸引着成千上万的游客 👩‍👩‍👧‍👦。",
            counts=usage(24, 41),
        ),
    )
    left, right = "Heads: the coin says so.", "Tails, and only just."
    interleaved = [
        chunk(delta(place, content=piece, role="assistant"))
        for pair in zip_longest(pieces(left), pieces(right))
        for place, piece in enumerate(pair)
        if piece
    ]
    ends = [chunk(delta(0, finish="stop")), chunk(delta(1, finish="stop")), chunk(usage=usage(12, 13))]
    yield chat(
        f"{CHAT}::test_two_choices",
        [message("user", "Toss a coin for me.")],
        [*interleaved, *ends],
        n=2,
        temperature=1.3,
    )
    yield chat(
        f"{CHAT}::test_not_streamed",
        [message("developer", "Answer in capitals."), message("user", "Say hello.")],
        plain("HELLO! THIS ANSWER CAME IN ONE PIECE, SO IT IS REPLAYED WORD BY WORD.", usage(19, 20)),
        streaming=False,
    )
    yield chat(
        f"{CHAT}::test_describes_image",
        [
            message(
                "user",
                [
                    {"type": "text", "text": "What is this?"},
                    {"type": "image_url", "image_url": {"url": PIXEL}},
                ],
            )
        ],
        stream("A single pixel, and a rather transparent one.", counts=usage(271, 10)),
    )
    yield chat(f"{CHAT}::test_confidence", [message("user", "Is Pluto a planet?")], confident(), logprobs=True)
    text = "Once upon a time there was a test suite"
    body = {"model": MODEL, "prompt": text, "stream": True, "max_tokens": 12}
    parts = [
        typed("completion.Completion", {
            "id": "rec-000000000000",
            "choices": [{"finish_reason": finish, "index": 0, "logprobs": None, "text": piece}],
            "created": 0, "model": MODEL, "object": "text_completion", "usage": None,
        })
        for piece, finish in [*((piece, None) for piece in pieces(" that nobody ever read, until one")), ("", "length")]
    ]  # fmt: skip
    recording = other(
        f"{CHAT}::test_old_completion",
        "http://localhost:11434/v1/v1/completions",
        body,
        parts,
        endpoint="/v1/completions",
    )
    recording["response"]["is_streaming"] = True
    yield recording


def confident() -> list[Value]:
    """An answer whose tokens carry their probability."""
    tokens = [
        ("Pluto", 0.98), (" was", 0.41), (" called", 0.55), (" a", 0.99), (" planet", 0.97), (" until", 0.88),
        (" ", 0.97), ("200", 0.95), ("6", 0.93), (";", 0.18), (" since", 0.62), (" then", 0.96), (" it", 0.7),
        (" is", 0.83), (" a", 0.94), (" dwarf", 0.99), (" planet", 1.0), (".", 0.9),
    ]  # fmt: skip
    found = []
    for token, probability in tokens:
        entry = {
            "token": token,
            "bytes": list(token.encode()),
            "logprob": math.log(probability),
            "top_logprobs": [],
        }
        found.append(chunk(delta(content=token, role="assistant", logprobs={"content": [entry], "refusal": None})))
    return [*found, chunk(delta(finish="stop")), chunk(usage=usage(15, 18))]


def tools() -> Iterator[Value]:
    """A call, two calls at once, and what comes after their results."""
    ask = message("user", "Should I take an umbrella in Paris and in Oslo?")
    test = f"{TOOLS}::TestWeather::test_parallel_calls[gpt-4o]"
    calls = (
        ("call_7Fq2", "get_weather", {"city": "Paris", "unit": "celsius"}),
        ("call_9Zt4", "get_weather", {"city": "Oslo", "unit": "celsius"}),
    )
    yield chat(test, [ask], call_stream(*calls, counts=usage(74, 41)), tools=[WEATHER], tool_choice="auto")
    asked = message(
        "assistant",
        tool_calls=[
            {
                "id": call_id,
                "type": "function",
                "function": {"name": name, "arguments": json.dumps(arguments)},
            }
            for call_id, name, arguments in calls
        ],
    )
    results = [
        message("tool", '{"sky": "clear", "temperature": 21.5, "rain": 0.0}', tool_call_id="call_7Fq2"),
        message("tool", '{"sky": "rain", "temperature": 7.0, "rain": 4.2}', tool_call_id="call_9Zt4"),
    ]
    answer = "In Paris you can leave it at home: 21.5 °C and a clear sky.\n\nIn Oslo take it: 7 °C, and 4.2 mm of rain."
    yield chat(
        test,
        [ask, asked, *results],
        stream(answer, counts=usage(158, 37)),
        tools=[WEATHER],
        tool_choice="auto",
    )


def reasoning() -> Iterator[Value]:
    """Thinking before the answer, a refusal, and an answer that was cut off."""
    thought = (
        "The bat costs one euro more than the ball. If the ball is x, then the bat is x + 1, and together "
        "2x + 1 = 1.10. So x = 0.05. The quick answer, ten cents, would make 1.20 in all."
    )
    answer = "The ball costs **5 cents** and the bat 1.05 €."
    body = [chunk(delta(role="assistant", reasoning_content=piece)) for piece in pieces(thought)]
    body += stream(answer, counts=usage(41, 88, {"reasoning_tokens": 66}))
    yield chat(
        f"{REASONING}::test_bat_and_ball[deepseek-r1]",
        [
            message(
                "user",
                "A bat and a ball cost 1.10 € together. The bat costs 1 € more than the ball. The ball?",
            )
        ],
        body,
        reasoning_effort="low",
    )
    refused = [
        chunk(delta(role="assistant", refusal=piece)) for piece in pieces("I can't help with picking that lock.")
    ]
    yield chat(
        f"{REASONING}::test_refuses",
        [message("user", "Explain how to open my neighbour's door without a key.")],
        [*refused, chunk(delta(finish="stop")), chunk(usage=usage(18, 9))],
    )
    yield chat(
        f"{REASONING}::test_cut_off",
        [message("user", "List the first twenty prime numbers.")],
        stream("2, 3, 5, 7, 11, 13, 17, 19, 23, 29,", "length", usage(16, 24)),
        max_tokens=24,
    )


def errors() -> Iterator[Value]:
    """What was recorded in the place of an answer."""
    ask = [message("user", "Hello?")]
    base = chat(f"{ERRORS}::test_rate_limit", ask, None, streaming=False)
    detail = {"message": "Rate limit reached for requests", "type": "requests", "code": "rate_limit_exceeded"}
    yield failed(base, "RateLimitError", f"Error code: 429 - {{'error': {detail}}}", 429, detail)
    base = chat(f"{ERRORS}::test_no_server", ask, None, streaming=False)
    yield failed(base, "APIConnectionError", "Connection error.", None)
    broken = stream("The answer begins well, and th")[:-1]
    error = {
        "message": "The server had an error while processing your request",
        "type": "server_error",
        "code": None,
    }
    broken.append(chunk(error=error))
    yield chat(f"{ERRORS}::test_error_in_stream", ask, broken)
    yield chat(f"{ERRORS}::test_no_finish", ask, stream("A stream that just stops")[:-1], temperature=0.5)


def services() -> Iterator[Value]:
    """What is no conversation."""
    texts = ["The quick brown fox", "jumps over the lazy dog", "狐狸"]
    vectors = [[round(math.sin(row * 7 + column) / 3, 6) for column in range(12)] for row in range(len(texts))]
    data = [{"embedding": vector, "index": place, "object": "embedding"} for place, vector in enumerate(vectors)]
    body = {"model": "nomic-embed-text", "input": texts, "encoding_format": "float"}
    answer = {
        "data": data,
        "model": "nomic-embed-text",
        "object": "list",
        "usage": {"prompt_tokens": 14, "total_tokens": 14},
    }
    yield other(
        f"{OTHER}::test_embeddings[dim=12]",
        "http://localhost:11434/v1/v1/embeddings",
        body,
        typed("create_embedding_response.CreateEmbeddingResponse", answer),
        endpoint="/v1/embeddings",
    )
    models = [
        typed("model.Model", {"id": name, "created": 0, "object": "model", "owned_by": "library"})
        for name in (MODEL, "nomic-embed-text:latest", "gpt-oss:20b")
    ]
    yield other(None, "http://localhost:11434/v1/v1/models", {}, models, endpoint="/v1/models", method="GET")
    running = {"models": [{"model": MODEL, "name": MODEL, "size": 7919570944, "size_vram": 7919570944}]}
    yield other(
        f"{OTHER}::test_running",
        "http://localhost:11434/api/ps",
        {},
        typed("ProcessResponse", running),
        endpoint="/api/ps",
        headers={"Authorization": "Bearer demo-not-a-real-token", "Accept": "application/json"},
    )
    found = {
        "query": "terminal inspector",
        "top_k": [{"title": "recview", "score": 0.97, "url": "https://example.com"}],
    }
    test = f"{OTHER}::test_web_search"
    yield {
        "test_id": test,
        "request": {
            "test_id": test,
            "provider": "tavily",
            "tool_name": "web_search",
            "kwargs": {"query": "terminal inspector", "max_results": 1},
        },
        "response": {
            "body": {
                "__type__": "llama_stack_api.tools.ToolInvocationResult",
                "__data__": {
                    "content": json.dumps(found),
                    "error_code": None,
                    "error_message": None,
                    "metadata": None,
                },
            },
            "is_streaming": False,
        },
        "id_normalization_mapping": {},
    }


def recordings() -> list[Value]:
    """All of them."""
    return [*conversations(), *tools(), *reasoning(), *errors(), *services()]


def files() -> dict[str, str]:
    """File names and texts."""
    return {file_name(recording): dumped(named(recording)) for recording in recordings()}


if __name__ == "__main__":
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name, content in files().items():
        (FOLDER / name).write_text(content)
