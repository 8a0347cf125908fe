"""The text of a query, read character by character: phrases, patterns and words."""

from __future__ import annotations

import re

from recview.query.syntax import QueryProblem

_OPEN, _CLOSE = "([{", ")]}"

_UNIT = re.compile(r"\\?.", re.DOTALL)
"""A character of a regular expression, with the backslash that is before it."""


class Misspelled(Exception):
    """A query is wrong. Raised and caught within parsing."""

    def __init__(self, start: int, end: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.problem = QueryProblem(start, end, message, hint)


class Scanner:
    """The text and how far it was read.

    Attributes:
        text: The whole query.
        index: The index of the next character.
        depth: How many parentheses are open around it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.index = 0
        self.depth = 0

    @property
    def next(self) -> str:
        """The next character; empty at the end."""
        return self.text[self.index : self.index + 1]

    def skip_blanks(self) -> None:
        """Go on to the next character that is no blank."""
        while self.next.isspace():
            self.index += 1

    def take(self, text: str) -> bool:
        """Whether a text comes next; if so, go behind it."""
        if not self.text.startswith(text, self.index):
            return False
        self.index += len(text)
        return True

    def take_keyword(self, word: str) -> bool:
        """Whether a word comes next, as a whole; if so, go behind it."""
        end = self.index + len(word)
        return (self.text.startswith(word, self.index) and self._ends(end, "(")) and self.take(word)

    def _ends(self, index: int, also: str = "") -> bool:
        """Whether a word may end before an index."""
        letter = self.text[index : index + 1]
        return not letter or letter.isspace() or letter in also or (letter == ")" and self.depth > 0)

    def phrase(self) -> str | None:
        """The text in the quotes that come next; None if none do.

        In double quotes a backslash stands before a quote or a backslash. Single ones and backticks, which what is
        pasted may have around it, are quotes only if they close at the end of a word.
        """
        start, quote = self.index, self.next
        if quote and quote in "'`":
            end = self.text.find(quote, start + 1)
            if end < 0 or not self._ends(end + 1):
                return None
            self.index = end + 1
            return self.text[start + 1 : end]
        if quote != '"':
            return None
        letters: list[str] = []
        self.index += 1
        while not self.take('"'):
            if not self.next:
                raise Misspelled(start, self.index, "the quote is not closed", 'put a " behind the phrase')
            if self.text.startswith(('\\"', "\\\\"), self.index):
                self.index += 1
            letters.append(self.next)
            self.index += 1
        return "".join(letters)

    def pattern(self, also: str = "") -> tuple[str, str] | None:
        """The regular expression between slashes that comes next, and as it is spelled; None if none does.

        A slash inside has a backslash before it. So a path of several folders is none.

        Args:
            also: Characters that may stand behind it, besides a blank.
        """
        start = self.index
        if self.next != "/":
            return None
        end = start + 1
        while end < len(self.text) and self.text[end] != "/":
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text) or end == start + 1 or not self._ends(end + 1, also):
            return None
        return unescaped(self.text[start + 1 : end]), self.text[start : end + 1]

    def word(self, also: str = "") -> str:
        """What comes next up to a blank, or up to the parenthesis that closes a group.

        Args:
            also: Characters that end it, too, outside of brackets.
        """
        start, parentheses, brackets = self.index, 0, 0
        while self.next and not self.next.isspace():
            letter = self.next
            if letter == ")" and not parentheses and self.depth:
                break
            if letter in also and not brackets:
                break
            parentheses = max(0, parentheses + (letter == "(") - (letter == ")"))
            brackets = max(0, brackets + (letter in _OPEN) - (letter in _CLOSE))
            self.index += 1
        return self.text[start : self.index]


def unescaped(spelled: str) -> str:
    """A regular expression from between slashes: a slash without the backslash before it."""
    return "".join("/" if unit == "\\/" else unit for unit in _UNIT.findall(spelled))


def escaped(pattern: str) -> str:
    """A regular expression as it stands between slashes."""
    return "".join("\\/" if unit == "/" else unit for unit in _UNIT.findall(pattern))
