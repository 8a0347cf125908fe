"""`recview schema`: what the commands write is as their schemas say, and those are as schemas.json promises."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from recview.cli.schema import OUTPUTS, schema
from recview.reading.records import full_unread_record, unread_record
from recview.verdicts.journal import Journal
from recview.verdicts.review import Review
from recview.verdicts.summary import summary
from tests.cli.piped import fill, recview
from tests.ogx import chat, failed, message, stream

PROMISED = Path(__file__).with_name("schemas.json")
"""Written by `python -m tests.cli.test_schema`, once it is meant to change."""


def validator(output: str) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema(output))
    return Draft202012Validator(schema(output))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    asked = [message("user", "Hi")]
    good = chat("tests/t.py::test_a", asked, stream("Hello"))
    return fill(
        tmp_path,
        {
            "recordings/a.json": good,
            "recordings/b.json": failed(chat(None, asked, None), "RateLimitError", "Slow down", 429, {"code": "rate"}),
            "recordings/c.json": '{"test_id": 1, "request": {',
        },
    )


def test_it_is_what_was_promised() -> None:
    assert {output: schema(output) for output in OUTPUTS} == json.loads(PROMISED.read_text())


@pytest.mark.parametrize("output", ["ls", "show"])
def test_output_is_valid(tree: Path, output: str) -> None:
    targets = ["recordings"]
    rows = recview(output, "--json", *targets, folder=tree).rows
    assert len(rows) == 3
    for row in rows:
        validator(output).validate(row)


def test_unread_records_are_valid() -> None:
    validator("ls").validate(unread_record("a.json", "the file is empty"))
    validator("show").validate(full_unread_record("a.json", "the file is empty"))


def test_summary_is_valid() -> None:
    touched = {"a.json": Review("changed"), "b.json": Review("same", moved_from="c.json")}
    value: Any = json.loads(json.dumps(dict(summary(Journal(touched=touched)))))
    assert [row.get("moved_from") for row in value["recordings"]] == [None, "c.json"]
    validator("summary").validate(value)


@pytest.mark.parametrize("output", ["ls", "show"])
def test_corpus_is_valid(output: str) -> None:
    corpus = os.environ.get("RECVIEW_CORPUS")
    if not corpus:
        pytest.skip("RECVIEW_CORPUS names no recordings")
    valid = validator(output)
    folders = sorted(path.name for path in Path(corpus).iterdir() if path.is_dir() and not path.name.startswith("ogx"))
    rows = recview(output, "--json", *folders, folder=Path(corpus)).rows
    assert len(rows) > 100
    assert [error.message for row in rows for error in valid.iter_errors(row)] == []


@pytest.mark.parametrize(
    ("output", "key", "value"),
    [("ls", "chunks", "4"), ("ls", "usage", {"input": 1}), ("show", "messages", None), ("summary", "counts", {})],
)
def test_a_schema_refuses_what_was_not_promised(output: str, key: str, value: object) -> None:
    row: Any = {"ls": unread_record, "show": full_unread_record}.get(output, lambda *_: {"recordings": []})("a", "b")
    assert not validator(output).is_valid({**row, key: value})


def test_it_prints_one(tree: Path) -> None:
    done = recview("schema", "show", folder=tree)
    assert (json.loads(done.out), done.code) == (schema("show"), 0)
    wrong = recview("schema", "shown", folder=tree)
    assert (wrong.code, "choose from" in wrong.err) == (2, True)


if __name__ == "__main__":
    PROMISED.write_text(json.dumps({output: schema(output) for output in OUTPUTS}, indent=1) + "\n")
