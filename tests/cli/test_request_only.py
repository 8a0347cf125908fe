"""Where a file keeps requests alone, every face says so, and none says that an answer is missing or empty."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recview.cli.main import run
from recview.model import Readability
from recview.reading.listing import index_file
from recview.reading.recordings import read_recordings
from recview.review.flags import flags
from tests.formats.seen import ASKED, lines
from tests.tui.screens import opened, screen_text

DATA = lines([{"custom_id": name, "url": "/v1/chat/completions", "body": ASKED} for name in ("one", "two")])


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    path = tmp_path / "batch.jsonl"
    path.write_bytes(DATA)
    return path


def test_show(batch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", str(batch)]) == 0
    shown, complaints = capfd.readouterr()
    assert shown.count("── request only") == 2
    assert "protocol  openai.chat, request only" in shown
    assert "empty" not in shown
    assert complaints == ""


@pytest.mark.parametrize("command", ["ls", "show"])
def test_json(command: str, batch: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--json", str(batch)]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [(row["test_id"], row["request_only"], row["problem"]) for row in rows] == [
        ("batch::one", True, None),
        ("batch::two", True, None),
    ]


def test_rows_and_flags() -> None:
    assert [(row.outline.kind, row.outline.messages) for row in index_file("batch.jsonl", DATA).entries] == [
        ("request only", 1)
    ] * 2
    read = read_recordings("batch.jsonl", DATA)
    assert not isinstance(read, Readability)
    assert [flags(one.exchange, one.conversation) for one in read] == [(), ()]


def test_why_nothing_is_decoded() -> None:
    read = read_recordings("batch.jsonl", lines([{"custom_id": "a", "url": "/v1/x", "body": {"a": 1}}]))
    assert not isinstance(read, Readability)
    assert [(one.protocol, one.conversation.why) for one in read] == [("raw", "the file keeps the request only")]


async def test_screen(batch: Path) -> None:
    async with opened(batch.parent, play=False) as (app, pilot):
        await pilot.pause()
        text = screen_text(app)
    assert "request only" in text
    assert "no finish" not in text
    assert "empty" not in text
