"""What was decided in reviews, kept in a file of the state folder: each decision a line, by its pair of contents.

A line is the digest of the pair, the word (`-` for none) and the note as JSON. A line that means nothing, as a later
version may write it, stays as it is.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from typing import cast

from recview.config.files import decisions_file, read_bytes
from recview.destination import clause, enclosing_root
from recview.git_source import WORK_TREE
from recview.named_tuple import NamedTuple
from recview.private_folder import is_own, is_private, make_folder
from recview.root import Root
from recview.state.private_file import locked, write_whole
from recview.verdicts.decisions import UNDECIDED, Decision, Decisions, Word

MOST_BYTES = 16_000_000
"""Bytes of the file: beyond it the oldest decisions are let go as another one is written."""

MOST_NOTE = 4_000
"""Characters of a note that are kept."""

_LINE = re.compile(r'([0-9a-f]{64}) (accepted|skipped|-) (".*")')


class KeptDecisions(NamedTuple):
    """What the file holds.

    Attributes:
        decisions: What was decided.
        problem: Why that is not all, as a clause; empty if it is.
        unread: The lines that mean nothing.
    """

    decisions: Decisions
    problem: str = ""
    unread: tuple[str, ...] = ()


def file_of_decisions(roots: Iterable[Root]) -> tuple[str, str]:
    """The path of the file, and why nothing can be kept in it, as a clause.

    Args:
        roots: What is compared: nothing is written to it.
    """
    path = decisions_file()
    if not path:
        return "", "there is no home folder; RECVIEW_STATE_DIR names one"
    try:
        opened = [top for root in roots for top in _tops_on_disk(root)]
        if inside := enclosing_root(os.path.dirname(path), opened):
            return "", f"the state folder is inside {inside}, and recview never writes to what it has open"
    except (OSError, ValueError):
        return "", "the state folder cannot be looked at"
    return path, ""


def _tops_on_disk(root: Root) -> Iterable[str]:
    if root.git is not None:
        return [os.path.join(root.git.top, top) for top in root.tops] if root.git.kind == WORK_TREE else []
    return root.roots


def read_decisions(path: str) -> KeptDecisions:
    """What a file holds; nothing if others may write to it."""
    try:
        if not path or not os.path.lexists(path):
            return KeptDecisions(Decisions())
        if not (is_own(os.path.dirname(path)) and is_private(os.lstat(path))):
            return KeptDecisions(Decisions(), f"{path}: others may write to it, so it is not read")
        text = (read_bytes(path, os.O_NOFOLLOW, 2 * MOST_BYTES) or b"").decode(errors="surrogateescape")
    except (OSError, ValueError) as error:
        reason = clause(error) if isinstance(error, OSError) else "its name is none of a file"
        return KeptDecisions(Decisions(), f"{path}: {reason}")
    by_pair: dict[str, Decision] = {}
    unread: list[str] = []
    for line in filter(None, text.split("\n")):
        if parsed := _parsed(line):
            by_pair[parsed[0]] = parsed[1]
        else:
            unread.append(line)
    problem = f"{path}: {len(unread):,} of its lines mean nothing and are left alone" if unread else ""
    return KeptDecisions(Decisions(by_pair), problem, tuple(unread))


def save_decisions(path: str, before: Decisions, after: Decisions) -> str:
    """Write what is decided otherwise than before, beside what another review wrote meanwhile.

    Args:
        path: The file.
        before: What was decided when it was last read or written.
        after: What is decided now.

    Returns:
        Why nothing was written, as a clause; empty if it was.
    """
    pairs = before.by_pair.keys() | after.by_pair.keys()
    news = {pair: after.by_pair.get(pair, UNDECIDED) for pair in pairs}
    changed = {pair: each for pair, each in news.items() if each != before.by_pair.get(pair, UNDECIDED)}
    if not changed:
        return ""
    folder = os.path.dirname(path)
    if not make_folder(folder):
        return f"{folder} cannot be made, or others may write to it"
    try:
        with locked(folder):
            kept = read_decisions(path)
            if kept.problem and not kept.unread:
                return kept.problem
            write_whole(path, _text(kept, changed))
    except (OSError, ValueError) as error:
        return f"{path}: {clause(error) if isinstance(error, OSError) else 'it cannot be written as text'}"
    return ""


def _parsed(line: str) -> tuple[str, Decision] | None:
    matched = _LINE.fullmatch(line)
    if matched is None:
        return None
    pair, word, note = matched.groups()
    try:
        return pair, Decision(cast(Word, "" if word == "-" else word), json.loads(note))
    except ValueError:
        return None


def _text(kept: KeptDecisions, changed: Mapping[str, Decision]) -> str:
    """The file with what is new at its end; of what does not fit, the oldest is left out."""
    from recview.display.mask import covered

    by_pair = {pair: each for pair, each in kept.decisions.by_pair.items() if pair not in changed} | {
        pair: each for pair, each in changed.items() if each != UNDECIDED
    }
    lines = [
        f"{pair} {each.word or '-'} {json.dumps(covered(each.note[:MOST_NOTE]))}" for pair, each in by_pair.items()
    ]
    room = MOST_BYTES
    first = len(lines)
    while first and (room := room - len(lines[first - 1]) - 1) >= 0:
        first -= 1
    return "\n".join([*kept.unread, *lines[first:], ""])
