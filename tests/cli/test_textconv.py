"""`recview textconv`: the same text for the same call, something for any input, and git's own commands through it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from recview.reading.recording_text import recording_text
from recview.reading.recordings import read_recordings
from tests.cli.piped import recview
from tests.hostile import nasty
from tests.json_values import json_values
from tests.ogx import Value, chat, chunk, delta, dumped, failed, message, stream, usage
from tests.sources.git.made import Repository, needs_git

TALK = [message("system", "Be brief"), message("user", "Weather in Tokyo?")]


def text_of(recording: Value) -> str:
    recordings = read_recordings("a.json", dumped(recording).encode(), exact=True)
    assert not hasattr(recordings, "reason")
    return "\n".join(line for each in recordings for line in recording_text(each, len(recordings)))


def calling(arguments: str, call: str = "call_1") -> Value:
    tool = {"index": 0, "id": call, "type": "function", "function": {"name": "weather", "arguments": arguments}}
    body = [chunk(delta(tool_calls=[tool])), chunk(delta(finish="tool_calls")), chunk(usage=usage(12, 7))]
    return chat("tests/a.py::test_a", TALK, body, temperature=0.5)


def test_the_conversation_the_answer_and_what_it_cost() -> None:
    assert text_of(calling('{"unit": "C", "city": "Tokyo"}')).splitlines() == [
        "POST http://localhost:11434/v1/v1/chat/completions",
        "model: llama3.2:3b-instruct-fp16",
        "stream: true",
        "temperature: 0.5",
        "",
        "── system",
        "Be brief",
        "",
        "── user",
        "Weather in Tokyo?",
        "",
        "── assistant",
        "▲ weather",
        "{",
        '  "city": "Tokyo",',
        '  "unit": "C"',
        "}",
        "",
        "■ tool_calls",
        "",
        "── usage",
        "input: 12",
        "output: 7",
        "total: 19",
    ]


def changed(recording: Value, change: Callable[[str], str]) -> Value:
    value: Value = json.loads(change(json.dumps(recording)))
    return value


EQUAL = [
    ("ids of calls", calling("{}", "call_1"), calling("{}", "call_2")),
    ("order of keys", calling('{"a":1,"b":2}'), calling('{ "b" : 2, "a" : 1 }')),
    (
        "chunk boundaries",
        chat(None, TALK, [chunk(delta(content="Hello there")), chunk(delta(finish="stop"))]),
        chat(None, TALK, stream("Hello there")),
    ),
    ("ids", calling("{}"), changed(calling("{}"), lambda text: text.replace("rec-0", "rec-1"))),
    ("times", calling("{}"), changed(calling("{}"), lambda text: text.replace('"created": 0', '"created": 1764'))),
    ("test", calling("{}"), changed(calling("{}"), lambda text: text.replace("test_a", "test_b"))),
]
OTHER = [
    ("arguments", calling('{"a":1}'), calling('{"a":2}')),
    ("text", chat(None, TALK, stream("Hello")), chat(None, TALK, stream("Hallo"))),
    ("finish", chat(None, TALK, stream("Hello")), chat(None, TALK, stream("Hello", finish="length"))),
    ("usage", chat(None, TALK, stream("A", counts=usage(1, 2))), chat(None, TALK, stream("A", counts=usage(1, 3)))),
    ("question", chat(None, TALK, stream("A")), chat(None, [message("user", "Else")], stream("A"))),
    ("parameter", chat(None, TALK, stream("A"), seed=1), chat(None, TALK, stream("A"), seed=2)),
    ("error", failed(chat(None, TALK, []), "E", "busy", 429), failed(chat(None, TALK, []), "E", "busy", 503)),
]


@pytest.mark.parametrize(("before", "after"), [pair[1:] for pair in EQUAL], ids=[pair[0] for pair in EQUAL])
def test_what_says_nothing_is_left_out(before: Value, after: Value) -> None:
    assert text_of(before) == text_of(after)


@pytest.mark.parametrize(("before", "after"), [pair[1:] for pair in OTHER], ids=[pair[0] for pair in OTHER])
def test_what_was_said_otherwise_shows(before: Value, after: Value) -> None:
    assert text_of(before) != text_of(after)


def embedding(numbers: list[float], **more: object) -> Value:
    body = {"object": "list", "data": [{"object": "embedding", "index": 0, "embedding": numbers}], **more}
    return chat(None, [], body, streaming=False, endpoint="/v1/embeddings")


def test_a_vector_is_its_first_numbers_rounded() -> None:
    numbers = [index / 7 for index in range(768)]
    text = text_of(embedding(numbers))
    assert "768 numbers: 0.00 0.14 0.29" in text
    assert text == text_of(embedding([number + 1e-6 for number in numbers]))
    assert len(text) < 1_000


RECORDING = dumped(calling("{}")).encode()
ANY_INPUT = {
    "nothing": (b"", ""),
    "cut": (RECORDING[: len(RECORDING) // 2], '"test_id": "tests/a.py::test_a"'),
    "another kind": (b'{"name": "x"}\n', '{"name": "x"}'),
    "no text": (b"\xff\xfe\x00\x01", "4 bytes that are no text"),
    "hostile": (dumped(nasty()).encode(), "user"),
    "deep": (b"[" * 100_000, "[[["),
}


@pytest.mark.parametrize("name", ANY_INPUT)
def test_any_input_gives_something(name: str, tmp_path: Path) -> None:
    data, shown = ANY_INPUT[name]
    (tmp_path / "a.json").write_bytes(data)
    done = recview("textconv", "--format", "1", "a.json", folder=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert shown in done.out
    assert "\x1b" not in done.out


@pytest.mark.parametrize("path", ["nosuch.json", ".", "", "a\nb", "/dev/null", "--"])
def test_what_is_no_file_is_words(path: str, tmp_path: Path) -> None:
    done = recview("textconv", "--", path, folder=tmp_path)
    assert done.code == 0
    assert done.out.strip()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(json_values("messages", "id", "model"), json_values("id", "choices", "data"))
def test_no_value_of_a_recording_raises(body: object, answer: object) -> None:
    recording = chat(None, TALK, answer)
    recording["request"]["body"] = body
    assert isinstance(text_of(recording), str)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """With the two lines of configuration, as the documentation gives them."""
    made = Repository(tmp_path / "work")
    (made.path / ".gitattributes").write_text("*.json diff=recview\n")
    made.git("config", "diff.recview.textconv", f"{sys.executable} -m recview textconv --format 1")
    made.git("config", "diff.recview.cachetextconv", "true")
    return made


@needs_git
def test_git_diff_and_log_read_as_conversations(repository: Repository) -> None:
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    files = {"a.json": calling('{"city": "Tokyo"}'), "noise.json": calling("{}")}
    repository.commit({name: dumped(value).encode() for name, value in files.items()})
    files = {"a.json": calling('{"city": "Kyoto"}', "call_9"), "noise.json": calling("{}", "call_9")}
    repository.write({name: dumped(value).encode() for name, value in files.items()})
    diff = repository.git("diff", environment=environment)
    assert '-  "city": "Tokyo"\n+  "city": "Kyoto"\n' in diff
    assert "call_" not in diff
    assert not any(line.startswith(("+", "-")) for line in diff.partition("b/noise.json")[2].splitlines())
    repository.commit({"broken.json": RECORDING[:300], "readme.json": b"{}"})
    for _ in range(2):
        log = repository.git("log", "-p", environment=environment)
        assert '-  "city": "Tokyo"\n+  "city": "Kyoto"\n' in log
        assert "+── user\n+Weather in Tokyo?\n" in log
    assert "refs/notes/textconv/recview" in repository.git("for-each-ref")


@pytest.mark.corpus
@pytest.mark.skipif("RECVIEW_CORPUS" not in os.environ, reason="needs the corpus")
def test_real_re_records_differ_in_text_just_where_more_than_noise_differs() -> None:
    from recview.sources.discovery import root_of
    from recview.sources.tree_changes import tree_changes
    from recview.sources.trees import tree_of

    for pair in Path(os.environ["RECVIEW_CORPUS"], "rerecords").iterdir():
        before, after = (tree_of(root_of(str(pair / side))) for side in ("before", "after"))
        for change in tree_changes(before, after).each:
            if change.before and change.after:
                texts = [
                    text_of(json.loads(tree.read(path).data))
                    for tree, path in ((before, change.before), (after, change.after))
                ]
                assert (texts[0] == texts[1]) is (change.class_ == "noise")
