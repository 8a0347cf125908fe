"""Batches of what the system tells, looked for less often while nothing changes."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from recview.live import file_events as module
from recview.live.file_events import file_events


@pytest.mark.parametrize("idle_after", [10.0, 0.0])
def test_changes_are_told_idle_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, idle_after: float) -> None:
    for name in ("IDLE_AFTER_S", "UNCHANGED_IDLE_AFTER_S"):
        monkeypatch.setattr(module, name, idle_after)
    stop = Event()
    batches = file_events([str(tmp_path)], stop, is_recursive=True, is_lenient=False)
    assert next(batches) == set()
    path = tmp_path / "a.json"
    path.write_text("{}")
    events = next(batch for batch in batches if batch)
    assert {name for _, name in events} == {str(path)}
    stop.set()
    assert list(batches) == []


def test_it_looks_less_often_once_nothing_changed_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    answers = iter(["timeout", {(1, "a")}, "timeout", "timeout", "stop"])
    # Idle after three seconds without any change, and after a change after ten.
    clock = iter([0.0, 1.0, 4.0, 21.0, 22.0, 26.0, 40.0])

    class Notify:
        def __init__(self, folders: list[str], debug: bool, polls: bool, poll_ms: int, *_: bool) -> None:
            assert (debug, polls) == (False, False)
            assert poll_ms >= 100, "where the system has no events it would look at all files without a pause"

        def __enter__(self) -> Notify:
            return self

        def __exit__(self, *_: object) -> None: ...
        def watch(self, most: int, quiet: int, tick: int, stop: Event) -> object:
            asked.append((quiet, tick))
            return next(answers)

    monkeypatch.setattr("watchfiles._rust_notify.RustNotify", Notify)
    monkeypatch.setattr("recview.live.file_events.time.monotonic", lambda: next(clock))
    assert list(file_events([str(tmp_path)], Event(), is_recursive=True, is_lenient=False)) == [
        set(),
        {(1, "a")},
        set(),
        set(),
    ]
    assert asked == [(15, 250), (25, 500), (15, 250), (15, 250), (25, 500)]
