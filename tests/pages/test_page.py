"""A recording as a page: which sections there are, in which order, and when each is there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from recview.display.section import Page
from recview.display.unopened_page import unopened_page
from recview.formats import read
from recview.model import Readability
from recview.pages.covered_recording import covered_page
from recview.pages.json_section import laid_out
from recview.pages.page import page
from recview.protocols.decoding import decode
from recview.replay.folding import fold
from recview.replay.transcript import Transcript
from tests.demo_recordings import call_stream, files, other, plain
from tests.hostile import nasty
from tests.ogx import Value, chat, chunk, delta, dumped, failed, message, stream, typed, usage

HI = message("user", "Hi")


def laid(recording: Value) -> tuple[Page, Transcript]:
    found = read(dumped(recording).encode(), "a.json", exact=True)
    assert not isinstance(found, Readability)
    (exchange,) = found
    conversation = decode(exchange)
    transcript = fold(conversation, len(exchange.response.chunks), streaming=exchange.response.streaming)
    return page(exchange, conversation, transcript), transcript


def sent(*messages: Value) -> list[tuple[str, str, str, str]]:
    found, _ = laid(chat("t", list(messages), stream("ok")))
    return [(each.kind, each.title, each.text, each.aside) for each in found.sections[: found.sent]]


def answer(body: Any, *, streaming: bool = True, **more: Any) -> list[tuple[str, str, str]]:
    found, _ = laid(chat("t", [HI], body, streaming=streaming, **more))
    return [(each.kind, each.title, each.text) for each in found.sections[found.sent :]]


@pytest.mark.parametrize(
    ("sent_message", "expected"),
    [
        (HI, [("user", "user", "Hi", "")]),
        (message("system", "Be kind."), [("system", "system", "Be kind.", "")]),
        (message("developer", "Be kind."), [("system", "developer", "Be kind.", "")]),
        (message("user", "Hi", name="Ada"), [("user", "user Ada", "Hi", "")]),
        (message("critic", "Hm"), [("note", "critic", "Hm", "")]),
        (message("user", None), [("note", "user", "", "empty")]),
        (
            message("user", [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]),
            [("user", "user", "a", ""), ("user", "", "b", "")],
        ),
        (
            message("tool", '{"a": 1}', tool_call_id="call_1"),
            [("tool", "tool", '{\n  "a": 1\n}', "call_1")],
        ),
        (
            message("assistant", tool_calls=[{"id": "c", "function": {"name": "f", "arguments": "[1]"}}]),
            [("tool_call", "▲ f", "[\n  1\n]", "c")],
        ),
        (
            message("assistant", "yes", reasoning_content="hm"),
            [("reasoning", "assistant · reasoning", "hm", ""), ("assistant", "", "yes", "")],
        ),
    ],
    ids=["user", "system", "developer", "named", "other role", "empty", "parts", "tool result", "call", "reasoning"],
)  # fmt: skip
def test_messages(sent_message: Value, expected: list[tuple[str, str, str, str]]) -> None:
    assert sent(sent_message) == expected


def test_image_is_described_not_shown() -> None:
    url = f"data:image/png;base64,{'A' * 400}"
    ((kind, title, text, _),) = sent(message("user", [{"type": "image_url", "image_url": {"url": url}}]))
    assert (kind, title) == ("note", "user")
    assert text.startswith("▣ image: image/png")
    assert "AAAA" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("", ""),
        ('{"a": 1}', '{\n  "a": 1\n}'),
        ('  [1,2]', "[\n  1,\n  2\n]"),
        ("{}", "{}"),
        ('{"cut": ', '{"cut": '),
        ("42", "42"),
        ('"{}"', '"{}"'),
        (f"[{' ' * 200_000}]", f"[{' ' * 200_000}]"),
    ],
    ids=["words", "empty", "object", "array", "empty object", "cut", "number", "string", "too long"],
)  # fmt: skip
def test_laid_out(text: str, expected: str) -> None:
    assert laid_out(text) == expected


def test_streamed_answer() -> None:
    body = [chunk(delta(reasoning_content="hm")), *stream("yes", counts=usage(1, 1))]
    assert answer(body) == [
        ("assistant", "assistant", ""),
        ("reasoning", "reasoning", "hm"),
        ("assistant", "", "yes"),
        ("note", "■ stop", ""),
    ]


def test_headings_say_how_the_answer_came() -> None:
    streamed, _ = laid(chat("t", [HI], stream("yes", counts=usage(1, 1))))
    assert streamed.sections[1].aside == "3 chunks, streamed"
    whole, _ = laid(chat("t", [HI], plain("yes", usage(1, 1)), streaming=False))
    assert whole.sections[1].aside == "one piece, replayed by words"


def test_choices_stand_apart() -> None:
    body = [
        chunk(delta(1, content="B")),
        chunk(delta(0, content="A")),
        chunk(delta(0, finish="stop")),
        chunk(delta(1, finish="length")),
    ]
    assert answer(body, n=2) == [
        ("assistant", "assistant · choice 0", ""),
        ("assistant", "", "A"),
        ("note", "■ stop", ""),
        ("assistant", "assistant · choice 1", ""),
        ("assistant", "", "B"),
        ("warning", "■ length", ""),
    ]


def test_tool_call_grows_and_is_then_laid_out() -> None:
    found, transcript = laid(chat("t", [HI], call_stream(("id1", "f", {"city": "Paris"}), counts=usage(1, 1))))
    (call,) = (each for each in found.sections if each.kind == "tool_call")
    assert (call.title, call.aside) == ("▲ f", "id1")
    assert json.loads(call.text) == json.loads(call.final) == {"city": "Paris"}
    assert "\n" in call.final
    assert call.block in transcript.blocks


def test_refusal() -> None:
    assert answer([chunk(delta(refusal="No.")), chunk(delta(finish="stop"))])[1:] == [
        ("refusal", "refusal", "No."),
        ("note", "■ stop", ""),
    ]


@pytest.mark.parametrize(
    ("body", "streaming", "words"),
    [([], True, "answer is empty"), (None, False, "answer is empty"), ([chunk(delta())], True, "under Chunk")],
    ids=["no chunk", "no body", "nothing said"],
)
def test_empty_answer_says_so(body: Any, streaming: bool, words: str) -> None:
    assert any(words in text for _, _, text in answer(body, streaming=streaming))


def test_a_body_that_is_no_json_is_shown() -> None:
    assert answer("Bad Gateway", streaming=False)[-1] == ("json", "as recorded", "Bad Gateway")
    assert "Bad Gateway" not in [text for _, _, text in answer(["Bad Gateway"])]


def test_exception_is_the_whole_answer() -> None:
    recording = failed(chat("t", [HI], None, streaming=False), "RateLimitError", "Slow down", 429, {"code": "limit"})
    found, _ = laid(recording)
    (section,) = found.sections[found.sent :]
    assert (section.kind, section.title) == ("error", "✗ RateLimitError")
    for piece in ("Slow down", "the call raised", "HTTP 429", '"code": "limit"'):
        assert piece in section.text


def test_error_in_a_stream_stands_after_what_came_before_it() -> None:
    body = [*stream("Begins well")[:-1], chunk(error={"message": "broke", "type": "server_error"})]
    assert answer(body) == [
        ("assistant", "assistant", ""),
        ("assistant", "", "Begins well"),
        ("error", "✗ server_error", "broke"),
    ]


def test_an_error_makes_no_choice_of_its_own() -> None:
    body = [chunk(delta(1, content="a")), chunk(delta(2, content="b")), chunk(error={"message": "broke", "type": "x"})]
    assert answer(body) == [
        ("assistant", "assistant · choice 1", ""),
        ("assistant", "", "a"),
        ("assistant", "assistant · choice 2", ""),
        ("assistant", "", "b"),
        ("error", "✗ x", "broke"),
    ]
    assert answer([body[0], body[2]]) == [
        ("assistant", "assistant", ""),
        ("assistant", "", "a"),
        ("error", "✗ x", "broke"),
    ]


def test_an_ending_sent_twice_is_told_once() -> None:
    body = [chunk(delta(content="a")), chunk(delta(finish="stop")), chunk(delta(finish="stop"))]
    assert [title for _, title, _ in answer(body) if title.startswith("■")] == ["■ stop"]


@pytest.mark.parametrize("size", [2, 5_000], ids=["short body", "long body"])
def test_card(size: int) -> None:
    data = {"data": [{"embedding": [0.5] * size, "index": 0, "object": "embedding"}], "model": "m", "object": "list"}
    body = typed("create_embedding_response.CreateEmbeddingResponse", data)
    found, _ = laid(other("t", "http://h/v1/embeddings", {"input": "x", "model": "m"}, body, endpoint="/v1/embeddings"))
    first, last = found.sections[found.sent], found.sections[-1]
    assert first.kind == "assistant"
    assert first.text
    assert (last.kind, last.title) == ("json" if size == 2 else "note", "body")
    assert ("see Response" in last.text) == (size > 2)


def test_what_is_not_decoded_says_why() -> None:
    recording = other("t", "http://h/v1/mystery", {"a": 1}, {"b": 2}, endpoint="/v1/mystery")
    found, _ = laid(recording)
    assert found.sections[0].title == "request"
    assert found.sections[0].text == "POST http://h/v1/mystery"
    assert found.sections[1].text == '{\n  "a": 1\n}'
    assert any(section.title == "not decoded" and section.text for section in found.sections)
    assert found.sections[-1].text == '{\n  "b": 2\n}'


def test_no_key_of_a_url_is_on_the_page() -> None:
    found, _ = laid(other("t", "http://h/v1/mystery?key=SECRET", {"a": 1}, {"b": 2}, endpoint="/v1/mystery"))
    assert not any("SECRET" in section.text for section in covered_page(found).sections)


def test_unopened_page() -> None:
    found = unopened_page("the file is empty", "x/a.json", "0 bytes")
    assert found.sent == 1
    (section,) = found.sections
    assert section.kind == "error"
    for piece in ("the file is empty", "x/a.json", "0 bytes"):
        assert piece in section.text


@pytest.mark.parametrize(
    "recording",
    [*(json.loads(text) for text in files().values()), nasty()],
    ids=lambda value: str(value.get("test_id"))[-20:].encode("ascii", "replace").decode(),
)
def test_every_block_and_every_ending_is_on_the_page(recording: Value) -> None:
    found, transcript = laid(recording)
    assert 0 <= found.sent <= len(found.sections)
    assert all(section.block is None and section.since == -1 for section in found.sections[: found.sent])
    if not any(section.block for section in found.sections):
        return
    assert sorted(map(id, transcript.blocks)) == sorted(id(each.block) for each in found.sections if each.block)
    endings = [each.title[0] for each in found.sections if each.since >= 0]
    assert endings == ["■"] * len(transcript.finishes) or endings == ["·"]


@pytest.mark.parametrize(
    ("finish", "kind", "title", "aside"),
    [
        ("stop", "note", "■ stop", ""),
        ("tool_calls", "note", "■ tool_calls", ""),
        ("length", "warning", "■ length", "cut off at the token limit"),
        ("content_filter", "warning", "■ content_filter", "the answer was withheld"),
        ("error", "warning", "■ error", "ended by an error"),
        (None, "warning", "· no finish_reason was recorded", ""),
    ],
)
def test_an_unusual_ending_stands_out(finish: str | None, kind: str, title: str, aside: str) -> None:
    found, transcript = laid(chat("t", [HI], [chunk(delta(content="a")), chunk(delta(finish=finish))]))
    ending = found.sections[-1]
    assert (ending.kind, ending.title, ending.aside) == (kind, title, aside)
    assert ending.since == transcript.total - 1


def test_messages_begin_at_sections() -> None:
    calls = [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]
    called = {"role": "assistant", "content": "Let me see.", "tool_calls": calls}
    result = {"role": "tool", "tool_call_id": "c", "content": "1"}
    found, _ = laid(chat("t", [message("system", "Be kind."), HI, called, result], stream("ok")))
    assert found.messages == (0, 1, 2, 4, 5)
    assert [found.sections[start].title for start in found.messages] == [
        "system",
        "user",
        "assistant",
        "tool",
        "assistant",
    ]
    assert found.last_answer == 2


@pytest.mark.parametrize(
    ("roles", "index"),
    [
        ("", 0),
        ("user", 0),
        ("user assistant user", 1),
        ("user assistant assistant tool", 1),
        ("user assistant user assistant", 3),
        ("assistant user", 0),
    ],
)
def test_the_last_answer_that_was_sent(roles: str, index: int) -> None:
    found, _ = laid(chat("t", [message(role, "x") for role in roles.split()], stream("ok")))
    assert found.last_answer == index
