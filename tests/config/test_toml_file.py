"""The line on which a key of a TOML file stands."""

from __future__ import annotations

import pytest

from recview.config.toml_file import line_of


@pytest.mark.parametrize(
    ("text", "keys", "line"),
    [
        ("a = 1\nb = 2", ("b",), 2),
        ("# b\n\nb = 2", ("b",), 3),
        ("b = 2\n# b", ("b",), 1),
        ("x = '''\nb = 1\n'''\n\nb = 2", ("b",), 5),
        ("[t]\nb = 1\n[u]\nb = 2", ("u", "b"), 4),
        ("[u]\na = [\n1,\n2]\nb = 2 # b", ("u", "b"), 5),
        ("[u]\nb = [\n1,\n2]", ("u", "b"), 2),
        ("u = {b = 1}", ("u", "b"), 1),
        ("u.'b' = 1", ("u", "b"), 1),
        ("[u.b]\nc = 1", ("u", "b"), 1),
        ("a = 1", ("b",), 0),
        ("\n" * 100_000 + "b = 1", ("b",), 0),
    ],
)
def test_lines(text: str, keys: tuple[str, ...], line: int) -> None:
    assert line_of(text, keys) == line
