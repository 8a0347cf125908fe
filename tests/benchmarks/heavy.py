"""Heavy files: twice the file should take twice the time, and memory stay near what just parsing the same bytes takes.

Each figure is a process of its own: its CPU time, and the most memory that it ever had. The floor of memory reads the
larger file and parses it with `orjson.loads`, or YAML with the safe loader in C; the floor of time is half the file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Bar, Figure
from tests.benchmarks.heavy_files import KINDS, Kind
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program, used

TWICE, MEMORY = Bar(2.3), Bar(2.5)

FACES = (("ls",), ("ls", "--json"), ("show",), ("show", "--json"), ("show", "--chunks"))

_FLOOR = (
    "import sys, orjson\nwith open(sys.argv[1], 'rb') as file:\n    data = file.read()\nvalue = orjson.loads(data)\n"
)
_YAML = _FLOOR.replace("orjson.loads(data)", "yaml.load(data, yaml.CSafeLoader)").replace("orjson", "yaml")


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of each kind; names of kinds may be given as HEAVY=calls,keys."""
    wanted = os.environ.get("HEAVY", "").split(",")
    for kind in KINDS:
        if any(word in kind.name for word in wanted):
            yield from _measured(program, kind, inputs.folder, inputs.sizes.heavy)


def _measured(program: Program, kind: Kind, folder: Path, share: float) -> Iterator[Figure]:
    count = max(20, int(kind.size * share))
    half, whole = (folder / f"{size}.{kind.ending}" for size in ("half", "whole"))
    half.write_text(kind.made(count // 2))
    whole.write_text(kind.made(count))
    floor = used(program, [sys.executable, "-c", _YAML if kind.ending == "yaml" else _FLOOR, str(whole)])
    for face in FACES:
        less, more = (used(program, program.command(*face, str(path))) for path in (half, whole))
        name = f"{' '.join(face)}, {count:,} {kind.name}"
        yield Figure(name, more.cpu * 1e3, floor=less.cpu * 1e3, bar=TWICE, cpu=more.cpu * 1e3)
        yield Figure("… memory", more.memory / 1e6, "MB", floor.memory / 1e6, MEMORY)
    half.unlink()
    whole.unlink()
