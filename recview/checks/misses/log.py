"""A pasted log without what terminals, pytest and CI added to its lines, and which test each of them is about."""

from __future__ import annotations

import re
from bisect import bisect_right

from recview.named_tuple import NamedTuple

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_ADDED = re.compile(
    # The time of a line in GitHub's logs, the mark of pytest, and the border of a traceback by rich.
    r"\A\ufeff?(?:\d{4}-\d\d-\d\dT[\d:.]+Z ?)?(?:E(?: {1,7}|\Z)|│ ?)?"
)
_HEADER = re.compile(r"_+ (?:ERROR at (?:setup|teardown|call) of )?(?P<name>(?!_ _)\S.*?) _+")
_SUMMARY = re.compile(r"(?:FAILED|ERROR) (?P<test>\S+?::[^\[\s]+(?:\[.*?\])?)(?: - .*)?")
_GO = re.compile(r"--- FAIL: (?P<name>\S+)(?: \([\d.]+s\))?")


class _Heading(NamedTuple):
    """Where a test's part of a log begins."""

    start: int
    test: str


class Log:
    """A log.

    Attributes:
        text: Its lines, without blanks around them.
    """

    def __init__(self, pasted: str) -> None:
        """Clean what was pasted; whatever it is."""
        plain = _ANSI.sub("", pasted.replace("\r\n", "\n").replace("\r", "\n"))
        lines = [_ADDED.sub("", line).strip().removesuffix("│").rstrip() for line in plain.split("\n")]
        self.text = "\n".join(lines)
        self._summaries: list[_Heading] = []
        self._headings: list[_Heading] = []
        start = 0
        for line in lines:
            if summary := _SUMMARY.fullmatch(line):
                self._summaries.append(_Heading(start, summary["test"]))
                self._headings.append(_Heading(start, summary["test"]))
            elif heading := _HEADER.fullmatch(line) or _GO.fullmatch(line):
                self._headings.append(_Heading(start, heading["name"]))
            start += len(line) + 1

    def test_at(self, position: int) -> str:
        """The test that a position of the text is about: in full if the log's summary names it; empty if none is."""
        index = bisect_right([heading.start for heading in self._headings], position) - 1
        if index < 0:
            return ""
        name = self._headings[index].test
        if "::" in name:
            return name
        # A heading has `TestClass.test_name[parameters]`.
        plain, bracket, parameters = name.partition("[")
        end = f"::{plain.replace('.', '::')}{bracket}{parameters}"
        full = {summary.test for summary in self._summaries if summary.test.endswith(end)}
        return full.pop() if len(full) == 1 else end[2:]


def spread(words: str) -> str:
    """An expression for words that a line end or more blanks may stand in anywhere."""
    return r"\s*".join(re.escape(character) for character in words if character != " ")


METHOD = "|".join(map(spread, ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")))
"""An expression for the methods of HTTP, likewise."""


def line_after(text: str, start: int) -> str:
    """The rest of a line, from a position on."""
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)]


_CONTINUED = re.compile(r"\n(?![-_=]{3}|Run\b)[\w./:%?&=~+,@#\[\]-]+(?=\n|\Z)")


def url_at(text: str, start: int) -> str:
    """A URL that stands at a position: up to a blank, and on over line ends where a narrow terminal broke it."""
    begin = re.compile(r"\s*(\S*)").match(text, start)
    assert begin
    url, end = begin[1], begin.end()
    while url and (more := _CONTINUED.match(text, end)):
        url, end = url + more[0][1:], more.end()
    return url
