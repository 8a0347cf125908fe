r"""The toolkit's frames, rewritten for terminals that count the cells of emoji otherwise.

A frame is a row of pieces that begin with a cursor address (`ESC[row;colH`) and hold only text, SGR and OSC 8. So the
column of every cluster is known: that of the address and the cells before it. A cluster that terminals may draw in
more or fewer cells than the toolkit counts is written as blanks of its cells, a move back, the cluster, and a move to
where the next character belongs. The blanks clear what the terminal leaves undrawn; the moves keep the rest of the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial
from itertools import groupby

from rich.cells import cell_len

from recview.display.ascii_text import ascii_text
from recview.display.clusters import Cluster, clusters, has_risky, leading_characters

# As text: most screens have no character that must be placed, so that these are not needed at the start.
_ADDRESS = r"(?=\x1b\[\d+;\d+H)"
_COLUMN = r"\x1b\[\d+;(\d+)H"
# Text, and between it a line end or an escape sequence: OSC with its end, CSI, any other.
_TOKEN = r"(?s)(?P<text>[^\x1b\n]+)|\n|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]?|\x1b[^\[\]]?"
# Scripts whose letters join or stack, Hebrew and Arabic to Khmer and Mongolian.
_SHAPED = "[\u0590-\u1cff\ufb1d-\ufdff\ufe70-\ufefc]"
_compiled = cache(re.compile)


def with_placed_clusters(frame: str) -> str:
    """A frame that leaves every cell where the toolkit put it, however the terminal counts emoji."""
    if not has_risky(frame):
        return frame
    return "".join(_placed_piece(piece) if has_risky(piece) else piece for piece in _compiled(_ADDRESS).split(frame))


def ascii_frame(frame: str) -> str:
    """A frame for a terminal that has ASCII only: each character of another kind becomes one of the same cells."""
    if frame.isascii():
        return frame
    return "".join(ascii_text(token) if is_text else token for token, is_text in _tokens(frame))


def _tokens(frame: str) -> Iterator[tuple[str, bool]]:
    """(token, whether it is text) of every part of a frame; the rest are escape sequences and line ends."""
    for match in _compiled(_TOKEN).finditer(frame):
        yield match[0], match.lastgroup == "text"


def _placed_piece(piece: str) -> str:
    address = _compiled(_COLUMN).match(piece)
    if address is None:
        return piece
    tokens = list(_tokens(piece))
    column = int(address[1])
    end = column + sum(cell_len(token) for token, is_text in tokens if is_text)
    written: list[str] = []
    for token, is_text in tokens:
        if is_text and has_risky(token):
            written.append(_placed_text(token, column, end))
        else:
            written.append(token)
        column += cell_len(token) if is_text else 0
    return "".join(written)


def _placed_text(text: str, column: int, end: int) -> str:
    """A text whose first cell is at a column (from 1), in a piece that must not write at `end` or beyond."""
    written: list[str] = []
    while text.startswith("\u200d"):
        # The toolkit gives no cell to what follows a joiner, here nothing that could be joined.
        text = text[2:]
    for drawn, cells, is_risky in _runs(text):
        if not is_risky:
            written.append(drawn)
        elif cells:
            drawn = leading_characters(drawn, end - column)
            written.append(f"{' ' * cells}\x1b[{column}G{drawn}\x1b[{column + cells}G")
        column += cells
    return "".join(written)


def _runs(text: str) -> Iterator[tuple[str, int, bool]]:
    """(characters, cells, whether terminals may differ) of what is drawn at once, in order.

    That is a risky cluster, a run of them whose letters join when they stand side by side, or what is between.
    """
    for kind, run in groupby(clusters(text), partial(_kind, text)):
        members = list(run)
        groups = [[cluster] for cluster in members] if kind == "risky" else [members]
        for group in groups:
            yield text[group[0].start : group[-1].end], sum(cluster.cells for cluster in group), kind != "plain"


def _kind(text: str, cluster: Cluster) -> str:
    return "shaped" if _compiled(_SHAPED).match(text, cluster.start) else "risky" if cluster.is_risky else "plain"
