"""`recview config`: which settings hold, where each comes from, and what is wrong in the files."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence

from recview.cli.arguments import Parser, help_formatter
from recview.cli.output import Out, run_writing, warn
from recview.config.files import CONFIG_VARIABLE, PROJECT_NAME, STATE_VARIABLE, state_file
from recview.config.reading import read_settings, with_known_names
from recview.config.settings import SETTINGS
from recview.config.sources import Origin, Settings
from recview.json_text import compact
from recview.model import Json
from recview.state.memory import Memory

MOST_PROBLEMS = 20
"""Problems that are named; a file that has more is none of recview's."""

EPILOG = f"""\
An option is stronger than the environment, that than the project's file
({PROJECT_NAME}, table [tool.recview], the nearest in or above PATH), that than
the user's file, and that than what recview remembers of its last run.
A project cannot set keys, nor what is kept. {CONFIG_VARIABLE} and
{STATE_VARIABLE} name other folders.
Into a pipe go tab-separated fields: name, value, where it comes from, file or
variable, line. Exit code: 0; 1 if something in a file is wrong; 2 for wrong
usage.
"""


def parser() -> argparse.ArgumentParser:
    """The arguments of `recview config`."""
    arguments = Parser(
        prog="recview config",
        description="Show the files of settings, the values that hold, and where each comes from.",
        epilog=EPILOG,
        formatter_class=help_formatter,
    )
    arguments.add_argument("path", nargs="?", default=".", metavar="PATH", help="what would be opened (default: here)")
    arguments.add_argument("--json", action="store_true", help="one JSON object")
    return arguments


def run(argv: Sequence[str]) -> int:
    """Do what the arguments ask; returns the exit code."""
    from recview.tui.preferences import with_known_commands
    from recview.tui.theme import theme_names

    options = parser().parse_args(argv)
    try:
        is_missing = not os.path.exists(options.path)
    except ValueError:
        is_missing = True
    if is_missing:
        warn(f"no such file or folder: {options.path}")
        return 2
    memory = Memory(state_file())
    settings = read_settings(options.path, {}, os.environ, memory.choices)
    settings = with_known_commands(with_known_names(settings, "theme", theme_names()))
    return run_writing(lambda out: _write(out, settings, as_json=options.json))


def _write(out: Out, settings: Settings, *, as_json: bool) -> int:
    if as_json:
        out.write_json_pieces([compact(_as_json(settings))])
    elif out.is_terminal:
        _write_table(out, settings)
    else:
        for row in _rows(settings):
            out.write_line("\t".join(row))
    problems = settings.problems
    for problem in problems[:MOST_PROBLEMS] if not as_json else ():
        warn(str(problem))
    if len(problems) > MOST_PROBLEMS and not as_json:
        warn(f"and {len(problems) - MOST_PROBLEMS} more")
    return 1 if problems else 0


def _files(settings: Settings) -> list[tuple[str, str, bool]]:
    """(kind, path, whether it is there) of each file."""
    state = state_file()
    return [
        ("project", settings.project.path, settings.project.is_there),
        ("user", settings.user.path, settings.user.is_there),
        ("remembered", state, bool(state) and os.path.lexists(state)),
    ]


def _write_table(out: Out, settings: Settings) -> None:
    for kind, path, is_there in _files(settings):
        aside = "" if is_there or not path else "  (not there)"
        out.write_styled([(f"{kind:<12}", "bold"), (path or "none", "text"), (aside, "dim")])
    out.write_line("")
    rows = list(_rows(settings))
    names, values = (max(len(row[column]) for row in rows) for column in (0, 1))
    for name, value, kind, where, line in rows:
        origin = ": ".join(filter(None, (kind, f"{where}:{line}" if line else where)))
        style = "dim" if kind == "default" else "text"
        out.write_styled([(f"{name:<{names}}  ", "bold"), (f"{value:<{min(values, 24)}}  ", style), (origin, "dim")])


def _rows(settings: Settings) -> Iterator[tuple[str, str, str, str, str]]:
    """(name, value as TOML has it, where it comes from, its file or variable, its line) of each setting."""
    for name, value, origin in _values(settings):
        line = origin.line_in_file
        yield name, _as_toml(value), origin.kind, origin.name, str(line) if line else ""


def _values(settings: Settings) -> Iterator[tuple[str, Json, Origin]]:
    for setting in SETTINGS:
        if setting.kind != "keys":
            each = settings.effective(setting.name)
            yield setting.name, each.value, each.origin
    for each in settings.key_values:
        for id, keys in each.value.items():
            yield f"keys.{id}", keys, each.origin


def _as_toml(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return compact(value) if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def _as_json(settings: Settings) -> Json:
    files = _files(settings)
    return {
        "files": [{"source": kind, "path": path or None, "exists": is_there} for kind, path, is_there in files],
        "settings": [
            {
                "name": name,
                "value": value,
                "source": origin.kind,
                "from": origin.name or None,
                "line": origin.line_in_file or None,
            }
            for name, value, origin in _values(settings)
        ],
        "problems": [
            {"from": problem.origin.name, "line": problem.origin.line_in_file or None, "problem": problem.words}
            for problem in settings.problems[:MOST_PROBLEMS]
        ],
    }
