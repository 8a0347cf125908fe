"""Heavy files: twice the file should take twice the time, and memory stay near what just parsing the same bytes takes.

Each figure is a process of its own: its CPU time, and the most memory that it ever had. The floor beside them reads the
larger file and parses it with `orjson.loads`, or YAML with the safe loader in C. `opened` is what the app does with one
recording of the file: its rows, then everything that its screen shows, laid out.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.ogx import chat, chunk, delta, message, stream, usage
from tests.terminal import RECVIEW

TWICE, MEMORY = 2.3, 2.5
"""Wanted at most: times the time for twice the file, and times the floor's memory."""

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

_FLOOR = (
    "import sys, orjson\nwith open(sys.argv[1], 'rb') as file:\n    data = file.read()\nvalue = orjson.loads(data)\n"
)
_YAML = _FLOOR.replace("orjson.loads(data)", "yaml.load(data, yaml.CSafeLoader)").replace("orjson", "yaml")
_OPENED = """
import gc, sys
from recview.display.page_rows import PageLayout
from recview.library import Library
from recview.model import Source
from recview.sources.file_index import Catalog
from recview.sources.discovery import place_of
from recview.sources.loading import load
gc.set_threshold(2000, 20, 50)
place = place_of(sys.argv[1])
library = Library()
for batch in Catalog(place).batches(place.tops):
    library = library.merged(batch)
result = load(place, Source(place.tops[0]))
layout = PageLayout(result.page, 80)
layout.at(result.transcript.total)
"""


class Used(NamedTuple):
    """What a process took: CPU seconds and bytes of memory at its peak."""

    seconds: float
    memory: int


# A process begins with the memory of the one that it was forked from: this one has none to speak of.
_MEASURE = """
import os, sys
silent = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, status, usage = os.wait4(pid, 0)
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def used(command: list[str]) -> Used:
    """Run a command to its end without its output."""
    done = subprocess.run([sys.executable, "-S", "-c", _MEASURE, *command], capture_output=True, text=True, check=True)
    seconds, memory, code = done.stdout.split()
    if code != "0":
        raise RuntimeError(f"{command} ended with {code}: {done.stderr}")
    return Used(float(seconds), int(memory) * (1 if sys.platform == "darwin" else 1_024))


def main(corpus: Path) -> None:
    """Print a table for each kind; names of kinds may be given as HEAVY=calls,keys."""
    wanted = os.environ.get("HEAVY", "").split(",")
    print(f"heavy: CPU time of n and 2n, its ratio (wanted: {TWICE}), peak memory over the floor's (wanted: {MEMORY})")
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            if any(word in kind.name for word in wanted):
                _measured(kind, Path(folder))


def _measured(kind: Kind, folder: Path) -> None:
    half, whole = (folder / f"{size}.{kind.ending}" for size in ("half", "whole"))
    half.write_text(kind.made(kind.size // 2))
    whole.write_text(kind.made(kind.size))
    floor = used([sys.executable, "-c", _YAML if kind.ending == "yaml" else _FLOOR, str(whole)])
    print(f"  {kind.size:,} {kind.name}, {whole.stat().st_size / 1e6:.0f} MB; floor {_spelled(floor)}")
    for name, command in (
        ("ls", [*RECVIEW, "ls"]),
        ("ls --json", [*RECVIEW, "ls", "--json"]),
        ("show", [*RECVIEW, "show"]),
        ("show --json", [*RECVIEW, "show", "--json"]),
        ("show --chunks", [*RECVIEW, "show", "--chunks"]),
        ("opened", [sys.executable, "-c", _OPENED]),
    ):
        less, more = used([*command, str(half)]), used([*command, str(whole)])
        ratios = f"{more.seconds / less.seconds:5.2f} ×  {more.memory / floor.memory:5.2f} ×"
        over = " ".join(
            word
            for word, is_over in (
                ("time", more.seconds > TWICE * less.seconds),
                ("memory", more.memory > MEMORY * floor.memory),
            )
            if is_over
        )
        print(f"    {name:<14} {less.seconds:6.2f} s  {_spelled(more)}  {ratios}  {over}".rstrip(), flush=True)
    half.unlink()
    whole.unlink()


def _spelled(used: Used) -> str:
    return f"{used.seconds:6.2f} s {used.memory / 1e6:6,.0f} MB"
