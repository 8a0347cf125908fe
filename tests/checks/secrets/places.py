"""Recordings with a text planted in them: in every part of a call, in every writing, of several APIs."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from urllib.parse import quote

from recview.json_text import strict
from tests import ogx
from tests.ogx import Value, chunk, delta

Files = Iterator[tuple[str, bytes]]
"""(path, content) of recordings."""


def stream(*chunks: Value) -> bytes:
    return strict(ogx.chat("t", [ogx.message("user", "hi")], list(chunks))).encode()


def call(arguments: str, name: str | None = None) -> Value:
    function = {"name": name, "arguments": arguments}
    return chunk(delta(tool_calls=[{"index": 0, "id": name and "c1", "function": function}]))


def answered(before: str, after: str) -> bytes:
    """An answer in two chunks."""
    return stream(chunk(delta(content=before)), chunk(delta(content=after)), chunk(delta(finish="stop")))


def letter_by_letter(text: str) -> bytes:
    return stream(*(chunk(delta(content=letter)) for letter in text), chunk(delta(finish="stop")))


def reasoned(before: str, after: str) -> bytes:
    """A text that begins in the reasoning and ends in the answer."""
    return stream(chunk(delta(reasoning_content=before)), chunk(delta(content=after)), chunk(delta(finish="stop")))


def called(before: str, after: str) -> bytes:
    """A text that begins in the answer and ends in the arguments of a call."""
    return stream(chunk(delta(content=before)), call("", "f"), call(after), chunk(delta(finish="tool_calls")))


def argued(before: str, after: str) -> bytes:
    """A text in the arguments of a call, cut."""
    first, second = (strict(part)[1:-1] for part in (before, after))
    return stream(call('{"a": "', "f"), call(first), call(second), call('"}'), chunk(delta(finish="tool_calls")))


def http(
    body: str, answer: str, headers: Value | None = None, url: str = "https://h.test/v1/x", **more: Value
) -> bytes:
    """vcrpy's cassette."""
    request = {"method": "POST", "uri": url, "body": body, "headers": headers or {}}
    response = {"status": {"code": 200, "message": "OK"}, "headers": more.pop("sent", {}), "body": {"string": answer}}
    return strict({"interactions": [{"request": request, "response": response}], "version": 1, **more}).encode()


def events(*values: Value) -> str:
    return "".join(f"data: {strict(value)}\n\n" for value in values)


def responses(before: str, after: str) -> bytes:
    kinds = {"type": "response.output_text.delta", "output_index": 0, "content_index": 0, "item_id": "m"}
    begun = {"type": "response.created", "response": {"object": "response", "id": "r", "output": []}}
    return http(
        '{"model": "m", "input": "hi", "stream": true}',
        events(begun, {**kinds, "delta": before}, {**kinds, "delta": after}),
        url="https://h.test/v1/responses",
    )


def anthropic(before: str, after: str) -> bytes:
    begun = {
        "type": "message_start",
        "message": {"id": "m", "type": "message", "role": "assistant", "model": "m", "content": []},
    }
    block = {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
    pieces = (
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}}
        for text in (before, after)
    )
    return http(
        '{"model": "m", "messages": [], "stream": true}',
        events(begun, block, *pieces),
        url="https://h.test/v1/messages",
    )


def gemini(before: str, after: str) -> bytes:
    pieces = ({"candidates": [{"content": {"role": "model", "parts": [{"text": text}]}}]} for text in (before, after))
    return http('{"contents": []}', events(*pieces), url="https://h.test/v1beta/models/g:streamGenerateContent?alt=sse")


def ollama(before: str, after: str) -> bytes:
    lines = (
        {"model": "m", "message": {"role": "assistant", "content": text}, "done": False} for text in (before, after)
    )
    return http(
        '{"model": "m", "messages": []}', "".join(f"{strict(line)}\n" for line in lines), url="https://h.test/api/chat"
    )


def unread(before: str, after: str) -> bytes:
    """A stream of a protocol that nobody reads."""
    return http("{}", events({"kind": "x", "piece": before}, {"kind": "x", "piece": after}), url="https://h.test/x")


CUT: tuple[Callable[[str, str], bytes], ...] = (answered, reasoned, called, argued)
"""What is cut at every boundary."""

CUT_BY_OTHERS: tuple[Callable[[str, str], bytes], ...] = (responses, anthropic, gemini, ollama, unread)
"""What is cut at a few."""


def packed(text: str) -> str:
    return base64.b64encode(gzip.compress(strict({"a": text}).encode(), mtime=0)).decode()


def in_json(text: str) -> str:
    return base64.b64encode(strict({"a": [text]}).encode()).decode()


def letters_escaped(text: str) -> str:
    """JSON text of which each third character is escaped."""
    return "".join(
        f"\\u{ord(letter):04x}" if index % 3 == 0 else strict(letter)[1:-1] for index, letter in enumerate(text)
    )


def percent(text: str) -> str:
    return "".join(f"%{ord(letter):02X}" if index % 3 == 0 else quote(letter) for index, letter in enumerate(text))


def written(text: str) -> Iterator[tuple[str, str]]:
    """(name, text) of the writings of a text."""
    yield "plain", text
    yield "json", strict({"a": text})
    yield "json in json", strict({"a": strict({"b": text})})
    yield "escaped json", '{"a": "' + letters_escaped(text) + '"}'
    yield "url", f"https://h.test/?q={percent(text)}"
    yield "base64", base64.b64encode(text.encode()).decode()
    yield "base64 of json", in_json(text)
    yield "gzip in base64", packed(text)
    yield "base64 in base64", base64.b64encode(in_json(text).encode()).decode()


def sent(text: str) -> Iterator[tuple[str, bytes]]:
    """(name, file) with a text in each part of a call that is no stream's text."""
    plain = {
        "object": "chat.completion",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": "ok"}, "finish_reason": "stop"}],
    }
    tool = {"role": "tool", "tool_call_id": "c1", "content": text}
    yield "message", strict(ogx.chat("t", [ogx.message("user", text)], plain, streaming=False)).encode()
    yield "tool result", strict(ogx.chat("t", [tool], plain, streaming=False)).encode()
    yield "parameter", strict(ogx.chat("t", [], plain, streaming=False, user={"deep": [text]})).encode()
    answer = json.loads(json.dumps(plain))
    answer["choices"][0]["message"]["content"] = text
    yield "plain answer", strict(ogx.chat("t", [], answer, streaming=False)).encode()
    yield "field of a chunk", stream(chunk(delta(content="ok"), obfuscation=text), chunk(delta(finish="stop")))
    failed = ogx.failed(ogx.chat("t", [], plain), "AuthError", f"refused: {text}", 401)
    yield "exception", strict(failed).encode()
    yield "body of HTTP", http(strict({"prompt": text}), "{}")
    yield "answer of HTTP", http("{}", strict({"text": text}))
    yield "event stream", http("{}", events({"choices": [{"index": 0, "delta": {"content": text}}]}))
    yield "header", http("{}", "{}", {"x-note": [text.replace("\n", " ")]})
    deflated = zlib.compress(strict({"text": text}).encode())[2:-4]
    content = {"mimeType": "application/json", "text": base64.b64encode(deflated).decode(), "encoding": "base64"}
    headers = [{"name": "content-encoding", "value": "deflate"}, {"name": "content-type", "value": "application/json"}]
    entry = {
        "request": {"method": "POST", "url": "https://h.test/v1/x", "headers": []},
        "response": {"status": 200, "headers": headers, "content": content},
    }
    yield "raw deflate in an HTTP archive", strict({"log": {"version": "1.2", "entries": [entry]}}).encode()
    yield "metadata", http("{}", "{}", metadata={"note": text})
    packed_body = base64.b64encode(gzip.compress(strict({"text": text}).encode(), mtime=0)).decode()
    lines = "\n".join("        " + packed_body[at : at + 70] for at in range(0, len(packed_body), 70))
    yield (
        "gzip in YAML",
        (
            "interactions:\n- request: {method: POST, uri: 'https://h.test/v1/x', body: '{}', headers: {}}\n"
            "  response:\n"
            "    status: {code: 200, message: OK}\n    headers: {content-encoding: [gzip]}\n    body:\n"
            f"      string: !!binary |\n{lines}\nversion: 1\n"
        ).encode(),
    )


def asked(text: str) -> bytes:
    """A text in what a user asks."""
    return strict(ogx.chat("t", [ogx.message("user", text)], None, streaming=False)).encode()


def kept_besides(text: str) -> bytes:
    """A text in what a recorder keeps besides the calls."""
    return http("{}", "{}", metadata={"note": text})
