"""A generation of OGX's recorder: all that its names depend on, as data."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, TypeAlias

from recview.checks.names.normalization import Step
from recview.named_tuple import NamedTuple

TestKey: TypeAlias = Literal["kept", "null", "absent"]
"""What a hashed request has under `test_id`: the test, null, or no such key."""

LOCAL_HOSTS = frozenset({"0.0.0.0", "127.0.0.1", "localhost"})


class ModelListRule(NamedTuple):
    """Which requests are hashed without their test, since all tests share them: lists of models.

    Attributes:
        paths: Paths of URLs, whole.
        key: What their hashed request has under `test_id`.
        other_hosts: Whether every path that ends in `/models` counts, too, on a host that is not this machine.
        named: Endpoints whose files are called `models-<hash>-<digest>.json`.
    """

    paths: frozenset[str]
    key: TestKey
    other_hosts: bool
    named: frozenset[str]

    def key_of(self, path: str, hostname: str) -> TestKey:
        """What the hashed request of a URL has under `test_id`, given the URL's path and host."""
        if path in self.paths:
            return self.key
        is_list = self.other_hosts and path.endswith("/models") and hostname not in LOCAL_HOSTS
        return self.key if is_list else "kept"


class Unread(NamedTuple):
    """Recordings that nothing asks for any more, whatever they are called.

    Attributes:
        why: As a clause, for people.
        paths: Paths of URLs.
        hosts: Hosts with their ports; empty for all.
        other_tools_than: The tools' providers that are still asked; None if this is not about tools.
        file_processors: Whether recordings of file processors are meant.
    """

    why: str
    paths: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    other_tools_than: frozenset[str] | None = None
    file_processors: bool = False


class Generation(NamedTuple):
    """A generation of the recorder.

    Attributes:
        name: Its year and month: `2026-04`.
        steps: The steps by which it makes a body comparable.
        model_lists: Its rule for lists of models.
        unread: What it never looks up.
    """

    name: str
    steps: frozenset[Step]
    model_lists: ModelListRule
    unread: Collection[Unread]


TOOLS = Unread("only tools of Tavily are replayed", other_tools_than=frozenset({"tavily"}))
FILE_PROCESSORS = Unread("file processors are never replayed since April 2026", file_processors=True)
OWN_SERVER = Unread(
    "lists of models of localhost:8321 are always asked for live since June 2026",
    paths=frozenset({"/v1/models", "/v1/v1/models", "/v1/openai/v1/models"}),
    hosts=frozenset({"localhost:8321"}),
)
OLLAMA = Unread(
    "Ollama's own client is no longer recorded since September 2026",
    paths=frozenset(f"/api/{name}" for name in ("ps", "tags", "chat", "generate", "embeddings", "embed", "pull")),
)
