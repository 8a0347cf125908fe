"""The texts of an answer, joined from its chunks, and where their characters came."""

from __future__ import annotations

from recview.checks.merged_texts import MergedText, merged_texts
from recview.json_text import strict
from recview.model import Readability
from recview.reading.recordings import read_recordings
from recview.replay.transcript import Block, Transcript
from tests import ogx
from tests.ogx import Value, chunk, delta


def texts(*chunks: Value) -> dict[str, MergedText]:
    recordings = read_recordings("a.json", strict(ogx.chat("t", [], list(chunks))).encode())
    assert not isinstance(recordings, Readability)
    return {text.label: text for text in merged_texts(recordings[0].transcript)}


def call(arguments: str, name: str | None = None) -> Value:
    function = {"name": name, "arguments": arguments}
    return chunk(delta(tool_calls=[{"index": 0, "id": name and "c1", "function": function}]))


def test_a_text_is_found_across_chunks() -> None:
    merged = texts(*(chunk(delta(content=piece)) for piece in ("my s", "k-1", "234 end")))["answer"]
    start = merged.text.index("sk-1234")
    assert (merged.text, merged.chunks(start, start + 7)) == ("my sk-1234 end", (0, 2))
    assert merged.at(start, start + 7) == "answer, chunks 1–3"
    assert merged.at(0, 4) == "answer, chunk 1"


def test_a_call_between_does_not_part_a_text() -> None:
    merged = texts(chunk(delta(content="sk-")), call('{"a"', "f"), call(": 1}"), chunk(delta(content="1234")))
    assert merged["answer"].text == "sk-1234"
    assert merged["answer"].at(0, 7) == "answer, chunks 1–4"
    assert merged["arguments of f"].text == '{"a": 1}'
    assert merged["arguments of f"].at(5, 8) == "arguments of f, chunk 3"


def test_choices_have_their_own_texts() -> None:
    merged = texts(chunk(delta(0, content="a"), delta(1, content="b")), chunk(delta(1, content="c")))
    assert {label: text.text for label, text in merged.items()} == {"choice 0, answer": "a", "choice 1, answer": "bc"}
    assert merged["choice 1, answer"].at(1, 2) == "choice 1, answer, chunk 2"


def test_what_sets_a_text_apart_is_no_part_of_a_chunk() -> None:
    first = Block("reasoning", 0, "", "", "sk-", (0,), (3,))
    second = Block("reasoning", 0, "", "", "1234", (2,), (4,), gap="\n\n")
    [merged] = merged_texts(Transcript(3, True, (first, second), (), (), (), (), (0,)))
    assert (merged.text, merged.at(5, 9)) == ("sk-\n\n1234", "reasoning, chunk 3")
