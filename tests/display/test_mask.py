"""Credentials are covered wherever a recorder may have left them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recview.display.mask import masked, masked_text, masked_url
from recview.model import Json

SECRET = "Bearer-of-secrets"
HIDDEN = "•" * len(SECRET)
CREDENTIALS = [
    "authorization",
    "Authorization",
    "Proxy-Authorization",
    "cookie",
    "Set-Cookie",
    "api-key",
    "X-API-Key",
    "api_key",
    "x-goog-api-key",
    "x-amz-security-token",
]


@pytest.mark.parametrize("name", CREDENTIALS)
def test_credential_headers_are_covered(name: str) -> None:
    assert masked({name: SECRET, "Accept": "*/*"}) == {name: HIDDEN, "Accept": "*/*"}
    assert masked({name: [SECRET, "ab"]}) == {name: [HIDDEN, "••"]}
    text = json.dumps({"headers": {name: SECRET, "Accept": "*/*"}})
    assert masked_text(text) == text.replace(SECRET, HIDDEN)


@pytest.mark.parametrize(
    ("value", "expected"),
    [("", ""), ("x" * 100, "•" * 40), (7, "•"), (None, "••••"), ([], []), ([["a"]], [["•"]]), ({"a": 1}, "•" * 8)],
    ids=["empty", "long", "number", "null", "no values", "nested", "object"],
)
def test_covering_of_odd_values(value: Json, expected: Json) -> None:
    assert masked({"Authorization": value}) == {"Authorization": expected}


@pytest.mark.parametrize("name", ["Accept", "x-authorization-hint", "authorizations", "content-type", ""])
def test_other_headers_stay(name: str) -> None:
    assert masked({name: SECRET}) == {name: SECRET}
    text = json.dumps({name: SECRET})
    assert masked_text(text) == text


YAML = """\
    headers:
      Accept:
      - '*/*'
      %s:
      - Bearer of
        secrets
      - another
      accept: x
      ? !!python/object/apply:multidict._multidict.istr
      - %s
      : - Bearer of secrets
      host: y
GET / HTTP/1.1
%s: Bearer of secrets
Host: y
"""


@pytest.mark.parametrize("name", CREDENTIALS)
def test_credentials_in_yaml_and_in_plain_http_are_covered(name: str) -> None:
    text = YAML % (name, name, name)
    covered = masked_text(text)
    assert not {"Bearer", "secrets", "another"} & set(covered.split())
    assert [len(line) for line in covered.split("\n")] == [len(line) for line in text.split("\n")]
    for line, shown in zip(text.split("\n"), covered.split("\n"), strict=True):
        assert shown == line or "•" in shown
    assert [line for line in ("      - '*/*'", "      accept: x", "Host: y") if line not in covered] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Authorization" : "abc"', '"Authorization" : "•••"'),
        ('"authorization":["a","bc"]', '"authorization":["•","••"]'),
        ('"cookie": [\n  "a",\n  "b"\n]', '"cookie": [\n  "•",\n  "•"\n]'),
        (r'"api_key": "a\"b\\"', '"api_key": "••••••"'),
        ('"api_key": ""', '"api_key": ""'),
        ('"api_key": null', '"api_key": null'),
        ('"authorization": "a", "x": "b"', '"authorization": "•", "x": "b"'),
        ('"url": "http://h/?key=abc&x=1"', '"url": "http://h/?key=•••&x=1"'),
        ("no JSON at all", "no JSON at all"),
        ("", ""),
    ],
    ids=["blank", "list", "list on lines", "escapes", "empty", "null", "next key", "URL", "words", "nothing"],
)
def test_raw_text(text: str, expected: str) -> None:
    assert masked_text(text) == expected


@pytest.mark.parametrize(
    "text",
    [f'{{"Authorization": "{SECRET}', f'{{"Authorization": ["{SECRET}", "{SECRET}'],
    ids=["value", "list"],
)
def test_credentials_in_text_that_is_cut_off(text: str) -> None:
    assert SECRET not in masked_text(text)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", ""),
        ("https://h/v1/models", "https://h/v1/models"),
        ("https://h/?key=abc", "https://h/?key=•••"),
        ("https://h/?a=1&API_KEY=abc&b=2", "https://h/?a=1&API_KEY=•••&b=2"),
        (
            "https://h/?api-key=a&access_token=b&sig=c&signature=d",
            "https://h/?api-key=•&access_token=•&sig=•&signature=•",
        ),
        ("https://h/?monkey=abc&keys=abc", "https://h/?monkey=abc&keys=abc"),
        ("https://h/?key=", "https://h/?key="),
    ],
    ids=["empty", "none", "key", "in the middle", "all names", "other names", "no value"],
)
def test_url(url: str, expected: str) -> None:
    assert masked_url(url) == expected


@given(
    st.lists(st.sampled_from(['"', "\\", ":", " ", "\n", "[", "]", ",", '"authorization"', "?key=", "&", "x"])).map(
        "".join
    )
)
@settings(max_examples=150, deadline=None)
def test_the_length_stays(text: str) -> None:
    assert len(masked_text(text)) == len(text)


@given(st.text(min_size=1))
@settings(max_examples=100, deadline=None)
def test_any_value_in_json_is_covered(value: str) -> None:
    text = masked_text(json.dumps({"Authorization": value}))
    inner = json.dumps(value)[1:-1]
    assert text == '{"Authorization": "' + "•" * len(inner) + '"}'
