"""YAML as recorders write it → plain values; whatever else it is, nothing raises, and nothing is made that runs."""

from __future__ import annotations

import math
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recview.model import Json, Readability, ReadState
from recview.yaml_text import MISSING, parse_documents, parse_yaml
from tests.bounded import cost
from tests.examples import examples
from tests.json_values import PLAIN_SCALARS, json_values

ISTR = "!!python/object/apply:multidict._multidict.istr"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: [x, 2.5, null, ~, true, no]", {"a": 1, "b": ["x", 2.5, None, None, True, False]}),
        ("[-12, 0, 1.5e+10, -1.5e-05, .5, .inf, -.INF]", [-12, 0, 1.5e10, -1.5e-05, 0.5, math.inf, -math.inf]),
        ("[010, 0x1F, 1_000, 12:30, 1e5, 2024-01-05, 2024-01-05T10:00:00Z, +, -, .]",
         ["010", "0x1F", "1_000", "12:30", "1e5", "2024-01-05", "2024-01-05T10:00:00Z", "+", "-", "."]),
        ("['1', \"true\", '']", ["1", "true", ""]),
        ("|\n  a\n\n  b\n", "a\n\nb\n"),
        ('"a\\x41\\\n  b é"', "aAb é"),
        ("a: !!binary aGVsbG8=", {"a": b"hello"}),
        ("a: !binary |-\n  aGVs\n  bG8=", {"a": b"hello"}),
        ("!!binary no", "no"),
        ("[!!str 1, !!int '2', !!float '1.5', !!null '', !!bool 'yes']", ["1", 2, 1.5, None, True]),
        (f"? {ISTR}\n- Accept\n: - a", {"Accept": ["a"]}),
        (f"x: {ISTR}\n- Accept", {"x": "Accept"}),
        ("!!python/tuple [a, b]", ["a", "b"]),
        ("!!python/object:os.system {a: 1}", {"a": 1}),
        ("!!python/object/apply:os.system ['echo', 'no']", ["echo", "no"]),
        ("!!python/name:os.system x", "x"),
        ("!Ruby/Thing {a: 1}", {"a": 1}),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
        ("&x [*x, *y]", ["*x", "*y"]),
        ("{1: a, 1.5: b, null: c, true: d, [e]: f, [g, h]: i, !!binary aGk=: j}",
         {"1": "a", "1.5": "b", "null": "c", "true": "d", "e": "f", "(list)": "i", "hi": "j"}),
        ("a: 1\na: 2", {"a": 2}),
        ("---\na: 1\n---\nb: 2\n", {"a": 1}),
        ("", None),
        ("# nothing", None),
        ("9" * 5_000, "9" * 5_000),
    ],
)  # fmt: skip
def test_parse_yaml(text: str, expected: Json) -> None:
    assert parse_yaml(text.encode()) == expected


@pytest.mark.parametrize(
    ("text", "old", "core"),
    [
        ("[yes, No, on, OFF, y]", [True, False, True, False, "y"], ["yes", "No", "on", "OFF", "y"]),
        ("[true, False, ~, null, '']", [True, False, None, None, ""], [True, False, None, None, ""]),
        ("{on: 1, no: 2}", {"true": 1, "false": 2}, {"on": 1, "no": 2}),
        ("[010, 0o17, 0x1F, -0x1]", ["010", "0o17", "0x1F", "-0x1"], [10, 15, 31, "-0x1"]),
        ("[1e5, 1e-07, -1E+2, .5e3, 1.]", ["1e5", "1e-07", "-1E+2", ".5e3", 1.0], [1e5, 1e-07, -1e2, 500.0, 1.0]),
        ("[12:30, 1_000, 2024-01-05, ., -, e5]", *(["12:30", "1_000", "2024-01-05", ".", "-", "e5"],) * 2),
        ("[-12, +3, 1.5, .inf, -.INF]", *([-12, 3, 1.5, math.inf, -math.inf],) * 2),
        ("['no', \"on\", !!bool no, !!str 1]", *(["no", "on", False, "1"],) * 2),
        pytest.param("9" * 5_000, *("9" * 5_000,) * 2, id="digits"),
    ],
)
def test_the_versions_of_yaml(text: str, old: Json, core: Json) -> None:
    assert parse_yaml(text.encode()) == old
    assert parse_yaml(text.encode(), core=True) == core
    assert parse_yaml(f"%YAML 1.2\n---\n{text}".encode()) == core
    assert parse_yaml(f"%YAML 1.1\n---\n{text}".encode()) == old


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ("--- 1\n...\n---\n---\n[x]\n", [1, None, ["x"]]),
        ("a: 1\n", [{"a": 1}]),
        ("", []),
    ],
)
def test_parse_documents(text: str, expected: list[Json]) -> None:
    assert parse_documents(text.encode()) == expected
    assert isinstance(parse_documents(f"{text}\n---\na: [".encode()), Readability)


@pytest.mark.parametrize(
    ("data", "reason", "cut"),
    [
        (b"a: 'b\nc", "the YAML ends early at line 2", True),
        (b"a: [1,\n 2", "the YAML ends early at line 2", True),
        (b"a: 1\nb", "the YAML ends early", True),
        (b"a: \xe2\x82", "not YAML: incomplete UTF-8", True),
        (b"a: b: c\nd: e\n", "not YAML: mapping values are not allowed", False),
        (b"a: \x1b\n", "not YAML: control characters", False),
        (b"[" * 100_000, "nested too deeply", False),
        (b"- " * 100_000, "nested too deeply", False),
        (b"{a: " * 600 + b"}" * 600, "nested too deeply", False),
        (b"%YAML 9.9\n---\na: 1\nb: 2\n", "not YAML: found incompatible", False),
    ],
)
def test_unparsed(data: bytes, reason: str, cut: bool) -> None:
    found = parse_yaml(data)
    assert isinstance(found, Readability)
    assert reason in found.reason
    assert found.is_half_written is cut


def test_aliases_do_not_eat_memory() -> None:
    lines = [b"k0: &0 [x, x, x, x, x, x, x, x, x]"]
    lines += [b"k%d: &%d [%b]" % (n, n, b", ".join([b"*%d" % (n - 1)] * 9)) for n in range(1, 30)]
    parsed = []
    assert cost(lambda: parsed.append(parse_yaml(b"\n".join(lines)))) < 100
    assert isinstance(parsed[0], Readability)
    assert "aliases" in parsed[0].reason


def test_without_pyyaml_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert parse_yaml(b"a: 1") == Readability(ReadState.FOREIGN, MISSING)


def test_without_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    assert parse_yaml(f"? {ISTR}\n- A\n: !!binary aGk=\nb: 2024-01-05\n".encode()) == {"A": b"hi", "b": "2024-01-05"}
    assert isinstance(parse_yaml(b"a: 'b"), Readability)


@given(json_values(leaves=PLAIN_SCALARS | st.floats(), names=st.text()))
@examples(100)
def test_what_the_dumper_writes_is_read_back(value: Json) -> None:
    if "nan" not in repr(value):
        assert parse_yaml(yaml.safe_dump(value).encode()) == value


@given(st.binary(max_size=60) | st.text("[]{}:-?&*!|>'\"%@`#, \n\tax1<", max_size=60).map(str.encode))
@examples(300)
def test_no_bytes_raise(data: bytes) -> None:
    parse_yaml(data)
