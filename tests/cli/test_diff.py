"""`repair diff`: git takes every diff, and gives what `apply` gives."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import CLEAN, DAMAGED, REVIEWED, Here

TEXTS = {
    "lf": b"One.\n\nAdvertisement\n\nThey utilise it.\n",
    "crlf": b"One.\r\n\r\nAdvertisement\r\n\r\nThey utilise it.\r\n",
    "mixed": b"One.\r\nAdvertisement\nThey utilise it.\rAnd utilise it.\n\rEnd.\n",
    "lone cr": b"One.\r\rAdvertisement\r\rThey utilise it.\r",
    "no final newline": b"One.\n\nAdvertisement\n\nThey utilise it.",
    "removed at the end": b"One.\n\nThey utilise it.\n\nAdvertisement",
    "removed at the end, newline": b"One.\n\nThey utilise it.\n\nAdvertisement\n",
    "removed at the end, blank lines": b"One.\n\nThey utilise it.\n\nAdvertisement\n\n\n",
    "line separator": "One.\u2028Two.\n\nAdvertisement\n\nThey\u2028utilise\u2029it.\n".encode(),
    "next line": "One.\x85Two.\nThey utilise\x85it.\n".encode(),
    "form feed": b"One.\x0cTwo.\nThey utilise\x0c it.\x0b\n\x1c\x1d\x1e\n",
    "byte-order mark": b"\xef\xbb\xbfAdvertisement\n\nThey utilise it.\n",
    "byte-order mark kept": b"\xef\xbb\xbfThey utilise it.\n",
    "nothing is left": b"Advertisement\n",
    "nothing is left, no newline": b"Advertisement",
    "far apart": b"They utilise it.\n"
    + b"Line.\n" * 20
    + b"They utilise it.\n"
    + b"Line.\n" * 7
    + b"They utilise it.\n"
    + b"Line.\n" * 6
    + b"utilise\n",
    "like a diff": b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-they utilise\n+it\n\\ No newline\n",
    "blanks at the end": b"They utilise it.  \t\n \n\t\n",
    "twice in a line": "They utilise – or utilise – it.\n".encode(),
}
NAMES = [
    "plain.txt",
    "with blank.txt",
    'quo"te.txt',
    "back\\slash.txt",
    "tab\there.txt",
    "café ☃.txt",
    "-dash.txt",
    "deep er/é.txt",
    "a b\tc.txt",
]


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> None:
    done = subprocess.run(["git", "-c", "core.autocrlf=false", *arguments], input=stdin, capture_output=True, cwd=folder, check=False)
    assert done.returncode == 0, done.stderr.decode()


def same_by_git_and_apply(project: Path, here: Here, path: Path, data: bytes, *options: str) -> bytes:
    """What the article becomes; fails unless `git apply` and `apply` agree."""
    path.write_bytes(data)
    name = str(path.relative_to(project))
    patch = here("diff", *options, "--", name)
    assert patch.code == 0, patch.err
    if patch.bytes:
        git(project, "apply", "--check", stdin=patch.bytes)
        git(project, "apply", stdin=patch.bytes)
    by_git = path.read_bytes()
    path.write_bytes(data)
    here("apply", "--safety", "review", *options, "--", name)
    assert path.read_bytes() == by_git
    return by_git


@pytest.mark.needs("git")
@pytest.mark.parametrize("name", TEXTS)
def test_git_takes_every_line_end(project: Path, here: Here, name: str) -> None:
    after = same_by_git_and_apply(project, here, project / "a.txt", TEXTS[name])
    assert after != TEXTS[name]
    assert b"utilise" not in after
    assert here("diff", "a.txt").out == ""


@pytest.mark.needs("git", "posix")
@pytest.mark.parametrize("name", NAMES)
def test_git_takes_every_name(project: Path, here: Here, name: str) -> None:
    (project / name).parent.mkdir(exist_ok=True)
    assert same_by_git_and_apply(project, here, project / name, DAMAGED.encode()) == REVIEWED.encode()


@pytest.mark.needs("git")
@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "utf-16-le", "utf-16", "utf-8-sig", "shift_jis"])
def test_git_takes_other_encodings(project: Path, here: Here, codec: str) -> None:
    data = DAMAGED.replace("council", "café council" if codec in ("latin-1", "cp1252") else "council").encode(codec)
    assert same_by_git_and_apply(project, here, project / "a.txt", data, "--encoding", codec) != data


@pytest.mark.needs("git")
def test_many_files_in_a_repository_from_below_its_top(project: Path, here: Here) -> None:
    git(project, "init", "-q")
    below = project / "below"
    below.mkdir()
    for name in ("one.txt", "two.txt", "clean.txt"):
        (below / name).write_text(CLEAN if name == "clean.txt" else DAMAGED)
    done = here("diff", cwd=below)
    assert done.out.count("diff --git a/below/") == 2
    git(below, "apply", stdin=done.bytes)
    assert (below / "one.txt").read_text() == (below / "two.txt").read_text() == REVIEWED


def test_hunks_name_their_rules(project: Path, here: Here) -> None:
    (project / "a.txt").write_bytes(TEXTS["far apart"] + b"\nAdvertisement\n")
    heads = [line.split(" @@ ")[1] for line in here("diff").out.splitlines() if line.startswith("@@")]
    assert heads == ["plain-word", "plain-word", "advert-line, plain-word"]


def test_safety_chooses(project: Path, here: Here) -> None:
    assert "+Its members use" in here("diff").out
    safe = here("diff", "--safety", "safe").out
    assert "-Advertisement" in safe
    assert "+Its members use" not in safe


def test_check(project: Path, here: Here) -> None:
    (project / "clean.txt").write_text(CLEAN)
    assert here("diff", "a.txt").code == 0
    assert here("diff", "--check", "a.txt").code == 1
    assert here("diff", "--check", "clean.txt").code == 0
    assert here("diff", "--check", "a.txt", "nowhere").code == 2


def test_words_for_people(project: Path, here: Here) -> None:
    assert here("diff", "--word").out.splitlines() == [
        "a.txt:3:1: advert-line",
        "    [-Advertisement⏎⏎-]Its members ",
        "a.txt:5:13: plain-word",
        "    Its members [-utilise-]{+use+} the hall.",
    ]


def test_standard_input(project: Path, here: Here) -> None:
    done = here("diff", "-", stdin=DAMAGED.encode())
    assert done.out.startswith("diff --git a/- b/-\n--- a/-\n+++ b/-\n@@ -1,5 +1,3 @@ advert-line, plain-word\n")


def test_fixes_that_undo_each_other_change_nothing(project: Path, here: Here) -> None:
    (project / "a.txt").write_text("a zingping b")
    for command in ("diff", "apply"):
        done = here(command, "a.txt")
        assert done.code == 2
        assert "fixes of ping, pong undo each other" in done.err or "fixes of pong undo each other" in done.err
        assert "diff" not in done.out
    assert (project / "a.txt").read_text() == "a zingping b"
    assert here("lint", "--exit-zero", "a.txt").code == 0


def test_fix_that_the_encoding_cannot_write(project: Path, here: Here) -> None:
    (project / "a.txt").write_text("a zingstar b")
    done = here("diff", "--encoding", "cp1252", "a.txt")
    assert done.code == 2
    assert "U+2605, which cp1252 cannot write" in done.err
