"""Findings kept between runs, so that an article that did not change costs nothing.

An entry is named by a hash of the article's bytes and of everything that decides its findings: the rules in force, the
checkers' source, the version, the reading settings. So an entry is never wrong; at worst it is never asked for again.
One SQLite file in the user's cache folder; several runs may use it at once, and it can be deleted at any time.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from types import TracebackType
from typing import Any

from repair.rulebook.rule import Finding, Fix, Rule
from repair.text.span import Edit, Span

MOST_BYTES = 512_000_000
_FORMAT = 1


class Cache:
    """Findings by article content. Used as a context manager; what was put is stored at the end.

    When the file cannot be used (read-only home, full disk, no file at all) every look-up misses and nothing is kept.
    """

    def __init__(self, path: str | None, fingerprint: str) -> None:
        self._fingerprint = fingerprint.encode()
        self._new: list[tuple[bytes, str]] = []
        self._base: sqlite3.Connection | None = None
        if path is None:
            return
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if os.path.exists(path) and os.path.getsize(path) > MOST_BYTES:
                os.unlink(path)
            self._base = sqlite3.connect(path, timeout=10, isolation_level=None)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = OFF")
            self._base.execute("CREATE TABLE IF NOT EXISTS findings (name BLOB PRIMARY KEY, value TEXT) WITHOUT ROWID")
        except (sqlite3.Error, OSError):
            self._base = None

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.store()
        if self._base is not None:
            self._base.close()

    def name(self, data: bytes, reading: str) -> bytes:
        """The name of an entry: an article's bytes, read in a certain way, under the rules in force."""
        return blake2b(data, digest_size=16, key=blake2b(self._fingerprint + b"\0" + reading.encode(), digest_size=32).digest()).digest()

    def get(self, name: bytes, rules: Mapping[str, Rule]) -> list[Finding] | None:
        """The findings kept under this name, None when there are none kept."""
        if self._base is None:
            return None
        try:
            row = self._base.execute("SELECT value FROM findings WHERE name = ?", (name,)).fetchone()
            return None if row is None else [_finding(fields, rules) for fields in json.loads(row[0])]
        except (sqlite3.Error, ValueError, KeyError, TypeError):
            return None

    def put(self, name: bytes, findings: Sequence[Finding]) -> None:
        """Keep findings under this name; they are stored with many others at a time."""
        if self._base is not None:
            self._new.append((name, json.dumps([_fields(finding) for finding in findings], ensure_ascii=False)))
            if len(self._new) >= 1000:
                self.store()

    def store(self) -> None:
        """Write what was put; nothing is lost but time when that fails."""
        if self._base is None or not self._new:
            return
        try:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.executemany("INSERT OR REPLACE INTO findings VALUES (?, ?)", self._new)
            self._base.execute("COMMIT")
        except (sqlite3.Error, UnicodeEncodeError):
            self._base.close()
            self._base = None
        self._new = []


def _fields(finding: Finding) -> list[object]:
    fixes = [[fix.title, fix.safety, fix.edits, fix.witness] for fix in finding.fixes]
    return [
        finding.rule.id,
        finding.severity,
        finding.span,
        finding.text,
        finding.message,
        finding.key,
        fixes,
        finding.group,
        finding.confidence,
    ]


def _finding(fields: list[Any], rules: Mapping[str, Rule]) -> Finding:
    rule, severity, span, text, message, key, fixes, group, confidence = fields
    made = tuple(
        Fix(title, safety, tuple(Edit(*edit) for edit in edits), tuple(Span(*one) for one in witness))
        for title, safety, edits, witness in fixes
    )
    return Finding(rules[rule], severity, Span(*span), text, message, key, made, group, confidence)


def place() -> str:
    """Where the file stands."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "article-repair", f"findings-{_FORMAT}.sqlite")
