"""Folders are scanned when an event names them, a new one twice, and the root now and then without any event."""

from __future__ import annotations

import pytest

from recview.live.rescans import RESCAN_EVERY_S, RESCAN_SHARE, SECOND_SCAN_S, Rescans

NONE: frozenset[str] = frozenset()


def after_a_round(took: float = 0.0) -> Rescans:
    """The times after a scan of the root that ended at 100."""
    rescans = Rescans()
    rescans.finish_round(100 - took, 100)
    return rescans


def test_the_root_is_scanned_first() -> None:
    assert Rescans().due(NONE, 0.0) == {""}


def test_a_named_folder_is_scanned_at_once_and_once_more() -> None:
    rescans = after_a_round()
    assert rescans.due(frozenset({"new"}), 101) == {"new"}
    assert rescans.due(NONE, 101 + SECOND_SCAN_S / 2) == set()
    assert rescans.due(NONE, 101 + SECOND_SCAN_S) == {"new"}
    assert rescans.due(NONE, 102) == set()


def test_the_root_stands_for_all_folders() -> None:
    assert after_a_round().due(frozenset({"", "new"}), 101) == {""}


@pytest.mark.parametrize(("took", "pause"), [(0.0, RESCAN_EVERY_S), (1.0, RESCAN_SHARE)])
def test_the_root_is_scanned_without_an_event_and_rarely_where_that_is_slow(took: float, pause: float) -> None:
    rescans = after_a_round(took)
    assert rescans.due(NONE, 100 + pause - 0.1) == set()
    assert rescans.due(NONE, 100 + pause) == {""}
