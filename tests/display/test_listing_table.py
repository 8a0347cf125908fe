"""The list of recordings as a table and as fields."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from recview.display.listing_table import columns, fields, heading, table_row
from recview.model import Entry, Failure, Outline, Readability, ReadState, Source, Usage
from tests.builders import ended

HASH = "5d00fd96a13e0fd9786eaa02261b0c38eb5b6d02ce0a0f3c8d2aaa5aa1b7d5af"
CHAT = Entry(
    Source(f"chat/recordings/{HASH}.json"),
    format="ogx",
    protocol="openai.chat",
    test_id="tests/chat/test_a.py::test_a[x]",
    model="llama3.2:3b-instruct-fp16",
    streaming=True,
    chunks=18,
    outline=ended(Outline("chat", finish="end_turn", usage=Usage(1_240, 17, 1_257))),
)


def line(entry: Entry, width: int = 120, *, numbered: bool = False) -> str:
    return "".join(text for text, _ in table_row(entry, columns(width), numbered=numbered)).rstrip()


def test_columns_are_aligned() -> None:
    head = "".join(text for text, _ in heading(columns(120)))
    row = line(CHAT)
    assert head.split() == ["TEST", "FILE", "PROTOCOL", "MODEL", "FINISH", "TOKENS", "CHUNKS"]
    assert row.split() == ["test_a[x]", HASH[:12], "openai.chat", "llama3…ruct-fp16", "stop", "1.2k→17", "18"]
    for title, value in (("FILE", HASH[:12]), ("PROTOCOL", "openai.chat"), ("MODEL", "llama3"), ("FINISH", "stop")):
        assert head.index(title) == row.index(value)
    for title, value in (("TOKENS", "1.2k→17"), ("CHUNKS", "18")):
        assert head.index(title) + len(title) == row.index(value) + len(value)


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (120, ["test", "file", "protocol", "model", "finish", "tokens", "chunks"]),
        (100, ["test", "file", "model", "finish", "tokens", "chunks"]),
        (80, ["test", "file", "finish", "tokens", "chunks"]),
        (50, ["test", "finish"]),
        (1, ["test", "finish"]),
    ],
)
def test_a_narrow_terminal_goes_without(width: int, names: list[str]) -> None:
    assert [column.name for column in columns(width)] == names


WIDE = "北京是中国的首都" * 20
ODD = CHAT._replace(
    source=Source(f"{WIDE}.json"),
    test_id=f"a::{WIDE}",
    model=f"e\u0301👩‍👩‍👧{WIDE}",
    protocol=WIDE,
    outline=ended(Outline("chat", finish="\x1b[31m", usage=Usage(10**15, -(10**9)))),
)


@pytest.mark.parametrize("width", range(24, 200, 7))
@pytest.mark.parametrize(
    "entry",
    [
        CHAT,
        ODD,
        ODD._replace(readability=Readability(ReadState.BROKEN, WIDE)),
        ODD._replace(outline=Outline("x", failure=Failure("stream", "", WIDE))),
    ],
)
def test_no_row_is_wider_than_the_terminal(entry: Entry, width: int) -> None:
    row = line(entry, width, numbered=True)
    assert cell_len(row) <= width
    assert "\x1b" not in row


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "stop"),
        ({"outline": ended(Outline("chat", finish="MAX_TOKENS"))}, "length"),
        ({"outline": Outline("chat")}, "no finish"),
        ({"outline": Outline("embed", detail="3 × 768")}, "embed 3 × 768"),
        (
            {"outline": Outline("error", failure=Failure("exception", "no", "RateLimitError", status=429))},
            "✗ RateLimit",
        ),
        ({"outline": Outline("error", failure=Failure("response", "no", "", "E7"))}, "✗ E7"),
        (
            {"readability": Readability(ReadState.CUT, "the file is empty"), "outline": Outline("")},
            "✗ the file is empty",
        ),
        ({"test_id": None}, "–  "),
        ({"source": Source("x/chat test.json")}, "chat test.j…"),
        ({"source": Source("x/a.json", 12)}, "a.json  "),
        ({"outline": ended(Outline("chat", finish="stop", usage=Usage(output=5)))}, "–→5"),
    ],
)
def test_cells(changes: dict[str, Any], expected: str) -> None:
    assert expected in line(CHAT._replace(**changes))


def test_of_several_in_a_file_each_has_its_number() -> None:
    assert f"{HASH[:10]}#1" in line(CHAT, numbered=True)
    assert f"{HASH[:9]}#13" in line(CHAT._replace(source=Source(f"{HASH}.json", 12)), numbered=True)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            CHAT,
            f"tests/chat/test_a.py::test_a[x]|chat/recordings/{HASH}.json|0|openai.chat|llama3.2:3b-instruct-fp16"
            "|stop|1240|17|18|",
        ),
        (
            Entry(
                Source("a.json", 2),
                protocol="exception",
                outline=Outline("error", failure=Failure("exception", "a\tb\r\nc")),
            ),
            "|a.json|2|exception|||||0|error: a b  c",
        ),
        (
            Entry(Source("a\nb\udcff.json"), readability=Readability(ReadState.BROKEN, "the file is empty")),
            "|a b\udcff.json|0||||||0|the file is empty",
        ),
    ],
)
def test_fields(entry: Entry, expected: str) -> None:
    assert "|".join(fields(entry)) == expected


def test_fields_keep_what_only_a_terminal_would_obey() -> None:
    assert "\x1b[31m" in fields(CHAT._replace(model="\x1b[31m"))
