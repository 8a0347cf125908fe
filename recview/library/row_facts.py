"""What a query can ask of a row of the list, and of what else is known of its recording."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recview.content_facts import ContentFacts
from recview.humanize import REQUEST_ONLY
from recview.library.finding_table import FindingFacts
from recview.library.row_shape import Shape, shape_of
from recview.library.tally import is_broken
from recview.library.tree_keys import spelled, tree_key
from recview.model import Entry, Usage
from recview.query.facts import OF_CHECKS, OF_CONTENT, OF_TEXT, Facts

_NUMBERED = re.compile(r"(.+) \(([0-9]+)\)")


def row_facts(
    entry: Entry, content: ContentFacts | None = None, checked: FindingFacts | None = None, *, is_checked: bool = False
) -> Facts:
    """The facts of a row; its texts are not among them.

    Args:
        entry: The row.
        content: What decoding its recording told; None if that was not read.
        checked: What the checks found in it; None if it was not checked.
        is_checked: Whether nothing more can be found.
    """
    facts = shape_facts(shape_of(entry))
    usage = entry.outline.usage
    facts = facts._replace(
        labels=spelled(tree_key(entry), entry.test_id),
        path=(entry.source.path,),
        test=() if entry.test_id is None else (entry.test_id,),
        chunks=(entry.chunks,),
        tokens=tokens(usage) if usage else (),
        size=(entry.size,),
    )
    facts = with_findings(facts, checked, is_checked=is_checked)
    return facts if content is None else with_content(facts, content)


def tokens(usage: Usage) -> tuple[int, ...]:
    """The recorded total of tokens; where none is recorded, input and output together; nothing if neither is."""
    if usage.total is not None:
        return (usage.total,)
    counts = [count for count in (usage.input, usage.output) if count is not None]
    return (sum(counts),) if counts else ()


def shape_facts(shape: Shape) -> Facts:
    """The facts that rows have in common with all others of their shape."""
    failure = shape.failure
    status = (failure.status,) if failure and failure.status is not None else ()
    errors = [failure.type, failure.code, failure.message] if failure else []
    errors += [shape.answer_problem, shape.problem[1] if shape.problem and is_broken(shape) else ""]
    unread = OF_CONTENT | OF_TEXT
    if not shape.calls:
        unread -= {"tool", "is:parallel"}
    return Facts(
        model=_recorded(shape.model),
        protocol=_recorded(shape.protocol),
        format=_recorded(shape.format),
        finish=tuple(_finishes(shape)),
        error=_recorded(*errors),
        status=status,
        verdict=_recorded(shape.verdict),
        marks=frozenset(_marks(shape)),
        parts=frozenset({"usage"} if shape.has_usage else ()) | frozenset({"tools"} if shape.calls else ()),
        unread=unread,
    )


def with_content(facts: Facts, content: ContentFacts) -> Facts:
    """Facts with what decoding the recording told."""
    parts = {"tools"} if content.offered or content.tools else set()
    return facts._replace(
        provider=_recorded(content.provider),
        tool=_recorded(*content.tools),
        status=facts.status if content.status is None else (*facts.status, content.status),
        choices=(content.choices,),
        marks=facts.marks | (content.marks - {"citations"}),
        parts=facts.parts | parts | (content.marks & {"citations"}),
        unread=facts.unread - OF_CONTENT,
    )


def with_findings(facts: Facts, checked: FindingFacts | None, *, is_checked: bool) -> Facts:
    """Facts with what the checks found; unless it was checked, more may be found."""
    unread = facts.unread - OF_CHECKS if checked is not None and is_checked else facts.unread | OF_CHECKS
    if checked is None:
        return facts._replace(unread=unread)
    return facts._replace(
        rule=checked.rules,
        severity=checked.severities,
        marks=facts.marks | ({"unreachable"} if checked.is_unreachable else set()),
        parts=facts.parts | ({"finding"} if checked.rules else set()),
        unread=unread,
    )


def _recorded(*texts: str) -> tuple[str, ...]:
    return tuple(filter(None, texts))


def _finishes(shape: Shape) -> Iterator[str]:
    """What `finish:` finds: the normal form, the word as sent, of a number with its word both; or `none`."""
    if shape.finish:
        yield from filter(None, (shape.finish_form, shape.finish))
        if numbered := _NUMBERED.fullmatch(shape.finish):
            yield from numbered.groups()
    elif shape.kind in ("chat", "text") and not (shape.failure or shape.answer_problem or shape.detail):
        yield "none"


def _marks(shape: Shape) -> Iterator[str]:
    if shape.streaming:
        yield "stream"
    elif shape.kind not in ("", REQUEST_ONLY) and not (shape.failure and shape.failure.source == "exception"):
        yield "plain"
    if shape.failure or shape.answer_problem:
        yield "error"
    if shape.verdict in ("new", "changed", "noise", "gone"):
        yield shape.verdict
    if is_broken(shape):
        yield "broken"
