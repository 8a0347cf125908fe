"""The verdict over two contents of a recording, and what is different by path."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from recview.model import Verdict
from recview.review.comparing import Comparison, Digest, Understood, by_digest, compared, understood
from tests.ogx import chat, chunk, delta, dumped, message, stream
from tests.review.real_pairs import CHANGED, verdicts

SENT = [message("user", "Hi")]


def read(recording: Any) -> Understood:
    return understood((recording if isinstance(recording, str) else dumped(recording)).encode(), "a.json")


def verdict(before: Any, after: Any) -> Comparison:
    return compared(read(before), read(after))


BEFORE = chat("t.py::a", SENT, stream("It is fine"))


@pytest.mark.parametrize(
    ("after", "expected", "paths"),
    [
        (BEFORE, "same", []),
        (dumped(BEFORE) + "\n\n", "noise", []),
        (chat("t.py::a", SENT, [chunk(delta(content="It is fine", role="assistant")), *stream("")]), "noise", []),
        (chat("t.py::a", SENT, stream("It is bad")), "changed", ["answer.choices[0].text"]),
        (chat("t.py::b", SENT, stream("It is fine")), "changed", ["test_id"]),
        (
            chat("t.py::a", [message("user", "Ho")], stream("It is fine")),
            "changed",
            ["request.body.messages[0].content"],
        ),
        ('{"cut', "broken", ["file"]),
    ],
)
def test_verdicts(after: Any, expected: Verdict, paths: list[str]) -> None:
    found = verdict(BEFORE, after)
    assert (found.verdict, [one.path for one in found.differences]) == (expected, paths)


def test_came_and_gone() -> None:
    known = read(BEFORE)
    assert compared(None, known).verdict == "new"
    assert compared(read('{"cut'), known).verdict == "new"
    assert compared(known, None).verdict == "gone"


@pytest.mark.parametrize(
    "after", [BEFORE, dumped(BEFORE) + "\n\n", chat("t.py::a", SENT, stream("It is bad")), '{"cut']
)
def test_a_digest_gives_the_same_verdict(after: Any) -> None:
    before = read(BEFORE)
    assert by_digest(Digest.of(before), read(after), "gone").verdict == compared(before, read(after)).verdict


@pytest.mark.corpus
@pytest.mark.skipif("RECVIEW_CORPUS" not in os.environ, reason="needs the corpus")
@pytest.mark.parametrize("pair", CHANGED)
def test_real_pairs(pair: str) -> None:
    root = Path(os.environ["RECVIEW_CORPUS"]) / "rerecords" / pair
    before, after = (
        {str(path.relative_to(root / side)): path for path in (root / side).rglob("*.json")}
        for side in ("before", "after")
    )
    found = {}
    for path in {*before, *after}:
        contents = (understood(side[path].read_bytes(), path) if path in side else None for side in (before, after))
        found[path] = compared(*contents).verdict
    assert found == verdicts(pair, set(before), set(after))
