"""Two lists side by side, `requests: […]` and `responses: […]`, in YAML that is mostly packed (`.yaml.gz`).

Source: the serializer of langchain-tests' VCR configuration. Each request and response is as vcrpy keeps it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from recview.coerce import as_dict
from recview.formats import vcrpy
from recview.formats.contract import incomplete
from recview.formats.file import File, has_key
from recview.formats.http import Exchanges, Recorded
from recview.model import Exchange, Json, Readability

NAME = "vcrpy-lists"

_REQUEST = {"body", "headers", "method", "uri"}


def begins(head: bytes) -> bool:
    """Whether a list of requests stands at the top."""
    return has_key(head, b"requests")


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """A request and the response of the same place as one exchange."""
    tree = as_dict(file.yaml)
    requests, responses = tree.get("requests"), tree.get("responses")
    if not isinstance(requests, list) or not any(_REQUEST & as_dict(request).keys() for request in requests):
        return None
    if not isinstance(responses, list) or not responses:
        return incomplete()
    # What was sent and not answered yet has no response beside it.
    pairs = [*zip_longest(requests, responses[: len(requests)])]
    exchanges = Exchanges(file, path, NAME, pairs, _recorded)
    if len(responses) < len(requests) or not vcrpy.is_complete(file, responses[-1]):
        return incomplete(exchanges)
    return exchanges


def _recorded(pair: tuple[Json, Json]) -> Recorded:
    request, response = pair
    return vcrpy.recorded({"request": request, "response": response})
