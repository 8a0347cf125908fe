"""A call as a command of curl, to be pasted into a POSIX shell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.display.sanitize import escaped_json
from recview.exporting.http_call import HttpCall
from recview.exporting.shell import MAX_ARGUMENT_BYTES, printed, quoted
from recview.exporting.terminal_text import is_typable
from recview.json_text import pretty


def curl(call: HttpCall) -> str:
    """The command, an option on each line; a body that is no argument is piped into it."""
    body = "" if call.body is None else body_text(call)
    is_argument = is_typable(body) and len(body.encode()) <= MAX_ARGUMENT_BYTES
    before = "" if is_argument else f"{printed(body)} | "
    return before + " \\\n  ".join(_words(call, body, is_argument=is_argument))


def body_text(call: HttpCall) -> str:
    """A body as it is sent; in JSON, what a terminal would obey is escaped."""
    return call.body if isinstance(call.body, str) else escaped_json(pretty(call.body))


def _words(call: HttpCall, body: str, *, is_argument: bool) -> Iterator[str]:
    # Brackets and braces in a URL are patterns of curl's own, unless it is told otherwise.
    globs = any(isinstance(piece, str) and re.search(r"[\[\]{}]", piece) for piece in call.url)
    # A recording is of one answer, also if that leads elsewhere. -N: a stream is shown as it comes.
    yield f"curl -N{'g' if globs else ''} -X {call.method} {quoted(call.url)}"
    for name, value in call.headers:
        # A header without a value is one that curl leaves out, unless a semicolon ends its name.
        yield f"-H {quoted((f'{name}: ', *value) if any(value) else (f'{name};',))}"
    if call.body is not None:
        yield f"--data-raw {quoted((body,))}" if is_argument else "--data-binary @-"
