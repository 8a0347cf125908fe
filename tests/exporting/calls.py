"""A server that notes what it is sent, and calls whose recordings are hostile."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from recview.exporting.http_call import HttpCall, http_call
from recview.model import Exchange, Json, Request, Response, Source

KEY = "sk-proj-" + "Aa1" * 12
"""What looks like a key, and is none."""


class Received(NamedTuple):
    """A call as a server got it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@contextmanager
def server() -> Iterator[tuple[str, list[Received]]]:
    """(URL, calls so far) of a server on this machine."""
    calls: list[Received] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            calls.append(Received(self.command, self.path, headers, body))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"ok\n")

        do_GET = do_POST = do_PUT = answer

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.server_address[1]}", calls
    finally:
        listening.shutdown()
        listening.server_close()


HOSTILE_TEXT = (
    'it\'s "quoted" `id` $(touch PWNED) ${HOME} $HOME !! \\ \\n %s {a,b} ; rm -rf * & # \' " \'\'\' """\n'
    "second line\r\n\ttab\x00nul\x1b]0;title\x07\x1b[201~ größe 北京 \U0001f9d1‍\U0001f680 \u202e \x9b \u2028 EOF\n"
)

BODIES: dict[str, Json] = {
    "a plain one": {"model": "m", "messages": [{"role": "user", "content": "Hi"}]},
    "hostile text": {"messages": [{"content": HOSTILE_TEXT, HOSTILE_TEXT: None}]},
    "a lone surrogate": {"content": "\udc80 \ud83d"},
    "numbers": {"a": 10**30, "b": -0.1, "c": 1e300, "d": True, "e": None, "f": [], "g": {}, "h": 1e-7},
    "deep": json.loads("[" * 400 + "]" * 400),
    "an at sign": "@/etc/passwd",
    "raw text": HOSTILE_TEXT,
    "nothing": "",
    "false": False,
    "a list": ["@x", "$(touch PWNED)"],
    "larger than an argument": {"content": "it's $(touch PWNED) ö" * 20_000},
    "larger than an argument, raw": "it's \\0101 $(touch PWNED) ö\x00" * 20_000,
}


def call(url: str, body: Json, *, method: str = "POST", headers: dict[str, Json] | None = None) -> HttpCall:
    """The call of a recording with such a request."""
    request = Request(method, url, headers=headers or {}, body=body)
    return http_call(Exchange(Source("a.json"), "http-json", request, Response()), "openai.chat", secrets=False)


def is_received(body: Json, received: bytes) -> bool:
    """Whether a server got a body: the same text, or the same JSON."""
    if isinstance(body, str):
        return received == body.encode("utf-8", "surrogatepass")
    return bool(json.loads(received) == body)
