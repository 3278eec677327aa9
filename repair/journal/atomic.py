"""Files replaced whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from hashlib import file_digest, sha256
from types import ModuleType, TracebackType
from typing import Any, cast

from repair.formats.places import is_remote, opened

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # a system without such locks
    fcntl = None


class Refused(Exception):
    """The file is left as it is; the text says why."""


class Draft:
    """New content for the file at `place`: on the disk under another name until `put` gives it the old one's.

    Used as a context manager, which takes an unfinished draft away. Raises `Refused` for what is not to be written, would
    lose its owner, or is being written by another run. With `new` there need be no such file yet.
    """

    def __init__(self, place: str, *, new: bool = False) -> None:
        self._place = place
        self._status: os.stat_result | None = None
        self._hash = sha256()
        folder, name = os.path.split(place)
        self._path = os.path.join(folder, f".{name[:60]}.repair")
        with _refusing():
            if not new or os.path.lexists(place):
                self._status = os.stat(place)
                if not stat.S_ISREG(self._status.st_mode):
                    raise Refused("is not a regular file")
                if not os.access(place, os.W_OK):
                    raise Refused("is read-only")
            self._file = os.fdopen(_own(self._path), "wb")

    def __enter__(self) -> Draft:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if fcntl is None:
            self._close()
        if self._path:
            with contextlib.suppress(OSError):
                os.unlink(self._path)
        self._close()  # the lock goes last

    def _close(self) -> None:
        with contextlib.suppress(OSError):  # what a full disk did not take is told already
            self._file.close()

    def write(self, data: bytes) -> int:
        """More content. Raises `Refused` when there is no room for it."""
        self._hash.update(data)
        with _refusing():
            return self._file.write(data)

    def flush(self) -> None:
        """Nothing yet: `keep` has it all on the disk."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of what was written."""
        return self._hash.hexdigest()

    def keep(self) -> None:
        """Make sure that all of it is on the disk, with the old file's owner and mode. Raises `Refused`."""
        with _refusing():
            self._file.flush()
            if self._status:
                _dress(self._path, self._place, self._status)
            else:
                mask = os.umask(0)
                os.umask(mask)
                os.chmod(self._path, 0o666 & ~mask)
            os.fsync(self._file.fileno())

    def put(self) -> None:
        """Take the place of the old file; power may fail the moment after. Raises `Refused`."""
        with _refusing():
            if fcntl is None:  # a file that is open can neither change its name there nor go
                self._close()
            os.replace(self._path, self._place)
            self._path = ""
            keep_folder(os.path.dirname(self._place))


def digest_of(place: str) -> str:
    """The SHA-256 of a file. Raises `OSError`."""
    with opened(place) as file:
        return file_digest(cast("Any", file), "sha256").hexdigest()


def draft(place: str, *, new: bool = False) -> Draft:
    """New content for a file or an object. Raises `Refused`."""
    if is_remote(place):
        from repair.journal.remote import RemoteDraft

        return RemoteDraft(place, new=new)
    return Draft(place, new=new)


def replace(place: str, before: bytes, after: bytes) -> None:
    """Make the file at `place`, which holds `before`, hold `after`.

    The new bytes are on the disk under another name before they take the old ones' place, with the same mode and
    owner. Raises `Refused` when the file no longer holds `before`, is not to be written, or would lose its owner.
    """
    with draft(place) as made:
        made.write(after)
        made.keep()
        with _refusing(), opened(place) as file:
            if file.read(len(before) + 1) != before:
                raise Refused("has changed since it was read; run again")
        made.put()


def create(place: str, data: bytes) -> None:
    """Make a file that is not there yet, whole or not at all. Raises `OSError`: `FileExistsError` for one that is there."""
    with open(place, "xb") as file:
        try:
            file.write(data)
            file.flush()
        except OSError:
            os.unlink(place)
            raise


def keep_folder(folder: str) -> None:
    """Have the names in a folder on the disk, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder or os.curdir, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def locked(handle: int) -> bool:
    """Take the lock of an open file; False when another process has it. True where there are no locks."""
    if fcntl is not None:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system that knows no locks
    return True


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(f"cannot be written: {(error.strerror or str(error)).lower()}") from None


def _own(path: str) -> int:
    """The draft of this name, empty and ours: one that a killed run left is taken over."""
    while True:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0), 0o600)
        if not locked(handle):
            os.close(handle)
            raise Refused("is being written by another run")
        try:
            same = os.path.samestat(os.fstat(handle), os.lstat(path))
        except OSError:
            same = False
        if same:  # and not what the other run has just put in the article's place
            os.ftruncate(handle, 0)
            return handle
        os.close(handle)


def _dress(draft: str, place: str, status: os.stat_result) -> None:
    """Give the new file the old one's owner, mode and, where there are any, extended attributes."""
    if hasattr(os, "chown"):
        now = os.stat(draft)
        if (now.st_uid, now.st_gid) != (status.st_uid, status.st_gid):
            try:
                os.chown(draft, status.st_uid, status.st_gid)
            except OSError:
                whose = "somebody else" if now.st_uid != status.st_uid else "a group that you are not in"
                raise Refused(f"belongs to {whose} and would become yours") from None
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(place):
                os.setxattr(draft, name, os.getxattr(place, name))
    os.chmod(draft, stat.S_IMODE(status.st_mode))
