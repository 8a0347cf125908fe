"""Queries and texts of queries, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from recview.query.fields import FIELDS
from recview.query.syntax import (
    And,
    Comparison,
    Condition,
    Field,
    Or,
    Pattern,
    Query,
    Range,
    Whole,
    Word,
    joined,
    negated,
)

PIECES = (
    *(
        "OR",
        "AND",
        "NOT",
        "-",
        "(",
        ")",
        '"',
        "'",
        "`",
        "/",
        "\\",
        ",",
        ":",
        "::",
        "..",
        " ",
        "  ",
        "\t",
        "\u2003",
        "./",
    ),
    *(
        "a",
        "B",
        "is",
        "as",
        "finish",
        "test",
        "tests",
        "tokens",
        "stop",
        "error",
        ">=",
        "<",
        "=",
        "10k",
        "1.5M",
        "[",
        "]",
    ),
    *("é", "İ", "ß", "\0", "\ud800", "😀", "*", "(no", "a:b", "is:", "http://x", "get_weather", "5d00fd96", "9" * 40),
)

texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=30)
words = st.sampled_from(PIECES) | st.text(max_size=8) | st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
numbers = st.integers(-(10**12), 10**12) | st.sampled_from([0, 1, 1_000, 10_000, 1_500_000, 10**9])
operators = st.sampled_from(["=", ">", ">=", "<", "<="])


def _is_pattern(text: str) -> bool:
    """Whether a text may stand between slashes: it does not end inside of an escape, and no slash is escaped twice."""
    trailing = len(text) - len(text.rstrip("\\"))
    return bool(text) and not trailing % 2 and "\\/" not in text


patterns = words.filter(_is_pattern).map(Pattern)
ranges = st.tuples(st.none() | numbers, st.none() | numbers).filter(lambda pair: pair != (None, None))


def _conditions(name: str) -> st.SearchStrategy[Condition]:
    row = FIELDS[name]
    if row.kind == "number":
        return st.builds(Comparison, operators, numbers) | ranges.map(lambda pair: Range(*pair))
    if row.is_closed:
        return st.sampled_from(list(row.values)).map(Word)
    if row.kind == "word":
        return st.sampled_from([*row.values, "end_turn", "STOP (1)", "x,y"]).map(Word)
    if row.kind == "name":
        return words.map(Word) | words.map(Whole) | patterns
    return words.map(Word) | patterns


def _field(name: str) -> st.SearchStrategy[Query]:
    return st.lists(_conditions(name), min_size=1, max_size=3).map(lambda some: Field(name, tuple(some)))


fields = st.sampled_from(list(FIELDS)).flatmap(_field)
leaves = words.map(Word) | patterns | fields


def _combined(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    some = st.lists(inner, min_size=2, max_size=3)
    return inner.map(negated) | some.map(lambda parts: joined(And, parts)) | some.map(lambda parts: joined(Or, parts))


queries: st.SearchStrategy[Query] = st.recursive(leaves, _combined, max_leaves=8)
