"""`recview textconv`: one recording as text, for git to compare. Whatever the file is, something is written."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence

from recview.cli.arguments import Parser, help_formatter
from recview.cli.output import Out, run_writing, warn

EPILOG = """\
Git calls it for each side of each file, once these two lines are set:

  echo '*.json diff=recview' >> .gitattributes
  git config diff.recview.textconv 'recview textconv --format 1'

With `git config diff.recview.cachetextconv true` it keeps the texts. --format is
the version of the text: git makes the texts anew when the command is another.
The exit code is 0 whatever FILE is; anything else would end git's diff.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview textconv`."""
    arguments = Parser(
        prog="recview textconv",
        description="Write a recording as text that differs only if what was said does: git's driver for diffs.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument("file", metavar="FILE", help="a recording; of any other file its content is written")
    arguments.add_argument("--format", metavar="N", help="the version of the text; there is 1")
    return arguments


def run(argv: Sequence[str]) -> int:
    """Write the text of a file; returns 0."""
    options = parser().parse_args(argv)
    run_writing(lambda out: _write(out, options))
    return 0


def _write(out: Out, options: argparse.Namespace) -> int:
    if options.format not in (None, "1"):
        warn(f"textconv writes format 1, and not {options.format}")
    data = _content(out, options.file)
    if data is None:
        return 0
    try:
        for text in _texts(data, os.path.basename(options.file)):
            # Git hands it to a terminal.
            out.write_visible(text)
    except Exception as error:
        warn(f"{options.file}: recview failed on it: {error!r}")
        out.write_bytes(data)
    return 0


def _content(out: Out, path: str) -> bytes | None:
    """The bytes of a file; None if there are none, or too many, which was written then."""
    from recview.humanize import size
    from recview.sources.files import NotRead, read_bytes

    try:
        content = read_bytes(path)
    except FileNotFoundError:
        out.write_visible("(no such file)")
    except (NotRead, ValueError) as problem:
        out.write_visible(f"({problem})")
    else:
        if content.whole:
            return content.data
        out.write_visible(f"({size(content.size)}: larger than what recview reads)")
    return None


def _texts(data: bytes, name: str) -> Iterator[str]:
    """The text of each exchange, or of a file without any the file itself.

    Args:
        data: The whole file.
        name: Its name without a folder: of a blob, git has just that, and the text must not differ for it.
    """
    from recview.model import Readability
    from recview.reading.recording_text import recording_text
    from recview.reading.recordings import read_recordings

    recordings = read_recordings(name, data, exact=True)
    if isinstance(recordings, Readability) or not len(recordings):
        yield _plain(data)
        return
    for recording in recordings:
        yield from recording_text(recording, len(recordings))


def _plain(data: bytes) -> str:
    """A file that is no recording: its text, or how large it is."""
    try:
        return data.decode("utf-8-sig").removesuffix("\n")
    except UnicodeDecodeError:
        from recview.digests import content_digest

        return f"({len(data):,} bytes that are no text, {content_digest(data).hex()})"
