"""What is measured with: trees of recordings, one long stream and one large request, made when they are asked for."""

from __future__ import annotations

import json
import shutil
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tests.ogx import chat, chunk, delta, dumped, message, stream, usage


class Sizes(NamedTuple):
    """How much is measured.

    Attributes:
        runs: Interleaved runs of which the median is taken.
        long_runs: The same for what takes many seconds.
        files: The files of the whole tree.
        rows: The files of the largest tree.
        one_folder: The files of the one large folder.
        chunks: The chunks of the long stream.
        messages: The messages, of 2 KB each, of the large request.
        keys: Keys that are sent in one condition.
        writes: Single writes that are awaited on the screen.
        burst: Files that are written at once.
        steady_s: Seconds for which 20 files a second land.
        idle_s: Seconds for which nothing happens.
        opened: Recordings that are opened, one after another.
        heavy: The share of their full size that heavy files have.
        queries: How many queries of each kind are typed.
    """

    runs: int = 7
    long_runs: int = 3
    files: int = 3_162
    rows: int = 100_000
    one_folder: int = 65_000
    chunks: int = 100_000
    messages: int = 500
    keys: int = 120
    writes: int = 100
    burst: int = 1_000
    steady_s: int = 20
    idle_s: float = 60.0
    opened: int = 40
    heavy: float = 1.0
    queries: int = 8


SMOKE = Sizes(1, 1, 60, 240, 120, 400, 20, 4, 3, 20, 1, 0.5, 3, 0.0005, 1)
"""So small that everything is run within seconds."""


class Inputs:
    """The files that are measured with, in a folder that is deleted later."""

    def __init__(self, folder: Path, sizes: Sizes, corpus: Path | None) -> None:
        """Create it.

        Args:
            folder: Where to make files.
            sizes: How many.
            corpus: The folder that has ogx-2025-10 and ogx-2026-05; without it, recordings are made.
        """
        self.folder = folder
        self.sizes = sizes
        self._corpus = corpus

    @cached_property
    def month(self) -> Path:
        """The recordings of one month: 1,649 files."""
        if self._corpus:
            return self._corpus / "ogx-2025-10"
        return _filled(self.folder / "month", self.sizes.files // 2)

    @cached_property
    def whole_tree(self) -> Path:
        """As many files as a whole tree of May 2026 has: two months, and copies of both under other folder names."""
        if not self._corpus:
            return _filled(self.folder / "whole", self.sizes.files)
        tree = self.folder / "whole"
        left = self.sizes.files
        for name, month in (("a", "2025-10"), ("b", "2026-05"), ("c", "2026-05"), ("d", "2025-10")):
            source = self._corpus / f"ogx-{month}"
            for path in sorted(source.rglob("*.json"))[:left]:
                copy = tree / name / path.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, copy)
                left -= 1
        return tree

    @cached_property
    def rerecord(self) -> tuple[Path, Path]:
        """The folders before and after of the re-record in which most files differ."""
        if self._corpus:
            return self._corpus / "rerecords/1562277cf/before", self._corpus / "rerecords/1562277cf/after"
        before, after = (_filled(self.folder / name, 40) for name in ("before", "after"))
        for path in after.rglob("*.json"):
            path.write_text(path.read_text().replace("yes", "no"))
        return before, after

    @property
    def cassettes(self) -> Path | None:
        """The YAML cassettes of the corpus; None without any."""
        folder = self._corpus / "cassettes" if self._corpus else None
        return folder if folder and folder.is_dir() else None

    @cached_property
    def rows(self) -> Path:
        """A hundred thousand small files: 4 a test, 50 tests a module, 10 modules a folder."""
        return _filled(self.folder / "rows", self.sizes.rows)

    @cached_property
    def one_folder(self) -> Path:
        """So many small files in one folder."""
        return _filled(self.folder / "one", self.sizes.one_folder, is_one_folder=True)

    @cached_property
    def long_stream(self) -> Path:
        """A file of one stream of 45 MB."""
        count = self.sizes.chunks
        words = [chunk(delta(content=f" word{number}")) for number in range(count - 2)]
        body = [*words, chunk(delta(finish="stop")), chunk(usage=usage(10, count))]
        path = self.folder / "long.json"
        path.write_text(json.dumps(chat("tests/a.py::test_long", [message("user", "Count.")], body)))
        return path

    @cached_property
    def large_request(self) -> Path:
        """A tree of two recordings, the second with a request of 1 MB that ends with the word `last`."""
        tree = self.folder / "large"
        tree.mkdir()
        (tree / "a.json").write_text(dumped(chat("tests/a.py::test_a", [message("user", "Hi")], stream("Hello"))))
        text = "word " * 400
        messages = [message("user", f"{text} turn{number}") for number in range(self.sizes.messages - 1)]
        messages.append(message("user", f"{text} verylast"))
        (tree / "b.json").write_text(dumped(chat("tests/b.py::test_b", messages, stream("Hello"))))
        return tree


def _filled(root: Path, count: int, *, is_one_folder: bool = False) -> Path:
    """A new folder with so many small recordings."""
    template = dumped(chat("TEST", [message("user", "Say TURN.")], stream("yes"))).replace("\n", "")
    for number in range(count):
        test = number // 4
        module, area = test // 50, test // 500
        test_id = f"tests/area{area:02}/test_module{module:03}.py::test_case_{test:05}[model-{test % 7}]"
        folder = root if is_one_folder else root / f"area{area:02}"
        if number % 2_000 == 0:
            folder.mkdir(parents=True, exist_ok=True)
        text = template.replace("TEST", test_id).replace("TURN", str(number % 4))
        (folder / f"{number:064x}.json").write_text(text)
    return root
