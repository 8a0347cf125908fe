"""What stands behind a field's colon, from its text to conditions."""

from __future__ import annotations

from collections.abc import Callable

from recview.query.fields import FieldRow
from recview.query.nearest import nearest
from recview.query.numbers import number
from recview.query.scanning import Misspelled, Scanner
from recview.query.syntax import Comparison, Condition, Operator, Pattern, Range, Whole, Word, repeated

_OPERATORS: tuple[Operator, ...] = (">=", "<=", ">", "<", "=")
_NUMBERS = "a number, as 10, >10, 1k..2M"


def conditions(scanner: Scanner, row: FieldRow, pattern: Callable[[Scanner, str], Pattern | None]) -> list[Condition]:
    """The conditions that come next, separated by commas; raises Misspelled.

    Args:
        scanner: Behind the colon.
        row: The field.
        pattern: Takes the pattern that comes next, given what may stand behind it.
    """
    start = scanner.index
    taken: list[Condition] = []
    while True:
        if (condition := _condition(scanner, row, pattern)) is not None:
            taken.append(condition)
        if not scanner.take(","):
            break
    if not taken:
        raise Misspelled(start - len(f"{row.name}:"), scanner.index, f"{row.name}: has no value", _hint(row))
    return taken


def _condition(scanner: Scanner, row: FieldRow, pattern: Callable[[Scanner, str], Pattern | None]) -> Condition | None:
    """The condition that comes next; None if there is none before the comma or the end."""
    start = scanner.index
    if row.kind in ("name", "text") and (expression := pattern(scanner, ",")):
        return expression
    is_whole = row.kind in ("name", "word") and scanner.take("=")
    phrase = scanner.phrase()
    text = scanner.word(",") if phrase is None else phrase
    if phrase is None and not text and not is_whole:
        return None
    if row.kind == "number":
        return _number(row, text, start, scanner.index)
    if row.kind == "word":
        return Word(_word(row, text, start, scanner.index))
    return Whole(text) if is_whole else Word(text)


def _word(row: FieldRow, text: str, start: int, end: int) -> str:
    """A word of a set."""
    word = text.lower()
    if word in row.values:
        return word
    if not row.is_closed:
        return text
    raise Misspelled(start, end, f"{row.name}: does not know {repeated(text)}", _hint(row, text))


def _number(row: FieldRow, text: str, start: int, end: int) -> Condition:
    low, dots, high = text.partition("..")
    if dots:
        bounds = [None if bound in ("", "*") else number(bound) for bound in (low, high)]
        is_number = all(
            value is not None or bound in ("", "*") for value, bound in zip(bounds, (low, high), strict=True)
        )
        if is_number and bounds != [None, None]:
            return Range(*bounds)
    else:
        operator: Operator = next((sign for sign in _OPERATORS if text.startswith(sign)), "=")
        value = number(text.removeprefix(operator))
        if value is not None:
            return Comparison(operator, value)
    raise Misspelled(start, end, f"{row.name}: does not know {repeated(text)}", _NUMBERS)


def _hint(row: FieldRow, text: str = "") -> str:
    """What may stand behind the colon: the nearest value, else all, else an example."""
    if row.kind == "number":
        return _NUMBERS
    if text and (name := nearest(text, row.values)):
        return f"perhaps {row.name}:{name}"
    return f"one of {', '.join(row.values)}" if row.values else f"for example {row.example}"
