"""`recview skill`: what agents are told is short, and true of the commands as they are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from recview.cli import diff, ls, review, schema, show
from tests.cli.piped import recview

SKILL = (Path(ls.__file__).parent / "SKILL.md").read_text()
PARSERS = {
    "diff": diff.parser,
    "ls": ls.parser,
    "review": review.parser,
    "show": show.parser,
    "schema": schema.parser,
}

COMMANDS = [line.split("  #")[0].strip() for line in SKILL.splitlines() if line.strip().startswith("recview ")]


def test_it_is_short_and_names_itself() -> None:
    assert len(SKILL.splitlines()) <= 60
    assert re.match(r"---\nname: recview\ndescription: .+\n---\n", SKILL)
    # What reads it reads YAML.
    assert yaml.safe_load(SKILL.split("---\n")[1])["name"] == "recview"


def test_it_is_printed(tmp_path: Path) -> None:
    assert recview("skill", folder=tmp_path).out == SKILL


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_are_understood(command: str) -> None:
    _, name, *arguments = shlex.split(command.split(" | ")[0])
    PARSERS[name]().parse_args(arguments)
