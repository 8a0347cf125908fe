"""What a stream of the Responses API says again is shown once, whatever numbers and ids the repetition has."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.model import Json
from recview.protocols.decoding import decode
from recview.replay.choices import Choice, choices
from recview.replay.folding import fold
from tests.builders import exchange
from tests.ogx import Value
from tests.responses import added, created, delta, done, end, event, function, message, reasoning, said

CODE: Value = {"type": "code_interpreter_call", "id": "", "code": "2*3", "outputs": []}


def shown(*chunks: Json) -> Choice:
    """The one choice of an answer, at its end."""
    conversation = decode(exchange(*chunks, streaming=len(chunks) > 1))
    [choice] = choices(conversation, fold(conversation, len(chunks), streaming=True))
    return choice


def brief(*chunks: Json) -> tuple[str, str, list[tuple[str, str]]]:
    """Its text, its reasoning, and the names and arguments of its calls."""
    choice = shown(*chunks)
    return choice.text, choice.reasoning, [(call.name, call.arguments) for call in choice.calls]


def piece(stem: str, index: int, text: str, **fields: Any) -> Value:
    return event(f"{stem}.delta", index, delta=text, **fields)


STREAMS: dict[str, tuple[list[Json], str, str, list[tuple[str, str]]]] = {
    "code whose events number it 3, then 4, and whose response leaves it out": (
        [
            added(3, {**CODE, "code": ""}),
            piece("code_interpreter_call_code", 3, "2*"),
            piece("code_interpreter_call_code", 3, "3"),
            event("code_interpreter_call_code.done", 4, code="2*3"),
            done(4, CODE),
            delta("6", 5),
            end(message(said("6"))),
        ],
        "6",
        "",
        [("code_interpreter", "2*3")],
    ),
    "another content_index": (
        [added(0, message()), delta("Hi"), event("output_text.done", content_index=1, text="Hi"), end()],
        "Hi",
        "",
        [],
    ),
    "another number and id in each event": (
        [
            added(1, message(id="a")),
            delta("Hi", 2),
            event("output_text.done", 3, content_index=0, text="Hi"),
            event("content_part.done", 4, content_index=0, part=said("Hi")),
            done(5, message(said("Hi"), id="b")),
            end(message(said("Hi"), id="c")),
        ],
        "Hi",
        "",
        [],
    ),
    "a whole text before its last delta": (
        [added(0, message()), delta("Hel"), event("output_text.done", content_index=0, text="Hello"), delta("lo")],
        "Hello",
        "",
        [],
    ),
    "a whole item before all deltas": (
        [done(0, message(said("Hello"))), delta("Hel"), delta("lo"), delta("!")],
        "Hello!",
        "",
        [],
    ),
    "an item that ends twice": (
        [added(0, message()), delta("Hi"), done(0, message(said("Hi"))), done(0, message(said("Hi"), id="b"))],
        "Hi",
        "",
        [],
    ),
    "an order of its own in the response": (
        [
            added(0, reasoning()),
            piece("reasoning_summary_text", 0, "Hm.", summary_index=0),
            added(1, message()),
            delta("A", 1),
            added(2, message(id="msg_2")),
            delta("B", 2),
            end(message(said("B"), id="msg_2"), message(said("A")), reasoning("Hm.")),
        ],
        "A\n\nB",
        "Hm.",
        [],
    ),
    "reasoning in deltas as a summary, in the response as content": (
        [piece("reasoning_summary_text", 0, "Hm.", summary_index=0), end(reasoning(content=("Hm.",)))],
        "",
        "Hm.",
        [],
    ),
    "reasoning divided otherwise in the response": (
        [
            piece("reasoning_text", 0, "One.", content_index=0),
            piece("reasoning_text", 0, "Two.", content_index=0),
            end(reasoning("One.", "Two.")),
        ],
        "",
        "One.Two.",
        [],
    ),
    "messages divided otherwise in the response": (
        [delta("A"), delta("B", 1), end(message(said("A"), said("B")))],
        "A\n\nB",
        "",
        [],
    ),
    "more in the response than came": (
        [
            added(0, message()),
            delta("Hel"),
            end(message(said("Hello"), said(" you")), message(said("Bye")), reasoning("Hm."), function("{}")),
        ],
        "Hello you\n\nBye",
        "Hm.",
        [("f", "{}")],
    ),
    "an item of the response that nothing announced, before one that came": (
        [added(0, message()), delta("B"), end(message(said("A"), id="new"), message(said("B")))],
        "B\n\nA",
        "",
        [],
    ),
    "two messages that say the same": (
        [
            added(0, message()),
            delta("Hi"),
            done(0, message(said("Hi"))),
            added(1, message(id="msg_2")),
            delta("Hi", 1),
            done(1, message(said("Hi"), id="msg_2")),
            end(message(said("Hi")), message(said("Hi"), id="msg_2")),
        ],
        "Hi\n\nHi",
        "",
        [],
    ),
    "two equal calls": (
        [
            added(0, function("")),
            added(1, function("", call_id="c2")),
            piece("function_call_arguments", 0, "{}"),
            piece("function_call_arguments", 1, "{}"),
            event("function_call_arguments.done", 7, arguments="{}"),
            event("function_call_arguments.done", 8, arguments="{}"),
            end(function("{}", call_id="c2"), function("{}")),
        ],
        "",
        "",
        [("f", "{}"), ("f", "{}")],
    ),
    "two equal calls without deltas, all under one number": (
        [done(0, function("{}")), done(0, function("{}", call_id="c2")), done(0, function("{}", call_id="c2"))],
        "",
        "",
        [("f", "{}"), ("f", "{}")],
    ),
    "a call that is announced twice": (
        [
            added(0, function("")),
            added(0, function("")),
            piece("function_call_arguments", 0, "{}"),
            end(function("{}")),
        ],
        "",
        "",
        [("f", "{}")],
    ),
    "arguments that are spaced otherwise": (
        [added(0, function("")), piece("function_call_arguments", 0, '{"a": 1}'), end(function('{"a":1}', call_id=""))],
        "",
        "",
        [("f", '{"a": 1}')],
    ),
    "calls announced at once, whose ends have each other's numbers": (
        [
            added(0, function("", "f", "c1")),
            added(1, function("", "g", "c2")),
            piece("function_call_arguments", 0, '{"a":1}'),
            done(1, function('{"a":1}', "f", "c1")),
            done(0, function('{"b":2}', "g", "c2")),
        ],
        "",
        "",
        [("f", '{"a":1}'), ("g", '{"b":2}')],
    ),
    "all reasoning once more beside the items": (
        [piece("reasoning_text", 0, "Hm.", content_index=0), end(message(said("Hi")), reasoning="Hm.")],
        "Hi",
        "Hm.",
        [],
    ),
}


@pytest.mark.parametrize(("chunks", "text", "thought", "calls"), STREAMS.values(), ids=STREAMS.keys())
def test_what_is_said_again_is_shown_once(
    chunks: list[Json], text: str, thought: str, calls: list[tuple[str, str]]
) -> None:
    assert brief(created(), *chunks) == (text, thought, calls)


def test_the_kept_order_is_that_of_the_announcements() -> None:
    first, second = (function("{}", call_id=call_id) for call_id in ("c1", "c2"))
    choice = shown(created(), added(0, {**first, "arguments": ""}), done(0, first), end(second, first))
    assert [call.id for call in choice.calls] == ["c1", "c2"]


# A property: any answer, streamed with any numbers and ids in what repeats it, is the plain one. ------------------

TEXTS = st.text("ab \n", min_size=1, max_size=6)


@st.composite
def items(draw: st.DrawFn) -> list[Value]:
    kinds = draw(st.lists(st.sampled_from(["message", "reasoning", "call", "code"]), min_size=1, max_size=5))
    made: list[Value] = []
    for place, kind in enumerate(kinds):
        match kind:
            case "message":
                parts = draw(st.lists(TEXTS, min_size=1, max_size=3))
                made.append(message(*map(said, parts), id=f"msg_{place}"))
            case "reasoning":
                parts = draw(st.lists(TEXTS, min_size=1, max_size=3))
                key = draw(st.sampled_from(["summary", "content"]))
                thought = reasoning(*parts) if key == "summary" else reasoning(content=tuple(parts))
                made.append({**thought, "id": f"rs_{place}"})
            case "call":
                arguments = draw(st.sampled_from(["{}", '{"a":1}', '{"a":"b"}']))
                made.append(function(arguments, draw(st.sampled_from("fg")), f"c{place}", id=f"fc_{place}"))
            case _:
                made.append({**CODE, "code": draw(TEXTS), "id": f"ci_{place}"})
    return made


def parts_of(item: Value) -> list[tuple[str, dict[str, int], str, str]]:
    """(stem of the events, number of the part, key of the whole text, text) of each part."""
    match item["type"]:
        case "message":
            parts = [("output_text", "content_index", "text", part["text"]) for part in item["content"]]
        case "reasoning":
            summary = [("reasoning_summary_text", "summary_index", "text", part["text"]) for part in item["summary"]]
            content = [("reasoning_text", "content_index", "text", part["text"]) for part in item["content"]]
            parts = summary + content
        case "function_call":
            parts = [("function_call_arguments", "", "arguments", item["arguments"])]
        case _:
            parts = [("code_interpreter_call_code", "", "code", item["code"])]
    return [(stem, {key: n} if key else {}, whole, text) for n, (stem, key, whole, text) in enumerate(parts)]


@st.composite
def streams(draw: st.DrawFn) -> tuple[list[Value], list[Value]]:
    """(items, a stream of them): deltas number as announced; every event that repeats them numbers as it likes."""
    made = draw(items())
    scrambled = {
        kind: draw(st.permutations(range(len(made))) | st.just([place + 9 for place in range(len(made))]))
        for kind in ("text", "item")
    }
    ids = st.sampled_from(["", "x"]) | st.uuids().map(str)
    chunks: list[Value] = []
    late: list[Value] = []
    for place, item in enumerate(made):
        empty = {**item, "content": [], "summary": [], "arguments": "", "code": ""}
        chunks.append(added(place, {key: value for key, value in empty.items() if key in item}))
        for stem, number, key, text in parts_of(item):
            cut = draw(st.integers(0, len(text)))
            pieces = [piece(stem, place, text[:cut], **number), piece(stem, place, text[cut:], **number)]
            shift = {name: n + draw(st.sampled_from([0, 0, 3])) for name, n in number.items()}
            ended = event(f"{stem}.done", scrambled["text"][place], **{key: text}, **shift, item_id=draw(ids))
            # The event that repeats a part may come before its last piece.
            is_early = cut > 0 and draw(st.booleans())
            chunks += [pieces[0], *((ended, pieces[1]) if is_early else (pieces[1], ended))]
        whole = done(scrambled["item"][place], {**item, "id": draw(ids)})
        late += [whole] * draw(st.integers(0, 2))
        if draw(st.booleans()):
            chunks += late
            late = []
    output = [{**item, "id": draw(ids)} for item in draw(st.permutations(made))]
    return made, [created(), *chunks, *late, end(*output)]


@given(streams())
def test_any_numbering_shows_the_plain_answer(generated: tuple[list[Value], list[Value]]) -> None:
    made, chunks = generated
    plain = {"object": "response", "status": "completed", "output": made}
    assert brief(*chunks) == brief(plain)
    assert all(call.runs == ("client" if call.name in {"f", "g"} else "provider") for call in shown(*chunks).calls)


@given(st.lists(st.sampled_from(list(chain(*(chunks for chunks, *_ in STREAMS.values())))), max_size=12))
def test_any_order_of_events_is_read(chunks: list[Json]) -> None:
    decode(exchange(*chunks))
