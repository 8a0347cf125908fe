"""Names of the corpus: reachable or not, and why not, the same by a second computation that shares no code."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from recview.checks.checked_file import CheckedFile
from recview.checks.names.check import CHECK
from recview.checks.runner import FileResult, check_tree
from recview.checks.settings import CheckSettings
from recview.findings import NameVerdict
from recview.formats import File, read_file
from recview.model import Readability
from tests.checks.names import recomputed

CORPUS = os.environ.get("RECVIEW_CORPUS", "")
pytestmark = [pytest.mark.corpus, pytest.mark.skipif(not CORPUS, reason="RECVIEW_CORPUS names no folder")]


class Tree(NamedTuple):
    """A tree of the corpus: by path its values, and what the check notes of its files."""

    values: Mapping[str, recomputed.Recorded]
    results: list[FileResult]


@cache
def tree(name: str) -> Tree:
    root = Path(CORPUS, name)
    values, results = {}, []
    for path in sorted(root.rglob("*.json")):
        data, inner = path.read_bytes(), path.relative_to(root).as_posix()
        file = File(data, exact=True)
        exchanges = read_file(file, inner)
        assert not isinstance(exchanges, Readability)
        fact = CHECK.fact(CheckedFile(file, inner, exchanges))
        values[inner] = json.loads(data)
        results.append(FileResult(inner, 1, (), {CHECK.name: fact}))
    return Tree(values, results)


def verdicts(name: str, generation: str) -> tuple[str, list[NameVerdict]]:
    whole = check_tree(tree(name).results, CheckSettings(generation=generation))
    return whole.generation, list(whole.names)


@pytest.mark.parametrize(
    ("name", "generation"),
    [("ogx-2025-10", "2025-10"), ("ogx-2025-10", "2026-09"), ("ogx-2026-05", "2026-04"), ("ogx-2026-05", "2026-06")],
)
def test_reasons_are_those_of_a_second_computation(name: str, generation: str) -> None:
    second = {
        path: recomputed.reason(value, path.rpartition("/")[2].removesuffix(".json"), generation)
        for path, value in tree(name).values.items()
    }
    first = {verdict.path: verdict.reason for verdict in verdicts(name, generation)[1]}
    table(name, generation, first, second)
    assert first == second


def table(name: str, generation: str, first: Mapping[str, str], second: Mapping[str, str]) -> None:
    counts, again = Counter(first.values()), Counter(second.values())
    sys.stdout.write(f"\n{name} by the recorder of {generation}: {len(first):,} names\n")
    for reason in sorted(counts | again):
        sys.stdout.write(f"  {reason or 'reachable':24} {counts[reason]:6,} {again[reason]:6,}\n")


def test_the_tree_of_october_2025_by_its_own_recorder() -> None:
    _, names = verdicts("ogx-2025-10", "2025-10")
    counts = Counter(verdict.reason for verdict in names)
    assert (len(names), counts[""], counts["legacy-name"], counts["older-normalization"]) == (1_649, 1_250, 315, 23)
    # The 61 that neither rule explains: hashed by drafts of the recorder, renamed, edited.
    rest = {"draft-recorder": 42, "renamed-file": 15, "edited-after-recording": 4}
    assert {reason: counts[reason] for reason in rest} == rest
    assert sum(counts.values()) == 1_250 + 315 + 23 + 61


@pytest.mark.parametrize(
    ("name", "generation", "reachable"), [("ogx-2025-10", "2026-03", 1_250), ("ogx-2026-05", "2026-04", 230)]
)
def test_the_generation_is_found_out(name: str, generation: str, reachable: int) -> None:
    chosen, names = verdicts(name, "auto")
    assert (chosen, sum(verdict.reachable for verdict in names)) == (generation, reachable)


def test_names_that_are_expected_are_reachable_once_they_are_given() -> None:
    """Renaming a file to what is expected of it makes it reachable, whatever the reason was."""
    _, names = verdicts("ogx-2026-05", "2026-04")
    values = tree("ogx-2026-05").values
    renamed = [verdict for verdict in names if verdict.expected and not verdict.reachable]
    assert len(renamed) > 180
    for verdict in renamed:
        stem = verdict.expected.rpartition("/")[2].removesuffix(".json")
        assert recomputed.reason(values[verdict.path], stem, "2026-04") == ""
