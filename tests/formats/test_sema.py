"""Tapes of Sema: an answer a line."""

from __future__ import annotations

from tests.formats.fixtures import fixture
from tests.formats.seen import records
from tests.formats.shown import has_row, problem, said


def test_the_fixture() -> None:
    called, streamed, vectors, tool = records(fixture("sema"), "tapes/a.jsonl")
    assert {record["format"] for record in (called, streamed, vectors, tool)} == {"sema"}
    assert said(called) == ("tool_use", "", "", [("word-stats", '{"text":"a b"}', "c1")])
    assert [called["usage"][key] for key in ("input", "output", "cached")] == [8, 5, 2]
    assert (said(streamed), streamed["streaming"], streamed["chunks"]) == (("end_turn", "Red, blue.", "", []), True, 3)
    assert (vectors["protocol"], vectors["model"], vectors["usage"]["input"]) == ("card", "tiny-29", 6)
    assert (tool["protocol"], tool["chunks"]) == ("raw", 1)


def test_a_damaged_line_is_passed_over_and_a_cut_one_is_being_written() -> None:
    first, _, rest = fixture("sema").partition(b"\n")
    assert len(records(first + b"\n{half\n" + rest, "a.jsonl")) == 4
    found = problem(first + b"\n" + rest[:50], "a.jsonl")
    assert (found.is_half_written, len(found.recovered)) == (True, 1)


def test_other_lines_are_left_alone() -> None:
    assert not has_row(b'{"kind": "stream", "key": "a", "value": 1, "more": "so that it is long enough"}\n', "a.jsonl")
