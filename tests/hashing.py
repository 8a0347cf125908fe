"""The names that OGX's recorder gives to files, computed here to prove that the demo's are true.

Source: the recorder's `normalize_inference_request` and its tool and model list variants, October 2025.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any
from urllib.parse import urlsplit


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, str):
        return re.sub(r"-?\d+\.\d{4,}", lambda found: f"{float(found[0]):.5f}", value)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return value


def request_hash(request: dict[str, Any], test_id: str | None) -> str:
    """The 64 hex digits that a request is stored under."""
    if "tool_name" in request:
        known = {key: request[key] for key in ("provider", "tool_name", "kwargs")}
    elif "payload" in request:
        known = {
            "test_id": test_id,
            "url": request["url"],
            "method": request["method"].upper(),
            "payload": _rounded(request["payload"]),
        }
    else:
        path = urlsplit(request["url"]).path
        known = {"method": request["method"].upper(), "endpoint": path, "body": _rounded(request["body"])}
        if path not in {"/api/tags", "/v1/models", "/v1/openai/v1/models"}:
            known["test_id"] = test_id
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def file_name(recording: dict[str, Any]) -> str:
    """A recording's file name; a model list's ends in a digest of its ids."""
    digest = request_hash(recording["request"], recording.get("test_id"))
    body = recording["response"]["body"]
    if isinstance(body, list) and body and str(body[0].get("__type__", "")).endswith(".Model"):
        ids = sorted({item["__data__"]["id"] for item in body})
        return f"models-{digest}-{hashlib.sha256('|'.join(ids).encode()).hexdigest()[:8]}.json"
    return f"{digest}.json"
