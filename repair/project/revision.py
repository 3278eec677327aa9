"""What the working tree holds that a revision of git does not."""

from __future__ import annotations

import os
import subprocess

from repair.project.changed import ChangeError

_SUBMODULE = "160000"


class Revision:
    """The change from the merge base of a revision and HEAD to the working tree: edits, renames, new and untracked files.

    What happened inside submodules belongs to their own repositories and does not count. Making one raises `ChangeError`
    outside a repository, for an unknown revision, and in a clone too shallow to know the base.
    """

    def __init__(self, revision: str) -> None:
        self._root = _git("rev-parse", "--show-toplevel", why="--changed-since needs a git repository").decode().rstrip("\r\n")
        self._blobs: dict[str, str | None] = {}
        base = _base(revision)
        raw = _git("-C", self._root, "diff", "--raw", "-z", "-M", "--no-abbrev", "--no-relative", "--ignore-submodules=all", base, "--")
        fields = iter(raw.decode("utf-8", "surrogateescape").split("\0"))
        for meta in fields:
            if not meta:
                break
            old_mode, new_mode, blob, _, status = meta[1:].split(" ")
            name = next(fields)
            if status[0] in "RC":
                name = next(fields)
            if status[0] not in "DU" and new_mode != _SUBMODULE:
                self._blobs[self._place(name)] = None if status[0] == "A" or old_mode == _SUBMODULE else blob
        untracked = _git("-C", self._root, "ls-files", "--others", "--exclude-standard", "-z")
        for name in untracked.decode("utf-8", "surrogateescape").split("\0"):
            if name:
                self._blobs[self._place(name)] = None

    def touched(self, place: str) -> bool:
        return place in self._blobs

    def before(self, place: str, now: bytes) -> bytes | None:
        blob = self._blobs[place]
        if blob is None:
            return None
        way = os.path.relpath(place, self._root).replace(os.sep, "/")  # its attributes say how a checkout writes it
        return _git("-C", self._root, "cat-file", "--filters", f"--path={way}", blob)

    def _place(self, name: str) -> str:
        return os.path.realpath(os.path.join(self._root, name))


def top() -> str | None:
    """The top of the work tree we are in, if any."""
    try:
        done = _run("rev-parse", "--show-toplevel")
    except ChangeError:
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "surrogateescape").rstrip("\r\n")


def _base(revision: str) -> str:
    if not revision or revision.startswith("-"):
        raise ChangeError(f'--changed-since: "{revision}" is no revision')
    found = _run("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if found.returncode:
        raise ChangeError(f'--changed-since: git knows no revision "{revision}"{_deeper()}')
    merge = _run("merge-base", revision, "HEAD")
    if merge.returncode:
        raise ChangeError(f'--changed-since: "{revision}" and HEAD have no common ancestor{_deeper() or "; their histories are unrelated"}')
    return merge.stdout.decode().strip()


def _deeper() -> str:
    """What to do about it in a clone without its whole history."""
    if _run("rev-parse", "--is-shallow-repository").stdout.strip() != b"true":
        return ""
    return " here: this clone is shallow; fetch its whole history (git fetch --unshallow; fetch-depth: 0; GIT_DEPTH: 0)"


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], capture_output=True, check=False)
    except OSError as error:
        raise ChangeError(f"git cannot be run: {error.strerror}") from None


def _git(*arguments: str, why: str = "git failed") -> bytes:
    done = _run(*arguments)
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split()) or f"exit code {done.returncode}"
        raise ChangeError(f"{why}: {said}")
    return done.stdout
