"""Where values come from, and what of them holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recview.config.settings import SETTING_OF_NAME
from recview.config.toml_file import TomlFile
from recview.value import Value


class Origin(Value):
    """Where a value comes from.

    Attributes:
        kind: "option", "environment", "project", "user", "remembered" or "default".
        name: The option, the variable or the path of the file.
        file: The file, where its line can be asked for.
        keys: The keys of its value in the file, one in the other.
        line: Its line in the file, if that is given; else see `line_in_file`.
    """

    kind: str
    name: str = ""
    file: TomlFile | None = None
    keys: tuple[str, ...] = ()
    line: int = 0

    @property
    def line_in_file(self) -> int:
        """The line, from 1; 0 where there is none. It is looked for: only problems and `recview config` name it."""
        return self.line or (self.file.line_of(self.keys) if self.file else 0)

    @property
    def where(self) -> str:
        """The file and its line as `path:3`, or the variable's or the option's name."""
        line = self.line_in_file
        return f"{self.name}:{line}" if line else self.name

    def inner(self, table: Mapping[str, Any], id: str) -> Origin:
        """The origin of an entry of a table that is read with dotted names."""
        first, _, rest = id.partition(".")
        return self._replace(keys=(*self.keys, *((id,) if id in table or not rest else (first, rest))))


class Problem(Value):
    """What is wrong with a value, which is ignored."""

    origin: Origin
    words: str

    def __str__(self) -> str:
        """The place, and the words behind it."""
        return f"{self.origin.where}: {self.words}"


class SetValue(Value):
    """A value that is set somewhere; of keys, of one command only, by its id."""

    name: str
    value: Any
    origin: Origin


class Settings(Value):
    """Everything that is set.

    Attributes:
        values: The values, the strongest first; each setting is among them.
        problems: What is wrong, and was ignored.
        user, project: The files.
    """

    values: tuple[SetValue, ...]
    problems: tuple[Problem, ...] = ()
    user: TomlFile = TomlFile("", is_there=False)
    project: TomlFile = TomlFile("", is_there=False)

    def __getitem__(self, name: str) -> Any:
        """The value that holds, of the type of its setting."""
        return self.keymap if SETTING_OF_NAME[name].kind == "keys" else self.effective(name).value

    def effective(self, name: str) -> SetValue:
        """The value that holds, with where it comes from; of keys, the first one."""
        return next(value for value in self.values if value.name == name)

    @property
    def keymap(self) -> dict[str, str]:
        """The keys that are set, comma-separated, by the command's id."""
        keys: dict[str, str] = {}
        for value in self.values:
            if value.name == "keys":
                for id, text in value.value.items():
                    keys.setdefault(id, text)
        return keys

    @property
    def key_values(self) -> list[SetValue]:
        """The keys that are set, each with where it comes from."""
        return [value for value in self.values if value.name == "keys" and value.value]
