"""The keys of the branches that rows are in, each kept once."""

from __future__ import annotations

from collections.abc import Iterable
from sys import intern

from recview.library.coded import Coded
from recview.library.text_blocks import TextBlocks
from recview.library.tree_keys import Key, folder_key, spelled, test_key

_BY_FOLDER = -1
"""Instead of the code of a key: it depends on the row's folder."""


class KeyTable:
    """The keys of the branches that rows are in, by code.

    Attributes:
        keys: The keys; two test ids may have the same.
        test_ids: The test id of each.
        texts: What a filter looks through of each.
    """

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self.test_ids: list[str | None] = []
        self.texts = TextBlocks(lambda codes: [spelled(self.keys[code], self.test_ids[code]) for code in codes])
        self._codes: dict[str | tuple[str, str | None] | None, int] = {}

    def codes(self, test_ids: Coded[str | None], paths: Iterable[str]) -> Iterable[int]:
        """The code of the key of each row.

        Args:
            test_ids: The test ids of the rows.
            paths: The paths of the rows.
        """
        by_test = [self._code(test_id) for test_id in test_ids.table.values]
        if _BY_FOLDER not in by_test:
            return map(by_test.__getitem__, test_ids.codes)
        values = test_ids.table.values
        return [
            by_test[code] if by_test[code] >= 0 else self._code_in_folder(path, values[code])
            for code, path in zip(test_ids.codes, paths, strict=True)
        ]

    def _code(self, test_id: str | None) -> int:
        code = self._codes.get(test_id)
        if code is None:
            key = test_key(test_id)
            # Thousands of tests are in one file: its name is kept once.
            code = self._add(tuple(map(intern, key)), test_id) if key else _BY_FOLDER
            self._codes[test_id] = code
        return code

    def _code_in_folder(self, path: str, test_id: str | None) -> int:
        names = path[: max(0, path.rfind("/"))], test_id
        code = self._codes.get(names)
        if code is None:
            code = self._codes[names] = self._add(folder_key(path, test_id), test_id)
        return code

    def _add(self, key: Key, test_id: str | None) -> int:
        self.keys.append(key)
        self.test_ids.append(test_id)
        return len(self.keys) - 1
