"""Ten questions that a coding agent has about a tree, each answered by at most two kilobytes of output.

The answers are compared with those found in the records of all recordings, one by one.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import recview
from tests.cli.piped import recview as run

CORPUS = os.environ.get("RECVIEW_CORPUS", "")
TREE = f"{CORPUS}/ogx-2026-05"
MOST_BYTES = 2_000

pytestmark = [pytest.mark.skipif(not CORPUS, reason="RECVIEW_CORPUS names no recordings"), pytest.mark.slow]

Recordings = list[recview.Recording]


@pytest.fixture(scope="module")
def recordings() -> Recordings:
    """Every recording of the tree, with its path below the tree."""
    paths = sorted(Path(TREE).rglob("*.json"))
    read = [recording for path in paths for recording in recview.read(path)]
    return [recording._replace(path=os.path.relpath(recording.path, TREE)) for recording in read]


def answer(*arguments: str) -> list[list[str]]:
    done = run("ls", TREE, *arguments)
    assert done.code == 0, done.err
    assert len(done.out.encode()) <= MOST_BYTES
    return done.fields


def counts_of(recordings: Recordings, key: Callable[[recview.Recording], str]) -> list[list[str]]:
    counts = Counter(map(key, recordings))
    return [[str(count), value] for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def is_cut_off(recording: recview.Recording) -> bool:
    return any(choice["finish_reason"] == "length" for choice in recording.choices)


def calls(recording: recview.Recording, tool: str) -> bool:
    return any(call["name"] == tool for call in recording.tool_calls)


def answers_hello(recording: recview.Recording) -> bool:
    return any("hello" in choice["text"].lower() for choice in recording.choices)


def asks_for_san_francisco(recording: recview.Recording) -> bool:
    return any("san francisco" in part["text"].lower() for message in recording.messages for part in message["parts"])


def test_which_models_answered(recordings: Recordings) -> None:
    expected = counts_of(recordings, lambda recording: recording.model or "")
    assert answer("--count", "--fields", "model", "--limit", "20") == expected[:20]


def test_how_answers_ended(recordings: Recordings) -> None:
    expected = counts_of(recordings, lambda r: ",".join(choice["finish_reason"] or "" for choice in r.choices))
    assert answer("--count", "--fields", "choices.finish_reason") == expected


@pytest.mark.parametrize(
    ("query", "is_meant"),
    [
        ("finish:length", is_cut_off),
        ("tool:=get_weather", lambda r: calls(r, "get_weather")),
        ("answer:hello", answers_hello),
        ('request:"san francisco"', asks_for_san_francisco),
        ("is:reasoning", lambda r: any(choice["reasoning"] for choice in r.choices)),
        ("tokens:>1000 is:stream", lambda r: bool(r.streaming and r.usage and (r.usage["total"] or 0) > 1000)),
        ("model:gpt-4o -finish:stop", lambda r: "gpt-4o" in (r.model or "") and r.finish_reason != "stop"),
    ],
)
def test_how_many_and_which(recordings: Recordings, query: str, is_meant: Callable[[recview.Recording], bool]) -> None:
    expected = [recording for recording in recordings if is_meant(recording)]
    assert expected
    assert answer("--where", query, "--count") == [[str(len(expected))]]
    paths = answer("--where", query, "--fields", "path", "--limit", "15")
    assert paths == [[recording.path] for recording in expected[:15]]


def test_whose_usage_is_biggest(recordings: Recordings) -> None:
    biggest = max(recordings, key=lambda recording: (recording.usage and recording.usage["total"]) or 0)
    assert biggest.usage
    [[tokens, _, path, _]] = answer("--top", "usage.total", "--limit", "1")
    assert (tokens, path) == (str(biggest.usage["total"]), biggest.path)


def test_what_was_asked_and_answered(recordings: Recordings) -> None:
    longest = max(recordings, key=lambda recording: len(recording.text))
    done = run("show", f"{TREE}/{longest.path}", "--max-chars", "1200")
    assert len(done.out.encode()) <= MOST_BYTES
    assert longest.text[:100] in done.out.replace("\n", " ") or longest.text[:40] in done.out


def test_which_recording_a_log_means(recordings: Recordings) -> None:
    recording = recordings[len(recordings) // 2]
    start = Path(recording.path).stem[:12]
    assert [recording.path] in answer("--where", start, "--fields", "path", "--limit", "5")
