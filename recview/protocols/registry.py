"""The table of protocols: what is asked of all of them at once, and each protocol, whose module is imported on use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import overload

from recview.protocols.protocol import Protocol, protocol_of_module

_NO_HOSTS: Mapping[str, str] = {}


class ProtocolRow:
    """A protocol, and what is known of it before its module is imported.

    Attributes:
        classes: Names of recorded classes that prove it.
        likely_classes: Names of recorded classes by which it is asked before all others.
        hosts: The provider by the end of a host's name.
        provider: Who serves it, if nobody else speaks it.
        model_in_url: A regular expression whose one group is the model in a URL, or empty.
    """

    def __init__(
        self,
        module: str,
        *,
        classes: Sequence[str] = (),
        likely_classes: Sequence[str] = (),
        hosts: Mapping[str, str] = _NO_HOSTS,
        provider: str = "",
        model_in_url: str = "",
    ) -> None:
        """Import nothing yet; `module` is the name of its module in `recview.protocols`."""
        self.classes = classes
        self.likely_classes = likely_classes
        self.hosts = hosts
        self.provider = provider
        self.model_in_url = model_in_url
        self._module = module
        self._protocols: dict[str, Protocol] = {}

    @property
    def is_imported(self) -> bool:
        """Whether its module is imported."""
        return bool(self._protocols)

    @property
    def protocol(self) -> Protocol:
        """The protocol, always the same one."""
        protocol = self._protocols.get("")
        if protocol is None:
            # Two threads may come here at once: the first one's protocol stands.
            made = protocol_of_module(import_module(f"recview.protocols.{self._module}"))
            protocol = self._protocols.setdefault("", made)
        return protocol


class Registry(Sequence[Protocol]):
    """Protocols in the order in which they are asked, each imported when it is reached."""

    def __init__(self, rows: Sequence[ProtocolRow]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Protocol: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Protocol]: ...
    def __getitem__(self, index: int | slice) -> Protocol | Sequence[Protocol]:
        return [row.protocol for row in self.rows[index]] if isinstance(index, slice) else self.rows[index].protocol

    def __iter__(self) -> Iterator[Protocol]:
        return (row.protocol for row in self.rows)
