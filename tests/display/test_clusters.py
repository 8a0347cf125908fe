"""Clusters: what a reader sees as one character is one."""

from __future__ import annotations

import pytest

from recview.display.clusters import clusters, has_risky, recounted_bounds, unjoined_positions, whole_clusters


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ab", [("a", 1, False), ("b", 1, False)]),
        ("中a", [("中", 2, False), ("a", 1, False)]),
        ("⚠️!", [("⚠️", 2, True), ("!", 1, False)]),
        ("👍🏽👍", [("👍🏽", 2, True), ("👍", 2, True)]),
        ("👨‍👩‍👧x", [("👨‍👩‍👧", 2, True), ("x", 1, False)]),
        ("🇳🇴🇸🇪🇩", [("🇳🇴", 2, True), ("🇸🇪", 2, True), ("🇩", 1, True)]),
        ("1️⃣2", [("1️⃣", 2, True), ("2", 1, False)]),
        ("e\u0301", [("e\u0301", 1, True)]),
        ("│▲…größe", [(character, 1, False) for character in "│▲…größe"]),
    ],
)
def test_clusters(text: str, expected: list[tuple[str, int, bool]]) -> None:
    assert [(text[start:end], cells, is_risky) for start, end, cells, is_risky in clusters(text)] == expected
    assert has_risky(text) == any(is_risky for *_, is_risky in expected)


@pytest.mark.parametrize(
    ("text", "start", "end", "taken"),
    [
        ("a👍🏽b", 0, 2, "a👍🏽"),
        ("a👍🏽b", 2, 4, "👍🏽b"),
        ("a👍🏽b", 3, 4, "b"),
        ("a👍🏽b", 1, 1, ""),
        ("x⚠️y", 0, 2, "x⚠️"),
        ("🇳🇴🇸🇪", 1, 2, "🇳🇴"),
        ("🇳🇴🇸🇪", 2, 3, "🇸🇪"),
        ("plain", 1, 3, "la"),
        ("größe", 1, 3, "rö"),
    ],
)
def test_a_stretch_cuts_no_cluster(text: str, start: int, end: int, taken: str) -> None:
    start, end = whole_clusters(text, start, end)
    assert text[start:end] == taken


def test_clusters_that_are_not_the_sum_of_their_characters() -> None:
    text = "a⚠️b👍🏽c👩‍🔬"
    assert [text[start:end] for start, end in recounted_bounds(text)] == ["⚠️", "👩‍🔬"]


def test_positions_move_out_of_clusters() -> None:
    text = "ab👍🏽cd⚠️ef"
    for step in range(1, 6):
        positions = list(unjoined_positions(text, range(0, len(text), step)))
        assert positions == sorted(set(positions))
        assert all(whole_clusters(text, at, len(text))[0] == at for at in positions)
        assert positions[0] == 0
