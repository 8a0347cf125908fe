"""A folded answer: what stands where at every position of its replay, streamed and by words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.events import (
    Conversation,
    Event,
    Failed,
    Finished,
    Noted,
    ReasoningDelta,
    RefusalDelta,
    TextDelta,
    TokenLogprob,
    ToolCallDelta,
    Unknown,
    UsageReported,
)
from recview.model import Failure, Usage
from recview.replay.folding import fold
from recview.replay.transcript import EMPTY, Marker, Transcript
from tests.examples import examples

FAILURE = Failure("stream", "Overloaded", "server_error")


def streamed(*events: Event, chunks: int | None = None) -> Transcript:
    count = max((event.chunk for event in events), default=-1) + 1 if chunks is None else chunks
    return fold(Conversation("p", events=events), count, streaming=True)


def plain(*events: Event) -> Transcript:
    return fold(Conversation("p", events=events), 1, streaming=False)


def shapes(found: Transcript) -> list[tuple[str, int, str, tuple[int, ...], tuple[int, ...]]]:
    return [(block.kind, block.choice, block.text, tuple(block.steps), tuple(block.ends)) for block in found.blocks]


TALK: tuple[Event, ...] = (
    ReasoningDelta(1, 0, "hm"),
    TextDelta(2, 0, "Hel"),
    TextDelta(4, 0, "lo"),
    ToolCallDelta(5, 0, "0.0", "c1", "f", ""),
    ToolCallDelta(6, 0, "0.0", "", "", "{}"),
    Finished(7, 0, "stop"),
    UsageReported(8, Usage(1, 2, 3)),
)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), []),
        (
            TALK,
            [
                ("reasoning", 0, "hm", (1,), (2,)),
                ("text", 0, "Hello", (2, 4), (3, 5)),
                ("tool_call", 0, "{}", (5, 6), (0, 2)),
            ],
        ),
        (
            (TextDelta(0, 0, "a"), TextDelta(0, 0, "b"), TextDelta(1, 0, "c")),
            [("text", 0, "abc", (0, 1), (2, 3))],
        ),
        (
            (TextDelta(0, 0, "a"), TextDelta(1, 1, "x"), TextDelta(2, 0, "b"), TextDelta(3, 1, "y")),
            [("text", 0, "ab", (0, 2), (1, 2)), ("text", 1, "xy", (1, 3), (1, 2))],
        ),
        (
            (ToolCallDelta(0, 0, "0.0", arguments="a"), ToolCallDelta(0, 0, "1.0", arguments="b")),
            [("tool_call", 0, "a", (0,), (1,)), ("tool_call", 0, "b", (0,), (1,))],
        ),
        (
            (ReasoningDelta(0, 0, "a"), TextDelta(1, 0, "b"), ReasoningDelta(2, 0, "c")),
            [("reasoning", 0, "ac", (0, 2), (1, 2)), ("text", 0, "b", (1,), (1,))],
        ),
        ((RefusalDelta(0, 0, "No"),), [("refusal", 0, "No", (0,), (2,))]),
        (
            (Noted(0, 0, "audio", "a"), Noted(1, 0, "audio", "b"), Noted(2, 0, "images", "c")),
            [("note", 0, "ab", (0, 1), (1, 2)), ("note", 0, "c", (2,), (1,))],
        ),
        (
            (TextDelta(0, 0, "a"), Failed(1, FAILURE), Failed(2, FAILURE)),
            [
                ("text", 0, "a", (0,), (1,)),
                ("error", 0, "Overloaded", (1,), (10,)),
                ("error", 0, "Overloaded", (2,), (10,)),
            ],
        ),
        (
            (Unknown(0, "odd"), Unknown(1, "odd")),
            [("unknown", 0, "chunk 1: odd\nchunk 2: odd\n", (0, 1), (13, 26))],
        ),
        ((Finished(0, 0, "stop"), UsageReported(1, Usage(1))), []),
    ],
    ids=[
        "nothing",
        "talk",
        "twice in a chunk",
        "choices",
        "parallel calls",
        "reasoning resumes",
        "refusal",
        "notes",
        "errors",
        "unknown",
        "no text",
    ],
)
def test_blocks(
    events: tuple[Event, ...], expected: list[tuple[str, int, str, tuple[int, ...], tuple[int, ...]]]
) -> None:
    assert shapes(streamed(*events)) == expected


def test_what_is_said_after_a_call_stands_after_it() -> None:
    found = streamed(
        TextDelta(0, 0, "Let me see."),
        ToolCallDelta(1, 0, "0.0", "c1", "f", "{}"),
        TextDelta(2, 0, " \n"),
        TextDelta(3, 1, "another choice"),
        TextDelta(4, 0, "It is"),
        TextDelta(5, 0, " fine."),
    )
    expected = [("text", "Let me see. \n"), ("tool_call", "{}"), ("text", "another choice"), ("text", "It is fine.")]
    assert [(block.kind, block.text) for block in found.blocks] == expected


def test_parts_stand_in_the_order_in_which_they_came() -> None:
    """Code that the server ran, and each time what came of it; asides of one label go together."""
    found = streamed(
        TextDelta(0, 0, "First."),
        Noted(1, 0, "code", "one()\n", is_part=True),
        Noted(1, 0, "signature", "9 bytes\n"),
        Noted(2, 0, "result", "1\n", is_part=True),
        Noted(3, 0, "code", "two()\n", is_part=True),
        Noted(3, 0, "signature", "8 bytes\n"),
        Noted(4, 0, "code", "three()\n", is_part=True),
        TextDelta(5, 0, "\n"),
        Noted(6, 0, "result", "\n2\n", is_part=True),
        ToolCallDelta(7, 0, "0", "c", "f", "{}"),
        Noted(8, 0, "result", "3\n", is_part=True),
        TextDelta(9, 0, "Done."),
        Noted(10, 0, "result", "4\n", is_part=True),
    )
    assert [(block.name or block.kind, block.text) for block in found.blocks] == [
        ("text", "First.\n"),
        ("code", "one()"),
        ("signature", "9 bytes\n8 bytes"),
        ("result", "1"),
        ("code", "two()\nthree()"),
        ("result", "2"),
        ("f", "{}"),
        ("result", "3"),
        ("text", "Done."),
        ("result", "4"),
    ]


def test_shown_and_complete() -> None:
    block = streamed(*TALK).blocks[1]
    assert block.born == 2
    assert [block.shown(position) for position in range(10)] == [None, None, None, 3, 3, 5, 5, 5, 5, 5]
    assert [block.complete(position) for position in range(7)] == [False] * 5 + [True] * 2


def test_a_call_takes_the_first_name_and_id_that_came() -> None:
    found = streamed(
        ToolCallDelta(0, 0, "0.0", "", "", "{"),
        ToolCallDelta(1, 0, "0.0", "c1", "f", "}"),
        ToolCallDelta(2, 0, "0.0", "c1", "f", ""),
    )
    assert [(block.name, block.id) for block in found.blocks] == [("f", "c1")]


def test_tokens_stand_where_their_text_does() -> None:
    first = (TokenLogprob("He", -0.1), TokenLogprob("nowhere", -9.0), TokenLogprob("", -9.0), TokenLogprob("l", -0.2))
    found = streamed(TextDelta(0, 0, "Hel", first), TextDelta(1, 0, "lo", (TokenLogprob("lo", -0.3),)))
    assert found.blocks[0].tokens == ((0, 2, -0.1), (2, 3, -0.2), (3, 5, -0.3))


def test_finish_not_yet_and_came() -> None:
    found = streamed(
        TextDelta(0, 0, "a"), Finished(2, 0, "tool_calls"), Finished(3, 0, "stop"), Finished(3, 1, "length")
    )
    assert [found.finish(0, position) for position in range(5)] == [None, None, None, "tool_calls", "stop"]
    assert [found.finish(1, position) for position in (3, 4)] == [None, "length"]
    assert found.finish(2, 4) is None
    assert found.choices == (0, 1)


def test_the_last_usage_counts() -> None:
    found = streamed(UsageReported(1, Usage(1)), UsageReported(1, Usage(2)), UsageReported(3, Usage(3)))
    assert [found.usage(position) for position in range(5)] == [None, None, Usage(2), Usage(2), Usage(3)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (streamed(*TALK), [Marker(1, "first token"), Marker(5, "tool call"), Marker(7, "finish")]),
        (
            streamed(TextDelta(0, 0, "a"), Failed(1, FAILURE)),
            [Marker(0, "first token"), Marker(1, "error")],
        ),
        (
            streamed(ToolCallDelta(2, 0, "0.0"), ToolCallDelta(2, 0, "1.0"), Finished(2, 0, "stop")),
            [Marker(2, "tool call")],
        ),
        (
            plain(TextDelta(0, 0, "a b"), ToolCallDelta(0, 0, "0.0", arguments="{ }"), Finished(0, 0, "stop")),
            [Marker(0, "first token"), Marker(2, "tool call"), Marker(3, "finish")],
        ),
        (streamed(), []),
    ],
    ids=["talk", "error", "one marker a step", "plain", "nothing"],
)
def test_markers(found: Transcript, expected: list[Marker]) -> None:
    assert list(found.markers) == expected


@pytest.mark.parametrize(
    ("position", "following", "previous"),
    [(0, 2, None), (1, 2, None), (2, 6, None), (3, 6, 2), (6, 8, 2), (7, 8, 6), (8, None, 6), (9, None, 8)],
)
def test_next_and_previous_marker(position: int, following: int | None, previous: int | None) -> None:
    found = streamed(*TALK)
    assert (found.next_marker(position), found.previous_marker(position)) == (following, previous)


def test_text_up_to_a_position() -> None:
    found = streamed(TextDelta(0, 0, "a"), TextDelta(1, 1, "x"), TextDelta(2, 0, "b"), ReasoningDelta(3, 0, "hm"))
    assert [found.text(position=position) for position in range(4)] == ["", "a", "a\n\nx", "ab\n\nx"]
    assert found.text() == "ab\n\nx"
    assert found.text("reasoning") == "hm"
    assert found.text("refusal") == ""


def test_chunk_at_the_playhead() -> None:
    assert [streamed(*TALK).chunk(position) for position in (0, 1, 9)] == [None, 0, 8]
    assert [plain(TextDelta(0, 0, "a b c")).chunk(position) for position in (0, 1, 3)] == [None, 0, 0]


def test_total_counts_the_chunks_that_bring_nothing() -> None:
    assert streamed(TextDelta(0, 0, "a"), chunks=9).total == 9


@pytest.mark.parametrize(
    ("events", "total", "expected"),
    [
        ((), 0, []),
        (
            (TextDelta(0, 0, " Hello, big\nworld \n"), Finished(0, 0, "stop"), UsageReported(0, Usage(1))),
            4,
            [("text", 0, " Hello, big\nworld \n", (0, 1, 2, 3), (7, 11, 17, 19))],
        ),
        (
            (ReasoningDelta(0, 0, "so it is"), TextDelta(0, 0, "Yes."), ToolCallDelta(0, 0, "0.0", arguments="")),
            5,
            [
                ("reasoning", 0, "so it is", (0, 1, 2), (2, 5, 8)),
                ("text", 0, "Yes.", (3,), (4,)),
                ("tool_call", 0, "", (4,), (0,)),
            ],
        ),
        (
            (TextDelta(0, 0, "a b"), TextDelta(0, 1, "c")),
            3,
            [("text", 0, "a b", (0, 1), (1, 3)), ("text", 1, "c", (2,), (1,))],
        ),
        ((UsageReported(0, Usage(1)),), 1, []),
        ((Finished(0, 0, "stop"),), 1, []),
    ],
    ids=["nothing", "words", "blocks in turn", "choices in turn", "only usage", "only a finish"],
)
def test_a_plain_answer_replays_by_words(
    events: tuple[Event, ...], total: int, expected: list[tuple[str, int, str, tuple[int, ...], tuple[int, ...]]]
) -> None:
    found = plain(*events)
    assert found.total == total
    assert shapes(found) == expected


def test_what_ends_a_plain_answer_comes_with_its_last_word() -> None:
    found = plain(TextDelta(0, 0, "a b c"), Finished(0, 0, "stop"), UsageReported(0, Usage(1)), Failed(0, FAILURE))
    last = found.total - 1
    assert (found.finish(0, last), found.finish(0, found.total)) == (None, "stop")
    assert (found.usage(last), found.usage(found.total)) == (None, Usage(1))
    assert found.failures == ((last, FAILURE),)


def test_an_error_is_no_answer_to_replay() -> None:
    found = plain(Failed(0, FAILURE))
    assert found.total == 0
    assert [failure for _, failure in found.failures] == [FAILURE]


def test_empty() -> None:
    assert (EMPTY.total, EMPTY.blocks, EMPTY.text(), EMPTY.chunk(0)) == (0, (), "", None)
    assert (EMPTY.usage(0), EMPTY.finish(0, 0)) == (None, None)
    assert (EMPTY.next_marker(0), EMPTY.previous_marker(0)) == (None, None)


TEXTS = st.text(max_size=12)
PIECES: st.SearchStrategy[Event] = st.one_of(
    st.builds(TextDelta, st.integers(0, 9), st.integers(0, 1), TEXTS),
    st.builds(ReasoningDelta, st.integers(0, 9), st.integers(0, 1), TEXTS),
    st.builds(ToolCallDelta, st.integers(0, 9), st.integers(0, 1), st.sampled_from(["0.0", "1.0"]), arguments=TEXTS),
    st.builds(Finished, st.integers(0, 9), st.integers(0, 1), st.just("stop")),
    st.builds(UsageReported, st.integers(0, 9), st.just(Usage(1))),
    st.builds(Failed, st.integers(0, 9), st.just(FAILURE)),
)


@given(st.lists(PIECES, max_size=20), st.booleans())
@examples(100)
def test_replaying_to_the_end_shows_everything(events: list[Event], streaming: bool) -> None:
    events.sort(key=lambda event: event.chunk)
    found = fold(Conversation("p", events=tuple(events)), 10, streaming=streaming)
    for block in found.blocks:
        assert len(block.steps) == len(block.ends)
        assert list(block.steps) == sorted(set(block.steps))
        assert list(block.ends) == sorted(block.ends)
        assert block.ends[-1] == len(block.text)
        if found.total:
            assert block.shown(found.total) == len(block.text)
            assert block.complete(found.total)
            assert block.shown(0) is None
    said = "".join(event.text for event in events if isinstance(event, TextDelta) and event.choice == 0)
    texts = (block.gap + block.text for block in found.blocks if (block.kind, block.choice) == ("text", 0))
    assert said == "".join(texts)
