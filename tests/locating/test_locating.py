"""The line of a chunk or a value in files of several formats, as recorders write them."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recview.locating.locating import line_of
from recview.locating.target import FileLine, Target
from recview.model import Source
from tests.ogx import chat, message, stream

OGX = chat("t.py::t", [message("user", "Hi"), message("user", "Hi")], stream("Hello you there"))


def line(data: bytes, target: Target, number: int = 0, path: str = "a.json") -> tuple[str, FileLine]:
    """The line that is named, and its text."""
    result = line_of(data, Source(path, number), target)
    return data.decode().split("\n")[result.number - 1].strip(), result


def test_a_pretty_printed_recording() -> None:
    data = json.dumps(OGX, indent=2).encode()
    lines = data.decode().split("\n")
    for index in range(3):
        text, result = line(data, Target("chunk", index, ("__data__", "choices", 0, "delta", "content")))
        assert text == f'"content": {json.dumps(["Hello", " you", " there"][index])},'
        assert result.reason == ""
        _, whole = line(data, Target("chunk", index))
        assert lines[whole.number - 1] == "      {"
        assert whole.number < result.number < whole.number + 20
    assert line(data, Target("request", keys=("messages", 1)))[1].number == 14
    assert line(data, Target("request", keys=("messages", 1, "content")))[0] == '"content": "Hi"'
    assert line(data, Target("request"))[0] == '"body": {'
    assert line(data, Target("response", keys=("is_streaming",)))[0] == '"is_streaming": true'
    assert line(data, Target("exchange"))[1] == FileLine(1)


def test_a_list_in_the_request_is_not_one_of_calls() -> None:
    data = json.dumps(chat("t.py::t", [message("user", "Hi")], stream("Hello")), indent=2).encode()
    assert line(data, Target("exchange"))[1] == FileLine(1)


def test_the_same_on_one_line() -> None:
    data = json.dumps(OGX).encode()
    for target in (Target("chunk", 2), Target("request", keys=("messages", 1)), Target("exchange")):
        assert line(data, target)[1] == FileLine(1)


def interaction(question: str, events: list[Any], *, streamed: bool = True) -> dict[str, Any]:
    body = "".join(f"data: {json.dumps(event)}\n\n" for event in [*events]) + "data: [DONE]\n\n"
    return {
        "request": {
            "method": "POST",
            "uri": "https://api.openai.com/v1/chat/completions",
            "headers": {"content-type": ["application/json"]},
            "body": json.dumps({"model": "m", "stream": True, "messages": [{"role": "user", "content": question}]}),
        },
        "response": {
            "status": {"code": 200, "message": "OK"},
            "headers": {"content-type": ["text/event-stream" if streamed else "application/json"]},
            "body": {"string": body if streamed else json.dumps(events[0])},
        },
    }


def chunk(text: str) -> dict[str, Any]:
    return {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": text}}]}


ANSWER = {"object": "chat.completion", "choices": [{"index": 0, "message": {"role": "assistant", "content": "three"}}]}

CASSETTE = {
    "interactions": [
        interaction("first", [chunk("one"), chunk("a\ndata: b")]),
        interaction("first", [chunk("one"), chunk("two")]),
        interaction("third", [ANSWER], streamed=False),
    ],
    "version": 1,
}


class Literal(yaml.SafeDumper):
    """Writes texts of several lines as the files of people have them."""


Literal.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None),
)


@pytest.mark.parametrize("dumper", [yaml.SafeDumper, Literal], ids=["quoted", "literal"])
def test_a_cassette(dumper: type[yaml.SafeDumper]) -> None:
    data = yaml.dump(CASSETTE, Dumper=dumper, width=10_000).encode()
    for number, index, words in ((0, 0, "one"), (0, 1, "data: b"), (1, 0, "one"), (1, 1, "two"), (2, 0, "three")):
        text, result = line(data, Target("chunk", index), number, "a.yaml")
        assert words in text, (number, index)
        assert result.reason == ""
    texts = [line(data, Target("exchange"), number, "a.yaml") for number in range(3)]
    assert [text for text, _ in texts] == ["- request:"] * 3
    assert len({result.number for _, result in texts}) == 3
    for number, question in enumerate(("first", "first", "third")):
        text, result = line(data, Target("request", keys=("messages", 0, "content")), number, "a.yaml")
        assert question in text
        assert result.number > line(data, Target("exchange"), number, "a.yaml")[1].number
        assert not result.reason
    assert line(data, Target("response", keys=("status",)), 1, "a.yaml")[0] == "status:"


def test_a_body_on_lines_of_its_own() -> None:
    cassette = {"interactions": [interaction("one", [ANSWER], streamed=False)], "version": 1}
    sent = cassette["interactions"][0]["request"]  # type: ignore[index]
    sent["body"] = json.dumps(json.loads(sent["body"]), indent=2)
    data = yaml.dump(cassette, Dumper=Literal).encode()
    text, _ = line(data, Target("request", keys=("messages", 0, "content")), 0, "a.yaml")
    assert text == '"content": "one"'


def test_a_stream_alone_and_lines() -> None:
    events = [chunk("one"), chunk("two")]
    data = "".join(f"event: x\ndata: {json.dumps(event)}\n\n" for event in events).encode()
    assert '"two"' in line(data, Target("chunk", 1), path="a.sse")[0]
    data = b"\n".join(json.dumps(event).encode() for event in events)
    assert '"two"' in line(data, Target("chunk", 1), path="a.jsonl")[0]


def test_where_it_cannot_be_known_it_says_so() -> None:
    packed = {"interactions": [interaction("one", [chunk("x")])], "version": 1}
    packed["interactions"][0]["response"]["body"]["string"] = "data: broken\n\n"  # type: ignore[index]
    data = yaml.safe_dump(packed).encode()
    for target in (Target("chunk", 7), Target("request", keys=("nothing", "like", "it"))):
        result = line_of(data, Source("a.yaml"), target)
        assert result.reason
    assert line_of(b"", Source("a.json"), Target("chunk")) == FileLine(1, "the file no longer holds this recording")
    assert line_of(json.dumps(OGX).encode(), Source("a.json", 3), Target("chunk")).reason


def test_the_raw_file() -> None:
    assert line_of(b"a\nb\nc\nd", Source("x"), Target("raw", offset=2, line=1)) == FileLine(3)


TARGETS = st.builds(
    Target,
    st.sampled_from(["exchange", "request", "response", "chunk", "raw"]),
    st.integers(-3, 9),
    st.lists(st.one_of(st.integers(-3, 3), st.sampled_from(["body", "messages", "headers", "x", ""])), max_size=4).map(
        tuple
    ),
    st.integers(0, 99),
    st.integers(0, 99),
)
FILES = [
    json.dumps(OGX, indent=2).encode(),
    yaml.safe_dump(CASSETTE).encode(),
    json.dumps(CASSETTE).encode(),
    b"data: {}\n\n",
]


@given(st.sampled_from(FILES), st.integers(0, 3_000), st.binary(max_size=3), TARGETS, st.integers(-1, 3))
def test_nothing_raises(data: bytes, at: int, noise: bytes, target: Target, number: int) -> None:
    spoiled = data[:at] + noise + data[at + len(noise) :] if noise else data[:at]
    for path in ("a.json", "a.yaml", "a.sse"):
        assert line_of(spoiled, Source(path, number), target).number >= 1
