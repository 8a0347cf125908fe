"""The hash of an OGX recording's request, as any generation of its recorder computes it.

The hash is the sha256 of the text that Python's `json.dumps(…, sort_keys=True)` makes of the request. It is the same
for what is read back from the recording, as long as integers of any length were kept.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Literal, TypeAlias
from urllib.parse import urlparse

from recview.checks.names.generations.generation import Generation, TestKey, key_of
from recview.checks.names.normalization import STEPS, Step, normalized
from recview.coerce import as_dict, as_str
from recview.model import Json

RequestKind: TypeAlias = Literal["inference", "http", "tool", "file_processor", "other"]
"""`other` has no hash that can be computed."""


class HashedRequest:
    """A recording's request, with what its hash is made of.

    Attributes:
        kind: What was asked, which decides what is hashed.
        test_id: The test as it is recorded, null where there is none.
        url: The whole URL; empty for tools.
        path: That of the URL.
        host: That of the URL, with its port.
        endpoint: The endpoint as it is recorded.
        provider: The provider of a tool.
    """

    def __init__(self, recording: Mapping[str, Json]) -> None:
        request = as_dict(recording.get("request"))
        self.kind = _kind(request)
        self.test_id = recording["test_id"] if "test_id" in recording else request.get("test_id")
        self.url = as_str(request.get("url"))
        self.endpoint = as_str(request.get("endpoint"))
        self.provider = as_str(request.get("provider"))
        self._request = request
        parsed = urlparse(self.url)
        self.path, self.host = parsed.path, parsed.netloc
        self._texts: dict[frozenset[Step], str] = {}

    @property
    def has_digest_of_models(self) -> bool:
        """Whether it lists models or one, whose ids would be part of a name."""
        return self.kind == "inference" and (self.path.endswith("/models") or self.path in ("/api/tags", "/info"))

    @property
    def body(self) -> Json:
        """What was sent."""
        return self._request.get("payload" if self.kind == "http" else "body", {})

    def hash(self, steps: Collection[Step], key: TestKey) -> str:
        """The 64 hexadecimal digits of its name.

        Args:
            steps: The steps by which the body is made comparable.
            key: What stands under `test_id`.
        """
        return self._hash(self._body_text(frozenset(steps)), self.test_id, key)

    def hash_by(self, generation: Generation) -> str:
        """The 64 hexadecimal digits of its name, by a generation of the recorder."""
        return self.hash(generation.steps, key_of(generation.model_lists, self.url))

    def holds(self, word: str) -> bool:
        """Whether a word of ASCII letters is in what is hashed."""
        return word in self._raw_text or word in as_str(self.test_id)

    def hash_as(self, change: Mapping[str, str], steps: Collection[Step], key: TestKey) -> str:
        """The hash that it would have with some words of its body and of its test replaced by others."""
        text, test_id = self._raw_text, json.dumps(self.test_id)
        for new, old in change.items():
            text, test_id = text.replace(new, old), test_id.replace(new, old)
        body = normalized(json.loads(text), steps, self._steps_host)
        return self._hash(_dumped(body), json.loads(test_id), key)

    def test_of(self, start: str, tests: Sequence[str], steps: Collection[Step]) -> str:
        """The test with which its hash begins with some digits; empty if there is none.

        Args:
            start: The digits.
            tests: The tests that are tried.
            steps: The steps by which the body is made comparable.
        """
        mark = "\0"
        text = self._text(self._body_text(frozenset(steps)), mark, "kept")
        # What stands before the test is hashed once: there may be a thousand tests.
        before, _, after = text.partition(_dumped(mark))
        begun, rest = sha256(before.encode(), usedforsecurity=False), after.encode()
        for test in tests:
            whole = begun.copy()
            whole.update(_dumped(test).encode() + rest)
            if whole.hexdigest().startswith(start):
                return test
        return ""

    def effective_steps(self) -> tuple[Step, ...]:
        """The steps of released recorders that change its body."""
        plain = self._body_text(frozenset())
        return tuple(step for step in STEPS if self._body_text(frozenset((step,))) != plain)

    def _hash(self, body: str, test_id: Json, key: TestKey) -> str:
        return sha256(self._text(body, test_id, key).encode(), usedforsecurity=False).hexdigest()

    def _text(self, body: str, test_id: Json, key: TestKey) -> str:
        """The text that is hashed."""
        if self.kind == "tool":
            return _dumped({key: self._request.get(key) for key in ("kwargs", "provider", "tool_name")})
        if self.kind == "http":
            method, url = json.dumps(_method(self._request)), json.dumps(self.url)
            return f'{{"method": {method}, "payload": {body}, "test_id": {_dumped(test_id)}, "url": {url}}}'
        method, path = json.dumps(_method(self._request)), json.dumps(self.path)
        test = "" if key == "absent" else f', "test_id": {_dumped(test_id) if key == "kept" else "null"}'
        return f'{{"body": {body}, "endpoint": {path}, "method": {method}{test}}}'

    def _body_text(self, steps: frozenset[Step]) -> str:
        steps -= self._idle_steps
        if not steps:
            return self._raw_text
        if steps not in self._texts:
            self._texts[steps] = _dumped(normalized(self.body, steps, self._steps_host))
        return self._texts[steps]

    @cached_property
    def _raw_text(self) -> str:
        return _dumped(self.body)

    @cached_property
    def _idle_steps(self) -> frozenset[Step]:
        """Steps that surely change nothing: to walk through each body for each recorder takes most of the time."""
        text = self._raw_text
        idle: set[Step] = set()
        if "bedrock" not in self._steps_host:
            idle.add("stream_options")
        if '"project_id"' not in text:
            idle.add("project_id")
        if not any(word in text for word in ("score:", "attributes:", "document_id:", "<|")):
            idle.update(("file_search", "early_file_search"))
        if not _MAYBE_ROUNDED.search(text):
            idle.update(("rounding", "six_places"))
        if "file-" not in text:
            idle.add("numbered_files")
        return frozenset(idle)

    @property
    def _steps_host(self) -> str:
        """The host by which steps apply; recorders do not look at that of an HTTP request."""
        return self.host if self.kind == "inference" else ""


# In JSON's text: four places, also of digits other than ASCII's, or a number so small that it has an exponent.
_MAYBE_ROUNDED = re.compile(r"\.(?:\d{4}|\d{0,3}\\u)|e-\d")


def _kind(request: Mapping[str, Json]) -> RequestKind:
    if "tool_name" in request:
        return "tool"
    if "file_id" in request and "api" in request:
        return "file_processor"
    if not isinstance(request.get("url"), str) or not isinstance(request.get("method"), str):
        return "other"
    return "http" if "payload" in request else "inference"


def _method(request: Mapping[str, Json]) -> str:
    return as_str(request.get("method")).upper()


def _dumped(value: Json) -> str:
    return json.dumps(value, sort_keys=True)
