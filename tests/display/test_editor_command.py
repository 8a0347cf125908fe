"""Which editor is meant, and how it is told the line."""

from __future__ import annotations

import pytest

from recview.display.editor_command import EditorCommand, editor_arguments, editor_command


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ({"EDITOR": "vi"}, EditorCommand(("vi",), "EDITOR")),
        ({"VISUAL": "/opt/my editor/code --wait", "EDITOR": "vi"}, None),
        ({"VISUAL": "'/opt/my editor/code' --wait -r", "EDITOR": "vi"}, None),
        ({"VISUAL": "  ", "EDITOR": "nano -w"}, EditorCommand(("nano", "-w"), "EDITOR")),
    ],
)
def test_visual_comes_first_and_has_arguments(environment: dict[str, str], command: EditorCommand | None) -> None:
    result = editor_command(environment)
    assert isinstance(result, EditorCommand)
    if command:
        assert result == command
    else:
        assert result.variable == "VISUAL"
        assert "--wait" in result.words


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "No editor is set: set $VISUAL or $EDITOR"),
        ({"VISUAL": "", "EDITOR": " "}, "No editor is set"),
        ({"EDITOR": "vi 'x"}, "$EDITOR cannot be read: no closing quotation"),
        ({"EDITOR": "''"}, "$EDITOR names no program"),
    ],
)
def test_otherwise_it_says_what_to_set(environment: dict[str, str], words: str) -> None:
    assert words in str(editor_command(environment))


@pytest.mark.parametrize(
    ("words", "last"),
    [
        *(
            (name, ["+7", "/a/b.json"])
            for name in ("vi", "vim", "nvim", "nano", "emacs", "micro", "kak", "/usr/bin/vim")
        ),
        *((name, ["--goto", "/a/b.json:7"]) for name in ("code", "cursor", "/opt/x/code")),
        *((name, ["/a/b.json:7"]) for name in ("hx", "helix", "subl")),
        *((name, ["/a/b.json"]) for name in ("ed", "my-vim", "env")),
    ],
)
def test_the_line(words: str, last: list[str]) -> None:
    assert editor_arguments([words, "-x"], "/a/b.json", 7) == [words, "-x", *last]
    assert editor_arguments([words, "-x"], "/a/b.json", 1) == [words, "-x", "/a/b.json"]
