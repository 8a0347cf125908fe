"""`python -m tests.readme_tables` writes the READMEs' tables of settings, fields, rules and keys anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from recview.checks.registry import RULES
from recview.checks.rule import Rule
from recview.config.settings import SETTINGS, Setting
from recview.query.fields import FIELDS, FieldRow
from recview.tui.commands.lookup import keys_by_group

PACKAGE = Path(__file__).parents[1] / "recview"


def settings_table() -> str:
    """A row for each setting."""
    head = ("setting", "what it sets", "default", "variable", "option", "in a project", "remembered")
    return _table(head, map(_setting_cells, SETTINGS))


def fields_table() -> str:
    """A row for each field of the query language."""
    return _table(("field", "what it asks", "example"), map(_field_cells, FIELDS.values()))


def rules_table() -> str:
    """A row for each rule of `recview check`."""
    return _table(("rule", "severity", "what it finds"), map(_rule_cells, RULES.values()))


def key_tables() -> str:
    """For each group of commands a table of (keys, effect) below its name."""
    return "\n\n".join(
        f"**{group}**\n\n" + _table(("Key", "What it does"), ((_code(keys), does) for keys, does in rows))
        for group, rows in keys_by_group().items()
    )


TABLES: dict[str, tuple[Path, Callable[[], str]]] = {
    "settings": (PACKAGE / "cli" / "README.md", settings_table),
    "fields": (PACKAGE / "cli" / "README.md", fields_table),
    "rules": (PACKAGE / "checks" / "README.md", rules_table),
    "keys": (PACKAGE / "tui" / "README.md", key_tables),
}
"""By the name in its two marks: the README that holds a table, and what makes the table."""


def between_marks(text: str, name: str, table: str) -> str:
    """A text with a table between the two marks of a name; as it is if it has no marks.

    Args:
        text: Markdown, with `<!-- name: words -->` and `<!-- /name -->` on lines of their own.
        name: What the marks say.
        table: What is to be between them.
    """
    before, begin, rest = text.partition(f"<!-- {name}:")
    if not begin:
        return text
    words, arrow, rest = rest.partition("-->\n")
    _, end, after = rest.partition(f"<!-- /{name} -->")
    return f"{before}{begin}{words}{arrow}\n{table}\n\n{end}{after}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(cells)} |" for cells in (head, *rows)]
    lines.insert(1, "|" + "---|" * len(head))
    return "\n".join(lines)


def _setting_cells(setting: Setting) -> Sequence[str]:
    bounds = f", {setting.low:g} to {setting.high:g}" if setting.kind == "number" else ""
    return (
        _code(setting.name),
        f"{setting.does}{bounds}",
        _code(_as_toml(setting.default)),
        _code(setting.variable),
        ", ".join(_code(option) for option in setting.option.split(", ")),
        "" if setting.is_private else "yes",
        "yes" if setting.is_remembered else "",
    )


def _field_cells(field: FieldRow) -> Sequence[str]:
    values = ", ".join(map(_code, field.values))
    return _code(f"{field.name}:"), f"{field.what}{': ' if values else ''}{values}", _code(field.example)


def _rule_cells(rule: Rule) -> Sequence[str]:
    return f"{rule.id} {_code(rule.name)}", rule.severity, rule.summary


def _code(text: str) -> str:
    return f"`{text.replace('|', chr(92) + '|')}`" if text else ""


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    for name, (path, table) in TABLES.items():
        path.write_text(between_marks(path.read_text(encoding="utf-8"), name, table()), encoding="utf-8")
