"""A simulated recorder beside the real app in a real terminal: at the end its list equals a fresh scan.

Every file's verdict must be what the comparison of its first content and its last says, however it was written.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import orjson
import pytest

from recview.review.comparing import compare
from recview.review.parsed import parse_file
from recview.sources.discovery import root_of
from recview.sources.file_index import FileIndex
from tests import recorder
from tests.probed import listed
from tests.recorder import recording
from tests.review.real_pairs import CHANGED, verdicts
from tests.terminal import RECVIEW, Terminal

LONG_S = int(os.environ.get("RECVIEW_LONG_RECORDING_S", 15))
"""Seconds for which the long scenarios go on; a minute and more is of use where watching itself is worked on."""

LIMIT = 60.0
"""Seconds after the last write in which the list must have become right."""


class State(NamedTuple):
    """A tree of recordings at one moment: what a fresh scan lists, the contents, and when each was written."""

    listed: Mapping[str, Any]
    contents: Mapping[str, bytes]
    stamps: Mapping[str, Any]


def state(root: Path) -> State:
    contents: dict[str, bytes] = {}
    catalog = FileIndex(
        root_of(str(root if root.exists() else root.parent)),
        keep=lambda path, data, problem: contents.update({path: data or b""}),
    )
    found = {path: listed(file.entries) for path in list(catalog.everything()) if (file := catalog.read(path))}
    return State(found, contents, dict(catalog.stamps))


def wrong(held: Mapping[str, Any], before: State, after: State) -> dict[str, Any]:
    """Where the list is not what it should be: by path what it holds, and what it should."""
    problems: dict[str, Any] = {}
    origins = moved(before, after)
    for path in {*held, *before.listed, *after.listed}:
        has = held.get(path)
        first, last = (side.contents.get(path) for side in (before, after))
        if last is None:
            expected = None if first is None or path in origins.values() else "gone"
            if (has and has["verdict"]) != expected:
                problems[path] = (has, expected)
            continue
        verdict = (
            "same"
            if path in origins
            else compare(None if first is None else parse_file(first, path), parse_file(last, path)).verdict
        )
        allowed: set[str] = {verdict}
        if first == last and before.stamps[path][0] == after.stamps[path][0]:
            # Nobody wrote it; it may have been away for a while with its folder.
            allowed = {"", "same"}
        if has is None or has["verdict"] not in allowed:
            problems[path] = (has, allowed)
        elif verdict == "broken":
            if not has["stale"]:
                problems[path] = (has, "stale")
        elif (has["listed"], has["stale"]) != (after.listed[path], ""):
            problems[path] = (has, after.listed[path])
    return problems


def moved(before: State, after: State) -> Mapping[str, str]:
    """Where each file that was moved was before: found by comparing all with all."""
    lost = sorted(before.contents.keys() - after.contents.keys())
    origins: dict[str, str] = {}
    for is_pair in (lambda one, other: one.split("/")[-1] == other.split("/")[-1], lambda one, other: True):
        for path in sorted(after.contents.keys() - before.contents.keys() - origins.keys()):
            for other in lost:
                same = before.contents[other] == after.contents[path]
                if same and other not in origins.values() and is_pair(path, other):
                    origins[path] = other
                    break
    return origins


@contextmanager
def watched(root: Path, out: Path, *options: str) -> Iterator[tuple[Terminal, Callable[[], Mapping[str, Any]]]]:
    """The app over a folder, armed: its terminal, and what asks it what it holds."""
    command = [sys.executable, "-m", "tests.probed", str(root), str(out), *options]
    with Terminal(command, folder=str(Path(__file__).parent.parent)) as terminal:
        terminal.until(lambda screen: "● live" in screen or "● polling" in screen)

        def held() -> Mapping[str, Any]:
            out.unlink(missing_ok=True)
            terminal.signal(signal.SIGUSR1)
            until = time.monotonic() + LIMIT
            while not out.exists():
                terminal.read(0.02)
                assert time.monotonic() < until, f"the app does not answer:\n{terminal.screen()}"
            return orjson.loads(out.read_bytes())  # type: ignore[no-any-return]

        yield terminal, held
        assert b"Traceback" not in terminal.output
        terminal.send("q")
        assert terminal.wait() == 0


def run(root: Path, out: Path, happen: Callable[[Path], None], *options: str) -> None:
    """Let something happen to a folder that the app watches, and wait until its list is right."""
    before = state(root)
    with watched(root, out, *options) as (terminal, held):
        recording_it = Thread(target=happen, args=(root,), daemon=True)
        recording_it.start()
        while recording_it.is_alive():
            terminal.read(0.02)
        check(root, before, held)


def check(root: Path, before: State, held: Callable[[], Mapping[str, Any]]) -> None:
    """Wait until the list is right."""
    after = state(root)
    until = time.monotonic() + LIMIT
    while problems := wrong(held(), before, after):
        assert time.monotonic() < until, "\n".join(f"{path}: {said}" for path, said in list(problems.items())[:8])
        time.sleep(0.05)


# What is there at the start, and what happens to it ----------------------------------------------------------------


def named(number: int, folder: str = "recordings") -> str:
    return f"{folder}/a{number:04}.json"


def said(words: str, number: int = 0) -> str:
    return recording(words, f"tests/live/test_live.py::test_{number:04}")


def fill(root: Path, count: int = 12) -> None:
    for number in range(count):
        recorder.write(root / named(number), said("as it was", number))


def in_place(root: Path) -> None:
    """Every way to cut: empty for a while, in the head, in a string, at the last brace."""
    for number, cuts in enumerate([(0,), (0.01,), (0.5,), (0.999,), (0, 0.2, 0.4, 0.6, 0.8), (1,)]):
        recorder.write(root / named(number), said("it is new", number), cuts, 0.03)
    recorder.write(root / named(6), said("as it was", 6), (0.5,))
    recorder.write(root / named(7), said("as it was", 7).replace("fp_demo", "fp_other"), (0.5,))
    recorder.write(root / named(20), said("another", 20), (0, 0.5))


def twice_and_again(root: Path) -> None:
    """Rewritten at once, without a pause between."""
    for turn in range(30):
        recorder.write(root / named(turn % 3), said(f"turn {turn}", turn % 3), (0.3, 0.7), 0.001)


def careful(root: Path) -> None:
    for number in range(6):
        recorder.replace(root / named(number), said("it is new", number))
    recorder.replace(root / named(21), said("another", 21))


def deleted_first(root: Path) -> None:
    recorder.delete_first(root / "recordings")
    time.sleep(0.2)
    for number in range(2, 16):
        recorder.write(root / named(number), said("as it was" if number < 8 else "it is new", number), (0.5,))


def root_deleted_first(root: Path) -> None:
    recorder.delete_first(root)
    time.sleep(0.6)
    fill(root, 8)


def root_made_again_at_once(root: Path) -> None:
    recorder.delete_first(root)
    fill(root, 8)
    time.sleep(0.5)
    recorder.write(root / named(30), said("it is new", 30), (0.5,))


def many_at_once(root: Path) -> None:
    for number in range(1_000):
        recorder.write(root / named(number), said("it is new", number))


def folders_moved(root: Path) -> None:
    (root / "recordings").rename(root / "elsewhere")
    time.sleep(0.1)
    recorder.write(root / "elsewhere/a0001.json", said("it is new", 1), (0.5,))
    shutil.copytree(root / "elsewhere", root / "deep/er/copy")
    (root / "deep").rename(root / "deeper")


def came_and_went(root: Path) -> None:
    for number in range(12, 40):
        recorder.write(root / named(number), said("for a moment", number))
        if number % 2:
            (root / named(number)).unlink()
    (root / named(0)).unlink()


def left_broken(root: Path) -> None:
    (root / named(0)).write_text(said("it is new", 0)[:400])
    (root / named(1)).write_text("")
    (root / named(2)).write_bytes(b"\xff\xfe no text")
    recorder.write(root / named(3), said("it is new", 3), (0.4,), 1.6)


def vanished(root: Path, seconds: float = 2.0) -> None:
    away = root.with_name("away")
    root.rename(away)
    recorder.write(away / named(2), said("it is new", 2))
    time.sleep(seconds)
    away.rename(root)
    recorder.write(root / named(3), said("it is new", 3), (0.5,))


def vanished_for_long(root: Path) -> None:
    vanished(root, LONG_S)


def steadily_for_long(root: Path) -> None:
    def written(number: int) -> Callable[[], None]:
        text = said(f"turn {number}", number % 100)
        return lambda: recorder.write(root / named(number % 100), text, (0.3, 0.8), 0.004)

    recorder.at_rate(map(written, range(20 * LONG_S)), 20)


SCENARIOS = [in_place, twice_and_again, careful, deleted_first, root_deleted_first, root_made_again_at_once]
SCENARIOS += [many_at_once, folders_moved]
SCENARIOS += [came_and_went, left_broken, vanished]
LONG = [pytest.param(long, marks=pytest.mark.slow) for long in (vanished_for_long, steadily_for_long)]


@pytest.mark.slow
@pytest.mark.parametrize("happen", [*SCENARIOS, *LONG], ids=lambda value: value.__name__)
def test_no_event_is_lost(tmp_path: Path, happen: Callable[[Path], None]) -> None:
    root = tmp_path / "root"
    fill(root)
    run(root, tmp_path / "held", happen)


@pytest.mark.slow
@pytest.mark.parametrize("happen", [in_place, deleted_first, root_deleted_first, folders_moved, vanished])
def test_no_event_is_lost_while_polling(tmp_path: Path, happen: Callable[[Path], None]) -> None:
    root = tmp_path / "root"
    fill(root)
    run(root, tmp_path / "held", happen, "--polling")


@pytest.mark.slow
@pytest.mark.parametrize("happen", [in_place, careful, deleted_first])
def test_no_event_is_lost_below_links(tmp_path: Path, happen: Callable[[Path], None]) -> None:
    real = tmp_path / "real"
    fill(real / "below")
    (tmp_path / "root").symlink_to(real / "below", target_is_directory=True)
    run(tmp_path / "root", tmp_path / "held", happen)


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.skipif("RECVIEW_CORPUS" not in os.environ, reason="needs the corpus")
@pytest.mark.parametrize("pair", CHANGED)
def test_real_pairs_end_with_the_verdicts_of_another_comparison(tmp_path: Path, pair: str) -> None:
    source = Path(os.environ["RECVIEW_CORPUS"]) / "rerecords" / pair
    root, told = tmp_path / "root", tmp_path / "summary.json"
    shutil.copytree(source / "before", root)
    before, after = (
        {str(path.relative_to(source / side)) for path in (source / side).rglob("*.json")}
        for side in ("before", "after")
    )
    with Terminal([*RECVIEW, str(root), "--summary-json", str(told)]) as terminal:
        terminal.until(lambda screen: "● live" in screen)
        for path in sorted(after):
            recorder.write(root / path, (source / "after" / path).read_text(encoding="utf-8"), (0, 0.5), 0.001)
        for path in before - after:
            (root / path).unlink()
        # The running tally, before leaving looks at the disk once more.
        expected = verdicts(pair, before, after)
        counts = {word: f"{list(expected.values()).count(word)} {word}" for word in set(expected.values())}
        terminal.until(lambda screen: all(count in screen.splitlines()[0] for count in counts.values()), LIMIT)
        terminal.send("q")
        assert terminal.wait() == 0
    summary = orjson.loads(told.read_bytes())
    assert {one["path"]: one["verdict"] for one in summary["recordings"]} == expected
