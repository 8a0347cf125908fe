"""A thread that does jobs in order; of the jobs of one kind that wait, only the latest is done."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeAlias

Job: TypeAlias = Callable[[], None]


class Worker:
    """The thread, which begins with the first job."""

    def __init__(self, name: str) -> None:
        self._jobs: dict[str, Job] = {}
        self._changed = threading.Condition()
        self._is_working = self._is_stopped = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def put(self, kind: str, job: Job) -> None:
        """Do a job once those before it are done; one of its kind that waits is dropped."""
        with self._changed:
            self._jobs.pop(kind, None)
            self._jobs[kind] = job
            if not self._thread.ident and not self._is_stopped:
                self._thread.start()
            self._changed.notify_all()

    def drop(self, kind: str) -> None:
        """Drop the job of a kind that waits."""
        with self._changed:
            self._jobs.pop(kind, None)

    def wait_until_idle(self) -> None:
        """Wait until no job is being done or waits, or the thread is to end."""
        with self._changed:
            self._changed.wait_for(lambda: not (self._jobs or self._is_working) or self._is_stopped)

    def stop(self) -> None:
        """End after the job that is being done; the thread does not outlive the program."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def _run(self) -> None:
        while job := self._next_job():
            job()

    def _next_job(self) -> Job | None:
        """The next job, once there is one; None at the end."""
        with self._changed:
            self._is_working = False
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._jobs or self._is_stopped)
            self._is_working = not self._is_stopped
            return None if self._is_stopped else self._jobs.pop(next(iter(self._jobs)))
