"""Mocks of Rust's httpmock as it records them: YAML documents `{when: {method, path, body}, then: {status, body}}`.

Source: httpmock's StaticMockDefinition, and the cassettes of rig. A document is a call; parameters and headers are
lists of {name, value}. There is no host but where it was asked for; bytes are `body_base64`, or a `body` whose
`body_encoding` is base64.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from recview.coerce import as_dict, as_list, as_str, as_words
from recview.formats.contract import incomplete
from recview.formats.file import File, ends, has_key
from recview.formats.http import Exchanges, Recorded, decoded
from recview.framing import Body
from recview.framing.kept import unbase64
from recview.model import Exchange, Json, Readability

NAME = "httpmock"


def begins(head: bytes) -> bool:
    """Whether what is matched stands at the top; of a long request, what is answered may come later."""
    return has_key(head, b"when") and b"\n  path:" in head


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """A call a document; one without an answer is being written."""
    documents = file.documents
    if isinstance(documents, Readability):
        return None
    mocks = [as_dict(document) for document in documents]
    if not mocks or not all("path" in as_dict(mock.get("when")) for mock in mocks[:1]):
        return None
    if not ends(file) or not {"body", "body_base64"} & as_dict(mocks[-1].get("then")).keys():
        return incomplete()
    return Exchanges(file, path, NAME, mocks, _recorded)


def _recorded(mock: Mapping[str, Json]) -> Recorded:
    sent, got = as_dict(mock.get("when")), as_dict(mock.get("then"))
    return Recorded(
        sent.get("method"),
        _url(sent),
        sent.get("header"),
        _body(sent),
        got.get("status"),
        got.get("header"),
        _body(got),
    )


def _url(sent: Mapping[str, Json]) -> str:
    host = as_str(sent.get("host"))
    asked = [as_dict(parameter) for parameter in as_list(sent.get("query_param"))]
    query = urlencode([(as_words(parameter.get("name")), as_words(parameter.get("value"))) for parameter in asked])
    start = f"{as_str(sent.get('scheme')) or 'https'}://{host}" if host else ""
    return f"{start}{as_str(sent.get('path'))}{f'?{query}' if query else ''}"


def _body(owner: Mapping[str, Json]) -> Body:
    packed = owner.get("body_base64")
    if isinstance(packed, str):
        return unbase64(packed)
    return decoded(owner.get("body", owner.get("json_body")), owner)
