"""`repair lint --changed-since` and `--diff` along the history of a real repository."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import CONFIG, PACK, Here

pytestmark = pytest.mark.needs("git")

OLD = "They utilise the old hall.\n"
NEW = "They utilise the new hall.\n"
PLAIN = "The council met on Monday. Nobody objected.\n"
FINE = "The weather stayed fine until the evening of the next day, and the market was full of people.\n"


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *who, "-C", folder, *arguments], capture_output=True, text=True, check=False)
    assert not check or done.returncode == 0, done.stderr
    return done.stdout


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "more")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A project with an old finding in each of two articles, all committed on `main`."""
    top = tmp_path / "news"
    top.mkdir()
    (top / "house.yaml").write_text(PACK, encoding="utf-8")
    (top / "repair.toml").write_text(CONFIG, encoding="utf-8")
    (top / "a.txt").write_text(PLAIN + "\n" + OLD)
    (top / "b.txt").write_text(OLD + "\n" + FINE)
    git(top, "init", "--quiet", "--initial-branch=main")
    commit(top)
    return top


def told(here: Here, folder: Path, *arguments: str) -> list[tuple[str, int, str]]:
    """Path, line and text of what is reported."""
    done = here("lint", "--format", "json", *arguments, cwd=folder)
    assert done.code in (0, 1), done.err
    articles = json.loads(done.out)["articles"]
    return [(one["path"], finding["line"], finding["text"]) for one in articles for finding in one["findings"]]


def test_one_history(repository: Path, here: Here) -> None:
    def since(revision: str = "main") -> list[tuple[str, int, str]]:
        found = told(here, repository, "--changed-since", revision)
        diff = git(repository, "diff", git(repository, "merge-base", revision, "HEAD").strip())
        (repository.parent / "d.diff").write_text(diff)
        assert told(here, repository, "--diff", "../d.diff") == [one for one in found if one[0] != "untracked.txt"]
        return found

    assert since() == [], "nothing has changed"
    git(repository, "switch", "--quiet", "--create", "work")

    (repository / "a.txt").write_text(PLAIN + "\n" + OLD.replace("hall", "house"))
    assert since() == [], "edited beside an old finding, not committed yet"
    (repository / "a.txt").write_text(PLAIN + "\n" + NEW + "\n" + OLD)
    assert since() == [("a.txt", 3, "utilise")], "edited: a new one above the old one"
    commit(repository)
    assert since() == [("a.txt", 3, "utilise")], "and committed"

    (repository / "untracked.txt").write_text(NEW)
    (repository / ".gitignore").write_text("draft.txt\n")
    (repository / "draft.txt").write_text(NEW)
    assert since() == [("a.txt", 3, "utilise"), ("untracked.txt", 1, "utilise")]
    (repository / "untracked.txt").unlink()

    git(repository, "mv", "b.txt", "a name with spaces & ä.txt")
    commit(repository)
    assert since() == [("a.txt", 3, "utilise")], "renamed: what it held is old"
    (repository / "a name with spaces & ä.txt").write_text(OLD + "\n" + FINE + "\n" + NEW)
    commit(repository)
    assert since() == [("a name with spaces & ä.txt", 5, "utilise"), ("a.txt", 3, "utilise")], "renamed and edited"

    git(repository, "switch", "--quiet", "main")
    (repository / "c.txt").write_text(NEW)
    commit(repository)
    git(repository, "switch", "--quiet", "work")
    git(repository, "merge", "--quiet", "--no-edit", "main")
    assert [path for path, _, _ in since()] == ["a name with spaces & ä.txt", "a.txt"], "merged: what came from there is not ours"
    assert [path for path, _, _ in since("HEAD^1")] == ["c.txt"], "but it is news to us"

    git(repository, "switch", "--quiet", "main")
    (repository / "c.txt").write_text(NEW + "\n" + NEW.replace("new", "third"))
    commit(repository)
    git(repository, "switch", "--quiet", "work")
    assert [path for path, _, _ in since()] == ["a name with spaces & ä.txt", "a.txt"], "what main did since we left it is not ours"

    git(repository, "revert", "--no-edit", "HEAD~3")
    assert since() == [("a name with spaces & ä.txt", 5, "utilise")], "reverted: gone"
    git(repository, "rm", "--quiet", "a.txt")
    assert since() == [("a name with spaces & ä.txt", 5, "utilise")], "deleted: gone"


def test_submodules_are_their_own(repository: Path, here: Here, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "m.txt").write_text(OLD)
    git(other, "init", "--quiet", "--initial-branch=main")
    commit(other)
    git(repository, "submodule", "--quiet", "add", str(other), "wire")
    commit(repository)
    (repository / "wire" / "m.txt").write_text(NEW)
    (repository / "a.txt").write_text(PLAIN + "\n" + OLD + NEW)
    for revision in ("HEAD", "HEAD~1"):
        assert told(here, repository, "--changed-since", revision) == [("a.txt", 4, "utilise")]
    assert told(here, repository / "wire", "--changed-since", "HEAD", "--config", "../repair.toml") == []
    (repository / "wire" / "m.txt").write_text(OLD + "\n" + NEW)
    assert told(here, repository / "wire", "--changed-since", "HEAD", "--config", "../repair.toml") == [("m.txt", 3, "utilise")]


def test_a_shallow_clone_says_what_to_fetch(repository: Path, here: Here, tmp_path: Path) -> None:
    for number in range(3):
        (repository / "a.txt").write_text(PLAIN + "\n" + OLD * (number + 2))
        commit(repository)
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", repository.as_uri(), "shallow")
    done = here("lint", "--changed-since", "HEAD~2", cwd=shallow)
    assert done.code == 2
    assert done.out == ""
    assert "git fetch --unshallow" in done.err
    assert "fetch-depth: 0" in done.err
    git(shallow, "fetch", "--quiet", "--unshallow")
    assert len(told(here, shallow, "--changed-since", "HEAD~2")) == 2


def test_checkouts_with_other_line_ends(repository: Path, here: Here) -> None:
    git(repository, "config", "core.autocrlf", "true")
    (repository / "a.txt").write_bytes((PLAIN + "\n" + OLD + "\n" + NEW).replace("\n", "\r\n").encode())
    assert told(here, repository, "--changed-since", "main") == [("a.txt", 5, "utilise")]


def test_a_repeated_paragraph_is_told_where_the_change_brought_it(repository: Path, here: Here) -> None:
    (repository / "repair.toml").write_text("")
    long = "The council met on Monday in the old town hall beside the harbour, and nobody at all objected to the plan for the bridge.\n"
    (repository / "a.txt").write_text(long + "\n" + PLAIN + "\nIt was late when the members of the council left the hall for home.\n")
    commit(repository)
    with (repository / "a.txt").open("a") as file:
        file.write("\n" + long)
    assert told(here, repository, "--changed-since", "HEAD") == [("a.txt", 7, long.strip())]
    (repository / "a.txt").write_text(long + "\n" + (repository / "a.txt").read_text().removesuffix("\n" + long))
    found = told(here, repository, "--changed-since", "HEAD")
    assert len(found) == 1, "typed again above: one of the two is told"


def test_what_is_no_revision_and_no_diff(repository: Path, here: Here, tmp_path: Path) -> None:
    for arguments, said in {
        ("--changed-since", "nowhere"): 'git knows no revision "nowhere"',
        ("--changed-since", "--output=x"): "is no revision",
        ("--changed-since", ""): "is no revision",
        ("--diff", "none.diff"): "none.diff: cannot be read",
        ("--diff", "a.txt"): "no unified diff",
        ("--diff", "x", "--changed-since", "main"): "cannot stand together",
        ("--changed-since", "main", "--baseline", "b.json", "--update-baseline"): "are for whole articles",
    }.items():
        done = here("lint", *(f"{arguments[0]}={arguments[1]}", *arguments[2:]), cwd=repository)
        assert done.code == 2
        assert done.out == ""
        assert said in done.err
        assert len(done.err.splitlines()) == 1
    (tmp_path / "a.txt").write_text(OLD)
    assert "needs a git repository" in here("lint", "--changed-since", "main", cwd=tmp_path).err
    assert "has no earlier state" in here("lint", "--changed-since", "main", "-", cwd=repository).err


def test_a_diff_that_leads_elsewhere_costs_its_article_alone(repository: Path, here: Here) -> None:
    (repository / "a.txt").write_text(PLAIN + "\n" + NEW)
    (repository / "b.txt").write_text(NEW + "\n" + PLAIN)
    diff = git(repository, "diff").encode()
    (repository / "b.txt").write_text("Something else. They utilise it.\n")
    done = here("lint", "--diff", "-", "--format", "json", cwd=repository, stdin=diff)
    assert done.code == 2
    assert "the diff does not fit b.txt:1" in done.err
    assert [one["code"] for one in json.loads(done.out)["skipped"]] == ["unknown-change"]


def test_a_baseline_and_a_change_together(repository: Path, here: Here) -> None:
    (repository / "a.txt").write_text(PLAIN + "\n" + NEW)
    here("lint", "--baseline", "known.json", "--update-baseline", cwd=repository)
    assert told(here, repository, "--changed-since", "main", "--baseline", "known.json") == []
    (repository / "a.txt").write_text(PLAIN + "\n" + NEW + "\nThey utilise more.\n")
    assert told(here, repository, "--changed-since", "main", "--baseline", "known.json") == [("a.txt", 5, "utilise")]
