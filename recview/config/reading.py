"""Reads what is set, from the strongest to the weakest: option, environment, project, user, remembered, default."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from recview.config.files import project_file, user_file
from recview.config.nearest import nearest
from recview.config.settings import (
    SETTING_OF_NAME,
    SETTINGS,
    TABLES,
    Setting,
    WrongValue,
    checked,
    checked_keys,
    flattened_keys,
    from_variable,
)
from recview.config.sources import Origin, Problem, Settings, SetValue
from recview.config.toml_file import TomlFile, read_toml

_PROJECT_TABLE = ("tool", "recview")


def read_settings(
    start: str,
    options: Mapping[str, object],
    environment: Mapping[str, str],
    remembered: Mapping[str, object],
) -> Settings:
    """Everything that is set, and what is wrong in it.

    Args:
        start: The path that is opened: the project's file is looked for there and above it.
        options: The values of options by the name of a setting; None where one is not given.
        environment: The environment variables.
        remembered: What the app remembers, by the name of a setting.
    """
    user, project = user_file(), project_file(start)
    user_toml = read_toml(user) if user else TomlFile("", is_there=False)
    project_toml = read_toml(project, needle=b"recview") if project else TomlFile("", is_there=False)
    problems: list[Problem] = []
    values = [
        *(
            SetValue(name, value, Origin("option", SETTING_OF_NAME[name].option))
            for name, value in options.items()
            if name in SETTING_OF_NAME and value is not None
        ),
        *_of_environment(environment, problems),
        *_of_file(project_toml, _PROJECT_TABLE, "project", problems),
        *_of_file(user_toml, (), "user", problems),
        *_of_state(remembered),
        *(SetValue(setting.name, setting.default, Origin("default")) for setting in SETTINGS),
    ]
    return Settings(tuple(values), tuple(problems), user_toml, project_toml)


def _of_environment(environment: Mapping[str, str], problems: list[Problem]) -> list[SetValue]:
    values = []
    for setting in SETTINGS:
        text = environment.get(setting.variable, "") if setting.variable else ""
        if not text.strip():
            continue
        origin = Origin("environment", setting.variable)
        value = from_variable(setting, text)
        if isinstance(value, WrongValue):
            problems.append(Problem(origin, f"{value.words}; it is ignored"))
        else:
            values.append(SetValue(setting.name, value, origin))
    return values


def _of_state(remembered: Mapping[str, object]) -> list[SetValue]:
    """What is remembered and could be set so; anything else counts as forgotten."""
    return [
        SetValue(setting.name, value, Origin("remembered"))
        for setting in SETTINGS
        if setting.is_remembered
        and setting.name in remembered
        and not isinstance(value := checked(setting, remembered[setting.name]), WrongValue)
    ]


def _of_file(toml: TomlFile, table: tuple[str, ...], kind: str, problems: list[Problem]) -> list[SetValue]:
    """The settings of a file, which stand in one of its tables."""
    if toml.problem:
        problems.append(Problem(Origin(kind, toml.path, line=toml.problem_line), f"{toml.problem}; it is ignored"))
        return []
    entries = toml.table(table)
    if entries is None:
        return []
    if not isinstance(entries, dict):
        problems.append(Problem(Origin(kind, toml.path, toml, table), f"{'.'.join(table)} must be a table"))
        return []
    values: list[SetValue] = []
    for name, value in entries.items():
        inner = value.items() if name in TABLES and isinstance(value, dict) else ()
        for key, each in inner:
            origin = Origin(kind, toml.path, toml, (*table, name, key))
            values += _of_entry(f"{name}.{key}", each, origin, problems)
        if name not in TABLES:
            values += _of_entry(name, value, Origin(kind, toml.path, toml, (*table, name)), problems)
        elif not isinstance(value, dict):
            problems.append(Problem(Origin(kind, toml.path, toml, (*table, name)), f"{name} must be a table"))
    return values


def _of_entry(name: str, value: object, origin: Origin, problems: list[Problem]) -> list[SetValue]:
    """The value of a setting in a file, if it is one of the setting's, and the file may set it."""
    setting = SETTING_OF_NAME.get(name)
    if setting is None:
        words = f"no setting is called {name}{nearest(name, SETTING_OF_NAME)}; it is ignored"
        problems.append(Problem(origin, words))
        return []
    if setting.is_private and origin.kind == "project":
        problems.append(Problem(origin, f"a project cannot set {name}; it is ignored"))
        return []
    return _checked(setting, value, origin, problems)


def _checked(setting: Setting, value: object, origin: Origin, problems: list[Problem]) -> list[SetValue]:
    """A value of a file, if it is one of the setting's."""
    result = checked(setting, value)
    if isinstance(result, WrongValue):
        problems.append(Problem(origin, f"{setting.name} {result.words}; it is ignored"))
        return []
    return (
        _checked_table(result, origin, problems) if setting.kind == "keys" else [SetValue(setting.name, result, origin)]
    )


def _checked_table(table: dict[str, Any], origin: Origin, problems: list[Problem]) -> list[SetValue]:
    """The keys of commands, each a value of its own."""
    values = []
    for id, keys in flattened_keys(table).items():
        at = origin.inner(table, id)
        result = checked_keys(keys)
        if isinstance(result, WrongValue):
            problems.append(Problem(at, f"{id} {result.words}; it is ignored"))
        else:
            values.append(SetValue("keys", {id: result}, at))
    return values


def with_known_names(settings: Settings, name: str, names: Collection[str]) -> Settings:
    """The settings without values that are none of the names that there are, which are problems then.

    Args:
        settings: What is set.
        name: The setting: "theme", or "keys" with the ids of commands.
        names: The names that there are.
    """
    values, problems = [], list(settings.problems)
    for each in settings.values:
        word = next(iter(each.value), "") if name == "keys" and each.name == name else each.value
        if each.name != name or word in names or each.origin.kind in ("default", "option"):
            values.append(each)
        elif each.origin.kind != "remembered":
            what = "command" if name == "keys" else name
            words = f"no {what} is called {word}{nearest(word, names)}; it is ignored"
            problems.append(Problem(each.origin, words))
    return settings._replace(values=tuple(values), problems=tuple(problems))
