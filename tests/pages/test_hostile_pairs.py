"""Before and after where one side or both are hostile: nothing raises and nothing is slow."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.display.mask import covered
from recview.display.page_rows import PageLayout
from recview.model import Source
from recview.pages.diff_lines import Detail, diff_lines
from recview.pages.diff_markdown import MOST, diff_markdown
from recview.pages.merged_text import merged
from recview.reading import panels
from recview.reading.diff_records import diff_record
from recview.reading.earlier import put_before
from recview.reading.held_recording import HeldRecording
from recview.reading.opening import open_parsed
from recview.review.comparing import compare
from recview.review.parsed import Parsed, parse_file
from recview.review.word_diff import aligned
from recview.verdicts.changes import Change, Changes, in_order
from tests.examples import examples
from tests.hostile import ESCAPES, write
from tests.ogx import Value, chat, chunk, delta, dumped, message, stream


def said(text: str, **more: Value) -> bytes:
    """An answer in one chunk."""
    return dumped(
        {**chat("t.py::test_a", [message("user", "Hi")], [chunk(delta(0, "stop", content=text))]), **more}
    ).encode()


def asked(*questions: str) -> bytes:
    return dumped(chat("t.py::test_a", [message("user", question) for question in questions], stream("Fine"))).encode()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    files = write(tmp_path_factory.mktemp("hostile"))
    contents = {path.name: path.read_bytes() for path in files if path.is_file()}
    return {
        **contents,
        "plain": said("It is fine"),
        "escapes": said(ESCAPES),
        "a word of 1 MB": said("x" * 1_000_000),
        "lines of 300 KB": said("a line\n" * 40_000),
        "20,000 chunks": dumped(
            chat("t.py::test_a", [message("user", "Hi")], [chunk(delta(0, content="a ")) for _ in range(20_000)])
        ).encode(),
        "the same two messages": asked(*("one", "two") * 1_500),
        "the same three messages": asked(*("one", "two", "three") * 1_000),
    }


PAIRS = (
    ("plain", "escapes"),
    ("plain", "nasty.json"),
    ("a word of 1 MB", "plain"),
    ("a word of 1 MB", "lines of 300 KB"),
    ("plain", "20,000 chunks"),
    ("the same two messages", "the same three messages"),
    ("wrong-types.json", "wrong-stream.json"),
)


def compared(before: bytes, after: bytes) -> tuple[Changes, Parsed, Parsed]:
    old, new = parse_file(before, "a.json"), parse_file(after, "a.json")
    change = Change("a.json", "a.json", compare(old, new), f"t.py::{ESCAPES}", "", ESCAPES)
    return Changes(in_order([change])), old, new


def check_written(changes: Changes) -> None:
    """Write it in every form."""
    for whole in (False, True):
        detail = Detail(covered, whole)
        assert sum(1 for _ in diff_lines(changes.each, detail)) > 1
        assert len(diff_markdown(changes, changes.each, detail, (ESCAPES, ESCAPES))) <= MOST
    json.dumps(diff_record(changes, changes.each)).encode("ascii")


def check_page(before: Parsed, after: Parsed) -> None:
    """Lay out the page of both, whichever replays."""
    old, new = (open_parsed(Source("a.json"), parsed) for parsed in (before, after))
    if not (isinstance(old, HeldRecording) and isinstance(new, HeldRecording)):
        return
    put_before(new, old)
    for is_swapped in (False, True):
        page = panels.page_of(new, comparing=True, swapped=is_swapped, secrets=False)
        for section in page.sections:
            assert all(0 <= start <= end <= len(section.text) for start, end, _ in section.diff_spans)
        layout = PageLayout(page, 60)
        assert layout.page.sections


@pytest.mark.parametrize(("before", "after"), [*PAIRS, *(pair[::-1] for pair in PAIRS[:5])])
def test_pairs_that_are_costly_or_hostile(hostile: Mapping[str, bytes], before: str, after: str) -> None:
    changes, old, new = compared(hostile[before], hostile[after])
    check_written(changes)
    check_page(old, new)


def test_every_hostile_file_beside_a_sound_one(hostile: Mapping[str, bytes]) -> None:
    for name in hostile.keys() - {name for pair in PAIRS for name in pair} - {"plain"}:
        for pair in ((name, "plain"), ("plain", name)):
            changes, old, new = compared(*(hostile[side] for side in pair))
            assert changes.each[0].class_ != "identical", name
            check_written(changes)
            check_page(old, new)


TEXTS = st.lists(
    st.sampled_from(
        ["fine ", "bad ", "\x1b[31m", "‮", "[bold]", "```", "\n", "\u2028", "\ud800", "日本", "e\u0301", "\t"]
    ),
    max_size=30,
).map("".join)


@given(TEXTS, TEXTS)
@examples(60)
def test_a_merged_text_holds_both(before: str, after: str) -> None:
    both = merged(before, after)
    for text, runs in ((before, both.earlier), (after, both.later)):
        ends = [*(start for start, _ in runs[1:]), *([len(text)] if runs else [])]
        assert "".join(both.text[at : at + end - start] for (start, at), end in zip(runs, ends, strict=True)) == text


@given(TEXTS, TEXTS)
@examples(30)
def test_any_two_answers_are_compared(before: str, after: str) -> None:
    if before != after:
        changes, old, new = compared(said(before), said(after))
        check_written(changes)
        check_page(old, new)


@given(st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=12))
@examples(60)
def test_each_item_of_two_lists_is_in_one_pair(before: list[str], after: list[str]) -> None:
    pairs = aligned(before, after)
    assert [old for old, _ in pairs if old is not None] == list(range(len(before)))
    assert [new for _, new in pairs if new is not None] == list(range(len(after)))
