"""Which names are of one model."""

from __future__ import annotations

import pytest

from recview.review.model_names import is_same


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("gpt-4o", "gpt-4o-2024-08-06", True),
        ("gpt-4o-2024-05-13", "gpt-4o-2024-08-06", True),
        ("gpt-4-0613", "gpt-4", True),
        ("gpt-4-1106-preview", "gpt-4-0125-preview", True),
        ("claude-3-5-sonnet-latest", "claude-3-5-sonnet-20241022", True),
        ("anthropic/claude-sonnet-4", "claude-sonnet-4-20250514", True),
        ("gemini-2.0-flash", "gemini-2.0-flash-001", True),
        ("gemini-2.5-flash-preview-04-17", "gemini-2.5-flash-preview-05-20", True),
        ("llama3.2:latest", "llama3.2", True),
        ("gpt-4o", "gpt-4o-mini", False),
        ("gpt-4o", "gpt-4.1", False),
        ("llama3.2:3b", "llama3.2:1b", False),
        ("text-embedding-004", "text-embedding-005", False),
        ("claude-3-opus-20240229", "claude-3-haiku-20240307", False),
        ("llama-3.1-405b", "llama-3.1-70b", False),
    ],
)
def test_is_same(one: str, other: str, expected: bool) -> None:
    assert is_same(one, other) == expected == is_same(other, one)
