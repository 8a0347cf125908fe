"""An exchange as plain text."""

from __future__ import annotations

import json

from recview.model import Readability, Source
from recview.pages.plain_page import numbered_path, plain_chunks, plain_head, plain_page
from recview.reading.recording import Recording
from recview.reading.recordings import read_recordings
from tests import ogx
from tests.ogx import Value, chat, chunk, delta, message, stream


def answer(recording: Value) -> Recording:
    found = read_recordings("x/a.json", json.dumps(recording).encode())
    assert not isinstance(found, Readability)
    return found[0]


def head(one: Recording) -> list[str]:
    return [text for text, _ in plain_head(one.exchange, one.usage, protocol=one.protocol, provider="ollama", count=1)]


def page(one: Recording) -> str:
    return "\n".join(text for text, _ in plain_page(one.exchange, one.conversation, one.transcript))


def test_head() -> None:
    found = chat("a.py::test", [], stream("Hi", counts=ogx.usage(1_200, 3)), url="https://a.example/v1?key=secret")
    assert head(answer(found)) == [
        "x/a.json",
        "test      a.py::test",
        "call      POST https://a.example/v1?key=secret",
        f"model     {ogx.MODEL}",
        "provider  ollama",
        "protocol  openai.chat, 3 chunks, streamed",
        "format    ogx",
        "usage     1,200 input, 3 output, 1,203 total",
    ]


def test_page() -> None:
    calls = [{"index": 0, "id": "c1", "function": {"name": "look", "arguments": '{"q":"x"}'}}]
    body = [chunk(delta(reasoning="Let me\nsee.")), chunk(delta(content="Hello")), chunk(delta(tool_calls=calls))]
    found = chat(None, [message("user", "Hi")], [*body, chunk(delta(finish="tool_calls"))])
    assert page(answer(found)) == (
        "── user\nHi\n\n── assistant\n── reasoning\nLet me\nsee.\n\nHello\n\n"
        '▲ look · c1\n{\n  "q": "x"\n}\n\n■ tool_calls\n'
    )


def test_json_is_written_whole() -> None:
    vectors = {"object": "list", "data": [{"embedding": [0.5] * 5_000}]}
    assert page(answer(chat(None, [], vectors, streaming=False))).count("0.5") >= 5_000


def test_chunks_are_uncut() -> None:
    text = "x" * 1_000
    found = answer(chat(None, [], [chunk(delta(content=text)), chunk(), chunk(delta(finish="stop"))]))
    assert list(plain_chunks(found.exchange, found.conversation)) == [
        (1, "text", f"“{text}”"),
        (2, "empty", ""),
        (3, "finish", "stop"),
    ]


def test_called() -> None:
    found = [numbered_path(Source("a.json"), 1), *(numbered_path(Source("a.json", number), 2) for number in (0, 1))]
    assert found == ["a.json", "a.json #1", "a.json #2"]
