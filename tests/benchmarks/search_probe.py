"""`python -m tests.benchmarks.search_probe FOLDER RUNS TERM …`: how long the reader takes to answer searches in texts.

It starts a reader as the screen does, waits until all texts were read, and asks for each term, one after the other:
a word, or an expression between slashes. It prints what each took from request to answer, as JSON: term → list of
pairs, seconds and CPU seconds of both processes.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from recview.live.client import Reader
from recview.live.events import TextsFound
from recview.live.requests import Begin, ReadRest, SearchTexts
from recview.root import Root
from recview.text_terms import TextTerm
from tests.benchmarks.measuring import cpu_seconds

LIMIT_S = 600.0


def main() -> None:
    """Ask and print."""
    folder, runs, *words = sys.argv[1:]
    events: queue.Queue[Any] = queue.Queue()
    reader = Reader(partial(Begin, Root(Path(folder)), False))
    reader.listen(events.put)
    reader.send(ReadRest())
    _answered(reader, events, 1, TextTerm("zzzzzz"))
    number, figures = 1, {}
    for word in words:
        is_pattern = len(word) > 2 and word.startswith("/") and word.endswith("/")
        term = TextTerm(word[1:-1] if is_pattern else word, is_pattern)
        times: list[tuple[float, float]] = []
        figures[word] = times
        for _ in range(int(runs)):
            number += 1
            times.append(_answered(reader, events, number, term))
    reader.stop()
    print(json.dumps(figures))


def _answered(reader: Reader, events: queue.Queue[Any], number: int, term: TextTerm) -> tuple[float, float]:
    """Seconds, and CPU seconds, from a request to its last answer."""
    cpu, start = cpu_seconds(os.getpid()), time.perf_counter()
    reader.send(SearchTexts(number, (term,)))
    while True:
        event = events.get(timeout=LIMIT_S)
        if isinstance(event, TextsFound) and event.number == number and event.is_final:
            return time.perf_counter() - start, cpu_seconds(os.getpid()) - cpu


if __name__ == "__main__":
    main()
