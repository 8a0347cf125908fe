"""Public words are for good: the code offers those of tests/public_words.py, all of them and no others.

What the code offers is collected from the code and from what the program writes, never spelled here a second time.
"""

from __future__ import annotations

import argparse
import ast
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from textual.theme import Theme

import recview
from recview.checks.misses.causes import CAUSES
from recview.checks.misses.explaining import Candidate, Explanation
from recview.checks.misses.miss import Miss
from recview.checks.misses.recorded_call import call_of
from recview.checks.names.reasons import RULES as NAME_RULES
from recview.checks.registry import RULES
from recview.checks.settings import GENERATIONS
from recview.cli import (
    cache,
    check,
    completion,
    config,
    diff,
    ls,
    main,
    review,
    rule,
    schema,
    screen_arguments,
    show,
    skill,
    textconv,
    why,
)
from recview.cli.check_record import check_record
from recview.cli.checked_tree import CheckedTree
from recview.cli.why_record import why_record
from recview.config.settings import SETTINGS
from recview.events import UNUSUAL_FORMS, Runner
from recview.findings import Finding, NameVerdict, NewFinding, Severity
from recview.formats import FORMATS
from recview.model import Failure, PartKind, Verdict
from recview.protocols import PROTOCOLS, finishes, providers
from recview.reading.diff_records import diff_record
from recview.reading.review_records import review_record
from recview.tui import theme
from recview.tui.commands import GROUPS
from recview.tui.textual_bindings import bindings
from recview.verdicts import flags, kinds
from recview.verdicts.changes import Change, Changes
from recview.verdicts.comparison import Comparison, Difference
from recview.verdicts.decisions import Decisions, Word
from recview.verdicts.journal import Journal
from recview.verdicts.listed_changes import ListedChange
from recview.verdicts.review import Review
from recview.verdicts.summary import summary
from tests.builders import finish_forms
from tests.cli.piped import Files, fill
from tests.ogx import chat, chunk, delta, failed, message, usage
from tests.public_words import PUBLIC_WORDS

PACKAGE = Path(recview.__file__).parent


# What the command line takes and gives --------------------------------------------------------------------------------


def options(parser: argparse.ArgumentParser) -> list[str]:
    return [option for action in parser._actions for option in action.option_strings]


def exit_codes() -> Iterator[str]:
    """The numbers that a function of the command line may return or hand on as its exit code."""
    for tree in syntax_trees("cli", "__main__.py"):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield from returned_integers(node)
                yield from defaults_of_code(node)
            if isinstance(node, ast.keyword) and node.arg == "code":
                yield from integers(node.value)
            if isinstance(node, ast.Assign) and "LEFT_BY" in names_of(node):
                yield from integers(node.value)


def returned_integers(function: ast.FunctionDef) -> Iterator[str]:
    """Those of its own returns, if it returns an integer that is called and no property."""
    if isinstance(function.returns, ast.Name) and function.returns.id == "int" and not function.decorator_list:
        for node in ast.walk(function):
            if isinstance(node, ast.Return) and node.value is not None:
                yield from integers(node.value)


def defaults_of_code(function: ast.FunctionDef) -> Iterator[str]:
    arguments = function.args.args
    for argument, default in zip(reversed(arguments), reversed(function.args.defaults), strict=False):
        if argument.arg == "code":
            yield from integers(default)


def integers(node: ast.expr) -> Iterator[str]:
    branches = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    for branch in branches:
        if isinstance(branch, ast.Constant) and type(branch.value) is int:
            yield str(branch.value)


def names_of(assignment: ast.Assign) -> str:
    return " ".join(target.id for target in assignment.targets if isinstance(target, ast.Name))


def environment_variables() -> Iterator[str]:
    """What is read from or put into `os.environ`, the names of constants followed to their text."""
    for tree in syntax_trees("."):
        constants = {
            names_of(node): node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            for key in environment_keys(node):
                name = constants.get(key.id) if isinstance(key, ast.Name) else getattr(key, "value", None)
                assert isinstance(name, str), f"which variable is it? {ast.unparse(node)}"
                yield name
    yield from (setting.variable for setting in SETTINGS if setting.variable)


def environment_keys(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"):
        return [node.slice]
    if isinstance(node, ast.Compare) and ast.unparse(node.comparators[-1]).endswith("environ"):
        return [node.left]
    called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    is_lookup = called.rpartition(".")[0].endswith("environ") or called.endswith("getenv")
    return node.args[:1] if is_lookup and isinstance(node, ast.Call) else []


def syntax_trees(*parts: str) -> Iterator[ast.Module]:
    for part in parts:
        path = PACKAGE / part
        for source in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield ast.parse(source.read_text())


# What is written as JSON ----------------------------------------------------------------------------------------------

CALLING = delta(tool_calls=[{"index": 0, "id": "call_1", "function": {"name": "look", "arguments": "{}"}}])
RECORDINGS: Files = {
    "answer.json": chat(
        "t", [message("user", "Hi")], [chunk(CALLING), chunk(delta(finish="tool_calls"), usage=usage(3, 5))]
    ),
    "error.json": failed(chat("t", [message("user", "Hi")], []), "openai.RateLimitError", "Too many", 429),
    "broken.json": "{",
}


def keys(value: Any, path: str = "") -> Iterator[str]:
    """`a`, `a.b`, `a[].b` for every key of a JSON value; a request's body is as recorded and has none of ours."""
    if isinstance(value, list):
        for item in value:
            yield from keys(item, f"{path}[]")
    if isinstance(value, dict):
        for key, inner in value.items():
            name = f"{path}.{key}" if path else key
            yield name
            if name != "request":
                yield from keys(inner, name)


def written_keys(folder: Path, capsys: pytest.CaptureFixture[str], *command: str) -> list[str]:
    main.run([*command, "--json", str(fill(folder, RECORDINGS))])
    return [key for line in capsys.readouterr().out.splitlines() for key in keys(json.loads(line))]


def test_keys_of_ls(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert_listed("keys of ls --json", written_keys(tmp_path, capsys, "ls"))


def test_keys_of_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert_listed("keys of show --json", written_keys(tmp_path, capsys, "show"))


def test_keys_of_config(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.recview]\nnothing = 1\n")
    main.run(["config", "--json", str(tmp_path)])
    assert_listed("keys of config --json", keys(json.loads(capsys.readouterr().out)))


def test_every_row_has_every_key_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("ls", "show"):
        main.run([command, "--json", str(fill(tmp_path, RECORDINGS))])
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert len(rows) == len(RECORDINGS)
        assert all(row.keys() == rows[0].keys() for row in rows)


def summary_keys() -> Iterator[str]:
    journal = Journal().with_reviews({"a": Review("same", moved_from="b"), "c": Review("changed", flags=("length",))})
    return keys(json.loads(json.dumps(summary(journal))))


def diff_keys() -> Iterator[str]:
    differences = (Difference("text", "answer.choices[0].text", "a", "b"),)
    findings = (NewFinding(Finding("T107", "error", "b", 0, "answer", "it stops"), "truncated-stream"),)
    comparison = Comparison("changed", "reworded", differences)
    changes = Changes((Change("a", "b", comparison, findings=findings),))
    return keys(json.loads(json.dumps(diff_record(changes, changes.each))))


def review_keys() -> Iterator[str]:
    change = ListedChange("a", "b", "1", "2", "reworded", ("text",), ("text",))
    record = review_record([change], [change], Decisions(), {change.pair: change.pair[:8]}, 0)
    return keys(json.loads(json.dumps(record)))


def check_keys() -> Iterator[str]:
    finding = Finding("T101", "error", "a", 0, "answer", "it ends")
    return keys(json.loads(json.dumps(check_record(CheckedTree(1, [finding], [NameVerdict("a", reachable=True)])))))


def why_keys() -> Iterator[str]:
    miss = Miss("ogx", "not_recorded", 0, details=("a",))
    explanation = Explanation(miss, "same", (Candidate(call_of(miss)),))
    return keys(json.loads(json.dumps(why_record([explanation], secrets=False))))


# All others -----------------------------------------------------------------------------------------------------------


def flag_words() -> Iterator[str]:
    """The texts that the module gives a name."""
    for node in ast.parse(Path(flags.__file__).read_text()).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


def provider_words() -> Iterator[str]:
    """By hosts, recorders' notes and models; a recorder's own word for one that none of them has passes as it is."""
    yield from providers._ALL
    yield from providers._WORDS.values()
    yield from (word for _, word in providers._MODELS if word)


def command_ids() -> list[str]:
    return [binding.id or "" for where in GROUPS for binding in bindings(where)]  # type: ignore[union-attr]


COLLECTED: dict[str, Callable[[], Iterable[str]]] = {
    "subcommands": lambda: (*main.SUBCOMMANDS, main.HELP),
    "options of recview": lambda: options(screen_arguments.parser()),
    "options of recview cache": lambda: options(cache.parser()),
    "options of recview config": lambda: options(config.parser()),
    "options of recview completion": lambda: options(completion.parser()),
    "options of recview diff": lambda: options(diff.parser()),
    "options of recview review": lambda: options(review.parser()),
    "keys of review --list --json": review_keys,
    "decisions of a review": lambda: filter(None, get_args(Word)),
    "options of recview textconv": lambda: options(textconv.parser()),
    "options of recview check": lambda: options(check.parser()),
    "options of recview rule": lambda: options(rule.parser()),
    "options of recview why": lambda: options(why.parser()),
    "keys of why --json": why_keys,
    "causes of why": lambda: CAUSES,
    "reasons of names": lambda: (name_rule.name for name_rule in NAME_RULES),
    "output formats of check": lambda: check.FORMATS,
    "rules": lambda: RULES,
    "names of rules": lambda: (each.name for each in RULES.values()),
    "severities": lambda: get_args(Severity),
    "generations": lambda: GENERATIONS,
    "keys of check --output-format json": check_keys,
    "keys of diff --json": diff_keys,
    "classes of changes": lambda: kinds.CLASSES,
    "kinds of differences": lambda: kinds.CLASS_OF,
    "options of recview ls": lambda: options(ls.parser()),
    "options of recview schema": lambda: options(schema.parser()),
    "options of recview show": lambda: options(show.parser()),
    "options of recview skill": lambda: options(skill.parser()),
    "exit codes": exit_codes,
    "environment variables": environment_variables,
    "keys of --summary-json": summary_keys,
    "settings": lambda: (setting.name for setting in SETTINGS),
    "formats": lambda: (known.NAME for known in FORMATS),
    "protocols": lambda: (known.name for known in PROTOCOLS),
    "providers": provider_words,
    "verdicts": lambda: get_args(Verdict),
    "flags": flag_words,
    "unusual endings": lambda: (word for word, form in finish_forms().items() if form in UNUSUAL_FORMS),
    "part kinds": lambda: get_args(PartKind),
    "finish words": lambda: (*filter(None, finish_forms().values()), finishes.normal("unheard of")),
    "error sources": lambda: get_args(get_type_hints(Failure)["source"]),
    "who runs a tool": lambda: get_args(Runner),
    "themes": lambda: (value.name for value in vars(theme).values() if isinstance(value, Theme)),
    "views with keys of their own": lambda: GROUPS,
    "ids of commands": command_ids,
}


@pytest.mark.parametrize("kind", COLLECTED)
def test_words(kind: str) -> None:
    assert_listed(kind, COLLECTED[kind]())


def test_every_kind_of_the_list_is_compared() -> None:
    assert PUBLIC_WORDS.keys() == COLLECTED.keys() | {
        "keys of ls --json",
        "keys of show --json",
        "keys of config --json",
    }


@pytest.mark.parametrize("kind", PUBLIC_WORDS)
def test_the_list_has_each_word_once(kind: str) -> None:
    assert len(set(PUBLIC_WORDS[kind])) == len(PUBLIC_WORDS[kind])


def test_an_id_is_one_command_of_a_view() -> None:
    for where in GROUPS:
        ids = [binding.id for binding in bindings(where)]  # type: ignore[union-attr]
        assert len(set(ids)) == len(ids)


def assert_listed(kind: str, words: Iterable[str]) -> None:
    """Compare both ways, and say what to do."""
    offered, listed = set(words), set(PUBLIC_WORDS[kind])
    assert not (added := offered - listed), f"{kind}: added; list for good in tests/public_words.py: {sorted(added)}"
    assert not (removed := listed - offered), f"{kind}: removed or renamed, which breaks a promise: {sorted(removed)}"
