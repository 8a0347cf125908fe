"""Index: every file read and understood; the floor is reading the same bytes and orjson.loads of them."""

from __future__ import annotations

import gc
import statistics
import time
from pathlib import Path

import orjson

from recview.library import Library
from recview.place import Place
from recview.sources.catalog import Catalog

RUNS = 7


def main(corpus: Path) -> None:
    """Print medians of interleaved runs and their ratio."""
    place = Place(corpus)
    paths = Catalog(place).scan()[0]
    floors, found, merged = [], [], []
    # As in the program, which collects no garbage before its list is filled.
    gc.disable()
    for _ in range(RUNS):
        start = time.perf_counter()
        for path in paths:
            with open(place.path(path), "rb") as file:
                orjson.loads(file.read())
        floors.append(time.perf_counter() - start)
        start = time.perf_counter()
        batches = list(Catalog(place).batches(paths))
        found.append(time.perf_counter() - start)
        start = time.perf_counter()
        library = Library()
        for batch in batches:
            library = library.merged(batch)
        merged.append(time.perf_counter() - start)
    floor, index, tree = map(statistics.median, (floors, found, merged))
    print(f"index: {RUNS} interleaved runs, medians, {len(paths):,} files")
    print(f"  read and orjson.loads           {floor * 1e3:7.0f} ms   1.00 ×")
    print(f"  read and understood             {index * 1e3:7.0f} ms   {index / floor:.2f} ×")
    print(
        f"  … and merged into the list      {(index + tree) * 1e3:7.0f} ms   {(index + tree) / floor:.2f} ×"
        "   (wanted: 1.5 ×)"
    )
