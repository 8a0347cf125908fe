"""AWS event streams: events, exceptions, odd headers, and streams that end early."""

from __future__ import annotations

from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.framing.aws_event_stream import event_stream, is_event_stream
from recview.model import Json
from tests.examples import examples
from tests.frames import frame, header

STREAM = (
    frame({"role": "assistant"}, event_type="messageStart", content_type="application/json", message_type="event")
    + frame({"delta": {"text": "Grüße"}}, event_type="contentBlockDelta")
    + frame({"message": "Too fast"}, exception_type="throttlingException", message_type="exception")
)


def told(data: bytes) -> list[tuple[str, Json]]:
    return [(chunk.kind, chunk.data) for chunk in event_stream(data)]


def test_events_and_exceptions() -> None:
    assert is_event_stream(STREAM)
    assert told(STREAM) == [
        ("messageStart", {"role": "assistant"}),
        ("contentBlockDelta", {"delta": {"text": "Grüße"}}),
        ("throttlingException", {"message": "Too fast"}),
    ]


OTHER_HEADERS = b"".join(
    pack(">B", 1) + b"a" + pack(">B", kind) + b"\0" * size
    for kind, size in ((0, 0), (1, 0), (2, 1), (3, 2), (4, 4), (5, 8), (8, 8), (9, 16))
) + pack(">B1sBH", 1, b"b", 6, 3) + b"xyz"  # fmt: skip


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (frame(b"", event_type="initial"), [("initial", {})]),
        (
            frame(b"", error_code="500", error_message="Oh no"),
            [("error", {"code": "500", "message": "Oh no"})],
        ),
        (frame({"message": "b", "id": 1}, error_code="a"), [("error", {"message": "b", "id": 1, "code": "a"})]),
        (frame(b"no JSON", event_type="chunk"), [("chunk", "no JSON")]),
        (frame(b"\xff\xd8\xff\xe0", event_type="chunk"), [("chunk", "(image/jpeg, 4 bytes)")]),
        (frame({}, OTHER_HEADERS, event_type="after"), [("after", {})]),
        (frame({}, header(":event-type", "a") + b"\x05trunc"), [("a", {})]),
        (frame({}), [("", {})]),
    ],
    ids=[
        "no payload",
        "an error",
        "an error with a payload",
        "text",
        "bytes",
        "every type of header",
        "a header that is cut",
        "no headers",
    ],
)
def test_odd_frames(data: bytes, expected: list[tuple[str, Json]]) -> None:
    assert told(data) == expected


@pytest.mark.parametrize("cut", range(1, len(STREAM), 7))
def test_a_stream_that_is_cut_says_so(cut: int) -> None:
    found = told(STREAM[:-cut])
    whole = told(STREAM)
    assert found[:-1] == whole[: len(found) - 1]
    assert found[-1] in whole or "the stream is cut" in found[-1][1]


@pytest.mark.parametrize("data", [b"", b"{}", b"\0" * 40, STREAM[:15], b"x" + STREAM])
def test_what_is_none(data: bytes) -> None:
    assert not is_event_stream(data)


@given(st.binary(max_size=60), st.integers(0, len(STREAM)), st.integers(0, 12))
@examples(150)
def test_no_damage_raises(junk: bytes, at: int, removed: int) -> None:
    told(STREAM[:at] + junk + STREAM[at + removed :])
