"""HTTP calls as JSON: `{request: {method, url, headers, body}, response: {status, headers, body}}`, one or several.

Source: what recorders of many languages write. The VCR proxy of Datadog's test agent keeps one call, Elixir's exvcr a
list, the recorder of opencode a list under `interactions` (its `bodyEncoding` may be base64), that of Mastra under
`recordings`: it keeps a stream's pieces as `chunks`, and names the test in `meta`. ReqLLM keeps bodies as `{b64}` and a
stream's pieces as `chunks: [{b64}]` beside the response. A status is {code, message} or a number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.formats.contract import Unread
from recview.formats.file import File
from recview.formats.http import Exchanges, Recorded, decoded, unbase64, unwrapped
from recview.formats.vcrpy import recorded
from recview.framing import Body
from recview.model import Exchange, Json

NAME = "http-json"
SUFFIXES = (".json",)


def begins(head: bytes) -> bool:
    """Whether it is JSON that speaks of a request or a response, or of calls."""
    return head[:1] in (b"{", b"[") and any(key in head for key in _KEYS)


_KEYS = (b'"request"', b'"response"', b'"recordings"')


def read(file: File, path: str) -> Sequence[Exchange] | Unread | None:
    """The call, or the calls; OGX's own kind (see `ogx`) keeps no answer's headers and says whether it streamed."""
    tree = as_dict(file.json)
    calls = next((value for value in (file.json, *map(tree.get, _LISTS)) if isinstance(value, list)), [tree])
    if not calls or not all(map(_is_call, calls)):
        return None
    return Exchanges(file, path, NAME, calls, _recorded, _named(path, as_dict(tree.get("meta"))))


_LISTS = ("interactions", "recordings")


def _is_call(value: Json) -> bool:
    pair = as_dict(value)
    sent, got = as_dict(pair.get("request")), as_dict(pair.get("response"))
    return bool({"url", "uri"} & sent.keys()) and "is_streaming" not in got and bool({"status", "headers"} & got.keys())


def _named(path: str, meta: Mapping[str, Json]) -> str:
    """The test as Mastra's recorder names it; its file is told from the folder that holds `__recordings__`."""
    file, test = as_str(meta.get("testFile")), as_str(meta.get("testName"))
    above, found, _ = path.partition("__recordings__/")
    return f"{above if found else ''}{file}::{test}" if file and test else ""


def _recorded(value: Json) -> Recorded:
    pair = as_dict(value)
    sent, got = as_dict(pair.get("request")), as_dict(pair.get("response"))
    kept = recorded(pair)
    pieces = pair.get("chunks", got.get("chunks"))
    return kept._replace(
        body=_unwrapped(kept.body, sent),
        answer=_joined(pieces) if isinstance(pieces, list) else _unwrapped(kept.answer, got),
    )


def _unwrapped(body: Body, owner: Mapping[str, Json]) -> Body:
    """A body without what some recorders put around it."""
    if isinstance(body, dict) and isinstance(body.get("b64"), str):
        return unbase64(body["b64"])
    return decoded(body, owner)


def _joined(pieces: Sequence[Json]) -> Body:
    """A stream that was kept as it came in: where a piece ends says nothing, an event may go on in the next one."""
    parts = [unwrapped(_unwrapped(piece, {})) for piece in as_list(pieces)]
    if all(isinstance(part, str) for part in parts):
        return "".join(map(as_str, parts))
    if all(isinstance(part, bytes) for part in parts):
        return b"".join(part for part in parts if isinstance(part, bytes))
    return list(pieces)
