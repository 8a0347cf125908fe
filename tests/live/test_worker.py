"""A thread that does jobs in order, the latest of each kind."""

from __future__ import annotations

import threading

from recview.live.worker import Worker


class Jobs:
    """A worker whose first job waits, and what was done."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.has_begun, self.may_end = threading.Event(), threading.Event()
        self.worker = Worker("test")
        self.worker.put("first", self.first)
        assert self.has_begun.wait(60)

    def first(self) -> None:
        self.has_begun.set()
        self.may_end.wait(60)
        self.done.append("first")

    def put(self, kind: str, name: str) -> None:
        self.worker.put(kind, lambda: self.done.append(name))

    def all_done(self) -> list[str]:
        self.may_end.set()
        self.worker.wait_until_idle()
        return self.done


def test_of_each_kind_the_latest_is_done() -> None:
    jobs = Jobs()
    for name in ("a1", "b1", "a2", "a3", "b2"):
        jobs.put(name[0], name)
    assert jobs.all_done() == ["first", "a3", "b2"]


def test_one_that_waits_may_be_dropped() -> None:
    jobs = Jobs()
    jobs.put("a", "a")
    jobs.put("b", "b")
    jobs.worker.drop("a")
    jobs.worker.drop("nothing")
    assert jobs.all_done() == ["first", "b"]


def test_who_waits_for_it_is_let_go_at_the_end() -> None:
    jobs = Jobs()
    jobs.put("a", "a")
    waiting = threading.Thread(target=jobs.worker.wait_until_idle)
    waiting.start()
    jobs.worker.stop()
    waiting.join(60)
    assert not waiting.is_alive()
    jobs.may_end.set()
    jobs.put("b", "b")
    assert "b" not in jobs.done


def test_one_that_has_nothing_to_do_is_idle() -> None:
    Worker("test").wait_until_idle()
