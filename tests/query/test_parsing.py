"""What texts of queries mean, and where a wrong one is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given

from recview.query.fields import FIELDS, FieldRow
from recview.query.parsing import DEEPEST, parse
from recview.query.syntax import (
    EVERYTHING,
    And,
    Comparison,
    Field,
    Not,
    Or,
    Pattern,
    Query,
    QueryProblem,
    Range,
    Whole,
    Word,
)
from tests.examples import examples
from tests.query.queries import texts

A, B, C = Word("a"), Word("b"), Word("c")
STOP = Field("finish", (Word("stop"),))


@given(texts)
@examples(1000)
def test_no_text_raises_and_a_problem_says_where(text: str) -> None:
    query = parse(text)
    if isinstance(query, QueryProblem):
        assert 0 <= query.start < query.end <= len(text) + 1
        assert query.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", EVERYTHING),
        ("  ", EVERYTHING),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("(a b) c", And((A, B, C))),
        ("NOT a", Not(A)),
        ("-a b", And((Not(A), B))),
        ("-(a OR b)", Not(Or((A, B)))),
        ("NOT -a", A),
        ("NOT(a)", Not(A)),
        ("or", Word("or")),
        ('"OR"', Word("OR")),
        ('"a b"', Word("a b")),
        (r'"a \"b\" \\ \c"', Word(r'a "b" \ \c')),
        ("'a b'", Word("a b")),
        ("`a`", A),
        ("don't", Word("don't")),
        ("- a", And((Word("-"), A))),
        ("--json", Not(Word("-json"))),
        ("a-b", Word("a-b")),
        ("/a.b/", Pattern("a.b")),
        (r"/a\/b c\\/", Pattern(r"a/b c\\")),
        ("-/a/", Not(Pattern("a"))),
        ("(/a/)", Pattern("a")),
        ("/home/me/", Word("/home/me/")),
        ("/home", Word("/home")),
        ("/usr/bin x/", And((Word("/usr/bin"), Word("x/")))),
        ("//", Word("//")),
        ("./8a.json", Word("8a.json")),
        ("test_y[ollama/llama3.2:3b]", Word("test_y[ollama/llama3.2:3b]")),
        ("a::b", Word("a::b")),
        ("test::b", Word("test::b")),
        ("http://localhost:11434/v1", Word("http://localhost:11434/v1")),
        ("llama3.2:3b", Word("llama3.2:3b")),
        ("f(x)", Word("f(x)")),
        ("(f(x) OR b)", Or((Word("f(x)"), B))),
        ("a)", Word("a)")),
        ("finish:stop", STOP),
        ("FINISH:Stop", STOP),
        ("-finish:stop", Not(STOP)),
        ("(finish:stop)", STOP),
        ("finish:stop,length", Field("finish", (Word("stop"), Word("length")))),
        ("finish:stop,", STOP),
        ("finish:end_turn", Field("finish", (Word("end_turn"),))),
        ("model:llama3.2:3b", Field("model", (Word("llama3.2:3b"),))),
        ("model:=a", Field("model", (Whole("a"),))),
        ('model:"a b",c', Field("model", (Word("a b"), C))),
        ("test:t[a,b],c", Field("test", (Word("t[a,b]"), C))),
        ("text:/a,b/,c", Field("text", (Pattern("a,b"), C))),
        ("path:/a/b", Field("path", (Word("/a/b"),))),
        ("tokens:5", Field("tokens", (Comparison("=", 5),))),
        ("tokens:>10k", Field("tokens", (Comparison(">", 10_000),))),
        ("size:<=1.5MB", Field("size", (Comparison("<=", 1_500_000),))),
        ("tokens:10..2k", Field("tokens", (Range(10, 2_000),))),
        ("tokens:10..", Field("tokens", (Range(10, None),))),
        ("tokens:*..10", Field("tokens", (Range(None, 10),))),
    ],
)
def test_a_text_means(text: str, expected: Query) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "wrong", "words"),
    [
        ("a finsh:stop", "finsh", "no field is called finsh: perhaps finish:"),
        ("modell:a", "modell", "no field is called modell: perhaps model:"),
        ("finish:", "finish:", "finish: has no value: one of stop, length, tool_calls, content_filter"),
        ("is:strem b", "strem", "is: does not know strem: perhaps is:stream"),
        ("is:x", "x", "is: does not know x: one of stream, plain, error"),
        ("has:a,usage", "a", "has: does not know a: one of usage, tools, citations"),
        ("verdict:change", "change", "verdict: does not know change: perhaps verdict:changed"),
        ("tokens:many", "many", "tokens: does not know many: a number"),
        ("tokens:..", "..", "tokens: does not know ..: a number"),
        ("tokens:0.5", "0.5", "tokens: does not know 0.5: a number"),
        ("model:", "model:", "model: has no value: for example model:llama"),
        ('a "b', '"b', "the quote is not closed"),
        ("a (b", "(", "the parenthesis is not closed"),
        ("a )", ")", "no parenthesis is open here"),
        ("(a))", ")", "no parenthesis is open here"),
        ("()", ")", "something is missing here"),
        ("a OR", "", "something is missing here"),
        ("OR a", "OR", "nothing stands before OR"),
        ("a NOT", "", "something is missing here"),
        ("(" * 9_999, "(", f"more than {DEEPEST} parentheses are inside one another"),
    ],
)
def test_a_wrong_text_says_where_and_what_to_write(text: str, wrong: str, words: str) -> None:
    problem = parse(text)
    assert isinstance(problem, QueryProblem)
    assert text[problem.start : problem.end] == wrong
    assert problem.words.startswith(words)


NAMES = ("test_z[a (b) OR c]", "/models/", "it:3b", "my cassettes/by hand.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("test_z[a (b) OR c]", Word("test_z[a (b) OR c]")),
        ("'test_z[a (b) OR c]' ", Word("test_z[a (b) OR c]")),
        ("./my cassettes/by hand.yaml", Word("my cassettes/by hand.yaml")),
        ("/models/", Word("/models/")),
        ("/model/", Pattern("model")),
        ("it:3b", Word("it:3b")),
        ("hand by", And((Word("hand"), Word("by")))),
    ],
)
def test_what_stands_in_the_list_is_taken_whole(text: str, expected: Query) -> None:
    assert parse(text, is_name=lambda name: any(name in other for other in NAMES)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tests/a.py::test[a (b) OR c]", Word("tests/a.py::test[a (b) OR c]")),
        ("'a.py::T::test[a: b?]'", Word("a.py::T::test[a: b?]")),
        ("a.py::test[a] b[c]", And((Word("a.py::test[a]"), Word("b[c]")))),
        ('" "', Word(" ")),
        ("test[a b]", And((Word("test[a"), Word("b]")))),
    ],
)
def test_a_test_id_is_one_word_though_blanks_stand_in_its_brackets(text: str, expected: Query) -> None:
    assert parse(text) == expected


def test_a_query_is_a_query_whatever_names_there_are() -> None:
    assert isinstance(parse("a finish:stop", is_name=lambda name: True), And)


def test_a_query_that_was_pasted_by_mistake_is_too_long() -> None:
    problem = parse("a OR " * 3000 + "a")
    assert isinstance(problem, QueryProblem)
    assert problem.words == "a query has at most 10,000 characters, this one 15,001"


def test_a_wrong_expression_is_a_problem_where_it_stands() -> None:
    problem = parse("a text:/(/", pattern_problem=lambda text: f"{text} is wrong")
    assert problem == QueryProblem(7, 10, "( is wrong")


@pytest.mark.parametrize("row", FIELDS.values(), ids=lambda row: row.name)
def test_the_example_of_each_field_is_a_query_about_it(row: FieldRow) -> None:
    query = parse(row.example)
    assert isinstance(query, Field)
    assert query.name == row.name
