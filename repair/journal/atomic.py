"""Files replaced whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat


class Refused(Exception):
    """The file is left as it is; the text says why."""


def replace(place: str, before: bytes, after: bytes) -> None:
    """Make the file at `place`, which holds `before`, hold `after`.

    The new bytes are on the disk under another name before they take the old ones' place, with the same mode and
    owner. Raises `Refused` when the file no longer holds `before`, is not to be written, or would lose its owner.
    """
    try:
        status = os.stat(place)
        if not stat.S_ISREG(status.st_mode):
            raise Refused("is not a regular file")
        if not os.access(place, os.W_OK):
            raise Refused("is read-only")
        _swap(place, before, after, status)
    except OSError as error:
        raise Refused(f"cannot be written: {(error.strerror or str(error)).lower()}") from None


def _swap(place: str, before: bytes, after: bytes, status: os.stat_result) -> None:
    folder, name = os.path.split(place)
    draft = os.path.join(folder, f".{name[:80]}.{os.getpid()}.repair")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(after)
            file.flush()
            _dress(draft, place, status)
            os.fsync(file.fileno())
        with open(place, "rb") as file:
            if file.read(len(before) + 1) != before:
                raise Refused("has changed since it was read; run again")
        os.replace(draft, place)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise


def _dress(draft: str, place: str, status: os.stat_result) -> None:
    """Give the new file the old one's owner, mode and, where there are any, extended attributes."""
    if hasattr(os, "chown"):
        now = os.stat(draft)
        if (now.st_uid, now.st_gid) != (status.st_uid, status.st_gid):
            try:
                os.chown(draft, status.st_uid, status.st_gid)
            except OSError:
                raise Refused("belongs to somebody else and would become yours") from None
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(place):
                os.setxattr(draft, name, os.getxattr(place, name))
    os.chmod(draft, stat.S_IMODE(status.st_mode))
