"""A row of the table of formats: how such files begin, and the module that reads them, imported at the first one."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import cast

from recview.formats.contract import Module
from recview.formats.file import File
from recview.model import Exchange, Readability


class FormatRow:
    """A format, whose module is imported once a file may be one of its own.

    Attributes:
        SUFFIXES: The endings that its files have; a hint for scanning a folder, never a proof.
    """

    def __init__(
        self, module: str, suffixes: tuple[str, ...], opening: bytes = b"", signs: Sequence[bytes] = ()
    ) -> None:
        """Import nothing yet.

        Args:
            module: The name of its module in `recview.formats`.
            suffixes: The endings that its files have.
            opening: The bytes one of which its files begin with; empty if they may begin with any.
            signs: Words of which each of its files has at least one near its start; empty if there are none.
        """
        self.SUFFIXES = suffixes
        self._name = module
        self._opening = opening
        self._signs = signs
        self._module: Module | None = None

    @property
    def module(self) -> Module:
        """Its module."""
        if self._module is None:
            self._module = cast(Module, import_module(f"recview.formats.{self._name}"))
        return self._module

    @property
    def NAME(self) -> str:
        """Its name, as rows and `--json` show it."""
        return self.module.NAME

    def may_begin(self, head: bytes) -> bool:
        """Whether its module has to be asked about a file that begins so."""
        if self._opening and head[:1] not in self._opening:
            return False
        return not self._signs or any(map(head.__contains__, self._signs))

    def begins(self, head: bytes) -> bool:
        """Whether a file that begins so may be one of these; see `Reader`."""
        return self.may_begin(head) and self.module.begins(head)

    def read(self, file: File, path: str) -> Sequence[Exchange] | Readability | None:
        """The exchanges in a file that begins right; see `Reader`."""
        return self.module.read(file, path)
