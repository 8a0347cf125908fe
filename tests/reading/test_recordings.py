"""A recording that is only measured says of an exchange what the decoded one says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from recview.model import Exchange, Readability, ReadState
from recview.reading.recordings import decode_exchange, measure_exchange, measure_recordings, read_recordings
from recview.reading.records import record
from tests.examples import examples
from tests.formats.fixtures import FILES
from tests.ogx import chat, chunk, delta, dumped, message, stream
from tests.protocols.seeds import SEEDS, Seed
from tests.protocols.spoiled import spoiled_exchanges


@pytest.mark.parametrize("path", FILES.values(), ids=FILES.keys())
def test_every_format(path: Path) -> None:
    _assert_same(path.name, path.read_bytes())


def _assert_same(path: str, data: bytes) -> None:
    """A file's recordings have the same records, measured and decoded."""
    measured, decoded = measure_recordings(path, data), read_recordings(path, data)
    assert not isinstance(measured, Readability)
    assert not isinstance(decoded, Readability)
    assert list(map(record, measured)) == [record(recording.measured) for recording in decoded]


@pytest.mark.parametrize("as_list", [False, True], ids=["events", "objects"])
@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.protocol} {'streamed' if seed.streaming else 'plain'}")
def test_every_protocol(seed: Seed, as_list: bool) -> None:
    exchange = seed.exchange(as_list=as_list)
    assert measure_exchange(exchange) == decode_exchange(exchange).measured


@given(spoiled_exchanges())
@examples(250)
def test_spoiled_exchanges(exchange: Exchange) -> None:
    assert measure_exchange(exchange) == decode_exchange(exchange).measured


_CHAT = dumped(chat("a.py::test", [message("user", "Hi")], [*stream("Hello"), chunk(delta(content="more"))])).encode()


def test_an_answer_that_goes_on_after_its_end() -> None:
    _assert_same("a.json", _CHAT)


@pytest.mark.parametrize("data", [_CHAT[: len(_CHAT) // 2], b"", b"[1]", b"\xff"])
def test_a_file_without_recordings(data: bytes) -> None:
    assert measure_recordings("a.json", data) == read_recordings("a.json", data)


def test_the_last_recording_of_a_cut_file_says_so() -> None:
    line = json.dumps({"request": {"url": "https://a.test/v1"}, "response": {"status": 200, "body": "{}"}})
    recordings = measure_recordings("a.jsonl", f"{line}\n{line}\n{line[:40]}".encode())
    assert not isinstance(recordings, Readability)
    assert [recording.readability.state for recording in recordings][-1] is ReadState.CUT


def test_a_mistake_in_a_protocol_is_the_problem_of_one_recording(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(exchange: Exchange) -> None:
        raise ValueError("no")

    monkeypatch.setattr("recview.reading.recordings.protocol_of", fail)
    (measured,), (decoded,) = measure_recordings("a.json", _CHAT), read_recordings("a.json", _CHAT)  # type: ignore[misc]
    assert "recview failed on it" in measured.problem
    assert record(measured) == record(decoded.measured)
