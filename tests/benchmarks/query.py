"""Queries typed into the line of the list, from each key to the list that it leaves: by names and fields, by texts."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

from tests.benchmarks.figures import Bar, Figure, percentile_ms, spread
from tests.benchmarks.floors import KEY_APP
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.keys import latencies
from tests.benchmarks.measuring import Program, screen_cpu_seconds, seconds_until, without_styles
from tests.benchmarks.start import LIVE
from tests.terminal import Terminal

NAMES = (
    "length",
    "get_weather",
    "test_openai",
    "finish:length",
    "is:error -model:gpt",
    "tokens:>1k",
    "/tool_(call|use)/",
    "model:llama finish:stop",
)
"""Queries by names and fields."""

TEXTS = ("text:hello", "text:get_weather", "request:the", "text:/get_\\w+/")
"""Queries by texts."""

ROW_NAMES = ("case_0", "module03", "area05 case", "zzz", "finish:stop case", "/case_0.*3/", "tokens:>10")
"""Queries by names and fields for the largest tree."""

ROW_TEXTS = ("text:yes", "request:say")
"""Queries by texts for the largest tree."""

NO_OTHER_LIST_S = 0.25
"""Seconds after which a key that only changed the line counts as answered by its first output."""

READ_S = 600.0
"""Seconds for which it is waited until all texts were read."""


class Answer(NamedTuple):
    """What a key took: seconds until the list was painted, and CPU seconds of the screen's process until then."""

    seconds: float
    cpu: float


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of both trees, beside an app of one line that a key changes."""
    with program.run([program.python, "-c", KEY_APP]) as terminal:
        seconds_until(terminal, "0", time.perf_counter())
        terminal.quiet()
        floor = percentile_ms(latencies(terminal, "x", inputs.sizes.keys), 0.95)
    sizes, most = inputs.sizes, inputs.sizes.queries
    with program.terminal(str(inputs.whole_tree), "--no-play") as terminal:
        yield from _typed(terminal, sizes.files, floor, (NAMES[:most], 16), (TEXTS[:most], 60))
    with program.terminal(str(inputs.rows), "--no-play") as terminal:
        yield from _typed(terminal, sizes.rows, floor, (ROW_NAMES[:most], 60), (ROW_TEXTS[:most], 200))


def _typed(
    terminal: Terminal,
    total: int,
    floor: float,
    names: tuple[tuple[str, ...], float],
    texts: tuple[tuple[str, ...], float],
) -> Iterator[Figure]:
    """The figures of one tree: for names and for texts the queries and their bar in milliseconds."""
    seconds_until(terminal, LIVE, time.perf_counter(), limit=READ_S)
    terminal.quiet(1.0)
    for what, (queries, bar) in ((f"query key p95, {total:,} files", names), ("… looking for texts", texts)):
        if queries is texts[0]:
            _read_all_texts(terminal, total)
        answers = {query: list(type_query(terminal, query, total)) for query in queries}
        every = [answer for each in answers.values() for answer in each]
        seconds = [answer.seconds for answer in every]
        slowest = max(answers, key=lambda query: max(answer.seconds for answer in answers[query]))
        yield Figure(
            what,
            percentile_ms(seconds, 0.95),
            floor=floor,
            bar=Bar(plus=bar),
            cpu=percentile_ms([answer.cpu for answer in every], 0.95),
            note=f"{spread(seconds)}, in {slowest}",
        )


def type_query(terminal: Terminal, query: str, total: int, pause: float = 0.1) -> Iterator[Answer]:
    """Type a query key by key into the line and end it, and say for each key what it took.

    Args:
        terminal: Where recview is.
        query: What to type.
        total: How many recordings the list has.
        pause: Seconds without output that end a key.
    """
    terminal.send("/")
    terminal.quiet(0.1)
    for key in query:
        yield _answer(terminal, key, f" of {total:,}".encode())
        terminal.quiet(pause)
    terminal.send("\x1b")
    terminal.quiet(0.3)


def _answer(terminal: Terminal, key: str, count: bytes) -> Answer:
    """Send a key and wait for the list: the counts that stand below it, or where they stay the first output."""
    at, cpu, start = len(terminal.output), screen_cpu_seconds(terminal.pid), time.perf_counter()
    terminal.send(key)
    first: Answer | None = None
    while (left := start + NO_OTHER_LIST_S - time.perf_counter()) > 0:
        if not terminal.read(left):
            continue
        answer = Answer(time.perf_counter() - start, screen_cpu_seconds(terminal.pid) - cpu)
        if count in without_styles(terminal.output[at:]):
            return answer
        first = first or answer
    return first or Answer(NO_OTHER_LIST_S, screen_cpu_seconds(terminal.pid) - cpu)


def _read_all_texts(terminal: Terminal, total: int) -> None:
    """Wait until the texts of all recordings are there to be searched."""
    terminal.send("/text:zzzzzz")
    while "read" in terminal.screen().splitlines()[-2]:
        terminal.read(0.5)
    terminal.send("\x1b")
    terminal.quiet(0.3)
