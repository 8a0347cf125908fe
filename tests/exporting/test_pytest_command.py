"""The command that runs a test: a hostile id is one argument, and no option."""

from __future__ import annotations

import shlex

import pytest

from recview.exporting.pytest_command import pytest_command


@pytest.mark.parametrize(
    ("test_id", "command"),
    [
        ("tests/a.py::test_a", "pytest tests/a.py::test_a"),
        ("tests/a.py::TestX::test_a", "pytest tests/a.py::TestX::test_a"),
        ("tests/a.py::test_a[ollama/llama3.2:3b-True]", "pytest 'tests/a.py::test_a[ollama/llama3.2:3b-True]'"),
        ("a b/t.py::test_a[it's $(x)]", "pytest 'a b/t.py::test_a[it'\"'\"'s $(x)]'"),
        ("-p/evil.py::x", "pytest ./-p/evil.py::x"),
        ("@args.py::x", "pytest ./@args.py::x"),
        ("agents::TestChat/openai/simple", ""),
        ("tests/test_chat::test_hi", ""),
        ("tests/a.py", ""),
        ("", ""),
        (".py::x", ""),
        ("tests/a.py::", ""),
        ("tests/a.py::t[\x1b]", ""),
        ("tests/a.py::t\nrm", ""),
        ("tests/a.py::t[\x00]", ""),
    ],
)
def test_command(test_id: str, command: str) -> None:
    assert pytest_command(test_id) == command
    if command:
        program, argument = shlex.split(command)
        assert program == "pytest"
        assert argument.removeprefix("./") == test_id
