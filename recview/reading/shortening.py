"""Texts cut to a number of characters in all, so that the longest give way first and each keeps its beginning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recview.model import Json


def longest_kept(lengths: Iterable[int], room: int) -> int:
    """The number of characters that each of some texts may keep, so that all together have at most `room`.

    Args:
        lengths: The length of each text.
        room: Characters.
    """
    ordered = sorted(lengths)
    for index, length in enumerate(ordered):
        count = len(ordered) - index
        if length * count > room:
            return max(room, 0) // count
        room -= length
    return ordered[-1] if ordered else 0


def shortened(text: str, limit: int) -> str:
    """A text of at most `limit` characters, and where it is cut, how many more there were."""
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text) - limit:,} more characters)"


def shortened_texts(texts: Sequence[str], room: int) -> list[str]:
    """Texts that have at most `room` characters in all, besides what is said of those that are cut."""
    limit = longest_kept(map(len, texts), room)
    return [shortened(text, limit) for text in texts]


def shortened_json(value: Json, room: int) -> Json:
    """A JSON value whose strings have at most `room` characters in all; keys and numbers stay. No recursion."""
    limit = longest_kept((len(text) for text in _strings(value)), room)
    holder: list[Json] = [value]
    stack: list[Json] = [holder]
    while stack:
        outer = stack.pop()
        for key, inner in list(outer.items() if isinstance(outer, dict) else enumerate(outer)):
            if isinstance(inner, str):
                outer[key] = shortened(inner, limit)
            elif isinstance(inner, dict | list):
                outer[key] = inner.copy()
                stack.append(outer[key])
    return holder[0]


def _strings(value: Json) -> Iterable[str]:
    stack = [value]
    while stack:
        inner = stack.pop()
        if isinstance(inner, str):
            yield inner
        elif isinstance(inner, dict | list):
            stack.extend(inner.values() if isinstance(inner, dict) else inner)
