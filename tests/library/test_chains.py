"""The order of a test's calls: what goes on from a call comes behind it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.library import Library
from recview.library.chains import IN_FILE_ORDER, SortKey, Turns, in_chains
from recview.reading.listing import index_file
from tests.examples import examples
from tests.ogx import chat, chunk, delta, dumped, message

CHAT = 1


def key(row: int, messages: int, opening: str = "Hi", rank: int = CHAT) -> SortKey:
    return (1, rank, opening, messages, f"{row}.json", 0, row)


def rows(keys: list[SortKey], turns: dict[int, Turns]) -> list[int]:
    return [shown[-1] for shown in in_chains(keys, lambda row: turns.get(row, Turns(0, 0)))]


@pytest.mark.parametrize(
    ("keys", "turns", "expected"),
    [
        pytest.param([], {}, [], id="no call"),
        pytest.param([key(1, 1), key(2, 1)], {}, [1, 2], id="without digests as sorted"),
        pytest.param(
            [key(1, 1), key(2, 1), key(3, 3), key(4, 3)],
            {1: Turns(10, 0), 2: Turns(20, 0), 3: Turns(11, 10), 4: Turns(21, 20)},
            [1, 3, 2, 4],
            id="two chains that begin alike",
        ),
        pytest.param(
            [key(1, 1), key(2, 1), key(3, 3)],
            {1: Turns(10, 0), 2: Turns(10, 0), 3: Turns(11, 10)},
            [1, 2, 3],
            id="two calls with the same turns",
        ),
        pytest.param(
            [key(1, 1), key(2, 3), key(3, 3), key(4, 5)],
            {1: Turns(10, 0), 2: Turns(11, 10), 3: Turns(12, 10), 4: Turns(13, 11)},
            [1, 2, 4, 3],
            id="a chain that branches",
        ),
        pytest.param(
            [key(1, 3), key(2, 5)], {1: Turns(10, 11), 2: Turns(11, 10)}, [1, 2], id="digests that make a circle"
        ),
        pytest.param(
            [key(1, 1), key(2, 1), key(3, 3, "Ho")],
            {1: Turns(10, 0), 2: Turns(20, 0), 3: Turns(11, 10)},
            [1, 2, 3],
            id="another opening is another chain",
        ),
        pytest.param(
            [key(1, 0, "", IN_FILE_ORDER), key(2, 0, "", IN_FILE_ORDER), key(3, 0, "", IN_FILE_ORDER)],
            {1: Turns(10, 0), 2: Turns(20, 10), 3: Turns(10, 0)},
            [1, 2, 3],
            id="the file keeps the order",
        ),
    ],
)
def test_calls_are_in_chains(keys: list[SortKey], turns: dict[int, Turns], expected: list[int]) -> None:
    assert rows(keys, turns) == expected


DIGESTS = st.integers(0, 4)
CALLS = st.lists(st.tuples(st.integers(0, 4), st.builds(Turns, DIGESTS, DIGESTS)), max_size=12)


@examples(200)
@given(CALLS)
def test_every_call_is_there_once_and_none_before_what_it_goes_on_from(calls: list[tuple[int, Turns]]) -> None:
    keys = sorted(key(row, messages) for row, (messages, _) in enumerate(calls))
    turns = {row: digests for row, (_, digests) in enumerate(calls)}
    assert sorted(rows(keys, turns)) == list(range(len(calls)))


def test_the_list_shows_chains_and_finds_each_recording_in_them() -> None:
    def call(name: str, *texts: str, answer: str) -> tuple[str, bytes]:
        roles = ("system", "user", "assistant", "user")
        sent = [message(role, text) for role, text in zip(roles, texts, strict=False)]
        return name, dumped(chat("a/test_a.py::test_a", sent, [chunk(delta(content=answer))])).encode()

    files = [
        call("a/recordings/1.json", "Be brief.", "Hi", answer="Yes?"),
        call("a/recordings/2.json", "Be kind.", "Hi", answer="Hello!"),
        call("a/recordings/3.json", "Be kind.", "Hi", "Hello!", "Bye", answer="Bye"),
        call("a/recordings/4.json", "Be brief.", "Hi", "Yes?", "Go", answer="No"),
    ]
    expected = ["1", "4", "2", "3"]
    at_once = Library().merged(index_file(*file) for file in files)
    late = Library().merged(index_file(*file) for file in files[2:])
    for file in files[:2]:
        late = late.merged([index_file(*file)])
    for library in (at_once, late):
        test = library.root.children.branches[0].children.branches[0].children.branches[0]
        assert [child.label[len("a/recordings/")] for child in test.children] == expected
        assert [test.children.index_of(child.label) for child in test.children] == [0, 1, 2, 3]
    without = late.merged([index_file(files[0][0], b"")])
    assert len(without.files) == 4
