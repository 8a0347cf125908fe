"""What a session saw, for the terminal that is left behind and for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from recview.model import Json
from recview.verdicts.flags import EXCEPTION, is_urgent
from recview.verdicts.journal import VERDICTS, Journal

Named = Callable[[str], str]
"""Names the test that a file belongs to; the file itself where it has none."""

Reasons = Callable[[str], Sequence[str]]
"""What is said of a file, by its path."""


def summary(journal: Journal) -> Mapping[str, Json]:
    """`{"counts": {verdict: n}, "classes": {class: n}, "recordings": [{"path", "verdict", "flags"}]}`, by path.

    A recording that was moved has a key more: `moved_from`, its path at the start.
    """
    return {
        "counts": journal.counts(),
        "classes": journal.classes(),
        "recordings": [
            {"path": path, "verdict": review.verdict, "flags": list(journal.flags(path))}
            | ({"moved_from": review.moved_from} if review.moved_from else {})
            for path, review in sorted(journal.touched.items())
        ],
    }


def is_summary(data: bytes) -> bool:
    """Whether the content of a file is a summary, of this session or another."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return False
    return (
        isinstance(value, dict)
        and value.keys() in ({"counts", "classes", "recordings"}, {"counts", "recordings"})
        and isinstance(value["counts"], dict)
        and value["counts"].keys() == set(VERDICTS)
        and isinstance(value["recordings"], list)
    )


def summary_lines(journal: Journal, named: Named) -> Iterator[str]:
    """Plain lines: how many of each verdict, then what behaves differently, what is gone, and what to look at."""
    if not journal.touched:
        return
    yield "   ".join(f"{count:,} {verdict}" for verdict, count in journal.counts().items() if count)
    if kinds := ", ".join(f"{count:,} {kind}" for kind, count in journal.noise_kinds().items()):
        yield f"noise: {kinds}"
    reasons = {path: review.reasons or review.brief for path, review in journal.touched.items()}
    flagged = {path: [flag for flag in journal.flags(path) if is_urgent(flag)] for path in sorted(journal.touched)}
    yield from _group(journal, named, "changed", lambda path: [*reasons[path], *flagged[path]])
    yield from _group(journal, named, "broken", reasons.__getitem__)
    yield from _group(journal, named, "gone", lambda path: ())
    yield from _moved({path: review.moved_from for path, review in journal.touched.items() if review.moved_from}, named)
    raised = [path for path, flags in flagged.items() if EXCEPTION in flags]
    yield from _listed("exceptions", raised, named, lambda path: (journal.touched[path].error,))
    others = [path for path, flags in flagged.items() if flags and EXCEPTION not in flags]
    others = [path for path in others if journal.touched[path].verdict not in ("changed", "broken")]
    yield from _listed("flagged", others, named, lambda path: flagged[path])
    unseen = Counter(review.unseen for review in journal.touched.values() if review.unseen)
    for reason, count in sorted(unseen.items()):
        yield ""
        yield f"of {count:,} the differences are not known: {reason}"


def _moved(origins: Mapping[str, str], named: Named) -> Iterator[str]:
    """The files that were moved; those that went with their folder are one line."""
    folders: dict[tuple[str, str], list[str]] = {}
    for path, origin in sorted(origins.items()):
        folders.setdefault(_renamed_folder(origin, path), []).append(path)
    if origins:
        yield ""
        yield "moved"
    for (before, after), paths in folders.items():
        if before != after and len(paths) > 1:
            yield f"  {len(paths):,} files from {before or '.'}/ to {after or '.'}/"
            continue
        for path in paths:
            yield f"  {named(path)}"
            yield f"      from {origins[path]}"


def _renamed_folder(before: str, after: str) -> tuple[str, str]:
    """What is left of two paths without the end that both have; both are empty if the file's name is another."""
    old, new = before.split("/"), after.split("/")
    if old[-1] != new[-1]:
        return "", ""
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return "/".join(old), "/".join(new)


def _group(journal: Journal, named: Named, verdict: str, reasons: Reasons) -> Iterator[str]:
    paths = [path for path, review in sorted(journal.touched.items()) if review.verdict == verdict]
    return _listed(verdict, paths, named, reasons)


def _listed(title: str, paths: list[str], named: Named, reasons: Reasons) -> Iterator[str]:
    if not paths:
        return
    yield ""
    yield title
    for path in paths:
        yield f"  {named(path)}"
        if line := ", ".join(filter(None, reasons(path))):
            yield f"      {line}"
