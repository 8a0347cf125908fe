"""OGX recordings written by hand, and what the check of names says of them."""

from __future__ import annotations

from typing import Any

from recview.checks.runner import check_file, check_tree
from recview.checks.settings import CheckSettings
from recview.findings import NameVerdict
from recview.json_text import strict
from tests.checks.names import recomputed
from tests.ogx import chat, message, stream

TEST = "tests/integration/agents/test_a.py::test_b[x]"
FOLDER = "tests/integration/agents/recordings"
CHAT_URL = "https://api.openai.com/v1/v1/chat/completions"


def recording(text: str = "Hi", *, test: str | None = TEST, url: str = CHAT_URL, **body: Any) -> dict[str, Any]:
    """A recording of a chat."""
    return chat(test, [message("user", text)], stream("Hello"), url=url, **body)


def model_list(url: str, *, test: str | None = TEST) -> dict[str, Any]:
    """A recording of a list of one model."""
    request = {"method": "POST", "url": url, "headers": {}, "body": {}, "endpoint": "/v1/models", "model": ""}
    model = {"__type__": "openai.types.model.Model", "__data__": {"id": "m", "object": "model"}}
    return {"test_id": test, "request": request, "response": {"body": [model], "is_streaming": False}}


def named(value: dict[str, Any], generation: str = "2026-04", folder: str = FOLDER) -> str:
    """The path that a generation of the recorder gives to a recording."""
    name = recomputed.name_by(value, generation)
    listed = value["request"].get("endpoint") == "/v1/models"
    return f"{folder}/models-{name}-62c66a7a.json" if listed else f"{folder}/{name}.json"


def verdicts(tree: dict[str, dict[str, Any]], **settings: Any) -> dict[str, NameVerdict]:
    """By path what is said of the names of a tree; by the recorder of April 2026 if nothing else is asked."""
    results = [check_file(path, strict(value).encode()) for path, value in tree.items()]
    whole = check_tree(results, CheckSettings(**{"generation": "2026-04", **settings}))
    return {verdict.path: verdict for verdict in whole.names}


def reason(path: str, value: dict[str, Any], **settings: Any) -> str:
    """What is said of the name of one recording beside a sound one; empty if a replay finds it."""
    sound = recording("a sound one")
    return verdicts({path: value, named(sound): sound}, **settings)[path].reason
