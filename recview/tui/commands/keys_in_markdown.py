"""The tables of keys in the READMEs, as Markdown."""

from __future__ import annotations

from recview.tui.commands.lookup import keys_by_group


def key_table() -> str:
    """A Markdown table of (keys, effect) for each group of commands."""
    lines: list[str] = []
    for group, rows in keys_by_group().items():
        lines += [f"**{group}**", "", "| Key | What it does |", "|---|---|"]
        lines += [f"| `{keys.replace('|', chr(92) + '|')}` | {does} |" for keys, does in rows]
        lines.append("")
    return "\n".join(lines).rstrip()


def with_key_table(text: str) -> str:
    """A README with its table of keys made anew, between its two marks; as it is if it has no marks."""
    before, begin, rest = text.partition("<!-- keys:")
    if not begin:
        return text
    mark, arrow, rest = rest.partition("-->\n")
    _, end, after = rest.partition("<!-- /keys -->")
    return f"{before}{begin}{mark}{arrow}\n{key_table()}\n\n{end}{after}"
