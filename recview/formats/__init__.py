"""How exchanges were stored: file bytes → exchanges. One small module for each format.

To add one: see `Format` and the README; then add it to `FORMATS`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from types import ModuleType

from recview.formats.contract import Format, Reader
from recview.formats.file import HEAD, Beside, File
from recview.formats.row import FormatRow
from recview.model import WHOLE, Exchange, Readability, ReadState

__all__ = [
    "FORMATS",
    "HEAD",
    "SUFFIXES",
    "Beside",
    "File",
    "Format",
    "is_listed",
    "is_promising",
    "may_be_recording",
    "read",
    "read_file",
]

_JSON = b"{["
"""What a JSON object or list begins with."""

# Asked in this order; the first that knows the file reads it. What many files may look like comes last.
FORMATS: tuple[Format, ...] = (
    # A line of it is also a request and a response.
    FormatRow("agent_replay", (".jsonl",), b"{", (b'"kind"',)),
    # A stub in JSON is a request and a response, too.
    FormatRow(
        "wiremock",
        (".json", ".yaml", ".yml"),
        signs=(b'Patterns"', b'"urlPa', b'"jsonBody"', b'"base64Body"', b'"bodyFileName"', b"mappings:", b"request:"),
    ),
    # So have its lines.
    FormatRow("claude_tap", (".jsonl", ".json"), _JSON, (b'"turn"', b'"transport"', b'"upstream_base_url"')),
    FormatRow("ogx", (".json",), b"{", (b'"request"', b'"response"')),
    FormatRow("http_json", (".json", ".jsonl", ".ndjson"), _JSON, (b'"request', b'"response"', b'"recordings"')),
    # It has bodies of a kind of their own in the layout of vcrpy.
    FormatRow("cassetter", (".yaml", ".yml", ".toml"), signs=(b"interactions",)),
    FormatRow("promptecho", (".yaml", ".yml"), signs=(b"match_key:",)),
    # Its requests have a `url`, those of vcrpy a `uri`.
    FormatRow("go_vcr", (".yaml", ".yml"), signs=(b"version",)),
    FormatRow("websocket_log", (".yaml", ".yml", ".json"), signs=(b"direction", b"ws://", b"wss://")),
    FormatRow("xai_sdk", (".xai.yaml", ".yaml"), signs=(b"request_", b"response_", b"collections_")),
    FormatRow("vcrpy", (".yaml", ".yml", ".json"), signs=(b"interactions",)),
    FormatRow("vcr_ruby", (".yml", ".yaml", ".json"), signs=(b"http_interactions",)),
    FormatRow("parallel_lists", (".yaml", ".yml", ".gz"), signs=(b"requests",)),
    FormatRow("httprr", (".httprr", ".httprr.gz", ".txt"), signs=(b"httprr trace",)),
    FormatRow("har", (".har", ".json", ".har.yaml"), signs=(b'"log"', b"entries:")),
    FormatRow("azure_sdk", (".json",), b"{", (b'"RequestUri"',)),
    FormatRow("httpmock", (".yaml", ".yml"), signs=(b"path:",)),
    FormatRow("gemini_cli", (".responses",), b"{", (b'"method"',)),
    FormatRow("agentic_api", (".yaml", ".yml"), signs=(b"turns:", b"sse:", b"sessions:", b"request:")),
    FormatRow("aimock", (".json",), b"{", (b'"fixtures"',)),
    FormatRow("librechat", (".jsonl",), b"{", (b'"invocation"', b'"meta"')),
    FormatRow("sema", (".jsonl",), b"{", (b'"kind"',)),
    FormatRow("nock", (".json",), _JSON, (b'"scope"',)),
    FormatRow("anthropic_batch", (".jsonl", ".ndjson", ".json"), _JSON, (b'"custom_id"', b'"result"')),
    # On Vertex AI its lines may have a `custom_id` besides.
    FormatRow("gemini_batch", (".jsonl", ".ndjson", ".json"), _JSON),
    FormatRow("openai_batch", (".jsonl", ".ndjson", ".json"), _JSON, (b'"custom_id"', b'"response"')),
    FormatRow("bedrock_batch", (".jsonl", ".jsonl.out", ".json"), _JSON, (b'"modelInput"',)),
    # A line of a batch has a response with a status, too.
    FormatRow("http_response", (".json", ".jsonl", ".ndjson"), _JSON, (b'"status', b'"headers"', b'"body"')),
    FormatRow("answers", (".json", ".jsonl", ".ndjson", ".sse", ".txt", ".gz")),
)

SUFFIXES: tuple[str, ...] = tuple(dict.fromkeys(suffix for module in FORMATS for suffix in module.SUFFIXES))

_PROMISING = (".json", ".httprr", ".httprr.gz", ".sse", ".har")


def is_promising(path: str) -> bool:
    """Whether a file has its row even if nothing in it can be read.

    The other endings in `SUFFIXES` are those of all sorts of files: a repository holds hundreds of `.yaml`.
    """
    return path.endswith(_PROMISING) or not path.endswith(SUFFIXES)


# Session logs come first, as their lines look like answers.
_READERS: tuple[Reader, ...] = (FormatRow("session_logs", ()), *FORMATS)


def _readers(head: bytes) -> tuple[Reader, ...]:
    """Whom to ask, in order, about a file that begins so."""
    return (_ogx(), *_READERS) if head[:1] == b"{" and _ogx().is_certain(head) else _READERS


@cache
def _ogx() -> ModuleType:
    from recview.formats import ogx  # on use, as all formats

    return ogx


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
    return read_file(File(data, exact=exact, beside=beside), path)


def read_file(file: File, path: str) -> Sequence[Exchange] | Readability:
    """The same of a file whose JSON or YAML somebody else wants, too."""
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
    value = file.json if path.endswith(_JSON_SUFFIXES) else file.asked_yaml
    if isinstance(value, Readability):
        return Readability(ReadState.UNKNOWN, _RELAXED) if _is_relaxed(file, value) else value
    kind = "JSON, but not" if path.endswith(_JSON_SUFFIXES) else "not"
    # A file that is being written may not have got to what tells its kind.
    begun = not path.endswith(_JSON_SUFFIXES) and (len(file.data) < _TOO_SHORT or b"\n" not in file.data[:HEAD])
    return Readability(ReadState.BEGUN if begun else ReadState.UNKNOWN, f"{kind} a recording that recview knows")


def _is_relaxed(file: File, problem: Readability) -> bool:
    """Whether JSON is as people write settings, with comments or commas before a bracket; no recorder does."""
    if problem.state is not ReadState.BROKEN or any(reader.begins(file.head) for reader in _readers(file.head)):
        return False
    return re.search(rb"(?m)^\s*(?://|/\*)|,\s*[}\]]", file.head) is not None


_RELAXED = "JSON with comments or with commas before brackets, and not a recording that recview knows"
_JSON_SUFFIXES = (".json", ".har")
_TOO_SHORT = 64
"""Bytes."""
