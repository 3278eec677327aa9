"""Loaded rules kept between runs, so that a start does not pay for reading YAML and widening patterns.

The store is one file per set of rule files in the user's cache folder. It says what it was made from: version, size and time
of the checkers' source and of the built-in files, content of the others; when any of that is otherwise now it is made
again, and of packs of the user's that are new or changed only these are read. It holds only what loaded without error, never
examples, and can be deleted at any time. When it cannot be written, everything works, more slowly.
"""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from repair import __version__
from repair.rulebook import shelf
from repair.rulebook.rule import Cue, Rule
from repair.text.digest import blake2b
from repair.text.named import NamedTuple
from repair.text.store import keep, place

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def rules_hash(paths: Sequence[str]) -> str:
    """SHA-256 over the bytes of the rule files, in the order given, and of the data beside them; the name of a set of rules in reports."""
    from hashlib import sha256

    digest = sha256()
    for path in (*paths, *shelf.data_files()):
        with open(path, "rb") as file:
            digest.update(file.read() + b"\0")
    return digest.hexdigest()


def load_rules(paths: Sequence[str]) -> tuple[Rule, ...]:
    """All rules of these files in rank order, from the store when it holds them.

    Raises `RuleError` as `load_packs` does.
    """
    return tuple(rule for pack in _packs(paths) for rule in pack.rules)


class _Shelved(NamedTuple):
    """A pack without what a run has no use for."""

    name: str
    stage: str
    path: str
    rules: tuple[Rule, ...]


def _packs(paths: Sequence[str]) -> list[_Shelved]:
    try:
        origin = _origin(paths)
    except OSError as error:
        raise shelf.RuleError(f"{error.filename}: cannot be read: {error.strerror}") from None
    store = place(f"rules-{blake2b(repr((_PACKAGE, shelf.RULES, paths)).encode('utf-8', 'replace'), digest_size=8).hexdigest()}.bin")
    try:
        with open(store, "rb") as file:
            made_from, rows = marshal.loads(file.read())
        if made_from == origin:
            return [_Shelved(name, stage, path, tuple(map(_rule, rules))) for name, stage, path, rules in rows]
    except (OSError, ValueError, EOFError, TypeError):
        pass  # not stored yet, or not by us: read the files themselves
    from pathlib import Path

    from repair.rulebook.load import Pack, in_order, load_packs

    ours = [path for path in paths if os.path.dirname(path) == shelf.RULES]
    theirs = [path for path in paths if path not in ours]
    if ours and theirs:  # a change in a pack of the user's has only that pack read again
        known = [Pack(name, stage, "", Path(path), rules, {}) for name, stage, path, rules in _packs(ours)]
        packs = in_order([*known, *load_packs(theirs)])
    else:
        packs = load_packs(paths)
    shelved = [_Shelved(pack.name, pack.stage, str(pack.path), pack.rules) for pack in packs]
    keep(store, marshal.dumps([origin, [(*pack[:3], [_plain(rule) for rule in pack.rules]) for pack in shelved]]))
    return shelved


class _Params(Mapping[str, Any]):
    """The parameters of a checker, taken out of the store when they are first asked for: most rules have nothing to say."""

    def __init__(self, stored: bytes) -> None:
        self._stored = stored
        self._values: dict[str, Any] | None = None

    def _all(self) -> dict[str, Any]:
        if self._values is None:
            self._values = marshal.loads(self._stored)
        return self._values

    def __getitem__(self, name: str) -> Any:
        return self._all()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


def _plain(rule: Rule) -> tuple[object, ...]:
    cues = None if rule.cues is None else tuple((*one[:-1], dict(one.neighbours)) for one in rule.cues)
    return tuple(rule._replace(cues=cues, params=marshal.dumps(dict(rule.params))))  # type: ignore[arg-type]


def _rule(fields: Sequence[Any]) -> Rule:
    rule = Rule(*fields)
    return rule._replace(cues=rule.cues and tuple(Cue(*one) for one in rule.cues), params=_Params(rule.params))  # type: ignore[arg-type]


def _origin(paths: Sequence[str]) -> list[Any]:
    """What the rules of these files are made from. Raises `OSError`, and `RuleError` for a file that cannot be read."""
    ours = []
    for folder in (os.path.join(_PACKAGE, "checkers"), os.path.join(_PACKAGE, "rulebook"), shelf.RULES):
        for entry in os.scandir(folder):
            if entry.name.endswith((".py", ".yaml", ".txt", ".json")):
                status = entry.stat()
                ours.append((entry.name, status.st_size, status.st_mtime_ns))
    theirs = []
    for path in paths:
        if os.path.dirname(path) != shelf.RULES:
            theirs.append(shelf.stored(path))
    return [__version__, sorted(ours), theirs]
