"""Words of an answer, the next and the previous one; where a character is once JSON is laid out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.display.section import Page, Section
from recview.display.words import LONGEST, Word, counterpart, next_word, previous_word, word_at
from recview.json_text import pretty
from recview.replay.transcript import Block
from tests.examples import examples


def grown(kind: str, text: str) -> Section:
    block = Block("text", 0, "", "", text, (0,), (len(text),))
    return Section(kind, "", text, block=block)  # type: ignore[arg-type]


PAGE = Page(
    (
        Section("user", "user", "a question"),
        Section("assistant", "assistant", "not of a block"),
        grown("reasoning", "Let me  see.\n"),
        grown("assistant", "It's 20 °C in 東京!"),
        grown("tool_call", '{"city":"Rome"}'),
    ),
    1,
)


def all_words(page: Page) -> list[Word]:
    words = []
    word = next_word(page, 0, 0)
    while word:
        words.append(word)
        word = next_word(page, word.section, word.end)
    return words


def test_all_words_of_the_answer_come_in_turn() -> None:
    words = all_words(PAGE)
    texts = [PAGE.sections[word.section].text[word.start : word.end] for word in words]
    assert texts == ["Let", "me", "see.", "It's", "20", "°C", "in", "東", "京", "!", "city", "Rome"]


def test_the_previous_words_are_the_same_ones() -> None:
    words, word = [], previous_word(PAGE, 9, 0)
    while word:
        words.append(word)
        word = previous_word(PAGE, word.section, word.start)
    assert words[::-1] == all_words(PAGE)


@pytest.mark.parametrize(
    ("section", "offset", "word"),
    [
        pytest.param(2, 1, Word(2, 0, 3), id="within a word"),
        pytest.param(2, 3, None, id="a blank"),
        pytest.param(2, 99, None, id="behind the text"),
        pytest.param(2, -1, None, id="before the text"),
        pytest.param(0, 0, None, id="what was sent"),
        pytest.param(1, 0, None, id="no block"),
        pytest.param(4, 0, None, id="a bracket"),
        pytest.param(4, 9, Word(4, 9, 13), id="a value of arguments"),
    ],
)
def test_the_word_at_a_character(section: int, offset: int, word: Word | None) -> None:
    assert word_at(PAGE, section, offset) == word


@pytest.mark.parametrize("text", ["x" * 10 * LONGEST, " " * 10 * LONGEST, f"a{' ' * 5 * LONGEST}b"])
def test_no_text_is_too_long(text: str) -> None:
    page = Page((grown("assistant", text),), 0)
    words, word = [], previous_word(page, 0, len(text))
    while word:
        words.append(word)
        word = previous_word(page, word.section, word.start)
    assert sum(word.end - word.start for word in words) == len("".join(text.split()))


@examples(200)
@given(st.text(st.sampled_from("ab ,\n東\u200d\u0301"), max_size=30), st.integers(0, 40))
def test_a_word_is_where_its_characters_are(text: str, offset: int) -> None:
    page = Page((grown("assistant", text),), 0)
    word = word_at(page, 0, offset)
    if offset < len(text) and not text[offset].isspace():
        assert word
        assert word.start <= offset < word.end
        assert not set(text[word.start : word.end]) & set(" \n")
    else:
        assert word is None


@examples(100)
@given(st.dictionaries(st.text("ab \u2028", max_size=4), st.integers() | st.text("xy ", max_size=5), max_size=4))
def test_a_character_is_the_same_once_json_is_laid_out(value: dict[str, object]) -> None:
    text = pretty(value)
    brief = "".join(line.strip() for line in text.split("\n"))
    for offset, character in enumerate(brief):
        if not character.isspace():
            other = counterpart(brief, offset, text)
            assert other is not None
            assert text[other] == character
            assert counterpart(text, other, brief) == offset


def test_other_texts_have_no_counterpart() -> None:
    assert counterpart("[1]", 1, "[2]") is None
    assert counterpart("a ", 1, "a") is None
