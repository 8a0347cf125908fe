"""`recview review` where no git knows what recordings were: it opens empty and shows what changes from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.piped import recview
from tests.sources.test_first_contents import recorded
from tests.terminal import RECVIEW, Terminal


def test_what_changes_appears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "recordings"
    folder.mkdir()
    (folder / "a.json").write_text(recorded("It was fine"))
    monkeypatch.setenv("RECVIEW_STATE_DIR", str(tmp_path / "state"))
    with Terminal([*RECVIEW, "review", str(folder)]) as terminal:
        terminal.until(lambda screen: "Nothing to review" in screen and "1 file identical" in screen)
        (folder / "a.json").write_text(recorded("It was bad"))
        terminal.until(lambda screen: "1 reworded" in screen and "It was bad" in screen)
        terminal.send("q")
        assert terminal.wait() == 0


@pytest.mark.parametrize("arguments", [("--list",), ("--list", "recordings"), ("a", "--", "b")])
def test_without_a_terminal_there_is_nothing_to_compare_with(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "recordings").mkdir()
    done = recview("review", *arguments, folder=tmp_path)
    assert done.code == 2
    assert done.out == ""
    assert done.err.count("\n") == 1 or "needs a terminal" in done.err
