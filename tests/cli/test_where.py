"""`--where`: what it leaves, what it says of a wrong query, and that the app's list leaves the same."""

from __future__ import annotations

from array import array
from functools import cache
from itertools import accumulate, count
from pathlib import Path

import pytest

from recview.case_folding import fold
from recview.cli import ls, show
from recview.content_facts import ContentFacts
from recview.library import Library
from recview.library.coded import Coded
from recview.library.content_table import ContentFactsTable
from recview.library.query_rows import queried, text_terms
from recview.library.read_contents import ReadContents
from recview.library.tree import Branch
from recview.model import Readability
from recview.patterns import PatternProblem
from recview.query.parsing import parse
from recview.query.syntax import QueryProblem
from recview.reading.content_facts import content_facts
from recview.reading.listing import index_file
from recview.reading.recording import Recording
from recview.reading.recordings import read_recordings
from recview.reading.search_text import search_text
from recview.text_matching import compiled
from recview.text_terms import TextTerm
from tests.cli.piped import Files, fill, recording, recview
from tests.demo_recordings import FOLDER

QUERIES = (
    *("finish:length", "is:error", "is:parallel", "tool:get_weather", "get_weather", "answer:hello", "text:weather"),
    *("request:/umbrella|rain/", "reasoning:the", "is:stream is:reasoning", "tokens:>20 OR size:>2k", "-is:stream"),
    *(
        "status:>=400",
        "has:usage -has:tools",
        "provider:ollama",
        "choices:>1",
        "is:image,refusal,logprobs",
        "/par.llel/",
    ),
    *("model:llama", "protocol:responses", "test:weather", "finish:none", "error:/./", "-text:the", "chunks:1"),
)


@cache
def demo() -> tuple[Branch, ContentFactsTable, dict[int, Recording]]:
    """The app's list of the samples, all that the reader tells when it is idle, and the recording of each row."""
    files, recordings = [], {}
    for path in sorted(Path(FOLDER).rglob("*.json")):
        name, data = path.relative_to(FOLDER).as_posix(), path.read_bytes()
        read = read_recordings(name, data)
        assert not isinstance(read, Readability)
        files.append(index_file(name, data))
        recordings[name] = list(read)
    root = Library().merged(files).root
    facts: Coded[ContentFacts] = Coded()
    facts.append(content_facts(each) for some in recordings.values() for each in some)
    counts = array("I", map(len, recordings.values()))
    firsts = array("I", accumulate(counts[:-1], initial=0))
    table = ContentFactsTable()
    table.take(ReadContents(list(recordings), firsts, counts, facts), len(files), len(files))
    sources = {row: root.store.source(row) for row in root.members}
    return root, table, {row: recordings[source.path][source.number] for row, source in sources.items()}


def has(term: TextTerm, recording: Recording) -> bool:
    matcher = compiled(term)
    assert not isinstance(matcher, PatternProblem)
    texts = [text for name, text in search_text(recording)._asdict().items() if name in term.fields]
    each = [(fold(text) if matcher.is_folded else text).encode() for text in texts]
    return any(matcher.span(data, 0, len(data)) for data in each)


def in_the_app(text: str) -> int:
    root, table, recordings = demo()
    query = parse(text)
    assert not isinstance(query, QueryProblem)
    texts = {term: [row for row, each in recordings.items() if has(term, each)] for term in text_terms(query)}
    rows = queried(root, query, table, texts)
    assert rows.undecided == 0
    return len(rows.root.members)


@pytest.mark.parametrize("text", QUERIES)
def test_the_command_line_and_the_app_leave_the_same(text: str) -> None:
    done = recview("ls", "--count", "--where", text, str(FOLDER))
    assert int(done.out) == in_the_app(text)
    assert len(recview("ls", "--json", "--where", text, str(FOLDER)).rows) == in_the_app(text)
    assert done.code == (0 if in_the_app(text) else 1)


def test_queries_tell_recordings_apart() -> None:
    counts = [in_the_app(text) for text in QUERIES]
    assert sum(0 < count < len(demo()[0].members) for count in counts) > len(QUERIES) * 2 / 3


TREE: Files = {
    "a/recordings/f1.json": recording("tests/a/test_x.py::test_10", "Hello there"),
    "a/recordings/f2.json": recording("tests/a/test_x.py::test_2"),
    "a/recordings/cut.json": '{"test_id": ',
}


def test_show_leaves_what_matches(tmp_path: Path) -> None:
    fill(tmp_path, TREE)
    done = recview("show", "--json", "--where", "answer:there", str(tmp_path))
    assert [row["path"] for row in done.rows] == ["a/recordings/f1.json"]


def test_a_file_that_cannot_be_read_matches_as_broken(tmp_path: Path) -> None:
    fill(tmp_path, TREE)
    done = recview("ls", "--json", "--where", "is:broken", str(tmp_path))
    assert [row["path"] for row in done.rows] == ["a/recordings/cut.json"]
    assert "cut.json" in done.err
    assert recview("ls", "--count", "--where", "-text:there", str(tmp_path)).out == "2\n"


def test_a_table_keeps_the_numbers_of_exchanges(tmp_path: Path) -> None:
    fill(tmp_path, TREE)
    assert [row[1] for row in recview("ls", "--where", "test_2", str(tmp_path)).fields] == ["a/recordings/f2.json"]


@pytest.mark.parametrize("command", [["ls"], ["show"], []], ids=["ls", "show", "app"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a finsh:stop", "no field is called finsh: perhaps finish: (at character 3: finsh:stop)"),
        ("is:strem", "is: does not know strem: perhaps is:stream (at character 4: strem)"),
        ("a OR", "something is missing here: a word, a field:value or a parenthesis (at its end)"),
        ("text:/(/", "is not closed"),
        ("(\x1b[31m", "the parenthesis is not closed"),
    ],
)
def test_a_wrong_query_says_where(command: list[str], text: str, words: str) -> None:
    done = recview(*command, "--where", text, str(FOLDER))
    assert done.code == 2
    assert words in done.err
    assert "\x1b" not in done.err


@pytest.mark.parametrize("command", ["ls", "show"])
@pytest.mark.parametrize("text", ["text:/a+/", "/test_.*/"])
def test_a_regular_expression_that_takes_long_is_stopped(
    command: str, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = count(1)
    monkeypatch.setattr("recview.cli.where.time.thread_time", lambda: next(seconds))
    assert {"ls": ls, "show": show}[command].run(["--where", text, str(FOLDER)]) == 2
    captured = capsys.readouterr()
    assert captured.err == f"recview: --where {text}: it was stopped after 3 s\n"


@pytest.mark.parametrize(
    "text", ["tokens:" + "9" * 5000, "is:" + "x" * 5000, "finis" + "h" * 5000, "finish:" + "x" * 5000]
)
def test_a_long_query_is_not_repeated_whole(text: str) -> None:
    done = recview("ls", "--where", text, str(FOLDER))
    assert done.code in (1, 2)
    assert len(done.err) < 600


def test_a_value_that_no_recording_has_is_named() -> None:
    done = recview("ls", "--where", "finish:lenght", str(FOLDER))
    assert done.code == 1
    assert (
        done.err == "recview: no recording matches --where finish:lenght; no finish is lenght: perhaps finish:length\n"
    )


def test_counts_by_fields_are_those_of_what_matches() -> None:
    done = recview("ls", "--count", "--fields", "protocol", "--where", "finish:length", str(FOLDER))
    assert sum(int(row[0]) for row in done.fields) == in_the_app("finish:length")
