"""Each reason why a replay does not find a file, beside what only looks like it."""

from __future__ import annotations

import json

import pytest

from recview.checks.names.generations import BY_NAME
from recview.checks.names.reasons import RULES
from recview.checks.settings import AUTO, GENERATIONS, EarlierName
from tests.checks.names import recomputed
from tests.checks.names.named import FOLDER, TEST, model_list, named, reason, recording, verdicts

SCORED = recording("score: 0.75, attributes: {'a': 1}")
ROUNDED = recording("0.123456")
OWN_MODELS = model_list("http://localhost:8000/v1/v1/models")
OTHER_MODELS = model_list("https://api.openai.com/v1/v1/models")
OGX = recording("what is ogx?")
LLAMA = json.loads(json.dumps(OGX).replace("ogx", "llama_stack"))
UUID = "0f8fad5b-d9cb-469f-a165-70867728950e"
PS = recording(url="http://localhost:11434/api/ps")


def tool(provider: str) -> dict[str, object]:
    request = {"test_id": TEST, "provider": provider, "tool_name": "web_search", "kwargs": {"query": "a"}}
    return {"test_id": TEST, "request": request, "response": {"body": {"content": "b"}, "is_streaming": False}}


TOOL, OTHER_TOOL = tool("tavily"), tool("brave")
PROCESSOR = {
    "test_id": TEST,
    "request": {"test_id": TEST, "provider": "pypdf", "api": "file_processors", "file_id": "file-1"},
    "response": {"body": {"chunks": []}, "is_streaming": False},
}


def legacy(value: dict[str, object]) -> str:
    body, _ = recomputed.asked(value)
    return f"{FOLDER}/{recomputed.hashed(value, body, 'absent', None)[:12]}.json"


def written(value: dict[str, object], name: str) -> dict[str, object]:
    """The recording with the ids that a name gives to its chunks."""
    return json.loads(json.dumps(value).replace("rec-000000000000", f"rec-{name[:12]}"))  # type: ignore[no-any-return]


def unnamed(value: dict[str, object]) -> dict[str, object]:
    """A recording with a name that no recorder computes, and ids that agree with it."""
    return written(value, "f" * 64)


FALSE = f"{FOLDER}/{'f' * 64}.json"


@pytest.mark.parametrize(
    ("path", "value", "generation", "expected"),
    [
        (named(SCORED), SCORED, "2026-04", ""),
        (legacy(SCORED), SCORED, "2026-04", "legacy-name"),
        (f"{FOLDER}/{'f' * 12}.json", unnamed(SCORED), "2026-04", "unexplained-name"),
        (named(SCORED, "2026-03"), SCORED, "2026-04", "older-normalization"),
        (named(SCORED, "2026-03"), SCORED, "2026-03", ""),
        (named(SCORED, "2026-04"), SCORED, "2026-03", "newer-recorder"),
        (named(OTHER_MODELS, "2026-04"), OTHER_MODELS, "2026-04", ""),
        (named(OTHER_MODELS, "2026-04"), OTHER_MODELS, "2026-06", "model-list-rule"),
        (named(OTHER_MODELS, "2026-06"), OTHER_MODELS, "2026-04", "model-list-rule"),
        (named(OWN_MODELS, "2026-04"), OWN_MODELS, "2026-06", ""),
        (named(LLAMA), OGX, "2026-04", "edited-after-recording"),
        (named(LLAMA), LLAMA, "2026-04", ""),
        (FALSE, written(recording(f"call_{'f' * 8}"), "f" * 64), "2026-04", "edited-after-recording"),
        (FALSE, written(SCORED, "a" * 64), "2026-04", "renamed-file"),
        (FALSE, unnamed(SCORED), "2026-04", "unexplained-name"),
        (FALSE, unnamed(recording(test=None)), "2026-04", "no-test-id"),
        (f"{FOLDER}/copy of it.json", SCORED, "2026-04", "renamed-file"),
        (named(PS), PS, "2026-06", ""),
        (named(PS), PS, "2026-09", "no-reader"),
        (FALSE, unnamed(PS), "2026-09", "unexplained-name"),
        (named(TOOL), TOOL, "2026-09", ""),
        (named(OTHER_TOOL), OTHER_TOOL, "2026-09", "no-reader"),
        (FALSE, PROCESSOR, "2026-04", "no-reader"),
        (named(SCORED, folder="tests/integration/batches/recordings"), SCORED, "2026-04", "wrong-directory"),
        (named(SCORED, folder="tests/integration/recordings"), SCORED, "2026-04", ""),
    ],
)
def test_reasons(path: str, value: dict[str, object], generation: str, expected: str) -> None:
    assert reason(path, value, generation=generation) == expected


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("0.123456789", lambda text: recomputed.places(6)(text)),
        (f"<|file-{'a' * 32}|> file-{'b' * 32} file-{'a' * 32}", lambda text: "<|file-1|> file-2 file-1"),
        (f"document_id: {UUID}, score: 0.5", recomputed.scores),
    ],
)
def test_drafts_of_the_recorder(text: str, change: object) -> None:
    value, drafted = recording(text), recording(change(text))  # type: ignore[operator]
    name = recomputed.hashed(value, drafted["request"]["body"], "kept", TEST)
    assert reason(f"{FOLDER}/{name}.json", value) == "draft-recorder"
    assert reason(f"{FOLDER}/{name}.json", recording(f"{text}!")) == "renamed-file"


def test_a_misplaced_file_is_expected_in_the_folder_of_its_test() -> None:
    other = recording(test="tests/integration/batches/test_c.py::test_d")
    misplaced = named(SCORED, folder="tests/integration/batches/recordings")
    tree = {named(ROUNDED): ROUNDED, named(other, folder="tests/integration/batches/recordings"): other}
    verdict = verdicts({**tree, misplaced: SCORED})[misplaced]
    assert (verdict.reason, verdict.expected) == ("wrong-directory", named(SCORED))
    # Files that were named one by one say nothing of their folders.
    assert verdicts({**tree, misplaced: SCORED}, is_whole_tree=False)[misplaced].reachable


def test_a_folder_with_a_recording_of_no_single_test_may_be_the_one_for_all() -> None:
    folder = "tests/integration/batches/recordings"
    shared = {named(SCORED, folder=folder): SCORED, named(TOOL, folder=folder): TOOL, named(ROUNDED): ROUNDED}
    assert all(verdict.reachable for verdict in verdicts(shared).values())


def test_of_two_files_of_one_name_the_one_beside_the_test_is_read() -> None:
    base = named(SCORED, folder="tests/integration/common/recordings")
    tree = verdicts({named(SCORED): SCORED, base: SCORED})
    assert (tree[named(SCORED)].reason, tree[base].reason) == ("", "shadowed")
    assert verdicts({named(ROUNDED): ROUNDED, base: SCORED})[base].reachable


def test_a_test_that_was_renamed_in_the_file_is_proven_by_its_history_only() -> None:
    old = recording(test=f"{TEST}[old]")
    path, value = named(old), written(recording(), recomputed.name_by(old, "2026-04"))
    assert reason(path, value) == "unexplained-name"
    assert reason(path, value, earlier={path: EarlierName(f"{TEST}[old]", "1a2b3c4")}) == "renamed-test"
    assert reason(path, value, earlier={path: EarlierName(TEST, "1a2b3c4")}) == "edited-after-recording"


def test_the_generation_is_not_older_than_the_newest_name() -> None:
    """Most of the files are by the recorder of March, and one proves that April's is in use."""
    old = {named(value, "2026-03"): value for value in (SCORED, recording("score: 0.5"), recording("score: 0.6"))}
    new = recording("score: 0.7")
    reasons = {path: verdict.reason for path, verdict in verdicts({**old, named(new): new}, generation="auto").items()}
    assert reasons == {**dict.fromkeys(old, "older-normalization"), named(new): ""}
    assert {verdict.reason for verdict in verdicts(old, generation="auto").values()} == {""}


@pytest.mark.parametrize(
    "request_",
    [
        {"url": "http://[", "method": "GET", "body": {}, "endpoint": 3},
        {"url": 7, "body": [], "endpoint": "/v1/models"},
        {"url": "", "method": "", "payload": float("nan"), "body": None},
        {"tool_name": {}, "kwargs": [], "body": {}},
        {"method": "\udcff", "url": "/v1/models", "endpoint": "/v1/models", "body": {"a": 10**30}},
    ],
)
def test_hostile_requests_have_a_verdict(request_: dict[str, object]) -> None:
    value = {"test_id": ["no", 1], "request": request_, "response": {"body": [[], {"id": 3}], "is_streaming": True}}
    path = f"recordings/models-{'a' * 64}-{'b' * 8}.json"
    assert not verdicts({path: value})[path].reachable


def test_the_generations_that_can_be_chosen_are_those_that_there_are() -> None:
    assert (AUTO, *BY_NAME) == GENERATIONS


def test_each_rule_has_an_id_and_a_name_of_its_own() -> None:
    assert [rule.id for rule in RULES] == [f"N{number}" for number in range(101, 114)]
    assert len({rule.name for rule in RULES}) == len(RULES)
