"""Where on the screen the place of a finding is: a position of the replay, a path of JSON, or a panel."""

from __future__ import annotations

import re
from typing import Literal

from recview.named_tuple import NamedTuple

_CHUNKS = re.compile(r", chunks? ([0-9,]+)(?:–([0-9,]+))?\Z")
_RESPONSE_CHUNK = re.compile(r"response chunk ([0-9,]+)\b")
_OF_ANSWER = ("answer", "reasoning", "refusal", "arguments", "choice ", "usage", "unknown chunk")

MOST_DIGITS = 12


class FindingTarget(NamedTuple):
    """Where to go.

    Attributes:
        view: The conversation, or the panel that shows it.
        position: How many chunks are to be played; None if it is not known: at the end of the answer.
        path: The path below the request or the response, as `messages[2].content`; empty for all of it.
    """

    view: Literal["chat", "request", "response", "chunk", "raw"]
    position: int | None = None
    path: str = ""


def finding_target(at: str) -> FindingTarget:
    """Where the place that a finding names is on the screen; what has no other place is in the raw file.

    Args:
        at: As in a finding: `answer, chunks 41–44`, `request.messages[2].content`, `name`.
    """
    if chunk := _RESPONSE_CHUNK.match(at):
        return FindingTarget("chunk", _number(chunk[1]))
    if at.startswith("request"):
        return FindingTarget("request", path=_path(at, "request"))
    if at.startswith("response"):
        return FindingTarget("response", path=_path(at, "response"))
    if chunks := _CHUNKS.search(at):
        return FindingTarget("chat", _number(chunks[2] or chunks[1]))
    return FindingTarget("chat") if at.startswith(_OF_ANSWER) else FindingTarget("raw")


def _path(at: str, root: str) -> str:
    return at.partition(", ")[0].removeprefix(root).lstrip(".")


def _number(text: str) -> int:
    return int(text.replace(",", "")[:MOST_DIGITS] or "0")
