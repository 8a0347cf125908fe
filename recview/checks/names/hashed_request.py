"""The hash of an OGX recording's request, as any generation of its recorder computes it.

The hash is the sha256 of the text that Python's `json.dumps(…, sort_keys=True)` makes of the request. It is the same
for what is read back from the recording, as long as integers of any length were kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from typing import Literal, TypeAlias
from urllib.parse import urlparse

from recview.checks.names.comparable_body import ComparableBody, dumped, replaced
from recview.checks.names.generations.generation import Generation, TestKey
from recview.checks.names.normalization import Step
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
        hostname: The same without the port.
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
        self.path, self.host, self.hostname = parsed.path, parsed.netloc, parsed.hostname or ""
        # Recorders do not look at the host of an HTTP request.
        self._comparable = ComparableBody(self.body, self.host if self.kind == "inference" else "")
        self._hashes: dict[tuple[str, TestKey], str] = {}

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
        text = self._comparable.text(steps)
        if (text, key) not in self._hashes:
            # Most steps change nothing in most bodies, so that most recorders compute the same.
            self._hashes[text, key] = self._hash(text, self._test_text, key)
        return self._hashes[text, key]

    def hash_by(self, generation: Generation) -> str:
        """The 64 hexadecimal digits of its name, by a generation of the recorder."""
        return self.hash(generation.steps, self.key_by(generation))

    def key_by(self, generation: Generation) -> TestKey:
        """What a generation of the recorder hashes under `test_id`."""
        return generation.model_lists.key_of(self.path, self.hostname)

    def holds(self, word: str) -> bool:
        """Whether a word of ASCII letters is in what is hashed."""
        return word in self._comparable.raw or word in as_str(self.test_id)

    def hash_as(self, words: Mapping[str, str], steps: Collection[Step], key: TestKey) -> str:
        """The hash that it would have with some words of its body and of its test replaced by others."""
        return self._hash(self._comparable.text_with(words, steps), replaced(self._test_text, words), key)

    def test_of(self, start: str, tests: Sequence[str], steps: Collection[Step]) -> str:
        """The test with which its hash begins with some digits; empty if there is none.

        Args:
            start: The digits.
            tests: The tests that are tried.
            steps: The steps by which the body is made comparable.
        """
        before, after = self._around_test(self._comparable.text(steps))
        # What stands before the test is hashed once: there may be a thousand tests.
        begun, rest = sha256(before.encode(), usedforsecurity=False), after.encode()
        for test in tests:
            whole = begun.copy()
            whole.update(dumped(test).encode() + rest)
            if whole.hexdigest().startswith(start):
                return test
        return ""

    def effective_steps(self) -> tuple[Step, ...]:
        """The steps of released recorders that change its body."""
        return self._comparable.effective_steps()

    def _hash(self, body: str, test: str, key: TestKey) -> str:
        """The hash of a request, given the JSON of its body and of its test."""
        if self.kind == "tool":
            text = dumped({name: self._request.get(name) for name in ("kwargs", "provider", "tool_name")})
        elif key == "absent":
            text = f'{{"body": {body}, {self._endpoint_text}}}'
        else:
            before, after = self._around_test(body)
            text = f"{before}{test if key == 'kept' else 'null'}{after}"
        return sha256(text.encode(), usedforsecurity=False).hexdigest()

    def _around_test(self, body: str) -> tuple[str, str]:
        """What stands before and behind the test in the text that is hashed."""
        if self.kind == "http":
            method = dumped(_method(self._request))
            return f'{{"method": {method}, "payload": {body}, "test_id": ', f', "url": {dumped(self.url)}}}'
        return f'{{"body": {body}, {self._endpoint_text}, "test_id": ', "}"

    @cached_property
    def _endpoint_text(self) -> str:
        return f'"endpoint": {dumped(self.path)}, "method": {dumped(_method(self._request))}'

    @cached_property
    def _test_text(self) -> str:
        return dumped(self.test_id)


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
