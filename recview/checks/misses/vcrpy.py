"""What vcrpy says: the cassette, the mode, and which matchers failed; in words of its own before and since 9.0."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.checks.misses.log import Log, line_after, spread, url_at
from recview.checks.misses.miss import Miss, Problem

_REQUEST = r"<Request\s+\((?P<method>\w+)\)\s+(?P<url>[^>]*)>"
_OLD = re.compile(rf"{spread('overwrite existing cassette')}\s*\((?P<cassette>.*?)\)\s*in\s+your\s+current", re.DOTALL)
_MODE = re.compile(rf"\s*{spread('record mode')}\s*\((?:<[^:)]*:\s*)?'?(?P<mode>\w+)'?>?\)")
_NO_MATCH = re.compile(rf"\W*{spread('No match for the request')}\s*\({_REQUEST}\)", re.DOTALL)
_CONSUMED = re.compile(spread("but they have already been consumed"))
_FAILED = re.compile(r"(?P<name>\w+) - assertion failure ?:\n?(?P<text>[^\n]*)")
_NEW = re.compile(spread("play back this request:"))
_ASKED = re.compile(r"\n(?P<method>[A-Z]+) (?P<url>[a-z]+://\S+)")
_MISSING = re.compile(
    rf"{spread('The cassette')}\s*\((?P<cassette>.{{1,4000}}?)\)\s*doesn't\s*{spread('contain the request')}"
    rf"\s*\({_REQUEST}\)",
    re.DOTALL,
)
_DIFFERS = re.compile(r"\n(?P<text>\w+ differs: [^\n]*)")
_BLOCK = 6_000
"""Characters behind the first line that may belong to it."""


def misses(log: Log) -> Iterator[Miss]:
    """The requests that vcrpy did not find, and those that were played back already."""
    for match in _OLD.finditer(log.text):
        yield _old(log.text, match)
    for match in _NEW.finditer(log.text):
        yield _new(log.text, match)
    for match in _MISSING.finditer(log.text):
        method, url, cassette = match["method"], _joined(match["url"]), _unquoted(match["cassette"])
        yield Miss("vcrpy", "not_recorded", match.start(), method=method, url=url, cassette=cassette)


def _old(text: str, match: re.Match[str]) -> Miss:
    block = text[match.start() : match.start() + _BLOCK]
    mode, asked = _MODE.match(text, match.end()), _NO_MATCH.search(block)
    problem: Problem = "played_already" if _CONSUMED.search(block) else "not_recorded"
    details = tuple(f"{failed['name']}: {failed['text']}".rstrip(": ") for failed in _FAILED.finditer(block))
    return Miss(
        "vcrpy",
        problem,
        match.start(),
        method=asked["method"] if asked else "",
        url=_joined(asked["url"]) if asked else "",
        cassette=_unquoted(match["cassette"]),
        mode=mode["mode"] if mode else "",
        details=details,
    )


def _new(text: str, match: re.Match[str]) -> Miss:
    block = text[match.start() : match.start() + _BLOCK]
    words = "".join(block.partition("\n\n")[0].split())
    problem: Problem = "not_recorded"
    if "beenplayedback" in words:
        problem = "played_already"
    elif "thecassettedoesn'texist" in words or "couldn'tbeloaded" in words:
        problem = "no_cassette"
    asked = _ASKED.search(block)
    mode = re.search(r"record_mode:? '?(\w+)", block)
    cassette = re.search(r"\nCassette: ", block)
    body = re.search(r"\nbody: ", block)
    return Miss(
        "vcrpy",
        problem,
        match.start(),
        method=asked["method"] if asked else "",
        url=url_at(block, asked.start("url")) if asked else "",
        cassette=_unquoted(line_after(block, cassette.end())) if cassette else "",
        mode=mode[1] if mode else "",
        request={"body": line_after(block, body.end())} if body else {},
        is_cut=True,
        details=tuple(differs["text"] for differs in _DIFFERS.finditer(block)),
    )


def _unquoted(text: str) -> str:
    text = _joined(text)
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


def _joined(text: str) -> str:
    """A path or a URL without the line ends that a narrow terminal put into it."""
    return re.sub(r"\s*\n\s*", "", text).strip()
