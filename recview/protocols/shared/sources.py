"""The sources of an answer, beside its text: what it cites, and the results of a search.

Source: the API references of Perplexity (`citations`, `search_results`), xAI (`citations`), Zhipu (`web_search`), Baidu
(`search_results`), DashScope and Hunyuan (`search_info.search_results`), Volcengine (`references`), Open WebUI
(`sources`), OpenAI and OpenRouter (`annotations`) and Azure (`context.citations`). Some send all of them again with
every chunk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recview import events as ev
from recview.coerce import as_dict, as_list, as_str, as_words
from recview.model import Json
from recview.wire import as_text

_LISTS = ("citations", "search_results", "web_search", "references", "sources")
_NUMBERS = ("index", "refer", "ref_index")
_TITLES = ("title", "name", "filename", "site_name")
_ADDRESSES = ("url", "link", "uri", "file_id", "filepath")

BESIDE = frozenset({*_LISTS, "search_info"})
WITHIN = frozenset({"annotations", "context", "citations"})
"""The keys under which an answer, and a message of it, may have sources: nearly all chunks have none of them."""

LONGEST = 400
"""Characters of a source that names neither title nor address."""


def citation(value: Json) -> str:
    """A source in a few words: its title and its address, which some wrap in an object of the source's type."""
    fields = as_dict(value)
    fields = as_dict(fields.get(as_str(fields.get("type")))) or fields
    named = (_first(fields, _TITLES), _first(fields, _ADDRESSES))
    return " ".join(dict.fromkeys(filter(None, named))) or as_text(value)[:LONGEST]


def numbered(data: Mapping[str, Json]) -> dict[str, str]:
    """The sources beside an answer, each on a line with the number by which the text refers to it, by address."""
    lists = [data.get(key) for key in _LISTS]
    lists.append(as_dict(data.get("search_info")).get("search_results"))
    sources: dict[str, tuple[str, str]] = {}
    for listed in lists:
        for position, source in enumerate(as_list(listed), 1):
            fields = as_dict(source)
            key = as_words(source) or _first(fields, _ADDRESSES) or citation(source)
            number, title = sources.get(key, (_first(fields, _NUMBERS) or f"{position}", ""))
            sources[key] = (number, title or _first(fields, _TITLES))
    return {
        key: " ".join(filter(None, (f"[{number.strip('[]')}]", title if title != key else "", key)))
        for key, (number, title) in sources.items()
    }


class Citations:
    """Notes of the sources of one answer, each once."""

    def __init__(self) -> None:
        self._noted: set[tuple[int, str, str]] = set()

    def beside(self, chunk: int, choice: int, data: Mapping[str, Json]) -> Iterator[ev.Noted]:
        """The sources beside an answer, in a chunk or a body."""
        for key, line in numbered(data).items():
            yield from self._note(chunk, choice, "citations", key, line)

    def within(self, chunk: int, choice: int, message: Mapping[str, Json]) -> Iterator[ev.Noted]:
        """The sources in a message or a delta: OpenAI's annotations, and what Azure found in one's own data."""
        for label, listed in (
            ("annotations", message.get("annotations")),
            ("citations", as_dict(message.get("context")).get("citations")),
            ("citations", message.get("citations")),
        ):
            for source in filter(None, as_list(listed)):
                line = citation(source)
                yield from self._note(chunk, choice, label, f"{line} {_span(source)}", line)

    def _note(self, chunk: int, choice: int, label: str, key: str, line: str) -> Iterator[ev.Noted]:
        if (choice, label, key) not in self._noted:
            self._noted.add((choice, label, key))
            yield ev.Noted(chunk, choice, label, f"{line}\n")


def _span(source: Json) -> str:
    """The stretch of text that an annotation is about: one source may be cited more than once."""
    fields = as_dict(source)
    fields = as_dict(fields.get(as_str(fields.get("type")))) or fields
    return f"{as_words(fields.get('start_index'))}–{as_words(fields.get('end_index'))}"


def _first(fields: Mapping[str, Json], keys: tuple[str, ...]) -> str:
    return next(filter(None, (as_words(fields.get(key)) for key in keys)), "")
