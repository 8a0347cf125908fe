"""F102: an answer that cannot be read."""

from __future__ import annotations

import gzip
from base64 import b64encode

from tests.checks.finding_lines import findings

CASSETTE = """\
interactions:
- request: {{body: '{{"model": "m", "messages": []}}', headers: {{}}, method: POST, uri: https://api.openai.com/v1/chat/completions}}
  response:
    body: {{string: !!binary {body}}}
    headers: {{content-type: [application/json], content-encoding: [{encoding}]}}
    status: {{code: 200, message: OK}}
version: 1
"""


def rules(body: bytes, encoding: str) -> list[str]:
    cassette = CASSETTE.format(body=b64encode(body).decode(), encoding=encoding)
    return [line.rule for line in findings(cassette.encode(), "cassettes/a.yaml", family="F")]


def test_packed_answers() -> None:
    answer = gzip.compress(b'{"choices": [], "object": "chat.completion"}')
    assert rules(answer, "gzip") == []
    assert rules(answer[:-12], "gzip") == ["F102"]
    assert rules(b"\x00\x01\x02", "lzma2") == ["F102"]
