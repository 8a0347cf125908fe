"""Freed memory is kept for what is read next: the same pages serve file after file."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_FAULTS = """
import resource, sys
from recview.freed_memory import keep_freed_memory

if sys.argv[1] == "kept":
    keep_freed_memory()
for _ in range(2):
    faults = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(100):
        values = [b"x" * 20_000 for _ in range(50)]
        del values
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - faults)
"""


def _page_faults(argument: str) -> int:
    """How many pages a process asks of the system for a hundred times a megabyte, once it had one."""
    run = subprocess.run([sys.executable, "-c", _FAULTS, argument], capture_output=True, text=True, check=True)
    return int(run.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries decide by themselves")
def test_memory_that_is_freed_serves_again() -> None:
    assert _page_faults("kept") < 1_000 < 10_000 < _page_faults("given back")
