"""From a file's bytes to what the screen shows of one exchange: always something, never a crash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.display.facts import facts_at
from recview.display.page_rows import PageLayout
from recview.model import Exchange, Json, Readability, ReadState, Source
from recview.reading.earlier import add_earlier
from recview.reading.held_recording import HeldRecording
from recview.reading.listing import index_file
from recview.reading.opening import BEGINNING_BYTES, open_beginning, open_recording, unopened
from recview.reading.recording_view import RecordingView, Unopened
from recview.review.parsed import parse_file
from recview.root import Root
from recview.sources.loading import load, load_beginning
from tests import hostile
from tests.bounded import cost
from tests.demo_recordings import WEATHER, files, other
from tests.examples import examples
from tests.formats.fixtures import fixture
from tests.ogx import MODEL, Value, chat, chunk, delta, dumped, message, stream, usage
from tests.reading.test_listing import PLAIN, endpoints, odd

SOURCE = Source("x/a.json")
SECRET = "Bearer-of-secrets"


def held(source: Source, data: bytes) -> HeldRecording:
    result = open_recording(source, data)
    assert isinstance(result, HeldRecording), result
    return result


def ready(recording: Value) -> RecordingView:
    return held(SOURCE, dumped(recording).encode()).view


def test_recording() -> None:
    recording = chat("t", [message("user", "Hi")], stream("Hello there", counts=usage(3, 5)))
    result = ready(recording)
    assert (result.entry,) == index_file("x/a.json", dumped(recording).encode()).entries
    assert result.entry.protocol == "openai.chat"
    assert result.transcript.total == result.timeline.total == 4
    assert result.transcript.text() == "Hello there"
    assert held(SOURCE, dumped(recording).encode()).page.sent == 1
    assert result.raw.lines[0] == "{"


@pytest.mark.parametrize(
    ("data", "source", "problem", "partial"),
    [
        (b"", SOURCE, "the file is empty", True),
        (PLAIN[:90], SOURCE, "ends early", True),
        (b"{]", SOURCE, "not JSON", False),
        (b"{}", SOURCE, "not a recording", False),
        (PLAIN, Source("x/a.json", 1), "no longer holds", False),
    ],
    ids=["empty", "cut", "not JSON", "no recording", "number"],
)
def test_what_cannot_be_opened(data: bytes, source: Source, problem: str, partial: bool) -> None:
    result = open_recording(source, data)
    assert isinstance(result, Unopened)
    assert problem in result.problem
    assert (result.source, result.size, result.readability.is_half_written) == (source, len(data), partial)
    assert "\n".join(result.raw.lines) == data.decode().rstrip("\n")


def test_unopened_keeps_the_size_of_the_file() -> None:
    result = unopened(SOURCE, Readability(ReadState.BROKEN, "too large"), b"abc", 99)
    assert (result.size, result.raw.size, result.raw.end) == (99, 99, 3)


def test_the_readers_own_mistakes_become_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(exchange: Exchange, protocol: object) -> Json:
        raise KeyError("oops")

    monkeypatch.setattr("recview.protocols.decoding.decode", mistaken)
    result = open_recording(SOURCE, PLAIN)
    assert isinstance(result, Unopened)
    assert "recview failed on it: KeyError('oops')" in result.problem


def test_one_of_several_is_compared_with_itself() -> None:
    data, path = fixture("vcrpy"), "a.yaml"
    changed = data.replace(b"input: hello", b"input: bye")
    told = []
    for number in range(3):
        now = held(Source(path, number), changed)
        add_earlier(now, parse_file(changed, path), parse_file(data, path))
        assert (now.earlier is None) == (now.view.earlier is None) == (now.comparison is None)
        told.append([one.at for one in now.comparison.differences] if now.comparison else None)
    assert told == [None, ["request.body.input"], None]


OPENS = {
    "nasty", "surrogate", "nan", "digits", "many-digits", "deep-request", "bom", "wrong-types", "wrong-stream",
    "no\x1b[31mname", "long-line", "utf-16",
}  # fmt: skip


def test_every_file_of_the_hostile_folder_opens_or_says_why(tmp_path: Path) -> None:
    place = Root(tmp_path / "hostile")
    for path in hostile.write(place.base, large=90_000_000):
        result = load(place, Source(path.name))
        assert result is not None
        if isinstance(result, HeldRecording):
            for width in (1, 20, 80):
                assert PageLayout(result.page, width).at(result.view.transcript.total).count > 0
        else:
            assert result.problem
            assert "recview failed" not in result.problem, path.name
        assert isinstance(result, HeldRecording) == (path.stem in OPENS), path.name


def test_a_file_that_ends_early_opens_with_its_problem() -> None:
    data = fixture("answers")
    result = held(Source("a.jsonl"), data[: data.rindex(b"choices")]).view
    assert (result.entry,) == index_file("a.jsonl", data[: data.rindex(b"choices")]).entries
    assert result.entry.problem == "its last line is incomplete"
    assert result.transcript.text() == "Hello"


LONG = dumped(chat("a.py::test", [message("user", "Count.")], [chunk(delta(content=f" {n}")) for n in range(2_000)]))


def test_the_beginning_of_a_long_stream_opens_without_the_rest() -> None:
    data = LONG.encode()
    whole, first = held(Source("a.json"), data), open_beginning(Source("a.json"), data[:BEGINNING_BYTES], len(data))
    assert first is not None
    count = first.view.chunk_count
    assert 100 < count < 2_000
    assert [chunk.raw for chunk in first.chunks] == [chunk.raw for chunk in whole.chunks[:count]]
    assert list(first.events) == list(whole.events[: len(first.events)])
    assert whole.view.transcript.text().startswith(first.view.transcript.text())
    assert first.view.request == whole.view.request
    assert first.view.entry.size == first.view.raw.size == len(data)
    assert not first.view.entry.problem


@pytest.mark.parametrize(
    ("source", "head"),
    [
        (Source("a.json", 1), LONG.encode()[:100_000]),
        (Source("a.json"), LONG.encode()[:300]),
        (Source("a.json"), dumped(chat("a.py::test", [message("user", "Hi")], chunk(usage=None)))[:-200].encode()),
        (Source("a.json"), b""),
        (Source("a.yaml"), b"interactions:\n- request:"),
        (Source("a.json"), b'{"request": {"body": [1, 2'),
    ],
    ids=["another exchange", "the request alone", "a plain answer", "nothing", "YAML", "no answer"],
)
def test_what_has_no_beginning_to_show(source: Source, head: bytes) -> None:
    assert open_beginning(source, head, 5_000_000) is None


def test_only_a_large_file_has_a_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.json").write_text(LONG)
    root = Root(tmp_path)
    assert load_beginning(root, Source("a.json")) is None
    monkeypatch.setattr("recview.sources.loading.LARGE_BYTES", 100_000)
    assert isinstance(load_beginning(root, Source("a.json")), HeldRecording)
    assert load_beginning(root, Source("b.json")) is None
    assert load_beginning(root, Source("../a.json")) is None


def test_file_that_is_gone(tmp_path: Path) -> None:
    assert load(Root(tmp_path), SOURCE) is None


@pytest.mark.parametrize("name", sorted(files()), ids=lambda name: name[:8])
def test_the_demo_opens(name: str) -> None:
    assert held(Source(name), files()[name].encode()).view.entry.source.path == name


@given(st.binary(max_size=200) | st.integers(0, len(PLAIN)).map(lambda cut: PLAIN[:cut]))
@examples(100)
def test_any_bytes_open_or_say_why(data: bytes) -> None:
    result = open_recording(SOURCE, data)
    if isinstance(result, Unopened):
        assert result.problem
        assert "recview failed" not in result.problem


@given(odd, odd, odd, st.booleans(), endpoints)
@examples(150)
def test_recordings_of_any_shape(sent: Json, body: Json, extra: Json, streaming: bool, endpoint: str) -> None:
    content = {
        "test_id": "t",
        "request": {
            "method": "POST",
            "url": f"http://h{endpoint}",
            "headers": extra,
            "body": sent,
            "endpoint": endpoint,
        },
        "response": {"body": body, "is_streaming": streaming, "is_exception": extra, "exception_data": extra},
    }
    data = json.dumps(content).encode()
    recording = held(SOURCE, data)
    result, layout = recording.view, PageLayout(recording.page, 20)
    for position in range(result.transcript.total + 1):
        view = layout.at(position)
        assert all(view.row(number) for number in range(view.count))
    # The list says what the opened recording says.
    assert result.entry.outline.finish in {"", *(finish.words for finish in result.transcript.finishes)}


def secretive() -> Value:
    recording = chat("t", [message("user", "Hi")], stream("Hello"), url=f"http://h/v1/chat/completions?key={SECRET}")
    recording["request"]["headers"] = {"Authorization": f"Bearer {SECRET}", "X-Api-Key": [SECRET], "Accept": "*/*"}
    return recording


def test_credentials_are_covered_until_asked_for() -> None:
    result = ready(secretive())
    for shown, covered in (
        (result.request.lines, result.covered_request.lines),
        (result.raw.lines, result.raw.covered),
    ):
        assert "\n".join(shown).count(SECRET) == 3
        assert SECRET not in "\n".join(covered)
        assert len(shown) == len(covered)
        assert any("*/*" in line for line in covered)


@pytest.mark.parametrize("where", ["page", "response"])
def test_credentials_stand_nowhere_else(where: str) -> None:
    recording = held(SOURCE, dumped(secretive()).encode())
    sections = recording.page.sections
    text = str([section.text for section in sections]) if where == "page" else str(recording.view.response.lines)
    assert SECRET not in text


def test_request_panel() -> None:
    recording = chat("t", [message("user", "Hi")], stream("ok"), tools=[WEATHER], zebra=1, temperature=0.5)
    recording["request"]["headers"] = {"Accept": "*/*", "X-Count": 3, "X-Two": ["a", "b"]}
    lines = ready(recording).request
    head = lines.lines[: lines.head]
    assert head == ("POST /v1/v1/chat/completions", "http://localhost:11434", "tools get_weather", "")
    assert lines.lines[-lines.foot :] == ("", "Accept: */*", "X-Count: 3", "X-Two: a", "X-Two: b")
    keys = [line.strip().partition('"')[2].partition('"')[0] for line in lines.lines[lines.head :] if line[:3] == '  "']
    assert keys == ["model", "stream", "temperature", "zebra", "tools", "messages"]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ({"tools": [{"type": "function", "function": {"name": "f"}}, {"type": "web_search"}]}, "tools f, web_search"),
        (
            {"tools": [{"functionDeclarations": [{"name": "f"}, {"name": "g"}]}, {"googleSearch": {}}]},
            "tools f, g, googleSearch",
        ),
        ({"tools": {"function_declarations": [{"name": "f"}]}}, "tools f"),
        (
            {"toolConfig": {"tools": [{"toolSpec": {"name": "f"}}, {"cachePoint": {"type": "default"}}]}},
            "tools f, cachePoint",
        ),
        ({"tools": [{}]}, None),
    ],
    ids=["OpenAI", "Gemini", "no list", "Bedrock", "empty"],
)
def test_tools_are_named_whoever_is_asked(body: Value, line: str | None) -> None:
    recording = other("t", "http://h/v1/mystery", body, {"a": 1}, endpoint="/v1/mystery")
    lines = ready(recording).request.lines
    assert next((one for one in lines if one.startswith("tools")), None) == line


def test_request_without_a_body_is_words() -> None:
    """An answer alone has none at all."""
    alone = held(Source("a.jsonl"), fixture("answers")).view
    assert (alone.request.lines, alone.request.head) == (("The request was not recorded.",), 1)
    recording = other("t", "http://h/v1/mystery", {}, {"a": 1}, endpoint="/v1/mystery")
    recording["request"]["body"] = None
    asked = ready(recording).request
    assert (asked.lines, asked.head) == (("POST /v1/mystery", "http://h"), 2)


def test_request_of_a_tool_is_its_fields() -> None:
    recording = {
        "test_id": "t",
        "request": {"test_id": "t", "provider": "tavily", "tool_name": "web_search", "kwargs": {"query": "q"}},
        "response": {"body": {"content": "x"}, "is_streaming": False},
    }
    lines = ready(recording).request
    assert lines.head == 0
    assert json.loads("\n".join(lines.lines)) == {
        "provider": "tavily",
        "tool_name": "web_search",
        "kwargs": {"query": "q"},
    }


@pytest.mark.parametrize(
    ("endpoint", "line"),
    [("/v1/mystery", None), ("/other", "endpoint /other")],
    ids=["in the URL", "another"],
)
def test_endpoint_is_named_where_the_url_does_not_end_in_it(endpoint: str, line: str | None) -> None:
    lines = ready(other("t", "http://h/v1/mystery", {}, {"a": 1}, endpoint=endpoint)).request.lines
    assert (line in lines) == (line is not None)


def test_response_panel() -> None:
    streamed = ready(chat("t", [message("user", "Hi")], stream("ok"))).response
    assert streamed.lines[0].startswith("2 chunks, streamed")
    assert '"body"' not in "\n".join(streamed.lines)
    recording = other("t", "http://h/v1/mystery", {}, {"model": MODEL}, endpoint="/v1/mystery")
    recording["response"]["status"] = 201
    recording["id_normalization_mapping"] = {"a": "b"}
    plain = ready(recording).response
    assert plain.lines[0] == "status 201"
    assert "normalized" in plain.lines[1]
    assert json.loads("\n".join(plain.lines[plain.head :]))["body"] == {"model": MODEL}


MANY = {
    "answers": b'{"id": "%d", "choices": [{"message": {"content": "a"}, "finish_reason": "stop"}]}\n',
    "choices": b'{"id": "1", "choices": [{"index": %d, "delta": {"content": "a"}, "finish_reason": "stop"}]}\n',
    "calls": b'{"id": "1", "choices": [{"delta": {"tool_calls": [{"index": %d, "function": {"name": "a"}}]}}]}\n',
}


@pytest.mark.slow
@pytest.mark.parametrize("name", MANY)
def test_thousands_of_them_take_bounded_time(name: str) -> None:
    source, data = Source("a.jsonl"), b"".join(MANY[name] % place for place in range(6_000))

    def open_and_show_all() -> None:
        recording = held(source, data)
        result = recording.view
        total = result.transcript.total
        for position in range(0, total, total // 20):
            facts_at(result.read_as, result.transcript, position)
        assert parse_file(data, source.path).meanings
        assert PageLayout(recording.page, 80).at(total).count > 6_000

    assert cost(open_and_show_all) < 200
