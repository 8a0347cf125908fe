"""Reading the files of a target, each to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

from recview.cli.report import Report
from recview.cli.targets import Target
from recview.formats import Beside
from recview.model import Readability, ReadState
from recview.named_tuple import NamedTuple
from recview.reading.recording import MeasuredRecording, Recording
from recview.reading.recordings import Recordings
from recview.sources.beside import FilesBeside
from recview.sources.contents import contents, is_foreign

if TYPE_CHECKING:
    from recview.cli.where import Where

Read = TypeVar("Read", Recording, MeasuredRecording)


class ReadFile(NamedTuple, Generic[Read]):
    """The recordings of one file, each read when it is asked for; or why there are none.

    Attributes:
        exchanges: How many it holds.
        problem: Why it holds none.
    """

    path: str
    exchanges: int = 0
    recordings: Iterable[Read] = ()
    problem: str = ""


def read_target(
    target: Target,
    report: Report,
    read: Callable[[str, bytes, Beside], Recordings[Read] | Readability],
    where: Where | None = None,
) -> Iterator[ReadFile[Read]]:
    """Every file of a target, without those that are sound and no recording.

    Args:
        target: What to read.
        report: Takes the problems.
        read: The recordings of a file, given its path, its bytes and what reads the files that it names.
        where: Which of them are wanted; None for all.
    """
    if where:
        where.look_into(target.root)
    for content in contents(target.root):
        path = content.path
        if content.is_folder:
            report.add(f"{target.path(path)}: {content.problem}")
            continue
        recordings = (
            Readability(ReadState.BROKEN, content.problem)
            if content.problem
            else read(path, content.data, FilesBeside(target.root))
        )
        if isinstance(recordings, Readability):
            if not report.leaves_out(target, path, recordings.reason, foreign=is_foreign(recordings, content)):
                report.count_file()
                if where is None or where.keeps_unread(path, recordings, len(content.data)):
                    yield ReadFile(path, problem=recordings.reason)
        elif len(recordings):
            report.count_file()
            read_all = _reporting(recordings, target, path, report)
            yield ReadFile(path, len(recordings), where.of(read_all, len(content.data)) if where else read_all)


def _reporting(recordings: Iterable[Read], target: Target, path: str, report: Report) -> Iterator[Read]:
    """The recordings; after the last of them, their problems go into the report."""
    problems: dict[str, list[int]] = {}
    for recording in recordings:
        if recording.problem:
            problems.setdefault(recording.problem, []).append(recording.exchange.source.number)
        yield recording
    report.add_exchanges(target, path, problems)
