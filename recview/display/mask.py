"""Credentials in recorded headers and URLs, covered by bullets of the same length until asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from recview.model import Json

_NAMES = r"(?:proxy-)?authorization|(?:set-)?cookie|(?:x-)?api[-_]?key|x-goog-api-key|x-amz-security-token"
# As text: `re` compiles and keeps them at their first use, which spares the start five milliseconds.
_HEADER = rf"(?i)^(?:{_NAMES})$"
_STRING = r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)'  # the last one may be cut off
_IN_JSON = rf'(?i)"(?:{_NAMES})"\s*:\s*({_STRING}|\[(?:\s|,|{_STRING})*+(?:\]|\Z))'
# A header in YAML or in plain HTTP: on its line, and on those below that belong to it by their dash or indentation.
_ON_LINES = rf"(?im)^(([ \t]*)(?:- )?'?(?:{_NAMES})'?[ \t]*:)([^\n]*(?:\n\2(?:-[ ]|[ \t])[^\n]*)*)"
# A header whose name is a string of a class of its own: `? !!python/…istr`, `- Cookie`, `: - a=b`, each on its line.
_ON_LINES_BELOW = rf"(?im)^([ \t]*-[ ](?:{_NAMES})\n([ \t]*):)([^\n]*(?:\n\2(?:-[ ]|[ \t])[^\n]*)*)"
_ON_A_LINE = r"(?m)^([ \t]*(?:- )?)(.*)$"
_IN_URL = r"(?i)([?&](?:key|api[-_]?key|access_token|sig|signature)=)([^&\s\"']+)"
_NOT_A_LINE_END = r"[^\n]"
_VALUE = r'"((?:[^"\\]|\\.)*+)("|\\?\Z)'


def masked_text(raw: str) -> str:
    """JSON, YAML or HTTP with the values of credential headers and URL parameters covered; the length stays."""
    covered = re.sub(_IN_JSON, _cover_strings, raw)
    for pattern in (_ON_LINES, _ON_LINES_BELOW):
        covered = re.sub(pattern, _cover_lines, covered)
    return masked_url(covered)


def masked_url(url: str) -> str:
    """A URL, or text that holds some, with its key parameters covered."""
    return re.sub(_IN_URL, lambda found: found[1] + "•" * len(found[2]), url)


def masked(headers: Mapping[str, Json]) -> dict[str, Json]:
    """Headers by name with credential values covered."""
    return {name: _cover(value) if re.match(_HEADER, name) else value for name, value in headers.items()}


def _cover(value: Json) -> Json:
    if isinstance(value, list):
        return [_cover(item) for item in value]
    return "•" * min(len(str(value)), 40)


def _cover_strings(found: re.Match[str]) -> str:
    key = found[0][: found.start(1) - found.start(0)]
    return key + re.sub(_VALUE, _covered_value, found[1])


def _cover_lines(found: re.Match[str]) -> str:
    return found[1] + re.sub(_ON_A_LINE, lambda line: line[1] + re.sub(_NOT_A_LINE_END, "•", line[2]), found[3])


def _covered_value(value: re.Match[str]) -> str:
    covered = re.sub(_NOT_A_LINE_END, "•", value[1])
    return f'"{covered}{value[2]}'
