"""Answers of servers kept between runs, so that a text is sent once to a server of one version."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from hashlib import blake2b

from repair.backends.answer import Match
from repair.text.span import Span
from repair.text.store import place

MOST_BYTES = 256_000_000


class Remembered:
    """The matches of texts by content and by what else decides them (`identity`).

    One SQLite file in the user's cache folder, which several processes may use at once; when it cannot be used, nothing is
    remembered, and all works as well.
    """

    def __init__(self, identity: str, path: str | None = None) -> None:
        self._identity = blake2b(identity.encode(), digest_size=32).digest()
        self._path = path or place("languagetool-1.sqlite")
        self._base: sqlite3.Connection | None = None
        self._process = 0

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_base": None, "_process": 0}

    def get(self, text: str) -> list[Match] | None:
        """What was answered to this text, None when it was not asked yet."""
        base = self._opened()
        if base is None:
            return None
        try:
            row = base.execute("SELECT value FROM answers WHERE name = ?", (self._name(text),)).fetchone()
            return None if row is None else [Match(rule, Span(a, b), says, tuple(new)) for rule, (a, b), says, new in json.loads(row[0])]
        except (sqlite3.Error, ValueError, TypeError):
            return None

    def put(self, text: str, matches: Sequence[Match]) -> None:
        """Remember what was answered to this text."""
        base = self._opened()
        if base is None:
            return
        try:
            if os.path.getsize(self._path) > MOST_BYTES:
                base.execute("DELETE FROM answers")
                base.execute("VACUUM")
            base.execute("INSERT OR REPLACE INTO answers VALUES (?, ?)", (self._name(text), json.dumps(matches)))
        except (sqlite3.Error, OSError):
            return

    def _opened(self) -> sqlite3.Connection | None:
        if self._process != os.getpid():  # a connection must not be carried over to another process
            self._process = os.getpid()
            try:
                os.makedirs(os.path.dirname(self._path), exist_ok=True)
                self._base = sqlite3.connect(self._path, timeout=10, isolation_level=None)
                self._base.execute("PRAGMA synchronous = OFF")
                self._base.execute("CREATE TABLE IF NOT EXISTS answers (name BLOB PRIMARY KEY, value TEXT) WITHOUT ROWID")
            except (sqlite3.Error, OSError):
                self._base = None
        return self._base

    def _name(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16, key=self._identity).digest()
