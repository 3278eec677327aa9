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
from contextlib import suppress
from importlib import import_module
from mmap import ACCESS_READ, mmap
from typing import Any, cast

from repair.text.digest import blake2b
from repair.text.store import keep, place

_sre: Any
_compiler: Any
_parser: Any
try:
    _sre, _compiler, _parser = map(import_module, ("_sre", "re._compiler", "re._parser"))
except ImportError:
    _sre = None  # another interpreter: `re.compile` does the work

_MOST_KEPT = 2000
_SIZE = 8  # bytes of the number before the index

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
    """The compiled expressions of this process, and those of earlier ones.

    The file begins with an index, so that of thousands of expressions only those are read that an article needs.
    """

    def __init__(self) -> None:
        self.ready: dict[tuple[str, int], re.Pattern[str]] = {}
        self._index: dict[bytes, tuple[int, int]] | None = None  # where in the file each begins, and how long it is
        self._new: dict[bytes, bytes] = {}
        self._path = ""
        self._kept_bytes: mmap | bytes = b""  # mapped: threads and forked processes would move each other's place in a file

    def pattern(self, expression: str, flags: int) -> re.Pattern[str]:
        if _sre is None:
            return re.compile(expression, flags)
        name = blake2b(f"{flags} {expression}".encode("utf-8", "surrogatepass"), digest_size=12).digest()
        try:
            parts = marshal.loads(self._kept(name))
            return _compiled(expression, parts)
        except (OSError, ValueError, EOFError, TypeError, RuntimeError):
            parts = _parts(expression, flags)  # not kept yet, or not by us
        if not self._new:
            atexit.register(self._save)
        self._new[name] = marshal.dumps(parts)
        return _compiled(expression, parts)

    def _kept(self, name: bytes) -> bytes:
        """What the file has of an expression, nothing when it has none. Raises all that a spoilt file may."""
        if self._index is None:
            self._index = {}
            self._path = place(f"expressions-3-{sys.implementation.cache_tag}-{sys.hexversion:x}-{_sre.MAGIC}.bin")
            with open(self._path, "rb") as file:
                self._kept_bytes = mmap(file.fileno(), 0, access=ACCESS_READ)
            size = int.from_bytes(self._kept_bytes[:_SIZE], "little")
            index = marshal.loads(self._kept_bytes[_SIZE : _SIZE + size])
            if not isinstance(index, dict):
                raise ValueError("no index")
            self._index = {name: (_SIZE + size + start, length) for name, (start, length) in index.items()}
        start, length = self._index.get(name, (0, 0))
        return self._kept_bytes[start : start + length]

    def _save(self) -> None:
        kept = self._new
        if self._index and len(self._index) + len(kept) <= _MOST_KEPT:
            with suppress(OSError):
                kept = {**{name: self._kept(name) for name in self._index}, **kept}
        if isinstance(self._kept_bytes, mmap):
            self._kept_bytes.close()  # what is open cannot be replaced everywhere
            self._kept_bytes = b""
        index, at = {}, 0
        for name, data in kept.items():
            index[name] = at, len(data)
            at += len(data)
        head = marshal.dumps(index)
        keep(self._path, b"".join([len(head).to_bytes(_SIZE, "little"), head, *kept.values()]))


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


def _compiled(expression: str, parts: _Parts) -> re.Pattern[str]:
    flags, code, groups, names, numbers = parts
    return cast("re.Pattern[str]", _sre.compile(expression, flags, memoryview(code).cast("I").tolist(), groups, names, numbers))


_STORE = _Store()
