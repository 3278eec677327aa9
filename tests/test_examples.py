"""The examples run as they stand."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    """Copies of the examples and the seeds side by side."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("*.py", "*.md", "*.expected.txt"))
    return tmp_path


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with this Python's `repair` first on the path, and this checkout importable."""
    programs = cwd / "bin"
    programs.mkdir(exist_ok=True)
    script = programs / "repair"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m repair "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    path = os.pathsep.join((str(programs), os.environ["PATH"]))
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    return subprocess.run([str(part) for part in command], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_house_style_proves_and_applies(workshop: Path) -> None:
    folder = workshop / "examples" / "house-style"
    proved = run(sys.executable, "-m", "repair", "rules", "--test", "house.yaml", cwd=folder)
    assert proved.returncode == 0, proved.stdout + proved.stderr
    linted = run(sys.executable, "-m", "repair", "lint", "article.txt", cwd=folder)
    assert linted.returncode == 1, linted.stderr
    assert "gazette-membership-line" in linted.stdout
    assert "gazette-river-name" in linted.stdout
    run(sys.executable, "-m", "repair", "apply", "--safety", "review", "--select", "gazette", "article.txt", cwd=folder)
    repaired = (folder / "article.txt").read_text(encoding="utf-8")
    assert "Gazette members" not in repaired
    assert "over the River Fenn closes" in repaired


def test_python_script_uses_the_public_names(workshop: Path) -> None:
    done = run(sys.executable, "examples/python/repair_folder.py", "seeds", cwd=workshop)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") >= 12


@pytest.mark.needs("git", "posix")
def test_shell_recipe_patches_through_git(workshop: Path) -> None:
    before = {path.name: path.read_bytes() for path in (workshop / "seeds").glob("*.txt")}
    done = run("sh", "examples/shell/patch.sh", "seeds", cwd=workshop)
    assert done.returncode == 0, done.stderr
    after = {path.name: path.read_bytes() for path in (workshop / "seeds").glob("*.txt")}
    assert before != after
    applied = run(sys.executable, "-m", "repair", "diff", "--check", "seeds", cwd=workshop)
    assert applied.returncode == 0, "nothing is left to propose"
