"""Work that several processes do: the results in order, whatever becomes of a process."""

from __future__ import annotations

import os

import pytest

from recview.sources import checking_processes
from recview.sources.checking_processes import in_processes

HERE = os.getpid()


def doubled(number: int) -> tuple[int, bool]:
    """Twice a number, and whether another process worked it out."""
    return 2 * number, os.getpid() != HERE


def fatal(number: int) -> int:
    """Ends every other process that gets to 40."""
    if number == 40 and os.getpid() != HERE:
        os._exit(1)
    return number


@pytest.fixture(autouse=True)
def several_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking_processes, "_processors", lambda: 2)
    monkeypatch.setattr(checking_processes, "FEWEST", 50)


def test_results_come_in_order_from_other_processes() -> None:
    results = list(in_processes(doubled, range(100)))
    assert [number for number, _ in results] == [2 * number for number in range(100)]
    # The first ones are done here: what they import, the others need not import.
    assert [is_elsewhere for _, is_elsewhere in results] == [False] * 16 + [True] * 84


def test_few_tasks_are_done_here() -> None:
    assert list(in_processes(doubled, range(9))) == [(2 * number, False) for number in range(9)]


def test_a_process_that_dies_costs_nothing() -> None:
    assert list(in_processes(fatal, range(100))) == list(range(100))


def test_where_there_can_be_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no semaphores")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refuse)
    assert list(in_processes(doubled, range(60))) == [(2 * number, False) for number in range(60)]
