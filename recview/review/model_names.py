"""Names of models: which of them name one model, with a date or without."""

from __future__ import annotations

import re

_DATE = re.compile(r"[-@:_](?:20\d{2}-?[01]\d-?[0-3]\d|[01]\d-\d{2,4}|\d{4}|2\d{5}|latest|v\d+:\d+)(?=[-:@]|$)")
_STABLE = re.compile(r"-\d{3}$")


def family(name: str) -> str:
    """The name of a model without who serves it and without a date: `gpt-4o-2024-08-06` → `gpt-4o`."""
    return _DATE.sub("", name.rsplit("/", 1)[-1].lower())


def is_same(one: str, other: str) -> bool:
    """Whether two names are of one model: a date, or the number of a stable version, may stand on one side alone."""
    first, second = family(one), family(other)
    return first == second or _STABLE.sub("", first) == second or first == _STABLE.sub("", second)
