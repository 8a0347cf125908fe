"""Processes, looked at from outside, and waited for."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from tests.conditions import LIMIT_S, source_of


def wait_for(is_met: Callable[[], object], what: str = "") -> None:
    """Wait until a condition is met."""
    until = time.monotonic() + LIMIT_S
    while not is_met():
        assert time.monotonic() < until, f"in {LIMIT_S:g} s it was never so: {what or source_of(is_met)}"
        time.sleep(0.01)


def state(pid: int) -> str:
    """The letter of a process's state: R, S, T for stopped, Z for ended and not waited for; nothing if it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def is_stopped(pid: int) -> bool:
    """Whether all threads of a process are stopped."""
    try:
        threads = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/stat")]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return {thread.rpartition(") ")[2][0] for thread in threads} == {"T"}


def is_gone(pid: int) -> bool:
    """Whether a process has ended."""
    return state(pid) in ("", "Z")


def children(pid: int) -> list[int]:
    """The processes that one started, without those that have ended."""
    running = []
    for name in os.listdir("/proc"):
        try:
            fields = Path(f"/proc/{name}/stat").read_text().rpartition(") ")[2].split() if name.isdigit() else []
        except (FileNotFoundError, ProcessLookupError):
            continue
        if fields and int(fields[1]) == pid and fields[0] != "Z":
            running.append(int(name))
    return running


def readers(pid: int) -> list[int]:
    """The readers that a program started."""
    return [child for child in children(pid) if b"recview.live" in _command(child)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""
