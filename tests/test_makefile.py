"""`make demo` in a checkout, with what is installed here in place of its own virtual environment."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = [path for path in (ROOT / "seeds").glob("*.txt") if not path.name.endswith(".expected.txt")]


def test_the_demo_repairs_every_seed(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("python", "repair"):
        (programs / name).symlink_to(sys.executable if name == "python" else Path(sys.executable).with_name(name))
    (tmp_path / ".plain").touch()  # nothing is to be installed
    done = subprocess.run(
        ["make", "demo", f"VENV={os.path.relpath(tmp_path, ROOT)}"], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=600
    )
    assert done.returncode == 0, done.stderr
    made = re.search(rf"^(\d+) fixes made in {len(SEEDS)} of {len(SEEDS)} articles", done.stdout, re.MULTILINE)
    assert made, done.stdout[-2000:]
    assert int(made[1]) > 3 * len(SEEDS)
    for seed in SEEDS:
        assert (ROOT / ".demo" / seed.name).read_bytes() == seed.with_name(f"{seed.stem}.expected.txt").read_bytes()
        assert f"{seed.name}" in done.stdout
