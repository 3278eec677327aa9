"""Imports never run upward."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "repair"
FLOORS = (
    "text",
    "checkers",
    "rulebook",
    "engine",
    ("formats", "score", "compare", "report", "backends", "project", "journal", "learn"),
    "review",
    "cli",
)
HEIGHT = {name: height for height, names in enumerate(FLOORS) for name in ([names] if isinstance(names, str) else names)}
HEIGHT["formats"] = HEIGHT["checkers"]
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The floors a module imports from, also inside functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: say where it is imported from in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("repair.")} & set(HEIGHT)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_run_downward(path: Path) -> None:
    floor = path.relative_to(PACKAGE).parts[0]
    if floor in HEIGHT:
        upward = {other for other in imported(path) if HEIGHT[other] > HEIGHT[floor]}
        assert not upward, f"{floor} stands below {', '.join(sorted(upward))}"


def test_every_folder_has_a_floor() -> None:
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()} == set(HEIGHT)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, "two files in one"
