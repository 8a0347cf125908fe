"""The text of a recording that is searched: merged, by field, folded."""

from __future__ import annotations

from typing import Any

from recview.model import Readability
from recview.reading.recordings import read_recordings
from recview.reading.search_text import SearchText, search_text
from tests.ogx import chat, chunk, delta, dumped, failed, message


def texts(recording: Any) -> SearchText:
    recordings = read_recordings("a.json", dumped(recording).encode())
    assert not isinstance(recordings, Readability)
    return search_text(recordings[0])


def test_words_that_the_stream_split_are_whole() -> None:
    recording = chat(
        "t",
        [message("system", "Be brief."), message("user", "Hi")],
        [chunk(delta(content=piece)) for piece in ("Hel", "lo ", "wor", "ld")],
    )
    assert texts(recording) == SearchText("Hello world", "", "", "Be brief.\nHi")


def test_calls_and_reasoning_are_fields_of_their_own() -> None:
    calls = [{"index": 0, "id": "c", "function": {"name": "get_weather", "arguments": '{"city":'}}]
    more = [{"index": 0, "function": {"arguments": '"Rome"}'}}]
    chunks = [chunk(delta(reasoning_content="Let me ")), chunk(delta(reasoning_content="see."))]
    chunks += [chunk(delta(tool_calls=calls)), chunk(delta(tool_calls=more))]
    assert texts(chat("t", [], chunks)) == SearchText("", "Let me see.", 'get_weather\n{"city":"Rome"}', "")


def test_an_error_is_part_of_the_answer() -> None:
    recording = failed(chat("t", [message("user", "Hi")], []), "openai.RateLimitError", "Too many", 429)
    assert "Too many" in texts(recording).answer
