"""Every setting, once: reading, checking, `recview config` and the tables of the README are made from this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from recview.value import Value

Kind: TypeAlias = Literal["flag", "number", "integer", "name", "keys", "words", "words of files"]
"""True or false; a number; a whole number; a word; a table of a command's id and its keys; a list of words; a table of
patterns of paths, each with a list of words."""

AUTOMATIC = 0
"""The width of a pane whose width the terminal's decides."""

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})

_MOST_TEXT = 200
"""Characters that a name or the keys of a command may have."""


class Setting(Value):
    """What can be set.

    Attributes:
        name: Its key in TOML, `table.key` of what stands in a table of its own; and the name of the option's value.
        kind: The type of its value.
        default: Its value where nobody sets it.
        does: What it sets, in a line.
        variable: The environment variable that sets it; empty if there is none.
        option: The option that sets it; empty if there is none.
        low, high: The bounds of a number, both included.
        is_private: Whether a project cannot set it: it decides about the user's keys, memory or disk.
        is_remembered: Whether what is changed in the app holds for the next start.
    """

    name: str
    kind: Kind
    default: Any
    does: str
    variable: str = ""
    option: str = ""
    low: float = 0
    high: float = 0
    is_private: bool = False
    is_remembered: bool = False


_CHECKS: tuple[Setting, ...] = (
    Setting("check.select", "words", [], "rules that count, by id or its beginning; all if none", option="--select"),
    Setting("check.extend_select", "words", [], "rules that count besides", option="--extend-select"),
    Setting("check.ignore", "words", [], "rules that do not count", option="--ignore"),
    Setting("check.ignore_in", "words of files", {}, "the same for some files: patterns of paths with their rules"),
    Setting("check.fail_on", "name", "error", "from which severity on the exit code is 1", option="--fail-on"),
    Setting("check.baseline", "name", "", "a file of findings that are known already", option="--baseline"),
    Setting("check.generation", "name", "auto", "by which recorder names are judged", option="--generation"),
)
"""What `recview check` asks."""

SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "name", "recview-dark", "the colours", "RECVIEW_THEME", option="--theme", is_remembered=True),
    Setting(
        "autoplay",
        "flag",
        True,
        "recordings play when they open",
        "RECVIEW_AUTOPLAY",
        option="--play, --no-play",
        is_remembered=True,
    ),
    Setting(
        "speed",
        "number",
        1.0,
        "the pace of the replay",
        "RECVIEW_SPEED",
        option="--speed",
        low=0.25,
        high=64,
        is_remembered=True,
    ),
    Setting("ghost", "flag", False, "the unplayed rest is shown as a ghost", "RECVIEW_GHOST", is_remembered=True),
    Setting(
        "tree_width",
        "integer",
        AUTOMATIC,
        "columns of the tests; 0 is by the terminal's width",
        "RECVIEW_TREE_WIDTH",
        high=1000,
        is_remembered=True,
    ),
    Setting(
        "side_width",
        "integer",
        AUTOMATIC,
        "columns of the panel at the right; 0 is by the terminal's width",
        "RECVIEW_SIDE_WIDTH",
        high=1000,
        is_remembered=True,
    ),
    Setting(
        "summary",
        "flag",
        True,
        "leaving says what a re-record did to the recordings",
        "RECVIEW_SUMMARY",
        option="--no-summary",
    ),
    Setting(
        "keep",
        "integer",
        64,
        "megabytes of first contents to keep in memory",
        "RECVIEW_KEEP",
        option="--keep",
        high=1_000_000,
        is_private=True,
    ),
    Setting(
        "cache",
        "flag",
        True,
        "what was read of a tree is kept for the next start",
        "RECVIEW_CACHE",
        option="--no-cache",
        is_private=True,
    ),
    Setting(
        "cache_limit",
        "integer",
        500,
        "megabytes to keep of all trees together",
        "RECVIEW_CACHE_LIMIT",
        option="--cache-limit",
        high=1_000_000,
        is_private=True,
    ),
    Setting("keys", "keys", {}, "keys of commands, by the command's id", is_private=True),
    *_CHECKS,
)

SETTING_OF_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}

TABLES = frozenset(setting.name.partition(".")[0] for setting in SETTINGS if "." in setting.name)
"""The tables that hold settings of their own."""

_WANTED: Mapping[Kind, str] = {
    "flag": "true or false",
    "number": "a number",
    "integer": "a whole number",
    "name": "a text",
    "keys": 'a table of keys, such as app.quit = "ctrl+q"',
    "words": 'a list of texts, such as ["N", "S101"]',
    "words of files": 'a table of patterns, such as "tests/old/*" = ["N"]',
}


class WrongValue(Value):
    """Why a value is none of a setting's, to stand behind the setting's name: "must be true or false"."""

    words: str


def checked(setting: Setting, value: object) -> Any:
    """A value as a setting has it, or a `WrongValue`.

    Args:
        setting: The setting.
        value: As TOML or JSON has it. Of a table of keys, each value is checked apart: see `checked_keys`.
    """
    wrong = WrongValue(f"must be {_WANTED[setting.kind]}")
    match setting.kind:
        case "flag":
            return value if isinstance(value, bool) else wrong
        case "name":
            is_name = isinstance(value, str) and (0 < len(value) <= _MOST_TEXT or value == setting.default)
            return value if is_name else wrong
        case "words":
            return value if _are_words(value) else wrong
        case "words of files":
            return value if isinstance(value, dict) and all(map(_are_words, value.values())) else wrong
        case "keys":
            return value if isinstance(value, dict) else wrong
    if isinstance(value, bool) or not isinstance(value, int | float):
        return wrong
    if setting.kind == "integer" and not isinstance(value, int):
        return wrong
    if not setting.low <= value <= setting.high:
        return WrongValue(f"goes from {setting.low:g} to {setting.high:g}")
    return float(value) if setting.kind == "number" else value


def _are_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and 0 < len(word) <= _MOST_TEXT for word in value)


def from_variable(setting: Setting, text: str) -> Any:
    """The value that an environment variable's text means, or a `WrongValue`."""
    word = text.strip()
    if setting.kind == "flag":
        lower = word.lower()
        return lower in _TRUE if lower in _TRUE | _FALSE else WrongValue("must be true or false")
    if setting.kind == "name":
        return checked(setting, word)
    try:
        return checked(setting, int(word) if setting.kind == "integer" else float(word))
    except ValueError:
        return WrongValue(f"must be {_WANTED[setting.kind]}")


def flattened_keys(table: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    """A table of keys with dotted names: TOML reads `app.quit = "q"` as a table in a table."""
    flat: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict) and value and not prefix:
            flat |= flattened_keys(value, f"{name}.")
        else:
            flat[f"{prefix}{name}"] = value
    return flat


def checked_keys(value: object) -> str | WrongValue:
    """The keys of a command, comma-separated, or why they are none: a text, or a list of texts."""
    entries = value if isinstance(value, list) else [value]
    keys = [entry.strip() for entry in entries if isinstance(entry, str) and len(entry) <= _MOST_TEXT]
    if keys and all(keys) and len(keys) == len(entries):
        return ",".join("comma" if key == "," else key for key in keys)
    return WrongValue("must be a key, or a list of keys")
