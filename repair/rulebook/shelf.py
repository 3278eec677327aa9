"""Where rule files stand, and the error they raise: what a start needs before (and mostly without) reading YAML."""

from __future__ import annotations

import os
from collections.abc import Iterable

from repair.problem import Problem

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
RULES = next(
    (path for path in (os.path.join(_HERE, "rules"), os.path.join(os.path.dirname(_HERE), "rules")) if os.path.isdir(path)),
    os.path.join(_HERE, "rules"),
)


LARGEST = 10_000_000
"""Bytes of the largest file of rules or profile that is read; a device may go on for ever."""


class RuleError(Problem):
    """A rule file says something that cannot be taken; the text begins with `file:line:`."""


def built_in_files() -> list[str]:
    """The rule files that ship with the project, in name order."""
    return [os.path.join(RULES, name) for name in sorted(os.listdir(RULES)) if name.endswith(".yaml")]


def data_files() -> list[str]:
    """What ships with them: the lists that checkers look words up in, and what was measured of the rules; in name order."""
    return [os.path.join(RULES, name) for name in sorted(os.listdir(RULES)) if name.endswith((".txt", ".json"))]


def stored(path: str, shown: str = "") -> bytes:
    """What a file of rules or a profile holds; `shown` is how an error names it. Raises `RuleError`."""
    shown = shown or path
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise RuleError(f"{shown}: cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise RuleError(f"{shown}: is over {LARGEST:,} bytes, which no file of rules is")
    return data


def nearest(name: str, known: Iterable[str]) -> str:
    """`; did you mean "…"?` when a known name is close, else the known names when they are few, else nothing."""
    import difflib

    known = sorted(known)
    close = difflib.get_close_matches(name, known, 1, 0.5)
    if close:
        return f'; did you mean "{close[0]}"?'
    return f"; known are {', '.join(known)}" if 0 < len(known) <= 12 else ""
