"""The table of settings, as Markdown."""

from __future__ import annotations

from recview.config.settings import SETTINGS, Setting


def settings_table() -> str:
    """A Markdown table with a row for each setting."""
    lines = [
        "| setting | what it sets | default | variable | option | in a project | remembered |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_row(setting) for setting in SETTINGS]
    return "\n".join(lines)


def _row(setting: Setting) -> str:
    bounds = f", {setting.low:g} to {setting.high:g}" if setting.kind == "number" else ""
    cells = [
        f"`{setting.name}`",
        f"{setting.does}{bounds}",
        f"`{_as_toml(setting.default)}`",
        f"`{setting.variable}`" if setting.variable else "",
        ", ".join(f"`{option}`" for option in setting.option.split(", ") if option),
        "" if setting.is_private else "yes",
        "yes" if setting.is_remembered else "",
    ]
    return f"| {' | '.join(cells)} |"


def _as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else f"{value:g}" if isinstance(value, float) else str(value)


def with_settings_table(text: str) -> str:
    """A README with its table of settings made anew, between its two marks; as it is if it has no marks."""
    before, begin, rest = text.partition("<!-- settings:")
    if not begin:
        return text
    mark, arrow, rest = rest.partition("-->\n")
    _, end, after = rest.partition("<!-- /settings -->")
    return f"{before}{begin}{mark}{arrow}\n{settings_table()}\n\n{end}{after}"
