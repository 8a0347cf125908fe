"""`recview ls --fields`, `--limit` and `--count`: short answers for scripts and agents."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.cli.largest import size_of
from recview.reading.record_fields import field_names, field_of, field_text, nearest_name
from recview.reading.records import unread_record
from tests import ogx
from tests.cli.piped import fill, recview
from tests.ogx import Value, chat, message, stream

ASKED = [message("user", "Hi")]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    files: dict[str, Value | str] = {
        f"recordings/{name}.json": chat(f"tests/t.py::test_{name}", ASKED, stream(text, counts=ogx.usage(12, 3)))
        for name, text in (("a", "Hello"), ("b", "Bye"), ("c", "So long"))
    }
    return fill(tmp_path, files)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("test_id,usage.total", [["tests/t.py::test_a", "15"], ["tests/t.py::test_b", "15"]]),
        ("choices.finish_reason, status", [["stop", ""], ["stop", ""]]),
        ("choices.tool_calls,streaming,choices.text_chars", [["", "true", "5"], ["", "true", "3"]]),
    ],
)
def test_fields_in_a_pipe(tree: Path, fields: str, expected: list[list[str]]) -> None:
    done = recview("ls", "--fields", fields, "recordings/a.json", "recordings/b.json", folder=tree)
    assert (done.fields, done.code, done.err) == (expected, 0, "")


def test_fields_as_json(tree: Path) -> None:
    done = recview("ls", "--json", "--fields", "model,usage.cached,choices.index", "recordings/a.json", folder=tree)
    assert done.rows == [{"model": ogx.MODEL, "usage.cached": None, "choices.index": [0]}]


@pytest.mark.parametrize(
    ("fields", "hint"),
    [
        ("modell", "did you mean model?"),
        ("finish_reason", "did you mean choices.finish_reason?"),
        ("total", "did you mean usage.total?"),
        ("zzz", "there are path, index, test_id,"),
        (",", "it names no field"),
    ],
)
def test_unknown_fields(tree: Path, fields: str, hint: str) -> None:
    done = recview("ls", "--fields", fields, folder=tree)
    assert (done.code, done.out) == (2, "")
    assert hint in done.err


@pytest.mark.parametrize("more", [(), ("--json",), ("--fields", "path")])
def test_limit(tree: Path, more: tuple[str, ...]) -> None:
    done = recview("ls", "--limit", "2", *more, folder=tree)
    assert (len(done.out.splitlines()), done.code) == (2, 0)
    assert done.err == "recview: there are more than 2 recordings: --limit\n"
    assert recview("ls", "--limit", "3", *more, folder=tree).err == ""


def test_limit_holds_for_all_targets(tree: Path) -> None:
    done = recview("ls", "--limit", "1", "recordings/a.json", "recordings/b.json", folder=tree)
    assert len(done.out.splitlines()) == 1


@pytest.mark.parametrize("limit", ["0", "-1", "x", "1.5"])
def test_wrong_limit(tree: Path, limit: str) -> None:
    assert recview("ls", f"--limit={limit}", folder=tree).code == 2


def test_count(tree: Path) -> None:
    done = recview("ls", "--count", folder=tree)
    assert (done.out, done.code) == ("3\n", 0)
    assert recview("ls", "--count", "--json", folder=tree).out == "3\n"


def test_count_of_nothing(tmp_path: Path) -> None:
    done = recview("ls", "--count", ".", folder=tmp_path)
    assert (done.out, done.code) == ("0\n", 1)


def test_counts_by_fields(tree: Path) -> None:
    fill(tree, {"recordings/d.json": chat("tests/t.py::test_a", ASKED, stream("Once more"))})
    done = recview("ls", "--count", "--fields", "test_id,usage.total", folder=tree)
    assert done.fields == [
        ["1", "tests/t.py::test_a", ""],
        ["1", "tests/t.py::test_a", "15"],
        ["1", "tests/t.py::test_b", "15"],
        ["1", "tests/t.py::test_c", "15"],
    ]
    assert recview("ls", "--count", "--fields", "test_id", "--limit", "1", folder=tree).fields == [
        ["2", "tests/t.py::test_a"]
    ]
    rows = recview("ls", "--count", "--json", "--fields", "choices.finish_reason", folder=tree).rows
    assert rows == [{"choices.finish_reason": ["stop"], "count": 4}]


def test_a_limit_of_counts_says_how_many_more_there_are(tree: Path) -> None:
    done = recview("ls", "--count", "--fields", "test_id", "--limit", "1", folder=tree)
    assert done.err == "recview: 2 more combinations of values: --limit\n"


def test_largest_first(tree: Path) -> None:
    done = recview("ls", "--top", "choices.text_chars", "--limit", "2", folder=tree)
    assert [(size, test) for size, test, *_ in done.fields] == [
        ("7", "tests/t.py::test_c"),
        ("5", "tests/t.py::test_a"),
    ]
    assert done.err == "recview: 1 more recording: --limit\n"
    rows = recview("ls", "--top", "model", "--json", folder=tree).rows
    assert [row["path"] for row in rows] == [f"recordings/{name}.json" for name in "abc"]
    assert recview("ls", "--top", "error.message", folder=tree).out == ""
    assert "did you mean usage.total?" in recview("ls", "--top", "total", folder=tree).err


@given(st.lists(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers()))))
def test_any_values_can_be_sorted(values: list[object]) -> None:
    assert all(size_of(value) is None or size_of(value) for value in values)
    sorted(size for size in map(size_of, values) if size)


def test_every_key_is_a_field() -> None:
    row = unread_record("a.json", "broken")
    assert set(row) <= set(field_names())
    assert {"usage.total", "error.message", "choices.tool_calls", "choices.runs"} <= set(field_names())
    assert [field_text(field_of(row, name)) for name in ("path", "usage.total", "choices.index", "index")] == [
        "a.json",
        "",
        "",
        "0",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ("a", "a"), (True, "true"), ([["a", None], ["b"]], "a,,b"), ([{"a": 1}], '[{"a":1}]')],
)
def test_field_text(value: object, text: str) -> None:
    assert field_text(value) == text


def test_nearest_name() -> None:
    assert nearest_name("index") == "index"
    assert nearest_name("zzz") == ""
