"""Memory that is freed below something that stays is given back to the system."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_RESIDENT = """
import os
from recview.unused_memory import give_back_freed_memory

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

values = [bytes(1_000) for _ in range(40_000)]
last = bytes(1_000)
del values
before = resident()
give_back_freed_memory()
print(before - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the C library gives nothing back")
def test_what_is_freed_below_something_that_stays_is_given_back() -> None:
    run = subprocess.run([sys.executable, "-c", _RESIDENT], capture_output=True, text=True, check=True)
    assert int(run.stdout) > 20_000_000
