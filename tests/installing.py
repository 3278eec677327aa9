"""Environments to install the package in, as its users have them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command that has to succeed, with nothing set that is for Python or pip."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PIP_", "VIRTUAL_ENV"))}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**clean, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command} said {done.stderr}{done.stdout}"
    return done


def copied(folder: Path) -> Path:
    """A copy of what is in the repository, and of nothing that tests or tools put beside it, which may come and go meanwhile."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", *(name.rstrip("/") for name in ignored)))


def bare_environment(folder: Path) -> Path:
    """A virtual environment in which this one's packages can be imported, but nothing it has installed for editing."""
    venv.create(folder, with_pip=False)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    for key in ("purelib", "platlib"):
        (packages / "borrowed.pth").write_text(sysconfig.get_path(key) + "\n", encoding="utf-8")
    return folder / ("Scripts" if os.name == "nt" else "bin")


def install(programs: Path, what: list[object], cwd: Path) -> None:
    """Have pip install this in the environment of these programs, from nowhere else."""
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--no-deps", "--no-index", "--no-build-isolation", *what, cwd=cwd)
