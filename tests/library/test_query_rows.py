"""What a query leaves of the list: over columns the same as asking each recording by itself."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.content_facts import MARKS, ContentFacts
from recview.findings import FileFindings, Finding, Severity
from recview.indexed_file import IndexedFile
from recview.library import Library, leaves
from recview.library.coded import Coded
from recview.library.content_table import ContentFactsTable
from recview.library.query_names import names_in
from recview.library.query_rows import queried, text_terms
from recview.library.read_contents import ReadContents
from recview.library.row_facts import row_facts
from recview.library.tree import Branch
from recview.model import Entry, Failure, Outline, Readability, ReadState, Source, Usage
from recview.patterns import Pattern as Compiled
from recview.patterns import compile_pattern
from recview.query.matching import matches
from recview.query.parsing import parse
from recview.query.syntax import And, Or, Pattern, Query, QueryProblem, Word, joined, negated
from recview.text_terms import TextTerm
from tests.bounded import cost
from tests.examples import examples
from tests.query import queries as any_queries


def built(kind: Callable[..., Any], *members: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(*members).map(lambda values: kind(*values))


HASH = "0123456789abcdef" + "5a" * 24

paths = st.sampled_from(
    [
        f"rec/{HASH}.json",
        f"rec/{HASH[1:]}0.json",
        f"x/models-{HASH}@3.json",
        "x/By Hand.yaml",
        "X/one.json",
        "é/ÄÖ.json",
        "models/two.json",
        "three",
    ]
)
ids = st.sampled_from(
    [
        None,
        "",
        "tests/x.py::test_y[ollama/llama3.2:3b]",
        "tests/x.py::Case::test_Z[a b (c)]",
        "agents::TestChat/hi",
        "an id of no shape",
        "ÄÖ.py::t[\n\0x]",
    ]
)
failures = st.none() | built(
    Failure, st.sampled_from(["exception", "stream"]), st.sampled_from(["", "Rate limit"]), st.sampled_from(["", "E"]),
    st.just("c1"), st.sampled_from([None, 404, 500]),
)  # fmt: skip
counts = st.none() | st.integers(-3, 40) | st.sampled_from([10**4, 2**31, 10**30])
usages = st.none() | built(Usage, counts, counts, counts)
outlines = built(
    Outline,
    st.sampled_from(["", "chat", "embeddings", "request only"]),
    st.sampled_from(["", "stop", "STOP (1)", "tool_use"]),
    usages,
    failures,
    st.sampled_from(["", "3 × 768"]),
    st.just(0),
    st.just(""),
    st.booleans(),
    st.sampled_from(["", "stop", "tool_calls", "other"]),
)
problems = st.sampled_from(
    [
        Readability(ReadState.WHOLE),
        Readability(ReadState.BROKEN, "broken off"),
        Readability(ReadState.UNKNOWN, "foreign"),
    ]
)
entries = built(
    Entry,
    paths.map(Source),
    st.sampled_from([0, 10_000, 2**40]),
    st.sampled_from(["ogx", "vcrpy"]),
    st.sampled_from(["openai.chat", "openai.responses"]),
    ids,
    st.just(""),
    st.sampled_from(["", "gpt-4o", "Llama3.2:3b"]),
    st.booleans(),
    st.integers(0, 30),
    outlines,
    st.booleans(),
    problems,
    st.sampled_from(["", "brotli"]),
    st.sampled_from(["", "being written", "gone from the disk"]),
    st.sampled_from(["", "new", "changed", "noise", "same", "gone", "broken"]),
)
contents = st.none() | built(
    ContentFacts,
    st.sampled_from(["", "ollama", "azure"]),
    st.lists(st.sampled_from(["get_weather", "Search"]), max_size=2, unique=True).map(tuple),
    st.booleans(),
    st.integers(0, 3),
    st.frozensets(st.sampled_from(MARKS)),
    st.sampled_from([None, 200, 404]),
)
file_findings = st.builds(
    FileFindings,
    st.lists(
        st.builds(
            Finding,
            st.sampled_from(["S101", "T102", "N111"]),
            st.sampled_from(["error", "warning", "info"]),
            st.just(""),
            st.sampled_from([-1, 0, 1]),
            st.just(""),
            st.just(""),
        ),
        max_size=2,
    ).map(tuple),
    st.sampled_from(["", "", "legacy-name"]),
)
lists = st.lists(st.tuples(entries, contents), max_size=6, unique_by=lambda pair: pair[0].source.path)

PARTS = (
    *(
        "test_y",
        "Case",
        "case",
        "llama",
        "LLAMA",
        "x",
        "X",
        "rec",
        "rec/",
        "5a5a5",
        "0123",
        "4567",
        "weather",
        "search",
    ),
    *(
        "by hand.yaml",
        "BY HAND.YAML",
        "é",
        "ä",
        "Ä",
        "/x/one.json",
        "",
        "\0",
        "\n",
        "(no test",
        "hi",
        "::",
        "shape",
        "y[",
    ),
)
words = st.sampled_from(PARTS) | any_queries.words
expressions = st.sampled_from(["^x", "y$", r"test_\w", "T", "t[^e]", ".", "é", "^get", r"\A", "a{2}", "(", r"[0-9]{5}"])
typed = st.sampled_from(
    [
        *("finish:stop", "finish:STOP", "finish:1", "finish:none,tool_use", "is:stream", "is:plain", "is:error,image"),
        *("is:broken", "is:new", "is:gone", "is:parallel", "has:usage", "has:tools", "has:citations", "verdict:same"),
        *("tokens:5", "tokens:<0", "tokens:>10k", "tokens:..9", "size:10k", "size:>1G", "chunks:3..9,20", "choices:>1"),
        *("status:404", "status:>=500", "provider:azure", "tool:search", "tool:=Search", "tool:/^get/", "error:rate"),
        *("error:brotli", "error:E", "model:=gpt-4o", "model:llama", "protocol:responses", "format:ogx", "test:/^$/"),
        *('test:""', "test:case", "test:=agents::TestChat/hi", "path:X", "path:=three", "path:/^rec/", 'path:""'),
        *("text:hello", "answer:hello", "reasoning:/h/"),
        *("rule:S", "rule:t102", "rule:=N111", "rule:/^S/", "severity:error,info", "is:unreachable", "has:finding"),
        *("is:unreachable,stream", "has:finding,usage"),
    ]
)


def parsed(text: str) -> Query:
    query = parse(text)
    assert not isinstance(query, QueryProblem)
    return query


def combined(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    some = st.lists(inner, min_size=2, max_size=3)
    return inner.map(negated) | some.map(lambda parts: joined(And, parts)) | some.map(lambda parts: joined(Or, parts))


leaf_queries = words.map(Word) | expressions.map(Pattern) | typed.map(parsed) | any_queries.fields
queries: st.SearchStrategy[Query] = st.recursive(leaf_queries, combined, max_leaves=4)


@cache
def compiled(text: str) -> Compiled | None:
    expression = compile_pattern(text)
    return expression if isinstance(expression, Compiled) else None


def search(pattern: Pattern, text: str) -> bool:
    expression = compiled(pattern.text)
    return expression is not None and expression.matches(text)


def listed(
    some: Sequence[tuple[Entry, ContentFacts | None]],
    files: Mapping[str, FileFindings] = MappingProxyType({}),
    *,
    is_checked: bool = True,
) -> tuple[Branch, ContentFactsTable]:
    root = Library().merged(IndexedFile(entry.source.path, (entry,)) for entry, _ in some).root
    table = ContentFactsTable()
    read = [(entry.source.path, content) for entry, content in some if content is not None]
    facts: Coded[ContentFacts] = Coded()
    facts.append(content for _, content in read)
    each = array("I", [1] * len(read))
    table.take(
        ReadContents([path for path, _ in read], array("I", range(len(read))), each, facts), len(read), len(some)
    )
    table.take_findings(files, {}, is_complete=is_checked)
    return root, table


@given(lists, queries, st.dictionaries(paths, file_findings), st.booleans())
@examples(300)
def test_columns_say_what_each_recording_says(
    some: list[tuple[Entry, ContentFacts | None]], query: Query, files: dict[str, FileFindings], is_checked: bool
) -> None:
    root, table = listed(some, files, is_checked=is_checked)
    after = queried(root, query, table)
    by_path = {entry.source.path: (entry, content) for entry, content in some}
    truths = {}
    for path, (entry, content) in by_path.items():
        facts = row_facts(entry, content, table.findings.facts(entry.source), is_checked=is_checked)
        truths[path] = matches(query, facts, search)
    shown = [leaf.entry.source.path for _, leaf in leaves(after.root)]
    assert sorted(shown) == sorted(path for path, truth in truths.items() if truth)
    assert after.undecided == sum(truth is None for truth in truths.values())
    if len(shown) == len(some):
        assert after.root is root


CALLING = [
    (Entry(Source(name), outline=Outline("chat", calls=True)), content)
    for name, content in (("a", ContentFacts(tools=("get_weather",))), ("b", ContentFacts()), ("c", None))
]


@pytest.mark.parametrize(
    ("typed", "found", "expected", "undecided"),
    [
        ("text:x", None, "", 3),
        ("text:x", "a", "a", 1),
        ("text:x", "", "", 1),
        ("text:x -b", "ab", "a", 1),
        ("-text:x", "a", "b", 1),
        ("text:x tool:weather", None, "", 2),
        ("text:x,y", "b", "b", 2),
        ("text:x OR tool:weather", "", "a", 1),
        ("answer:x", "b", "", 3),
    ],
)
def test_rows_are_undecided_until_their_texts_are_searched(
    typed: str, found: str | None, expected: str, undecided: int
) -> None:
    root, table = listed(CALLING)
    rows = {root.store.paths[row]: row for row in root.members}
    texts = {} if found is None else {TextTerm("x"): [rows[name] for name in found]}
    after = queried(root, parsed(typed), table, texts)
    assert ("".join(sorted(root.store.paths[row] for row in after.root.members)), after.undecided) == (
        expected,
        undecided,
    )


def test_the_texts_that_a_query_looks_for() -> None:
    query = parsed('a text:x,/y/ -(answer:"b c" OR text:x) tool:z')
    assert text_terms(query) == [TextTerm("x"), TextTerm("y", is_pattern=True), TextTerm("b c", fields=("answer",))]


def found(rule: str, severity: Severity = "error", index: int = -1) -> Finding:
    return Finding(rule, severity, "", index, "", "")


FILES = {"a": FileFindings((found("S101"),)), "b": FileFindings((found("D101", "info", 1),), "legacy-name")}


@pytest.mark.parametrize(
    ("typed", "expected", "then"),
    [
        ("rule:S", "a", "ac"),
        ("rule:s101,D101", "a", "ac"),
        ("severity:error", "a", "ac"),
        ("has:finding", "a", "ac"),  # what b has is about another exchange
        ("is:unreachable", "b", "bc"),
        ("-is:unreachable", "a", "a"),
        ("-has:finding", "b", "b"),
    ],
)
def test_rows_are_undecided_until_they_are_checked(typed: str, expected: str, then: str) -> None:
    root, table = listed(CALLING, FILES)
    after = queried(root, parsed(typed), table)
    names = "".join(sorted(root.store.paths[row] for row in after.root.members))
    assert (names, after.undecided) == (expected, 1)
    table.take_findings({"c": FileFindings((found("S101"),), "legacy-name")}, {}, is_complete=True)
    after = queried(root, parsed(typed), table)
    names = "".join(sorted(root.store.paths[row] for row in after.root.members))
    assert (names, after.undecided) == (then, 0)


def test_before_all_files_were_checked_more_may_be_found_in_any() -> None:
    root, table = listed(CALLING, {**FILES, "c": FileFindings()}, is_checked=False)
    after = queried(root, parsed("rule:N"), table)
    assert (len(after.root.members), after.undecided) == (0, 3)


def test_a_list_that_grew_is_filtered_anew() -> None:
    library = Library().merged([IndexedFile("x/a.json", (Entry(Source("x/a.json"), test_id="t/x.py::one"),))])
    for typed in ("one", "/o.e/", "test:one", "tokens:>1", "path:/a/"):
        queried(library.root, parsed(typed))
    usage = Outline("chat", usage=Usage(1, 2))
    entry = Entry(Source("x/ba.json"), test_id="t/x.py::one_more", outline=usage)
    root = library.merged([IndexedFile("x/ba.json", (entry,))]).root
    for typed, count in (
        ("one", 2),
        ("/o.e/", 2),
        ("test:one", 2),
        ("test:/one_/", 1),
        ("tokens:3", 1),
        ("path:/a/", 2),
    ):
        assert len(queried(root, parsed(typed)).root.members) == count


def test_a_pasted_name_is_told_from_a_query() -> None:
    root, _ = listed([(Entry(Source("x/my calls/a b.yaml"), test_id="t/x.py::one[a (b) OR c]"), None)])
    is_name = names_in(root)
    assert is_name("my calls/a b.yaml")
    assert is_name("one[a (b) OR c]")
    assert not is_name("one OR c")


def test_a_query_over_many_rows_costs_little() -> None:
    """The bound is some five times what it takes: a query that asked each row by itself would be far beyond it."""
    entries = [
        Entry(
            Source(f"r/{number:064x}.json"), number, test_id=f"t/m{number % 90}.py::test_{number}", chunks=number % 40
        )
        for number in range(20_000)
    ]
    root = Library().merged(IndexedFile(entry.source.path, (entry,)) for entry in entries).root
    query = parsed("test_1 chunks:3..9 -is:stream OR path:00ff")
    queried(root, query)
    assert cost(lambda: queried(root, query)) < 2
