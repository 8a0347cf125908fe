"""Lays the chunks of an answer flat, one upon the other: what they repeat is there once, what grows is put together."""

from __future__ import annotations

from collections.abc import Mapping

from recview.coerce import as_dict, as_int
from recview.model import Json
from recview.review.flat import Flat, flat
from recview.review.noise import GROWING, MAY_BE_NOISE, noise_of

# Tuples, since a union of types is made anew each time it is asked: hundreds of thousands of times in a large tree.
_NESTED, _SCALARS = (dict, list), (str, int)


class Flattening:
    """The fields of an answer that became no events.

    Attributes:
        usage: Counts of tokens by their path.
        noise: Noise by its kind and its path: every value that it had.
    """

    def __init__(self, spoken: frozenset[str]) -> None:
        """Hold nothing yet; `spoken` are the keys that became events, see `recview.protocols.contract`."""
        self._spoken = spoken
        self._runs: dict[str, list[Json]] = {}
        self._grown: dict[str, list[Json]] = {}
        self.usage: Flat = {}
        self.noise: dict[tuple[str, str], Json] = {}

    def fields(self) -> Flat:
        """The fields that are no noise by their key."""
        runs = {path: run[0] if len(run) == 1 else run for path, run in self._runs.items()}
        grown = {
            path: "".join(pieces) if all(isinstance(piece, str) for piece in pieces) else pieces
            for path, pieces in self._grown.items()
        }
        return runs | grown

    @property
    def grown(self) -> frozenset[str]:
        """The paths of fields that came in pieces: texts."""
        return frozenset(self._grown)

    def add(self, key: str, value: Json, path: str) -> None:
        """Add a field; nothing is the same as no field, since some servers spell out what others leave out."""
        if isinstance(value, dict):
            self._add_object(value, path)
        elif isinstance(value, str):
            if value and key in GROWING:
                self._grown.setdefault(path, []).append(value)
            elif value:
                self._repeat(path, value)
        elif isinstance(value, list):
            self._add_list(key, value, path)
        elif value is not None:
            self._repeat(path, value)

    def _add_list(self, key: str, value: list[Json], path: str) -> None:
        if not any(isinstance(member, _NESTED) for member in value):
            if value:
                self._repeat(path, value)
            return
        for position, member in enumerate(value):
            index = as_int(as_dict(member).get("index"))
            self.add(key, member, f"{path}[{position if index is None else index}]")

    def _repeat(self, path: str, value: Json) -> None:
        """A field that chunks repeat: it counts again when it is another."""
        run = self._runs.setdefault(path, [])
        if not run or run[-1] != value:
            run.append(value)

    def _is_spoken(self, key: str, member: Json) -> bool:
        """Whether a field became an event; see `DECODED_KEYS` in `recview.protocols.contract`."""
        if isinstance(member, _SCALARS):
            return key in self._spoken
        return isinstance(member, dict) and f"{key}{{}}" in self._spoken

    def _add_object(self, value: Mapping[str, Json], path: str) -> None:
        if "__data__" in value:
            self.add("", value["__data__"], path)
            return
        for key, member in value.items():
            if member is None:
                continue
            kind = noise_of(key, value) if key in MAY_BE_NOISE else None
            if kind is None:
                if key != "index" and not self._is_spoken(key, member):
                    self.add(key, member, f"{path}.{key}")
            elif kind == "usage":
                self.usage.update(item for item in flat(member, key).items() if item[1] is not None)
            else:
                values = self.noise.setdefault((kind, f"{path}.{key}"), [])
                if not values or values[-1] != member:
                    values.append(member)
