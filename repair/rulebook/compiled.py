"""Loaded rules kept between runs, so that a start does not pay for reading YAML and widening patterns.

The store is one JSON file per set of rule files in the user's cache folder, named by a hash of their bytes, of the
checkers' source and of the version. It holds only what loaded without error, never examples, and can be deleted at
any time. When it cannot be written, everything works, more slowly.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from repair import __version__
from repair.rulebook.rule import Rule

_PACKAGE = Path(__file__).resolve().parent.parent


def rules_hash(paths: Sequence[Path]) -> str:
    """SHA-256 over the rule files' bytes, in the order given; the name of a set of rules in reports."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()


def load_rules(paths: Sequence[Path]) -> tuple[Rule, ...]:
    """All rules of these files in rank order, from the store when it holds them.

    Raises `RuleError` as `load_packs` does, and `OSError` when a file cannot be read.
    """
    store = _folder() / f"rules-{_fingerprint(paths)}.json"
    try:
        return tuple(_rule(fields) for fields in json.loads(store.read_bytes()))
    except (OSError, ValueError, TypeError):
        pass  # not stored yet, or not by us: read the files themselves
    from repair.rulebook.load import load_packs

    rules = tuple(rule for pack in load_packs(paths) for rule in pack.rules)
    _keep(store, json.dumps(rules, ensure_ascii=False).encode("utf-8"))
    return rules


def _rule(fields: list[object]) -> Rule:
    rule = Rule(*fields)  # type: ignore[arg-type]
    return rule._replace(gate=None if rule.gate is None else tuple(rule.gate), items=tuple(rule.items))


def _fingerprint(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256(f"{__version__}\0{rules_hash(paths)}".encode())
    for folder in ("checkers", "rulebook"):
        for entry in sorted(os.scandir(_PACKAGE / folder), key=lambda entry: entry.name):
            if entry.name.endswith(".py"):
                status = entry.stat()
                digest.update(f"{entry.name} {status.st_size} {status.st_mtime_ns}\0".encode())
    for path in paths:
        digest.update(f"{path}\0".encode())
    return digest.hexdigest()[:32]


def _folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "article-repair"


def _keep(store: Path, data: bytes) -> None:
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=store.parent, delete=False) as out:
            out.write(data)
        os.replace(out.name, store)
    except OSError:
        return  # a read-only home is no reason to fail
