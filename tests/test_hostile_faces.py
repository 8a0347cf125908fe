"""Nothing recorded reaches a terminal raw: every face, over a tree of every container whose strings are hostile."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from tests import hostile_formats
from tests.cli.piped import fill, recording, recview
from tests.hostile_formats import POISON
from tests.ogx import chat, dumped, message, stream
from tests.terminal import RECVIEW, Terminal

pytestmark = pytest.mark.slow

SGR = re.compile(rb"\x1b\[[0-9;]*m")
# What the screen sends besides: cursor, modes, kitty's keyboard, the pointer's shape, the clipboard.
SCREEN = re.compile(rb"\x1b\[[?<>=]?[0-9;:]*[A-Za-z$]?[a-zA-Z]|\x1b\]22;[a-z-]*\x07|\x1b\]52;c;[A-Za-z0-9+/=]*\x07")
UNSEEN = set("\u202e\u2066\u200b\u3164\u2063\u034f\U000e0041\U000e007f\U000e0101\ufeff")


def raw(output: bytes, own: re.Pattern[bytes]) -> set[str]:
    """The characters of an output that a terminal would obey, or not show, beside the program's own sequences."""
    text = own.sub(b"", output).decode("utf-8", "replace")
    obeyed = {sign for sign in text if unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}}
    return (obeyed | UNSEEN & set(text)) - {"\r", "\n"}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    assert hostile_formats.write(folder) > 300
    return folder


@pytest.mark.parametrize(
    "arguments", [["ls"], ["show"], ["show", "--secrets"], ["show", "--chunks"], ["ls", "--json"], ["show", "--json"]]
)
def test_commands_on_a_coloured_terminal(tree: Path, arguments: list[str]) -> None:
    with Terminal([*RECVIEW, *arguments, str(tree)]) as terminal:
        assert terminal.wait(120) in (0, 1)
        output = bytes(terminal.output)
    assert len(output) > 20_000
    assert raw(output, SGR) == set()
    assert (b"\x1b[" in output) == ("--json" not in arguments)
    assert "\u0301".encode() * 9 not in output


@pytest.mark.parametrize("command", ["ls", "show"])
def test_json_is_neutral_in_a_pipe_and_keeps_its_values(tree: Path, command: str) -> None:
    done = recview(command, "--json", str(tree))
    assert raw(done.out.encode("utf-8", "surrogateescape"), SGR) == set()
    rows = done.rows
    assert len(rows) > 300
    assert any(row["test_id"] and POISON in row["test_id"] for row in rows)
    assert any(row["model"] and POISON in row["model"] for row in rows)
    assert {f"{POISON.replace(chr(0), '')}" in row["path"] for row in rows} == {True, False}


@pytest.mark.parametrize(
    "arguments",
    [
        [f"--x{POISON}"],
        [f"--theme={POISON}", "--demo"],
        [f"--speed={POISON}"],
        [f"a{POISON}", f"b{POISON}"],
        [POISON],
        ["ls", f"--x{POISON}"],
        ["ls", POISON],
        ["show", f"--j{POISON}"],
        ["show", POISON],
        ["show", f"x/{POISON}"],
        ["show", "a", "--in", POISON],
    ],
)
def test_words_about_arguments(arguments: list[str]) -> None:
    arguments = [argument.replace("\0", "") for argument in arguments]
    with Terminal([*RECVIEW, *arguments]) as terminal:
        assert terminal.wait() in (1, 2)
        output = bytes(terminal.output)
    assert b"recview" in output
    assert raw(output, SGR) == set()


@pytest.mark.slow
def test_the_screen_over_every_container(tree: Path, tmp_path: Path) -> None:
    folders = sorted(tree.iterdir())
    # The root is named in the bar at the top, the temporary folder in a notice.
    root, temporary = (tmp_path / f"{name}{POISON[9:19].replace(chr(0), '')}" for name in ("a", "b"))
    temporary.mkdir()
    for number, folder in enumerate(folders):
        files = sorted(folder.iterdir())
        (root / f"{number:02}").mkdir(parents=True)
        for path in (files[0], files[-1]):
            (root / f"{number:02}" / path.name).write_bytes(path.read_bytes())
    with Terminal([*RECVIEW, str(root), "--no-play"], environment={"TMPDIR": str(temporary)}) as terminal:
        # Until the first recording is open there is nothing to copy, and what is sent before that is not.
        terminal.until(lambda screen: "● live" in screen and "chunk 3/3" in screen)
        terminal.send("yp")
        terminal.until(lambda screen: "sent to the terminal" in screen)
        terminal.send("Y")
        terminal.until(lambda screen: "Written to" in screen)
        for number in range(2 * len(folders)):
            terminal.send("n")
            terminal.quiet(0.1, 2)
            for key in "rscv" if number % 4 else "rscvuxdb":
                terminal.send(key)
                terminal.quiet(0.02, 1)
        terminal.send("q")
        assert terminal.wait() == 0
        output = bytes(terminal.output)
    assert raw(output, SCREEN) == set()
    assert b"\x1b[2J" not in output


def test_what_is_pasted_finds_and_is_neutral(tmp_path: Path) -> None:
    hidden = "\u202ePWN\U000e0041[/]"
    fill(tmp_path, {"a.json": dumped(chat("t.py::t", [message("user", f"see {hidden} here")], stream("Hello")))})
    with Terminal([*RECVIEW, str(tmp_path), "--no-play"]) as terminal:
        terminal.until(lambda screen: "● live" in screen and "Hello" in screen)
        terminal.send("\x13")
        terminal.quiet()
        terminal.send(f"\x1b[200~{hidden}\x1b[201~")
        terminal.until(lambda screen: "⸱PWN⸱[/]" in screen.splitlines()[-2] or "⸱PWN⸱[/]" in screen.splitlines()[-1])
        terminal.send("\r")
        terminal.until(lambda screen: "1 of 1 found" in screen)
        terminal.send("\t\t/")
        terminal.quiet()
        terminal.send(f"\x1b[200~{hidden}\x1b[201~\r")
        terminal.quiet()
        terminal.send("\x1b\x10")
        terminal.quiet()
        terminal.send(f"\x1b[200~{hidden}\x1b[201~")
        terminal.quiet()
        terminal.send("\x1b")
        terminal.quiet()
        terminal.send("q")
        terminal.wait()
        output = bytes(terminal.output)
    assert raw(output, SCREEN) == set()


def test_the_summary_on_leaving(tmp_path: Path) -> None:
    name = POISON.replace("\0", "")
    fill(tmp_path, {"a.json": recording("t.py::t")})
    with Terminal([*RECVIEW, str(tmp_path), "--no-play"]) as terminal:
        terminal.until(lambda screen: "● live" in screen)
        fill(tmp_path, {f"{name}.json": f"{{ {POISON}", "b.json": recording(f"t.py::t[{POISON}]", "Hi")})
        terminal.until(lambda screen: "+1" in screen or "1 broken" in screen or "✗1" in screen)
        terminal.quiet(1.5, 4)
        terminal.send("q")
        assert terminal.wait() == 0
        output = bytes(terminal.output)
    assert raw(output, SCREEN) == set()
    left = output.rpartition(b"\x1b[?1049l")[2].decode()
    assert "new" in left
    assert "␛[31m" in left
