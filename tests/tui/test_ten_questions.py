"""Ten questions about the corpus, each answered by at most three keys and the words; the command line counts the same.

Runs where RECVIEW_CORPUS names the recordings.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path

import pytest
import pytest_asyncio
from textual import events
from textual.pilot import Pilot

from recview.cli.main import run
from recview.cli.where import where
from recview.library.facets import facets
from recview.model import Entry
from recview.reading.recording import Recording
from recview.root import Root
from recview.sources.discovery import root_of
from recview.tui.app import RecviewApp
from tests.cli.piped import recview
from tests.tui.screens import until

CORPUS = Path(os.environ.get("RECVIEW_CORPUS", ""))

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif("RECVIEW_CORPUS" not in os.environ, reason="RECVIEW_CORPUS names no recordings"),
]

TEST = "tests/integration/agents/test_agents.py::test_agent_simple[ollama/llama3.2:3b-instruct-fp16]"

QUESTIONS = {
    "recordings of this test": TEST,
    "this hash": "00f8a71c",
    "the file that a log names": "test_xai_builtin_web_search_tool.xai.yaml",
    "every length": "finish:length",
    "every error": "is:error",
    "parallel tool calls": "is:parallel",
    "who calls get_weather": "tool:get_weather",
    "which answers say hello": "answer:hello",
    "biggest usage": "tokens:>5k",
    "streams of Responses with reasoning": "protocol:responses is:stream is:reasoning",
}


class Queries:
    """Stands for the query of a command: counts what each of several queries keeps, of files that are read once."""

    text, problem = "", ""

    def __init__(self, queries: Iterable[str]) -> None:
        self._wheres = {query: where(query) for query in queries}
        self.counts: Counter[str] = Counter(dict.fromkeys(self._wheres, 0))

    def look_into(self, root: Root) -> None:
        """Checks the recordings once for all queries that ask for what is found in them."""
        first, *others = [where for where in self._wheres.values() if where.asks_for_findings]
        first.look_into(root)
        for other in others:
            other._findings = first._findings

    def keeps(self, row: Entry, read: Callable[[], Recording | None]) -> bool:
        """Counts a recording."""
        self.counts.update(query for query, where in self._wheres.items() if where.keeps(row, read))
        return True


def counted(queries: Iterable[str]) -> Counter[str]:
    """What `recview ls --where` counts by each query."""
    counting = Queries(queries)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("recview.cli.where.where", lambda text: counting)
        run(["ls", str(CORPUS), "--where", "all of them", "--count"])
    return counting.counts


@pytest_asyncio.fixture
async def screen() -> AsyncIterator[tuple[RecviewApp, Pilot[None]]]:
    """The app over the corpus, all of it decoded."""
    app = RecviewApp(root_of(str(CORPUS)), ticking=False, watching=False, play=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: not app.session.indexing, limit_s=400)
        await until(pilot, lambda: app.main.test_tree.filtering.query.contents.is_complete, limit_s=400)
        await until(pilot, lambda: app.main.test_tree.filtering.query.contents.findings.is_complete, limit_s=400)
        yield app, pilot


async def test_questions_and_facets_count_as_the_command_line(screen: tuple[RecviewApp, Pilot[None]]) -> None:
    app, pilot = screen
    filtering = app.main.test_tree.filtering
    shown: dict[str, int] = {}
    for query in QUESTIONS.values():
        await pilot.press("slash")
        app.post_message(events.Paste(query))
        await pilot.press("enter")
        await until(pilot, lambda: not filtering.query.is_waiting and app.main.texts.is_final)
        shown[query] = filtering.rows.root.tally.present
        await pilot.press("escape", "escape")
        await until(pilot, lambda: not filtering.is_active)
    assert all(shown.values())
    for facet in facets(filtering.root, filtering.query.contents):
        for value, count in facet.values[:1]:
            assert shown.setdefault(facet.term(value), count) == count
    assert shown == counted(shown)
    # The command itself, without what counts all queries at once.
    done = recview("ls", str(CORPUS), "--where", QUESTIONS["every length"], "--count")
    assert done.out.strip() == f"{shown[QUESTIONS['every length']]:,}"
