"""The keys that go back and forward through the recordings that were open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recview.library.renaming import is_there

if TYPE_CHECKING:
    from recview.tui.main_screen import MainScreen


def go_to_visited(main: MainScreen, by: int) -> None:
    """Open the recording that was open before this one (-1), or after it (1)."""
    library = main.session.library
    visited = main.visited.step(by, lambda source: is_there(library, source))
    if visited is None or visited.current is None:
        main.notify("No recording was open before this one" if by < 0 else "This is the last one that was open")
        return
    main.visited = visited
    main.become(main.session.unfollow())
    main.test_tree.jump_to(library.key(visited.current))
    if visited.current != main.session.wanted:
        main.become(main.session.choose(visited.current))
