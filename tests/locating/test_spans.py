"""The lines of a value by its path, in JSON and YAML of every layout."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recview.locating.spans import Span, event_line, json_span, yaml_span
from tests.json_values import json_values

PRETTY = """{
  "request": {
    "body": {"model": "m", "messages": [
      {"role": "user"},
      {"role": "}{][,:\\"", "messages": [1, 2]}
    ]}
  },
  "a \\"key\\"": [
    [],
    {},
    "x"
  ],
  "n\\u00fcll": null
}
"""


@pytest.mark.parametrize(
    ("path", "span"),
    [
        ((), Span(0, 13)),
        (("request",), Span(1, 6)),
        (("request", "body", "model"), Span(2, 2)),
        (("request", "body", "messages"), Span(2, 5)),
        (("request", "body", "messages", 1), Span(4, 4)),
        (("request", "body", "messages", 1, "messages", 1), Span(4, 4)),
        (('a "key"',), Span(7, 11)),
        (('a "key"', 2), Span(10, 10)),
        (("null",), None),
        (("nüll",), Span(12, 12)),
        (("nüll", "x"), None),
        (("request", 0), None),
        (('a "key"', 3), None),
        (('a "key"', "2"), None),
        (("request", "body", "messages", 2), None),
    ],
)
def test_json(path: tuple[str | int, ...], span: Span | None) -> None:
    assert json_span(PRETTY, path) == (span and span._replace(is_escaped=True))


@pytest.mark.parametrize("text", ["", "{", '{"a', '{"a":', "[1,", "]", '{"a" 1}', '"', '{"a": {"b": 1}'])
@pytest.mark.parametrize("path", [("a", "b", "c"), (0, 1), (1,), ("b",)])
def test_what_is_no_json_has_no_values(text: str, path: tuple[str | int, ...]) -> None:
    assert json_span(text, path) is None
    assert json_span("[" * 100_000, path) is None


YAML = """\
# a comment
interactions:
- request:
    body: '{"a": 1,

      "b": 2}'
    headers: {a: [1, 2],
      b: x}
  response: &anchor
    string: |-
      one
      two

    last: x
- request: *anchor
  "a \\"key\\"": y
"""


@pytest.mark.parametrize(
    ("path", "span"),
    [
        (("interactions",), Span(1, 15)),
        (("interactions", 0), Span(2, 13)),
        (("interactions", 0, "request", "body"), Span(3, 5)),
        (("interactions", 0, "request", "headers", "b"), Span(7, 7)),
        (("interactions", 0, "response", "string"), Span(9, 11, is_block=True)),
        (("interactions", 0, "response", "last"), Span(13, 13)),
        (("interactions", 1, "request"), Span(14, 14)),
        (("interactions", 1, "request", "last"), None),
        (("interactions", 1, 'a "key"'), Span(15, 15)),
        (("interactions", 2), None),
        (("interactions", "0"), None),
        (("nothing",), None),
    ],
)
def test_yaml(path: tuple[str | int, ...], span: Span | None) -> None:
    result = yaml_span(YAML.encode(), path)
    # The last line of what is followed by a blank one may be that.
    assert result == span or (result and span and result[::2] == span[::2] and abs(result.last - span.last) <= 1)


@pytest.mark.parametrize("data", [b"", b"a: [", b"\xff\xfe", b"- " * 5_000, b"a: *b", b"%YAML 9.9\n---\na: 1"])
def test_what_is_no_yaml_has_no_values(data: bytes) -> None:
    assert yaml_span(data, ("a", "b")) is None


def paths(value: Any) -> list[tuple[str | int, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [(), *((step, *path) for step, inner in members for path in paths(inner))]


@given(json_values(), st.sampled_from([None, 0, 1, 2]))
def test_every_value_of_json_is_on_its_lines(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    lines = text.split("\n")
    for path in paths(value)[:50]:
        span = json_span(text, path)
        assert span is not None
        inner = value
        for step in path:
            inner = inner[step]
        shown = " ".join(lines[span.first : span.last + 1])
        assert json.dumps(inner)[0] in shown


@given(json_values())
def test_every_value_of_yaml_begins_where_the_composer_says(value: Any) -> None:
    try:
        text = yaml.safe_dump(value)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return
    for path in [path for path in paths(value) if path and all(step != "" for step in path)][:20]:
        first, at = 0, node
        for step in path:
            if isinstance(at, yaml.MappingNode):
                pairs = [pair for pair in at.value if pair[0].value == step]
                first, at = pairs[0][0].start_mark.line, pairs[0][1]
            elif isinstance(at, yaml.SequenceNode):
                at = at.value[step]
                first = at.start_mark.line
        span = yaml_span(text.encode(), path)
        assert span is not None
        assert span.first == first


def test_events() -> None:
    lines = ["string: |", "  event: a", "  data: {}", "", "  data: {}", "", "  data: [DONE]", "other: data"]
    span = Span(0, 6)
    assert [event_line(lines, span, index, 2) for index in (0, 1)] == [2, 4]
    assert event_line(lines, span, 0, 3) is None, "another number of them: it is not known which is which"
    tricky = ["string: |", r'  data: {"t": "a\ndata: b"}', "", "  data: {}"]
    assert [event_line(tricky, Span(0, 3), index, 2) for index in (0, 1)] == [1, 3]
    one = [r'{"body": "event: a\ndata: {}\n\ndata: {\"t\": \"\\ndata: no\"}\n\ndata: [DONE]\n"}']
    assert [event_line(one, Span(0, 0, is_escaped=True), index, 2) for index in (0, 1)] == [0, 0]
    listed = ["[", '  "data: {}\\n\\n",', '  "data: {}\\n\\n",', '  "data: [DONE]"', "]"]
    assert [event_line(listed, Span(0, 4, is_escaped=True), index, 2) for index in (0, 1)] == [1, 2]
