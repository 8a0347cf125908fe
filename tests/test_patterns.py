"""Regular expressions of a user's own: what is refused and in which words, when case counts, and that none hangs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview import patterns
from recview.patterns import MAX_CHARACTERS, MISSING_HINT, Pattern, PatternProblem, compile_pattern, pattern_problem
from tests.bounded import cost
from tests.examples import examples


@pytest.fixture
def engine() -> Iterator[None]:
    """Look for the engine anew, before and after."""
    patterns._engine.cache_clear()
    yield
    patterns._engine.cache_clear()


def compiled(text: str) -> Pattern:
    pattern = compile_pattern(text)
    assert isinstance(pattern, Pattern), pattern
    return pattern


REFUSED = [
    ("(?=a)", "looks ahead or behind"),
    ("(?<!a)", "looks ahead or behind"),
    (r"(a)\1", "refers back"),
    ("(?P<x>a)(?P=x)", "refers back"),
    ("(?>a)", "atomic"),
    ("(?#note)a", "comments"),
    ("(?x)a", "“(?x” is not understood"),
    ("a++", "possessive"),
    ("a**", "“**” repeats a repeat"),
    ("*a", "nothing stands before “*”"),
    ("a{1001}", "“{1001}” repeats too often"),
    (r"a\Z", r"“\Z” is not understood"),
    (r"\u00e9", "by number or name"),
    (r"\N{DASH}", "by number or name"),
    (r"\h", r"“\h” is not understood"),
    ("(a", "a “(” is not closed"),
    ("a)", "a “)” was not opened"),
    ("a)(b", "a “)” was not opened"),
    ("[a", "a “[” is not closed"),
    ("[z-a]", "“z-a” is no range"),
    (r"\p{Foo}", r"“\p{Foo}” names no kind"),
    ("[[:foo:]]", "“[:foo:]” names no kind"),
    ("a\\", "ends in a backslash"),
    ("(((a{100}){100}){100})", "repeats too often"),
    ("\ud800", "half a character"),
    ("a" * (MAX_CHARACTERS + 1), "may have 2,000 characters, this one has 2,001"),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_what_is_refused_is_told_in_plain_words(text: str, words: str) -> None:
    problem = compile_pattern(text)
    assert isinstance(problem, PatternProblem)
    assert words in problem.reason
    assert not re.search("perl|operator|invalid|argument", f"{problem}")


@pytest.mark.parametrize(
    ("pattern", "text", "is_match"),
    [
        ("hello", "Say HELLO", True),
        ("Hello", "hello", False),
        ("Hello", "Hello", True),
        (r"\Whello", "HELLO HELLO", True),
        (r"\p{Lu}x", "Ax", True),
        (r"\x{4A}x", "JX", True),
        ("(?P<Name>ab)", "AB", True),
        ("(?i)Hello", "hello", True),
        ("é", "É", True),
        ("^b$", "a\nb\nc", True),
        (r"\Ab", "a\nb", False),
        ("a.b", "a\nb", False),
        ("(?s)a.b", "a\nb", True),
        ("", "", True),
        ("a|b$", "b\nc", True),
    ],
)
def test_a_match(pattern: str, text: str, is_match: bool) -> None:
    assert compiled(pattern).matches(text) == is_match


def test_lines_end_where_a_part_of_the_data_ends() -> None:
    data = b"one\ntwo\nthree\n"
    assert compiled("^two$").span(data, 4, 7) == (4, 7)
    assert compiled(r"\Atwo\z").span(data, 4, 7) == (4, 7)
    assert compiled("e$").span(data, 0, 3) == (2, 3)
    assert compiled("ne\\nt").span(data, 0, 3) is None


@pytest.mark.parametrize("text", ["(a+)+b", "(.*)*foo!!!", "(a|aa)+$", "(?s).*.*.*=.*zz!!"])
def test_no_expression_takes_longer_than_its_text_does(text: str) -> None:
    pattern = compiled(text)
    assert cost(lambda: pattern.matches("a" * 200_000)) < 10


@examples(300)
@given(st.text(alphabet="ab()[]{}*+?|\\.^$0123456789,-:=!<>PQEZ\ud800é\0\n") | st.text())
def test_any_text_is_compiled_or_refused(text: str) -> None:
    pattern = compile_pattern(text)
    if isinstance(pattern, Pattern):
        pattern.matches("aab Ab\né")
    else:
        assert pattern.reason


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("module", [None, SimpleNamespace(compile=re.compile)])
def test_without_the_engine_only_words_are_possible(module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", module)
    problem = compile_pattern("a.b")
    assert isinstance(problem, PatternProblem)
    assert problem.hint == MISSING_HINT
    assert "only words" in problem.reason


def test_what_was_compiled_is_not_kept() -> None:
    import re2

    compiled("not kept")
    assert re2._Regexp._make.cache_info().currsize == 0


@pytest.mark.parametrize(
    ("text", "words"), [("a+", ""), ("[", r"a “[” is not closed: the sign itself is \["), (r"(?=a)", "it looks ahead")]
)
def test_what_is_wrong_comes_with_what_to_write_instead(text: str, words: str) -> None:
    assert pattern_problem(text).startswith(words)
    assert bool(pattern_problem(text)) == bool(words)
