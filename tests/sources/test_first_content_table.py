"""The table of first contents: whatever is kept of a file comes back as it was put, the latest of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.digests import DIGEST_BYTES
from recview.model import Readability, ReadState
from recview.review.parsed import Digest
from recview.sources.first_content import FirstContent
from recview.sources.first_content_table import FirstContentTable
from tests.examples import examples

DIGEST = bytes(range(DIGEST_BYTES))

VALUES = (
    FirstContent(DIGEST),
    FirstContent(DIGEST[::-1]),
    FirstContent(DIGEST, 0),
    FirstContent(DIGEST, 2**60),
    FirstContent(DIGEST, data=b"as it is"),
    FirstContent(DIGEST, data=b""),
    FirstContent(b"", data=b"without a digest yet"),
    FirstContent(DIGEST, None, Digest(DIGEST), "it changed"),
    FirstContent(b"", None, Digest(b"", b"", Readability(ReadState.BROKEN, "permission denied"))),
)


@examples(60)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(VALUES)), max_size=12))
def test_the_latest_of_each_file(puts: list[tuple[str, FirstContent]]) -> None:
    table, expected = FirstContentTable(), dict[str, FirstContent]()
    for path, first in puts:
        table[path] = expected[path] = first
    assert {path: table.get(path) for path in "abc"} == {path: expected.get(path) for path in "abc"}
    assert [path for path in "abc" if path in table] == sorted(expected)


def test_digests_of_many_at_once_and_a_file_that_was_not_there() -> None:
    table = FirstContentTable()
    table["a"] = FirstContent(DIGEST, data=b"x")
    table.update({"a": DIGEST[::-1], "b": DIGEST})
    assert (table["a"], table["b"]) == (FirstContent(DIGEST[::-1]), FirstContent(DIGEST))
    with pytest.raises(KeyError):
        table["c"]
