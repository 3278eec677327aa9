"""What a run changed: `.repair/runs/<run>.jsonl` in the project's folder, written before the articles are.

The first line is the run's header. Each further line is a `file` that is about to be written, one that was `left`
after all, one that is `done` without a change, how far one of records was `reached`, or what was `undone`; the last one
says that the run came to its `end`. Whether
a file was written is told by its bytes, so a crash at any point loses nothing. The changes of a file of records stand in a file of
their own in `.repair/runs/<run>/`, and beside it the file as it was, when it could not be made again from them.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from zlib import crc32

from repair.engine.changes import Change, changes_of
from repair.engine.settle import Pass
from repair.formats.places import is_remote, opened, state
from repair.journal.atomic import keep_folder, locked
from repair.journal.reached import Reached, reached
from repair.journal.spool import Spool
from repair.problem import Problem
from repair.text.decode import BOMS
from repair.text.lazy import lazy
from repair.text.named import NamedTuple
from repair.text.ways import way

VERSION = 2
FOLDER = os.path.join(".repair", "runs")
_ROOT_SIGNS = (".repair", "repair.toml", "pyproject.toml", ".git")
_RUN = lazy(r"\d{8}-\d{6}-\d{6}")
_DONE_AT_ONCE = 256


class JournalError(Problem):
    """The journal cannot be written or read; the text says why."""


class Changed(NamedTuple):
    """One file of a run: hashes before and after, and what was changed.

    Of a text, `changes` in characters of it. Of a file of records, the name of the `spool` that holds them, how the file is `packed`,
    and, when it is, the name under which the old one was `kept`.
    """

    path: str
    before: str
    after: str
    codec: str
    bom: bool
    rules: Mapping[str, int]
    changes: tuple[Change, ...] = ()
    spool: str = ""
    packed: str = ""
    kept: str = ""


class Undone(NamedTuple):
    """What was taken back of a file: all of it, or what these rules did; then `after` is the hash of what is left."""

    rules: frozenset[str] | None
    after: str


class Run(NamedTuple):
    """A run as its journal tells it. `undone` is told by path; `done` are the files without a change, by path, with size and time.

    `reached` tells of files of records, by path, how far the run had come when it was stopped.
    """

    id: str
    header: Mapping[str, Any]
    changed: tuple[Changed, ...]
    undone: Mapping[str, Undone]
    done: Mapping[str, tuple[int, int]]
    reached: Mapping[str, Reached]
    ended: bool

    @property
    def is_undone(self) -> bool:
        return all(change.path in self.undone and self.undone[change.path].rules is None for change in self.changed)


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
    return path if is_remote(path) else os.path.normpath(os.path.join(root, path))


def stamp(place: str) -> tuple[int, int]:
    """Two numbers that differ when the file does: its size and time, of an object what stands for them. Raises `OSError`."""
    if is_remote(place):
        known = state(place).encode()
        return len(known), crc32(known)
    status = os.stat(place)
    return status.st_size, status.st_mtime_ns


def relative(root: str, place: str) -> str:
    """What a journal calls a place."""
    if is_remote(place):
        return place
    inside = way(place, root)
    return place.replace(os.sep, "/") if inside.startswith("../") else inside


class Lock:
    """The right to change the articles of a project: one run at a time has it, until it lets it go or dies.

    Raises `JournalError` when another one has it.
    """

    def __init__(self, root: str) -> None:
        self._handle = -1
        try:
            self._handle = os.open(root, os.O_RDONLY)
        except OSError:
            return  # a system where folders cannot be opened
        if not locked(self._handle):
            self.release()
            raise JournalError(f"another run is changing articles in {root}; wait for it, or stop it")
        if hasattr(os, "register_at_fork"):  # else a process of ours would hold it longer than we do
            os.register_at_fork(after_in_child=self.release)

    def release(self) -> None:
        """Let another run have it."""
        handle, self._handle = self._handle, -1
        if handle >= 0:
            os.close(handle)


class Journal:
    """A run being written. The file appears with the first change, or when many files are done.

    `earlier` is a run that did not come to its end and is gone on with.
    """

    def __init__(self, root: str, header: Mapping[str, Any], earlier: Run | None = None) -> None:
        self.root = root
        self.id = earlier.id if earlier else ""
        self._header = header
        self._path = journal_path(root, earlier.id) if earlier else ""
        self._changes = len(earlier.changed) if earlier else 0
        self._spools = 0
        self._done: list[Mapping[str, Any]] = []

    def announce(self, place: str, before: bytes, after: bytes, codec: str, bom: bool, passes: Sequence[Pass]) -> None:
        """Write down what is about to happen to the file at `place`, and make sure it is on the disk."""
        text = before[len(BOMS.get(codec, b"")) if bom else 0 :].decode(codec)
        rules = Counter(chosen.finding.rule.id for done in passes for chosen in done.took)
        self._announce(place, sha256(before).hexdigest(), sha256(after).hexdigest(), codec, bom, rules, edits=changes_of(text, passes))

    def announce_records(self, place: str, before: str, after: str, codec: str, spool: Spool, packed: str, keep: str) -> None:
        """The same for a file of records: the hashes of its bytes, the changes, and where the old file is to be found."""
        kept = f"{spool.path.removesuffix('.jsonl')}.before" if keep else ""
        try:
            spool.keep()
            if keep:
                _keep(keep, kept)
            keep_folder(os.path.dirname(spool.path))
        except OSError as error:
            raise self._unwritable(error) from None
        more = {"spool": os.path.basename(spool.path), "packed": packed, "kept": os.path.basename(kept)}
        self._announce(place, before, after, codec, False, spool.rules, **more)

    def spool(self, codec: str) -> Spool:
        """Where the changes of a file of records are collected until it is announced."""
        try:
            if not self._path:
                self._begin()
            os.makedirs(self.folder, exist_ok=True)
            self._spools += 1
            while os.path.exists(path := os.path.join(self.folder, f"{self._spools}.jsonl")):
                self._spools += 1
            spool = Spool(path, codec)
            for folder in (self.folder, os.path.dirname(self.folder)):
                keep_folder(folder)
            return spool
        except OSError as error:
            raise self._unwritable(error) from None

    def reach(self, place: str, record: int, stamp: tuple[int, int], spool: Spool | None, counts: Mapping[str, Any]) -> None:
        """Write down that all articles of a file up to a record are done, with what was collected of it and counted."""
        try:
            size = spool.sync() if spool else 0
        except OSError as error:
            raise self._unwritable(error) from None
        self.flush()
        name, codec, rules = (os.path.basename(spool.path), spool.codec, spool.rules) if spool else ("", "", {})
        self._append(Reached(relative(self.root, place), record, stamp, name, size, codec, dict(rules), counts).line())

    def collected(self, reached: Reached) -> Spool | None:
        """What was collected of a file when the run that is gone on with was stopped."""
        try:
            return reached.opened(self.folder)
        except OSError as error:
            raise self._unwritable(error) from None

    @property
    def folder(self) -> str:
        """Where the changes of files of records are collected."""
        return self._path.removesuffix(".jsonl")

    def leave(self, place: str, why: str) -> None:
        """Write down that the file announced last was left as it was."""
        self._append({"type": "left", "path": relative(self.root, place), "why": why})

    def done(self, place: str) -> None:
        """Write down, by and by, that a file needs no change; a run that goes on with this one passes it over."""
        try:
            size, when = stamp(place)
        except OSError:
            return
        self._done.append({"type": "done", "path": relative(self.root, place), "size": size, "time": when})
        if len(self._done) >= _DONE_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Have on the disk what was written down."""
        done, self._done = self._done, []
        if done:
            self._append(*done)

    def end(self) -> None:
        """The run came to its end; one that changed nothing is none."""
        self._done = []
        if not self._path:
            return
        if self._changes:
            self._append({"type": "end"})
        else:
            os.unlink(self._path)
            self.id = self._path = ""

    def _announce(self, place: str, before: str, after: str, codec: str, bom: bool, rules: Mapping[str, int], **more: object) -> None:
        self.flush()
        self._changes += 1
        self._append(
            {
                "type": "file",
                "path": relative(self.root, place),
                "before": before,
                "after": after,
                "codec": codec,
                "bom": bom,
                "rules": dict(sorted(rules.items())),
                **more,
            }
        )

    def _append(self, *records: Mapping[str, Any]) -> None:
        try:
            if not self._path:
                self._begin()
            append(self._path, *records)
        except OSError as error:
            raise self._unwritable(error) from None

    def _unwritable(self, error: OSError) -> JournalError:
        folder = os.path.join(self.root, FOLDER)
        return JournalError(f"the journal in {folder} cannot be written ({error.strerror}); nothing more was changed")

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
        keep_folder(folder)


def _keep(place: str, copy: str) -> None:
    """Have the file at `place`, which is about to be replaced, stay under another name; where it can, without a copy."""
    try:
        if is_remote(place):
            raise OSError
        os.link(place, copy)
    except OSError:
        import shutil

        with opened(place) as old, open(copy, "wb") as file:
            shutil.copyfileobj(old, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())


def append(path: str, *records: Mapping[str, Any]) -> None:
    """Add lines to a journal and wait until they are on the disk; what a crash left of a last line is taken out first."""
    with open(path, "ab+") as file:
        end = whole = file.seek(0, os.SEEK_END)
        while whole and (file.seek(whole - 1), file.read(1))[1] != b"\n":
            whole -= 1
        if whole < end:
            file.truncate(whole)
        file.write(b"".join(json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n" for record in records))
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
    """One run. Raises `JournalError` when its journal cannot be read; a line cut short by a crash is passed over."""
    path = journal_path(root, run)
    try:
        with open(path, "rb") as file:
            records = _records(file)
            header = next(records, {})
            if header.get("type") != "run" or header.get("version") != VERSION:
                raise JournalError(f"{path} was written by another version of repair")
            changed: dict[str, Changed] = {}
            undone: dict[str, Undone] = {}
            done: dict[str, tuple[int, int]] = {}
            far: dict[str, Reached] = {}
            ended = False
            for record in records:
                match record["type"]:
                    case "file":
                        changed[record["path"]] = _changed(record)
                    case "left":
                        changed.pop(record["path"], None)
                    case "done":
                        done[record["path"]] = record["size"], record["time"]
                    case "reached":
                        far[record["path"]] = reached(record)
                    case "undone":
                        rules = record.get("rules")
                        undone[record["path"]] = Undone(frozenset(rules) if rules is not None else None, record.get("after", ""))
                    case "end":
                        ended = True
    except OSError as error:
        raise JournalError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise JournalError(f"{path} is damaged: {error}") from None
    return Run(run, header, tuple(changed.values()), undone, done, far, ended)


def journal_path(root: str, run: str) -> str:
    """The file of a run; the folder of its spools has the same name without the ending."""
    return os.path.join(root, FOLDER, f"{run}.jsonl")


def _records(lines: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    cut: ValueError | None = None
    for line in lines:
        if line.strip():
            if cut:
                raise cut
            try:
                record = json.loads(line)
            except ValueError as error:
                cut = error
                continue
            yield record


def _changed(record: Mapping[str, Any]) -> Changed:
    edits = (Change(int(start), str(old), str(new), tuple(rules)) for start, old, new, rules in record.get("edits", ()))
    must = {name: record[name] for name in ("path", "before", "after", "codec", "bom", "rules")}
    return Changed(**must, changes=tuple(edits), **{name: record[name] for name in ("spool", "packed", "kept") if name in record})
