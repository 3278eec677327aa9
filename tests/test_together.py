"""Tests that share what takes long to make are handed to one worker."""

from __future__ import annotations

import re
from pathlib import Path

from tests.together import TOGETHER

ROOT = Path(__file__).resolve().parent.parent
BUILT = re.compile(r"\bdef (?:test_)?\w+\([^)]*\b(?:checkout|built|wheel): Path")
"""A test or a fixture that takes what is built once in a session."""


def test_the_files_are_there() -> None:
    assert [name for name in TOGETHER if not (ROOT / name).is_file()] == []


def test_who_takes_what_is_built_goes_together() -> None:
    users = [path for path in (ROOT / "tests").rglob("test_*.py") if BUILT.search(path.read_text(encoding="utf-8"))]
    assert {path.relative_to(ROOT).as_posix() for path in users} == {name for name, group in TOGETHER.items() if group == "packaging"}
