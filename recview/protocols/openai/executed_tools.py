"""Tools that a server of chat.completions ran by itself while it answered.

Source: Groq's API reference (compound systems): `executed_tools[].{index, type, arguments, output, search_results}` in
a message or a delta. A stream sends each tool twice: as it is called, and with what it brought.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json
from recview.protocols.shared.excerpt import excerpt
from recview.protocols.shared.sources import citation
from recview.wire import as_text


class ExecutedTools:
    """Remembers, over the chunks of one answer, which calls and outputs came."""

    def __init__(self) -> None:
        self._called: set[tuple[int, str]] = set()
        self._answered: set[tuple[int, str]] = set()

    def events(self, chunk: int, choice: int, message: Mapping[str, Json]) -> Iterator[ev.ToolCallDelta | ev.Noted]:
        """The calls in a message or a delta, and what came of each."""
        for position, tool in enumerate(map(as_dict, as_list(message.get("executed_tools")))):
            key = f"executed {as_words(tool.get('index')) or position}"
            name = as_words(tool.get("name")) or as_words(tool.get("type"))
            if (choice, key) not in self._called:
                self._called.add((choice, key))
                arguments = as_text(tool.get("arguments"))
                yield ev.ToolCallDelta(chunk, choice, key, as_words(tool.get("id")), name, arguments, "provider")
            results = as_list(as_dict(tool.get("search_results")).get("results"))
            output = as_str(tool.get("output")) or "\n".join(map(citation, results))
            if output and (choice, key) not in self._answered:
                self._answered.add((choice, key))
                yield ev.Noted(chunk, choice, f"{name} output", f"{excerpt(output)}\n", is_part=True)
