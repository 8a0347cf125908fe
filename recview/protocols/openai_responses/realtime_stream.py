"""The events of the Realtime API's answers: text, transcripts and calls as they come, audio as its size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str, as_words
from recview.humanize import plural, size
from recview.model import Chunk, Json, Usage
from recview.protocols.contract import ErrorSource
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure
from recview.protocols.shared.media import byte_count
from recview.protocols.shared.usage import usage as usage_of

_TEXTS = ("text", "output_text", "audio_transcript", "output_audio_transcript")
_AUDIOS = ("audio", "output_audio")
_CALLS = ("function_call_arguments", "mcp_call_arguments")
_STREAMED = frozenset({*_TEXTS, *_AUDIOS, *_CALLS})
_PIECES = frozenset(f"response.{name}.delta" for name in _TEXTS)

OF_SESSIONS = (
    *("session.", "conversation.created", "conversation.item.", "transcription_session."),
    *("input_audio_buffer.", "output_audio_buffer."),
)
"""How events begin that are of this API alone, and say nothing of an answer."""

_SILENT = (
    *OF_SESSIONS,
    *("rate_limits.", "mcp_list_tools.", "response.content_part.added", "response.mcp_call.", "response.in_progress"),
    *("ping", "error"),
)
"""How events begin that say nothing of an answer; errors are found for all protocols."""


def is_piece(data: Json) -> bool:
    """Whether a message has a piece of text or of a transcript, and nothing else."""
    return isinstance(data, dict) and as_str(data.get("type")) in _PIECES and "error" not in data


class _Response:
    """What came of one response so far.

    Attributes:
        texts: The parts that have text, by item and number.
        calls: The calls that have arguments, by item.
        audio: Bytes of audio.
        pieces: How many messages these came in.
    """

    def __init__(self, choice: int) -> None:
        self.choice = choice
        self.texts: set[tuple[str, str]] = set()
        self.named: set[str] = set()
        self.calls: set[str] = set()
        self.audio = 0
        self.pieces = 0


class Stream:
    """Remembers the responses of a turn: nearly always one, several if some are beside the conversation."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._responses: dict[str, _Response] = {}

    def events(self, index: int, chunk: Chunk) -> Iterator[ev.Event]:
        """The events of a message."""
        data = as_dict(chunk.data)
        if not data:
            yield ev.Unknown(index, why_unread(chunk))
            return
        kind = as_str(data.get("type"))
        stem, _, phase = kind.removeprefix("response.").rpartition(".")
        if kind.startswith(_SILENT):
            return
        response = self._response(data)
        match stem, phase:
            case "", "created":
                return
            case "", "done":
                yield from self._done(index, response, data)
            case "output_item", ("added" | "done"):
                yield from _item(index, response, as_dict(data.get("item")), is_whole=phase == "done")
            case "content_part", "done":
                yield from _whole_text(index, response, data, as_dict(data.get("part")))
            case _, ("delta" | "done") if stem in _STREAMED:
                yield from _streamed(index, response, stem, data, is_whole=phase == "done")
            case _:
                yield ev.Unknown(index, f"an event named {kind}" if kind else "no type in this message")

    def unfinished(self, index: int) -> Iterator[ev.Event]:
        """What is left to note of responses that have no end, at the last message."""
        for response in self._responses.values():
            yield from _audio(index, response)

    def _response(self, data: Mapping[str, Json]) -> _Response:
        """The response that a message is about; one that names none is about the last."""
        key = as_str(data.get("response_id")) or as_str(as_dict(data.get("response")).get("id"))
        if not key and self._responses:
            key = next(reversed(self._responses))
        return self._responses.setdefault(key, _Response(len(self._responses)))

    def _done(self, index: int, response: _Response, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The end: what was not streamed, the status, the usage."""
        whole = as_dict(data.get("response"))
        for item in as_list(whole.get("output")):
            yield from _item(index, response, as_dict(item), is_whole=True)
        yield from _audio(index, response)
        details = as_dict(whole.get("status_details"))
        status, reason = as_str(whole.get("status")), as_str(details.get("reason"))
        yield ev.Finished(index, response.choice, f"{status}:{reason}" if status and reason else status or "done")
        if reported := _usage(whole) or _usage(data):
            yield ev.UsageReported(index, reported)
        if failed := failure(details.get("error"), self._source):
            yield ev.Failed(index, failed)


def _streamed(
    index: int, response: _Response, stem: str, data: Mapping[str, Json], *, is_whole: bool
) -> Iterator[ev.Event]:
    """The events of a piece of text, audio or arguments, or of the message that ends the pieces."""
    if stem in _TEXTS and is_whole:
        yield from _whole_text(index, response, data, data)
    elif stem in _TEXTS:
        yield from _text(index, response, data, as_str(data.get("delta")))
    elif stem in _CALLS:
        yield from _arguments(index, response, data, data.get("arguments" if is_whole else "delta"), is_whole)
    elif is_whole:
        yield from _audio(index, response)
    else:
        response.audio += byte_count(as_str(data.get("delta")))
        response.pieces += 1
        yield ev.Noted(index, response.choice, "audio", "")


def _key(data: Mapping[str, Json]) -> str:
    """The item that a message is about."""
    return as_str(data.get("item_id")) or f"output {as_words(data.get('output_index'))}"


def _text(index: int, response: _Response, data: Mapping[str, Json], text: str) -> Iterator[ev.Event]:
    response.texts.add((_key(data), as_words(data.get("content_index"))))
    if text:
        yield ev.TextDelta(index, response.choice, text)


def _whole_text(
    index: int, response: _Response, data: Mapping[str, Json], part: Mapping[str, Json]
) -> Iterator[ev.Event]:
    """The text of a part, where no piece of it came before."""
    text = as_str(part.get("text")) or as_str(part.get("transcript"))
    if text and (_key(data), as_words(data.get("content_index"))) not in response.texts:
        yield from _text(index, response, data, text)


def _item(index: int, response: _Response, item: Mapping[str, Json], *, is_whole: bool) -> Iterator[ev.Event]:
    """What an item has that did not come before."""
    key = as_str(item.get("id"))
    if as_str(item.get("type")) in {"function_call", "mcp_call"}:
        runs: ev.Runner = "client" if item.get("type") == "function_call" else "provider"
        if key not in response.named:
            response.named.add(key)
            call_id = as_str(item.get("call_id")) or (key if runs == "provider" else "")
            yield ev.ToolCallDelta(index, response.choice, key, call_id, as_str(item.get("name")), "", runs)
        if is_whole:
            yield from _arguments(index, response, {"item_id": key}, item.get("arguments"), True)
        return
    for number, part in enumerate(as_list(item.get("content")) if is_whole else ()):
        ids: Mapping[str, Json] = {"item_id": key, "content_index": number}
        yield from _whole_text(index, response, ids, as_dict(part))


def _arguments(
    index: int, response: _Response, data: Mapping[str, Json], arguments: Json, is_whole: bool
) -> Iterator[ev.Event]:
    """A piece of a call's arguments; all of them only where no piece came before."""
    key, text = _key(data), as_str(arguments)
    call_id = "" if key in response.named else as_str(data.get("call_id"))
    name = "" if key in response.named else as_str(data.get("name"))
    if text and not (is_whole and key in response.calls):
        response.calls.add(key)
        response.named.add(key)
        yield ev.ToolCallDelta(index, response.choice, key, call_id, name, text)


def _audio(index: int, response: _Response) -> Iterator[ev.Event]:
    """How much audio came, once all of it did."""
    if response.pieces:
        text = f"{size(response.audio)}, in {plural(response.pieces, 'piece')}"
        response.audio = response.pieces = 0
        yield ev.Noted(index, response.choice, "audio", text)


def _usage(owner: Mapping[str, Json]) -> Usage | None:
    """The usage of a response; the names of its details are in the singular."""
    counts = as_dict(owner.get("usage"))
    details = {f"{side}_tokens_details": counts.get(f"{side}_token_details") for side in ("input", "output")}
    return usage_of({"usage": {**counts, **{key: value for key, value in details.items() if value}}})
