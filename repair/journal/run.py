"""What a run changed: `.repair/runs/<run>.jsonl` in the project's folder, written before the articles are.

The first line is the run's header. Each further line is a `file` that is about to be written, one that was `left`
after all, or an `undone` one. Whether a file was written is told by its bytes, so a crash at any point loses nothing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from repair.engine.settle import Pass
from repair.problem import Problem
from repair.text.lazy import lazy
from repair.text.span import Edit

VERSION = 1
FOLDER = os.path.join(".repair", "runs")
_ROOT_SIGNS = (".repair", "repair.toml", "pyproject.toml", ".git")
_RUN = lazy(r"\d{8}-\d{6}-\d{6}")


class JournalError(Problem):
    """The journal cannot be written or read; the text says why."""


class Change(NamedTuple):
    """One file of a run: hashes before and after, how its text is spelt, and the edits of each pass."""

    path: str
    before: str
    after: str
    codec: str
    bom: bool
    passes: tuple[tuple[Edit, ...], ...]
    rules: Mapping[str, int]


class Run(NamedTuple):
    """A run as its journal tells it; `undone` are the paths that were taken back."""

    id: str
    header: Mapping[str, Any]
    changes: tuple[Change, ...]
    undone: frozenset[str]

    @property
    def is_undone(self) -> bool:
        return all(change.path in self.undone for change in self.changes)


def project_root(folder: str) -> str:
    """The nearest folder upward that looks like the top of a project, else `folder` itself."""
    above = folder
    while not any(os.path.lexists(os.path.join(above, sign)) for sign in _ROOT_SIGNS):
        parent = os.path.dirname(above)
        if parent == above:
            return folder
        above = parent
    return above


def absolute(root: str, path: str) -> str:
    """Where a journal's path is on this machine."""
    return os.path.normpath(os.path.join(root, path))


class Journal:
    """A run being written. The file appears with the first change."""

    def __init__(self, root: str, header: Mapping[str, Any]) -> None:
        self.root = root
        self.id = ""
        self._header = header
        self._path = ""

    def announce(self, place: str, before: bytes, after: bytes, codec: str, bom: bool, passes: Sequence[Pass]) -> None:
        """Write down what is about to happen to the file at `place`, and make sure it is on the disk."""
        counts: dict[str, int] = {}
        for done in passes:
            for chosen in done.took:
                counts[chosen.finding.rule.id] = counts.get(chosen.finding.rule.id, 0) + 1
        self._append(
            {
                "type": "file",
                "path": self._name(place),
                "before": sha256(before).hexdigest(),
                "after": sha256(after).hexdigest(),
                "codec": codec,
                "bom": bom,
                "rules": dict(sorted(counts.items())),
                "passes": [done.edits for done in passes],
            }
        )

    def leave(self, place: str, why: str) -> None:
        """Write down that the file announced last was left as it was."""
        self._append({"type": "left", "path": self._name(place), "why": why})

    def _name(self, place: str) -> str:
        inside = os.path.relpath(place, self.root)
        return (place if inside.startswith(os.pardir + os.sep) else inside).replace(os.sep, "/")

    def _append(self, record: Mapping[str, Any]) -> None:
        try:
            if not self._path:
                self._begin()
            append(self._path, record)
        except OSError as error:
            raise JournalError(
                f"the journal in {os.path.join(self.root, FOLDER)} cannot be written ({error.strerror}); nothing more was changed"
            ) from None

    def _begin(self) -> None:
        folder = os.path.join(self.root, FOLDER)
        os.makedirs(folder, exist_ok=True)
        keep_out = os.path.join(folder, ".gitignore")
        if not os.path.exists(keep_out):
            with open(keep_out, "w", encoding="ascii") as file:
                file.write("*\n")
        while not self._path:
            seconds, rest = divmod(time.time_ns(), 1_000_000_000)
            now = time.gmtime(seconds)
            self.id = f"{time.strftime('%Y%m%d-%H%M%S', now)}-{rest // 1000:06}"  # sorts by age
            path = os.path.join(folder, f"{self.id}.jsonl")
            try:
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
            except FileExistsError:
                continue
            self._path = path
        started = time.strftime("%Y-%m-%dT%H:%M:%SZ", now)
        append(self._path, {"type": "run", "version": VERSION, "id": self.id, "started": started, **self._header})


def append(path: str, record: Mapping[str, Any]) -> None:
    """Add one line to a journal and wait until it is on the disk."""
    with open(path, "ab") as file:
        file.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        file.flush()
        os.fsync(file.fileno())


def ids(root: str) -> list[str]:
    """The runs of a project, the oldest first."""
    try:
        names = os.listdir(os.path.join(root, FOLDER))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise JournalError(f"{os.path.join(root, FOLDER)} cannot be read: {error.strerror}") from None
    return sorted(name[:-6] for name in names if name.endswith(".jsonl") and _RUN.fullmatch(name[:-6]))


def load(root: str, run: str) -> Run:
    """One run. Raises `JournalError` when its journal cannot be read; a last line cut short by a crash is passed over."""
    path = journal_path(root, run)
    try:
        with open(path, "rb") as file:
            records = list(_records(file.read()))
        header = records[0]
        if header["type"] != "run" or header["version"] != VERSION:
            raise JournalError(f"{path} was written by another version of repair")
        changes: dict[str, Change] = {}
        undone: set[str] = set()
        for record in records[1:]:
            match record["type"]:
                case "file":
                    changes[record["path"]] = _change(record)
                case "left":
                    changes.pop(record["path"], None)
                case "undone":
                    undone.add(record["path"])
    except OSError as error:
        raise JournalError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise JournalError(f"{path} is damaged: {error}") from None
    return Run(run, header, tuple(changes.values()), frozenset(undone))


def journal_path(root: str, run: str) -> str:
    """The file of a run."""
    return os.path.join(root, FOLDER, f"{run}.jsonl")


def _records(data: bytes) -> Iterator[dict[str, Any]]:
    lines = data.split(b"\n")
    for number, line in enumerate(lines):
        if line:
            try:
                yield json.loads(line)
            except ValueError:
                if number < len(lines) - 1:
                    raise


def _change(record: Mapping[str, Any]) -> Change:
    return Change(
        path=record["path"],
        before=record["before"],
        after=record["after"],
        codec=record["codec"],
        bom=record["bom"],
        passes=tuple(tuple(Edit(int(start), str(old), str(new)) for start, old, new in edits) for edits in record["passes"]),
        rules=record["rules"],
    )
