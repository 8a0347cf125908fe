"""An exchange as Markdown: what is recorded never leaves its fence."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from recview.events import Conversation
from recview.model import Exchange, Message, Part
from recview.pages.markdown import code, fenced, markdown
from recview.protocols.choosing import protocol_of
from recview.protocols.decoding import decode
from recview.replay.folding import fold
from recview.replay.transcript import EMPTY
from tests.builders import exchange
from tests.ogx import chunk, delta, message, stream, usage

PARSER = MarkdownIt("commonmark")


def written(recorded: Exchange) -> str:
    conversation = decode(recorded, protocol_of(recorded))
    transcript = fold(conversation, len(recorded.response.chunks), streaming=True)
    counts = transcript.usages[-1][1] if transcript.usages else None
    parts = markdown(recorded, conversation, transcript, counts, protocol="openai.chat", provider="ollama", count=1)
    return "".join(parts)


def test_a_conversation() -> None:
    call = {"index": 0, "id": "call_1", "function": {"name": "get_weather", "arguments": '{"city":"Oslo"}'}}
    recorded = exchange(
        chunk(delta(content="Let me", role="assistant")),
        chunk(delta(content=" look.")),
        chunk(delta(tool_calls=[call])),
        chunk(delta(finish="tool_calls")),
        chunk(usage=usage(17, 4)),
        url="http://localhost/v1",
        method="POST",
        messages=[message("system", "Be brief."), message("user", "Weather?")],
    )
    assert written(recorded) == (
        "# `a.json`\n"
        "\n"
        "- call: `POST http://localhost/v1`\n"
        "- provider: `ollama`\n"
        "- protocol: `openai.chat, 5 chunks, streamed`\n"
        "- format: `ogx`\n"
        "- usage: `17 input, 4 output, 21 total`\n"
        "\n## system\n\n```\nBe brief.\n```\n"
        "\n## user\n\n```\nWeather?\n```\n"
        "\n## assistant · 5 chunks, streamed\n\n```\nLet me look.\n```\n"
        '\n### tool call: `get_weather` · call_1\n\n```json\n{\n  "city": "Oslo"\n}\n```\n'
        "\nfinish: `tool_calls`\n"
    )


HOSTILE = (
    "## user\n```\nout\n```\n````\n~~~\n<script>alert(1)</script>\n![x](http://evil/x.png) [a](javascript:b)\n"
    "| a |\n|---|\n\r\n</details>\x00\x1b[31m\u2028# not a heading\n    ```"
)


@pytest.mark.parametrize("text", [HOSTILE, "`", "``````", "a\n`````\nb", "\n", " ", "\r```\r# x"])
def test_what_is_recorded_never_leaves_its_fence(text: str) -> None:
    recorded = exchange(*stream(text), messages=[message("user", text), message(text, text)])
    tokens = PARSER.parse(written(recorded))
    kinds = {token.type for token in tokens}
    assert kinds <= {
        *("heading_open", "heading_close", "inline", "fence", "paragraph_open", "paragraph_close"),
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
    }
    spans = {child.type for token in tokens for child in token.children or ()}
    assert spans <= {"text", "code_inline", "em_open", "em_close"}
    headings = [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]
    assert headings[:2] == ["`a.json`", "user"]
    assert headings[-1].startswith("assistant")
    shown = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    fences = [token.content for token in tokens if token.type == "fence"]
    assert not text.strip() or fences.count(shown if shown.endswith("\n") else f"{shown}\n") >= 2


def test_roles_and_names_are_no_markup() -> None:
    recorded = exchange(url="<b>`*", method="POST")
    sent = tuple(Message(role, (Part("text", "Hi"), Part("tool_call", "{}", role))) for role in (HOSTILE, "*x*", "a_b"))
    conversation = Conversation("openai.chat", sent)
    parts = markdown(recorded, conversation, EMPTY, None, protocol="<i>", provider="", count=1)
    tokens = PARSER.parse("".join(parts))
    assert "html_block" not in {token.type for token in tokens}
    spans = {child.type for token in tokens for child in token.children or ()}
    assert spans <= {"text", "code_inline"}
    assert sum(token.type == "heading_open" for token in tokens) == 1 + 2 * len(sent) + 1


@given(st.text(st.sampled_from("`~ \na#")))
def test_a_fence_holds_any_text(text: str) -> None:
    (token,) = PARSER.parse(fenced(text))
    assert token.type == "fence"
    assert token.content == (text if text.endswith("\n") else f"{text}\n")


@given(st.text(st.sampled_from("` *_<[\n|a")))
def test_code_in_a_line_holds_any_text(text: str) -> None:
    (inline,) = [token for token in PARSER.parse(f"x {code(text)} y") if token.type == "inline"]
    content = [child.content for child in inline.children or () if child.type == "code_inline"]
    assert content == ([text.replace("\n", " ")] if text.strip() else [])
    assert re.match(r"x .* y\Z", inline.content)
