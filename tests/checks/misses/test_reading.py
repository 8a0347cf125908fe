"""Misses read from logs as people paste them: with colours, marks of pytest, times of CI, broken lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.checks.misses.reading import misses_in
from tests.checks.misses.texts import GENERATE, HASH, TEXTS, URL
from tests.examples import examples

TEST = "tests/integration/agents/test_a.py::TestAgent::test_b[ollama/llama 3 - x]"
HEADER = "TestAgent.test_b[ollama/llama 3 - x]"


def by_pytest(text: str) -> str:
    lines = text.split("\n")
    marked = "\n".join(f"E   {'RuntimeError: ' if line is lines[0] else ''}{line}".rstrip() for line in lines)
    frames = f"    def test_b():\n>       run()\n\na.py:3: \n{'_ ' * 40}\n\n    def run():"
    return f"____ {HEADER} ____\n\n{frames}\n{marked}\n\na.py:9: RuntimeError\n"


def broken(text: str) -> str:
    """As a terminal of 60 columns shows it, and what copies from it."""
    return "\n".join(line[start : start + 60] for line in text.split("\n") for start in range(0, len(line) or 1, 60))


FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "pytest": by_pytest,
    "colours": lambda text: "\n".join(f"\x1b[1m\x1b[31m{line}\x1b[0m" for line in by_pytest(text).split("\n")),
    "CI": lambda text: "\n".join(f"2026-11-28T01:02:03.1234567Z {line}" for line in by_pytest(text).split("\n")),
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "narrow": broken,
    "narrow pytest": lambda text: broken(by_pytest(text)),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", TEXTS)
def test_each_text_in_each_form(name: str, form: str) -> None:
    text, expected = TEXTS[name]
    misses = misses_in(FORMS[form](text))
    assert len(misses) == 1
    seen = {key: getattr(misses[0], key) for key in expected}
    if "narrow" in form:
        # Where a line broke inside of a text, a blank may be a line end.
        seen, expected = (
            {k: v for k, v in each.items() if k not in ("details", "request", "hash")} for each in (seen, expected)
        )
    assert seen == expected


def test_the_test_is_taken_from_the_heading_and_named_in_full_by_the_summary() -> None:
    text = by_pytest(TEXTS["ogx"][0])
    assert [miss.test for miss in misses_in(text)] == ["TestAgent::test_b[ollama/llama 3 - x]"]
    summary = f"FAILED {TEST} - RuntimeError: Recording not found for request hash: {HASH[:20]}..."
    [miss] = misses_in(f"{text}\n=== short test summary info ===\n{summary}\n")
    assert (miss.test, miss.hash) == (TEST, HASH)
    [miss] = misses_in(summary)
    assert (miss.test, miss.hash) == (TEST, HASH[:20])


def test_several_misses_are_told_apart_and_repeats_are_one() -> None:
    other = HASH[::-1]
    texts = [TEXTS["ogx"][0], TEXTS["ogx"][0], TEXTS["ogx"][0].replace(HASH, other), TEXTS["vcrpy 9"][0]]
    misses = misses_in("\n\nThe above exception was the direct cause of the following exception:\n\n".join(texts))
    assert [(miss.recorder, miss.hash) for miss in misses] == [("ogx", HASH), ("ogx", other), ("vcrpy", "")]


def test_a_hash_that_two_tests_miss_is_two_misses() -> None:
    text = TEXTS["ogx"][0]
    logs = [f"____ test_{name} ____\n{text}" for name in "ab"]
    assert [miss.test for miss in misses_in("\n".join(logs))] == ["test_a", "test_b"]


@pytest.mark.parametrize("cut", ["…", "..."])
def test_a_request_that_is_cut_has_no_hash(cut: str) -> None:
    [miss] = misses_in(f"Recording not found for tavily.web_search | Request: {{'query': 'a long qu{cut}{GENERATE}")
    assert (miss.request["tool_name"], miss.hash, miss.is_cut) == ("web_search", "", True)


@pytest.mark.parametrize(
    "text", ["", "all is well", "Recording not found", f"request hash: {HASH}", "FAILED a.py::b - assert 1 == 2", URL]
)
def test_no_miss(text: str) -> None:
    assert misses_in(text) == []


pieces = [text[start : start + 40] for text, _ in TEXTS.values() for start in range(0, len(text), 40)]


@examples(100)
@given(st.lists(st.sampled_from([*pieces, "\x1b[31m", "\n", "{", "'", "(", "…", "\x00"]), max_size=20).map("".join))
def test_whatever_is_pasted_never_raises(text: str) -> None:
    for miss in misses_in(text):
        assert miss.recorder
