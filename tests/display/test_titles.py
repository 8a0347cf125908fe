"""The words of borders, tabs and the top line, as functions of values and widths."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from rich.cells import cell_len

from recview.display.parts import Part
from recview.display.titles import (
    empty_list_words,
    hit_words,
    model_title,
    playhead_words,
    recording_title,
    stale_words,
    top_line,
    verdict_counts,
    verdict_title,
    watch_badge,
)
from recview.library import IndexedFile, Library, Tally
from recview.model import Entry, Source
from recview.reading.listing import index_file
from recview.replay.player import Player
from recview.verdicts.journal import Journal
from recview.verdicts.review import Review
from tests.ogx import chat, dumped, message, stream

KEY = "sk-abcdefghijklmnopqrstuvwxyz0123456789"
TALLY = Tally(recordings=1_234, errors=32, broken=1)


def words(parts: list[Part]) -> str:
    return "".join(part.text for part in parts)


def file(path: str, test: str = "t/a.py::test_one") -> IndexedFile:
    return index_file(path, dumped(chat(test, [message("user", "Hi")], stream("Yes."))).encode())


@pytest.mark.parametrize(
    ("width", "left", "right"),
    [
        (120, " recview  calls", "1,234 recordings  ✗ 32 errors  ✗ 1 broken  ● live  "),
        (62, " recview ", "1,234 recordings  ✗ 32 errors  ✗ 1 broken  ● live  "),
        (40, " recview  calls", "1,234 ✗ 32 ✗ 1 ● "),
        (20, " recview ", "1,234 "),
    ],
)
def test_the_top_line_fits(width: int, left: str, right: str) -> None:
    shown = top_line("calls", TALLY, [Part("● live  ", "dim")], width)
    assert tuple(map(words, shown)) == (left, right)
    assert cell_len(left) + cell_len(right) <= width


@pytest.mark.parametrize(("width", "shown"), [(120, "3 changed  1,500 new  "), (119, "≠3 +1.5k ")])
def test_verdicts_are_words_where_there_is_room(width: int, shown: str) -> None:
    parts = verdict_counts(Tally(changed=3, new=1_500), width)
    assert words(parts) == shown
    assert {part.action for part in parts} == {"command('filter.changed')", "command('filter.new')"}


@pytest.mark.parametrize(
    ("following", "is_queued", "polling", "width", "shown"),
    [
        (False, False, "", 92, "● live 12:00:01  "),
        (False, False, "", 91, "● live  "),
        (True, False, "", 80, "▼ following  ● live  "),
        (True, True, "", 80, "▼ following · next waits  ● live  "),
        (False, False, "no watches left (28)", 139, "● polling 12:00:01  "),
        (False, False, "no watches left (28)", 140, "● polling: no watches left 12:00:01  "),
    ],
)
def test_the_badge(following: bool, is_queued: bool, polling: str, width: int, shown: str) -> None:
    parts = watch_badge(following=following, is_queued=is_queued, polling=polling, time="12:00:01", width=width)
    assert words(parts) == shown


@pytest.mark.parametrize(("secrets", "shown"), [(True, KEY), (False, f"sk-{'•' * (len(KEY) - 3)}")])
def test_the_title_of_a_recording(secrets: bool, shown: str) -> None:
    library = Library().merged([file(path, f"t/a.py::test_one[{KEY}]") for path in ("a.json", "b.json")])
    source = Source("a.json")
    title = recording_title(library, library.entry(source), source, 80, secrets=secrets)
    assert title == f"test_one[{shown}] · 1 of 2, order inferred"


def test_a_narrow_title_keeps_the_number() -> None:
    library = Library().merged([file("a.json"), file("b.json")])
    source = Source("b.json")
    title = recording_title(library, library.entry(source), source, 10, secrets=False)
    assert title == "test_one · 2 of 2"
    assert recording_title(library, None, Source("x/unknown.json"), 40, secrets=False) == "unknown.json"


def test_what_the_border_says_of_an_old_content() -> None:
    assert stale_words("gone", is_cut=False) == "✗ gone · this is its last content"
    assert stale_words("ends early", is_cut=True) == "✗ ends early · this is what there is"


@pytest.mark.parametrize(
    ("review", "width", "title"),
    [
        (None, 60, ""),
        (Review("new"), 60, "+ new"),
        (Review("changed", brief=("text differs",)), 60, "≠ changed: text differs"),
        (Review("changed", brief=("text differs",)), 20, "≠ changed: te…"),
        (Review("changed", brief=(KEY,)), 60, f"≠ changed: sk-{'•' * (len(KEY) - 3)}"),
        (Review("gone", unseen="too large to keep"), 60, "− gone: too large to keep"),
    ],
)
def test_the_verdict_of_the_open_file(review: Review | None, width: int, title: str) -> None:
    journal = Journal().with_reviews({"a.json": review})
    assert verdict_title(journal, Source("a.json"), width, secrets=False) == title


def test_the_model_or_the_protocol() -> None:
    entry = file("a.json").entries[0]
    assert model_title(entry._replace(model="gpt-4o-mini"), 40, secrets=False) == "gpt-4o-mini"
    assert model_title(entry._replace(model="gpt-4o-mini"), 12, secrets=False) == "gp…-mini"
    assert model_title(entry._replace(model="", protocol="openai-chat"), 40, secrets=False) == "openai-chat"
    assert model_title(entry._replace(model="", protocol="card"), 40, secrets=False) is None
    assert model_title(None, 40, secrets=False) is None


@pytest.mark.parametrize(
    ("player", "shown"),
    [
        (Player(), ""),
        (Player(1_200, 0, True), "▶ 0/1,200 1×"),
        (Player(5, 3, False, 4.0), "⏸ 3/5 4×"),
        (Player(5, 5, False), "■ 5/5 1×"),
    ],
)
def test_the_playhead(player: Player, shown: str) -> None:
    assert playhead_words(player) == shown


@pytest.mark.parametrize(
    ("needle", "count", "index", "shown"),
    [("", 0, -1, ""), ("x", 0, -1, "not found"), ("x", 1_200, -1, "1,200 found"), ("x", 3, 0, "1 of 3 found")],
)
def test_the_hits(needle: str, count: int, index: int, shown: str) -> None:
    assert hit_words(needle, count, index, "") == shown


@pytest.mark.parametrize(
    ("kinds", "paragraph"),
    [({}, "They appear here as they are written."), ({".md": 2, ".py": 1}, "It holds 3 files of another kind:")],
)
def test_a_list_without_recordings(kinds: Mapping[str, int], paragraph: str) -> None:
    shown = empty_list_words("calls", kinds)
    assert shown[:2] == ("No recordings in", "calls")
    assert paragraph in shown
    assert shown[-1] == "recview --demo opens the samples."


@pytest.mark.parametrize(
    ("width", "title"),
    [
        (80, "test_one[of a model] · 1 of 2, order inferred"),
        (44, "test_one[of a model] · 1 of 2, inferred"),
        (39, "test_one[of a model] · 1 of 2"),
    ],
)
def test_the_title_says_that_the_order_is_inferred(width: int, title: str) -> None:
    library = Library().merged([file(path, "t/a.py::test_one[of a model]") for path in ("a.json", "b.json")])
    source = Source("a.json")
    assert recording_title(library, library.entry(source), source, width, secrets=True) == title


def test_the_order_within_a_file_is_not_inferred() -> None:
    entries = [Entry(Source("a.json", number), test_id="t/a.py::test_one", ordered=True) for number in range(2)]
    library = Library().merged([IndexedFile("a.json", tuple(entries))])
    title = recording_title(library, entries[1], entries[1].source, 80, secrets=True)
    assert title == "test_one · 2 of 2"
