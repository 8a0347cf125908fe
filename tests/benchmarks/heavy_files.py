"""Files that are heavy in one way: many calls, chunks, answers, messages or keys."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.ogx import chat, chunk, delta, message, stream, usage

URL = "https://api.test/v1/chat/completions"


def _calls(count: int) -> Iterator[str]:
    for number in range(count):
        sent = json.dumps({"model": "m", "messages": [{"role": "user", "content": f"Question {number}"}]})
        answer = {"choices": [{"index": 0, "message": {"content": f"Answer {number}"}, "finish_reason": "stop"}]}
        yield json.dumps(
            {
                "request": {"method": "POST", "url": URL, "headers": [], "postData": {"text": sent}},
                "response": {"status": 200, "headers": [], "content": {"text": json.dumps(answer)}},
            }
        )


def har(count: int) -> str:
    """An HTTP archive of so many calls."""
    return f'{{"log": {{"version": "1.2", "entries": [{",".join(_calls(count))}]}}}}'


def cassette(count: int) -> str:
    """A cassette in YAML of so many calls."""
    entry = (
        '- request:\n    body: \'{{"model": "m", "messages": [{{"role": "user", "content": "Question {0}"}}]}}\'\n'
        "    headers: {{}}\n    method: POST\n    uri: " + URL + "\n"
        '  response:\n    body:\n      string: \'{{"choices": [{{"index": 0, "message": {{"content": "Answer {0}"}},'
        ' "finish_reason": "stop"}}]}}\'\n    headers: {{}}\n    status: {{code: 200, message: OK}}\n'
    )
    return f"interactions:\n{''.join(map(entry.format, range(count)))}version: 1\n"


def chunks(count: int) -> str:
    """A stream of so many chunks, each an object."""
    words = [{"choices": [{"index": 0, "delta": {"content": f" word{number}"}}]} for number in range(count - 1)]
    return json.dumps(chat("a.py::test", [message("user", "Count.")], [*words, chunk(delta(finish="stop"))]))


def events(count: int) -> str:
    """The same as the text of an event stream in an HTTP archive."""
    words = (
        f'data: {{"choices": [{{"index": 0, "delta": {{"content": " word{number}"}}}}]}}\n\n' for number in range(count)
    )
    entry = {
        "request": {"method": "POST", "url": URL, "headers": []},
        "response": {"status": 200, "headers": [], "content": {"text": "".join(words)}},
    }
    return json.dumps({"log": {"version": "1.2", "entries": [entry]}})


def answers(count: int) -> str:
    """A stream that holds so many answers, one behind the other."""
    several = []
    for number in range(count):
        answer = [*stream(f"Answer {number}"), chunk(usage=usage(1, 2))]
        several += [{**one["__data__"], "id": f"c{number}"} for one in answer]
    return json.dumps(chat("a.py::test", [message("user", "Hi")], several))


def messages(count: int) -> str:
    """A request of so many messages."""
    sent = [message(("user", "assistant")[number % 2], f"Message {number}") for number in range(count)]
    return json.dumps(chat("a.py::test", sent, stream("ok")))


def keys(count: int) -> str:
    """An answer, no conversation, of so many keys."""
    value = {"object": "list", "data": [{"embedding": [0.5]}], **{f"key{number}": number for number in range(count)}}
    return json.dumps(chat("a.py::test", [], value, streaming=False, url="http://a.test/v1/embeddings"))


class Kind(NamedTuple):
    """A kind of heavy file: what it is called, its ending, what makes it, and how many the larger file holds."""

    name: str
    ending: str
    made: Callable[[int], str]
    size: int


KINDS = (
    Kind("calls in a HAR", "har", har, 100_000),
    Kind("calls in a cassette", "yaml", cassette, 20_000),
    Kind("chunks, objects", "json", chunks, 400_000),
    Kind("chunks, event stream", "har", events, 400_000),
    Kind("answers in a stream", "json", answers, 20_000),
    Kind("messages", "json", messages, 200_000),
    Kind("keys", "json", keys, 1_000_000),
)
