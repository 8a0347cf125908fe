"""Texts of an open recording that are made when they are chosen."""

from __future__ import annotations

import json

import pytest

from recview.model import Source
from recview.reading.exports import export
from recview.reading.held_recording import HeldRecording
from recview.reading.opening import open_recording
from tests.exporting.calls import KEY
from tests.ogx import chat, chunk, delta, dumped, message

PIECES = (f"the key {KEY[:20]}", KEY[20:])


@pytest.fixture
def held() -> HeldRecording:
    body = [*(chunk(delta(content=piece)) for piece in PIECES), chunk(delta(finish="stop"))]
    recording = chat("t.py::t", [message("user", f"My key is {KEY}")], body, zzz=1, aaa=2)
    result = open_recording(Source("a.json"), dumped(recording).encode())
    assert isinstance(result, HeldRecording)
    return result


@pytest.mark.parametrize("kind", ["markdown", "body", "curl", "python", "chunk"])
def test_credentials_are_covered_until_shown(held: HeldRecording, kind: str) -> None:
    covered, shown = (export(held, kind, 1, secrets=secrets).text for secrets in (False, True))  # type: ignore[arg-type]
    for piece in (KEY, KEY[20:]):
        assert piece not in covered
    assert KEY[20:] in shown
    assert covered


def test_the_body_is_as_recorded(held: HeldRecording) -> None:
    text, remarks = export(held, "body", secrets=True)
    assert list(json.loads(text)) == ["model", "messages", "stream", "zzz", "aaa"]
    assert text.startswith('{\n  "model"')
    assert remarks == ()
    assert export(held, "body", secrets=False).remarks == ("credentials covered (x)",)


def test_a_chunk(held: HeldRecording) -> None:
    text = export(held, "chunk", 0, secrets=True).text
    assert json.loads(text) == chunk(delta(content=PIECES[0]))
    assert export(held, "chunk", 3, secrets=True).text == ""
    assert export(held, "chunk", -1, secrets=True).text == ""


def test_the_call(held: HeldRecording) -> None:
    curl = export(held, "curl", secrets=False)
    assert curl.text.startswith("curl -N -X POST http://localhost:11434/v1/chat/completions")
    assert any("/v1 twice" in remark for remark in curl.remarks)
    compile(export(held, "python", secrets=False).text, "script", "exec")


def test_the_conversation(held: HeldRecording) -> None:
    text = export(held, "markdown", secrets=True).text
    assert f"\n## user\n\n```\nMy key is {KEY}\n```\n" in text
    assert text.endswith("\nfinish: `stop`\n")
