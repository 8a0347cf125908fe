"""Idle: CPU time of an app in which nothing happens, with file watches and with polling."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

from tests.benchmarks.figures import Bar, Figure
from tests.benchmarks.floors import empty_app_command
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program, cpu_seconds, seconds_until
from tests.benchmarks.start import LIVE
from tests.terminal import Terminal

POLLING = "● polling"
"""What the header says in its place where all is scanned again and again."""

SETTLED_S = 4.0


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures, in per cent of a core, of apps that idle at the same time, beside an empty app that does."""
    tree, seconds = str(inputs.whole_tree), inputs.sizes.idle_s
    with ExitStack() as stack:
        empty = stack.enter_context(program.run(empty_app_command(program)))
        empty.quiet(0.5)
        watching = stack.enter_context(program.terminal(tree, "--no-play"))
        seconds_until(watching, LIVE, time.perf_counter())
        polling = stack.enter_context(program.terminal(tree, "--no-play", WATCHFILES_FORCE_POLLING="1"))
        seconds_until(polling, POLLING, time.perf_counter())
        apps = (empty, watching, polling)
        # A notice goes, and the baseline is compressed.
        _rest(apps, SETTLED_S * 2.5)
        before = [cpu_seconds(app.pid) for app in apps]
        start = time.perf_counter()
        _rest(apps, seconds)
        took = time.perf_counter() - start
        floor, with_watches, with_polling = (
            (cpu_seconds(app.pid) - earlier) / took * 100 for app, earlier in zip(apps, before, strict=True)
        )
    count = inputs.sizes.files
    yield Figure(f"idle with file watches, {count:,} files", with_watches, "%", floor, Bar(plus=0.5))
    yield Figure(f"idle with polling, {count:,} files", with_polling, "%", floor, Bar(plus=3))


def _rest(apps: tuple[Terminal, ...], seconds: float) -> None:
    """Let some apps be for some seconds, and take what they write."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for app in apps:
            app.read(0)
        time.sleep(min(0.1, seconds))
