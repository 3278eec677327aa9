"""What is found in articles and told of them, kept between runs, so that an article that did not change costs next to nothing.

An entry is named by a hash of the article's bytes and of everything that decides what it says: the rules in force, the
program's own source, what it is built on, how the article is read. So an entry is never wrong; at worst it is never asked for again.
One SQLite file in the user's cache folder; several runs may use it at once, and it can be deleted at any time.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import find_spec
from types import TracebackType
from typing import Any

import repair
from repair.project.config import Settings
from repair.project.scan import Skipped, Target
from repair.project.work import Told
from repair.rulebook.book import Book
from repair.rulebook.compiled import rules_hash
from repair.rulebook.rule import Finding, Fix, Rule
from repair.rulebook.shelf import built_in_files
from repair.text.digest import blake2b
from repair.text.span import Edit, Span
from repair.text.store import place

MOST_BYTES = 512_000_000
_FORMAT = 2
_SOURCES = ("checkers", "engine", "formats", "project", "report", "rulebook", "score", "text")
_FOUNDATIONS = ("ahocorasick_rs", "ftfy", "re2", "tree_sitter", "tree_sitter_markdown", "wcwidth")
_AT_ONCE = 500
_dumped = json.JSONEncoder(separators=(",", ":")).encode

Judged = list[Finding] | Told | Skipped
_NOWHERE = Target("", "", Settings())


class Cache:
    """Findings by article content. Used as a context manager; what was put is stored at the end.

    When the file cannot be used (read-only home, full disk) every look-up misses and nothing is kept.
    """

    def __init__(self, path: str | None = None) -> None:
        self._new: dict[bytes, str] = {}
        path = path or place(f"findings-{_FORMAT}.sqlite")
        self._base: sqlite3.Connection | None = None
        try:
            self._base = _opened(path)
        except sqlite3.OperationalError:
            pass  # read-only, or long in use by another run: sound, but not for us
        except sqlite3.DatabaseError:
            self._base = _anew(path)
        except OSError:
            pass

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.store()
        self.close()

    def close(self) -> None:
        """Use the file no more."""
        if self._base is not None:
            self._base.close()
            self._base = None

    def get(self, names: Iterable[bytes]) -> dict[bytes, str]:
        """What is kept under these names, for `judged`; many are asked for at a time."""
        wanted = list(names)
        found = {name: self._new[name] for name in wanted if name in self._new}
        while wanted and self._base is not None:
            some, wanted = wanted[:_AT_ONCE], wanted[_AT_ONCE:]
            try:
                found.update(self._base.execute(f"SELECT name, value FROM findings WHERE name IN ({','.join('?' * len(some))})", some))
            except sqlite3.Error:
                self.close()
        return found

    def latest(self, name: bytes) -> str | None:
        """What was put under this name a moment ago, and may not be stored yet."""
        return self._new.get(name)

    def put(self, name: bytes, outcome: Judged) -> None:
        """Keep an outcome under this name; it is stored with many others at a time."""
        if self._base is not None:
            if isinstance(outcome, Skipped):
                fields: object = {"skip": [outcome.code, outcome.reason]}
            else:
                fields = {"told": outcome.value} if isinstance(outcome, Told) else [_fields(finding) for finding in outcome]
            self.put_value(name, fields)

    def put_value(self, name: bytes, value: object) -> None:
        """Keep what goes into JSON under this name; see `put`."""
        if self._base is not None:
            self._new[name] = _dumped(value)
            if len(self._new) >= 1000:
                self.store()

    def store(self) -> None:
        """Write what was put; nothing is lost but time when that fails."""
        if self._base is None or not self._new:
            return
        try:
            self._base.execute("BEGIN IMMEDIATE")
            if self._size() > MOST_BYTES:
                self._base.execute("DELETE FROM findings")
            self._base.executemany("INSERT OR REPLACE INTO findings VALUES (?, ?)", self._new.items())
            self._base.execute("COMMIT")
        except sqlite3.Error:
            self.close()
        self._new = {}

    def _size(self) -> int:
        count, free, size = (self._base.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "freelist_count", "page_size"))  # type: ignore[union-attr]
        return int((count - free) * size)


def _opened(path: str) -> sqlite3.Connection:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    base = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        base.execute("PRAGMA synchronous = OFF")
        base.execute("CREATE TABLE IF NOT EXISTS findings (name BLOB PRIMARY KEY, value TEXT)")
    except sqlite3.Error:
        base.close()
        raise
    return base


def _anew(path: str) -> sqlite3.Connection | None:
    """The file again after what stood there, broken or no database at all, was taken away."""
    try:
        os.unlink(path)
        return _opened(path)
    except (sqlite3.Error, OSError):
        return None


def judged(value: str, path: str, rules: Mapping[str, Rule]) -> Judged | None:
    """The outcome that an entry says; None when it cannot be read."""
    try:
        fields = json.loads(value)
        if isinstance(fields, dict):
            if "told" in fields:
                return Told(_NOWHERE, b"", fields["told"])
            code, reason = fields["skip"]
            return Skipped(path, code, reason, wrong=False)
        return [_finding(one, rules) for one in fields]
    except (ValueError, KeyError, TypeError):
        return None


def fingerprint(settings: Settings, book: Book) -> bytes:
    """A hash of all that decides what is found in an article under these settings, but for its bytes and its kind."""
    digest = blake2b(digest_size=32)
    digest.update(f"{_FORMAT}\0{repair.__version__}\0{sys.version}\0{settings.encoding}\0{settings.language}\0".encode())
    digest.update("\0".join(rule.id for rule in book.rules).encode())
    digest.update(rules_hash([*built_in_files(), *settings.rules, *settings.profile]).encode())
    package = os.path.dirname(repair.__file__)
    if book.outside:
        digest.update(book.outside.identity.encode())
    folders = [os.path.join(package, name) for name in (*_SOURCES, *(["backends"] if book.outside else []))]
    for folder in folders:
        with os.scandir(folder) as entries:
            files = sorted((entry.name, entry.stat()) for entry in entries if entry.name.endswith(".py"))
        for name, status in files:
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    for name in _FOUNDATIONS:
        spec = find_spec(name)
        if spec and spec.origin:
            status = os.stat(spec.origin)
            digest.update(f"{spec.origin}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogateescape"))
    return digest.digest()


def entry_name(known: bytes, ending: str, host: str) -> blake2b:
    """What becomes the name of an entry when the article's bytes are added: the fingerprint, the file's ending, the host when it counts."""
    kind = ending.lower() + (f"\0{host}" if host else "")
    person = blake2b(kind.encode("utf-8", "surrogateescape"), digest_size=16).digest()
    return blake2b(blake2b(known, digest_size=32).digest(), digest_size=16, person=person)


def _fields(finding: Finding) -> Sequence[object]:
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
