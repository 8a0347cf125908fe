"""Repositories that tests make, with git itself, in folders of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

_PLAIN = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.com",
    "LC_ALL": "C",
}


class Repository:
    """A repository.

    Attributes:
        path: The top of its working tree; of a bare one, the repository.
    """

    def __init__(self, path: Path, *options: str) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.git("init", "-q", "-b", "main", *options)

    @classmethod
    def at(cls, path: Path) -> Repository:
        """A repository that is there."""
        repository = cls.__new__(cls)
        repository.path = path
        return repository

    def git(self, *words: str | bytes, given: bytes = b"", environment: Mapping[str, str] | None = None) -> str:
        """Run git; returns what it prints."""
        done = subprocess.run(
            ["git", *words],
            cwd=self.path,
            input=given,
            capture_output=True,
            check=False,
            env={**{k: v for k, v in os.environ.items() if not k.startswith("GIT_")}, **_PLAIN, **(environment or {})},
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout.decode(errors="surrogateescape").strip()

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files to the working tree."""
        for name, data in files.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def commit(self, files: Mapping[str, bytes], message: str = "more") -> str:
        """Write files and commit all that there is; returns the commit's id."""
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def tree(self, entries: Mapping[bytes, tuple[str, str]]) -> str:
        """Make a tree of entries as they are, however odd: by their names, mode and id; returns its id."""
        data = b"".join(
            mode.encode() + b" " + name + b"\0" + bytes.fromhex(id_) for name, (mode, id_) in entries.items()
        )
        return self.git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=data)

    def blob(self, data: bytes) -> str:
        """Keep a content; returns its id."""
        return self.git("hash-object", "-w", "--stdin", given=data)

    def clone(self, path: Path, *options: str) -> Repository:
        """A clone of it."""
        self.git("config", "uploadpack.allowFilter", "true")
        self.git("config", "uploadpack.allowAnySHA1InWant", "true")
        self.git("clone", "-q", *options, f"file://{self.path}", str(path))
        return Repository.at(path)
