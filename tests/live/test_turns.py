"""Reading comes first, then comparing, then what can wait."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from recview.live import turns as turns_module
from recview.live.turns import Turns


def in_thread(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def it_waits_until_stopped(turns: Turns) -> None:
    idle = in_thread(turns.wait_for_quiet)
    idle.join(0.05)
    assert idle.is_alive()
    turns.stop()
    idle.join(60)
    assert not idle.is_alive()


def test_comparing_waits_until_what_changed_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "LIST_FIRST_S", 60.0)
    turns = Turns()
    turns.wait_to_compare()
    assert not turns.is_list_first
    with turns.reading():
        assert turns.is_list_first
        comparer = in_thread(turns.wait_to_compare)
        comparer.join(0.05)
        assert comparer.is_alive()
    comparer.join(60)
    assert not comparer.is_alive()


def test_comparing_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "LIST_FIRST_S", 0.02)
    monkeypatch.setattr(turns_module, "PAUSE_S", 60.0)
    turns = Turns()
    with turns.reading():
        turns.note_read()
        turns.wait_to_compare()
        assert not turns.is_list_first
    with turns.reading():  # at once: it goes on
        assert not turns.is_list_first


def test_what_can_wait_waits_for_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "QUIET_S", 60.0)
    turns = Turns()
    with turns.reading():
        pass  # a look that finds nothing
    turns.wait_for_quiet()
    turns.wait_to_compare()
    it_waits_until_stopped(turns)


def test_a_look_that_finds_nothing_lets_nobody_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "QUIET_S", 60.0)
    turns = Turns()
    with turns.reading():
        pass
    idle = in_thread(turns.wait_for_quiet)
    idle.join(60)
    assert not idle.is_alive()


def test_what_is_waited_for_does_not_wait_for_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "QUIET_S", 0.01)
    turns = Turns()
    with turns.reading():
        turns.note_read()
        wanted = threading.Event()
        idle = in_thread(lambda: turns.wait_for_quiet(unless=wanted.is_set))
        idle.join(0.05)
        assert idle.is_alive()
        wanted.set()
        idle.join(60)
        assert not idle.is_alive()


def test_stop_ends_all_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "LIST_FIRST_S", 60.0)
    turns = Turns()
    with turns.reading():
        waiting = [in_thread(turns.wait_to_compare), in_thread(turns.wait_for_quiet)]
        turns.stop()
        for thread in waiting:
            thread.join(60)
            assert not thread.is_alive()


def test_what_can_wait_waits_for_who_presses_keys_unless_it_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns_module, "ASKED_S", 60.0)
    turns = Turns()
    turns.wait_for_quiet()
    turns.note_asked()
    turns.wait_for_quiet(unless=lambda: True)
    it_waits_until_stopped(turns)
