"""What the reader decoded is searched as the command line searches each recording: the same hits of the same."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from recview.content_facts import ContentFacts
from recview.digests import content_digest
from recview.live.decoded_files import DecodedFiles
from recview.live.term_search import TermSearch
from recview.model import Readability, Source
from recview.patterns import PatternProblem
from recview.reading.content_facts import content_facts
from recview.reading.decoded_content import decode_file, from_bytes
from recview.reading.recordings import read_recordings
from recview.reading.search_text import SearchText, first_hit, search_text
from recview.replay.text_steps import step_of_field
from recview.text_matching import compiled
from recview.text_terms import TEXT_FIELDS, TextHit, TextTerm

FIXTURES = Path(__file__).parents[1] / "formats" / "fixtures"

TERMS = [
    TextTerm("hello"),
    TextTerm("Hello"),
    TextTerm("the"),
    TextTerm("rome"),
    TextTerm("get_weather", fields=("calls", "request")),
    TextTerm("é", fields=("answer",)),
    TextTerm(r"\bh\w+", is_pattern=True),
    TextTerm("^[A-Z]", is_pattern=True, fields=("request",)),
    TextTerm(r"(?s)h.*o", is_pattern=True),
    TextTerm(r"\A\w+", is_pattern=True, fields=("answer", "reasoning")),
]

Hits = Mapping[tuple[Source, TextTerm], TextHit]


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.stat().st_size < 1_000_000:
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def hits_of_each(folder: Path) -> Hits:
    """The first hit of each term in each recording, looked for one recording after the other."""
    hits: dict[tuple[Source, TextTerm], TextHit] = {}
    for path, data in files(folder):
        recordings = read_recordings(path, data)
        for number, recording in enumerate(() if isinstance(recordings, Readability) else recordings):
            for term in TERMS:
                matcher = compiled(term)
                assert not isinstance(matcher, PatternProblem)
                if hit := first_hit(matcher, search_text(recording), term.fields):
                    hits[Source(path, number), term] = hit
    return hits


def hits_of_all(folder: Path, kept: DecodedFiles) -> Hits:
    """The same, looked for in all at once."""
    sources: list[Source] = []
    for path, data in files(folder):
        contents = decode_file(path, data)
        kept.put(path, contents, content_digest(data))
        sources += [Source(path, number) for number in range(len(contents))]
    hits: dict[tuple[Source, TextTerm], TextHit] = {}
    texts = kept.store.mapped()
    for term in TERMS:
        search = TermSearch(term)
        search.search(texts, range(texts.total))
        recordings = search.result("").recordings
        assert list(recordings) == sorted(recordings)
        hits |= {(sources[number], term): hit for number, hit in search.hits(texts, recordings).items()}
        assert len(search.hits(texts, recordings)) == len(recordings)
    return hits


def compare(folder: Path) -> Hits:
    alone, together = hits_of_each(folder), hits_of_all(folder, DecodedFiles())
    assert alone == together
    return alone


def test_all_at_once_have_the_hits_that_each_has() -> None:
    hits = compare(FIXTURES)
    for term in TERMS:
        if term.text != "é":
            assert any(of == term for _, of in hits), f"no fixture has {term.text}"


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.skipif("RECVIEW_CORPUS" not in os.environ, reason="RECVIEW_CORPUS names no recordings")
def test_all_at_once_have_the_hits_that_each_has_over_real_recordings() -> None:
    assert len(compare(Path(os.environ["RECVIEW_CORPUS"]) / "cassettes")) > 1_000


def test_a_hit_is_completed_by_a_step_of_its_answer() -> None:
    for path, data in files(FIXTURES):
        recordings = read_recordings(path, data)
        for recording in () if isinstance(recordings, Readability) else recordings:
            text, transcript = search_text(recording), recording.transcript
            for field in ("answer", "reasoning", "calls"):
                whole = getattr(text, field)
                step = step_of_field(transcript, field, len(whole) - 1)
                assert (step is not None) == bool(whole)
                if step is not None:
                    assert any(step in block.steps for block in transcript.blocks)


def test_what_is_kept_of_a_file_is_what_was_decoded() -> None:
    kept = DecodedFiles()
    for path, data in files(FIXTURES):
        contents = decode_file(path, data)
        kept.put(path, contents, content_digest(data))
        piece = kept.piece(path, content_digest(data))
        assert from_bytes(piece) == contents if contents else piece == b""
        assert kept.piece(path, content_digest(data + b" ")) == b""


def test_a_file_that_is_read_again_has_other_numbers() -> None:
    kept = DecodedFiles()
    data = (FIXTURES / "ogx.json").read_bytes()
    for _ in range(2):
        kept.put("a.json", decode_file("a.json", data), content_digest(data))
    kept.put("b.txt", ())
    contents = kept.read_contents(["a.json", "b.txt", "unknown"])
    assert (list(contents.paths), list(contents.firsts), list(contents.counts)) == (["a.json", "b.txt"], [1, 2], [1, 0])
    recordings = read_recordings("a.json", data)
    assert not isinstance(recordings, Readability)
    assert [contents.facts[0]] == [content_facts(recordings[0])] != [ContentFacts()]
    kept.forget("a.json")
    assert ("a.json" in kept, len(kept), kept.piece("a.json", content_digest(data))) == (False, 1, b"")


def test_fields_are_those_of_the_texts() -> None:
    assert SearchText._fields == TEXT_FIELDS
