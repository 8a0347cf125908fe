"""The Python script, run: what the server gets is what was recorded, and nothing else happens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from recview.exporting.python_script import python_script
from recview.model import Json
from tests.exporting.calls import BODIES, KEY, call, is_received, server


def run(script: str, folder: Path, **environment: str) -> str:
    """Run a script; nothing but the call may come of it."""
    path = folder / "script.py"
    path.write_bytes(script.encode())
    done = subprocess.run(
        [sys.executable, "-I", str(path)], capture_output=True, cwd=folder, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert list(folder.iterdir()) == [path]
    return done.stdout.decode()


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_the_body_arrives(body: Json, tmp_path: Path) -> None:
    with server() as (url, calls):
        assert run(python_script(call(f"{url}/v1/chat", body)), tmp_path) == "ok\n"
    assert [(received.method, received.path) for received in calls] == [("POST", "/v1/chat")]
    assert is_received(body, calls[0].body)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_it_is_printable(body: Json) -> None:
    assert all(line.isprintable() for line in python_script(call("http://127.0.0.1:1/", body)).split("\n"))


def test_keys_are_read_from_the_environment(tmp_path: Path) -> None:
    headers: dict[str, Json] = {"authorization": f"Bearer {KEY}", "x-note": "it's \"\"\" ''' \\ {x}"}
    with server() as (url, calls):
        script = python_script(call(f"{url}/", {"note": KEY}, headers=headers))
        run(script, tmp_path, API_KEY="one")
    assert calls[0].headers["authorization"] == "Bearer one"
    assert calls[0].headers["x-note"] == headers["x-note"]
    assert KEY not in script
    assert "# Credentials in the body are covered: x shows them." in script


def test_without_a_body_there_is_none(tmp_path: Path) -> None:
    with server() as (url, calls):
        run(python_script(call(f"{url}/v1/models", None, method="GET")), tmp_path)
    assert (calls[0].method, calls[0].body) == ("GET", b"")
