"""`recview show`: by path and by name, as text and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recview.cli.main import run
from recview.formats import ogx
from recview.reading.records import full_unread_record
from tests.cli.piped import Files, Several, fill, recording, recview
from tests.ogx import chat, chunk, delta, message

TREE: Files = {
    "a/recordings/abc1.json": recording("tests/a.py::test_1", "One of them"),
    "a/recordings/abc2.json": recording("tests/a.py::test_2", "Two"),
    "b/recordings/abc.json": recording("tests/b.py::test_3", "Three"),
    "b/recordings/broken.json": "",
    "b/recordings/package.json": "{}",
    "elsewhere/def.json": recording("tests/c.py::test_4", "Four"),
    "more/long1.json": recording("tests/d.py::test_5[a]", "Five"),
    "more/long2.json": recording("tests/d.py::test_5[a]", "Six"),
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, TREE)
    monkeypatch.chdir(tmp_path)


def test_text(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "elsewhere/def.json"]) == 0
    assert capfd.readouterr().out == (
        "def.json\n"
        "test      tests/c.py::test_4\n"
        "call      POST http://localhost:11434/v1/v1/chat/completions\n"
        "model     llama3.2:3b-instruct-fp16\n"
        "provider  ollama\n"
        "protocol  openai.chat, 2 chunks, streamed\n"
        "format    ogx\n"
        "\n"
        "── user\n"
        "Hi\n"
        "\n"
        "── assistant\n"
        "Four\n"
        "\n"
        "■ stop\n"
        "\n"
    )


def test_chunks(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "--chunks", "abc1"]) == 0
    assert capfd.readouterr().out == "1\ttext\t“One”\n2\ttext\t“ of”\n3\ttext\t“ them”\n4\tfinish\tstop\n"
    assert run(["show", "--chunks", "abc1", "abc2"]) == 0
    heads = [line for line in capfd.readouterr().out.splitlines() if line.startswith("==>")]
    assert heads == ["==> a/recordings/abc1.json <==", "==> a/recordings/abc2.json <=="]


def test_at_a_chunk(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "--chunks", "--at", "2", "abc1"]) == 0
    assert capfd.readouterr().out == "2\ttext\t“ of”\n"
    for at, answer in (("1", "One\n"), ("3", "One of them\n"), ("4", "One of them\n\n■ stop\n")):
        assert run(["show", "--at", at, "abc1"]) == 0
        assert capfd.readouterr().out.partition("── assistant\n")[2] == f"{answer}\n"
    assert run(["show", "--at", "5", "abc1"]) == 1
    assert "a/recordings/abc1.json: it has 4 chunks, and none with the number 5" in capfd.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--at", "0"], ["--at", "x"], ["--at", "1", "--json"], ["--at", "1", "--markdown"]]
)
def test_at_is_a_number_and_goes_with_text(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run(["show", *arguments, "abc1"])
    assert end.value.code == 2


def test_json(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "--json", "a"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [(row["path"], row["choices"][0]["text"]) for row in rows] == [
        ("recordings/abc1.json", "One of them"),
        ("recordings/abc2.json", "Two"),
    ]
    assert rows[0]["request"] == TREE["a/recordings/abc1.json"]["request"]["body"]  # type: ignore[index]


def test_several_exchanges_in_a_file(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("recview.formats._READERS", (Several(), ogx))
    fill(Path(), {"s.json": '{"several": ["One", "Two"]}'})
    assert run(["show", "s.json"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("s.json #1\n")
    assert "\ns.json #2\n" in out
    assert out.index("One") < out.index("Two")
    assert run(["show", "--chunks", "s.json"]) == 0
    assert "==> s.json #2 <==\n1\ttext\t“Two”" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "paths", "said"),
    [
        (["abc1"], 0, ["a/recordings/abc1.json"], ""),
        (["abc1.json"], 0, ["a/recordings/abc1.json"], ""),
        # Called so wins over beginning so.
        (["abc"], 0, ["b/recordings/abc.json"], ""),
        # Four characters at least.
        (["abc", "--in", "elsewhere"], 1, [], "no such file or folder: abc; and no recording is called so"),
        (["long", "--in", "more"], 2, [], "2 files begin with long:\n  more/long1.json\n  more/long2.json\n"),
        (["long", "--in", "a", "--in", "more"], 2, [], "2 files begin with long:\n  more/long1.json"),
        (["long1", "--in", "more"], 0, ["long1.json"], ""),
        (["lon", "--in", "more"], 1, [], "lon; and no recording"),
        (["long2", "--in", "elsewhere"], 1, [], "long2; and no recording"),
        # A test, in full or by its end, with all its recordings.
        (["tests/b.py::test_3"], 0, ["b/recordings/abc.json"], ""),
        (["test_3"], 0, ["b/recordings/abc.json"], ""),
        (["test_5", "--in", "more"], 0, ["long1.json", "long2.json"], ""),
        (["test_9"], 1, [], "test_9; and no recording"),
        (["de", "--in", "gone"], 2, [], "no such file or folder: gone"),
        (["gone/def.json"], 2, [], "no such file or folder: gone/def.json"),
        (["elsewhere/def.json", "abc2"], 0, ["def.json", "a/recordings/abc2.json"], ""),
        (["gone/x", "abc2"], 2, ["a/recordings/abc2.json"], "no such file"),
        (["broken"], 1, ["b/recordings/broken.json"], "b/recordings/broken.json: the file is empty"),
        (["package"], 1, [], "b/recordings/package.json: JSON, but not a recording"),
        ([""], 1, [], "no such file or folder: ; and"),
        ([], 2, [], "usage: recview show"),
        (["--chunks", "abc"], 2, [], "not allowed with argument"),
    ],
)
def test_what_a_name_means(
    arguments: list[str], code: int, paths: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        found = run(["show", "--json", *arguments])
    except SystemExit as end:
        found = int(str(end.code))
    out, err = capfd.readouterr()
    assert found == code
    assert [json.loads(line)["path"] for line in out.splitlines()] == paths
    assert said in err
    assert bool(said) == bool(err)


def test_a_path_wins_over_the_start_of_a_name(capfd: pytest.CaptureFixture[str]) -> None:
    fill(Path(), {"abc1": TREE["elsewhere/def.json"]})
    assert run(["show", "--json", "abc1"]) == 0
    assert json.loads(capfd.readouterr().out)["path"] == "abc1"


def test_many_candidates_are_cut(capfd: pytest.CaptureFixture[str]) -> None:
    fill(Path(), {f"many/xyz-{number:02}.json": "{}" for number in range(30)})
    assert run(["show", "xyz-", "--in", "many"]) == 2
    err = capfd.readouterr().err
    assert "30 files begin with xyz-:" in err
    assert err.endswith("  many/xyz-19.json\n  and 10 more\n")


def test_what_cannot_be_read_has_every_key(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "--json", "broken"]) == 1
    assert json.loads(capfd.readouterr().out) == full_unread_record("b/recordings/broken.json", "the file is empty")


def test_long_integers_are_kept(tmp_path: Path) -> None:
    sent = recording(None)
    sent["request"]["body"]["seed"] = 12345678901234567890123
    fill(tmp_path, {"long.json": sent})
    assert '"seed":12345678901234567890123' in recview("show", "--json", str(tmp_path / "long.json")).out


def test_markdown(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "--markdown", "elsewhere/def.json"]) == 0
    assert capfd.readouterr().out == (
        "# `def.json`\n"
        "\n"
        "- test: `tests/c.py::test_4`\n"
        "- call: `POST http://localhost:11434/v1/v1/chat/completions`\n"
        "- model: `llama3.2:3b-instruct-fp16`\n"
        "- provider: `ollama`\n"
        "- protocol: `openai.chat, 2 chunks, streamed`\n"
        "- format: `ogx`\n"
        "\n"
        "## user\n"
        "\n"
        "```\n"
        "Hi\n"
        "```\n"
        "\n"
        "## assistant · 2 chunks, streamed\n"
        "\n"
        "```\n"
        "Four\n"
        "```\n"
        "\n"
        "finish: `stop`\n"
    )
    assert run(["show", "--markdown", "abc1", "abc2"]) == 0
    headings = [line for line in capfd.readouterr().out.splitlines() if line.startswith("# ")]
    assert headings == ["# `a/recordings/abc1.json`", "# `a/recordings/abc2.json`"]
    assert run(["show", "--markdown", "--max-chars", "3", "abc1"]) == 0
    assert "O… (10 more characters)" in capfd.readouterr().out


def test_markdown_covers_credentials(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    key = "sk-proj-" + "Ab1" * 12
    fill(tmp_path, {"key.json": recording("t.py::t", f"It is {key}.")})
    assert run(["show", "--markdown", "key.json"]) == 0
    assert key not in capfd.readouterr().out
    assert run(["show", "--markdown", "--secrets", "key.json"]) == 0
    assert key in capfd.readouterr().out


def test_a_credential_that_a_chunk_cuts_stays_covered(capfd: pytest.CaptureFixture[str]) -> None:
    key = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD"
    pieces = [key[:20], key[20:], " it was"]
    answers = [chunk(delta(content=piece)) for piece in pieces]
    fill(Path(), {"secret.json": chat("t.py::test_1", [message("user", "Hi")], answers)})
    assert run(["show", "--at", "1", "secret.json"]) == 0
    assert "sk-proj" not in capfd.readouterr().out
    assert run(["show", "--at", "1", "--secrets", "secret.json"]) == 0
    assert f"{key[:20]}\n" in capfd.readouterr().out
