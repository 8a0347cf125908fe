"""Frames over a socket pair: whole or not at all, in order, and never a deadlock."""

from __future__ import annotations

import os
import pickle
import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.live import pipe
from recview.live.pipe import Garbled, Pipe

Sockets = tuple[socket.socket, socket.socket]


@pytest.fixture
def sockets() -> Iterator[Sockets]:
    here, there = socket.socketpair()
    with here, there:
        yield here, there


def frame(data: bytes, *, mark: bytes = b"rcvw", size: int | None = None) -> bytes:
    return struct.pack("!4sI", mark, len(data) if size is None else size) + data


WHOLE = frame(pickle.dumps("value", 5))


def test_values_come_in_order(sockets: Sockets) -> None:
    here, there = (Pipe(end.fileno()) for end in sockets)
    values = [("row", index, "x" * index) for index in range(2_000)]
    for value in values:
        here.send(value)
    assert [there.receive() for _ in values] == values
    assert here.sent == len(values)


@given(st.lists(st.text(max_size=50), max_size=5), st.data())
def test_a_frame_may_come_in_any_pieces(words: list[str], data: st.DataObject) -> None:
    here, there = socket.socketpair()
    with here, there:
        sent = b"".join(frame(pickle.dumps(word, 5)) for word in words)
        cuts = sorted(data.draw(st.lists(st.integers(0, len(sent)), max_size=6)))

        def write() -> None:
            for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True):
                there.sendall(sent[start:end])
            there.close()

        writer = threading.Thread(target=write)
        writer.start()
        end = Pipe(here.fileno())
        assert [end.receive() for _ in words] == words
        with pytest.raises(EOFError):
            end.receive()
        writer.join()


@pytest.mark.parametrize("length", range(len(WHOLE)))
def test_an_end_within_a_frame_is_an_end(sockets: Sockets, length: int) -> None:
    here, there = sockets
    there.sendall(WHOLE[:length])
    there.close()
    with pytest.raises(EOFError):
        Pipe(here.fileno()).receive()


def test_what_is_sent_first_is_written_at_once(sockets: Sockets) -> None:
    """No thread writes it later: a process may end right after."""
    threads = threading.active_count()
    Pipe(sockets[0].fileno()).send_first("value")
    assert threading.active_count() == threads
    sockets[1].setblocking(False)
    assert sockets[1].recv(1_000) == WHOLE


GARBAGE = {
    "words": b"Traceback (most recent call last):\n",
    "another mark": frame(pickle.dumps(1), mark=b"RCVW"),
    "no pickle": frame(b"nothing of that kind"),
    "a cut pickle": frame(pickle.dumps(list(range(100)), 5)[:40]),
    "a class that is not there": frame(b"crecview.live.pipe\nNothing\n."),
    "empty": frame(b""),
    "a length that nobody writes": frame(b"", size=0xFFFFFFFF),
}


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_is_told_from_an_end(sockets: Sockets, garbage: str) -> None:
    here, there = sockets
    there.sendall(GARBAGE[garbage])
    with pytest.raises(Garbled):
        Pipe(here.fileno()).receive()


@given(st.binary(min_size=8, max_size=200))
def test_any_bytes_are_garbage_or_an_end(data: bytes) -> None:
    here, there = socket.socketpair()
    with here, there:
        there.sendall(data)
        there.close()
        with pytest.raises((Garbled, EOFError)):
            Pipe(here.fileno()).receive()


def test_both_ends_may_write_much_while_neither_reads(sockets: Sockets) -> None:
    """The thread that receives may answer as much as it likes: it never waits for the other end to read."""
    here, there = (Pipe(end.fileno()) for end in sockets)
    large = "x" * (pipe.MAX_WAITING_BYTES // 2)
    here.send("begin")
    assert there.receive() == "begin"
    for _ in range(6):
        there.send(large)
        here.send_soon(large)
    for _ in range(6):
        assert here.receive() == large
        assert there.receive() == large


def test_who_sends_much_waits_for_who_reads_slowly(sockets: Sockets) -> None:
    here, there = (Pipe(end.fileno()) for end in sockets)
    large, count = "x" * 1_000_000, 40

    def write() -> None:
        for _ in range(count):
            here.send(large)

    writer = threading.Thread(target=write)
    writer.start()
    for received in range(count):
        assert there.receive() == large
        # What was sent and did not come yet waits here, in the socket, or is the one that is being put in.
        assert here.sent - received <= pipe.MAX_WAITING_BYTES // len(large) + 4
    writer.join()


def test_the_screen_never_waits_and_keeps_what_is_new(sockets: Sockets) -> None:
    """A reader that is stopped takes nothing: of many requests of a class the oldest are dropped, others are kept."""
    here, there = (Pipe(end.fileno()) for end in sockets)
    here.send_soon("the only text")
    for number in range(100_000):
        here.send_soon(number)
    here.send_soon(("last",))
    received: list[object] = []
    while not received or received[-1] != ("last",):
        received.append(there.receive())
    numbers = [value for value in received if isinstance(value, int)]
    assert received[0] == "the only text"
    assert numbers == sorted(numbers)
    assert numbers[-pipe.MAX_WAITING_OF_A_KIND :] == list(range(100_000 - pipe.MAX_WAITING_OF_A_KIND, 100_000))
    assert len(numbers) < 100_000


def test_a_sender_that_waits_goes_on_once_nobody_is_there(sockets: Sockets) -> None:
    here = Pipe(sockets[0].fileno())

    def write() -> None:
        for _ in range(40):
            here.send("x" * 1_000_000)

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    sockets[1].recv(1)
    sockets[1].close()
    writer.join(60)
    assert not writer.is_alive()
    here.send("more")
    here.send_soon("more")


def test_what_is_too_large_is_refused_before_it_is_sent(sockets: Sockets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipe, "MAX_FRAME_BYTES", 1_000)
    here, there = (Pipe(end.fileno()) for end in sockets)
    with pytest.raises(ValueError, match="too many"):
        here.send("x" * 1_000)
    here.send("small")
    assert there.receive() == "small"


def test_a_closed_descriptor_is_an_end() -> None:
    here, there = socket.socketpair()
    end = Pipe(os.dup(here.fileno()))
    here.close()
    there.close()
    with pytest.raises(EOFError):
        end.receive()
