"""Replicate's predictions and the streams of their text, and what is neither."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import given

from recview.events import Event, Failed, Finished, TextDelta, Unknown, UsageReported
from recview.framing.server_sent_events import events
from recview.model import Exchange, Failure, Json, Outline, Request, Response, Source, Usage
from recview.protocols.choosing import protocol_of
from tests import builders
from tests.builders import ended
from tests.ogx import Value
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

replicate = READERS["replicate"]

exchange = partial(builders.exchange, streaming=False)


def stream(lines: str) -> Exchange:
    return Exchange(Source("a.yaml"), "vcrpy", Request(), Response(tuple(events((lines,))), streaming=True))


def prediction(output: Json, status: str = "succeeded", **more: Json) -> Value:
    return {"id": "p", "input": {"prompt": "Hi"}, "output": output, "status": status, "urls": {}, "error": None, **more}


STREAM = "event: output\ndata: 12\n\nevent: output\ndata:  12\n\nevent: output\ndata: :\ndata: \n\n"


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("event: done\ndata: {}\n\n", Finished(3, 0, "done")),
        ('event: done\ndata: {"reason": "canceled"}\n\n', Finished(3, 0, "canceled")),
        ('event: error\ndata: {"detail": "Gone"}\n\n', Failed(3, Failure("stream", "Gone", body="Gone"))),
        ('event: x\ndata: {"a": 1}\n\n', Unknown(3, "no output or status in this object")),
    ],
    ids=["done", "canceled", "error", "unknown"],
)
def test_a_stream(end: str, expected: Event) -> None:
    sent = stream(STREAM + end)
    assert protocol_of(sent).name == "replicate"
    texts = [TextDelta(place, 0, piece) for place, piece in enumerate(["12", " 12", ":\n"])]
    assert list(replicate.decode(sent).events) == [*texts, expected]


COUNTS: dict[str, Any] = {"metrics": {"input_token_count": 3, "output_token_count": 2}}


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        (
            prediction(["He", "llo"], **COUNTS),
            [TextDelta(0, 0, "Hello"), Finished(0, 0, "succeeded"), UsageReported(0, Usage(3, 2))],
        ),
        (prediction("Hello", "processing"), [TextDelta(0, 0, "Hello")]),
        (
            prediction("He", "failed", error="Gone"),
            [TextDelta(0, 0, "He"), Finished(0, 0, "failed"), Failed(0, Failure("response", "Gone", body="Gone"))],
        ),
    ],
    ids=["pieces", "under way", "failed"],
)
def test_a_prediction(chunk: Json, expected: list[Event]) -> None:
    sent = exchange(chunk)
    assert protocol_of(sent).name == "replicate"
    found = replicate.decode(sent)
    assert list(found.events) == expected
    assert [part.text for message in found.messages for part in message.parts] == ["Hi"]


@pytest.mark.parametrize(
    "sent",
    [
        exchange(prediction(["https://h.test/a.png"])),
        exchange(prediction("data:image/png;base64,AAAA")),
        exchange(prediction(None, "starting")),
        exchange({"output": "a", "status": "succeeded"}),
        stream("event: log\ndata: bare text\n\n"),
    ],
    ids=["a picture", "a picture in the answer", "begun", "another status", "another stream"],
)
def test_what_is_no_text_of_replicate(sent: Exchange) -> None:
    assert not replicate.claims(sent)


def test_outline() -> None:
    sent = exchange(prediction("a", **COUNTS), input={"system_prompt": "S", "prompt": "P" * 99})
    assert replicate.outline(sent) == ended(Outline("text", "succeeded", Usage(3, 2), messages=2, opening="P" * 80))


@given(odd_exchanges("id", "input", "output", "status", "urls", "error", "metrics", "prompt"))
def test_never_raises(sent: Exchange) -> None:
    never_raises(replicate, sent)
