"""`recview show --max-chars`: an answer that fits where it is read, with the beginning of each text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.piped import fill, recview
from tests.ogx import chat, message, stream

KEY = "sk-proj-" + "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5z"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    asked = [message("system", "Be brief."), message("user", "w" * 5000), message("user", f"key {KEY}")]
    return fill(tmp_path, {"a.json": chat("tests/t.py::test_a", asked, stream("Hello " * 100))})


def test_the_longest_texts_are_cut_first(tree: Path) -> None:
    done = recview("show", "--max-chars", "200", "a.json", folder=tree)
    assert "Be brief." in done.out
    assert f"{'w' * 60}" in done.out
    assert "more characters)" in done.out
    assert "Hello Hello" in done.out
    assert len(done.out) < 900


def test_without_it_nothing_is_cut(tree: Path) -> None:
    assert "w" * 5000 in recview("show", "a.json", folder=tree).out
    assert (
        recview("show", "--max-chars", "99999", "a.json", folder=tree).out == recview("show", "a.json", folder=tree).out
    )


def test_json_stays_json(tree: Path) -> None:
    [row] = recview("show", "--json", "--max-chars", "300", "a.json", folder=tree).rows
    assert row["test_id"] == "tests/t.py::test_a"
    assert row["messages"][1]["parts"][0]["text"].endswith("more characters)")
    assert row["choices"][0]["text_chars"] == 600


def test_chunks_end_with_how_many_more_there_are(tree: Path) -> None:
    done = recview("show", "--chunks", "--max-chars", "50", "a.json", folder=tree)
    *lines, last = done.out.splitlines()
    assert 0 < len(lines) < 20
    assert last.startswith("… (")
    assert last.endswith("more chunks)")


def test_credentials_that_are_cut_stay_covered(tree: Path) -> None:
    for count in range(1, 400, 9):
        assert "sk-proj-aB3" not in recview("show", "--max-chars", str(count), "a.json", folder=tree).out


@pytest.mark.parametrize("count", ["0", "-1", "x", "1.5", "9" * 30])
def test_wrong_numbers(tree: Path, count: str) -> None:
    assert recview("show", f"--max-chars={count}", "a.json", folder=tree).code == 2
