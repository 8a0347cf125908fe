"""A miss as the lines of `recview why --plugin` write it: one JSON file each."""

from __future__ import annotations

from recview.checks.misses.miss import Miss
from recview.coerce import as_dict, as_str
from recview.model import Json

MARK = "recview_miss"
"""The key that says that a JSON file is a miss; its value is the version of the form."""


def dumped_miss(value: Json) -> Miss | None:
    """The miss in a file; None if it holds none."""
    fields = as_dict(value)
    request = fields.get("request")
    if fields.get(MARK) != 1 or not isinstance(request, dict):
        return None
    body = as_dict(request.get("body"))
    return Miss(
        "ogx",
        "not_recorded",
        0,
        test=as_str(fields.get("test_id")),
        hash=as_str(fields.get("hash")),
        method=as_str(request.get("method")).upper(),
        url=as_str(request.get("url")),
        model=as_str(body.get("model")),
        request=request,
    )
