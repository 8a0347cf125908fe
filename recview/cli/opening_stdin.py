"""What came on standard input, opened on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from recview.cli.opening import NotOpened, Opening, root_of_all
from recview.cli.standard_input import (
    NothingRead,
    held_root,
    listed_paths,
    missing_words,
    openable,
    read_stdin,
)
from recview.cli.targets import STDIN, exists
from recview.humanize import plural


def opening_of_stdin(arguments: Sequence[str]) -> Opening:
    """The recording that came on standard input, or the paths that it lists, together with the other arguments.

    Args:
        arguments: Paths, `-` among them.

    Raises:
        NotOpened: If there is nothing to open.
    """
    others = [path for path in arguments if path != STDIN]
    if missing := [path for path in others if not exists(path)]:
        raise NotOpened(f"no such file or folder: {', '.join(missing)}")
    try:
        data = read_stdin()
    except NothingRead as problem:
        raise NotOpened(str(problem), problem.code) from None
    paths = listed_paths(data, exists)
    if paths is None:
        if others:
            raise NotOpened("a recording came on standard input: nothing else can be opened beside it")
        return Opening(held_root(data))
    kept, missing = openable(paths)
    if not (kept or others):
        raise NotOpened("none of the paths on standard input may be a recording, by its ending", code=1)
    notices = (missing_words(missing),) if missing else ()
    root = root_of_all([*kept, *others], is_list=True)
    return Opening(root._replace(name=f"{plural(len(root.tops), 'path')} from standard input"), notices=notices)
