"""A tree of recordings of every container, each string of which is hostile in turn, and all of them at once."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.formats.fixtures import FILES

# Escape codes as C0 and C1, NUL, DEL, a direction's override and isolate, what is not seen, tags, piled marks.
POISON = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\x9d0;x\x9c\x00\x08\x7f\r\u202eabc\u2066\u2028\u200b\u3164\u2063\u034f"
    "\U000e0041\U000e007fa\ufe0fb\u200dc\U000e0101" + "\u0301" * 20
)


class _Loader(yaml.SafeLoader):
    """Takes what has a tag of its own for a string."""


def _string(loader: yaml.SafeLoader, tag: str, node: Any) -> str:
    return str(node.value if isinstance(node.value, str) else node.value[0].value)


_Loader.add_multi_constructor("!", _string)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _string)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """(holder, key) of every string in a tree."""
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        if isinstance(inner, str):
            yield value, key
        elif isinstance(inner, dict | list):
            yield from _places(inner)


def _variants(tree: Any, dumped: Callable[[Any], str]) -> Iterator[str]:
    """The tree with one string poisoned, for each; with all of them; and with poisoned keys."""
    for holder, key in _places(tree):
        plain, holder[key] = holder[key], holder[key] + POISON
        yield dumped(tree)
        holder[key] = POISON
        yield dumped(tree)
        holder[key] = plain
    for holder, _ in list(_places(tree)):
        if isinstance(holder, dict):
            holder[POISON] = POISON
    yield dumped(tree)
    for holder, key in _places(tree):
        holder[key] += POISON
    yield dumped(tree)


def _texts(path: Path) -> Iterator[str]:
    text = path.read_text()
    if path.suffix in (".yaml", ".yml"):
        yield from _variants(
            list(yaml.load_all(text, Loader=_Loader)), lambda trees: yaml.safe_dump_all(trees, sort_keys=False)
        )
    elif path.suffix in (".json", ".har"):
        yield from _variants(json.loads(text), json.dumps)
    else:
        lines = text.split("\n")
        for index, line in enumerate(lines):
            half = len(line) // 2
            for poison in (POISON, json.dumps(POISON)[1:-1], json.dumps(POISON, ensure_ascii=False)[1:-1]):
                yield "\n".join([*lines[:index], line[:half] + poison + line[half:], *lines[index + 1 :]])
                yield "\n".join([*lines[:index], line.replace('": "', f'": "{poison}'), *lines[index + 1 :]])


def write(folder: Path) -> int:
    """Fill a folder whose own name is hostile, too; returns how many files it holds."""
    count = 0
    for name, path in FILES.items():
        inside = folder / f"{name}{POISON[9:19].replace(chr(0), '')}"
        inside.mkdir(parents=True)
        for number, text in enumerate(dict.fromkeys(_texts(path))):
            poison = "" if number % 2 else POISON.replace("\0", "")
            target = os.fsencode(inside) + f"/{number:03}{poison}".encode() + os.fsencode(path.suffix)
            with open(target, "wb") as file:
                file.write(text.encode("utf-8", "surrogatepass"))
            count += 1
    return count
