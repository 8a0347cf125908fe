"""How often files are parsed: `recview.formats.read` counted through every module that has it by name."""

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
    real = formats.read

    def counting(data: bytes, path: str, **options: Any) -> Any:
        paths.append(path)
        return real(data, path, **options)

    with monkeypatch.context() as patched:
        importers = [module for module in list(sys.modules.values()) if vars(module).get("read") is real]
        for module in importers:
            patched.setattr(module, "read", counting)
        yield paths
