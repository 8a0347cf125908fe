"""A cassette that is recorded again: what its headers and its recorder say of the moment is noise."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.model import Source
from recview.reading.held_recording import HeldRecording
from recview.review.comparing import compare
from recview.review.headers import parted
from recview.review.parsed import parse_file
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.loading import load
from recview.verdicts.comparison import Comparison
from tests.formats.fixtures import fixture

BEFORE = fixture("vcrpy").decode()
RUBY = fixture("vcr-ruby").decode()


def verdict(before: str, *changes: tuple[str, str]) -> Comparison:
    after = before
    for old, new in changes:
        assert old in after
        after = after.replace(old, new)
    return compare(parse_file(before.encode(), "a.yaml"), parse_file(after.encode(), "a.yaml"))


@pytest.mark.parametrize(
    "change",
    [
        ("10:00:00 GMT", "11:30:00 GMT"),
        ("      date:\n", "      cf-ray:\n"),
        ("      content-type:\n      - text/event", "      X-New: a\n      Content-Type:\n      - text/event"),
        ("Bearer of-secrets", "Bearer of-another"),
        ("      authorization:\n", "      user-agent:\n"),
        # How the answer came, not what it says.
        ("- text/event-stream", "- text/plain"),
    ],
    ids=["date", "another header", "case and more headers", "credential", "client", "content type"],
)  # fmt: skip
def test_noise(change: tuple[str, str]) -> None:
    found = verdict(BEFORE, change)
    assert (found.verdict, found.differences) == ("noise", ())
    assert {one.at.partition(" ")[2] for one in found.noise} <= {"response.headers", "request.headers"}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (("code: 200", "code: 201"), "#1 response.status"),
        (('"Fine"', '"Bad"'), "#1 answer.choices[0].text"),
        (("input: hello", "input: goodbye"), "#2 request.body.input"),
        (("uri: https://files.test/cat.png", "uri: https://files.test/dog.png"), "#3 request.url"),
        (("authorization:\n      - Bearer of-secrets", "x-beta:\n      - new"), "#1 request.headers.x-beta"),
    ],
    ids=["status", "text", "what was sent", "URL", "a header on purpose"],
)
def test_changes(change: tuple[str, str], path: str) -> None:
    found = verdict(BEFORE, change)
    assert found.verdict == "changed"
    assert path in [one.at for one in found.differences]


def test_when_it_was_recorded_is_noise() -> None:
    assert verdict(RUBY, ("10:00:00", "12:00:00"), ("10:00:01", "12:00:09")).verdict == "noise"
    go = fixture("go-vcr").decode()
    assert verdict(go, ("1.25s", "980ms")).verdict == "noise"


def test_parted() -> None:
    sent = {
        "Content-Type": ["multipart/form-data; boundary=a1"],
        "X-Stainless-OS": "Linux",
        "Anthropic-Beta": ["a", "b"],
    }
    assert parted(sent, sent=True) == (
        {"anthropic-beta": ["a", "b"]},
        {"content-type": "multipart/form-data", "x-stainless-os": "Linux"},
    )
    came = {"Retry-After": "3", "X-Amzn-ErrorType": "Throttled", "CF-RAY": "x", "openai-model": "m", "odd": None}
    assert parted(came, sent=False) == (
        {"x-amzn-errortype": "Throttled"},
        {"retry-after": "3", "openai-model": "m", "cf-ray": "x", "odd": None},
    )


def cassette(header: str, words: str) -> bytes:
    """A cassette of two calls, whose requests and answers have a header of that YAML."""
    call = f"""\
- request:
    method: POST
    uri: https://api.openai.com/v1/chat/completions
    body: '{{"model": "m", "messages": [{{"role": "user", "content": "hi"}}]}}'
    headers:
      X-Tenant: {header}
      User-Agent: {header}
  response:
    status: {{code: 200, message: OK}}
    headers:
      Retry-After: {header}
      Date: {header}
    body: {{string: '{{"object": "chat.completion", "choices": [{{"message": {{"content": "{words}"}}}}]}}'}}
"""
    return f"version: 1\ninteractions:\n{call}{call}".encode()


HEADERS = [
    "!!binary AAEC",
    "[!!binary AAEC]",
    "[!!binary AAEC, b, 1, null]",
    "[[!!binary AAEC]]",
    "{a: !!binary AAEC, 1: [b, {c: !!binary AAEC}]}",
    "{!!binary AAEC : b}",
    "[.nan, 1.5, true]",
]


@pytest.mark.parametrize("limit", [64_000_000, 0], ids=["kept", "a digest kept"])
@pytest.mark.parametrize("header", HEADERS)
def test_bytes_in_headers_are_compared(tmp_path: Path, header: str, limit: int) -> None:
    other = header.replace("AAEC", "AAED")
    rows = [(header, "one", "same"), (header, "two", "changed"), (other, "one", "changed")]
    for header_after, words, expected in rows[: 2 + (other != header)]:
        baseline = Baseline(limit)
        baseline.keep("a.yaml", cassette(header, "one"))
        after = cassette(header_after, words)
        review = baseline.review("a.yaml", parse_file(after, "a.yaml"))
        assert review is not None
        assert review.verdict == expected
        (tmp_path / "a.yaml").write_bytes(after)
        assert isinstance(load(Root(tmp_path), Source("a.yaml"), baseline), HeldRecording)
