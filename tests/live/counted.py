"""How often files are parsed: `recview.formats.read_file` counted through every module that has it by name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from recview import formats


@contextmanager
def counted_parses(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The path of each file that is parsed meanwhile, in order."""
    paths: list[str] = []
    real = formats.read_file

    def counting(file: formats.File, path: str) -> Any:
        paths.append(path)
        return real(file, path)

    with monkeypatch.context() as patched:
        importers = [module for module in list(sys.modules.values()) if vars(module).get("read_file") is real]
        for module in importers:
            patched.setattr(module, "read_file", counting)
        yield paths
