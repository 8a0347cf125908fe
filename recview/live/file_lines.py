"""Answers on which line of a recording's file something is, for an editor."""

from __future__ import annotations

from recview.live.events import LineFound
from recview.live.requests import FindLine
from recview.locating.locating import line_of
from recview.locating.target import FileLine
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.beside import FilesBeside
from recview.sources.editable import editable_file
from recview.sources.files import NotRead, clause


def find_line(root: Root, baseline: Baseline, request: FindLine) -> LineFound:
    """The file that an editor opens and the line, or why there is none.

    Args:
        root: Where the files are.
        baseline: What they held at the start.
        request: What is looked for.
    """
    source, target = request.source, request.target
    try:
        file = editable_file(root, source.path, baseline, is_before=request.is_before)
    except NotRead as problem:
        return LineFound(request, problem=str(problem))
    except OSError as error:
        return LineFound(request, problem=f"a copy of it {clause(error).replace('read', 'written')}")
    if not file.data:
        line = FileLine(1, "the file is too large to look for the line")
    else:
        line = line_of(file.data, source, target, FilesBeside(root))
    return LineFound(request, file.path, line, file.copied)
