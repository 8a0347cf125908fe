"""A hundred thousand recordings: keys, folding and filtering through a real terminal."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from tests.benchmarks.keys import latencies, spread
from tests.ogx import chat, dumped, message, stream
from tests.terminal import RECVIEW, Terminal

COUNT = 100_000
DEBOUNCE = 0.04


def fill(root: Path, count: int = COUNT) -> None:
    """Small files: 4 a test, 50 tests a module, 10 modules a folder."""
    template = dumped(chat("TEST", [message("user", "Say TURN.")], stream("yes"))).replace("\n", "")
    for number in range(count):
        test = number // 4
        module, folder = test // 50, test // 500
        test_id = f"tests/area{folder:02}/test_module{module:03}.py::test_case_{test:05}[model-{test % 7}]"
        where = root / f"area{folder:02}"
        if number % 2_000 == 0:
            where.mkdir(parents=True, exist_ok=True)
        text = template.replace("TEST", test_id).replace("TURN", str(number % 4))
        (where / f"{number:064x}.json").write_text(text)


def painted(terminal: Terminal, keys: str) -> float:
    """Seconds from a key to the last byte of its answer."""
    terminal.quiet(0.05)
    start = time.perf_counter()
    terminal.send(keys)
    last = start
    terminal.read(3.0)
    last = time.perf_counter()
    while terminal.read(0.25):
        last = time.perf_counter()
    return last - start


def listed(terminal: Terminal, word: str) -> float:
    """Seconds from a word being typed to the list that it leaves."""
    at = len(terminal.output)
    start = time.perf_counter()
    terminal.send(word)
    while f" of {COUNT:,}".encode() not in terminal.output[at:] and time.perf_counter() - start < 5:
        terminal.read(0.002)
    return time.perf_counter() - start


def main(corpus: Path) -> None:
    """Print the spreads."""
    folder = Path(tempfile.mkdtemp())
    try:
        fill(folder)
        print(f"rows: {COUNT:,} recordings, through a pty")
        start = time.perf_counter()
        with Terminal([*RECVIEW, str(folder), "--no-play"]) as terminal:
            while "▾".encode() not in terminal.output:
                terminal.read(0.01)
            print(f"  first rows after                 {(time.perf_counter() - start) * 1e3:.0f} ms")
            during = []
            while f"{COUNT:,} recordings".encode() not in terminal.output:
                during += latencies(terminal, "jk", 1, 0.05)
            print(f"  list filled after                {(time.perf_counter() - start) * 1e3:.0f} ms")
            print(f"  keys while it fills              {spread(during)}")
            terminal.quiet(0.3)
            print(f"  unfold everything                {painted(terminal, '+') * 1e3:.0f} ms")
            print(f"  down and up                      {spread(latencies(terminal, 'jjjk', 80))}   (wanted: p95 16)")
            print(f"  half a page                      {spread(latencies(terminal, chr(4) + chr(21), 40))}")
            print(f"  last row and first               {spread(latencies(terminal, 'Gg', 30))}")
            terminal.send("g")
            folds = [painted(terminal, key) for key in "hl" * 8]
            print(f"  fold, unfold a folder            {spread(folds)}   (wanted: 50)")
            found = []
            for word in ("case_0", "module03", "model-3", "area05 case", "zzz"):
                terminal.send("/")
                terminal.quiet(0.1)
                found.append(listed(terminal, word) - DEBOUNCE)
                terminal.send("\x1b")
                terminal.quiet(0.3)
            print(f"  filter, after its debounce       {spread(found)}   (wanted: 60)")
    finally:
        shutil.rmtree(folder)
