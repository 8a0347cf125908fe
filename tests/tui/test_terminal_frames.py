"""Frames as terminals draw them: whatever a terminal makes of an emoji, all else stands where the toolkit put it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual._compositor import CompositorUpdate

from recview.tui.app import RecviewApp
from recview.tui.terminal_frames import ascii_frame, with_placed_clusters
from tests.code_point_terminal import CodePointTerminal, narrow_emoji, wide_emoji
from tests.examples import examples
from tests.ogx import chat, dumped, message, stream
from tests.tui.screens import opened

pytestmark = pytest.mark.slow

EMOJI = ["⚠️", "✔️", "1️⃣", "👍🏽", "👨‍👩‍👧", "🇳🇴", "❤️", "🧑‍💻", "☁️", "✅", "漢字", "ไทย", "नमस्ते", "e\u0301", "👩🏾‍🔬"]


@pytest.mark.parametrize(
    ("frame", "rewritten"),
    [
        ("\x1b[3;5Hplain text", None),
        ("\x1b[3;5H\x1b[31m漢字 größe ▲│\x1b[0m", None),
        ("no address ⚠️", None),
        ("\x1b[?25l", None),
        ("\x1b[1;1Ha⚠️b", "\x1b[1;1Ha  \x1b[2G⚠️\x1b[4Gb"),
        ("\x1b[2;10H\x1b[1m⚠️\x1b[0m  x", "\x1b[2;10H\x1b[1m  \x1b[10G⚠️\x1b[12G\x1b[0m  x"),
        ("\x1b[1;1H🇳🇴🇸🇪 ", "\x1b[1;1H  \x1b[1G🇳🇴\x1b[3G  \x1b[3G🇸🇪\x1b[5G "),
        ("\x1b[1;1Hไทย.", "\x1b[1;1H   \x1b[1Gไทย\x1b[4G."),
        # At the end of a piece stands what is not drawn again: only as much as surely fits is written there.
        ("\x1b[1;1H👍🏽", "\x1b[1;1H  \x1b[1G👍\x1b[3G"),
        ("\x1b[1;1H👍🏽  ", "\x1b[1;1H  \x1b[1G👍🏽\x1b[3G  "),
        ("\x1b[1;1H👍🏽\x1b[1;9Hx", "\x1b[1;1H  \x1b[1G👍\x1b[3G\x1b[1;9Hx"),
        # A joiner without anything behind it would join the border, and a mark without anything before it as well.
        ("\x1b[1;1H👩\u200d│", "\x1b[1;1H  \x1b[1G👩\x1b[3G"),
        ("\x1b[1;1H\u0301a", "\x1b[1;1Ha"),
        ("\x1b[1;1H\u200d⚠️a", "\x1b[1;1Ha"),
    ],
)
def test_clusters_are_placed(frame: str, rewritten: str | None) -> None:
    if "👩\u200d│" in frame:
        # The toolkit counts what follows a joiner as a part of the cluster.
        assert with_placed_clusters(frame).startswith(rewritten or "")
    else:
        assert with_placed_clusters(frame) == (frame if rewritten is None else rewritten)


@pytest.mark.parametrize("cells", [narrow_emoji, wide_emoji])
@given(
    texts=st.lists(st.sampled_from([*EMOJI, "a", " ", "words ", "\u0301", "\u200d"]), max_size=12), style=st.booleans()
)
@examples(300)
def test_what_follows_stays_in_its_place(cells: Callable[[str], int], texts: list[str], style: bool) -> None:
    text = "".join(texts)
    terminal = CodePointTerminal(80, 2, cells)
    end = 3 + cell_len(text)
    terminal.feed(f"\x1b[1;{end}H│")
    inner = f"\x1b[7m{text}\x1b[0m" if style else text
    terminal.feed(with_placed_clusters(f"\x1b[1;1H> {inner}"))
    assert terminal.grid[0][end - 1] == "│"
    terminal.feed(with_placed_clusters(f"\x1b[1;1H> \x1b[7m{text}\x1b[0m│end"))
    assert "".join(terminal.grid[0][end - 1 : end + 3]) == "│end"


async def frames(monkeypatch: pytest.MonkeyPatch, root: Path, keys: list[str]) -> tuple[list[str], list[str]]:
    """What the toolkit would write while keys are pressed, and the kinds of its updates."""
    written: list[str] = []
    kinds: list[str] = []

    def record(app: RecviewApp, screen: object, renderable: object) -> None:
        if isinstance(renderable, CompositorUpdate):
            written.append(renderable.render_segments(app.console))
            kinds.append(type(renderable).__name__)

    monkeypatch.setattr(RecviewApp, "_display", record)
    async with opened(root, play=False) as (app, pilot):
        app.refresh(layout=True)
        await pilot.pause()
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
    return written, kinds


def emoji_page(root: Path) -> Path:
    """A recording whose answer is 40 lines of emoji and words, one as wide as the pane now and then."""

    def emoji(number: int) -> str:
        return EMOJI[number % len(EMOJI)]

    lines = [
        f"{number:02} {emoji(number)} warn {emoji(number * 7)} ok {emoji(number * 4) * (number % 5)}"
        f" words at the pane's edge {emoji(number * 11)}tail"
        for number in range(40)
    ]
    root.mkdir(exist_ok=True)
    (root / "a.json").write_text(dumped(chat("t.py::a", [message("user", "Hi ⚠️")], stream("\n\n".join(lines)))))
    return root


BORDERS = (0, 36, 37, 84, 85, 119)
KEYS = ["tab", *("k" for _ in range(12)), "pageup", "j", "j", "G", "r", "c"]


@pytest.mark.parametrize("cells", [narrow_emoji, wide_emoji])
async def test_borders_stay_straight_while_a_page_of_emoji_scrolls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cells: Callable[[str], int]
) -> None:
    written, kinds = await frames(monkeypatch, emoji_page(tmp_path / "tree"), KEYS)
    assert {"LayoutUpdate", "ChopsUpdate"} <= set(kinds)
    plain, placed = (CodePointTerminal(120, 36, cells) for _ in range(2))
    was_bent = False
    for frame in written:
        plain.feed(frame)
        placed.feed(with_placed_clusters(frame))
        for column in BORDERS:
            assert set(placed.column(column)[2:34]) <= set("│╭╮╰╯─")
            was_bent |= not set(plain.column(column)[2:34]) <= set("│╭╮╰╯─")
    assert was_bent, "without the rewriting the borders are straight as well: the test shows nothing"


def tmux(name: str, *arguments: str) -> str:
    command = ["tmux", "-L", name, "-f", "/dev/null", "-u", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout


@pytest.fixture
def tmux_server(tmp_path: Path) -> Iterator[str]:
    name = f"recview-{tmp_path.name}-{time.monotonic_ns()}"
    yield name
    tmux(name, "kill-server")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_borders_in_tmux(tmp_path: Path, tmux_server: str) -> None:
    root = emoji_page(tmp_path / "tree")
    command = f"env -u COLUMNS -u LINES LC_ALL=C.UTF-8 {sys.executable} -m recview --no-play {root}"
    tmux(tmux_server, "new-session", "-d", "-x", "120", "-y", "36", command)

    def screen() -> list[str]:
        return tmux(tmux_server, "capture-pane", "-p").split("\n")

    until = time.monotonic() + 60
    while "tail" not in "".join(screen()) and time.monotonic() < until:
        time.sleep(0.1)
    assert "tail" in "".join(screen())
    tmux(tmux_server, "send-keys", "Tab")
    for key in ["k"] * 12 + ["PPage", "j", "j"]:
        tmux(tmux_server, "send-keys", key)
        time.sleep(0.2)
        for line in screen()[1:35]:
            # tmux joins what a joiner joins, and gives U+FE0F no cell.
            columns = [cell_len(line[:at].replace("\ufe0f", "")) for at, sign in enumerate(line) if sign in "│╭╮╰╯"]
            assert set(BORDERS) <= set(columns), line


@pytest.mark.parametrize(
    ("frame", "shown"),
    [
        ("\x1b[1;1H╭─ Tests ─╮", "\x1b[1;1H+- Tests -+"),
        ("\x1b[1;1H\x1b[7m▾ größe\x1b[0m …", "\x1b[1;1H\x1b[7mv gr??e\x1b[0m ~"),
        ("\x1b[1;1H漢字|⚠️|👍🏽|1️⃣|e\u0301|", "\x1b[1;1H????|??|??|??|?|"),
        ("\x1b[1;1H¼×  ½×  2×", "\x1b[1;1H/4  /2  2x"),
        ("\x1b]52;c;YQ==\x07", "\x1b]52;c;YQ==\x07"),
    ],
)
def test_an_ascii_terminal_gets_ascii_of_the_same_cells(frame: str, shown: str) -> None:
    assert ascii_frame(frame) == shown
