"""What pytest prints when it collects, in each of its forms, as pytest 8.4 prints it."""

from __future__ import annotations

import re

TESTS = (
    "tests/sub/test_b.py::test_b",
    "tests/test_a.py::test_hi[openai/gpt-4o]",
    "tests/test_a.py::test_hi[a::b c]",
    "tests/test_a.py::TestChat::test_x",
    "tests/test_a.py::U::test_u",
)
COLLECTED = {
    "tests/sub/test_b.py": {"test_b"},
    "tests/test_a.py": {"test_hi[openai/gpt-4o]", "test_hi[a::b c]", "TestChat::test_x", "U::test_u"},
}

WARNINGS = """
=============================== warnings summary ===============================
tests/test_a.py:11
tests/test_gone.py::test_gone
  /home/a/tests/test_a.py:11: PytestCollectionWarning: cannot collect test class 'TestNo' because it has a __init__
    class TestNo:

-- Docs: https://docs.pytest.org/en/stable/how-to/capture-warnings.html
"""
QUIET = "\n".join(TESTS) + "\n\n5 tests collected in 0.02s\n"
WARNED = "\n".join(TESTS) + f"\n{WARNINGS}5 tests collected, 1 warning in 0.02s\n"
COLOURED = "\n".join(TESTS) + "\n\n\x1b[32m\x1b[32m5 tests collected\x1b[0m\x1b[32m in 1.15s\x1b[0m\x1b[0m\r\n"
COUNTED = "tests/sub/test_b.py: 1\ntests/test_a.py: 4\n\n"
DESELECTED = "tests/test_a.py::TestChat::test_x\n\n1/5 tests collected (4 deselected) in 0.80s\n"
TREE = """\
============================= test session starts ==============================
platform linux -- Python 3.11.7, pytest-8.4.2, pluggy-1.7.0
rootdir: /home/a/proj
configfile: pytest.ini
collecting ... collected 5 items

<Dir proj>
  <Package tests>
    <Package sub>
      <Module test_b.py>
        <Function test_b>
          ERROR: words of a docstring
    <Module test_a.py>
      <Function test_hi[openai/gpt-4o]>
      <Function test_hi[a::b c]>
      <Class TestChat>
        <Function test_x>
      <UnitTestCase U>
        <TestCaseFunction test_u>

========================== 5 tests collected in 2.05s ==========================
"""
# Before version 8 a module has its folders in its name.
OLDER_TREE = re.sub(r"(?m)^ *<(?:Dir|Package) .*\n", "", TREE).replace("<Module test", "<Module tests/test")
OLDER_TREE = OLDER_TREE.replace("tests/test_b.py", "tests/sub/test_b.py")

ERRORS = """
==================================== ERRORS ====================================
______________________ ERROR collecting tests/test_err.py ______________________
ImportError while importing test module '/home/a/tests/test_err.py'.
E   ModuleNotFoundError: No module named 'nope'
=========================== short test summary info ============================
ERROR tests/test_err.py
!!!!!!!!!!!!!!!!!!!! Interrupted: 1 error during collection !!!!!!!!!!!!!!!!!!!!
"""
BROKEN = QUIET.partition("\n\n")[0] + f"\n{ERRORS}5 tests collected, 1 error in 1.71s\n"
BROKEN_TREE = TREE.partition("\n====")[0].replace("5 items", "5 items / 2 errors") + ERRORS.replace("1 err", "2 err")
BROKEN_COUNTS = COUNTED + ERRORS
NO_FILE = "\nno tests collected in 0.98s\nERROR: file or directory not found: nofile.py\n\n"
ALL_DESELECTED = f"{WARNINGS}no tests collected (8 deselected) in 1.06s\n"
NONE = "\nno tests collected in 0.98s\n"
