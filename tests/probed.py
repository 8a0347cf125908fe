"""The real app with a probe: on SIGUSR1 it writes down what its list holds, while it runs.

The summary on leaving would hide a lost event, since leaving looks at the disk once more. Run as
`python -m tests.probed ROOT OUT [--polling]`.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

import orjson

from recview.library import Library
from recview.model import Entry
from recview.sources.discovery import root_of
from recview.tui.app import RecviewApp


def listed(entries: Sequence[Entry]) -> list[list[Any]]:
    """What the list says of a file's recordings, apart from what became of them."""
    return [
        [entry.source.number, entry.size, entry.test_id, entry.model, entry.chunks, entry.outline.finish, entry.problem]
        for entry in entries
    ]


def held(library: Library) -> dict[str, Any]:
    """`{path: {"listed", "verdict", "stale"}}`."""
    return {
        path: {"listed": listed(entries), "verdict": entries[0].verdict, "stale": entries[0].stale}
        for path, entries in library.files.items()
    }


class Probed(RecviewApp):
    """Tells what it holds when it is asked."""

    out = ""

    def on_load(self) -> None:
        """The toolkit calls the base class's own besides."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, self._tell)

    def _tell(self) -> None:
        with open(f"{self.out}.tmp", "wb") as file:
            file.write(orjson.dumps(held(self.session.library)))
        os.replace(f"{self.out}.tmp", self.out)


if __name__ == "__main__":
    if "--polling" in sys.argv:
        os.environ["WATCHFILES_FORCE_POLLING"] = "1"
    app = Probed(root_of(sys.argv[1]))
    app.out = sys.argv[2]
    app.run()
