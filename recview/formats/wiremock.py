"""Stubs of WireMock as it records them: `{request: {method, url, bodyPatterns}, response: {status, body, headers}}`.

Source: WireMock's reference of stub mappings, and the recordings of OpenTelemetry's and Elastic's agents for Java. One
stub a file, as JSON or YAML, or a list of them under `mappings`. What was sent is what is matched: a body is
`bodyPatterns: [{equalToJson: …}]`. An answer is `body`, `jsonBody`, `base64Body` or, named by `bodyFileName`, in a file
below `__files`, the folder beside `mappings`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from recview.coerce import as_dict, as_list
from recview.formats.contract import incomplete
from recview.formats.file import File, ends, has_key
from recview.formats.http import Exchanges, Recorded
from recview.framing import Body
from recview.framing.kept import unbase64
from recview.model import Exchange, Json, Readability

NAME = "wiremock"

_URLS = ("url", "urlPath", "urlPattern", "urlPathPattern", "urlPathTemplate")
_PATTERNS = ("equalToJson", "equalTo", "binaryEqualTo", "matchesJsonPath", "contains", "matches")
_ANSWERS = ("body", "jsonBody", "base64Body", "bodyFileName")
_TELLING = (b'"bodyPatterns"', b'"urlPa', b'"jsonBody"', b'"base64Body"', b'"bodyFileName"')


def begins(head: bytes) -> bool:
    """Whether a request that is to be matched stands at its start."""
    if head[:1] == b"{":
        return any(word in head for word in _TELLING)
    return has_key(head, b"mappings") or (has_key(head, b"request") and b"\n  url" in head)


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its stubs; one without an answer is being written."""
    tree = as_dict(file.tree)
    stubs = [as_dict(stub) for stub in (tree["mappings"] if isinstance(tree.get("mappings"), list) else [tree])]
    if not stubs or not all(map(_is_stub, stubs[:1])):
        return None
    if "status" not in as_dict(stubs[-1].get("response")) or not ends(file):
        # JSON that parsed is all there.
        return None if file.head[:1] == b"{" else incomplete()
    return Exchanges(file, path, NAME, stubs, partial(_recorded, file, path))


def _is_stub(stub: Mapping[str, Json]) -> bool:
    """Whether it has what only a stub has: others too have a `url` in a request and a `body` in a response."""
    sent, got = as_dict(stub.get("request")), as_dict(stub.get("response"))
    return any(key in sent for key in (*_URLS[1:], "bodyPatterns")) or any(key in got for key in _ANSWERS[1:])


def _recorded(file: File, path: str, stub: Mapping[str, Json]) -> Recorded:
    sent, got = as_dict(stub.get("request")), as_dict(stub.get("response"))
    pattern = as_dict(next(iter(as_list(sent.get("bodyPatterns"))), None))
    recorded = Recorded(
        sent.get("method"),
        next((sent[key] for key in _URLS if key in sent), ""),
        {name: next(iter(as_dict(value).values()), None) for name, value in as_dict(sent.get("headers")).items()},
        next((pattern[key] for key in _PATTERNS if key in pattern), None),
        got.get("status"),
        got.get("headers"),
        _answer(got),
    )
    name = got.get("bodyFileName")
    return _with_body_file(file, path, recorded, name) if isinstance(name, str) and not recorded.answer else recorded


def _answer(got: Mapping[str, Json]) -> Body:
    packed = got.get("base64Body")
    return unbase64(packed) if isinstance(packed, str) else got.get("jsonBody", got.get("body"))


def _with_body_file(file: File, path: str, recorded: Recorded, name: str) -> Recorded:
    """The call with the answer that is in a file below `__files`, or with the reason why that is not read."""
    named = f"__files/{name if len(name) <= _LONGEST else f'{name[:_LONGEST]}…'}"
    folders = path.split("/")[:-1]
    # A folder of mappings has folders below it for order only.
    above = folders[: len(folders) - 1 - folders[::-1].index("mappings")] if "mappings" in folders else None
    if any(step in ("", ".", "..") for step in name.split("/")):
        body: bytes | str = "its name leads out of that folder"
    elif above is None:
        body = "open the folder that holds mappings and __files"
    else:
        body = file.beside("/".join((*above, "__files", name)))
    if isinstance(body, bytes):
        return recorded._replace(answer=body)
    problem = f"its answer is in {named}, which is not read{f': {body}' if body else ''}"
    return recorded._replace(problem=problem, elsewhere=named)


_LONGEST = 200
"""Characters of a file's name that are shown."""
