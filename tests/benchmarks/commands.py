"""The commands without a screen: `ls`, `ls --json` and `show --json` of a month, `show` of one file."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Bar, Figure
from tests.benchmarks.floors import Moment, bare_python, read_and_parse
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program, Used, used

TREE = (("ls", Bar(2, 200)), ("ls --json", Bar(4, 200)), ("show --json", Bar(8, 200)))


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of the commands, beside reading and parsing the same bytes, and beside bare Python."""
    month = inputs.month
    floors: list[Moment] = []
    runs: dict[str, list[Used]] = {words: [] for words, _ in TREE}
    for _ in range(inputs.sizes.runs):
        floors.append(read_and_parse(program, month))
        for words, used_by in runs.items():
            used_by.append(used(program, program.command(*words.split(), str(month))))
    floor, cpu_floor = (statistics.median(column) * 1e3 for column in zip(*floors, strict=True))
    count = sum(1 for _ in month.rglob("*.json"))
    for words, bar in TREE:
        seconds = statistics.median(run.seconds for run in runs[words]) * 1e3
        cpu = statistics.median(run.cpu for run in runs[words]) * 1e3
        yield Figure(f"{words}, {count:,} files", seconds, floor=floor, bar=bar, cpu=cpu, cpu_floor=cpu_floor)
    yield _one_file(program, min(month.rglob("*.json")), inputs.sizes.runs)


def _one_file(program: Program, path: Path, runs: int) -> Figure:
    """CPU time of `show FILE`: it is so short that the clock tells more of the other programs."""
    bare, shown = [], []
    for _ in range(runs * 3):
        bare.append(used(program, bare_python(program)))
        shown.append(used(program, program.command("show", str(path))))
    value, floor = (statistics.median(run.cpu for run in each) * 1e3 for each in (shown, bare))
    seconds, bare_seconds = (statistics.median(run.seconds for run in each) * 1e3 for each in (shown, bare))
    note = f"by the clock {seconds:.0f} ms, {seconds / bare_seconds:.2f} ×"
    return Figure("show FILE, CPU", value, floor=floor, bar=Bar(5), cpu=value, cpu_floor=floor, note=note)
