"""One module and one line per protocol: what holds for every protocol, also for one that is still to come."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

import pytest

import recview
from recview import events as ev
from recview.coerce import as_dict, as_str
from recview.model import Chunk, Exchange, Json, Message, Outline, Part, Usage
from recview.protocols import PROTOCOLS, card
from recview.protocols.contract import Noise, Origin
from recview.protocols.decoding import decode
from recview.protocols.finishes import normal
from recview.protocols.outlining import outline
from recview.protocols.protocol import protocol_of_module
from recview.review.noise import noise_of
from tests.builders import exchange
from tests.ogx import typed
from tests.protocols.readers import READERS

PACKAGE = Path(recview.__file__).parent
CORE = {
    *("__init__", "choosing", "contract", "decoding", "finishes", "model_in_url", "outlining", "protocol"),
    *("providers", "registry", "shared"),
}
"""What is no vendor's below recview/protocols."""

CARRIES_OTHERS = {"bedrock"}
"""The vendors that import others, whose answers they carry."""


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def vendor_files() -> Iterator[tuple[str, Path]]:
    """(vendor, file) of every source of a vendor."""
    for path in sorted((PACKAGE / "protocols").rglob("*.py")):
        vendor = path.relative_to(PACKAGE / "protocols").with_suffix("").parts[0]
        if vendor not in CORE:
            yield vendor, path


def names_in_modules() -> list[str]:
    """The `NAME` of every module of a vendor that has one."""
    return [
        node.value.value
        for _, path in vendor_files()
        for node in parsed(path).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "NAME"
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    ]


def test_every_module_with_a_name_is_registered() -> None:
    assert sorted(names_in_modules()) == sorted(READERS)
    assert len(READERS) == len(PROTOCOLS)


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "recview.protocols":
            yield from (f"recview.protocols.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_vendors_do_not_import_each_other() -> None:
    vendors = {vendor for vendor, _ in vendor_files()}
    imports = {
        (vendor, name.removeprefix("recview.protocols.").partition(".")[0])
        for vendor, path in vendor_files()
        for name in imported(parsed(path))
        if name.startswith("recview.protocols")
    }
    foreign = {(vendor, other) for vendor, other in imports if other in vendors and other != vendor}
    assert {vendor for vendor, _ in foreign} == CARRIES_OTHERS
    assert {other for _, other in imports} <= {*vendors, "contract", "shared"}, "a vendor needs nothing above it"


VENDOR = re.compile(
    r"openai|anthropic|gemini|vertex|bedrock|cohere|ollama|cloudflare|replicate|\btgi\b|watsonx|mistral", re.I
)
NAME_A_VENDOR = {
    "key_shapes.py",  # the shapes of keys, by issuer
    # Checks of what a protocol promises: how a stream ends, which usage it sends, which calls have ids.
    *(f"checks/streams/{name}.py" for name in ("call_without_id", "endings", "endpoint_contradicted", "not_as_asked")),
    *(f"checks/usage/{name}.py" for name in ("identities", "missing_usage", "unexplained_total")),
    *(f"checks/secrets/{name}.py" for name in ("placeholders", "provider_key")),
    # What OGX's recorder does for some of its providers.
    "checks/misses/ogx.py",
    *(f"checks/names/{name}.py" for name in ("comparable_body", "normalization")),
    *(f"checks/names/generations/{name}.py" for name in ("generation", "january_2026", "september_2026")),
    # Containers that a vendor's own tools write.
    "formats/__init__.py",
    "formats/anthropic_batch.py",
    "formats/batches.py",
    "formats/bedrock_batch.py",
    "formats/gemini_batch.py",
    "formats/gemini_cli.py",
    "formats/openai_batch.py",
    "formats/session_logs.py",
}


def words(tree: ast.Module) -> Iterator[str]:
    """The names and the texts in code; what stands alone as a statement is a docstring."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and id(node) not in prose:
            yield node.value if isinstance(node.value, str) else node.value.decode("latin-1")
        yield from (
            value for key in ("id", "attr", "name", "arg") if isinstance(value := getattr(node, key, None), str)
        )


def test_only_protocols_name_a_vendor() -> None:
    sources = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    named = {
        name
        for name, path in sources.items()
        if not name.startswith("protocols/") and any(map(VENDOR.search, words(parsed(path))))
    }
    assert named == NAME_A_VENDOR


def test_a_word_for_an_ending_has_one_form() -> None:
    forms = {(word, form) for protocol in PROTOCOLS for form, words in protocol.finishes.items() for word in words}
    assert [word for word, count in Counter(word for word, _ in forms).items() if count > 1] == []
    assert {form for _, form in forms} <= {
        *("stop", "length", "tool_calls", "content_filter", "stop_sequence", "pause", "error", "other", ""),
    }
    assert all(normal(word) == form for word, form in forms)


def test_a_noisy_key_is_of_one_kind() -> None:
    kinds = {(key, kind) for protocol in PROTOCOLS for kind, keys in protocol.noise_keys.items() for key in keys}
    assert [key for key, count in Counter(key for key, _ in kinds).items() if count > 1] == []
    # A key that is noise in some objects only may be of another kind in others.
    rules = {(key, kind) for protocol in PROTOCOLS for key, (kind, _) in protocol.noise_rules.items()}
    assert {key for key, _ in rules}.isdisjoint(key for key, _ in kinds)
    assert {kind for _, kind in kinds | rules} <= set(get_args(Noise))


@pytest.mark.parametrize(
    ("owner", "kind"),
    [({"content": "a", "stop": False}, "ids"), ({"billed_units": {}}, "usage"), ({"text": "a"}, None)],
    ids=["llama.cpp", "Cohere", "any other"],
)
def test_a_key_that_two_apis_use_is_judged_by_what_is_beside_it(owner: dict[str, Json], kind: Noise | None) -> None:
    assert noise_of("tokens", {**owner, "tokens": [1]}) == kind


def test_a_class_and_a_host_have_one_protocol() -> None:
    owners = [name for row in PROTOCOLS.rows for name in (*row.classes, *row.hosts)]
    assert len(owners) == len(set(owners))


@pytest.mark.parametrize("rule", [row.model_in_url for row in PROTOCOLS.rows if row.model_in_url])
def test_a_rule_for_a_models_url_has_one_group(rule: str) -> None:
    assert re.compile(rule).groups == 1


def test_the_classes_of_cards_are_those_whose_kind_is_known() -> None:
    [row] = [row for row in PROTOCOLS.rows if row.protocol.name == "card"]
    assert set(row.classes) == set(card._BY_CLASS)


@pytest.mark.parametrize(
    ("name", "data", "kind", "imported"),
    [
        (
            "ChatCompletion",
            {"choices": [{"message": {"content": "Hi"}, "finish_reason": "stop"}]},
            "chat",
            "openai.chat",
        ),
        ("GenerateResponse", {"response": "Hi", "done": True, "done_reason": "done"}, "chat", "ollama"),
        ("GenerateResponse", {"response": "", "done": True, "done_reason": "load"}, "load", "ollama, card"),
    ],
)
def test_of_a_recorded_class_only_its_protocols_are_imported(
    name: str, data: Json, kind: str, imported: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.json"
    recording = {"test_id": "t", "request": {"url": "http://h/api/generate"}, "response": {"body": typed(name, data)}}
    path.write_text(json.dumps(recording))
    program = (
        "import sys; from recview.formats import read; from recview.protocols.outlining import outline\n"
        "[exchange] = read(open(sys.argv[1], 'rb').read(), 'a.json'); print(outline(exchange).kind)\n"
        "from recview.protocols import PROTOCOLS\n"
        "print(', '.join(row.protocol.name for row in PROTOCOLS.rows if row.is_imported))"
    )
    run = subprocess.run([sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True)
    # `raw` is there from the start, as what is left.
    assert run.stdout.splitlines() == [kind, f"{imported}, raw"]


class Smallest:
    """A protocol that has only what every protocol must have: pieces of text, and the one that ends them."""

    NAME = "smallest"
    DECODED_KEYS = frozenset({"piece"})

    @staticmethod
    def claims(sent: Exchange, first: Sequence[Chunk]) -> bool:
        return any("piece" in as_dict(chunk.data) for chunk in first)

    @staticmethod
    def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
        return (Message("system", (Part("text", "S"),)), Message("user", (Part("text", as_str(body.get("ask"))),)))

    @staticmethod
    def events(chunks: Iterable[Chunk], origin: Origin) -> Iterator[ev.Event]:
        for index, chunk in enumerate(chunks):
            yield ev.TextDelta(index, 0, as_str(as_dict(chunk.data).get("piece")))
            if "end" in as_dict(chunk.data):
                yield ev.Finished(index, 0, "stop")
                yield ev.UsageReported(index, Usage(1, 2))


class Skipping(Smallest):
    """Tells which chunks a row may pass over."""

    @staticmethod
    def is_piece(data: Json) -> bool:
        return isinstance(data, dict) and data.keys() == {"piece"}


@pytest.mark.parametrize("module", [Smallest, Skipping])
def test_the_smallest_protocol(module: type[Smallest]) -> None:
    protocol = protocol_of_module(module)
    sent = exchange({"piece": "Hel"}, {"piece": "lo"}, {"piece": "", "end": True}, {"error": "No."}, ask="Hi" * 50)
    assert protocol.claims(sent, sent.response.chunks[:3])
    shown = outline(sent, protocol)
    assert (shown.kind, shown.finish, shown.usage) == ("chat", "stop", Usage(1, 2))
    assert (shown.messages, shown.opening) == (2, "Hi" * 40)
    assert shown.failure is not None
    conversation = decode(sent, protocol)
    assert (conversation.protocol, len(conversation.messages)) == ("smallest", 2)
    assert [event.text for event in conversation.events if isinstance(event, ev.TextDelta)][:2] == ["Hel", "lo"]
    assert [event.failure.message for event in conversation.events if isinstance(event, ev.Failed)] == ["No."]


def test_a_protocol_of_texts_has_a_prompt() -> None:
    class OfTexts(Smallest):
        KIND = "text"

        @staticmethod
        def messages(body: Mapping[str, Json]) -> tuple[Message, ...]:
            return (Message("prompt", (Part("text", "Once"),)),)

    assert outline(exchange({"piece": "a"}), protocol_of_module(OfTexts)) == Outline("text", messages=1, opening="Once")


def test_a_module_that_reads_no_messages_is_refused() -> None:
    class WithoutMessages:
        NAME = "broken"
        claims = Smallest.claims
        events = Smallest.events

    with pytest.raises(AttributeError, match="messages"):
        protocol_of_module(WithoutMessages)  # type: ignore[arg-type]
