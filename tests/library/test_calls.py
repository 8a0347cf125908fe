"""The calls of one test: which are beside a recording, whether their order is inferred, what one repeats."""

from __future__ import annotations

import pytest

from recview.library import Library, Repetition, calls_of
from recview.model import Entry, Outline, Source
from tests.library.test_merging import good

TEST = "a/test_a.py::test_a"


def call(name: str, messages: int, digest: int, earlier: int = 0, test: str = TEST) -> Entry:
    outline = Outline("chat", messages=messages, opening="Hi", turns_digest=digest, earlier_digest=earlier)
    return Entry(Source(name), test_id=test, outline=outline)


LIBRARY = Library().merged(
    good(entry)
    for entry in (
        call("1.json", 1, 10),
        call("2.json", 1, 10),
        call("3.json", 3, 11, 10),
        call("4.json", 3, 12, 10),
        call("5.json", 1, 0),
        call("5b.json", 1, 20),
        call("6.json", 3, 13, 99),
        call("other.json", 1, 10, test="a/test_a.py::test_b"),
    )
)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("1.json", None, "2.json"),
        ("3.json", "2.json", "4.json"),
        ("6.json", "5b.json", None),
        ("other.json", None, None),
    ],
)
def test_the_calls_beside_one_are_of_its_own_test(name: str, before: str | None, after: str | None) -> None:
    calls = calls_of(LIBRARY, Source(name))
    assert calls
    sources = [calls.beside(by) for by in (-1, 1)]
    assert [source and source.path for source in sources] == [before, after]


def test_a_call_has_a_number_among_all() -> None:
    calls = calls_of(LIBRARY, Source("3.json"))
    assert calls
    assert (calls.number, calls.total) == (3, 7)
    assert calls_of(LIBRARY, Source("nope.json")) is None


@pytest.mark.parametrize(
    ("name", "repetition"),
    [
        pytest.param("1.json", None, id="the first"),
        pytest.param("2.json", Repetition(1, is_whole=True), id="the same turns"),
        pytest.param("3.json", Repetition(2, is_whole=False), id="goes on from the nearest"),
        pytest.param("4.json", Repetition(3, is_whole=False), id="goes on from what the one before goes on from"),
        pytest.param("5.json", None, id="no digest"),
        pytest.param("5b.json", None, id="another beginning"),
        pytest.param("6.json", None, id="what it goes on from is not there"),
        pytest.param("other.json", None, id="another test"),
    ],
)
def test_a_call_repeats_what_an_earlier_one_of_its_test_sent(name: str, repetition: Repetition | None) -> None:
    calls = calls_of(LIBRARY, Source(name))
    assert calls
    assert calls.repetition() == repetition


def test_the_order_is_inferred_unless_there_is_none_or_the_file_keeps_it() -> None:
    entries = [call("1.json", 1, 10)._replace(source=Source("1.json", number), ordered=True) for number in range(2)]
    without_test = Library().merged(good(call(f"{n}.json", 1, 10)._replace(test_id=None)) for n in range(2))
    in_a_file = Library().merged([good(*entries)])
    inferred = [
        calls_of(library, source).is_order_inferred  # type: ignore[union-attr]
        for library, source in (
            (LIBRARY, Source("1.json")),
            (LIBRARY, Source("other.json")),
            (in_a_file, Source("1.json", 1)),
            (without_test, Source("1.json")),
        )
    ]
    assert inferred == [True, False, False, False]
