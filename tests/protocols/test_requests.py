"""What was sent is read by its own protocol also where nothing was answered, or an error, or something unknown."""

from __future__ import annotations

import pytest

from recview.model import Exchange, Failure, Json, Request, Response, Source
from recview.protocols.decoding import decode
from recview.protocols.outlining import outline
from recview.wire import Chunks
from tests.ogx import Value

FAILED = Response(failure=Failure("exception", "Overloaded", "RateLimitError", status=429))
UNKNOWN = Response(Chunks([{"hologram": 1}]))
HTTP_ERROR = Response(Chunks([{"error": {"message": "No.", "code": 400}}]), status=400)

SENT: dict[str, tuple[str, Value]] = {
    "chat": ("/v1/chat/completions", {"messages": [{"role": "user", "content": "Hi"}]}),
    "completions": ("/v1/completions", {"prompt": "Hi"}),
    "responses": ("/v1/responses", {"input": "Hi"}),
    "anthropic": ("/v1/messages", {"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}]}),
    "gemini": ("/v1beta/models/m:generateContent", {"contents": [{"role": "user", "parts": [{"text": "Hi"}]}]}),
    "interactions": ("/v1beta/interactions", {"input": "Hi", "model": "m"}),
    "converse": ("/model/m/converse", {"messages": [{"role": "user", "content": [{"text": "Hi"}]}]}),
    "invoke": ("/model/anthropic.claude/invoke", {"messages": [{"role": "user", "content": "Hi"}], "max_tokens": 5}),
    "ollama chat": ("/api/chat", {"messages": [{"role": "user", "content": "Hi"}]}),
    "ollama generate": ("/api/generate", {"prompt": "Hi"}),
    "cohere v2": ("/v2/chat", {"messages": [{"role": "user", "content": "Hi"}]}),
    "cohere v1": ("/v1/chat", {"message": "Hi"}),
    "tgi": ("/generate", {"inputs": "Hi"}),
    "watsonx": ("/ml/v1/text/generation", {"input": "Hi", "model_id": "m"}),
    "cloudflare": ("/accounts/1/ai/run/@cf/m", {"messages": [{"role": "user", "content": "Hi"}]}),
}


@pytest.mark.parametrize("response", [FAILED, UNKNOWN, HTTP_ERROR, Response()], ids=["raised", "odd", "http", "none"])
@pytest.mark.parametrize(("path", "body"), SENT.values(), ids=SENT.keys())
def test_what_was_sent_is_read(path: str, body: Json, response: Response) -> None:
    host = "api.cohere.com" if path.endswith("/chat") and "api" not in path else "h.test"
    request = Request("POST", f"https://{host}{path}", path, "m", body=body)
    exchange = Exchange(Source("a.json"), "vcr", request, response)
    messages = decode(exchange).messages
    assert [[part.text for part in message.parts] for message in messages] == [["Hi"]]
    is_prompt = {"prompt", "inputs"} & body.keys() or path.endswith("/generation")
    assert messages[0].role == ("prompt" if is_prompt else "user")
    assert (outline(exchange).messages, outline(exchange).opening) == (1, "Hi")
