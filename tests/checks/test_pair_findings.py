"""What is new, and what is gone, between two contents of a file."""

from __future__ import annotations

import gzip
import json
from random import Random
from string import ascii_letters, digits

import pytest

from recview.checks.pair_findings import pair_findings
from recview.review.parsed import Parsed, parse_file
from tests.ogx import Value, chat, chunk, delta, message

KEY = "sk-proj-" + "".join(Random(14).choices(ascii_letters + digits, k=48))
HOME = "/home/jane.doe/project"


def said(*pieces: str, ask: str = "Hi") -> Value:
    chunks = [chunk(delta(content=piece, role="assistant")) for piece in pieces]
    return chat("tests/a.py::test_a", [message("user", ask)], [*chunks, chunk(delta(content="", finish="stop"))])


def parsed(recording: Value | None, path: str = "a.json", *, packed: bool = False) -> Parsed | None:
    if recording is None:
        return None
    data = json.dumps(recording, indent=1).encode()
    return parse_file(gzip.compress(data) if packed else data, path)


PLAIN = said("Hello", " there")
LEAK = said("Hello ", KEY[:15], KEY[15:])


@pytest.mark.parametrize(
    ("before", "after", "new", "gone"),
    [
        # (before, after, (rule, where) of what is new, how many are gone)
        (PLAIN, said("Hello", " you"), [], 0),
        (PLAIN, LEAK, [("S101", "answer, chunks 2–3")], 0),
        (LEAK, PLAIN, [], 1),
        # Cut elsewhere, and elsewhere in the text: still the same finding.
        (LEAK, said("Well, hello ", KEY[:9], KEY[9:30], KEY[30:]), [], 0),
        # The prompt changed, the secret did not.
        (LEAK, said("Hello ", KEY, ask="Hi there"), [], 0),
        (LEAK, said(f"Hello {KEY} {HOME}"), [("S202", "answer, chunk 1")], 0),
        (PLAIN, said("Hello", ask=f"cd {HOME}"), [("S202", "request.messages[0].content")], 0),
        (said("Hi", ask=f"cd {HOME}"), said("Hello", ask=f"cd {HOME}"), [], 0),
        (None, LEAK, [("S101", "answer, chunks 2–3")], 0),
        # The secret, and the name that no recorder gives.
        (LEAK, None, [], 2),
    ],
)
def test_new_and_gone(before: Value | None, after: Value | None, new: list[tuple[str, str]], gone: int) -> None:
    findings = pair_findings(parsed(before), parsed(after))
    secrets = [each for each in findings.new if each.finding.rule.startswith("S")]
    assert [(each.finding.rule, each.finding.at) for each in secrets] == new
    assert findings.gone_count == gone


def test_a_rule_is_named_and_the_secret_is_not() -> None:
    (new,) = pair_findings(parsed(PLAIN), parsed(LEAK)).new
    assert (new.rule_name, new.finding.path, new.finding.severity) == ("provider-key", "a.json", "error")
    assert KEY not in new.finding.message


@pytest.mark.parametrize("text", [HOME, KEY])
def test_packed_files_are_looked_into(text: str) -> None:
    findings = pair_findings(parsed(PLAIN, packed=True), parsed(said("Hello", ask=f"see {text}"), packed=True))
    assert [each.finding.at for each in findings.new] == ["request.messages[0].content"]


@pytest.mark.parametrize(("mark", "new"), [("rec-1", []), (KEY, ["S101"])])
def test_in_noise_only_what_its_lines_bring_is_looked_for(mark: str, new: list[str]) -> None:
    after = said("Hello", " there")
    for piece in after["response"]["body"]:
        piece["__data__"]["system_fingerprint"] = mark
    findings = pair_findings(parsed(PLAIN), parsed(after), is_noise=True)
    assert [each.finding.rule for each in findings.new] == new


def test_streams_that_stop_are_new() -> None:
    cut = said("Hello", " there")
    del cut["response"]["body"][-1]
    rules = [each.finding.rule for each in pair_findings(parsed(PLAIN), parsed(cut)).new]
    assert rules == ["T107"]


def test_a_name_is_judged_where_it_may_be_another_one() -> None:
    wrong = "f" * 64 + ".json"
    for before, after, expected in (
        (parsed(PLAIN, wrong), parsed(said("Hello"), wrong), []),
        (None, parsed(PLAIN, wrong), [("name", wrong)]),
        (parsed(PLAIN), parsed(PLAIN, wrong), [("name", wrong)]),
    ):
        names = [each.finding for each in pair_findings(before, after).new if each.finding.rule.startswith("N")]
        assert [(finding.at, finding.path) for finding in names] == expected


def test_what_cannot_be_read_has_none() -> None:
    assert pair_findings(parsed(PLAIN), parse_file(b'{"request": ', "a.json")).new == ()
