"""Secrets of every shape, drawn at random from one seed, and put together here so that no scanner takes them for real.

Nothing of this is, or ever was, a secret of anyone.
"""

from __future__ import annotations

import base64
import random
import string
from collections.abc import Iterator
from typing import NamedTuple

_RANDOM = random.Random(20_251_024)
_ALNUM = string.ascii_letters + string.digits
_WORD = _ALNUM + "-_"
_HEX = "0123456789abcdef"
_LOWER = string.ascii_lowercase + string.digits
_UPPER = string.ascii_uppercase + "234567"


class Planted(NamedTuple):
    """A secret: what it is, the rule that finds it, the text to plant, and what of that is the secret itself."""

    name: str
    rule: str
    text: str
    value: str


def drawn(alphabet: str, length: int) -> str:
    return "".join(_RANDOM.choice(alphabet) for _ in range(length))


def _keys() -> Iterator[tuple[str, str]]:
    """(issuer, key) of every provider."""
    t3 = "T3Blbk" + "FJ"
    yield "openai", "s" + "k-" + drawn(_ALNUM, 20) + t3 + drawn(_ALNUM, 20)
    yield "openai project", "s" + "k-proj-" + drawn(_WORD, 74) + t3 + drawn(_WORD, 74)
    yield "openai service account", "s" + "k-svcacct-" + drawn(_WORD, 58) + t3 + drawn(_WORD, 58)
    yield "openai admin", "s" + "k-admin-" + drawn(_WORD, 58) + t3 + drawn(_WORD, 58)
    yield "anthropic", "s" + "k-ant-api03-" + drawn(_WORD, 93) + "AA"
    yield "anthropic admin", "s" + "k-ant-admin01-" + drawn(_WORD, 93) + "AA"
    yield "openrouter", "s" + "k-or-v1-" + drawn(_HEX, 64)
    yield "deepseek", "s" + "k-" + drawn(_HEX, 32)
    yield "langfuse", "s" + "k-lf-" + "-".join(drawn(_HEX, n) for n in (8, 4, 4, 4, 12))
    yield "google", "AI" + "za" + "Sy" + drawn(_WORD, 32) + drawn(_ALNUM, 1)
    yield "google oauth", "ya" + "29." + "a0" + drawn(_WORD, 120) + drawn(_ALNUM, 1)
    yield "google client secret", "GOC" + "SPX-" + drawn(_WORD, 27) + drawn(_ALNUM, 1)
    yield "aws", "AK" + "IA" + drawn(_UPPER, 16)
    yield "aws session", "AS" + "IA" + drawn(_UPPER, 16)
    yield "aws bedrock", "AB" + "SK" + base64.b64encode(_RANDOM.randbytes(99)).decode()
    yield "hugging face", "h" + "f_" + drawn(string.ascii_letters, 34)
    yield "groq", "gs" + "k_" + drawn(_ALNUM, 52)
    yield "xai", "xa" + "i-" + drawn(_ALNUM, 80)
    yield "perplexity", "ppl" + "x-" + drawn(_ALNUM, 48)
    yield "replicate", "r" + "8_" + drawn(_ALNUM, 37)
    yield "fireworks", "f" + "w_" + drawn(_ALNUM, 22)
    yield "together", "tgp" + "_v1_" + drawn(_WORD, 42) + drawn(_ALNUM, 1)
    yield "cerebras", "cs" + "k-" + drawn(_LOWER, 48)
    yield "nvidia", "nv" + "api-" + drawn(_WORD, 63) + drawn(_ALNUM, 1)
    yield "voyage", "p" + "a-" + drawn(_WORD, 42) + drawn(_ALNUM, 1)
    yield "tavily", "tv" + "ly-dev-" + drawn(_ALNUM, 32)
    yield "brave", "B" + "SA" + drawn(_ALNUM, 28)
    yield "jina", "ji" + "na_" + drawn(_HEX, 32) + drawn(_WORD, 27) + drawn(_ALNUM, 1)
    yield "langsmith", "ls" + "v2_pt_" + drawn(_HEX, 32) + "_" + drawn(_HEX, 10)
    yield "elevenlabs", "s" + "k_" + drawn(_HEX, 48)
    yield "pinecone", "pc" + "sk_" + drawn(_ALNUM, 5) + "_" + drawn(_ALNUM, 63)
    yield "weights and biases", "wand" + "b_v1_" + drawn(_ALNUM, 27) + "_" + drawn(_ALNUM, 49)
    for kind in "pousr":
        yield f"github gh{kind}", "gh" + kind + "_" + drawn(_ALNUM, 36)
    yield "github fine-grained", "github" + "_pat_" + drawn(_ALNUM, 22) + "_" + drawn(_ALNUM, 59)
    yield "gitlab", "gl" + "pat-" + drawn(_WORD, 19) + drawn(_ALNUM, 1)
    yield (
        "slack bot",
        "xo" + "xb-" + drawn(string.digits, 12) + "-" + drawn(string.digits, 12) + "-" + drawn(_ALNUM, 24),
    )
    yield "slack app", "xa" + "pp-1-A" + drawn(_UPPER, 10) + "-" + drawn(string.digits, 13) + "-" + drawn(_HEX, 64)
    yield (
        "slack hook",
        "hooks.slack" + ".com/services/T" + drawn(_UPPER, 9) + "/B" + drawn(_UPPER, 9) + "/" + drawn(_ALNUM, 24),
    )
    yield "stripe", "s" + "k_live_" + drawn(_ALNUM, 24)
    yield "stripe restricted", "r" + "k_live_" + drawn(_ALNUM, 99)
    yield "twilio", "S" + "K" + drawn(_HEX, 32)
    yield "sendgrid", "S" + "G." + drawn(_WORD, 22) + "." + drawn(_WORD, 42) + drawn(_ALNUM, 1)
    yield "npm", "np" + "m_" + drawn(_ALNUM, 36)
    yield "pypi", "py" + "pi-AgEIcHlwaS5vcmc" + drawn(_WORD, 130) + drawn(_ALNUM, 1)
    yield "telegram", drawn("123456789", 10) + ":A" + "A" + drawn(_WORD, 32) + drawn(_ALNUM, 1)
    yield "discord", "MT" + drawn(_ALNUM, 24) + "." + drawn(_ALNUM, 6) + "." + drawn(_WORD, 37) + drawn(_ALNUM, 1)
    yield "databricks", "da" + "pi" + drawn(_HEX, 32)
    yield "cloudflare", "cf" + "ut_" + drawn(_ALNUM, 48)
    yield "azure", drawn(_ALNUM, 52) + "JQ" + "QJ99BFACYeBjFXJ3w3AAA" + "BACOG" + drawn(_ALNUM, 4)
    yield "azure client secret", drawn(_ALNUM, 3) + "8" + "Q~" + drawn(_ALNUM, 34)
    yield "digitalocean", "do" + "p_v1_" + drawn(_HEX, 64)
    yield "shopify", "shp" + "at_" + drawn(_HEX, 32)
    yield "linear", "lin" + "_api_" + drawn(_ALNUM, 40)


def encoded(text: str) -> str:
    """Base64 as JSON Web Tokens have it."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _others() -> Iterator[Planted]:
    """(name, rule, text, secret) of what is told by its surroundings."""
    token = drawn(_WORD, 39) + drawn(_ALNUM, 1)
    yield Planted("bearer", "S102", f"Authorization: Bearer {token}", token)
    basic = base64.b64encode(f"svc-{drawn(_LOWER, 6)}:{drawn(_ALNUM, 14)}".encode()).decode()
    yield Planted("basic", "S102", f"Authorization: Basic {basic}", basic)
    for name in (
        "MISTRAL_API_KEY",
        "COHERE_API_KEY",
        "AZURE_OPENAI_API_KEY",
        "SERPER_API_KEY",
        "aws_secret_access_key",
    ):
        value = drawn(_ALNUM if name < "B" or name > "S" else _LOWER, 40 if name[0] in "CSa" else 32)
        yield Planted(name, "S103", f'{name}="{value}"', value)
    value = base64.b64encode(_RANDOM.randbytes(64)).decode()
    yield Planted("account key", "S103", f"AccountName=kept;AccountKey={value};EndpointSuffix=core", value)
    cookie = drawn(_WORD, 43) + "-1761300000-1.0.1.1-" + drawn(_WORD, 60) + drawn(_ALNUM, 1)
    yield Planted("cookie", "S104", f"Set-Cookie: __cf_bm={cookie}; path=/; HttpOnly", cookie)
    jwt = ".".join((encoded('{"alg":"RS256","typ":"JWT","kid":"7d2"}'), encoded('{"sub":"u-81","exp":1761300000}')))
    jwt += "." + drawn(_WORD, 85) + drawn(_ALNUM, 1)
    yield Planted("jwt", "S105", jwt, jwt)
    for kind in ("RSA ", "EC ", "", "OPENSSH "):
        lines = "\n".join("MII" + drawn(_ALNUM + "+/", 61) for _ in range(3))
        text = f"-----BEGIN {kind}PRIV" + f"ATE KEY-----\n{lines}\n-----END {kind}PRIV" + "ATE KEY-----"
        yield Planted(f"pem {kind}", "S106", text, lines.replace("\n", ""))
    signature = drawn(_HEX, 64)
    url = "https://kept.s3.amazonaws.com/a.pdf?X-Amz-Date=20251024T000000Z&X-Amz-Signature="
    yield Planted("s3 url", "S107", url + signature, signature)
    signature = drawn(_ALNUM, 43)
    url = f"https://kept.blob.core.windows.net/c/a.pdf?sv=2024-11-04&se=2025-10-25&sr=b&sp=r&sig={signature}%3D"
    yield Planted("azure url", "S107", url, signature + "=")
    signature = drawn(_HEX, 128)
    yield Planted("google url", "S107", f"https://storage.googleapis.com/c/a?X-Goog-Signature={signature}", signature)
    password = drawn(_ALNUM, 13) + "7"
    yield Planted("database", "S108", f"postgresql://kept_svc:{password}@db.internal.kept.io:5432/app", password)
    yield Planted("redis", "S108", f"rediss://default:{password[::-1]}@kept.cache:6380/0", password[::-1])
    yield Planted(
        "e-mail", "S201", "k.brandstetter" + "@" + "vienna-labs.eu", "k.brandstetter" + "@" + "vienna-labs.eu"
    )
    yield Planted("home", "S202", "/home/" + "kbrandstetter/src/app.py", "/home/" + "kbrandstetter")
    yield Planted("home of macOS", "S202", "/Users/" + "kbrandstetter/src", "/Users/" + "kbrandstetter")
    yield Planted("home of Windows", "S202", "C:\\Users\\" + "kbrandstetter\\src", "C:\\Users\\" + "kbrandstetter")
    organization = "or" + "g-" + drawn(_ALNUM, 24)
    yield Planted("organization", "S203", organization, organization[4:])
    account = "481" + drawn("23456789", 9)
    yield Planted("aws account", "S203", f"arn:aws:bedrock:us-east-1:{account}:inference-profile/x", account)


def _rarer() -> Iterator[tuple[str, str]]:
    """(issuer, key) of those that are not cut everywhere, since one shape is cut as the other is."""
    yield "google, a sign at its end", "AI" + "za" + "Sy" + drawn(_WORD, 32) + "-"
    yield "aws without figures", "AK" + "IA" + "QWJTRKLMZPVXBNHD"
    yield "google refresh", "1/" + "/0" + drawn(_WORD, 99) + drawn(_ALNUM, 1)
    yield "modal", "ak" + "-" + drawn(_ALNUM, 21) + "5"
    yield "openai without a name", "s" + "k-None-" + drawn(_ALNUM, 20) + "T3Blbk" + "FJ" + drawn(_ALNUM, 20)
    yield "openai, for an hour", "ek" + "_" + drawn(_HEX, 32)
    yield "upstage", "up" + "_" + drawn(_ALNUM, 28)
    yield "vercel", "vc" + "k_" + drawn(_ALNUM, 56)
    yield "llama cloud", "ll" + "x-" + drawn(_ALNUM, 48)
    yield "llama", "LL" + "M|" + drawn("123456789", 15) + "|" + drawn(_ALNUM, 27)
    yield "z.ai", drawn(_HEX, 32) + "." + drawn(_ALNUM, 16)
    yield "mem0", "m" + "0-" + drawn(_ALNUM, 40)
    yield "composio", "a" + "k_" + drawn(_ALNUM, 20)
    yield "apify", "api" + "fy_api_" + drawn(_ALNUM, 36)
    yield "resend", "r" + "e_" + drawn(_ALNUM, 8) + "_" + drawn(_ALNUM, 24)
    yield "square", "sq0" + "atp-" + drawn(_WORD, 21) + drawn(_ALNUM, 1)
    yield "mailgun", "ke" + "y-" + drawn(_HEX, 32)
    yield "mailchimp", drawn(_HEX, 32) + "-u" + "s12"
    yield "notion", "sec" + "ret_" + drawn(_ALNUM, 43)
    yield "airtable", "pa" + "t" + drawn(_ALNUM, 14) + "." + drawn(_HEX, 64)
    yield "terraform", drawn(_ALNUM, 14) + ".atlas" + "v1." + drawn(_ALNUM, 67)
    yield "heroku", "HR" + "KU-AA" + drawn(_ALNUM, 58)
    yield "figma", "fi" + "gd_" + drawn(_ALNUM, 40)
    yield "fly", "f" + "m2_" + drawn(_ALNUM, 90)
    yield "tailscale", "ts" + "key-auth-" + drawn(_ALNUM, 12) + "CNTRL-" + drawn(_ALNUM, 32)
    yield "dynatrace", "dt" + "0c01." + drawn(_UPPER, 24) + "." + drawn(_UPPER, 64)
    yield "sentry", "snt" + "ryu_" + drawn(_HEX, 64)
    yield "pulumi", "pu" + "l-" + drawn(_HEX, 40)


def _passwords() -> Iterator[Planted]:
    """(name, rule, text, secret) of passwords behind a name, and of a cookie that was sent."""
    password = drawn(_ALNUM, 19) + "7"
    yield Planted("curl", "S102", f"curl -s -u svc-kept:{password} https://kept.io/v1", password)
    yield Planted("netrc", "S102", f"machine kept.io login svc-kept password {password}", password)
    yield Planted(
        "database, letters only", "S108", "postgresql://kept:" + "qDLUyHsMMnoZXnDkKs" + "@db/app", "qDLUyHsMMnoZXnDkKs"
    )
    cookie = drawn(_ALNUM, 40)
    variable = "SNYK_" + "TOKEN=" + password
    yield Planted("a token of the environment", "S103", variable, password)
    yield Planted("cloudflare", "S104", "a__cf_bm=x __cf_bm=" + cookie, cookie)
    yield Planted("cookie that is sent", "S104", f"Cookie: session={password}; theme=dark", password)


KEYS = [Planted(name, "S101", key, key) for name, key in _keys()]
PLANTED = [*KEYS, *_others()]
RARER = [*(Planted(name, "S101", key, key) for name, key in _rarer()), *_passwords()]
"""Secrets that are planted whole."""
