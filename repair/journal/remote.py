"""An object at a URL replaced whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from types import TracebackType

from repair.formats.document import MissingExtra
from repair.formats.places import put, state
from repair.journal.atomic import Draft, Refused


class RemoteDraft(Draft):
    """New content for the object at `place`: in a local file until `put` uploads it, which the other end does in one step.

    Raises `Refused` like `Draft`, and when the object has changed since the draft was begun.
    """

    def __init__(self, place: str, *, new: bool = False) -> None:
        self._place = place
        self._hash = sha256()
        with _refusing():
            self._seen = state(place)
            if not new and not self._seen:
                raise Refused("cannot be written: no such object")
            handle, self._path = tempfile.mkstemp(prefix="repair-")
            self._file = os.fdopen(handle, "wb")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            os.unlink(self._path)

    def keep(self) -> None:
        """All of it is in the local file."""
        with _refusing():
            self._file.flush()

    def put(self) -> None:
        """Upload it, unless another object is there by now."""
        with _refusing():
            if state(self._place) != self._seen:
                raise Refused("has changed since it was read; run again")
            put(self._path, self._place)


@contextlib.contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except (OSError, MissingExtra) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(f"cannot be written: {reason[:1].lower()}{reason[1:]}") from None
