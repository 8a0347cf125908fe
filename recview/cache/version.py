"""The version of the code that made the rows of a cache: another one may read the same file differently."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from hashlib import sha256

import recview

_ELSEWHERE = frozenset({"__pycache__", "demo", "tui"})
"""Folders of the package that have no part in reading."""


def reader_version() -> str:
    """32 hexadecimal digits that change whenever anything changes on which rows depend.

    The modules of the package count by size and time, so that it holds in a working copy, too, where the number of the
    version stays for months.
    """
    names = (recview.__version__, sys.version, sys.byteorder, unicodedata.unidata_version)
    modules = sorted(_modules(os.path.dirname(recview.__file__)))
    return sha256("\0".join((*names, *modules)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _modules(folder: str) -> Iterator[str]:
    """The name, size and time of every module below a folder; of none where the package is no folder."""
    try:
        with os.scandir(folder) as members:
            for member in members:
                if member.name.endswith(".py"):
                    status = member.stat()
                    yield f"{member.path} {status.st_size} {status.st_mtime_ns}"
                elif member.name not in _ELSEWHERE and member.is_dir():
                    yield from _modules(member.path)
    except OSError:
        return
