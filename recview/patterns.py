"""Regular expressions that a user types, matched in a time that grows with the length of the text and nothing else.

It is the one place that imports google-re2, on first use. `DIFFERENCES` tells how it differs from Python's `re`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from recview.named_tuple import NamedTuple

MAX_CHARACTERS = 2_000
"""Characters of the longest expression."""

_MAX_BYTES = 64 << 20
"""Bytes that one expression may use."""

MISSING_HINT = "pip install 'recview[regex]'"

DIFFERENCES = (
    "^ and $ match at the start and end of every line",
    "without a capital letter, case does not count",
    r"\w \d \s \b know ASCII letters only: for others write \p{L}, \p{N}",
    r"no look-ahead or look-behind, no back-references (\1), no possessive or atomic groups",
    r"\z is the end of the text, \x{e9} a character by its number; a repeat is at most 1000",
)
"""What is another than in Python's `re`, a line each."""


class PatternProblem(NamedTuple):
    """Why an expression cannot be searched for, as a clause, and what to do about it, which may be empty."""

    reason: str
    hint: str = ""


class Pattern:
    """A compiled expression.

    Attributes:
        text: The expression as it was typed.
        is_folded: Whether it is looked for in folded text: never, as it is told itself whether case counts.
        needs_text_alone: Whether it asks for the start or end of a whole text, which a text among others has not.
    """

    is_folded = False

    def __init__(self, text: str, compiled: Any) -> None:
        self.text = text
        self.needs_text_alone = bool(re.search(_WHOLE_TEXT, text))
        self._first_span = _first_span(compiled)

    def span(self, data: Any, start: int, end: int) -> tuple[int, int] | None:
        r"""The offsets of the first match between two offsets of UTF-8; None if there is none.

        What stands before and behind counts for `^`, `$` and `\b`.

        Args:
            data: Bytes, or what has them as `mmap` does.
            start: Where it may begin.
            end: Where it must have ended.
        """
        if self.needs_text_alone:
            text = data[start:end]
            span = self._first_span(text, 0, len(text))
            return span and (start + span[0], start + span[1])
        return self._first_span(data, start, end)

    def matches(self, text: str) -> bool:
        """Whether it matches anywhere in a text."""
        data = text.encode("utf-8", "surrogatepass")
        return self._first_span(data, 0, len(data)) is not None


def _first_span(compiled: Any) -> Callable[[Any, int, int], tuple[int, int] | None]:
    """What finds the first match between two offsets.

    Asks the engine below its Python face, where it has the one that is expected: that makes three objects for each
    match, and so takes three times as long.
    """
    try:
        match, anchor = compiled._regexp.Match, _engine()._Anchor.UNANCHORED
    except AttributeError:
        search = compiled.search
        return lambda data, start, end: match.span() if (match := search(data, start, end)) else None

    def span(data: Any, start: int, end: int) -> tuple[int, int] | None:
        first: tuple[int, int] = match(anchor, data, start, end)[0]
        return first if first[0] >= 0 else None

    return span


def compile_pattern(text: str) -> Pattern | PatternProblem:
    r"""A regular expression as it was typed, compiled; or why it cannot be. Never raises.

    Case counts if there is a capital letter in it: one that stands for itself, not the one of `\W`.
    """
    if len(text) > MAX_CHARACTERS:
        return PatternProblem(f"an expression may have {MAX_CHARACTERS:,} characters, this one has {len(text):,}")
    engine = _engine()
    if engine is None:
        return PatternProblem("without google-re2 only words can be searched for, no regular expressions", MISSING_HINT)
    try:
        text.encode()
    except UnicodeEncodeError:
        return PatternProblem("there is half a character in it")
    options = engine.Options()
    options.log_errors = False
    options.max_mem = _MAX_BYTES
    options.case_sensitive = has_capital(text)
    try:
        # By itself first: put in a group, `a)(b` would be one.
        engine.compile(text, options)
        return Pattern(text, engine.compile(f"(?m:{text})", options))
    except engine.error as error:
        return _problem(error)
    finally:
        # The engine would keep what it compiled, with up to 64 MB each.
        engine.purge()


def has_capital(pattern: str) -> bool:
    """Whether a capital letter stands for itself in an expression."""
    return any(map(str.isupper, re.sub(_NO_LETTERS, "", pattern, flags=re.DOTALL)))


_NO_LETTERS = r"\\[pP]\{[^}]*\}|\\[pP].|\\x\{[^}]*\}|\\x..|\\.|\(\?P?<[^>]*>|\(\?[a-zA-Z-]+"
"""What of an expression holds letters that do not stand for themselves."""

_WHOLE_TEXT = r"\\[Az]|\(\?[a-zA-Z]*-[a-zA-Z]*m"


@cache
def _engine() -> Any:
    """google-re2; None if it is not there."""
    try:
        import re2

        # Another package has the same name, without these.
        options = re2.Options()
        _ = (options.log_errors, options.max_mem, options.case_sensitive, re2.error, re2.purge)
    except (ImportError, AttributeError):
        return None
    return re2


_PROBLEMS = (
    (r"perl operator: \(\?<?[=!]", "it looks ahead or behind, which cannot be searched for in bounded time", ""),
    (r"perl operator: \(\?P$", "it refers back to a group, which cannot be searched for in bounded time", ""),
    (r"escape sequence: \\[1-9]", "it refers back to a group, which cannot be searched for in bounded time", ""),
    (r"perl operator: \(\?>", "atomic groups are not understood", "write (?:…)"),
    (r"perl operator: \(\?#", "comments are not understood", ""),
    (r"perl operator: (.*)", "“{}” is not understood", "the flags are i, m, s and U, as in (?i)"),
    (r"repetition operator: ([*+?}]\+)", "possessive repeats are not understood", "leave the last + away"),
    (r"bad repetition operator: (.*)", "“{}” repeats a repeat", "put the first into (…)"),
    (r"repetition size: (.*)", "“{}” repeats too often, or less than from … to …", "a repeat is at most 1000"),
    (r"no argument for repetition operator: (.*)", "nothing stands before “{}” that could be repeated", r"write \{}"),
    (r"escape sequence: \\Z", r"“\Z” is not understood", r"the end of the text is \z"),
    (r"escape sequence: \\[uUN]", "characters by number or name are written otherwise", r"write \x{{e9}}"),
    (r"escape sequence: (.*)", "“{}” is not understood", r"a backslash itself is \\"),
    (r"missing \)", "a “(” is not closed", r"the sign itself is \("),
    (r"unexpected \)", "a “)” was not opened", r"the sign itself is \)"),
    (r"missing \]", "a “[” is not closed", r"the sign itself is \["),
    (r"class range: \\p(.*)", "“\\p{}” names no kind of characters", r"as \p{{L}}, \p{{Lu}}, \p{{Greek}}"),
    (r"class range: \[:(.*)", "“[:{}” names no kind of characters", "as [:alpha:], [:digit:]"),
    (r"class range: (.*)", "“{}” is no range of characters", "the lower one comes first"),
    (r"trailing \\", "it ends in a backslash", r"a backslash itself is \\"),
    (r"named capture group: (.*)", "“{}” names no group", "write (?P<name>…)"),
    (r"too large|nesting", "it is too large", "repeat less"),
)
"""What the engine says, as an expression; the same in plain words; and what to do."""


def _problem(error: Exception) -> PatternProblem:
    message = error.args[0] if error.args else b""
    words = message.decode("utf-8", "replace") if isinstance(message, bytes) else str(message)
    for pattern, reason, hint in _PROBLEMS:
        if match := re.search(pattern, words):
            return PatternProblem(reason.format(*match.groups()), hint.format(*match.groups()))
    return PatternProblem(words or "it is no regular expression")


def pattern_problem(text: str) -> str:
    """What is wrong with an expression and what to write instead, as one line; empty if nothing is."""
    compiled = compile_pattern(text)
    if not isinstance(compiled, PatternProblem):
        return ""
    return f"{compiled.reason}: {compiled.hint}" if compiled.hint else compiled.reason
