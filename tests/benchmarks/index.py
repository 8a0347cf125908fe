"""Index: every file read and understood; the floor is reading the same bytes and just parsing them.

For JSON that is `orjson.loads`; for YAML cassettes PyYAML's safe loader in C, made to read the tags that occur in them.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson
import yaml

from recview.library import Library
from recview.root import Root
from recview.sources.file_index import FileIndex

RUNS = 7

Parse = Callable[[bytes], object]


class Loader(yaml.CSafeLoader):
    """PyYAML's loader, which reads a value with a tag of its own as what it is without."""


def _untagged(loader: yaml.CSafeLoader, tag: str, node: Any) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return tuple(loader.construct_sequence(node, deep=True))
    return loader.construct_mapping(node, deep=True)


Loader.add_multi_constructor("", _untagged)


def main(corpus: Path) -> None:
    """Print medians of interleaved runs and their ratio, over JSON and, beside it, over YAML."""
    _measured(corpus, (".json",), orjson.loads, "orjson.loads", 1.5)
    cassettes = corpus.parent / "cassettes"
    if cassettes.is_dir():
        _measured(cassettes, (".yaml", ".yml"), lambda data: yaml.load(data, Loader), "the C safe loader", 1.3)


def _measured(folder: Path, endings: tuple[str, ...], parse: Parse, name: str, wanted: float) -> None:
    place = Root(folder)
    paths = [path for path in FileIndex(place).scan()[0] if path.endswith(endings)]
    floors, found, merged = [], [], []
    # As in the program, which collects no garbage before its list is filled.
    gc.disable()
    for _ in range(RUNS):
        floors.append(_timed(lambda: _parsed(place, paths, parse)))
        start = time.perf_counter()
        batches = list(FileIndex(place).batches(paths))
        found.append(time.perf_counter() - start)
        start = time.perf_counter()
        library = Library()
        for batch in batches:
            library = library.merged(batch)
        merged.append(time.perf_counter() - start)
    floor, index, tree = map(statistics.median, (floors, found, merged))
    print(f"index: {RUNS} interleaved runs, medians, {len(paths):,} files ending in {' or '.join(endings)}")
    print(f"  {f'read and {name}':<31} {floor * 1e3:7.0f} ms   1.00 ×")
    print(f"  read and understood             {index * 1e3:7.0f} ms   {index / floor:.2f} ×")
    print(
        f"  … and merged into the list      {(index + tree) * 1e3:7.0f} ms   {(index + tree) / floor:.2f} ×"
        f"   (wanted: {wanted} ×)"
    )


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _parsed(place: Root, paths: Iterable[str], parse: Parse) -> None:
    for path in paths:
        with open(place.path(path), "rb") as file:
            parse(file.read())
