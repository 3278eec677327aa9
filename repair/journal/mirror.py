"""A folder that gets a repaired copy of every file of a run, while the files themselves stay as they are."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Sequence

from repair.formats.places import is_remote, opened, state
from repair.journal.atomic import Draft, Refused, digest_of, draft
from repair.project.config import ConfigError
from repair.project.scan import STDIN, Target


class Mirror:
    """The folder; each file has the name in it that it has below the working folder.

    What is there already stays: it is fine where it is what would be written, and is told otherwise. Making one raises
    `ConfigError` for a folder inside what is read, and for files without a name below the working folder.
    """

    def __init__(self, folder: str, paths: Iterable[str], targets: Sequence[Target]) -> None:
        folder = folder.removeprefix("file://")
        if is_remote(folder) and not folder.partition("://")[2].strip("/"):
            raise ConfigError(f"--out {folder}: names no bucket")
        self._top = folder.rstrip("/") if is_remote(folder) else os.path.realpath(folder)
        if not is_remote(folder) and os.path.lexists(folder) and not os.path.isdir(folder):
            raise ConfigError(f"--out {folder}: is no folder")
        for path in paths:
            if is_remote(path) and is_remote(folder) and _beside(self._top, path):
                raise ConfigError(f"--out {folder}: is where {path} is read; name a place elsewhere")
            if os.path.isdir(path) and _inside(self._top, os.path.realpath(path)):
                raise ConfigError(f"--out {folder}: lies in {path}, which is read; name a folder elsewhere")
        places = {target.place for target in targets}
        for target in targets:
            name = _name(target)
            if target.place == STDIN or os.path.isabs(name) or not {"", ".", ".."}.isdisjoint(name.split("/")):
                raise ConfigError(f"--out: {target.path} lies outside of the working folder and has no name below it; run from above it")
            if self.place(target) in places:
                raise ConfigError(f"--out {folder}: {target.path} would be written over a file that is read; name a folder elsewhere")

    def place(self, target: Target) -> str:
        """Where the copy of a file is."""
        name = _name(target)
        return f"{self._top}/{name}" if is_remote(self._top) else os.path.join(self._top, *name.split("/"))

    def draft(self, target: Target) -> Draft:
        """The copy of a file, to be written. Raises `Refused`."""
        place = self.place(target)
        if is_remote(place):
            return draft(place, new=True)
        folder = os.path.dirname(place)
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as error:
            raise Refused(f"the copy cannot be written: {(error.strerror or str(error)).lower()}") from None
        if not _inside(os.path.realpath(folder), self._top):
            raise Refused("the copy is not written: a link leads out of the folder of --out")
        return draft(place, new=True)

    def is_there(self, target: Target) -> bool:
        """True when there is a copy, whatever it holds. Raises `OSError`."""
        place = self.place(target)
        return bool(state(place)) if is_remote(place) else os.path.lexists(place)

    def has(self, target: Target, content: str) -> bool:
        """True when the copy with the content of this SHA-256 is there. Raises `Refused` when another file is."""
        place = self.place(target)
        with contextlib.suppress(OSError):
            if is_remote(place) and not state(place):
                return False
            if (is_remote(place) or os.path.isfile(place)) and digest_of(place) == content:
                return True
        if not is_remote(place) and not os.path.lexists(place):
            return False
        raise Refused("the copy is not written: another file is there already, and stays; remove it or name another --out")

    def keep(self, target: Target) -> None:
        """Copy a file as it is. Raises `Refused` when the copy cannot be written, `OSError` when the file cannot be read."""
        with opened(target.place) as file:
            self.write(target, iter(lambda: file.read(1 << 20), b""))

    def write(self, target: Target, pieces: Iterable[bytes], announce: Callable[[str], None] | None = None) -> None:
        """Make the copy of a file of these pieces; `announce` is told the place before. Raises `Refused`."""
        with self.draft(target) as made:
            for piece in pieces:
                made.write(piece)
            if self.has(target, made.sha256):
                return
            made.keep()
            if announce:
                announce(self.place(target))
            made.put()


def _name(target: Target) -> str:
    """What the copy of a file is called: its way below the working folder; of an object, what follows the scheme."""
    return target.path.split("://", 1)[1] if is_remote(target.place) else target.path


def _beside(top: str, path: str) -> bool:
    """True when what is written below `top` could be read at `path` the next time."""
    head = re.split(r"[*?\[]", path, maxsplit=1)[0]
    return top.startswith(head.rstrip("/") + "/") or top == head.rstrip("/")


def _inside(place: str, folder: str) -> bool:
    return place == folder or place.startswith(os.path.join(folder, ""))
