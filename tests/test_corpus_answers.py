"""Real recordings: empty answers are explained, and `ls`, its table and `show` say the same of every exchange."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from recview.coerce import as_dict, as_str
from recview.framing.aws_event_stream import unwrap_payload_part as unwrapped
from recview.model import Json, Readability
from recview.protocols.finishes import normal, telling
from recview.reading.recording import Recording
from recview.reading.recordings import read_recordings
from recview.root import Root
from recview.sources.contents import contents
from tests.cli.piped import recview
from tests.test_corpus import CORPUS, TREES, asks_for_an_answer

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif("RECVIEW_CORPUS" not in os.environ, reason="RECVIEW_CORPUS names no recordings"),
]

_SAYING = re.compile(
    r"(?:text|content|response|completion|generat\w*|output\w*|thinking|reasoning\w*|summary|refusal|arguments|input"
    r"|partial_json|transcript|args|data|tool_?[cC]alls|function_?[cC]all)\Z"
)
"""The keys under which providers put what a model says, whatever their API."""


def whole_answers() -> Iterator[Recording]:
    """Every exchange of the corpus that succeeded, as far as its status and its body tell."""
    for tree in TREES:
        for file in contents(Root(CORPUS / tree)):
            read = read_recordings(file.path, file.data)
            for answer in () if isinstance(read, Readability) else read:
                status = answer.exchange.response.status
                if (status is None or 200 <= status < 300) and not answer.failure and not answer.problem:
                    yield answer


def says_something(answer: Recording) -> bool:
    """Whether its page has anything: text, reasoning, a refusal, a call, media, citations."""
    return any(block.text.strip() or block.kind == "tool_call" for block in answer.transcript.blocks)


def explained(answer: Recording) -> str:
    """Why an answer is empty, as one category; empty where nothing explains it."""
    exchange, card = answer.exchange, answer.conversation.card
    if answer.protocol == "card" and card:
        is_recorded_empty = not any(chunk.data for chunk in exchange.response.chunks)
        return f"no conversation: {card.title}" if card.facts or card.body or is_recorded_empty else ""
    if answer.protocol == "raw":
        asks = bool(exchange.response.chunks) and asks_for_an_answer(exchange)
        return "" if asks or not answer.conversation.why else "no API of a model, shown as recorded"
    if any(_strings(unwrapped(chunk.data)) for chunk in exchange.response.chunks):
        return ""
    endings = {normal(choice.finish) for choice in answer.choices}
    if endings & {"length", "content_filter"}:
        return "cut off or withheld before it said anything"
    return "what was recorded is empty" if endings - {""} else ""


def _strings(value: Json, said: bool = False) -> bool:
    """Whether a body has a text or a call under a key that is one of what a model says: apart from any protocol."""
    if isinstance(value, dict):
        return any(_strings(inner, bool(_SAYING.match(key))) for key, inner in value.items())
    if isinstance(value, list):
        return any(_strings(inner, said) for inner in value)
    return said and bool(as_str(value).strip())


def test_every_empty_answer_is_explained() -> None:
    table: Counter[str] = Counter()
    unexplained = []
    for answer in whole_answers():
        if not says_something(answer):
            why = explained(answer)
            table[why] += 1
            if not why:
                unexplained.append((answer.protocol, answer.exchange.source))
    for why, count in table.most_common():
        print(f"{count:>5,}  {why}")  # noqa: T201
    assert not unexplained
    assert table["no conversation: Embeddings"] > 100
    assert table["cut off or withheld before it said anything"]


Key = tuple[str, int]


def records(command: str, place: str) -> dict[Key, dict[str, Any]]:
    """Those of `--json`, by the exchange that each is of; what `show` gives in full is measured as `ls` does."""
    found = {}
    for record in recview(command, place, "--json").rows:
        for choice in record["choices"]:
            if command == "show":
                choice["runs"] = [call["runs"] for call in choice["tool_calls"]]
            choice["tool_calls"] = [call["name"] if isinstance(call, dict) else call for call in choice["tool_calls"]]
            for key in ("text", "reasoning", "refusal"):
                assert len(choice.pop(key, " " * choice[f"{key}_chars"])) == choice[f"{key}_chars"]
        found[record["path"], record["index"]] = {**record, "request": None, "messages": None}
    return found


def row(record: dict[str, Any]) -> tuple[str, ...]:
    """What a line of the table says of an exchange, by its record."""
    finishes = {choice["index"]: choice["native_finish_reason"] or "" for choice in record["choices"]}
    counts = record["usage"] or {}
    known = [counts.get(key) for key in ("input", "output")]
    ending = telling({index: reason for index, reason in finishes.items() if reason})
    return (normal(ending), *("" if count is None else f"{count}" for count in known), f"{record['chunks']}")


@pytest.mark.parametrize("tree", TREES)
def test_ls_and_show_agree(tree: str) -> None:
    place = str(CORPUS / tree)
    listed, shown = records("ls", place), records("show", place)
    assert listed.keys() == shown.keys()
    assert [key for key in listed if {**listed[key], "request": None, "messages": None} != shown[key]] == []
    lines = recview("ls", place).fields
    assert len(lines) == len(listed) > 5
    for _, path, index, protocol, _, *measures, error in lines:
        record = listed[path, int(index)]
        assert tuple(measures) == row(record), (path, index)
        assert protocol == (record["protocol"] or ""), (path, index)
        assert bool(error) == bool(record["error"] or record["problem"]), (path, index)
        message = as_dict(record["error"]).get("message")
        assert record["problem"] or not message or " ".join(message.split())[:20] in " ".join(error.split())
