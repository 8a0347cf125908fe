"""Session records of the Azure SDKs: `{Entries: [{RequestUri, RequestBody, StatusCode, ResponseBody, …}], Variables}`.

Source: the test proxy of the Azure SDKs, and the recorder that OpenAI's SDK for .NET took over from them. A JSON body
is kept as a tree, a text as a string or as the list of its lines, anything else in base64.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.formats.file import File
from recview.formats.http import Exchanges, Recorded
from recview.framing import Body
from recview.framing.kept import unbase64
from recview.model import Exchange, Json, Readability

NAME = "azure-sdk"

_URI = b'"RequestUri"'


def begins(head: bytes) -> bool:
    """Whether entries stand at the top."""
    return head[:1] == b"{" and b'"Entries"' in head and _URI in head


def read(file: File, path: str) -> Sequence[Exchange] | Readability | None:
    """Its entries."""
    entries = [as_dict(entry) for entry in as_list(as_dict(file.json).get("Entries"))]
    if not entries or not all("RequestUri" in entry for entry in entries):
        return None
    return Exchanges(file, path, NAME, entries, _recorded)


def _recorded(entry: Mapping[str, Json]) -> Recorded:
    return Recorded(
        entry.get("RequestMethod"),
        entry.get("RequestUri"),
        entry.get("RequestHeaders"),
        _body(entry, "Request"),
        entry.get("StatusCode"),
        entry.get("ResponseHeaders"),
        _body(entry, "Response"),
    )


def _body(entry: Mapping[str, Json], side: str) -> Body:
    body = entry.get(f"{side}Body")
    headers = as_dict(entry.get(f"{side}Headers"))
    kind = next((as_str(value).lower() for name, value in headers.items() if name.lower() == "content-type"), "")
    if "json" in kind:
        return body
    if isinstance(body, list):
        return "".join(map(as_str, body))
    return unbase64(body) if isinstance(body, str) and not any(word in kind for word in _TEXTS) else body


_TEXTS = ("text/", "xml", "urlencoded", "jsonl", "ndjson")
