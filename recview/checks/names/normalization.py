"""The steps by which OGX's recorders make a request comparable before they hash it.

A recorder knows some of them (see `generations`). The last three are drafts: they were in use for days only, and are
found out from recordings whose names they explain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import partial
from typing import Literal, TypeAlias

from recview.model import Json

Step: TypeAlias = Literal[
    "rounding", "stream_options", "project_id", "file_search", "six_places", "numbered_files", "early_file_search"
]

STEPS: tuple[Step, ...] = ("rounding", "stream_options", "project_id", "file_search")
"""The steps of released recorders, in the order in which they came to be."""

DRAFTS: tuple[frozenset[Step], ...] = (
    frozenset({"six_places"}),
    frozenset({"numbered_files"}),
    frozenset({"rounding", "stream_options", "project_id", "early_file_search"}),
)
"""What recorders between two releases knew: October 2025, October 2025, April 2026."""

STEP_WORDS: dict[Step, str] = {
    "rounding": "decimals rounded to 5 places (October 2025)",
    "stream_options": "stream_options left out on Bedrock (January 2026)",
    "project_id": "project_id left out of extra_body and extra_query (March 2026)",
    "file_search": "scores, attributes and ids of a file search left out (April 2026)",
    "six_places": "decimals rounded to 6 places (a draft of October 2025)",
    "numbered_files": "ids of files numbered (a draft of October 2025)",
    "early_file_search": "scores and attributes of a file search left out, not its ids (a draft of April 2026)",
}


def normalized(body: Json, steps: Collection[Step], host: str) -> Json:
    """A body as it is hashed.

    Args:
        body: As it was recorded.
        steps: What the recorder knew.
        host: The host of its URL, with the port.

    Raises:
        RecursionError: If it is nested too deeply.
    """
    texts: list[Callable[[str], str]] = []
    if "numbered_files" in steps:
        texts.append(partial(_with_numbered_files, {}))
    if "file_search" in steps:
        texts.append(_without_file_search)
    if "early_file_search" in steps:
        texts.append(_without_scores)
    places = 5 if "rounding" in steps else 6 if "six_places" in steps else None
    if places is not None:
        texts.append(partial(_rounded_text, places))
    return _Walk(texts, places, "project_id" in steps).root(
        body, without_stream_options="stream_options" in steps and "bedrock" in host
    )


class _Walk:
    """What is done to each value of a body."""

    def __init__(self, texts: list[Callable[[str], str]], places: int | None, drops_project: bool) -> None:
        self._texts = texts
        self._places = places
        self._drops_project = drops_project

    def root(self, value: Json, *, without_stream_options: bool = False) -> Json:
        """A value that the recorder takes for a root: the body, and each value of an array."""
        walked = self._value(value)
        if isinstance(walked, dict):
            if without_stream_options:
                walked.pop("stream_options", None)
            if self._drops_project:
                for key in ("extra_body", "extra_query"):
                    if isinstance(extra := walked.get(key), dict):
                        extra.pop("project_id", None)
        return walked

    def _value(self, value: Json) -> Json:
        if isinstance(value, str):
            # Every step changes a text that has one of these.
            if "." in value or ":" in value or "-" in value or "|" in value:
                for change in self._texts:
                    value = change(value)
            return value
        if isinstance(value, dict):
            return {key: self._value(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.root(inner) for inner in value]
        if isinstance(value, float) and self._places is not None:
            return round(value, self._places)
        return value


# The recorder's own expression has no lookbehind. It changes nothing but the time that a million digits take.
_DECIMAL = re.compile(r"-?(?<!\d)\d+\.\d{4,}")
_PLACES = re.compile(r"\.\d{4}")
_SCORE = re.compile(r"score:\s*[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")
_UUID = "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"
_DOCUMENT = re.compile(rf"document_id:\s*{_UUID}")
_CITED = re.compile(rf"<\|{_UUID}\|>")
FILE_ID = re.compile("file-[0-9a-f]{32}")
_ATTRIBUTES = re.compile(r"attributes:\s*\{")


def _rounded_text(places: int, text: str) -> str:
    if not _PLACES.search(text):
        return text
    return _DECIMAL.sub(lambda decimal: f"{float(decimal[0]):.{places}f}", text)


def _without_file_search(text: str) -> str:
    text = _without_scores(text)
    if "document_id:" in text:
        text = _DOCUMENT.sub("document_id: __NORMALIZED__", text)
    return _CITED.sub("<|__NORMALIZED__|>", text) if "<|" in text else text


def _without_scores(text: str) -> str:
    if "score:" in text:
        text = _SCORE.sub("score: __NORMALIZED__", text)
    return _without_attributes(text) if "attributes:" in text else text


def _without_attributes(text: str) -> str:
    r"""What the recorder's `,?\s*attributes:\s*\{[^}]*\}` leaves, in a time that does not grow with the square."""
    kept, start = [], 0
    while opening := _ATTRIBUTES.search(text, start):
        end = text.find("}", opening.end()) + 1
        if not end:
            break
        before = text[start : opening.start()].rstrip()
        kept.append(before.removesuffix(","))
        start = end
    return "".join(kept) + text[start:]


def _with_numbered_files(numbers: dict[str, str], text: str) -> str:
    return FILE_ID.sub(lambda file: numbers.setdefault(file[0], f"file-{len(numbers) + 1}"), text)
