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


class Shared:
    """Says of a task whether another process was given it. This one waits for others before it does a batch."""

    def __init__(self) -> None:
        self.signals, self.sender = os.pipe()

    def __call__(self, number: int) -> bool:
        if os.getpid() != HERE:
            os.write(self.sender, b".")
            return True
        if number == 16:
            os.read(self.signals, 1)
        return False


def fatal(number: int) -> int:
    """Ends every other process."""
    if os.getpid() != HERE:
        os._exit(1)
    return number


def long_result(number: int) -> str:
    """More than a pipe holds."""
    return f"{number}" * 20_000


@pytest.fixture(autouse=True)
def several_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking_processes, "_processors", lambda: 3)
    monkeypatch.setattr(checking_processes, "FEWEST", 50)


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that are started."""
    processes: list[int] = []
    fork = os.fork

    def noted() -> int:
        processes.append(fork())
        return processes[-1]

    monkeypatch.setattr(os, "fork", noted)
    return processes


def are_ended(processes: list[int]) -> bool:
    """Whether some were started, and each was waited for."""
    for process in processes:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
    return bool(processes)


def test_results_come_in_order(forked: list[int]) -> None:
    assert [number for number, _ in in_processes(doubled, range(1_000))] == [2 * number for number in range(1_000)]
    assert are_ended(forked)


def test_several_processes_share_the_work() -> None:
    shares = list(in_processes(Shared(), range(400)))
    # The first ones are done here: what they import, the others need not import.
    assert not any(shares[:16])
    assert any(shares)


def test_few_tasks_are_done_here() -> None:
    assert list(in_processes(doubled, range(9))) == [(2 * number, False) for number in range(9)]


def test_more_tasks_than_there_are_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking_processes, "_MOST_BATCHES", 3)
    assert [number for number, _ in in_processes(doubled, range(500))] == [2 * number for number in range(500)]


def test_results_may_be_longer_than_a_pipe_is() -> None:
    assert list(in_processes(long_result, range(100))) == [long_result(number) for number in range(100)]


def test_a_process_that_dies_costs_nothing(forked: list[int]) -> None:
    assert list(in_processes(fatal, range(1_000))) == list(range(1_000))
    assert are_ended(forked)


def test_who_stops_early_leaves_no_process_behind(forked: list[int]) -> None:
    results = in_processes(doubled, range(1_000))
    handles = len(os.listdir("/dev/fd"))
    for number, _ in results:
        if number == 100:
            break
    results.close()  # type: ignore[attr-defined]
    assert are_ended(forked)
    assert len(os.listdir("/dev/fd")) == handles


@pytest.mark.parametrize("refuse_from", [0, 1])
def test_where_there_can_be_no_process_or_fewer(monkeypatch: pytest.MonkeyPatch, refuse_from: int) -> None:
    started: list[int] = []
    fork = os.fork

    def refuse() -> int:
        if len(started) == refuse_from:
            raise OSError("no more processes")
        started.append(fork())
        return started[-1]

    monkeypatch.setattr(os, "fork", refuse)
    handles = len(os.listdir("/dev/fd"))
    assert [number for number, _ in in_processes(doubled, range(200))] == [2 * number for number in range(200)]
    assert len(os.listdir("/dev/fd")) == handles
