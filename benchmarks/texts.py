"""The texts that benchmarks run over, from a folder that holds `score.py` and `dev/`."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FIELDS = ("text", "scraped_middling", "scraped_naive")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file with one a line."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Every text of a file with a name for it: the row's number, and the field where a row holds several."""
    for number, row in enumerate(rows(path)):
        for field in FIELDS:
            if row.get(field):
                yield (f"{number:05d}" if field == "text" else f"{number:05d}-{field}"), row[field]


def write_files(path: Path, folder: Path) -> int:
    """Write every text of a file to a file of its own; the number of bytes written."""
    total = 0
    for name, text in texts(path):
        data = text.encode("utf-8")
        (folder / f"{name}.txt").write_bytes(data)
        total += len(data)
    return total


def data_folder(argument: str) -> Path:
    """The folder that a command line names, checked."""
    folder = Path(argument).resolve()
    if not (folder / "dev").is_dir() or not (folder / "score.py").is_file():
        sys.exit(f"{argument}: a folder with score.py and dev/ is needed")
    return folder


def command() -> str:
    """The `repair` that belongs to the Python running."""
    beside = Path(sys.executable).parent / "repair"
    found = str(beside) if beside.exists() else shutil.which("repair")
    return found or sys.exit("repair is not installed beside this Python")
