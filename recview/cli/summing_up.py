"""What a session saw, on the terminal that it leaves behind and as JSON for programs."""

from __future__ import annotations

import sys
from collections import Counter

from recview.cli.output import Out
from recview.display.id_wrap import wrapped
from recview.display.mask import covered
from recview.display.sanitize import escaped_json, sanitize
from recview.json_text import pretty
from recview.library import display_name, tree_key
from recview.session import Session
from recview.verdicts.summary import summary, summary_lines


def print_summary(session: Session, *, to_errors: bool = False) -> None:
    """Print the summary, on standard error if asked to; nothing if nothing was touched."""
    if not session.journal.touched:
        return
    out = Out(sys.stderr if to_errors else sys.stdout)
    names = _Names(session)
    for line in summary_lines(session.journal, names):
        style = "" if line.startswith("  ") else "bold"
        # A credential is known by its whole length, and cells are counted of what is shown.
        for row in wrapped(sanitize(covered(line)), out.width):
            out.write_styled([(row, style)])
    out.flush()


def summary_json(session: Session) -> bytes:
    """The summary as JSON; bytes of a file's name that are no UTF-8 are spelled as `ls --json` spells them."""
    return f"{escaped_json(pretty(dict(summary(session.journal))))}\n".encode()


class _Names:
    """Names files for people."""

    def __init__(self, session: Session) -> None:
        self._files = session.library.files
        self._calls = Counter(entries[0].test_id for entries in self._files.values() if entries)

    def __call__(self, path: str) -> str:
        """The test that a file belongs to; beside it the start of the file's name if the test has other files.

        The file itself where it belongs to no test.
        """
        entries = self._files.get(path)
        if not entries or entries[0].test_id is None:
            return path
        labels = tree_key(entries[0])
        test = f"{'/'.join(labels[:2])}::{display_name(entries[0])}" if len(labels) > 2 else entries[0].test_id
        return test if self._calls[entries[0].test_id] == 1 else f"{test}  {_short_name(path)}"


def _short_name(path: str) -> str:
    """What tells a file from others of its test: 8 digits of a hash, else its name."""
    name = path.rpartition("/")[2]
    return name[:8] if len(name) > 8 and all(digit in "0123456789abcdef" for digit in name[:8]) else name
