"""Real recordings: families T and U report what is truly there, each finding looked at once and counted here."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from recview.checks.checked_file import CheckedFile, CheckedRecording
from recview.checks.streams.check import CHECK
from recview.formats import File
from recview.model import Readability
from recview.reading.recordings import read_recordings
from recview.root import Root
from recview.sources.contents import contents
from tests.test_corpus import CORPUS

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif("RECVIEW_CORPUS" not in os.environ, reason="RECVIEW_CORPUS names no recordings"),
]

FINDINGS = {
    # T107: a call of TGI's that stops without a finish_reason. T110: chats that the recorder notes at /v1/completions.
    "ogx-2025-10": {"T102": 29, "T107": 1, "T110": 14},
    # T103: reasoning, and nothing else.
    "ogx-2026-05": {"T102": 3, "T103": 1, "T109": 12},
    "ogx-history": {"T102": 6, "T109": 1},
    # T101: Snowflake (2), LiteLLM's proxy, a model behind OpenRouter (2). T103: a model that wrote a blank, one that
    # only reasoned. T111: an endpoint that answers with words.
    "cassettes": {"T101": 5, "T102": 49, "T103": 2, "T109": 32, "T111": 1},
}


@pytest.mark.parametrize("tree", FINDINGS)
def test_nothing_is_said_of_a_sound_answer(tree: str) -> None:
    found: Counter[str] = Counter()
    for file in contents(Root(CORPUS / tree)):
        recordings = read_recordings(file.path, file.data)
        if not isinstance(recordings, Readability):
            checked = CheckedFile(File(file.data), file.path, ())
            for recording in recordings:
                found.update(fault.rule.id for fault in CHECK.faults(CheckedRecording(recording, checked)))
    assert found == FINDINGS[tree]
