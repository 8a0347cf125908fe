"""The first bytes of a large file, cut where a value ends and closed, so that they are a small file of its kind.

So the format's own reader reads the first chunks of a long stream before the rest is parsed. A file has such a
beginning only if a list of chunks or calls, or an event stream, is open at the end of these bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recview.formats import ogx

# As text: `re` compiles and keeps them at their first use.
_TOKEN = rb'(?s)"[^"\\]*+(?:\\.[^"\\]*+)*+("?)|[][{},]'
_EVENT_STREAM = rb"\s*(?:data|event|id|retry)?:"
_STRING_OF_EVENTS = rb'"(?:\\[nr])*(?:data|event|id|retry)?:'
_BLANK_LINES = (b"\n\n", b"\r\n\r\n")
_ESCAPED_BLANK_LINES = (rb"\n\n", rb"\r\n\r\n")


def beginning(head: bytes) -> bytes:
    """The complete part of the first bytes of a file, as a small file of the same kind; empty if there is none.

    Args:
        head: The first bytes, not packed; some hundred chunks are in 256 KB.
    """
    if re.match(_EVENT_STREAM, head):
        return head[: _end_of_events(head, 0, _BLANK_LINES)]
    return _of_json(head) if head.lstrip()[:1] in (b"{", b"[") else b""


def _of_json(head: bytes) -> bytes:
    """JSON up to the last complete member of its outermost open list; of JSON lines, those that are complete."""
    closings: list[bytes] = []
    ends: list[int] = []  # of each open list or object, where its last complete member ends
    end_of_lines = cut_string = 0
    for token in re.finditer(_TOKEN, head):
        kind = token[0][:1]
        if kind == b'"':
            cut_string = 0 if token[1] else token.start()
        elif kind in _CLOSINGS:
            closings.append(_CLOSINGS[kind])
            ends.append(0)
        elif not closings:
            return b""
        elif kind == b",":
            ends[-1] = token.start()
        elif closings.pop() != kind:
            return b""
        else:
            ends.pop()
            end_of_lines = end_of_lines if closings else token.end()
    if end_of_lines:
        return head[:end_of_lines]
    return _up_to_list(head, closings, ends) or _up_to_event(head, closings, cut_string)


_CLOSINGS = {b"{": b"}", b"[": b"]"}


def _up_to_list(head: bytes, closings: Sequence[bytes], ends: Sequence[int]) -> bytes:
    for depth, (closing, end) in enumerate(zip(closings, ends, strict=True), 1):
        if closing == b"]" and end:
            rest = b"".join(reversed(closings[:depth]))
            return head[:end] + (b"]" + ogx.AFTER_STREAM if rest == b"]}}" and ogx.is_certain(head) else rest)
    return b""


def _up_to_event(head: bytes, closings: Sequence[bytes], start: int) -> bytes:
    """The same where a string is cut that holds an event stream."""
    if not re.compile(_STRING_OF_EVENTS).match(head, start):
        return b""
    end = _end_of_events(head, start, _ESCAPED_BLANK_LINES)
    return head[:end] + b'"' + b"".join(reversed(closings)) if end else b""


def _end_of_events(text: bytes, start: int, blank_lines: Sequence[bytes]) -> int:
    """Where the last complete event ends that begins at `start` or after; 0 without one."""
    return max((at + len(blank) for blank in blank_lines if (at := text.rfind(blank, start)) >= 0), default=0)
