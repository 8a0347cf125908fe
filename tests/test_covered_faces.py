"""Credentials stay covered on every face until asked for: panels, page, rows, titles, copies, `show` and `ls`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from recview.live.requests import Open, PageOptions
from recview.reading.recording_view import RAW_WINDOW
from recview.tui.app import RecviewApp
from recview.tui.chat_view import ChatView
from recview.tui.copyables import copyables
from recview.tui.line_view import LineView
from tests.cli.piped import fill, recview
from tests.ogx import chat, chunk, delta, dumped, message
from tests.terminal import RECVIEW, Terminal
from tests.tui.screens import opened, screen_text, until

pytestmark = pytest.mark.slow

HEADER, PARAMETER, PASSWORD, COOKIE = "HEADERSECRET", "PARAMETERSECRET", "PASSWORDSECRET", "COOKIESECRET"
KEY, SPLIT, ARGUMENT = "sk-proj-Abc123KEYSECRET", ("sk-Abc1", "23SPLIT", "SECRET9"), "ghp_Abc123ARGUMENTSECRET0"
SECRETS = (HEADER, PARAMETER, PASSWORD, COOKIE, "KEYSECRET", "SPLIT", "SECRET9", "ARGUMENTSECRET0")


def recording() -> dict[str, Any]:
    """A call with a credential wherever one may be."""
    call = [{"index": 0, "id": "c1", "function": {"name": "look", "arguments": json.dumps({"key": ARGUMENT})}}]
    answer = [chunk(delta(content=text)) for text in ("It is ", *SPLIT, " indeed.")]
    found = chat(
        f"t.py::test_x[{KEY}]",
        [message("user", f"Use {KEY} and Bearer {KEY}")],
        [*answer, chunk(delta(tool_calls=call)), chunk(delta(finish="tool_calls"))],
        url=f"https://user:{PASSWORD}@host/v1?a=1&api-key={PARAMETER}",
        max_tokens=77,
    )
    found["request"]["headers"] = {"x-auth-token": HEADER, "accept": "READABLE"}
    found["response"]["headers"] = {"Set-Cookie": COOKIE, "x-ratelimit-remaining-tokens": "READABLE"}
    return dict(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    failed = chat("t.py::test_x[zz]", [message("user", "Hi")], {"error": {"message": f"bad key {KEY}", "type": "E"}})
    failed["response"] |= {"is_streaming": False, "headers": {"Set-Cookie": COOKIE}}
    return fill(tmp_path, {"a.json": json.dumps(recording(), indent=1), "b.json": dumped(failed)})


def texts(app: RecviewApp) -> dict[str, str]:
    """All lines of every view, those that are scrolled away included, and the screen; without blanks, wraps undone."""
    views = {str(view.id): view for view in app.screen_stack[0].query(LineView)}
    lines = {name: "".join(view.line(row).text for row in range(view.line_count())) for name, view in views.items()}
    return {name: re.sub(r"[\s▎▏]+", "", text) for name, text in {**lines, "screen": screen_text(app)}.items()}


async def test_panels_and_page(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        for key in "rscv":
            await pilot.press(key)
            await pilot.pause()
            for name, text in texts(app).items():
                assert [secret for secret in SECRETS if secret in text and not _in_raw_deltas(name, secret)] == []
            assert ("READABLE" in texts(app)["screen"]) == (key in "rv")
        # Rows of chunks are read once they are looked at.
        await pilot.press("s")
        await until(pilot, lambda: "finish" in texts(app)["chunks"])
        covered = texts(app)
        assert '"max_tokens":77' in covered["request"]
        assert covered["response"].count("READABLE") == 1
        assert "sk-•••" in covered["chat"]
        await pilot.press("x")
        await until(pilot, lambda: KEY in texts(app)["chat"] and SPLIT[1] in texts(app)["chunks"])
        shown = texts(app)
        assert HEADER in shown["request"]
        assert PARAMETER in shown["request"]
        assert COOKIE in shown["response"]
        assert COOKIE in shown["raw"]
        assert "".join(SPLIT) in shown["chat"]
        assert SPLIT[1] in shown["chunks"]
        for name in ("raw", "chat", "chunks"):
            assert len(shown[name]) == len(covered[name])
        await pilot.press("x")
        await until(pilot, lambda: KEY not in texts(app)["chat"] and "finish" in texts(app)["chunks"])
        for name in ("request", "response", "raw", "chat", "chunks"):
            assert not any(secret in texts(app)[name] and not _in_raw_deltas(name, secret) for secret in SECRETS)


def _in_raw_deltas(view: str, secret: str) -> bool:
    """A key that came in pieces is no key in the raw file, where its pieces stand apart."""
    return view in ("raw", "screen") and secret in SPLIT[1] + SPLIT[2]


async def test_rows_and_chunks(folder: Path) -> None:
    async with opened(folder, size=(300, 40), play=False) as (app, pilot):
        await pilot.press("z")
        await until(pilot, lambda: "sk-•••" in texts(app)["tree"])
        assert "KEYSECRET" not in texts(app)["tree"]
        await pilot.press("z", "c", "circumflex_accent")
        for number in range(1, 8):
            await pilot.press("full_stop")
            await until(pilot, lambda number=number: f"chunk{number}of7" in texts(app)["chunk"])  # type: ignore[misc]
            assert not any(secret in texts(app)["chunk"] for secret in (*SPLIT, "ARGUMENTSECRET"))
        await pilot.press("comma", "x")
        await until(pilot, lambda: ARGUMENT in texts(app)["chunk"])


async def test_the_headers_behind_a_plain_body(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await pilot.press("n", "s")
        await until(pilot, lambda: "Set-Cookie" in texts(app)["response"])
        assert COOKIE not in texts(app)["response"]
        assert "badkeysk-•" in texts(app)["chat"]
        await pilot.press("x")
        await until(pilot, lambda: COOKIE in texts(app)["response"])


async def test_what_was_loading_while_credentials_were_covered_is_covered(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        now = app.session.opened
        assert now is not None
        app.main.live.send(Open(99, now.entry.source, app.session.reloads, PageOptions(60, secrets=True)))
        await until(pilot, lambda: app.session.opened is not now)
        await until(pilot, lambda: KEY not in texts(app)["chat"])
        assert "sk-•••" in texts(app)["chat"]


async def test_copies(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        await pilot.press("tab", "tab")
        items = {key: (name, text) for key, name, text, *_ in copyables(app.main)}
        assert not any(secret in text for _, text in items.values() for secret in SECRETS)
        assert items["u"][1] == f"https://{'•' * (5 + len(PASSWORD))}@host/v1?a=1&api-key={'•' * len(PARAMETER)}"
        assert "covered" in items["u"][0]
        assert items["p"] == ("the file's path", str(folder / "a.json"))
        await pilot.press("y", "u")
        await until(pilot, lambda: app.main.last_copy == items["u"][1])
        assert any("credentials covered" in toast.message for toast in app._notifications)
        await pilot.press("x", "y", "u")
        await until(pilot, lambda: app.main.last_copy == recording()["request"]["url"])
        assert {key: text for key, _, text, *_ in copyables(app.main)}["a"] == f"It is {''.join(SPLIT)} indeed."


async def test_selections_are_as_covered_as_the_view(folder: Path) -> None:
    async with opened(folder, play=False) as (app, pilot):
        app.screen.query_one(ChatView).text_select_all()
        await pilot.pause()
        selected = app.screen.get_selected_text() or ""
        assert "Use sk-•••" in selected
        assert not any(secret in selected for secret in SECRETS)


@pytest.mark.parametrize("arguments", [["show"], ["show", "--chunks"], ["ls"]])
@pytest.mark.parametrize("on_terminal", [True, False])
def test_commands(folder: Path, arguments: list[str], on_terminal: bool) -> None:
    if on_terminal:
        with Terminal([*RECVIEW, *arguments, str(folder)], size=(300, 40)) as terminal:
            assert terminal.wait() == 0
            text = terminal.output.decode()
    else:
        text = recview(*arguments, str(folder)).out
    assert len(text) > 100
    assert [secret for secret in SECRETS if secret in text] == []


def test_secrets_and_json_are_as_recorded(folder: Path) -> None:
    shown = recview("show", "--secrets", str(folder / "a.json")).out
    assert [secret for secret in (PARAMETER, PASSWORD, KEY, "".join(SPLIT), ARGUMENT) if secret not in shown] == []
    assert f"“{SPLIT[1]}”" in recview("show", "--chunks", "--secrets", str(folder / "a.json")).out
    (row,) = recview("show", "--json", str(folder / "a.json")).rows
    assert row["url"] == recording()["request"]["url"]
    assert row["messages"][0]["parts"][0]["text"] == f"Use {KEY} and Bearer {KEY}"
    for command in ("ls", "show"):
        assert "as recorded" in " ".join(recview(command, "--help").out.split())
    assert "--secrets" in recview("show", "--help").out


async def test_before_and_after(folder: Path) -> None:
    async with opened(folder, play=False, watching=True) as (app, pilot):
        await until(pilot, lambda: app.session.baseline_ready)
        changed = recording()
        changed["request"]["body"]["messages"][0]["content"] = f"Use {KEY}X and Bearer other-{HEADER}"
        (folder / "a.json").write_text(json.dumps(changed))
        await until(pilot, lambda: bool(app.session.opened and app.session.opened.earlier))
        await until(pilot, lambda: "before|after" in texts(app)["chat"])
        for key in ("d", "b", "d"):
            assert not any(secret in texts(app)["chat"] for secret in SECRETS)
            await pilot.press(key)
            await pilot.pause(0.1)
        await pilot.press("x")
        await until(pilot, lambda: "KEYSECRET" in texts(app)["chat"])


@pytest.mark.parametrize("at", [RAW_WINDOW - 30, RAW_WINDOW - 8, RAW_WINDOW + 2])
async def test_a_credential_across_the_windows_of_a_large_file(tmp_path: Path, at: int) -> None:
    found = chat("t.py::t", [message("user", KEY)], [chunk(delta(content="Hi"))], pad="")
    found["request"] = {"body": found["request"].pop("body"), **found["request"], "headers": {"x-auth-token": HEADER}}
    found["request"]["body"]["pad"] = "x" * (at - json.dumps(found).index(HEADER))
    (tmp_path / "a.json").write_text(json.dumps({**found, "k": KEY}))
    async with opened(tmp_path, loads=False, play=False) as (app, pilot):
        await until(pilot, lambda: app.session.shown is not None)
        await pilot.press("v")
        await until(pilot, lambda: "xxxx" in texts(app)["raw"])
        first = texts(app)["raw"]
        app.main.panes.go_to("side")
        await pilot.press("right_curly_bracket")
        await until(pilot, lambda: texts(app)["raw"] != first)
        for text in (first, texts(app)["raw"]):
            assert HEADER[3:] not in text
            assert "SECRET" not in text
        await pilot.press("x")
        await until(pilot, lambda: "SECRET" in texts(app)["raw"])
