"""A start with a cache ends as one without: the same rows, the same baseline, and only what changed is read."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.cache.settings import CacheSettings
from recview.cache.store import CacheStore
from recview.digests import content_digest
from recview.formats import Beside
from recview.live import file_decoder
from recview.live import index_keeper as module
from recview.live.events import FilesIndexed
from recview.live.watch import Changes
from recview.model import Source
from recview.reading.decoded_content import DecodedContent, decode_file, from_bytes, to_bytes
from recview.reading.held_recording import HeldRecording
from recview.review.parsed import parse_file
from recview.root import Root
from recview.sources import content_time
from recview.sources.loading import load
from tests import hostile
from tests.examples import examples
from tests.live.counted import counted_parses
from tests.live.sessions import LiveSession, run_session
from tests.ogx import chat, dumped, failed, message, stream


def recording(text: str) -> str:
    return dumped(chat("t.py::a", [message("user", "Hi")], stream(text)))


@pytest.fixture(autouse=True)
def no_file_is_racy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of a test were all written just now."""
    monkeypatch.setattr(content_time, "RACY_NS", -(10**18))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree of recordings, of what is none, and of what cannot be read."""
    base = tmp_path / "tree"
    for path, text in {
        "a.json": recording("one"),
        "x/b.json": recording("two"),
        "x/y/c.json": recording("three"),
        "x/error.json": dumped(
            failed(chat("t", [message("user", "Hi")], []), "openai.RateLimitError", "Too many", 429)
        ),
        "x/package.json": '{"name": "package"}',
        "recordings/package.json": '{"name": "package"}',
        "x/broken.json": recording("four")[:-9],
        "x/cassette.yaml": "interactions: []\n",
    }.items():
        (base / path).parent.mkdir(parents=True, exist_ok=True)
        (base / path).write_text(text)
    return base


def cold_rows(base: Path) -> object:
    return run_session(base, None).rows()


def test_the_second_start_reads_nothing_that_could_be_read(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run_session(tree, tmp_path / "cache")
    with counted_parses(monkeypatch) as parsed:
        second = run_session(tree, tmp_path / "cache")
    assert set(parsed) <= {"x/broken.json", "recordings/package.json", "x/cassette.yaml"}
    assert second.rows() == first.rows() == cold_rows(tree)
    for path in ("a.json", "x/b.json", "x/broken.json"):
        data = (tree / path).read_bytes()
        assert (second.baseline.content(path), second.baseline.digest(path)) == (data, content_digest(data))


@pytest.mark.parametrize(("at_once", "expected"), [(5, [5, 0]), (4, [2, 3, 0])])
def test_the_first_frame_has_all_rows_that_are_kept_unless_there_are_many(
    at_once: int, expected: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tree").mkdir()
    for number in range(5):
        (tmp_path / "tree" / f"{number}.json").write_text(recording(f"answer {number}"))
    run_session(tmp_path / "tree", tmp_path / "cache")
    monkeypatch.setattr(module, "AT_ONCE_FILES", at_once)
    monkeypatch.setattr(module, "BATCH_FILES", 2)
    session = run_session(tmp_path / "tree", tmp_path / "cache")
    assert [len(event.files) for event in session.events if isinstance(event, FilesIndexed)] == expected


def touch(path: Path) -> None:
    os.utime(path, (1, 1))


def to_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def to_link(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


def empty(tree: Path) -> None:
    shutil.rmtree(tree)
    tree.mkdir()


CHANGES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda tree: None,
    "changed": lambda tree: (tree / "a.json").write_text(recording("other")),
    "of the same size": lambda tree: (tree / "a.json").write_text(recording("eno")),
    "replaced": lambda tree: shutil.copy(tree / "x" / "b.json", tree / "a.json"),
    "touched": lambda tree: touch(tree / "a.json"),
    "another mode": lambda tree: (tree / "a.json").chmod(0o600),
    "deleted": lambda tree: (tree / "a.json").unlink(),
    "a folder deleted": lambda tree: shutil.rmtree(tree / "x"),
    "new": lambda tree: (tree / "x" / "new.json").write_text(recording("new")),
    "moved": lambda tree: (tree / "a.json").rename(tree / "moved.json"),
    "broken": lambda tree: (tree / "a.json").write_text(recording("one")[:-5]),
    "empty": lambda tree: (tree / "a.json").write_text(""),
    "mended": lambda tree: (tree / "x" / "broken.json").write_text(recording("four")),
    "no recording any more": lambda tree: (tree / "a.json").write_text('{"name": "package"}'),
    "a recording now": lambda tree: (tree / "x" / "package.json").write_text(recording("new")),
    "a folder now": lambda tree: to_folder(tree / "a.json"),
    "a link to nothing": lambda tree: to_link(tree / "a.json", "nowhere"),
    "a link out": lambda tree: to_link(tree / "a.json", "/etc/hostname"),
    "left out now": lambda tree: (tree / "x" / "pyvenv.cfg").write_text(""),
    "hostile": lambda tree: hostile.write(tree / "hostile"),
    "all gone": empty,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_changed_between_two_starts_shows(
    change: Callable[[Path], object], tree: Path, tmp_path: Path
) -> None:
    before = run_session(tree, tmp_path / "cache").rows()
    change(tree)
    warm, cold = run_session(tree, tmp_path / "cache"), run_session(tree, None)
    assert warm.rows() == cold.rows()
    paths = [path.relative_to(tree).as_posix() for path in tree.rglob("*")]
    assert {path: warm.baseline.content(path) for path in paths} == {
        path: cold.baseline.content(path) for path in paths
    }
    assert {path: warm.baseline.digest(path) for path in before} == {
        path: cold.baseline.digest(path) for path in before
    }
    assert run_session(tree, tmp_path / "cache").rows() == cold.rows(), "and what was kept of that"


def stored_texts(base: Path, cache: Path) -> dict[str, bytes | None]:
    """What a cache has as the text of every file that is kept."""
    store = CacheStore(Root(base), CacheSettings(str(cache)))
    return {path: store.texts.get(path) for path in store.load().listed.paths}


def expected_texts(base: Path, paths: Iterable[str]) -> dict[str, bytes]:
    return {path: to_bytes(decode_file(path, (base / path).read_bytes())) for path in paths}


def fields(piece: bytes | None) -> list[bytes]:
    """The texts of the first recording of a file, as they are kept."""
    contents = from_bytes(piece or b"")
    assert contents is not None
    return [*contents[0].texts]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_text_of_every_recording_is_kept(change: Callable[[Path], object], tree: Path, tmp_path: Path) -> None:
    run_session(tree, tmp_path / "cache")
    texts = stored_texts(tree, tmp_path / "cache")
    assert texts == expected_texts(tree, ["a.json", "x/b.json", "x/y/c.json", "x/error.json"])
    assert fields(texts["a.json"]) == [b"one", b"", b"", b"Hi"]
    change(tree)
    run_session(tree, tmp_path / "cache")
    assert (after := stored_texts(tree, tmp_path / "cache")) == expected_texts(tree, after)


def test_the_text_of_a_file_that_did_not_change_is_not_made_again(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_session(tree, tmp_path / "cache")
    paths: list[str] = []

    def decode(path: str, data: bytes, beside: Beside | None) -> list[DecodedContent]:
        paths.append(path)
        return []

    monkeypatch.setattr(file_decoder, "decode_file", decode)
    (tree / "a.json").write_text(recording("other"))
    run_session(tree, tmp_path / "cache")
    assert set(paths) <= {"a.json", "x/broken.json", "recordings/package.json", "x/cassette.yaml"}
    assert "a.json" in paths
    texts = stored_texts(tree, tmp_path / "cache")
    assert texts["a.json"] is None, "the text of its earlier content is not"
    assert texts["x/b.json"] == expected_texts(tree, ["x/b.json"])["x/b.json"]


@given(data=st.data())
@examples(50)
def test_any_bytes_as_a_cache_are_no_cache(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    base = tmp_path_factory.mktemp("session")
    (base / "tree").mkdir()
    (base / "tree" / "a.json").write_text(recording("one"))
    expected = run_session(base / "tree", base / "cache").rows()
    (path,) = (base / "cache").iterdir()
    content = bytearray(path.read_bytes())
    if data.draw(st.booleans()):
        content = bytearray(data.draw(st.binary(max_size=200)))
    for index in data.draw(st.lists(st.integers(0, 2_000), max_size=4)):
        content[index : index + 1] = data.draw(st.binary(max_size=2))
    path.write_bytes(content)
    session = run_session(base / "tree", base / "cache")
    assert session.rows() == expected
    assert session.baseline.content("a.json") == (base / "tree" / "a.json").read_bytes()


def test_a_recording_that_changes_after_a_warm_start_opens_as_before_and_after(tree: Path, tmp_path: Path) -> None:
    run_session(tree, tmp_path / "cache")
    session = run_session(tree, tmp_path / "cache")
    (tree / "a.json").write_text(recording("another"))
    opened = load(Root(tree), Source("a.json"), session.baseline)
    assert isinstance(opened, HeldRecording)
    assert opened.earlier is not None
    assert opened.comparison is not None
    assert opened.comparison.verdict == "changed"
    review = session.baseline.review("a.json", parse_file((tree / "a.json").read_bytes(), "a.json"))
    assert review is not None
    assert (review.verdict, review.unseen, bool(review.brief)) == ("changed", "", True)


@pytest.mark.parametrize("is_compared", [True, False])
def test_a_file_that_changed_in_a_session_is_kept_as_it_is_now(
    is_compared: bool, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = LiveSession(Root(tree), CacheSettings(str(tmp_path / "cache"))).start()
    (tree / "a.json").write_text(recording("another"))
    if not is_compared:
        monkeypatch.setattr(session.comparer, "compare", lambda path, is_final: None)
    session.scanner._read_changes(Changes(frozenset({"a.json"}), frozenset(), ""))
    session.end()
    assert (session.comparer.reviews.stamp("a.json") is not None) == is_compared
    with counted_parses(monkeypatch) as parsed:
        second = run_session(tree, tmp_path / "cache")
    assert second.rows() == cold_rows(tree)
    assert second.baseline.content("a.json") == (tree / "a.json").read_bytes()
    assert fields(stored_texts(tree, tmp_path / "cache")["a.json"]) == [b"another", b"", b"", b"Hi"]
    assert ("a.json" in parsed) != is_compared, "its digest is known from the comparison alone"


def test_a_file_that_changed_just_before_it_was_read_is_read_again(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(content_time, "RACY_NS", 10**18)
        session = run_session(tree, tmp_path / "cache")
    assert stored_texts(tree, tmp_path / "cache") == {}
    keeper, index = session.scanner._keeper, session.scanner._index
    (tree / "x" / "b.json").write_text(recording("owt"))
    keeper._trust_settled(index)
    assert "x/b.json" in index.memory.racy
    keeper.save(index)
    assert sorted(stored_texts(tree, tmp_path / "cache")) == ["a.json", "x/error.json", "x/y/c.json"]


def test_a_text_that_cannot_be_kept_yet_costs_no_save_after_another(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_time, "RACY_NS", 10**18)
    session = run_session(tree, tmp_path / "cache")
    keeper, index = session.scanner._keeper, session.scanner._index
    saves: list[object] = []
    monkeypatch.setattr(keeper, "_save", lambda *files: saves.append(files))
    monkeypatch.setattr(keeper, "_changed_at", -10.0)
    assert session.idle_work.made
    for _ in range(3):
        keeper.save_if_idle(index)
    assert not saves
    session.idle_work._decode("a.json", None)
    for _ in range(3):
        keeper.save_if_idle(index)
    assert len(saves) == 1, "there is another text"


def test_of_two_sessions_at_once_the_last_one_is_kept_whole(tree: Path, tmp_path: Path) -> None:
    settings = CacheSettings(str(tmp_path / "cache"))
    first = LiveSession(Root(tree), settings).start()
    (tree / "new.json").write_text(recording("new"))
    second = LiveSession(Root(tree), settings).start()
    second.end()
    assert "new.json" in CacheStore(Root(tree), settings).load().files.paths
    first.end()
    assert "new.json" not in CacheStore(Root(tree), settings).load().files.paths
    assert second.baseline.content("new.json") == (tree / "new.json").read_bytes()
    assert run_session(tree, tmp_path / "cache").rows() == cold_rows(tree)


def test_a_session_that_is_left_early_leaves_the_cache_as_it_was(tree: Path, tmp_path: Path) -> None:
    run_session(tree, tmp_path / "cache")
    (path,) = (tmp_path / "cache").iterdir()
    before = path.read_bytes()
    (tree / "a.json").write_text(recording("another"))
    session = LiveSession(Root(tree), CacheSettings(str(tmp_path / "cache")))
    session.comparer.start()
    session.scanner.stop()
    session.scanner.start()
    session.scanner._thread.join(60)
    for _ in range(100):
        time.sleep(0 if session.comparer.has_baseline else 0.002)
    session.comparer.stop()
    session.comparer._thread.join(60)
    session.scanner.keep_index()
    assert path.read_bytes() == before
