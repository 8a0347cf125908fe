"""Folders and files that are the user's alone: nobody else may write to them."""

from __future__ import annotations

import os
import stat
from contextlib import suppress


def is_own(folder: str) -> bool:
    """Whether a folder is the user's, itself no link, and nobody else may write to it."""
    try:
        status = os.lstat(folder)
    except (OSError, ValueError):
        return False
    return stat.S_ISDIR(status.st_mode) and is_private(status)


def is_private(status: os.stat_result) -> bool:
    """Whether a file or folder is the user's and nobody else may write to it."""
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def make_folder(folder: str) -> bool:
    """Make the folder if it is not there, for the user alone; returns whether it can be used."""
    with suppress(OSError, ValueError):
        os.makedirs(os.path.dirname(folder), mode=0o700, exist_ok=True)
        os.mkdir(folder, mode=0o700)
    return is_own(folder)
