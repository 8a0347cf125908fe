"""The table of formats: no format is passed over whose module would say yes, and none is imported that is not asked."""

from __future__ import annotations

import ast
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import recview.formats
from recview.formats import FORMATS, HEAD
from recview.formats.file import File
from recview.formats.row import FormatRow
from tests.formats.fixtures import FILES

ROWS = [row for row in FORMATS if isinstance(row, FormatRow)]


def literals(path: Path) -> set[bytes]:
    """The texts in a module's code that may stand in a file: words of at most three parts."""
    constants = (node.value for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Constant))
    texts = (value.encode() if isinstance(value, str) else value for value in constants)
    return {text for text in texts if isinstance(text, bytes) and 0 < len(text) < 40 and text.count(b" ") < 3}


WORDS = sorted(chain.from_iterable(map(literals, Path(recview.formats.__file__).parent.glob("*.py"))))
KEYS = sorted({word.strip(b'"\n :') for word in WORDS})
HEADS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=6).map(b"".join),
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=6).map(lambda keys: b'{"%b": 1' % b'": {"'.join(keys)),
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=6).map(lambda keys: b"%b:\n" % b":\n".join(keys)),
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=6).map(lambda keys: b"%b:\n" % b":\n  ".join(keys)),
)


def passed_over(head: bytes) -> list[str]:
    return [row.NAME for row in ROWS if row.module.begins(head) and not row.may_begin(head)]


@given(HEADS)
def test_a_format_is_passed_over_only_if_its_module_would_say_no(head: bytes) -> None:
    assert passed_over(head) == []


@pytest.mark.parametrize("name", FILES)
def test_so_for_every_fixture_however_little_there_is_of_it(name: str) -> None:
    start = File(FILES[name].read_bytes()[:HEAD]).head
    assert [missed for end in range(len(start)) for missed in passed_over(start[:end])] == []


def test_of_a_file_of_one_format_only_that_is_imported() -> None:
    program = (
        "import sys; from recview.formats import FORMATS, read; read(open(sys.argv[1], 'rb').read(), 'a.json')\n"
        "print(*(name for name in sys.modules if name in {f'recview.formats.{row._name}' for row in FORMATS}))"
    )
    command = [sys.executable, "-c", program, str(FILES["ogx"])]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.split() == ["recview.formats.ogx"]
