"""The first small texts of a process are parsed without orjson, to the same values."""

from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview import json_parser
from recview.wire import parse, parse_text
from tests.formats.fixtures import FILES
from tests.json_values import json_values

TEXTS = [
    *(
        "1e400",
        "-0",
        "-1e999",
        "NaN",
        "[Infinity]",
        "[1,]",
        '"\\ud800"',
        '{"a": 1, "a": 2}',
        '"a\tb"',
        "\ufeff1",
        "1 2",
    ),
    *(
        "1 2",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775809",
        "9" * 5_000,
        "01",
        "",
        " ",
        "\x0b1",
    ),
    *("[" * 1_100 + "]" * 1_100, "[" * 300 + "]" * 300, '"\\u0000"', "\u00a01", "1." + "0" * 5_000),
]


def without_orjson(text: bytes | str) -> object:
    """What a process makes of a text that has not imported orjson yet."""
    try:
        return json_parser._loads_slowly(text)
    except (ValueError, RecursionError):
        return json_parser.loads(text)


def agree(text: str) -> None:
    """Both parsers, and what `wire` makes of the text with either."""
    try:
        by_orjson = orjson.loads(text)
    except ValueError:
        # Then the standard library has the last word anyway.
        return
    assert repr(without_orjson(text)) == repr(without_orjson(text.encode())) == repr(by_orjson)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12])
def test_odd_texts(text: str) -> None:
    agree(text)


@given(json_values().map(json.dumps) | st.text('0123456789.eE+-[]{}",: \\unNaltrfs\ud800', max_size=20))
def test_any_text(text: str) -> None:
    agree(text.encode("utf-8", "replace").decode())


@pytest.mark.parametrize("name", [name for name, path in FILES.items() if path.suffix == ".json"])
def test_fixtures(name: str) -> None:
    assert without_orjson(FILES[name].read_bytes()) == orjson.loads(FILES[name].read_bytes())


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:12])
def test_the_first_text_of_a_process_is_read_as_any_later_one(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = text.encode()
    later = [parse(data), parse(data, exact=True), parse_text(text)]
    monkeypatch.setattr(json_parser, "sys", SimpleNamespace(modules={}))
    monkeypatch.setattr(json_parser, "_parsed", 0)
    assert repr([parse(data), parse(data, exact=True), parse_text(text)]) == repr(later)


@pytest.mark.parametrize(("count", "is_imported"), [(1, False), (30, True)])
def test_orjson_is_imported_once_much_is_parsed(count: int, is_imported: bool) -> None:
    program = (
        "import sys; from recview.wire import parse\n"
        f"for _ in range({count}): parse(b'[' + b'1, ' * 20_000 + b'1]')\n"
        "print('orjson' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert result.stdout.strip() == f"{is_imported}"
