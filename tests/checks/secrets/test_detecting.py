"""What is told for a secret in a text, and what is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recview.checks.secrets.detecting import RULES, secrets_in, secrets_in_header
from recview.checks.secrets.signs import LEFT_OUT, STEMS, WORDS, may_hold_secrets
from recview.key_shapes import KEY_SHAPES
from tests.checks.secrets.planted import PLANTED, RARER, Planted
from tests.examples import examples

NEAR_MISSES = r"""
sk-1234567890abcdef1234567890abcdef
sk-...
sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
sk-your-api-key-here-please-123456
sk-learn-compatible-estimators-v2-and-more
sk-test-1234567890abcdefghijklmnop
sk-proj-REDACTED
sk-ant-api03-EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE
task-force-of-1234567890-people-in-2024
disk-usage-4f9a8b7c6d5e4f3a2b1c
AKIAIOSFODNN7EXAMPLE
AKIAIOSFODNN7
AKIAI44QH8DHBEXAMPLE
wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
aws_secret_access_key = YOUR_SECRET_ACCESS_KEY_GOES_HERE_NOW
AIzaSyXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
AIzaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe
hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
hf_transformers_model_names_are_long_words
ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
ghp_16C7e42F292c6912E7710c838347Ae178B4a
xoxb-your-token-goes-here
xoxb-not-a-real-token-at-all
Bearer test-api-key
Bearer **REDACTED**
Bearer <API_KEY>
Bearer authentication is required for tokens
Authorization: Bearer $OPENAI_API_KEY
Authorization: Bearer {os.environ["OPENAI_API_KEY"]}
Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==
Authorization: Basic dXNlcjpwYXNzd29yZA==
api_key = os.environ["MISTRAL_API_KEY_FOR_TESTS"]
api_key="test-api-key"
api_key: "your-api-key-goes-right-here"
OPENAI_API_KEY=your-api-key
api_key="A1b2C3d4A1b2C3d4A1b2C3d4A1b2C3d4"
apiKey: process.env.OPENAI_API_KEY
"api_key": "**********"
"next_page_token": "CAUQAA8zKdk39fkdLLk2jfkdk"
"max_tokens": 4096, "token": " Hello"
password="hunter2"
password: "correct horse battery staple"
"password": {"type": "string", "description": "The password"}
postgresql://user:password@localhost:5432/db
postgresql://postgres:postgres@localhost/db
mysql://root:${MYSQL_PASSWORD}@db/x
redis://:<password>@host:6379
https://user:pass@example.com/
mongodb+srv://<username>:<password>@cluster0.mongodb.net
__databricks__/serving-endpoints/chat/completions
eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c
eyJjdXJzb3IiOiJhYmMiLCJuZXh0IjozfQ.eyJhIjoxfQ.c2lnbmF0dXJl
eyJhbGciOiJIUzI1NiJ9...
-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----
-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA...\n-----END RSA PRIVATE KEY-----
-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEbGVmdDANBgkqhkiG9w0BAQsFADBsMRAwDgYDVQQGEwdV\n-----END CERTIFICATE-----
-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEVs/o5+uQbTjL3chynL4wXgUg2R9\n-----END PUBLIC KEY-----
https://h.test/?page_token=CAUQAA8zKdk39fkdLLk2jfkdk
https://h.test/a?X-Amz-Signature=EXAMPLESIGNATURE4f9a8b7c6d5e4f3a
https://h.test/?token=abc
https://h.test/?id=550e8400-e29b-41d4-a716-446655440000
550e8400-e29b-41d4-a716-446655440000
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
"id": "chatcmpl-9xYzAbCdEfGhIjKlMnOpQrStUvWx1"
"id": "call_4Fq8Zk2LmN9pQrStUvWx7YzA"
"system_fingerprint": "fp_44709d6fcb4f9a8b7c6d"
"signature": "EqQBCgIYAhIkMGE1Yjc4ZjktNGQ3ZC00ZjE0LWE3"
"thought_signature": "CiQBcsjafJ4f9a8b7c6d5e4f3a2b1c0dEfGhIjKl"
"encrypted_content": "gAAAAABo7ZkK3yq0XbV4mJr8Pz2Lw9Tn5Qc1Uf6Hs"
data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
noreply@github.com
john.doe@example.com
jane@example.org
user@test.com
git@github.com:org/repo.git
support@openai.com
image@2x.png
npm install @types/node@18.0.0
@bot.event
/home/runner/work/x
/home/user/app
/home/ubuntu/x
/Users/username/x
/Users/runner/work
C:\Users\Public\x
C:\Users\runneradmin\AppData
/root/.cache
https://h.test/home/about
org-redacted
organization-wide-policies-and-such
arn:aws:iam::123456789012:role/x
arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude
projects/my-project/locations/us-central1
Set-Cookie: session=REDACTED; path=/
set-cookie: __cf_bm=test-cookie; path=/
Cookie: theme=dark; lang=en
0000000000:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
SKfoundation model of thirty-two letters
SG.xxxxxxxxxxxxxxxxxxxxxx.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy
glpat-xxxxxxxxxxxxxxxxxxxx
r8_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
dapi-is-the-beginning-of-databricks-tokens
dapi0123456789abcdef0123456789abcdef
nvapi-your-key-here-0000000000000000000000
sk_test_4eC39HqLyjWDarjtT1zdp7dc
pk_live_4f9a8b7c6d5e4f3a2b1c0d9e
lsv2_pt_00000000000000000000000000000000_0000000000
meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8
accounts/fireworks/models/llama-v3p3-70b-instruct
projects/fantasy
the secret: keep_it_simple_and_short_2024
client_secret = "<your client secret>"
access_token=ACCESS_TOKEN_PLACEHOLDER_1234
postgresql://user:pass123@host/db
curl --user admin:admin123 http://localhost:8080
curl -u $USER:$PASSWORD https://kept.io
ASIAPACIFICCOMMITTEE
cache-key-9b1c6f0a2d3e4b5c8d7e6f5a4b3c2d1e
https://cdn.kept.io/9b1c6f0a2d3e4b5c8d7e6f5a4b3c2d1e.5f3a9c1b.js
test_inference_store_tool_calls_and_re_calculate_all
"""


@pytest.mark.parametrize("line", NEAR_MISSES.strip().split("\n"))
def test_near_misses_are_silent(line: str) -> None:
    for text in (line, line.replace("\\n", "\n"), f'{{"a": "{line}"}}', f"say {line}, then"):
        assert [secret.message for secret in secrets_in(text)] == []


@pytest.mark.parametrize("planted", [*PLANTED, *RARER], ids=lambda planted: planted.name)
def test_shapes(planted: Planted) -> None:
    for around in ("{}", "say {} now", '"{}"', "x={}", "({}).", "\n{}\n"):
        text = around.format(planted.text)
        assert planted.value in [secret.value for secret in secrets_in(text) if secret.rule.id == planted.rule]
        assert may_hold_secrets(text.encode())


def test_each_word_is_dismissed_by_a_piece_of_its_own() -> None:
    for word in (*WORDS, b"curl"):
        assert any(stem in word.translate(None, LEFT_OUT) for stem in STEMS), word


HEADERS = """
authorization: Bearer test-api-key | authorization: Bearer fake | Authorization: **REDACTED** | x-api-key: foobar
authorization: Basic dXNlcjpwYXNzd29yZA== | x-goog-api-key: scrubbed | api-key: <API_KEY>
set-cookie: a=b; path=/; max-age=1
idempotency-key: stainless-python-retry-4f9a8b7c-6d5e-4f3a | x-request-id: req_4f9a8b7c6d5e4f3a2b1c0d9e
etag: W/"4f9a8b7c6d5e4f3a"
authorization: Bearer dummy_key_for_tests_123 | openai-organization: org-redacted
x-goog-api-client: gl-python/3.12.1 grpc/1.66
authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20251024/us-east-1/b/aws4_request, Signature=REDACTED
"""


@pytest.mark.parametrize("header", [line.strip() for row in HEADERS.strip().split("\n") for line in row.split(" | ")])
def test_headers_that_are_silent(header: str) -> None:
    name, _, value = header.partition(": ")
    assert secrets_in_header(name, value) == []


@pytest.mark.parametrize("behind", ["", "; path=/"])
def test_a_cookie_is_as_long_in_a_header_as_it_was_sent(behind: str) -> None:
    value = "qDLUyHsMMnoZXnDkKs4.Wd8fTb2Rk6Yx1Vg9.Jp-"
    (secret,) = secrets_in_header("set-cookie", f"__cf_bm={value}.{behind}")
    assert secret.value == f"{value}."


def test_what_overlaps_is_told_once() -> None:
    key = next(planted.value for planted in PLANTED if planted.name == "openai project")
    (secret,) = secrets_in(f'OPENAI_API_KEY="{key}" # Authorization: Bearer {key}')
    assert (secret.rule.id, secret.value) == ("S101", key)


def test_rules_have_ids_of_their_own() -> None:
    assert len({rule.id for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert {rule.severity for rule in RULES if rule.id < "S200"} == {"error"}
    assert {rule.severity for rule in RULES if rule.id > "S200"} == {"warning"}


HOSTILE = (
    *("@@@", "a@b.", "://a:b@", "api_key=", "C:\\Users\\a\\", "-----BEGIN PRIVATE KEY-----\n", "eyJhbGciOiJub25lIn0."),
    *("\\u0041", "%41%25", "sk-", "sk-aB3aB3aB3.", "set-cookie: a=b; ", "QUJDREVGR0hJSktM ", "Bearer a", "?sig="),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_time_in_proportion_to_their_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        begun = time.process_time()
        secrets_in(text)
        return time.process_time() - begun

    short = min(seconds(10_000) for _ in range(2))
    # Sixteen times the text: in the square of its length it would take 256 times as long.
    assert seconds(160_000) < 100 * max(short, 0.002)


FRAGMENTS = (
    *(shape.prefix for shape in KEY_SHAPES[::3]),
    *("Bearer ", "@", "a.b", "/home/", "Users\\", "?key=", "&", "=", ".", "aB3xY7", "\\u0041", "%4", "\\", "\n", " "),
    *("0kB3xq7LmVt9ZrW2uYcD8sHf", "eyJ", "H4sI", "-----BEGIN PRIVATE KEY-----", "İ", "\ud800", "cookie: ", "api_key: "),
)


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
@examples(150)
def test_any_text_is_looked_through(text: str) -> None:
    for secret in secrets_in(text):
        assert 0 <= secret.start < secret.end <= len(text)
        assert secret.value not in secret.message
