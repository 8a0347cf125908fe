"""Expressions looked for in the names of a column: step by step the same as name by name."""

from __future__ import annotations

import pytest

from recview.library.name_buffer import KEPT, PART, NameBuffer
from recview.patterns import Pattern, compile_pattern
from recview.text_matching import WINDOW_BYTES


def compiled(text: str) -> Pattern:
    pattern = compile_pattern(text)
    assert isinstance(pattern, Pattern)
    return pattern


NAMES = [f"tests/area{number % 7}/test_{number}.py" + "x" * (number % 90) for number in range(2 * PART + 7)]


@pytest.mark.parametrize("text", ["a", r"\Atests/area3", "area[12]/.*x$", "^$", "zzz", "(?s)3.*4", r"_1\d+\.py\z"])
def test_names_are_found_as_if_each_was_asked_alone(text: str) -> None:
    pattern = compiled(text)
    found = NameBuffer(lambda codes: NAMES[codes.start : codes.stop]).matching(pattern, len(NAMES))
    assert list(found) == [pattern.matches(name) for name in NAMES]


def test_a_search_goes_on_as_names_come_and_keeps_what_it_found() -> None:
    names, asked = NAMES[:10], []

    def texts(codes: range) -> list[str]:
        asked.append(codes)
        return names[codes.start : codes.stop]

    buffer = NameBuffer(texts)
    assert sum(buffer.matching(compiled("area1"), 10)) == 2
    names += NAMES[10:21]
    assert sum(buffer.matching(compiled("area1"), 21)) == 3
    assert asked == [range(10), range(10, 21)]
    search = buffer.search(compiled("area1"), 21)
    assert search.is_done
    assert search is buffer.search(compiled("area1"), 21)
    assert not buffer.search(compiled("area2"), 21).is_done


def test_a_step_is_one_window() -> None:
    buffer = NameBuffer(lambda codes: NAMES[codes.start : codes.stop])
    search, steps = buffer.search(compiled("area1"), len(NAMES)), 0
    while not search.is_done:
        search.step()
        steps += 1
    assert steps >= buffer.starts[-1] / WINDOW_BYTES


def test_one_that_was_stopped_has_what_it_found() -> None:
    buffer = NameBuffer(lambda codes: NAMES[codes.start : codes.stop])
    search = buffer.search(compiled("area"), len(NAMES))
    search.step()
    search.is_stopped = True
    found = buffer.matching(compiled("area"), len(NAMES))
    assert len(found) == len(NAMES)
    assert 0 < sum(found) == len(search.matching) < len(NAMES)


def test_few_expressions_are_kept() -> None:
    buffer = NameBuffer(lambda codes: NAMES[codes.start : codes.stop])
    first = buffer.search(compiled("a0"), 5)
    for number in range(KEPT):
        buffer.search(compiled(f"b{number}"), 5)
    assert buffer.search(compiled("a0"), 5) is not first
