"""Where settings and what is remembered are kept, and their bytes."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress

CONFIG_VARIABLE = "RECVIEW_CONFIG_DIR"
STATE_VARIABLE = "RECVIEW_STATE_DIR"
"""The environment variables that name the folders."""

CONFIG_NAME = "config.toml"
STATE_NAME = "state.txt"
DECISIONS_NAME = "decisions.txt"
PROJECT_NAME = "pyproject.toml"

MOST_BYTES = 256_000
"""A larger file is not read: a project's may be anyone's."""


def config_folder(platform: str = sys.platform) -> str:
    """The user's folder of recview's config, by the rules of platformdirs; empty if there is no home folder.

    Args:
        platform: As `sys.platform` names it.
    """
    chosen = os.environ.get(CONFIG_VARIABLE, "").strip()
    return _folder(chosen, os.environ.get("XDG_CONFIG_HOME", ""), ".config", platform)


def state_folder(platform: str = sys.platform) -> str:
    """The user's folder of what recview remembers, found in the same way."""
    chosen = os.environ.get(STATE_VARIABLE, "").strip()
    return _folder(chosen, os.environ.get("XDG_STATE_HOME", ""), os.path.join(".local", "state"), platform)


def _folder(chosen: str, base: str, below_home: str, platform: str) -> str:
    if chosen:
        return os.path.abspath(os.path.expanduser(chosen))
    if os.path.isabs(base := base.strip()):
        return os.path.join(base, "recview")
    below = os.path.join("Library", "Application Support") if platform == "darwin" else below_home
    home = os.path.expanduser("~")
    return os.path.join(home, below, "recview") if os.path.isabs(home) else ""


def user_file() -> str:
    """The path of the user's config, which need not be there; empty if there is no home folder."""
    folder = config_folder()
    return os.path.join(folder, CONFIG_NAME) if folder else ""


def state_file() -> str:
    """The path of what recview remembers, which need not be there; empty if there is no home folder."""
    folder = state_folder()
    return os.path.join(folder, STATE_NAME) if folder else ""


def decisions_file() -> str:
    """The path of what was decided in reviews, which need not be there; empty if there is no home folder."""
    folder = state_folder()
    return os.path.join(folder, DECISIONS_NAME) if folder else ""


def project_file(start: str) -> str:
    """The path of the nearest pyproject.toml in or above a folder, or above a file; empty if there is none."""
    with suppress(OSError, ValueError):
        folder = os.path.realpath(start)
        while True:
            path = os.path.join(folder, PROJECT_NAME)
            if os.path.isfile(path):
                return path
            parent = os.path.dirname(folder)
            if parent == folder:
                break
            folder = parent
    return ""


def read_bytes(path: str, flags: int = 0, most: int = MOST_BYTES) -> bytes | None:
    """The content of a file; None if it is not there.

    Args:
        path: Its path.
        flags: Further flags of `os.open`.
        most: How many bytes it may have.

    Raises:
        OSError: If it is there and cannot be read, is no file, or is larger.
    """
    try:
        # What waits for a writer is no config.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | flags)
    except (FileNotFoundError, NotADirectoryError):
        return None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError("it is no file")
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(f"it is larger than {most // 1000} kB")
    return content
