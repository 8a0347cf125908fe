"""The user's keys: what they are called, what they take, and that they work."""

from __future__ import annotations

import pytest

from recview.tui.commands import COMMANDS, command_of
from recview.tui.keymap import Keymap, keymap_of
from recview.tui.preferences import Preferences
from tests.tui.screens import opened, screen_text


@pytest.mark.parametrize(
    ("values", "keys", "problems"),
    [
        ({"app.quit": "ctrl+q"}, {"app.quit": "ctrl+q"}, []),
        ({"app.quit": "Q"}, {"app.quit": "Q,upper_q"}, []),
        ({"app.quit": "comma,?"}, {"app.quit": "comma,question_mark"}, ["app.quit takes , from replay.step_back"]),
        ({"app.quit": "ctrl+Q, F5"}, {"app.quit": "ctrl+q,f5"}, []),
        ({"app.quit": "ctrl++"}, {"app.quit": "ctrl+plus"}, []),
        ({"app.quit": "wrong"}, {}, ["app.quit: no key is called wrong; it is ignored"]),
        ({"app.quit": "hyper+,q"}, {"app.quit": "q"}, ["app.quit: no key is called hyper+; it is ignored"]),
        ({"app.quit": "\x1b"}, {}, ["app.quit: no key is called \x1b; it is ignored"]),
        ({"app.quit": "U"}, {"app.quit": "U,upper_u"}, []),
        ({"app.quit": "p"}, {"app.quit": "p"}, ["app.quit takes p from view.probabilities"]),
        ({"app.quit": "p", "view.probabilities": "q"}, {"app.quit": "p", "view.probabilities": "q"}, []),
        (
            {"app.quit": "u"},
            {"app.quit": "u"},
            ["app.quit takes u from view.ghost", "app.quit takes u from review.undecide"],
        ),
        ({"review.accept": "d"}, {"review.accept": "d"}, ["review.accept takes d from review.one_page"]),
        ({"changes.open": "a"}, {}, ["changes.open: a is review.accept in every pane; it is ignored"]),
        ({"view.ghost": "o"}, {"view.ghost": "o"}, ["view.ghost takes o from chat.fold_repeated"]),
        (
            {"app.quit": "p", "view.probabilities": "p"},
            {"app.quit": "p"},
            ["view.probabilities: p is app.quit already; it is ignored"],
        ),
        ({"json.wrap": "q"}, {}, ["json.wrap: q is app.quit in every pane; it is ignored"]),
        ({"tree.fold": "o", "json.fold": "o"}, {"tree.fold": "o", "json.fold": "o"}, []),
        ({"tree.fold": "l"}, {"tree.fold": "l"}, ["tree.fold takes l from tree.unfold"]),
    ],
)
def test_keys_and_what_is_wrong_with_them(values: dict[str, str], keys: dict[str, str], problems: list[str]) -> None:
    keymap, named = keymap_of(values)
    shown = [words for _, words in named if "takes ? from app.help" not in words]
    assert (keymap.keys, shown) == (keys, problems)


def test_a_command_is_shown_with_its_keys() -> None:
    keymap, _ = keymap_of({"app.quit": "ctrl+q,u", "tree.fold": "alt+left"})
    assert keymap.of(command_of("app.quit")).shown == "^q u"
    assert keymap.of(command_of("tree.fold")).shown == "alt+←"
    assert (keymap.of(command_of("view.ghost")).keys, keymap.of(command_of("view.ghost")).shown) == ("", "")
    assert [Keymap().of(command) for command in COMMANDS] == list(COMMANDS)


async def test_they_work_and_the_others_do_not() -> None:
    keymap, _ = keymap_of({"view.ghost": "o", "tree.fold": "t", "pane.next": "ctrl+o", "pane.leave": "f6"})
    async with opened(play=False, preferences=Preferences(keymap=keymap)) as (app, pilot):
        await pilot.press("u")
        assert not app.session.ghost
        await pilot.press("o")
        assert app.session.ghost
        await pilot.press("tab")
        assert app.main.panes.focused == "tree"
        await pilot.press("ctrl+o")
        assert app.main.panes.focused == "chat"
        await pilot.press("f6")
        assert app.main.panes.focused == "tree"
        row = app.main.test_tree.cursor_row
        await pilot.press("h")
        assert app.main.test_tree.cursor_row == row
        await pilot.press("t")
        assert app.main.test_tree.cursor_row != row


async def test_a_command_without_keys_can_be_given_one() -> None:
    keymap, problems = keymap_of({"filter.errors": "E"})
    assert problems == []
    async with opened(play=False, preferences=Preferences(keymap=keymap)) as (app, pilot):
        assert not app.main.test_tree.filtering.is_active
        await pilot.press("E")
        await pilot.pause()
        assert app.main.test_tree.filtering.is_active


async def test_typing_ends_by_its_own_keys_whatever_the_user_chose() -> None:
    keymap, _ = keymap_of({"pane.leave": "f6", "pane.previous": "o"})
    async with opened(play=False, preferences=Preferences(keymap=keymap)) as (app, pilot):
        await pilot.press("slash", "o")
        assert app.main.search_box.value == "o"
        await pilot.press("escape")
        assert not app.main.search_box.is_open
        await pilot.press("slash", "a", "shift+tab")
        assert not app.main.search_box.is_open


async def test_help_and_hints_name_them() -> None:
    keymap, _ = keymap_of({"app.quit": "ctrl+q", "replay.play": "o"})
    async with opened(play=False, preferences=Preferences(keymap=keymap)) as (app, pilot):
        await pilot.pause()
        bottom = screen_text(app).splitlines()[-1]
        assert "^q quit" in bottom
        assert "o play" in bottom
        await pilot.press("question_mark", "slash", *"quit")
        assert "^q  Quit" in screen_text(app)


async def test_what_is_wrong_is_said_in_the_bottom_line() -> None:
    async with opened(play=False, preferences=Preferences(problems=("config.toml:1: [/] wrong", "more"))) as (app, _):
        assert "config.toml:1: [/] wrong (and 1 more): see recview config" in screen_text(app).splitlines()[-1]
