"""A review as a maintainer sees it: behaviour first, both sides level, a key a change, and what is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from recview.root import Root
from recview.verdicts.decisions import Decisions
from tests.ogx import chat, dumped, message, stream
from tests.sources.test_opened_change import cassette
from tests.tui.review.reviews import reviewing, settled, shown, written
from tests.tui.screens import until


def recording(answer: str, test: str, finish: str = "stop", asked: str = "How is the weather in Oslo?") -> str:
    return dumped(chat(f"t.py::{test}", [message("user", asked)], stream(answer, finish)))


KEY = "sk-proj-ab12SECRETKEYSECRETKEY"


def other_ids(text: str) -> str:
    return text.replace("rec-000000000000", "rec-111111111111")


SUNNY, LONG = "It is sunny and warm in Oslo today", "It is sunny and warm in Oslo"
OLD = {
    "cut.json": recording(SUNNY, "test_cut"),
    "filtered.json": recording(SUNNY, "test_filtered", asked="And in Bergen?"),
    "words.json": recording(SUNNY, "test_words", asked="And in Rome?"),
    **{f"noise{number}.json": recording(SUNNY, f"test_noise_{number}", asked=f"{number}?") for number in range(4)},
    "same.json": recording(SUNNY, "test_same", asked="And in Paris?"),
    "gone.json": recording(SUNNY, "test_gone", asked="And in Kyiv?"),
}
NEW = {
    "cut.json": recording(LONG, "test_cut", "length"),
    "filtered.json": recording(SUNNY, "test_filtered", "content_filter", asked="And in Bergen?"),
    "words.json": recording("It is rainy and warm in Oslo today", "test_words", asked="And in Rome?"),
    **{name: other_ids(text) for name, text in OLD.items() if name.startswith("noise")},
    "same.json": OLD["same.json"],
    "new.json": recording(SUNNY, "test_new", asked="And in Lima?"),
}


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Root, Root]:
    folder = tmp_path_factory.mktemp("review")
    return written(folder / "before", OLD), written(folder / "after", NEW)


async def test_behaviour_comes_first_and_both_sides_stand_level(roots: tuple[Root, Root]) -> None:
    async with reviewing(*roots) as (app, _):
        screen = shown(app)
        assert "old → new" in screen
        assert "0 of 2 behaviour changes seen" in screen
        lines = screen.splitlines()
        assert "2 behaviour" in lines[2]
        assert "finish_reason stop → length" in lines[3]
        assert "1 reworded" in screen
        assert "▸ ≈ 4 noise: ids" in screen
        assert "test_noise_0" not in screen
        level = next(line for line in lines if "■ stop" in line)
        assert level.index("■ stop") < 60 < level.index("■ length")


async def test_one_key_a_change_and_the_last_says_so(roots: tuple[Root, Root]) -> None:
    kept: list[Decisions] = []

    def save(decisions: Decisions) -> str:
        kept.append(decisions)
        return ""

    async with reviewing(*roots, save=save) as (app, pilot):
        await pilot.press("a")
        await settled(app, pilot)
        assert "1 of 2 behaviour changes seen" in shown(app)
        assert "✓ ≠  test_cut" in shown(app)
        await pilot.press("s")
        await settled(app, pilot)
        assert "2 of 2 behaviour changes seen" in shown(app)
        assert app.main.list.change is not None
        assert app.main.list.change.test_id.endswith("test_words")
        await pilot.press("a", "a", "a", "a")
        await until(pilot, lambda: "Every change is seen" in shown(app))
        assert len(kept[-1].by_pair) == 9
        await pilot.press("u")
        assert len(app.session.decisions.by_pair) == 8


async def test_a_heading_and_capitals_decide_many_at_once(roots: tuple[Root, Root]) -> None:
    async with reviewing(*roots) as (app, pilot):
        await pilot.press("A")
        await until(pilot, lambda: "2 of 2 behaviour" in shown(app))
        assert {app.session.decisions.of(each).word for each in app.session.changes[2:]} == {""}
        await pilot.press("G", "N", "N")
        await until(pilot, lambda: app.main.list.row is not None and app.main.list.row.is_folded)
        await pilot.press("S")
        await until(pilot, lambda: "4 noise: ids  all seen" in shown(app))


async def test_noise_unfolds_on_enter_and_folds_again(roots: tuple[Root, Root]) -> None:
    async with reviewing(*roots) as (app, pilot):
        await pilot.press("n", "n", "n")
        assert "enter unfold" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert "test_noise_3" in shown(app)
        await pilot.press("j", "h", "h")
        await pilot.pause()
        assert "test_noise_3" not in shown(app)


@pytest.mark.parametrize(("size", "is_one_page"), [((80, 24), True), ((120, 36), False), ((200, 60), False)])
async def test_sides_by_the_width_and_alone_on_keys(
    roots: tuple[Root, Root], size: tuple[int, int], is_one_page: bool
) -> None:
    async with reviewing(*roots, size=size) as (app, pilot):
        assert ("before | after" in shown(app)) == is_one_page
        await pilot.press("b")
        await until(pilot, lambda: "■ stop" in shown(app) and "■ length" not in shown(app))
        await pilot.press("f")
        await until(pilot, lambda: "■ length" in shown(app) and "■ stop" not in shown(app))
        await pilot.press("f")
        await until(
            pilot, lambda: "before | after" in shown(app) or ("■ stop" in shown(app) and "■ length" in shown(app))
        )


async def test_both_sides_replay_in_step(roots: tuple[Root, Root]) -> None:
    async with reviewing(*roots) as (app, pilot):
        total = app.session.player.total
        await pilot.press("^", ".", ".")
        await pilot.pause()
        assert shown(app).count("chunk 2/") == 2
        assert "■ stop" not in shown(app)
        await pilot.press("$")
        await pilot.pause()
        assert f"chunk {total}/{total}" in shown(app)


async def test_differences_are_gone_to_and_then_the_next_change(roots: tuple[Root, Root]) -> None:
    async with reviewing(*roots, size=(120, 20)) as (app, pilot):
        assert "difference 1 of 2" in shown(app)
        await pilot.press("]")
        await pilot.pause()
        assert "difference 2 of 2" in shown(app)
        await pilot.press("]")
        await settled(app, pilot)
        assert app.main.list.change is not None
        assert app.main.list.change.after == "filtered.json"
        await pilot.press("[")
        await settled(app, pilot)
        assert app.main.list.change.after == "cut.json"


async def test_a_file_of_several_calls_is_walked_call_by_call(tmp_path: Path) -> None:
    old = cassette(("One?", "1"), ("Same?", "same"), ("Two?", "two words"))
    new = cassette(("One?", "uno"), ("Same?", "same"), ("Two?", "deux words"))
    before, after = written(tmp_path / "a", {"c.json": old}), written(tmp_path / "b", {"c.json": new})
    async with reviewing(before, after) as (app, pilot):
        assert "call 1 of 3" in shown(app)
        await pilot.press("]")
        # The call that is the same on both sides is passed over.
        await until(pilot, lambda: "call 3 of 3" in shown(app) and "deux" in shown(app))
        assert "One?" not in shown(app)
        await pilot.press("[")
        await until(pilot, lambda: "call 1 of 3" in shown(app) and "One?" in shown(app))


async def test_credentials_are_covered_until_they_are_asked_for(tmp_path: Path) -> None:
    before = written(tmp_path / "a", {"k.json": recording("No key", "test_key", asked=f"My key is {KEY}")})
    after = written(tmp_path / "b", {"k.json": recording("Another", "test_key", asked=f"My key is {KEY}")})
    async with reviewing(before, after) as (app, pilot):
        assert "My key is" in shown(app)
        assert KEY not in shown(app)
        await pilot.press("x")
        await until(pilot, lambda: shown(app).count(KEY) == 2)
        await pilot.press("x")
        await until(pilot, lambda: KEY not in shown(app))


@pytest.mark.parametrize("columns", [120, 121, 200])
async def test_both_sides_are_laid_out_at_one_width(roots: tuple[Root, Root], columns: int) -> None:
    async with reviewing(*roots, size=(columns, 36)) as (app, pilot):
        await pilot.press("f", "f")
        await until(pilot, lambda: app.main.sides.are_beside)
        assert len({chat.layout_width for chat in app.main.chats}) == 1


async def test_a_note_is_typed_kept_and_shown(roots: tuple[Root, Root]) -> None:
    async with reviewing(*roots) as (app, pilot):
        await pilot.press("m", *"a q ?", "enter")
        await until(pilot, lambda: "a q ? · finish_reason" in shown(app))
        await pilot.press("m", "x", "escape")
        await pilot.pause()
        assert "a q ? · finish_reason" in shown(app)
        assert app.session.decisions.of(app.session.changes[0]).word == ""


async def test_a_heading_takes_no_note_and_no_key_of_what_is_typed(roots: tuple[Root, Root]) -> None:
    async with reviewing(*roots) as (app, pilot):
        await pilot.press("g", "m")
        await until(pilot, lambda: "this is a heading" in shown(app))
        await pilot.press(*"a as", "enter")
        await until(pilot, lambda: "No note is kept" in shown(app))
        assert not app.session.decisions.by_pair
        assert "0 of 2 behaviour changes seen" in shown(app)


@pytest.mark.parametrize("key", ["b", "f", "d", "x"])
async def test_without_a_reader_a_page_stays_as_it_is_and_says_so(roots: tuple[Root, Root], key: str) -> None:
    async with reviewing(*roots) as (app, pilot):
        app.main.become(app.session._replace(has_reader=False))
        before = app.session
        await pilot.press(key)
        await until(pilot, lambda: "this page stays as it is" in shown(app))
        assert app.session is before


@pytest.mark.parametrize(("size", "rows"), [((120, 36), 11), ((120, 60), 14), ((80, 24), 6), ((200, 60), 56)])
async def test_the_list_is_as_high_as_its_rows_up_to_two_fifths(
    roots: tuple[Root, Root], size: tuple[int, int], rows: int
) -> None:
    async with reviewing(*roots, size=size) as (app, pilot):
        view = app.main.list
        await pilot.press("G", "N", "N", "enter")
        await until(pilot, lambda: "test_noise_3" in shown(app))
        await pilot.pause()
        assert view.line_count() == 14
        assert view.scrollable_content_region.height == rows
        await pilot.press("h")
        await pilot.pause()
        assert view.scrollable_content_region.height == rows, "what is below does not move"


async def test_one_page_folds_what_both_begin_with(tmp_path: Path) -> None:
    asked = [message("user", "First?"), message("assistant", "An answer"), message("user", "And then?")]
    before, after = (
        written(tmp_path / name, {"c.json": dumped(chat("t.py::test_c", asked, stream(answer, "stop")))})
        for name, answer in (("a", SUNNY), ("b", LONG))
    )
    async with reviewing(before, after, size=(80, 36)) as (app, pilot):
        assert "2 sections alike" in shown(app)
        assert "An answer" not in shown(app)
        assert "And then?" in shown(app)
        await pilot.press("tab", "o")
        await until(pilot, lambda: "An answer" in shown(app))


async def test_restoring_is_asked_for_and_never_for_what_is_new(tmp_path: Path) -> None:
    before, after = written(tmp_path / "a", OLD), written(tmp_path / "b", NEW)
    async with reviewing(before, after) as (app, pilot):
        await pilot.press("r", "escape")
        await pilot.pause()
        assert (tmp_path / "b/cut.json").read_text() == NEW["cut.json"]
        await pilot.press("r")
        await until(pilot, lambda: "Restore this file as it was before?" in shown(app))
        await pilot.press("enter")
        await until(pilot, lambda: "↶ ≠  test_cut" in shown(app))
        assert (tmp_path / "b/cut.json").read_text() == OLD["cut.json"]
        await pilot.press("G", "N", "r")
        await until(pilot, lambda: "recview deletes nothing" in shown(app))
        assert (tmp_path / "b/new.json").exists()


async def test_decisions_that_cannot_be_kept_are_told(roots: tuple[Root, Root]) -> None:
    async with reviewing(*roots, save=lambda decisions: "the disk is full") as (app, pilot):
        await pilot.press("a")
        await until(pilot, lambda: "not kept: the disk is full" in shown(app))


async def test_nothing_to_review(tmp_path: Path) -> None:
    same = {"a.json": OLD["cut.json"]}
    async with reviewing(written(tmp_path / "a", same), written(tmp_path / "b", same)) as (app, pilot):
        screen = shown(app)
        assert "Nothing to review" in screen
        assert "1 file identical" in screen
        assert "accept" not in screen
        await pilot.press("a", "A", "m", "r", "]", "n", "space", "b", "d", "enter", "tab", "u", "x")
        await pilot.pause()
        assert "Nothing to review" in shown(app)


async def test_new_gone_and_unreadable_sides(tmp_path: Path) -> None:
    before = written(tmp_path / "a", {"gone.json": OLD["gone.json"], "broken.json": OLD["cut.json"]})
    after = written(tmp_path / "b", {"new.json": NEW["new.json"], "broken.json": NEW["cut.json"][:200]})
    for size in ((120, 36), (80, 24)):
        async with reviewing(before, after, size=size) as (app, pilot):
            assert "1 unreadable" in shown(app)
            assert "not opened" in shown(app)
            await pilot.press("n")
            await settled(app, pilot)
            assert "And in Lima?" in shown(app)
            await pilot.press("n")
            await settled(app, pilot)
            assert "And in Kyiv?" in shown(app)
            # What was on the other side before is gone.
            assert "And in Lima?" not in shown(app)


async def test_help_and_palette_are_of_this_screen(roots: tuple[Root, Root]) -> None:
    async with reviewing(*roots) as (app, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        assert "Accept the change, and go to the next one" in shown(app)
        assert "Unfold everything" not in shown(app)
        await pilot.press("escape", "ctrl+p", *"skip the rest", "enter")
        await until(pilot, lambda: "2 of 2 behaviour changes seen" in shown(app))


async def test_a_query_filters_the_list_until_it_ends(roots: tuple[Root, Root]) -> None:
    async with reviewing(*roots) as (app, pilot):
        await pilot.press("slash", *"rewor")
        await until(pilot, lambda: app.main.list.kept_count == 1)
        assert "test_cut" not in shown(app)
        await pilot.press("enter")
        await settled(app, pilot)
        await until(pilot, lambda: "/ rewor · 1 of 9" in shown(app))
        assert "0 of 2 behaviour changes seen" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: "test_cut" in shown(app))
        await pilot.press("slash", *"model:x")
        await until(pilot, lambda: "--where asks it" in shown(app) and "No change matches" in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: app.main.list.kept_count == 9)
