"""The user's keys: commands with other keys than the table's, and what is wrong with those keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from recview.tui.commands import COMMANDS, SCREENS, Command, Where, may_clash
from recview.value import Value

_MODIFIERS = {"ctrl": "^", "shift": "⇧", "alt": "alt+", "super": "super+", "hyper": "hyper+", "meta": "meta+"}
_GLYPHS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "enter": "enter",
}


class Keymap(Value):
    """Which keys run commands.

    Attributes:
        keys: The user's keys, comma-separated, by the command's id.
        taken: Keys that the user gave to other commands, by where these are.
    """

    keys: Mapping[str, str] = {}
    taken: Mapping[Where, frozenset[str]] = {}

    def of(self, command: Command) -> Command:
        """A command as the user's keys have it, those first that the table of commands has."""
        if not self.keys:
            return command
        own = self.keys.get(command.id)
        if own is not None:
            return command._replace(keys=own, shown=_shown(own) if command.shown else "")
        lost = frozenset(key for where, keys in self.taken.items() if _rules(where, command.where) for key in keys)
        kept = [key for key in command.keys.split(",") if key not in lost]
        if len(kept) == len(command.keys.split(",")):
            return command
        return command._replace(keys=",".join(kept), shown=_shown(",".join(kept)) if command.shown else "")


def keymap_of(values: Mapping[str, str]) -> tuple[Keymap, list[tuple[str, str]]]:
    """The keymap that a user's keys make, and (the command's id, what is wrong) of those that are ignored or clash.

    Args:
        values: Keys, comma-separated, by the id of a command, which there is.
    """
    views: dict[str, set[Where]] = {id: {each.where for each in COMMANDS if each.id == id} for id in values}
    keys: dict[str, str] = {}
    taken: dict[Where, set[str]] = {}
    problems: list[tuple[str, str]] = []
    for id, text in values.items():
        own = []
        for written in text.split(","):
            names = _names_of(written.strip())
            problem = _problem(names, written, id, views, keys, values)
            if problem:
                problems.append((id, problem))
            else:
                own += names
        if own:
            keys[id] = ",".join(own)
            for view in views[id]:
                taken.setdefault(view, set()).update(own)
            problems += ((id, words) for words in _losses(id, own, views[id], values))
    return Keymap(keys, {view: frozenset(names) for view, names in taken.items()}), problems


def _problem(
    names: list[str],
    written: str,
    id: str,
    views: Mapping[str, set[Where]],
    keys: Mapping[str, str],
    values: Collection[str],
) -> str:
    """Why a command cannot have a key; empty if it can."""
    if not names:
        return f"{id}: no key is called {written.strip()}; it is ignored"
    for other, text in keys.items():
        if not set(names).isdisjoint(text.split(",")) and _meet(views[id], views[other]):
            return f"{id}: {written.strip()} is {other} already; it is ignored"
    if not views[id] & SCREENS.keys():
        for command in COMMANDS:
            is_default = command.where in SCREENS and _meet(views[id], {command.where}) and command.id not in values
            if is_default and not set(names).isdisjoint(command.keys.split(",")):
                return f"{id}: {written.strip()} is {command.id} in every pane; it is ignored"
    return ""


def _losses(id: str, own: list[str], views: set[Where], values: Collection[str]) -> list[str]:
    """Which commands lose a default key to one of the user's."""
    losers: dict[str, str] = {}
    for command in COMMANDS:
        lost = set(own).intersection(command.keys.split(","))
        if lost and command.id != id and command.id not in values and _meet(views, {command.where}):
            losers.setdefault(command.id, _shown(",".join(key for key in own if key in lost)))
    return [f"{id} takes {shown} from {other}" for other, shown in losers.items()]


def _meet(views: set[Where], others: set[Where]) -> bool:
    """Whether a key of some views and one of others may be meant at once."""
    return any(may_clash(view, other) for view in views for other in others)


def _rules(where: Where, other: Where) -> bool:
    """Whether a key that the user gives to a command in one place is lost to commands in another."""
    return where == other or other in SCREENS.get(where, ())


def _names_of(written: str) -> list[str]:
    """Textual's names of a key as a user writes it: all that a terminal may send for it; empty if it is none."""
    from textual.keys import KEY_TO_UNICODE_NAME, REPLACED_KEYS, Keys, _character_to_key

    *modifiers, base = written.split("+") if len(written) > 1 else [written]
    if not base and written.endswith("++"):
        modifiers, base = modifiers[:-1], "+"
    if len(base) == 1:
        if not base.isprintable() or base.isspace():
            return []
        name = _character_to_key(base)
    else:
        name = base.lower()
        names = {key.value for key in Keys} | set(KEY_TO_UNICODE_NAME) | set(REPLACED_KEYS) | {"comma"}
        if name not in names or name.startswith("<"):
            return []
    if not set(modifiers) <= _MODIFIERS.keys():
        return []
    if modifiers:
        return ["+".join([*modifiers, name.lower() if len(name) == 1 else name])]
    return [name, f"upper_{name.lower()}"] if len(name) == 1 and name.isupper() else [name]


def _shown(keys: str) -> str:
    """How help writes keys."""
    return " ".join(_glyph(key) for key in keys.split(",") if key and not key.startswith("upper_"))


def _glyph(key: str) -> str:
    from textual.keys import format_key

    *modifiers, base = key.split("+")
    return "".join(_MODIFIERS.get(each, f"{each}+") for each in modifiers) + _GLYPHS.get(base, format_key(base))
