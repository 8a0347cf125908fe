"""What of a recording a finding is about, as what can be looked for: told from the words that say where it is."""

from __future__ import annotations

import re

from recview.findings import Finding
from recview.locating.target import Target

_WHOLE = ("", "name", "test_id")
_CHUNK = re.compile(r"\bchunks? (\d{1,9})\b")
_LINE = re.compile(r"\bline (\d{1,3}(?:,\d{3}){0,3}|\d{1,9})\b")
_PATH = re.compile(r"(request|response)((?:\.[^.\[\],]+|\[\d{1,9}\])*)")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


def target_of(finding: Finding) -> Target:
    """The part of its exchange: all of it, a chunk, a value in the request, or one in the response or all of that."""
    if finding.at in _WHOLE:
        return Target("exchange")
    path = _PATH.match(finding.at)
    keys = tuple(int(index) if index else key for key, index in _STEP.findall(path[2])) if path else ()
    if path and path[1] == "request":
        return Target("request", keys=keys)
    if chunk := _CHUNK.search(finding.at):
        return Target("chunk", max(int(chunk[1]) - 1, 0))
    # Findings name no body: what is in none of the other fields is in that.
    is_field = not keys or keys[0] in ("headers", "status")
    return Target("response", keys=keys if is_field else ("body", *keys))


def named_line(finding: Finding) -> int:
    """The line of the file that a finding itself names, from 1; 0 if it names none."""
    line = _LINE.match(finding.at) or (None if finding.at else _LINE.search(finding.message))
    return int(line[1].replace(",", "")) if line else 0
