"""What was asked: messages, each with its counterpart, parameters, tools, the URL and headers sent on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recview.coerce import as_dict
from recview.model import Json
from recview.review.answer import as_json
from recview.review.echoes import NO_ECHOES, Echoes
from recview.review.flat import Flat, as_key, pairs
from recview.review.meaning import Meaning
from recview.review.message_keys import MESSAGE_KEYS
from recview.review.word_diff import aligned
from recview.verdicts.comparison import MISSING, Difference, Missing

_TOOL_KEYS = ("tools", "tool_choice", "functions", "function_call", "toolConfig", "tool_config")
_BODY = "request.body."


def differences(before: Meaning, after: Meaning, echoes: Echoes = NO_ECHOES) -> Iterator[Difference]:
    """What differs between two requests.

    Args:
        before: The exchange before.
        after: The exchange after.
        echoes: What earlier answers of the same chain were before, and are now.
    """
    if before.asked == after.asked and before.body == after.body:
        return
    in_lists = [
        key
        for key in sorted(MESSAGE_KEYS)
        if all(isinstance(as_dict(meaning.body).get(key), list) for meaning in (before, after))
    ]
    stems = tuple(f"{_BODY}{key}[" for key in in_lists)
    for path, old, new in pairs(*(_without(meaning.asked, stems) for meaning in (before, after))):
        yield Difference(_kind(path, old, new, echoes), path, old, new)
    for key in in_lists:
        yield from _messages(before, after, key, echoes)


def _without(asked: Flat, stems: tuple[str, ...]) -> Flat:
    return {path: value for path, value in asked.items() if not path.startswith(stems)} if stems else asked


def _messages(before: Meaning, after: Meaning, key: str, echoes: Echoes) -> Iterator[Difference]:
    """What differs message by message, each with its counterpart."""
    at = f"{_BODY}{key}"
    old, new = (_by_message(meaning, at, len(meaning.body[key])) for meaning in (before, after))
    for first, second in aligned([as_key(message) for message in old], [as_key(message) for message in new]):
        if first is None:
            yield Difference("messages", f"{at}[{second}]", MISSING, after.body[key][second])
        elif second is None:
            yield Difference("messages", f"{at}[{first}]", before.body[key][first], MISSING)
        else:
            for path, earlier, later in pairs(old[first], new[second]):
                full = f"{at}[{second}]{path}"
                yield Difference(_kind(full, earlier, later, echoes), full, earlier, later)


def _by_message(meaning: Meaning, at: str, count: int) -> Sequence[Flat]:
    """What was asked of each message, by the path below it."""
    messages: list[Flat] = [{} for _ in range(count)]
    for path, value in meaning.asked.items():
        if path.startswith(f"{at}["):
            number, _, rest = path[len(at) + 1 :].partition("]")
            messages[int(number)][rest] = value
    return messages


def _kind(path: str, old: Json | Missing, new: Json | Missing, echoes: Echoes) -> str:
    if not path.startswith(_BODY):
        return _kind_beside(path, is_on_both=old is not MISSING and new is not MISSING)
    key = path[len(_BODY) :].partition(".")[0].partition("[")[0]
    if key in MESSAGE_KEYS:
        return "messages_echo" if echoes.has(old, new) else _message_kind(old, new)
    return "tools" if key in _TOOL_KEYS else "parameters"


def _message_kind(old: Json | Missing, new: Json | Missing) -> str:
    """A message; arguments of a call that is sent again are the same however they are spelled."""
    if isinstance(old, str) and isinstance(new, str) and old[:1] == new[:1] == "{":
        values = [as_json(text) for text in (old, new)]
        if all(isinstance(value, dict) for value in values) and as_key(values[0]) == as_key(values[1]):
            return "spelling"
    return "messages"


def _kind_beside(path: str, *, is_on_both: bool) -> str:
    if path.startswith("request.headers."):
        # Another client sends other headers; one that both send with other values was meant, as a version always is.
        return "request_header" if is_on_both or re.search(_ON_PURPOSE, path) else "headers"
    kinds = {"request.url": "url", "request.method": "method", "request.model": "parameters"}
    return kinds.get(path, "request_body")


_ON_PURPOSE = r"version|beta|tenant|organization|project|feature"
"""Names of headers that nobody sends by accident."""
