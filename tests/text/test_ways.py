"""Paths with `/` between the parts, on every system."""

from __future__ import annotations

import ntpath
import posixpath

import pytest

from repair.text.ways import way


@pytest.mark.parametrize(
    ("path", "start", "told"),
    [
        (r"C:\news\a b\c.txt", r"C:\news", "a b/c.txt"),
        (r"C:\other\c.txt", r"C:\news", "../other/c.txt"),
        (r"D:\news\c.txt", r"C:\news", "D:/news/c.txt"),
        (r"\\host\share\c.txt", r"C:\news", "//host/share/c.txt"),
        (r"C:\news", r"C:\news", "."),
    ],
)
def test_where_paths_have_backslashes_and_drives(path: str, start: str, told: str) -> None:
    assert way(path, start, ntpath) == told


def test_a_backslash_in_a_name_stays_where_it_parts_nothing() -> None:
    assert way("/news/a\\b.txt", "/news", posixpath) == "a\\b.txt"
