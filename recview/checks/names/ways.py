"""How a file's name came to be: tried, as a hash tells nothing but whether a guess is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

from recview.checks.names.generations.generation import TestKey
from recview.checks.names.hashed_request import HashedRequest
from recview.checks.names.normalization import DRAFTS, STEPS, Step
from recview.checks.names.recorded_name import SHORT, RecordedName
from recview.model import Json
from recview.named_tuple import NamedTuple


class Way(NamedTuple):
    """How the hash in a name was computed.

    Attributes:
        steps: The steps by which the body was made comparable, those without any effect left out.
        key: What stood under `test_id`.
        is_first: Whether it is that of the recorders before 4 October 2025: 12 digits of a hash without test.
        replaced: What was replaced since then in the request, or in the test's name: the new word → the old one.
    """

    steps: tuple[Step, ...]
    key: TestKey
    is_first: bool = False
    replaced: Mapping[str, str] = {}

    @property
    def as_json(self) -> Json:
        """The way, to be kept in a cache."""
        return [list(self.steps), self.key, self.is_first, dict(self.replaced)]

    @property
    def drafts(self) -> tuple[Step, ...]:
        """Steps that only recorders between two releases knew."""
        return tuple(step for step in self.steps if step not in STEPS)


def way_from(value: Json) -> Way:
    """The way that was kept as JSON."""
    steps, key, is_first, replaced = value
    return Way(tuple(steps), key, is_first, replaced)


def way_of(name: RecordedName, request: HashedRequest) -> Way | None:
    """How a name was computed; None if no way that is known leads to it."""
    if request.kind not in ("inference", "http", "tool"):
        return None
    if name.is_short:
        is_first = request.hash((), "absent")[:SHORT] == name.hash
        return Way((), "absent", is_first=True) if is_first else None
    effective = request.effective_steps()
    sets = [*_released(effective), *_drafted(request)]
    keys = _keys(request)
    for steps, key in product(sets, keys):
        if request.hash(steps, key) == name.hash:
            return Way(steps, key)
    for replaced in _replacements(request):
        for steps, key in product(sets, keys):
            if request.hash_as(replaced, steps, key) == name.hash:
                return Way(steps, key, replaced=replaced)
    return None


def _released(effective: Sequence[Step]) -> Iterator[tuple[Step, ...]]:
    """Sets of steps, those that lack the fewest first."""
    for count in range(len(effective), -1, -1):
        yield from combinations(effective, count)


def _drafted(request: HashedRequest) -> Iterator[tuple[Step, ...]]:
    """What drafts of recorders did, if it is anything else than what the released ones did."""
    plain = request.hash((), "kept")
    for draft in DRAFTS:
        if request.hash(draft, "kept") != plain:
            yield tuple(sorted(draft))


def _keys(request: HashedRequest) -> Sequence[TestKey]:
    """What may have stood under `test_id`; all may have where a list of models was asked for."""
    if request.kind == "inference" and request.has_digest_of_models:
        return ("kept", "null", "absent")
    return ("kept",)


_OLD_WORDS: Mapping[str, Sequence[str]] = {
    "ogx": ("llama_stack", "llama-stack", "llamastack", "llama stack", "lls"),
    "OGX": ("Llama Stack", "LLAMA_STACK", "LlamaStack", "Llama stack", "llama-stack", "Llama-Stack", "LLAMA STACK"),
    "Ogx": ("LlamaStack", "Llama_Stack", "Llamastack"),
}
"""What the project's name was replaced for in April 2026, and by what; the likeliest first."""


def _replacements(request: HashedRequest) -> Iterator[Mapping[str, str]]:
    """How the project's name may have been replaced in a request: each spelling in it, for an old one or not at all."""
    spellings = [[(new, old) for old in (*olds, new)] for new, olds in _OLD_WORDS.items() if request.holds(new)]
    for chosen in product(*spellings):
        if replaced := {new: old for new, old in chosen if new != old}:
            yield replaced
