"""`recview completion`: what each shell that is installed makes of its script."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from recview.cli.completable import CompletableCommand, CompletableOption, completable_commands
from recview.cli.completion_scripts import SCRIPTS, bash_script, fish_script, zsh_script
from recview.cli.main import SUBCOMMANDS, run
from recview.tui.theme import DARK
from tests.terminal import Terminal

WHERE = CompletableOption(("--where",), "by 'a' [query]: of fields", ("finish:", "format:", "is:stream", "is:plain"))
FILE = CompletableOption(("-o", "--out"), "where to", ("files",))
THEME = CompletableOption(("--theme",), "colours", ("nord", "dracula"))
COMMANDS = [
    CompletableCommand("", "Open", (THEME, WHERE), ("files",)),
    CompletableCommand("ls", "List", (WHERE, FILE, CompletableOption(("--json",), "as JSON", None)), ("files",)),
    CompletableCommand("completion", "Print a script", (), ("bash", "fish", "zsh")),
]
"""The screen and two subcommands."""

CASES = [
    (["comp"], {"completion"}),
    (["--th"], {"--theme"}),
    (["--theme", "n"], {"nord"}),
    (["ls", "--j"], {"--json"}),
    (["ls", "--theme"], set()),
    (["ls", "--where", "f"], {"finish:", "format:"}),
    (["ls", "--where", "is:s"], {"is:stream"}),
    (["ls", "--out", "re"], {"recordings"}),
    (["ls", "re"], {"recordings"}),
    (["completion", "f"], {"fish"}),
]
"""(what is typed, what completes its last word)."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "recordings").mkdir()
    return tmp_path


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not installed")


def output(folder: Path, *command: str) -> list[str]:
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert result.stderr == ""
    return result.stdout.splitlines()


def broken_by_bash(words: Sequence[str]) -> list[str]:
    """The words as bash has them: it parts them at colons and equal signs."""
    broken = []
    for word in words:
        for mark in ":=":
            word = word.replace(mark, f"\0{mark}\0")
        broken += [part for part in word.split("\0") if part] or [""]
    return broken


def completed_by_bash(folder: Path, script: str, words: Sequence[str]) -> set[str]:
    (folder / "script").write_text(script)
    listed = " ".join(f"'{word}'" for word in ["recview", *broken_by_bash(words)])
    asked = f"compopt() {{ :; }}; . ./script; COMP_WORDS=({listed}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _recview"
    return set(output(folder, "bash", "-c", f'{asked}; printf "%s\\n" "${{COMPREPLY[@]}}"')) - {""}


@needs("bash")
@pytest.mark.parametrize(("words", "expected"), CASES)
def test_bash(folder: Path, words: list[str], expected: set[str]) -> None:
    completed = completed_by_bash(folder, bash_script(COMMANDS), words)
    # Of `is:stream` bash replaces what is behind the colon.
    assert completed == {word.removeprefix("is:") for word in expected}


@needs("bash")
def test_bash_takes_what_is_behind_an_equal_sign(folder: Path) -> None:
    script = bash_script(COMMANDS)
    assert completed_by_bash(folder, script, ["--theme=d"]) == {"dracula"}
    assert completed_by_bash(folder, script, ["--theme="]) == {"nord", "dracula"}
    assert completed_by_bash(folder, script, ["ls", "--where=is:p"]) == {"plain"}
    assert completed_by_bash(folder, script, ["ls", "--where=is:"]) == {"stream", "plain"}


@needs("fish")
@pytest.mark.parametrize(("words", "expected"), CASES)
def test_fish(folder: Path, words: list[str], expected: set[str]) -> None:
    (folder / "script").write_text(fish_script(COMMANDS))
    lines = output(folder, "fish", "--no-config", "-c", f"source script; complete -C 'recview {' '.join(words)}'")
    assert {line.split("\t")[0].rstrip("/") for line in lines} == expected


@needs("zsh")
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("recview comp\t", "recview completion "),
        ("recview --theme n\t", "recview --theme nord "),
        ("recview --theme=d\t", "recview --theme=dracula "),
        ("recview ls --j\t", "recview ls --json "),
        ("recview ls --where fin\tx", "recview ls --where finish:x"),
        ("recview ls re\t", "recview ls recordings/"),
        ("recview completion f\t", "recview completion fish "),
    ],
)
def test_zsh(folder: Path, typed: str, shown: str) -> None:
    (folder / "_recview").write_text(zsh_script(COMMANDS))
    with Terminal(["zsh", "-f", "-i"], folder=str(folder)) as terminal:
        terminal.send("PS1='> '; autoload -Uz compinit; compinit -u -d ./dump; . ./_recview; echo re''ady\n")
        terminal.until(lambda screen: "ready" in screen)
        terminal.send(typed)
        terminal.until(lambda screen: f"> {shown}".rstrip() in screen)
        terminal.send("#\x03")


@pytest.mark.parametrize("shell", SCRIPTS)
def test_each_script_is_one_of_its_shell(
    folder: Path, shell: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert "--summary-json" in script.replace("-l summary-json", "--summary-json")
    assert DARK.name in script
    if shutil.which(shell):
        (folder / "script").write_text(script)
        assert output(folder, shell, "-n", "script") == []


def test_everything_is_read_off_the_parsers() -> None:
    commands = {command.name: command for command in completable_commands()}
    assert commands.keys() == {"", *SUBCOMMANDS, "help"}
    assert commands["completion"].arguments == ("bash", "fish", "zsh")
    assert commands["help"].arguments == SUBCOMMANDS
    theme = next(option for option in commands[""].options if "--theme" in option.names)
    assert theme.takes is not None
    assert {DARK.name, "nord"} <= set(theme.takes)
    assert next(option for option in commands["show"].options if "--in" in option.names).takes == ("files",)


def test_a_shell_that_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(["completion", "tcsh"])
