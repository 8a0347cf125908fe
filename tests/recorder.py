"""A simulated recorder: it writes as OGX's does, straight into place, with chosen cuts and delays.

Source: OGX's `api_recorder.py` opens the final path for writing and dumps into it: no temporary file, no lock, nothing
deleted first. A reader may see an empty file, or any beginning of it.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.ogx import chat, dumped, message, stream


def recording(said: str, test: str = "tests/live/test_live.py::test_live") -> str:
    """The text of a small recording whose answer is `said`."""
    return dumped(chat(test, [message("user", "Say it.")], stream(said)))


def write(path: Path, text: str, cuts: Iterable[float] = (), pause: float = 0.01) -> None:
    """Write in place; at each cut (a part of the text, 0 to 1) what is written so far stands on the disk for a while.

    Args:
        path: Where; its folder is made.
        text: What.
        cuts: Ascending.
        pause: Seconds for which each cut stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for cut in cuts:
            end = int(len(text) * cut)
            file.write(text[written:end])
            file.flush()
            written = end
            time.sleep(pause)
        file.write(text[written:])


def replace(path: Path, text: str) -> None:
    """Write as careful programs do: elsewhere, then moved over the file at once."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, path)


def delete_first(root: Path) -> None:
    """Remove the whole folder, as a project does that records all of it anew."""
    shutil.rmtree(root)


def at_rate(steps: Iterable[Callable[[], object]], per_second: float) -> None:
    """Take steps at a steady rate, whatever each of them takes; late ones follow at once."""
    due = time.monotonic()
    for step in steps:
        time.sleep(max(0.0, due - time.monotonic()))
        step()
        due += 1 / per_second
