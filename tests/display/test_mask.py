"""Credentials are covered wherever a recorder may have left them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.display.mask import masked, masked_text, masked_url
from recview.model import Json
from tests.examples import examples

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
@examples(150)
def test_the_length_stays(text: str) -> None:
    assert len(masked_text(text)) == len(text)


@given(st.text(min_size=1))
@examples(100)
def test_any_value_in_json_is_covered(value: str) -> None:
    text = masked_text(json.dumps({"Authorization": value}))
    inner = json.dumps(value)[1:-1]
    assert text == '{"Authorization": "' + "•" * len(inner) + '"}'


S = "SECRETKEY"

CONTAINERS = {
    "HAR": json.dumps(
        {
            "log": {
                "entries": [
                    {
                        "request": {
                            "url": f"https://u:{S}@h/v1?token={S}",
                            "headers": [{"name": "x-api-key", "value": S}, {"name": "Accept", "value": "PLAIN"}],
                            "queryString": [{"name": "key", "value": S}, {"name": "alt", "value": "PLAIN"}],
                            "cookies": [{"name": "PLAIN", "value": S, "path": "PLAIN"}],
                            "postData": {"text": "PLAIN"},
                        }
                    }
                ]
            }
        },
        indent=1,
    ),
    "value before its name": json.dumps({"headers": [{"value": S, "comment": "PLAIN", "name": "x-auth-token"}]}),
    "a pair alone": json.dumps({"name": "Authorization", "value": S}),
    "values of a pair": json.dumps({"headers": [{"name": "Cookie", "values": [S, S]}]}),
    "flat list": json.dumps({"rawHeaders": ["Accept", "PLAIN", "Authorization", S, "X-Token", S]}),
    "list of lists": json.dumps({"headers": [["Authorization", S], ["Accept", "PLAIN"]]}),
    "list of lines": json.dumps({"headers": [f"Authorization: {S}", "Accept: PLAIN"]}),
    "matchers": json.dumps({"request": {"headers": {"x-secret": {"equalTo": S}, "Accept": {"equalTo": "PLAIN"}}}}),
    "lists of values": json.dumps({"headers": {"X-Api-Token": [S, S], "a": ["PLAIN"]}}),
    "any case": json.dumps({"HEADERS": {"AUTHORIZATION": S, "ACCEPT": "PLAIN"}}),
    "escaped name": f'{{"headers": {{"x-\\u0061pi\\u002dkey": "{S}", "b": "PLAIN"}}}}',
    "escaped slashes": f'{{"url": "https:\\/\\/u:{S}@h\\/?key={S}", "b": "PLAIN"}}',
    "escaped ampersand": f'{{"url": "https://h/?a=PLAIN\\u0026key={S}\\u0026b=PLAIN"}}',
    "escaped key": f'{{"a": "sk\\u002dproj\\u002dab12{S}", "b": "PLAIN"}}',
    "JSON in JSON": json.dumps({"a": json.dumps({"b": f"sk-proj-ab12{S}"}).replace("-", "\\u002d"), "c": "PLAIN"}),
    "HTTP in JSON": json.dumps({"request": f"POST / HTTP/1.1\r\nX-Token: {S}\r\nHost: PLAIN\r\n\r\nPLAIN"}),
    "a body's own headers": json.dumps({"body": {"tools": [{"headers": {"Authorization": S}, "type": "PLAIN"}]}}),
    "lines of JSON": f'{{"headers": {{"token": "{S}"}}}}\n{{"a": "PLAIN"}}\n{{"headers": {{"token": "{S}"}}}}\n',
    "two on a line": f'{{"a": "PLAIN"}}{{"headers": {{"token": "{S}"}}}}',
    "cut value": f'{{"headers": {{"x-api-key": "{S}',
    "cut list": f'{{"headers": {{"x-api-key": ["{S}", "{S}',
    "cut at its start": f'PLAIN \\" it", "x": "PLAIN", "headers": {{"x-token": "{S}", "a": "PLAIN"}}',
    "YAML flow": f"headers: {{Authorization: [{S}], x-api-key: {S}, Accept: [PLAIN]}}\nbody: PLAIN\n",
    "YAML flow on lines": f"headers: {{\n  Authorization: [{S}],\n  x-api-key: '{S}'\n}}\nbody: PLAIN\n",
    "YAML pairs": f"headers:\n- name: token\n  value: {S}\n- name: a\n  value: PLAIN\n- value: {S}\n  name: x-key\n",
    "YAML values of a pair": f"headers:\n- name: Cookie\n  value:\n  - {S}\n  - {S}\n- name: a\n  value: PLAIN\n",
    "YAML": f'headers:\n  X-Auth-Token:\n  - {S}\n  Accept:\n  - PLAIN\n  token: {S}\nbody: \'{{"token": "PLAIN"}}\'\n',
    "YAML tuples": f"headers:\n- - Authorization\n  - {S}\n- - Accept\n  - PLAIN\n",
    "YAML flat list": f"rawHeaders:\n- Authorization\n- {S}\n- Accept\n- PLAIN\n",
    "YAML continued": f"headers:\n  Cookie: a={S};\n    b={S}\n  Accept: PLAIN\n",
    "YAML anchor": f"headers:\n  Authorization: &a {S}\n  b: PLAIN\n",
    "YAML folded": f"headers:\n  Authorization: >-\n    Bearer\n    {S}\n  Accept: PLAIN\n",
    "YAML quoted": f'headers:\n  "Authorization": "{S}"\n  "Accept": PLAIN\n',
    "go-vcr": f"  proto: HTTP/1.1\n  headers:\n    X-Token:\n      - {S}\n    Accept:\n      - PLAIN\n",
    "httprr": (
        f"httprr trace v1\n10 20\nPOST https://h/v1 HTTP/1.1\r\nHost: PLAIN\r\nToken: {S}\r\n {S}\r\n\r\n"
        f'{{"token": "PLAIN", "a": "PLAIN"}}HTTP/2.0 200 OK\r\nX-Token: {S}\r\nDate: PLAIN\r\n\r\n{{"user": "PLAIN"}}'
    ),
    "bodies": json.dumps(
        {
            "body": {
                "choices": [{"logprobs": {"content": [{"token": "PLAIN"}]}, "signature": "PLAIN", "api_key": "PLAIN"}]
            }
        }
    ),
    "a schema": json.dumps(
        {"parameters": {"properties": {"api_key": {"type": "PLAIN"}}, "required": ["api_key", "PLAIN"]}}
    ),
}


@pytest.mark.parametrize("text", CONTAINERS.values(), ids=CONTAINERS)
def test_raw_files_of_every_container(text: str) -> None:
    shown = masked_text(text)
    assert S not in shown
    assert shown.count("PLAIN") == text.count("PLAIN")
    assert [len(line) for line in shown.split("\n")] == [len(line) for line in text.split("\n")]


PIECES = (
    *(
        '"',
        "'",
        "\\",
        ":",
        ": ",
        " ",
        "\n",
        "\r\n",
        "[",
        "]",
        "{",
        "}",
        ",",
        "- ",
        "? ",
        "  ",
        "    ",
        "|",
        "&a ",
        "!t ",
    ),
    *("headers", "Authorization", "name", "value", "body", "cookies", "x", "POST / HTTP/1.1", "HTTP/1.1 200 OK", S),
    *("\\u0061", "\\/", "sk-", "://", "@", "?key=", "&", "=", "Bearer ", "\x00", "İ", "\ud800"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
@examples(400)
def test_any_raw_text_keeps_its_length_and_lines(text: str) -> None:
    shown = masked_text(text)
    assert [len(line) for line in shown.split("\n")] == [len(line) for line in text.split("\n")]
    assert {new for old, new in zip(text, shown, strict=True) if old != new} <= {"•"}


NAMES = st.sampled_from(
    ["Authorization", "x-api-key", "X-Auth-Token", "set-cookie", "token", "Ocp-Apim-Subscription-Key"]
)
PLAIN = st.dictionaries(st.text(min_size=1), st.text() | st.none() | st.integers() | st.lists(st.text()), max_size=3)


@given(NAMES, PLAIN, PLAIN, st.sampled_from([None, 1, 3]), st.booleans(), st.text())
@examples(300)
def test_a_planted_header_is_covered_in_any_json(
    name: str, before: dict[str, Json], after: dict[str, Json], indent: int | None, is_ascii: bool, body: str
) -> None:
    for headers in (
        {**before, name: S, **after},
        {**before, name: [S, S], **after},
        [{"name": name, "value": S}, {"name": "a", "value": body}],
        [{"value": S, "name": name}],
        [[name, S], ["a", body]],
    ):
        recorded = {"request": {"body": body, "headers": headers, "url": "x"}, "b": [before, {"c": after}]}
        assert S not in masked_text(json.dumps(recorded, indent=indent, ensure_ascii=is_ascii))
