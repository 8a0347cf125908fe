"""The JSON text of a body, made comparable by any set of steps; steps that change nothing cost nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from functools import cached_property

from recview.checks.names.normalization import FILE_ID, STEPS, Step, normalized
from recview.model import Json


class ComparableBody:
    """A body as it is hashed."""

    def __init__(self, body: Json, host: str) -> None:
        """Compute nothing yet.

        Args:
            body: As it was recorded.
            host: By which steps apply; empty if none depends on it.
        """
        self._body = body
        self._host = host
        self._texts: dict[frozenset[Step], str] = {}

    @cached_property
    def raw(self) -> str:
        """Its text without any step."""
        return dumped(self._body)

    def text(self, steps: Collection[Step]) -> str:
        """Its text by some steps."""
        working = frozenset(steps) - self._idle_steps
        if not working:
            return self.raw
        if working not in self._texts:
            self._texts[working] = dumped(normalized(self._body, working, self._host))
        return self._texts[working]

    def text_with(self, words: Mapping[str, str], steps: Collection[Step]) -> str:
        """Its text by some steps, words of it replaced by others before."""
        return dumped(normalized(json.loads(replaced(self.raw, words)), steps, self._host))

    def effective_steps(self) -> tuple[Step, ...]:
        """The steps of released recorders that change it."""
        return tuple(step for step in STEPS if self.text((step,)) != self.raw)

    @cached_property
    def _idle_steps(self) -> frozenset[Step]:
        """Steps that surely change nothing: to walk through each body for each recorder takes most of the time."""
        text = self.raw
        idle: set[Step] = set()
        if "bedrock" not in self._host:
            idle.add("stream_options")
        if '"project_id"' not in text:
            idle.add("project_id")
        if not ("score:" in text or "attributes:" in text or "document_id:" in text or "<|" in text):
            idle.update(("file_search", "early_file_search"))
        if not (_PLACES.search(text) or _SMALL_NUMBER.search(text)):
            idle.update(("rounding", "six_places"))
        if not FILE_ID.search(text):
            idle.add("numbered_files")
        return frozenset(idle)


# In JSON's text: four places, also of digits other than ASCII's, and a number so small that it has an exponent. Two
# expressions, as each begins with a character that is looked for fast.
_PLACES = re.compile(r"\.(?:\d{4}|\d{0,3}\\u)")
_SMALL_NUMBER = re.compile(r"e-\d")

dumped = json.JSONEncoder(sort_keys=True).encode
"""JSON as the recorder writes it for the hash."""


def replaced(text: str, words: Mapping[str, str]) -> str:
    """A text with words replaced by others."""
    for new, old in words.items():
        text = text.replace(new, old)
    return text
