"""Regular expressions compiled on first use, and kept compiled between runs.

Compiling what one article needs takes Python longer than reading it, so the outcome is stored as `.pyc` files store
modules: for one version of the interpreter, in the user's cache folder. Without the store, or on an interpreter
whose inside looks otherwise, `re.compile` does the work.
"""

from __future__ import annotations

import atexit
import marshal
import re
import sys
from importlib import import_module
from typing import Any, cast

from repair.text.store import keep, place

_sre: Any
_compiler: Any
_parser: Any
try:
    _sre, _compiler, _parser = map(import_module, ("_sre", "re._compiler", "re._parser"))
except ImportError:
    _sre = None  # another interpreter: `re.compile` does the work

_MOST_KEPT = 600

_Parts = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


def lazy(expression: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when first asked for something. Raises `re.error` no sooner than that."""
    return cast("re.Pattern[str]", _Lazy(expression, flags))


def regex(expression: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives. Raises `re.error`."""
    key = (expression, int(flags))
    pattern = _STORE.ready.get(key)
    if pattern is None:
        pattern = _STORE.ready[key] = _STORE.pattern(*key)
    return pattern


class _Lazy:
    def __init__(self, expression: str, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = self.__dict__[name] = getattr(regex(self._expression, self._flags), name)
        return value


class _Store:
    """The compiled expressions of this process, and those of earlier ones."""

    def __init__(self) -> None:
        self.ready: dict[tuple[str, int], re.Pattern[str]] = {}
        self._parts: dict[tuple[str, int], _Parts] | None = None
        self._path = ""
        self._new = False

    def pattern(self, expression: str, flags: int) -> re.Pattern[str]:
        if _sre is None:
            return re.compile(expression, flags)
        parts = self._load().get((expression, flags))
        if parts is None:
            parts = _parts(expression, flags)
            self._learn((expression, flags), parts)
        known, code, groups, names, numbers = parts
        return cast("re.Pattern[str]", _sre.compile(expression, known, list(memoryview(code).cast("I")), groups, names, numbers))

    def _load(self) -> dict[tuple[str, int], _Parts]:
        if self._parts is None:
            self._path = place(f"expressions-{sys.implementation.cache_tag}-{sys.hexversion:x}-{_sre.MAGIC}.bin")
            try:
                with open(self._path, "rb") as file:
                    self._parts = marshal.loads(file.read())
            except (OSError, ValueError, EOFError, TypeError):
                self._parts = {}  # not kept yet, or not by us
            if not isinstance(self._parts, dict) or len(self._parts) > _MOST_KEPT:
                self._parts = {}
        return self._parts

    def _learn(self, key: tuple[str, int], parts: _Parts) -> None:
        if self._parts is not None:
            if not self._new:
                atexit.register(self._save)
            self._new = True
            self._parts[key] = parts

    def _save(self) -> None:
        keep(self._path, marshal.dumps(self._parts))


def _parts(expression: str, flags: int) -> _Parts:
    """What `re` makes of an expression, in the form `_sre` takes. Raises `re.error`."""
    tree = _parser.parse(expression, flags)
    names = dict(tree.state.groupdict)
    numbers: list[str | None] = [None] * tree.state.groups
    for name, number in names.items():
        numbers[number] = name
    from array import array

    code = array("I", _compiler._code(tree, flags)).tobytes()
    return int(flags | tree.state.flags), code, tree.state.groups - 1, names, tuple(numbers)


_STORE = _Store()
