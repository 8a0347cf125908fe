"""What `recview why` does, once it is known what is asked."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence

from recview.checks.misses.dumped import dumped_miss
from recview.checks.misses.explaining import explain
from recview.checks.misses.miss import Miss
from recview.checks.misses.reading import misses_in
from recview.checks.misses.recorded_call import RecordedCall, recorded_calls
from recview.cli.name_shapes import looks_like_hash
from recview.cli.output import Out, warn
from recview.cli.progress_line import ProgressLine
from recview.cli.report import Report
from recview.cli.standard_input import NothingRead, read_stdin
from recview.cli.targets import STDIN, Target, discovered_targets, exists, named_targets
from recview.cli.why_record import why_record
from recview.cli.why_text import write_text
from recview.formats import File
from recview.model import Readability
from recview.reading.recordings import exchanges_of
from recview.sources.beside import FilesBeside
from recview.sources.contents import contents
from recview.sources.files import NotRead, read_bytes
from recview.wire import parse

_MOST_BYTES = 50_000_000
_MOST_FILES = 10_000


class _Refused(Exception):
    """Nothing can be explained as it is asked.

    Attributes:
        code: The exit code.
    """

    def __init__(self, problem: str, code: int = 2) -> None:
        super().__init__(problem)
        self.code = code


def why(out: Out, options: argparse.Namespace) -> int:
    """Explain misses, and write that; returns the exit code."""
    report = Report()
    try:
        misses = _misses(options)
    except (_Refused, NothingRead) as problem:
        warn(str(problem))
        return problem.code
    targets = list(named_targets(options.places, report) if options.places else discovered_targets(report, code=2))
    if report.code:
        return report.code
    calls = [call for target in targets for call in _calls(target)]
    explanations = [explain(miss, calls) for miss in misses]
    if options.json:
        out.write_json(why_record(explanations, secrets=options.secrets))
    else:
        write_text(out, explanations)
    return int(not all(explanation.is_explained for explanation in explanations))


def _misses(options: argparse.Namespace) -> Sequence[Miss]:
    """The misses that are asked about, each with the request if the plugin wrote it."""
    source = options.source
    written = list(_written(options.misses)) if os.path.isdir(options.misses) else []
    if source is None and (written or sys.stdin is None or os.isatty(0)):
        if not written:
            raise _Refused("name a hash or a file with what the test printed, or pipe that into recview why -")
        return written
    if source is not None and os.path.isdir(source):
        return list(_written(source)) or _none(f"{source}: no misses are in it")
    if source is not None and looks_like_hash(source) and not exists(source):
        misses = [Miss("ogx", "not_recorded", 0, hash=source.lower())]
    else:
        data = read_stdin() if source in (None, STDIN) else _content(source)
        miss = dumped_miss(parse(data, exact=True)) if data.lstrip()[:1] == b"{" else None
        misses = [miss] if miss else misses_in(data.decode("utf-8", "replace"))
        if not misses:
            name = "standard input" if source in (None, STDIN) else source
            _none(f"{name}: no recorder says in it that a request was not found")
    return [_with_request(miss, written) for miss in misses]


def _none(problem: str) -> Sequence[Miss]:
    raise _Refused(problem, code=1)


def _with_request(miss: Miss, written: Sequence[Miss]) -> Miss:
    """A miss with the request that the plugin wrote for its hash, if it did; of several, that of its test."""
    if miss.recorder != "ogx" or not miss.hash:
        return miss
    same = [each for each in written if each.hash.startswith(miss.hash)]
    same.sort(key=lambda each: not (miss.test and each.test.endswith(miss.test)))
    return same[0]._replace(test=same[0].test or miss.test) if same else miss


def _written(folder: str) -> Iterator[Miss]:
    """The misses that the plugin wrote into a folder."""
    for name in sorted(os.listdir(folder))[:_MOST_FILES]:
        if name.endswith(".json"):
            try:
                miss = dumped_miss(parse(read_bytes(os.path.join(folder, name)).data, exact=True))
            except (OSError, NotRead):
                continue
            if miss:
                yield miss


def _content(path: str) -> bytes:
    try:
        read = read_bytes(path, 0, _MOST_BYTES)
    except (OSError, ValueError, NotRead) as problem:
        words = "there is no such file" if isinstance(problem, FileNotFoundError) else str(problem)
        raise _Refused(f"{path}: {words}") from None
    return read.data


def _calls(target: Target) -> Iterator[RecordedCall]:
    """The requests of all recordings of a target."""
    beside = FilesBeside(target.root)
    with ProgressLine("reading") as progress:
        for count, content in enumerate(contents(target.root), 1):
            progress.show(count, count)
            if content.problem or content.is_folder:
                continue
            exchanges = exchanges_of(File(content.data, exact=True, beside=beside), content.path)
            if isinstance(exchanges, Readability):
                exchanges = exchanges.recovered
            yield from recorded_calls(target.path(content.path), exchanges)
