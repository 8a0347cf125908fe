"""How a chat ended, by a plain look at its chunks: most recordings are chats, and each has a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recview.coerce import as_dict, as_list, as_str
from recview.model import Json
from recview.protocols.shared.endings import Ending
from recview.protocols.shared.usage import last_usage


def plain_ending(datas: Sequence[Json]) -> Ending | None:
    """How an answer ended, as nearly all do; None where only decoding tells.

    That is one none of whose choices says more once it ended; errors are looked for elsewhere (see `errors`). Runs over
    every chunk of a tree, so it tries rather than asks: more choices than one raise, and so does a value of another
    type than is usual. `in` and `[]` cost a third less than `get`.
    """
    finishes: dict[int, str] = {}
    calls = False
    try:
        for data in datas:
            choices = data["choices"]
            if len(choices) == 0:
                continue
            (choice,) = choices
            if "message" in choice and "delta" in choice:
                return None
            delta = choice["delta"] if "delta" in choice else choice["message"]
            if not calls and (
                delta.get("tool_calls")
                or ("function_call" in delta and delta["function_call"])  # noqa: RUF019
                or ("executed_tools" in delta and delta["executed_tools"])  # noqa: RUF019
            ):
                calls = _names_a_call(delta)
                if not calls:
                    return None
            reason = choice["finish_reason"] if "finish_reason" in choice else None  # noqa: SIM401
            if reason or finishes:
                number = choice.get("index", 0)
                if type(number) is not int or (finishes and not _goes_on(number, delta, data, datas[0], finishes)):
                    return None
                if type(reason) is str and reason:
                    finishes[number] = reason
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
    return Ending(finishes, last_usage(datas), None, calls)


def _goes_on(number: int, delta: Mapping[str, Json], data: Json, first: Json, finishes: Mapping[int, str]) -> bool:
    """Whether a chunk that comes after an ending belongs to the same answer: another choice of it, or nothing."""
    if number in finishes:
        return not any(value for key, value in delta.items() if key != "role")
    return bool(data.get("id") == first.get("id"))


def _names_a_call(delta: Mapping[str, Json]) -> bool:
    if as_list(delta.get("executed_tools")):
        return True
    return any(as_str(as_dict(as_dict(call).get("function")).get("name")) for call in as_list(delta.get("tool_calls")))
