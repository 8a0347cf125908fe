"""`recview cache`: where what was read is kept, how large it is and of which trees; or deleting it."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence

from recview.cache.file import open_cache_file
from recview.cache.folder import FINDINGS, CachedFile, cached_files, clear
from recview.cache.settings import VARIABLE, default_folder
from recview.cli.arguments import Parser, help_formatter
from recview.cli.output import Out, run_writing, warn
from recview.humanize import plural, size
from recview.private_folder import is_own

EPILOG = f"""\
What was read of a tree is kept, so that the next start need not read it again:
one file for each tree, with first contents and texts as they were recorded,
and one with what recview check found in it; only you may read them.
{VARIABLE} names another folder; recview --no-cache keeps nothing,
recview --cache-limit bounds all files.
Exit code: 0; 1 if something could not be deleted; 2 for wrong usage.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview cache`."""
    arguments = Parser(
        prog="recview cache",
        description="Show where what was read is kept, its size, and the trees.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument("--clear", action="store_true", help="delete it: only files that recview wrote there")
    return arguments


def run(argv: Sequence[str]) -> int:
    """Do what the arguments ask; returns the exit code."""
    options = parser().parse_args(argv)
    folder = default_folder()
    return run_writing(lambda out: _clear(out, folder) if options.clear else _list(out, folder))


def _list(out: Out, folder: str) -> int:
    files = sorted(cached_files(folder), key=lambda file: file.used_at, reverse=True)
    out.write_line(f"{folder or 'there is no home folder'}\t{size(sum(file.size for file in files))}")
    if folder and os.path.lexists(folder) and not is_own(folder):
        warn(f"{folder} is not used: it is a link or no folder, or others than you may write to it")
    for file in files:
        root, what = _root_and_parts(file)
        out.write_line("\t".join(filter(None, (size(file.size), root, _day(file.used_at), what))))
    return 0


def _day(seconds: float) -> str:
    """The day of a time, as digits; a file system may keep one that no calendar has."""
    try:
        return time.strftime("%Y-%m-%d", time.localtime(seconds))
    except (ValueError, OverflowError, OSError):
        return "no date"


def _root_and_parts(file: CachedFile) -> tuple[str, str]:
    """The tree of a cache, or why there is none; and what is kept of it, the findings of checks or the recordings."""
    if not file.is_finished:
        return "unfinished", ""
    opened = open_cache_file(file.path, is_use=False)
    if opened is None:
        return "cannot be read", ""
    base, _, *tops = opened.head.root
    opened.close()
    paths = ", ".join(os.path.join(base, top) if top else base for top in tops)
    return paths, FINDINGS if FINDINGS in opened.head.parts else "recordings"


def _clear(out: Out, folder: str) -> int:
    deleted, kept = clear(folder)
    out.write_line(f"deleted {plural(len(deleted), 'file')}, {size(sum(file.size for file in deleted))}, from {folder}")
    for file in kept:
        warn(f"{file.path} cannot be deleted")
    return 1 if kept else 0
