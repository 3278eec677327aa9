"""What is found, mended and falsely alarmed: `python benchmarks/quality.py DIR`.

DIR holds `score.py`, which says what counts, and `dev/`. Printed as JSON, one object a file.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from texts import command, data_folder

RUNS = (
    ("seed", "garbled"),
    ("garbled", "garbled"),
    ("injected", "garbled"),
    ("clean", "clean"),
    ("notspun", "clean"),
    ("leftover", "leftover"),
)


def measure(data: Path) -> dict[str, dict[str, Any]]:
    """The scorer's figures by file."""
    return {name: score(data, mode, data / "dev" / f"{name}.jsonl") for name, mode in RUNS}


def score(data: Path, mode: str, file: Path, repair: str = "") -> dict[str, Any]:
    """One run of the scorer; `repair` is the command that is scored, if not the one that belongs to this Python."""
    call = [sys.executable, str(data / "score.py"), mode, str(file), "--json", "--repair", repair or command()]
    done = subprocess.run(call, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"the scorer exited {done.returncode} on {file.name}: {done.stderr[-500:]}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(json.dumps(measure(data_folder(sys.argv[1])), indent=1))
