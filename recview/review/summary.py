"""What a session saw, for the terminal that is left behind and for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from recview.model import Json
from recview.review.flags import EXCEPTION, URGENT
from recview.review.journal import Journal

Named = Callable[[str], str]
"""Names the test that a file belongs to; the file itself where it has none."""


def summary(journal: Journal) -> Mapping[str, Json]:
    """`{"counts": {verdict: n}, "recordings": [{"path", "verdict", "flags"}]}`, by path."""
    return {
        "counts": journal.counts(),
        "recordings": [
            {"path": path, "verdict": review.verdict, "flags": list(journal.flags(path))}
            for path, review in sorted(journal.touched.items())
        ],
    }


def summary_lines(journal: Journal, named: Named) -> Iterator[str]:
    """Plain lines: how many of each verdict, then what behaves differently, and what to look at."""
    if not journal.touched:
        return
    yield "   ".join(f"{count:,} {verdict}" for verdict, count in journal.counts().items() if count)
    flagged = {path: [flag for flag in journal.flags(path) if flag in URGENT] for path in sorted(journal.touched)}
    yield from _group(journal, named, "changed", lambda path: ", ".join([*journal.touched[path].brief, *flagged[path]]))
    yield from _group(journal, named, "broken", lambda path: ", ".join(journal.touched[path].brief))
    raised = [path for path, found in flagged.items() if EXCEPTION in found]
    yield from _listed("exceptions", raised, named, lambda path: journal.touched[path].error)
    others = [path for path, found in flagged.items() if found and EXCEPTION not in found]
    others = [path for path in others if journal.touched[path].verdict not in ("changed", "broken")]
    yield from _listed("flagged", others, named, lambda path: ", ".join(flagged[path]))
    unseen = sorted({review.unseen for review in journal.touched.values() if review.unseen})
    yield from (f"\n{reason}" for reason in unseen)


def _group(journal: Journal, named: Named, verdict: str, told: Callable[[str], str]) -> Iterator[str]:
    paths = [path for path, review in sorted(journal.touched.items()) if review.verdict == verdict]
    return _listed(verdict, paths, named, told)


def _listed(title: str, paths: list[str], named: Named, told: Callable[[str], str]) -> Iterator[str]:
    if not paths:
        return
    yield ""
    yield title
    for path in paths:
        yield f"  {named(path)}"
        if said := told(path):
            yield f"      {said}"
