"""Which recorded HTTP headers must not move when a call is recorded again: most only speak of the way that it took.

Source: the answers of OpenAI, Azure, Anthropic, Google, AWS and what stands before them (Cloudflare, Envoy, Kong), and
the requests of their SDKs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from recview.coerce import as_list
from recview.model import Json

# As text: `re` compiles and keeps them at their first use, which spares the start.
_SENT_NOISE = (
    r"user-agent|host|connection|accept(?:-.*)?|content-.*|transfer-encoding|te|date|cookie"
    r"|(?:proxy-)?authorization|.*api-?key"
    r"|.*-token|x-stainless-.*|amz-sdk-.*|x-amz-(?:date|content-sha256)|x-goog-(?:api-client|request-params)"
    r"|traceparent|tracestate|baggage|b3|sentry-trace|x-datadog-.*|idempotency-key|.*(?:request|trace|session)-id"
)
"""Of a request, what tells the client's version, the person or the moment; anything else was asked for on purpose."""

_CAME_COUNTS = r".*error-?type"
"""Of an answer, what tells of the answer itself and stands nowhere else: AWS's name of an error."""

_BOUNDARY = r";?\s*boundary=[^;]*"


def parted(headers: Mapping[str, Json], *, sent: bool) -> tuple[dict[str, Json], dict[str, Json]]:
    """Headers that count and headers that are noise, by their names in lower case.

    Args:
        headers: As recorded; a value may be a list.
        sent: Whether they are those of the request.
    """
    counts: dict[str, Json] = {}
    noise: dict[str, Json] = {}
    for name, value in headers.items():
        name = name.lower()
        counted = not re.fullmatch(_SENT_NOISE, name) if sent else bool(re.fullmatch(_CAME_COUNTS, name))
        (counts if counted else noise)[name] = _comparable(value)
    return counts, noise


def _comparable(value: Json) -> Json:
    """The value of a list of one, without the boundary, which is random."""
    only = value[0] if len(as_list(value)) == 1 else value
    return re.sub(_BOUNDARY, "", only) if isinstance(only, str) else only
