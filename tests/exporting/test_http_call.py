"""The call of a recording: where it goes, what is a variable, and what differs from the recording."""

from __future__ import annotations

from typing import Any

import pytest

from recview.exporting.http_call import HttpCall, Variable, http_call, variable_named
from recview.model import Exchange, Json, Request, Response, Source
from tests.exporting.calls import KEY


def made(
    url: str,
    headers: dict[str, Json] | None = None,
    *,
    format: str = "har",
    protocol: str = "openai.chat",
    **more: Json,
) -> HttpCall:
    fields = {"method": "POST", "body": {"model": "m"}, **more}
    request = Request(url=url, headers=headers or {}, fields={}, **fields)
    return http_call(Exchange(Source("a.json"), format, request, Response()), protocol, secrets=False)


def shown(pieces: tuple[str | Variable, ...]) -> str:
    return "".join(piece if isinstance(piece, str) else f"${piece.name}" for piece in pieces)


def headers_of(call: HttpCall) -> dict[str, str]:
    return {name.lower(): shown(value) for name, value in call.headers}


@pytest.mark.parametrize(
    ("url", "name", "value"),
    [
        ("https://api.openai.com/v1/chat/completions", "authorization", "Bearer $OPENAI_API_KEY"),
        ("https://api.anthropic.com/v1/messages", "x-api-key", "$ANTHROPIC_API_KEY"),
        (
            "https://generativelanguage.googleapis.com/v1beta/models/g:generateContent",
            "x-goog-api-key",
            "$GEMINI_API_KEY",
        ),
        ("https://me.openai.azure.com/openai/deployments/x/chat/completions", "api-key", "$AZURE_OPENAI_API_KEY"),
        ("https://api.groq.com/openai/v1/chat/completions", "authorization", "Bearer $GROQ_API_KEY"),
        (
            "https://bedrock-runtime.us-east-1.amazonaws.com/model/x/converse",
            "authorization",
            "Bearer $AWS_BEARER_TOKEN_BEDROCK",
        ),
        ("https://somebody.example/v1/chat/completions", "authorization", "Bearer $API_KEY"),
        ("http://localhost:11434/v1/chat/completions", "authorization", None),
        ("http://192.168.0.7:8000/v1/chat/completions", "authorization", None),
    ],
)
def test_the_key_of_each_provider_is_a_variable(url: str, name: str, value: str | None) -> None:
    assert headers_of(made(url)).get(name) == value


def test_recorded_credentials_become_variables_and_other_headers_stay() -> None:
    headers: dict[str, Json] = {
        "Authorization": "Bearer secret-1",
        "X-Portkey-Api-Key": "secret-2",
        "Cookie": "secret-3",
        "anthropic-beta": ["a", "b"],
        "X-Note": KEY,
        "Host": "x",
        "Content-Length": "3",
        "X-Stainless-Lang": "python",
        "Content-Type": "application/json; charset=utf-8",
    }
    call = made("https://api.openai.com/v1/chat/completions", headers)
    assert [(name, shown(value)) for name, value in call.headers] == [
        ("Content-Type", "application/json"),
        ("Authorization", "Bearer $OPENAI_API_KEY"),
        ("X-Portkey-Api-Key", "$X_PORTKEY_API_KEY"),
        ("anthropic-beta", "a"),
        ("anthropic-beta", "b"),
        ("X-Note", "$X_NOTE"),
    ]


@pytest.mark.parametrize("value", ["**REDACTED**", "DUMMY", "", "Basic abc", "AWS4-HMAC-SHA256 Credential=AKIA/x"])
def test_a_recorded_authorization_keeps_its_scheme_and_nothing_else(value: str) -> None:
    call = made("https://api.openai.com/v1/chat/completions", {"authorization": value})
    scheme = "Basic" if value.startswith("Basic") else "Bearer"
    assert headers_of(call)["authorization"] == f"{scheme} $OPENAI_API_KEY"
    assert any("signed for AWS" in remark for remark in call.remarks) == value.startswith("AWS4")


@pytest.mark.parametrize(
    ("url", "result"),
    [
        ("https://x.example/?api-key=secret&a=1", "https://x.example/?api-key=$API_KEY&a=1"),
        ("https://x.example/?access_token=secret#x", "https://x.example/?access_token=$ACCESS_TOKEN#x"),
        ("https://me:secret@x.example/", "https://$URL_CREDENTIALS@x.example/"),
    ],
)
def test_credentials_in_the_url_become_variables(url: str, result: str) -> None:
    assert shown(made(url).url) == result


@pytest.mark.parametrize(
    ("request_of", "url"),
    [
        ({"endpoint": "/v1/chat/completions", "model": "gpt-4o"}, "https://api.openai.com/v1/chat/completions"),
        ({"model": "gpt-4o"}, "https://api.openai.com/v1/chat/completions"),
        ({"model": "claude-3", "protocol": "anthropic.messages"}, "https://api.anthropic.com/v1/messages"),
        (
            {"model": "models/gemini-2", "protocol": "gemini.generate_content"},
            "https://generativelanguage.googleapis.com/v1beta/models/gemini-2:generateContent",
        ),
        ({"endpoint": "/x"}, "https://example.invalid/x"),
    ],
)
def test_without_a_url_it_is_the_providers_own_and_says_so(request_of: dict[str, Any], url: str) -> None:
    call = made("", **request_of)
    assert shown(call.url) == url
    assert any("the recording has no server" in remark for remark in call.remarks)


def test_what_ogx_writes_is_as_it_was_sent() -> None:
    call = made("http://localhost:11434/v1/v1/models", format="ogx", body={})
    assert (call.method, call.body, shown(call.url)) == ("GET", None, "http://localhost:11434/v1/models")
    assert len(call.remarks) == 2
    assert shown(made("http://localhost:11434/v1/v1/models").url).endswith("/v1/v1/models")


def test_credentials_in_the_body_are_covered_until_shown() -> None:
    request = Request("POST", "https://x.example/", body={"a": [KEY], "b": 10**30})
    exchange = Exchange(Source("a.json"), "har", request, Response())
    covered, plain = (http_call(exchange, "", secrets=secrets) for secrets in (False, True))
    assert covered.body == {"a": ["sk-" + "•" * (len(KEY) - 3)], "b": 10**30}
    assert plain.body is request.body
    assert not plain.remarks


@pytest.mark.parametrize("method", ["", "post", "GET\r\nX: 1", "-d@/etc/passwd"])
def test_a_method_that_is_none_is_not_taken(method: str) -> None:
    assert made("https://x.example/", method=method).method == "POST"


def test_names_of_variables() -> None:
    assert [variable_named(name) for name in ("x-api-key", "9x", "ö", "")] == ["X_API_KEY", "KEY_9X", "KEY", "KEY"]
