"""What changed between two trees as Markdown, for a pull request or the summary of a CI step.

Recorded text stands in code, as in `recview.pages.markdown`, so that nothing in it is read as markup.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from recview.humanize import one_line, plural
from recview.pages.diff_lines import ALONE, FOLDED, Detail, counted, kept_back, moved_words
from recview.pages.difference_lines import both_texts, cut
from recview.pages.finding_lines import finding_markdown
from recview.pages.markdown import code, fenced
from recview.verdicts.changes import Change, Changes, verdict_words
from recview.verdicts.kinds import CLASSES, Class

MOST = 60_000
"""Characters of the document: a comment on a code host may have 65,536."""

_RESERVED = 1_000
"""Characters that are left for what is said of the rest."""

_LONGEST_CHANGE = 6_000
"""Characters of the differences of one recording."""


def diff_markdown(changes: Changes, chosen: Sequence[Change], detail: Detail, compared: tuple[str, str]) -> str:
    """The document, of `MOST` characters at most.

    Args:
        changes: All changes, which the verdict counts.
        chosen: Those that are shown.
        detail: How much of them.
        compared: The names of the two sides.
    """
    names = " → ".join(code(cut(detail.cover(name), 200)) for name in compared)
    document = [f"**{verdict_words(changes)}**\n", f"\n{names}\n"]
    findings = finding_markdown(chosen, detail.cover)
    room = MOST - _RESERVED - sum(map(len, document)) - len(findings)
    left_out: Counter[Class] = Counter()
    for class_, of_class in groupby(chosen, key=lambda change: change.class_):
        heading = f"\n### {class_}\n"
        for text, count in _blocks(class_, list(of_class), detail):
            # Once one does not fit no smaller one behind it is let pass: what is shown is the beginning.
            if left_out or len(heading) + len(text) > room:
                left_out[class_] += count
                continue
            document.append(heading + text)
            room -= len(heading) + len(text)
            heading = ""
    if len(chosen) < len(changes.each):
        document.append(f"\n\n{kept_back(len(changes.each) - len(chosen))}\n")
    if left_out:
        words = ", ".join(f"{left_out[class_]:,} {class_}" for class_ in CLASSES if left_out[class_])
        document.append(f"\n\n**Left out to stay below {MOST:,} characters: {words}.** `recview diff` shows them.\n")
    document.append(findings)
    return "".join(document)


def _blocks(class_: Class, changes: Sequence[Change], detail: Detail) -> Iterator[tuple[str, int]]:
    """Pieces of the document, each with how many changes it shows."""
    if class_ in FOLDED and not detail.whole and not detail.only:
        yield f"\n{counted(class_, changes)}\n", len(changes)
        return
    call = None
    for change in changes:
        text = ""
        if class_ not in ALONE and call != (call := (change.test_id, change.provider)) and any(call):
            text = f"\n#### {_facts(change, detail)}\n"
        yield text + (_alone(change, detail) if class_ in ALONE else _change(change, detail)), 1


def _facts(change: Change, detail: Detail) -> str:
    facts = [code(cut(detail.cover(fact), 500)) for fact in (change.test_id, change.provider) if fact]
    return " · ".join(facts)


def _alone(change: Change, detail: Detail) -> str:
    facts = _facts(change, detail)
    return f"\n- {code(detail.cover(change.path))}{f' · {facts}' if facts else ''}"


def _change(change: Change, detail: Detail) -> str:
    shown, named = detail.shown(change)
    notes = [code(detail.cover(moved_words(change)))]
    if change.ambiguity:
        notes.append(f"ambiguous: {code(change.ambiguity)}")
    if named:
        notes.append(f"besides: {', '.join(dict.fromkeys(difference.kind for difference in named))}")
    lines: list[str] = []
    room = _LONGEST_CHANGE
    for index, difference in enumerate(shown):
        old, new = both_texts(difference, detail.cover)
        block = [f"@@ {difference.kind} {one_line(detail.cover(difference.at))} @@"]
        for sign, text in (("-", old), ("+", new)):
            block += () if text is None else (f"{sign} {line}" for line in cut(text).splitlines() or [""])
        if sum(map(len, block)) > room:
            lines.append(f"# {plural(len(shown) - index, 'more difference')}")
            break
        lines += block
        room -= sum(map(len, block))
    body = fenced("\n".join(lines), "diff") if lines else ""
    return f"\n{' · '.join(notes)}\n\n{body}"
