"""From the text of a query to its values.

    query    either ("OR" either)*
    either   part (["AND"] part)*
    part     ("NOT" | "-")* ( "(" query ")" | "phrase" | /regex/ | field:value,value | word )

A word is a field only if the name of one, or one letter off it, stands before its first colon. Every other word is
taken whole, whatever is in it.
"""

from __future__ import annotations

from collections.abc import Callable

from recview.query.conditions import conditions
from recview.query.fields import FIELDS
from recview.query.nearest import nearest_field
from recview.query.scanning import Misspelled, Scanner
from recview.query.syntax import (
    EVERYTHING,
    And,
    Field,
    Leaf,
    Or,
    Pattern,
    Query,
    QueryProblem,
    Word,
    joined,
    negated,
    repeated,
)

DEEPEST = 50
"""Parentheses inside one another."""

LONGEST = 10_000
"""Characters of a query: more is pasted by mistake, and would be asked of each recording at each key."""

_QUOTES = "'\"`"


def parse(
    text: str,
    *,
    is_name: Callable[[str], bool] = lambda text: False,
    pattern_problem: Callable[[str], str] = lambda _: "",
) -> Query | QueryProblem:
    """The query that a text spells, or what is wrong with it. Never raises.

    Args:
        text: What was typed.
        is_name: Whether a text stands in a test id or a path of the list: what was pasted is then one word.
        pattern_problem: What is wrong with a regular expression; empty if nothing is.
    """
    if len(text) > LONGEST:
        return QueryProblem(LONGEST, len(text), f"a query has at most {LONGEST:,} characters, this one {len(text):,}")
    words = text.split()
    name = unquoted(text.strip())
    if len(words) > 1 and not any(map(_is_special, words)) and (_is_test_id(name) or is_name(name)):
        return Word(name)
    try:
        return _Parser(text, is_name, pattern_problem).query()
    except Misspelled as error:
        return error.problem


def field_name(word: str) -> str:
    """The field that a word begins with, or is one letter off; empty if the word is taken whole."""
    name, colon, value = word.partition(":")
    return nearest_field(name) if colon and not value.startswith(":") and name.isalpha() else ""


def unquoted(text: str) -> str:
    """A name without what it may have around it where it was copied from: quotes, and `./` before a path."""
    return text.strip(_QUOTES).removeprefix("./") or text


def _is_test_id(text: str) -> bool:
    """Whether a text with blanks is one test id, whatever names there are: they stand in its brackets.

    So `tests/a.py::test[a b]` is; `a.py::test[a] b[c]`, of which the first word closes its bracket, is not.
    """
    start = text.lstrip().partition(" ")[0]
    return "::" in start and text.endswith("]") and start.count("[") > start.count("]")


def _is_special(word: str) -> bool:
    """Whether a word says that a text is a query, whatever names there are: it names a field."""
    name = word.removeprefix("-").partition(":")[0]
    return field_name(word.removeprefix("-")) == name and bool(name)


class _Parser:
    """Reads a query from left to right; raises Misspelled."""

    def __init__(self, text: str, is_name: Callable[[str], bool], pattern_problem: Callable[[str], str]) -> None:
        self._scanner = Scanner(text)
        self._is_name = is_name
        self._pattern_problem = pattern_problem

    def query(self) -> Query:
        """The whole query."""
        scanner = self._scanner
        scanner.skip_blanks()
        if not scanner.next:
            return EVERYTHING
        query = self._alternatives()
        if scanner.next:
            raise Misspelled(
                scanner.index, scanner.index + 1, "no parenthesis is open here", 'a ")" to find needs quotes'
            )
        return query

    def _alternatives(self) -> Query:
        """Parts with OR between them, up to the end or a parenthesis that closes."""
        parts = [self._together()]
        while self._take("OR"):
            parts.append(self._together())
        return joined(Or, parts)

    def _together(self) -> Query:
        """Parts with blanks or AND between them."""
        parts = [self._part()]
        while self._is_at_part():
            self._take("AND")
            parts.append(self._part())
        return joined(And, parts)

    def _is_at_part(self) -> bool:
        """Whether what comes next goes on with what all must match."""
        scanner = self._scanner
        scanner.skip_blanks()
        index = scanner.index
        is_or = scanner.take_keyword("OR")
        scanner.index = index
        return bool(scanner.next) and not is_or and scanner.next != ")"

    def _take(self, keyword: str) -> bool:
        self._scanner.skip_blanks()
        return self._scanner.take_keyword(keyword)

    def _part(self) -> Query:
        """A part with what negates it."""
        scanner = self._scanner
        is_negated = False
        while self._take("NOT"):
            is_negated = not is_negated
        scanner.skip_blanks()
        start = scanner.index
        for keyword in ("OR", "AND"):
            if scanner.take_keyword(keyword):
                raise Misspelled(
                    start, scanner.index, f"nothing stands before {keyword}", f'the word itself is "{keyword}"'
                )
        if scanner.next == "-" and self._is_operand(start + 1):
            scanner.index += 1
            is_negated = not is_negated
        part = self._operand()
        return negated(part) if is_negated else part

    def _is_operand(self, index: int) -> bool:
        """Whether something stands at an index."""
        letter = self._scanner.text[index : index + 1]
        return bool(letter) and not letter.isspace() and not (letter == ")" and self._scanner.depth)

    def _operand(self) -> Query:
        scanner = self._scanner
        start = scanner.index
        if not scanner.next or (scanner.next == ")" and scanner.depth):
            raise Misspelled(start, start + 1, "something is missing here", "a word, a field:value or a parenthesis")
        if scanner.next == ")":
            raise Misspelled(start, start + 1, "no parenthesis is open here", 'a ")" to find needs quotes')
        if scanner.next == "(":
            return self._group()
        if pattern := self._pattern(scanner, ""):
            return pattern
        phrase = scanner.phrase()
        return self._word() if phrase is None else Word(phrase)

    def _group(self) -> Query:
        scanner = self._scanner
        start = scanner.index
        scanner.index += 1
        scanner.depth += 1
        if scanner.depth > DEEPEST:
            raise Misspelled(start, scanner.index, f"more than {DEEPEST} parentheses are inside one another")
        query = self._alternatives()
        scanner.skip_blanks()
        if not scanner.take(")"):
            raise Misspelled(start, start + 1, "the parenthesis is not closed", 'a "(" to find needs quotes')
        scanner.depth -= 1
        return query

    def _pattern(self, scanner: Scanner, also: str) -> Pattern | None:
        """The regular expression that comes next; None if none does, or what looks like it is a path of the list."""
        start = scanner.index
        expression = scanner.pattern(also)
        if expression is None or self._is_name(expression[1]):
            return None
        scanner.index = start + len(expression[1])
        if problem := self._pattern_problem(expression[0]):
            raise Misspelled(start, scanner.index, problem)
        return Pattern(expression[0])

    def _word(self) -> Leaf:
        scanner = self._scanner
        start = scanner.index
        word = scanner.word()
        name = field_name(word)
        spelled = word.partition(":")[0]
        if not name or (spelled.lower() != name and self._is_name(word)):
            return Word(unquoted(word))
        end = start + len(spelled)
        if spelled.lower() != name:
            raise Misspelled(start, end, f"no field is called {repeated(spelled)}", f"perhaps {name}:")
        scanner.index = end + 1
        return Field(name, tuple(conditions(scanner, FIELDS[name], self._pattern)))
