"""What else is in an answer, field by field: by where it stands, of a conversation or of a card."""

from __future__ import annotations

from collections.abc import Iterator

from recview.model import Json
from recview.review.families import cards
from recview.review.families.model_kind import model_kind
from recview.review.field_kinds import kind_of_path
from recview.review.flat import pairs
from recview.review.meaning import Meaning
from recview.review.noise import is_an_id
from recview.verdicts.comparison import MISSING, Difference, Missing


def differences(before: Meaning, after: Meaning) -> Iterator[Difference]:
    """What differs in the fields that became no events."""
    if before.protocol != after.protocol or before.failure or after.failure:
        # Shapes of two kinds: every field of them differs, which says nothing more.
        return
    if before.card:
        yield from cards.differences(before, after)
        return
    texts = before.texts | after.texts
    for path, old, new in pairs(before.fields, after.fields):
        yield Difference(_kind(path, old, new, is_text=path in texts), path, old, new)


def _kind(path: str, old: Json | Missing, new: Json | Missing, *, is_text: bool) -> str:
    kind = kind_of_path(path)
    if kind == "model":
        return model_kind(old, new)
    if is_an_id(old) and is_an_id(new):
        return "ids"
    if kind:
        return kind
    # A field that a newer server adds tells nothing; a value that nobody knows and that changed may be the answer.
    return "data" if is_text or (old is not MISSING and new is not MISSING) else "metadata"
