"""The fields of the query language: one table, from which help, completion and documentation are made."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from recview.named_tuple import NamedTuple

Kind: TypeAlias = Literal["name", "word", "number", "text"]
"""`name`: a part is enough; `word`: the whole counts, in any case; `number`; `text`: a part of a text is enough."""


class FieldRow(NamedTuple):
    """A field.

    Attributes:
        name: What stands before the colon.
        kind: How its values are compared.
        what: What it asks, one line.
        example: A query.
        members: The members of `recview.query.facts.Facts` that have its values.
        values: What may stand behind the colon and what each means; empty if that is not bound.
        is_closed: Whether any other value is a mistake.
    """

    name: str
    kind: Kind
    what: str
    example: str
    members: tuple[str, ...]
    values: Mapping[str, str] = MappingProxyType({})
    is_closed: bool = False


VERDICTS = MappingProxyType(
    {
        "new": "it was not there",
        "same": "byte for byte as it was",
        "noise": "ids, times and the like differ, nothing that counts",
        "changed": "something differs that counts",
        "gone": "the file is no longer there",
        "broken": "it cannot be read any more",
    }
)

FINISHES = MappingProxyType(
    {
        "stop": "the model came to its end",
        "length": "cut off by a limit of tokens",
        "tool_calls": "ended to have tools called",
        "content_filter": "withheld by a filter",
        "stop_sequence": "ended at a text to stop at",
        "pause": "stopped to be taken up again",
        "error": "broken off by an error",
        "other": "any other word",
        "none": "the answer to a conversation has no finish_reason",
    }
)

MARKS = MappingProxyType(
    {
        "stream": "the answer came in pieces",
        "plain": "the answer came as one body",
        "error": "an error was recorded, or the answer cannot be read",
        "reasoning": "the answer has reasoning",
        "refusal": "the model refused",
        "image": "an image was sent or answered",
        "logprobs": "the answer has the probabilities of its tokens",
        "parallel": "the answer calls several tools at once",
        "new": "new in this session",
        "changed": "changed in this session in what counts",
        "noise": "written again in this session, with nothing that counts",
        "gone": "its file went in this session",
        "broken": "its file cannot be read",
        "unreachable": "no replay finds it by its file's name, as recview check says",
    }
)

PARTS = MappingProxyType(
    {
        "usage": "tokens were recorded",
        "tools": "the request offers tools, or the answer calls one",
        "citations": "the answer cites sources",
        "finding": "recview check finds something in it",
    }
)

SEVERITIES = MappingProxyType(
    {
        "error": "it cannot be replayed, is not whole, or holds a secret",
        "warning": "it is to be looked at",
        "info": "it may be meant so",
    }
)

_ROWS = (
    FieldRow("test", "name", "part of the test's id", "test:test_stream", ("test",)),
    FieldRow("model", "name", "part of the model's name", "model:llama", ("model",)),
    FieldRow("path", "name", "part of the file's path", "path:recordings/responses", ("path",)),
    FieldRow("protocol", "name", "part of the protocol's name", "protocol:responses", ("protocol",)),
    FieldRow("provider", "name", "part of the word for who served it", "provider:azure", ("provider",)),
    FieldRow("format", "name", "part of the name of how it was stored", "format:vcrpy", ("format",)),
    FieldRow(
        "finish",
        "word",
        "how the answer ended: a normal form, or the provider's own word",
        "finish:length",
        ("finish",),
        FINISHES,
    ),
    FieldRow("tool", "name", "part of the name of a tool that the answer calls", "tool:get_weather", ("tool",)),
    FieldRow("error", "name", "part of an error's type, code or message", "error:rate_limit", ("error",)),
    FieldRow("status", "number", "the HTTP status", "status:>=400", ("status",)),
    FieldRow("verdict", "word", "what became of the file", "verdict:changed,new", ("verdict",), VERDICTS, True),
    FieldRow("rule", "name", "part of the id of a rule of recview check that found something", "rule:S101", ("rule",)),
    FieldRow("severity", "word", "how grave that is", "severity:error", ("severity",), SEVERITIES, True),
    FieldRow("is", "word", "what kind of call it is", "is:stream", ("marks",), MARKS, True),
    FieldRow("has", "word", "what is recorded with it", "has:usage", ("parts",), PARTS, True),
    FieldRow("chunks", "number", "pieces of the answer", "chunks:>100", ("chunks",)),
    FieldRow(
        "tokens",
        "number",
        "the recorded total of tokens; where none is recorded, input and output together",
        "tokens:1k..10k",
        ("tokens",),
    ),
    FieldRow("choices", "number", "choices of the answer", "choices:>1", ("choices",)),
    FieldRow("size", "number", "bytes of the file", "size:>1M", ("size",)),
    FieldRow(
        "text",
        "text",
        "part of answer, reasoning, tool calls or request",
        "text:hello",
        ("answer", "reasoning", "calls", "request"),
    ),
    FieldRow("answer", "text", "part of what the model answered", 'answer:"hello world"', ("answer",)),
    FieldRow("reasoning", "text", "part of the reasoning", "reasoning:wait", ("reasoning",)),
    FieldRow("request", "text", "part of what was sent", "request:/get_\\w+/", ("request",)),
)

FIELDS: Mapping[str, FieldRow] = MappingProxyType({row.name: row for row in _ROWS})
"""The fields by name, in the order in which they are shown."""
