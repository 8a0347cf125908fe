"""Looking for a term in many texts at once finds what looking through each by itself does."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview import text_matching
from recview.case_folding import fold, folded_utf8
from recview.patterns import PatternProblem
from recview.reading.search_text import SearchText, first_hit, laid_out
from recview.text_matching import END, WIDTH, Matcher, RecordedTexts, column_indexes, compiled, first_matches
from recview.text_terms import MOST_COUNTED, TEXT_FIELDS, TextHit, TextTerm
from tests.examples import examples

WORDS = ["a", "ab", "A", "b\n", "\n", "é", "É", "", "a\nb", "ß", "\ud800"]
PATTERNS = [
    "a",
    "^a",
    "a$",
    "(?s)a.*b",
    "[^a]",
    "a*",
    r"\Aa",
    r"b\z",
    r"\bab\b",
    "\\n",
    "a|b\\n",
    r"\B",
    "(?-m)^b",
    "É",
]
TERMS = [*map(TextTerm, WORDS), *(TextTerm(text, True) for text in PATTERNS)]

TEXTS = st.text(alphabet="ab\nAéÉß \ud800", max_size=6)


def matcher(term: TextTerm) -> Matcher:
    looked_for = compiled(term)
    assert not isinstance(looked_for, PatternProblem)
    return looked_for


def each_alone(looked_for: Matcher, texts: list[bytes], columns: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """Index, start and end of the first match of each recording, by its own texts."""
    matches = []
    for first in range(0, len(texts), WIDTH):
        for index in (first + column for column in columns):
            span = looked_for.span(texts[index], 0, len(texts[index]))
            if span is not None:
                matches.append((index, *span))
                break
    return matches


@pytest.fixture(scope="module", params=[1, 64_000], autouse=True)
def window_bytes(request: pytest.FixtureRequest) -> Iterator[None]:
    """Windows of one recording and of all."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(text_matching, "WINDOW_BYTES", request.param)
        yield


@pytest.mark.parametrize("term", TERMS)
@examples(40)
@given(
    fields=st.lists(TEXTS, min_size=WIDTH * 3, max_size=WIDTH * 3),
    columns=st.sets(st.sampled_from(range(WIDTH)), min_size=1).map(sorted).map(tuple),
)
def test_all_at_once_is_each_alone(term: TextTerm, fields: list[str], columns: tuple[int, ...]) -> None:
    looked_for = matcher(term)
    texts = [field.encode("utf-8", "surrogatepass") for field in fields]
    if looked_for.is_folded:
        texts = [fold(field).encode("utf-8", "surrogatepass") for field in fields]
    data, starts = laid_out(texts)
    matches = first_matches(looked_for, data, starts, range(len(texts)), group=WIDTH, columns=columns)
    assert [(text, start - starts[text], end - starts[text]) for text, start, end in matches] == each_alone(
        looked_for, texts, columns
    )


def recorded(*texts: SearchText) -> RecordedTexts:
    data, starts = laid_out(field for text in texts for field in text.encoded())
    return RecordedTexts(data, folded_utf8(data), starts, len(texts))


LONG = SearchText("x" * 100 + "Grüße, world. " + "y" * 100, "", 'get_weather\n{"city":"Rome"}', "Hi\nhi hi")


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (TextTerm("world"), TextHit("answer", 107, "x" * 53 + "Grüße, ", "world", ". " + "y" * 58, 5)),
        (TextTerm("World"), None),
        (TextTerm("grüße"), TextHit("answer", 100, "x" * 60, "Grüße", ", world. " + "y" * 51, 5)),
        (TextTerm("HI"), None),
        (TextTerm("hi"), TextHit("request", 0, "", "Hi", "\nhi hi", 2, 3)),
        (TextTerm("hi", fields=("answer", "calls")), None),
        (TextTerm("rome"), TextHit("calls", 21, 'get_weather\n{"city":"', "Rome", '"}', 4)),
        (TextTerm(r"w\w+", True), TextHit("answer", 107, "x" * 53 + "Grüße, ", "world", ". " + "y" * 58, 5, 2)),
        (TextTerm("x+", True), TextHit("answer", 0, "", "x" * 100, "Grüße, world. " + "y" * 46, 100)),
        (TextTerm("nowhere"), None),
    ],
)
def test_a_hit_with_its_context(term: TextTerm, expected: TextHit | None) -> None:
    looked_for, columns = matcher(term), column_indexes(term.fields)
    assert first_hit(looked_for, LONG, term.fields) == expected
    texts = recorded(SearchText("", "", "", ""), LONG)
    matches = texts.matches(looked_for, range(2), columns)
    assert [texts.hit(looked_for, match, columns) for match in matches] == ([expected] if expected else [])


def test_matches_are_counted_up_to_a_bound() -> None:
    hit = first_hit(matcher(TextTerm("a")), SearchText("a" * 1_000, "", "", ""))
    assert hit is not None
    assert hit.matches == MOST_COUNTED
    empty = first_hit(matcher(TextTerm("b*", True)), SearchText("aaa", "", "", ""))
    assert empty is not None
    assert (empty.length, empty.matches) == (0, 7), "before and behind each letter, and in the other fields"


def test_no_field_is_one_of_another_name() -> None:
    assert column_indexes(TEXT_FIELDS) == tuple(range(WIDTH))
    assert column_indexes(("request", "else")) == (3,)
    assert END not in b"".join(LONG.encoded()[:2])
