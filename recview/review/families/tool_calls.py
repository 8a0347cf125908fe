"""Which tools were called, in which order, and with what: arguments by their values, not by how they are spelled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recview.review.answer import ToolCall
from recview.review.flat import as_key, value_differences
from recview.review.meaning import Meaning
from recview.verdicts.comparison import Difference


def differences(before: Meaning, after: Meaning) -> Iterator[Difference]:
    """What differs in the tool calls of the choices that both have."""
    for index, new in sorted(after.choices.items()):
        old = before.choices.get(index)
        if old and old.calls != new.calls:
            yield from _calls(old.calls, new.calls, f"answer.choices[{index}].tool_calls")


def _calls(before: Sequence[ToolCall], after: Sequence[ToolCall], at: str) -> Iterator[Difference]:
    names = [[call.name for call in calls] for calls in (before, after)]
    if len(before) != len(after):
        yield Difference("tool_count", at, *names)
        return
    keys = [[(call.name, as_key({"": call.values})) for call in calls] for calls in (before, after)]
    if keys[0] != keys[1] and sorted(keys[0]) == sorted(keys[1]):
        yield Difference("tool_order", at, *names)
        return
    old, new = list(enumerate(before)), list(enumerate(after))
    if names[0] != names[1] and sorted(names[0]) == sorted(names[1]):
        yield Difference("tool_order", at, *names)
        old, new = (sorted(calls, key=lambda call: call[1].name) for calls in (old, new))
    for (_, first), (position, second) in zip(old, new, strict=True):
        yield from _call(first, second, f"{at}[{position}]")


def _call(old: ToolCall, new: ToolCall, at: str) -> Iterator[Difference]:
    if old.name != new.name:
        yield Difference("tool_name", f"{at}.name", old.name, new.name)
    if old.arguments == new.arguments:
        return
    by_key = value_differences("tool_arguments", f"{at}.arguments", old.values, new.values)
    yield from by_key or [Difference("spelling", f"{at}.arguments", old.arguments, new.arguments)]
