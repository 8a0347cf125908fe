"""A planted secret is found, however it is cut, packed and wherever it stands; and nothing quotes it whole."""

from __future__ import annotations

import sys
from collections.abc import Callable
from urllib.parse import quote_plus

import pytest

from recview.checks.secrets.check import secrets_in_texts
from recview.checks.secrets.detecting import secrets_in
from recview.checks.secrets.placeholders import is_random
from recview.json_text import strict
from tests.checks.checked import checked_recording
from tests.checks.finding_lines import findings
from tests.checks.secrets import places
from tests.checks.secrets.planted import KEYS, PLANTED, Planted
from tests.ogx import chunk, delta

SEEN = {planted.name: f"see {planted.text} now" for planted in PLANTED}
START = len("see ")

planted_secrets = pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.name)


def is_reported(planted: Planted, content: bytes) -> bool:
    lines = findings(content, family="S")
    assert not any(planted.value in line.message for line in lines)
    return any(line.rule == planted.rule for line in lines)


def cuts(planted: Planted, count: int) -> list[tuple[str, str]]:
    """The text around a secret in two parts, cut at places that are spread over the secret."""
    text, step = SEEN[planted.name], max(1, len(planted.text) // count)
    return [(text[:at], text[at:]) for at in range(START + 1, START + len(planted.text), step)]


@planted_secrets
def test_it_is_found_at_every_boundary_of_chunks(planted: Planted) -> None:
    parts = cuts(planted, 1_000)
    # An answer with a choice for each boundary: to read one recording takes less than to read hundreds.
    content = places.stream(
        chunk(*(delta(index, content=before) for index, (before, _) in enumerate(parts))),
        chunk(*(delta(index, content=after) for index, (_, after) in enumerate(parts))),
    )
    spotted = [(at, secret.rule.id) for at, secret in secrets_in_texts(checked_recording(content))]
    assert {f"choice {index}, answer" for index in range(len(parts))} <= {
        at.partition(", chunk")[0] for at, rule in spotted if rule == planted.rule
    }
    before, after = parts[len(parts) // 2]
    assert is_reported(planted, places.answered(before, after))
    assert is_reported(planted, places.letter_by_letter(SEEN[planted.name]))


@pytest.mark.parametrize("make", [*places.CUT[1:], *places.CUT_BY_OTHERS], ids=lambda make: make.__name__)
def test_it_is_found_across_texts_and_protocols(make: Callable[[str, str], bytes]) -> None:
    missed = [
        (planted.name, before)
        for planted in PLANTED
        for before, after in cuts(planted, 2)
        if not is_reported(planted, make(before, after))
    ]
    assert missed == []


def test_a_key_is_found_at_every_boundary_between_reasoning_answer_and_arguments() -> None:
    for planted in KEYS[:1]:
        for make in places.CUT:
            for before, after in cuts(planted, 1_000):
                assert is_reported(planted, make(before, after)), (planted.name, make.__name__, before)


@planted_secrets
def test_it_is_found_in_every_part_of_a_call(planted: Planted) -> None:
    missed = [part for part, content in places.sent(planted.text) if not is_reported(planted, content)]
    assert missed == []


@planted_secrets
def test_it_is_found_in_every_writing(planted: Planted) -> None:
    missed = [
        (writing, make.__name__)
        for writing, text in places.written(planted.text)
        for make in (places.asked, places.kept_besides)
        if not is_reported(planted, make(text))
    ]
    assert missed == []


def test_bytes_alone_would_miss_those_that_are_cut(capsys: pytest.CaptureFixture[str]) -> None:
    """The same patterns over raw bytes, for comparison: the figures of the documentation."""
    contents = [places.answered(before, after) for key in KEYS for before, after in cuts(key, 4)]
    raw = sum(
        bool([secret for secret in secrets_in(content.decode()) if secret.rule.id == "S101"]) for content in contents
    )
    merged = sum(bool(findings(content, family="S101")) for content in contents)
    with capsys.disabled():
        sys.stdout.write(f"\nkeys cut in two: {merged} of {len(contents)} found in merged text, {raw} in raw bytes\n")
    assert merged == len(contents)
    assert raw < len(contents) // 2


KEY = KEYS[1].value


@planted_secrets
def test_it_is_found_in_the_fields_of_a_form(planted: Planted) -> None:
    assert is_reported(planted, places.http(f"a=1&m={quote_plus(f'It is {planted.text} here')}", "{}"))


@pytest.mark.parametrize("parts", [("From no", "reply@github.com"), ("In /home/run", "ner/work"), ("a@", "b.c")])
def test_a_piece_of_a_text_is_no_secret_where_the_text_is_none(parts: tuple[str, str]) -> None:
    events = [strict({"choices": [{"index": 0, "delta": {"content": part}}]}) for part in parts]
    stream = "".join(f"data: {event}\n\n" for event in [*events, "[DONE]"])
    assert findings(places.http("{}", stream), family="S") == []


def test_where_it_is_said_to_be() -> None:
    assert [line.at for line in findings(places.answered(f"x {KEY[:9]}", KEY[9:]), family="S")] == [
        "answer, chunks 1–2"
    ]
    (line,) = findings(places.reasoned(KEY[:9], KEY[9:]), family="S")
    assert line.at == "reasoning, chunk 1 → answer, chunk 2"
    (line,) = findings(places.called(KEY[:9], KEY[9:]), family="S")
    assert line.at == "answer, chunk 1 → arguments of f, chunk 3"
    places_of = {part: findings(content, family="S")[0].at for part, content in places.sent(KEY)}
    assert places_of["message"] == "request.messages[0].content"
    assert places_of["plain answer"] == "answer"
    assert places_of["field of a chunk"] == "response chunk 1, data.obfuscation"
    assert places_of["header"] == "request.headers.x-note"
    assert places_of["metadata"] == "line 1 of the file"


def test_what_is_said_of_it() -> None:
    (line,) = findings(places.answered(KEY, ""), family="S")
    assert line.message == f"an OpenAI key: {KEY[:4]}… ({len(KEY)} characters)"
    (line,) = findings(places.asked(places.packed(KEY)), family="S")
    assert line.at == "request.messages[0].content"
    assert line.message == f"an OpenAI key, written as gzip in base64: {KEY[:4]}… ({len(KEY)} characters)"


def test_one_secret_is_one_finding() -> None:
    content = places.http(f'{{"prompt": "{KEY}"}}', f'{{"text": "{KEY}"}}', {"authorization": [f"Bearer {KEY}"]})
    assert [line.at for line in findings(content, family="S")] == ["request.headers.authorization"]


@planted_secrets
def test_one_in_an_answer_is_not_told_again_of_its_file(planted: Planted) -> None:
    lines = findings(places.http("{}", strict({"text": planted.text})), family="S")
    assert [(line.rule, line.at) for line in lines] == [(planted.rule, "response.text")]


def test_it_is_found_in_the_name_of_a_file() -> None:
    content = places.http("{}", "{}")
    assert [line.at for line in findings(content, f"cassettes/{KEY}.yaml", "S")] == ["the file's name"]


HEADERS = """
authorization: Bearer {} | authorization: {} | x-api-key: {} | api-key: {} | x-goog-api-key: {} | cookie: a={}; b=1
set-cookie: a={}; path=/ | ocp-apim-subscription-key: {} | x-amz-security-token: {}
"""


@pytest.mark.parametrize("header", [line.strip() for row in HEADERS.strip().split("\n") for line in row.split("|")])
def test_a_random_value_of_a_header_with_a_credential(header: str) -> None:
    name, _, value = header.partition(": ")
    secret = "0kB3xq7LmVt9" + "ZrW2uYcD8sHf"
    assert is_random(secret)
    for filled, count in ((secret, 1), ("**REDACTED**", 0), ("test-api-key", 0), ("<API_KEY>", 0)):
        lines = findings(places.http("{}", "{}", {name: [value.format(filled)]}), family="S")
        assert [line.at for line in lines] == [f"request.headers.{name}"] * count


def test_headers_that_tell_of_an_account() -> None:
    headers = {"openai-organization": ["kept-labs-4711"], "x-forwarded-for": ["10.0.0.1, 84.112.93.17"]}
    assert {line.rule for line in findings(places.http("{}", "{}", headers), family="S")} == {"S203", "S204"}
    silent = {
        "openai-organization": ["test-org"],
        "x-forwarded-for": ["192.0.2.1"],
        "x-request-id": ["req_0kB3xq7LmVt9"],
    }
    assert findings(places.http("{}", "{}", silent), family="S") == []
