"""A stand-in for OGX's recorder: its functions, by their names and parameters, as the notes on it give them.

It is copied as `ogx/testing/api_recorder.py`, and asked by a test that pytest runs.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

_current_mode = "replay"
test_context: list[str] = []


def get_test_context() -> str | None:
    return test_context[-1] if test_context else None


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def normalize_inference_request(method: str, url: str, headers: dict[str, Any], body: dict[str, Any]) -> str:
    asked = {"method": method.upper(), "endpoint": urlparse(url).path, "body": body, "test_id": get_test_context()}
    return _digest(asked)


def normalize_tool_request(provider_name: str, tool_name: str, kwargs: dict[str, Any]) -> str:
    return _digest({"provider": provider_name, "tool_name": tool_name, "kwargs": kwargs})


def normalize_http_request(url: str, method: str, payload: dict[str, Any]) -> str:
    return _digest({"test_id": get_test_context(), "url": url, "method": method.upper(), "payload": payload})


class ResponseStorage:
    def __init__(self, base_dir: Path) -> None:
        self.base_dir = base_dir

    def find_recording(self, request_hash: str) -> Any:
        path = self.base_dir / "recordings" / f"{request_hash}.json"
        return json.loads(path.read_text()) if path.exists() else None


def ask(storage: ResponseStorage, url: str, body: dict[str, Any]) -> Any:
    """What a patched client does with a call."""
    headers = {"authorization": "Bearer sk-never-to-be-written"}
    request_hash = normalize_inference_request("POST", url, headers, body)
    if recording := storage.find_recording(request_hash):
        return recording["response"]["body"]
    raise RuntimeError(
        f"Recording not found for request hash: {request_hash}\nModel: {body.get('model')} | Request: POST {url}\n\n"
        "Run './scripts/integration-tests.sh --inference-mode record-if-missing' with required API keys to generate."
    )
