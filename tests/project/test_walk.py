"""Patterns for paths, and the files that a folder holds for us."""

from __future__ import annotations

import ntpath
import os
import time
from pathlib import Path

import pytest

from repair.project.walk import matches, walk


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*.txt", "/r/a.txt.txt", True),
        ("*.txt", "/r/sub/a.txt", True),
        ("a*b*c", "/r/aXbXbXc", True),
        ("a*b*c", "/r/aXbXbX", False),
        ("sub/*.txt", "/r/sub/a.txt", True),
        ("sub/*.txt", "/r/sub/deep/a.txt", False),
        ("sub/**/*.txt", "/r/sub/deep/er/a.txt", True),
        ("sub/**/*.txt", "/r/sub/a.txt", True),
        ("**/x/*/y", "/r/x/a/x/b/y", True),
        ("*a/*b/**", "/r/ca/db/c", True),
        ("draft-?[0-9].txt", "/r/draft-a1.txt", True),
        ("draft-[!0-9].txt", "/r/draft-1.txt", False),
        ("a+(b).txt", "/r/a+(b).txt", True),
    ],
)
def test_patterns(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, path, "/r") == fits


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*.txt", r"C:\r\sub\a.txt", True),
        ("sub/*.txt", r"C:\r\sub\a.txt", True),
        (r"sub\*.txt", r"C:\r\sub\a.txt", True),
        (r"sub\*.txt", r"C:\r\sub\deep\a.txt", False),
        (r"sub\**\*.txt", r"C:\r\sub\deep\a.txt", True),
        ("archive/", r"C:\r\archive", True),
        ("archive\\", r"C:\r\archive", True),
        ("sub/*.txt", r"D:\r\sub\a.txt", False),
        ("**/sub/*.txt", r"D:\r\sub\a.txt", True),
    ],
)
def test_patterns_where_paths_have_backslashes_and_drives(pattern: str, path: str, fits: bool) -> None:
    assert matches(pattern, path, "C:\\r", ntpath) == fits


def test_many_stars_do_not_take_forever() -> None:
    begun = time.process_time()
    assert not matches("*a" * 60 + "b", "/r/" + "a" * 250, "/r")
    assert time.process_time() - begun < 1


def test_what_git_ignores_is_passed_over_unless_it_is_named(tmp_path: Path) -> None:
    for name in ("a.txt", "out/b.txt", "out/deep/c.txt", "out/own/d.txt", "other/out/e.txt", "drafts/f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("out/\nf.txt\n")
    (tmp_path / "out" / ".gitignore").write_text("own/\n")

    def read(folder: str) -> list[str]:
        top = str(tmp_path / folder)
        return [os.path.relpath(path, top).replace(os.sep, "/") for path in walk(top, lambda _: (["*.txt"], [], top), pytest.fail)]

    assert read(".") == ["a.txt"]
    assert read("out") == ["b.txt", "deep/c.txt"]
    assert read("out/deep") == ["c.txt"]
    assert read("other") == []
    assert read("drafts") == []
