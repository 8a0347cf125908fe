"""Ten questions about the corpus, each answered by at most three keys and the words; the command line counts the same.

Runs where RECVIEW_CORPUS names the recordings.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from textual import events
from textual.pilot import Pilot

from recview.library.facets import facets
from recview.sources.discovery import root_of
from recview.tui.app import RecviewApp
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


def counted(query: str) -> int:
    """What `recview ls --where` counts."""
    command = [sys.executable, "-m", "recview", "ls", str(CORPUS), "--where", query, "--count"]
    return int(subprocess.run(command, capture_output=True, text=True, check=False).stdout.replace(",", "") or 0)


@pytest_asyncio.fixture
async def screen() -> AsyncIterator[tuple[RecviewApp, Pilot[None]]]:
    """The app over the corpus, all of it decoded."""
    app = RecviewApp(root_of(str(CORPUS)), ticking=False, watching=False, play=False)
    async with app.run_test(size=(120, 36)) as pilot:
        await until(pilot, lambda: not app.session.indexing, limit_s=240)
        await until(pilot, lambda: app.main.test_tree.filtering.query.contents.is_complete, limit_s=240)
        yield app, pilot


async def test_questions_and_facets_count_as_the_command_line(screen: tuple[RecviewApp, Pilot[None]]) -> None:
    app, pilot = screen
    filtering = app.main.test_tree.filtering
    counts: dict[str, tuple[int, int]] = {}
    for question, query in QUESTIONS.items():
        await pilot.press("slash")
        app.post_message(events.Paste(query))
        await pilot.press("enter")
        await until(pilot, lambda: not filtering.query.is_waiting and app.main.texts.is_final)
        counts[question] = filtering.rows.root.tally.present, counted(query)
        await pilot.press("escape", "escape")
        await until(pilot, lambda: not filtering.is_active)
    assert {question: both for question, both in counts.items() if both[0] != both[1]} == {}
    assert [question for question, (count, _) in counts.items() if not count] == []
    # Facets, too; here, as decoding the corpus once more takes long.
    for facet in facets(filtering.root, filtering.query.contents):
        for value, count in facet.values[:1]:
            assert (facet.field, value, count) == (facet.field, value, counted(facet.term(value)))
