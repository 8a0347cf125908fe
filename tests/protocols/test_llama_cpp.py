"""llama.cpp's own API: streamed, plain, several prompts, the words of its versions."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given

from recview.events import Event, Failed, Finished, TextDelta, TokenLogprob, Unknown, UsageReported
from recview.model import Exchange, Failure, Json, Message, Part, Usage
from recview.protocols.choosing import protocol_of
from recview.protocols.finishes import normal
from tests.builders import exchange
from tests.ogx import Value
from tests.protocols.odd_json import never_raises, odd_exchanges
from tests.protocols.readers import READERS

llama = READERS["llama.cpp"]


def piece(text: str, **more: Json) -> Value:
    return {"index": 0, "content": text, "tokens": [7], "stop": False, "tokens_predicted": 1, **more}


def last(**more: Json) -> Value:
    return {"index": 0, "content": "", "stop": True, "tokens_evaluated": 9, "tokens_predicted": 3, **more}


COUNTED = UsageReported(2, Usage(9, 3))
LOGPROB = {"token": "Hi", "logprob": -0.5, "top_logprobs": []}
OLD_SHARE = {"content": "Hi", "probs": [{"tok_str": "Ho", "prob": 0.1}, {"tok_str": "Hi", "prob": 0.8}]}

EVENTS: dict[str, tuple[list[Json], list[Event]]] = {
    "a stream": (
        [piece("Hi"), piece(" you"), last(stop_type="word", stopping_word="\n")],
        [TextDelta(0, 0, "Hi"), TextDelta(1, 0, " you"), Finished(2, 0, "word"), COUNTED],
    ),
    "flags in the place of a word": (
        [piece("Hi", slot_id=0), piece(" you"), last(stopped_eos=False, stopped_limit=True, stopped_word=False)],
        [TextDelta(0, 0, "Hi"), TextDelta(1, 0, " you"), Finished(2, 0, "limit"), COUNTED],
    ),
    "no word and no flag": ([piece("Hi"), piece(""), last()], [TextDelta(0, 0, "Hi"), Finished(2, 0, "stop"), COUNTED]),
    "several prompts, streamed": (
        [piece("a", index=1), piece("b"), last(stop_type="eos", index=1)],
        [TextDelta(0, 1, "a"), TextDelta(1, 0, "b"), Finished(2, 1, "eos"), COUNTED],
    ),
    "several prompts, one answer": (
        [[last(content="a", stop_type="eos"), last(content="b", stop_type="limit", index=1)]],
        [
            *(TextDelta(0, 0, "a"), Finished(0, 0, "eos"), UsageReported(0, Usage(9, 3))),
            *(TextDelta(0, 1, "b"), Finished(0, 1, "limit"), UsageReported(0, Usage(9, 3))),
        ],
    ),
    "logarithms": (
        [piece("Hi", completion_probabilities=[LOGPROB])],
        [TextDelta(0, 0, "Hi", (TokenLogprob("Hi", -0.5),))],
    ),
    "probabilities of 2024": (
        [piece("Hi", completion_probabilities=[OLD_SHARE])],
        [TextDelta(0, 0, "Hi", (TokenLogprob("Hi", log(0.8)),))],
    ),
    "a share of nothing": (
        [piece("Hi", completion_probabilities=[{"token": "Hi", "prob": 0}])],
        [TextDelta(0, 0, "Hi")],
    ),
    "an error": (
        [piece("Hi"), {"error": {"code": 500, "message": "No", "type": "server_error"}}],
        [
            TextDelta(0, 0, "Hi"),
            Failed(
                1,
                Failure(
                    "stream",
                    "No",
                    "server_error",
                    "500",
                    body={"code": 500, "message": "No", "type": "server_error"},
                ),
            ),
        ],
    ),
    "unknown": (
        [piece("Hi"), {"hologram": 1}, "x"],
        [
            TextDelta(0, 0, "Hi"),
            Unknown(1, "no content, stop or error in this object"),
            Unknown(2, "this chunk is not a JSON object"),
        ],
    ),
}


@pytest.mark.parametrize(("chunks", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_events(chunks: list[Json], expected: list[Event]) -> None:
    sent = exchange(*chunks)
    assert protocol_of(sent).name == "llama.cpp"
    assert list(llama.decode(sent).events) == expected


@pytest.mark.parametrize(("word", "form"), [("eos", "stop"), ("limit", "length"), ("word", "stop_sequence")])
def test_finish_words(word: str, form: str) -> None:
    assert normal(word) == form


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (exchange(last(content="a"), streaming=False, endpoint="/completions", prompt="x"), "llama.cpp"),
        (exchange(endpoint="/infill", input_prefix="a", input_suffix="b"), "llama.cpp"),
        (exchange(endpoint="/v1/completions", prompt="x", n_predict=4), "openai.completions"),
        (exchange({"choices": [{"text": "a"}]}, endpoint="/v1/completions", prompt="x"), "openai.completions"),
        (exchange({"content": "a page"}, streaming=False), "raw"),
        (exchange({"content": "a page", "stop": "here"}, streaming=False), "raw"),
    ],
    ids=["plain", "request alone", "OpenAI's path", "OpenAI's answer", "other content", "another stop"],
)
def test_claims(sent: Exchange, expected: str) -> None:
    assert protocol_of(sent).name == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"prompt": "a"}, [("prompt", "text", "a")]),
        ({"prompt": ["a", [1, 2], 5]}, [("prompt", "text", "a"), ("prompt", "other", "2 token ids")]),
        ({"prompt": [1, 2, 3]}, [("prompt", "other", "3 token ids")]),
        (
            {"prompt": {"prompt_string": "a", "multimodal_data": ["iVBORw0KGgo="]}},
            [("prompt", "text", "a"), ("prompt", "image", "image/png, 8 bytes")],
        ),
        (
            {"input_extra": [{"filename": "f.py", "text": "c"}], "input_prefix": "a", "input_suffix": "b"},
            [("file", "text", "c"), ("prefix", "text", "a"), ("suffix", "text", "b")],
        ),
        ({"prompt": None}, []),
    ],
    ids=["a text", "a list", "token ids", "an image", "an infill", "nothing"],
)
def test_request(body: Json, expected: list[tuple[str, str, str]]) -> None:
    messages = llama.decode(exchange(body=body)).messages
    assert [(message.role, part.kind, part.text) for message in messages for part in message.parts] == expected


def test_the_name_of_a_file_is_kept() -> None:
    sent = exchange(input_extra=[{"filename": "f.py", "text": "c"}])
    assert llama.decode(sent).messages == (Message("file", (Part("text", "c"),), "f.py"),)


@given(odd_exchanges("content", "stop", "index", "completion_probabilities", "prompt", "error", "probs", "input_extra"))
def test_never_raises(sent: Exchange) -> None:
    never_raises(llama, sent)
