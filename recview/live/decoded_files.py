"""What decoding the recordings of each file told: their facts, and their texts in a store to search."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from recview.content_facts import ContentFacts
from recview.digests import DIGEST_BYTES
from recview.library.coded import Coded
from recview.library.read_contents import ReadContents
from recview.live.text_store import TextStore
from recview.reading.decoded_content import DecodedContent, to_bytes

UNKNOWN_DIGEST = bytes(DIGEST_BYTES)


class DecodedFiles:
    """What decoding told of each file. One thread puts and forgets; any may look at the store.

    Attributes:
        store: The texts of all recordings, by number: a number is never used for another recording.
    """

    def __init__(self) -> None:
        self.store = TextStore()
        self._facts: Coded[ContentFacts] = Coded()
        self._indexes: dict[str, int] = {}
        self._starts = array("I", [0])
        self._digests = bytearray()

    def __len__(self) -> int:
        return len(self._indexes)

    def __contains__(self, path: str) -> bool:
        return path in self._indexes

    def put(self, path: str, contents: Sequence[DecodedContent], digest: bytes = UNKNOWN_DIGEST) -> None:
        """Keep what was decoded of a file, in the place of what there was.

        Args:
            path: The file.
            contents: Of each of its recordings; none if it could not be read.
            digest: Of its bytes.
        """
        self.forget(path)
        self.store.append([text for content in contents for text in content.texts])
        self._facts.append([content.facts for content in contents])
        self._indexes[path] = len(self._starts) - 1
        self._starts.append(len(self._facts.codes))
        self._digests += digest

    def forget(self, path: str) -> None:
        """Forget what was decoded of a file, if anything was."""
        index = self._indexes.pop(path, None)
        if index is not None:
            self.store.drop(self._numbers(index))

    def piece(self, path: str, digest: bytes) -> bytes:
        """What was decoded of a file with a digest, as it is kept; empty if that is not known, or there is nothing."""
        index = self._indexes.get(path)
        if index is None or self._digests[index * DIGEST_BYTES : (index + 1) * DIGEST_BYTES] != digest:
            return b""
        numbers, texts = self._numbers(index), self.store.mapped()
        if not numbers or numbers.stop > texts.total:
            return b""
        return to_bytes(DecodedContent(self._facts[number], texts.texts(number)) for number in numbers)

    def read_contents(self, paths: Sequence[str]) -> ReadContents:
        """What the screen is told of files; nothing of those that are not known."""
        indexes = {path: index for path in paths if (index := self._indexes.get(path)) is not None}
        spans = list(map(self._numbers, indexes.values()))
        numbers = [number for span in spans for number in span]
        return ReadContents(
            list(indexes),
            array("I", [span.start for span in spans]),
            array("I", map(len, spans)),
            self._facts.take(numbers),
        )

    def _numbers(self, index: int) -> range:
        return range(self._starts[index], self._starts[index + 1])
