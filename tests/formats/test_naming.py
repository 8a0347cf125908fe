"""The test that a path tells of, and where the tree shows it."""

from __future__ import annotations

import pytest

from recview.formats.naming import named_test
from recview.library import display_name, tree_key
from recview.model import Entry, Source


@pytest.mark.parametrize(
    ("path", "test_id", "labels", "name"),
    [
        (
            "tests/cassettes/test_chat/test_hi[a-b].yaml",
            "tests/test_chat::test_hi[a-b]",
            ("tests", "test_chat", "test_hi", "a-b"),
            "test_hi[a-b]",
        ),
        ("tests/cassettes/test_hi.yaml", "tests/cassettes::test_hi", ("tests", "cassettes", "test_hi"), "test_hi"),
        (
            "t/cassettes/test_m/TestVoice.test_hi.yaml",
            "t/test_m::TestVoice::test_hi",
            ("t", "test_m", "TestVoice::test_hi"),
            "TestVoice::test_hi",
        ),
        (
            "t/cassettes/VoiceTest.test_hi[a].yaml",
            "t/cassettes::VoiceTest::test_hi[a]",
            ("t", "cassettes", "VoiceTest::test_hi", "a"),
            "VoiceTest::test_hi[a]",
        ),
        (
            "lib/agents/testdata/TestChat/openai/hi.yaml",
            "lib/agents::TestChat/openai/hi",
            ("lib/agents", "TestChat", "openai/hi"),
            "TestChat/openai/hi",
        ),
        (
            "lib/agents/testdata/cassettes/TestChat/hi.yaml",
            "lib/agents::TestChat/hi",
            ("lib/agents", "TestChat", "hi"),
            "TestChat/hi",
        ),
        ("agents/testdata/TestChat.httprr.gz", "agents::TestChat", ("(this folder)", "agents", "TestChat"), "TestChat"),
        ("testdata/TestChat/hi.yaml", "testdata::TestChat/hi", ("testdata", "TestChat", "hi"), "TestChat/hi"),
        (
            "src/__fixtures__/a.1.chunks.txt",
            "src/__fixtures__::a.1.chunks",
            ("src", "__fixtures__", "a.1.chunks"),
            "a.1.chunks",
        ),
        ("test_hi.yaml", "test_hi", ("(this folder)", "test_hi"), "test_hi"),
        (".yaml", ".yaml", ("(this folder)", ".yaml"), ".yaml"),
    ],
    ids=[
        "module",
        "no module",
        "method",
        "method of a TestCase",
        "Go subtest",
        "Go below a folder for all",
        "Go test",
        "Go from its folder",
        "fixture",
        "alone",
        "only an ending",
    ],
)
def test_named_test(path: str, test_id: str, labels: tuple[str, ...], name: str) -> None:
    assert named_test(path) == test_id
    entry = Entry(Source(path), test_id=test_id)
    assert (tree_key(entry), display_name(entry)) == (labels, name)
