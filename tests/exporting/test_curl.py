"""The command of curl, run: what the server gets is what was recorded, and nothing else happens."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from recview.exporting.curl import curl
from recview.model import Json
from tests.exporting.calls import BODIES, HOSTILE_TEXT, KEY, call, is_received, server

pytestmark = pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")

SHELLS = [shell for shell in ("sh", "bash", "zsh", "dash") if shutil.which(shell)]


def run(command: str, folder: Path, *, shell: str = "sh", **environment: str) -> None:
    """Paste a command into a shell; nothing but the call may come of it."""
    done = subprocess.run(
        [shell],
        input=command.encode(),
        capture_output=True,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), **environment},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_the_body_arrives(body: Json, shell: str, tmp_path: Path) -> None:
    with server() as (url, calls):
        run(curl(call(f"{url}/v1/chat", body)), tmp_path, shell=shell)
    assert [(received.method, received.path) for received in calls] == [("POST", "/v1/chat")]
    assert is_received(body, calls[0].body)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_nothing_in_it_is_obeyed_by_a_terminal(body: Json) -> None:
    text = curl(call("http://127.0.0.1:1/", body))
    assert not set(text) & {*map(chr, range(10)), *map(chr, range(11, 32)), *map(chr, range(127, 160)), "\u202e"}


def test_url_and_headers_arrive(tmp_path: Path) -> None:
    headers: dict[str, Json] = {
        "X-Note": 'it\'s $(touch PWNED) `id` "$HOME" !!',
        "X-Two": ["a", "b"],
        "X-Empty": "",
        "X-Line": "a\r\nX-Injected: 1",
        "X Odd\r\nX-Injected": "1",
        "@file": "1",
        "X-Wide": "größe",
    }
    with server() as (url, calls):
        command = curl(call(f"{url}/a b/$(touch PWNED)/{{x,y}}[1-3]'\"?q=ö&r=%20#f\x1b", {}, headers=headers))
        run(command, tmp_path)
    (received,) = calls
    assert received.path == "/a%20b/$(touch%20PWNED)/{x,y}[1-3]'%22?q=%C3%B6&r=%20"
    assert received.headers["x-note"] == headers["X-Note"]
    assert "x-injected" not in received.headers
    assert received.headers["x-empty"] == ""


def test_a_key_is_a_variable_that_is_read_when_it_runs(tmp_path: Path) -> None:
    headers: dict[str, Json] = {"authorization": f"Bearer {KEY}", "x-portkey-api-key": "secret-of-the-user"}
    with server() as (url, calls):
        command = curl(call(f"{url}/?key=secret-in-the-url&a=1", {"note": KEY}, headers=headers))
        run(command, tmp_path, API_KEY="one", X_PORTKEY_API_KEY='it\'s "$1"  *')
        (received,) = calls
    assert received.headers["authorization"] == "Bearer one"
    assert received.headers["x-portkey-api-key"] == 'it\'s "$1"  *'
    assert received.path == "/?key=one&a=1"
    for secret in (KEY, "secret-of-the-user", "secret-in-the-url"):
        assert secret not in command


@pytest.mark.parametrize("url", ["-o/tmp/x", "file:///etc/passwd", HOSTILE_TEXT, "", "http://", "@x"])
def test_what_is_no_url_is_none(url: str) -> None:
    made = call(url, {})
    assert curl(made).splitlines()[0].startswith(("curl -N -X POST https://", "curl -N -X POST 'https://"))
    assert any("has no server" in remark for remark in made.remarks)
