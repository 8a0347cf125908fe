"""What is kept of a file's recordings as bytes, and that any other bytes count as nothing."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.content_facts import MARKS, ContentFacts
from recview.reading import decoded_content
from recview.reading.decoded_content import DecodedContent, decode_file, from_bytes, to_bytes
from recview.text_terms import TEXT_FIELDS
from tests.examples import examples
from tests.ogx import chat, dumped, message, stream

FACTS = st.builds(
    ContentFacts,
    st.text(),
    st.lists(st.text()).map(tuple),
    st.booleans(),
    st.integers(0, 9),
    st.frozensets(st.sampled_from(MARKS)),
    st.none() | st.integers(0, 599),
)
TEXTS = st.lists(st.binary(max_size=9), min_size=len(TEXT_FIELDS), max_size=len(TEXT_FIELDS))
CONTENTS = st.lists(st.builds(DecodedContent, FACTS, TEXTS), max_size=3)


@examples(200)
@given(CONTENTS)
def test_what_is_kept_comes_back(contents: list[DecodedContent]) -> None:
    assert from_bytes(to_bytes(contents)) == contents


@examples(300)
@given(st.data())
def test_other_bytes_count_as_nothing(data: st.DataObject) -> None:
    content = bytearray(to_bytes(data.draw(CONTENTS)))
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(0, len(content)))
        content[index : index + data.draw(st.integers(0, 2))] = data.draw(st.binary(max_size=2))
    contents = from_bytes(bytes(content))
    assert contents is None or all(len(each.texts) == len(TEXT_FIELDS) for each in contents)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"1",
        b"null",
        b"{}",
        b"[1]",
        b"[[1, 2]]",
        b'[[["", [], false, 0, [], null], [0, 0, 0]]]',
        b'[[["", [], false, 0, [], null], [0, 0, 0, -4]]]',
        b'[[["", [1], false, 0, [], null], [0, 0, 0, 0]]]',
        b'[[["", [], false, 0, [[]], null], [0, 0, 0, 0]]]',
        b'[[["", [], false, 0, ["odd"], null], [0, 0, 0, 0]]]',
        b'[[["", [], false, 0, [], ""], [0, 0, 0, 0]]]',
        b"[" * 100_000,
    ],
)
def test_an_odd_head_counts_as_nothing(head: bytes) -> None:
    assert from_bytes(head + b"\n" + b"\n" * len(TEXT_FIELDS)) is None


def test_a_mistake_costs_one_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(recording: Any) -> Any:
        raise RuntimeError

    data = dumped(chat("t", [message("user", "Hi")], stream("Hello"))).encode()
    assert decode_file("a.json", data)[0].texts[0] == b"Hello"
    monkeypatch.setattr(decoded_content, "decoded_content", fail)
    assert decode_file("a.json", data) == [DecodedContent(ContentFacts(), (b"",) * len(TEXT_FIELDS))]
    assert decode_file("a.txt", b"\0") == []
