"""Files of many calls: one JSON value per line, or the members of one JSON array. Formats say what a call looks like.

A line that cannot be read costs its own row, which says why, and no other. A file whose last line is cut is being
written: there is what came before, and a row for what was cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice

from recview.coerce import as_dict
from recview.formats.contract import incomplete
from recview.formats.file import File
from recview.formats.http import Exchanges, Recorded
from recview.model import Exchange, Json, Readability
from recview.named_tuple import NamedTuple
from recview.wire import parse

_LOOKS = 3
"""Lines by which the kind of a file is told: the first may be broken."""


class Kept(NamedTuple):
    """A JSON value of a file.

    Attributes:
        number: Its line, from 1; 0 where the values do not stand on lines.
        value: The value, or why the line is none.
    """

    number: int
    value: Json | Readability


def read_calls(
    file: File,
    path: str,
    name: str,
    is_call: Callable[[Mapping[str, Json]], bool],
    recorded: Callable[[Mapping[str, Json]], Recorded],
    lists: Sequence[str] = (),
) -> Sequence[Exchange] | Readability | None:
    """The calls in a file, in its order; None if it holds none of this kind. Never raises.

    Args:
        file: The file.
        path: Its path below the root.
        name: The format's name.
        is_call: Whether an object is a call of this format.
        recorded: Says where in such an object each part stands.
        lists: The keys under which one JSON object may hold the calls as a list.
    """
    kept = _members(file, lists) or [*islice(_lines(file), _LOOKS)]
    if not any(is_call(as_dict(line.value)) for line in kept[:_LOOKS]):
        return None
    if kept[0].number:
        kept = [*_lines(file)]
    calls = Exchanges(file, path, name, kept, partial(_recorded, is_call, recorded))
    is_cut = isinstance(kept[-1].value, Readability) and not file.data.endswith(b"\n")
    return incomplete(calls, "its last line is incomplete") if is_cut else calls


def _members(file: File, lists: Sequence[str]) -> Sequence[Kept]:
    """What a file holds that is one JSON value; nothing if it is none."""
    whole = file.json
    if isinstance(whole, Readability):
        return []
    # Gemini's answer to a poll holds the list in an object of the same name, below `response`.
    inner = as_dict(as_dict(whole).get("response"))
    named = [holder.get(key) for holder in (as_dict(whole), inner) for key in lists]
    holders = (whole, *named, *(as_dict(value).get(key) for value in named for key in lists))
    values = next((holder for holder in holders if isinstance(holder, list)), [whole])
    return [Kept(0, value) for value in values]


def _lines(file: File) -> Iterator[Kept]:
    for number, line in enumerate(file.data.split(b"\n"), start=1):
        if line.strip():
            yield Kept(number, parse(line, exact=file.exact))


def _recorded(
    is_call: Callable[[Mapping[str, Json]], bool], recorded: Callable[[Mapping[str, Json]], Recorded], kept: Kept
) -> Recorded:
    value = kept.value
    if isinstance(value, Readability):
        return Recorded(problem=f"line {kept.number:,}: {value.reason.replace('line 1, ', '')}")
    # What is no call is shown as it stands.
    return recorded(value) if is_call(as_dict(value)) else Recorded(answer=value)
