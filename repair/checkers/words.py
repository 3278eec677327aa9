"""Word lists kept beside the rules: plain text, one entry a line, `#` for remarks."""

from __future__ import annotations

import os
from functools import cache

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_FOLDERS = (os.path.join(_HERE, "rules"), os.path.join(os.path.dirname(_HERE), "rules"))


@cache
def entries(name: str) -> tuple[str, ...]:
    """The entries of a list that ships with the rules, in file order. Raises `OSError` when there is none of this name."""
    with open(place(name), encoding="utf-8") as file:
        return tuple(line for line in file.read().split("\n") if line and not line.startswith("#"))


def place(name: str) -> str:
    """Where a file that ships with the rules lies, or would lie."""
    paths = [os.path.join(folder, name) for folder in _FOLDERS]
    return next(filter(os.path.isfile, paths), paths[0])
