"""Answers that cannot be read: rows, pages, JSON and standard error say why; all else of the exchange is there."""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from pathlib import Path

import brotli
import pytest

from recview.cli.main import run
from tests.cli.piped import fill

PROBLEM = "its answer is packed with brotli; to read it: pip install 'recview[packed]'"
EVENTS = b'data: {"object": "chat.completion.chunk", "choices": [{"index": 0, "delta": {"content": "Hello"}}]}\n\n'


def cassette(*answers: bytes) -> str:
    """A HAR of chats with these answers, as sent with `content-encoding: br`."""
    entries = [
        {
            "request": {
                "method": "POST",
                "url": "https://api.test/v1/chat/completions",
                "postData": {"text": json.dumps({"model": "m-1", "messages": [{"role": "user", "content": "Hi"}]})},
            },
            "response": {
                "status": 200,
                "headers": [
                    {"name": "Content-Encoding", "value": "br"},
                    {"name": "Content-Type", "value": "text/event-stream"},
                ],
                "content": {"text": b64encode(body).decode(), "encoding": "base64"},
            },
        }
        for body in answers
    ]
    return json.dumps({"log": {"entries": entries}})


PACKED = brotli.compress(EVENTS)


@pytest.fixture
def without_brotli(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)


@pytest.mark.usefixtures("without_brotli")
def test_without_the_extra(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, {"a.har": cassette(EVENTS, PACKED, PACKED)})
    path = f"{tmp_path}/a.har"
    told = f"recview: {path} #2: {PROBLEM} (and 1 more of its exchanges)\n"

    assert run(["ls", path]) == 1
    out, err = capfd.readouterr()
    rows = [line.split("\t") for line in out.splitlines()]
    assert [(row[3], row[4], row[8], row[9]) for row in rows] == [
        ("openai.chat", "m-1", "1", ""),
        ("openai.chat", "m-1", "0", PROBLEM),
        ("openai.chat", "m-1", "0", PROBLEM),
    ]
    assert err == told

    for command in ("ls", "show"):
        assert run([command, "--json", path]) == 1
        out, err = capfd.readouterr()
        records = [json.loads(line) for line in out.splitlines()]
        assert [(record["problem"], record["chunks"], len(record["choices"])) for record in records] == [
            (None, 1, 1),
            (PROBLEM, 0, 0),
            (PROBLEM, 0, 0),
        ]
        assert err == told
    assert records[1]["request"] == {"model": "m-1", "messages": [{"role": "user", "content": "Hi"}]}
    assert records[1]["messages"][0]["parts"][0]["text"] == "Hi"
    assert records[1]["error"] is None

    for more in ([], ["--chunks"]):
        assert run(["show", *more, path]) == 1
        out, err = capfd.readouterr()
        assert out.count("Hello") == 1
        assert out.count(PROBLEM) == (0 if more else 2)
        assert err == told
        assert "\ufffd" not in out


def test_with_the_extra(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, {"a.har": cassette(PACKED)})
    assert run(["show", "--json", f"{tmp_path}/a.har"]) == 0
    out, err = capfd.readouterr()
    assert json.loads(out)["choices"][0]["text"] == "Hello"
    assert err == ""


@pytest.mark.parametrize(("opened", "text"), [("", "Hello"), ("mappings", None), ("mappings/a.json", None)])
def test_a_body_in_another_file(
    tmp_path: Path, opened: str, text: str | None, capfd: pytest.CaptureFixture[str]
) -> None:
    stub = {
        "request": {"url": "/v1/chat/completions", "method": "POST"},
        "response": {"status": 200, "bodyFileName": "a.bin"},
    }
    fill(tmp_path, {"mappings/a.json": json.dumps(stub), "__files/a.bin": EVENTS.decode()})
    code = run(["show", "--json", str(tmp_path / opened)])
    out, err = capfd.readouterr()
    (record,) = [json.loads(line) for line in out.splitlines()]
    problem = "its answer is in __files/a.bin, which is not read: open the folder that holds mappings and __files"
    assert (record["problem"], code) == ((None, 0) if text else (problem, 1))
    assert [choice["text"] for choice in record["choices"]] == ([text] if text else [])
    assert err.endswith(f"{problem}\n") is (text is None)
