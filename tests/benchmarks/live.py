"""Live: from the last byte of a write to the screen, for single files, a burst, and a root that is made again."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from tests.benchmarks.keys import spread
from tests.ogx import chat, dumped, message, stream
from tests.terminal import RECVIEW, Terminal

WRITES = 100


def recording(word: str, test: str = "tests/live/test_live.py::test_live") -> str:
    """A small recording whose answer is one word."""
    return dumped(chat(test, [message("user", "Say a word.")], stream(word)))


def slow_write(path: Path, text: str, pause: float) -> None:
    """Write in place as the recorder does, the file half-written for a while."""
    half = len(text) // 2
    with path.open("w") as file:
        file.write(text[:half])
        file.flush()
        time.sleep(pause)
        file.write(text[half:])


def until(terminal: Terminal, word: str, limit: float = 10.0) -> float:
    """Seconds until new output holds a word."""
    start = time.perf_counter()
    at = len(terminal.output)
    while word.encode() not in terminal.output[at:]:
        terminal.read(0.002)
        if time.perf_counter() - start > limit:
            raise TimeoutError(f"{word} never came:\n{terminal.screen()}")
    return time.perf_counter() - start


def main(corpus: Path) -> None:
    """Print the spreads."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "recordings"
        shutil.copytree(corpus, root)
        target = root / "zz-live.json"
        target.write_text(recording("beginning"))
        total = sum(1 for _ in root.rglob("*.json"))
        print(f"live: {total:,} files")
        with Terminal([*RECVIEW, str(root), "--no-play"]) as terminal:
            terminal.until(lambda screen: "live" in screen)
            terminal.send("/test_live\r")
            terminal.until(lambda screen: "beginning" in screen)
            terminal.quiet()
            found = []
            for number in range(WRITES):
                slow_write(target, recording(f"word{number:03}x"), number % 5 * 0.01)
                found.append(until(terminal, f"word{number:03}x"))
                time.sleep(0.02)
            print(f"  {WRITES} single writes                {spread(found)}   (wanted: p95 100)")
            terminal.quiet()
            start = time.perf_counter()
            for number in range(1_000):
                (root / f"burst{number:04}.json").write_text(recording("x", f"tests/burst/test_b.py::test_{number:04}"))
            wrote = time.perf_counter() - start
            took = until(terminal, f"of {total + 1_000:,}")
            print(
                f"  1,000 files written in {wrote * 1e3:.0f} ms     all listed {took * 1e3:.0f} ms later"
                "   (wanted: 1,000)"
            )
            shutil.move(root, Path(folder) / "away")
            took = until(terminal, "gone from the disk")
            print(f"  root gone                        noticed after {took * 1e3:.0f} ms")
            time.sleep(0.5)
            shutil.move(Path(folder) / "away", root)
            took = until(terminal, f"of {total + 1_000:,}")
            print(f"  root made again                  listed after {took * 1e3:.0f} ms   (wanted: 1,000)")
