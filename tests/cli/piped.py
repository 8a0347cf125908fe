"""The real program with its output in a pipe, and folders for it to read."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from recview.formats.file import File
from recview.model import Exchange, Request, Response, Source
from recview.wire import Chunks
from tests.ogx import Value, chat, dumped, message, stream
from tests.terminal import RECVIEW


class Done(NamedTuple):
    """What a run came to."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[Any]:
        """The objects of its lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def fields(self) -> list[list[str]]:
        """The fields of its lines."""
        return [line.split("\t") for line in self.out.splitlines()]


def recview(*arguments: str | bytes, folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Done:
    """Run it to its end."""
    done = subprocess.run(
        [*RECVIEW, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **(environment or {})},
        timeout=60,
    )
    return Done(
        done.returncode,
        done.stdout.decode("utf-8", "surrogateescape"),
        done.stderr.decode("utf-8", "surrogateescape"),
    )


def recording(test: str | None, text: str = "Hello", **parameters: Any) -> Value:
    """A streamed chat."""
    return chat(test, [message("user", "Hi")], stream(text), **parameters)


Files = dict[str, Value | str]


def fill(base: Path, files: Files) -> Path:
    """Write files, each a recording or a text; returns the folder."""
    for name, content in files.items():
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else dumped(content))
    return base


class Several:
    """A container of several exchanges: `{"several": [text…]}`."""

    NAME = "several"
    SUFFIXES = (".json",)

    def begins(self, head: bytes) -> bool:
        """Any object may be one."""
        return head.startswith(b"{")

    def read(self, file: File, path: str) -> list[Exchange] | None:
        """An exchange a text."""
        value = file.json
        if not isinstance(value, dict) or "several" not in value:
            return None
        return [
            Exchange(Source(path, at), self.NAME, Request(), Response(Chunks(stream(text)), streaming=True))
            for at, text in enumerate(value["several"])
        ]
