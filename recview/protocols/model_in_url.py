"""The model that a URL names, by the rules of all protocols ."""

from __future__ import annotations

import re
from urllib.parse import unquote

from recview.protocols import PROTOCOLS

_RULES = "|".join(row.model_in_url for row in PROTOCOLS.rows if row.model_in_url)


def model_in_url(url: str) -> str:
    """The model, percent-decoded; empty where the URL names none."""
    rule = re.search(_RULES, url)
    return unquote(next(filter(None, rule.groups()), "")) if rule else ""
