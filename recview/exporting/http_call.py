"""The HTTP call of a recording as it can be made again, with environment variables in the place of credentials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from recview.coerce import as_words
from recview.credentials import is_credential_name, key_spans, url_spans
from recview.display.mask import covered
from recview.json_text import compact
from recview.model import Exchange, Json, Readability, Request
from recview.named_tuple import NamedTuple
from recview.protocols.access import Access, access_of, path_of
from recview.protocols.providers import is_private_url, provider
from recview.wire import parse


class Variable(NamedTuple):
    """A value that the environment holds, by the name of its variable."""

    name: str


Text: TypeAlias = tuple["str | Variable", ...]
"""A text in pieces: what is written out, and variables."""


class HttpCall(NamedTuple):
    """A call that can be made.

    Attributes:
        url: Printable ASCII, `http://` or `https://`.
        headers: (name, value) of each; names are tokens, what is written out of a value is printable ASCII.
        body: The parsed JSON, or another body as text; None if there is none.
        remarks: What differs from the recording and why, each a clause for the user.
    """

    method: str
    url: Text
    headers: tuple[tuple[str, Text], ...]
    body: Json
    remarks: tuple[str, ...]


def http_call(exchange: Exchange, protocol: str, *, secrets: bool) -> HttpCall:
    """The call of an exchange.

    Args:
        exchange: The exchange.
        protocol: The name of its protocol, which tells the path where no URL was recorded.
        secrets: Whether credentials in the body are written out; those in headers and the URL never are.
    """
    request, remarks = exchange.request, list[str]()
    word = provider(exchange)
    access = access_of(word)
    method, body = _method_and_body(exchange, remarks)
    url = _url(exchange, access, protocol, remarks)
    is_local = is_private_url(url)
    headers = tuple(_headers(request, access._replace(variable="") if is_local else access, remarks, body))
    if not secrets and (other := _covered(body)) is not body:
        body = other
        remarks.append("credentials in the body are covered: x shows them")
    return HttpCall(method, tuple(_with_variables(_ascii(url), access)), headers, body, tuple(dict.fromkeys(remarks)))


def _method_and_body(exchange: Exchange, remarks: list[str]) -> tuple[str, Json]:
    """The method and the body; OGX's recorder notes POST and `{}` for each call without a body."""
    request, body = exchange.request, exchange.request.body
    method = request.method if re.fullmatch(r"[A-Z]{1,20}", request.method) else ""
    if exchange.format == "ogx" and body == {} and method == "POST":
        remarks.append("the call had no body, so it is a GET")
        return "GET", None
    if not method:
        method = "GET" if body is None else "POST"
        remarks.append(f"the recording has no method: {method} is assumed")
    return method, body


NO_SERVER = "https://example.invalid"
"""The server where none is known; that name never has an address."""


def _url(exchange: Exchange, access: Access, protocol: str, remarks: list[str]) -> str:
    """The recorded URL, else the provider's own."""
    url = exchange.request.url
    if re.match(r"https?://[^/?#\s]", url, re.IGNORECASE):
        if exchange.format == "ogx" and "/v1/v1/" in url:
            remarks.append("OGX's recorder wrote /v1 twice into the URL: here it is once")
            return url.replace("/v1/v1/", "/v1/", 1)
        return url
    model = exchange.request.model.rpartition("models/")[2]
    path = exchange.request.endpoint or path_of(protocol).format(model=model)
    path = path if path.startswith("/") else f"/{path}"
    base = access.base or NO_SERVER
    # A recorded endpoint often begins with what ends the base.
    for version in ("/v1beta", "/v1", "/v2"):
        if base.endswith(version) and path.startswith((f"{version}/", "/v1/", "/api/")):
            base = base.removesuffix(version)
    remarks.append(
        f"the recording has no server: {'put yours in the place of ' if base == NO_SERVER else 'the URL is that of '}"
        f"{base.partition('://')[2].partition('/')[0]}"
    )
    return f"{base}{path}"


_MADE_BY_CLIENTS = re.compile(
    r"host|content-length|content-type|content-encoding|accept-encoding|connection|transfer-encoding|te|expect|cookie"
    r"|keep-alive|upgrade|proxy-.*|x-stainless-.*|x-amz-(?:date|security-token|content-sha256)|amz-sdk-.*|traceparent"
    r"|tracestate|sentry-trace|baggage|:.*"
)
"""Names of headers, in lower case, that a client makes anew for each call."""

_SCHEME = re.compile(r"(Bearer|Basic|Token|Key|Api-Key) ", re.IGNORECASE)


def _headers(request: Request, access: Access, remarks: list[str], body: Json) -> Iterator[tuple[str, Text]]:
    recorded = {name: value for name, value in request.headers.items() if not _MADE_BY_CLIENTS.fullmatch(name.lower())}
    names = {name.lower() for name in recorded}
    if body is not None:
        content_type = _header(request.headers, "content-type")
        is_json = not isinstance(body, str | bytes)
        if is_json and content_type and "json" not in content_type:
            remarks.append("the recorded body was a form: here it is JSON")
        yield "Content-Type", ("application/json" if is_json or not content_type else content_type,)
    yield from ((name, (value,)) for name, value in access.headers if name not in names)
    has_key = False
    for name, values in recorded.items():
        for value in values if isinstance(values, list) else [values]:
            text = as_words(value) or str(value)
            if not _is_sendable(name, text):
                remarks.append("a header was left out that cannot be sent")
            elif is_credential_name(name) or covered(text) != text:
                if text.startswith("AWS4-"):
                    remarks.append("it was signed for AWS: here an API key takes the signature's place")
                yield name, _credential(name, text, access)
                has_key = True
            else:
                yield name, (text,)
    if access.variable and not has_key:
        yield access.header, (*filter(None, [access.scheme]), Variable(access.variable))


def _is_sendable(name: str, value: str) -> bool:
    return bool(re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name)) and bool(re.fullmatch(r"[\x20-\x7e]*", value))


def _credential(name: str, value: str, access: Access) -> Text:
    """The value of a header with its credential as a variable: the provider's, or one named after the header."""
    lower = name.lower()
    is_own = lower in ("authorization", access.header.lower(), "api-key", "x-api-key", "x-goog-api-key")
    variable = Variable((access.variable or "API_KEY") if is_own else variable_named(name))
    scheme = _SCHEME.match(value)
    if scheme:
        return scheme[0], variable
    return ("Bearer ", variable) if lower == "authorization" else (variable,)


def variable_named(name: str) -> str:
    """The name of an environment variable for a header or a parameter: `X_PORTKEY_API_KEY`."""
    word = re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")
    return word if word and not word[0].isdigit() else f"KEY_{word}".rstrip("_")


def _header(headers: Mapping[str, Json], wanted: str) -> str:
    value = next((value for name, value in headers.items() if name.lower() == wanted), "")
    text = as_words(value[0] if isinstance(value, list) and value else value)
    return text if _is_sendable(wanted, text) else ""


def _ascii(url: str) -> str:
    """A URL with what may not stand in one percent-encoded, as clients do."""
    from urllib.parse import quote  # on use: few look at it

    return quote(url.encode("utf-8", "surrogatepass"), safe="!#$%&'()*+,/:;=?@[]~{}|")


def _with_variables(url: str, access: Access) -> Iterator[str | Variable]:
    """A URL in pieces, a variable in the place of each credential."""
    at = 0
    for start, end in sorted((*url_spans(url), *key_spans(url))):
        if end <= max(start, at):
            continue
        yield url[at:start]
        name = re.search(r"([\w.-]+)=\Z", url[:start])
        is_own = name is not None and name[1].lower() in ("key", "api-key", "api_key")
        yield Variable((access.variable if is_own else "") or variable_named(name[1] if name else "URL_CREDENTIALS"))
        at = end
    yield url[at:]


def _covered(body: Json) -> Json:
    """A body with credentials covered; the same object where there are none."""
    if isinstance(body, str):
        text = covered(body)
        return body if text == body else text
    text = compact(body)
    shown = covered(text)
    if shown == text:
        return body
    value = parse(shown.encode("utf-8", "surrogatepass"), exact=True)
    return shown if isinstance(value, Readability) else value
