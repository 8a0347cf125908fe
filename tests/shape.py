"""The shape of the code in numbers: what is larger than it should be, by name.

`python -m tests.shape` prints tests/shape_offenders.py as it should be, and on standard error what grew.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

import recview

PACKAGE = Path(recview.__file__).parent
TESTS = Path(__file__).parent

LIMITS: Mapping[str, int] = {
    "lines of a file": 250,
    "methods of a class": 15,
    "methods along the MRO": 45,
    "lines of a function": 40,
    "complexity of a function": 10,
    "stubs": 0,
    "worn words": 60,
    "lines of nine in ten files": 180,
}
METHODS_OF_A_LINE_VIEW = 20
METHODS_OF: Mapping[str, int] = {"Session": 25, "MainScreen": 25, "ReviewScreen": 25}
METHODS_ALONG_MRO_OF: Mapping[str, int] = {"RecviewApp": 25, "MainScreen": 25}

WORN_WORDS = frozenset({"found", "place", "said", "one", "told", "known", "gone", "met"})
"""Names of variables that say that there is a thing, but not which."""

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Numbers: TypeAlias = dict[str, int]


@cache
def sources() -> Mapping[str, ast.Module]:
    """Every source of recview/, by its path below it."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "demo" not in path.parts)
    return {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text()) for path in paths}


def lines_of_files() -> Numbers:
    """The lines of every source."""
    return {path: (PACKAGE / path).read_text().count("\n") for path in sources()}


def long_files() -> Numbers:
    return {path: count for path, count in lines_of_files().items() if count > LIMITS["lines of a file"]}


@cache
def classes() -> Mapping[str, type]:
    """Our classes by name; of two with one name, both with their module."""
    every: dict[str, list[type]] = {}
    for path in sources():
        module = importlib.import_module(".".join(("recview", *Path(path).with_suffix("").parts)))
        for value in list(vars(module).values()):
            if inspect.isclass(value) and value.__module__ == module.__name__:
                every.setdefault(value.__qualname__, []).append(value)
    return {
        name if len(same) == 1 else f"{each.__module__}.{name}": each for name, same in every.items() for each in same
    }


@cache
def declared(owner: type) -> frozenset[str]:
    """The methods and properties in the body of one of our classes, each once; none for a class of another package."""
    if not owner.__module__.startswith("recview."):
        return frozenset()
    path = Path(sys.modules[owner.__module__].__file__ or "").relative_to(PACKAGE).as_posix()
    bodies = {name: node.body for name, node in definitions(sources()[path]) if isinstance(node, ast.ClassDef)}
    return frozenset(node.name for node in bodies.get(owner.__qualname__, ()) if isinstance(node, Function))


def large_classes() -> Numbers:
    counts = {name: len(declared(owner)) for name, owner in classes().items()}
    return {name: count for name, count in counts.items() if count > _limit_of_methods(name)}


def _limit_of_methods(name: str) -> int:
    if any(base.__name__ == "LineView" for base in classes()[name].__mro__):
        return METHODS_OF_A_LINE_VIEW
    return METHODS_OF.get(name, LIMITS["methods of a class"])


def tall_classes() -> Numbers:
    """Classes that have too many of our own methods, with those that they inherit."""
    counts = {
        name: len({method for base in owner.__mro__ for method in declared(base)}) for name, owner in classes().items()
    }
    limit = LIMITS["methods along the MRO"]
    return {name: count for name, count in counts.items() if count > METHODS_ALONG_MRO_OF.get(name, limit)}


def definitions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, Function | ast.ClassDef]]:
    """Every function and class with the names of what it is in, `Class.method`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, Function | ast.ClassDef):
            name = f"{prefix}.{node.name}".removeprefix(".")
            yield name, node
            yield from definitions(node, name)
        else:
            yield from definitions(node, prefix)


def functions(path: str) -> Iterator[tuple[str, Function]]:
    """Every function of a source, `Class.method`."""
    return ((name, node) for name, node in definitions(sources()[path]) if isinstance(node, Function))


def named_functions() -> Iterator[tuple[str, Function]]:
    """Every function, `module.Class.method`."""
    for path in sources():
        yield from ((f"{module_name(path)}.{name}", node) for name, node in functions(path))


def module_name(path: str) -> str:
    """`tui.tree_view` of `tui/tree_view.py`; a package by its folder."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def long_functions() -> Numbers:
    counts = {name: (node.end_lineno or node.lineno) - node.lineno + 1 for name, node in named_functions()}
    return {name: count for name, count in counts.items() if count > LIMITS["lines of a function"]}


def complex_functions() -> Numbers:
    """By ruff's count, which is mccabe's."""
    limit = LIMITS["complexity of a function"]
    command = ["ruff", "check", "--isolated", "--no-cache", "--select", "C901", "--output-format", "json"]
    config = ["--config", f"lint.mccabe.max-complexity={limit}", str(PACKAGE)]
    done = subprocess.run([sys.executable, "-m", *command, *config], capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    names = {(path, node.lineno): name for path in sources() for name, node in functions(path)}
    counts: Numbers = {}
    for problem in json.loads(done.stdout):
        path = Path(problem["filename"]).relative_to(PACKAGE).as_posix()
        name = names[path, problem["location"]["row"]]
        counts[f"{module_name(path)}.{name}"] = int(re.findall(r"\((\d+) >", problem["message"])[0])
    return counts


def worn_words() -> int:
    """How often a variable is given a worn name: by assignment, a loop, a comprehension or `:=`.

    The keys of JSON are in modules of their own: they are listed in tests/public_words.py.
    """
    trees = (tree for path, tree in sources().items() if not path.endswith("record_types.py"))
    stored = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Name))
    return sum(node.id in WORN_WORDS for node in stored if isinstance(node.ctx, ast.Store))


def ninth_decile() -> int:
    """The lines that nine in ten sources have at most, in full tens; the limit if that is more."""
    lines = sorted(lines_of_files().values())
    return max(LIMITS["lines of nine in ten files"], -(lines[len(lines) * 9 // 10] // -10) * 10)


def stubs() -> Numbers:
    """Functions that raise NotImplementedError and are not abstract."""
    return {name: 1 for name, function in named_functions() if _is_stub(function)}


def _is_stub(function: Function) -> bool:
    is_abstract = any("abstractmethod" in ast.unparse(decorator) for decorator in function.decorator_list)
    raises = (node for node in ast.walk(function) if isinstance(node, ast.Raise))
    return not is_abstract and any("NotImplementedError" in ast.unparse(node) for node in raises)


def has_code(tree: ast.Module) -> bool:
    """Whether a source does anything that could be tested: it defines a function."""
    return any(isinstance(node, Function) for node in ast.walk(tree))


def test_file(path: str) -> str:
    """The test file of a source's own name, below tests/; empty if it has none.

    In the folder of its package, or a folder further up; that of a package is called like the package.
    """
    source = Path(path)
    name = source.parent.name if source.name == "__init__.py" else source.stem
    homes = [home / f"test_{name}.py" for home in source.parents]
    return next((str(home) for home in homes if (TESTS / home).exists()), "")


def untested() -> list[str]:
    """Sources without a test file of their name."""
    return [path for path, tree in sources().items() if has_code(tree) and not test_file(path)]


MEASURES = {
    "lines of a file": long_files,
    "methods of a class": large_classes,
    "methods along the MRO": tall_classes,
    "lines of a function": long_functions,
    "complexity of a function": complex_functions,
    "stubs": stubs,
}

TOTALS = {"worn words": worn_words, "lines of nine in ten files": ninth_decile}


def importers(path: str) -> list[str]:
    """Test files that import a source, or the sources that import it, and so on: the nearest, of its package first."""
    sought = {f"recview.{module_name(path)}"}
    reached = set(sought)
    while sought:
        if tests := [test for test in _imports_of_tests() if not _imports_of_tests()[test].isdisjoint(sought)]:
            return sorted(tests, key=lambda test: (Path(test).parent.name != Path(path).parent.name, test))
        sought = {
            f"recview.{module_name(other)}"
            for other, names in _imports_of_sources().items()
            if not names.isdisjoint(sought) and Path(other).name != "__init__.py"
        } - reached
        reached |= sought
    return []


def imported(tree: ast.Module) -> set[str]:
    """The modules that a file names in an import, wherever in it; of `from a import b` both `a` and `a.b`."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


@cache
def _imports_of_sources() -> Mapping[str, set[str]]:
    return {path: imported(tree) for path, tree in sources().items()}


@cache
def _imports_of_tests() -> Mapping[str, set[str]]:
    tests = sorted(TESTS.rglob("test_*.py"))
    return {test.relative_to(TESTS).as_posix(): imported(ast.parse(test.read_text())) for test in tests}


def main() -> None:
    """Print the tables as they should be, and on standard error what grew or is new."""
    from tests.shape_offenders import COVERED_BY, OFFENDERS
    from tests.shape_offenders import TOTALS as OLD_TOTALS

    offenders = {kind: dict(sorted(measure().items())) for kind, measure in MEASURES.items()}
    totals = {kind: measure() for kind, measure in TOTALS.items()}
    covered = {path: _row(path, COVERED_BY) for path in untested()}
    grown = [
        f"{kind}: {name} {OFFENDERS[kind].get(name, 'new')} → {number}"
        for kind, numbers in offenders.items()
        for name, number in numbers.items()
        if number > OFFENDERS[kind].get(name, 0)
    ]
    grown += [f"{kind}: {OLD_TOTALS[kind]} → {total}" for kind, total in totals.items() if total > OLD_TOTALS[kind]]
    grown += [f"covered by: {path} new → {test}" for path, test in covered.items() if test != COVERED_BY.get(path)]
    sys.stderr.writelines(f"{line}\n" for line in grown)
    sys.stdout.write(_tables(offenders, totals, covered))


def _row(path: str, rows: Mapping[str, str]) -> str:
    """Which test covers a source: as it was, wherever both are now; else the first test file that imports it."""
    names = [rows.get(path, ""), *_tests_of_moved(path, rows)]
    moved = [test.relative_to(TESTS).as_posix() for name in names if name for test in TESTS.rglob(Path(name).name)]
    return next(iter([*(name for name in names[:1] if name and (TESTS / name).exists()), *moved, *importers(path)]), "")


def _tests_of_moved(path: str, rows: Mapping[str, str]) -> list[str]:
    """The tests of sources that had the same name and are no more where they were."""
    return [test for old, test in rows.items() if old not in sources() and Path(old).name == Path(path).name]


HEAD = """\
\"\"\"What is larger than it should be, and which test covers a source that has none of its name.

Numbers only go down, and rows only go; see tests/test_shape.py, which also says how this file is written anew.
\"\"\"

from __future__ import annotations

from collections.abc import Mapping

"""


def _tables(offenders: Mapping[str, Numbers], totals: Numbers, covered: Mapping[str, str]) -> str:
    kinds = {kind: f"{{{_rows(numbers, ' ' * 8)}}}" for kind, numbers in offenders.items()}
    tests = {path: json.dumps(test) for path, test in covered.items()}
    return (
        f"{HEAD}OFFENDERS: Mapping[str, Mapping[str, int]] = {{{_rows(kinds, ' ' * 4)}}}\n\n"
        f"TOTALS: Mapping[str, int] = {{{_rows(totals, ' ' * 4)}}}\n\n"
        f"COVERED_BY: Mapping[str, str] = {{{_rows(tests, ' ' * 4)}}}\n"
    )


def _rows(values: Mapping[str, object], indent: str) -> str:
    if not values:
        return ""
    lines = "".join(f"{indent}{json.dumps(name)}: {value},\n" for name, value in values.items())
    return f"\n{lines}{indent[4:]}"


if __name__ == "__main__":
    main()
