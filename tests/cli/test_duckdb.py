"""The queries that the documentation shows: DuckDB answers them from what `ls --json` writes."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests import ogx
from tests.cli.piped import fill, recview
from tests.ogx import Value, chat, chunk, delta, message, stream

README = (Path(__file__).parents[2] / "recview" / "cli" / "README.md").read_text()

[_QUERIES] = re.findall(r"<!-- duckdb -->(.*?)<!-- /duckdb -->", README, re.DOTALL)
BY_MODEL, ENDED_EARLY, BY_TOOL = re.findall(r"```sql\n(.*?)```", _QUERIES, re.DOTALL)


def answers(query: str, folder: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(query.replace("rows.jsonl", f"{folder / 'rows.jsonl'}")).fetchall()


def called(name: str) -> list[Value]:
    call = {"index": 0, "id": "c1", "type": "function", "function": {"name": name, "arguments": "{}"}}
    return [chunk(delta(tool_calls=[call])), chunk(delta(finish="tool_calls"))]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    asked = [message("user", "Hi")]
    fill(
        tmp_path,
        {
            "recordings/a.json": chat("t.py::a", asked, stream("Hello", counts=ogx.usage(12, 3))),
            "recordings/b.json": chat("t.py::b", asked, [chunk(delta(content="He", finish="length"))]),
            "recordings/c.json": chat("t.py::c", asked, called("look")),
            "recordings/d.json": chat("t.py::c", asked, called("look")),
        },
    )
    (tmp_path / "rows.jsonl").write_text(recview("ls", "--json", folder=tmp_path).out)
    return tmp_path


def test_by_model(rows: Path) -> None:
    assert answers(BY_MODEL, rows) == [(ogx.MODEL, 4, 15)]


def test_ended_early(rows: Path) -> None:
    assert answers(ENDED_EARLY, rows) == [("t.py::b", "recordings/b.json", "length")]


def test_by_tool(rows: Path) -> None:
    assert answers(BY_TOOL, rows) == [("look", 2, 1)]


def test_over_the_corpus(tmp_path: Path) -> None:
    corpus = os.environ.get("RECVIEW_CORPUS")
    if not corpus:
        pytest.skip("RECVIEW_CORPUS names no recordings")
    listed = recview("ls", "--json", f"{corpus}/ogx-2025-10")
    (tmp_path / "rows.jsonl").write_text(listed.out)
    assert sum(calls for _, calls, _ in answers(BY_MODEL, tmp_path)) == len(listed.rows)
    early = [c for row in listed.rows for c in row["choices"] if c["finish_reason"] not in (None, "stop", "tool_calls")]
    assert len(answers(ENDED_EARLY, tmp_path)) == len(early) > 0
    tools = [name for row in listed.rows for choice in row["choices"] for name in choice["tool_calls"]]
    assert sum(calls for _, calls, _ in answers(BY_TOOL, tmp_path)) == len(tools) > 0
