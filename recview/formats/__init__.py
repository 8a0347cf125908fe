"""How exchanges were stored: file bytes → exchanges. One small module a container.

To add a container: see `Format` and the README; then add it to `FORMATS`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recview.formats import (
    agent_replay,
    agentic_api,
    aimock,
    answers,
    anthropic_batch,
    azure_sdk,
    bedrock_batch,
    cassetter,
    claude_tap,
    gemini_batch,
    gemini_cli,
    go_vcr,
    har,
    http_json,
    http_response,
    httpmock,
    httprr,
    librechat,
    nock,
    ogx,
    openai_batch,
    parallel_lists,
    promptecho,
    sema,
    session_logs,
    vcr_ruby,
    vcrpy,
    websocket_log,
    wiremock,
    xai_sdk,
)
from recview.formats.contract import Format, Reader
from recview.formats.file import HEAD, Beside, File
from recview.model import WHOLE, Exchange, Readability, ReadState

__all__ = ["FORMATS", "HEAD", "SUFFIXES", "Beside", "Format", "is_listed", "is_promising", "may_be_recording", "read"]

# Asked in this order; the first that knows the file reads it. What many files may look like comes last.
FORMATS: tuple[Format, ...] = (
    agent_replay,  # a line of it is also a request and a response
    wiremock,  # a stub in JSON is one, too
    claude_tap,  # its lines have a request and a response as well
    ogx,
    http_json,
    cassetter,  # bodies of a kind of their own in the layout of vcrpy
    promptecho,
    go_vcr,  # its requests have a `url`, those of vcrpy a `uri`
    websocket_log,
    xai_sdk,
    vcrpy,
    vcr_ruby,
    parallel_lists,
    httprr,
    har,
    azure_sdk,
    httpmock,
    gemini_cli,
    agentic_api,
    aimock,
    librechat,
    sema,
    nock,
    anthropic_batch,
    gemini_batch,  # on Vertex AI its lines may have a `custom_id` besides
    openai_batch,
    bedrock_batch,
    http_response,  # a line of a batch has a response with a status, too
    answers,
)

SUFFIXES: tuple[str, ...] = tuple(dict.fromkeys(suffix for module in FORMATS for suffix in module.SUFFIXES))

_PROMISING = (".json", ".httprr", ".httprr.gz", ".sse", ".har")


def is_promising(path: str) -> bool:
    """Whether a file has its row even if nothing in it can be read.

    The other endings in `SUFFIXES` are those of all sorts of files: a repository holds hundreds of `.yaml`.
    """
    return path.endswith(_PROMISING) or not path.endswith(SUFFIXES)


def _readers(head: bytes) -> tuple[Reader, ...]:
    """Whom to ask, in order, about a file that begins so: session logs first, as their lines look like answers."""
    return (ogx, session_logs, *FORMATS) if ogx.is_certain(head) else (session_logs, *FORMATS)


def may_be_recording(head: bytes, path: str) -> bool:
    """Whether a file has to be read to know what it is, given its first `HEAD` bytes."""
    if is_promising(path):
        return True
    start = File(head).head
    return any(reader.begins(start) for reader in _readers(start))


def is_listed(readability: Readability, head: bytes, path: str) -> bool:
    """Whether a file has a row: something of it was read, or its start or its name speaks for a recording.

    Args:
        readability: What was read of it.
        head: Its first `HEAD` bytes.
        path: Its path below the root.
    """
    if readability.state is ReadState.WHOLE:
        return True
    return readability.state not in (ReadState.UNKNOWN, ReadState.BEGUN) and may_be_recording(head, path)


def read(
    data: bytes, path: str, *, exact: bool = False, beside: Beside | None = None
) -> Sequence[Exchange] | Readability:
    """Every exchange in a file's bytes; never raises.

    Args:
        data: The whole file.
        path: Its path below the root, which becomes the exchanges' source.
        exact: Keep integers of any length (see `recview.wire.parse`).
        beside: Reads another file of the same tree; without it, none is.
    """
    file = File(data, exact=exact, beside=beside)
    if file.unpacking is not WHOLE:
        return file.unpacking
    for reader in _readers(file.head):
        if reader.begins(file.head):
            result = reader.read(file, path)
            if result is not None:
                return result
    return _unknown(file, path)


def _unknown(file: File, path: str) -> Readability:
    """Why nothing was read from a file that no container knows."""
    if not file.head:
        return Readability(ReadState.CUT, "the file is empty" if not file.data else "the file holds only blanks")
    value = file.json if path.endswith(_JSON) else file.asked_yaml
    if isinstance(value, Readability):
        return Readability(ReadState.UNKNOWN, _RELAXED) if _is_relaxed(file, value) else value
    kind = "JSON, but not" if path.endswith(_JSON) else "not"
    # A file that is being written may not have got to what tells its kind.
    begun = not path.endswith(_JSON) and (len(file.data) < _TOO_SHORT or b"\n" not in file.data[:HEAD])
    return Readability(ReadState.BEGUN if begun else ReadState.UNKNOWN, f"{kind} a recording that recview knows")


def _is_relaxed(file: File, problem: Readability) -> bool:
    """Whether JSON is as people write settings, with comments or commas before a bracket; no recorder does."""
    if problem.state is not ReadState.BROKEN or any(reader.begins(file.head) for reader in _readers(file.head)):
        return False
    return re.search(rb"(?m)^\s*(?://|/\*)|,\s*[}\]]", file.head) is not None


_RELAXED = "JSON with comments or with commas before brackets, and not a recording that recview knows"
_JSON = (".json", ".har")
_TOO_SHORT = 64
"""Bytes."""
