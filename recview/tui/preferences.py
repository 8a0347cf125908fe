"""What of the settings the screen begins with, and what of it is remembered once the screen is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from recview.config.reading import with_known_names
from recview.config.settings import AUTOMATIC
from recview.config.sources import Settings
from recview.tui.commands import COMMANDS
from recview.tui.keymap import Keymap, keymap_of
from recview.tui.pane_widths import PaneWidths
from recview.value import Value

if TYPE_CHECKING:
    from recview.tui.app import RecviewApp


class Preferences(Value):
    """How the screen begins.

    Attributes:
        ghost: Whether the unplayed rest is shown as a ghost.
        tree_width, side_width: Columns of the panes; 0 where the terminal's width decides.
        keymap: The user's keys.
        problems: What is wrong with the settings, a line each.
    """

    ghost: bool = False
    tree_width: int = AUTOMATIC
    side_width: int = AUTOMATIC
    keymap: Keymap = Keymap()
    problems: tuple[str, ...] = ()


def preferences_of(settings: Settings) -> Preferences:
    """What the screen begins with."""
    settings = with_known_commands(settings)
    keymap = keymap_of(settings.keymap)[0] if settings.keymap else Keymap()
    problems = tuple(map(str, settings.problems))
    return Preferences(settings["ghost"], settings["tree_width"], settings["side_width"], keymap, problems)


def with_known_commands(settings: Settings) -> Settings:
    """The settings without keys of commands that there are not, and with what is wrong with the other keys."""
    if not settings.keymap:
        return settings
    from recview.config.sources import Problem

    settings = with_known_names(settings, "keys", {command.id for command in COMMANDS})
    origins = {id: each.origin for each in settings.key_values for id in each.value}
    keymap, wrong = keymap_of(settings.keymap)
    problems = [Problem(origins[id], words) for id, words in wrong]
    values = tuple(each for each in settings.values if each.name != "keys" or each.value.keys() <= keymap.keys.keys())
    return settings._replace(values=values, problems=(*settings.problems, *problems))


def apply_preferences(app: RecviewApp, preferences: Preferences) -> None:
    """Give an app that is being made the user's keys and the widths of the panes."""
    app.main.panes.widths = PaneWidths(preferences.tree_width, preferences.side_width)
    app.main.keymap = app.main.hints.keymap = preferences.keymap
    if preferences.keymap.keys:
        app.set_keymap(dict(preferences.keymap.keys))


def problem_words(problems: Sequence[str]) -> str:
    """A line of what is wrong with the settings."""
    rest = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{problems[0]}{rest}: see recview config" if rest else f"{problems[0]}; see recview config"


def choices_of(app: RecviewApp) -> Mapping[str, object]:
    """The settings that can be changed on the screen, by name, as they are now."""
    main = app.main
    return {
        "theme": app.theme,
        "autoplay": main.session.autoplay,
        "speed": main.session.player.speed,
        "ghost": main.session.ghost,
        "tree_width": main.panes.widths.tree,
        "side_width": main.panes.widths.side,
    }


def remember_choices(app: RecviewApp) -> None:
    """Have remembered what was changed on the screen, and the queries of this run."""
    for name, value in choices_of(app).items():
        if value != app.began_with[name]:
            app.main.memory.choose(name, value)
    app.main.memory.save()
