"""A pager and colours on a terminal, as git has them: by its variables and by the user's own git settings.

The settings of a repository are not asked: a pager is a command.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from recview.cli.output import Out
from recview.cli.stdout import give_up_stdout
from recview.named_tuple import NamedTuple

if TYPE_CHECKING:
    import subprocess

_OFF = ("", "cat")
"""The commands that stand for no pager."""

_DEFAULTS = {"LESS": "FRX", "LV": "-c"}
"""What git sets for a pager where the user does not: short output does not stay on a screen of its own, colours do."""


class Display(NamedTuple):
    """How output goes to a terminal.

    Attributes:
        pager: The command that it goes through; empty for none.
        is_coloured: Whether it may have colours.
    """

    pager: str
    is_coloured: bool = True


def display_of(environment: Mapping[str, str], settings: Mapping[str, str]) -> Display:
    """What variables and settings ask for.

    Args:
        environment: `GIT_PAGER` is stronger than git's `core.pager`, and that than `PAGER`.
        settings: The user's own settings of git, by their names in lower case.
    """
    choices = (environment.get("GIT_PAGER"), settings.get("core.pager"), environment.get("PAGER"), _less(environment))
    pager = next(choice for choice in choices if choice is not None)
    of_diff = settings.get("pager.diff", "true")
    if not _is_false(of_diff) and of_diff.lower() not in _TRUE and "GIT_PAGER" not in environment:
        pager = of_diff
    is_off = _is_false(of_diff) or pager in _OFF or environment.get("TERM", "dumb") == "dumb"
    colour = settings.get("color.diff", settings.get("color.ui", "auto"))
    return Display("" if is_off else pager, not _is_false(colour) and colour.lower() != "never")


def _less(environment: Mapping[str, str]) -> str:
    """`less`, where it is installed."""
    folders = environment.get("PATH", os.defpath).split(os.pathsep)
    return "less" if any(os.access(os.path.join(folder, "less"), os.X_OK) for folder in folders if folder) else ""


_TRUE = ("true", "yes", "on", "1")


def _is_false(value: str) -> bool:
    return value.lower() in ("false", "no", "off", "0")


def _own_settings() -> dict[str, str]:
    from recview.sources.git.commands import GitProblem, git_at, own_display_settings

    try:
        records = own_display_settings(git_at("/")).decode("utf-8", "replace").split("\0")
    except GitProblem:
        return {}
    pairs = (record.partition("\n") for record in records if record)
    return {name: value if separator else "true" for name, separator, value in pairs}


def _start(command: str) -> subprocess.Popen[bytes] | None:
    """Start the pager, by the shell as git does; None if that is not possible."""
    import subprocess

    try:
        return subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env={**_DEFAULTS, **os.environ})
    except (OSError, ValueError):
        return None


@contextmanager
def paged(out: Out, *, is_wanted: bool) -> Iterator[None]:
    """Have what is written go through the pager, and wait for that; nothing of this where there is no terminal.

    Args:
        out: Where it is written.
        is_wanted: Whether a pager is wanted at all.
    """
    if not out.is_terminal:
        yield
        return
    display = display_of(os.environ, _own_settings())
    out.is_coloured = out.is_coloured and display.is_coloured
    pager = _start(display.pager) if display.pager and is_wanted else None
    if pager is None or pager.stdin is None:
        yield
        return
    import signal

    # The pager may make something of ctrl+c; this program ends with it.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    terminal = os.dup(sys.stdout.fileno())
    os.dup2(pager.stdin.fileno(), sys.stdout.fileno())
    pager.stdin.close()
    try:
        yield
        out.flush()
    except BrokenPipeError:
        # It was left before the end: what waits goes nowhere.
        give_up_stdout()
        with suppress(OSError):
            out.flush()
    finally:
        os.dup2(terminal, sys.stdout.fileno())
        os.close(terminal)
        pager.wait()
        signal.signal(signal.SIGINT, before)
