"""Fields of Google's APIs: camelCase on the wire, snake_case where its Python SDK dumps them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from recview.coerce import as_dict, as_list, as_words
from recview.model import Json

_MAX_CHARACTERS = 120


def pick(fields: Mapping[str, Json], name: str) -> Json:
    """A field by its camelCase name, in either spelling; None where it is absent."""
    value = fields.get(name)
    return fields.get(_snake(name)) if value is None else value


@lru_cache(maxsize=256)
def _snake(name: str) -> str:
    return re.sub("[A-Z]", lambda capital: f"_{capital.group().lower()}", name)


def objects(fields: Mapping[str, Json], name: str) -> Iterator[Mapping[str, Json]]:
    """The items of a list field; an item that is no object counts as an empty one, so that indexes stay."""
    return map(as_dict, as_list(pick(fields, name)))


def one_line(fields: Mapping[str, Json], *names: str) -> str:
    """The values of some fields on one line, each cut at 120 characters: redirects of Google Search are longer."""
    values = (" ".join(as_words(pick(fields, name)).split()) for name in names)
    return " · ".join(map(_cut, filter(None, values)))


def _cut(value: str) -> str:
    return f"{value[: _MAX_CHARACTERS - 1]}…" if len(value) > _MAX_CHARACTERS else value
