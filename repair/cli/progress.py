"""How far a run is, told on standard error while it takes long and somebody looks."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from repair.cli.output import LINE

if TYPE_CHECKING:
    from repair.project.files import File
    from repair.project.scan import Target

_BAR = 24


def progress(items: Iterable[tuple[File, Any]], targets: Sequence[Target]) -> Iterator[tuple[File, Any]]:
    """The outcomes of these files, with a line about how far they are."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    begun = shown = time.monotonic()
    pace = Pace(targets)
    try:
        for item in items:
            now = time.monotonic()
            if now - begun > 1 and now - shown > 0.1:
                shown = now
                LINE.show(pace.told(now - begun))
            yield item
            pace.add(item[0])
    finally:
        LINE.clear()


class Pace:
    """What is behind and what is ahead, in bytes of the files as stored; where these are not known, in files."""

    def __init__(self, targets: Sequence[Target]) -> None:
        self._sizes = {target.place: _size(target.place) for target in targets}
        self._whole = sum(self._sizes.values())
        self._files = self._articles = 0
        self._done = self._within = self._before = 0
        self._place = ""

    def add(self, file: File) -> None:
        """One more outcome has come."""
        if not self._articles:
            self._before = file.read if file.target.locator else 0  # what an earlier run had gone through
        self._articles += 1
        if file.target.place != self._place:
            self._place, self._within = file.target.place, 0
        if file.target.locator is None:
            self._files += 1
            self._done += self._sizes.get(self._place, 0)
            self._place, self._within = "", 0
        else:
            self._within = max(self._within, min(file.read, self._sizes.get(self._place, 0)))

    def told(self, seconds: float) -> str:
        """How far a run is, how fast it goes, and, where that can be told, how long the rest will take."""
        done = self._done + self._within
        share = done / self._whole if self._whole else 0.0
        filled = min(_BAR, int(_BAR * share))
        count = len(self._sizes)
        told = f"[{'#' * filled}{'.' * (_BAR - filled)}] "
        told += f"{self._files:,} of {count:,} files, " if count > 1 else ""
        told += f"{_bytes(done)} of {_bytes(self._whole)}, " if self._whole else f"{self._articles:,} articles, "
        told += f"{self._articles / seconds:,.0f} articles a second"
        here = done - self._before
        if here <= 0 or not self._whole:
            return told
        left = round(max(0, self._whole - done) * seconds / here)
        return f"{told}, {left // 3600}:{left // 60 % 60:02}:{left % 60:02} left"


def _size(place: str) -> int:
    import os

    with suppress(OSError):
        return os.stat(place).st_size
    return 0


def _bytes(count: float) -> str:
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit != "MB" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.2f} GB"
