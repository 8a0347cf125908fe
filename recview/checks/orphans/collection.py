"""What `pytest --collect-only` printed → the tests that there are, or why that cannot be told.

pytest prints an id a line (`-q`), a file with a count a line (`-qq`), or a tree (without either); colours, warnings and
a summary may stand around them. Ids are relative to pytest's rootdir, which need not be the tree that is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from recview.named_tuple import NamedTuple


class Collection(NamedTuple):
    """The tests that pytest collected.

    Attributes:
        tests: By file, the tests in it as pytest names them behind the file: `TestClass::test_hi[openai]`. Empty for a
            file of which only the count is known.
        deselected: How many tests were left out on purpose.
    """

    tests: Mapping[str, frozenset[str]]
    deselected: int = 0


class Refused(NamedTuple):
    """A collection that says nothing about tests, and why, as a clause."""

    reason: str


def read_collection(text: str) -> Collection | Refused:
    """The tests in what pytest printed, or why it cannot be used. Never raises."""
    lines = [_CONTROL.sub("", line).rstrip() for line in text.splitlines()]
    if reason := _failure(lines):
        return Refused(reason)
    tests: dict[str, set[str]] = {}
    for file, test in _tests(list(_before_summaries(lines))):
        tests.setdefault(file, set()).update([test] if test else [])
    deselected = max((int(count) for line in lines for count in _DESELECTED.findall(line)), default=0)
    if tests:
        return Collection({file: frozenset(names) for file, names in tests.items()}, deselected)
    if deselected:
        return Refused(f"all of its {deselected:,} tests were deselected")
    return Refused("it holds no tests: it is to be what `pytest --collect-only -q` prints")


_CONTROL = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])|[\x00-\x08\x0b-\x1f\x7f]")
_SUMMARY = re.compile(r"=+ (?:warnings summary|ERRORS|short test summary info)\b.*=")
_DESELECTED = re.compile(r"(?:^|[ (/=,])(\d{1,9}) deselected\b")
_ERRORS = re.compile(
    r"(?:[=!]+ .*|.*\bcollected .*|)\b(?P<count>\d{1,9}) errors?\b"
    r"(?: during collection\b.*| in [\d.]+ ?s.*| ?=*|, .*| /.*)\Z"
)
_BROKEN = re.compile(
    r"INTERNALERROR>|ERROR (?:\S+\.py\b|collecting )|ERROR: |ImportError while loading conftest|_+ ERROR collecting "
)


def _failure(lines: Sequence[str]) -> str:
    """Why a collection is not whole; empty if it is."""
    others = [line for line in lines if not _TEST.fullmatch(line)]
    counts = (int(errors["count"]) for errors in map(_ERRORS.fullmatch, others) if errors)
    if count := max(counts, default=0):
        return f"pytest met {count:,} error{'s' if count > 1 else ''} while it collected: mend that first"
    return "pytest failed while it collected: mend that first" if any(map(_BROKEN.match, others)) else ""


def _before_summaries(lines: Iterable[str]) -> Iterator[str]:
    """The lines before the summary of warnings, which names tests as well."""
    for line in lines:
        if _SUMMARY.match(line):
            return
        yield line


_TEST = re.compile(r"(?P<file>[^:<>]+\.\w+)::(?P<test>.+)")
_COUNT = re.compile(r"(?P<file>\S[^:<>]*\.py): \d+")
_NODE = re.compile(r"(?P<indent> *)<(?P<kind>\w+) (?P<name>.+)>")


def _tests(lines: list[str]) -> Iterator[tuple[str, str]]:
    """(file, test) of each line that names a test; a test is empty where only its file is named."""
    yield from _nodes(lines)
    for line in lines:
        if match := _TEST.fullmatch(line):
            yield _slashed(match["file"]), match["test"]
        elif match := _COUNT.fullmatch(line):
            yield _slashed(match["file"]), ""


_FOLDERS = frozenset({"Dir", "Directory", "Package"})
_FILES = frozenset({"Module", "DoctestModule", "DoctestTextfile", "File"})
_CLASSES = frozenset({"Class", "UnitTestCase", "Instance"})


def _nodes(lines: list[str]) -> Iterator[tuple[str, str]]:
    """(file, test) of each test in a tree, whose levels are told by the blanks before them."""
    outer: list[tuple[int, str, str]] = []
    for match in filter(None, map(_NODE.fullmatch, lines)):
        indent, kind, name = len(match["indent"]), match["kind"], match["name"]
        while outer and outer[-1][0] >= indent:
            outer.pop()
        if kind not in _FOLDERS | _FILES | _CLASSES:
            file = _file_of(outer)
            classes = [part for _, other, part in outer if other == "Class" or other == "UnitTestCase"]
            if file:
                yield file, "::".join([*classes, name])
        outer.append((indent, kind, name))


def _file_of(outer: Iterable[tuple[int, str, str]]) -> str:
    """The file of a test by what it stands in; older pytests name a module with its folders."""
    folders: list[str] = []
    for _, kind, name in outer:
        if kind in _FILES:
            return _slashed(name) if "/" in name or "\\" in name else "/".join([*folders, name])
        if kind in _FOLDERS:
            folders = [*folders, _slashed(name).strip("/")]
    return ""


def _slashed(path: str) -> str:
    return path.strip().replace("\\", "/").removeprefix("./")
