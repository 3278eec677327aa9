"""What `repair apply` does not settle, in a file of its own: one JSON object a line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from typing import IO

from repair.project.config import ConfigError
from repair.project.scan import Skipped


class Rejects:
    """Articles that wait for a person: left alone, with the reason, or with findings that no fix of this run has settled.

    Of a run that is gone on with, the lines of files that are `done`, up to the record, are kept.

    Raises `ConfigError` when the file cannot be written.
    """

    def __init__(self, path: str, done: Callable[[str, int], bool] | None = None) -> None:
        self._path = path
        try:
            if done and os.path.exists(path):
                _sift(path, done)
            self._file: IO[str] = open(path, "a" if done else "w", encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: SIM115
        except OSError as error:
            raise ConfigError(f"--rejects {path}: cannot be written: {error.strerror}") from None

    def skipped(self, skipped: Skipped) -> None:
        """An input or an article that was left alone."""
        where = {"locator": skipped.locator._asdict()} if skipped.locator else {}
        record = {"type": "skipped", "path": skipped.path, **where, "code": skipped.code, "reason": skipped.reason}
        self._file.write(json.dumps(record, ensure_ascii=False) + "\n")

    def waiting(self, line: str) -> None:
        """The findings that are left in an article, if any; their offsets count in the text as it is after the run."""
        if line:
            self._file.write(f"{line}\n")

    def keep(self) -> None:
        """All that was told is on the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """All of it is in the file."""
        self._file.close()


def _sift(path: str, done: Callable[[str, int], bool]) -> None:
    """Keep the lines about files that are done: the others are read again."""
    draft = f"{path}.draft"
    with open(path, encoding="utf-8") as old, open(draft, "w", encoding="utf-8", newline="\n") as new:
        for line in old:
            try:
                told = json.loads(line)
                keep = done(told["path"], told.get("locator", {}).get("record", sys.maxsize))
            except (ValueError, KeyError, TypeError):
                keep = False  # cut short when the run was stopped
            if keep:
                new.write(line)
    os.replace(draft, path)
