"""What the check of names knows of a file: what each recorder would call it, and how its name came to be.

All that costs reading is worked out here, once for each content; what depends on the generation that is chosen and on
other files is left to `reasons`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

from recview.checks.checked_file import CheckedFile
from recview.checks.names.generations import GENERATIONS
from recview.checks.names.generations.generation import Generation, Unread
from recview.checks.names.hashed_request import HashedRequest, RequestKind
from recview.checks.names.recorded_name import SHORT, RecordedName, digest_of_models, name_by, recorded_name
from recview.checks.names.ways import Way, way_from, way_of
from recview.coerce import as_dict, as_list, as_str
from recview.formats import ogx
from recview.model import Json
from recview.named_tuple import NamedTuple

_T = TypeVar("_T")


class NameFact(NamedTuple):
    """What is known of a recording's name without other files.

    Of what recorders would do there is an entry for the first generation, and one for each that does it otherwise than
    the one before it.

    Attributes:
        kind: What was asked: `inference`, `http`, `tool`, `file_processor`, `other`.
        test_id: The test; null if there is none.
        names: The names that recorders would give it; empty where none can be computed.
        keys: What recorders hash under `test_id`.
        unread: Why recorders never look it up; an empty text where they do.
        steps: The steps of released recorders that change its body.
        kept_way: How its name was computed, as JSON; None if no way is known.
        holds_itself: Whether its own hash stands in its request: a hash of that cannot be computed.
        written_as: The start of the hash that it was written under, where its answer's ids tell another one.
    """

    kind: str
    test_id: Json
    names: Mapping[str, str]
    keys: Mapping[str, str]
    unread: Mapping[str, str]
    steps: tuple[str, ...] = ()
    kept_way: Json = None
    holds_itself: bool = False
    written_as: str = ""

    def name(self, generation: str) -> str:
        """The name that a generation would give it; empty if none can be computed."""
        return _latest(self.names, generation)

    def key(self, generation: str) -> str:
        """What a generation hashes under `test_id`; `null` also for a test that is null."""
        key = _latest(self.keys, generation)
        return "null" if key == "kept" and self.test_id is None else key

    def why_unread(self, generation: str) -> str:
        """Why a generation never looks it up; empty if it does."""
        return _latest(self.unread, generation)

    @property
    def way(self) -> Way | None:
        """How its name was computed."""
        return None if self.kept_way is None else way_from(self.kept_way)


def name_fact(file: CheckedFile) -> Json | None:
    """The facts of an OGX recording, to be kept as JSON; None for any other file."""
    recording = file.json
    if not file.exchanges or file.exchanges[0].format != ogx.NAME or not isinstance(recording, dict):
        return None
    try:
        return list(_fact(recording, recorded_name(file.name)))
    except (RecursionError, ValueError, TypeError, KeyError):
        # What no recorder writes: nested a thousand levels deep, or with a URL that is none.
        return list(NameFact("other", None, {}, {}, {}))


def fact_from(value: Json) -> NameFact:
    """The facts that were kept as JSON."""
    fact = NameFact(*value)
    return fact._replace(steps=tuple(fact.steps))


def way_of_content(path: str, recording: Json) -> tuple[Way | None, Json]:
    """How the name of a path is computed from another content that the file had, and the test in that content."""
    if not isinstance(recording, dict) or not isinstance(recording.get("request"), dict):
        return None, None
    try:
        request = HashedRequest(recording)
        return way_of(recorded_name(path.rpartition("/")[2]), request), request.test_id
    except (RecursionError, ValueError, TypeError, KeyError):
        return None, None


def _fact(recording: Mapping[str, Json], name: RecordedName) -> NameFact:
    request = HashedRequest(recording)
    unread = _unread(request.kind, request.provider, request.path, request.host)
    if request.kind in ("file_processor", "other"):
        return NameFact(request.kind, request.test_id, {}, {}, unread)
    answer = as_dict(recording.get("response")).get("body")
    fact = NameFact(request.kind, request.test_id, {}, _keys(request.path, request.hostname), unread)
    if not (name.is_short and request.test_id is None):
        # The first recorders' files have no test, without which no later one would call them anything.
        digest = digest_of_models(request, answer)
        fact = fact._replace(names=_changes(lambda generation: name_by(generation, request, digest)))
    if name.hash and fact.names and all(recorded_name(computed).hash == name.hash for computed in fact.names.values()):
        return fact
    way = way_of(name, request) if name.hash else None
    return fact._replace(
        steps=request.effective_steps() if fact.names else (),
        kept_way=way.as_json if way else None,
        holds_itself=bool(name.hash) and request.holds(name.hash[:8]),
        written_as=_written_as(answer, name.hash),
    )


def _changes(value_of: Callable[[Generation], _T]) -> dict[str, _T]:
    """By the name of a generation what it does, for those that do otherwise than the one before."""
    changes: dict[str, _T] = {}
    latest: _T | None = None
    for generation in GENERATIONS:
        value = value_of(generation)
        if not changes or value != latest:
            changes[generation.name] = latest = value
    return changes


def _latest(changes: Mapping[str, str], generation: str) -> str:
    """What the last change up to a generation brought; they are in order, and their names sort by time."""
    latest = ""
    for name, value in changes.items():
        if name > generation:
            break
        latest = value
    return latest


# A tree of thousands of recordings asks a handful of URLs.
@lru_cache(1_024)
def _unread(kind: RequestKind, provider: str, path: str, host: str) -> Mapping[str, str]:
    """By generation why a recording is never looked up."""

    def is_unread(rule: Unread) -> bool:
        if kind == "file_processor":
            return rule.file_processors
        if kind == "tool":
            return rule.other_tools_than is not None and provider not in rule.other_tools_than
        return path in rule.paths and (not rule.hosts or host in rule.hosts)

    return _changes(lambda generation: next((rule.why for rule in generation.unread if is_unread(rule)), ""))


@lru_cache(1_024)
def _keys(path: str, hostname: str) -> Mapping[str, str]:
    """By generation what is hashed under `test_id`."""
    return _changes(lambda generation: generation.model_lists.key_of(path, hostname))


def _written_as(answer: Json, name: str) -> str:
    """The start of the hash in the ids of an answer, if it is not that of its name."""
    for chunk in as_list(answer) or [answer]:
        id_ = as_str(as_dict(as_dict(chunk).get("__data__", chunk)).get("id"))
        if id_.startswith("rec-") and len(id_) == len("rec-") + SHORT:
            return "" if name.startswith(id_[4:]) else id_[4:]
    return ""
