"""httprr traces: raw HTTP bytes of both sides, by their lengths."""

from __future__ import annotations

import pytest

from recview.formats import read
from recview.model import Readability
from tests.formats.fixtures import exchanges, of


def trace(sent: bytes, got: bytes) -> bytes:
    return b"httprr trace v1\n%d %d\n%b%b" % (len(sent), len(got), sent, got)


def test_the_fixture() -> None:
    generate, tags = of("httprr")
    assert generate.request.url == "https://api.test/api/generate"
    assert generate.request.body == {"model": "tiny-5", "prompt": "Grüße"}
    assert [chunk.data["response"] for chunk in generate.response.chunks] == ["Hal", "lo"]
    assert generate.response.fields["headers"]["Set-Cookie"] == ["a=1", "b=2"]
    assert (tags.request.method, tags.request.body, tags.response.status) == ("GET", None, 404)
    assert tags.response.chunks[0].data == {"error": "no model"}


@pytest.mark.parametrize(
    ("sent", "got"),
    [
        (b"", b""),
        (b"GET", b"HTTP/1.1"),
        (b"\xff\xfe\r\n\r\n\xff", b"HTTP/2.0 abc def\r\nno colon\r\n\r\n\xff\xd8\xff"),
        (b"GET / HTTP/1.1\n\n", b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\r\nnot chunked"),
    ],
    ids=["nothing", "words", "not text", "line feeds only"],
)
def test_odd_messages_are_exchanges_all_the_same(sent: bytes, got: bytes) -> None:
    assert len(exchanges(trace(sent, got), "a.httprr")) == 1


@pytest.mark.parametrize(
    ("data", "partial"),
    [
        (b"httprr trace v1\n", False),
        (b"httprr trace v1\n12 ", True),
        (b"httprr trace v1\n5 5\nabcdefg", True),
        (b"httprr trace v1\nthis is no line of lengths\n", False),
    ],
    ids=["no calls", "cut lengths", "cut call", "no lengths"],
)
def test_unread(data: bytes, partial: bool) -> None:
    found = read(data, "a.httprr")
    assert isinstance(found, Readability)
    assert found.is_half_written is partial


def test_of_a_call_that_is_cut_there_is_its_answer_so_far() -> None:
    got = b'HTTP/1.1 200 OK\r\n\r\n{"response": "Hal", "done": false}\n{"response": "lo"'
    data = trace(b"GET / HTTP/1.1\r\n\r\n", b"HTTP/1.1 204 No\r\n\r\n") + trace(b"POST / HTTP/1.1\r\n\r\n", got)[16:-3]
    found = read(data, "a.httprr")
    assert isinstance(found, Readability)
    first, cut = found.recovered
    assert (first.response.status, cut.response.status) == (204, 200)
    assert [chunk.data for chunk in cut.response.chunks] == [{"response": "Hal", "done": False}, '{"response": "']


@pytest.mark.parametrize("end", range(4, 28))
def test_chunks_on_the_wire_that_are_cut(end: int) -> None:
    wire = b'7\r\n{"a": 1\r\nA;x=1\r\n}\n{"a": 2}\r\n0\r\n\r\n'
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    (found,) = exchanges(trace(b"GET / HTTP/1.1\r\n\r\n", head + wire[:end]), "a.httprr")
    said = "".join(f"{chunk.raw}" for chunk in found.response.chunks)
    assert "A;x" not in said
    assert "7\r" not in said
