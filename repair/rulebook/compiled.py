"""Loaded rules kept between runs, so that a start does not pay for reading YAML and widening patterns.

The store is one file per set of rule files in the user's cache folder, named by a hash of their bytes, of the
checkers' source and of the version. It holds only what loaded without error, never examples, and can be deleted at
any time. When it cannot be written, everything works, more slowly.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Sequence

from repair import __version__
from repair.rulebook.rule import Cue, Rule
from repair.rulebook.shelf import RuleError, data_files
from repair.text.store import keep, place

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def rules_hash(paths: Sequence[str]) -> str:
    """SHA-256 over the bytes of the rule files, in the order given, and of the data beside them; the name of a set of rules in reports."""
    digest = hashlib.sha256()
    for path in (*paths, *data_files()):
        with open(path, "rb") as file:
            digest.update(file.read() + b"\0")
    return digest.hexdigest()


def load_rules(paths: Sequence[str]) -> tuple[Rule, ...]:
    """All rules of these files in rank order, from the store when it holds them.

    Raises `RuleError` as `load_packs` does.
    """
    try:
        store = place(f"rules-{_fingerprint(paths)}.bin")
    except OSError as error:
        raise RuleError(f"{error.filename}:1: cannot be read: {error.strerror}") from None
    try:
        with open(store, "rb") as file:
            return tuple(_rule(fields) for fields in marshal.loads(file.read()))
    except (OSError, ValueError, EOFError, TypeError):
        pass  # not stored yet, or not by us: read the files themselves
    from repair.rulebook.load import load_packs

    rules = tuple(rule for pack in load_packs(paths) for rule in pack.rules)
    keep(store, marshal.dumps([_plain(rule) for rule in rules]))
    return rules


def _plain(rule: Rule) -> tuple[object, ...]:
    cues = None if rule.cues is None else [(one.kind, one.sought, dict(one.neighbours)) for one in rule.cues]
    return tuple(rule._replace(cues=cues))  # type: ignore[arg-type]


def _rule(fields: list[object]) -> Rule:
    rule = Rule(*fields)  # type: ignore[arg-type]
    cues = None if rule.cues is None else tuple(Cue(*one) for one in rule.cues)
    return rule._replace(cues=cues, items=tuple(rule.items), formerly=tuple(rule.formerly))


def _fingerprint(paths: Sequence[str]) -> str:
    digest = hashlib.sha256(f"{__version__}\0{rules_hash(paths)}".encode())
    for folder in ("checkers", "rulebook"):
        for entry in sorted(os.scandir(os.path.join(_PACKAGE, folder)), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                status = entry.stat()
                digest.update(f"{entry.name} {status.st_size} {status.st_mtime_ns}\0".encode())
    for path in paths:
        digest.update(f"{path}\0".encode())
    return digest.hexdigest()[:32]
