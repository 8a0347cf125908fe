"""Whole processes, measured from outside: what a terminal shows when, CPU time, and memory of all that belong together.

Nothing here knows what is behind the screen: threads, or a process of its own.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.terminal import Terminal

_STYLES = re.compile(rb"\x1b\[[0-9;]*m")

_OVERLAP = 4_000
"""Bytes of earlier output that are looked through again: a word may be cut by a read."""


class Program(NamedTuple):
    """The recview that is measured.

    Attributes:
        tree: The folder that has its package.
        scratch: A folder for the caches of its runs.
        python: The interpreter.
    """

    tree: Path
    scratch: Path
    python: str = sys.executable

    def environment(self, cache: Path | None = None) -> dict[str, str]:
        """The variables of a run.

        Compiled code is kept: with PYTHONDONTWRITEBYTECODE each start compiles everything anew.

        Args:
            cache: The folder of its index cache; without, it has an empty one.
        """
        folder = cache or Path(tempfile.mkdtemp(dir=self.scratch))
        return {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "RECVIEW_CACHE_DIR": str(folder)}

    def command(self, *arguments: str) -> list[str]:
        """The command line of recview with arguments."""
        return [self.python, "-m", "recview", *arguments]

    def terminal(self, *arguments: str, cache: Path | None = None, **variables: str) -> Terminal:
        """Recview in a terminal of its own, which is measured from now on."""
        return self.run(self.command(*arguments), cache=cache, **variables)

    def run(self, command: list[str], cache: Path | None = None, **variables: str) -> Terminal:
        """Another program in a terminal like recview's."""
        return Terminal(command, environment={**self.environment(cache), **variables}, folder=str(self.tree))

    def compile(self) -> None:
        """Compile the measured code, so that no run has to."""
        command = [self.python, "-m", "compileall", "-q", "recview"]
        subprocess.run(command, cwd=self.tree, env=self.environment(), check=False)


def seconds_until(terminal: Terminal, word: str, start: float, at: int = 0, limit: float = 180.0) -> float:
    """Read a terminal until a word was written, whatever its styles.

    Args:
        terminal: Where.
        word: What.
        start: When the time began, of `time.perf_counter`.
        at: Where in the output to begin to look.
        limit: Seconds to wait at most.

    Returns:
        The seconds since `start`.

    Raises:
        TimeoutError: With the screen, if the word never comes.
    """
    wanted, seen = word.encode(), at
    while True:
        end = len(terminal.output)
        if wanted in without_styles(terminal.output[max(at, seen - _OVERLAP) : end]):
            return time.perf_counter() - start
        seen = end
        if time.perf_counter() - start > limit:
            raise TimeoutError(f"{word!r} never came:\n{terminal.screen()}")
        terminal.read(0.05)


def without_styles(output: bytes | bytearray) -> bytes:
    """What a terminal was told to write, without how to style it."""
    return _STYLES.sub(b"", bytes(output))


def bytes_until(terminal: Terminal, mark: bytes, start: float, at: int = 0, limit: float = 60.0) -> float:
    """Like `seconds_until`, for bytes with their styles.

    Raises:
        TimeoutError: If they never come.
    """
    while mark not in terminal.output[at:]:
        if time.perf_counter() - start > limit:
            raise TimeoutError(f"{mark!r} never came: {bytes(terminal.output[-400:])!r}")
        terminal.read(0.05)
    return time.perf_counter() - start


def keep_reading(terminal: Terminal, seconds: float) -> None:
    """Read whatever is written for some seconds."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        terminal.read(left)


def processes(pid: int) -> Iterator[int]:
    """A process and all that it started, and those that they started."""
    yield pid
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
                yield from processes(int(child))


def cpu_seconds(pid: int) -> float:
    """CPU time of a process and of all that it started and that still run; on Linux, where clocks have such numbers."""
    total = 0.0
    for process in processes(pid):
        with contextlib.suppress(OSError):
            total += screen_cpu_seconds(process)
    return total


def screen_cpu_seconds(pid: int) -> float:
    """CPU time of a process alone: of recview's screen, without its reader.

    Raises:
        OSError: If it has ended, or on a system without such clocks.
    """
    return time.clock_gettime((~pid << 3) | 2)


def megabytes(pid: int) -> float:
    """Memory of a process and all that it started: shared pages by their share, pages of mapped files not counted.

    Raises:
        OSError: On a system without /proc.
    """
    kilobytes = 0
    for process in processes(pid):
        numbers = dict(
            re.findall(r"^(\w+): +(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text(), re.MULTILINE)
        )
        kilobytes += int(numbers["Pss"]) - int(numbers["Pss_File"])
    return kilobytes * 1_024 / 1e6


class Used(NamedTuple):
    """What a process took until its end: seconds, CPU seconds, and bytes of memory at its peak."""

    seconds: float
    cpu: float
    memory: int


# A process begins with the memory of the one that it was forked from: this one has none to speak of.
_MEASURE = """
import os, sys, time
silent = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
start = time.perf_counter()
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, status, usage = os.wait4(pid, 0)
seconds = time.perf_counter() - start
print(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def used(program: Program, command: list[str]) -> Used:
    """Run a command to its end without its output.

    Raises:
        RuntimeError: If it ends with another code than 0.
    """
    measured = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURE, *command],
        capture_output=True,
        text=True,
        check=True,
        cwd=program.tree,
        env=program.environment(),
    )
    seconds, cpu, memory, code = measured.stdout.split()
    if code != "0":
        raise RuntimeError(f"{command} ended with {code}: {measured.stderr}")
    return Used(float(seconds), float(cpu), int(memory) * (1 if sys.platform == "darwin" else 1_024))
