"""`--fix-plan`: commands of git, tried by a shell."""

from __future__ import annotations

import subprocess
from pathlib import Path

from recview.cli.check_fix_plan import fix_plan
from recview.findings import NameVerdict
from tests.sources.git.made import Repository, needs_git


def wrong(path: str, expected: str = "") -> NameVerdict:
    return NameVerdict(path, reachable=False, reason="legacy-name", expected=expected)


def test_a_right_name_is_given_once() -> None:
    names = [
        wrong("r/a.json", "r/x.json"),
        wrong("r/b.json", "r/x.json"),
        wrong("r/c.json", "r/d.json"),
        wrong("r/e.json"),
    ]
    assert list(fix_plan([*names, NameVerdict("r/d.json", reachable=True)])) == [
        "# 1 get the name by which a replay finds them; 3 that no replay finds go",
        "git mv -- r/a.json r/x.json",
        "git rm -- r/b.json",
        "git rm -- r/c.json",
        "git rm -- r/e.json",
    ]


@needs_git
def test_a_shell_runs_it(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    odd = "r/-$(touch owned) 'ü`;\n.json"
    repository.commit({"r/a.json": b"1", odd: b"2", "r/--all": b"3"})
    plan = fix_plan([wrong("r/a.json", "new folder/b.json"), wrong(odd, "r/$x.json"), wrong("r/--all")])
    subprocess.run(["sh", "-e"], input="\n".join(plan), text=True, cwd=tmp_path, check=True, capture_output=True)
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert [file for file in files if not file.startswith(".git/")] == ["new folder/b.json", "r/$x.json"]
