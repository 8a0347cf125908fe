"""The text of a recording for a search over all: its request and its merged answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate

from recview.case_folding import folded_utf8
from recview.named_tuple import NamedTuple
from recview.reading.recording import Recording
from recview.replay.text_steps import AnswerField, field_pieces
from recview.text_matching import END, Matcher, RecordedTexts, column_indexes
from recview.text_terms import TEXT_FIELDS, TextHit


class SearchText(NamedTuple):
    """The text of a recording by field, as recorded.

    Attributes:
        answer: Texts, refusals, errors and notes of the answer.
        reasoning: Its reasoning.
        calls: The names and arguments of its tool calls.
        request: What was sent: texts, and names and arguments of tool calls.
    """

    answer: str
    reasoning: str
    calls: str
    request: str

    def encoded(self) -> list[bytes]:
        """The fields in UTF-8."""
        return [field.encode("utf-8", "surrogatepass") for field in self]


def search_text(recording: Recording) -> SearchText:
    """The text of a recording."""
    answer, reasoning, calls = (_answer(recording, field) for field in _ANSWER_FIELDS)
    return SearchText(answer, reasoning, calls, "\n".join(filter(None, _sent(recording))))


_ANSWER_FIELDS: tuple[AnswerField, ...] = ("answer", "reasoning", "calls")


def _answer(recording: Recording, field: AnswerField) -> str:
    return "\n".join(piece.text for piece in field_pieces(recording.transcript, field))


def _sent(recording: Recording) -> Iterator[str]:
    for message in recording.conversation.messages:
        for part in message.parts:
            yield part.name
            yield part.text


def first_hit(matcher: Matcher, text: SearchText, fields: Collection[str] = TEXT_FIELDS) -> TextHit | None:
    """Where what is searched for stands first in a recording: the same as in a search over all; None if nowhere.

    Args:
        matcher: What is searched for.
        text: The recording's.
        fields: Which of `TEXT_FIELDS` to look through.
    """
    data, starts = laid_out(text.encoded())
    texts = RecordedTexts(data, folded_utf8(data) if matcher.is_folded else data, starts, 1)
    columns = column_indexes(fields)
    match = next(texts.matches(matcher, range(1), columns), None)
    return match and texts.hit(matcher, match, columns)


def laid_out(texts: Iterable[bytes]) -> tuple[bytes, list[int]]:
    """Texts one behind the other, each with an `END`; and the offset of each and of what would follow."""
    pieces = [text + END for text in texts]
    return b"".join(pieces), list(accumulate(map(len, pieces), initial=0))
