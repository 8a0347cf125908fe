"""Dify: apps that chat, complete or run a workflow, streamed or blocking.

Source: Dify's API reference (chat-messages, completion-messages, workflows/run) and `task_entities.py`. A streamed
object is {event, task_id, …}: message, agent_message {answer}, agent_thought {thought, tool, tool_input, observation},
text_chunk, node_finished, workflow_finished {data}, message_replace, message_file, message_end {metadata: {usage,
retriever_resources}}, error {status, code, message}, ping. A blocking answer is {event: message, mode, answer,
metadata}, or of a workflow {workflow_run_id, task_id, data: {status, outputs, error, total_tokens}}.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview import events as ev
from recview.coerce import as_dict, as_int, as_list, as_str, as_words
from recview.model import Chunk, Exchange, Json, Message, Part, Usage
from recview.protocols.contract import ErrorSource, Origin
from recview.protocols.shared.calls_by_id import CallsById
from recview.protocols.shared.chunk_notes import why_unread
from recview.protocols.shared.errors import failure
from recview.protocols.shared.media import describe_media
from recview.protocols.shared.usage import usage
from recview.wire import as_text

NAME = "dify"
DECODED_KEYS = frozenset({"answer", "text", "thought", "tool", "tool_input", "status"})
FINISHES = {"stop": ("message_end", "succeeded", "partial-succeeded"), "error": ("failed",), "other": ("stopped",)}
NOISE_KEYS = {
    "ids": ("task_id", "message_id", "conversation_id", "workflow_run_id"),
    "timestamps": ("created_at", "finished_at", "elapsed_time"),
}
GROWING_KEYS = ("answer",)

_TEXTS = frozenset({"message", "agent_message", "text_chunk"})
_SILENT = frozenset(
    {
        *("ping", "tts_message", "tts_message_end", "workflow_started", "node_started", "node_retry", "agent_log"),
        *("iteration_started", "iteration_next", "iteration_completed", "loop_started", "loop_next", "loop_completed"),
        *("parallel_branch_started", "parallel_branch_finished", "text_replace", "workflow_paused"),
    }
)
_EVENTS = _TEXTS | _SILENT | {"agent_thought", "message_end", "message_file", "message_replace", "error"}
_ALL_EVENTS = _EVENTS | {"node_finished", "workflow_finished"}
_IDS = frozenset({"task_id", "message_id", "conversation_id", "workflow_run_id"})
_ENDPOINTS = ("/chat-messages", "/completion-messages", "/workflows/run")


def claims(exchange: Exchange, first: Sequence[Chunk]) -> bool:
    """By an event of Dify's beside one of its ids, or an answer beside one; else by the URL and the request."""
    for chunk in first:
        data = as_dict(chunk.data)
        if _IDS.isdisjoint(data):
            if data.get("event") != "ping" and data:
                return False
            continue
        if as_str(data.get("event")) in _ALL_EVENTS or isinstance(data.get("answer"), str):
            return True
        return "workflow_run_id" in data and "status" in as_dict(data.get("data"))
    body = as_dict(exchange.request.body)
    return exchange.request.endpoint.endswith(_ENDPOINTS) and ("query" in body or "inputs" in body)


def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
    """The variables of the app that are set, and what the user asks."""
    inputs = {key: value for key, value in as_dict(body.get("inputs")).items() if value not in ("", None)}
    query = as_str(body.get("query")) or as_str(inputs.pop("query", ""))
    files = [as_dict(file) for file in as_list(body.get("files"))]
    parts = [Part("text", query)] if query else []
    parts += [Part("image" if file.get("type") == "image" else "file", _file(file)) for file in files]
    variables = (Message("inputs", (Part("text", as_text(inputs)),)),) if inputs else ()
    return (*variables, Message("user", tuple(parts))) if parts else variables


def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
    """One event per piece, or the whole."""
    answer = _Answer(origin.source)
    for index, chunk in enumerate(chunks):
        data = as_dict(chunk.data)
        if data:
            yield from answer.events(index, data)
        elif chunk.kind != "ping":
            yield ev.Unknown(index, why_unread(chunk))


def _file(file: Mapping[str, Json]) -> str:
    return describe_media(file.get("url")) if file.get("url") else as_str(file.get("upload_file_id"))


class _Answer:
    """Remembers, over one stream, the text so far, the calls, whether it ended, and whether its usage came."""

    def __init__(self, source: ErrorSource) -> None:
        self._source = source
        self._calls = CallsById()
        self._noted: set[str] = set()
        self._text = ""
        self._has_ended = False
        self._has_usage = False

    def events(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        inner = as_dict(data.get("data"))
        kind = as_str(data.get("event"))
        match kind or ("workflow_finished" if "status" in inner else "message"):
            case "message" | "agent_message":
                yield from self._piece(index, as_str(data.get("answer")))
                yield from self._end(index, as_dict(data.get("metadata")))
            case "text_chunk":
                yield from self._piece(index, as_str(inner.get("text")))
            case "agent_thought":
                yield from self._thought(index, data)
            case "message_end":
                finishes = () if self._has_ended else (ev.Finished(index, 0, "message_end"),)
                yield from (*finishes, *self._end(index, as_dict(data.get("metadata"))))
            case "message_replace" | "message_file" | "node_finished" as name:
                yield _note(index, name, {**data, **inner})
            case "workflow_finished":
                yield from self._workflow_end(index, inner)
            case "error":
                yield from (ev.Failed(index, error) for error in (failure(data, self._source),) if error)
            case other if other not in _SILENT:
                yield ev.Unknown(index, "no event of Dify has this name")

    def _piece(self, index: int, text: str) -> Iterator[ev.Event]:
        if text:
            self._text += text
            yield ev.TextDelta(index, 0, text)

    def _thought(self, index: int, data: Mapping[str, Json]) -> Iterator[ev.Event]:
        """A step of an agent, sent anew whenever more of it is known; its thought may be in the answer, too."""
        step = as_str(data.get("id"))
        thought = as_str(data.get("thought"))
        if thought and thought not in self._text and f"thought {step} {thought}" not in self._noted:
            self._noted.add(f"thought {step} {thought}")
            yield ev.ReasoningDelta(index, 0, thought)
        if tool := as_str(data.get("tool")):
            yield from self._calls.whole(index, step, tool, data.get("tool_input"), "provider")
        observation = as_text(data.get("observation"))
        if observation and f"result {step}" not in self._noted:
            self._noted.add(f"result {step}")
            yield ev.Noted(index, 0, "tool result", f"{observation}\n", is_part=True)

    def _workflow_end(self, index: int, run: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The end of a workflow, whose outputs are the answer where nothing was streamed."""
        outputs = as_dict(run.get("outputs"))
        texts = [value for value in outputs.values() if isinstance(value, str)]
        if not self._text and outputs:
            yield from self._piece(index, texts[0] if len(texts) == len(outputs) == 1 else as_text(outputs))
        if status := as_str(run.get("status")):
            self._has_ended = True
            yield ev.Finished(index, 0, status)
        if (total := as_int(run.get("total_tokens"))) is not None and not self._has_usage:
            yield ev.UsageReported(index, Usage(total=total))
        if failed := failure(run.get("error"), self._source):
            yield ev.Failed(index, failed)

    def _end(self, index: int, metadata: Mapping[str, Json]) -> Iterator[ev.Event]:
        """The sources of an answer, and its usage: of a workflow's end, which may follow, there is only the total."""
        for resource in map(as_dict, as_list(metadata.get("retriever_resources"))):
            named = (as_words(resource.get(key)) for key in ("position", "document_name", "dataset_name"))
            yield ev.Noted(index, 0, "citations", f"{' '.join(filter(None, named))}\n")
        if counts := usage(metadata):
            self._has_usage = True
            yield ev.UsageReported(index, counts)


def _note(index: int, name: str, data: Mapping[str, Json]) -> ev.Noted:
    """What is neither text nor a call: a node that ran, a file, or words in the place of those that were streamed."""
    if name == "message_replace":
        return ev.Noted(index, 0, "replaced by", f"{as_str(data.get('answer'))}\n", is_part=True)
    if name == "message_file":
        return ev.Noted(index, 0, as_str(data.get("type")) or "file", f"{describe_media(data.get('url'))}\n")
    named = (as_str(data.get(key)) for key in ("title", "status", "error"))
    return ev.Noted(index, 0, "nodes", f"{' · '.join(filter(None, named))}\n")
