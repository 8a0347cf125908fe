"""The lines of findings, as code hosts are told them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recview.cli import check_lines
from recview.cli.check_lines import finding_lines
from recview.findings import WHOLE_FILE, Finding
from recview.root import Root
from tests.cli.piped import fill
from tests.ogx import chat, message, stream


@pytest.fixture
def root(tmp_path: Path) -> Root:
    text = json.dumps(chat("t.py::t", [message("user", "Hi")], stream("Hello you there")), indent=2)
    return Root(fill(tmp_path, {"a.json": text, "b.json": text, "broken.json": "{"}))


def found(path: str, at: str, index: int = 0, message: str = "") -> Finding:
    return Finding("T101", "error", path, index, at, message)


def test_each_has_its_line(root: Root, tmp_path: Path) -> None:
    text = (tmp_path / "a.json").read_text().splitlines()
    files = {f"tree/{path}": (root, path) for path in ("a.json", "b.json", "broken.json", "deleted.json")}
    findings = [
        found("tree/b.json", "request"),
        found("tree/a.json", "answer, chunk 2"),
        found("tree/b.json", "name", WHOLE_FILE),
        found("tree/a.json", "line 9 of the file", WHOLE_FILE),
        found("tree/a.json", "response"),
        # A tree that changed meanwhile; and a test without a file.
        found("tree/a.json", "answer", 7),
        found("tree/broken.json", "answer"),
        found("tree/deleted.json", "answer"),
        found("tests/test_a.py", "t", 0),
    ]
    chunk, *rest = finding_lines(findings, files)[1:]
    assert '" you"' in "".join(text[chunk - 1 : chunk + 12])
    assert '"Hello"' not in "".join(text[chunk - 1 : chunk + 12])
    assert rest == [1, 9, text.index('  "response": {') + 1, 1, 1, 0, 0]
    assert finding_lines(findings, files)[0] == text.index('    "body": {') + 1


def test_only_so_many_are_looked_for(root: Root, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_lines, "MOST", 1)
    findings = [found("a.json", "name", WHOLE_FILE), found("a.json", "request"), found("a.json", "request")]
    first, second, third = finding_lines(findings, {"a.json": (root, "a.json")})
    assert (first, third) == (1, 0)
    assert second > 1
