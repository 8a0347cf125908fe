"""Quoting for a shell: whatever the text is, it is one word, and only its variables are read."""

from __future__ import annotations

import subprocess

from hypothesis import given, settings
from hypothesis import strategies as st

from recview.exporting.http_call import Variable
from recview.exporting.shell import printed, quoted
from recview.exporting.terminal_text import is_typable

TEXTS = st.text(st.sampled_from("ab $`\"'\\!*?~#;&|<>(){}[]\n=%"), max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(TEXTS, st.just(Variable("KEY"))), max_size=4))
def test_quoted(pieces: list[str | Variable]) -> None:
    script = f"printf '<%s>' {quoted(pieces)}"
    done = subprocess.run(["sh", "-c", script], capture_output=True, env={"KEY": "v $x `y` \"'"}, check=True)
    whole = "".join(piece if isinstance(piece, str) else "v $x `y` \"'" for piece in pieces)
    assert done.stdout == f"<{whole}>".encode()


@settings(max_examples=40, deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from("\x00\x1b\\%'01\n\ud800")), max_size=12))
def test_printed(text: str) -> None:
    command = printed(text)
    assert is_typable(command)
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True)
    assert done.stdout == text.encode("utf-8", "surrogatepass")
