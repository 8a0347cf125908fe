"""A second comparison of two recordings of OGX, written from the table of verdicts alone.

It shares nothing with recview: it reads the JSON itself, so that a mistake of one of the two comparisons shows
where they disagree. It knows chat completions, completions, embeddings, model lists and exceptions; any other
answer is compared as JSON.
"""

import base64
import json
import math
import re
import struct
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ORDER = ("unreadable", "behaviour", "request", "reworded", "usage", "noise", "identical")
IGNORED_KEYS = frozenset(
    {
        *("id", "created", "created_at", "object", "system_fingerprint", "obfuscation", "service_tier", "seed"),
        *("logprobs", "modified_at", "total_duration", "load_duration", "eval_duration", "prompt_eval_duration"),
        *("signature", "encrypted_content", "response_id", "content_filter_results", "prompt_filter_results"),
        *("call_id", "item_id", "provider_metadata", "expires_at", "digest"),
    }
)
ONLY_AN_ID = re.compile(r"[a-z]{2,12}[-_][A-Za-z0-9]{6,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DATE = re.compile(r"[-@:](?:\d{4}-?\d{2}-?\d{2}|\d{3,4}|latest)$")


@dataclass
class Answer:
    """One choice of an answer."""

    text: str = ""
    reasoning: str = ""
    refusal: str = ""
    finish: str | None = None
    calls: dict[Any, list[str]] = field(default_factory=dict)


def class_of_files(before: bytes, after: bytes) -> str:
    """Return the class of a pair of files."""
    if before == after:
        return "identical"
    try:
        old, new = json.loads(before), json.loads(after)
    except ValueError:
        return "unreadable"
    kinds = {*_request_classes(old, new), *_answer_classes(old, new)}
    return min(kinds | {"noise"}, key=ORDER.index)


def _request_classes(old: Any, new: Any) -> set[str]:
    """Return "request" where the question is another."""
    asked = [
        {key: value for key, value in whole["request"].items() if key not in {"provider_metadata", "test_id"}}
        for whole in (old, new)
    ]
    return set() if asked[0] == asked[1] else {"request"}


def _answer_classes(old: Any, new: Any) -> set[str]:
    failures = [whole["response"].get("is_exception", False) for whole in (old, new)]
    if failures[0] != failures[1]:
        return {"behaviour"}
    if all(failures):
        return _failure_classes(old["response"], new["response"])
    parts = [_parts(whole["response"].get("body")) for whole in (old, new)]
    kinds = [
        next((part["object"] for part in side if isinstance(part, dict) and part.get("object")), None) for side in parts
    ]
    asked = old["request"].get("url", "")
    if asked.endswith("/api/ps"):
        return set()
    if asked.endswith(("/models", "/api/tags")):
        return set() if _without_noise(parts[0]) == _without_noise(parts[1]) else {"reworded"}
    if "/embed" in asked:
        return _embedding_classes(*parts)
    if all(isinstance(kind, str) and "completion" in kind for kind in kinds):
        return _completion_classes(parts, old["request"].get("body") or {})
    return set() if _without_noise(parts[0]) == _without_noise(parts[1]) else {"reworded"}


def _failure_classes(old: Any, new: Any) -> set[str]:
    reported = [dict(side.get("exception_data") or {}) for side in (old, new)]
    messages = [(side.pop("message", None), side.pop("body", None)) for side in reported]
    if reported[0] != reported[1]:
        return {"behaviour"}
    return {"reworded"} if messages[0] != messages[1] else set()


def _parts(body: Any) -> list[Any]:
    parts = body if isinstance(body, list) else [body]
    return [part.get("__data__", part) if isinstance(part, dict) else part for part in parts]


def _without_noise(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_noise(item) for key, item in value.items() if key not in IGNORED_KEYS}
    if isinstance(value, list):
        return [_without_noise(item) for item in value]
    return "<id>" if isinstance(value, str) and ONLY_AN_ID.fullmatch(value) else value


def _vector(item: Any) -> list[float]:
    if isinstance(item, str):
        raw = base64.b64decode(item)
        return list(struct.unpack(f"<{len(raw) // 4}f", raw))
    return list(item)


def _embedding_classes(old: list[Any], new: list[Any]) -> set[str]:
    vectors = [[_vector(item["embedding"]) for part in side for item in part["data"]] for side in (old, new)]
    if [len(vector) for vector in vectors[0]] != [len(vector) for vector in vectors[1]]:
        return {"reworded"}
    for first, second in zip(*vectors, strict=True):
        length = math.sqrt(sum(x * x for x in first) * sum(y * y for y in second))
        if length and sum(x * y for x, y in zip(first, second, strict=True)) / length < 0.9999:
            return {"reworded"}
    usages = [[part.get("usage") for part in side] for side in (old, new)]
    return {"usage"} if usages[0] != usages[1] else set()


def _completion_classes(sides: list[list[Any]], asked: Any) -> set[str]:
    answers = [_fold(parts) for parts in sides]
    classes = set()
    if answers[0].keys() != answers[1].keys():
        classes.add("behaviour")
    for index in answers[0].keys() & answers[1].keys():
        classes |= _choice_classes(answers[0][index], answers[1][index], asked)
    models = [{_family(part["model"]) for part in parts if part.get("model")} for parts in sides]
    if models[0] != models[1]:
        classes.add("behaviour")
    usages = [[part["usage"] for part in parts if part.get("usage")][-1:] for parts in sides]
    if usages[0] != usages[1]:
        classes.add("usage")
    return classes


def _choice_classes(old: Answer, new: Answer, asked: Any) -> set[str]:
    classes = set()
    calls = [[(name, _json(text or "{}")) for name, text in side.calls.values()] for side in (old, new)]
    unordered = [Counter((name, json.dumps(value, sort_keys=True)) for name, value in side) for side in calls]
    if (
        unordered[0] != unordered[1]
        or (old.finish or None) != (new.finish or None)
        or old.refusal != new.refusal
        or bool(old.reasoning.strip()) != bool(new.reasoning.strip())
        or _fits(old.text, asked) != _fits(new.text, asked)
    ):
        classes.add("behaviour")
    are_ids = ONLY_AN_ID.fullmatch(old.text) and ONLY_AN_ID.fullmatch(new.text)
    if old.reasoning != new.reasoning or (_json(old.text) != _json(new.text) and not are_ids):
        classes.add("reworded")
    return classes


def _fold(parts: list[Any]) -> dict[int, Answer]:
    answers: dict[int, Answer] = {}
    for part in parts:
        for choice in part.get("choices") or []:
            answer = answers.setdefault(choice.get("index") or 0, Answer())
            message = choice.get("delta") or choice.get("message") or {}
            answer.text += message.get("content") or choice.get("text") or ""
            answer.reasoning += message.get("reasoning_content") or message.get("reasoning") or ""
            answer.refusal += message.get("refusal") or ""
            answer.finish = choice.get("finish_reason") or answer.finish
            _fold_calls(answer.calls, message.get("tool_calls") or [], whole="message" in choice)
    return answers


def _fold_calls(calls: dict[Any, list[str]], pieces: list[Any], *, whole: bool) -> None:
    for position, piece in enumerate(pieces):
        function = piece.get("function") or {}
        index = position if whole else piece.get("index", position)
        earlier = [key for key in calls if key[0] == index]
        key = (index, piece["id"]) if piece.get("id") or not earlier else earlier[-1]
        call = calls.setdefault(key, ["", ""])
        call[0] = function.get("name") or call[0]
        call[1] += function.get("arguments") or ""


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _family(model: str) -> str:
    return DATE.sub("", model.rsplit("/", 1)[-1])


def _fits(text: str, asked: Any) -> bool:
    """Report whether a text is an object with the keys, types and enums of the schema that was asked for."""
    wanted = asked.get("response_format") or {}
    if wanted.get("type") not in {"json_schema", "json_object"}:
        return True
    schema = (wanted.get("json_schema") or {}).get("schema") or {"type": "object"}
    value = _json(text)
    return not isinstance(value, str) and _valid(value, schema, schema)


def _valid(value: Any, schema: Any, root: Any) -> bool:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        schema = (root.get("$defs") or root.get("definitions") or {}).get(name, {})
    if "anyOf" in schema:
        return any(_valid(value, option, root) for option in schema["anyOf"])
    types = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
    kind = schema.get("type")
    if kind in types and not isinstance(value, types[kind]):
        return False
    if kind in {"integer", "number"} and (isinstance(value, bool) or not isinstance(value, int | float)):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, dict):
        if any(key not in value for key in schema.get("required", [])):
            return False
        properties = schema.get("properties", {})
        return all(_valid(item, properties[key], root) for key, item in value.items() if key in properties)
    if isinstance(value, list):
        return all(_valid(item, schema.get("items", {}), root) for item in value)
    return True


def classes_of_folders(before: Path, after: Path) -> dict[str, str]:
    """Return the class of each path of two folders: same path, else the same name once a side, else new or gone."""
    files = [
        {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*.json"))}
        for root in (before, after)
    ]
    partner = {path: path for path in files[0].keys() & files[1].keys()}
    left = [sorted(side.keys() - partner.keys()) for side in files]
    names = [Counter(Path(path).name for path in side) for side in left]
    for path in left[1]:
        name = Path(path).name
        if names[0][name] == names[1][name] == 1:
            partner[path] = next(old for old in left[0] if Path(old).name == name)
    partner |= _same_test(files, partner)
    classes = {path: class_of_files(files[0][old], files[1][path]) for path, old in partner.items()}
    classes |= dict.fromkeys(files[1].keys() - partner.keys(), "new")
    return classes | dict.fromkeys(files[0].keys() - set(partner.values()), "gone")


def _same_test(files: list[dict[str, bytes]], partner: dict[str, str]) -> dict[str, str]:
    """Return the pairs of what is left over: by test id in order of turns, else by the very same request."""
    sides: list[dict[str, Any]] = []
    for side, taken in zip(files, (set(partner.values()), set(partner)), strict=True):
        sides.append({path: json.loads(content) for path, content in side.items() if path not in taken})
    pairs: dict[str, str] = {}
    tests = {whole.get("test_id") for whole in sides[1].values()} - {None}
    for test in sorted(tests):
        olds, news = (
            sorted((len(str(whole["request"])), path) for path, whole in side.items() if whole.get("test_id") == test)
            for side in sides
        )
        pairs |= {new: old for (_, old), (_, new) in zip(olds, news, strict=False)}
    for path in sides[1].keys() - pairs.keys():
        body = sides[1][path]["request"]
        same = [old for old in sides[0].keys() - set(pairs.values()) if sides[0][old]["request"] == body]
        twins = [new for new in sides[1].keys() - pairs.keys() if sides[1][new]["request"] == body]
        if len(same) == len(twins) == 1:
            pairs[path] = same[0]
    return pairs
