"""Word lists kept beside the rules: plain text, one entry a line, `#` for remarks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent.parent
_FOLDERS = (_HERE / "rules", _HERE.parent / "rules")


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of a list that ships with the rules, in file order. Raises `OSError` when there is none of this name."""
    path = next((folder / name for folder in _FOLDERS if (folder / name).is_file()), _FOLDERS[0] / name)
    return tuple(line for line in path.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#"))
