"""Floors: the least that a program of the kind takes, measured in the same run as what stands beside it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.measuring import Program, bytes_until, cpu_seconds

_EMPTY_APP = "from textual.app import App\nApp().run()\n"

_COLOUR = b"\x1b[48;2"
"""The empty app paints its background in one frame: the first colour sequence ends it."""

KEY_APP = """
from textual.app import App
from textual.widgets import Static
class KeyApp(App):
    count = 0
    def compose(self):
        yield Static("0")
    def on_key(self):
        self.count += 1
        self.query_one(Static).update(str(self.count))
KeyApp().run()
"""
"""An app of one line, which a key changes."""


class Moment(NamedTuple):
    """When something was on the screen: seconds since the start, and CPU seconds of all processes until then."""

    seconds: float
    cpu: float


def empty_app_command(program: Program) -> list[str]:
    """The command line of an empty Textual app."""
    return [program.python, "-c", _EMPTY_APP]


def empty_app(program: Program) -> Moment:
    """An empty Textual app, from its start to its first frame."""
    start = time.perf_counter()
    with program.run(empty_app_command(program)) as terminal:
        return Moment(bytes_until(terminal, _COLOUR, start), cpu_seconds(terminal.pid))


def bare_python(program: Program) -> list[str]:
    """The command line of an interpreter that does nothing."""
    return [program.python, "-c", "pass"]


_READ_AND_PARSE = """
import gc, os, sys, time
import orjson
paths = [
    os.path.join(folder, name)
    for folder, _, names in os.walk(sys.argv[1])
    for name in names
    if name.endswith(".json")
]
gc.disable()
start, cpu = time.perf_counter(), time.process_time()
for path in paths:
    with open(path, "rb") as file:
        orjson.loads(file.read())
print(time.perf_counter() - start, time.process_time() - cpu)
"""


def read_and_parse(program: Program, folder: Path) -> Moment:
    """Reading every JSON file of a folder and parsing it with `orjson.loads`, without the start of Python."""
    command = [sys.executable, "-c", _READ_AND_PARSE, str(folder)]
    output = subprocess.run(command, capture_output=True, text=True, check=True, env=program.environment()).stdout
    seconds, cpu = map(float, output.split())
    return Moment(seconds, cpu)
