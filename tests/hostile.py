"""A folder of everything that must not hurt: escape codes, markup, odd numbers, deep nesting, pipes, loops."""

from __future__ import annotations

import json
import os
from pathlib import Path

from tests.ogx import Value, chat, dumped, message, stream

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x1b[0m\x9b31m\x00\x07\x7f‮abc⁦def​ [/] [bold]x[/bold] [@click=app.quit]y"
SURROGATE = "lone \ud800 surrogate"


def nasty() -> Value:
    """A recording whose every string is hostile."""
    recording = chat(
        f"tests/{ESCAPES}.py::test_[/]{ESCAPES}[{ESCAPES}]",
        [message("user", ESCAPES), message(ESCAPES, ESCAPES, name=ESCAPES)],
        stream(ESCAPES, finish=ESCAPES),
    )
    recording["request"]["body"][ESCAPES] = ESCAPES
    recording["request"]["url"] = f"http://{ESCAPES}/v1?key={ESCAPES}"
    recording["request"]["headers"] = {"Authorization": "Bearer secret-of-the-user", ESCAPES: ESCAPES}
    recording["request"]["model"] = ESCAPES
    return recording


def write(folder: Path, *, large: int = 0) -> list[Path]:
    """Fill a folder; returns the files.

    Args:
        folder: Where; made if it is not there.
        large: Bytes of a large file; none with 0.
    """
    folder.mkdir(parents=True, exist_ok=True)
    plain = dumped(chat("tests/a.py::test_a", [message("user", "Hi")], stream("Hello there")))
    texts: dict[str, bytes] = {
        "nasty.json": dumped(nasty()).encode(),
        "raw-escapes.json": ESCAPES.encode("utf-8", "surrogatepass"),
        "surrogate.json": plain.replace("Hello", "\\ud800").encode(),
        "nan.json": plain.replace('"created": 0', '"created": NaN').encode(),
        "digits.json": plain.replace('"created": 0', f'"created": {"9" * 300}').encode(),
        "many-digits.json": plain.replace('"created": 0', f'"created": {"9" * 9000}').encode(),
        "deep.json": b"[" * 10_000 + b"]" * 10_000,
        "deep-request.json": plain.replace('"Hi"', "[" * 900 + "]" * 900).encode(),
        "empty.json": b"",
        "blanks.json": b" \n\n ",
        "cut.json": plain[: len(plain) // 2].encode(),
        "binary.json": bytes(range(256)) * 40,
        "utf-16.json": plain.encode("utf-16"),
        "bom.json": b"\xef\xbb\xbf" + plain.encode(),
        "list.json": b"[1, 2, 3]",
        "number.json": b"42",
        "string.json": b'"just a string"',
        "wrong-types.json": json.dumps(
            {
                "test_id": 7,
                "request": {"method": 3, "url": [], "headers": "x", "body": [1], "endpoint": {}},
                "response": {"body": {"__data__": 5, "__type__": 9}, "is_streaming": "yes"},
            }
        ).encode(),
        "wrong-stream.json": json.dumps(
            {
                "test_id": "x",
                "request": {
                    "method": "POST",
                    "url": "http://[bad/v1/chat/completions",
                    "body": {"messages": [None, 1]},
                },
                "response": {"body": [None, 1, "x", [], {"choices": 5}, {"choices": [None, 3]}], "is_streaming": True},
            }
        ).encode(),
        "no\x1b[31mname.json": plain.encode(),
        "long-line.json": json.dumps({"request": {"body": "x" * 300_000}, "response": {"body": None}}).encode(),
    }
    for name, data in texts.items():
        (folder / name).write_bytes(data)
    os.mkfifo(folder / "pipe.json")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "self.json").symlink_to("self.json")
    (folder / "dangling.json").symlink_to("nowhere.json")
    (folder / "folder.json").mkdir()
    if large:
        with (folder / "large.json").open("wb") as file:
            file.write(b'{"request": {"body": "')
            file.truncate(large)
    return sorted(folder.iterdir())
