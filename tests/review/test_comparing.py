"""The verdict over two contents of a recording, and what is different by path."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.model import Verdict
from recview.review.comparing import compare
from recview.review.judging import review_file
from recview.review.parsed import Digest, Parsed, parse_file
from recview.verdicts.comparison import Comparison
from tests import hostile
from tests.examples import examples
from tests.ogx import chat, chunk, delta, dumped, message, stream, usage
from tests.review.real_pairs import CHANGED, verdicts

SENT = [message("user", "Hi")]


def read(recording: Any) -> Parsed:
    return parse_file((recording if isinstance(recording, str) else dumped(recording)).encode(), "a.json")


def verdict(before: Any, after: Any) -> Comparison:
    return compare(read(before), read(after))


BEFORE = chat("t.py::a", SENT, stream("It is fine"))


@pytest.mark.parametrize(
    ("after", "expected", "paths"),
    [
        (BEFORE, "same", []),
        (dumped(BEFORE) + "\n\n", "noise", []),
        (chat("t.py::a", SENT, [chunk(delta(content="It is fine", role="assistant")), *stream("")]), "noise", []),
        (chat("t.py::a", SENT, stream("It is bad")), "changed", ["answer.choices[0].text"]),
        # A test that was renamed asks the same.
        (chat("t.py::b", SENT, stream("It is fine")), "noise", []),
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
    assert (found.verdict, [one.at for one in found.differences]) == (expected, paths)


def test_what_was_said_before_the_same_error_counts() -> None:
    before, after = (
        chat("t.py::a", SENT, [chunk(delta(content=text)), {"error": {"message": "no", "code": "server_error"}}])
        for text in ("It is fine", "It is bad")
    )
    assert [one.at for one in verdict(before, after).differences] == ["answer.choices[0].text"]
    assert verdict(before, before).verdict != "changed"


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ([delta(0, "stop", content="a"), delta(1, "stop", content="b")], ()),
        ([delta(0, "stop", content="a"), delta(1, content="b")], ("no finish_reason",)),
        ([delta(0, "length", content="a"), delta(1, "stop", content="b")], ("length",)),
        ([delta(0, "stop", content=" ")], ("empty answer",)),
    ],
    ids=["whole", "one without an ending", "one cut off", "blank"],
)
def test_what_a_new_answer_lacks_is_flagged(choices: list[Any], expected: tuple[str, ...]) -> None:
    review = review_file(None, read(chat("t.py::a", SENT, [chunk(*choices, usage=usage(1, 2))])))
    assert review is not None
    assert review.flags == expected


@pytest.mark.parametrize(("text", "expected"), [("It is fine", "2→3"), ("It is bad", "")])
def test_only_where_nothing_else_changed_a_row_tells_how_the_usage_moved(text: str, expected: str) -> None:
    before = chat("t.py::a", SENT, stream("It is fine", counts=usage(1, 2)))
    review = review_file(read(before), read(chat("t.py::a", SENT, stream(text, counts=usage(1, 3)))))
    assert review is not None
    assert review.token_change == expected


def test_came_and_gone() -> None:
    known = read(BEFORE)
    assert compare(None, known).verdict == "new"
    assert compare(read('{"cut'), known).verdict == "new"
    assert compare(known, None).verdict == "gone"


@pytest.mark.parametrize(
    "after", [BEFORE, dumped(BEFORE) + "\n\n", chat("t.py::a", SENT, stream("It is bad")), '{"cut']
)
def test_a_digest_gives_the_same_verdict(after: Any) -> None:
    before = read(BEFORE)
    assert compare(Digest.of(before), read(after), unkept="gone").verdict == compare(before, read(after)).verdict


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
        contents = (parse_file(side[path].read_bytes(), path) if path in side else None for side in (before, after))
        found[path] = compare(*contents).verdict
    assert found == verdicts(pair, set(before), set(after))


@st.composite
def cut(draw: st.DrawFn, text: str) -> list[str]:
    """A text in pieces, empty ones among them."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    return [text[start:end] for start, end in itertools.pairwise([0, *places, len(text)])]


@given(st.data())
@examples(150)
def test_how_a_stream_is_cut_does_not_count(data: st.DataObject) -> None:
    said, thought, arguments = (data.draw(st.text(max_size=12)) for _ in range(3))

    def recorded(said: str) -> Any:
        call = {"index": 0, "id": "call_1", "type": "function", "function": {"name": "f", "arguments": ""}}
        body = [chunk(delta(reasoning=piece)) for piece in data.draw(cut(thought))]
        body += [chunk(delta(content=piece)) for piece in data.draw(cut(said))]
        body.append(chunk(delta(tool_calls=[call])))
        for piece in data.draw(cut(arguments)):
            body.append(chunk(delta(tool_calls=[{"index": 0, "function": {"arguments": piece}}])))
        return chat("t.py::a", SENT, [*body, chunk(delta(finish="stop"))])

    before = recorded(said)
    assert verdict(before, recorded(said)).verdict in ("same", "noise")
    assert verdict(before, recorded(f"{said}!")).verdict == "changed"


def test_nothing_on_disk_hurts(tmp_path: Path) -> None:
    contents = [path.read_bytes() for path in hostile.write(tmp_path) if path.is_file()]
    for data in contents:
        known = parse_file(data, "a.json")
        assert compare(known, parse_file(data, "a.json")).verdict == "same"
        assert compare(read(BEFORE), known).verdict in ("changed", "broken")
        assert compare(known, read(BEFORE)).verdict in ("changed", "new")


def cassette(*said: tuple[str, ...]) -> Parsed:
    """Of a file with several calls: what was asked, the answer, and which model was asked."""
    calls = [
        {
            "request": {
                "method": "POST",
                "uri": "https://api.openai.com/v1/chat/completions",
                "body": body(asked, *model),
            },
            "response": {"status": {"code": 200}, "headers": {}, "body": {"string": answer(answered)}},
        }
        for asked, answered, *model in said
    ]
    data = json.dumps({"version": 1, "interactions": calls}).encode()
    found = parse_file(data, "cassettes/test_a/test_b.json")
    assert len(found.meanings) == len(said)
    return found


def body(asked: str, model: str = "m") -> str:
    return json.dumps({"model": model, "messages": [message("user", asked)]})


def answer(said: str) -> str:
    choice = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}
    return json.dumps({"id": said, "object": "chat.completion", "choices": [choice]})


THREE = (("One?", "1"), ("Two?", "2"), ("Three?", "3"))


@pytest.mark.parametrize(
    ("after", "expected", "path"),
    [
        ([("One?", "1"), ("Two?", "zwei"), ("Three?", "3")], ["same", "changed", "same"], "#2 answer.choices[0].text"),
        ([("One?", "1"), ("New?", "0"), ("Two?", "2"), ("Three?", "3")], ["same", "new", "same", "same"], "#2 "),
        ([("One?", "1"), ("Three?", "3")], ["same", "same"], "#2 "),
        ([("One?", "1"), ("2?", "2"), ("Three?", "3")], ["same", "changed", "same"], "#2 request"),
    ],
    ids=["one answer changed", "one put in between", "one left out", "one asked otherwise"],
)
def test_each_call_of_a_cassette_has_its_verdict(
    after: list[tuple[str, str]], expected: list[Verdict], path: str
) -> None:
    before, now = cassette(*THREE), cassette(*after)
    review = review_file(before, now)
    assert review is not None
    assert review.verdict == "changed"
    assert [one.verdict for one in review.each] == expected
    assert all(one.at.startswith(path) for one in compare(before, now).differences)
