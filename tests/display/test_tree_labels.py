"""What folders are called in the list, and its title."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from recview.display.tree_labels import continued_folder_name, folder_name, list_title


@pytest.mark.parametrize(
    ("label", "above", "prefix", "name", "brief"),
    [
        ("v/packages/openai/src", "v/packages/azure/src", "", "v/packages/openai/src", "…/openai/src"),
        ("a/recordings", "a", "", "a/recordings", "…/recordings"),
        ("a/b/c", "a/x", "a", "b/c", None),
        ("a/b/c", "a/b", "a", "b/c", "…/c"),
        ("a", "", "a", "a", None),
        ("alphabet", "alpha", "", "alphabet", None),
    ],
)
def test_folder(label: str, above: str, prefix: str, name: str, brief: str | None) -> None:
    assert (folder_name(label, prefix), continued_folder_name(label, above, prefix)) == (name, brief)


@pytest.mark.parametrize("prefix", ["", "tests/integration", "测试/文件夹", "x" * 99, "\x1b[31m"])
@pytest.mark.parametrize("room", [0, 9, 13, 14, 24, 28, 40, 80])
def test_title_ends_above_the_tokens(prefix: str, room: int) -> None:
    title = list_title(prefix, room)
    assert title.startswith("Tests")
    assert "\x1b" not in title
    if title.endswith(" tokens"):
        assert cell_len(title) == room
    else:
        assert room < len("Tests ─ tokens") or prefix
