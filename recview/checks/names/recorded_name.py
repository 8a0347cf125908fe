"""A file's name taken apart: the hash that it was given, and the digest of the models that it lists."""

from __future__ import annotations

import re
from hashlib import sha256

from recview.checks.names.generations.generation import Generation
from recview.checks.names.hashed_request import HashedRequest
from recview.coerce import as_dict, as_list
from recview.model import Json
from recview.named_tuple import NamedTuple

_NAME = re.compile(r"(models-)?([0-9a-f]{64}|[0-9a-f]{12})(?(1)-([0-9a-f]{8}))\.json")
SHORT = 12
"""Hexadecimal digits of a name, until October 2025; and of a hash in the ids of an answer, ever since."""


class RecordedName(NamedTuple):
    """What a file is called.

    Attributes:
        hash: 64 or 12 hexadecimal digits; empty where the name holds no hash.
        digest: What tells lists of models apart; None where it is not called a list of models.
    """

    hash: str = ""
    digest: str | None = None

    @property
    def is_short(self) -> bool:
        """Whether the hash is one of the first recorders'."""
        return len(self.hash) == SHORT


def recorded_name(name: str) -> RecordedName:
    """What is in a file's name, given without its folders."""
    match = _NAME.fullmatch(name)
    return RecordedName(match[2], match[3]) if match else RecordedName()


def name_by(generation: Generation, request: HashedRequest, digest: str | None) -> str:
    """The name that a generation of the recorder gives to a recording.

    Args:
        generation: Of the recorder.
        request: The recording's.
        digest: The digest of the models in the answer; None if there are none.
    """
    if request.kind == "inference" and request.endpoint in generation.model_lists.named:
        return f"models-{request.hash_by(generation)}-{digest or sha256().hexdigest()[:8]}.json"
    return f"{request.hash_by(generation)}.json"


def digest_of_models(request: HashedRequest, answer: Json) -> str | None:
    """The digest by which lists of models are told apart; None where the answer is no list of models.

    Args:
        request: What was asked.
        answer: The body of the answer, as it is recorded.
    """
    if not request.has_digest_of_models:
        return None
    data = as_dict(answer).get("__data__", answer)
    if request.endpoint == "/info":
        names = [as_dict(data).get("model_id")]
    else:
        models = as_list(data) or as_list(as_dict(data).get("models"))
        payloads = [as_dict(as_dict(model).get("__data__", model)) for model in models]
        names = [payload.get("model" if request.endpoint == "/api/tags" else "id") for payload in payloads]
    distinct = sorted({name for name in names if isinstance(name, str)})
    return sha256("|".join(distinct).encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:8]
