"""How often another reader is started, and which files it does not read."""

from __future__ import annotations

from recview.live.reader_ended import MAX_STARTS, STARTS_PER_S, Deaths


def test_three_starts_a_minute() -> None:
    deaths = Deaths()
    for second in range(MAX_STARTS):
        assert deaths.seconds_until_start(second) == 0
        deaths.note_start(second)
    assert deaths.seconds_until_start(10) == STARTS_PER_S - 10
    assert deaths.seconds_until_start(STARTS_PER_S) == 0
    deaths.note_start(STARTS_PER_S)
    # The second of the three was a second after the first.
    assert deaths.seconds_until_start(STARTS_PER_S) == 1


def test_what_ends_a_reader_thrice_is_skipped() -> None:
    deaths = Deaths()
    for paths in (["a", "b"], ["a"], []):
        deaths.count(paths)
    assert deaths.skipped == frozenset()
    deaths.count(["a"])
    deaths.count(["b"])
    assert deaths.skipped == {"a"}
