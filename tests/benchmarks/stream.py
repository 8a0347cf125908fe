"""One long stream and one large request: seeking in 100,000 chunks, showing a body of 1 MB."""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from tests.benchmarks.keys import latencies, spread
from tests.ogx import chat, chunk, delta, dumped, message, stream, usage
from tests.terminal import RECVIEW, Terminal

CHUNKS = 100_000
REST = 0.15
"""Seconds for which the cursor rests before a recording opens."""


def main(corpus: Path) -> None:
    """Print the spreads."""
    with tempfile.TemporaryDirectory() as folder:
        words = [chunk(delta(content=f" word{number}")) for number in range(CHUNKS - 2)]
        body = [*words, chunk(delta(finish="stop")), chunk(usage=usage(10, CHUNKS))]
        path = Path(folder) / "long.json"
        path.write_text(json.dumps(chat("tests/a.py::test_long", [message("user", "Count.")], body)))
        print(f"stream: {CHUNKS:,} chunks, {path.stat().st_size / 1e6:.0f} MB")
        with Terminal([*RECVIEW, str(path), "--no-play"]) as terminal:
            took = terminal.until(lambda screen: f"{CHUNKS:,}/{CHUNKS:,}" in screen, 60)
            print(f"  open at its end                  {took * 1e3:.0f} ms")
            terminal.quiet(0.5)
            print(
                f"  seek to tenths                   {spread(latencies(terminal, '528174639', 60))}"
                "   (wanted: one frame, 16)"
            )
            print(f"  one chunk forward and back       {spread(latencies(terminal, '.,', 40))}")
        small = Path(folder) / "small.json"
        small.write_text(dumped(chat("tests/a.py::test_a", [message("user", "Hi")], stream("Hello"))))
        text = "word " * 400
        large = Path(folder) / "tree"
        large.mkdir()
        (large / "a.json").write_text(small.read_text())
        messages = [message("user", f"{text} last{number}") for number in range(500)]
        (large / "b.json").write_text(dumped(chat("tests/b.py::test_b", messages, stream("Hello"))))
        found = []
        for _ in range(7):
            with Terminal([*RECVIEW, str(large), "--no-play"]) as terminal:
                terminal.until(lambda screen: "Hello" in screen)
                terminal.quiet(0.4)
                start = time.perf_counter()
                terminal.send("G")
                while b"last499" not in terminal.output and time.perf_counter() - start < 10:
                    terminal.read(0.002)
                found.append(time.perf_counter() - start - REST)
        print(f"  choose and show a 1 MB request   {spread(found)}   (wanted: 80)")
