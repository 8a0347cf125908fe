"""What is told for a credential and what is not: by names of headers and URL parameters, by shapes of keys."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.credentials import SHORTEST_RUN, is_credential_name, is_telling_name, key_spans
from recview.display.mask import covered
from recview.key_shapes import KEY_SHAPES, KeyShape
from tests.examples import examples

NAMES = """
authorization Authorization Proxy-Authorization x-api-key X-API-Key X-Goog-Api-Key api_key apiKey xApiKey apikey
Ocp-Apim-Subscription-Key x-auth-token helicone-auth cookie Set-Cookie X-Amz-Security-Token X-Amz-Signature
X-Amz-Credential sig signature x-hub-signature client_secret token X-Token x-key key password access_token
refreshToken x-csrf-token cf-access-client-secret cf-access-jwt-assertion x-functions-key api%2Dkey
"""

NEAR_MISSES = """
max_tokens prompt_tokens completion_tokens token_logprobs x-ratelimit-limit-tokens x-ratelimit-remaining-tokens
x-ratelimit-reset-tokens anthropic-ratelimit-tokens-limit anthropic-ratelimit-input-tokens-remaining
anthropic-ratelimit-requests-reset :authority author openai-organization openai-project x-request-id pageToken
next_page_token eos_token idempotency-key X-Amz-Date X-Amz-Algorithm X-Amz-SignedHeaders monkey keys secretary
sec-websocket-key x-goog-api-client www-authenticate access-control-allow-credentials tokenizer signal
content-type max_token auth-type token_count x-authorization-hint authorizations cookiecutter design
"""

KEY = "Ab1Cd2Ef3Gh4Ij5Kl6Mn7Op8Qr9St0Uv1Wx2"


@pytest.mark.parametrize("name", NAMES.split())
def test_names_of_credentials(name: str) -> None:
    assert is_credential_name(name)


@pytest.mark.parametrize("name", NEAR_MISSES.split())
def test_near_misses_stay_readable(name: str) -> None:
    assert not is_credential_name(name)
    assert covered(f"https://h/?{name}=readable") == f"https://h/?{name}=readable"


@pytest.mark.parametrize("name", ["", "-", " ", "a" * 10_000, "the token of a sentence", "naïve", "\ud800"])
def test_what_is_no_name(name: str) -> None:
    assert not is_credential_name(name)
    assert not is_telling_name(name)


@pytest.mark.parametrize("name", ["token", "key", "signature", "auth", "eos_token", "secret", "sig"])
def test_words_of_a_body_tell_nothing_outside_of_headers(name: str) -> None:
    assert not is_telling_name(name)


@pytest.mark.parametrize(
    "key",
    [
        *(f"sk-{KEY}", f"sk-proj-{KEY}", f"sk-ant-api03-{KEY}", f"sk-or-v1-{'0af9' * 16}", f"sk-lf-{KEY}"),
        *("sk-" + "abcdefghijklmnopqrst", "sk-test-1234567890ab", f"AIza{KEY}", f"AQ.{KEY}", f"ya29.{KEY}"),
        *("AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE", f"ABSK{KEY}==", f"ghp_{KEY}", f"gho_{KEY}"),
        *(f"github_pat_{KEY}_{KEY}", f"glpat-{KEY}", f"hf_{KEY}", f"gsk_{KEY}", f"xai-{KEY}", f"nvapi-{KEY}"),
        *(f"r8_{KEY}", f"pplx-{KEY}", f"fw_{KEY}", f"tgp_v1_{KEY}", f"csk-{KEY}", f"tvly-{KEY}", f"jina_{KEY}"),
        *(f"lsv2_pt_{KEY}", f"xoxb-{KEY}", f"sk_live_{KEY}", f"SG.{KEY}.{KEY}", f"npm_{KEY}", f"pypi-{KEY}{KEY}"),
        *("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0."),
        *("eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "Use {}!", '{{"k": "{}"}}', "http://h/{}/x", "key={}", "({}), or", "\\n{}."])
def test_shapes_of_keys(key: str, around: str) -> None:
    text, shown = around.format(key), covered(around.format(key))
    assert len(shown) == len(text)
    prefix = max((shape.prefix for shape in KEY_SHAPES if key.startswith(shape.prefix)), key=len)
    assert key[len(prefix) :].rstrip("=.") not in shown
    assert prefix in shown
    assert shown.startswith(around.partition("{}")[0].replace("{{", "{"))


@pytest.mark.parametrize(
    "text",
    [
        "a task-force-of-1234567890 people",
        "disk-usage-1234567890123",
        "sk-learn-compatible-estimators-in-a-row",
        "sk-short",
        "Bearer authentication is used",
        "the bearer tokens.",
        "a Bearer token",
        "use Bearer\n  authentication",
        "use Bearer\n  Api-Schemes",
        "www-authenticate: Bearer\n  X-Request-Id1: PLAIN",
        "- Bearer\n  - 123456",
        "The bearer of the ring",
        "eyJjdXJzb3IiOjF9 is a cursor",
        "eyJhbGciOiJIUzI1NiJ9...",
        '{"max_tokens": 5, "token": " Hello", "token_logprobs": [-0.1]}',
        '"signature": "EqQBCgIYAhIkMGE1"',
        "AKIA and ASIA are prefixes",
        "hf_transfer_of_something_longer_than_twenty",
        "https://host:8080/path?page=2&max_tokens=100",
        "a@b.c and user:name@host",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
    ],
)
def test_words_of_bodies_stay_readable(text: str) -> None:
    assert covered(text) is text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Authorization: Bearer abc123def", "Authorization: Bearer •••••••••"),
        ("bearer  SECRETKEY", "bearer  •••••••••"),
        ("Bearer\\tabc.def-1", "Bearer\\t•••••••••"),
        ("x\\nBearer abc123", "x\\nBearer ••••••"),
        ("Bearer%20abc123", "Bearer%20••••••"),
        ("body: use Bearer\n  abc123 and", "body: use Bearer\n  •••••• and"),
        ('body: "use Bearer\\\n  \\ abc123 and', 'body: "use Bearer\\\n  \\ •••••• and'),
        ("https://user:pass@h/x", "https://•••••••••@h/x"),
        ("https://user:p@ss@h/x", "https://•••••••••@h/x"),
        ("see http://h?a=1&sig=x%2Fy&b=2", "see http://h?a=1&sig=•••••&b=2"),
        ("http://h/?next=http://g?token=ab&x=1", "http://h/?next=http://g?token=••&x=1"),
        ("?next=http%3A%2F%2Fg%3Ftoken%3Dab&x=1", "?next=http%3A%2F%2Fg%3Ftoken%3D••&x=1"),
        ("http://h/#access_token=ab", "http://h/#access_token=••"),
        ("<http://h/?api-key=ab> b", "<http://h/?api-key=••> b"),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n+/=\n-----END RSA PRIVATE KEY-----\nx",
            "-----BEGIN RSA PRIVATE KEY-----\n••••\n•••\n-----END RSA PRIVATE KEY-----\nx",
        ),
        (
            "-----BEGIN PRIVATE KEY-----\\nMIIE\\n-----END PRIVATE KEY-----\\nx",
            "-----BEGIN PRIVATE KEY-----••••••••-----END PRIVATE KEY-----\\nx",
        ),
        ("-----BEGIN EC PRIVATE KEY-----\nMIIEcut", "-----BEGIN EC PRIVATE KEY-----\n•••••••"),
    ],
)
def test_tokens_urls_and_private_keys(text: str, shown: str) -> None:
    assert covered(text) == shown


FRAGMENTS = (
    *(shape.prefix for shape in KEY_SHAPES),
    *("Bearer ", "bearer", "://", "@", ":", "?key=", "&", "=", ".", "a", "A1", KEY, "-----BEGIN PRIVATE KEY-----"),
    *("-----END ", "\\", "\\n", "\\u002d", "\n", " ", '"', "İ", "\ud800", "%3F", "eyJ"),
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join))
@examples(300)
def test_any_text_keeps_its_length(text: str) -> None:
    shown = covered(text)
    assert len(shown) == len(text)
    assert {new for old, new in zip(text, shown, strict=True) if old != new} <= {"•"}
    assert covered(shown) == shown or not shown.isascii()


@given(
    st.sampled_from([f"sk-{KEY}", f"AIza{KEY}", f"ghp_{KEY}", f"sk-ant-{KEY}", f"gsk_{KEY}"]),
    st.text(st.characters(exclude_categories=["L", "N", "Pc", "Pd", "Cs"])),
    st.text(),
)
@examples(300)
def test_a_planted_key_is_covered_wherever_it_stands(key: str, before: str, after: str) -> None:
    assert KEY not in covered(before + key + after)


def test_repeated_beginnings_of_keys_are_gone_through_once() -> None:
    """Spans do not overlap one another's starts: what was taken for a key is not looked at again."""
    for prefix in ("eyJ-", "eyJ.", "sk-", "sk-a-", "-----BEGIN PRIVATE KEY-----"):
        spans = list(key_spans(prefix * 20_000))
        assert sum(end - start for start, end in spans) <= len(prefix) * 20_000


@pytest.mark.parametrize("shape", KEY_SHAPES, ids=lambda shape: shape.prefix)
def test_a_key_begins_with_a_run_that_is_long_enough_to_be_looked_for(shape: KeyShape) -> None:
    # The least that a pattern matches; all of it but \w, which is further behind, is of the characters of a run.
    shortest = re._parser.parse(re.escape(shape.prefix) + shape.rest).getwidth()[0]  # type: ignore[attr-defined]
    assert shortest >= SHORTEST_RUN
    assert re.fullmatch(r"[A-Za-z0-9_+/=.-]+", shape.prefix)
