"""Parts of what `recview show --json` prints of an exchange, for the tests of containers."""

from __future__ import annotations

from typing import Any

from recview.formats import HEAD, is_listed, read
from recview.model import Readability


def said(record: dict[str, Any]) -> tuple[str | None, str, str, list[tuple[str, str, str | None]]]:
    """Of the only choice of an answer: the ending as sent, the text, the reasoning, each call's name, arguments, id."""
    (choice,) = record["choices"]
    calls = [(call["name"], call["arguments"], call["id"]) for call in choice["tool_calls"]]
    return choice["native_finish_reason"], choice["text"], choice["reasoning"], calls


def sent(record: dict[str, Any]) -> list[tuple[str, str]]:
    """The messages that were sent, as role and text."""
    return [(message["role"], "".join(part["text"] for part in message["parts"])) for message in record["messages"]]


def problem(data: bytes, path: str) -> Readability:
    """Why a file is not read, or not to its end."""
    found = read(data, path)
    assert isinstance(found, Readability)
    return found


def has_row(data: bytes, path: str) -> bool:
    """Whether a file that is not read has a row all the same."""
    return is_listed(problem(data, path), data[:HEAD], path)
