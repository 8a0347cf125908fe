"""Keys in a review: CPU of the screen's process for a key's own frame, and for the frames of the change that it opens.

What is looked at are both frames: the key's is the first output after it, the change's is whatever comes later.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.benchmarks.figures import Bar, Figure, percentile_ms, spread
from tests.benchmarks.inputs import Inputs
from tests.benchmarks.measuring import Program, screen_cpu_seconds, seconds_until
from tests.terminal import Terminal

BAR = Bar(plus=16)

KEYS = (("j", "jjjk"), ("n", "nnnN"), ("]", "]"), ("a", "a"), ("d", "d"), ("b", "b"), (".", ",."))
"""What is sent in turn, and how it is called."""

FRAME_S = 0.012
"""Seconds without output that end a frame: the toolkit writes one in a piece."""

OPENED_S = 0.4
"""Seconds for which it is waited for the change that a key opens."""


class Frames(NamedTuple):
    """What a key took, in CPU seconds: until it was answered, and of the dearest frame that came later."""

    key: float
    later: float


def measure(program: Program, inputs: Inputs) -> Iterator[Figure]:
    """The figures of each key over the largest pair of folders."""
    before, after = inputs.rerecord
    with program.terminal("review", str(before), str(after), RECVIEW_STATE_DIR=str(program.scratch / "st")) as terminal:
        seconds_until(terminal, " seen", time.perf_counter())
        terminal.quiet(1.0)
        for name, keys in KEYS:
            frames = [frames_of(terminal, keys[number % len(keys)]) for number in range(inputs.sizes.keys // 4)]
            yield _figure(f"review, {name}: its own frame", [each.key for each in frames])
            yield _figure("… the change that it opens", [each.later for each in frames])


def _figure(what: str, seconds: Sequence[float]) -> Figure:
    return Figure(what, percentile_ms(seconds, 0.95), bar=BAR, note=spread(seconds))


def frames_of(terminal: Terminal, key: str) -> Frames:
    """Send a key and say what its frame and the later ones took; a frame ends once nothing more is written.

    Args:
        terminal: Where the review is, at rest.
        key: What to send.
    """
    costs: list[float] = []
    before, end = screen_cpu_seconds(terminal.pid), time.perf_counter() + OPENED_S
    terminal.send(key)
    while (left := end - time.perf_counter()) > 0:
        if terminal.read(left):
            now = screen_cpu_seconds(terminal.pid)
            costs.append(now - before)
            before = now
    return Frames(costs[0], max(costs[1:], default=0.0)) if costs else Frames(0.0, 0.0)
