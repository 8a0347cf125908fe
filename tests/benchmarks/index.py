"""Index: every file read, understood and merged into the list, beside reading the same bytes and just parsing them.

For JSON that is `orjson.loads`; for YAML cassettes PyYAML's safe loader in C, made to read the tags that occur in them.
Run in a process of its own, which is the only place that knows names of the measured code.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Bar, Figure
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program

_MEASURE = """
import gc, json, statistics, sys, time
import orjson, yaml
from recview.freed_memory import keep_freed_memory
from recview.library import Library
from recview.root import Root
from recview.sources.file_index import FileIndex

class Loader(yaml.CSafeLoader):
    pass

def untagged(loader, tag, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return tuple(loader.construct_sequence(node, deep=True))
    return loader.construct_mapping(node, deep=True)

Loader.add_multi_constructor("", untagged)

folder, runs, *endings = sys.argv[1:]
parse = orjson.loads if ".json" in endings else lambda data: yaml.load(data, Loader)
root = Root(folder)
paths = [path for path in FileIndex(root).scan()[0] if path.endswith(tuple(endings))]

def parsed():
    for path in paths:
        with open(root.path(path), "rb") as file:
            parse(file.read())

def indexed():
    library = Library()
    for batch in FileIndex(root).batches(paths):
        library = library.merged(batch)

def timed(work):
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - cpu

# As in the program, which collects no garbage before its list is filled, and keeps what it frees.
gc.disable()
keep_freed_memory()
floors, indexes = [], []
for _ in range(int(runs)):
    floors.append(timed(parsed))
    indexes.append(timed(indexed))
medians = [statistics.median(column) * 1e3 for times in (floors, indexes) for column in zip(*times)]
print(json.dumps([len(paths), *medians]))
"""


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures over JSON and, where the corpus has them, over YAML cassettes."""
    runs = inputs.sizes.runs
    yield _measured(program, inputs.month, runs, (".json",), Bar(1.5))
    yield _measured(program, inputs.whole_tree, runs, (".json",), Bar(1.5))
    if inputs.cassettes:
        yield _measured(program, inputs.cassettes, runs, (".yaml", ".yml"), Bar(1.3))


def _measured(program: Program, folder: Path, runs: int, endings: tuple[str, ...], bar: Bar) -> Figure:
    command = [sys.executable, "-c", _MEASURE, str(folder), str(runs), *endings]
    run = subprocess.run(command, capture_output=True, text=True, cwd=program.tree, env=program.environment())
    name = f"index, understood and merged ({endings[0]})"
    if run.returncode:
        return Figure(name, None, bar=bar, note=f"not measured: {run.stderr.strip().splitlines()[-1]}")
    count, floor, cpu_floor, value, cpu = json.loads(run.stdout)
    return Figure(f"{name}, {count:,}", value, floor=floor, bar=bar, cpu=cpu, cpu_floor=cpu_floor)
