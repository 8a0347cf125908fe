"""Whether a name is that of a header or a word of a body, judged by the keys around it.

Shared by the two readers of raw files: of JSON and YAML's flow style, and of lines (YAML's block style, HTTP).
"""

from __future__ import annotations

import json
import re

from recview.credentials import Span, is_credential_name, is_telling_name
from recview.named_tuple import NamedTuple


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HEADERS = _set(
    "headers header rawheaders reqheaders requestheaders responseheaders respheaders trailers trailer querystring query"
    " queryparameters params"
)
_COOKIES = _set("cookies requestcookies responsecookies")
_BODIES = _set(
    "body bodies string text content contents data postdata payload messages input output choices candidates prompt"
    " form jsonbody equaltojson responsebody requestbody bodystring"
)
"""Keys in lower case, without `-` and `_`."""

_ABOUT_COOKIES = _set("name path domain expires samesite maxage httponly secure comment")
NAMES = frozenset({"name", "key", "header", "field"})
VALUES = frozenset({"value", "values", "val"})


class Context(NamedTuple):
    """What surrounds a name.

    Attributes:
        in_headers: It is among headers, cookies or URL parameters.
        in_body: It is in a body: its names tell nothing.
        in_cookies: It is among cookies, each of which is a credential.
        is_secret: It is inside of a credential's value.
    """

    in_headers: bool = False
    in_body: bool = False
    in_cookies: bool = False
    is_secret: bool = False

    def below(self, key: str, *, is_list: bool) -> Context:
        """The context of what a key holds. Among no headers, an object is not a value but says something of one."""
        folded = re.sub(r"[-_ ]", "", key.lower()) if len(key) < 40 else ""
        if self.is_secret or ((self.in_headers or is_list) and self.holds_credential(key)):
            return self._replace(is_secret=True)
        if folded in _COOKIES and not self.in_body:
            return Context(in_headers=True, in_cookies=True)
        if folded in _HEADERS and not (self.in_body and folded in ("query", "params")):
            return Context(in_headers=True)
        return self._replace(in_body=self.in_body or (not self.in_headers and folded in _BODIES))

    def holds_credential(self, key: str) -> bool:
        """Whether the value of a key is a credential."""
        if self.is_secret:
            return True
        if self.in_cookies:
            return key.lower() not in _ABOUT_COOKIES
        return is_credential_name(key) if self.in_headers else not self.in_body and is_telling_name(key)

    def names_credential(self, name: str) -> bool:
        """Whether `name` as a value, `"name": "x-api-key"`, makes a credential of the value beside it."""
        if self.in_body and not self.in_headers:
            return False
        return self.in_cookies or (is_credential_name(name) if self.in_headers else is_telling_name(name))


class Pair:
    """A header that is kept as `name` and `value`, in either order."""

    def __init__(self) -> None:
        self.is_credential = False
        self.values: list[Span] = []

    def spans(self) -> list[Span]:
        """Its values, if they are to be covered."""
        return self.values if self.is_credential else []


def unquoted(text: str) -> str:
    r"""A name as it is meant: without the escapes of JSON, such as `\u0061`."""
    if "\\" not in text:
        return text
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        return text


def header_in(item: str) -> int:
    """Where the value begins in `Authorization: Bearer …`; -1 if it is no such line, or its header no credential."""
    match = re.match(r"([!#-'*-.0-9A-Z^-z|~]{1,100}):\s*", item)
    return match.end() if match and is_credential_name(match[1]) else -1
