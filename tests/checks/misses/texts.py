"""What recorders print for a request that they do not find: their own texts, filled in."""

from __future__ import annotations

import json
from hashlib import sha256

HASH = "5d00fd96a13e0fd9786eaa02261b0c38eb5b6d02ce0a0f3c8d2aaa5aa1b7d5af"
URL = "http://0.0.0.0:11434/v1/v1/chat/completions"
SCRIPT = "\n\nRun './scripts/integration-tests.sh --inference-mode record-if-missing'"
GENERATE = f"{SCRIPT} with required API keys to generate."
SEARCH = {"provider": "tavily", "tool_name": "web_search", "kwargs": {"query": "Who's the {llama}?", "n": 3}}
POST = f"<Request (POST) {URL}>"
VERSION_9 = f"""\
Can't play back this request: {{problem}}.
record_mode 'none' doesn't record new requests.

  POST {URL}

Cassette: /p/cassettes/test_a.yaml
  record_mode: none
  match_on: method, scheme, host, port, path, query
  interactions: 1 recorded, 0 played

Closest recorded requests:
  1. POST http://0.0.0.0:11434/v1/other
     path differs: '/v1/v1/chat/completions' != '/v1/other'

How to fix:
  record it"""
POLLY = f"""\
[Polly] [adapter:node-http] Recording for the following request is not found and `recordIfMissing` is `false`.
{{
  "url": "{URL}",
  "method": "POST",
  "headers": {{"authorization": "Bearer sk-proj-abcdefghijklmnop1234", "content-type": "application/json"}},
  "body": "{{\\"model\\":\\"m\\",\\"messages\\":[{{\\"role\\":\\"user\\",\\"content\\":\\"Hi\\"}}]}}",
  "recordingName": "chat/streams",
  "id": "0123456789abcdef0123456789abcdef",
  "order": 0
}}"""
RUBY = f"""\
================================================================================
An HTTP request has been made that VCR does not know how to handle:
  POST {URL}

VCR is currently using the following cassette:
  - /p/spec/fixtures/chat.yml
    - :record => :once
    - :match_requests_on => [:method, :uri]

Under the current configuration VCR can not find a suitable HTTP interaction
to replay and is prevented from recording new requests."""

TEXTS: dict[str, tuple[str, dict[str, object]]] = {
    "ogx": (
        f"Recording not found for request hash: {HASH}\nModel: llama3.2:3b | Request: POST {URL}{GENERATE}",
        {"recorder": "ogx", "hash": HASH, "method": "POST", "url": URL, "model": "llama3.2:3b"},
    ),
    "ogx genai": (
        f"Recording not found for genai request hash: {HASH}\nModel: gemini-2.5-flash | Endpoint: /generate_content"
        f"{SCRIPT} with required API keys.",
        {"recorder": "ogx", "hash": HASH, "method": "POST", "url": "vertexai:///generate_content"},
    ),
    "ogx tool": (
        f"Recording not found for tavily.web_search | Request: {{'query': \"Who's the {{llama}}?\", 'n': 3}}{GENERATE}",
        {
            "recorder": "ogx",
            "hash": sha256(json.dumps(SEARCH, sort_keys=True).encode()).hexdigest(),
            "request": SEARCH,
        },
    ),
    "ogx rerank": (
        f"Recording not found for rerank request | URL: https://ai.api.nvidia.com/v1/rerank{GENERATE}",
        {"recorder": "ogx", "hash": "", "method": "POST", "url": "https://ai.api.nvidia.com/v1/rerank"},
    ),
    **{
        f"ogx {words}": (
            f"Recording not found for {words} http://localhost:8080/info?a=b{GENERATE}",
            {"recorder": "ogx", "hash": "", "method": words.split()[-1], "url": "http://localhost:8080/info?a=b"},
        )
        for words in ("httpx POST", "httpx stream POST", "httpx2 POST", "httpx2 stream POST", "TEI model lookup GET")
    },
    "vcrpy 6": (
        "Can't overwrite existing cassette ('/p/cassettes/test_a.yaml') in your current record mode ('none').\n"
        f"No match for the request ({POST}) was found.\nNo similar requests, that have not been played, found.",
        {"recorder": "vcrpy", "cassette": "/p/cassettes/test_a.yaml", "mode": "none", "url": URL, "method": "POST"},
    ),
    "vcrpy 8": (
        "Can't overwrite existing cassette ('/p/cassettes/test_a.yaml') in your current record mode "
        f"(<RecordMode.NONE: 'none'>).\nNo match for the request ({POST}) was found.\n"
        "Found 1 similar requests with 1 different matcher(s) :\n\n1 - (<Request (POST) http://b/>).\n"
        "Matchers succeeded : ['method']\nMatchers failed :\npath - assertion failure :\n/v1/a != /v1/b\n",
        {"recorder": "vcrpy", "mode": "none", "url": URL, "details": ("path: /v1/a != /v1/b",)},
    ),
    "vcrpy 8.2 consumed": (
        "Can't overwrite existing cassette ('/p/cassettes/test_a.yaml') in your current record mode ('once').\n"
        f"No match for the request ({POST}) was found.\n"
        f"Found 2 recorded request(s) matching ({POST}) but they have already been consumed.",
        {"recorder": "vcrpy", "problem": "played_already", "mode": "once", "url": URL},
    ),
    "vcrpy 9": (
        VERSION_9.format(problem="no recorded interaction matches it (the closest differ in path)"),
        {
            "recorder": "vcrpy",
            "problem": "not_recorded",
            "cassette": "/p/cassettes/test_a.yaml",
            "mode": "none",
            "url": URL,
            "method": "POST",
            "details": ("path differs: '/v1/v1/chat/completions' != '/v1/other'",),
        },
    ),
    "vcrpy 9 played": (
        VERSION_9.format(problem="it matches 1 recorded interaction, but that has already been played back"),
        {"recorder": "vcrpy", "problem": "played_already", "url": URL},
    ),
    "vcrpy 9 no cassette": (
        "Can't play back this request: the cassette doesn't exist, and record_mode 'none' doesn't record new ones.\n\n"
        f"  POST {URL}\n\nCassette: /p/cassettes/test_a.yaml",
        {"recorder": "vcrpy", "problem": "no_cassette", "mode": "none", "url": URL},
    ),
    "vcrpy API": (
        f"The cassette ('/p/cassettes/test_a.yaml') doesn't contain the request ({POST}) asked for",
        {"recorder": "vcrpy", "cassette": "/p/cassettes/test_a.yaml", "url": URL},
    ),
    "Ruby VCR": (
        RUBY,
        {
            "recorder": "vcr-ruby",
            "cassette": "/p/spec/fixtures/chat.yml",
            "mode": "once",
            "url": URL,
            "details": ("matched on [:method, :uri]",),
        },
    ),
    "Ruby VCR without cassette": (
        f"An HTTP request has been made that VCR does not know how to handle:\n  POST {URL}\n\n"
        "There is currently no cassette in use. There are a few ways",
        {"recorder": "vcr-ruby", "problem": "no_cassette", "url": URL},
    ),
    "Ruby VCR unused": (
        f'There are unused HTTP interactions left in the cassette:\n  - [post {URL}] => [200 "x"]',
        {"recorder": "vcr-ruby", "problem": "unused", "method": "POST", "url": URL},
    ),
    "go-vcr": (
        f'chat_test.go:12: Post "{URL}": requested interaction not found',
        {"recorder": "go-vcr", "problem": "not_recorded", "method": "POST", "url": URL},
    ),
    "go-vcr without cassette": ("requested cassette not found", {"recorder": "go-vcr", "problem": "no_cassette"}),
    "betamax": (
        f"A request was made that could not be handled.\n\nA request was made to {URL} that could not be found in "
        "chat_test.\n\nThe settings on the cassette are:\n\n    - record_mode: once\n    - match_options {'uri'}.",
        {
            "recorder": "betamax",
            "cassette": "chat_test",
            "url": URL,
            "mode": "once",
            "details": ("matched on {'uri'}",),
        },
    ),
    "Polly": (
        POLLY,
        {
            "recorder": "polly",
            "problem": "not_recorded",
            "url": URL,
            "cassette": "chat/streams",
            "request": {
                "headers": {
                    "authorization": "Bearer sk-proj-abcdefghijklmnop1234",
                    "content-type": "application/json",
                },
                "body": {"model": "m", "messages": [{"role": "user", "content": "Hi"}]},
            },
        },
    ),
    "Polly expired": (
        "[Polly] [adapter:fetch] Recording for the following request has expired.\n"
        f'{{"url": "{URL}", "method": "GET"}}',
        {"recorder": "polly", "problem": "expired", "method": "GET", "url": URL},
    ),
}
"""By a name the text, and what it tells."""
