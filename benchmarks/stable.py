"""Whether repairs come to rest and diffs say what apply does: `python benchmarks/stable.py DIR`.

DIR holds `dev/*.jsonl`. At both safety levels, over every text as a file: apply, apply again (nothing may change),
and the diff through `git apply --check` and `git apply` (the same bytes as apply). Printed as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from texts import command, data_folder, write_files

from repair.engine.settle import Unsettled, by_safety, settle
from repair.rulebook.book import rule_book
from repair.rulebook.rule import Safety
from repair.text.article import Article


def measure(data: Path) -> dict[str, dict[str, float]]:
    """The figures by safety level; `refused rules` names what would not come to rest."""
    return {safety: at_level(data, safety) for safety in ("safe", "review")}


def at_level(data: Path, safety: Safety) -> dict[str, float]:
    """How many texts there are, were changed, changed again, were refused, and differ between diff and apply."""
    with tempfile.TemporaryDirectory() as name:
        before, applied, patched = (Path(name) / part for part in ("before", "applied", "patched"))
        for file in sorted((data / "dev").glob("*.jsonl")):
            folder = before / file.stem
            folder.mkdir(parents=True)
            write_files(file, folder)
        shutil.copytree(before, applied)
        shutil.copytree(before, patched)
        refused = [path for path in sorted(before.rglob("*.txt")) if not comes_to_rest(path, safety)]
        repair(applied, "apply", "--safety", safety, "--exit-zero", ".")
        once = contents(applied)
        repair(applied, "apply", "--safety", safety, "--exit-zero", ".")
        patch = Path(name) / "patch"
        patch.write_bytes(repair(patched, "diff", "--safety", safety, "."))
        checked = git(patched, "apply", "--check", str(patch)) and git(patched, "apply", str(patch))
        start, through_git = contents(before), contents(patched)
        return {
            "texts": len(start),
            "changed": sum(once[path] != start[path] for path in start),
            "changed again": sum(once[path] != now for path, now in contents(applied).items()),
            "refused": len(refused),
            "refused %": round(100 * len(refused) / len(start), 3),
            "git apply": "passes" if checked or not patch.stat().st_size else "fails",
            "diff unlike apply": sum(once[path] != through_git[path] for path in start),
        }


def comes_to_rest(path: Path, safety: Safety) -> bool:
    """False when the fixes of a text undo each other, so that apply leaves it alone."""
    try:
        settle(Article(path.read_bytes().decode("utf-8"), path.name), BOOK, by_safety(safety))
    except Unsettled as error:
        print(f"{path.parent.name}/{path.name}: {error}", file=sys.stderr)
        return False
    return True


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every text below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.txt"))}


def repair(folder: Path, *arguments: str) -> bytes:
    """Run the whole command there; its standard output."""
    state = {"XDG_STATE_HOME": str(folder.parent / "state")}
    done = subprocess.run([command(), *arguments], cwd=folder, env={**os.environ, **state}, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        print(f"repair {arguments[0]} exited {done.returncode}: {done.stderr.decode(errors='replace')[-800:]}", file=sys.stderr)
    return done.stdout


def git(folder: Path, *arguments: str) -> bool:
    """Run git there, outside any repository; whether it said yes."""
    ceiling = {**os.environ, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    done = subprocess.run(["git", *arguments], cwd=folder, env=ceiling, capture_output=True, check=False)
    if done.returncode:
        print(done.stderr.decode(errors="replace")[:800], file=sys.stderr)
    return done.returncode == 0


BOOK = rule_book()

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(measure(data_folder(sys.argv[1])), indent=1))
