"""What is read from git: whatever the repository is like, it is right, or there is a word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from recview.decompressing import SIZE_LIMIT
from recview.root import Root
from recview.sources.baseline import Baseline
from recview.sources.beside import FilesBeside
from recview.sources.contents import contents
from recview.sources.editable import editable_file
from recview.sources.file_index import FileIndex
from recview.sources.files import NotRead, read_listed
from recview.sources.git.blobs import Blobs
from recview.sources.git.commands import GitProblem, git_at
from recview.sources.git.listing import ABSENT_TREE
from recview.sources.git.revisions import root_of_revision, staged_root, work_tree_root
from recview.sources.git.tree_files import ABSENT_IN_CLONE, CONFLICT, LINK, OUTSIDE, POINTED_TO, SUBMODULE
from recview.sources.kinds import count_kinds
from recview.sources.mounting import mount_root
from tests.sources.git.made import Repository, needs_git

pytestmark = needs_git

POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize 5\n" % (b"0" * 64)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "work")


def opened(repository: Repository, name: str) -> Root:
    root = root_of_revision(name, str(repository.path))
    assert root is not None
    return root


def held(root: Root) -> dict[str, bytes | str]:
    """The bytes of every file of a root, or why there are none."""
    return {content.path: content.problem or content.data for content in contents(root)}


FILES = {
    "t10/a.json": b"{}",
    "t2/b.json": b"[]",
    "t2/x/c.json": b"{}",
    "b.json": b"{ }",
    "a.txt": b"none",
    "a.py": b"",
    "node_modules/n.json": b"{}",
}


def test_a_revision_is_listed_as_a_folder_would_be(repository: Repository) -> None:
    repository.commit(FILES)
    expected = list(held(Root(repository.path)).items())
    repository.commit({"b.json": b"changed", "later.json": b"{}"})
    assert list(held(opened(repository, "HEAD~1")).items()) == expected
    assert [path for path, _ in expected] == ["b.json", "t2/b.json", "t2/x/c.json", "t10/a.json"]
    assert held(opened(repository, "HEAD~1:t2")) == {"b.json": b"[]", "x/c.json": b"{}"}
    assert held(opened(repository, "HEAD~1:t2/x/c.json")) == {"c.json": b"{}"}
    assert held(opened(repository, "HEAD:b.json")) == {"b.json": b"changed"}
    assert count_kinds(opened(repository, "HEAD:t2")) == {".json": 2}
    assert count_kinds(opened(repository, "HEAD:t2/b.json")) == {".json": 1}


def test_a_revision_never_changes_while_it_is_open(repository: Repository) -> None:
    repository.commit({"a.json": b"{}"})
    index = FileIndex(opened(repository, "main"))
    assert list(index.scan()[0]) == ["a.json"]
    index.read("a.json")
    repository.commit({"a.json": b"[]", "b.json": b"{}"})
    assert not any(map(list, index.scan()))
    assert held(opened(repository, "main")) == {"a.json": b"[]", "b.json": b"{}"}


def test_names_that_are_no_usual_ones(repository: Repository) -> None:
    names = (b"with\nnewline.json", b"\xff\xfe.json", b"-x.json", b":(glob)*.json", b"$(touch x).json", b" .json")
    for number, name in enumerate(names):
        (repository.path / os.fsdecode(name)).write_bytes(b"%d" % number)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "odd")
    expected = {os.fsdecode(name): b"%d" % number for number, name in enumerate(names)}
    for root in (opened(repository, "HEAD"), opened_index(repository), work_tree_root(str(repository.path))):
        assert held(root) == expected
    for path, data in expected.items():
        assert held(opened(repository, f"HEAD:{path}")) == {path: data}


def opened_index(repository: Repository) -> Root:
    return staged_root(str(repository.path))


def test_a_tree_that_git_would_not_make(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_bytes(b"secret")
    blob = repository.blob(b"{}")
    inner = repository.tree({b"out.json": ("100644", blob)})
    tree = repository.tree(
        {
            b"..": ("40000", inner),
            b".git": ("40000", inner),
            b"a.json": ("100644", blob),
            b"b/../../c.json": ("100644", blob),
            b"/etc/d.json": ("100644", blob),
        }
    )
    root = opened(repository, tree)
    contained = held(root)
    assert contained["a.json"] == b"{}"
    assert {data for path, data in contained.items() if path != "a.json"} <= {OUTSIDE}
    for path in ("../../../../out.json", "..", "../work/.git/config", "/etc/passwd"):
        with pytest.raises((FileNotFoundError, NotRead)):
            read_listed(root, path)


def test_links_are_not_followed(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_bytes(b"secret")
    repository.commit({"a.json": b"{}"})
    (repository.path / "link.json").symlink_to("../out.json")
    (repository.path / "README").symlink_to("a.json")
    (repository.path / "folder").symlink_to("..")
    repository.commit({})
    expected = {"a.json": b"{}", "link.json": LINK}
    for root in (opened(repository, "HEAD"), opened_index(repository), work_tree_root(str(repository.path))):
        assert held(root) == expected
    assert held(opened(repository, "HEAD:link.json")) == {"link.json": LINK}


def test_a_submodule_has_a_word(repository: Repository, tmp_path: Path) -> None:
    other = Repository(tmp_path / "other")
    other.commit({"x.json": b"{}"})
    repository.commit({"a.json": b"{}"})
    repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.path), "vendor/other")
    repository.git("commit", "-q", "-m", "with it")
    expected = {"a.json": b"{}", "vendor/other": SUBMODULE}
    for root in (opened(repository, "HEAD"), opened_index(repository), work_tree_root(str(repository.path))):
        assert held(root) == expected


def test_a_pointer_of_lfs_has_a_word(repository: Repository) -> None:
    repository.commit({"a.json": POINTER, "b.json": b"{}"})
    assert held(opened(repository, "HEAD")) == {"a.json": POINTED_TO, "b.json": b"{}"}


def test_of_a_huge_file_just_the_first_bytes_are_read(repository: Repository) -> None:
    huge = b"[" + b" " * SIZE_LIMIT + b"]"
    repository.commit({"a.json": b"{}", "huge.json": huge, "z.json": b"[]"})
    root = opened(repository, "HEAD")
    contained = held(root)
    assert str(contained["huge.json"]).endswith("so it is not parsed")
    assert (contained["a.json"], contained["z.json"]) == (b"{}", b"[]")
    content = read_listed(root, "huge.json")
    assert (content.size, content.whole, len(content.data) < SIZE_LIMIT) == (len(huge), False, True)
    window = read_listed(root, "huge.json", len(huge) - 3, 100)
    assert window.data == huge[-3:]
    assert read_listed(root, "huge.json", len(huge) + 5, 10).data == b""
    assert read_listed(root, "a.json", 1, 1).data == b"}"


def test_the_rest_of_a_huge_file_does_not_pass_the_pipe(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []

    def read(handle: int, count: int) -> bytes:
        data = os_read(handle, count)
        sizes.append(len(data))
        return data

    os_read = os.read
    monkeypatch.setattr(os, "read", read)
    id_ = repository.blob(b" " * 40_000_000)
    reader = Blobs(git_at(str(repository.path)))
    assert reader.read(id_, 0, 5, 1, 1) == (b" " * 5, 40_000_000)
    assert sum(sizes) < 4_000_000
    assert reader.read(repository.blob(b"{}"), 0, None, 1, 9) == (b"{}", 2)


def test_what_a_partial_clone_lacks_is_named_and_not_fetched(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"t/a.json": b"{}", "t/b.json": b"[1]"})
    clone = repository.clone(tmp_path / "clone", "--filter=blob:none", "--no-checkout")
    before = clone.git("count-objects", "-v")
    root = opened(clone, "HEAD")
    contained = held(root)
    assert {path: data for path, data in contained.items() if path} == dict.fromkeys(
        ("t/a.json", "t/b.json"), ABSENT_IN_CLONE
    )
    problem = str(contained[""])
    assert problem.startswith("2 of 2 files are not in this partial clone, and nothing is fetched.")
    with pytest.raises(NotRead, match="partial clone"):
        read_listed(root, "t/a.json")
    assert clone.git("count-objects", "-v") == before
    command = problem.partition("To bring them: ")[2]
    clone.git("-c", "alias.run=!" + command, "run")
    assert held(opened(clone, "HEAD:t")) == {"a.json": b"{}", "b.json": b"[1]"}


def test_a_clone_that_lacks_some_files_reads_the_others(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"a.json": b"{}", "b.json": b"[1]"})
    clone = repository.clone(tmp_path / "clone", "--filter=blob:none", "--no-checkout")
    clone.git("cat-file", "-p", "HEAD:b.json")
    contained = held(opened(clone, "HEAD"))
    assert (contained["a.json"], contained["b.json"]) == (ABSENT_IN_CLONE, b"[1]")
    clone.git("read-tree", "HEAD")
    assert held(opened_index(clone)) | {"": ""} == contained | {"": ""}


def test_a_clone_without_folders_has_a_word(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"t/a.json": b"{}"})
    clone = repository.clone(tmp_path / "clone", "--filter=tree:0", "--no-checkout")
    with pytest.raises(GitProblem, match="its folders are not in this partial clone"):
        root_of_revision("HEAD", str(clone.path))
    shallow = repository.clone(tmp_path / "of-depth-1", "--filter=tree:1", "--no-checkout")
    assert held(opened(shallow, "HEAD")) == {"": ABSENT_TREE}


def test_an_object_that_is_lost_has_a_word_and_the_next_is_read(repository: Repository) -> None:
    repository.commit({"a.json": b"{}", "b.json": b"[1]", "c.json": b"[2]"})
    for name, damage in (("a.json", None), ("b.json", b"no object")):
        id_ = repository.git("rev-parse", f"HEAD:{name}")
        path = repository.path / ".git/objects" / id_[:2] / id_[2:]
        path.unlink()
        if damage is not None:
            path.write_bytes(damage)
    contained = held(opened(repository, "HEAD"))
    assert contained["a.json"] == "its object is missing in this repository"
    assert contained["c.json"] == b"[2]"
    assert isinstance(contained["b.json"], str)


def test_a_repository_with_sha_256(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "work", "--object-format=sha256")
    repository.commit({"a.json": b"{}"})
    assert held(opened(repository, "HEAD:a.json")) == {"a.json": b"{}"}
    assert held(opened_index(repository)) == {"a.json": b"{}"}


def test_a_shallow_clone_and_a_linked_working_tree(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"a.json": b"{}"})
    repository.commit({"a.json": b"[]"})
    clone = repository.clone(tmp_path / "clone", "--depth=1")
    assert held(opened(clone, "HEAD")) == {"a.json": b"[]"}
    assert root_of_revision("HEAD~1", str(clone.path)) is None
    repository.git("worktree", "add", "-q", "--detach", str(tmp_path / "linked"), "HEAD~1")
    linked = Repository.at(tmp_path / "linked")
    linked.write({"b.json": b"1"})
    linked.git("add", "-A")
    assert held(opened(linked, "HEAD")) == {"a.json": b"{}"}
    assert held(opened_index(linked)) == {"a.json": b"{}", "b.json": b"1"}
    assert held(opened_index(repository)) == {"a.json": b"[]"}


def test_a_merge_in_progress(repository: Repository) -> None:
    repository.commit({"a.json": b"{}", "b.json": b"1"})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit({"a.json": b"[1]"})
    repository.git("checkout", "-q", "main")
    repository.commit({"a.json": b"[2]", "b.json": b"2"})
    with pytest.raises(AssertionError):
        repository.git("merge", "-q", "side")
    assert held(opened_index(repository)) == {"a.json": CONFLICT, "b.json": b"2"}
    on_disk = held(work_tree_root(str(repository.path)))
    assert b"<<<<<<<" in bytes(on_disk["a.json"])  # type: ignore[arg-type]


def test_an_empty_repository(repository: Repository) -> None:
    assert root_of_revision("HEAD", str(repository.path)) is None
    assert held(opened_index(repository)) == {}
    repository.write({"a.json": b"{}"})
    assert held(work_tree_root(str(repository.path))) == {"a.json": b"{}"}


def test_the_index_is_what_is_staged(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit({"a.json": b"{}", "b.json": b"{}"})
    repository.git("rm", "-q", "--cached", "b.json")
    repository.write({"a.json": b"[]"})
    repository.git("add", "a.json")
    repository.write({"a.json": b"later", "new.json": b"{}"})
    assert held(opened_index(repository)) == {"a.json": b"[]"}
    # In a hook of git, another file is the index that is being committed.
    (repository.path / "other-index").write_bytes((repository.path / ".git/index").read_bytes())
    before = opened_index(repository)
    held(before)
    repository.git("add", "-A")
    assert held(opened_index(repository)) == {"a.json": b"later", "b.json": b"{}", "new.json": b"{}"}
    assert held(before) == {"a.json": b"[]"}
    monkeypatch.setenv("GIT_INDEX_FILE", "other-index")
    assert held(opened_index(repository)) == {"a.json": b"[]"}


def test_an_editor_gets_a_read_only_copy(repository: Repository, tmp_path: Path) -> None:
    repository.commit({"t/a.json": b"{}"})
    root = opened(repository, "HEAD")
    mount_root(root)
    editable = editable_file(root, "t/a.json", Baseline())
    assert (editable.data, editable.copied) == (b"{}", "it is kept in no file of its own")
    assert not str(editable.path).startswith(str(repository.path))
    assert os.stat(editable.path).st_mode & 0o777 == 0o400


def test_files_that_a_recording_names_are_read_inside_of_what_is_opened(repository: Repository) -> None:
    repository.commit({"mappings/a.json": b"{}", "__files/b.json": b"body", "other/c.json": b"{}"})
    for name, words in (("HEAD", b"body"), ("HEAD:mappings", "it is outside of what was opened")):
        root = opened(repository, name)
        mount_root(root)
        assert FilesBeside(root)("__files/b.json" if name == "HEAD" else "../__files/b.json") == words
    root = opened(repository, "HEAD:mappings/a.json")
    mount_root(root)
    assert FilesBeside(root)("a.json") == b"{}"
    assert FilesBeside(root)("../other/c.json") == "it is outside of what was opened"


def test_a_replaced_object_is_read_as_it_was_committed(repository: Repository) -> None:
    repository.commit({"a.json": b"{}"})
    repository.git("replace", repository.git("rev-parse", "HEAD:a.json"), repository.blob(b"forged"))
    assert held(opened(repository, "HEAD")) == {"a.json": b"{}"}
