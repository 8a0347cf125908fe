"""The model that a URL names, by the rules of all protocols (`MODEL_IN_URL`)."""

from __future__ import annotations

import re
from urllib.parse import unquote

from recview.protocols import PROTOCOLS

_RULES = "|".join(protocol.model_in_url for protocol in PROTOCOLS if protocol.model_in_url)


def model_in_url(url: str) -> str:
    """The model, percent-decoded; empty where the URL names none."""
    rule = re.search(_RULES, url)
    return unquote(next(filter(None, rule.groups()), "")) if rule else ""
