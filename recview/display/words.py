"""The words of an answer: the next and the previous one, and where a character is in the same text laid out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from recview.display.section import Page
from recview.named_tuple import NamedTuple

LONGEST = 1_000
"""Characters of a word; a longer one is several."""

_IDEOGRAPHS = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
"""Characters of scripts that put no blank between words: each is a word."""

# As text: they take milliseconds to compile, and few go from word to word.
_WORD = rf"[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}]{{1,{LONGEST}}}"
_TOKEN = rf"\w{{1,{LONGEST}}}"
"""A word of a tool call's arguments, which may be without blanks."""

_compiled = cache(re.compile)


class Word(NamedTuple):
    """Characters [start, end) of the text of the section with an index."""

    section: int
    start: int
    end: int


def next_word(page: Page, section: int, offset: int) -> Word | None:
    """The first word of the answer from a character of a section on; None if there is none.

    Args:
        page: The page.
        section: The index of the section.
        offset: The index of the character.
    """
    for index in range(max(section, page.sent), len(page.sections)):
        text = _text(page, index)
        if match := _pattern(page, index).search(text, offset if index == section else 0):
            return Word(index, *match.span())
    return None


def previous_word(page: Page, section: int, offset: int) -> Word | None:
    """The last word of the answer that begins before a character of a section; None if there is none."""
    for index in range(min(section, len(page.sections) - 1), page.sent - 1, -1):
        text, pattern = _text(page, index), _pattern(page, index)
        end = min(offset, len(text)) if index == section else len(text)
        while end > 0:
            begin = max(0, end - 2 * LONGEST)
            if match := _last(pattern.finditer(text, begin, end)):
                # The word may go on behind the offset.
                whole = pattern.match(text, match.start())
                return Word(index, *(whole or match).span())
            end = begin
    return None


def word_at(page: Page, section: int, offset: int) -> Word | None:
    """The word that a character of an answer's section is in; None on a blank, or where there is no such character."""
    if section < page.sent or not 0 <= offset < len(_text(page, section)):
        return None
    word = previous_word(page, section, offset + 1)
    return word if word and word.section == section and word.start <= offset < word.end else None


def counterpart(text: str, offset: int, other: str) -> int | None:
    """Where a character of a text is in another one that has other blanks; None where all else is not the same.

    Args:
        text: The text.
        offset: The character's index in it; of a blank, the character behind it is meant.
        other: The other text.
    """
    if "".join(text.split()) != "".join(other.split()):
        return None
    rest = sum(map(len, text[:offset].split()))
    for match in re.finditer(r"\S+", other):
        if rest < len(match[0]):
            return match.start() + rest
        rest -= len(match[0])
    return None


def _text(page: Page, index: int) -> str:
    """The text of a section that grows; empty for the others."""
    section = page.sections[index]
    return section.text if section.block else ""


def _pattern(page: Page, index: int) -> re.Pattern[str]:
    return _compiled(_TOKEN if page.sections[index].kind == "tool_call" else _WORD)


def _last(matches: Iterable[re.Match[str]]) -> re.Match[str] | None:
    last = None
    for last in matches:  # noqa: B007
        pass
    return last
