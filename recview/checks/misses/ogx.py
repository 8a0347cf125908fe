"""What OGX's recorder says: a hash, or only a URL; the request itself just of tools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.misses.log import METHOD, Log, spread, url_at
from recview.checks.misses.miss import Miss
from recview.checks.misses.python_literal import literal_at
from recview.checks.names.hashed_request import HashedRequest
from recview.model import Json

_NOT = spread("Recording not found for ")
_HASHED = re.compile(
    rf"{_NOT}\s*(?P<genai>{spread('genai')})?\s*{spread('request hash:')}\s*(?P<hash>(?:[0-9a-f]\s*){{3,63}}[0-9a-f])"
)
_ASKED = re.compile(r"\s*Model:\s*(?P<model>.{0,300}?)\s*\|\s*(?:Request:\s*(?P<method>[A-Z]+)\s|Endpoint:)", re.DOTALL)
_TOOL = re.compile(rf"{_NOT}\s*(?P<provider>[\w-]+)\.(?P<tool>[\w.-]+)\s*\|\s*Request:\s*(?=\{{)")
_HTTP = re.compile(
    rf"{_NOT}\s*(?:{spread('rerank request')}\s*\|\s*{spread('URL:')}"
    rf"|(?:{spread('httpx')}\s*2?\s*(?:{spread('stream')})?|{spread('TEI model lookup')})\s*(?P<method>{METHOD})\s)"
)


def misses(log: Log) -> Iterator[Miss]:
    """The requests that OGX did not find."""
    for match in _HASHED.finditer(log.text):
        yield _hashed(log.text, match)
    for match in _TOOL.finditer(log.text):
        yield _tool(log.text, match)
    for match in _HTTP.finditer(log.text):
        method = "".join((match["method"] or "POST").split())
        yield Miss("ogx", "not_recorded", match.start(), method=method, url=url_at(log.text, match.end()))


def _hashed(text: str, match: re.Match[str]) -> Miss:
    hash_ = re.sub(r"\s", "", match["hash"])
    asked = _ASKED.match(text, match.end())
    if asked is None:
        return Miss("ogx", "not_recorded", match.start(), hash=hash_)
    url = url_at(text, asked.end())
    if match["genai"] and url:
        url = f"vertexai://{url}"
    model = re.sub(r"\s", "", asked["model"])
    return Miss(
        "ogx", "not_recorded", match.start(), hash=hash_, method=asked["method"] or "POST", url=url, model=model
    )


def _tool(text: str, match: re.Match[str]) -> Miss:
    arguments, is_whole = literal_at(text, match.end())
    request: dict[str, Json] = {"provider": match["provider"], "tool_name": match["tool"], "kwargs": arguments}
    # The hash of a tool call has no test in it: all that it is made of is in the text.
    hash_ = HashedRequest({"request": request}).hash((), "kept") if is_whole else ""
    return Miss("ogx", "not_recorded", match.start(), hash=hash_, request=request, is_cut=not is_whole)
