"""What a session leaves behind: lines on the terminal, and JSON where `--summary-json` says."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from recview.cli.main import run
from recview.cli.summing_up import print_summary, summary_json
from recview.display.id_wrap import wrapped
from recview.library import Library
from recview.reading.listing import index_file
from recview.session import Session
from recview.verdicts.kinds import CLASSES
from recview.verdicts.review import Review
from recview.verdicts.summary import is_summary
from tests.cli.piped import fill, recording
from tests.ogx import dumped
from tests.terminal import RECVIEW, Terminal

COUNTS = dict.fromkeys(("new", "same", "noise", "changed", "gone", "broken"), 0)
NOTHING = {"counts": COUNTS, "classes": dict.fromkeys(CLASSES, 0), "recordings": []}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return fill(tmp_path / "root", {"a.json": recording("t/a.py::t"), "b.json": recording("t/a.py::u")})


@pytest.mark.parametrize("target", ["root/a.json", "root/new.json", "root/no/such", "link/new.json", "root"])
@pytest.mark.parametrize("opened", ["root", "link", "root/a.json"])
def test_it_is_refused_before_there_is_a_screen(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], target: str, opened: str
) -> None:
    monkeypatch.chdir(root.parent)
    monkeypatch.setattr("os.isatty", lambda number: True)
    Path("link").symlink_to("root")
    if opened == "root/a.json" and target.endswith("new.json"):
        pytest.skip("beside an open file a new one may be written")
    before = sorted(os.walk(root))
    assert run([opened, "--summary-json", target, "--force"]) == 2
    assert f"recview: cannot write {target}: it is" in capsys.readouterr().err.replace("there is no", "it is")
    assert sorted(os.walk(root)) == before


@pytest.mark.parametrize(
    ("target", "words"), [("nowhere/x.json", "there is no folder"), ("letter.txt", "--force"), (".", "a folder")]
)
def test_it_is_refused_where_it_cannot_be_written(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], target: str, words: str
) -> None:
    monkeypatch.chdir(root.parent)
    monkeypatch.setattr("os.isatty", lambda number: True)
    Path("letter.txt").write_text("Dear reader")
    assert run(["root", "--summary-json", target]) == 2
    assert words in capsys.readouterr().err
    assert Path("letter.txt").read_text() == "Dear reader"


def left(root: Path, *options: str, during: Callable[[], object] = lambda: None) -> tuple[int | None, str]:
    """The exit code of a session, and what stands on the terminal after it."""
    with Terminal([*RECVIEW, str(root), "--no-play", *options]) as terminal:
        terminal.until(lambda screen: "● live" in screen)
        during()
        terminal.send("q")
        code = terminal.wait()
        return code, terminal.output.rpartition(b"\x1b[?1049l")[2].decode().replace("\r", "")


def test_its_own_file_is_replaced(root: Path) -> None:
    target = root.parent / "summary.json"
    for _ in range(2):
        assert left(root, "--summary-json", str(target))[0] == 0
        assert json.loads(target.read_bytes()) == NOTHING


def test_it_looks_again_on_leaving(root: Path) -> None:
    target = root.parent / "summary.json"
    code, text = left(root, "--summary-json", str(target), during=lambda: target.symlink_to(root / "a.json"))
    assert (code, "never writes to what it has open" in text) == (1, True)
    assert "fp_" in (root / "a.json").read_text()


def test_a_full_disk_is_told(root: Path) -> None:
    code, text = left(root, "--summary-json", "/dev/full")
    assert (code, "cannot write /dev/full: no space left on device" in text) == (1, True)


def test_a_dash_is_the_terminal_after_the_screen(root: Path) -> None:
    code, text = left(root, "--summary-json", "-", during=(root / "b.json").unlink)
    assert code == 0
    assert "1 gone" in text
    assert json.loads(text[text.index("{") : text.rindex("}") + 1])["counts"]["gone"] == 1


def test_a_dash_goes_through_a_pipe(root: Path) -> None:
    target = root.parent / "piped"
    command = f"{' '.join(RECVIEW)} {root} --summary-json - | cat > {target}"
    with Terminal(["/bin/sh", "-c", command], size=(100, 30)) as terminal:
        terminal.until(lambda screen: "● live" in screen)
        terminal.quiet()
        assert len(terminal.screen().splitlines()[1].rstrip()) == 100, "the screen has the terminal's size"
        (root / "b.json").unlink()
        terminal.send("q")
        assert terminal.wait() == 0
    assert json.loads(target.read_bytes())["counts"]["gone"] == 1
    assert b"1 gone" in terminal.output


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (json.dumps(NOTHING).encode(), True),
        (b"", False),
        (b"[" * 100_000, False),
        (b"\xff", False),
        (b'{"counts": {}, "recordings": []}', False),
        # Of a version that counted no classes.
        (json.dumps({"counts": COUNTS, "recordings": []}).encode(), True),
        (json.dumps({**NOTHING, "more": 1}).encode(), False),
        (dumped(recording("t")).encode(), False),
    ],
)
def test_what_is_a_summary(data: bytes, expected: bool) -> None:
    assert is_summary(data) is expected


# Lines ----------------------------------------------------------------------------------------------------------------


def session(reviews: dict[str, Review], tests: dict[str, str]) -> Session:
    files = [index_file(path, dumped(recording(test)).encode()) for path, test in tests.items()]
    return Session(Library().merged(files)).with_reviews(reviews)


def test_odd_names_are_spelled_as_ls_spells_them(tmp_path: Path) -> None:
    name = b"\xff\xe2\x82\xac.json".decode("utf-8", "surrogateescape")
    (tmp_path / name).write_text(dumped(recording("t/a.py::t")))
    done = subprocess.run([*RECVIEW, "ls", "--json", str(tmp_path)], capture_output=True, check=True)
    written = summary_json(session({name: Review("same")}, {name: "t/a.py::t"}))
    assert is_summary(written)
    assert json.loads(written)["recordings"][0]["path"] == json.loads(done.stdout)["path"] == name
    assert b"\\udcff\xe2\x82\xac.json" in written


def test_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    one, two, three = f"r/{'a1' * 20}.json", f"r/{'b2' * 20}.json", "r/named.json"
    reviews = {
        one: Review("changed", brief=("text",), reasons=("text 12 → 9 characters", "tokens 17→21")),
        two: Review("gone"),
        three: Review("gone"),
        "r/moved.json": Review("same", moved_from="s/other.json"),
        "r/1.json": Review("same", moved_from="s/deep/1.json"),
        **{f"new/a/{name}.json": Review("same", moved_from=f"old/a/{name}.json") for name in "xyz"},
        **{f"up/{name}.json": Review("same", moved_from=f"{name}.json") for name in "xy"},
        "r/big.json": Review("changed", unseen="over 64 MB"),
    }
    tests = {one: "t/a.py::test_two", two: "t/a.py::test_two", three: "t/a.py::test_one", "r/big.json": "t/b.py::t"}
    print_summary(session(reviews, tests))
    assert capsys.readouterr().out.splitlines() == [
        "7 same   2 changed   2 gone",
        "",
        "changed",
        "  t/a.py::test_two  a1a1a1a1",
        "      text 12 → 9 characters, tokens 17→21",
        "  t/b.py::t",
        "",
        "gone",
        "  t/a.py::test_two  b2b2b2b2",
        "  t/a.py::test_one",
        "",
        "moved",
        "  3 files from old/ to new/",
        "  r/1.json",
        "      from s/deep/1.json",
        "  r/moved.json",
        "      from s/other.json",
        "  2 files from ./ to up/",
        "",
        "of 1 the differences are not known: over 64 MB",
    ]


ID = "tests/integration/responses/test_tools.py::test_calls[openai_client-model=vllm/meta-llama/Llama-3.1-8B]"


@pytest.mark.parametrize(
    ("line", "width", "rows"),
    [
        ("  short", 20, ["  short"]),
        ("", 20, [""]),
        ("  one two three four", 12, ["  one two", "      three", "      four"]),
        (
            f"  {ID}",
            60,
            [
                "  tests/integration/responses/test_tools.py::test_calls",
                "      [openai_client-model=vllm/meta-llama/Llama-3.1-8B]",
            ],
        ),
        ("  a_very_long_name_that_is_a_word", 20, ["  a_very_long_name_", "      that_is_a_word"]),
        ("  " + "x" * 30, 20, ["  " + "x" * 30]),
        ("  日本語/日本語/日本語", 16, ["  日本語/日本語/", "      日本語"]),
    ],
)
def test_no_row_ends_inside_a_word(line: str, width: int, rows: list[str]) -> None:
    assert list(wrapped(line, width)) == rows
