"""The request side of Converse: one row a kind of content block."""

from __future__ import annotations

from typing import Any

import pytest

from recview.model import Json, Message, Part
from recview.protocols.bedrock.content import citation_text, messages, result_text
from tests.ogx import Value


def source(**fields: Any) -> Value:
    return {"format": "png", "source": fields}


BLOCKS: dict[str, tuple[Json, Part]] = {
    "text": ({"text": "Hi"}, Part("text", "Hi")),
    "text with a type besides": ({"type": "text", "text": "Hi"}, Part("text", "Hi")),
    "guarded text": ({"guardContent": {"text": {"text": "Hi", "qualifiers": ["query"]}}}, Part("text", "Hi")),
    "guarded image": ({"guardContent": {"image": source(bytes="AAAA")}}, Part("image", "image/png, 3 bytes")),
    "image": ({"image": source(bytes="AAAA")}, Part("image", "image/png, 3 bytes")),
    "image in S3": ({"image": source(s3Location={"uri": "s3://b/k"})}, Part("image", "s3://b/k")),
    "audio without a format": ({"audio": {"source": {"bytes": "AAAA"}}}, Part("audio", "audio, 3 bytes")),
    "video": ({"video": {"format": "mp4", "source": {"bytes": "AAAA"}}}, Part("file", "video/mp4, 3 bytes")),
    "document": (
        {"document": {"format": "pdf", "name": "Report", "source": {"bytes": "AAAA"}}},
        Part("file", "pdf, 3 bytes", "Report"),
    ),
    "document of text": (
        {"document": {"format": "txt", "name": "facts", "source": {"text": "Ruby is red."}}},
        Part("file", "Ruby is red.", "facts"),
    ),
    "document of blocks": (
        {"document": {"name": "facts", "source": {"content": [{"text": "a"}, {"text": "b"}]}}},
        Part("file", "a\nb", "facts"),
    ),
    "tool call": (
        {"toolUse": {"toolUseId": "t1", "name": "weather", "input": {"city": "Rome"}}},
        Part("tool_call", '{"city":"Rome"}', "weather", "t1"),
    ),
    "tool result": (
        {"toolResult": {"toolUseId": "t1", "content": [{"json": {"sky": "grey"}}, {"text": "soon"}]}},
        Part("tool_result", '{"sky":"grey"}\nsoon', "", "t1"),
    ),
    "tool result of a kind that nobody knows": (
        {"toolResult": {"toolUseId": "t1", "content": [{"table": {"rows": 2}}]}},
        Part("tool_result", '{"table":{"rows":2}}', "", "t1"),
    ),
    "failed tool result": (
        {"toolResult": {"toolUseId": "t1", "status": "error", "content": [{"text": "No."}]}},
        Part("tool_result", "error: No.", "", "t1"),
    ),
    "tool result with media": (
        {"toolResult": {"toolUseId": "t1", "content": [{"image": source(bytes="AAAA")}]}},
        Part("tool_result", "image/png, 3 bytes", "", "t1"),
    ),
    "reasoning": (
        {"reasoningContent": {"reasoningText": {"text": "hm", "signature": "AAAA"}}},
        Part("reasoning", "hm"),
    ),
    "omitted reasoning": (
        {"reasoningContent": {"reasoningText": {"text": "", "signature": "AAAA"}}},
        Part("other", "signature, base64, 3 bytes", "omitted reasoning"),
    ),
    "redacted reasoning": (
        {"reasoningContent": {"redactedContent": "AAAA"}},
        Part("other", "base64, 3 bytes", "redacted reasoning"),
    ),
    "cited text": ({"citationsContent": {"content": [{"text": "red"}], "citations": [{}]}}, Part("text", "red")),
    "cache point": ({"cachePoint": {"type": "default", "ttl": "1h"}}, Part("other", "default 1h", "cache point")),
    "search result": (
        {"searchResult": {"title": "Ruby", "source": "https://r.org", "content": [{"text": "red"}]}},
        Part("other", "Ruby\nhttps://r.org\nred", "search result"),
    ),
    "unknown": ({"hologram": {"bytes": "AAAA"}}, Part("other", "see the request", "hologram")),
    "nothing": ({}, Part("other", "see the request", "block")),
    "a string": ("Hi", Part("other", "Hi", "block")),
}


@pytest.mark.parametrize(("block", "expected"), BLOCKS.values(), ids=BLOCKS.keys())
def test_blocks(block: Json, expected: Part) -> None:
    assert messages({"messages": [{"role": "user", "content": [block]}]}) == (Message("user", (expected,)),)


def test_the_system_prompt_comes_first() -> None:
    sent = {"system": [{"text": "Be kind."}, {"cachePoint": {}}], "messages": [{"role": "user", "content": "Hi"}]}
    assert messages(sent) == (
        Message("system", (Part("text", "Be kind."), Part("other", "", "cache point"))),
        Message("user", (Part("text", "Hi"),)),
    )


@pytest.mark.parametrize("sent", [{}, {"messages": 5, "system": 5}, {"system": [], "messages": []}])
def test_nothing_sent(sent: Value) -> None:
    assert messages(sent) == ()


def test_messages_of_odd_types() -> None:
    found = messages({"messages": ["Hi", {"role": 5, "content": 7}, {"content": [None]}]})
    assert [message.role for message in found] == ["?", "5", "?"]


def test_citations() -> None:
    cited = [{"text": "red "}, {"text": "and blue"}]
    assert citation_text({"title": "facts", "sourceContent": cited}) == "facts: red \nand blue"
    web = {"web": {"url": "https://r.org", "domain": "r.org"}}
    assert citation_text({"source": "Ruby", "location": web}) == "Ruby https://r.org"
    assert citation_text({"location": {}}) == '{"location":{}}'


def test_a_result_of_any_depth() -> None:
    deep: Json = [{"text": "x"}]
    for _ in range(2_000):
        deep = [{"document": {"source": {"content": deep}}}]
    assert result_text(deep) == "document"
