"""The table of settings, and what counts as a value of each."""

from __future__ import annotations

from typing import Any

import pytest

from recview.cli import check, screen_arguments
from recview.config.settings import (
    SETTING_OF_NAME,
    SETTINGS,
    WrongValue,
    checked,
    checked_keys,
    flattened_keys,
    from_variable,
)

WRONG = object()


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_default_is_a_value(setting: Any) -> None:
    assert checked(setting, setting.default) == setting.default


@pytest.mark.parametrize("setting", [each for each in SETTINGS if each.option], ids=lambda setting: setting.name)
def test_every_option_gives_its_setting_and_nothing_unless_it_is_given(setting: Any) -> None:
    arguments = check.parser() if setting.name.startswith("check.") else screen_arguments.parser()
    name = setting.name.removeprefix("check.")
    assert vars(arguments.parse_args([]))[name] is None
    offered = {option for action in arguments._actions if action.dest == name for option in action.option_strings}
    assert set(setting.option.split(", ")) <= offered


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("theme", "nord", "nord"),
        ("theme", "", WRONG),
        ("theme", "x" * 201, WRONG),
        ("theme", 3, WRONG),
        ("autoplay", False, False),
        ("autoplay", 0, WRONG),
        ("autoplay", "false", WRONG),
        ("speed", 2, 2.0),
        ("speed", 0.25, 0.25),
        ("speed", 64.5, WRONG),
        ("speed", float("nan"), WRONG),
        ("speed", True, WRONG),
        ("speed", "2", WRONG),
        ("tree_width", 40, 40),
        ("tree_width", 40.0, WRONG),
        ("tree_width", -1, WRONG),
        ("tree_width", 10**30, WRONG),
        ("keys", {}, {}),
        ("keys", "q", WRONG),
        ("keys", [], WRONG),
        ("check.select", ["N", "S101"], ["N", "S101"]),
        ("check.select", [], []),
        ("check.select", "N", WRONG),
        ("check.select", [""], WRONG),
        ("check.select", [1], WRONG),
        ("check.baseline", "", ""),
        ("check.ignore_in", {"a/*": ["N"]}, {"a/*": ["N"]}),
        ("check.ignore_in", {"a/*": "N"}, WRONG),
        ("check.ignore_in", ["N"], WRONG),
    ],
)
def test_values(name: str, value: object, expected: object) -> None:
    result = checked(SETTING_OF_NAME[name], value)
    if expected is WRONG:
        assert isinstance(result, WrongValue)
    else:
        assert (result, type(result)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("autoplay", "1", True),
        ("autoplay", " No ", False),
        ("autoplay", "maybe", WRONG),
        ("speed", "0.5", 0.5),
        ("speed", "fast", WRONG),
        ("speed", "1e999", WRONG),
        ("keep", "10", 10),
        ("keep", "1_0.5", WRONG),
        ("keep", "9" * 5000, WRONG),
        ("theme", "nord ", "nord"),
    ],
)
def test_values_of_variables(name: str, text: str, expected: object) -> None:
    result = from_variable(SETTING_OF_NAME[name], text)
    assert isinstance(result, WrongValue) if expected is WRONG else result == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("q", "q"),
        (["ctrl+q", " u "], "ctrl+q,u"),
        (",", "comma"),
        (["a", ","], "a,comma"),
        ("", WRONG),
        ([], WRONG),
        (["a", 1], WRONG),
        ({"a": "b"}, WRONG),
        (3, WRONG),
    ],
)
def test_keys_of_a_command(value: object, expected: object) -> None:
    result = checked_keys(value)
    assert isinstance(result, WrongValue) if expected is WRONG else result == expected


def test_ids_are_dotted_or_quoted() -> None:
    assert flattened_keys({"app": {"quit": "q", "help": "h"}, "view.ghost": "g", "odd": {}}) == {
        "app.quit": "q",
        "app.help": "h",
        "view.ghost": "g",
        "odd": {},
    }
