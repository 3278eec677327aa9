"""Word lists kept beside the rules: plain text, one entry a line, `#` for remarks."""

from __future__ import annotations

import os
from functools import cache

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_FOLDERS = (os.path.join(_HERE, "rules"), os.path.join(os.path.dirname(_HERE), "rules"))


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of a list that ships with the rules, in file order. Raises `OSError` when there is none of this name."""
    paths = [os.path.join(folder, name) for folder in _FOLDERS]
    with open(next(filter(os.path.isfile, paths), paths[0]), encoding="utf-8") as file:
        return tuple(line for line in file.read().split("\n") if line and not line.startswith("#"))
