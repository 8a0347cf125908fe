"""Names of OGX recordings computed a second time, by the notes on the recorder alone: shares no code with recview.

Slower, and plainer: every generation is a function of its own, every name is tried in every way.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import urlparse

UUID = r"[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}"
LOCAL = {"0.0.0.0", "127.0.0.1", "localhost"}
GENERATIONS = ("2025-10", "2026-01", "2026-03", "2026-04", "2026-06", "2026-09")
Recorded = dict[str, Any]


def digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def scores(text: str) -> str:
    text = re.sub(r"score:\s*[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?", "score: __NORMALIZED__", text)
    return re.sub(r",?\s*attributes:\s*\{[^}]*\}", "", text)


def search(text: str) -> str:
    text = re.sub(rf"document_id:\s*{UUID}", "document_id: __NORMALIZED__", scores(text))
    return re.sub(rf"<\|{UUID}\|>", "<|__NORMALIZED__|>", text)


def places(count: int) -> Callable[[str], str]:
    return lambda text: re.sub(r"-?\d+\.\d{4,}", lambda number: f"{float(number[0]):.{count}f}", text)


def walk(value: Any, change: Callable[[str], str], digits: int | None, *, drops: bool, root: bool = True) -> Any:
    """N: strings changed, floats rounded, project_id dropped from roots and from what arrays hold."""
    if isinstance(value, dict):
        made = {key: walk(inner, change, digits, drops=drops, root=False) for key, inner in value.items()}
        for key in ("extra_body", "extra_query"):
            if root and drops and isinstance(made.get(key), dict):
                made[key].pop("project_id", None)
        return made
    if isinstance(value, list):
        return [walk(inner, change, digits, drops=drops) for inner in value]
    if isinstance(value, float):
        return value if digits is None else round(value, digits)
    return change(value) if isinstance(value, str) else value


def body_by(body: Any, host: str, lacking: frozenset[str], extra: Callable[[str], str] | None = None) -> Any:
    """A body by N without some of its steps 1 to 4."""

    def change(text: str) -> str:
        text = extra(text) if extra else text if "4" in lacking else search(text)
        return text if "1" in lacking else places(5)(text)

    made = walk(body, change, None if "1" in lacking else 5, drops="3" not in lacking)
    if "bedrock" in host and "2" not in lacking and isinstance(made, dict):
        made.pop("stream_options", None)
    return made


LACKING = dict(zip(GENERATIONS, map(frozenset, ("234", "34", "4", "", "", "")), strict=True))


def test_key(generation: str, url: str) -> str:
    parsed = urlparse(url)
    other = parsed.path.endswith("/models") and parsed.hostname not in LOCAL
    if generation == "2026-09":
        return "null" if parsed.path in ("/v1/models", "/info") or other else "kept"
    shared = ["/api/tags", "/v1/models"] + (["/v1/openai/v1/models"] if generation != "2025-10" else [])
    if generation == "2026-06":
        return "null" if parsed.path in shared or other else "kept"
    return "absent" if parsed.path in shared else "kept"


def hashed(recorded: Recorded, body: Any, key: str, test: Any) -> str:
    request = recorded["request"]
    if "tool_name" in request:
        return digest({name: request[name] for name in ("provider", "tool_name", "kwargs")})
    method = request["method"].upper()
    if "payload" in request:
        return digest({"test_id": test, "url": request["url"], "method": method, "payload": body})
    value = {"method": method, "endpoint": urlparse(request["url"]).path, "body": body}
    if key != "absent":
        value["test_id"] = test if key == "kept" else None
    return digest(value)


def asked(recorded: Recorded) -> tuple[Any, str]:
    """What was sent, and the host by which steps apply."""
    request = recorded["request"]
    if "payload" in request:
        return request["payload"], ""
    return request.get("body", {}), urlparse(request.get("url", "")).netloc


def name_by(recorded: Recorded, generation: str) -> str:
    body, host = asked(recorded)
    key = test_key(generation, recorded["request"].get("url", ""))
    return hashed(recorded, body_by(body, host, LACKING[generation]), key, recorded.get("test_id"))


def reason(recorded: Recorded, stem: str, generation: str) -> str:
    """Why a replay by a generation does not find a file; empty if it does."""
    request = recorded["request"]
    given = stem[len("models-") :].partition("-")[0] if stem.startswith("models-") else stem
    unread = generation == "2026-09" and urlparse(request.get("url", "")).path.startswith("/api/")
    if "file_id" in request:
        return "no-reader"
    if name_by(recorded, generation) == given:
        return "no-reader" if unread else ""
    body, host = asked(recorded)
    test = recorded.get("test_id")
    if hashed(recorded, body, "absent", test)[:12] == given:
        return "legacy-name"
    if not re.fullmatch("[0-9a-f]{64}|[0-9a-f]{12}", given):
        return "renamed-file"
    ways = ((why, key) for why, known, key in tried(recorded, body, host, test) if known == given)
    why, key = next(ways, ("", ""))
    if why:
        by_rule = test_key(generation, request["url"])
        same = key == by_rule or (test is None and {key, by_rule} == {"kept", "null"})
        return why if same else "model-list-rule"
    if given[:8] in json.dumps(body):
        return "edited-after-recording"
    answer = recorded["response"]["body"]
    ids = [str(chunk.get("__data__", {}).get("id")) for chunk in (answer if isinstance(answer, list) else [answer])]
    if ids and ids[0].startswith("rec-") and not given.startswith(ids[0][4:]):
        return "renamed-file"
    return "unexplained-name" if test else "no-test-id"


def tried(recorded: Recorded, body: Any, host: str, test: Any) -> Iterator[tuple[str, str, str]]:
    """Reason, name and key of the test of every way that is known."""
    for key in ("kept", "null", "absent"):
        for lacking in ("4", "34", "234", "1234", "1", "14"):
            made = body_by(body, host, frozenset(lacking))
            yield "older-normalization", hashed(recorded, made, key, test), key
        for made in drafts(body):
            yield "draft-recorder", hashed(recorded, made, key, test), key
        for small, large in product(("llama_stack", "ogx"), ("Llama Stack", "OGX")):
            old = json.loads(json.dumps(body).replace("ogx", small).replace("OGX", large))
            name = json.loads(json.dumps(test).replace("ogx", small).replace("OGX", large))
            for lacking in ("", "4"):
                made = body_by(old, host, frozenset(lacking))
                yield "edited-after-recording", hashed(recorded, made, key, name), key
            made = body_by(old, host, frozenset(), scores)
            yield "edited-after-recording", hashed(recorded, made, key, name), key


def drafts(body: Any) -> Iterator[Any]:
    numbers: dict[str, str] = {}

    def numbered(text: str) -> str:
        return re.sub("file-[0-9a-f]{32}", lambda file: numbers.setdefault(file[0], f"file-{len(numbers) + 1}"), text)

    yield walk(body, places(6), 6, drops=False)
    yield walk(body, numbered, None, drops=False)
    yield body_by(body, "", frozenset(), scores)
