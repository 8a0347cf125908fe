"""Credentials in recorded headers and URLs, covered by bullets of the same length until asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from recview.model import Json

_NAMES = r"(?:proxy-)?authorization|(?:set-)?cookie|(?:x-)?api[-_]?key|x-goog-api-key|x-amz-security-token"
_HEADER = re.compile(rf"^(?:{_NAMES})$", re.IGNORECASE)
_STRING = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'  # the last one may be cut off
_IN_JSON = re.compile(rf'"(?:{_NAMES})"\s*:\s*({_STRING}|\[(?:\s|,|{_STRING})*+(?:\]|\Z))', re.IGNORECASE)
_IN_URL = re.compile(r"([?&](?:key|api[-_]?key|access_token|sig|signature)=)([^&\s\"']+)", re.IGNORECASE)
_NOT_A_LINE_END = re.compile(r"[^\n]")
_VALUE = re.compile(r'"((?:[^"\\]|\\.)*+)("|\\?\Z)')


def masked_text(raw: str) -> str:
    """JSON text with the values of credential headers and URL parameters covered; the length stays."""
    covered = _IN_JSON.sub(_cover_strings, raw)
    return masked_url(covered)


def masked_url(url: str) -> str:
    """A URL, or text that holds some, with its key parameters covered."""
    return _IN_URL.sub(lambda found: found[1] + "•" * len(found[2]), url)


def masked(headers: Mapping[str, Json]) -> dict[str, Json]:
    """Headers by name with credential values covered."""
    return {name: _cover(value) if _HEADER.match(name) else value for name, value in headers.items()}


def _cover(value: Json) -> Json:
    if isinstance(value, list):
        return [_cover(item) for item in value]
    return "•" * min(len(str(value)), 40)


def _cover_strings(found: re.Match[str]) -> str:
    key = found[0][: found.start(1) - found.start(0)]
    return key + _VALUE.sub(lambda value: f'"{_NOT_A_LINE_END.sub("•", value[1])}{value[2]}', found[1])
