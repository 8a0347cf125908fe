"""What is kept of a recording that was decoded: facts and texts; and the same of a file's recordings as bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

import orjson

from recview.content_facts import MARKS, ContentFacts
from recview.formats import Beside
from recview.model import Json, Readability
from recview.named_tuple import NamedTuple
from recview.reading.content_facts import content_facts
from recview.reading.recording import Recording
from recview.reading.recordings import read_recordings
from recview.reading.search_text import laid_out, search_text
from recview.text_matching import END
from recview.text_terms import TEXT_FIELDS


class DecodedContent(NamedTuple):
    """What is kept of a recording that was decoded.

    Attributes:
        facts: What decoding it tells.
        texts: The text of each of `TEXT_FIELDS`, in UTF-8.
    """

    facts: ContentFacts
    texts: Sequence[bytes]


def decoded_content(recording: Recording) -> DecodedContent:
    """What is kept of a recording; raises whatever a protocol's mistake raises."""
    return DecodedContent(content_facts(recording), search_text(recording).encoded())


def decode_file(path: str, data: bytes, beside: Beside | None = None) -> list[DecodedContent]:
    """What is kept of the recordings in a file's bytes; nothing if it cannot be read. Never raises.

    Args:
        path: The file's path below the root.
        data: The whole file.
        beside: Reads another file of the same tree.
    """
    recordings = read_recordings(path, data, beside, exact=True)
    return [] if isinstance(recordings, Readability) else list(map(content_or_nothing, recordings))


def content_or_nothing(recording: Recording) -> DecodedContent:
    """What is kept of a recording; without texts and facts where a protocol makes a mistake. Never raises."""
    try:
        return decoded_content(recording)
    except Exception:
        # A mistake of recview's own costs the text of one recording, not the others'.
        return DecodedContent(ContentFacts(), (b"",) * len(TEXT_FIELDS))


def to_bytes(contents: Iterable[DecodedContent]) -> bytes:
    """The recordings of a file: a line of JSON with the facts and the lengths of the texts of each, then all texts."""
    contents = list(contents)
    head = [[_plain(content.facts), [*map(len, content.texts)]] for content in contents]
    data, _ = laid_out(text for content in contents for text in content.texts)
    return orjson.dumps(head) + END + data


def from_bytes(data: bytes) -> list[DecodedContent] | None:
    """The recordings of a file; None if these are other bytes. Never raises."""
    head, _, texts = data.partition(END)
    try:
        listed = [(_facts(facts), _lengths(lengths)) for facts, lengths in orjson.loads(head)]
    except (ValueError, TypeError, RecursionError):
        return None
    ends = list(accumulate((length + len(END) for _, lengths in listed for length in lengths), initial=0))
    if ends[-1] != len(texts) or any(texts[end - len(END) : end] != END for end in ends[1:]):
        return None
    fields = [texts[start : end - len(END)] for start, end in pairwise(ends)]
    width = len(TEXT_FIELDS)
    return [
        DecodedContent(facts, fields[index * width : (index + 1) * width]) for index, (facts, _) in enumerate(listed)
    ]


def _plain(facts: ContentFacts) -> Json:
    return [facts.provider, facts.tools, facts.offered, facts.choices, sorted(facts.marks), facts.status]


def _facts(value: Json) -> ContentFacts:
    """Facts as `_plain` wrote them.

    Raises:
        ValueError: If it is anything else.
    """
    match value:
        case [str(provider), [*tools], bool(offered), int(choices), [*marks], int() | None as status] if (
            choices >= 0 and all(type(tool) is str for tool in tools) and set(marks) <= set(MARKS)
        ):
            return ContentFacts(provider, tuple(tools), offered, choices, frozenset(marks), status)
    raise ValueError("no facts")


def _lengths(value: Json) -> list[int]:
    """The lengths of the texts of a recording.

    Raises:
        ValueError: If it is anything else.
    """
    if type(value) is not list or [*map(type, value)] != [int] * len(TEXT_FIELDS) or min(value) < 0:
        raise ValueError("no lengths")
    return value
